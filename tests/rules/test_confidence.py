"""Near misses and edge cases of the rules on confidence, the national data opt-out and private life."""

from pathlib import Path

import pytest

from tests.rules.test_special import HEALTH, OFFENCES, OFFICIAL, SAFE, flow, found, items

GATEWAYS = "children-act-2004-s10, children-act-1989-s17"
WEIGHED = "  confidence_because: The clinician weighs it\n"
OPT_OUT = "  opt_out: It does not apply to safeguarding\n"
CARE = "  article_9: health-or-social-care\n  schedule_1: [health-or-social-care]\n  schedule_1_because: Clinicians answer\n"
UNASKED = "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: not-sought}\n"


def basis(name: str, said: str, parties: str = "all", gateways: str = GATEWAYS, conditions: str = SAFE) -> str:
    head = f"- id: {name}\n  purposes: find-need\n  parties: {parties}\n  article_6: public-task\n"
    because = "  article_6_because: The duty to help children in need\n  why: Statute lays it on the partners\n"
    return head + because + conditions + OFFICIAL + f"  gateways: [{gateways}]\n" + said


def enforcing(parties: str, said: str) -> str:
    head = f"- id: enforcing\n  purposes: find-need\n  parties: {parties}\n  regime: law-enforcement\n  part_3: task\n"
    return head + "  schedule_8: [safeguarding]\n  gateways: [common-law-policing]\n  why: Preventing crime\n" + said


def codes(fragment: str, tmp_path: Path) -> list[str]:
    return sorted(line.split(" ")[1] for line in found(fragment, tmp_path, "CONF"))


@pytest.mark.parametrize(
    ("lawfulness", "expected"),
    [
        (basis("task", OPT_OUT), ["CONF001"]),
        (basis("task", OPT_OUT, "[council, schools, police]"), []),
        (basis("task", OPT_OUT) + basis("other", "  confidence: public-interest\n" + WEIGHED, "trust"), []),
        (basis("task", OPT_OUT) + basis("other", "  confidence: public-interest\n" + WEIGHED, "council"), ["CONF001"]),
        (basis("task", OPT_OUT + '  confidence: ["TBC: the Caldicott Guardian advises"]\n'), []),
    ],
)
def test_silence_is_judged_by_who_gives(lawfulness: str, expected: list[str], tmp_path: Path) -> None:
    assert codes("lawfulness:\n" + lawfulness, tmp_path) == expected


@pytest.mark.parametrize(
    ("sender", "information", "expected"),
    [
        ("schools", "[identity, health-needs]", ["CONF011"]),
        ("[schools, trust]", "[identity, health-needs]", ["CONF001"]),
        ("schools", "identity", []),
        ("people", "[identity, health-needs]", []),
    ],
)
def test_others_owe_confidence_too(sender: str, information: str, expected: list[str], tmp_path: Path) -> None:
    flows = "flows:\n" + flow("answer", sender, "council", information)
    assert codes(flows + "lawfulness:\n" + basis("task", OPT_OUT), tmp_path) == expected


def test_the_police_owe_confidence_under_part_3(tmp_path: Path) -> None:
    flows = "flows:\n" + flow("answer", "police", "council", "[identity, health-needs]")
    law = "lawfulness:\n" + basis("task", OPT_OUT, "council")
    assert codes(flows + law + enforcing("police", ""), tmp_path) == ["CONF011"]
    assert codes(flows + law + enforcing("police", "  confidence: law\n"), tmp_path / "law") == []


def test_a_processor_follows_those_it_works_for(tmp_path: Path) -> None:
    flows = "flows:\n" + flow("answer", "supplier", "council", "[identity, health-needs]")
    assert codes(flows + "lawfulness:\n" + basis("task", OPT_OUT, "[council, supplier]"), tmp_path) == []


def test_a_party_without_a_basis_is_not_asked_of_confidence(tmp_path: Path) -> None:
    assert codes("lawfulness:\n" + basis("task", "", "schools"), tmp_path) == []
    assert codes('lawfulness: "TBC: counsel advises"\n', tmp_path / "unknown") == []


@pytest.mark.parametrize(
    ("recipients", "said", "conditions", "expected"),
    [
        ("council", "  confidence: implied-consent\n", CARE, []),
        ("schools", "  confidence: implied-consent\n", CARE, ["CONF002"]),
        ("[council, schools]", "  confidence: implied-consent\n", CARE, ["CONF002"]),
        ("[council, schools]", "  confidence: [implied-consent, consent]\n", CARE, []),
        ("charity", "  confidence: implied-consent\n", CARE, ["CONF002"]),
        ("[council, charity]", "  confidence: implied-consent\n", CARE, []),
        ("[council, supplier]", "  confidence: implied-consent\n", CARE, []),
        ("supplier", "  confidence: implied-consent\n", CARE, []),
        ("council", "  confidence: implied-consent\n", SAFE, ["CONF002"]),
    ],
)
def test_implied_consent(recipients: str, said: str, conditions: str, expected: list[str], tmp_path: Path) -> None:
    parties = (
        "parties:\n- {organisation: council}\n- {organisation: trust}\n- {class: schools}\n- {organisation: charity}\n"
    )
    supplier = "- {organisation: supplier, role: processor, for: council}\n"
    flows = "flows:\n" + flow("answer", "trust", recipients, "[identity, health-needs]")
    law = "lawfulness:\n" + basis("task", said + OPT_OUT, conditions=conditions)
    assert codes(parties + supplier + flows + law, tmp_path) == expected


@pytest.mark.parametrize(
    ("route", "gateways", "expected"),
    [
        ("approval", GATEWAYS, ["CONF003"]),
        ("approval", f"{GATEWAYS}, nhs-act-2006-s251", []),
        ("[consent, approval]", GATEWAYS, ["CONF003"]),
        ("approval", f'{GATEWAYS}, "TBC: counsel advises"', []),
        ("law", GATEWAYS, ["CONF004"]),
        ("law", "crime-and-disorder-act-1998-s115", ["CONF004"]),
        ("law", "children-act-1989-s27", []),
        ("law", "serious-crime-act-2007-s68", []),
        ("law", f'{GATEWAYS}, "TBC: counsel advises"', []),
        ("law", f"{GATEWAYS}, an-act-no-one-knows", []),
        ("[law, public-interest]", GATEWAYS, ["CONF004"]),
    ],
)
def test_routes_that_rest_on_law(route: str, gateways: str, expected: list[str], tmp_path: Path) -> None:
    said = f"  confidence: {route}\n" + WEIGHED + OPT_OUT
    assert codes("lawfulness:\n" + basis("task", said, gateways=gateways), tmp_path) == expected


def test_public_interest_is_weighed_where_something_is_confidential(tmp_path: Path) -> None:
    public = "  confidence: public-interest\n"
    weighed = "lawfulness:\n" + basis("task", public + WEIGHED + OPT_OUT, "[council, trust]")
    assert codes(weighed + basis("others", public, "[schools, police]"), tmp_path) == []
    unsure = '  confidence_because: "TBC: the Caldicott Guardian advises"\n'
    assert codes("lawfulness:\n" + basis("task", public + unsure + OPT_OUT), tmp_path / "unsure") == []
    assert codes("lawfulness:\n" + basis("task", public + OPT_OUT), tmp_path / "silent") == ["CONF005"]


def test_confidence_denied_for_what_is_marked(tmp_path: Path) -> None:
    law = "lawfulness:\n" + basis("task", "  confidence: none-owed\n" + OPT_OUT)
    marked = items("id: health-needs, title: Needs, kind: personal, confidential: yes", OFFENCES)
    assert codes(marked + law, tmp_path) == ["CONF006"]
    assert codes(marked.replace("confidential: yes", "confidential: no") + law, tmp_path / "no") == []
    figures = items("id: health-needs, title: Needs, kind: aggregate, special: [health]", OFFENCES)
    assert codes(figures + law, tmp_path / "figures") == []


@pytest.mark.parametrize(
    ("lawfulness", "expected"),
    [
        (basis("task", "  confidence: consent\n" + OPT_OUT), ["CONF007"]),
        (basis("task", "  confidence: [consent]\n" + OPT_OUT), ["CONF007"]),
        (basis("task", "  confidence: [consent, law]\n" + OPT_OUT, gateways="children-act-1989-s27"), []),
        (basis("task", "  confidence: consent\n" + OPT_OUT, "[council, schools, police]"), []),
        (
            basis("task", "  confidence: consent\n" + OPT_OUT)
            + basis("other", "  confidence: public-interest\n" + WEIGHED, "trust"),
            [],
        ),
    ],
)
def test_agreement_that_no_one_is_asked_for(lawfulness: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(UNASKED + "lawfulness:\n" + lawfulness, tmp_path) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Each decision asks whether less would do", []),
        ('"TBC: counsel advises"', []),
        ("N/A", ["CONF008"]),
        ("Compliant with the Human Rights Act", ["CONF008"]),
        ("Not engaged.", ["CONF008"]),
    ],
)
def test_words_on_private_life_say_something(words: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(f"# framework/protocol.yaml\nhuman_rights: {words}\n", tmp_path) == expected


NOTHING_ABOVE = "# framework/protocol.yaml\nhuman_rights: None\n"
ROUTE = "  confidence: public-interest\n" + WEIGHED + OPT_OUT


def test_private_life_is_a_matter_for_public_authorities_that_give(tmp_path: Path) -> None:
    weighed = basis("task", ROUTE + "  human_rights: Only what protects the child\n", "[trust, police, schools]")
    assert codes("lawfulness:\n" + weighed + basis("other", ROUTE, "council") + NOTHING_ABOVE, tmp_path) == []
    private = "parties:\n- {organisation: council}\n- {organisation: charity}\n"
    flows = "flows:\n" + flow("referral", "charity", "council", "identity")
    law = "lawfulness:\n" + basis("task", ROUTE) + NOTHING_ABOVE
    assert codes(private + flows + law, tmp_path / "private") == []
    figures = "flows:\n" + flow("figures", "council", "trust", "offending")
    counted = items(HEALTH, "id: offending, title: Visits by street, kind: aggregate")
    assert codes(counted + figures + law, tmp_path / "figures") == []


def test_private_life_is_told_of_once_a_protocol(tmp_path: Path) -> None:
    two = "lawfulness:\n" + basis("task", ROUTE, "[council, trust]") + basis("other", ROUTE, "[schools, police]")
    (line,) = found(two + NOTHING_ABOVE, tmp_path, "CONF008")
    assert "on “Task” and “Other”" in line


SPREAD = "flows:\n" + flow("health-answer", "trust", "[council, schools]", "[identity, health-needs]")


@pytest.mark.parametrize(
    ("said", "conditions", "expected"),
    [
        ("  confidence: public-interest\n" + WEIGHED, SAFE, ["CONF009"]),
        ("  confidence: public-interest\n" + WEIGHED + '  opt_out: "TBC: the trust decides"\n', SAFE, []),
        ("  confidence: public-interest\n" + WEIGHED, CARE, []),
        ("  confidence: consent\n", SAFE, []),
        ("  confidence: [consent, public-interest]\n" + WEIGHED, SAFE, ["CONF009"]),
    ],
)
def test_the_national_data_opt_out(said: str, conditions: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(SPREAD + "lawfulness:\n" + basis("task", said, conditions=conditions), tmp_path) == expected


def test_the_opt_out_is_of_england_and_of_what_leaves_care(tmp_path: Path) -> None:
    law = "lawfulness:\n" + basis("task", "  confidence: public-interest\n" + WEIGHED)
    assert codes(law, tmp_path) == []
    welsh = "# organisations.yaml\norganisations:\n- {id: trust, title: Trust, kind: nhs-trust, nations: [wales]}\n"
    assert codes(SPREAD + law + welsh, tmp_path / "wales") == []


@pytest.mark.parametrize(
    ("item", "sender", "expected"),
    [
        ("title: Diagnosis, kind: special-category, special: [health]", "trust", ["CONF012"]),
        ("title: Diagnosis, kind: special-category, special: [health], confidential: no", "trust", ["CONF012"]),
        ('title: Diagnosis, kind: special-category, special: [health], confidential: "TBC: ask"', "trust", []),
        ("title: Diagnosis, kind: special-category, special: [health]", "schools", []),
        ("title: The concern, kind: special-category, special: [health]", "trust", []),
    ],
)
def test_health_information_is_marked(item: str, sender: str, expected: list[str], tmp_path: Path) -> None:
    flows = "flows:\n" + flow("answer", sender, "council", "[identity, health-needs]")
    assert codes(items(f"id: health-needs, {item}", OFFENCES) + flows, tmp_path) == expected
