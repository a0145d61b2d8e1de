"""The scales: every cell of each, and a partnership's own."""

import pytest

from istoolkit.assessment.scales import Scale, faults_of, scale_of, shipped
from tests.assessment.made import register

OWN = """risk_scale: own
own_scale:
  title: Two by three
  likelihood: [{id: seldom, title: Seldom}, {id: often, title: Often, meaning: Each week}]
  severity: [{id: slight, title: Slight}, {id: felt, title: Felt}, {id: grave, title: Grave}]
  levels: [{id: fine, title: Fine, shade: low}, {id: dire, title: Dire, shade: extreme, consult: yes}]
  grid:
  - {severity: grave, levels: [dire, dire]}
  - {severity: slight, levels: [fine, fine]}
  - {severity: felt, levels: [fine, dire]}
"""


def cells(scale: Scale) -> list[str]:
    """The levels of a scale: a line for each severity from the greatest to the least, likelihood from left to right."""
    rows = [[scale.level(step.id, harm.id) for step in scale.likelihood] for harm in reversed(scale.severity)]
    return [" ".join(level.id if level else "none" for level in row) for row in rows]


def test_the_scale_of_the_ico() -> None:
    scale = shipped()["ico"]
    assert [each.id for each in scale.likelihood] == ["remote", "possible", "probable"]
    assert [each.id for each in scale.severity] == ["minimal", "significant", "severe"]
    assert cells(scale) == ["low high high", "low medium high", "low low low"]
    assert [each.id for each in scale.levels if each.consult] == ["high"]


def test_the_scale_of_the_cnil() -> None:
    scale = shipped()["cnil"]
    assert cells(scale) == ["medium medium high high"] * 2 + ["low low medium medium"] * 2
    assert "gives no overall level" in " ".join(scale.source.split())


def test_the_scale_of_the_nhs_is_the_product_in_bands() -> None:
    scale = shipped()["nhs"]
    for chance in scale.likelihood:
        for harm in scale.severity:
            score = chance.rank * harm.rank
            wanted = "low" if score <= 3 else "moderate" if score <= 6 else "high" if score <= 12 else "extreme"
            level = scale.level(chance.id, harm.id)
            assert level is not None and level.id == wanted, (chance.id, harm.id)
    assert cells(scale)[0] == "moderate high extreme extreme extreme"


@pytest.mark.parametrize("name", shipped())
def test_levels_never_fall_as_harm_grows_and_each_is_used(name: str) -> None:
    scale = shipped()[name]
    ranks = [[scale.cells[step.id, harm.id].rank for step in scale.likelihood] for harm in scale.severity]
    assert all(row == sorted(row) for row in ranks)
    assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))
    assert {rank for row in ranks for rank in row} == {each.rank for each in scale.levels}
    assert scale.source and all(each.meaning for each in (*scale.likelihood, *scale.severity))


def test_no_level_where_a_step_is_not_known() -> None:
    assert shipped()["ico"].level("often", "severe") is None


@pytest.mark.parametrize(
    ("said", "scale"),
    [("", "ico"), ("risk_scale: nhs\n", "nhs"), ("risk_scale: TBC\n", "ico"), ("risk_scale: no\n", "ico")],
)
def test_the_scale_that_a_register_chooses(said: str, scale: str) -> None:
    assert scale_of(register(f"# register.yaml\n{said}" if said else "")).id == scale


def test_an_own_scale() -> None:
    made = register(f"# register.yaml\n{OWN}")
    scale = scale_of(made)
    assert faults_of(made) == ()
    assert (scale.id, scale.title) == ("own", "Two by three")
    assert cells(scale) == ["dire dire", "fine dire", "fine fine"]
    assert [(each.title, each.rank, each.shade, each.consult) for each in scale.levels] == [
        ("Fine", 1, "low", False),
        ("Dire", 2, "extreme", True),
    ]
    assert scale.likelihood[1].meaning == "Each week"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("  - {severity: felt, levels: [fine, dire]}\n", "", "The grid has no row for the severity “felt”."),
        ("levels: [dire, dire]", "levels: [dire]", "This row has 1 level, and there are 2 steps of likelihood."),
        ("levels: [dire, dire]", "levels: [dire, worse]", "“worse” is not a level of this scale."),
        ("{severity: slight,", "{severity: felt,", "The grid has no row for the severity “slight”."),
        ("{id: often,", "{id: seldom,", "“seldom” is there twice."),
        ("  title: Two by three\n", "", None),
        ("title: Grave}", "title: TBC}", None),
        ("levels: [dire, dire]", "levels: TBC", None),
        ("  grid:\n", "  grid: TBC\n  grit:\n", None),
    ],
)
def test_a_broken_own_scale_falls_back(before: str, after: str, told: str | None) -> None:
    assert before in OWN
    made = register(f"# register.yaml\n{OWN.replace(before, after)}")
    assert scale_of(made).id == "ico"
    assert [each.message for each in faults_of(made)][:1] == ([told] if told else [])
