"""LAWF: the lawful basis of each party for each purpose.

This part: legitimate interests and the recognised ones of Annex 1.
"""

from collections.abc import Iterable

from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.bases import answerable, condition, public_authorities, stated
from istoolkit.rules.support.naming import names

CLOSED = {
    "recognised-legitimate-interest": "a recognised legitimate interest",
    "legitimate-interests": "legitimate interests",
}


@rule("LAWF001", "Basis that is closed to public authorities", source="UK GDPR Article 6(1), closing words")
def closed(register: Register) -> Iterable[Problem]:
    """No public authority rests on legitimate interests or on a recognised legitimate interest.

    Why: Article 6(1) closes both to public authorities in the performance of their tasks. They rest on a public task or on
    a legal obligation.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: health, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding]}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        interest = CLOSED.get(basis.text("article_6"), "")
        public = public_authorities(basis) if interest else []
        if public:
            yield Problem(
                basis.at("article_6"),
                f"A public authority cannot rest its own tasks on {interest}, and this basis covers {names(public)}.",
                "Write “public-task” for them, in a basis of their own where others share this one.",
            )


@rule("LAWF002", "Recognised interest that is not named", severity="warning", source="UK GDPR Annex 1")
def interest_not_named(register: Register) -> Iterable[Problem]:
    """A basis that is a recognised legitimate interest names the condition of Annex 1 that it meets.

    Why: there is no balancing test because the law has done the weighing, but only for the conditions in Annex 1.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           article_6_because: Safeguarding children}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        if basis.text("article_6") == "recognised-legitimate-interest" and not basis.says("annex_1"):
            yield Problem(
                basis.at("article_6"),
                "This basis is a recognised legitimate interest and does not choose a condition of Annex 1.",
                "Add “annex_1” and choose from it, such as “safeguarding” or “crime”.",
            )


@rule("LAWF003", "No request that names the public task", source="UK GDPR Annex 1 paragraph 1")
def no_request(register: Register) -> Iterable[Problem]:
    """A disclosure to someone who needs it for a public task answers a request that names the task.

    Why: paragraph 1 of Annex 1 covers only a disclosure to a person who asks for it and says that they need it for a task
    of their own under Article 6(1)(e).

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [request-for-public-task]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [request-for-public-task], request: The council asks in writing for its task under section 17}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        chosen = basis.many("annex_1")
        if "request-for-public-task" in chosen and not basis.says("request"):
            yield Problem(
                basis.at("annex_1", chosen.index("request-for-public-task")),
                "Paragraph 1 of Annex 1 needs a written request that names the public task, and none is described.",
                "Add “request”: who asks in writing, and for which task of theirs.",
            )


@rule("LAWF010", "Legitimate interests not weighed", severity="warning", source="UK GDPR Article 6(1)(f)")
def not_weighed(register: Register) -> Iterable[Problem]:
    """Where the lawful basis is legitimate interests, the entry names the interest and how it was weighed.

    Why: Article 6(1)(f) holds only where the person's own interests do not outweigh it, above all where the person is a
    child. Someone has to have done the weighing.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: legitimate-interests,
           why: The hospice is private}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: legitimate-interests,
           article_6_because: Help for the child outweighs an intrusion that families know of}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for _, basis in stated(register):
        is_open_to_them = not basis.parties or len(public_authorities(basis)) < len(answerable(basis))
        said = basis.says("article_6_because") or not is_open_to_them
        if basis.text("article_6") == "legitimate-interests" and not said:
            yield Problem(
                basis.at("article_6"),
                "Legitimate interests are the lawful basis, and nothing says which interest it is and how it was weighed.",
                "Add “article_6_because”: the interest, and why the interests of the people concerned do not outweigh it.",
            )


@rule("LAWF014", "Annex 1 beside another lawful basis", source="UK GDPR Article 6(1)(ea)")
def annex_beside_other(register: Register) -> Iterable[Problem]:
    """A condition of Annex 1 is named only where the lawful basis is a recognised legitimate interest.

    Why: Annex 1 lists recognised legitimate interests and nothing else. Beside another basis it is unclear on which of the
    two the sharing rests.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: legitimate-interests,
           article_6_because: Help for the child outweighs an intrusion that families know of,
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}
        flows:
        - {id: referral, title: Asking for help, from: [schools, trust, police], to: council,
           information: identity, purpose: find-need, circumstance: concern, channel: secure-email,
           into: case-system, frequency: When it arises, seen_by: Hub staff}
        lawfulness:
        - {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task,
           article_6_because: Help for children in need}
        - {id: hospice, purposes: find-need, parties: trust, article_6: recognised-legitimate-interest,
           annex_1: [safeguarding]}
        # organisations.yaml
        organisations:
        - {id: trust, title: Northvale Hospice, kind: charity, ico: {number: Z0000002, expires: 2027-08-31}}
    """
    for here, basis in stated(register):
        chosen = basis.text("article_6")
        if chosen and chosen != "recognised-legitimate-interest" and basis.many("annex_1"):
            yield Problem(
                basis.at("annex_1"),
                f"A condition of Annex 1 is named, though the lawful basis is {condition(here, basis)}.",
                "Take “annex_1” out, or write “recognised-legitimate-interest” where the parties are not public authorities.",
                ((basis.at("article_6"), "the lawful basis"),),
            )
