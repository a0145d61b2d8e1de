"""Near misses of the rules on posts and on the standing of bodies."""

from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from tests.rules.pages import findings, laid_over

ICO = "  ico: {number: Z1, expires: 2027-08-31}\n"


def posts(fragment: str, root: Path) -> list[str]:
    """Return the codes and messages of the theme with a block laid over."""
    found = (line.partition(" | ")[0].split(" ", 1)[1] for line in findings(fragment, root / "r"))
    return [line for line in found if line.startswith("POST")]


def organisation(name: str, kind: str, rest: str = ICO) -> str:
    return f"# organisations.yaml\norganisations:\n- id: {name}\n  title: {name.title()}\n  kind: {kind}\n{rest}"


def post(role: str, rest: str = "deputy: Deputy, confirmed: 2026-10-01") -> str:
    return f"  - {{role: {role}, post: Post, mailbox: post@body.example, {rest}}}\n"


def test_a_body_made_up_of_others_is_served_by_their_officers(tmp_path: Path) -> None:
    assert posts(organisation("police", "youth-justice", ICO + "  made_up_of: [trust, council]\n"), tmp_path) == []


def test_bodies_that_are_part_of_each_other_do_not_go_round_in_circles(tmp_path: Path) -> None:
    told = posts(organisation("police", "youth-justice", ICO + "  part_of: police\n"), tmp_path)
    assert told == ["POST001 “Police” names no data protection officer."]


def test_posts_to_be_confirmed_are_not_missing(tmp_path: Path) -> None:
    unknown = ICO + '  posts: "TBC: the force is asked"\n'
    assert posts(organisation("police", "police", unknown), tmp_path) == []
    role = (
        ICO + '  posts:\n  - {role: "TBC: asked", post: Post, phone: 01632 960 1, deputy: D, confirmed: 2026-10-01}\n'
    )
    assert posts(organisation("police", "police", role), tmp_path / "2") == []


def test_who_is_no_public_authority_needs_no_officer(tmp_path: Path) -> None:
    assert posts(organisation("police", "youth-justice", ICO + "  public_authority: no\n"), tmp_path) == []
    assert posts(organisation("police", "company"), tmp_path / "2") == []
    assert posts(organisation("police", "company", ICO + "  public_authority: yes\n"), tmp_path / "3") == [
        "POST001 “Police” names no data protection officer."
    ]


@pytest.mark.parametrize(("nation", "found"), [("england", 1), ("scotland", 0), ("wales", 0)])
def test_councils_have_a_guardian_in_england_only(nation: str, found: int, tmp_path: Path) -> None:
    held = post("data-protection-officer") + post("senior-information-risk-owner")
    fragment = organisation("council", "council", f"{ICO}  nations: [{nation}]\n  posts:\n{held}")
    assert posts(fragment, tmp_path) == ["POST002 “Council” names no Caldicott Guardian."] * found


def test_health_boards_have_a_guardian_everywhere(tmp_path: Path) -> None:
    held = post("data-protection-officer") + post("senior-information-risk-owner")
    fragment = organisation("trust", "health-board", f"{ICO}  nations: [scotland]\n  posts:\n{held}")
    assert posts(fragment, tmp_path) == ["POST002 “Trust” names no Caldicott Guardian."]


def test_no_guardian_is_asked_for_where_nothing_is_about_health(tmp_path: Path) -> None:
    held = post("data-protection-officer") + post("senior-information-risk-owner")
    fragment = organisation("trust", "nhs-trust", f"{ICO}  posts:\n{held}")
    item = (
        "information:\n"
        "- {id: identity, title: Name, of: children, kind: personal, needed_because: To know}\n"
        "- {id: health-needs, title: School, of: children, kind: personal, needed_because: To know}\n"
        "- {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: To know}\n"
    )
    assert posts(item + fragment, tmp_path) == []


def test_bodies_that_left_or_were_dissolved_are_left_alone(tmp_path: Path) -> None:
    parties = (
        "parties:\n- {organisation: council}\n- {organisation: trust}\n- {organisation: police, withdrew: 2026-12-01}\n"
        "- {class: schools}\n- {organisation: supplier, role: processor, for: council, contract: C, signed_by: Director}\n"
        "# framework/protocol.yaml\n"
        "parties:\n- {organisation: council, role: controller, signed_by: Chief executive}\n"
        "- {organisation: trust, role: controller, signed_by: Medical director}\n"
        "- {organisation: police, role: controller, withdrew: 2026-12-01}\n"
        "- {class: schools, title: Schools, kind: school, members: members/schools.csv, role: controller, signed_by: Head}\n"
    )
    assert posts(parties + organisation("police", "police", ""), tmp_path) == []
    gone = "  dissolved: 2027-03-31\n  succeeded_by: council\n"
    assert posts(organisation("police", "police", gone), tmp_path / "2") == []


def test_posts_of_a_body_have_deputies_where_partners_turn_to_them(tmp_path: Path) -> None:
    held = post("data-protection-officer", "confirmed: 2026-10-01") + post(
        "senior-information-risk-owner", "confirmed: 2026-10-01"
    )
    fragment = organisation("police", "police", f"{ICO}  posts:\n{held}")
    assert posts(fragment, tmp_path) == ["POST004 “Post” at Police has no deputy."]


def test_posts_of_a_processor_are_its_own_affair(tmp_path: Path) -> None:
    held = "  posts:\n  - {role: data-protection-officer, post: Officer}\n"
    assert posts(organisation("supplier", "company", ICO + held), tmp_path) == []


HOLDER = "key_post_holders:\n- {role: protocol-manager, organisation: council, post: Manager, "


def test_details_to_be_confirmed_are_no_fault(tmp_path: Path) -> None:
    unknown = 'deputy: "TBC: advertised", contact: "TBC: being made", confirmed: "TBC: asked"}\n'
    assert posts(HOLDER + unknown, tmp_path) == []


def test_how_often_contacts_are_confirmed_is_set_by_the_register(tmp_path: Path) -> None:
    holder = HOLDER + "deputy: Deputy, contact: a@b.example, confirmed: 2026-07-31}\n"
    setting = "# register.yaml\nwarn_before: {contacts_confirmed_every: 4 months}\n"
    assert posts(holder, tmp_path) == []
    assert [line for line in posts(holder + setting, tmp_path / "2") if "Manager" in line] == [
        "POST006 “Manager” at Northvale Council was last confirmed on 2026-07-31, more than 4 months ago."
    ]


def test_without_a_day_nothing_has_run_out(tmp_path: Path) -> None:
    stale = HOLDER + "deputy: Deputy, contact: a@b.example, confirmed: 2020-01-01}\n"
    old = organisation("charity", "charity", "  ico: {number: Z5, expires: 2020-01-01}\n")
    root = laid_over(stale + old, tmp_path / "r")
    assert check(open_register(root)) == []


def test_the_last_day_of_a_registration_still_counts(tmp_path: Path) -> None:
    told = posts(organisation("charity", "charity", "  ico: {number: Z5, expires: 2026-12-01}\n"), tmp_path)
    assert told == ["POST010 The registration of “Charity” with the Information Commissioner ends on 2026-12-01."]


@pytest.mark.parametrize("ico", ['"TBC: asked"', '{number: "TBC: asked", expires: "TBC: asked"}'])
def test_a_registration_to_be_confirmed_is_no_fault(ico: str, tmp_path: Path) -> None:
    assert posts(organisation("charity", "charity", f"  ico: {ico}\n"), tmp_path) == []


def test_a_processor_need_not_give_its_registration(tmp_path: Path) -> None:
    assert posts(organisation("supplier", "company", ""), tmp_path) == []


def test_one_finding_for_a_body_in_several_protocols(tmp_path: Path) -> None:
    told = posts(organisation("council", "company", ""), tmp_path)
    assert told == ["POST011 “Council” gives no registration with the Information Commissioner."]


def test_an_assurance_of_another_scheme_does_not_stand_in(tmp_path: Path) -> None:
    schemes = (
        f"{ICO}  assurance:\n  - {{framework: Cyber Essentials, expires: 2026-11-18}}\n"
        "  - {framework: ISO 27001, expires: 2027-11-10}\n  - {framework: Own scheme}\n"
    )
    told = posts(organisation("charity", "charity", schemes), tmp_path)
    assert told == ["POST012 “Cyber Essentials” of “Charity” was valid until 2026-11-18."]


def test_a_class_needs_a_signatory_too(tmp_path: Path) -> None:
    fragment = (
        "# framework/protocol.yaml\nparties:\n- {organisation: council, role: controller, signed_by: Chief executive}\n"
        "- {organisation: trust, role: controller, signed_by: Medical director}\n"
        "- {organisation: police, role: controller, signed_by: Assistant chief constable}\n"
        "- {class: schools, title: Schools, kind: school, members: members/schools.csv, role: controller}\n"
        "- {organisation: charity, role: controller, signed_by: Chief officer}\n"
    )
    assert posts(fragment, tmp_path) == ["POST008 It is not said which post signs for “Schools”."]


def test_a_signatory_among_the_posts_of_the_body_signs(tmp_path: Path) -> None:
    fragment = (
        "# framework/protocol.yaml\nparties:\n- {organisation: council, role: controller, signed_by: Chief executive}\n"
        "- {organisation: trust, role: controller, signed_by: Medical director}\n- {organisation: police, role: controller}\n"
        "- {class: schools, title: Schools, kind: school, members: members/schools.csv, role: controller, signed_by: Head}\n"
        "- {organisation: charity, role: controller, signed_by: Chief officer}\n"
    )
    held = post("data-protection-officer") + post("senior-information-risk-owner") + post("signatory", "phone: 1")
    assert posts(fragment + organisation("police", "police", f"{ICO}  posts:\n{held}"), tmp_path) == []


@pytest.mark.parametrize("role", ["chair", "single-point-of-contact", '"TBC: asked"'])
def test_who_runs_an_arrangement_may_be_called_otherwise(role: str, tmp_path: Path) -> None:
    holder = f"- {{role: {role}, organisation: council, post: Post, deputy: D, contact: a@b.example, confirmed: 2026-11-02}}\n"
    trainer = holder.replace(role, "trainer")
    above = f"# framework/protocol.yaml\nkey_post_holders:\n{trainer}"
    assert posts(f"key_post_holders:\n{holder}{above}", tmp_path) == []
    assert posts(f"key_post_holders:\n{trainer}{above}", tmp_path / "2") == [
        "POST007 No post is named that runs this arrangement."
    ]
