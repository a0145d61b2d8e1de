"""The risks of an assessment as the software has them: one for each of three feared events.

Several risks of one event are put together: their lists are joined, and the gauges show the highest of their ratings. The
text of a gauge tells each risk with its own rating on the partnership's scale, and what of the lists is its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from istoolkit.assessment.assessed import Measure, Risk
from istoolkit.assessment.scales import Scale, Step
from istoolkit.cnil.fields import FEARED, HIGHEST, Feared
from istoolkit.cnil.gauges import gauge
from istoolkit.cnil.html import bullets, escaped, paragraph
from istoolkit.cnil.told import FIELDS, Teller
from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.schema import Field

_LISTED = ("sources", "threats", "impacts")
_RATED = ("likelihood", "severity", "residual", "effect", "because", "level")
_RISK = FIELDS["risks"].item or Field("", (), "")


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the software on a feared event, with the risks that go on it."""

    feared: Feared
    risks: tuple[Risk, ...]
    teller: Teller

    @property
    def _scale(self) -> Scale:
        return self.teller.assessed.scale

    @property
    def is_as_imported(self) -> bool:
        """Whether it holds what a file of the CNIL holds: one risk, rated on the CNIL's steps, named by the event."""
        on_cnil = self._scale.id == "cnil"
        return on_cnil and [each.id for each in self.risks] == [self.feared.event]

    def listed(self, part: str) -> list[str]:
        """Return the impacts, threats or sources of all its risks, each once."""
        each = _RISK.fields[part]
        said = (one for risk in self.risks for one in self.teller.all(each, risk.entry.value.get(part)))
        return list(dict.fromkeys(said))

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of all its risks, each once."""
        return tuple(dict.fromkeys(one for risk in self.risks for one in risk.measures))

    def gauge(self, part: str, *section: str) -> int:
        """Return the highest severity or likelihood of its risks as a step of 1 to 4; 0 where none is rated."""
        return max((self._gauge_of(risk, part, *section) for risk in self.risks), default=0)

    def _gauge_of(self, risk: Risk, part: str, *section: str) -> int:
        steps = self._steps(part)
        ranks = {each.id: each.rank for each in steps}
        rank = ranks.get(risk.entry.text(*section, part))
        return gauge(rank - 1, len(steps)) if rank else 0

    def _steps(self, part: str) -> tuple[Step, ...]:
        return self._scale.severity if part == "severity" else self._scale.likelihood

    def remaining(self, part: str) -> int:
        """Return the highest that remains. A risk of which that is not said counts as before; 0 where none says it."""
        if not any(self._gauge_of(risk, part, "residual") for risk in self.risks):
            return 0
        pairs = ((self._gauge_of(risk, part, "residual"), self._gauge_of(risk, part)) for risk in self.risks)
        return max(after or before for after, before in pairs)

    @property
    def not_followed_up(self) -> tuple[Risk, ...]:
        """The risks that are rated before the measures and not with them, where others are."""
        rated = [each for each in self.risks if each.residual]
        return tuple(each for each in self.risks if rated and each.inherent and not each.residual)

    def text(self, part: str) -> str:
        """Return the words beside a gauge, as HTML."""
        if not self.risks:
            return paragraph(NOT_STATED)
        if self.is_as_imported and self.risks[0].entry.says("because"):
            return paragraph(self._field(self.risks[0], "because"))
        return bullets(self._told(risk, part) for risk in self.risks)

    def _told(self, risk: Risk, part: str) -> str:
        said = {name: risk.entry.value[name] for name in ("because", "level") if name in risk.entry.value}
        rating = escaped(f"{_RISK.fields[part].title} on the scale “{self._scale.title}”: {self._step(risk, part)}")
        alone = len(self.risks) == 1
        but = ("event", *(_LISTED if alone else ()), *_RATED, "title")
        about = list(self.teller.lines(_RISK.fields, risk.entry.value, but)) if part == "severity" else []
        lines = [*about, rating, *self.teller.lines(_RISK.fields, said)]
        return f"<strong>{escaped(self.title_of(risk))}</strong>{bullets(lines)}"

    def title_of(self, risk: Risk) -> str:
        """Return the number of a risk and what it is called."""
        return f"{risk.number} {self._field(risk, 'title')}"

    def _step(self, risk: Risk, part: str, *section: str) -> str:
        value = risk.entry.value
        for step in section:
            inner = value.get(step)
            value = inner if isinstance(inner, dict) else {}
        return ", ".join(self.teller.all(_RISK.fields[part], value.get(part))) or NOT_STATED

    def _field(self, risk: Risk, name: str) -> str:
        return "\n".join(self.teller.all(_RISK.fields[name], risk.entry.value.get(name)))

    def remains(self) -> str:
        """Return what remains of each risk with its measures, as HTML; "" where nothing is said of it."""
        if self.is_as_imported:
            said = self.risks[0].entry.text("residual", "because")
            return paragraph(said) if said else ""
        names = ("effect", "residual")
        told = (
            (risk, {name: risk.entry.value[name] for name in names if name in risk.entry.value}) for risk in self.risks
        )
        return bullets(
            f"<strong>{escaped(self.title_of(risk))}</strong>{bullets(self.teller.lines(_RISK.fields, said))}"
            for risk, said in told
            if said
        )

    def whole(self, risk: Risk) -> str:
        """Return a risk in full, as HTML."""
        lines = self.teller.lines(_RISK.fields, risk.entry.value, ("title",))
        return f"<p><strong>{escaped(self.title_of(risk))}</strong></p>{bullets(lines)}"


def pages(teller: Teller) -> tuple[Page, ...]:
    """Return the three pages."""
    risks = teller.assessed.risks
    return tuple(Page(each, tuple(risk for risk in risks if risk.event == each.event), teller) for each in FEARED)


def without_page(teller: Teller) -> Page:
    """Return the risks that the software has no page for: of unfair use, or with no event said."""
    known = {each.event for each in FEARED}
    risks = tuple(risk for risk in teller.assessed.risks if risk.event not in known)
    return Page(Feared("", "3.1", ""), risks, teller)


def key(scale: Scale) -> str:
    """Return in words how the steps of a scale became the CNIL's; "" where they are the same four."""
    if scale.id == "cnil":
        return ""
    both = (("Severity", scale.severity), ("Likelihood", scale.likelihood))
    told = (f"{name}: {_pairs(steps)}." for name, steps in both)
    return f"Ratings on the scale “{scale.title}” are shown as the CNIL's steps of 1 to {HIGHEST}. {' '.join(told)}"


def _pairs(steps: Iterable[Step]) -> str:
    all_steps = tuple(steps)
    return ", ".join(f"{each.title} is {gauge(each.rank - 1, len(all_steps))}" for each in all_steps)


def titles(measures: Iterable[Measure], words: Mapping[str, str]) -> dict[str, str]:
    """Return by number what each measure is called in the file: lists name measures by title, so none is there twice."""
    found: dict[str, str] = {}
    for each in measures:
        title = words[each.number]
        found[each.number] = f"{title} ({each.number})" if title in found.values() else title
    return found
