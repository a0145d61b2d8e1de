"""SIGN: who agreed to exactly what.

This part: the content that was put out for signature is kept, and is the one that was signed.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.register import CONTENT, SIGN_OFF, SIGNED, Register
from istoolkit.finding import Place, Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.content import digest
from istoolkit.signoff.contents import all_contents, contents_of
from istoolkit.signoff.entries import Entry, short
from istoolkit.signoff.record import record_of

_ACCOUNTABLE = "UK GDPR Article 5(2) (accountability): whoever shares must be able to show what was agreed"
_ANSWERED = (happened.APPROVED, happened.REFUSED, happened.ADVISED)


@rule("SIGN006", "Answer about a content that nobody kept", source=_ACCOUNTABLE)
def not_kept(register: Register) -> Iterable[Problem]:
    """The content that was put out for signature is kept in `signed/VERSION/content.json`, for every version that someone
    approved, refused or advised on.

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
        for entry in each.of(*_ANSWERED):
            if not each.kept_as(entry.version):
                name = f"{SIGNED}/{entry.version}/{CONTENT}"
                message = f"{position(entry)} is about the content {short(entry.digest)}, and nobody kept that: there is no {name}."
                yield Problem(each.at(entry, "digest"), message, _back(each, entry))


def _back(each: Recorded, entry: Entry) -> str:
    elsewhere = contents_of(each.register, each.protocol).get(entry.digest)
    lies = f" That content lies in {elsewhere.file}." if elsewhere else ""
    return f"Take the folder from git as it was.{lies}"


@rule("SIGN007", "Kept content that is not the one that was signed", source=_ACCOUNTABLE)
def another_content(register: Register) -> Iterable[Problem]:
    """The content that is kept of a version is the one that its entries name: its SHA-256 is the digest in them.

    What was advised on or refused may have been put out again with changes, under the same version. Then it is kept in the
    folder “earlier” of that version.

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
            kept_here = each.kept_as(entry.version)
            if kept_here and entry.digest not in kept_here:
                name, now = f"{SIGNED}/{entry.version}/{CONTENT}", short(kept_here[0])
                message = (
                    f"{position(entry)} is about the content {short(entry.digest)}, and {name} holds another, {now}."
                )
                mend = "Take the file from git as it was. A change needs a version of its own, and new signatures."
                yield Problem(each.at(entry, "digest"), message, mend)


def _that_name_a_version(each: Recorded) -> Iterator[Entry]:
    """Yield the answers, and the last request for signature of each version that nobody has approved."""
    yield from each.of(*_ANSWERED)
    asked = (entry for entry in each.of(happened.REQUESTED) if entry.text("for") == "signature")
    last = {entry.version: entry for entry in asked}
    signed = {entry.version for entry in each.approvals}
    yield from (entry for version, entry in last.items() if version not in signed)


@rule("SIGN029", "Content kept under another version", source=_ACCOUNTABLE)
def of_another_version(register: Register) -> Iterable[Problem]:
    """The content in the folder of a version says that it is that version.

    Why: whoever opens the folder takes what lies in it for what was signed under that number.

    Wrong: the content of version 1.0 was copied into the folder `hub/signed/1.1`.

        # hub/signed/content.yaml
        copied_to: "1.1"
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
    """
    for protocol in register.checked():
        for each in all_contents(register, protocol):
            if each.says and not each.is_own:
                message = (
                    f"This is the content of version {each.says}, and it lies in the folder of version {each.version}."
                )
                mend = f"Take the folder {protocol.id}/{SIGNED}/{each.version} from git as it was. Where it was not there, delete it."
                yield Problem(Place(each.file, 1, 1, 1, 1), message, mend)


@rule("SIGN030", "Content that was put out, without its record", source=_ACCOUNTABLE)
def without_record(register: Register) -> Iterable[Problem]:
    """A content that is kept as put out for signature is named in the record of sign-off.

    Why: where the record was deleted, its signatures and refusals are gone, and the protocol looks like a draft.

    Wrong: `hub/sign-off.yaml` was deleted.

        # hub/signed/content.yaml
        record: deleted
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
    """
    for protocol in register.checked():
        source = register.sign_offs.get(protocol.id)
        if protocol.id not in register.frozen or (source and source.faults):
            continue
        entries = record_of(register, protocol).entries
        named = {name for each in entries for name in (each.version, each.digest)}
        for version, content in register.frozen[protocol.id].items():
            if not {version, digest(content)} & named and version not in register.released.get(protocol.id, ()):
                file = f"{protocol.id}/{SIGNED}/{version}/{CONTENT}"
                what = "no entry of the record names it" if source else f"there is no {SIGN_OFF}"
                message = f"This was put out for signature as version {version}, and {what}."
                mend = f"Take {protocol.id}/{SIGN_OFF} from git as it was. Where nobody was asked yet, ask: istoolkit sign-off request {protocol.id}"
                yield Problem(Place(file, 1, 1, 1, 1), message, mend)
