"""The two heat maps of an assessment: the risks before the measures and as they remain."""

from istoolkit.assessment.assessed import Assessed, Risk
from istoolkit.assessment.ratings import Rating
from istoolkit.assessment.scales import Scale
from istoolkit.definitions.formats import NOT_STATED
from istoolkit.documents.heat_map import Grid, HeatMaps, Rated, heat_map
from istoolkit.documents.values import NOTHING, Nothing


def heat_maps(assessed: Assessed) -> HeatMaps | Nothing:
    """Return the maps; nothing where no risk is rated."""
    if not any(each.inherent or each.residual for each in assessed.risks):
        return NOTHING
    grid = grid_of(assessed.scale)
    before = [_rated(each, each.inherent) for each in assessed.risks]
    after = [
        _rated(each, each.remains)._replace(rests=bool(each.rests_on), enough=bool(each.until_then))
        for each in assessed.risks
    ]
    return HeatMaps(heat_map("Before the measures", grid, before), heat_map("With the measures", grid, after))


def grid_of(scale: Scale) -> Grid:
    """Return a scale as a grid for maps."""
    return Grid(
        scale.title,
        tuple(each.title for each in scale.likelihood),
        tuple(each.title for each in scale.severity),
        tuple(tuple(_level(scale, each.id, severity.id) for each in scale.likelihood) for severity in scale.severity),
        tuple((each.title, each.shade) for each in scale.levels),
        scale.scored,
    )


def _level(scale: Scale, likelihood: str, severity: str) -> str:
    level = scale.level(likelihood, severity)
    return level.title if level else NOT_STATED


def _rated(risk: Risk, rating: Rating | None) -> Rated:
    if rating is None:
        return Rated(risk.number, risk.title)
    return Rated(risk.number, risk.title, rating.likelihood.title, rating.severity.title, rating.holds.title)
