"""The risks of an assessment in groups: by what is feared, by what became of each suggestion, by what is written of them."""

from collections.abc import Mapping
from typing import Any

from istoolkit.assessment.decisions import Decision
from istoolkit.documents.assessment_entry import Told
from istoolkit.documents.assessment_rows import Event, suggested
from istoolkit.documents.values import NOTHING, Entry, Nothing, Text, Texts, Value

_EVENTS = {
    "illegitimate-access": ("Illegitimate access", "Someone sees it who should not"),
    "unwanted-modification": ("Unwanted modification", "It is changed or wrong"),
    "disappearance": ("Disappearance", "It is lost or cannot be reached"),
    "unfair-use": ("Unfair use", "It is used unfairly or for something else"),
    "": ("Other risks", "The assessment does not say what is feared"),
}
"""What is feared: its title and what it means. The first three are those of the CNIL."""

_MUST_BE_THOUGHT_OF = ("illegitimate-access", "unwanted-modification", "disappearance")

_DETAILS = (
    "description",
    "event",
    "sources",
    "threats",
    "impacts",
    "because",
    "people",
    "flows",
    "information",
    "judged",
)

_TREATED = ("measures", "effect", "residual", "until_then")


def is_written(risk: Entry) -> bool:
    """Whether more is said of a risk than its title and rating."""
    return any(getattr(risk, name) for name in _DETAILS)


def is_treated(risk: Entry) -> bool:
    """Whether anything is said of what is done about a risk, or of what remains of it."""
    return any(getattr(risk, name) for name in _TREATED)


def is_in_place(measure: Told) -> bool:
    """Whether a measure is said to be in place."""
    return original(measure.state) == "in-place"


def by_event(risks: list[Told], not_feared: Value) -> list[Event]:
    """Return the risks by what is feared: the events that any assessment must think of, and the others that it names."""
    events: dict[str, list[Told]] = {name: [] for name in _EVENTS}
    none = {original(each.event): each for _, each in entries(not_feared)}
    for each in risks:
        named = original(each.event)
        events[named if named in events else ""].append(each)
    return [
        Event(
            title, getattr(none.get(name), "event", meaning), tuple(found), getattr(none.get(name), "because", NOTHING)
        )
        for (name, found), (title, meaning) in zip(events.items(), _EVENTS.values(), strict=True)
        if found or name in _MUST_BE_THOUGHT_OF
    ]


def original(value: Value) -> str:
    """Return a text as the file has it; "" where nothing is said."""
    return value.original if isinstance(value, Text) else ""


def section(value: Value) -> Entry | Nothing:
    """Return a section of the file; nothing where it has none."""
    return value if isinstance(value, Entry) else NOTHING


def entries(value: Value) -> list[tuple[int, Entry]]:
    """Return the entries of a list, each with its position in the file."""
    return [(i, each) for i, each in enumerate(value) if isinstance(each, Entry)] if isinstance(value, Texts) else []


def decided(decisions: tuple[Decision, ...], numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return the suggestions as templates name them, by what became of each. ``numbers`` has those of the risks."""
    rows = [(each.state, suggested(each, numbers)) for each in decisions]
    waiting = [row for state, row in rows if state == "open"]
    return {
        "suggestions": [row for _, row in rows],
        "open_suggestions": waiting,
        "stale_suggestions": [row for state, row in rows if state in ("stale", "gone")],
        "taken_suggestions": [
            row
            for said, (state, row) in zip(decisions, rows, strict=True)
            if state == "accepted" and not said.dismissed
        ],
    }
