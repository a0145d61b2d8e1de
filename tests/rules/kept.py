"""A version that was signed off and kept, for the examples on the pages of the rules.

``# hub/signed/kept.yaml`` says what became of it since: which file was ``changed``, is ``missing`` or was ``added``, whether
its list is ``damaged``, and what the ``record`` beside the protocol is like.
"""

import hashlib
from pathlib import Path

import yaml

from istoolkit.definitions.register import MANIFEST, SIGN_OFF
from istoolkit.signoff.released.kept import Manifest
from tests.rules.signing import sealed_record

RECORD = """\
entries:
- {what: requested, for: advice, date: 2026-11-09}
- {what: requested, for: advice, date: 2026-11-10}
"""

KEPT = ("definition/hub/protocol.yaml", "documents/hub-1.0-protocol.docx", "evidence/police-signed.pdf")


def kept_version(root: Path) -> None:
    """Keep version 1.0 of the hub, and do to it what the example says. Without an example nothing is done."""
    said = root / "hub" / "signed" / "kept.yaml"
    if not said.exists():
        return
    became = yaml.load(said.read_bytes(), yaml.BaseLoader)
    said.unlink()
    sealed_record(root, f"hub/{SIGN_OFF}", RECORD)
    folder = next(said.parent.iterdir())
    record = root / "hub" / SIGN_OFF
    files = {**{name: name.encode() for name in KEPT}, SIGN_OFF: record.read_bytes()}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    _list(folder, [*files, "content.json"])
    _bend(folder, record, became)


def _list(folder: Path, names: list[str]) -> None:
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    digest = f"sha256:{sums['content.json']}"
    day = "2026-11-20"
    manifest = Manifest("hub", folder.name, digest, day, day, day, "0.1.0", "", sums)
    (folder / MANIFEST).write_bytes(manifest.content())


def _bend(folder: Path, record: Path, became: dict[str, str]) -> None:
    for what, name in became.items():
        if what in ("changed", "added") and name != "nothing":
            (folder / name).write_bytes(b"something else")
        if what == "missing" and name != "nothing":
            (folder / name).unlink()
    if became.get("damaged") == "yes":
        (folder / MANIFEST).write_bytes(b"{}")
    if became.get("record", "whole") != "whole":
        record.write_text("".join(record.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
