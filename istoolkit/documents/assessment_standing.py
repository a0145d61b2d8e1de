"""Where an assessment stands: whether it is approved, whether the Commissioner is to be consulted, and the main points."""

from collections.abc import Iterator

from istoolkit.assessment.assessed import Assessed, Risk
from istoolkit.assessment.provisions import law
from istoolkit.assessment.ratings import Rating
from istoolkit.definitions.formats import NOT_STATED, TO_BE_CONFIRMED, long_date, same_version
from istoolkit.documents.assessment_rows import Point
from istoolkit.documents.values import Entry, Text
from istoolkit.words import capital


def consult_first(assessed: Assessed) -> str:
    """Return in words what bars the sharing where a high risk remains (UK GDPR Article 36); empty where nothing does."""
    if not assessed.is_barred:
        return ""
    named = law(assessed.picture).consulting
    sent = assessed.text("ico_consultation", "sent")
    outcome = assessed.text("ico_consultation", "outcome")
    if outcome == "may-not-proceed":
        return "The Information Commissioner answered that the sharing may not proceed. Sign-off is barred."
    if not sent:
        return (
            f"The Information Commissioner must be consulted before the sharing begins ({named}). "
            "Sign-off is barred until the consultation is recorded."
        )
    return (
        f"The Information Commissioner was consulted on {long_date(sent)} ({named}). "
        "No answer is recorded yet. Sign-off is barred until it is."
    )


def commissioner_told(assessed: Assessed) -> str:
    """Return in words for the public where a consultation of the Information Commissioner stands; empty where none is needed
    and none was made."""
    sent = assessed.text("ico_consultation", "sent")
    said = _SAID.get(assessed.text("ico_consultation", "outcome"), "")
    if not assessed.needs_consultation and not assessed.was_consulted:
        return ""
    risk = "The risk is still high. " if assessed.needs_consultation else ""
    asked = f"We asked the Commissioner on {long_date(sent)}. " if sent else ""
    waiting = (
        "We wait for the answer before we begin."
        if assessed.was_consulted
        else "We must ask the Commissioner before we begin."
    )
    return f"{risk}{_WATCHES} {asked}{said or waiting}"


_WATCHES = "The Information Commissioner watches over how information is used in the United Kingdom."

_SAID = {
    "may-proceed": "The Commissioner answered that we may begin.",
    "with-conditions": "The Commissioner answered that we may begin, on conditions.",
    "may-not-proceed": "The Commissioner answered that we may not begin.",
}


def not_consulted(assessed: Assessed) -> str:
    """Return why no consultation is recorded, where nothing bars the sharing and none is; empty otherwise."""
    if assessed.says("ico_consultation") or assessed.is_barred:
        return ""
    if not assessed.risks or any(each.remains is None for each in assessed.risks):
        return "Whether the Information Commissioner must be consulted is not known until every risk is rated."
    return "No risk remains for which the Information Commissioner must be consulted."


def lowered_told(assessed: Assessed) -> list[str]:
    """Return in sentences which remaining risks were judged lower than the scale has them, by whom and why."""
    return [sentence for each in assessed.judged_lower if each.remains for sentence in [_lowered(each, each.remains)]]


def _lowered(risk: Risk, rating: Rating) -> str:
    level, usual = rating.level.title.lower(), rating.usual.title.lower()
    told = f"{risk.number} was judged {level}, and by the scale it is {usual}"
    judged = rating.judged
    if not judged.is_whole:
        return f"{told}. It is not said who decided that, when and why, so {usual} counts."
    return (
        f"{told}. {judged.by} decided that on {long_date(judged.on)}: {judged.because.rstrip('.')}."
        if judged.on
        else told
    )


def status(assessed: Assessed) -> str:
    """Return the status of an assessment in words."""
    if not assessed.written:
        return "Not written yet"
    if assessed.is_refused:
        return "Not carried out" if not assessed.missing else "Not carried out, and nobody is said to have decided that"
    if not assessed.is_signed_off:
        return "Draft, not approved"
    return "Approved" if assessed.is_approved else approved_for(assessed)


def approved_for(assessed: Assessed) -> str:
    """Say that an assessment is signed off for another version than the protocol has today; empty where that is not so."""
    if not assessed.is_signed_off or assessed.is_approved:
        return ""
    then, now = (_version(each) for each in (assessed.text("of_version"), assessed.protocol.text("version")))
    return f"Approved for {then}; the protocol is at {now}"


def _version(number: str) -> str:
    return f"version {number}" if number else "a version to be confirmed"


STATUS = "Status"


def glance(assessed: Assessed, entry: Entry) -> Iterator[Point]:
    """Yield what a reader in a hurry must know, each with a label and a value."""
    yield Point(STATUS, status(assessed))
    yield Point("Is an assessment needed?", assessed.screening.verdict.words)
    if assessed.written:
        yield Point("Risks", _counted(assessed))
        yield Point("Highest risk before the measures", highest(assessed, residual=False))
        yield Point("Highest risk that remains", highest(assessed, residual=True))
        today = assessed.highest_today()
        if today and assessed.rest_on_measures_to_come and today is not assessed.highest():
            yield Point("Highest risk today, while measures are still to come", today.title)
        yield Point("Measures", _measures(assessed))
        yield Point("Data protection officer’s advice", _advice(entry))
    if waiting := sum(each.state == "open" for each in assessed.decisions):
        yield Point("Risks that the protocol suggests and nobody has decided on", str(waiting))
    if stale := sum(each.state == "stale" for each in assessed.decisions):
        yield Point("Risks to look at again, for the protocol has changed", str(stale))
    if told := version_told(assessed):
        yield Point("Version", told)


def version_told(assessed: Assessed) -> str:
    """Say that the protocol has moved on since it was assessed; empty where it has not."""
    then, now = assessed.text("of_version"), assessed.protocol.text("version")
    if not then or same_version(then, now):
        return ""
    return f"It assesses version {then}. The protocol is at version {now} today."


def _counted(assessed: Assessed) -> str:
    unrated = sum(each.inherent is None or each.remains is None for each in assessed.risks)
    number = str(len(assessed.risks))
    return f"{number}, of which {unrated} not rated in full" if unrated else number


def highest(assessed: Assessed, residual: bool) -> str:
    """Return the highest level in words, before the measures or as it remains, and how many risks have none."""
    level = assessed.highest(residual)
    unrated = sum((each.remains if residual else each.inherent) is None for each in assessed.risks)
    if level is None:
        return "Not rated"
    return f"{level.title}; {unrated} not rated" if unrated else level.title


def _measures(assessed: Assessed) -> str:
    there = sum(each.state == "in-place" for each in assessed.measures)
    return f"{len(assessed.measures)}, of which {there} in place" if assessed.measures else "None"


def _advice(entry: Entry) -> str:
    advice = entry.advice
    if not isinstance(advice, Entry):
        return NOT_STATED
    answer = advice.answer
    if isinstance(answer, Text) and not answer.pending:
        return capital(answer.words)
    return "Given, not answered" if isinstance(advice.text, Text) and not advice.text.pending else TO_BE_CONFIRMED
