"""A version that was signed off and kept, for the examples on the pages of the rules.

``# hub/signed/kept.yaml`` says what became of it since: which file was ``changed``, is ``missing`` or was ``added``, whether
its list is ``damaged``, and what the ``record`` beside the protocol is like. The record names the list, unless ``list`` says that it
does not; ``list`` may also put another in its place or take it away.
"""

import hashlib
from pathlib import Path

import yaml

from istoolkit.definitions.reader import read
from istoolkit.definitions.register import MANIFEST, SIGN_OFF
from istoolkit.signoff.entries import sealed
from istoolkit.signoff.record import entries_in, with_entry
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


def _recorded(folder: Path, record: Path) -> None:
    """Record that the version was released, with the digest of its list."""
    before = entries_in(read(SIGN_OFF, record.read_bytes()))
    said = {**before[-1].values, "what": "released", "after": [before[-1].id], "date": "2026-11-20"}
    said = {name: value for name, value in said.items() if name not in ("id", "for")}
    sha256 = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    entry = sealed({**said, "recorded": "2026-11-20T09:00:00Z", "evidence": {"file": MANIFEST, "sha256": sha256}})
    record.write_bytes(with_entry(record.read_bytes(), folder.parents[1].name, entry))


def _bend(folder: Path, record: Path, became: dict[str, str]) -> None:
    for what, name in became.items():
        if what in ("changed", "added") and name != "nothing":
            (folder / name).write_bytes(b"something else")
        if what == "missing" and name != "nothing":
            (folder / name).unlink()
    if became.get("record", "whole") != "whole":
        record.write_text("".join(record.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    if became.get("list") != "not recorded":
        _recorded(folder, record)
    if became.get("list") == "another":
        path = folder / MANIFEST
        path.write_bytes(path.read_bytes().replace(b"2026-11-20", b"2026-11-19"))
    if became.get("list") == "gone":
        (folder / MANIFEST).unlink()
    if became.get("damaged") == "yes":
        (folder / MANIFEST).write_bytes(b"{}")
