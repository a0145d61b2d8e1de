"""The view of a protocol with its impact assessment: all that the templates of assessments and public summaries see.

It has every name of the protocol's own view (`istoolkit.documents.view`) and those of `EXTRAS`. Without an
assessment.yaml it is made of the definition alone: `written` is false, and the risks suggested are in `suggestions`.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from istoolkit.assessment.assessed import Assessed, Measure, assessed
from istoolkit.assessment.provisions import Law, law
from istoolkit.assessment.resting import rests, stands_until_then
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol
from istoolkit.documents.assessment_bases import Basis, bases
from istoolkit.documents.assessment_drawn import of_definition
from istoolkit.documents.assessment_entry import UNKNOWN, Assessing, Told
from istoolkit.documents.assessment_front import elsewhere, lead, missing
from istoolkit.documents.assessment_maps import heat_maps
from istoolkit.documents.assessment_moves import Move, in_line, moves
from istoolkit.documents.assessment_parties import Controller, controllers
from istoolkit.documents.assessment_risks import (
    by_event,
    decided,
    entries,
    is_in_place,
    is_treated,
    is_written,
    section,
)
from istoolkit.documents.assessment_rows import Point, Proportion, Screened, key, questions, rated
from istoolkit.documents.assessment_standing import (
    STATUS,
    approved_for,
    commissioner_told,
    consult_first,
    glance,
    highest,
    lowered_told,
    not_consulted,
)
from istoolkit.documents.values import Entry, Text, Texts
from istoolkit.documents.view import Library
from istoolkit.documents.waived import waived_in_assessment
from istoolkit.finding import Path

EXTRAS = {
    "assessment": "What assessment.yaml says, such as `assessment.context.control`.",
    "assessment_title": "The title of the assessment: its own, or one made of the protocol's.",
    "lead": "What follows from the ratings and approvals, in a few sentences.",
    "missing": "What is missing before the assessment may be approved.",
    "conclusion_holds": "Whether what the author concludes holds: the assessment is approved.",
    "elsewhere": "The impact assessments that the protocol names, where there is no assessment.yaml.",
    "assessment_law": "The law on assessing, on consulting the Commissioner and on looking again: `assessing`, `consulting`, `reviewing`.",
    "controllers": "The controllers: `name`, `leads`, `officer`, `contact`, `signs` and `signed`.",
    "lowered": "Which remaining risks were judged lower than the scale has them, by whom and why, in sentences.",
    "moves": "The flows in short: `number`, `title`, `giver`, `taker` and `how`.",
    "stored": "The information of each entry of `storage`, to be written in one line.",
    "lawful_bases": "The lawful bases, what all say first: each with `title` and `lines`, a label and a value each.",
    "proportion": "What the assessment says of necessity, by heading: `purpose`, `needed`, `quality`, `rights`, `processors`, "
    "`transfers`, each with labels and values.",
    "events": "The risks by the event that is feared: `title`, `meaning`, `risks`, and `because`, why there is none.",
    "untreated_risks": "The numbers of the risks of which it is not said what is done about them, nor what remains.",
    "unwritten_risks": "The numbers of the risks of which nothing more is written.",
    "assessment_control": "The particulars of the assessment for its control table, each with a label and a value.",
    "written": "Whether there is an assessment.yaml.",
    "approved": "Whether the measures and the remaining risk are approved for this version of the protocol, and nothing bars it.",
    "approved_for": "That it is approved for another version than that of the protocol, where that is so.",
    "glance": "What a reader in a hurry must know, each with a label and a value.",
    "screening": "The screening: `result`, `because`, `open` and `lists`, each with `title` and `questions`.",
    "risks": "The risks: what the file says, `number`, `done_about_it`, the titles of its measures, and `before` and "
    "`after`, each with `likelihood`, `severity`, `level`, `shade`, `typed`, `note` and `given`; `rests`, on which measures "
    "to come it rests, and `stands`, the level that stands until then; `where`, the flows and information; `written` and `treated`, whether more is said of it, and of what is done about it.",
    "measures": "The measures: what the file says, and `number`, `against`, the numbers of the risks, and `approved`.",
    "measures_to_come": "Those that are not in place yet.",
    "processors": "The parties that are processors.",
    "transfers": "The flows that go abroad.",
    "assessment_waivers": "The findings about the assessment that were waived: `rule`, `title`, `where`, `because`, `by`, `until`.",
    "partners": "The parties that are not processors.",
    "party_names": "Their names.",
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

PARTS = frozenset(
    {
        UNKNOWN,
        "number",
        "against",
        "approved",
        "before",
        "after",
        "done_about_it",
        "rests",
        "stands",
        "where",
        "written",
    }
    | {*Law._fields, *Controller._fields, *Move._fields, *Basis._fields}
)
"""What is worked out of a risk or measure, and what stands for an entry that is wholly to be confirmed."""

_CONTROL = ("reference", "version", "of_version", "date", "author", "owner")
_COUNTED = "Number on which it relies"
_PROPORTION = {
    "purpose": ("achieves", "other_ways", "function_creep", UNKNOWN),
    "needed": ("minimisation",),
    "quality": ("quality",),
    "rights": ("rights",),
    "processors": ("processors",),
    "transfers": ("transfers",),
}
_RATINGS = ("likelihood", "severity", "level")


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
        kept = elsewhere(self.assessed, of_protocol)
        title = f"{of_protocol['title']}: {'screening and worksheet' if kept else 'impact assessment'}"
        return {
            **of_protocol,
            "assessment": self.entry,
            "assessment_title": self.entry.title or title,
            "lead": lead(self.assessed),
            "missing": missing(self.assessed),
            "conclusion_holds": self.assessed.is_approved,
            "elsewhere": kept,
            "assessment_law": law(self.assessed.picture),
            "controllers": controllers(self.library.register, self.assessed.picture, of_protocol),
            "moves": moves(self.assessed.picture, of_protocol),
            "stored": [in_line(each, "information") for each in of_protocol["storage"]],
            "lawful_bases": bases(of_protocol["lawfulness"]),
            "proportion": self._proportion(),
            "assessment_control": list(self._control(of_protocol)),
            "written": self.assessed.written,
            "approved": self.assessed.is_approved,
            "approved_for": approved_for(self.assessed),
            "consult_first": consult_first(self.assessed),
            "not_consulted": not_consulted(self.assessed),
            "commissioner": commissioner_told(self.assessed),
            "may_object": _may_object(self.assessed),
            "glance": [each for each in glance(self.assessed, self.entry) if not (kept and each.label == STATUS)],
            "lowered": lowered_told(self.assessed),
            "screening": self._screening(),
            **self._risks(),
            "scale": key(self.assessed.scale),
            "highest": highest(self.assessed, residual=True),
            "highest_before": highest(self.assessed, residual=False),
            "heat_maps": heat_maps(self.assessed),
            "assessment_waivers": Texts(tuple(waived_in_assessment(self.library.register, self.protocol))),
            **decided(self.assessed.decisions, {each.id: each.number for each in self.assessed.risks}),
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
        yield Point("Protocol", of_protocol["title"])
        yield Point("Version of the protocol today", of_protocol["version"])
        yield Point("Status of the protocol", of_protocol["status"].words)
        for name in _CONTROL:
            if value := getattr(self.entry, name):
                yield Point(self.entry._labels[name], value)
        counted = self.entry.counts
        yield from (Point(_COUNTED, each) for each in (counted if isinstance(counted, Texts) else ()))

    def _proportion(self) -> Proportion:
        said = section(self.entry.necessity)
        labels = said._labels if isinstance(said, Entry) else {}
        parts = (
            tuple(Point(labels[name], value) for name in names if (value := getattr(said, name)))
            for names in _PROPORTION.values()
        )
        return Proportion(*parts)

    def _screening(self) -> Screened:
        found = self.assessed.screening
        answers = entries(section(self.entry.screening).answers)
        said: dict[str, list[Entry | None]] = {}
        for _, each in answers:
            if isinstance(each.factor, Text):
                said.setdefault(each.factor.original, []).append(each)
        return Screened(found.verdict.words, found.because, len(found.open), questions(found.answers, said))

    def _risks(self) -> dict[str, Any]:
        risks = [self._risk(*each) for each in entries(self.entry.risks)]
        measures = [self._measure(*each) for each in entries(self.entry.measures)]
        return {
            "risks": risks,
            "events": by_event(risks, self.entry.not_feared),
            "untreated_risks": ", ".join(each.number for each in risks if not each.treated),
            "unwritten_risks": ", ".join(each.number for each in risks if not each.written),
            "measures": measures,
            "measures_to_come": [each for each in measures if not is_in_place(each)],
        }

    def _risk(self, index: int, said: Entry) -> Told:
        risk = next((each for each in self.assessed.risks if each.entry.at().path[1] == index), None)
        scale = self.assessed.scale
        return Told(
            said,
            {
                "number": risk.number if risk else "R?",
                "before": rated(said, risk.inherent if risk else None, scale),
                "after": rated(section(said.residual), risk.residual if risk else None, scale),
                "done_about_it": self._titles(risk.measures if risk else ()),
                "rests": rests(risk) if risk else "",
                "stands": stands_until_then(risk) if risk else "",
                "where": in_line(said, "flows", "information"),
                "written": is_written(said),
                "treated": is_treated(said),
            },
        )

    def _measure(self, index: int, said: Entry) -> Told:
        measure = next((each for each in self.assessed.measures if each.entry.at().path[1] == index), None)
        against = [each.number for each in self.assessed.risks if measure in each.measures]
        number = measure.number if measure else "M?"
        return Told(said, {"number": number, "against": ", ".join(against) or "None", "approved": self._approved})

    @cached_property
    def _approved(self) -> str:
        day = self.assessed.entry.day("approvals", "measures_on")
        is_approved = day and self.assessed.post("approvals", "measures_by")
        return f"Yes, {long_date(str(day))}" if is_approved else "Not yet"

    def _titles(self, measures: tuple[Measure, ...]) -> Texts:
        """Return the titles of measures, without anything else that is said of them."""
        written = dict(entries(self.entry.measures))
        titles = [written[int(each.entry.at().path[1])].title for each in measures]
        return Texts(tuple(each for each in titles if isinstance(each, Text)), prose=True)


def _may_object(assessed: Assessed) -> bool:
    """Whether there is a right to object. Part 3 of the Data Protection Act 2018 has none; UK GDPR Article 21 has."""
    found = assessed.picture.bases
    return not found or not all(each.is_law_enforcement for each in found)
