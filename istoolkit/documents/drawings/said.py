"""A flow in words: all that its row in a drawing shows."""

from istoolkit.documents.drawings.steps import End, Step
from istoolkit.words import listed, sentence, small


def line_of(step: Step) -> str:
    """Return a flow as a text: its number and name, who gives what to whom, and how."""
    items = f"Information: {'; '.join(step.items)}."
    left_out = f"Not: {'; '.join(step.left_out)}." if step.left_out else ""
    how = f"How: {step.how_words}." if step.how_words else ""
    ways = f"Way of sending: {', '.join(step.ways)}." if step.ways else ""
    through = f"It passes through {step.through.words}." if step.through else ""
    behalf = f"On behalf of {_names(step.on_behalf_of)}." if step.on_behalf_of else ""
    return sentence(f"Flow {step.number}, {step.title}:", *_who(step), items, left_out, how, ways, through, behalf)


def _who(step: Step) -> list[str]:
    said = []
    if step.inside:
        between = f", between {listed(step.departments, 'and')}" if step.departments else ""
        said.append(f"It stays inside {step.inside.words}{between}.")
    if step.sharers:
        said.append(f"{_names(step.sharers)} share with each other.")
    if step.givers or step.takers:
        said.append(f"From {_names(step.givers) or 'not stated'} to {_names(step.takers) or 'not stated'}.")
    return said


def _names(ends: tuple[End, ...]) -> str:
    return listed([f"{each.words} ({small(each.note)})" if each.note else each.words for each in ends], "and")
