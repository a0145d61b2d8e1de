"""PURP: what sharing is for, whom it is about, and the uses it shuts out.

This part: what sharing is for, and the uses it shuts out.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_purpose


@rule("PURP001", "Purpose without why it is necessary", severity="warning", source="UK GDPR Article 5(1)(b) and (c)")
def no_necessity(register: Register) -> Iterable[Problem]:
    """Each purpose says why it cannot be reached without sharing, or with less.

    Why: sharing that is not necessary has no lawful basis, and this is where a reader looks for the reason.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early
          benefit: Children get help sooner
          onward_use: Only with the agreement of the party that supplied it

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          onward_use: Only with the agreement of the party that supplied it
    """
    for _, purpose in every_purpose(register):
        if not purpose.says("necessity"):
            message = f"Nothing says why sharing for “{purpose.title}” is necessary."
            mend = "Say under “necessity” why it cannot be done without sharing, or with less."
            yield Problem(purpose.at("title"), message, mend)


@rule("PURP002", "Purpose without what it brings", severity="warning", source="ICO data sharing code of practice")
def no_benefit(register: Register) -> Iterable[Problem]:
    """Each purpose says who gains by it, or what follows if nothing is shared.

    Why: whether sharing is proportionate is judged by what it brings. A practitioner in doubt needs to know that too.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          onward_use: Only with the agreement of the party that supplied it

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          if_not_shared: Needs go unseen until a crisis
          onward_use: Only with the agreement of the party that supplied it
    """
    for _, purpose in every_purpose(register):
        if not purpose.says("benefit") and not purpose.says("if_not_shared"):
            message = f"Nothing says what “{purpose.title}” brings, or what follows if nothing is shared."
            mend = "Say under “benefit” who gains and how, and under “if_not_shared” what happens otherwise."
            yield Problem(purpose.at("title"), message, mend)


_LAWFUL = r"(?:lawful|legal|legitimate|related|relevant|appropriate|similar)"

_WIDE = re.compile(
    rf"\b(?:(?:any|all|every|whatever) (?:other )?(?:{_LAWFUL} )?purposes?|(?:any|every) {_LAWFUL} (?:reason|use|business)"
    rf"|(?:and|or|for) (?:any |such |all )?other (?:{_LAWFUL} )?purposes?|various purposes|general purposes)\b",
    re.IGNORECASE,
)

_OPEN_END = re.compile(
    r"\b(?:etc|and so on|and so forth|(?:as|when|where) (?:and when )?(?:required|needed|necessary|appropriate))\W*$",
    re.IGNORECASE,
)

_NO = re.compile(r"\b(?:not|no|never|nor|without|rather than)\b[^.;]*\Z", re.IGNORECASE)

_EMPTY = re.compile(
    r"\W*(?:to )?(?:the )?(?:facilitate |enable |support |allow )?(?:effective |appropriate )?"
    r"(?:shar(?:e|ing)(?: of)?(?: personal| relevant)?(?: information| data)?|(?:information|data)[ -]sharing"
    r"|exchang(?:e|ing)(?: of)?(?: personal| relevant)?(?: information| data)|general|other|miscellaneous|various"
    r"|(?:business|operational|administrative) (?:purposes?|use|reasons))(?: between partners)?\W*",
    re.IGNORECASE,
)


@rule("PURP003", "Purpose so wide that it says nothing", severity="warning", source="UK GDPR Article 5(1)(b)")
def too_wide(register: Register) -> Iterable[Problem]:
    """A purpose is specific. “Any lawful purpose”, “and other purposes” or “information sharing” name none.

    Why: what it is for limits what may be shared. A purpose that takes in everything limits nothing.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early, and any other lawful purpose
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          onward_use: Only with the agreement of the party that supplied it

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          description: Needs are put together and not used for any other purpose.
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          onward_use: Only with the agreement of the party that supplied it
    """
    mend = "Name what is done with the information and for whom. Give each use an entry of its own."
    for _, purpose in every_purpose(register):
        yield from (Problem(purpose.at(name), message, mend) for name, message in _wide(purpose))


def _wide(purpose: Thing) -> Iterator[tuple[str, str]]:
    for name in ("title", "description"):
        text = purpose.text(name)
        found = _WIDE.search(text) or (_OPEN_END.search(text) if name == "title" else None)
        alone = name == "description" or not purpose.says("description")
        if found and not _NO.search(text, 0, found.start()):
            yield name, f"“{found[0]}” takes in every use."
        elif alone and _EMPTY.fullmatch(text):
            yield name, f"“{text}” does not say what the information is for."


@rule("PURP004", "Use that is shut out and is a purpose", source="UK GDPR Article 5(1)(b)")
def excluded_purpose(register: Register) -> Iterable[Problem]:
    """A use that a purpose shuts out is not a purpose for which the same information is shared here.

    Why: partners would be told both that they may not do it and that they may.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          not_for: [Recovery of rent]
          onward_use: Only with the agreement of the party that supplied it
        - id: rent
          title: Recovery of rent
          necessity: The council does not know who owes rent
          benefit: Rent is paid
          onward_use: None
        lawfulness:
        - {id: task, purposes: [find-need, rent], parties: all, article_6: public-task, article_6_because: Duties of the
           council and its partners, article_9: substantial-public-interest, schedule_1: [safeguarding], protects: children,
           schedule_1_because: Waiting for consent would prejudice protection, gateways: [children-act-2004-s10],
           consent_not_sought_because: [would-prejudice-protection], policy_document: {title: Policy, held_by: Each},
           article_10: official-authority, confidence: public-interest, confidence_because: It is weighed each time,
           opt_out: It does not apply, why: Statute}
        flows:
        - {id: referral, title: A school asks, from: schools, to: council, information: identity, purpose: find-need,
           circumstance: concern, channel: secure-email, into: case-system, frequency: When it arises}
        - {id: answer, title: Answers, from: [trust, police], to: council, information: all, purpose: rent,
           circumstance: concern, channel: secure-email, into: case-system, frequency: When it is asked}

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          not_for: [Finding needs of staff, Recovery of rent]
          onward_use: Only with the agreement of the party that supplied it
    """
    for picture in pictures(register):
        titles = {words: each for each in picture.purposes.values() for words in _called(each)}
        for purpose in picture.purposes.values() if titles else ():
            for index, use in enumerate(many(purpose.value.get("not_for"))):
                other = titles.get(_plain(use))
                if other and _meet(picture, purpose, other):
                    message = f"“{use}” is shut out of “{purpose.title}”, and the same information is shared for it."
                    mend = "Take it out of what is shut out, or take the purpose away."
                    related = ((other.at("title"), "the purpose that is shut out"),)
                    yield Problem(purpose.at("not_for", index), message, mend, related)


def _called(purpose: Thing) -> set[str]:
    return {_plain(purpose.text(name)) for name in ("title", "description")} - {""}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w'’-]+", text.casefold())).removeprefix("the ")


def _meet(picture: Picture, one: Thing, other: Thing) -> bool:
    """Whether the same information is shared for two purposes, as far as flows tell."""
    carried = [
        {item.id for flow in picture.flows if each.id in flow.purposes for item in flow.items if item.is_personal}
        for each in (one, other)
    ]
    return one is other or bool(carried[0] & carried[1])


@rule("PURP005", "Nothing on onward use", severity="warning", source="UK GDPR Article 5(1)(b)")
def no_onward_use(register: Register) -> Iterable[Problem]:
    """Where special category or criminal offence data is shared for a purpose, the purpose (“onward_use”) or each such flow
    (“onward”, “originator”) says whether it may be used again or passed on.

    Why: a partner that gives such information answers to the person for where it goes next.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: No single agency sees the whole picture
          benefit: Children get help sooner
          onward_use: None
    """
    for picture in pictures(register):
        open_ended = {name for flow in picture.flows if _may_go_on(flow) for name in flow.purposes}
        for purpose in picture.purposes.values():
            if purpose.id in open_ended and not purpose.says("onward_use"):
                message = (
                    f"Sensitive information is shared for “{purpose.title}”, and nothing says if it may be passed on."
                )
                mend = "Say under “onward_use” whether it may be used again or passed on, and who must agree."
                yield Problem(purpose.at("title"), message, mend)


def _may_go_on(flow: Flow) -> bool:
    controlled = flow.says("onward") or flow.says("originator") or flow.says("inside")
    return flow.is_sensitive and bool(flow.senders and flow.recipients) and not controlled


_SAYS_NOTHING = re.compile(
    r"\W*(?:it|this|sharing|information sharing|the sharing)?\s*(?:is|are)?\s*(?:very |highly |strictly )?"
    r"(?:necessary|needed|required|essential|important|useful|helpful|convenient|desirable|good practice|best practice|yes)"
    r"(?:\s+(?:for|to meet|to achieve|to fulfil)\s+(?:the|this|that|its|these|our)\s+(?:purposes?|aims?|work))?\W*",
    re.IGNORECASE,
)


@rule("PURP009", "Necessity that says nothing", severity="warning", source="UK GDPR Article 5(1)(b) and (c)")
def empty_necessity(register: Register) -> Iterable[Problem]:
    """Why sharing is necessary is a reason, and not that it is necessary, useful or good practice.

    Why: necessary means that the purpose cannot be reached with less. What is only useful is not necessary.

    Wrong:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: Sharing is essential for this purpose
          benefit: Children get help sooner
          onward_use: None

    Right:

        purposes:
        - id: find-need
          title: Find needs early
          necessity: Sharing is essential as no agency sees the whole picture
          benefit: Children get help sooner
          onward_use: None
    """
    for _, purpose in every_purpose(register):
        text = purpose.text("necessity")
        if text and _SAYS_NOTHING.fullmatch(text):
            mend = "Say why it cannot be done without sharing, or with less: what each party lacks on its own."
            yield Problem(purpose.at("necessity"), f"“{text}” gives no reason.", mend)
