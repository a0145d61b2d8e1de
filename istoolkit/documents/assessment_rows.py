"""What is worked out for an impact assessment, in rows for its tables: answers, ratings, the scale, suggestions.

A field is a text of the file, with its place, where the file says it; else it is words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from istoolkit.assessment.decisions import Decision
from istoolkit.assessment.ratings import Rating
from istoolkit.assessment.scales import Scale, Step
from istoolkit.assessment.screening import Answer
from istoolkit.documents.values import NOTHING, Entry, Nothing, Shade, Text, Value
from istoolkit.words import listed, small, within

NOT_RATED = "Not rated"
LISTS = {
    "article-35-3": "Always needs an assessment: UK GDPR Article 35(3)",
    "ico": "The Information Commissioner’s list: Article 35(4)",
    "european": "The nine European factors: two of them usually need an assessment",
}
_ANSWERS = {"yes": "Yes", "no": "No", "unclear": "Unclear"}
_SUGGESTED = {
    "yes": "the protocol suggests yes",
    "no": "the protocol suggests no",
    "unclear": "from the protocol it is unclear",
}


class Point(NamedTuple):
    """A label with a value, for a table of two columns."""

    label: str
    value: Value | str


class Question(NamedTuple):
    """A question of the screening with its answer.

    ``by`` says who answered otherwise than the definition does; ``suggested`` says in words what that answers.
    """

    title: Value | str
    question: str
    answer: Value | str
    because: Value | str
    by: Value | str
    suggested: str


class Questions(NamedTuple):
    """The questions of one list."""

    title: str
    questions: tuple[Question, ...]


class Proportion(NamedTuple):
    """What the assessment says of necessity and proportion, by the heading under which it stands."""

    purpose: tuple[Point, ...]
    needed: tuple[Point, ...]
    quality: tuple[Point, ...]
    rights: tuple[Point, ...]
    processors: tuple[Point, ...]
    transfers: tuple[Point, ...]


class Screened(NamedTuple):
    """The screening: its result in words, why, how many questions are open, and the questions by list."""

    result: str
    because: str
    open: int
    lists: tuple[Questions, ...]


class Rated(NamedTuple):
    """A rating in words, whether a part of it is ``given``, and a ``note`` where the level is not that of the scale.

    ``shade`` is the ground of its level. ``typed`` is a level that was written and does not count.
    """

    likelihood: Value | str
    severity: Value | str
    level: Value | str
    note: str
    given: bool
    shade: Shade = Shade("")
    typed: Value = NOTHING


class Named(NamedTuple):
    """A step or level of the scale with what it means. ``shade`` is the ground of a level."""

    title: str
    meaning: Value | str
    when: str = ""
    shade: Shade = Shade("")


class Key(NamedTuple):
    """The scale as it is printed: its name, where it comes from, its steps and its levels, in the order of the maps."""

    title: str
    source: str
    likelihood: tuple[Named, ...]
    severity: tuple[Named, ...]
    levels: tuple[Named, ...]


class Suggested(NamedTuple):
    """A risk that the definition suggests: what became of it, why it is suggested and by what in the definition."""

    title: str
    state: str
    why: str
    grounds: str
    change: str
    sources: str
    threats: str
    impacts: str
    taken_up_as: str
    measures: str


class Event(NamedTuple):
    """What is feared, with the risks of it. ``because`` is why it is none here, where the assessment says so."""

    title: str
    meaning: Value | str
    risks: tuple[Entry, ...]
    because: Value = NOTHING


PARTS = frozenset(
    name
    for row in (Point, Question, Questions, Proportion, Screened, Rated, Named, Key, Suggested, Event)
    for name in row._fields
)
"""The names inside the rows, for checking templates."""


def questions(answers: tuple[Answer, ...], written: Mapping[str, list[Entry | None]]) -> tuple[Questions, ...]:
    """Return the questions by list. ``written`` has the answers that the file gives, by question: each has its row."""
    found: dict[str, list[Question]] = {}
    for each in answers:
        rows = found.setdefault(each.list, [])
        rows.extend(_question(each, said) for said in written.get(each.id, [None]))
    return tuple(Questions(LISTS.get(name, name), tuple(some)) for name, some in found.items())


def _question(each: Answer, said: Entry | None) -> Question:
    suggested = _SUGGESTED[each.suggested]
    if said is None:
        return Question(each.title, each.question, _ANSWERS[each.answer], each.because, NOTHING, suggested)
    return Question(said.factor or each.title, each.question, said.answer, said.because, _within(said.by), suggested)


def _within(post: Value) -> Value:
    """Return a post as it stands within a sentence: “the data protection officer”. What is to be confirmed stays as it is."""
    if not isinstance(post, Text) or post.pending:
        return post
    plain = post.words[1:2].islower() and not post.words.casefold().startswith(("the ", "a ", "an "))
    return replace(post, words=f"the {small(post.words)}" if plain else within(post.words))


def rated(said: Entry | Nothing, rating: Rating | None, scale: Scale) -> Rated:
    """Return a rating: what the section ``said`` of the file says, and the level that counts."""
    given = bool(said.likelihood or said.severity)
    likelihood, severity = said.likelihood or NOT_RATED, said.severity or NOT_RATED
    if rating is None:
        return Rated(likelihood, severity, said.level or NOT_RATED, "", given)
    counts = rating.holds is rating.level
    worked = scale.worked(rating.likelihood, rating.severity)
    level = said.level or worked if counts else worked
    typed = NOTHING if counts else said.level
    return Rated(likelihood, severity, level, _note(rating, counts), given, Shade(rating.holds.shade), typed)


def _note(rating: Rating, counts: bool) -> str:
    if not counts:
        return "It was judged otherwise, which does not count until it is said who decided that, when and why."
    usual = rating.usual.title.lower()
    return "" if rating.level.id == rating.usual.id else f"By the scale it would be {usual}."


def key(scale: Scale) -> Key:
    """Return the scale as it is printed."""
    return Key(
        scale.title,
        scale.source.rstrip("."),
        tuple(map(_step, scale.likelihood)),
        tuple(map(_step, scale.severity[::-1])),
        tuple(
            Named(each.title, _consult(each.consult), _when(scale, each.id), Shade(each.shade))
            for each in scale.levels[::-1]
        ),
    )


def _step(step: Step) -> Named:
    return Named(step.title, step.meaning or NOTHING)


def _consult(needed: bool) -> str:
    return "Yes, before the sharing begins" if needed else "No"


def _when(scale: Scale, level: str) -> str:
    """Return which likelihoods and severities make a level: “severe and possible or probable; …”."""
    return "; ".join(_pairs(scale, level)) or "None"


def _pairs(scale: Scale, level: str) -> Iterator[str]:
    for severity in reversed(scale.severity):
        found = [each for each in scale.likelihood if _is(scale, each, severity, level)]
        if found:
            yield f"{severity.title} if {listed(each.title.lower() for each in found)}"


def _is(scale: Scale, likelihood: Step, severity: Step, level: str) -> bool:
    found = scale.level(likelihood.id, severity.id)
    return found is not None and found.id == level


_STATES = {
    "open": "Not decided yet",
    "accepted": "Taken up",
    "dismissed": "Not taken up",
    "stale": "The protocol has changed since it was decided",
    "gone": "No longer suggested by the protocol",
}


def suggested(decision: Decision, numbers: Mapping[str, str]) -> Suggested:
    """Return a suggestion with what became of it. ``numbers`` has the numbers of the risks by identifier."""
    found = decision.suggestion
    grounds = [f"the {each.kind} “{each.title}”" for each in found.grounds] if found else []
    record = decision.record
    return Suggested(
        decision.title,
        _STATES[decision.state],
        found.why if found else decision.changes,
        listed(grounds, "and") or "None today",
        decision.changes,
        "; ".join(record.get("sources", ())),
        "; ".join(record.get("threats", ())),
        "; ".join(record.get("impacts", ())),
        ", ".join(numbers.get(each.id, each.id) for each in decision.risks) or "None",
        "; ".join(each["title"] for each in record.get("measures", ())) or "None is proposed",
    )
