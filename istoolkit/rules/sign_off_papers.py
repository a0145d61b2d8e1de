"""SIGN: who agreed to exactly what.

This part: the signed papers that lie in the register are those that were recorded.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from istoolkit.definitions.formats import is_version
from istoolkit.definitions.register import SIGNED, Register
from istoolkit.finding import Place, Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.released.kept import EVIDENCE, sum_of

_ACCOUNTABLE = "UK GDPR Article 5(2) (accountability): whoever shares must be able to show what was agreed"


@rule("SIGN034", "Signed paper that is not the one that was recorded", source=_ACCOUNTABLE)
def other_paper(register: Register) -> Iterable[Problem]:
    """The copy of a signed paper or e-mail that the register keeps is the one that was recorded: its SHA-256 is the digest in
    the entry. It lies in `signed/VERSION/evidence`.

    Why: the paper is what shows that somebody signed. Another paper in its place shows nothing.

    Wrong: another file was put in its place.

        # hub/signed/content.yaml
        paper: another one
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17,
           evidence: {file: trust.pdf, sha256: 5d117b92a0785c49aa93a3dea993978b3a5c83a76eb397579132f8b3092a3dff}}

    Right:

        # hub/signed/content.yaml
        paper: the signed one
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17,
           evidence: {file: trust.pdf, sha256: 5d117b92a0785c49aa93a3dea993978b3a5c83a76eb397579132f8b3092a3dff}}
    """
    for each in recorded(register):
        for entry in each.sound:
            file = _file(each.protocol.id, entry)
            if file and (register.root / file).exists() and sum_of(register.root / file) != entry.text(*_SUM):
                message = f"This is not the paper that was recorded. {position(entry)} names another."
                mend = (
                    f"Take it back as it was from where it is kept safe, such as git: git checkout REVISION -- {file}"
                )
                yield Problem(Place(file, 1, 1, 1, 1), message, mend, ((each.at(entry, "evidence"), "the entry"),))


@rule("SIGN035", "Signed paper that is gone", source=_ACCOUNTABLE)
def paper_gone(register: Register) -> Iterable[Problem]:
    """A signed paper or e-mail that the record says is kept in the register is there.

    Why: years later somebody asks for the signed page.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17,
           evidence: {file: trust.pdf, sha256: 5d117b92a0785c49aa93a3dea993978b3a5c83a76eb397579132f8b3092a3dff,
                      kept_at: hub/signed/1.0/evidence/trust.pdf}}

    Right:

        # hub/signed/content.yaml
        paper: the signed one
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17,
           evidence: {file: trust.pdf, sha256: 5d117b92a0785c49aa93a3dea993978b3a5c83a76eb397579132f8b3092a3dff,
                      kept_at: hub/signed/1.0/evidence/trust.pdf}}
    """
    for each in recorded(register):
        for entry in each.sound:
            file = _file(each.protocol.id, entry)
            if file and entry.text("evidence", "kept_at") == file and not (register.root / file).exists():
                message = f"{position(entry)} says that the signed paper is kept in {file}, and it is not there."
                mend = f"Take it back from where it is kept safe, such as git: git checkout REVISION -- {file}"
                yield Problem(each.at(entry, "evidence"), message, mend)


_SUM = ("evidence", "sha256")


def _file(protocol: str, entry: Entry) -> str:
    """Return where the copy of the paper of an entry lies as seen from the register; "" where it has no digest or plain name."""
    name = entry.text("evidence", "file")
    is_plain = bool(name) and name == PurePosixPath(name).name and "\\" not in name
    if not is_plain or not entry.text(*_SUM) or not is_version(entry.version) or entry.what == happened.RELEASED:
        return ""
    return f"{protocol}/{SIGNED}/{entry.version}/{EVIDENCE}/{name}"
