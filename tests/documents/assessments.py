"""The assessments of every register in every form, each made once."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from istoolkit.definitions.register import Protocol, Register, find, open_register
from istoolkit.documents import assessment, public_summary
from istoolkit.documents.view import Library
from istoolkit.documents.word.template import Prepared, prepare
from tests.conftest import REGISTERS, ROOT, TODAY

FORMS = tuple(assessment.TEMPLATES)
ALL = [(folder, each.parent.name) for folder in REGISTERS for each in sorted(folder.glob("*/protocol.yaml"))]
WRITTEN = [(folder, name) for folder, name in ALL if (folder / name / "assessment.yaml").is_file()]


class Assessment(NamedTuple):
    """A protocol and the Word file of its assessment."""

    register: Register
    protocol: Protocol
    content: bytes

    @property
    def data(self) -> dict[str, Any]:
        """What assessment.yaml says."""
        return dict(self.register.assessments[self.protocol.id].value)


@cache
def template(name: str) -> Prepared:
    return prepare((ROOT / "templates" / name).read_bytes())


@cache
def library(folder: Path) -> Library:
    return Library(open_register(find(folder), on=TODAY))


@cache
def made(folder: Path, name: str, form: str) -> Assessment:
    shelf = library(folder)
    protocol = shelf.register.protocols[name]
    return Assessment(shelf.register, protocol, build(shelf, protocol, form))


def build(shelf: Library, protocol: Protocol, form: str) -> bytes:
    if form == "public":
        return public_summary.build(shelf, protocol, template(public_summary.TEMPLATE))
    return assessment.build(shelf, protocol, template(assessment.TEMPLATES[form]))


def of_hub(form: str = "ico") -> Assessment:
    return made(ROOT / "protocols", "early-help-hub", form)
