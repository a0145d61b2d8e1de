"""SPEC: special category and criminal offence data have the conditions they need.

This part: the conditions of Article 9 and what completes them.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Item
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.conditions import bases, chosen, paragraphs, without, worded
from istoolkit.rules.support.items import SPECIAL, marked, shown
from istoolkit.rules.support.naming import quoted
from istoolkit.words import listed

_USUAL = ("safeguarding", "statutory-and-government")


@rule("SPEC001", "No condition for special category data", source="UK GDPR Article 9(1) and (2)")
def without_article_9(register: Register) -> Iterable[Problem]:
    """Each party that takes part in a flow of special category data has a condition in Article 9 for it.

    Why: information on health, ethnic origin, religion and the like may not be used at all without one. A lawful
    basis in Article 6 is not enough.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, trust]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the trust's duty to work with it
          article_9: health-or-social-care
          schedule_1: [health-or-social-care]
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: consent
          opt_out: The national data opt-out does not apply to the care of one child
          why: The task is laid on both by statute
        - id: task-of-others
          purposes: find-need
          parties: [schools, police]
          article_6: public-task
          article_6_because: The partners' duty to work with the council
          article_10: official-authority
          gateways: [children-act-2004-s10]
          why: Neither gives or receives special category data
    """
    for basis, items in without(register, "article_9", lambda item: item.is_special):
        verb = "is" if len(items) == 1 else "are"
        yield Problem(
            basis.at("article_9"),
            f"{quoted(items)} {verb} special category data, and “{basis.title}” names no condition in Article 9.",
            "Write “article_9”: mostly substantial-public-interest for safeguarding, and health-or-social-care for "
            "care. Name the paragraph of Schedule 1 beside it.",
            marked(items, "special category data"),
        )


@rule("SPEC002", "No paragraph of Schedule 1", source="Data Protection Act 2018 section 10(2) and (3)")
def without_schedule_1(register: Register) -> Iterable[Problem]:
    """A condition in Article 9 that works only together with a paragraph of Schedule 1 has one named beside it.

    Why: points (b), (g), (h), (i) and (j) of Article 9(2) are met only where a paragraph of Schedule 1 is met too.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: legal-claims
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for picture, basis, condition in _conditions(register):
        if not basis.says("schedule_1"):
            yield Problem(
                basis.at("article_9"),
                f"“{basis.title}” names {condition['chosen_words']} without a paragraph of Schedule 1.",
                f"Write “schedule_1”{_fitting(picture, basis)}.",
            )


@rule("SPEC003", "Paragraph that does not fit the condition", source="Data Protection Act 2018 section 10(2) and (3)")
def unfit_schedule_1(register: Register) -> Iterable[Problem]:
    """One at least of the paragraphs of Schedule 1 that a basis names completes its condition in Article 9.

    Why: each paragraph belongs to one condition. Paragraph 2 serves health or social care, and paragraphs 6 to 28
    serve substantial public interest. Paragraphs 29 to 37 serve criminal offence data only.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [health-or-social-care, vital-interests]
          article_10: schedule-1
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: all
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: health-or-social-care
          schedule_1: [health-or-social-care, vital-interests]
          schedule_1_because: Everyone who uses it owes a duty of confidence
          article_10: schedule-1
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
    """
    for picture, basis, condition in _conditions(register):
        named = paragraphs(picture, basis)
        fits = any(basis.text("article_9") in each.get("supports_article_9", ()) for each in named)
        if named and not fits and not basis.unknown("schedule_1"):
            verb = "does" if len(named) == 1 else "do"
            yield Problem(
                basis.at("schedule_1"),
                f"“{basis.title}” rests on {condition['chosen_words']}, which {worded(named)} {verb} not complete.",
                f"Name a paragraph that does{_fitting(picture, basis)}. Or choose the condition that the "
                "paragraph serves.",
                ((basis.at("article_9"), "the condition it names"),),
            )


def _conditions(register: Register) -> Iterator[tuple[Picture, Basis, Record]]:
    """Yield the bases whose condition in Article 9 is met only together with a paragraph of Schedule 1."""
    for picture, basis in bases(register):
        condition = chosen(picture, "article_9", basis.text("article_9"))
        if "schedule-1" in condition.get("needs", ()):
            yield picture, basis, condition


def _fitting(picture: Picture, basis: Basis) -> str:
    """Say which paragraphs complete the condition that a basis names."""
    named = basis.text("article_9")
    found = (each for each in picture.law.provisions.values() if named in each.get("supports_article_9", ()))
    fits = [str(each["chosen_as"]) for each in found]
    usual = [each for each in _USUAL if each in fits] or fits
    return f": {listed(usual if len(usual) == len(fits) else [*usual, 'another of its paragraphs'])}" if fits else ""


@rule("SPEC009", "Condition that nothing needs", severity="note", source="UK GDPR Article 9(1)")
def needless_article_9(register: Register) -> Iterable[Problem]:
    """A basis that names a condition in Article 9 covers special category data.

    Why: a condition that nothing needs was often copied from another agreement. Or an item was filed as ordinary that
    is not.

    Wrong:

        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, trust, schools]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
        - id: task-of-the-police
          purposes: find-need
          parties: police
          article_6: public-task
          article_6_because: The police's duty to work with the council
          article_9: legal-claims
          article_10: official-authority
          gateways: [children-act-2004-s10]
          why: The task is laid on the police by statute

    Right:

        lawfulness:
        - id: task
          purposes: find-need
          parties: [council, trust, schools]
          article_6: public-task
          article_6_because: The council's duty to help children in need and the partners' duty to work with it
          article_9: substantial-public-interest
          schedule_1: [safeguarding]
          consent_not_sought_because: [would-prejudice-protection]
          protects: children
          policy_document: {title: Policy on special category data, held_by: Each partner}
          article_10: official-authority
          gateways: [children-act-2004-s10, children-act-1989-s17]
          confidence: public-interest
          confidence_because: The clinician weighs the public interest in protecting the child in each case
          opt_out: The national data opt-out does not apply to safeguarding
          why: The task is laid on the partners by statute
        - id: task-of-the-police
          purposes: find-need
          parties: police
          article_6: public-task
          article_6_because: The police's duty to work with the council
          article_10: official-authority
          gateways: [children-act-2004-s10]
          why: The task is laid on the police by statute
    """
    over_others = {each.text("under") for each in register.protocols.values()}
    for picture, basis in bases(register):
        is_last = picture.protocol.id not in over_others and not register.may_have_more_below(picture.protocol)
        own = basis.said.protocol is picture.protocol and is_last
        items = basis.items if own and basis.flows else ()
        if basis.text("article_9") and items and all(_is_plain(register, each) for each in items):
            yield Problem(
                basis.at("article_9"),
                f"“{basis.title}” names a condition in Article 9, and no special category data flows on it.",
                "Take “article_9” out, or mark the items that are special category data.",
            )


def _is_plain(register: Register, item: Item) -> bool:
    plain = item.kind in ("personal", "criminal-offence", "aggregate", "anonymised")
    return plain and not item.is_special and not shown(register, item.title, SPECIAL)
