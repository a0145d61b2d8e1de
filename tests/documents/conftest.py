"""The documents of every register, made once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from istoolkit.definitions.register import Protocol, Register, find, open_register
from istoolkit.documents import isp
from istoolkit.documents.view import Library
from istoolkit.documents.word.template import Prepared, prepare
from tests.conftest import REGISTERS, ROOT
from tests.documents.browser import chromium


class Made(NamedTuple):
    """A protocol and the Word file made of it."""

    register: Register
    protocol: Protocol
    content: bytes


@cache
def template() -> Prepared:
    return prepare((ROOT / "templates" / "isp.docx").read_bytes())


@cache
def made(folder: Path) -> dict[str, Made]:
    register = open_register(find(folder))
    library = Library(register)
    return {each.id: Made(register, each, isp.build(library, each, template())) for each in register.checked()}


ALL = [(folder, each.parent.name) for folder in REGISTERS for each in sorted(folder.glob("*/protocol.yaml"))]


@pytest.fixture(params=ALL, ids=[f"{folder.name}-{name}" for folder, name in ALL])
def each_document(request: pytest.FixtureRequest) -> Made:
    folder, name = request.param
    return made(folder)[name]


@pytest.fixture
def every_field() -> Made:
    return made(ROOT / "tests" / "cases" / "every-field")["every-field"]


@pytest.fixture
def hub() -> Made:
    return made(ROOT / "protocols")["early-help-hub"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module: while it is open nothing else in the process can run an event loop."""
    with chromium() as started:
        yield started
