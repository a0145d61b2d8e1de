"""What people may do, and the assessment behind an activity: further columns of the Commissioner's template."""

from istoolkit.assessment.assessed import assessed
from istoolkit.assessment.screening import screening
from istoolkit.definitions.formats import NOT_STATED, long_date
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import Described, after, either, labelled

_ELSEWHERE = ("automated", "freedom_of_information")


def rights(each: Activity, words: Described) -> str:
    """Return how people use their rights."""
    return either(*labelled(words.view["rights"], leave_out=_ELSEWHERE))


def automated(each: Activity, words: Described) -> str:
    """Return whether decisions are made by machine."""
    return either(str(words.view["rights"].automated))


def notices(each: Activity, words: Described) -> str:
    """Return the privacy notices that tell people of it, and when they are told."""
    said = words.view["openness"]
    shown = [", ".join(map(str, filter(None, (one.title, one.owner, one.link)))) for one in said.notices or ()]
    return either(*shown, after("Told when", said.told_when), after("Not told when", said.not_told_when))


def assessment_needed(each: Activity, words: Described) -> str:
    """Return whether an impact assessment is needed, as the screening of the protocol has it (UK GDPR Article 35)."""
    found = screening(words.register, words.protocol)
    if found.decided_otherwise:
        return either(after("Not carried out", found.decided_otherwise), after("Decided by", found.decided_by))
    return either(found.verdict.required, found.because)


def assessment_progress(each: Activity, words: Described) -> str:
    """Return which impact assessments there are and how far they have come."""
    listed = ["; ".join(labelled(one, leave_out=("where",))) for one in words.view["impact_assessments"]]
    return either(*_own_assessment(words), *listed)


def _own_assessment(words: Described) -> list[str]:
    """Return what the assessment in the protocol's folder says of how far it has come."""
    own = assessed(words.register, words.protocol)
    if not own.written:
        return []
    approved = own.text("approvals", "measures_on")
    accepted = own.text("approvals", "residual_on")
    return [
        f"Assessment of version {own.text('of_version') or NOT_STATED}: version {own.text('version') or NOT_STATED}",
        after("Date", long_date(own.text("date"))),
        after("Measures approved on", long_date(approved)),
        after("Remaining risk accepted on", long_date(accepted)),
    ]


def assessment_place(each: Activity, words: Described) -> str:
    """Return where the impact assessments are."""
    own = assessed(words.register, words.protocol)
    found = [f"{one.title}: {one.where or NOT_STATED}" for one in words.view["impact_assessments"]]
    return either(f"In the register: {own.source.file}" if own.written else "", *found)


def unknown(each: Activity, words: Described) -> str:
    """Return that a definition has no place for this: the officer fills it in."""
    return NOT_STATED
