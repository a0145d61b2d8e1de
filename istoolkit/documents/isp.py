"""The protocol that partners sign, as a Word document."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.formats import date, to_be_confirmed
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.view import Library
from istoolkit.documents.word.properties import EARLIEST, Properties
from istoolkit.documents.word.render import render
from istoolkit.documents.word.template import Prepared

TEMPLATE = "isp.docx"


def file_name(protocol: Protocol) -> str:
    """Return the name of the document's file, such as ``early-help-1.2.docx``."""
    version = "".join(each for each in protocol.text("version") if each.isalnum() or each == ".").strip(".")
    return f"{protocol.id}-{version}.docx" if version else f"{protocol.id}.docx"


def build(library: Library, protocol: Protocol, template: Prepared) -> bytes:
    """Return the Word document of a protocol. Raises BadTemplate where the template cannot be filled."""
    view = library.view(protocol)
    return render(template, view, properties(library.register, protocol, view), protocol.source.file)


def properties(register: Register, protocol: Protocol, view: Mapping[str, Any]) -> Properties:
    """Return what Word shows as the file's properties. The date is that of the last change: no clock goes in."""
    dates = [str(change["date"]) for _, change in protocol.entries("changes") if "date" in change]
    dates = [each for each in [*dates, protocol.text("in_force")] if date(each)]
    owner = register.organisations.get(protocol.text("owner"), {})
    said = [protocol.text("language"), register.setting("language")]
    language = next((each for each in said if each and not to_be_confirmed(each)), "en-GB")
    return Properties(
        title=protocol.text("title") or protocol.id,
        subject=str(view["called"]) or "information sharing protocol",
        creator=str(owner.get("title") or register.setting("partnership") or ""),
        language=str(language),
        date=dates[0] if dates else EARLIEST,
        version=protocol.text("version"),
    )
