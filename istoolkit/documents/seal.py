"""The seal of a Word file: which protocol, version and content it was made of, and the digest of its words.

It is a small part of the file that Word and LibreOffice keep when they save it again. It tells a slip of the pen from
the document that was made. It is no proof: whoever can change the words can make a new seal. Only the register proves it,
or a digital signature.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from istoolkit import __version__
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.word.archive import with_parts
from istoolkit.documents.word.markup import escape
from istoolkit.documents.word.package import unpack
from istoolkit.documents.word.reading import words_of
from istoolkit.documents.word.safe_xml import parsed

if TYPE_CHECKING:
    from istoolkit.documents.workshop import File

NAMESPACE = "urn:istoolkit:seal:1"
SIGNED_OFF, DRAFT = "signed-off", "draft"

_PART = "customXml/istoolkitSeal.xml"
_RELATIONS_PART = "customXml/_rels/istoolkitSeal.xml.rels"
_PROPERTIES_PART = "customXml/itemPropsIstoolkitSeal.xml"
_DOCUMENT, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ID = "{B84E6D0A-3C57-4E0B-9C7F-2F1F5A96D3E8}"


@dataclass(frozen=True)
class Seal:
    """What a document of a protocol says of itself.

    ``digest`` is that of the content it was made of, ``kind`` a kind of document such as ``isp``, ``state`` either
    ``signed-off`` or ``draft``. ``words`` is the digest of the document's words, "" until it is put in a document.
    """

    protocol: str
    version: str
    digest: str
    kind: str
    title: str = ""
    state: str = DRAFT
    toolkit: str = __version__
    words: str = ""


def seal_of(register: Register, protocol: Protocol, kind: str, title: str) -> Seal:
    """Return the seal of a kind of document made of a protocol today."""
    from istoolkit.signoff.content import digest_of
    from istoolkit.signoff.standing import standing_of

    state = SIGNED_OFF if standing_of(register, protocol).agreed else DRAFT
    return Seal(protocol.id, protocol.text("version"), digest_of(register, protocol), kind, title, state)


def with_seal(register: Register, protocol: Protocol, kind: str, made: "File") -> "File":
    """Return a file made of a protocol with its seal where it is a Word file; any other as it is."""
    if not made.name.endswith(".docx"):
        return made
    return made._replace(content=sealed(made.content, seal_of(register, protocol, kind, made.words)))


def sealed(docx: bytes, seal: Seal) -> bytes:
    """Return a Word file with its seal; one that it has already is replaced. Raises NotWord where it is none."""
    parts = unpack(docx)
    words = words_digest(words_of(parts, ours=True))
    said = {**asdict(seal), "words": words}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in said.items())
    new = {
        _PART: f'{_HEAD}<seal xmlns="{NAMESPACE}"{attributes}/>',
        _RELATIONS_PART: _related(b"", "rId1", f"{_OFFICE}/relationships/customXmlProps", "itemPropsIstoolkitSeal.xml"),
        _PROPERTIES_PART: (
            f'{_HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_ID}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        _DOCUMENT: _related(
            parts.get(_DOCUMENT, b""), "rIdIstoolkitSeal", f"{_OFFICE}/relationships/customXml", f"../{_PART}"
        ),
        _TYPES: _typed(parts[_TYPES].decode()),
    }
    return with_parts(docx, {name: text.encode() for name, text in new.items()})


def read_seal(parts: Mapping[str, bytes]) -> Seal | None:
    """Return the seal of a Word file's parts, wherever the program that saved it last keeps it; None where it has none."""
    known = {each.name for each in fields(Seal)}
    for name in sorted(parts):
        if not name.startswith("customXml/") or NAMESPACE.encode() not in parts[name]:
            continue
        try:
            root = parsed(parts[name])
        except ValueError:
            continue
        said = {str(key): str(value) for key, value in root.items() if key in known}
        if root.tag == f"{{{NAMESPACE}}}seal" and {"protocol", "version", "digest", "kind", "words"} <= said.keys():
            return Seal(**said)
    return None


def words_digest(words: tuple[str, ...]) -> str:
    """Return the digest of the words of a document, such as ``sha256:9a1e…``."""
    return f"sha256:{hashlib.sha256(chr(10).join(words).encode()).hexdigest()}"


def _related(relations: bytes, name: str, kind: str, target: str) -> str:
    """Return relations with one added, unless it is there."""
    text = relations.decode() or f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
    if f'Id="{name}"' in text:
        return text
    text = re.sub(r"<Relationships([^>]*)/>", r"<Relationships\1></Relationships>", text)
    return text.replace(
        "</Relationships>", f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _typed(types: str) -> str:
    new = "" if re.search(r'Extension="xml"', types) else '<Default Extension="xml" ContentType="application/xml"/>'
    if _PROPERTIES_PART not in types:
        new += f'<Override PartName="/{_PROPERTIES_PART}" ContentType="{_PROPERTIES_TYPE}"/>'
    return types.replace("</Types>", f"{new}</Types>")
