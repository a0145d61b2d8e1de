"""What a file of the CNIL's PIA software says and an assessment has no place for: kept in a text beside it.

Answers on the context and the principles (111 to 227) describe what the protocol's own definition describes. An answer
that says nothing else than the definition is not kept.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from istoolkit.cnil.evaluations import planned
from istoolkit.cnil.fields import BY_ID, EVALUATED, FEARED, ITEMS
from istoolkit.cnil.read import Evaluation, Pia
from istoolkit.cnil.split import told_on
from istoolkit.definitions.formats import NOT_STATED, date, long_date

_NAMES = {
    "category": "Category",
    "rejection_reason": "Reason for the refusal",
    "applied_adjustments": "Adjustments made",
    "structure_name": "Structure",
    "structure_sector_name": "Sector of the structure",
}


class Kept(NamedTuple):
    """Words that are kept, and what they were the answer to."""

    heading: str
    words: str
    group: str = ""
    """What several of them are called together, where there may be many."""


def kept(pia: Pia, described: Mapping[int, str]) -> tuple[Kept, ...]:
    """Return what is kept of a file. ``described`` has what the definition answers to each question, in plain words."""
    parts = (_particulars(pia), _answers(pia, described), _evaluations(pia), _comments(pia))
    return tuple(each for part in parts for each in part)


def called(every: tuple[Kept, ...]) -> list[str]:
    """Return what is kept, each by its heading, and those of a group by how many there are."""
    groups = [each.group for each in every]
    names = (f"{each.group}: {groups.count(each.group)}" if each.group else each.heading for each in every)
    return list(dict.fromkeys(names))


def _particulars(pia: Pia) -> Iterator[Kept]:
    for name, heading in _NAMES.items():
        if words := pia.words(name):
            yield Kept(heading, words)


def _answers(pia: Pia, described: Mapping[int, str]) -> Iterator[Kept]:
    for number in described:
        if _differs(pia, number, described):
            yield Kept(f"{number} {BY_ID[number].words}", pia.answer(number).text)
    for each in pia.answers:
        extra = each is not pia.answer(each.question) or each.question not in BY_ID
        words = [each.text, *(f"- {one}" for one in each.list), f"Gauge: {each.gauge}" if each.gauge else ""]
        if extra and any(words):
            name = BY_ID[each.question].words if each.question in BY_ID else "A question that is not known"
            yield Kept(f"{each.question} {name}", "\n".join(one for one in words if one))
    yield from _misplaced(pia)
    yield from _split(pia)


def _split(pia: Pia) -> Iterator[Kept]:
    """Yield the texts of pages that tell risks one by one: a risk has no place for all that is told of it."""
    for feared in FEARED:
        if told_on(pia, feared):
            for part in ("severity", "likelihood"):
                number = feared.question(part)
                yield Kept(f"{number} {BY_ID[number].words}", pia.answer(number).text)


def _misplaced(pia: Pia) -> Iterator[Kept]:
    """Yield what stands beside the kind of answer that a question has, such as words beside a list."""
    for number, each in BY_ID.items():
        found = pia.answer(number)
        words = [found.text if each.kind == "list" else "", *(found.list if each.kind != "list" else ())]
        if any(words):
            yield Kept(f"{number} {each.words}", "\n".join(one for one in words if one))


def _differs(pia: Pia, number: int, described: Mapping[int, str]) -> bool:
    said = _lines(pia.answer(number).text)
    return bool(said - _lines(described[number]) - {NOT_STATED})


def _lines(text: str) -> set[str]:
    return {" ".join(line.split()) for line in text.split("\n") if line.strip()}


def _evaluations(pia: Pia) -> Iterator[Kept]:
    for each in pia.evaluations:
        lines = list(_evaluation(pia, each))
        if lines:
            yield Kept(f"Evaluation of {_on(pia, each.reference)}", "\n".join(lines), "Evaluations")


def _evaluation(pia: Pia, each: Evaluation) -> Iterator[str]:
    """Yield what an assessment does not take over from an evaluation."""
    risk = each.reference in [one.item for one in FEARED]
    measure = each.reference.startswith("3.1.")
    if each.status in range(1, len(EVALUATED)):
        yield f"Result: {EVALUATED[each.status]}"
    if each.comment and (not risk or _is_split(pia, each.reference)):
        yield each.comment
    if each.plan and not _follows(pia, each):
        yield f"Action plan: {each.plan}"
    if not measure and not (risk and _follows(pia, each)):
        yield from (
            f"{name}: {words}" for name, words in (("Person in charge", each.person), ("By", _day(each))) if words
        )
    if not risk and (each.severity or each.likelihood):
        yield f"Severity {each.severity}, likelihood {each.likelihood}"


def _is_split(pia: Pia, item: str) -> bool:
    return any(told_on(pia, each) for each in FEARED if each.item == item)


def _follows(pia: Pia, each: Evaluation) -> bool:
    """Whether a plan says only what the measures say themselves: their titles, who answers for them and by when."""
    plans = {
        planned(measure.title, found.person, found.date)
        for measure in pia.measures
        if (found := pia.evaluation(f"3.1.{measure.id}")) is not None
    }
    lines = {line.removeprefix("- ") for line in _lines(each.plan)}
    return bool(lines) and lines <= plans


def _day(each: Evaluation) -> str:
    return long_date(each.date) if date(each.date) else each.date


def _on(pia: Pia, reference: str) -> str:
    last = reference.rsplit(".", 1)[-1]
    if reference.startswith("3.1."):
        return next((f"the measure “{each.title}”" for each in pia.measures if each.id == last), "a measure")
    if last.isdecimal() and len(last) < 10 and int(last) in BY_ID:
        return f"the answer {last} {BY_ID[int(last)].words}"
    return f"{reference} {ITEMS[reference]}" if reference in ITEMS else f"{reference}"


def _comments(pia: Pia) -> Iterator[Kept]:
    for each in pia.comments:
        if each.words:
            on = _on(pia, f"3.1.{each.on}" if each.for_measure else each.on)
            yield Kept(f"Comment on {on}", each.words, "Comments")


def as_text(title: str, every: tuple[Kept, ...]) -> str:
    """Return what is kept as a text to read, under a title."""
    parts = [f"{each.heading}\n{'-' * len(each.heading)}\n{each.words}\n" for each in every]
    return "\n".join([f"{title}\n{'=' * len(title)}\n", *parts])
