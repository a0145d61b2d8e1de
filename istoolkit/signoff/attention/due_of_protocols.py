"""What falls due under a protocol: its review and end, answers asked for, authority that ends, and its assessment."""

from collections.abc import Iterator

from istoolkit.assessment.assessed import assessed
from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.waivers import waivers_of
from istoolkit.signoff import entries as happened
from istoolkit.signoff.answers import Signature, counting, requests
from istoolkit.signoff.attention.chasing import is_here
from istoolkit.signoff.attention.falling_due import Due, title_of
from istoolkit.signoff.standing import AGREED, Standing, standing_of
from istoolkit.words import listed

_OVER = ("withdrawn", "superseded", "expired")
_MOST = 3


def of_protocol(register: Register, protocol: Protocol) -> Iterator[Due]:
    """Yield what falls due under a protocol. Nothing where it was withdrawn or replaced or is past its last day."""
    now = standing_of(register, protocol)
    ends = date(protocol.text("expires"))
    if now.state in _OVER or (ends and register.on and ends < register.on):
        return
    yield from _of_itself(register, protocol, now)
    yield from _answers(register, protocol, now)
    yield from _advice(register, protocol, now)
    for each in now.signatures:
        yield from _of_signature(protocol, now, each)
    yield from _of_assessment(register, protocol)
    yield from _waivers(register, protocol)


def _due(protocol: Protocol, day: str, kind: str, what: str, do: str, subject: str = "") -> Iterator[Due]:
    found = date(day)
    if found:
        yield Due(found, kind, protocol.id, title_of(protocol), what, do, subject)


def _of_itself(register: Register, protocol: Protocol, now: Standing) -> Iterator[Due]:
    version, begins = now.version, protocol.text("in_force")
    held = (
        f"Hold it with the partners. If nothing changed: istoolkit sign-off reconfirm {protocol.id}. "
        "If something did, raise the version and ask for signatures again."
    )
    yield from _due(protocol, now.review_due, "review", "The review is due.", held)
    again = "Agree a new version with a later day, or tell the partners that sharing under it stops."
    yield from _due(protocol, protocol.text("expires"), "expiry", f"Version {version} ends after this day.", again)
    day = date(begins)
    if now.state not in AGREED and day and register.on and day >= register.on:
        what = f"Version {version} is to begin, and {_how_many(now)}."
        move = "Have it signed by then, or move the day on which it begins. Nothing is shared under it unsigned."
        yield from _due(protocol, begins, "beginning", what, move)


def _how_many(now: Standing) -> str:
    if now.state in ("draft", "in-review"):
        return "it has not been put out for signature"
    number = len(now.missing())
    if number == 0:
        return "not enough members have signed"
    return "1 signature is missing" if number == 1 else f"{number} signatures are missing"


def _answers(register: Register, protocol: Protocol, now: Standing) -> Iterator[Due]:
    """Yield one for each day by which answers were asked for, with those that have not answered and that take part by then."""
    open_until: dict[str, list[str]] = {}
    for each in now.signatures:
        if each.outstanding and each.asked and is_here(register, protocol, each):
            open_until.setdefault(each.asked.text("reply_by"), []).append(each.signatory.title)
    for day, names in open_until.items():
        more = [f"{len(names) - _MOST} more"] if len(names) > _MOST + 1 else names[_MOST:]
        what = f"Version {now.version} is to be signed by {listed([*names[:_MOST], *more], 'and')}."
        do = f"Remind them: istoolkit chase {protocol.id} --out FOLDER"
        yield from _due(protocol, day, "reply", what, do, day)


def _advice(register: Register, protocol: Protocol, now: Standing) -> Iterator[Due]:
    entries = counting(register, protocol)
    given = [each for each in entries if each.what == happened.ADVISED and each.digest == now.digest]
    for each in requests(entries, now.digest, "advice"):
        if not any(advice.date >= each.date for advice in given):
            do = f"Record it when it is there: istoolkit sign-off advise {protocol.id}"
            what = f"Advice on version {now.version} was asked for on {long_date(each.date)}."
            yield from _due(protocol, each.text("reply_by"), "advice", what, do, each.date)


def _of_signature(protocol: Protocol, now: Standing, each: Signature) -> Iterator[Due]:
    who = each.signatory
    if each.delegated:
        post = each.delegated.text("to_post") or "another post"
        what = f"The authority of the {post} to sign for {who.title} ends after this day."
        do = "Ask the organisation whether to renew it."
        yield from _due(protocol, each.delegated.text("until"), "delegation", what, do, who.id)
    if each.counts and each.entry and each.entry.text("until"):
        on = each.entry.text("conditions")
        what = f"The approval of {who.title} ends after this day{f' (condition: {on})' if on else ''}."
        do = "Ask it to sign again, or to confirm that the condition is met."
        yield from _due(protocol, each.entry.text("until"), "condition", what, do, who.id)
    if now.state in AGREED and who.joined > protocol.text("in_force") and not each.counts:
        what = f"{who.title} joins, and has not signed version {now.version}."
        do = "Nothing is shared with it before it has signed. Ask for its signature."
        yield from _due(protocol, who.joined, "joining", what, do, who.id)


def _of_assessment(register: Register, protocol: Protocol) -> Iterator[Due]:
    if protocol.id not in register.assessments:
        return
    found = assessed(register, protocol)
    again = "Review it, then write its new version and date and the day of the next review."
    review = found.text("approvals", "review_on")
    yield from _due(protocol, review, "assessment", "The impact assessment is to be reviewed.", again)
    for each in found.measures:
        if each.by and each.state != "in-place" and not each.done:
            what = (
                f"Measure {each.number}, “{each.title}”, is to be in place{f' ({each.owner})' if each.owner else ''}."
            )
            do = "Ask its owner. When it is in place, write so in assessment.yaml."
            yield from _due(protocol, each.by.isoformat(), "measure", what, do, each.id)


def _waivers(register: Register, protocol: Protocol) -> Iterator[Due]:
    for (file, rule), written in waivers_of(register).items():
        for each in written if file.partition("/")[0] == protocol.id else ():
            what = f"The waiver of rule {rule} ends: {each.waiver.because}"
            do = f"Mend what it waives, or decide on it again. The rule: istoolkit rule {rule}"
            yield from _due(protocol, each.waiver.until, "waiver", what, do, f"{rule} {each.beside}")
