"""What ``istoolkit assess`` prints: the screening, the ratings and what is left to decide, as lines of text."""

import textwrap
from collections.abc import Iterator

from istoolkit.assessment.assessed import Assessed, Risk, assessed
from istoolkit.assessment.beginning import questions
from istoolkit.assessment.provisions import law
from istoolkit.assessment.ratings import Rating
from istoolkit.assessment.resting import rests, stands_today, stands_until_then
from istoolkit.assessment.screening import Screening
from istoolkit.definitions.formats import long_date, same_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Thing
from istoolkit.words import listed, sentence

_WIDTH = 100


def told(register: Register, protocol: Protocol) -> Iterator[str]:
    """Yield the lines."""
    now = assessed(register, protocol)
    title = protocol.text("title") or protocol.id
    yield title
    yield from _wrapped(_which(register, now), "")
    yield ""
    yield from _screened(now.screening)
    if now.risks:
        yield ""
        yield from _rated(now)
    yield ""
    yield from _open(now)
    yield from _unapproved(now)


def _which(register: Register, now: Assessed) -> str:
    version = now.protocol.text("version") or "to be confirmed"
    elsewhere = [] if now.written else now.picture.things("impact_assessments")
    if elsewhere:
        named = listed([_held(register, each) for each in elsewhere], "and")
        return (
            f"Version {version}. It rests on {named}. The check cannot compare what is not in this register. See that it"
            f" covers what is listed here, or keep it here: istoolkit new assessment {now.protocol.id}"
        )
    if not now.written:
        return (
            f"Version {version}. It has no {now.source.file} yet: istoolkit new assessment {now.protocol.id} begins it."
        )
    of = now.text("of_version") or "to be confirmed"
    later = f", and the protocol is now at version {version}" if not same_version(of, version) else ""
    return f"Impact assessment {now.text('version') or 'to be confirmed'} of version {of}{later}."


def _held(register: Register, named: Thing) -> str:
    """Return what a protocol says of an assessment that is held elsewhere."""
    organisation = register.organisations.get(named.text("owner"), {})
    holder = str(organisation.get("title", "")) or named.text("owner")
    of_day = f" of {long_date(named.text('date'))}" if named.day("date") else ""
    title = sentence(f"“{named.title}”", named.text("version"))
    held = f", held by {holder}" if holder else ""
    said = "; ".join(each for each in (named.text("state"), named.text("where")) if each)
    return f"{title}{of_day}{held}" + (f" ({said})" if said else "")


def _screened(screening: Screening) -> Iterator[str]:
    yield from _wrapped(f"Screening. {screening.verdict.sentence} {screening.because}", "")
    if screening.decided_otherwise:
        who = f" ({screening.decided_by})" if screening.decided_by else ""
        yield from _wrapped(f"It is not carried out: {screening.decided_otherwise}{who}", "")
    for each in screening.answers:
        decided = " (decided otherwise)" if each.overridden else ""
        asked = "" if each.answer != "unclear" or "Judge whether" in each.because else "Answer it."
        said = sentence(f"{each.title}{decided}.", each.because, asked)
        yield from _wrapped(f"{each.answer:8}{said}", "  ", " " * 10)


def _rated(now: Assessed) -> Iterator[str]:
    yield f"Risks, rated on the scale {now.scale.title}"
    for each in now.risks:
        yield from _wrapped(f"{each.number:4}{each.title}. {_of(each)}", "  ", " " * 6)
    highest = now.highest()
    if highest:
        unrated = sum(each.residual is None for each in now.risks)
        rest = f", and {_not_rated(unrated)}" if unrated else ""
        yield f"  The highest risk that remains is {highest.title.lower()}{rest}."
    yield from _wrapped(stands_today(now), "  ")
    if now.needs_consultation:
        yield from _wrapped(
            f"The Information Commissioner must be consulted before it begins ({law(now.picture).consulting}).", "  "
        )


def _not_rated(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'} not rated"


def all_decided(now: Assessed) -> str:
    """Return in words that nothing suggested is open, and how many of the risks are not rated in full yet."""
    unrated = sum(each.inherent is None or each.residual is None for each in now.risks)
    return sentence("Every suggested risk is taken up or dismissed.", f"{_not_rated(unrated)} yet." if unrated else "")


def _of(risk: Risk) -> str:
    before, after = _words(risk.inherent), _words(risk.residual)
    enough = "Until then those in place were judged enough." if risk.rests_on and risk.until_then else ""
    return sentence(f"Before measures: {before}. With measures: {after}.", rests(risk), stands_until_then(risk), enough)


def _words(rating: Rating | None) -> str:
    if rating is None:
        return "not rated"
    steps = f"{rating.likelihood.title.lower()}, {rating.severity.title.lower()}"
    return f"{rating.level.title.lower()} ({steps})"


def _open(now: Assessed) -> Iterator[str]:
    lines = list(_left(now))
    number = len(lines) + len(now.screening.open)
    yield f"Left to decide: {number or 'nothing'}"
    for line in lines:
        yield from _wrapped(line, "  ", "    ")
    for each in now.screening.open:
        first = " Fill in the protocol first." if each.waits else ""
        yield from _wrapped(f"Not answered in the screening ({each.id}): {each.title}.{first}", "  ", "    ")
    yield from _how_to_answer(now)
    if any(each.state == "open" for each in now.decisions) and now.written:
        yield f"Add the suggested risks to the file with: istoolkit assess {now.protocol.id} --add"


def _how_to_answer(now: Assessed) -> Iterator[str]:
    """Yield what an officer writes to answer a question of the screening."""
    waiting = [each for each in now.screening.open if not each.waits]
    if not waiting or not now.written:
        return
    if not {each.id for each in waiting} - {each.text("factor") for each in now.file.section("screening", "answers")}:
        yield f"Answer them where {now.source.file} says TBC under “screening: answers”: yes or no, why, and who decided."
        return
    example = {"factor": waiting[0].id, "answer": "no", "because": "…", "by": "Senior information risk owner"}
    yield f"Answer under “screening: answers” of {now.source.file}, yes or no and why, such as:"
    yield f"  - {{{', '.join(f'{name}: {value}' for name, value in example.items())}}}"
    if questions(now):
        yield f"Or have a line for each written there with: istoolkit assess {now.protocol.id} --add"


def _unapproved(now: Assessed) -> Iterator[str]:
    """Yield what is missing beside decisions and ratings before the assessment counts as approved, each with its field."""
    found = [each for each in now.missing if each.path[0] in _OF_APPROVAL]
    if found:
        yield "Before it counts as approved:"
    for each in found:
        yield from _wrapped(f"{each.words} {each.mend} ({each.field})", "  ", "    ")


_OF_APPROVAL = ("advice", "approvals", "ico_consultation")


def _left(now: Assessed) -> Iterator[str]:
    for each in now.decisions:
        if each.state == "open" and each.suggestion:
            yield f"Suggested ({each.id}): {each.title}. {each.suggestion.why}"
        elif each.state in ("stale", "gone"):
            yield f"Look again ({each.id}): {each.title}. {each.changes}"
    for risk in now.risks:
        missing = [words for words, rating in (("before", risk.inherent), ("with", risk.residual)) if rating is None]
        if missing:
            yield f"Not rated ({risk.id}): {risk.number} {risk.title}, {' and '.join(missing)} measures."


def _wrapped(text: str, indent: str, further: str | None = None) -> list[str]:
    more = indent if further is None else further
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=more, break_on_hyphens=False)
