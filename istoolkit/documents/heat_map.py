"""A heat map of risks: which level each likelihood and severity gives, and which risks stand there.

Everything that it shows is there in words too, so that nobody has to see colours or the map (WCAG 2.2, 1.1.1 and 1.4.1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from istoolkit.words import listed, small

NOT_RATED = "Not rated in full"
STILL_TO_COME = "* The rating rests on measures that are still to come."
"""What the mark on the number of a risk means. What stands until they are in place follows it."""

_MARK = "*"


class Grid(NamedTuple):
    """A scale for a map, in the words of readers. Steps and levels go from the least to the greatest.

    ``cells`` has a row for each severity with the words of a level for each likelihood. ``levels`` are words with a tone.
    ``scored``: a cell also shows likelihood times severity, each counted from 1.
    """

    scale: str
    likelihood: tuple[str, ...]
    severity: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[str, str], ...]
    scored: bool = False


class Rated(NamedTuple):
    """A risk with its rating in the words of the grid. Where a part of the rating is not known, it is "".

    ``rests``: its rating rests on measures that are still to come. ``enough``: those in place were judged enough until then.
    """

    number: str
    title: str
    likelihood: str = ""
    severity: str = ""
    level: str = ""
    rests: bool = False
    enough: bool = False


class Placed(NamedTuple):
    """A risk as a cell shows it: its number, and the level and tone that a person judged it to have where the grid has another."""

    number: str
    judged: str = ""
    tone: str = ""

    @property
    def words(self) -> str:
        """The number, and what the risk was judged to be: “R2 (judged high)”."""
        return f"{self.number} (judged {small(self.judged)})" if self.judged else self.number


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of a map: the words of its level, their tone, the risks in it, and its score where the scale has scores."""

    level: str
    tone: str
    risks: tuple[Placed, ...] = ()
    score: str = ""

    @property
    def numbers(self) -> str:
        """The numbers of the risks. One that a person judged to be of another level says which."""
        return ", ".join(each.words for each in self.risks)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A map. ``severity`` and ``rows`` go from the greatest down; ``likelihood`` and the cells of a row from the least up.

    ``levels`` are words with a tone, from the greatest down. ``said`` has every risk in words, those without a place too.
    ``note`` says what the mark on a number means; "" where none has it.
    """

    title: str
    scale: str
    likelihood: tuple[str, ...]
    severity: tuple[str, ...]
    rows: tuple[tuple[HeatCell, ...], ...]
    levels: tuple[tuple[str, str], ...]
    said: "tuple[Standing, ...]" = ()
    note: str = ""


class HeatMaps(NamedTuple):
    """Two maps of the same risks: before the measures, and with them."""

    before: HeatMap
    after: HeatMap


class Standing(NamedTuple):
    """Where a risk stands on a map, in words with the tone of its level."""

    number: str
    title: str
    words: str
    tone: str = ""


class Said(NamedTuple):
    """A risk in words: where it stands before the measures, and where with them."""

    number: str
    title: str
    before: Standing
    after: Standing


def heat_map(title: str, grid: Grid, risks: Sequence[Rated]) -> HeatMap:
    """Return the map of risks on a grid. Every risk is in it: in a cell, and in words; without a full rating in words alone."""
    found: dict[tuple[str, str], list[Rated]] = {}
    for each in risks:
        found.setdefault((each.severity, each.likelihood), []).append(each)
    rows = tuple(
        tuple(_cell(grid, severity, likelihood, found) for likelihood in grid.likelihood) for severity in grid.severity
    )
    said = tuple(_standing(grid, each) for each in risks)
    levels, note = grid.levels[::-1], _note([each for each in risks if each.rests])
    return HeatMap(title, grid.scale, grid.likelihood, grid.severity[::-1], rows[::-1], levels, said, note)


def in_words(maps: HeatMaps) -> Iterator[Said]:
    """Yield each risk in words, in the order in which they were given."""
    for before, after in zip(maps.before.said, maps.after.said, strict=True):
        yield Said(after.number, after.title, before, after)


def numbered(steps: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return steps, each with its number and the words without it: “1 Rare” and “Rare” are both (“1”, “Rare”)."""
    return tuple((str(rank), each.removeprefix(f"{rank} ")) for rank, each in enumerate(steps, 1))


def _note(resting: Sequence[Rated]) -> str:
    """Return what the mark on these risks means, and what stands for them until their measures are in place."""
    enough = listed([each.number for each in resting if each.enough], "and")
    if not resting:
        return ""
    if all(each.enough for each in resting):
        return f"{STILL_TO_COME} Those in place were judged enough until then."
    but = f", but not for {enough}: those in place were judged enough until then" if enough else ""
    return f"{STILL_TO_COME} Until they are in place, the level before the measures stands{but}."


def _cell(grid: Grid, severity: str, likelihood: str, found: dict[tuple[str, str], list[Rated]]) -> HeatCell:
    level, tones = _level(grid, severity, likelihood), dict(grid.levels)
    risks = (_placed(grid, each, level) for each in found.get((severity, likelihood), ()))
    return HeatCell(level, tones.get(level, ""), tuple(risks), _score(grid, severity, likelihood))


def _placed(grid: Grid, risk: Rated, level: str) -> Placed:
    if risk.level in ("", level):
        return Placed(_number(risk))
    return Placed(_number(risk), risk.level, dict(grid.levels).get(risk.level, ""))


def _standing(grid: Grid, risk: Rated) -> Standing:
    if risk.likelihood not in grid.likelihood or risk.severity not in grid.severity:
        return Standing(_number(risk), risk.title, NOT_RATED)
    level = _level(grid, risk.severity, risk.likelihood)
    shown, judged = risk.level or level, risk.level not in ("", level)
    ratings = f"likelihood {small(risk.likelihood)}, severity {small(risk.severity)}"
    other = f"; by the scale {small(level)}" if judged else ""
    score = "" if judged else _score(grid, risk.severity, risk.likelihood)
    words = f"{score} {shown}".strip()
    return Standing(_number(risk), risk.title, f"{words} ({ratings}{other})", dict(grid.levels).get(shown, ""))


def _number(risk: Rated) -> str:
    return f"{risk.number}{_MARK}" if risk.rests else risk.number


def _level(grid: Grid, severity: str, likelihood: str) -> str:
    return grid.cells[grid.severity.index(severity)][grid.likelihood.index(likelihood)]


def _score(grid: Grid, severity: str, likelihood: str) -> str:
    """Return the product of the two steps where the scale has scores, else ""."""
    product = (grid.severity.index(severity) + 1) * (grid.likelihood.index(likelihood) + 1)
    return str(product) if grid.scored else ""
