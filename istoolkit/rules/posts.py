"""POST: the posts that answer for information, and the standing of the bodies they serve."""

from collections.abc import Iterable, Mapping

from istoolkit.definitions.formats import later, to_be_confirmed
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Party, Thing
from istoolkit.finding import Path, Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.bodies import (
    CONTROLLERS,
    Post,
    bodies,
    has_post,
    period,
    posts,
    registrations,
    role_title,
    serving,
    spot_of,
)
from istoolkit.rules.words import listed

_RUNS_IT = frozenset(
    {
        "protocol-manager",
        "senior-responsible-officer",
        "information-governance-lead",
        "information-asset-owner",
        "authorised-representative",
        "single-point-of-contact",
        "lead-professional",
        "administrator",
        "chair",
    }
)
_NOT_URGENT = ("senior-information-risk-owner", "information-asset-owner", "trainer")
_GUARDIANS = "caldicott-guardians-guidance-2021"
_ADD = "Add it under “posts” of this organisation with its mailbox, its deputy and the day it was last confirmed."


def _missing(here: Picture, party: Party, role: str) -> Problem:
    name = party.organisation.get("title")
    return Problem(spot_of(here.register, party.organisation, "posts"), f"“{name}” names no {role_title(role)}.", _ADD)


@rule(
    "POST001",
    "No data protection officer",
    severity="warning",
    source="UK GDPR Article 37(1)(a); Data Protection Act 2018 section 69",
)
def no_officer(register: Register) -> Iterable[Problem]:
    """Each public authority that takes part names its data protection officer. A body that is part of another is served by
    that one's officer.

    Why: a public authority must have one. Partners and the public turn to that post, and incidents are reported to it.

    Wrong:

        # organisations.yaml
        organisations:
        - id: police
          title: Northvale Youth Justice Team
          kind: youth-justice
          ico: {number: Z0000003, expires: 2027-08-31}

    Right:

        # organisations.yaml
        organisations:
        - id: police
          title: Northvale Youth Justice Team
          kind: youth-justice
          part_of: council
    """
    for here, party in bodies(register):
        if party.is_public_authority and not has_post(here, party, "data-protection-officer"):
            yield _missing(here, party, "data-protection-officer")


@rule(
    "POST002",
    "No Caldicott Guardian",
    severity="warning",
    source="National Data Guardian, guidance on the appointment of Caldicott Guardians (2021)",
)
def no_guardian(register: Register) -> Iterable[Problem]:
    """A health or care body that gives or receives information about health names its Caldicott Guardian.

    Why: the Guardian answers for what the body does with confidential information about patients and people in care.

    Wrong:

        # organisations.yaml
        organisations:
        - id: trust
          title: Northvale NHS Trust
          kind: nhs-trust
          nations: [england]
          ico: {number: Z0000002, expires: 2027-08-31}
          posts:
          - {role: data-protection-officer, post: Officer, mailbox: dpo@t.example, deputy: Deputy, confirmed: 2026-10-01}
          - {role: senior-information-risk-owner, post: Director, phone: 01632 960 122, deputy: Nurse, confirmed: 2026-10-01}

    Right:

        key_post_holders:
        - role: caldicott-guardian
          organisation: trust
          post: Medical director
          deputy: Deputy medical director
          contact: caldicott@trust.example
          confirmed: 2026-10-01
        # organisations.yaml
        organisations:
        - id: trust
          title: Northvale NHS Trust
          kind: nhs-trust
          nations: [england]
          ico: {number: Z0000002, expires: 2027-08-31}
          posts:
          - {role: data-protection-officer, post: Officer, mailbox: dpo@t.example, deputy: Deputy, confirmed: 2026-10-01}
          - {role: senior-information-risk-owner, post: Director, phone: 01632 960 122, deputy: Nurse, confirmed: 2026-10-01}

    Outside England councils are not asked for one: the guidance speaks to England, and elsewhere NHS bodies have them.
    """
    for here, party in bodies(register):
        if (
            _should_have(party, "caldicott-guardian")
            and party.is_health_or_care
            and _is_under_guidance(here, party)
            and _handles_health(here, party)
            and not has_post(here, party, "caldicott-guardian")
        ):
            yield _missing(here, party, "caldicott-guardian")


def _should_have(party: Party, role: str) -> bool:
    return role in many(party.facts.get("posts")) and not party.is_processor and party.role != "recipient"


def _is_under_guidance(here: Picture, party: Party) -> bool:
    """Whether the guidance speaks to a party: to councils where it holds, to NHS bodies everywhere."""
    nations = many(here.law.provisions.get(_GUARDIANS, {}).get("jurisdictions"))
    return party.kind != "council" or bool(party.nations & set(nations))


def _handles_health(here: Picture, party: Party) -> bool:
    """Whether a party takes part in a flow about health; where there are no flows, whether anything is about health."""
    if not here.flows:
        return any(item.is_health for item in here.items.values())
    return any(party in flow.parties and any(item.is_health for item in flow.items) for flow in here.flows)


@rule("POST003", "No senior information risk owner", severity="note")
def no_risk_owner(register: Register) -> Iterable[Problem]:
    """A controller of a kind that has a senior information risk owner names that post. Councils, police forces, NHS bodies
    and government departments have one.

    Why: that post answers to the board for the risk in sharing, and accepts it or does not.

    Wrong:

        # organisations.yaml
        organisations:
        - id: police
          title: Northvale Police
          kind: police
          ico: {number: Z0000003, expires: 2027-08-31}
          posts:
          - {role: data-protection-officer, post: Officer, mailbox: dpo@p.example, deputy: Deputy, confirmed: 2026-10-01}

    Right:

        # organisations.yaml
        organisations:
        - id: police
          title: Northvale Fire and Rescue
          kind: fire-and-rescue
          ico: {number: Z0000003, expires: 2027-08-31}
          posts:
          - {role: data-protection-officer, post: Officer, mailbox: dpo@p.example, deputy: Deputy, confirmed: 2026-10-01}
    """
    role = "senior-information-risk-owner"
    for here, party in bodies(register):
        if _should_have(party, role) and party.role in CONTROLLERS and not has_post(here, party, role):
            yield _missing(here, party, role)


@rule("POST004", "Post without a deputy", severity="warning")
def no_deputy(register: Register) -> Iterable[Problem]:
    """Each key post holder says who stands in for it, and so do the posts of each party to which partners turn. A signatory
    needs no deputy.

    Why: an urgent request or an incident does not wait until someone is back from leave.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          contact: hub@northvale.example
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2026-11-02
        - role: signatory
          organisation: council
          post: Director of children's services
          contact: director@northvale.example
          confirmed: 2026-11-02
    """
    alone: dict[Path, list[Post]] = {}
    for post in posts(register):
        is_of_body = post.at.file == register.organisation_file.file
        if "deputy" not in post.said and not (is_of_body and post.role in _NOT_URGENT):
            alone.setdefault(post.at.path[:2] if is_of_body else (post.at.file, *post.at.path), []).append(post)
    for several in alone.values():
        yield _without_deputies(several)


def _without_deputies(several: list[Post]) -> Problem:
    """Tell of an organisation once, however many of its posts have no deputy."""
    mend = "Write under “deputy” which post stands in."
    if len(several) == 1:
        return Problem(several[0].at, f"{several[0].called} has no deputy.", mend)
    at = Spot(several[0].at.file, several[0].at.path[:-1])
    return Problem(at, f"{listed([post.called for post in several], 'and')} have no deputies.", mend)


@rule("POST005", "Post that cannot be reached", severity="warning")
def no_mailbox(register: Register) -> Iterable[Problem]:
    """Each post that answers for information has a role mailbox, or at least a telephone number.

    Why: partners who do not know where to write write to the wrong person, or to no one.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          phone: 01632 960 115
          confirmed: 2026-11-02
    """
    for post in posts(register):
        if not {"mailbox", "contact", "phone"} & post.said.keys():
            message = f"{post.called} has neither a mailbox nor a telephone number."
            yield Problem(post.at, message, "Add the mailbox of the post, not that of a person.")


@rule("POST006", "Contact details not confirmed for long", severity="warning", of_today=True)
def stale(register: Register) -> Iterable[Problem]:
    """Contact details are confirmed again after the time that register.yaml sets under `contacts_confirmed_every`, which is
    12 months where it says nothing.

    Why: posts move and mailboxes close. A report of harm that goes to a dead mailbox is not heard.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2025-11-30

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2025-12-01
    """
    every = period(register, "contacts_confirmed_every", "12 months")
    for post in posts(register) if register.on else ():
        last = str(post.said.get("confirmed", ""))
        until = later(last, every)
        if until and until < str(register.on):
            spot = Spot(post.at.file, (*post.at.path, "confirmed"))
            message = f"{post.called} was last confirmed on {last}, more than {every} ago."
            yield Problem(spot, message, "Ask whether post, mailbox and deputy are still right and write today's date.")


@rule("POST007", "No one who runs the arrangement", severity="warning")
def no_manager(register: Register) -> Iterable[Problem]:
    """An operational arrangement has a post that runs it, here or above: a protocol manager, a chair or the like.

    Why: someone must keep the log, answer partners and see that the review is held. A data protection officer advises and
    may not be the one who decides.

    Wrong:

        key_post_holders:
        - role: data-protection-officer
          organisation: council
          post: Data protection officer
          deputy: Deputy data protection officer
          contact: dpo@northvale.example
          confirmed: 2026-11-02
        # framework/protocol.yaml
        key_post_holders:
        - role: trainer
          organisation: council
          post: Learning manager
          deputy: Learning officer
          contact: learning@northvale.example
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: data-protection-officer
          organisation: council
          post: Data protection officer
          deputy: Deputy data protection officer
          contact: dpo@northvale.example
          confirmed: 2026-11-02
    """
    for each in pictures(register):
        holders = each.things("key_post_holders") if each.tier == "operational" else []
        unknown = any(to_be_confirmed(one.data.get("key_post_holders")) for one in each.chain)
        runs = any(one.text("role") in _RUNS_IT or one.unknown("role") for one in holders)
        if holders and not runs and not unknown:
            mend = "Add a post with the role “protocol-manager” and say what it answers for."
            own = each.protocol if each.protocol.entries("key_post_holders") else holders[0].said.protocol
            yield Problem(own.at("key_post_holders", key=True), "No post is named that runs this arrangement.", mend)


@rule("POST008", "Party that no post signs for", severity="warning")
def no_signatory(register: Register) -> Iterable[Problem]:
    """Each party that answers for what it shares says which post signs for it, here or above.

    Why: a signature binds only where the post that gives it may give it. Partners should know before they ask.

    Wrong:

        # framework/protocol.yaml
        parties:
        - {organisation: council, role: controller, signed_by: Chief executive}
        - {organisation: trust, role: controller, signed_by: Medical director}
        - {organisation: police, role: controller}
        - {class: schools, title: Schools, kind: school, members: members/schools.csv, public_authority: yes, role: controller, signed_by: Head teacher}
        - {organisation: charity, role: controller, signed_by: Chief officer}

    Right:

        # framework/protocol.yaml
        parties:
        - {organisation: council, role: controller, signed_by: Chief executive}
        - {organisation: trust, role: controller, signed_by: Medical director}
        - {organisation: police, role: controller}
        - {class: schools, title: Schools, kind: school, members: members/schools.csv, public_authority: yes, role: controller, signed_by: Head teacher}
        - {organisation: charity, role: controller, signed_by: Chief officer}
        sign_off:
          statement: We agree to share information as this document says.
          ways:
          - {parties: police, method: signature, by: Assistant chief constable}
    """
    for each in pictures(register):
        for party in each.parties.values():
            if party.role in CONTROLLERS and not _signs(each, party):
                first = party.said
                while first.base is not None:
                    first = first.base
                mend = (
                    "Write under “signed_by” the post that signs. One that may sign for the whole organisation will do."
                )
                yield Problem(Thing(first).at(), f"It is not said which post signs for “{party.title}”.", mend)


def _signs(here: Picture, party: Party) -> bool:
    """Whether a post signs for a party, or nothing is to be signed by it: it left, or no one fills its place yet."""
    if {"signed_by", "withdrew"} & party.value.keys() or ("local" in party.value and not party.organisation):
        return True
    ways = here.term("sign_off", "ways")
    for _, way in records(ways.value if ways else None):
        if {party.name, "all"} & set(many(way.get("parties"))) and "by" in way:
            return True
    wider = here.parties.get(party.text("part_of"))
    by_wider = wider is not None and wider is not party and "signed_by" in wider.value
    return by_wider or bool(party.organisation and has_post(here, party, "signatory"))


@rule(
    "POST009",
    "Registration with the Information Commissioner that ran out",
    source="Data Protection (Charges and Information) Regulations 2018",
    of_today=True,
)
def registration_ended(register: Register) -> Iterable[Problem]:
    """The registration of each party with the Information Commissioner runs.

    Why: a controller must pay the charge each year. The register of fee payers is public, and partners look there.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2026-11-30}

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-11-30}
    """
    today = str(register.on or "")
    for title, expires, spot in registrations(register):
        if later(expires, "1 day") and expires < today:
            message = f"The registration of “{title}” with the Information Commissioner ended on {expires}."
            yield Problem(spot, message, "Have it renewed before anything more is shared, and write the new day.")


@rule(
    "POST010",
    "Registration with the Information Commissioner that soon ends",
    severity="warning",
    source="Data Protection (Charges and Information) Regulations 2018",
    of_today=True,
)
def registration_ends(register: Register) -> Iterable[Problem]:
    """The registration of a party with the Information Commissioner does not end within the time that register.yaml sets
    under `ico_registration`, which is 60 days where it says nothing.

    Why: a renewal takes a while, and a controller may not be without one.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-01-30}

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-01-31}
    """
    today = str(register.on or "")
    soon = later(today, period(register, "ico_registration", "60 days"))
    for title, expires, spot in registrations(register):
        if later(expires, "1 day") and today <= expires <= soon:
            message = f"The registration of “{title}” with the Information Commissioner ends on {expires}."
            yield Problem(spot, message, "Ask it to renew, and write the new day once it has.")


@rule(
    "POST011",
    "Controller without a registration",
    severity="warning",
    source="Data Protection (Charges and Information) Regulations 2018",
)
def unregistered(register: Register) -> Iterable[Problem]:
    """Each organisation that shares as a controller gives the number of its registration with the Information Commissioner,
    or says why it need not register. A body that is part of another is covered by that one's.

    Why: controllers pay a charge to the Information Commissioner unless they are exempt.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {exempt_because: It keeps only the records of its members and is not run for profit}
    """
    for here, party in bodies(register):
        said = [body.get("ico") for body in serving(here, party)]
        known = any(
            to_be_confirmed(each) or (isinstance(each, dict) and {"number", "exempt_because"} & each.keys())
            for each in said
        )
        if party.role in CONTROLLERS and not known:
            message = f"“{party.organisation.get('title')}” gives no registration with the Information Commissioner."
            mend = "Write its number under “ico”, or under “exempt_because” why it need not register."
            yield Problem(spot_of(register, party.organisation, "ico"), message, mend)


@rule("POST012", "Assurance that ran out", severity="warning", of_today=True)
def assurance_ended(register: Register) -> Iterable[Problem]:
    """What shows that a party looks after information well is still valid. An older result may stay where a newer one of the
    same scheme holds.

    Why: partners rely on it when they send. A certificate that ran out shows what was, not what is.

    Wrong:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-08-31}
          assurance:
          - {framework: Cyber Essentials, level: Certified, date: 2025-11-18, expires: 2026-11-18}

    Right:

        # organisations.yaml
        organisations:
        - id: charity
          title: Lanternway
          kind: charity
          nations: [england]
          ico: {number: Z0000005, expires: 2027-08-31}
          assurance:
          - {framework: Cyber Essentials, level: Certified, date: 2025-11-18, expires: 2026-11-18}
          - {framework: Cyber Essentials Plus, level: Certified, date: 2026-11-10, expires: 2027-11-10}
    """
    today = str(register.on or "")
    for _, party in bodies(register):
        entries = records(party.organisation.get("assurance"))
        current = [str(each.get("framework")).casefold() for _, each in entries if not _ended(each, today)]
        for index, each in entries:
            scheme = str(each.get("framework"))
            if _ended(each, today) and not any(one.startswith(scheme.casefold()) for one in current):
                title, spot = party.organisation.get("title"), spot_of(register, party.organisation, "assurance", index)
                message = f"“{scheme}” of “{title}” was valid until {each['expires']}."
                yield Problem(spot, message, "Ask for the newer result and write it down.")


def _ended(assurance: Mapping[str, object], today: str) -> bool:
    expires = str(assurance.get("expires", ""))
    return bool(later(expires, "1 day")) and expires < today


@rule("POST013", "Contact details never confirmed", severity="note")
def never_confirmed(register: Register) -> Iterable[Problem]:
    """Each post that answers for information says when its details were last confirmed.

    Why: details without a day never grow old in the register, however old they are.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2026-11-02
    """
    for post in posts(register):
        if "confirmed" not in post.said:
            message = f"It is not said when {post.called} was last confirmed."
            yield Problem(post.at, message, "Ask whether the details are right and write the day under “confirmed”.")
