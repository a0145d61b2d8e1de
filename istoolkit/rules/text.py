"""TEXT: what must not stand anywhere in the words of a protocol."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import YES
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support import particulars
from istoolkit.rules.support.blanks import BLANK, BLANK_MARKS
from istoolkit.rules.support.out_of_date import Stale, stale
from istoolkit.rules.support.own_words import knows, named_elsewhere
from istoolkit.rules.support.people import health_numbers, named_people
from istoolkit.rules.support.phrases import Hit, prose_of


@rule("TEXT001", "Law that is no longer in force", source="UK GDPR Article 5(1)(a)")
def superseded_law(register: Register) -> Iterable[Problem]:
    """A protocol does not rest on law that has been replaced or was never brought into force.

    Why: law that is not in force gives nobody the power to share. Sharing that rests on it is unlawful, however good the
    reason.

    Wrong:

        human_rights: Each partner shares only as the Data Protection Act 1998 allows.

    Right:

        human_rights: Each partner shares only as the Data Protection Act 2018 allows, which replaced the
          Data Protection Act 1998.

    Earlier agreements, the change log and the story of how a protocol came about may name old law.
    """
    yield from (_out_of_date(each) for each in stale(register) if each.record.get("serious") in YES)


@rule("TEXT002", "Words that are out of date", severity="warning")
def superseded_words(register: Register) -> Iterable[Problem]:
    """A protocol does not name a body, guidance or a term that is out of date.

    Why: a reader cannot ring a body that was dissolved, and follows the wrong edition of guidance.

    Wrong:

        governance: {monitoring: The LSCB looks at a sample of disclosures each quarter}

    Right:

        governance: {monitoring: "The safeguarding partners, which replaced the LSCB, look at a sample each quarter"}
    """
    yield from (_out_of_date(each) for each in stale(register) if each.record.get("serious") not in YES)


def _out_of_date(each: Stale) -> Problem:
    since = f"has been out of date{each.nations} since {each.since}" if each.since else f"is out of date{each.nations}"
    because = f" {each.record['because']}." if "because" in each.record else ""
    return Problem(each.hit.at, f"“{each.hit.words}” {since}.{because}", f"Write instead: {each.record['now']}.")


@rule("TEXT003", "Name from elsewhere", severity="warning", source="ICO data sharing code")
def copied(register: Register) -> Iterable[Problem]:
    """The text names no council, force, trust, board or protocol that nothing in the register speaks of.

    Why: text copied from another agreement often keeps the name of another party. Readers then cannot tell who must do
    what, and the promise is nobody's.

    Wrong:

        governance: {monitoring: Eastmere Council takes a sample of disclosures each quarter}

    Right:

        governance: {monitoring: "Northvale Council takes a sample, and the County Council may see it"}

    A body that is meant, though it is no party, is added to organisations.yaml or explained in the glossary.
    """
    for prose in prose_of(register):
        for hit, name in named_elsewhere(register, prose) if prose.protocol else ():
            if not {"background", "changes", "supersedes", "not_shared", "waivers"} & {*hit.at.path}:
                mend = (
                    "If it was copied from another agreement, name yours. If it is meant, add it to organisations.yaml."
                )
                yield Problem(hit.at, f"“{name}” is not in this register.", mend)


@rule("TEXT004", "Blank that was not filled in", severity="warning", source="UK GDPR Article 5(2)")
def placeholder(register: Register) -> Iterable[Problem]:
    """No blank of a template is left in the text.

    Why: a partner who signs cannot know what will be written there later.

    Wrong:

        signed_copies: "[Insert name of organisation] keeps them"

    Right:

        signed_copies: The owner [the council] keeps them
    """
    for prose in prose_of(register):
        for hit in _once(prose.found(BLANK, BLANK_MARKS)):
            mend = "Write what belongs there. Where it is not known yet, write TBC and who decides."
            yield Problem(hit.at, f"A blank was not filled in: “{hit.words}”.", mend)


@rule("TEXT005", "Person named where a post is wanted", severity="warning", source="UK GDPR Article 5(1)(c)")
def named_person(register: Register) -> Iterable[Problem]:
    """The text names posts and not the people who hold them.

    Why: people move on and the protocol then sends partners to nobody. A name is also personal data that many will read.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Hub manager
          deputy: Tessa Quillfeather
          contact: hub@northvale.example
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Hub Manager
          deputy: Chief Nurse
          contact: hub@northvale.example
          confirmed: 2026-11-02
    """
    for prose in prose_of(register):
        for at, name in named_people(register, prose):
            yield Problem(at, f"“{name}” is a person's name.", "Write the title of the post.")


@rule("TEXT006", "Mailbox of one person", severity="warning", source="ICO data sharing code")
def own_mailbox(register: Register) -> Iterable[Problem]:
    """Addresses are those of a post or a team and not those of one person.

    Why: nobody reads the mailbox of a person who is away or has left, and a report of harm waits there unseen.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Hub manager
          deputy: Hub practitioner
          contact: t.quillfeather@northvale.example
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Hub manager
          deputy: Hub practitioner
          contact: childrens.hub@northvale.example
          confirmed: 2026-11-02
    """
    for prose in prose_of(register):
        known = knows(register, prose)
        for hit in prose.found(particulars.MAILBOX, "@"):
            if particulars.is_personal(hit.words, known):
                message = f"“{hit.words}” looks like the mailbox of one person."
                yield Problem(hit.at, message, "Give the mailbox of the post or of the team.")


@rule("TEXT007", "NHS number or CHI number", source="UK GDPR Article 5(1)(c) and 5(1)(f)")
def health_number(register: Register) -> Iterable[Problem]:
    """No text has the NHS number of a person, or in Scotland the CHI number.

    Why: a protocol says what kinds of information are shared. It is read by many and often published, so a real number in
    it is a breach.

    Wrong:

        quality:
          checks: The number is written with spaces, as in 999 123 4578
          corrections: The sender tells every recipient

    Right:

        quality:
          checks: The number is written with spaces, as in 999 123 4567
          corrections: The sender tells every recipient
    """
    for prose in prose_of(register):
        for hit in _once(health_numbers(prose)):
            yield _exposed(hit, f"a health service number that begins with {hit.words[:3]}")


@rule("TEXT008", "National Insurance number", source="UK GDPR Article 5(1)(c) and 5(1)(f)")
def insurance_number(register: Register) -> Iterable[Problem]:
    """No text has the National Insurance number of a person.

    Why: it is personal data of someone who is no party to the protocol, and of use to a thief.

    Wrong:

        quality: {checks: "The number is matched, as in AB 12 34 56 C", corrections: The sender tells every recipient}

    Right:

        quality: {checks: "The number is matched, as in QQ 12 34 56 C", corrections: The sender tells every recipient}

    A number that begins with QQ is never given to anyone, so it may stand as an example.
    """
    for prose in prose_of(register):
        for hit in _once(hit for leaf in prose.numbered for hit in prose.found_in(leaf, particulars.INSURANCE)):
            yield _exposed(hit, f"a National Insurance number that begins with {hit.words[:2]}")


@rule("TEXT009", "Date of birth of a person", source="UK GDPR Article 5(1)(c) and 5(1)(f)")
def birth(register: Register) -> Iterable[Problem]:
    """No text has the date of birth of a person.

    Why: together with a name or a place it tells who the person is.

    Wrong:

        quality: {checks: "Two details are matched, such as DOB 03/05/2012", corrections: The sender tells every recipient}

    Right:

        quality:
          checks: Name and date of birth are matched for children born on or after 1 September 2012
          corrections: The sender tells every recipient
    """
    for prose in prose_of(register):
        for hit in _once(prose.found(particulars.BIRTH, particulars.BIRTH_MARKS)):
            yield _exposed(hit, "a date of birth")


@rule("TEXT010", "Unique pupil number", source="UK GDPR Article 5(1)(c) and 5(1)(f)")
def pupil_number(register: Register) -> Iterable[Problem]:
    """No text has the unique pupil number of a child.

    Why: it stays with the child through every school and opens the child's record.

    Wrong:

        quality: {checks: "The pupil number is matched, as in E999912345678", corrections: The sender tells every recipient}

    Right:

        quality: {checks: "The pupil number is matched, as in A999912345678", corrections: The sender tells every recipient}

    The first letter of a real number follows from the digits. An example may have another letter.
    """
    for prose in prose_of(register):
        found = (hit for leaf in prose.numbered for hit in prose.found_in(leaf, particulars.PUPIL))
        for hit in _once(hit for hit in found if particulars.is_pupil_number(hit.words)):
            yield _exposed(hit, f"a unique pupil number that begins with {hit.words[:5]}")


def _exposed(hit: Hit, what: str) -> Problem:
    """Say that a person's particulars stand there, without saying them again: reports are read by many too."""
    mend = "Take it out. Where an example is wanted, make one up that can belong to nobody."
    return Problem(hit.at, f"What looks like {what} stands in this text.", mend)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the first hit in each text."""
    seen = set()
    for hit in hits:
        if hit.at not in seen:
            seen.add(hit.at)
            yield hit
