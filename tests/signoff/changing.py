"""Contents to change, for tests on what a change means: those of the worked register, and changes to them in few words."""

import copy
from functools import cache
from typing import Any

from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.signoff.content import Content, content_of
from tests.conftest import ROOT, TODAY

HUB = "early-help-hub"


@cache
def register() -> Register:
    """The worked register."""
    return open_register(ROOT / "protocols", on=TODAY)


def protocol(name: str = HUB) -> Protocol:
    """One of its protocols."""
    return register().protocols[name]


@cache
def today(name: str = HUB) -> Content:
    """What it says today."""
    return content_of(register(), protocol(name))


def copied(name: str = HUB) -> dict[str, Any]:
    """What it says today, to be changed."""
    return dict(copy.deepcopy(today(name)))


def entry(content: Content, list_name: str, identifier: str) -> dict[str, Any]:
    """Return an entry of a list of the protocol by what names it."""
    keys = ("id", "class", "organisation")
    entries: list[dict[str, Any]] = content["protocol"][list_name]
    return next(each for each in entries if identifier in (each.get(key) for key in keys))
