"""What exactly is signed: the content of a protocol as its reader sees it, in one form that only meaning can change.

The form is written down in ``docs/sign-off/content.md``. Comments, layout, the order of keys and the tier in which
something is said do not count; a word, a number, a name or the order of entries does. What is kept up to date without
signing again (``signed: "no"`` in the schemas), such as telephone numbers, is left out.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.law import law_of
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff.called import names_from_above, organisations
from istoolkit.signoff.plain import normal
from istoolkit.signoff.taken import Taken

__all__ = ["FORM", "Content", "canonical", "content_of", "digest", "digest_of", "normal", "read_content"]

FORM = "1"
"""The version of the form. A digest says nothing without it, so it is part of the content."""

Content = Mapping[str, Any]


@kept
def content_of(register: Register, protocol: Protocol) -> Content:
    """Return the content of a protocol as partners sign it. Not to be changed.

    It has the keys ``form``, ``partnership``, ``protocol``, ``organisations``, ``law``, ``above``, ``assessment`` and
    ``names``; one that says nothing is left out. A register that breaks the rules of its form has a content too.
    """
    taken = Taken(register, protocol)
    own, assessment = taken.protocol(), taken.assessment()
    partnership = own.pop("partnership", None) or normal(str(register.setting("partnership") or ""))
    parts = {
        "form": FORM,
        "partnership": partnership,
        "protocol": own,
        "organisations": organisations(taken),
        "law": _law(taken),
        "above": [normal(each.text("title") or each.id) for each in register.above(protocol)],
        "assessment": assessment,
        "names": names_from_above(taken),
    }
    content: Content = _without_nothing(parts)
    return content


@kept
def digest_of(register: Register, protocol: Protocol) -> str:
    """Return the digest of a protocol's content, such as ``sha256:9a1e…``."""
    return digest(canonical(content_of(register, protocol)))


def canonical(value: object) -> bytes:
    """Return a value as the JSON Canonicalization Scheme writes it (RFC 8785)."""
    import rfc8785

    return rfc8785.dumps(value)  # type: ignore[arg-type]


def digest(content: bytes) -> str:
    """Return the digest of a content in its canonical form: what ``sha256sum`` says of content.json."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_content(content: bytes) -> Content | None:
    """Return a content that was kept; None where the file is damaged. One in an earlier form is read as it is."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _law(taken: Taken) -> dict[str, Any]:
    """Return the laws that are named, as they are cited: what they are called and whether they are a duty or a power."""
    known = law_of(taken.register).provisions
    names = sorted({each.name for each in taken.references if each.sort == "law"} & known.keys())
    return {name: {"title": normal(known[name]["title"]), "kind": known[name]["kind"]} for name in names}


def _without_nothing(value: Any) -> Any:
    """Leave out what says nothing: empty texts, lists and sections."""
    if isinstance(value, dict):
        found = {name: _without_nothing(inner) for name, inner in value.items()}
        return {name: inner for name, inner in found.items() if inner}
    if isinstance(value, list):
        return [inner for each in value if (inner := _without_nothing(each))]
    return value
