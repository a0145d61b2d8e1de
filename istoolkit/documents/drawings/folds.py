"""Many parties named together, where a picture before shows each: “All 24 other parties in the picture of the hub”."""

from dataclasses import dataclass, replace

from istoolkit.documents.drawings.steps import ORGANISATION, End, Step
from istoolkit.words import listed

EVERYONE = "all"
"""The name of an end that stands for many."""

_FEWEST = 8
"""How many parties at least are named together."""

_LEFT_OUT = 2
"""How many parties may be missing for “all but”."""


@dataclass(frozen=True, slots=True)
class Around:
    """The parties in the picture of a hub."""

    hub: End
    spokes: tuple[End, ...]

    def folded(self, step: Step) -> Step:
        """Return a flow with those who give or receive named together where they are nearly all in the picture."""
        givers, takers = self._folded(step.givers, step.takers), self._folded(step.takers, step.givers)
        return replace(step, givers=givers, takers=takers)

    def _folded(self, found: tuple[End, ...], opposite: tuple[End, ...]) -> tuple[End, ...]:
        named = [each for each in found if each.sort == ORGANISATION]
        drawn = [each for each in (self.hub, *self.spokes) if each.sort == ORGANISATION]
        others = [each for each in drawn if each in named or each not in opposite]
        missing = [each.words for each in others if each not in named]
        if len(named) < _FEWEST or len(missing) > _LEFT_OUT or not set(named) <= set(drawn):
            return found
        rest = [each for each in found if each not in named]
        return (_together(len(named), missing, len(others) < len(drawn)), *rest)


def _together(number: int, missing: list[str], others: bool) -> End:
    if missing:
        return End(EVERYONE, f"All but {listed(missing, 'and')}", note=f"{number} of those in the picture of the hub")
    return End(
        EVERYONE, f"All {number} other parties" if others else f"All {number} parties", note="in the picture of the hub"
    )
