"""Whether the agreement of people is asked for what some flows carry, in a word or two."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Thing
from istoolkit.documents.matrix.movement import Movement
from istoolkit.documents.matrix.said import names, open_names

WITH, WITHOUT, EITHER = "With", "Without", "Either"
MEANS = (
    "Agreement: “With” means that people are asked to agree, “Without” that they are not, and “Either” that it depends on "
    "the circumstance, or that there are grounds for sharing without agreement."
)
"""What the words in a column “Agreement” mean."""


def agreement(here: Picture, flows: Iterable[Movement]) -> str:
    """Return whether what flows carry moves with agreement, without it or either way; "" where there is no flow."""
    found = dict.fromkeys(word for flow in flows for word in _of_flow(here, flow))
    known = {word for word in found if word in (WITH, WITHOUT)}
    open_ones = [word for word in found if word not in (WITH, WITHOUT)]
    if len(known) > 1:
        return EITHER
    return "\n".join([*sorted(known), *open_ones])


def _of_flow(here: Picture, flow: Movement) -> Iterator[str]:
    for one in flow.occasions:
        said = here.circumstances.get(one.id)
        yield from _of_circumstance(said) if said else [one.agreement]
    if not flow.occasions:
        yield NOT_STATED


def _of_circumstance(said: Thing) -> Iterator[str]:
    open_ones = open_names(said, "consent")
    asked = names(said, "consent") == ["sought"]
    yield from open_ones or [WITH if asked else WITHOUT if names(said, "consent") else NOT_STATED]
    if asked and names(said, "without_consent"):
        yield WITHOUT
