"""Where a protocol stands, state by state and day by day."""

import json
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.signoff.record import record_of
from istoolkit.signoff.standing import standing_of
from tests.conftest import ROOT, TODAY
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


def begun_with(hub: Partnership, schools: str) -> Partnership:
    """Say something else of the class of schools, then ask and have all but the schools sign."""
    hub.change(("members: schools.csv", schools))
    hub.ask()
    hub.approve(*ALL)
    return hub


def test_one_that_nobody_was_asked_for_is_a_draft(hub: Partnership) -> None:
    now = hub.standing()
    assert (now.state, now.signed_on, now.awaiting_since, now.in_force) == ("draft", "", "", "")
    assert set(hub.answers().values()) == {"not-asked"}


def test_from_draft_to_signed_off(hub: Partnership) -> None:
    hub.ask("2026-11-02", "advice")
    assert hub.standing().state == "in-review"
    hub.ask("2026-11-03")
    hub.approve("council", date="2026-11-05")
    hub.approve("police", date="2026-11-04")
    now = hub.standing()
    assert (now.state, now.awaiting_since, now.signed_on) == ("awaiting", "2026-11-03", "")
    assert [each.signatory.id for each in now.missing()] == ["trust"]
    assert hub.answers()["trust"] == "asked" and hub.answers()["schools/ash"] == "asked"
    hub.approve("trust", date="2026-11-09")
    assert (hub.standing("2026-11-30").state, hub.standing().signed_on) == ("signed-off", "2026-11-09")
    assert not hub.standing().missing()


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-11-02", "draft"),
        ("2026-11-09", "awaiting"),
        ("2026-11-10", "signed-off"),
        ("2026-12-01", "in-force"),
        ("2027-09-01", "in-force"),
        ("2027-09-02", "review-due"),
        ("2027-12-01", "review-due"),
        ("2027-12-02", "overdue"),
        ("2028-06-30", "overdue"),
        ("2028-07-01", "expired"),
    ],
)
def test_day_by_day(signed: Partnership, on: str, state: str) -> None:
    signed.change(("in_force: 2026-12-01\n", "in_force: 2026-12-01\nexpires: 2028-06-30\n"))
    (signed.root / "hub" / "sign-off.yaml").unlink()
    signed.ask()
    signed.approve(*ALL)
    assert signed.standing(on).state == state


def test_the_warning_before_a_review_is_as_the_register_has_it(signed: Partnership) -> None:
    signed.change(("contact:", "warn_before: {review: 10 days}\ncontact:"), file="register.yaml")
    assert signed.standing("2027-11-20").state == "in-force"
    assert signed.standing("2027-11-21").state == "review-due"


def test_a_review_that_changed_nothing_moves_the_next(signed: Partnership) -> None:
    signed.record("reconfirmed", date="2027-10-05")
    assert (signed.standing("2027-10-04").state, signed.standing("2027-10-05").state) == ("review-due", "in-force")
    assert signed.standing("2027-12-02").review_due == "2028-10-05"


def test_one_that_was_asked_for_and_not_signed_by_its_last_day_has_expired(hub: Partnership) -> None:
    hub.change(("in_force: 2026-12-01\n", "in_force: 2026-12-01\nexpires: 2027-01-31\n"))
    assert hub.standing("2027-02-01").state == "draft"
    hub.ask()
    assert hub.standing("2027-01-31").state == "awaiting"
    assert hub.standing("2027-02-01").state == "expired"


def test_withdrawn_as_a_whole_until_it_is_asked_for_again(signed: Partnership) -> None:
    signed.record("withdrawn", date="2026-11-20", because="The hub closes")
    assert (signed.standing("2026-11-19").state, signed.standing().state) == ("signed-off", "withdrawn")
    assert not signed.standing().agreed and signed.standing().in_force == ""
    signed.new_version()
    assert signed.standing().state == "withdrawn"
    signed.ask("2026-11-25")
    assert signed.standing().state == "awaiting"


def test_replaced_by_another_protocol(signed: Partnership) -> None:
    signed.record("superseded", date="2026-11-20", successor="family-hub")
    signed.new_version()
    assert signed.standing().state == "superseded"


def test_a_version_that_the_next_one_replaced_does_not_end_the_protocol(signed: Partnership) -> None:
    signed.record("superseded", date="2026-11-20", successor="hub 1.1")
    assert signed.standing().state == "superseded"
    signed.new_version()
    assert signed.standing().state == "draft"


def test_the_earlier_version_stays_in_force_while_the_next_is_drafted_and_signed(signed: Partnership) -> None:
    signed.new_version()
    draft = signed.standing()
    assert (draft.state, draft.in_force, draft.earlier, draft.agreed) == ("draft", "1.0", "1.0", False)
    assert signed.answers()["council"] == "again"
    signed.ask("2026-12-01")
    assert (signed.standing().state, signed.standing().earlier) == ("awaiting", "1.0")
    signed.approve(*ALL, date="2026-12-01")
    assert (signed.standing().state, signed.standing().in_force, signed.standing().earlier) == ("in-force", "1.1", "")


def test_withdrawn_as_a_whole_leaves_no_earlier_version_in_force(signed: Partnership) -> None:
    signed.new_version()
    signed.record("withdrawn", date="2026-12-01", because="The hub closes")
    assert (signed.standing().state, signed.standing().in_force) == ("withdrawn", "")


def test_an_earlier_version_that_not_all_had_signed_never_was_in_force(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council", "police")
    hub.new_version()
    assert hub.standing().earlier == ""
    (hub.root / "hub" / "signed" / "1.0" / "manifest.json").write_text("{}")
    assert hub.standing().earlier == "1.0"
    assert hub.standing("2026-11-30").earlier == "", "it begins on 1 December"


def test_a_signature_stands_where_no_change_touches_it(signed: Partnership) -> None:
    before = signed.standing().digest
    signed.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'))
    typed = signed.standing()
    assert typed.digest != before and set(list(signed.answers().values())[:3]) == {"stands"}
    assert (typed.state, typed.agreed, typed.signed_on, typed.in_force) == ("draft", False, "", "1.0")
    signed.ask("2026-11-25")
    now = signed.standing()
    assert (now.state, now.version, now.signed_on, now.in_force) == ("in-force", "1.1", "2026-11-25", "1.1")


def test_one_change_may_need_some_signatures_and_leave_others(signed: Partnership) -> None:
    signed.change(
        ('version: "1.0"\njuris', 'version: "1.1"\njuris'),
        ("- {class: schools", "- {organisation: fire, role: controller}\n- {class: schools"),
    )
    answers = signed.answers()
    assert answers["fire"] == "not-asked" and {answers[each] for each in ALL} <= {"stands", "again"}
    signed.ask("2026-11-12")
    assert signed.answers()["fire"] == "asked" and signed.standing().state == "awaiting"


def test_who_agreed_to_an_unknown_content_signs_again(signed: Partnership) -> None:
    signed.new_version()
    (signed.root / "hub" / "signed" / "1.0" / "content.json").unlink()
    assert signed.answers()["council"] == "again"


def test_paper_of_an_earlier_version_that_comes_late_takes_nothing_back(signed: Partnership) -> None:
    old = signed.standing().digest
    signed.new_version()
    signed.ask("2026-11-12")
    signed.approve("council", date="2026-11-13")
    signed.record("approved", "council", date="2026-11-11", name="Ada Lark", version="1.0", digest=old)
    assert signed.answers()["council"] == "signed"


def test_the_newest_version_that_was_signed_is_the_one_shown(signed: Partnership) -> None:
    old = signed.standing().digest
    signed.new_version()
    signed.approve("council", date="2026-11-13")
    signed.record("approved", "council", date="2026-11-11", name="Ada Lark", version="1.0", digest=old)
    signed.change(("Help all families", "Help every family"), ('version: "1.1"\njuris', 'version: "1.2"\njuris'))
    council = signed.signature("council")
    assert council.answer == "again" and council.entry is not None and council.entry.version == "1.1"


def test_nor_does_it_hide_a_refusal_of_this_version(signed: Partnership) -> None:
    old = signed.standing().digest
    signed.new_version()
    signed.ask("2026-11-12")
    signed.record("refused", "council", date="2026-11-13", because="Kept for too long")
    signed.record("approved", "council", date="2026-11-11", name="Ada Lark", version="1.0", digest=old)
    assert signed.answers()["council"] == "refused"


def test_one_that_refused_may_approve_later(hub: Partnership) -> None:
    hub.ask()
    hub.record("refused", "police", date="2026-11-06", because="Kept for too long")
    assert hub.answers()["police"] == "refused"
    assert not hub.signature("police").outstanding
    hub.ask("2026-11-07")
    assert hub.answers()["police"] == "refused", "a request to all does not hide a refusal"
    hub.ask("2026-11-08", party="police")
    assert hub.answers()["police"] == "asked"
    hub.approve("police")
    assert hub.answers()["police"] == "signed"


def test_a_refusal_of_an_earlier_content_is_not_one_of_this(hub: Partnership) -> None:
    hub.ask()
    hub.record("refused", "police", date="2026-11-06", because="Kept for too long")
    hub.new_version()
    assert hub.answers()["police"] == "not-asked"
    hub.ask("2026-11-12")
    assert hub.answers()["police"] == "asked"


def test_an_approval_that_is_withdrawn_no_longer_counts_whatever_version_it_was_for(signed: Partnership) -> None:
    signed.record("withdrawn", "police", date="2026-11-20", because="The system changed")
    assert signed.standing("2026-11-19").agreed and signed.standing().state == "awaiting"
    assert signed.answers()["police"] == "withdrawn"
    signed.new_version()
    assert signed.answers()["police"] == "withdrawn"
    signed.ask("2026-11-25", party="police")
    assert signed.answers()["police"] == "asked"


def test_nor_when_the_withdrawal_names_an_earlier_version_than_the_approval(signed: Partnership) -> None:
    old = signed.standing().digest
    signed.new_version()
    signed.approve("police", date="2026-11-15")
    signed.record("withdrawn", "police", date="2026-11-20", version="1.0", digest=old)
    assert signed.answers()["police"] == "withdrawn"


def test_signed_with_conditions_counts_until_the_day_it_was_given_for(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council", "police")
    hub.approve("trust", conditions="Until the new system is in place", until="2027-01-31")
    assert hub.answers("2027-01-31")["trust"] == "conditions" and hub.standing("2027-01-31").agreed
    assert hub.answers("2027-02-01")["trust"] == "again" and not hub.standing("2027-02-01").agreed


def test_a_delegation_is_shown_while_it_holds(hub: Partnership) -> None:
    hub.ask()
    hub.record("delegated", "police", date="2026-11-04", to_post="Superintendent", until="2026-12-31")
    holds, over = hub.signature("police", "2026-12-31").delegated, hub.signature("police", "2027-01-01").delegated
    assert holds is not None and holds.text("to_post") == "Superintendent" and over is None
    assert hub.answers()["police"] == "asked", "to hand on the authority to sign is not to sign"


def test_one_that_joins_after_the_beginning_stalls_nobody(signed: Partnership) -> None:
    signed.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    (signed.root / "hub" / "sign-off.yaml").unlink()
    signed.ask(joining_later=["fire"])
    signed.approve(*ALL)
    for on in ("2026-12-01", "2027-02-01", "2027-02-02"):
        assert signed.standing(on).state == "in-force"
        assert not signed.signature("fire", on).signatory.required
    signed.approve("fire", date="2027-02-03")
    assert signed.standing("2027-02-03").signed_on == "2026-11-10", "the day the protocol was signed off stays"
    signed.new_version()
    signed.ask("2027-03-01")
    assert signed.signature("fire", "2027-03-01").signatory.required, "it signs the next version like the others"


def test_one_that_has_left_by_the_record_is_not_waited_for(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council", "police")
    hub.record("left", "trust", date="2026-11-15", because="It merged")
    assert (hub.answers("2026-11-15")["trust"], hub.answers("2026-11-16")["trust"]) == ("asked", "withdrawn")
    assert hub.standing().state == "awaiting", "the definition still has it sign"
    hub.change(("role: controller, accepts: e-mail", "role: controller, accepts: e-mail, withdrew: 2026-11-15"))
    assert (hub.standing("2026-11-15").state, hub.standing().state) == ("awaiting", "in-force")
    assert "trust" in hub.answers("2026-11-15") and "trust" not in hub.answers("2026-11-16")


def test_one_that_has_left_by_the_definition_is_not_asked(hub: Partnership) -> None:
    hub.change(("role: controller, accepts: e-mail", "role: controller, withdrew: 2026-11-15"))
    hub.ask()
    hub.approve("council", "police")
    assert "trust" not in hub.answers() and hub.standing().state == "in-force"


def test_each_member_of_an_open_class_signs_for_itself_and_the_protocol_waits_for_none(signed: Partnership) -> None:
    signed.approve("schools/ash", date="2026-11-25")
    now = signed.standing()
    assert (now.state, now.signed_on) == ("in-force", "2026-11-10")
    assert signed.answers()["schools/ash"] == "signed" and signed.answers()["schools/birch"] == "asked"
    assert (now.classes[0].members, now.classes[0].needed) == (3, 0)


def test_as_many_members_as_are_needed_to_begin(hub: Partnership) -> None:
    signed = begun_with(hub, "members: schools.csv, start_with: 2")
    signed.approve("schools/ash", date="2026-11-25")
    assert signed.standing().state == "awaiting"
    signed.approve("schools/birch", date="2026-11-28")
    signed.approve("schools/cedar", date="2026-11-30")
    assert (signed.standing().state, signed.standing().signed_on) == ("in-force", "2026-11-28")


def test_all_members_that_are_there_from_the_start(hub: Partnership) -> None:
    signed = begun_with(hub, "members: schools.csv, start_with: all")
    assert [each.signatory.id for each in signed.standing().missing()] == ["schools/ash", "schools/birch"]
    assert signed.standing().classes[0].needed == 2
    signed.approve("schools/ash", date="2026-11-25")
    signed.record("left", "schools", "birch", date="2026-11-26")
    assert signed.standing().state == "awaiting", "the list still has it"
    signed.change(("School,2026-12-01,,Principal", "School,2026-12-01,2026-11-26,Principal"), file="schools.csv")
    assert (signed.standing().state, signed.standing("2027-03-01").state) == ("in-force", "in-force")


def test_a_class_without_a_list_has_nobody_who_can_sign(hub: Partnership) -> None:
    signed = begun_with(hub, "start_with: all")
    assert (signed.standing().classes[0].listed, signed.standing().state) == (False, "awaiting")


def test_open_classes_alone_begin_with_the_first_signature(hub: Partnership) -> None:
    first = "- {organisation: council, role: controller, signed_by: Director of children's services}\n"
    police = "- {organisation: police, role: controller, signed_by: Chief superintendent}\n"
    hub.change((first, ""), (police, ""), ("- {organisation: trust, role: controller, accepts: e-mail}\n", ""))
    hub.ask()
    assert hub.standing().state == "awaiting"
    hub.approve("schools/birch", date="2026-11-20")
    hub.approve("schools/ash", date="2026-11-25")
    assert (hub.standing().state, hub.standing().signed_on) == ("in-force", "2026-11-20")


def test_a_damaged_entry_never_counts(signed: Partnership) -> None:
    path = signed.root / "hub" / "sign-off.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index('"party": "police"')
    path.write_text(text[:at] + text[at:].replace("Ada Lark", "Ida Lark", 1), encoding="utf-8")
    now = signed.standing()
    assert (signed.answers()["police"], now.state, now.damaged, now.agreed) == ("asked", "awaiting", True, False)


@pytest.mark.parametrize("what", ["withdrawn", "requested", "reconfirmed"])
def test_nor_does_a_damaged_entry_about_the_whole_and_then_nothing_is_agreed(signed: Partnership, what: str) -> None:
    before = signed.standing()
    signed.record(what, date="2026-11-20", note="right", **({"for": "signature"} if what == "requested" else {}))
    path = signed.root / "hub" / "sign-off.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"right"', '"wrong"'), encoding="utf-8")
    now = signed.standing()
    assert (now.review_due, now.awaiting_since) == (before.review_due, before.awaiting_since)
    assert (now.state, now.agreed, now.signed_on, now.in_force) == ("awaiting", False, "", "")
    assert {each.answer for each in now.signatures[:3]} == {"signed"} and not any(
        each.counts for each in now.signatures
    )


def test_what_is_dated_later_has_not_happened_yet(hub: Partnership) -> None:
    hub.ask()
    hub.approve(*ALL, date="2026-12-05")
    assert (hub.standing("2026-12-04").state, hub.standing("2026-12-05").state) == ("awaiting", "in-force")


def test_reminders_are_those_of_this_content(hub: Partnership) -> None:
    hub.ask()
    hub.record("reminded", "trust", date="2026-11-15")
    hub.record("reminded", date="2026-11-20")
    assert [each.date for each in hub.signature("trust").reminders] == ["2026-11-15", "2026-11-20"]
    assert [each.date for each in hub.signature("police").reminders] == ["2026-11-20"]
    hub.new_version()
    hub.ask("2026-11-25")
    assert not hub.signature("trust").reminders
    hub.ask("2026-11-26")
    trust = hub.signature("trust")
    assert (
        trust.first_asked and trust.asked and (trust.first_asked.date, trust.asked.date) == ("2026-11-25", "2026-11-26")
    )


def test_protocols_without_a_record_are_all_drafts() -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    without = [each for each in register.protocols.values() if not record_of(register, each).entries]
    assert without
    for protocol in without:
        assert standing_of(register, protocol).state == "draft", json.dumps(protocol.id)
