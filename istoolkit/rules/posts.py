"""POST: the posts that answer for information, and the standing of the bodies they serve.

This part: which posts there must be.
"""

from collections.abc import Iterable

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import CONTROLLERS, Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bodies import bodies, has_post, is_vacant, role_title, spot_of
from istoolkit.rules.support.hats import decides

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
    return role in many(party.facts.get("posts")) and decides(party)


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
    if {"signed_by", "withdrew"} & party.value.keys() or is_vacant(party):
        return True
    ways = here.term("sign_off", "ways")
    for _, way in records(ways.value if ways else None):
        if {party.name, "all"} & set(many(way.get("parties"))) and "by" in way:
            return True
    wider = here.parties.get(party.text("part_of"))
    by_wider = wider is not None and wider is not party and "signed_by" in wider.value
    return by_wider or bool(party.organisation and has_post(here, party, "signatory"))
