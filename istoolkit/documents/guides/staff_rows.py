"""The table of what a party shares: a row for each flow, or by those it is with where there is little room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.documents.guides.staff_contacts import reach
from istoolkit.documents.guides.staff_shares import Share, direction, is_danger, shares, timing, way
from istoolkit.documents.matrix.ends import standing
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.matrix.said import called, heading, joined
from istoolkit.documents.paper import Block, Bullets, Grid, Paragraph, Span, Words
from istoolkit.documents.signing.passing import Passing, answering

Level = Literal["full", "brief", "numbered", "grouped", "titles"]
"""How much is said of each flow, from all to its title. ``numbered`` names information by numbers, told once."""

MORE = "See the matrix for the rest."
SENSITIVE = "Sensitive"
_SENSITIVE = f"What stands after “{SENSITIVE}” is special category or criminal offence data in law, or may be. Take special care with it."
_TITLES = 60
"""How many flows a row names by their titles."""

_USUAL = "Unless its row says otherwise"
"""What begins the line on the circumstances that several flows have in common."""

_FEW = 2
"""To how many partners a flow goes at most where each is printed with how to reach it, if there is little room."""

_CAPTION = "The flows of information that you have a part in"

_USES = ("Not for (“", "Onward use (“")
"""How the conditions of a flow begin that are those of its purposes, which the guide says once for all flows."""


def shares_told(register: Register, protocol: Protocol, name: str, level: Level) -> Iterator[Block]:
    """Yield the table of what a party shares, and what must be known to read it. Every flow is there by its title."""
    found, here = shares(register, protocol, name), picture(register, protocol)
    every = [each.passing for each in found]
    usual = None if level == "full" else _usual(found)
    if level in ("full", "brief", "numbered"):
        yield _table(here, found, level, usual)
    else:
        yield _by_way(here, found) if level == "grouped" else _by_whom(found)
    if usual and level in ("brief", "numbered"):
        yield Paragraph((Span(f"{_USUAL}. ", bold=True), *_labelled_lines(_circumstances(usual, True))), "fine")
    if level == "numbered":
        yield Paragraph((Span("Information by number: ", bold=True), *_items(every, _numbers(found))), "fine")
    elif level in ("grouped", "titles"):
        yield Paragraph((Span("All the information in these flows: ", bold=True), *_items(every)), "fine")
    if any(each.sensitive for each in every):
        yield Paragraph(_SENSITIVE, "fine")
    if days := _taking_part(register, protocol, name):
        yield Paragraph(" ".join(days), "fine")
    if level == "full":
        yield from _posts(here, found)


def _usual(found: Sequence[Share]) -> Share | None:
    """Return a flow in whose circumstances several move, so that one line can say it for them; None where there is none."""
    known = [each for each in found if each.flow.occasions and not each.harm]
    occasions = [each.flow.occasions for each in known]
    most = max(known, key=lambda each: occasions.count(each.flow.occasions), default=None)
    return most if most and occasions.count(most.flow.occasions) > 1 else None


def _table(here: Picture, found: Sequence[Share], level: Level, usual: Share | None) -> Grid:
    numbers = _numbers(found) if level == "numbered" else {}
    rows = tuple((f"{each.passing.title.rstrip('.')}.", _row(here, each, level, numbers, usual)) for each in found)
    headings = ("Flow", "What, with whom, when and how")
    return Grid("Each flow of information that you have a part in", headings, rows, (24, 76) if numbers else (15, 85))


def _row(here: Picture, each: Share, level: Level, numbers: Mapping[str, int], usual: Share | None) -> Words:
    return (
        Span(f"{way(each)}: ", bold=True),
        *_items([each.passing], {} if each.harm else numbers, short=bool(numbers) and not each.harm),
        " ",
        *_whom(here, each, level),
        *_labelled_lines([*_lines(each, level, usual)]),
    )


def _numbers(found: Sequence[Share]) -> dict[str, int]:
    """Return a number for each item of information in some flows."""
    titles = dict.fromkeys(item for each in found for item in each.passing.what)
    return {title: place for place, title in enumerate(titles, 1)}


def _items(
    found: Sequence[Passing], numbers: Mapping[str, int] = MappingProxyType({}), short: bool = False
) -> Iterator[Span | str]:
    """Yield the items of flows, each once and with its number where it has one; the sensitive ones last, after that word."""
    sensitive = {item for each in found for item in each.sensitive}
    titles = list(dict.fromkeys(item for each in found for item in each.what))
    plain = [_item(each, numbers, short) for each in titles if each not in sensitive]
    marked = [_item(each, numbers, short) for each in titles if each in sensitive]
    mark = ", " if short else "; "
    if plain:
        yield f"{mark.join(plain)}."
    if marked:
        yield " " if plain else ""
        yield Span(f"{SENSITIVE}: ", bold=True)
        yield f"{mark.join(marked)}."


def _item(title: str, numbers: Mapping[str, int], short: bool) -> str:
    number = str(numbers[title]) if title in numbers else ""
    return number if short else f"{number} {title.rstrip('.')}".strip()


def _whom(here: Picture, each: Share, level: Level) -> Iterator[Span | str]:
    """Yield those at the other end, with how to reach them where the party gives."""
    yield Span(f"{direction(each)}: ", bold=True)
    told_of = {called(one): one for one in each.receivers}
    with_reach = level == "full" or len(each.receivers) <= _FEW
    yield f"{each.post} at " if each.post else ""
    for place, name in enumerate(each.passing.whom):
        yield "; " if place else ""
        yield name
        found = reach(here, told_of[name], each.flow.seen_by) if with_reach and name in told_of else ()
        yield from (" (", *found, ")") if found else ()
    yield ". "


def _lines(each: Share, level: Level, usual: Share | None) -> Iterator[tuple[str, str]]:
    flow = each.flow
    yield from timing(each)
    if each.harm or usual is None or each.flow.occasions != usual.flow.occasions:
        yield from _circumstances(each, each.gives)
    yield "By", joined(each.ways, ", ") or NOT_STATED
    yield "If it is urgent", each.urgent if level == "full" or not is_danger(each) else ""
    yield "The law", each.duty
    yield "Until", flow.until
    yield from (_labelled(line) for line in flow.conditions if not line.startswith(_USES))
    yield "Never", joined(flow.barred)
    yield "Control by whoever supplied it", flow.originator
    yield "Passing it on", flow.onward
    if level == "full":
        yield "Seen by", flow.seen_by
        yield "Note", flow.note


def _circumstances(each: Share, gives: bool) -> Iterator[tuple[str, str]]:
    yield "Circumstance", joined(one.title for one in each.flow.occasions) or NOT_STATED
    yield "Agreement", each.agreement if gives else ""


def _labelled_lines(found: Iterable[tuple[str, str]]) -> Iterator[Span | str]:
    """Yield sentences, each with its label in bold."""
    for label, words in found:
        if words:
            yield from (Span(f"{label}: ", bold=True),) if label else ()
            yield f"{words.rstrip('.')}. "


def _labelled(line: str) -> tuple[str, str]:
    """Return the label of a condition such as “Only when: …”, and what follows."""
    label, _, words = line.partition(": ")
    return (label, words) if words else ("", line)


def _by_way(here: Picture, found: Sequence[Share]) -> Grid:
    """Return the flows by what the party does in them, each by its title, with whom, where it is sent and when."""
    ways: dict[str, list[Words]] = {}
    for each in found:
        urgent = ("If it is urgent", "" if is_danger(each) else each.urgent)
        lines = _labelled_lines((*timing(each), urgent))
        title = f"{each.passing.title.rstrip('.')}. "
        ways.setdefault(way(each), []).append((title, *_whom(here, each, "grouped"), *lines))
    rows = tuple((f"{said}:", (Bullets(tuple(lines)),)) for said, lines in ways.items())
    return Grid(_CAPTION, ("You", "Flows"), rows, (15, 85))


def _by_whom(found: Sequence[Share]) -> Grid:
    """Return the flows by those they are with, each by its title and how soon the party gives."""
    by_whom: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for each in found:
        titles = by_whom.setdefault(each.passing.whom, {}).setdefault(way(each), [])
        soon = f" (within {each.passing.within})" if each.passing.within else ""
        titles.append(f"{each.passing.title.rstrip('.')}{soon}")
    rows = tuple((_some(whom, 3), _titles(ways)) for whom, ways in by_whom.items())
    return Grid(_CAPTION, ("With", "Flows"), rows, (32, 68))


def _some(titles: Sequence[str], most: int) -> str:
    few = titles if len(titles) <= most + 1 else titles[:most]
    more = f"; and {len(titles) - len(few)} more" if len(few) < len(titles) else ""
    return f"{joined(few)}{more}"


def _titles(ways: dict[str, list[str]]) -> Words:
    spans: list[Span | str] = []
    for said, titles in ways.items():
        more = f"; and {len(titles) - _TITLES} more. {MORE}" if len(titles) > _TITLES else ". "
        spans += [Span(f"{said}: ", bold=True), f"{joined(titles[:_TITLES])}{more}"]
    return tuple(spans)


def _posts(here: Picture, found: Sequence[Share]) -> Iterator[Block]:
    """Yield who holds the posts that flows name."""
    ids = {each.passing.id for each in found}
    said = [flow for flow in here.flows if flow.id in ids]
    named = {name for each in said for field in ("from", "to", "among") for name in each.many(field)}
    for name, post in here.by_id("posts").items():
        if name in named and post.text("who"):
            yield Paragraph((Span(f"{heading(post)}: ", bold=True), post.text("who")))


@kept
def _taking_part(register: Register, protocol: Protocol, name: str) -> list[str]:
    """Return from when and until when those take part that do not always: nothing passes to or from them otherwise."""
    here = picture(register, protocol)
    ours = {each.name for each in answering(here, here.parties[name])}
    every = (pair for each in carried(register, protocol) for pair in each.pairs)
    days = dict.fromkeys(standing(end) for pair in every if ours & {each.name for each in pair} for end in pair)
    said = [each for each in days if each]
    return [*said, "At other times nothing passes to or from them."] if said else []
