"""The record of one decision whether to share, in Word: what was decided and why, with blanks for what only the person knows.

Records of sharing and of not sharing, with the reasons: Information Commissioner's data sharing code of practice.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from istoolkit.decision.given import Case
from istoolkit.decision.told import YOURS, answered
from istoolkit.decision.tree import Route, Step
from istoolkit.decision.walk import Law, law_of_route, to_record, unconfirmed, worries_of
from istoolkit.definitions.law import NO_ADVICE
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.documents.facts import date_of, language_of, marking_of, partnership_of
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.paper import Blank, Block, Bullets, Callout, Grid, Heading, Paper, Paragraph, Span, Words
from istoolkit.documents.status import keywords_of, stamp_of
from istoolkit.documents.word.papers import TEMPLATE, document
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.documents.workshop import template_of
from istoolkit.words import capital

TITLE = "Record of a decision whether to share information"
_URGENT = ("act-now", "seek-advice")
_Row = tuple[Words | tuple[Block, ...], ...]


def record_document(register: Register, route: Route, case: Case) -> bytes:
    """Return the record as a Word file, the same bytes each time. Raises BadTemplate and NotWord where a template is at fault."""
    return document(record_paper(register, route, case), template_of(register.root, TEMPLATE).read_bytes())


def record_paper(register: Register, route: Route, case: Case) -> Paper:
    """Return the record as a paper. It says beside each protocol where that stands: the record itself is no draft."""
    protocols = [register.protocols[name] for name in case.protocols if name in register.protocols]
    one = protocols[0] if len(protocols) == 1 else None
    return Paper(
        title=TITLE,
        subtitle=title_of(one) if one else "For the case record",
        blocks=tuple(_blocks(register, route, case, protocols)),
        template=TEMPLATE,
        partnership=partnership_of(register, one),
        facts=(("Protocol version", one.text("version")),) if one and one.text("version") else (),
        language=language_of(register, one),
        creator=partnership_of(register, one),
        date=date_of(one) if one else EARLIEST,
        version=one.text("version") if one else "",
        marking=marking_of(protocols),
        keywords=keywords_of(register, one) if one else "",
        audience="staff",
    )


def _blocks(register: Register, route: Route, case: Case, protocols: Sequence[Protocol]) -> Iterator[Block]:
    outcome = route.outcome
    what = (Paragraph(outcome.text), Bullets(outcome.do, numbered=True))
    yield Callout(_result(route), what, "urgent" if outcome.result in _URGENT else "note")
    yield from _case(register, case, protocols)
    yield Heading("How it was decided")
    yield Grid(
        "The questions in the order in which they were asked",
        ("Question", "Answer", "Reason"),
        tuple((each.question.ask, answered(each), each.answer.because) for each in route.steps),
        (40, 25, 35),
    )
    yield Heading("Write this down")
    yield from _written(route)
    yield from _law(register, route)
    yield from _signed()
    yield from _fine(register, route)


def _result(route: Route) -> str:
    """Return the result in large: what it comes to, and the words of the outcome where they say more."""
    result = capital(vocabularies()["decision_results"][route.outcome.result])
    title = route.outcome.title
    return title if title.casefold().startswith(result.casefold()) else f"{result}: {title}"


def _case(register: Register, case: Case, protocols: Sequence[Protocol]) -> Iterator[Block]:
    yield Heading("The case")
    rows: list[_Row] = [
        ("Case reference", (_blank("case-reference", "Case reference"),)),
        *([("Person concerned", case.about)] if case.about else []),
        *([("Protocol", tuple(Paragraph(_standing(register, each)) for each in protocols))] if protocols else []),
        ("Who would give", case.giver or (_blank("from", "Who would give"),)),
        ("Who would receive", case.receiver or (_blank("to", "Who would receive"),)),
        ("Information", case.item or (_blank("information", "Information", "text"),)),
        ("Date", (_blank("date", "Date", "date"),)),
        ("Time", (_blank("time", "Time"),)),
    ]
    yield Grid("What the decision was about", ("What", "Entry"), tuple(rows), (30, 70))
    if not case.about:
        yield Paragraph("Do not write the name of the person here. The case reference is enough.", "fine")


def _standing(register: Register, protocol: Protocol) -> str:
    return f"{title_of(protocol)} ({stamp_of(register, protocol).words})"


def _written(route: Route) -> Iterator[Block]:
    rows: list[_Row] = [_ground(each) for each in route.steps if each.answer.grounds]
    rows += [
        (words, (Blank(f"record.{place}", words, "text", label_apart=True),))
        for place, words in enumerate(to_record(route), 1)
    ]
    rows.append(("Whom you asked for advice, when, and what they said", (_blank("advice", "Advice", "text"),)))
    yield Grid("What only you know", ("What", "Entry"), tuple(rows), (40, 60))


def _ground(step: Step) -> tuple[str, tuple[Block, ...]]:
    """Return the ground that counted at a question, or the choice of it where none was chosen."""
    label = f"What counted: {step.question.title}"
    if step.ground:
        return label, (Paragraph(f"{step.ground.named}. {step.ground.text}"),)
    options = tuple(dict.fromkeys(each.named for each in step.answer.grounds))
    return label, (Blank(f"ground.{step.question.id}"[:60], label, "open-choice", options, label_apart=True),)


def _law(register: Register, route: Route) -> Iterator[Block]:
    yield Heading("Law and guidance behind it")
    if changed := worries_of(register, route):
        yield Callout("Law that has changed or is not in force", tuple(map(Paragraph, changed)), "changed")
    laws = law_of_route(register, route)
    yield Bullets(tuple((Span(each.title, bold=True), _meaning(each)) for each in laws))


def _meaning(law: Law) -> str:
    return f" ({law.mark}): {law.meaning}" if law.mark else f": {law.meaning}"


def _signed() -> Iterator[Block]:
    yield Heading("Who decided")
    fields = (("name", "Name"), ("post", "Post"), ("organisation", "Organisation"), ("signature", "Signature"))
    rows: list[_Row] = [(label, (_blank(name, label),)) for name, label in fields]
    rows.append(("Date of signature", (_blank("signed-on", "Date of signature", "date"),)))
    yield Grid("The person who decided", ("What", "Entry"), tuple(rows), (30, 70), keep=True)


def _fine(register: Register, route: Route) -> Iterator[Block]:
    if unconfirmed(register, route):
        yield Paragraph("The words of these questions are still to be confirmed by a data protection officer.", "fine")
    yield Paragraph("Keep this in the case record and nowhere else.", "fine")
    yield Paragraph(f"{YOURS} {NO_ADVICE}", "fine")


def _blank(name: str, label: str, kind: Literal["words", "text", "date"] = "words") -> Blank:
    return Blank(name, label, kind, label_apart=True)
