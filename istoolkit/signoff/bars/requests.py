"""What stands against putting a protocol out for signature or advice."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from istoolkit.definitions.formats import date, is_version, long_date, same_version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.finding import Finding
from istoolkit.signoff import entries as happened
from istoolkit.signoff.bars.advice import of_advice
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.bars.unsettled import unsettled
from istoolkit.signoff.content import digest, digest_of
from istoolkit.signoff.outstanding import SIGNATURE
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import open_classes, signatories
from istoolkit.signoff.standing import STATES, standing_of

if TYPE_CHECKING:
    from istoolkit.assessment.assessed import Assessed

_FEW = 3
"""How many places a bar names before it says how many more there are."""


ENDED = ("withdrawn", "superseded")
"""The states of a protocol that binds nobody any more."""


def of_request(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against a request. A draft may go out for advice, but not for signature."""
    yield from _of_version(register, protocol)
    for_signature = values.get("for") == SIGNATURE
    yield from _of_errors(register, protocol, only_form=not for_signature)
    if for_signature:
        yield from _of_unknowns(register, protocol)
        yield from _of_assessment(register, protocol)
        yield from _of_start(register, protocol, values)
        yield from of_advice(register, protocol)
        yield from _of_classes(register, protocol, values)
        yield from _of_the_end(register, protocol)


def _of_version(register: Register, protocol: Protocol) -> Iterator[Bar]:
    version = protocol.text("version")
    if not is_version(version):
        yield Bar("The protocol has no version.", 'Write one in protocol.yaml, such as version: "1.0".')
        return
    for name, content in register.frozen.get(protocol.id, {}).items():
        if same_version(name, version) and digest(content) != digest_of(register, protocol):
            yield from _of_changed(register, protocol, name, digest(content))


def _of_changed(register: Register, protocol: Protocol, version: str, before: str) -> Iterator[Bar]:
    approvals = [each for each in record_of(register, protocol).of(happened.APPROVED) if each.digest == before]
    signed = len({each.signer for each in approvals})
    released = any(same_version(each, version) for each in register.released.get(protocol.id, ()))
    if not signed and not released:
        return
    who = f"{signed} {'has' if signed == 1 else 'have'} signed it" if signed else "it was signed off"
    words = f"The protocol was changed after it was put out as version {version}, and {who}."
    mend = f"Raise the version in protocol.yaml. Who must sign again: istoolkit impact {protocol.id}"
    yield Bar(words, mend)


def _of_errors(register: Register, protocol: Protocol, only_form: bool) -> Iterator[Bar]:
    from istoolkit.rules import FORM, examine

    found = examine(replace(register, asked=frozenset(register.protocols)))
    errors = [each for each in found.live if each.severity == "error" and not each.code.startswith("SIGN")]
    if only_form:
        errors = [each for each in errors if each.code.startswith(FORM)]
    if errors:
        number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        words = f"The check finds {number}:{_places(map(_error, errors), len(errors))}"
        yield Bar(words, f"Mend what it finds: istoolkit check {protocol.id}")


def _error(finding: Finding) -> str:
    return f"{finding.place.file}:{finding.place.line} ({finding.code}) {finding.message}"


def _of_unknowns(register: Register, protocol: Protocol) -> Iterator[Bar]:
    found = unsettled(register, protocol)
    if found:
        number = "1 thing is" if len(found) == 1 else f"{len(found)} things are"
        places = ((register.place(spot), title) for spot, title in found)
        words = (f"{place.file}:{place.line} {title}." for place, title in places)
        yield Bar(
            f"{number} still to be confirmed:{_places(words, len(found))}",
            "Fill in what says TBC. Nobody can agree to a gap.",
        )


def _places(words: Iterator[str], number: int) -> str:
    """Return the first few, each on a line of its own, and how many more there are."""
    lines = [text for text, _ in zip(words, range(_FEW), strict=False)]
    more = [f"and {number - _FEW} more"] if number > _FEW else []
    return "".join(f"\n  {each}" for each in [*lines, *more])


def _of_assessment(register: Register, protocol: Protocol) -> Iterator[Bar]:
    from istoolkit.assessment.assessed import assessed

    now = assessed(register, protocol)
    if not now.written:
        yield from _of_none(now)
    elif now.missing:
        yield _of_missing(now)
    elif not now.is_refused and not now.is_of_version:
        mend = "Look through it again, have it approved and write the version in “of_version”."
        yield Bar(f"The impact assessment is of version {now.text('of_version')} of the protocol.", mend)


def _of_none(now: "Assessed") -> Iterator[Bar]:
    """Yield a bar where no assessment is written and the protocol names none that was made."""
    words = "An impact assessment is required and there is none." if now.screening.result == "required" else ""
    if now.screening.may_change:
        words = "Whether an impact assessment is required is not known yet."
    if words and not any(_done(each.value) for each in now.picture.things("impact_assessments")):
        yield Bar(f"{words} {now.screening.because}", f"Begin it with: istoolkit new assessment {now.protocol.id}")


def _of_missing(now: "Assessed") -> Bar:
    """Return a bar with what the assessment lacks, each with its field and its mend."""
    file, found = now.source.file, now.missing
    lines = (f"{file} ({each.field}) {each.words} {each.mend}" for each in found)
    what = "decided" if now.is_refused else "approved"
    words = f"The impact assessment is not {what}:{_places(lines, len(found))}"
    return Bar(words, f"See all of it with: istoolkit assess {now.protocol.id}")


def _done(named: Mapping[str, Any]) -> bool:
    """Whether a definition names an assessment that was made: one with a day, which a rule checks further."""
    return date(str(named.get("date", ""))) is not None


def _of_start(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield a bar where the protocol would begin before anyone can have agreed; not where an earlier version holds."""
    begins = date(protocol.text("in_force"))
    agreed_before = register.released.get(protocol.id) or any(record_of(register, protocol).of(happened.APPROVED))
    if begins is None or agreed_before:
        return
    answers = date(str(values.get("reply_by") or values.get("date", "")))
    if answers and begins < answers:
        when = "answers are due on" if values.get("reply_by") else "today is"
        words = f"The protocol begins on {long_date(begins)}, and {when} {long_date(answers)}. It would begin before it is agreed."
        yield Bar(words, "Move “in_force” to a day after the last signature.", "reason")


def _of_classes(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    for each in open_classes(register, protocol):
        if not each.listed and values.get("party", each.party) == each.party:
            words = f"{each.title} is an open class, and no list of its members is kept. None of them can sign."
            yield Bar(words, f"Keep a list, and name its file under “members” at the party {each.party}.", "note")
    if not signatories(register, protocol):
        yield Bar(
            "There is nobody who could sign.", "Name the parties that decide why and how, or keep lists of members."
        )


def _of_the_end(register: Register, protocol: Protocol) -> Iterator[Bar]:
    state = standing_of(register, protocol).state
    if state in ENDED:
        yield Bar(f"The protocol was {STATES[state].lower()}. This puts it out again.", "", "note")
