"""What is wrong with a record is told, with the entry, who it is about and when; and entries come in the order of what happened."""

import dataclasses
import time
from pathlib import Path

import pytest

from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.signoff.chain import breaks_of, is_whole
from istoolkit.signoff.entries import Entry, sealed, short, told
from istoolkit.signoff.record import line_of, record_of

HEAD = "format: 1\nprotocol: hub\nentries:\n"
ABOUT = {"version": "1.0", "digest": "sha256:aa"}


def entry(party: str, *after: Entry, recorded: str = "2026-11-30T09:00:00Z", **said: object) -> Entry:
    """Return an approval that follows others."""
    usual = {"what": "approved", "party": party, "date": "2026-11-30", "after": [each.id for each in after]}
    return sealed({**ABOUT, **usual, "recorded": recorded, **said})


FIRST = entry("council")
SECOND = entry("trust", FIRST, name="Amira Patel")
THIRD = entry("police", SECOND)


def source(*lines: Entry | str) -> Source:
    """Return a record with these entries or lines."""
    text = HEAD + "".join(each if isinstance(each, str) else line_of(each) for each in lines)
    found = read("hub/sign-off.yaml", text.encode())
    assert found.faults == ()
    return found


def said(*lines: Entry | str) -> list[str]:
    return [each.message for each in breaks_of(source(*lines))]


def test_a_whole_record_has_no_fault_in_whatever_order_its_lines_stand() -> None:
    assert said(FIRST, SECOND, THIRD) == []
    assert said(THIRD, FIRST, SECOND) == []


def test_an_edited_entry_is_named_with_its_position_person_and_day() -> None:
    edited = line_of(SECOND).replace("Amira", "Amina")
    now = entry("trust", FIRST, name="Amina Patel").id
    assert said(FIRST, edited, THIRD) == [
        "Entry 2 (Amina Patel approved for trust on 30 November 2026) was changed after it was recorded: "
        f"it carries the digest {SECOND.id[:12]}, and what it says now has {now[:12]}."
    ]


@pytest.mark.parametrize("name", ["recorded", "party", "what", "version", "digest", "date", "after"])
def test_no_field_can_be_changed_unseen(name: str) -> None:
    values = {**SECOND.values, name: ["x"] if name == "after" else "2026-01-01T00:00:00Z"}
    assert "was changed after it was recorded" in said(FIRST, Entry(values))[0]


def test_an_entry_without_its_digest_is_a_changed_one() -> None:
    values = {name: value for name, value in FIRST.values.items() if name != "id"}
    assert "it carries the digest none, and" in said(Entry(values))[0]


def test_an_entry_out_of_the_middle_leaves_a_gap() -> None:
    assert said(FIRST, THIRD) == [
        "An entry was taken out: Entry 2 (police approved on 30 November 2026) follows the entry "
        f"{SECOND.id[:12]}, which is not there."
    ]
    assert not is_whole(source(FIRST, THIRD))


def test_the_first_entry_leaves_a_gap_too() -> None:
    assert len(said(SECOND, THIRD)) == 1


def test_an_entry_that_stands_twice_is_said_and_loses_nothing() -> None:
    assert said(FIRST, SECOND, FIRST) == [
        "Entry 3 (council approved on 30 November 2026) is written twice: it is entry 1 as well."
    ]
    assert is_whole(source(FIRST, SECOND, FIRST))


def test_a_changed_copy_of_an_entry_is_a_changed_one() -> None:
    found = breaks_of(source(FIRST, SECOND, line_of(SECOND).replace("Amira", "Amina")))
    assert [(each.sort, each.path) for each in found] == [("edited", ("entries", 2))]


def test_two_that_were_recorded_on_two_branches_are_both_last(tmp_path: Path) -> None:
    left, right = (
        entry("trust", FIRST, recorded="2026-11-30T10:00:00Z"),
        entry("police", FIRST, recorded="2026-11-30T09:30:00Z"),
    )
    both = entry("fire", left, right)
    assert said(right, both, left, FIRST) == []
    record = record_of(*register(tmp_path, right, both, left, FIRST))
    assert [each.text("party") for each in record.entries] == ["council", "police", "trust", "fire"]
    assert record_of(*register(tmp_path, FIRST, left, right)).heads == tuple(sorted([left.id, right.id]))


def register(root: Path, *entries: Entry) -> tuple[Register, Protocol]:
    (root / "hub").mkdir(exist_ok=True)
    (root / "register.yaml").write_text("format: 1\n", "utf-8")
    (root / "hub" / "protocol.yaml").write_text("format: 1\n", "utf-8")
    (root / "hub" / "sign-off.yaml").write_text(HEAD + "".join(map(line_of, entries)), "utf-8")
    opened = open_register(root)
    return opened, opened.protocols["hub"]


def test_a_clock_that_was_set_back_does_not_turn_the_order_round(tmp_path: Path) -> None:
    early = entry("trust", FIRST, recorded="2020-01-01T00:00:00Z")
    record = record_of(*register(tmp_path, early, FIRST))
    assert [each.text("party") for each in record.entries] == ["council", "trust"]


def test_entries_that_follow_each_other_in_a_circle_are_all_shown(tmp_path: Path) -> None:
    one, two = Entry({**FIRST.values, "id": "a", "after": ["b"]}), Entry({**SECOND.values, "id": "b", "after": ["a"]})
    record = record_of(*register(tmp_path, one, two, THIRD))
    assert sorted(each.text("party") for each in record.entries) == ["council", "police", "trust"]
    assert len(record.entries) == 3


def test_a_long_record_is_put_in_order_quickly(tmp_path: Path) -> None:
    opened, protocol = register(tmp_path)
    lines = [{"id": f"e{number}", "after": [f"e{number - 1}"] if number else []} for number in range(20_000)]
    long = Source("hub/sign-off.yaml", "x", {"entries": lines[::-1]})
    begun = time.process_time()
    record = record_of(dataclasses.replace(opened, sign_offs={"hub": long}), protocol)
    assert time.process_time() - begun < 3
    assert [each.id for each in record.entries] == [each["id"] for each in lines]


def test_an_entry_is_told_in_a_few_words() -> None:
    asked = sealed({**ABOUT, "what": "requested", "for": "signature", "date": "2026-11-16"})
    assert told(asked) == "signature was asked for on 16 November 2026"
    assert (
        told(entry("schools", member="oak-primary", what="joined")) == "schools/oak-primary joined on 30 November 2026"
    )
    assert (
        told(sealed({"what": "approved", "name": "Zoë", "recorded": "2026-11-17T09:00:00Z"}))
        == "Zoë approved on 17 November 2026"
    )
    assert short("sha256:9a1e4c11d2f3a4b5") == short("9a1e4c11d2f3a4b5") == "9a1e4c11d2f3"


def test_what_says_nothing_is_left_out_and_what_is_not_known_is_not_lost() -> None:
    found = sealed(
        {
            **ABOUT,
            "what": "approved",
            "note": "",
            "evidence": {"file": "", "kept_at": "Here"},
            "key": {"signer": ""},
            "x": "y",
        }
    )
    assert list(found.values) == ["id", "what", "version", "digest", "evidence", "x"]
    assert found.values["evidence"] == {"kept_at": "Here"}
    assert found.fits()
