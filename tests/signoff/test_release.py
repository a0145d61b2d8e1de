"""What is kept of a version that all have signed: everything or nothing, and it never changes again."""

import datetime
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from istoolkit.definitions.register import Register, open_register
from istoolkit.files import CouldNotWrite
from istoolkit.signoff.content import digest_of
from istoolkit.signoff.keys import NAMESPACE, sign, statement_of
from istoolkit.signoff.released.keeping import STAGE, CannotKeep, keep
from istoolkit.signoff.released.kept import Difference, differences, is_whole, read_manifest
from istoolkit.signoff.released.release import RecordedMeanwhile, Release, bars, release_of, statements
from istoolkit.signoff.released.vouched import values_of
from tests.conftest import TODAY
from tests.signoff.partnership import Partnership

REQUIRED = ("council", "police", "trust")


def signed(root: Path) -> Partnership:
    here = Partnership(root)
    here.share()
    here.ask()
    here.approve(*REQUIRED, "schools/ash", post="Director")
    return here


def words(here: Partnership) -> list[str]:
    register = here.register()
    return [each.words for each in bars(register, here.protocol(register))]


@cache
def released() -> tuple[Path, Release]:
    here = signed(Path(mkdtemp()) / "register")
    register = here.register()
    return here.root, release_of(register, here.protocol(register), TODAY, TODAY)


def folder(root: Path) -> Path:
    return root / "hub" / "signed" / "1.0"


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A register with a version that is released, to change."""
    root, release = released()
    copy = Path(shutil.copytree(root, tmp_path / "register"))
    keep(folder(copy), release.files, release.manifest.content())
    return copy


def test_what_somebody_records_meanwhile_is_not_lost_from_what_is_kept(tmp_path: Path) -> None:
    here = signed(tmp_path)
    register = here.register()
    here.record("withdrawn", "police", date="2026-11-24")
    with pytest.raises(RecordedMeanwhile, match=r"Somebody recorded something for hub meanwhile\. Try again\."):
        release_of(register, here.protocol(register), TODAY, TODAY)


def test_it_says_who_is_missing_and_why(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    assert words(here)[-1] == "Larkmoor NHS Trust has not signed. It was not asked yet."
    here.ask(party="council")
    here.approve("council")
    here.record("refused", "police", because="The retention period is too long.", date="2026-11-12")
    assert words(here) == [
        "Larkmoor Police refused on 12 November 2026: The retention period is too long.",
        "Larkmoor NHS Trust has not signed. It was not asked yet.",
    ]
    here.approve("police", date="2026-11-13")
    here.ask("2026-11-13", party="trust")
    assert words(here) == ["Larkmoor NHS Trust has not signed. It was asked on 13 November 2026."]
    here.approve("trust")
    assert words(here) == []


def test_members_of_a_class_that_must_sign_first_are_waited_for(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    here.change(("title: Schools,", 'title: Schools, start_with: "2",'))
    here.ask()
    here.approve(*REQUIRED, "schools/ash")
    assert words(here) == ["Schools: 1 of 3 has signed, and 2 must have."]
    here.approve("schools/birch")
    assert words(here) == []


def test_what_was_put_out_and_what_has_ended_cannot_be_released_as_something_else(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    kept = folder(here.root) / "content.json"
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"Larkmoor hub", b"Larkmoor den"))
    told = "What was put out for signature as version 1.0 is not what the definition says today."
    assert words(here) == [told]
    kept.write_bytes(content)
    here.record("withdrawn", date="2026-11-20")
    assert words(here) == ["It has ended: withdrawn."]


def test_what_was_never_put_out_is_not_released_though_every_signature_stands(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    here.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'), ("title: Larkmoor hub", "title: Larkmoor den"))
    assert words(here) == ["What it says today was not put out for signature."]
    here.ask("2026-11-20")
    assert words(here) == []


def test_a_version_that_is_another_one_written_otherwise_is_not_released(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    here.change(('version: "1.0"\njuris', 'version: "1.0.0"\njuris'), ("Help families early", "Help all families"))
    here.ask("2026-11-20")
    here.approve(*REQUIRED, date="2026-11-21")
    assert words(here)[0] == "Version 1.0.0 is version 1.0 written otherwise, and 1.0 was put out already."


def test_a_version_whose_list_is_gone_is_not_released_anew(done: Path) -> None:
    from istoolkit.signoff.store import add

    here = Partnership.__new__(Partnership)
    here.root, here.name = done, "hub"
    manifest = read_manifest(folder(done))
    assert manifest is not None
    add(done, "hub", values_of(manifest), "2026-12-01T09:00:00Z")
    (folder(done) / "manifest.json").unlink()
    assert words(here) == [
        "Version 1.0 was released on 1 December 2026, and manifest.json is gone from hub/signed/1.0."
    ]


def test_everything_is_kept_that_the_version_rests_on_and_nothing_else(done: Path) -> None:
    (done / "other").mkdir()
    names = sorted(path.relative_to(folder(done)).as_posix() for path in folder(done).rglob("*") if path.is_file())
    assert [each for each in names if not each.startswith("documents/")] == [
        "content.json",
        "definition/hub/protocol.yaml",
        "definition/organisations.yaml",
        "definition/register.yaml",
        "definition/schools.csv",
        "manifest.json",
        "sign-off.yaml",
    ]
    assert {"documents/hub-1.0-protocol.docx", "documents/hub-1.0-matrix.xlsx"} <= set(names)
    for name in ("sign-off.yaml", "protocol.yaml"):
        was = folder(done) / ("sign-off.yaml" if name == "sign-off.yaml" else f"definition/hub/{name}")
        assert was.read_bytes() == (done / "hub" / name).read_bytes()
    manifest = json.loads((folder(done) / "manifest.json").read_bytes())
    assert sorted(manifest["files"]) == [each for each in names if each != "manifest.json"]
    assert manifest["digest"] == f"sha256:{manifest['files']['content.json']}"
    assert (manifest["signed_on"], manifest["released"], manifest["looked_at"]) == (
        "2026-11-10",
        "2026-12-01",
        "2026-12-01",
    )
    register = open_register(done, on=TODAY)
    assert register.released == {"hub": ("1.0",)}
    assert manifest["digest"] == digest_of(register, register.protocols["hub"])


def test_the_chain_above_lists_own_law_and_templates_are_kept_too(protocols: Path) -> None:
    from istoolkit.definitions.register import template_names
    from istoolkit.signoff.released.rests_on import definition_of

    (protocols / "law.yaml").write_text("format: 1\n", "utf-8")
    (protocols / "templates" / "page").mkdir(parents=True)
    (protocols / "templates" / "page" / "style.css").write_text("/* ours */", "utf-8")
    (protocols / "templates" / template_names()[0]).write_bytes(b"PK")
    (protocols / "templates" / "notes.docx").write_bytes(b"PK")
    earlier = protocols / "early-help-hub" / "signed" / "0.9"
    earlier.mkdir(parents=True)
    (earlier / "content.json").write_bytes(b"{}")
    register = open_register(protocols, on=TODAY)
    assert sorted(definition_of(register, register.protocols["early-help-hub"])) == [
        "early-help-hub/assessment.yaml",
        "early-help-hub/protocol.yaml",
        "early-help-hub/signed/0.9/content.json",
        "early-help/protocol.yaml",
        "law.yaml",
        "members/gp-practices.csv",
        "members/schools.csv",
        "organisations.yaml",
        "partnership-framework/protocol.yaml",
        "register.yaml",
        "templates/assessment-cnil.docx",
        "templates/page/style.css",
    ]


def test_a_release_is_never_written_over(done: Path) -> None:
    before = {path: path.read_bytes() for path in folder(done).rglob("*") if path.is_file()}
    with pytest.raises(CannotKeep, match="is released already"):
        keep(folder(done), {"sign-off.yaml": b"other"}, b"other")
    assert {path: path.read_bytes() for path in folder(done).rglob("*") if path.is_file()} == before


def test_what_someone_put_there_is_not_lost(tmp_path: Path) -> None:
    place = tmp_path / "hub" / "signed" / "1.0"
    (place / "documents").mkdir(parents=True)
    (place / "documents" / "scan.pdf").write_bytes(b"signed")
    with pytest.raises(CannotKeep, match="no release of ours wrote it"):
        keep(place, {"documents/a.docx": b"a"}, b"{}")
    assert [path.name for path in place.rglob("*") if path.is_file()] == ["scan.pdf"]


FILES = {"content.json": b"c", "definition/a.yaml": b"a", "documents/b.docx": b"b", "sign-off.yaml": b"s"}


def test_a_crash_at_any_moment_leaves_a_whole_release_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number, crashes = 0, 0
    while True:
        place = tmp_path / str(number) / "hub" / "signed" / "1.0"
        place.mkdir(parents=True)
        (place / "content.json").write_bytes(b"c")
        with monkeypatch.context() as patched:
            crash_at(patched, number)
            try:
                keep(place, FILES, b"manifest")
            except CouldNotWrite:
                crashes += 1
        if (place / "manifest.json").exists():
            assert read(place) == {**FILES, "manifest.json": b"manifest"}
        if crashes == number:
            break
        assert (place / "content.json").read_bytes() == b"c"
        if not (place / "manifest.json").exists():
            keep(place, FILES, b"manifest")
        assert read(place) == {**FILES, "manifest.json": b"manifest"}, number
        number += 1
    assert crashes > 10


def crash_at(patched: pytest.MonkeyPatch, number: int) -> None:
    """Have the call that changes something on the disk fail, counted from 0."""
    left = [number]

    def failing(name: str) -> None:
        real = getattr(Path, name)

        def call(self: Path, *arguments: object, **more: object) -> object:
            if "lock" not in self.name:
                left[0] -= 1
                if left[0] == -1:
                    raise OSError(28, "No space left on device")
            return real(self, *arguments, **more)

        patched.setattr(Path, name, call)

    for name in ("replace", "mkdir"):
        failing(name)


def read(place: Path) -> dict[str, bytes]:
    found = (path for path in place.rglob("*") if path.is_file() and STAGE not in path.parts)
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}


def test_every_way_to_change_what_was_kept_is_told(done: Path) -> None:
    place = folder(done)
    manifest = read_manifest(place)
    assert manifest is not None and is_whole(manifest, "hub", "1.0") and differences(place, manifest) == []
    (place / "definition" / "schools.csv").write_bytes(b"id,name\n")
    (place / "documents" / "hub-1.0-protocol.docx").unlink()
    (place / "documents" / "hub-1.0-new.docx").write_bytes(b"new")
    (place / "evidence").mkdir()
    (place / "evidence" / "cedar.pdf").write_bytes(b"came later")
    (place / ".DS_Store").write_bytes(b"left behind")
    assert differences(place, manifest) == [
        Difference("definition/schools.csv", "changed"),
        Difference("documents/hub-1.0-new.docx", "added"),
        Difference("documents/hub-1.0-protocol.docx", "missing"),
    ]
    assert not is_whole(manifest, "hub", "1.1") and not is_whole(manifest, "other", "1.0")


def test_signed_papers_are_in_the_list_and_are_not_moved(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    paper = folder(here.root) / "evidence" / "police.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"signed")
    register = here.register()
    from istoolkit.signoff.released.kept import evidence_of

    assert evidence_of(folder(here.root)) == {"evidence/police.pdf": b"signed"}
    release = release_of(register, here.protocol(register), TODAY, TODAY)
    keep(folder(here.root), release.files, release.manifest.content())
    paper.write_bytes(b"changed")
    assert differences(folder(here.root), release.manifest) == [Difference("evidence/police.pdf", "changed")]


def test_a_damaged_manifest_is_no_manifest(tmp_path: Path) -> None:
    _, release = released()
    whole = release.manifest.content()
    for number, content in enumerate(
        (b"", b"{}", b"[]", whole[:-1], whole.replace(b'"version":"1.0"', b'"version":1'))
    ):
        place = tmp_path / str(number)
        place.mkdir()
        (place / "manifest.json").write_bytes(content)
        assert read_manifest(place) is None, content


def test_openssh_alone_checks_what_was_signed_with_a_key(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    register = here.register()
    protocol = here.protocol(register)
    said = {"what": "approved", "party": "police", "name": "Ada Lark", "date": "2026-11-10", "version": "1.0"}
    said |= {"digest": digest_of(register, protocol), "member": "", "method": "key"}
    signature = sign(statement_of({"protocol": "hub", **said}), key)
    here.ask()
    here.approve("council")
    here.record("approved", "police", name="Ada Lark", method="key", key={"signer": "ada", "signature": signature})
    register = here.register()
    kept = dict(statements(register, here.protocol(register)))
    assert sorted(kept) == ["statements/01-police-2026-11-10.json", "statements/01-police-2026-11-10.json.sig"]
    allowed = f'ada namespaces="{NAMESPACE}" {key.with_suffix(".pub").read_text("utf-8")}'
    (tmp_path / "allowed").write_text(allowed, "utf-8")
    (tmp_path / "sig").write_bytes(kept["statements/01-police-2026-11-10.json.sig"])
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "allowed"), "-I", "ada", "-n", NAMESPACE]
    for statement, good in ((kept["statements/01-police-2026-11-10.json"], True), (b"{}", False)):
        found = subprocess.run(
            [*verify, "-s", str(tmp_path / "sig")], input=statement, capture_output=True, check=False
        )
        assert (found.returncode == 0) is good


def test_members_that_join_later_do_not_change_a_release(done: Path) -> None:
    before = {path: path.read_bytes() for path in folder(done).rglob("*") if path.is_file()}
    from istoolkit.signoff.store import add

    register = open_register(done, on=TODAY)
    said = {"what": "approved", "version": "1.0", "digest": digest_of(register, register.protocols["hub"])}
    add(done, "hub", {**said, "party": "schools", "member": "birch", "date": "2026-12-01"}, "2026-12-01T09:00:00Z")
    manifest = read_manifest(folder(done))
    assert manifest is not None and differences(folder(done), manifest) == []
    assert {path: path.read_bytes() for path in folder(done).rglob("*") if path.is_file()} == before


def test_more_documents_are_kept_and_are_not_said_to_be_rebuilt(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    register: Register = here.register()
    made = release_of(register, here.protocol(register), TODAY, datetime.date(2026, 12, 2), lambda _: {"a.pdf": b"pdf"})
    assert made.files["documents/a.pdf"] == b"pdf"
    assert "documents/a.pdf" in made.manifest.files and "documents/a.pdf" not in made.manifest.rebuilt
    assert made.manifest.released == "2026-12-02"
