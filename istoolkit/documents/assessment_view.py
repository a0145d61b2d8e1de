"""The view of a protocol with its impact assessment: all that the templates of assessments and public summaries see.

It has every name of the protocol's own view (`istoolkit.documents.view`) and those of `EXTRAS`. Without an
assessment.yaml it is made of the definition alone: `written` is false, and the risks suggested are in `suggestions`.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from istoolkit.assessment.assessed import Assessed, Measure, assessed
from istoolkit.assessment.decisions import Decision
from istoolkit.definitions.register import Protocol
from istoolkit.documents.assessment_drawn import of_definition
from istoolkit.documents.assessment_entry import UNKNOWN, Assessing, Told
from istoolkit.documents.assessment_maps import heat_maps
from istoolkit.documents.assessment_rows import Event, Point, Screened, key, questions, rated, suggested
from istoolkit.documents.assessment_standing import (
    approved_for,
    commissioner_told,
    consult_first,
    glance,
    highest,
    not_consulted,
    status,
)
from istoolkit.documents.values import NOTHING, Entry, Nothing, Text, Texts, Value
from istoolkit.documents.view import Library
from istoolkit.documents.waived import waived_in_assessment
from istoolkit.finding import Path

EXTRAS = {
    "assessment": "What assessment.yaml says, such as `assessment.context.control`.",
    "assessment_title": "The title of the assessment: its own, or one made of the protocol's.",
    "assessment_control": "The particulars of the assessment for its control table, each with a label and a value.",
    "written": "Whether there is an assessment.yaml.",
    "approved": "Whether the measures and the remaining risk are approved for this version of the protocol, and nothing bars it.",
    "approved_for": "That it is approved for another version than that of the protocol, where that is so.",
    "glance": "What a reader in a hurry must know, each with a label and a value.",
    "screening": "The screening: `result`, `because`, `open` and `lists`, each with `title` and `questions`.",
    "risks": "The risks: what the file says, `number`, `done_about_it`, the titles of its measures, and `before` and "
    "`after`, each with `likelihood`, `severity`, `level`, `note` and `given`.",
    "events": "The risks by the event that is feared, each with `title` and `risks`.",
    "measures": "The measures: what the file says, and `number` and `against`, the numbers of the risks.",
    "measures_to_come": "Those that are not in place yet.",
    "processors": "The parties that are processors.",
    "transfers": "The flows that go abroad.",
    "assessment_waivers": "The findings about the assessment that were waived: `rule`, `title`, `where`, `because`, `by`, `until`.",
    "party_names": "The names of the parties that are not processors.",
    "notices": "The privacy notices.",
    "contact": "The role mailbox for questions, from register.yaml.",
    "website": "The partnership's page, from register.yaml.",
    "scale": "The scale: `title`, `source`, `likelihood`, `severity` and `levels`, each with `title`, `meaning`, `when`.",
    "heat_maps": "The two maps of the risks, before and after the measures, in a paragraph of its own.",
    "highest": "The highest level that remains, and how many risks are not rated.",
    "highest_before": "The same before any measure.",
    "consult_first": "That the Information Commissioner must be consulted before the sharing begins, where that is so.",
    "not_consulted": "Why no consultation of the Commissioner is recorded, where that is so.",
    "commissioner": "Where a consultation of the Commissioner stands, in words for the public.",
    "may_object": "Whether people may object: not where every lawful basis is one under Part 3.",
    "suggestions": "The risks that the definition suggests, each with `title`, `state`, `why`, `grounds`, `change`, "
    "`sources`, `threats`, `impacts`, `taken_up_as` and `measures`.",
    "open_suggestions": "Those that nobody has decided on.",
    "stale_suggestions": "Those whose grounds have changed since they were decided on.",
    "taken_suggestions": "Those that were taken up as risks and not dismissed as well, and whose grounds are the same.",
}
"""What the view of an assessment adds to that of its protocol, by name."""

PARTS = frozenset({UNKNOWN, "number", "against", "before", "after", "done_about_it"})
"""What is worked out of a risk or measure, and what stands for an entry that is wholly to be confirmed."""

_CONTROL = ("reference", "version", "of_version", "date", "author", "owner", "covers")
_RATINGS = ("likelihood", "severity", "level")
_EVENTS = {
    "illegitimate-access": ("Illegitimate access", "Someone sees it who should not."),
    "unwanted-modification": ("Unwanted modification", "It is changed or wrong."),
    "disappearance": ("Disappearance", "It is lost or cannot be reached."),
    "unfair-use": ("Unfair use", "It is used unfairly or for something else."),
    "": ("Other risks", "The assessment does not say what is feared."),
}
"""What is feared: its title and what it means. The first three are those of the CNIL."""


def assessment_view(
    library: Library, protocol: Protocol, of_protocol: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the view of a protocol with its assessment: each name a template can use, with its value.

    ``of_protocol`` is the protocol's own view, where it is there already.
    """
    return _View(library, protocol).content(of_protocol or library.view(protocol))


class _View:
    """Makes one view."""

    def __init__(self, library: Library, protocol: Protocol) -> None:
        self.library, self.protocol = library, protocol
        self.assessed: Assessed = assessed(library.register, protocol)
        self.numbers = {each.id: each.number for each in reversed(self.assessed.measures)}

    @cached_property
    def entry(self) -> Entry:
        """All that the file says."""
        source = self.assessed.source
        words = Assessing(source.file, self.protocol, self.library.titles, self._spell)
        return words.entry(self.assessed.data)

    def content(self, of_protocol: Mapping[str, Any]) -> dict[str, Any]:
        """Return every name with its value."""
        title = str(self.entry.title) or f"{of_protocol['title']}: impact assessment"
        return {
            **of_protocol,
            "assessment": self.entry,
            "assessment_title": self.entry.title or title,
            "assessment_control": list(self._control(of_protocol)),
            "written": self.assessed.written,
            "approved": self.assessed.is_approved,
            "approved_for": approved_for(self.assessed),
            "consult_first": consult_first(self.assessed),
            "not_consulted": not_consulted(self.assessed),
            "commissioner": commissioner_told(self.assessed),
            "may_object": _may_object(self.assessed),
            "glance": list(glance(self.assessed, self.entry)),
            "screening": self._screening(),
            **self._risks(),
            "scale": key(self.assessed.scale),
            "highest": highest(self.assessed, residual=True),
            "highest_before": highest(self.assessed, residual=False),
            "heat_maps": heat_maps(self.assessed),
            "assessment_waivers": Texts(tuple(waived_in_assessment(self.library.register, self.protocol))),
            **_suggestions(self.assessed.decisions, {each.id: each.number for each in self.assessed.risks}),
            **of_definition(self.library.register, of_protocol),
        }

    def _spell(self, path: Path, value: str) -> str:
        """Put a rating into the words of the scale, and a measure's name into its number and title."""
        scale = self.assessed.scale
        if (path[0] == "risks" and path[-1] in _RATINGS) or path[-1] == "residual_level":
            looks = {"likelihood": scale.likelihood_called, "severity": scale.severity_called}
            found = looks.get(str(path[-1]), scale.level_called)(value)
            return found.title if found else f"{value} (not a word of the scale)"
        if len(path) > 2 and path[0] == "risks" and path[2] == "measures" and value in self.numbers:
            return f"{self.numbers[value]} {self._measures[value].title}"
        return ""

    @cached_property
    def _measures(self) -> Mapping[str, Measure]:
        return {each.id: each for each in reversed(self.assessed.measures)}

    def _control(self, of_protocol: Mapping[str, Any]) -> Iterator[Point]:
        protocol = of_protocol["title"]
        yield Point("Status", status(self.assessed))
        yield Point("Protocol", protocol)
        yield Point("Version of the protocol today", of_protocol["version"])
        yield Point("Status of the protocol", of_protocol["status"].words)
        for name in _CONTROL:
            if value := getattr(self.entry, name):
                yield Point(self.entry._labels[name], value)

    def _screening(self) -> Screened:
        found = self.assessed.screening
        answers = _entries(_section(self.entry.screening).answers)
        said: dict[str, list[Entry | None]] = {}
        for _, each in answers:
            if isinstance(each.factor, Text):
                said.setdefault(each.factor.original, []).append(each)
        return Screened(found.verdict.words, found.because, len(found.open), questions(found.answers, said))

    def _risks(self) -> dict[str, Any]:
        risks = [self._risk(*each) for each in _entries(self.entry.risks)]
        measures = [self._measure(*each) for each in _entries(self.entry.measures)]
        return {
            "risks": risks,
            "events": _events(risks),
            "measures": measures,
            "measures_to_come": [each for each in measures if not _is_in_place(each)],
        }

    def _risk(self, index: int, said: Entry) -> Told:
        risk = next((each for each in self.assessed.risks if each.entry.at().path[1] == index), None)
        scale = self.assessed.scale
        return Told(
            said,
            {
                "number": risk.number if risk else "R?",
                "before": rated(said, risk.inherent if risk else None, scale),
                "after": rated(_section(said.residual), risk.residual if risk else None, scale),
                "done_about_it": self._titles(risk.measures if risk else ()),
            },
        )

    def _measure(self, index: int, said: Entry) -> Told:
        measure = next((each for each in self.assessed.measures if each.entry.at().path[1] == index), None)
        against = [each.number for each in self.assessed.risks if measure in each.measures]
        return Told(said, {"number": measure.number if measure else "M?", "against": ", ".join(against) or "None"})

    def _titles(self, measures: tuple[Measure, ...]) -> Texts:
        """Return the titles of measures, without anything else that is said of them."""
        entries = dict(_entries(self.entry.measures))
        titles = [entries[int(each.entry.at().path[1])].title for each in measures]
        return Texts(tuple(each for each in titles if isinstance(each, Text)), prose=True)


def _may_object(assessed: Assessed) -> bool:
    """Whether there is a right to object. Part 3 of the Data Protection Act 2018 has none; UK GDPR Article 21 has."""
    bases = assessed.picture.bases
    return not bases or not all(each.is_law_enforcement for each in bases)


def _is_in_place(measure: Told) -> bool:
    return isinstance(measure.state, Text) and measure.state.original == "in-place"


def _events(risks: list[Told]) -> list[Event]:
    events: dict[str, list[Told]] = {name: [] for name in _EVENTS}
    for each in risks:
        named = each.event.original if isinstance(each.event, Text) else ""
        events[named if named in events else ""].append(each)
    return [Event(*_EVENTS[name], tuple(found)) for name, found in events.items()]


def _section(value: Value) -> Entry | Nothing:
    return value if isinstance(value, Entry) else NOTHING


def _entries(value: Value) -> list[tuple[int, Entry]]:
    """Return the entries of a list, each with its position in the file."""
    return [(i, each) for i, each in enumerate(value) if isinstance(each, Entry)] if isinstance(value, Texts) else []


def _suggestions(decisions: tuple[Decision, ...], numbers: Mapping[str, str]) -> dict[str, Any]:
    rows = [(each.state, suggested(each, numbers)) for each in decisions]
    waiting = [row for state, row in rows if state == "open"]
    return {
        "suggestions": [row for _, row in rows],
        "open_suggestions": waiting,
        "stale_suggestions": [row for state, row in rows if state in ("stale", "gone")],
        "taken_suggestions": [
            row
            for said, (state, row) in zip(decisions, rows, strict=True)
            if state == "accepted" and not said.dismissed
        ],
    }
