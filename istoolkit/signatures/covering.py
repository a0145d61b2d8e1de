"""Which parts and relations of a Word file a signature covers, as Office has it ([MS-OFFCRYPTO] 2.5).

All are covered but the properties of the file, which hold no words of the document, and the signatures themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

from lxml import etree

from istoolkit.signatures.package import RELATIONS_TYPE, TYPES, BadPackage, Package, Relation
from istoolkit.signatures.xml import Maker

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
ORIGIN = f"{_PACKAGE}relationships/digital-signature/origin"
SIGNATURE = f"{_PACKAGE}relationships/digital-signature/signature"
ORIGIN_TYPE = "application/vnd.openxmlformats-package.digital-signature-origin"
SIGNATURE_TYPE = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
ROOT = "_rels/.rels"
FOLDER = "_xmlsignatures/"

_FREE_RELATIONS = frozenset(
    {
        f"{_PACKAGE}relationships/metadata/core-properties",
        f"{_PACKAGE}relationships/metadata/thumbnail",
        f"{_OFFICE}extended-properties",
        f"{_OFFICE}custom-properties",
        ORIGIN,
    }
)
_FREE_TYPES = frozenset(
    {
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
)
_CUSTOM, _CUSTOM_RELATION = "customXml/", f"{_OFFICE}customXml"


def to_cover(package: Package) -> list[str]:
    """Return the parts that a signature of ours covers, the relations first."""
    parts = [name for name in package.parts if not _is_free(package, name) and not name.startswith(FOLDER)]
    wanted = [name for name in parts if not is_relations(name) or _signed_relations(package, name)]
    return sorted(wanted, key=lambda name: (not is_relations(name), name))


def is_relations(name: str) -> bool:
    """Whether a part holds relations."""
    return name.endswith(".rels") and (name.startswith("_rels/") or "/_rels/" in name)


def ids_to_cover(package: Package, name: str) -> list[str]:
    """Return the relations of a part that a signature of ours covers, in order."""
    return sorted(each.id for each in _signed_relations(package, name))


def _signed_relations(package: Package, name: str) -> list[Relation]:
    return [each for each in package.relations(name) if not (name == ROOT and each.type in _FREE_RELATIONS)]


def _is_free(package: Package, name: str) -> bool:
    return name == TYPES or package.type_of(name) in _FREE_TYPES or name.startswith("docProps/thumbnail.")


def transformed(package: Package, name: str, ids: Set[str], types: Set[str] = frozenset()) -> bytes:
    """Return the relations of a part as they are signed: those named, in order (ISO/IEC 29500-2, 13.2.4.24)."""
    wanted = (each for each in package.relations(name) if each.id in ids or each.type in types)
    namespace = f"{_PACKAGE}relationships"
    make = Maker(namespace)
    root = make(
        "Relationships",
        *(
            make("Relationship", Id=each.id, Target=each.target, TargetMode=each.mode, Type=each.type)
            for each in sorted(wanted)
        ),
    )
    return etree.tostring(root, method="c14n")


def type_signed(package: Package, name: str) -> str:
    """Return the content type under which a part is signed. Raises BadPackage where a part of relations has another."""
    kind = package.type_of(name)
    if is_relations(name) and kind != RELATIONS_TYPE:
        raise BadPackage("does not say of its relations that they are some")
    return kind


def left_out(
    package: Package, covered: Mapping[str, Set[str]], signatures: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return what a signature does not cover: first what must be, in words, then the parts that hold no words.

    ``covered`` are the parts that it does cover; for a part of relations with the ids of the relations.
    ``signatures`` are the parts that signatures are kept in.
    """
    has_custom = any(name.startswith(_CUSTOM) for name in covered)
    own = {*signatures, TYPES}
    missing: list[str] = []
    free: list[str] = []
    for name in sorted(package.parts.keys() - own):
        if is_relations(name):
            missing += _relations_left(package, name, covered.get(name, frozenset()), has_custom)
        elif name not in covered:
            is_free = _is_free(package, name) or (name.startswith(_CUSTOM) and not has_custom)
            (free if is_free else missing).append(name)
    return missing, free


def _relations_left(package: Package, name: str, ids: Set[str], has_custom: bool) -> Iterator[str]:
    if name.startswith(_CUSTOM) and not has_custom:
        return
    for each in package.relations(name):
        free = name == ROOT and each.type in _FREE_RELATIONS and _leads_right(package, name, each)
        custom = each.type == _CUSTOM_RELATION and each.mode == "Internal" and not has_custom
        if each.id not in ids and not free and not custom:
            yield f"{name} ({each.id})"


def _leads_right(package: Package, name: str, each: Relation) -> bool:
    target = package.target_of(name, each)
    return bool(target) and (_is_free(package, target) or target.startswith(FOLDER))
