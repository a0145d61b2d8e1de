"""The protocol that partners sign, as a Word document."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import date_of, language_of
from istoolkit.documents.status import keywords_of
from istoolkit.documents.view import Library
from istoolkit.documents.word.properties import Properties
from istoolkit.documents.word.render import render
from istoolkit.documents.word.template import Prepared

TEMPLATE = "isp.docx"


def build(library: Library, protocol: Protocol, template: Prepared) -> bytes:
    """Return the Word document of a protocol. Raises BadTemplate where the template cannot be filled."""
    return fill(library.register, protocol, library.view(protocol), template)


def fill(register: Register, protocol: Protocol, view: Mapping[str, Any], template: Prepared) -> bytes:
    """Return the Word document of a protocol whose view is there already. Raises BadTemplate."""
    return render(template, view, properties(register, protocol, view), protocol.source.file)


def properties(register: Register, protocol: Protocol, view: Mapping[str, Any]) -> Properties:
    """Return what Word shows as the file's properties. The date is that of the last change: no clock goes in."""
    owner = register.organisations.get(protocol.text("owner"), {})
    return Properties(
        title=protocol.text("title") or protocol.id,
        subject=str(view["called"]) or "information sharing protocol",
        creator=str(owner.get("title") or register.setting("partnership") or ""),
        language=language_of(register, protocol),
        date=date_of(protocol),
        version=protocol.text("version"),
        keywords=keywords_of(register, protocol),
    )
