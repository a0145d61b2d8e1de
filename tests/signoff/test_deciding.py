"""Which entry counts: late papers, papers typed in twice, branches that were merged, and what was taken back."""

import subprocess
from pathlib import Path

import pytest

from istoolkit.signoff.deciding import deciding_entries, rejected_keys
from istoolkit.signoff.keys import sign, statement_of
from istoolkit.signoff.outstanding import progress
from istoolkit.signoff.record import record_of
from istoolkit.signoff.recording import is_recorded
from istoolkit.signoff.released.release import bars
from tests.signoff.partnership import FIRE, Partnership

ALL = ("council", "police", "trust")


@pytest.fixture
def hub(tmp_path: Path) -> Partnership:
    return Partnership(tmp_path / "register")


@pytest.fixture
def signed(hub: Partnership) -> Partnership:
    """One that all who must sign have signed on 10 November, to begin on 1 December 2026."""
    hub.ask()
    hub.approve(*ALL)
    return hub


def counts(hub: Partnership, *of: str) -> dict[str, str]:
    """What counts, of some parties, by party: what was done and when."""
    register = hub.register()
    found = deciding_entries(register, hub.protocol(register))
    return {party: f"{each.what} {each.date}" for (party, _), each in found.items() if not of or party in of}


def test_an_approval_recorded_again_does_not_bring_back_what_was_withdrawn(signed: Partnership) -> None:
    signed.record("withdrawn", "police", date="2026-11-24", because="The system changed")
    signed.approve("police", date="2026-11-10")
    assert counts(signed, "police") == {"police": "withdrawn 2026-11-24"}
    assert (signed.standing().agreed, signed.answers()["police"]) == (False, "withdrawn")


def test_a_refusal_typed_in_late_does_not_take_back_a_later_approval(signed: Partnership) -> None:
    signed.record("refused", "police", date="2026-11-06", because="Kept for too long")
    assert counts(signed, "police") == {"police": "approved 2026-11-10"} and signed.standing().agreed


def test_of_one_day_the_last_recorded_counts(signed: Partnership) -> None:
    signed.record("withdrawn", "police", date="2026-11-10")
    assert counts(signed, "police") == {"police": "withdrawn 2026-11-10"}
    signed.approve("police", date="2026-11-10")
    assert counts(signed, "police") == {"police": "approved 2026-11-10"}


@pytest.mark.parametrize("first", ["approved", "refused"])
def test_of_two_branches_the_refusal_counts_until_it_is_settled(hub: Partnership, first: str) -> None:
    hub.ask()
    hub.approve("council", "trust")
    path = hub.root / "hub" / "sign-off.yaml"
    common = path.read_text(encoding="utf-8")
    second = "refused" if first == "approved" else "approved"
    hub.record(first, "police", date="2026-11-12" if first == "refused" else "2026-11-18")
    one = path.read_text(encoding="utf-8").removeprefix(common)
    path.write_text(common, encoding="utf-8")
    hub.record(second, "police", date="2026-11-12" if second == "refused" else "2026-11-18")
    path.write_text(path.read_text(encoding="utf-8") + one, encoding="utf-8")
    assert hub.answers()["police"] == "refused" and not hub.standing().agreed
    register = hub.register()
    entries = record_of(register, hub.protocol(register)).entries
    given = next(each.values for each in entries if each.is_approval and each.signer[0] == "police")
    again = {name: value for name, value in given.items() if name not in ("id", "after", "recorded")}
    assert not is_recorded(entries, again), "recording it once more is what settles it"
    hub.approve("police", date="2026-11-18", note="Asked again by telephone")
    assert hub.answers()["police"] == "signed" and hub.standing().agreed


def test_asked_again_after_the_whole_was_withdrawn_everyone_signs_anew(signed: Partnership) -> None:
    signed.record("withdrawn", date="2026-11-20", because="The hub closes")
    signed.ask("2026-11-25")
    now = signed.standing()
    assert (now.state, now.awaiting_since, counts(signed)) == ("awaiting", "2026-11-25", {})
    assert {signed.answers()[each] for each in ALL} == {"asked"}
    signed.approve(*ALL, date="2026-11-26")
    assert (signed.standing().state, signed.standing().signed_on) == ("in-force", "2026-11-26")


def test_one_that_left_and_joined_again_is_asked_and_signs_anew(signed: Partnership) -> None:
    signed.record("left", "police", date="2026-11-12")
    assert (signed.answers()["police"], signed.standing().agreed) == ("withdrawn", False)
    signed.record("joined", "police", date="2026-11-20")
    assert (signed.answers()["police"], signed.standing().agreed) == ("asked", False)
    signed.approve("police", date="2026-11-22")
    assert signed.standing().agreed


def test_a_request_by_name_ends_a_leaving_too(signed: Partnership) -> None:
    signed.record("left", "police", date="2026-11-12")
    signed.ask("2026-11-20", wanted="advice", party="police")
    assert signed.answers()["police"] == "withdrawn", "to be asked for advice is not to take part"
    signed.ask("2026-11-20", party="police")
    assert signed.answers()["police"] == "asked" and counts(signed, "police") == {}


def test_entries_of_leaving_alone_take_nobody_out(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council")
    hub.record("left", "police", date="2026-11-12")
    hub.record("left", "trust", date="2026-11-12")
    assert [each.signatory.id for each in hub.standing().missing()] == ["police", "trust"]


@pytest.mark.parametrize("what", ["nothing", "refused"])
def test_a_day_of_joining_typed_in_later_makes_nobody_unneeded(hub: Partnership, what: str) -> None:
    hub.ask()
    hub.approve("council", "police")
    if what == "refused":
        hub.record("refused", "trust", date="2026-11-12", because="Kept for too long")
    before = hub.standing().digest
    hub.change(("accepts: e-mail", "accepts: e-mail, joined: 2027-01-12"))
    now = hub.standing()
    assert (now.digest, now.state, [each.signatory.id for each in now.missing()]) == (before, "awaiting", ["trust"])


def test_nor_does_one_typed_for_a_member_that_refused(hub: Partnership) -> None:
    hub.change(("members: schools.csv", "members: schools.csv, start_with: all"))
    hub.ask()
    hub.approve(*ALL, "schools/ash")
    hub.record("refused", "schools", "birch", date="2026-11-12", because="Kept for too long")
    hub.change(("birch,Birch High School,2026-12-01", "birch,Birch High School,2027-05-01"), file="schools.csv")
    assert [each.signatory.id for each in hub.standing().missing()] == ["schools/birch"]
    assert not hub.signature("schools/cedar").signatory.required, "it was to join later from the beginning"


def test_one_that_joins_later_is_waited_for_once_it_was_asked_by_name(hub: Partnership) -> None:
    hub.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    hub.ask(joining_later=["fire"])
    hub.approve(*ALL)
    assert hub.standing().agreed
    hub.record("reminded", "fire", date="2026-11-20")
    assert not hub.standing().agreed


def test_answers_to_a_later_version_say_nothing_about_an_earlier_one(signed: Partnership) -> None:
    signed.new_version()
    signed.ask("2026-11-20")
    signed.record("refused", "police", date="2026-11-22", because="Kept for too long")
    assert signed.standing().earlier == "1.0"
    signed.record("withdrawn", "police", date="2026-11-24", because="The system changed")
    assert signed.standing().earlier == "", "what it takes back it takes back from every version"


def test_the_version_in_force_before_is_the_last_that_was_signed_though_nobody_signed_it_again(
    signed: Partnership,
) -> None:
    signed.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'))
    signed.ask("2026-11-20")
    assert signed.standing().in_force == "1.1"
    signed.change(("Help families early", "Help every family"), ('version: "1.1"\njuris', 'version: "1.2"\njuris'))
    assert (signed.standing().state, signed.standing().earlier) == ("draft", "1.1")
    signed.ask("2026-11-26")
    signed.record("refused", "police", date="2026-11-27", because="Kept for too long")
    assert (signed.standing().state, signed.standing().earlier) == ("awaiting", "1.1")


def test_a_change_under_a_signed_version_erases_nothing(signed: Partnership) -> None:
    before = signed.standing()
    signed.change(("Help families early", "Help all families"))
    now = signed.standing()
    assert (now.state, now.digest, now.in_force, now.signed_on) == ("in-force", before.digest, "1.0", "2026-11-10")
    assert now.changed and not now.agreed and not before.changed
    assert {signed.answers()[each] for each in ALL} == {"signed"}


def test_nor_does_it_hide_a_refusal_or_a_party_that_is_missing(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council")
    hub.record("refused", "police", date="2026-11-12", because="Kept for too long")
    trust = "- {organisation: trust, role: controller, accepts: e-mail}\n"
    police = "- {organisation: police, role: controller, signed_by: Chief superintendent}\n"
    hub.change((trust, ""), (police, ""))
    now = hub.standing()
    assert now.changed and now.state == "awaiting" and hub.answers()["police"] == "refused"
    assert [each.signatory.id for each in now.missing()] == ["police", "trust"]


def test_what_nobody_has_signed_may_change(hub: Partnership) -> None:
    hub.ask()
    hub.change(("Help families early", "Help all families"))
    assert (hub.standing().state, hub.standing().changed) == ("draft", False)


def test_one_that_stands_by_earlier_signatures_is_not_erased_either(signed: Partnership) -> None:
    signed.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'))
    signed.ask("2026-11-20")
    signed.change(("Help families early", "Help all families"))
    now = signed.standing()
    assert (now.state, now.in_force, now.changed, now.agreed) == ("in-force", "1.1", True, False)


def test_all_parts_say_the_same_of_one_content(signed: Partnership) -> None:
    signed.record("withdrawn", "police", date="2026-11-24")
    signed.approve("police", date="2026-11-10")
    register = signed.register()
    protocol, now = signed.protocol(register), signed.standing()
    far = progress(register, protocol, now.digest)
    assert (far.signed, far.needed, far.complete) == (2, 3, False)
    assert [each.id for each in far.missing] == [each.signatory.id for each in now.missing()] == ["police"]


def with_key(hub: Partnership, key: Path, date: str) -> dict[str, object]:
    version, digest, _ = hub._now()
    said = {
        "what": "approved",
        "version": version,
        "digest": digest,
        "party": "trust",
        "name": "Ada Lark",
        "date": date,
    }
    signature = sign(statement_of({**said, "protocol": "hub"}), key)
    return {"name": "Ada Lark", "method": "key", "key": {"signer": "trust@larkmoor.example", "signature": signature}}


def made_key(hub: Partnership, folder: Path) -> Path:
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    (hub.root / "allowed_signers").write_text(f"trust@larkmoor.example {public}", encoding="utf-8")
    return key


def test_an_approval_with_a_key_counts_only_with_a_good_signature(hub: Partnership, tmp_path: Path) -> None:
    key = made_key(hub, tmp_path)
    hub.ask()
    hub.approve("council", "police")
    hub.record("approved", "trust", date="2026-11-08", name="Ada Lark", method="key")
    good = with_key(hub, key, "2026-11-09")
    hub.record("approved", "trust", date="2026-11-10", **good)
    register = hub.register()
    assert [each.date for each in rejected_keys(register, hub.protocol(register))] == ["2026-11-08", "2026-11-10"]
    assert hub.answers()["trust"] == "asked" and not hub.standing().agreed
    hub.record("approved", "trust", date="2026-11-09", **good)
    assert hub.answers()["trust"] == "signed" and hub.standing().agreed


def test_where_openssh_is_missing_a_key_counts_as_paper_does_and_nothing_is_released(
    hub: Partnership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = made_key(hub, tmp_path)
    hub.ask()
    hub.approve("council", "police")
    hub.record("approved", "trust", date="2026-11-09", **with_key(hub, key, "2026-11-09"))
    register = hub.register()
    assert (hub.answers()["trust"], bars(register, hub.protocol(register))) == ("signed", ())
    monkeypatch.setenv("PATH", "")
    register = hub.register()
    assert hub.answers()["trust"] == "signed" and hub.standing().agreed
    assert [each.words for each in bars(register, hub.protocol(register))] == [
        "The approval of 9 November 2026 with the key of trust@larkmoor.example could not be checked."
    ]


def test_a_signature_with_a_key_that_comes_again_counts_once(hub: Partnership, tmp_path: Path) -> None:
    key = made_key(hub, tmp_path)
    hub.ask()
    hub.approve("council", "police")
    good = with_key(hub, key, "2026-11-09")
    hub.record("approved", "trust", date="2026-11-09", **good)
    hub.record("withdrawn", "trust", date="2026-11-09")
    hub.record("approved", "trust", date="2026-11-09", note="Found again", **good)
    assert hub.answers()["trust"] == "withdrawn"


def test_in_a_damaged_record_nothing_counts(signed: Partnership) -> None:
    signed.record("withdrawn", "police", date="2026-11-24", note="right")
    path = signed.root / "hub" / "sign-off.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"right"', '"wrong"'), encoding="utf-8")
    assert counts(signed) == {}
    now = signed.standing()
    assert (now.state, now.agreed, now.damaged) == ("awaiting", False, True)
    assert progress(signed.register(), signed.protocol(signed.register()), now.digest).signed == 0
