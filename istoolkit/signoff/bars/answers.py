"""What stands against recording the answer of one that signs: that it approved, refused, delegated or withdrew."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff import entries as happened
from istoolkit.signoff.bars.advice import of_advice
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.named import on_day, title_of
from istoolkit.signoff.outstanding import SIGNATURE, last_answer
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import Signatory, signatories
from istoolkit.signoff.standing import STATES, standing_of
from istoolkit.signoff.told import words_of
from istoolkit.words import listed

NAMED = "Named in the protocol"
"""The authority of the post that the definition has sign."""

ON_PAPER = ("signature", "e-mail", "letter")
"""The ways of signing of which something is kept."""


def of_answer(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against any answer."""
    if _signatory(register, protocol, values) is None:
        who = title_of(register, protocol, str(values.get("party", "")), str(values.get("member", "")))
        yield Bar(f"{who} does not sign {protocol.id}.", f"Who does: istoolkit status {protocol.id}")
    first = next((each for each in _requests(register, protocol, values)), None)
    if first and str(values.get("date", "")) < first.date:
        day, out = long_date(str(values.get("date", ""))), long_date(first.date)
        words = f"It is dated {day}, and version {first.version} was put out on {out}. It may be of an earlier text."
        yield Bar(words, "Check the day and the text that was signed.", "reason")


def of_approval(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against an approval."""
    yield from of_answer(register, protocol, values)
    signatory = _signatory(register, protocol, values)
    if signatory is None:
        return
    yield from _of_authority(register, protocol, signatory, values)
    yield from _of_method(signatory, values)
    yield from _of_the_end(register, protocol)
    if not values.get("conditions"):
        yield from of_advice(register, protocol, signatory.key)
    yield from _of_repetition(register, protocol, signatory, values)
    yield from _of_later_no(register, protocol, signatory, values)
    yield from _of_circumstances(register, protocol, signatory, values)


def of_withdrawal(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Iterator[Bar]:
    """Yield what stands against a withdrawal: of an approval that was not given."""
    if not values.get("party"):
        return
    yield from of_answer(register, protocol, values)
    signatory = _signatory(register, protocol, values)
    last = last_answer(register, protocol, signatory, str(values.get("digest", ""))) if signatory else None
    if signatory and (last is None or not last.is_approval):
        mend = f"Where it will not sign: istoolkit sign-off refuse {protocol.id} --for {signatory.id}"
        yield Bar(f"{signatory.title} has no approval that it could withdraw.", mend)


def authority_of(register: Register, protocol: Protocol, signatory: Signatory, values: Mapping[str, Any]) -> str:
    """Return what gives a post the authority to sign: the definition, or a delegation that holds on that day; "" for none."""
    post = _plain(values.get("post", ""))
    if post and post == _plain(signatory.post):
        return NAMED
    given = delegation(register, protocol, signatory, str(values.get("date", "")))
    if given and post == _plain(given.text("to_post")) and _fits(given, values):
        return f"Given by {given.text('post') or signatory.post} on {long_date(given.date)}"
    return ""


def delegation(register: Register, protocol: Protocol, signatory: Signatory, on: str) -> Entry | None:
    """Return the last delegation of a signatory that holds on an ISO day; None where none does."""
    own = [each for each in record_of(register, protocol).of(happened.DELEGATED) if each.signer == signatory.key]
    holds = (each for each in reversed(own) if each.date <= on <= (each.text("until") or on))
    return next(holds, None)


def _fits(given: Entry, values: Mapping[str, Any]) -> bool:
    return not given.text("to_name") or _plain(given.text("to_name")) == _plain(values.get("name", ""))


def _plain(words: object) -> str:
    return " ".join(str(words).replace("’", "'").casefold().split())


def _signatory(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> Signatory | None:
    """Return the one an answer is from: one that signs today, or that did on the day of the answer and has left since."""
    key = (values.get("party", ""), values.get("member", ""))
    now = next((each for each in signatories(register, protocol) if each.key == key), None)
    if now or not values.get("party"):
        return now
    then = on_day(register, str(values.get("date", "")))
    return next((each for each in signatories(then, protocol) if each.key == key), None)


def _requests(register: Register, protocol: Protocol, values: Mapping[str, Any]) -> list[Entry]:
    requests = record_of(register, protocol).of(happened.REQUESTED)
    return [each for each in requests if each.digest == values.get("digest") and each.text("for") == SIGNATURE]


def _of_authority(
    register: Register, protocol: Protocol, signatory: Signatory, values: Mapping[str, Any]
) -> Iterator[Bar]:
    if not values.get("post") or authority_of(register, protocol, signatory, values):
        return
    said = str(values.get("authority", ""))
    if said and said != NAMED:
        return
    ended = [each for each in record_of(register, protocol).of(happened.DELEGATED) if each.signer == signatory.key]
    signs = (
        f"{signatory.post} signs for {signatory.title}" if signatory.post else f"No post is named for {signatory.title}"
    )
    words = f"{signs}, and {values['post']} signed."
    if ended:
        words += f" The authority was given to {_given_to(ended[-1])}."
    mend = f"Say what gives the authority with --authority, or record it: istoolkit sign-off delegate {protocol.id} --for {signatory.id}"
    yield Bar(words, mend, "reason")


def _given_to(entry: Entry) -> str:
    who = ", ".join(each for each in (entry.text("to_name"), entry.text("to_post")) if each)
    return f"{who} until {long_date(entry.text('until'))}" if entry.text("until") else who


def _of_method(signatory: Signatory, values: Mapping[str, Any]) -> Iterator[Bar]:
    method = str(values.get("method", ""))
    if method and signatory.methods and method not in signatory.methods:
        ways = listed(words_of("acceptance", each) for each in signatory.methods)
        words = f"The protocol has {signatory.title} accept by {ways}, and this is by {words_of('acceptance', method)}."
        yield Bar(words, "Have it accepted in the way that was agreed, or change the protocol.", "reason")
    if method == "key" and not values.get("key"):
        yield Bar(
            "A digital signature is said, and no key signed.", "Give the key with --key and its holder with --signer."
        )
    if method in ON_PAPER and not values.get("evidence"):
        mend = "Give the file with --evidence, or say where it is with --kept-at."
        yield Bar("Nothing says where the signed copy is.", mend, "note")


def _of_the_end(register: Register, protocol: Protocol) -> Iterator[Bar]:
    state = standing_of(register, protocol).state
    if state in ("withdrawn", "superseded"):
        yield Bar(f"The protocol was {STATES[state].lower()}.", "Nobody needs to sign it any more.", "reason")


def _of_repetition(
    register: Register, protocol: Protocol, signatory: Signatory, values: Mapping[str, Any]
) -> Iterator[Bar]:
    last = last_answer(register, protocol, signatory, str(values.get("digest", "")))
    if last and last.is_approval and last.digest == values.get("digest") and not _adds_evidence(last, values):
        words = f"{signatory.title} signed this already, on {long_date(last.date)}"
        who = ", ".join(each for each in (last.text("name"), last.text("post")) if each)
        yield Bar(
            f"{words}{f' ({who})' if who else ''}.", "Nothing needs to be recorded, unless it corrects that.", "reason"
        )


def _of_later_no(
    register: Register, protocol: Protocol, signatory: Signatory, values: Mapping[str, Any]
) -> Iterator[Bar]:
    """Yield a bar where the signatory took back, refused or left on the day of an approval or after it."""
    day, about = str(values.get("date", "")), str(values.get("digest", ""))
    own = [each for each in record_of(register, protocol).of(*_NO) if each.signer == signatory.key and each.fits()]
    noes = [each for each in own if each.date >= day and (each.what != happened.REFUSED or each.digest == about)]
    if noes:
        last = max(noes, key=lambda each: each.date)
        words = (
            f"{signatory.title} {_NO[last.what]} on {long_date(last.date)}, and this approval is of {long_date(day)}."
        )
        counts = (
            "It counts after that only where it was given later on that day."
            if last.date == day
            else "It does not count."
        )
        yield Bar(f"{words} {counts}", "Give the day on which it agreed again, or ask it.", "reason")


_NO = {happened.WITHDRAWN: "withdrew its approval", happened.REFUSED: "refused", happened.LEFT: "left"}


def _adds_evidence(last: Entry, values: Mapping[str, Any]) -> bool:
    """Whether an approval is recorded anew only to say where the signed copy is, which nobody had said."""
    same = all(last.text(name) == str(values.get(name, "")) for name in ("name", "post", "date", "method"))
    return same and bool(values.get("evidence")) and "evidence" not in last.values


def _of_circumstances(
    register: Register, protocol: Protocol, signatory: Signatory, values: Mapping[str, Any]
) -> Iterator[Bar]:
    """Yield what whoever records an approval should know: it stops nothing."""
    if values.get("digest") != digest_of(register, protocol):
        words = f"The protocol has changed since. What was signed is version {values.get('version')} as it was put out."
        yield Bar(words, f"What that means: istoolkit impact {protocol.id}", "note")
    asked = [each.signer for each in _requests(register, protocol, values)]
    if asked and not {("", ""), (signatory.party, ""), signatory.key} & set(asked):
        yield Bar(f"{signatory.title} was not asked to sign.", "It may sign all the same.", "note")
    if signatory.key not in [each.key for each in signatories(register, protocol)]:
        yield Bar(f"{signatory.title} has left since.", "", "note")
    begins, day = date(protocol.text("in_force")), date(str(values.get("date", "")))
    if begins and day and begins < day and signatory.required and date(signatory.joined) is None:
        words = f"The protocol began on {long_date(begins)}, before {signatory.title} agreed to it."
        yield Bar(words, "What was shared before rests on no agreement of that partner.", "note")
