"""What the documents of a protocol say of where it stands, in words that follow from the record of sign-off."""

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.stamp import CHANGED, DAMAGED, DRAFT, IN_REVIEW, WAIT, Stamp
from istoolkit.signoff import entries as happened
from istoolkit.signoff.deciding import counting
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.standing import Standing
from istoolkit.words import capital


def stamp_for(register: Register, protocol: Protocol, standing: Standing) -> Stamp:
    """Return what the documents of a protocol say of where it stands."""
    until = f" Version {standing.earlier} is in force until then." if standing.earlier else ""
    if standing.damaged:
        return DAMAGED
    if standing.agreed:
        return _agreed(protocol, standing, until)
    if standing.state in ("withdrawn", "superseded"):
        return _ended(register, protocol, standing)
    if standing.state == "expired":
        return _over("Expired", f"on {long_date(protocol.text('expires'))}", "")
    if standing.changed:
        return _changed(standing)
    stamp = {"draft": DRAFT, "in-review": IN_REVIEW}.get(standing.state) or _awaiting(standing)
    return stamp._replace(banner=stamp.banner + until, advice=stamp.advice + until)


def _changed(standing: Standing) -> Stamp:
    as_signed = f" Version {standing.in_force} is in force as it was signed." if standing.in_force else ""
    return CHANGED._replace(banner=CHANGED.banner + as_signed, advice=CHANGED.advice + as_signed)


def _awaiting(standing: Standing) -> Stamp:
    done, all_of = counted(standing)
    have = f"{done} of {all_of} {'has' if done == 1 else 'have'} signed" if all_of else "nobody has signed yet"
    name, head = "Awaiting signatures", f"AWAITING SIGNATURES ({done} of {all_of})" if all_of else "AWAITING SIGNATURES"
    takes = "It does not apply yet." if all_of else "It takes effect when it is signed."
    return Stamp(name, f"{name} ({have})", head, f"AWAITING SIGNATURES. {capital(have)}. {takes}", WAIT, "draft")


def counted(standing: Standing) -> tuple[int, int]:
    """Return how many of the signatures that the protocol waits for are given, and how many these are."""
    needed = [each for each in standing.signatures if each.signatory.required]
    done, all_of = sum(each.counts for each in needed), len(needed)
    for each in standing.classes:
        own = [one for one in standing.signatures if one.signatory.party == each.party]
        more = max(0, each.needed - sum(one.signatory.required for one in own))
        done += min(more, sum(one.counts for one in own if not one.signatory.required))
        all_of += more
    return done, all_of


def _agreed(protocol: Protocol, standing: Standing, until: str) -> Stamp:
    signed = f"on {long_date(standing.signed_on)}"
    begins, due = long_date(protocol.text("in_force")), long_date(standing.review_due)
    name, words, more = {
        "signed-off": ("Signed off", f"Signed off {signed}", f"It applies from {begins}.{until}" if begins else ""),
        "in-force": ("In force", f"In force, signed off {signed}", f"In force from {begins}."),
        "review-due": (
            "In force",
            f"In force, signed off {signed}; to be reviewed by {due}",
            f"To be reviewed by {due}.",
        ),
        "overdue": (
            "In force",
            f"In force, signed off {signed}; its review was due by {due}",
            f"Review was due by {due}.",
        ),
    }[standing.state]
    banner = f"SIGNED OFF {signed}. {more}".rstrip()
    return Stamp(name, words, f"SIGNED OFF {signed}", banner, f"Signed off {signed}. {more}".rstrip(), "agreed")


def _ended(register: Register, protocol: Protocol, standing: Standing) -> Stamp:
    what = happened.WITHDRAWN if standing.state == "withdrawn" else happened.SUPERSEDED
    found = [each for each in counting(register, protocol) if each.what == what and each.signer == ("", "")]
    last = found[-1] if found else Entry({})
    on = f"on {long_date(last.date)}" if last.date else ""
    if what == happened.WITHDRAWN:
        return _over("Withdrawn", on, last.text("because"))
    by = f" by {last.text('successor')}" if last.text("successor") else ""
    return _over("Replaced", f"{on}{by}", last.text("because"))


def _over(name: str, when: str, because: str) -> Stamp:
    words = f"{name} {when}".strip()
    reason = f" {because.rstrip('.')}." if because else ""
    told = f"{when[:1].upper()}{when[1:]}.{reason} Do not share information under it.".lstrip(" .")
    head = f"{name.upper()} {when}".strip()
    return Stamp(name, words, head, f"{head}.{reason} Do not share information under it.", told, "ended")
