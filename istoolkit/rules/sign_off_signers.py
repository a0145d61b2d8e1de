"""SIGN: who agreed to exactly what.

This part: those who signed are parties, may sign, and did it in the way that was agreed.
"""

from collections.abc import Iterable

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, is_explained, known_members, known_parties, recorded, same_words
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import Entry
from istoolkit.words import did_you_mean, listed

_CODE = "ICO data sharing code of practice (who the parties to an agreement are)"
_AUTHORITY = "Good practice: a signature binds where the post that gives it may give it"


@rule("SIGN008", "Entry for one that is no party", source=_CODE)
def unknown_signer(register: Register) -> Iterable[Problem]:
    """An entry of a record of sign-off names a party of the protocol, or a member on the list of an open class.

    It counts as well if it was a party in a version that was signed, and if the list says that the member has left.

    Why: a signature of somebody else counts for nobody, and the party that should have signed has not.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: reminded, party: schools, member: oak-primry, date: 2026-11-20}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: reminded, party: schools, member: oak-primary, date: 2026-11-20}
    """
    for each in recorded(register):
        for entry in each.sound:
            party, member = entry.signer
            if party and party not in (parties := known_parties(register, each)):
                message = f"{position(entry)} names “{party}”, which is no party of “{each.protocol.id}”."
                yield Problem(each.at(entry, "party"), message, _meant(party, parties))
            elif member and (members := known_members(register, each, party)) is not None and member not in members:
                message = f"{position(entry)} names “{member}”, which is no member of “{party}”."
                yield Problem(each.at(entry, "member"), message, _meant(member, members))


def _meant(name: str, known: Iterable[str]) -> str:
    rest = "Where it has left, the definition or the list of members still names it, with the day on which it left."
    return f"{did_you_mean(name, known)} {rest}".strip()


@rule("SIGN009", "Signed by another post", severity="warning", source=_AUTHORITY)
def another_post(register: Register) -> Iterable[Problem]:
    """The post that signed for a party is the one that the definition says signs for it, or was given the authority to.

    Why: whoever signs must be able to bind the body. A partner that relies on the signature should see why it is good.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Head of informatics, method: click, date: 2026-11-17}

    Right: the authority is said, here or in an entry that gives it (`istoolkit sign-off delegate`).

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Head of informatics, authority: Scheme of delegation of the trust, method: click,
           date: 2026-11-17}
    """
    for each in recorded(register):
        for entry in each.standing:
            post, wanted = entry.text("post"), post_that_signs(each, entry)
            explained = entry.text("authority") or is_explained(entry) or each.delegations(entry)
            if post and wanted and not same_words(post, wanted) and not explained:
                message = f"{position(entry)} was given by the post “{post}”. “{wanted}” signs for “{entry.signer[0]}”."
                if others := each.delegations_to_post(entry):
                    message += (
                        f" The authority was given to {others[-1].text('to_name')}, and not to {entry.text('name')}."
                    )
                mend = "Record who gave that post the authority: istoolkit sign-off delegate. Or ask the right post to sign."
                yield Problem(each.at(entry, "post"), message, mend)


def post_that_signs(each: Recorded, entry: Entry) -> str:
    """Return the post that signs for the signer of an entry, as the content it is about has it; "" where that is not known."""
    signatory = each.signatories.get(entry.signer)
    if signatory and entry.digest == each.now:
        return signatory.post
    return "" if entry.signer[1] else str(each.party_then(entry).get("signed_by", ""))


@rule("SIGN010", "Signed when the authority had ended", source=_AUTHORITY)
def ended(register: Register) -> Iterable[Problem]:
    """A post that was given the authority to sign signs between the day it was given and the last day on which it holds.

    Why: outside that time the post could not bind the body.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: delegated, party: trust, to_post: Deputy medical director, until: 2026-11-18, date: 2026-11-16}
        - {what: approved, party: trust, post: Deputy medical director, method: click, date: 2026-11-19}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: delegated, party: trust, to_post: Deputy medical director, until: 2026-11-30, date: 2026-11-16}
        - {what: approved, party: trust, post: Deputy medical director, method: click, date: 2026-11-19}
    """
    for each in recorded(register):
        for entry in each.standing:
            given = each.delegations(entry)
            own = same_words(post_that_signs(each, entry), entry.text("post"))
            if given and not own and not any(_holds(one, entry) for one in given):
                last = given[-1]
                message = (
                    f"{position(entry)} was given by “{entry.text('post')}”, whose authority to sign {_when(last)}."
                )
                mend = "Record the authority that it had on that day: istoolkit sign-off delegate. Or ask for a new signature."
                there = (each.at(last), "the authority was given here")
                yield Problem(each.at(entry, "date"), message, mend, (there,))


def _holds(given: Entry, entry: Entry) -> bool:
    on, first, last = date(entry.date), date(given.date), date(given.text("until"))
    return on is None or ((first is None or first <= on) and (last is None or on <= last))


def _when(given: Entry) -> str:
    until = given.text("until")
    end = f" to {long_date(until)}" if until else ""
    return f"is of {long_date(given.date)}{end}"


@rule(
    "SIGN015",
    "Way of signing that was not agreed",
    severity="warning",
    source="Good practice: the way of signing is agreed beforehand",
)
def other_way(register: Register) -> Iterable[Problem]:
    """Where the definition says how a party accepts, under `accepts` or `ways`, the party accepted in that way.

    Why: the partners agreed on what they take for a signature of each other.

    Wrong:

        parties:
        - {organisation: council}
        - {organisation: trust, accepts: key}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1 of 1 April 2026, signed_by: Managing director}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}

    Right:

        parties:
        - {organisation: council}
        - {organisation: trust, accepts: click}
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1 of 1 April 2026, signed_by: Managing director}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for each in recorded(register):
        for entry in each.standing:
            signatory, method = each.signatories.get(entry.signer), entry.text("method")
            agreed = signatory.methods if signatory and entry.digest == each.now and not is_explained(entry) else ()
            if method and agreed and method not in agreed:
                names = vocabularies()["acceptance"]
                ways = listed(names.get(way, way) for way in agreed)
                message = f"{position(entry)}: the way is “{names.get(method, method)}”, and “{ways}” was agreed."
                mend = "Ask for the signature in the way that was agreed, or change the definition in a new version."
                yield Problem(each.at(entry, "method"), message, mend)
