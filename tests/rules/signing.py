"""Records of sign-off for the examples on the pages of the rules, written there as a person would: without the digests.

An entry in a block ``# hub/sign-off.yaml`` says what matters and no more. Laying it over the register fills in the rest: the
version and the content are those of the protocol as it stands then, which is kept as put out for signature; each entry
follows the one before it and carries its own digest. What a block does say stays: ``digest: of something else`` is wrong as it
stands there. ``# before/hub/sign-off.yaml`` is the record as an earlier revision of git had it.
``# hub/signed/content.yaml`` says what became of the content that was kept: ``gone: yes`` or ``edited: yes``, and more of
what lies about it (``_keep``). ``branch: yes`` has the next entry follow what this one follows. A signature
“made with …” is made with a new key, which is in the register's allowed_signers where its words say so.
"""

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from istoolkit.definitions.reader import read
from istoolkit.definitions.register import ALLOWED_SIGNERS, CONTENT, SIGN_OFF, SIGNED, Register, open_register
from istoolkit.signoff.content import canonical, content_of, digest
from istoolkit.signoff.entries import Entry, sealed
from istoolkit.signoff.keys import sign, statement_of
from istoolkit.signoff.record import with_entry
from tests.conftest import TODAY

BEFORE = "before"
_OURS = ("left_out", "branch")


def sealed_record(root: Path, name: str, text: str) -> None:
    """Write the record of an example, with its digests, and the content that it is about."""
    protocol = Path(name).parent.name
    said = yaml.load(text, yaml.BaseLoader)
    register = open_register(root, on=TODAY)
    here = register.protocols[protocol]
    content = canonical(content_of(register, here))
    usual = {"version": here.text("version"), "digest": digest(content)}
    written = b""
    for entry in _entries(root, protocol, said["entries"], usual):
        written = with_entry(written, said.get("protocol", protocol), entry)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(written)
    if not name.startswith(BEFORE):
        _keep(root / protocol / SIGNED, here.text("version"), content)


def _entries(root: Path, protocol: str, said: list[dict[str, Any]], usual: dict[str, str]) -> list[Entry]:
    """Return the entries, each after the last that has not been left out: ``left_out: yes`` is recorded and then taken away."""
    found: list[Entry] = []
    last: list[str] = []
    day = ""
    for each in said:
        day = max(day, each.get("date", "2026-11-30"))
        usual_time = f"{day}T09:00:00Z"
        entry = sealed(
            {**usual, "recorded": usual_time, "after": last, **{k: v for k, v in each.items() if k not in _OURS}}
        )
        if "id" in each:
            entry = Entry({**entry.values, "id": each["id"]})
        if entry.text("key", "signature").startswith("made with "):
            entry = _signed(root, entry, protocol)
        last = last if "branch" in each else [entry.id]
        found += [entry] if "left_out" not in each else []
    return found


def _signed(root: Path, entry: Entry, protocol: str) -> Entry:
    key, signer = root / "key", entry.text("key", "signer")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    if "allowed_signers" in entry.text("key", "signature"):
        (root / ALLOWED_SIGNERS).write_text(f"{signer} {key.with_suffix('.pub').read_text('utf-8')}", "utf-8")
    signature = sign(statement_of({**entry.values, "protocol": protocol}), key)
    key.unlink()
    key.with_suffix(".pub").unlink()
    return sealed({**entry.values, "key": {"signer": signer, "signature": signature}})


def _keep(folder: Path, version: str, content: bytes) -> None:
    """Keep a content, and do what content.yaml says: ``copied_to`` another version, with the ``paper`` trust.pdf that says
    so, the ``record`` deleted."""
    said = folder / "content.yaml"
    became = yaml.load(said.read_bytes(), yaml.BaseLoader) if said.exists() else {}
    said.unlink(missing_ok=True)
    (folder / version).mkdir(parents=True, exist_ok=True)
    if "gone" not in became:
        edited = content.replace(b"Early help hub", b"Early help team") if "edited" in became else content
        (folder / version / CONTENT).write_bytes(edited)
    if "copied_to" in became:
        (folder / became["copied_to"]).mkdir()
        (folder / became["copied_to"] / CONTENT).write_bytes(content)
    if "paper" in became:
        (folder / version / "evidence").mkdir()
        (folder / version / "evidence" / "trust.pdf").write_text(became["paper"], "utf-8")
    if "record" in became:
        (folder.parent / SIGN_OFF).unlink()


def opened(root: Path) -> Register:
    """Open the register of an example, with the record as an earlier revision had it where the example has one."""
    earlier = sorted(root.glob(f"{BEFORE}/*/{SIGN_OFF}"))
    before = {each.parent.name: read(f"{each.parent.name}/{SIGN_OFF}", each.read_bytes()) for each in earlier}
    for each in earlier:
        each.unlink()
    return replace(open_register(root, on=TODAY), sign_offs_before=before)
