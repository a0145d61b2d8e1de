"""Near misses and edge cases of the rules on special category and criminal offence data."""

from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules.support.items import CRIMINAL, SPECIAL, ordinary, shown
from istoolkit.rules.support.naming import quoted
from tests.rules.pages import BASE, findings

TAIL = """\
  gateways: [children-act-2004-s10, children-act-1989-s17]
  confidence: public-interest
  confidence_because: The clinician weighs the public interest
  opt_out: It does not apply to safeguarding
  why: The task is laid on the partners by statute
"""
SAFE = """\
  article_9: substantial-public-interest
  schedule_1: [safeguarding]
  consent_not_sought_because: [would-prejudice-protection]
  protects: children
  policy_document: {title: Policy on special category data, held_by: Each partner}
"""
OFFICIAL = "  article_10: official-authority\n"


def basis(name: str, said: str, parties: str = "all", purposes: str = "find-need") -> str:
    head = f"- id: {name}\n  purposes: {purposes}\n  parties: {parties}\n  article_6: public-task\n"
    return head + "  article_6_because: The duty to help children in need\n" + said + TAIL


def enforcing(parties: str, said: str = "  schedule_8: [safeguarding]\n") -> str:
    head = f"- id: enforcing\n  purposes: find-need\n  parties: {parties}\n  regime: law-enforcement\n  part_3: task\n"
    return head + said + "  gateways: [common-law-policing]\n  confidence: law\n  why: Preventing crime\n"


def items(*extra: str) -> str:
    return "information:\n- {id: identity, title: Name and address, of: children, kind: personal}\n" + "".join(
        f"- {{{each}, of: children, needed_because: It is needed}}\n" for each in extra
    )


HEALTH = "id: health-needs, title: Health needs, kind: special-category, special: [health], confidential: yes"
OFFENCES = "id: offending, title: Offences, kind: criminal-offence"


def found(fragment: str, tmp_path: Path, *codes: str) -> list[str]:
    lines = findings(fragment, tmp_path / "register")
    return [line for line in lines if line.split(" ")[1].startswith(codes or ("SPEC",))]


def codes(fragment: str, tmp_path: Path) -> list[str]:
    return sorted(line.split(" ")[1] for line in found(fragment, tmp_path))


def flow(name: str, senders: str, recipients: str, information: str) -> str:
    return (
        f"- {{id: {name}, title: {name}, from: {senders}, to: {recipients}, information: {information},"
        " purpose: find-need, circumstance: concern, channel: secure-email, into: case-system}\n"
    )


@pytest.mark.parametrize(
    ("lawfulness", "expected"),
    [
        (basis("task", SAFE + OFFICIAL), []),
        (basis("task", OFFICIAL), ["SPEC001"]),
        (basis("task", OFFICIAL) + basis("other", SAFE + OFFICIAL), []),
        (basis("task", OFFICIAL) + basis("other", SAFE + OFFICIAL, "council"), ["SPEC001"]),
        (basis("task", OFFICIAL) + basis("other", "  nations: [scotland]\n" + SAFE + OFFICIAL), ["SPEC001"]),
        (basis("task", "  nations: [england]\n" + OFFICIAL) + basis("other", SAFE + OFFICIAL), []),
        (basis("task", SAFE), ["SPEC006"]),
        (basis("task", '  article_9: "TBC: counsel advises"\n' + OFFICIAL), []),
        (basis("task", SAFE + '  article_10: "TBC: counsel advises"\n'), []),
        (basis("task", SAFE + OFFICIAL, "[council, trust, schools]") + enforcing("police"), []),
        (basis("task", SAFE, "[trust, schools]") + enforcing("[council, police]"), []),
        (
            basis("task", SAFE + OFFICIAL, "[council, trust, schools]")
            + basis("others", "", "police")
            + enforcing("police"),
            [],
        ),
        (basis("task", SAFE + OFFICIAL, "[council, schools]") + enforcing("[trust, police]"), []),
    ],
)
def test_conditions_are_judged_by_party_and_flow(lawfulness: str, expected: list[str], tmp_path: Path) -> None:
    assert codes("lawfulness:\n" + lawfulness, tmp_path) == expected


def test_each_purpose_of_a_flow_needs_its_condition(tmp_path: Path) -> None:
    purposes = "purposes:\n- {id: find-need, title: Find needs}\n- {id: plan, title: Plan support}\n"
    flows = "flows:\n" + flow("health-answer", "trust", "council", "[identity, health-needs]").replace(
        "find-need", "[find-need, plan]"
    )
    both = basis("task", SAFE) + basis("planning", "", purposes="plan")
    lines = found(purposes + flows + "lawfulness:\n" + both, tmp_path, "SPEC001")
    assert [line.split("|")[0] for line in lines if "“Planning”" in line] != []
    assert len(lines) == 1


def test_processors_and_protocols_without_flows_are_left_alone(tmp_path: Path) -> None:
    flows = "flows:\n" + flow("health-answer", "council", "supplier", "[identity, health-needs]")
    fragment = flows + "lawfulness:\n" + basis("task", SAFE, "council") + basis("engineers", "", "supplier")
    assert codes(fragment, tmp_path) == []
    assert codes("flows: []\nlawfulness:\n" + basis("task", ""), tmp_path / "none") == []


def test_a_basis_from_above_is_found_wanting_once_and_where_it_stands(tmp_path: Path) -> None:
    framework = "# framework/protocol.yaml\npurposes:\n- {id: find-need, title: Find needs}\nlawfulness:\n" + basis(
        "task", OFFICIAL
    )
    second = (BASE / "hub" / "protocol.yaml").read_text("utf-8").replace("protocol: hub", "protocol: hub-two")
    kept = second[: second.index("lawfulness:")] + second[second.index("flows:") :]
    hub_two = kept.replace("purposes:\n", "purposes:\n- {id: other, title: Other}\n").replace("{id: referral", "{id: r")
    fragment = f"purposes: []\nlawfulness: []\n{framework}# hub-two/protocol.yaml\n{hub_two}"
    lines = found(fragment, tmp_path, "SPEC001")
    assert [line.split(":")[0] for line in lines] == ["framework/protocol.yaml"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("  article_9: vital-interests\n", []),
        ("  article_9: public-health\n", ["SPEC002"]),
        ("  article_9: public-health\n  schedule_1: [public-health]\n", []),
        ('  article_9: public-health\n  schedule_1: ["TBC: counsel advises"]\n', []),
        ("  article_9: public-health\n  schedule_1: [research]\n", ["SPEC003"]),
        ('  article_9: public-health\n  schedule_1: [research, "TBC: another"]\n', []),
        ("  article_9: substantial-public-interest\n  schedule_1: [consent]\n", ["SPEC003"]),
        ("  article_9: substantial-public-interest\n  schedule_1: [equality]\n", ["SPEC004"]),
        ('  article_9: substantial-public-interest\n  schedule_1: [equality]\n  policy_document: "TBC: DPO"\n', []),
    ],
)
def test_paragraphs_of_schedule_1(said: str, expected: list[str], tmp_path: Path) -> None:
    assert codes("lawfulness:\n" + basis("task", said + OFFICIAL), tmp_path) == expected


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        (flow("told", "council", "police", "[identity, offending]"), []),
        (flow("told", "council", "schools", "[identity, offending]"), ["SPEC004"]),
        (flow("told", "council", "[police, schools]", "[identity, offending]"), ["SPEC004"]),
        (flow("told", "council", "police", "identity"), ["SPEC004"]),
    ],
)
def test_telling_the_police_of_a_crime_needs_no_policy_document(
    flows: str, expected: list[str], tmp_path: Path
) -> None:
    said = "  schedule_1: [unlawful-acts]\n  article_10: schedule-1\n"
    fragment = "flows:\n" + flows + "lawfulness:\n" + basis("task", said, "[council, schools]") + enforcing("police")
    assert codes(fragment, tmp_path) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("schedule_1_because: It protects a child", ["SPEC005"]),
        ("schedule_1_because: Asking first would harm", ["SPEC017", "SPEC018"]),
        ("schedule_1_because: Asking first would harm the child", ["SPEC017"]),
        ('schedule_1_because: "TBC: the board decides"\n  protects: children', []),
        ('consent_not_sought_because: ["TBC: the board decides"]\n  protects: children', []),
        ('consent_not_sought_because: [cannot-be-given]\n  protects: "TBC: the board decides"', []),
        ("consent_not_sought_because: [cannot-be-given]", ["SPEC018"]),
        ("schedule_1_because: Children hide\n  consent_not_sought_because: [cannot-be-given]", ["SPEC017"]),
    ],
)
def test_reasons_of_safeguarding(words: str, expected: list[str], tmp_path: Path) -> None:
    said = (
        "  article_9: substantial-public-interest\n  schedule_1: [safeguarding]\n  policy_document: {title: Policy}\n"
    )
    assert codes("lawfulness:\n" + basis("task", said + f"  {words}\n" + OFFICIAL), tmp_path) == expected


def test_safeguarding_protects_those_at_risk(tmp_path: Path) -> None:
    people = "people:\n- {id: children, title: Landlords, vulnerable: no}\n"
    assert codes(people + "lawfulness:\n" + basis("task", SAFE + OFFICIAL), tmp_path) == ["SPEC018"]


def test_official_authority_of_those_who_take_part(tmp_path: Path) -> None:
    parties = "parties:\n- {organisation: council}\n- {organisation: police}\n- {organisation: charity}\n"
    flows = "flows:\n" + flow("answer", "police", "council", "[identity, offending]")
    charity = flow("referral", "charity", "council", "identity")
    law = "lawfulness:\n" + basis("task", "  article_10: official-authority\n")
    assert codes(parties + flows + charity + law, tmp_path) == []
    told = charity.replace("identity", "[identity, offending]")
    lines = found(parties + flows + told + law, tmp_path / "told")
    assert ["“Lanternway” is not a public authority" in line for line in lines] == [True]
    acting = parties.replace("organisation: charity", "organisation: charity, on_behalf_of: council")
    assert codes(acting + flows + told + law, tmp_path / "acting") == []


def test_a_condition_that_nothing_needs_is_told_of_where_nothing_might_need_it(tmp_path: Path) -> None:
    said = "  article_9: legal-claims\n" + OFFICIAL
    law = "lawfulness:\n" + basis("task", said)
    assert codes(items("id: health-needs, title: Needs, kind: personal", OFFENCES) + law, tmp_path) == ["SPEC009"]
    coded = items("id: health-needs, title: Register of cases, kind: pseudonymised", OFFENCES)
    assert codes(coded + law, tmp_path / "coded") == []
    misfiled = items("id: health-needs, title: Health needs, kind: personal", OFFENCES)
    assert codes(misfiled + law, tmp_path / "misfiled") == ["SPEC012"]


def test_a_condition_above_may_be_needed_below(tmp_path: Path) -> None:
    framework = "# framework/protocol.yaml\npurposes:\n- {id: find-need, title: Find}\nlawfulness:\n"
    information = items("id: health-needs, title: Needs, kind: personal", OFFENCES)
    above = framework + basis("task", "  article_9: legal-claims\n" + OFFICIAL)
    assert codes("purposes: []\nlawfulness: []\n" + information + above, tmp_path) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("title: What we know, kind: special-category", ["SPEC010"]),
        ('title: What we know, kind: special-category, special: ["TBC: the DPO decides"]', []),
        ("title: Sex and marital status, kind: special-category, special: [health]", ["SPEC011"]),
        ("title: Sex and care needs, kind: special-category, special: [health]", []),
        ("title: Nationality and religion, kind: special-category, special: [religious-or-philosophical-beliefs]", []),
        ("title: Attendance at the clinic, kind: special-category, special: [health]", []),
        ("title: Housing adaptations, kind: special-category, special: [health]", []),
        ("title: Pregnancy, kind: personal", ["SPEC012"]),
        ("title: Pregnancy, kind: pseudonymised", ["SPEC012"]),
        ("title: Pregnancy, kind: special-category", ["SPEC010"]),
        ("title: Pregnancy, kind: pseudonymised, special: [health]", []),
        ("title: Pregnancy, kind: aggregate", []),
        ('title: Pregnancy, kind: "TBC: the DPO decides"', []),
        ("title: Name of the GP and the school nurse, kind: personal", []),
        ("title: Offences and illness, kind: criminal-offence", ["SPEC012"]),
        ("title: Convictions, kind: personal", ["SPEC013"]),
        ("title: Convictions, kind: special-category, special: [health]", ["SPEC013"]),
        ("title: Name of the youth offending team's worker, kind: personal", []),
        ("title: Offences by street, kind: aggregate", []),
        ("title: Ethnic group and illness, kind: special-category, special: [health]", ["SPEC015"]),
        ('title: Ethnic group and illness, kind: special-category, special: [health, "TBC: the DPO"]', []),
        ("title: Coded list of visits, kind: anonymised", ["SPEC016"]),
        ("title: Barcoded lamps by street, kind: anonymised", []),
        ("title: Visits by street, kind: aggregate, identifier: NHS number", ["SPEC016"]),
        ("title: Coded list of visits, kind: pseudonymised, identifier: NHS number", []),
        ("title: Needs, kind: personal, special: [health]", ["SPEC020"]),
    ],
)
def test_items_are_filed_as_what_their_titles_show(item: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(items(HEALTH, OFFENCES, f"id: extra, {item}"), tmp_path) == expected


def test_the_mend_says_what_to_write(tmp_path: Path) -> None:
    item = "id: extra, title: Disability and ethnic group, kind: personal"
    (line,) = found(items(HEALTH, OFFENCES, item), tmp_path)
    assert "shows racial or ethnic origin and health and is filed as ordinary personal data" in line
    assert "Write “kind: special-category” and “special: [racial-or-ethnic-origin, health]”." in line


UNASKED = "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: not-sought}\n"
EXPLICIT = "  article_9: explicit-consent\n"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (UNASKED + "lawfulness:\n" + basis("task", EXPLICIT + OFFICIAL), ["SPEC014"]),
        (UNASKED + "lawfulness:\n" + basis("task", EXPLICIT + OFFICIAL) + basis("other", SAFE + OFFICIAL), ["SPEC019"]),
        ("lawfulness:\n" + basis("task", EXPLICIT + OFFICIAL), ["SPEC019"]),
        (
            "lawfulness:\n" + basis("task", SAFE.replace("substantial-public-interest", "explicit-consent") + OFFICIAL),
            ["SPEC014"],
        ),
        (
            "lawfulness:\n"
            + basis(
                "task", SAFE.replace("substantial-public-interest", "explicit-consent") + "  article_10: schedule-1\n"
            ),
            ["SPEC019"],
        ),
    ],
)
def test_explicit_consent(fragment: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(fragment, tmp_path) == expected


def test_a_charity_may_rest_on_explicit_consent(tmp_path: Path) -> None:
    parties = "parties:\n- {organisation: council}\n- {organisation: charity}\n"
    flows = "flows:\n" + flow("referral", "charity", "council", "[identity, health-needs]")
    law = "lawfulness:\n" + basis("task", SAFE, "council") + basis("charity", EXPLICIT, "charity")
    assert codes(parties + flows + law, tmp_path) == []
    assert codes(parties + flows + law + UNASKED, tmp_path / "unasked") == ["SPEC014"]


def test_secrecy_is_asked_of_those_who_take_part(tmp_path: Path) -> None:
    care = "  article_9: health-or-social-care\n  schedule_1: [health-or-social-care]\n" + OFFICIAL
    law = "lawfulness:\n" + basis("task", care)
    assert codes(law, tmp_path) == []
    flows = "flows:\n" + flow("health-answer", "trust", "[council, schools]", "[identity, health-needs]")
    assert codes(flows + law, tmp_path / "schools") == ["SPEC021"]
    assert codes("flows: []\n" + law, tmp_path / "planned") == ["SPEC021"]
    ordinary_only = items("id: health-needs, title: Needs, kind: personal", OFFENCES)
    assert codes("flows: []\n" + ordinary_only + law, tmp_path / "ordinary") == []
    said = care + "  schedule_1_because: A clinician is responsible\n"
    assert codes(flows + "lawfulness:\n" + basis("task", said), tmp_path / "said") == []


def test_a_partnership_may_teach_the_toolkit_words(tmp_path: Path) -> None:
    words = "# law.yaml\ncategories:\n- {id: health, words: [kettle]}\n"
    item = "id: extra, title: Kettles at home, kind: personal"
    assert codes(items(HEALTH, OFFENCES, item) + words, tmp_path) == ["SPEC012"]


def test_what_titles_show() -> None:
    register = open_register(BASE)
    assert list(shown(register, "DIAGNOSES and allergies", SPECIAL)) == ["health"]
    assert list(shown(register, "The fiance's menu", SPECIAL)) == []
    assert list(shown(register, "Bail conditions", CRIMINAL)) == ["sentences"]
    assert ordinary(register, "Nationality of the parents") == ["nationality"]
    assert ordinary(register, "Nationality of the lodger") == []
    assert ordinary(register, "Agency") == []


def test_many_items_are_named_shortly() -> None:
    from istoolkit.definitions.picture import pictures

    (hub,) = pictures(open_register(BASE, ["hub"]))
    three = list(hub.items.values())
    assert quoted(three[:1]) == "“Name and address”"
    assert quoted([*three, *three]).count("“") == 3
    assert quoted([*three, *hub.parties.values()]).endswith("“Health needs that bear on support” and 6 more")
