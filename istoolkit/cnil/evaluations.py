"""The evaluations: what remains of each risk, and who does what by when.

A definition has no evaluator's judgement of each answer, so there are evaluations of measures and risks only. They count
as made where the assessment says that the measures are approved and the remaining risk is accepted, and as awaited where
it does not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from istoolkit.assessment.assessed import Assessed, Measure
from istoolkit.cnil.fields import ACCEPTABLE, COMPLETED, IMPROVABLE, NOT_EVALUATED, PENDING
from istoolkit.cnil.html import bullets, escaped, paragraph
from istoolkit.cnil.risks import Page
from istoolkit.cnil.told import FIELDS, Teller
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.schema import Field

_MEASURE = FIELDS["measures"].item or Field("", (), "")
IN_PLACE = "in-place"


@dataclass(frozen=True)
class Evaluations:
    """Makes the evaluations. ``titles`` has the title of each measure by number, ``stamp`` the beginning of an entry."""

    assessed: Assessed
    teller: Teller
    pages: tuple[Page, ...]
    titles: Mapping[str, str]
    stamp: Callable[[int], dict[str, Any]]

    def all(self) -> list[dict[str, Any]]:
        """Return the evaluations of the measures and then of the risks."""
        found = [self._measure(each) for each in self.assessed.measures]
        found += [self._risk(page) for page in self.pages if page.risks]
        return [{**self.stamp(number), **each} for number, each in enumerate(found, 1)]

    def _measure(self, each: Measure) -> dict[str, Any]:
        open_still = each.state != IN_PLACE
        plan = paragraph(self._plan_of(each)) if open_still else ""
        return {
            "reference_to": f"3.1.{each.number[1:]}",
            **self._status("measures_on", open_still),
            **{"evaluation_comment": "", "action_plan_comment": plan, **self._when_and_who([each])},
            "gauges": {"x": 0, "y": 0},
        }

    def _risk(self, page: Page) -> dict[str, Any]:
        waiting = [each for each in page.measures if each.state != IN_PLACE]
        plan = bullets(escaped(self._plan_of(each)) for each in waiting)
        return {
            "reference_to": page.feared.item,
            **self._status("residual_on", bool(waiting)),
            **{"evaluation_comment": page.remains(), "action_plan_comment": plan, **self._when_and_who(waiting)},
            "gauges": {"x": page.remaining("severity"), "y": page.remaining("likelihood")},
        }

    def _status(self, approved: str, open_still: bool) -> dict[str, int]:
        if not self.assessed.text("approvals", approved):
            return {"status": PENDING, "global_status": NOT_EVALUATED}
        return {"status": IMPROVABLE if open_still else ACCEPTABLE, "global_status": COMPLETED}

    def _plan_of(self, each: Measure) -> str:
        by = each.by.isoformat() if each.by else ""
        return planned(self.titles[each.number], self._words(each, "owner"), by)

    def _when_and_who(self, measures: Iterable[Measure]) -> dict[str, str | None]:
        """Return the last day by which the measures are done, and the posts that answer for them."""
        every = list(measures)
        days = sorted(each.by.isoformat() for each in every if each.by)
        posts = dict.fromkeys(post for each in every if (post := self._words(each, "owner")))
        date = f"{days[-1]}T00:00:00.000Z" if days else None
        return {"estimated_implementation_date": date, "person_in_charge": "; ".join(posts)}

    def _words(self, each: Measure, name: str) -> str:
        return "".join(self.teller.all(_MEASURE.fields[name], each.entry.value.get(name)))


def planned(title: str, owner: str, by: str) -> str:
    """Return what a measure that is not in place yet says in a plan: its title, who answers for it and by when."""
    details = ", ".join(part for part in (owner, f"by {long_date(by)}" if by else "") if part)
    return f"{title} ({details})" if details else title
