"""The answer to whether a document is what was signed: one verdict, and the facts it rests on."""

import datetime
from dataclasses import dataclass
from typing import Literal

from istoolkit.definitions.register import Register
from istoolkit.documents.seal import SIGNED_OFF
from istoolkit.verifying import facts
from istoolkit.verifying.differing import Difference
from istoolkit.verifying.given import Given
from istoolkit.verifying.held import Held, compared, held, moved_on
from istoolkit.verifying.papers import Paper, paper_facts, papers
from istoolkit.verifying.signing import Fact, Trust, signature_facts

Verdict = Literal[
    "signed",
    "given-up",
    "ended",
    "altered",
    "damaged",
    "draft",
    "put-out",
    "evidence",
    "awaiting",
    "other-content",
    "not-compared",
    "not-proven",
]

GOOD: frozenset[Verdict] = frozenset({"signed", "given-up", "ended", "put-out", "evidence"})
"""The verdicts on what was signed, what was put out and then was, or the paper with a signature; and was not altered."""

HEADLINES: dict[Verdict, str] = {
    "signed": "This is what was signed, and it was not altered.",
    "given-up": "This is what was signed, and it was not altered. Not all who signed it agree to it any more.",
    "ended": "This is what was signed, and it was not altered. It is no longer in force.",
    "altered": "This is not as it was made: it was altered. Do not rely on it.",
    "damaged": "What the register keeps of this is damaged, so nothing proves it. Do not rely on it.",
    "draft": "This is a draft. Do not share information on the strength of it.",
    "put-out": "This is the copy that was put out for signature. All who must sign have signed since.",
    "evidence": "This is a signed copy that the record of sign-off names, and it was not altered.",
    "awaiting": "This was put out for signature, and not all have signed. Do not share information on the strength of it.",
    "other-content": "This is not what the register has. Do not rely on it.",
    "not-compared": "This may be what was signed, but nothing proves it.",
    "not-proven": "Nothing proves that this is what was signed.",
}


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer about one file."""

    verdict: Verdict
    facts: tuple[Fact, ...]
    found: Given
    held: Held | None = None
    differences: tuple[Difference, ...] = ()
    proof: str = ""
    """What the verdict rests on: “file”, “words”, “made-again”, “put-out” or “certificate”; "" where nothing proves it."""

    @property
    def good(self) -> bool:
        """Whether it is what was signed and was not altered."""
        return self.verdict in GOOD


class NotOurs(Exception):
    """A file is no document that istoolkit made of a protocol. The text says how that is known."""


def answer(found: Given, register: Register | None, on: datetime.date, trust: Trust | None = None) -> Answer:
    """Return what is known about a file on a day. ``register`` is the one to compare with. Raises NotOurs."""
    has = held(register, found) if register else None
    named = papers(register, found.sha256)
    if found.seal is None and (has is None or not has.kept_as):
        if named:
            return _paper(found, register, named, on, trust)
        raise NotOurs(_not_ours(found, register))
    changed, proof = _compared(found, has)
    verdict = _verdict(found, has, changed, proof, trust)
    if named and verdict in ("not-compared", "not-proven"):
        verdict, proof = "evidence", "file"
    if verdict == "signed" and not proof:
        proof = "certificate"
    found_out = [
        *paper_facts(register, named),
        *facts.said(found, has),
        *facts.words(found, has, changed, proof),
        *facts.damage(has),
        *facts.register(found, register, has),
        *signature_facts(found, on, trust),
        *facts.since(has),
    ]
    return Answer(verdict, tuple(found_out), found, has, tuple(changed), proof)


def _paper(
    found: Given, register: Register | None, named: tuple[Paper, ...], on: datetime.date, trust: Trust | None
) -> Answer:
    told = (*paper_facts(register, named), *signature_facts(found, on, trust))
    return Answer("evidence", told, found, proof="file")


def _not_ours(found: Given, register: Register | None) -> str:
    if found.format == "other":
        more = "and the register keeps no file like it" if register else "and there is no register here to look in"
        return f"It is neither a Word file (.docx) nor a PDF, {more}."
    return (
        "It is no document that istoolkit made of a protocol, or all that said so was taken out: it has no seal."
        " If you were told that it is one, ask for the file again."
    )


def _compared(found: Given, has: Held | None) -> tuple[list[Difference], str]:
    """Return what differs from the document that was kept, and what proves that nothing does."""
    if has is None or has.kept_as:
        return [], "file" if has and not has.damage else ""
    original = has.original or has.then
    if original is None:
        return [], ""
    changed = compared(original, found)
    if found.format == "pdf":
        return changed, ""
    if not changed and not found.has_pictures_of(original):
        return [Difference("(the pictures of the document that was kept)", "(other pictures)")], ""
    if has.damage:
        return changed, ""
    return changed, "" if changed else "put-out" if has.then else "made-again" if has.made_again else "words"


def _verdict(found: Given, has: Held | None, changed: list[Difference], proof: str, trust: Trust | None) -> Verdict:
    if has is not None and has.damage in ("record", "list"):
        return "damaged"
    has_moved = has is not None and found.is_as_made and (has.made_again or moved_on(has, found, changed))
    if any(not each.holds for each in found.signatures) or (changed and not has_moved) or _seal_is_broken(found, proof):
        return "altered"
    if has is None:
        return "signed" if _is_certified(found, trust) else "draft" if found.says_draft else "not-proven"
    if not has.put_out and not has.today:
        return "other-content"
    if not has.agreed:
        return "awaiting" if has.put_out else "draft"
    if found.says_draft and proof != "file":
        return "put-out" if proof == "put-out" and not (has.over or has.given_up) else "draft"
    if not proof:
        return "not-compared"
    return "ended" if has.over else "given-up" if has.given_up else "signed"


def _seal_is_broken(found: Given, proof: str) -> bool:
    return (
        found.format == "word"
        and not found.only_named
        and found.seal is not None
        and not (found.is_as_made or proof in ("words", "made-again", "put-out"))
    )


def _is_certified(found: Given, trust: Trust | None) -> bool:
    """Whether a certificate that the reader trusts stands for it, and it says itself that it is signed off."""
    says = found.seal is not None and found.seal.state == SIGNED_OFF and found.is_as_made
    return says and trust is not None and any(not trust.fault(each) for each in found.signatures if each.holds)
