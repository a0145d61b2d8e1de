"""The documents that are made of a protocol: a file here is a kind of document, and there is no other list.

A module has a ``TITLE``, an ``ORDER`` among the others, a ``GROUP`` under which the index page lists it, ``TEMPLATES`` it
fills, ``FOLDERS`` of page templates, and ``PARTS``: what of the register it rests on beside the protocol (see
``istoolkit.documents.keys``). ``WITHOUT`` says why there may be none of a protocol. ``of_protocol`` makes the files of one protocol, ``of_register`` those of the register as a
whole; a kind may lack one of them.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from istoolkit.resources import modules

if TYPE_CHECKING:
    from istoolkit.definitions.register import Protocol
    from istoolkit.documents.workshop import File, Workshop


class Kind(NamedTuple):
    """A kind of document."""

    name: str
    title: str
    order: int
    group: str
    templates: tuple[str, ...]
    folders: tuple[str, ...]
    parts: frozenset[str]
    without: str
    of_protocol: "Callable[[Workshop, Protocol], Iterable[File]] | None"
    of_register: "Callable[[Workshop], Iterable[File]] | None"


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind of document by name, in the order in which readers want them."""
    found = [_kind(name) for name in names()]
    return {each.name: each for each in sorted(found, key=lambda each: each.order)}


def names() -> list[str]:
    """Return the names of the kinds, such as ``isp`` and ``matrix``, without reading them."""
    return [name.replace("_", "-") for name in modules(__path__)]


def _kind(name: str) -> Kind:
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    return Kind(
        name,
        module.TITLE,
        module.ORDER,
        getattr(module, "GROUP", ""),
        module.TEMPLATES,
        getattr(module, "FOLDERS", ()),
        frozenset(module.PARTS),
        getattr(module, "WITHOUT", ""),
        getattr(module, "of_protocol", None),
        getattr(module, "of_register", None),
    )
