"""The answer about a file, in words and as data."""

import textwrap
from collections.abc import Iterator
from typing import Any

from istoolkit.verifying.answer import HEADLINES, Answer
from istoolkit.verifying.signing import Fact

_WIDTH, _LABEL = 100, 19
_FEW = 5
"""How many differing paragraphs are shown."""

_LONG = 300


def lines(name: str, answer: Answer) -> Iterator[str]:
    """Yield the answer about a file as a person reads it."""
    yield name
    yield ""
    yield HEADLINES[answer.verdict]
    yield ""
    for fact in answer.facts:
        yield from _fact(fact)
    if answer.differences:
        yield ""
        yield from _differences(answer)


def _fact(fact: Fact) -> Iterator[str]:
    label = fact.about
    parts = fact.words.split("\n")
    indent = "  " if len(parts) > 1 else ""
    for part in parts:
        wrapped = textwrap.wrap(
            part, _WIDTH - _LABEL, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        )
        for line in wrapped:
            yield f"{label:<{_LABEL}}{line}"
            label = ""


def _differences(answer: Answer) -> Iterator[str]:
    yield "What differs:" if len(answer.differences) <= _FEW else f"The first {_FEW} that differ:"
    for each in answer.differences[:_FEW]:
        yield from _side("kept", each.old)
        yield from _side("here", each.new)
        yield ""


def _side(label: str, words: str) -> Iterator[str]:
    shown = f"“{textwrap.shorten(words, _LONG, placeholder=' …')}”" if words else "(not there)"
    yield from textwrap.wrap(shown, _WIDTH, initial_indent=f"  {label}  ", subsequent_indent="        ")


def values(name: str, answer: Answer) -> dict[str, Any]:
    """Return the answer about a file as data. docs/sign-off/verify.md says what each name means."""
    has, seal = answer.held, answer.found.seal
    return {
        "file": name,
        "answer": answer.verdict,
        "good": answer.good,
        "proof": answer.proof,
        "protocol": has.protocol.id if has else seal.protocol if seal else "",
        "version": has.version if has else seal.version if seal else "",
        "digest": has.digest if has else seal.digest if seal else "",
        "kind": seal.kind if seal else "",
        "sha256": answer.found.sha256,
        "kept_as": has.kept_as if has else "",
        "signed_by": [dict(each.values) for each in has.approvals] if has else [],
        "signatures": [_signature(each) for each in answer.found.signatures],
        "facts": [{"about": each.about, "words": each.words} for each in answer.facts],
        "differences": [{"old": each.old, "new": each.new} for each in answer.differences],
    }


def _signature(each: Any) -> dict[str, Any]:
    return {
        "holds": each.holds,
        "fault": each.fault,
        "signer": each.signer if each.certificate else "",
        "issuer": each.issuer if each.certificate else "",
        "self_signed": each.self_signed,
        "when": each.when.isoformat() if each.when else "",
        "uncovered": list(each.uncovered),
    }
