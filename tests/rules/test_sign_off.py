"""Near misses of the rules on the record of sign-off."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import catalogue, check
from tests.conftest import REGISTERS, TODAY
from tests.rules.pages import findings, laid_over

OURS = tuple(f"SIGN{number:03}" for number in (*range(1, 20), *range(29, 40)))
ASKED = "{what: requested, for: signature, date: 2026-11-16}"
SIGNED = "{what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}"


def record(*entries: str) -> str:
    """Return the block of a record."""
    return "# hub/sign-off.yaml\nentries:\n" + "".join(f"- {each}\n" for each in entries)


def found(fragment: str, root: Path) -> list[str]:
    """Return the codes of these rules that a block gives, each with the line in which it stands."""
    lines = (line.split(" ") for line in findings(fragment, root / "r"))
    return sorted(f"{line[1]}:{line[0].split(':')[1]}" for line in lines if line[1] in OURS)


def messages(fragment: str, root: Path) -> list[str]:
    return [
        line.partition(" | ")[0].partition(" ")[2]
        for line in findings(fragment, root / "r")
        if line.split(" ")[1] in OURS
    ]


@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
def test_registers_without_records_have_none_of_these(root: Path) -> None:
    register = open_register(root, on=TODAY)
    silent = replace(register, sign_offs={}, frozen={})
    assert [problem for each in catalogue() if each.code in OURS for problem in each.check(silent)] == []


def test_who_put_it_right_is_not_told_again(tmp_path: Path) -> None:
    wrong = "{what: approved, party: trust, post: Head of informatics, method: signature, date: 2026-11-17}"
    right = "{what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17, evidence: {kept_at: Here}}"
    assert found(record(ASKED, wrong), tmp_path / "1") == ["SIGN009:7", "SIGN014:7"]
    assert found(record(ASKED, wrong, right), tmp_path / "2") == []
    assert (
        found(record(ASKED, wrong, "{what: withdrawn, party: trust, because: No, date: 2026-11-18}"), tmp_path / "3")
        == []
    )
    assert found(record(ASKED, right, wrong), tmp_path / "4") == ["SIGN009:8", "SIGN014:8"]


def test_what_was_recorded_with_its_reason_is_decided(tmp_path: Path) -> None:
    note = "note: 'It is dated too early. Recorded all the same: The board met on that day'"
    early = "{what: approved, party: trust, post: Clerk, method: click, date: 2026-11-12, recorded: '2026-11-17T09:00:00Z'%s}"
    assert found(record(ASKED, early % ""), tmp_path / "2") == ["SIGN009:7", "SIGN011:7"]
    assert found(record(ASKED, early % f", {note}"), tmp_path / "3") == []


def test_posts_are_the_same_but_for_capitals(tmp_path: Path) -> None:
    assert found(record(ASKED, SIGNED.replace("Medical director", "medical  Director")), tmp_path) == []


def test_each_member_has_its_own_signatory(tmp_path: Path) -> None:
    oak = "{what: approved, party: schools, member: oak-primary, post: %s, method: click, date: 2026-12-01}"
    assert found(record(ASKED, oak % "Head teacher"), tmp_path / "1") == []
    assert found(record(ASKED, oak % "Bursar"), tmp_path / "2") == ["SIGN009:7"]
    own = "# members/schools.csv\nid,name,joined,signed_by\noak-primary,Oak,2026-12-01,Bursar\n"
    assert found(own + record(ASKED, oak % "Bursar"), tmp_path / "3") == []


def test_a_delegation_must_be_to_that_post_of_that_party_in_that_time(tmp_path: Path) -> None:
    signed = SIGNED.replace("Medical director", "Deputy")
    given = "{what: delegated, party: %s, to_post: %s, date: %s%s}"
    assert (
        found(record(ASKED, given % ("trust", "deputy", "2026-11-17", ", until: 2026-11-17"), signed), tmp_path / "1")
        == []
    )
    assert found(record(ASKED, given % ("police", "Deputy", "2026-11-16", ""), signed), tmp_path / "2") == ["SIGN009:8"]
    assert found(record(ASKED, given % ("trust", "Bursar", "2026-11-16", ""), signed), tmp_path / "3") == ["SIGN009:8"]
    assert found(record(ASKED, given % ("trust", "Deputy", "2026-11-18", ""), signed), tmp_path / "4") == ["SIGN010:8"]
    two = (
        given % ("trust", "Deputy", "2026-10-01", ", until: 2026-10-31"),
        given % ("trust", "Deputy", "2026-11-01", ""),
    )
    assert found(record(ASKED, *two, signed), tmp_path / "5") == []
    own = given % ("trust", "Medical director", "2026-11-18", "")
    assert found(record(ASKED, own, SIGNED), tmp_path / "6") == []


def test_a_party_or_member_that_has_left_is_known(tmp_path: Path) -> None:
    left = "# members/schools.csv\nid,name,joined,left\noak-primary,Oak,2026-10-01,2026-11-20\n"
    oak = "{what: approved, party: schools, member: oak-primary, post: Head teacher, method: click, date: 2026-11-17}"
    assert found(left + record(ASKED, oak), tmp_path / "1") == []
    assert messages(record(ASKED, SIGNED.replace("trust", "fire")), tmp_path / "2") == [
        "SIGN008 Entry 2 (Medical director approved for fire on 17 November 2026) names “fire”, which is no party of “hub”."
    ]
    assert found(
        record(ASKED, SIGNED.replace("party: trust", "party: trust, member: oak-primary")), tmp_path / "3"
    ) == ["SIGN008:7"]


def test_a_party_of_a_version_that_was_signed_is_known_later(tmp_path: Path) -> None:
    root = laid_over(record(ASKED, SIGNED), tmp_path / "r")
    path = root / "hub" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("- {organisation: trust}\n", ""), "utf-8")
    assert [each.code for each in check(open_register(root, on=TODAY)) if each.code == "SIGN008"] == []
    shutil.rmtree(root / "hub" / "signed")
    assert [each.code for each in check(open_register(root, on=TODAY)) if each.code == "SIGN008"] == ["SIGN008"]


def test_the_day_here_may_be_the_next_of_the_day_in_world_time(tmp_path: Path) -> None:
    late = SIGNED.replace("}", ", recorded: '2026-11-16T23:30:00Z'}")
    assert found(record(ASKED, late), tmp_path / "1") == []
    assert found(record(ASKED, late.replace("2026-11-17", "2026-11-18")), tmp_path / "2") == ["SIGN012:7"]
    leaves = "{what: left, party: trust, date: 2027-03-31, recorded: '2026-11-17T09:00:00Z'}"
    assert found(record(ASKED, leaves), tmp_path / "3") == ["SIGN037:7"]  # the definition does not say so yet


def test_in_force_before_approval_only_where_the_protocol_waits_for_it(tmp_path: Path) -> None:
    late = SIGNED.replace("2026-11-17", "2026-11-27")
    school = (
        "{what: approved, party: schools, member: oak-primary, post: Head teacher, method: click, date: 2026-11-27}"
    )
    begins = "in_force: 2026-11-20\n"
    assert found(begins + record(ASKED, late), tmp_path / "1") == ["SIGN013:7"]
    assert found(begins + record(ASKED, SIGNED, late), tmp_path / "2") == []
    assert found(begins + record(ASKED, late.replace("2026-11-27", "2026-11-20")), tmp_path / "3") == []
    assert found(begins + record(ASKED, school), tmp_path / "4") == []


@pytest.mark.parametrize(("method", "codes"), [("e-mail", ["SIGN014:7"]), ("letter", ["SIGN014:7"]), ("click", [])])
def test_what_is_on_paper_must_be_somewhere(method: str, codes: list[str], tmp_path: Path) -> None:
    signed = SIGNED.replace("click", method)
    assert found(record(ASKED, signed), tmp_path / "1") == codes
    kept = signed.replace("}", ", evidence: {file: trust.pdf, sha256: aa}}")
    assert found(record(ASKED, kept), tmp_path / "2") == []


KEY = ", key: {signer: dpo@trust.example, signature: made with the key in allowed_signers}}"


def test_a_signature_of_another_statement_does_not_count(tmp_path: Path) -> None:
    root = laid_over(record(ASKED, SIGNED.replace("}", KEY)), tmp_path / "r")
    path = root / "hub" / "sign-off.yaml"
    moved = path.read_text("utf-8").replace("2026-11-17", "2026-11-18")
    path.write_text(moved, "utf-8")
    told = {each.code: each.message for each in check(open_register(root, on=TODAY)) if each.code in OURS}
    assert list(told) == ["SIGN001"]
    broken = record(ASKED, SIGNED.replace("}", ", key: {signer: a@b.example, signature: '-----BEGIN'}}"))
    assert messages(broken, tmp_path / "2") == [
        "SIGN016 Entry 2 (Medical director approved for trust on 17 November 2026): the digital signature does not count. "
        "The signature is damaged: it cannot be read."
    ]


def test_advice_counts_for_its_party_and_content_and_only_the_last(tmp_path: Path) -> None:
    against = "{what: advised, party: %s, role: %s, opinion: %s, advice: A, date: %s}"
    officer = "data-protection-officer"
    assert found(record(ASKED, against % ("trust", officer, "against", "2026-11-16"), SIGNED), tmp_path / "1") == [
        "SIGN018:8"
    ]
    assert found(record(ASKED, against % ("police", officer, "against", "2026-11-16"), SIGNED), tmp_path / "2") == []
    assert (
        found(record(ASKED, against % ("trust", "caldicott-guardian", "against", "2026-11-16"), SIGNED), tmp_path / "3")
        == []
    )
    assert found(record(ASKED, against % ("trust", officer, "against", "2026-11-20"), SIGNED), tmp_path / "4") == []
    later = against % ("trust", officer, "for", "2026-11-17")
    assert (
        found(record(ASKED, against % ("trust", officer, "against", "2026-11-16"), later, SIGNED), tmp_path / "5") == []
    )
    for_all = f"{{what: advised, role: {officer}, opinion: against, advice: A, date: 2026-11-16}}"
    assert found(record(ASKED, for_all, SIGNED), tmp_path / "6") == ["SIGN018:8"]


def test_a_content_that_was_asked_for_and_not_signed_may_be_replaced_but_not_edited(tmp_path: Path) -> None:
    other = "{what: requested, for: signature, date: 2026-11-10, digest: 'sha256:aa'}"
    assert found(record(other, ASKED), tmp_path / "1") == []
    edited = "# hub/signed/content.yaml\nedited: yes\n" + record(ASKED)
    assert found(edited, tmp_path / "2") == ["SIGN007:6"]
    assert found("# hub/signed/content.yaml\ngone: yes\n" + record(ASKED), tmp_path / "3") == []


def test_two_things_that_are_wrong_are_both_said(tmp_path: Path) -> None:
    gone = ASKED.replace("}", ", left_out: yes}")
    assert found(record(gone, SIGNED, "{id: aa, what: reminded, party: trust, date: 2026-11-20}"), tmp_path) == [
        "SIGN001:7",
        "SIGN002:6",
    ]


def test_a_record_that_cannot_be_read_is_left_to_the_rules_on_form(tmp_path: Path) -> None:
    root = laid_over(record(ASKED), tmp_path / "r")
    for text in (
        "x: y: z",
        "- a\n",
        "entries: TBC\n",
        "entries:\n- a\n- {id: [x], after: y, recorded: {}}\n",
        "entries:\n- {}\n",
    ):
        (root / "hub" / "sign-off.yaml").write_text(f"{text}", "utf-8")
        codes = {each.code for each in check(open_register(root, on=TODAY))}
        assert any(each.startswith(("READ", "FORM")) for each in codes), text
