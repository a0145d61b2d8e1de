"""Powers and duties to share: the near misses and the odd cases that the pages of the rules leave out."""

from pathlib import Path

import pytest

from tests.rules.pages import findings
from tests.rules.test_lawful_basis import HOSPICE, ITEM, OTHERS, Hub, basis, flow

S10 = "children-act-2004-s10"
WALES = "social-services-wales-act-2014-s162"
FIRE = "fire-and-rescue-services-act-2004-s6"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def task(*gateways: str, more: str = "", parties: str = "all", article_6: str = "public-task") -> str:
    extra = f", {more}" if more else ""
    return basis(f"article_6: {article_6}, gateways: [{', '.join(gateways)}]{extra}", parties)


def law(record: str) -> str:
    return f"# law.yaml\nprovisions:\n- {{{record}}}\n"


def works_in(nations: str) -> str:
    return f"# organisations.yaml\norganisations:\n- {{id: trust, title: Border Trust, kind: nhs-trust, nations: [{nations}]}}\n"


HERE = OTHERS.replace("article_6", "nations: [england], article_6")
BOTH = "jurisdictions: [england, wales]\n"


@pytest.mark.parametrize(
    ("gateways", "more", "words"),
    [
        ((S10, WALES), "", []),
        ((S10,), "", ["no law named here holds in Wales"]),
        ((S10,), "nations: [england]", []),
        ((S10, "children-scotland-act-1995-s22"), "nations: [england]", ["holds in Scotland and not in England"]),
        (("children-act-1989-s47",), "", []),
        ((S10, "common-law-confidence"), "", ["no law named here holds in Wales"]),
        ((S10, "'TBC: the law of Wales'"), "", []),
        (("girfec-practice-guidance-4",), "", ["holds in Scotland and not in England and Wales"]),
    ],
)
def test_nations(hub: Hub, gateways: tuple[str, ...], more: str, words: list[str]) -> None:
    entry = task(*gateways, more=more, parties="trust")
    found = hub.found("GATE001", HERE, entry, before=BOTH, after=works_in("england, wales"))
    assert [word in line for line, word in zip(found, words, strict=True)] == [True] * len(words)


def test_a_party_of_england_needs_no_law_of_wales(hub: Hub) -> None:
    assert hub.found("GATE001", HERE, task(S10, parties="trust"), before=BOTH, after=works_in("england")) == []


@pytest.mark.parametrize(
    ("gateway", "parties", "after", "count"),
    [
        (FIRE, "all", "", 1),
        (FIRE, "all", "# organisations.yaml\norganisations:\n- {id: trust, title: Fire, kind: fire-and-rescue}\n", 0),
        (FIRE, "all", "# organisations.yaml\norganisations:\n- {id: trust, title: Club, kind: other}\n", 0),
        (
            FIRE,
            "all",
            "# organisations.yaml\norganisations:\n- {id: trust, title: Team, kind: charity, made_up_of: [council, fire]}\n"
            "- {id: fire, title: Fire service, kind: fire-and-rescue}\n",
            0,
        ),
        (FIRE, "trust", "# organisations.yaml\norganisations:\n- {id: trust, title: Hub, kind: partnership}\n", 0),
        (
            FIRE,
            "all",
            "# organisations.yaml\norganisations:\n- {id: trust, title: Trust, kind: nhs-trust, part_of: whole}\n"
            "- {id: whole, title: The partnership, kind: partnership}\n",
            1,
        ),
        ("common-law-policing", "[council, schools]", "", 0),
        ("working-together-2026", "trust", "", 0),
    ],
)
def test_whom_a_law_speaks_to(hub: Hub, gateway: str, parties: str, after: str, count: int) -> None:
    assert len(hub.found("GATE002", OTHERS, task(S10, gateway, parties=parties), after=after)) == count


def test_a_law_of_the_council_may_stand_with_those_who_answer_it(hub: Hub) -> None:
    assert hub.found("GATE002", OTHERS, task("children-act-1989-s17", parties="trust")) == []


def test_a_law_of_a_party_that_takes_no_part_in_the_flows(hub: Hub) -> None:
    entry = task(S10, "common-law-policing", parties="trust")
    assert len(hub.found("GATE002", OTHERS, entry, flows=flow("trust"))) == 1


def test_without_flows_any_party_may_be_concerned(tmp_path: Path) -> None:
    text = (
        "# framework/protocol.yaml\npurposes:\n- {id: find-need, title: Find needs}\nlawfulness:\n"
        + task("common-law-policing", parties="charity")
        + task(FIRE, parties="charity").replace("id: own", "id: fire")
    )
    (line,) = [each for each in findings(text, tmp_path / "r") if " GATE002 " in each]
    assert "“Fire and Rescue Services Act 2004, section 6”" in line


FGM = "female-genital-mutilation-act-2003-s5b"


@pytest.mark.parametrize(
    ("to", "count"), [("[council, police]", 0), ("council", 1), ("council-and-police", 0), ("public", 0)]
)
def test_who_may_receive(hub: Hub, to: str, count: int) -> None:
    post = "posts:\n- {id: council-and-police, title: Duty desk, held_at: [council, police]}\n"
    flows = flow("trust").replace("to: council", f"to: {to}")
    assert len(hub.found("GATE003", task(S10, FGM), flows=flows, before=post)) == count


def test_a_processor_receives_for_its_controller(hub: Hub) -> None:
    flows = flow("trust").replace("to: council", "to: supplier")
    homeless = "children-and-families-act-2014-s23"
    assert hub.found("GATE003", task(S10, homeless), flows=flows) == []


def test_no_flows_no_recipients(tmp_path: Path) -> None:
    text = "# framework/protocol.yaml\npurposes:\n- {id: find-need, title: Find needs}\nlawfulness:\n" + basis(
        f"article_6: public-task, gateways: [{S10}, {FGM}]", "charity", "above"
    )
    assert not [line for line in findings(text, tmp_path / "r") if "framework/" in line and " GATE003 " in line]


LATER = law("id: children-act-2004-s16la, in_force_from: 2026-12-02")


@pytest.mark.parametrize(
    ("day", "more", "count"),
    [
        ("2026-12-02", "", 1),
        ("2026-12-01", "", 0),
        ("2027-03-31", "from: 2027-03-31", 0),
        ("2027-03-31", "from: 2027-03-30", 1),
        ("2026-12-01", "from: 2026-01-01", 0),
        ("'TBC: the minister decides'", "", 0),
    ],
)
def test_the_day_on_which_law_begins(hub: Hub, day: str, more: str, count: int) -> None:
    begins = law(f"id: children-act-2004-s16la, in_force_from: {day}")
    assert len(hub.found("GATE004", task(S10, "children-act-2004-s16la", more=more), after=begins)) == count


def test_recognised_interests_began_in_2026(hub: Hub) -> None:
    interest = basis("article_6: recognised-legitimate-interest, annex_1: [safeguarding]")
    early = hub.found("GATE004", OTHERS, interest, before="in_force: 2026-02-04\n", after=HOSPICE)
    assert ["Article 6(1)(ea)” is law from 5 February 2026" in line for line in early] == [True]


@pytest.mark.parametrize(
    ("end", "start", "ended", "since"),
    [
        ("2026-11-30", "2026-12-01", 1, 0),
        ("2026-12-01", "2026-12-01", 0, 0),
        ("2026-10-31", "2026-10-01", 0, 1),
        ("2026-10-31", "2026-11-01", 1, 0),
        ("2026-10-31", "'TBC: the board decides'", 1, 0),
        ("2027-03-31", "2026-12-01", 0, 0),
    ],
)
def test_the_day_on_which_law_ends(tmp_path: Path, end: str, start: str, ended: int, since: int) -> None:
    text = f"in_force: {start}\n{ITEM}flows:\n{flow()}lawfulness:\n{task(S10, 'children-act-1989-s17')}" + law(
        f"id: children-act-1989-s17, in_force_to: {end}, replaced_by: [children-act-2004-s11]"
    )
    found = findings(text, tmp_path / "r")
    now = [line for line in found if "“Children Act 2004, section 11” took its place" in line]
    assert [line.split()[1] for line in now] == ["GATE005"] * ended + ["GATE011"] * since


def test_a_basis_that_is_over_needs_no_new_law(hub: Hub) -> None:
    over = task("working-together-2023", more="until: 2026-11-30")
    assert hub.found("GATE011", task(S10), over) == []


SHUT = "pcsc-act-2022-s16"
HEALTH = "information:\n- {id: identity, title: Injuries, of: children, kind: special-category, special: [health], needed_because: To help}\n"


@pytest.mark.parametrize(
    ("giver", "parties", "item", "words"),
    [
        ("[trust, police]", "all", ITEM, ["does not let “Northvale NHS Trust” share"]),
        ("police", "all", ITEM, []),
        ("[trust, police]", "[council, police]", ITEM, []),
        ("police", "all", HEALTH, ["does not cover “Injuries”"]),
        ("trust", "council", HEALTH, []),
    ],
)
def test_whom_and_what_a_law_shuts_out(hub: Hub, giver: str, parties: str, item: str, words: list[str]) -> None:
    found = hub.found("GATE006", task(SHUT, parties=parties), flows=flow(giver), item=item)
    assert [word in line for line, word in zip(found, words, strict=True)] == [True] * len(words)


def test_a_register_entry_to_be_confirmed_is_said(hub: Hub) -> None:
    entry = task("digital-economy-act-2017-s48", more="register_entry: 'TBC: the council applies'")
    assert hub.found("GATE007", entry) == []


@pytest.mark.parametrize(
    ("article_6", "gateways", "found"),
    [
        ("public-task", "children-act-2004-s16h", ["GATE008"]),
        ("legal-obligation", "children-act-2004-s16h", ["LAWF004"]),
        ("legal-obligation", "children-act-2004-s16h, children-act-1989-s47", ["GATE008"]),
        ("public-task", "uk-gdpr-annex-1-p1", []),
    ],
)
def test_a_missing_request_is_said_once(tmp_path: Path, article_6: str, gateways: str, found: list[str]) -> None:
    text = f"{ITEM}flows:\n{flow()}lawfulness:\n{OTHERS}{task(gateways, parties='trust', article_6=article_6)}"
    lines = [line.split()[1] for line in findings(text, tmp_path / "r")]
    assert [code for code in lines if code in ("GATE008", "LAWF004")] == found


def test_a_law_without_authority_that_ended_is_named_once(tmp_path: Path) -> None:
    text = f"{ITEM}flows:\n{flow()}lawfulness:\n{task(S10, 'data-protection-act-1998')}"
    codes = [line.split()[1] for line in findings(text, tmp_path / "r")]
    assert [code for code in codes if code.startswith("GATE")] == ["GATE005"]


@pytest.mark.parametrize(
    ("gateways", "article_6", "count"),
    [
        ((S10, "working-together-2026"), "public-task", 0),
        (("working-together-2026",), "public-task", 1),
        (("working-together-2026",), "consent", 0),
        ((S10, "dpa-2018-s8"), "public-task", 1),
        (("uk-gdpr", "dpa-2018"), "consent", 2),
    ],
)
def test_what_is_no_power(hub: Hub, gateways: tuple[str, ...], article_6: str, count: int) -> None:
    entry = task(*gateways, article_6=article_6, parties="trust")
    assert len(hub.found("GATE010", OTHERS, entry)) == count


ADULTS = "care-act-2014-s42"


@pytest.mark.parametrize(
    ("gateways", "more", "after", "count"),
    [
        ((ADULTS,), "", "", 1),
        ((ADULTS, S10), "", "", 0),
        (("working-together-2026",), "", "", 0),
        ((ADULTS, "'TBC: the power of the trust'"), "", "", 0),
        ((ADULTS,), "", HOSPICE, 0),
        ((FGM,), "", "", 1),
    ],
)
def test_givers_without_a_power(hub: Hub, gateways: tuple[str, ...], more: str, after: str, count: int) -> None:
    assert len(hub.found("GATE012", OTHERS, task(*gateways, more=more, parties="trust"), after=after)) == count


def test_those_who_only_receive_need_no_power_to_give(hub: Hub) -> None:
    assert hub.found("GATE012", task("common-law-policing"), flows=flow("police")) == []


def test_a_power_in_a_basis_beside_will_do(hub: Hub) -> None:
    beside = basis(f"article_6: public-task, gateways: [{S10}]", "trust", "beside")
    assert hub.found("GATE012", OTHERS, task(ADULTS, parties="trust"), beside) == []


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("confidence: law", 1),
        ("confidence: [law, approval]", 0),
        ("confidence: law, confidence_because: Approved on 1 June 2026", 0),
    ],
)
def test_approvals(hub: Hub, more: str, count: int) -> None:
    assert len(hub.found("GATE013", task(S10, "nhs-act-2006-s251", more=more))) == count
