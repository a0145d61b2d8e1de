"""A heat map of risks: which level each likelihood and severity gives, and which risks stand there.

Everything that it shows is there in words too, so that nobody has to see colours or the map (WCAG 2.2, 1.1.1 and 1.4.1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from istoolkit.words import small


class Grid(NamedTuple):
    """A scale for a map, in the words of readers. Steps and levels go from the least to the greatest.

    ``cells`` has a row for each severity with the words of a level for each likelihood. ``levels`` are words with a tone.
    """

    scale: str
    likelihood: tuple[str, ...]
    severity: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[str, str], ...]


class Rated(NamedTuple):
    """A risk with its rating in the words of the grid. Where a part of the rating is not known, it is ""."""

    number: str
    title: str
    likelihood: str = ""
    severity: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of a map: the words of its level, their tone, and the risks in it."""

    level: str
    tone: str
    risks: tuple[Rated, ...] = ()

    @property
    def numbers(self) -> str:
        """The numbers of the risks. One that a person judged to be of another level says which."""
        return ", ".join(
            each.number if each.level in ("", self.level) else f"{each.number} (judged {small(each.level)})"
            for each in self.risks
        )

    @property
    def words(self) -> str:
        """The whole cell, such as “High: R2, R5”."""
        return f"{self.level}: {self.numbers}" if self.risks else self.level


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A map. ``severity`` and ``rows`` go from the greatest down; ``likelihood`` and the cells of a row from the least up.

    ``levels`` are words with a tone, from the greatest down. ``unplaced`` are the risks that are not rated in full.
    """

    title: str
    scale: str
    likelihood: tuple[str, ...]
    severity: tuple[str, ...]
    rows: tuple[tuple[HeatCell, ...], ...]
    levels: tuple[tuple[str, str], ...]
    unplaced: tuple[Rated, ...] = ()


class HeatMaps(NamedTuple):
    """Two maps of the same risks: before the measures, and with them."""

    before: HeatMap
    after: HeatMap


class Said(NamedTuple):
    """A line of a map in words: what it is about, such as “Before measures, high”, and the risks."""

    about: str
    risks: str


def heat_map(title: str, grid: Grid, risks: Sequence[Rated]) -> HeatMap:
    """Return the map of risks on a grid. Every risk is in it: in a cell, or among those that have no place."""
    tones = dict(grid.levels)
    found: dict[tuple[str, str], list[Rated]] = {}
    for each in risks:
        found.setdefault((each.severity, each.likelihood), []).append(each)
    rows = tuple(
        tuple(
            HeatCell(level, tones.get(level, ""), tuple(found.pop((severity, likelihood), ())))
            for likelihood, level in zip(grid.likelihood, levels, strict=True)
        )
        for severity, levels in zip(grid.severity, grid.cells, strict=True)
    )
    unplaced = {each for left in found.values() for each in left}
    return HeatMap(
        title,
        grid.scale,
        grid.likelihood,
        grid.severity[::-1],
        rows[::-1],
        grid.levels[::-1],
        tuple(each for each in risks if each in unplaced),
    )


def in_words(shown: HeatMap) -> Iterator[Said]:
    """Yield a map in words: a line for each level from the greatest down, then the risks that have no place."""
    placed = [(each.level or cell.level, each) for row in shown.rows for cell in row for each in cell.risks]
    for level in dict.fromkeys([*(words for words, _ in shown.levels), *(level for level, _ in placed)]):
        risks = sorted((each for at, each in placed if at == level), key=lambda each: (len(each.number), each.number))
        yield Said(f"{shown.title}, {small(level)}", "; ".join(map(_placed, risks)) or "none")
    if shown.unplaced:
        names = [f"{each.number} {each.title}" for each in shown.unplaced]
        yield Said(f"{shown.title}, not rated in full, so not on the map", "; ".join(names))


def _placed(risk: Rated) -> str:
    return f"{risk.number} {risk.title} (likelihood {small(risk.likelihood)}, severity {small(risk.severity)})"
