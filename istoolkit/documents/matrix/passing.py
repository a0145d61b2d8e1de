"""From whom to whom: givers crossed with receivers. In full on a screen, with letters for what passes on paper."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from string import ascii_uppercase

from istoolkit.definitions.formats import TO_BE_CONFIRMED
from istoolkit.definitions.things import Party
from istoolkit.documents.matrix.ends import end_of
from istoolkit.documents.matrix.grids import NARROWED, Bodies, Side, bodies, key_of
from istoolkit.documents.matrix.keeping import stores_of
from istoolkit.documents.matrix.said import called, joined, names
from istoolkit.documents.tables import Cell, Column, Table
from istoolkit.words import listed, within

TITLE = "From whom to whom"
_ABOUT = "What the organisation at the start of a row gives to the one at the top of a column."
_NONE = "Nothing passes."
_NOTHING = Cell("Nothing", "not")
_DASH = Cell("–", "not")
_NAMED = 8
"""With more receivers than this, columns on paper have numbers in place of names."""

_Passing = Mapping[tuple[str, str], tuple[str, ...]]
"""What passes, in lines, by who gives and who receives."""


@dataclass(frozen=True)
class _Crossed:
    """The organisations of the grid, what passes between them, and who only holds it for others, in sentences."""

    known: Bodies
    passing: _Passing
    held: tuple[str, ...]


def organisations_table(sides: Sequence[Side], several: bool) -> Table:
    """Return givers crossed with receivers: what passes from one to the other."""
    found = _crossed(sides, several)
    rows = tuple(
        (Cell(title), *(_passes(found.passing.get((giver, receiver), ())) for receiver in found.known))
        for giver, title in found.known.items()
    )
    about = " ".join([_ABOUT, NARROWED, *found.held])
    columns = (Column("From", 22), *(Column(_to(title), 26) for title in found.known.values()))
    key = (("not", _NOTHING.words),)
    rows = rows if found.passing else ()
    return Table("organisations", TITLE, about, columns, rows, 1, key, _NONE, _lettered(found) if rows else ())


def _lettered(found: _Crossed) -> tuple[Table, ...]:
    """Return the grid for paper: a letter in each cell for what passes, and a table that says what the letters mean.

    Rows and columns in which nothing passes are left out.
    """
    letters = dict(zip(_by_use(found.passing), _letters(), strict=False))
    return (_grid(found, letters), _meanings(letters))


def _grid(found: _Crossed, letters: Mapping[tuple[str, ...], str]) -> Table:
    givers, receivers = ([key for key in found.known if key in {pair[at] for pair in found.passing}] for at in (0, 1))
    numbered = len(receivers) > _NAMED
    numbers = {key: str(number) for number, key in enumerate(found.known, 1)}
    titles = {key: f"{numbers[key]} {title}" if numbered else title for key, title in found.known.items()}
    rows = tuple(
        (Cell(titles[giver]), *(_letter(letters, found.passing.get((giver, receiver))) for receiver in receivers))
        for giver in givers
    )
    heads = (Column(numbers[key], 3) if numbered else Column(_to(found.known[key]), 10) for key in receivers)
    about = [
        _ABOUT,
        f"The next table says what the letters mean; “{_DASH.words}” is nothing.",
        "The columns have the numbers of the rows." if numbered else "",
        _left_out([titles[key] for key in titles if key not in givers], "row"),
        _left_out([titles[key] for key in titles if key not in receivers], "column"),
        NARROWED,
        *found.held,
    ]
    columns = (Column("From", 60), *heads)
    return Table("organisations", TITLE, " ".join(filter(None, about)), columns, rows, 1, tight=numbered)


def _left_out(titles: Sequence[str], of: str) -> str:
    """Say whose row or column is left out; "" where none is."""
    way = "gives" if of == "row" else "receives"
    return f"Who {way} nothing has no {of}: {joined(titles)}." if titles else ""


def _letter(letters: Mapping[tuple[str, ...], str], lines: tuple[str, ...] | None) -> Cell:
    return Cell(letters[lines]) if lines else _DASH


def _meanings(letters: Mapping[tuple[str, ...], str]) -> Table:
    whole: dict[tuple[str, ...], str] = {}
    rows = []
    for lines, letter in letters.items():
        meaning = _as_another(lines, whole)
        if not meaning:
            whole[lines] = letter
        rows.append((Cell(letter), Cell(meaning or joined(lines))))
    about = "The letter that stands most often in the table above comes first."
    return Table(
        "letters", "What the letters mean", about, (Column("Letter", 6), Column("Information", 120)), tuple(rows)
    )


def _as_another(lines: tuple[str, ...], whole: Mapping[tuple[str, ...], str]) -> str:
    """Return how a set differs from one that is told in full, where that is shorter; else ""."""
    close = [
        (len(set(lines) ^ set(other)), other) for other in whole if set(lines) > set(other) or set(lines) < set(other)
    ]
    if not close or 2 * min(close)[0] > len(lines):
        return ""
    other = min(close)[1]
    more, less = ([each for each in one if each not in two] for one, two in ((lines, other), (other, lines)))
    return f"All of {whole[other]}, and: {joined(more)}" if more else f"All of {whole[other]}, without: {joined(less)}"


def _by_use(passing: _Passing) -> list[tuple[str, ...]]:
    """Return what passes, each set once: the one that passes between most comes first."""
    return [lines for lines, _ in Counter(passing.values()).most_common()]


def _letters() -> Iterator[str]:
    """Yield A to Z, then AA, AB and so on."""
    return ("".join(each) for length in count(1) for each in product(ascii_uppercase, repeat=length))


def _to(title: str) -> str:
    return title if title.startswith(TO_BE_CONFIRMED) else f"To {within(title)}"


def _passes(lines: Iterable[str]) -> Cell:
    words = "\n".join(lines)
    return Cell(words) if words else _NOTHING


def _crossed(sides: Sequence[Side], several: bool) -> _Crossed:
    passing = {pair: tuple(_lines(what, several)) for pair, what in _passing(sides, several).items()}
    first: dict[frozenset[str], tuple[str, ...]] = {}
    passing = {pair: first.setdefault(frozenset(lines), lines) for pair, lines in passing.items()}
    held = _held(sides, several, {key for pair in passing for key in pair})
    known = {key: title for key, title in bodies(sides, several).items() if key not in held}
    return _Crossed(known, passing, tuple(dict.fromkeys(held.values())))


def _passing(sides: Sequence[Side], several: bool) -> dict[tuple[str, str], dict[str, dict[str, None]]]:
    """Return the titles of what passes between two organisations, by protocol."""
    found: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for side in sides:
        for each in side.flows:
            titles = dict.fromkeys(piece.title for piece in each.pieces)
            for one, other in each.pairs:
                pair = (key_of(one, several), key_of(other, several))
                found.setdefault(pair, {}).setdefault(side.title, {}).update(titles)
    return found


def _lines(by_protocol: Mapping[str, Iterable[str]], several: bool) -> Iterator[str]:
    for name, titles in by_protocol.items():
        yield from (f"{name}: {'; '.join(titles)}",) if several else titles


def _held(sides: Sequence[Side], several: bool, busy: set[str]) -> dict[str, str]:
    """Return, for those that only work for others and neither give nor receive, a sentence each."""
    found: dict[str, str] = {}
    others: set[str] = set()
    for side in sides:
        for party in side.picture.parties.values():
            key = key_of(end_of(party, side.picture.protocol.id), several)
            if party.is_processor and key not in busy:
                found[key] = _on_instructions(side, party)
            else:
                others.add(key)
    return {key: sentence for key, sentence in found.items() if key not in others}


def _on_instructions(side: Side, party: Party) -> str:
    principals = [called(each) for each in side.picture.named(names(party, "for"))] or ["those it works for"]
    does = "holds information" if any(stores_of(side.picture, party)) else "works"
    return f"{called(party)} {does} on the instructions of {listed(principals, 'and')}."
