"""A register at a glance as lines for a terminal: they fit 80 columns, and read well without colour."""

from collections.abc import Iterator, Sequence

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.signoff.attention.falling_due import title_of
from istoolkit.signoff.attention.overview import Concern, Glance, Overview, some
from istoolkit.signoff.entries import short
from istoolkit.signoff.standing import STATES, Answer, Signature, Standing
from istoolkit.words import capital, have, listed

ANSWERS: dict[Answer, str] = {
    "signed": "signed",
    "conditions": "signed, conditions",
    "stands": "earlier one stands",
    "again": "must sign again",
    "refused": "refused",
    "withdrawn": "withdrew",
    "asked": "asked",
    "not-asked": "not asked",
}
"""The answers with what a reader calls them."""

_MARKS = {"now": "!", "soon": "*"}
_LABEL, _STATE, _SIGNED = 28, 26, 10
_MOST = 3


def register_lines(register: Register, found: Glance) -> Iterator[str]:
    """Yield the lines on a register: what needs action first."""
    yield f"{_called(register)}, {long_date(register.on or '')}"
    yield _counted(found)
    yield ""
    yield f"  {'Protocol':{_LABEL}}{'Where it stands':{_STATE}}{'Signed':{_SIGNED}}Review due"
    for each in found.protocols:
        yield from _row(each)
        yield from (f"    {line}" for line in _under(each))
    if found.organisations:
        yield ""
        yield "Organisations"
        yield from (_told(each) for each in found.organisations)
    yield ""
    yield "! needs action now   * needs action soon   One protocol in full: istoolkit status NAME"


def _called(register: Register) -> str:
    return str(register.setting("partnership") or "The register")


def _counted(found: Glance) -> str:
    ranks = [each.rank for each in found.protocols]
    now, soon = ranks.count(0), ranks.count(1)
    number = "1 protocol" if len(ranks) == 1 else f"{len(ranks)} protocols"
    parts = [f"{now} {_need(now)} action now" if now else "", f"{soon} {_need(soon)} action soon" if soon else ""]
    return f"{number}: {listed([each for each in parts if each], 'and') or 'nothing needs action'}."


def _need(number: int) -> str:
    return "needs" if number == 1 else "need"


def _row(each: Overview) -> Iterator[str]:
    now = each.standing
    label = f"{each.protocol.id} {now.version}".strip()
    mark = {0: "!", 1: "*"}.get(each.rank, " ")
    rest = f"{_state(now):{_STATE}}{_signed(now):{_SIGNED}}{_short(now.review_due)}".rstrip()
    if len(label) < _LABEL:
        yield f"{mark} {label:{_LABEL}}{rest}"
    else:
        yield f"{mark} {label}"
        yield f"  {'':{_LABEL}}{rest}"


def _state(now: Standing) -> str:
    return "Record damaged" if now.damaged else STATES[now.state]


def _signed(now: Standing) -> str:
    """Return how many of those that the protocol waits for have signed: “9 of 12”; "" before anyone is asked."""
    required = [each for each in now.signatures if each.signatory.required]
    if now.damaged or now.state in ("draft", "in-review"):
        return ""
    return f"{sum(each.counts for each in required)} of {len(required)}"


def _short(day: str) -> str:
    """Write a date short: “2 Nov 2026”."""
    found = date(day)
    return f"{found.day} {found.strftime('%b %Y')}" if found else ""


def _under(each: Overview) -> Iterator[str]:
    now = each.standing
    yield from _waiting(now)
    if now.earlier:
        yield f"Version {now.earlier} stays in force until this one is signed."
    yield from _of_classes(now)
    yield from map(_told, each.concerns)


def _waiting(now: Standing) -> Iterator[str]:
    if now.state != "awaiting" or now.damaged:
        return
    by = _reply_by(now.missing())
    if now.awaiting_since:
        answer = f", with an answer by {long_date(by[0])}" if by else ""
        yield f"Asked on {long_date(now.awaiting_since)}{answer}."
    missing = [each.signatory.title for each in now.missing()]
    if missing:
        yield f"Missing: {some(missing, _MOST)}."


def _reply_by(signatures: Sequence[Signature]) -> list[str]:
    """Return the days by which those that have not answered were asked to, the earliest first."""
    return sorted({each.asked.text("reply_by") for each in signatures if each.outstanding and each.asked} - {""})


def _of_classes(now: Standing) -> Iterator[str]:
    for each in now.classes if now.state not in ("draft", "in-review") and not now.damaged else ():
        signed = sum(one.counts for one in now.signatures if one.signatory.party == each.party)
        needed = f"; {each.needed} must, to begin" if each.needed else ""
        yield (
            f"{each.title}: {signed} of {each.members} {have(signed)} signed{needed}."
            if each.listed
            else _unlisted(each.title)
        )


def _unlisted(title: str) -> str:
    return f"{title}: no list of members is kept, so none of them can sign."


def _told(each: Concern) -> str:
    return f"{_MARKS[each.rank]} {each.words}"


def protocol_lines(found: Overview) -> Iterator[str]:
    """Yield the lines on one protocol: where it stands, what needs action, and every signatory with its answer."""
    now = found.standing
    yield title_of(found.protocol)
    yield f"{found.protocol.id}, version {now.version}: {_state(now).lower()}{', as it was signed' if now.changed else ''}"
    yield ""
    yield from _facts(found)
    if found.concerns:
        yield ""
        yield "Needs action"
        yield from (f"  {_told(each)}" for each in found.concerns)
    yield ""
    yield from _signatories(now)


def _facts(found: Overview) -> Iterator[str]:
    now, protocol = found.standing, found.protocol
    facts = {
        "In force from": long_date(protocol.text("in_force")),
        "Ends on": long_date(protocol.text("expires")),
        "Stays in force": f"version {now.earlier}, until this one is signed" if now.earlier else "",
        "Put out for signature": long_date(now.awaiting_since),
        "Answer asked for by": " and ".join(map(long_date, _reply_by(now.signatures))),
        "Signed off on": long_date(now.signed_on),
        "Review due": long_date(now.review_due),
        "Assessment": found.assessment,
        "Content": short(now.digest),
    }
    yield from (f"  {label:23}{value}" for label, value in facts.items() if value)


def _signatories(now: Standing) -> Iterator[str]:
    single = [each for each in now.signatures if not each.signatory.member]
    required = [each for each in single if each.signatory.required]
    done = sum(each.counts for each in required)
    counted = f"{done} of {len(required)} {have(done)} signed"
    yield f"Signatories: {'as the damaged record has them. None counts' if now.damaged else counted}"
    for each in single:
        yield from _signatory(each)
    for known in now.classes:
        members = [each for each in now.signatures if each.signatory.member and each.signatory.party == known.party]
        signed = sum(each.counts for each in members)
        needed = f", and {known.needed} must sign before it begins" if known.needed else ""
        yield ""
        yield (
            f"{known.title}: {signed} of {len(members)} {have(signed)} signed{needed}"
            if known.listed
            else _unlisted(known.title)
        )
        for each in members:
            yield from _signatory(each)


def _signatory(each: Signature) -> Iterator[str]:
    title, day = each.signatory.title, _day(each)
    rest = f"{ANSWERS[each.answer]:20}{_short(day)}".rstrip()
    if len(title) < 42:
        yield f"  {title:42}  {rest}"
    else:
        yield f"  {title}"
        yield f"  {'':42}  {rest}"
    yield from (f"      {line}" for line in _details(each) if line)


def _day(each: Signature) -> str:
    if each.answer in ("asked", "not-asked"):
        return each.first_asked.date if each.first_asked else ""
    return each.entry.date if each.entry else ""


def _details(each: Signature) -> Sequence[str]:
    entry, who = each.entry, each.signatory
    said = entry.text if entry and each.answer not in ("asked", "not-asked") else lambda *path: ""
    person = listed([part for part in (said("name"), said("post")) if part], ",").replace(" , ", ", ")
    way = vocabularies()["acceptance"].get(said("method"), "")
    of = f"Version {entry.version}" if entry and each.answer in ("stands", "again") else ""
    reminders = len(each.reminders) if each.outstanding else 0
    return (
        ". ".join(part for part in (person, capital(way), of) if part),
        f"Condition: {said('conditions')}" if said("conditions") else "",
        f"Reason: {said('because')}" if said("because") else "",
        f"Authority given to: {each.delegated.text('to_post')}" if each.delegated else "",
        f"Reminded {'once' if reminders == 1 else f'{reminders} times'}" if reminders else "",
        "Joins later; the protocol does not wait for it" if who.joined and not who.required and not who.member else "",
    )
