"""The record of what was built: nothing that someone changed is written over, nothing half-known is trusted."""

import json
from pathlib import Path

import pytest

from istoolkit.documents.record import NAME, Record
from istoolkit.documents.workshop import File


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
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    record.put("hub", "isp", "new", [file("a.docx", "one")])
    assert record.left_behind == [record.out / "hub" / "b.docx"]
