"""The record of what was built: nothing that someone changed is written over, nothing half-known is trusted."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from istoolkit.documents import journal, lock
from istoolkit.documents import record as records
from istoolkit.documents.file import File
from istoolkit.documents.lock import InUse, locked
from istoolkit.documents.record import NAME, Record
from istoolkit.files import CouldNotWrite, write_whole


def file(name: str, words: str) -> File:
    return File(name, words.encode(), "A paper", "Word")


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(tmp_path)
    record.put("hub", "isp", "key", [file("a.docx", "one"), file("b.docx", "two")])
    record.save()
    return Record(tmp_path)


def test_what_was_saved_is_read_again(record: Record) -> None:
    assert [(path.name, each.words, each.format) for path, each in record.files()] == [
        ("a.docx", "A paper", "Word"),
        ("b.docx", "A paper", "Word"),
    ]
    assert record.is_whole() and record.is_current("hub", "isp", "key")


def test_a_file_that_is_gone_or_changed_is_due_again(record: Record) -> None:
    (record.out / "hub" / "a.docx").unlink()
    assert not record.is_current("hub", "isp", "key") and not record.is_whole()
    (record.out / "hub" / "a.docx").write_bytes(b"changed")
    assert not record.is_current("hub", "isp", "key")


@pytest.mark.parametrize(
    ("shelf", "kind", "key"), [("hub", "isp", "other"), ("hub", "matrix", "key"), ("x", "isp", "key")]
)
def test_what_is_not_on_record_is_due(record: Record, shelf: str, kind: str, key: str) -> None:
    assert not record.is_current(shelf, kind, key)


def test_a_document_that_someone_changed_is_kept(record: Record) -> None:
    (record.out / "hub" / "a.docx").write_bytes(b"a partner's comments")
    record.put("hub", "isp", "new", [file("a.docx", "three"), file("b.docx", "two")])
    assert record.kept_aside == [record.out / "hub" / "a (kept 1).docx"]
    assert record.kept_aside[0].read_bytes() == b"a partner's comments"
    assert (record.out / "hub" / "a.docx").read_bytes() == b"three"
    (record.out / "hub" / "a.docx").write_bytes(b"more comments")
    record.put("hub", "isp", "newer", [file("a.docx", "four")])
    assert (record.out / "hub" / "a (kept 2).docx").read_bytes() == b"more comments"


def test_a_file_of_someone_else_with_the_same_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "a.docx").write_bytes(b"not ours")
    record = Record(tmp_path)
    record.put("hub", "isp", "key", [file("a.docx", "ours")])
    assert (tmp_path / "hub" / "a (kept 1).docx").read_bytes() == b"not ours"


def test_a_file_that_is_made_no_longer_is_taken_away_unless_someone_changed_it(record: Record) -> None:
    (record.out / "hub" / "b.docx").write_bytes(b"changed")
    record.put("hub", "isp", "new", [file("c.docx", "three")])
    assert sorted(path.name for path in (record.out / "hub").iterdir()) == ["b.docx", "c.docx"]


def test_the_documents_of_a_protocol_that_is_gone(record: Record) -> None:
    record.drop("hub")
    assert not (record.out / "hub").exists()
    assert list(record.files()) == []


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"format": 2}', '{"format": 1}', '{"format": 1, "whole": "", "errors": 0, "shelves": {"a": 1}}',
     '{"format": 1, "whole": "", "errors": 0, "shelves": {"a": {"title": "", "about": "", "facts": [], "documents": {"isp": {"key": "", "files": [{"no": 1}]}}}}}'],
)  # fmt: skip
def test_a_record_that_cannot_be_understood_counts_for_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    record = Record(tmp_path)
    assert (record.whole, record.shelves) == ("", {})


def test_the_record_is_the_same_each_time(record: Record) -> None:
    before = (record.out / NAME).read_bytes()
    record.save()
    assert (record.out / NAME).read_bytes() == before
    assert json.loads(before)["format"] == 1


@pytest.mark.parametrize(
    ("old", "new"), [('"a.docx"', '"../../a.docx"'), ('"hub"', '"../hub"'), ('"a.docx"', "5"), ('"a.docx"', '""')]
)
def test_a_record_that_leads_out_of_the_folder_counts_for_nothing(record: Record, old: str, new: str) -> None:
    path = record.out / NAME
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert Record(record.out).shelves == {}


def test_an_old_file_that_cannot_be_taken_away_is_told_of(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    record.put("hub", "isp", "new", [file("a.docx", "one")])
    assert record.left_behind == [record.out / "hub" / "b.docx"]


def test_what_a_build_wrote_that_was_cut_short_is_ours(record: Record) -> None:
    """It was killed after it had written some files, and never saved its record."""
    record.put("hub", "isp", "new", [file("a.docx", "three"), file("c.docx", "new")])
    (record.out / "hub" / ".a.docx.x.part").write_bytes(b"half")
    after = Record(record.out)
    assert after.whole == "" and not after.is_current("hub", "isp", "new")
    after.put("hub", "isp", "newest", [file("a.docx", "four")])
    after.save()
    assert (after.kept_aside, after.changed_by_hand) == ([], [])
    assert [each.name for each in (record.out / "hub").iterdir()] == ["a.docx"]
    assert not (record.out / journal.NAME).exists()


def test_what_someone_changed_after_a_build_was_cut_short_is_kept(record: Record) -> None:
    record.put("hub", "isp", "new", [file("a.docx", "three")])
    (record.out / "hub" / "a.docx").write_bytes(b"comments")
    with (record.out / journal.NAME).open("a") as end:
        end.write('["hub", "isp", {"name": "a.d')
    after = Record(record.out)
    after.put("hub", "isp", "newest", [file("a.docx", "four")])
    assert [each.read_bytes() for each in after.kept_aside] == [b"comments"]


def test_only_what_was_written_is_said_to_have_changed(record: Record) -> None:
    written = record.put("hub", "isp", "new", [file("a.docx", "one"), file("b.docx", "other")])
    assert [path.name for path in written] == ["b.docx"]


def test_a_file_that_was_changed_and_keeps_its_size_is_noticed(record: Record) -> None:
    path = record.out / "hub" / "a.docx"
    path.write_bytes(b"two")
    assert not Record(record.out).is_whole()
    path.write_bytes(b"one")
    assert Record(record.out).is_current("hub", "isp", "key"), "the content decides"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with locked(out):
        with pytest.raises(InUse), locked(out):
            pass
        assert list(out.iterdir()), "the first still has its lock"
    assert not out.exists()


@pytest.mark.parametrize("left", ["", "99999999999999999999999 elsewhere\n", "1 elsewhere\n"])
def test_a_lock_that_nobody_holds_keeps_nobody_out(tmp_path: Path, left: str) -> None:
    (tmp_path / lock.NAME).write_text(left)
    with locked(tmp_path):
        pass
    assert not tmp_path.exists()


def test_the_lock_of_a_build_that_is_killed_is_free_though_its_workers_live(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from istoolkit.documents.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    if not os.fork(): print('held', flush=True); time.sleep(20); os._exit(0)\n"
        "    time.sleep(20)"
    )
    build = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, start_new_session=True
    )
    assert build.stdout and build.stdout.readline() == b"held\n"
    try:
        with pytest.raises(InUse), locked(tmp_path):
            pass
        build.kill()
        build.wait()
        with locked(tmp_path):
            pass
    finally:
        os.killpg(build.pid, signal.SIGKILL)
        build.stdout.close()


def _put_and_fail(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write anew what is on record of the hub, with a disk that is full after the first file."""

    def full(path: Path, content: bytes) -> None:
        if path.name == "b.docx":
            raise CouldNotWrite("The disk is full.")
        write_whole(path, content)

    with monkeypatch.context() as patch, pytest.raises(CouldNotWrite):
        patch.setattr(records, "write_whole", full)
        record.put("early-help", "isp", "key", [file("e.docx", "five")])
        record.put("hub", "isp", "new", [file("a.docx", "three"), file("b.docx", "four")])
    record.save()


def test_what_was_written_before_a_disk_was_full_is_ours(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_and_fail(record, monkeypatch)
    after = Record(record.out)
    assert after.is_current("early-help", "isp", "key"), "what was done is not made again"
    assert not after.is_current("hub", "isp", "key") and not after.is_current("hub", "isp", "new")
    after.put("hub", "isp", "newest", [file("a.docx", "six"), file("b.docx", "seven")])
    after.save()
    assert after.kept_aside == [] and not (record.out / journal.NAME).exists()


def test_it_is_ours_even_after_a_build_of_something_else(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_and_fail(record, monkeypatch)
    Record(record.out).save()
    assert not (record.out / journal.NAME).exists()
    after = Record(record.out)
    after.put("hub", "isp", "newest", [file("a.docx", "six"), file("b.docx", "seven")])
    assert after.kept_aside == []


def test_a_journal_goes_on_after_a_line_that_was_cut_short(record: Record) -> None:
    (record.out / journal.NAME).write_text('["hub", "isp", {"name": "a.d')
    record.put("hub", "isp", "new", [file("a.docx", "three")])
    after = Record(record.out)
    after.put("hub", "isp", "newest", [file("a.docx", "four")])
    assert after.kept_aside == []


def test_a_file_that_cannot_be_read_is_not_replaced(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    path = record.out / "hub" / "a.docx"
    path.write_bytes(b"comments")

    def refuse(_: Path) -> bytes:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        assert not record.is_whole() and not record.is_current("hub", "isp", "key")
        with pytest.raises(CouldNotWrite, match=r"a\.docx cannot be read, so it is not replaced"):
            record.put("hub", "isp", "new", [file("a.docx", "three")])
        record.drop("hub")
    assert path.read_bytes() == b"comments" and path in record.left_behind


def test_a_document_changed_by_hand_of_what_is_gone_is_told_of(record: Record) -> None:
    (record.out / "hub" / "b.docx").write_bytes(b"comments")
    record.put("hub", "isp", "new", [file("a.docx", "one")])
    assert record.changed_by_hand == [record.out / "hub" / "b.docx"]
    record.drop("hub")
    assert [(each.name, each.taken, each.stay) for each in record.gone] == [("hub", 1, [])]
