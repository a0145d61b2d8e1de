"""ASMT: the impact assessments that a protocol rests on.

This part: levels of risk that a person judged otherwise than the scale has them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.assessment.assessed import Assessed, Risk
from istoolkit.assessment.ratings import Rating
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import numbered, written

_STEP_5 = "ICO data protection impact assessments, step 5"


class Row(NamedTuple):
    """A rating in the file: of which risk, in which section of it."""

    risk: Risk
    section: tuple[str, ...]
    rating: Rating

    @property
    def pair(self) -> tuple[str, str]:
        """Its likelihood and severity."""
        return self.rating.likelihood.id, self.rating.severity.id

    @property
    def at(self) -> Spot:
        """Where its level stands."""
        return self.risk.entry.at(*self.section, "level")

    @property
    def is_of_what_remains(self) -> bool:
        """Whether it is the rating with the measures, or the only one, and is lower than the scale has it."""
        return self.rating.is_lowered and (bool(self.section) or not self.risk.entry.says("residual"))

    @property
    def slips_away(self) -> bool:
        """Whether the Information Commissioner would be consulted by the scale, and nobody answers for the lower level."""
        return self.is_of_what_remains and self.rating.usual.consult and not self.rating.judged.is_whole

    @property
    def has_reason(self) -> bool:
        """Whether it says why the level is another. The reason of the rating itself is not one."""
        return self.risk.entry.says(*self.section, "judged", "because")


def _rows(each: Assessed) -> list[Row]:
    both = (
        (risk, section, rating)
        for risk in each.risks
        for section, rating in (((), risk.inherent), (("residual",), risk.residual))
    )
    return [Row(risk, section, rating) for risk, section, rating in both if rating]


def _unlike(each: Assessed) -> Iterator[tuple[Row, Row | None]]:
    """Yield the ratings whose level is not that of the scale, each with a row of the same steps that differs."""
    rows = _rows(each)
    for row in rows:
        if row.rating.level is not row.rating.usual:
            others = (one for one in rows if one.pair == row.pair and one.rating.level is not row.rating.level)
            yield row, next(others, None)


@rule("ASMT018", "Same likelihood and severity, another level", source=_STEP_5)
def rated_differently(register: Register) -> Iterable[Problem]:
    """Risks that are as likely and as severe as each other have the same level, unless one says under “judged” why it is judged
    otherwise. The reason for its likelihood and severity is not enough.

    Why: the same risk cannot be low in one row and medium in another. The reader does not know which to believe.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, level: high, because: It happened twice in 2024,
           measures: [address-book], effect: reduced, residual: {likelihood: remote, severity: significant}}
        - {id: leaver, title: A leaver looks, sources: [Leavers], threats: [An old account], impacts: [Gossip],
           likelihood: possible, severity: significant, measures: [accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: significant, because: It happened twice in 2024,
           measures: [address-book], effect: reduced, residual: {likelihood: remote, severity: significant}}
        - {id: leaver, title: A leaver looks, sources: [Leavers], threats: [An old account], impacts: [Gossip],
           likelihood: possible, severity: significant, measures: [accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}
    """
    for each in written(register):
        for row, other in _unlike(each):
            if other and not row.has_reason and not row.slips_away:
                yield _beside(row, other)


def _beside(row: Row, other: Row) -> Problem:
    """Return that a row and another with the same steps have different levels."""
    message = f"{_rated(row)}, and {numbered(other.risk)} with the same likelihood and severity is {_level(other)}."
    there = (other.risk.entry.at(*other.section, "likelihood"), "rated differently here")
    return Problem(row.at, message, _mend(row), (there,))


def _rated(row: Row) -> str:
    steps = f"{row.rating.likelihood.title.lower()}, {row.rating.severity.title.lower()}"
    return f"{numbered(row.risk)} is rated {_level(row)} ({steps})"


def _level(row: Row) -> str:
    return row.rating.level.title.lower()


def _mend(row: Row) -> str:
    usual = row.rating.usual.title.lower()
    if row.rating.judged.is_whole:
        return f"Look again whether both are right. The scale gives {usual}."
    wanted = "“judged: {because: …, by: …, on: …}”"
    return f"Delete “level”: the scale gives {usual}. Or say why it is judged otherwise, who decided that and when: {wanted}."


@rule("ASMT019", "Level other than that of the scale", severity="warning", source=_STEP_5)
def unexplained(register: Register) -> Iterable[Problem]:
    """A level that is judged otherwise than the scale has it says why. What remains is not judged lower than the scale has it,
    even with a reason. Where it is, whoever accepts it must know.

    Why: the scale is agreed so that risks can be compared. Who departs from it must be able to explain it.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, level: low, measures: [address-book, accounts-closed],
           effect: reduced, residual: {likelihood: remote, severity: significant}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, level: medium, measures: [address-book, accounts-closed],
           effect: reduced, residual: {likelihood: remote, severity: significant}}
    """
    for each in written(register):
        for row, other in _unlike(each):
            told_above = row.slips_away or (other and not row.has_reason)
            silent = row.has_reason or row.risk.entry.says(*row.section, "because")
            if other and row.has_reason and not row.slips_away:
                yield _beside(row, other)
            elif not told_above and (row.is_of_what_remains or not silent):
                usual = row.rating.usual.title.lower()
                message = f"{_rated(row)}, and the scale “{each.scale.title}” gives {usual}."
                yield Problem(row.at, message, _mend(row))


@rule("ASMT048", "High risk that was written down as a lower one", source="UK GDPR Article 36(1)")
def slipped_away(register: Register) -> Iterable[Problem]:
    """Where the scale has a remaining risk so high that the Information Commissioner is consulted, a lower level says why it is
    judged so, who decided that and on which day. Until then the level of the scale counts.

    Why: consulting the Commissioner is a duty. One word in a table cannot take it away.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: severe, level: low, because: We think so}}
        ico_consultation: {sent: 2026-09-07, answered: 2026-11-02, outcome: may-proceed}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: severe, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: severe}}
        ico_consultation: {sent: 2026-09-07, answered: 2026-11-02, outcome: may-proceed}
    """
    for each in written(register):
        for row, _ in _unlike(each):
            if row.slips_away:
                usual = row.rating.usual.title.lower()
                message = f"{_rated(row)}, and the scale “{each.scale.title}” gives {usual}. Nobody is said to have decided that."
                yield Problem(row.at, message, _mend(row))
