"""A register at a glance: what needs action now, soon, or not at all."""

import json
from pathlib import Path

import pytest

from istoolkit.signoff.attention.glance_json import glance_values
from istoolkit.signoff.attention.glance_text import protocol_lines, register_lines
from istoolkit.signoff.attention.overview import KINDS, Glance, glance
from tests.conftest import ROOT
from tests.signoff.partnership import FIRE, Partnership

ALL = ("council", "police", "trust")


@pytest.fixture
def hub(tmp_path: Path) -> Partnership:
    return Partnership(tmp_path / "register")


def look(hub: Partnership, on: str = "2026-11-15") -> Glance:
    return glance(hub.register(on))


def concerns(hub: Partnership, on: str = "2026-11-15") -> dict[str, tuple[str, str]]:
    found = next(each for each in look(hub, on).protocols if each.protocol.id == hub.name)
    return {each.kind: (each.rank, each.words) for each in found.concerns}


def lines(hub: Partnership, on: str = "2026-11-15") -> list[str]:
    return list(register_lines(hub.register(on), look(hub, on)))


def test_a_draft_needs_no_action(hub: Partnership) -> None:
    assert not look(hub).needs_action and concerns(hub) == {}
    assert "  hub 1.0                     Draft                               1 Dec 2027" in lines(hub)


def test_waiting_in_time_is_no_failure_and_names_who_is_missing(hub: Partnership) -> None:
    hub.ask(reply_by="2026-11-20")
    hub.approve("council")
    assert not look(hub).needs_action
    shown = lines(hub)
    assert "  hub 1.0                     Awaiting signatures       1 of 3    1 Dec 2027" in shown
    assert "    Asked on 3 November 2026, with an answer by 20 November 2026." in shown
    assert "    Missing: Larkmoor Police and Larkmoor NHS Trust." in shown
    assert "    Schools: 0 of 3 have signed." in shown


def test_an_answer_that_is_late(hub: Partnership) -> None:
    hub.ask(reply_by="2026-11-20")
    hub.approve("council", "police")
    assert not look(hub, "2026-11-20").needs_action
    assert look(hub, "2026-11-21").needs_action
    late = [each.words for each in look(hub, "2026-11-21").protocols[0].concerns if each.kind == "late"]
    assert late == [
        "No answer by 20 November 2026 from Larkmoor NHS Trust.",
        "No answer by 20 November 2026 from Ash Primary School and Birch High School; the protocol does not wait for them.",
    ]
    hub.approve("trust")
    assert not look(hub, "2026-11-21").needs_action, "an open class stalls nobody"


def test_it_was_to_begin_and_is_not_signed(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council")
    assert "unsigned" not in concerns(hub, "2026-11-30")
    words = "It was to begin on 1 December 2026 and is not signed by all. Nothing is shared under it yet."
    assert concerns(hub, "2026-12-01")["unsigned"] == ("now", words)


def test_who_refused_and_who_withdrew_come_with_their_reasons(hub: Partnership) -> None:
    hub.ask()
    hub.record("refused", "police", because="Kept for too long.")
    hub.approve("trust")
    hub.record("withdrawn", "trust", date="2026-11-12", because="The system changed")
    hub.record("refused", "schools", "ash", because="No staff")
    found = concerns(hub)
    assert found["withdrawn"] == (
        "now",
        "Larkmoor NHS Trust withdrew its approval on 12 November 2026: The system changed.",
    )
    refused = [(each.rank, each.words) for each in look(hub).protocols[0].concerns if each.kind == "refused"]
    assert refused == [
        ("now", "Larkmoor Police refused on 10 November 2026: Kept for too long."),
        ("soon", "Ash Primary School refused on 10 November 2026: No staff."),
    ]


def test_who_must_sign_again(hub: Partnership) -> None:
    hub.ask()
    hub.approve(*ALL)
    hub.new_version()
    words = "Larkmoor Council, Larkmoor Police and Larkmoor NHS Trust"
    assert concerns(hub)["again"] == ("soon", f"{words} will have to sign again: they signed an earlier content.")
    hub.ask("2026-11-12")
    assert concerns(hub)["again"] == ("now", f"{words} must sign again: they signed an earlier content.")


def test_the_earlier_version_that_stays_in_force_is_named_and_its_review_is_not_forgotten(hub: Partnership) -> None:
    hub.ask()
    hub.approve(*ALL)
    hub.new_version()
    assert "    Version 1.0 stays in force until this one is signed." in lines(hub, "2026-12-02")
    assert "changed" not in concerns(hub, "2026-12-02"), "a new version is being drafted, as it should be"
    assert concerns(hub, "2027-12-02")["overdue"] == ("now", "The review was due on 1 December 2027.")


def test_changed_after_it_was_put_out(hub: Partnership) -> None:
    hub.ask()
    hub.new_version()
    words = "It was changed after it was put out for signature on 3 November 2026. Put it out again."
    assert concerns(hub)["changed"] == ("soon", words)
    hub.ask("2026-11-12")
    assert "changed" not in concerns(hub)


@pytest.mark.parametrize(
    ("on", "kind", "rank"),
    [("2027-09-02", "review", "soon"), ("2027-12-02", "overdue", "now"), ("2028-07-01", "expired", "now")],
)
def test_review_and_end(hub: Partnership, on: str, kind: str, rank: str) -> None:
    hub.change(("in_force: 2026-12-01\n", "in_force: 2026-12-01\nexpires: 2028-06-30\n"))
    hub.ask()
    hub.approve(*ALL)
    assert concerns(hub, on)[kind][0] == rank


def test_a_damaged_record(hub: Partnership) -> None:
    hub.ask()
    path = hub.root / "hub" / "sign-off.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-11-03", "2026-11-04"), encoding="utf-8")
    assert concerns(hub)["record"] == (
        "now",
        "The record of sign-off is damaged. No signature counts until it is mended. What is wrong: istoolkit check hub",
    )
    shown = "\n".join(protocol_lines(look(hub).protocols[0]))
    assert "hub, version 1.0: record damaged" in shown and "None counts" in shown


def test_an_assessment_that_is_missing_fails_only_once_others_sign_on_the_strength_of_it(hub: Partnership) -> None:
    hub.change(
        (
            "purposes:\n",
            "people:\n- {id: children, title: Children, vulnerable: yes}\n"
            "information:\n- {id: health, title: Health, of: [children], kind: special-category, special: [health]}\n"
            "flows:\n- {id: tell, title: Telling, from: trust, to: council, information: [health], purpose: help,"
            " frequency: continuous, volume: large}\npurposes:\n",
        )
    )
    words = "An impact assessment is required and is missing. To begin it: istoolkit new assessment hub"
    assert concerns(hub)["assessment"] == ("soon", words)
    hub.ask()
    assert concerns(hub)["assessment"] == ("now", words) and look(hub).needs_action


def test_organisations_come_last_and_what_has_ended_needs_action_now(hub: Partnership) -> None:
    hub.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    before = [(each.rank, each.words) for each in look(hub, "2026-11-15").organisations]
    assert before == [
        (
            "soon",
            "Larkmoor Police, since 1 November 2026: Contact details are to be confirmed: Data protection officer.",
        ),
        (
            "soon",
            "Larkmoor Police, 20 December 2026: The registration with the Information Commissioner ends after this day.",
        ),
    ]
    assert "Larkmoor Police, 20 Dec" not in str(look(hub, "2026-10-20").organisations), "it warns 60 days before"
    after = {each.words: each.rank for each in look(hub, "2027-04-01").organisations}
    assert (
        after[
            "Larkmoor Police, since 20 December 2026: The registration with the Information Commissioner ends after "
            "this day."
        ]
        == "now"
    )
    gone = "Larkmoor Fire and Rescue Service, since 31 March 2027: The organisation ceases to exist on this day."
    assert after[gone] == "now"


def test_what_needs_action_comes_first(hub: Partnership) -> None:
    waits = Partnership(hub.root, "alpha")
    waits.ask()
    refused = Partnership(hub.root, "zeta")
    refused.ask()
    refused.record("refused", "police", because="No")
    draft = Partnership(hub.root, "beta")
    assert [each.protocol.id for each in look(draft).protocols] == ["zeta", "alpha", "beta", "hub"]
    assert lines(draft)[1] == "4 protocols: 1 needs action now."


def test_one_protocol_in_full(hub: Partnership) -> None:
    hub.ask(reply_by="2026-11-20")
    hub.approve("council", post="Director", conditions="Only this year")
    hub.record("refused", "police", because="Kept for too long")
    hub.record("delegated", "trust", to_post="Deputy medical director", until="2026-12-31")
    hub.record("reminded", "trust")
    hub.approve("schools/ash", date="2026-11-12")
    shown = "\n".join(protocol_lines(look(hub).protocols[0]))
    assert "hub, version 1.0: awaiting signatures" in shown
    assert "  Answer asked for by    20 November 2026" in shown
    assert (
        "Signatories: 1 of 3 has signed\n"
        "  Larkmoor Council                            signed, conditions  10 Nov 2026\n"
        "      Ada Lark, Director. Signature on paper\n"
        "      Condition: Only this year\n"
        "  Larkmoor Police                             refused             10 Nov 2026\n"
        "      Reason: Kept for too long\n"
        "  Larkmoor NHS Trust                          asked               3 Nov 2026\n"
        "      Authority given to: Deputy medical director\n"
        "      Reminded once\n"
        "\n"
        "Schools: 1 of 3 has signed\n"
        "  Ash Primary School                          signed              12 Nov 2026\n"
    ) in shown


def test_a_class_without_a_list_says_so(hub: Partnership) -> None:
    hub.change((", members: schools.csv", ""))
    shown = "\n".join(protocol_lines(look(hub).protocols[0]))
    assert "Schools: no list of members is kept, so none of them can sign." in shown


def test_rows_fit_eighty_columns_whatever_the_name(hub: Partnership) -> None:
    long = Partnership(hub.root, "antisocial-behaviour-case-review-of-the-north")
    long.ask()
    shown = lines(long)
    at = shown.index("  antisocial-behaviour-case-review-of-the-north 1.0")
    assert shown[at + 1] == "                              Awaiting signatures       0 of 3    1 Dec 2027"
    rows = [line for line in shown if "Awaiting" in line or "Where it stands" in line]
    assert max(map(len, rows)) <= 80


def test_the_values_for_other_programs_are_as_the_page_says(hub: Partnership) -> None:
    hub.ask(reply_by="2026-11-20")
    hub.approve("council")
    values = json.loads(json.dumps(glance_values(hub.register("2026-11-15"), look(hub))))
    page = (ROOT / "docs" / "sign-off" / "status.md").read_text(encoding="utf-8")
    own = values["protocols"][0]
    named = [*values, *own, *own["signatories"][0], *own["classes"][0], *values["organisations"][0], *KINDS]
    assert [name for name in named if f"`{name}`" not in page] == []
    assert values["format"] == "1" and (own["state"], own["agreed"]) == ("awaiting", False)
    council = own["signatories"][0]
    assert (council["answer"], council["name"], council["date"], council["reply_by"]) == (
        "signed",
        "Ada Lark",
        "2026-11-10",
        "2026-11-20",
    )
