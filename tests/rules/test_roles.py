"""ROLE: the cases that a careless rule would get wrong."""

from pathlib import Path

import pytest

from tests.rules.pages import findings

COUNCIL = "- {organisation: council}\n"
TRUST = "- {organisation: trust}\n"
POLICE = "- {organisation: police}\n"
SCHOOLS = "- {class: schools}\n"
SUPPLIER = (
    "- {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}\n"
)
HUB = {"council": COUNCIL, "trust": TRUST, "police": POLICE, "schools": SCHOOLS, "supplier": SUPPLIER}


def parties(**other: str) -> str:
    """Return the parties of the hub, with some of them said otherwise and others added."""
    return "parties:\n" + "".join(f"- {{{each}}}\n" if each[0] != "-" else each for each in {**HUB, **other}.values())


def codes(fragment: str, root: Path, *themes: str) -> list[str]:
    """Return the codes of what is found, of some themes."""
    found = [line.split()[1] for line in findings(fragment, root)]
    return [code for code in found if code.startswith(themes or ("ROLE",))]


OF_THE_POLICE = """\
information:
- {id: record, title: Health needs on the route, of: children, kind: special-category, special: [health],
   needed_because: Visits must be safe}
flows:
- {id: answer, title: The hub asks, from: police, to: council, information: record, purpose: find-need,
   circumstance: concern, channel: secure-email, frequency: When it arises, seen_by: Hub staff}
lawfulness:
- id: enforcement
  purposes: find-need
  parties: all
  regime: law-enforcement
"""


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("copy: case-system", "copy: case-system", True),
        ("copy: case-system, purposes: find-need", "copy: case-system, purposes: [find-need]", True),
        ("copy: case-system, flows: referral", "copy: case-system, flows: health-answer", False),
        ("copy: case-system, flows: [referral, health-answer]", "copy: case-system, flows: health-answer", True),
        ("copy: case-system", "copy: case-system, purposes: find-need", False),
        ("copy: case-system", "copy: case-system, from: 2027-01-01", False),
        ("copy: case-system", "nations: [england]", False),
        ("nations: [england]", "nations: [england]", True),
    ],
)
def test_two_roles_for_one_copy(first: str, second: str, clash: bool, tmp_path: Path) -> None:
    roles = f"[{{role: controller, {first}}}, {{role: processor, for: trust, {second}}}]"
    council = f"organisation: council, contract: Hosting agreement, roles: {roles}"
    assert codes(parties(council=council), tmp_path / "r") == (["ROLE001"] if clash else [])


def test_a_controller_that_supplies_its_own_system(tmp_path: Path) -> None:
    assets = (
        "assets:\n- {id: case-system, title: Case system, held_by: [council, trust], supplier: %s, access: Staff}\n"
    )
    assert codes(assets % "council", tmp_path / "one") == ["ROLE001"]
    assert codes(assets % "supplier", tmp_path / "other") == []


def test_a_processor_for_someone_not_yet_known(tmp_path: Path) -> None:
    unknown = (
        'organisation: supplier, role: processor, for: "TBC: the trust", contract: C-1, signed_by: Managing director'
    )
    assert codes(parties(supplier=unknown), tmp_path / "r") == []
    role = 'organisation: supplier, role: "TBC: not yet said", signed_by: Managing director'
    assert codes(parties(supplier=role), tmp_path / "s") == []


def test_a_role_in_part_as_processor_names_for_whom_and_the_contract(tmp_path: Path) -> None:
    trust = "organisation: trust, roles: [{role: processor, when: For research}]"
    assert codes(parties(trust=trust), tmp_path / "r") == ["ROLE002", "ROLE003"]


@pytest.mark.parametrize(
    "said", ['contract: "TBC: being drawn up"', "note: Works under the council's contract of 2026"]
)
def test_a_contract_that_is_said_in_another_way(said: str, tmp_path: Path) -> None:
    supplier = f"organisation: supplier, role: processor, for: council, signed_by: Managing director, {said}"
    assert codes(parties(supplier=supplier), tmp_path / "r") == []


UPPER = """\
# framework/protocol.yaml
parties:
- {organisation: council, role: controller, signed_by: Chief executive}
- {organisation: trust, role: controller, signed_by: Medical director}
- {organisation: police, role: controller, signed_by: Assistant chief constable}
- {class: schools, title: Schools, kind: school, members: members/schools.csv, role: controller, signed_by: Head teacher}
- {organisation: charity, role: controller, signed_by: Chief officer}
- {organisation: supplier, role: processor, for: council, signed_by: Managing director}
"""


def test_the_contract_may_stand_in_the_arrangement_below(tmp_path: Path) -> None:
    assert codes(UPPER, tmp_path / "r") == []
    without = SUPPLIER.replace(", contract: Contract C-1", "")
    assert codes(UPPER + "# hub/protocol.yaml\n" + parties(supplier=without), tmp_path / "s") == ["ROLE003", "ROLE003"]


def test_the_contract_of_the_wider_party_covers_its_part(tmp_path: Path) -> None:
    charity = "organisation: charity, role: processor, for: council, part_of: supplier, note: Hosts backups"
    assert codes(parties(charity=charity), tmp_path / "r") == []
    alone = charity.replace(", part_of: supplier", "")
    assert codes(parties(charity=alone), tmp_path / "s") == ["ROLE003"]


@pytest.mark.parametrize(
    ("role", "whose", "found"),
    [
        ("sub-processor", "supplier", []),
        ("sub-processor", "council", ["ROLE004"]),
        ("processor", "police", []),
        ("processor", "supplier", ["ROLE004"]),
    ],
)
def test_the_chain_of_instructions(role: str, whose: str, found: list[str], tmp_path: Path) -> None:
    charity = f"organisation: charity, role: {role}, for: {whose}, contract: C-2, note: Hosts backups"
    police = "organisation: police, role: competent-authority, note: Enforces the law"
    fragment = parties(charity=charity, police=police if whose == "police" else POLICE)
    assert [code for code in codes(fragment, tmp_path / "r") if code != "ROLE010"] == found


def test_a_principal_whose_role_is_not_yet_known(tmp_path: Path) -> None:
    council = 'organisation: council, role: "TBC: counsel advises"'
    assert codes(parties(council=council), tmp_path / "r") == []
    part = council + ", roles: [{role: processor, for: trust, when: At night}], contract: C-5"
    assert codes(parties(council=part), tmp_path / "s") == []


def test_a_processor_for_a_recipient_of_figures(tmp_path: Path) -> None:
    fragment = parties(
        police="organisation: police, role: recipient, note: It plans patrols",
        charity="organisation: charity, role: processor, for: police, contract: C-2, note: Hosts backups",
    )
    assert codes(fragment, tmp_path / "r") == ["ROLE004"]


def test_a_council_may_be_a_competent_authority_and_a_school_may_not(tmp_path: Path) -> None:
    enforces = "roles: [{role: competent-authority, when: It prosecutes}]"
    assert codes(parties(council=f"organisation: council, {enforces}"), tmp_path / "r") == []
    assert codes(parties(schools=f"class: schools, {enforces}"), tmp_path / "s") == ["ROLE005"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("part_3: task\n  schedule_8: [safeguarding]\n  policy_document: {title: Policy}", []),
        (
            "part_3: task\n  schedule_8: [safeguarding]\n  policy_document: {title: Policy}\n  schedule_1: [safeguarding]",
            ["ROLE006"],
        ),
        (
            "part_3: task\n  schedule_8: [safeguarding]\n  policy_document: {title: Policy}\n  article_10: official-authority",
            ["ROLE006"],
        ),
        ("part_3: consent\n  policy_document: {title: Policy}", []),
        ("part_3: consent", ["ROLE009"]),
        ("part_3: task\n  policy_document: {title: Policy}", ["ROLE008"]),
        ("part_3: task", ["ROLE008"]),
        ('part_3: task\n  schedule_8: ["TBC: counsel advises"]\n  policy_document: "TBC: being written"', []),
    ],
)
def test_sensitive_processing_for_law_enforcement(said: str, found: list[str], tmp_path: Path) -> None:
    fragment = f"parties:\n{COUNCIL}{POLICE}{SUPPLIER}{OF_THE_POLICE}  {said}\n"
    assert codes(fragment, tmp_path / "r") == found


def test_schedule_8_in_a_basis_that_calls_itself_uk_gdpr(tmp_path: Path) -> None:
    basis = OF_THE_POLICE.replace("law-enforcement", "uk-gdpr") + "  article_6: public-task\n"
    fragment = f"parties:\n{COUNCIL}{POLICE}{SUPPLIER}{basis}"
    assert "ROLE006" in codes(fragment + "  schedule_8: [safeguarding]\n", tmp_path / "r")
    assert "ROLE006" not in codes(fragment + "  schedule_1: [safeguarding]\n", tmp_path / "s")


def test_the_supplier_of_the_police_may_be_in_their_basis_as_far_as_part_3_goes(tmp_path: Path) -> None:
    basis = OF_THE_POLICE.replace("parties: all", "parties: [council, police, supplier]")
    basis += "  part_3: consent\n  policy_document: {title: Policy}\n"
    assert codes(f"parties:\n{COUNCIL}{POLICE}{SUPPLIER}{basis}", tmp_path / "r") == ["ROLE015"]


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        ("", ["ROLE010"]),
        (", roles: [{role: controller, purposes: find-need}]", []),
        (", roles: [{role: controller, flows: police-answer}]", []),
        (", roles: [{role: controller, flows: referral}]", ["ROLE010"]),
        (", roles: [{role: controller, copy: case-system}]", []),
        (", roles: [{role: processor, for: council, flows: police-answer}], contract: C-9", ["ROLE010"]),
    ],
)
def test_the_police_under_two_regimes(roles: str, found: list[str], tmp_path: Path) -> None:
    police = f"organisation: police, role: competent-authority, regime: law-enforcement{roles}"
    assert codes(parties(police=police), tmp_path / "r") == found


def test_no_basis_is_another_rule_s_to_tell(tmp_path: Path) -> None:
    police = "organisation: police, role: competent-authority, regime: law-enforcement"
    assert codes(parties(police=police) + 'lawfulness: "TBC: counsel advises"\n', tmp_path / "r") == []


@pytest.mark.parametrize(
    "said",
    [
        "annexes:\n- {title: Joint controllers, text: The council answers people.}\n",
        "called: joint-controller-arrangement\n",
        "# framework/protocol.yaml\nbackground: The arrangement under Article 26 is in the council's register.\n",
    ],
)
def test_an_arrangement_between_joint_controllers_named_elsewhere(said: str, tmp_path: Path) -> None:
    joint = {name: f"organisation: {name}, role: joint-controller, note: Both run it" for name in ("council", "trust")}
    assert codes(parties(**joint), tmp_path / "r") == ["ROLE011"]
    assert codes(parties(**joint) + said, tmp_path / "s") == []


def test_members_of_one_class_may_be_joint_controllers_of_each_other(tmp_path: Path) -> None:
    fragment = parties(schools="class: schools, role: joint-controller, note: The schools run one register")
    assert codes(fragment, tmp_path / "r") == ["ROLE011"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("role: joint-controller, contract: C-9", ["ROLE012", "ROLE017"]),
        ("role: controller", []),
        ('role: "TBC: the trust has not said"', []),
        ("role: joint-controller, note: See the arrangement of 2026", ["ROLE017"]),
    ],
)
def test_a_role_that_differs_above(said: str, found: list[str], tmp_path: Path) -> None:
    assert codes(parties(trust=f"organisation: trust, {said}"), tmp_path / "r") == found


def test_a_basis_under_part_3_explains_why_the_police_differ(tmp_path: Path) -> None:
    basis = OF_THE_POLICE + "  part_3: consent\n  policy_document: {title: Policy}\n"
    police = "- {organisation: police, role: competent-authority}\n"
    assert codes(f"parties:\n{COUNCIL}{police}{SUPPLIER}{basis}", tmp_path / "r") == []


def test_a_recipient_of_figures_that_is_a_controller_in_part(tmp_path: Path) -> None:
    council = "organisation: council, role: recipient, note: Plans, roles: [{role: controller, flows: [%s]}]"
    every = "referral, health-answer, police-answer"
    supplier = SUPPLIER.replace("for: council", "for: trust")
    some = parties(council=council % "referral", supplier=supplier)
    assert codes(some, tmp_path / "r") == ["ROLE013", "ROLE013"]
    assert codes(parties(council=council % every, supplier=supplier), tmp_path / "s") == []


def test_a_processor_for_itself(tmp_path: Path) -> None:
    assert codes(parties(supplier=SUPPLIER.replace("for: council", "for: supplier")), tmp_path / "r") == ["ROLE014"]


def test_a_processor_in_a_basis_that_is_also_a_controller(tmp_path: Path) -> None:
    basis = OF_THE_POLICE.replace("parties: all", "parties: [council, police, supplier]")
    basis += "  part_3: consent\n  policy_document: {title: Policy}\n"
    own = SUPPLIER.replace("}", ", roles: [{role: controller, when: It bills the council}]}")
    found = codes(f"parties:\n{COUNCIL}{POLICE}{own}{basis}", tmp_path / "r")
    assert [code for code in found if code == "ROLE015"] == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Detection and investigation of offences", ["ROLE016"]),
        ("Prosecute offenders", ["ROLE016"]),
        ("Prevent reoffending by young people", ["ROLE016"]),
        ("Prevent homelessness after crime", []),
        ("Prevent and detect serious crime in homes", ["ROLE016"]),
        ("Prevent harm to children", []),
        ("Support victims of crime", []),
    ],
)
def test_purposes_that_are_plainly_law_enforcement(title: str, found: list[str], tmp_path: Path) -> None:
    purpose = "{id: find-need, title: %s, necessity: N, benefit: B, if_not_shared: I, onward_use: U}"
    assert codes(f"purposes:\n- {purpose % title}\n", tmp_path / "r") == found


def test_a_system_supplied_by_a_controller_that_is_its_processor_in_part(tmp_path: Path) -> None:
    assets = "assets:\n- {id: case-system, title: Case system, held_by: council, supplier: trust, access: Staff}\n"
    roles = "contract: C-7, roles: [{role: processor, for: council, copy: case-system}]"
    assert codes(parties() + assets, tmp_path / "r") == ["ROLE018"]
    assert codes(parties(trust=f"organisation: trust, {roles}") + assets, tmp_path / "s") == []


def test_in_wales_and_scotland_it_is_the_same(tmp_path: Path) -> None:
    police = "organisation: police, role: competent-authority, regime: law-enforcement"
    for nation in ("wales", "scotland"):
        fragment = f"jurisdictions: [{nation}]\n{parties(police=police)}"
        assert codes(fragment, tmp_path / nation) == ["ROLE010"]


def test_a_basis_under_each_regime_covers_the_police(tmp_path: Path) -> None:
    both = OF_THE_POLICE + "  part_3: consent\n  policy_document: {title: Policy}\n"
    both += (
        "- {id: task, purposes: find-need, parties: all, article_6: public-task, article_9: health-or-social-care}\n"
    )
    police = "- {organisation: police, role: competent-authority}\n"
    assert codes(f"parties:\n{COUNCIL}{police}{SUPPLIER}{both}", tmp_path / "r") == []
