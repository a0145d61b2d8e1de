"""SIGN: who agreed to exactly what.

This part: the content that was put out for signature is kept, and is the one that was signed.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.register import CONTENT, SIGNED, Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import Entry, short

_ACCOUNTABLE = "UK GDPR Article 5(2) (accountability): whoever shares must be able to show what was agreed"


@rule("SIGN006", "Approval of a content that nobody kept", source=_ACCOUNTABLE)
def not_kept(register: Register) -> Iterable[Problem]:
    """The content that was put out for signature is kept in `signed/VERSION/content.json`, for every version that someone
    approved.

    Why: nobody can show any more what was agreed to.

    Wrong: the folder `hub/signed/1.0` was deleted.

        # hub/signed/content.yaml
        gone: yes
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}

    Right: the content is kept.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for each in recorded(register):
        for entry in each.approvals:
            if entry.digest not in each.kept_digests.values() and entry.version not in each.kept_digests:
                name = f"{SIGNED}/{entry.version}/{CONTENT}"
                message = f"{position(entry)} is about the content {short(entry.digest)}, and nobody kept that: there is no {name}."
                mend = "Take the folder from git as it was."
                yield Problem(each.at(entry, "digest"), message, mend)


@rule("SIGN007", "Kept content that is not the one that was signed", source=_ACCOUNTABLE)
def another_content(register: Register) -> Iterable[Problem]:
    """The content that is kept of a version is the one that its entries name: its SHA-256 is the digest in them.

    Why: somebody changed what was signed after it was signed, or put another content in its place.

    Wrong: a word in `hub/signed/1.0/content.json` was changed.

        # hub/signed/content.yaml
        edited: yes
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}

    Right: the content as it was put out.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for each in recorded(register):
        for entry in _that_name_a_version(each):
            now = each.kept_digests.get(entry.version)
            if now is not None and now != entry.digest and entry.digest not in each.kept_digests.values():
                name = f"{SIGNED}/{entry.version}/{CONTENT}"
                message = f"{position(entry)} is about the content {short(entry.digest)}, and {name} holds another, {short(now)}."
                mend = "Take the file from git as it was. A change needs a version of its own, and new signatures."
                yield Problem(each.at(entry, "digest"), message, mend)


def _that_name_a_version(each: Recorded) -> Iterator[Entry]:
    """Yield the approvals, and the last request for signature of each version that nobody has approved."""
    yield from each.approvals
    asked = (entry for entry in each.of(happened.REQUESTED) if entry.text("for") == "signature")
    last = {entry.version: entry for entry in asked}
    signed = {entry.version for entry in each.approvals}
    yield from (entry for version, entry in last.items() if version not in signed)
