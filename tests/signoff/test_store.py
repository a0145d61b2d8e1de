"""The record of sign-off is only ever added to: whole or not at all, by one at a time, and what comes back is what was typed."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from istoolkit.definitions.reader import read
from istoolkit.definitions.text import FORBIDDEN
from istoolkit.files import CouldNotWrite
from istoolkit.signoff import store
from istoolkit.signoff.chain import breaks_of
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.fitting import LONGEST
from istoolkit.signoff.record import entries_in
from istoolkit.signoff.store import LOCK, CannotRecord, add, add_all, freeze

NOW = "2026-12-01T09:30:00Z"
APPROVED = {"what": "approved", "version": "1.0", "digest": "sha256:aa", "party": "trust", "date": "2026-11-30"}


def begun(root: Path) -> Path:
    """Make a register with a folder for a protocol, and return where its record will be."""
    (root / "hub").mkdir(exist_ok=True)
    return root / "hub" / "sign-off.yaml"


def in_file(path: Path) -> list[Entry]:
    """Return the entries of a file, which has no fault."""
    source = read("hub/sign-off.yaml", path.read_bytes())
    assert source.faults == ()
    assert breaks_of(source) == ()
    return entries_in(source)


def test_an_entry_is_a_line_and_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    path = begun(tmp_path)
    first = add(tmp_path, "hub", APPROVED, NOW)
    lines = path.read_text("utf-8").splitlines()
    second = add(tmp_path, "hub", {**APPROVED, "party": "police"}, NOW)
    assert path.read_text("utf-8").splitlines()[:-1] == lines
    assert lines[2:5] == ["format: 1", "protocol: hub", "entries:"]
    assert (first.after, second.after) == ((), (first.id,))
    assert [each.text("party") for each in in_file(path)] == ["trust", "police"]
    assert [each.name for each in path.parent.iterdir()] == ["sign-off.yaml"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "last-line-not-ended"])
def test_what_is_there_keeps_its_bytes(mark: bytes, end: bytes, last: bool, tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", APPROVED, NOW)
    before = mark + path.read_bytes().replace(b"\n", end).removesuffix(b"" if last else end)
    path.write_bytes(before)
    add(tmp_path, "hub", {**APPROVED, "name": "Zoë"}, NOW)
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.endswith(end) and after.count(b"\n") == after.count(end) == 7
    assert [each.text("name") for each in in_file(path)] == ["", "Zoë"]


SPECIAL = [
    "a: b # c - d, [e] {f} & *g ! | > ' \" % @ ` ?",
    "- {id: x}\nentries:\n- y",
    "tab\tnew\nline\r\nend",
    "no",
    "1:30",
    "\\u0007 \\x07",
    "😀 Ffion Ŵyn עברית",
    "<<<<<<< HEAD\n=======\n>>>>>>> x",
    "x" * 10_000,
    " spaces at both ends ",
]


@pytest.mark.parametrize("text", SPECIAL, ids=range(len(SPECIAL)))
def test_what_is_typed_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", {**APPROVED, "note": text, "evidence": {"kept_at": text}}, NOW)
    add(tmp_path, "hub", APPROVED, NOW)
    first = in_file(path)[0]
    assert (first.text("note"), first.text("evidence", "kept_at")) == (text, text)


@settings(max_examples=12, deadline=None)
@given(st.text())
def test_any_text_comes_back_or_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("any")
    path = begun(root)
    try:
        add(root, "hub", {**APPROVED, "note": text}, NOW)
    except CannotRecord as error:
        assert str(error).startswith("Nothing was recorded: “note” ")
        assert not path.exists()
    else:
        assert in_file(path)[0].text("note") == text


REFUSED = [
    (
        {"note": "a\x07b"},
        "“note” has a control character here (U+0007) that no one can see. Delete it and type the text again.",
    ),
    (
        {"name": "a\u2028b"},
        "“name” has a control character here (U+2028) that no one can see. Delete it and type the text again.",
    ),
    ({"evidence": {"file": "\u202egpj.x"}}, "“file” has a hidden character here (U+202E) that no one can see."),
    ({"note": "\ud83d"}, "“note” has half a character (U+D83D) that cannot be written. Type the text again."),
    ({"note": "x" * (LONGEST + 1)}, "“note” has 20,001 characters. At most 20,000 can be recorded."),
    ({"note": " "}, "“note” has nothing in it."),
    (
        {"date": "2026-11-31"},
        "“date” cannot be “2026-11-31”: there is no such day. Write a date written year-month-day",
    ),
    ({"date": "TBC"}, "“date” cannot be “TBC”: the record says what happened."),
    ({"method": "fax"}, "“method” cannot be “fax”."),
    ({"what": ""}, "“what” has nothing in it."),
    ({"who": "me"}, "“who” is not a field of an entry."),
    ({"version": "../../x"}, "“version” cannot be “../../x”. Write numbers joined by dots"),
    ({"note": 7}, "“note” is not of the right form."),
]


@pytest.mark.parametrize(("said", "words"), REFUSED, ids=[next(iter(said)) for said, _ in REFUSED])
def test_what_cannot_be_kept_as_it_is_is_refused_with_a_sentence(
    said: dict[str, object], words: str, tmp_path: Path
) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", APPROVED, NOW)
    before = path.read_bytes()
    with pytest.raises(CannotRecord) as error:
        add(tmp_path, "hub", {**APPROVED, **said}, NOW)
    assert str(error.value).startswith(f"Nothing was recorded: {words}")
    assert path.read_bytes() == before


def test_every_character_that_a_reader_refuses_is_refused(tmp_path: Path) -> None:
    path = begun(tmp_path)
    for character in filter(FORBIDDEN.match, map(chr, range(0x10000))):
        with pytest.raises(CannotRecord):
            add(tmp_path, "hub", {**APPROVED, "name": f"A{character}"}, NOW)
    assert not path.exists()


def test_of_several_all_are_recorded_or_none(tmp_path: Path) -> None:
    path = begun(tmp_path)
    with pytest.raises(CannotRecord, match="“method” cannot be “fax”"):
        add_all(tmp_path, "hub", [APPROVED, {**APPROVED, "method": "fax"}], NOW)
    assert not path.exists()
    first, second = add_all(tmp_path, "hub", [APPROVED, {**APPROVED, "party": "police"}], NOW)
    assert (first.after, second.after) == ((), (first.id,))
    assert [each.id for each in in_file(path)] == [first.id, second.id]


DAMAGED = {
    "changed": lambda text: text.replace("trust", "police"),
    "taken out": lambda text: text.replace(next(line for line in text.splitlines(True) if "trust" in line), ""),
    "not yaml": lambda text: text + "x: y: z\n",
    "two sides": lambda text: text + "<<<<<<< HEAD\n=======\n>>>>>>> x\n",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_nothing_is_added_to_a_damaged_record(damage: str, tmp_path: Path) -> None:
    path = begun(tmp_path)
    add_all(tmp_path, "hub", [APPROVED, {**APPROVED, "party": "council"}], NOW)
    path.write_text(DAMAGED[damage](path.read_text("utf-8")), "utf-8")
    before = path.read_bytes()
    with pytest.raises(CannotRecord, match=r"is damaged\. Nothing was changed\. See: istoolkit check hub"):
        add(tmp_path, "hub", APPROVED, NOW)
    assert path.read_bytes() == before


def test_a_record_of_another_protocol_or_layout_is_left_alone(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", APPROVED, NOW)
    good = path.read_text("utf-8")
    path.write_text(good.replace("protocol: hub", "protocol: portal"), "utf-8")
    with pytest.raises(CannotRecord, match="is the record of another protocol"):
        add(tmp_path, "hub", APPROVED, NOW)
    path.write_text(good.replace("- {", "  - {"), "utf-8")
    with pytest.raises(
        CannotRecord, match=r"is laid out anew, and nothing can be added to it\. Nothing was recorded\."
    ):
        add(tmp_path, "hub", APPROVED, NOW)
    assert path.read_text("utf-8") == good.replace("- {", "  - {")


def test_a_full_record_says_so_and_can_still_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", APPROVED, NOW)
    monkeypatch.setattr(store, "largest", lambda _: path.stat().st_size + 10)
    with pytest.raises(CannotRecord, match=r"is full: it may have \d+ bytes\. Nothing was recorded\."):
        add(tmp_path, "hub", APPROVED, NOW)
    assert len(in_file(path)) == 1


def test_a_record_may_be_larger_than_a_definition(tmp_path: Path) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", APPROVED, NOW)
    path.write_bytes(b"# a long remark\n" * 150_000 + path.read_bytes())
    assert path.stat().st_size > 2_000_000
    add(tmp_path, "hub", APPROVED, NOW)
    assert len(in_file(path)) == 2


def test_no_folder_and_no_permission_are_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotRecord, match=r"There is no folder .*hub\. Nothing was recorded\."):
        add(tmp_path, "hub", APPROVED, NOW)
    begun(tmp_path).mkdir()
    with pytest.raises(CannotRecord, match=r"sign-off\.yaml cannot be read: Is a directory\."):
        add(tmp_path, "hub", APPROVED, NOW)


def test_while_somebody_else_writes_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun(tmp_path)
    monkeypatch.setattr(store, "_WAIT", 0.1)
    held = "import sys; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); input()"
    command = [sys.executable, "-c", held, str(path.with_name(LOCK))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline() == b"held\n"
        with pytest.raises(
            CannotRecord, match=r"Somebody else is writing .*sign-off\.yaml\. Nothing was changed\. Try again\."
        ):
            add(tmp_path, "hub", APPROVED, NOW)
        with pytest.raises(CannotRecord, match="Somebody else is writing"):
            freeze(tmp_path, "hub", "1.0", b"{}")
        assert not (tmp_path / "hub" / "signed").exists()
        other.communicate(b"\n")
    add(tmp_path, "hub", APPROVED, NOW)
    assert [each.name for each in path.parent.iterdir()] == ["sign-off.yaml"]


def test_a_content_with_a_signature_is_never_replaced(tmp_path: Path) -> None:
    from istoolkit.signoff.content import digest

    path = begun(tmp_path)
    kept = freeze(tmp_path, "hub", "1.0", b'{"a":1}')
    freeze(tmp_path, "hub", "1.0", b'{"a":2}')
    assert kept.read_bytes() == b'{"a":2}'
    add(tmp_path, "hub", {**APPROVED, "digest": digest(b'{"a":2}')}, NOW)
    freeze(tmp_path, "hub", "1.0", b'{"a":2}')
    with pytest.raises(
        CannotRecord, match=r"Version 1\.0 of hub was signed with another content\. Nothing was changed\. Raise"
    ):
        freeze(tmp_path, "hub", "1.0", b'{"a":3}')
    assert kept.read_bytes() == b'{"a":2}'
    with pytest.raises(CannotRecord, match=r"“\.\./1” is not a version"):
        freeze(tmp_path, "hub", "../1", b"{}")
    assert sorted(each.name for each in path.parent.iterdir()) == ["sign-off.yaml", "signed"]


def test_a_folder_that_takes_no_file_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun(tmp_path)
    add(tmp_path, "hub", APPROVED, NOW)

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CouldNotWrite, match=r"sign-off\.yaml cannot be written: No space left on device"):
        add(tmp_path, "hub", APPROVED, NOW)
    assert len(in_file(path)) == 1
