"""Every thing of a sort in the protocols that were asked for, each with the picture of the protocol it applies to."""

from collections.abc import Iterator

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Basis, Flow, Item, Thing


def every_basis(register: Register) -> Iterator[tuple[Picture, Basis]]:
    """Yield every lawful basis with its picture."""
    for picture in pictures(register):
        yield from ((picture, basis) for basis in picture.bases)


def every_flow(register: Register) -> Iterator[tuple[Picture, Flow]]:
    """Yield every flow with its picture."""
    for picture in pictures(register):
        yield from ((picture, flow) for flow in picture.flows)


def every_item(register: Register) -> Iterator[tuple[Picture, Item]]:
    """Yield every item of information with its picture."""
    for picture in pictures(register):
        yield from ((picture, item) for item in picture.items.values())


def every_purpose(register: Register) -> Iterator[tuple[Picture, Thing]]:
    """Yield every purpose with its picture."""
    for picture in pictures(register):
        yield from ((picture, purpose) for purpose in picture.purposes.values())


def every_store(register: Register) -> Iterator[tuple[Picture, Thing]]:
    """Yield every store with its picture."""
    for picture in pictures(register):
        yield from ((picture, store) for store in picture.stores)
