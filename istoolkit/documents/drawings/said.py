"""A flow in words: all that its row in a drawing shows, and why, when and with whose agreement it passes."""

from collections.abc import Iterable, Iterator, Sequence

from istoolkit.documents.drawings.folds import EVERYONE, Around
from istoolkit.documents.drawings.steps import ORGANISATION, End, Step
from istoolkit.words import capital, small


def lines_of(steps: Sequence[Step], around: Around | None) -> Iterator[str]:
    """Yield a text for each flow, a short line for each thing said of it, and first who is meant by “all”."""
    folded = [around.folded(each) if around else each for each in steps]
    if around and any(end.name == EVERYONE for each in folded for end in (*each.givers, *each.takers)):
        yield f"The picture of the hub has {_name(around.hub)} in the middle. Around it: {_names(around.spokes)}."
    yield from map(_line_of, folded)


def _line_of(step: Step) -> str:
    return "\n".join(f"{capital(part).rstrip('.')}." for part in (f"Flow {step.number}, {step.title}", *_parts(step)))


def _parts(step: Step) -> Iterator[str]:
    """Yield what is said of a flow, each with its label."""
    if step.inside:
        yield f"Inside: {_name(step.inside)}"
    if step.sharers:
        through = f", through {step.through.words}" if step.through else ""
        yield f"All share with each other{through}: {_names(step.sharers)}"
    if step.givers or step.takers:
        yield f"From: {_names(step.givers) or 'not stated'}"
        yield f"To: {_names(step.takers) or 'not stated'}"
    passing = f"It passes through {step.through.words}" if step.through and not step.sharers else ""
    yield from filter(None, (passing, *_labelled(step)))


def _labelled(step: Step) -> Iterator[str]:
    how = (step.how_words, *step.ways)
    found: tuple[tuple[str, Iterable[str]], ...] = (
        ("On behalf of", map(_name, step.on_behalf_of)),
        ("Between", step.departments),
        ("What", step.items),
        ("Not", step.left_out),
        ("How", how),
        ("Why", step.purposes),
        ("When", step.occasions),
        ("Agreement", step.agreement),
    )
    for label, parts in found:
        if said := "; ".join(each.rstrip(".") for each in parts if each):
            yield f"{label}: {said}"


def _names(ends: Iterable[End]) -> str:
    return "; ".join(map(_name, ends))


def _name(end: End) -> str:
    if end.name == EVERYONE:
        return f"{end.words} {end.note}" if end.note.startswith("in ") else f"{end.words} ({end.note})"
    notes = [small(end.note) if end.sort != ORGANISATION else end.note, end.days]
    said = ", ".join(filter(None, notes))
    return f"{end.words} ({said})" if said else end.words
