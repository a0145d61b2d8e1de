"""Lawful bases: the near misses and the odd cases that the pages of the rules leave out."""

from pathlib import Path

import pytest

from tests.rules.pages import findings

ITEM = "information:\n- {id: identity, title: Name and address, of: children, kind: personal, needed_because: To find the child}\n"
FLOW = (
    "- {{id: {id}, title: Asking for help, from: {giver}, to: council, information: identity, purpose: {purpose}, "
    "circumstance: concern, channel: secure-email, into: case-system, frequency: {often}, seen_by: Hub staff{more}}}\n"
)
HOSPICE = (
    "# organisations.yaml\norganisations:\n- {id: trust, title: Northvale Hospice, kind: charity, nations: [england]}\n"
)
OTHERS = "- {id: bodies, purposes: find-need, parties: [council, police, schools], article_6: public-task, gateways: [children-act-2004-s10]}\n"
RLI = "article_6: recognised-legitimate-interest, annex_1: [safeguarding]"
LI = "article_6: legitimate-interests, article_6_because: It outweighs the intrusion"
TASK = "article_6: public-task, article_6_because: The care of children"


def flow(
    giver: str = "[schools, trust, police]",
    *,
    name: str = "referral",
    purpose: str = "find-need",
    often: str = "When it arises",
    more: str = "",
) -> str:
    return FLOW.format(id=name, giver=giver, purpose=purpose, often=often, more=more)


def basis(rest: str, parties: str = "trust", name: str = "own", purposes: str = "find-need") -> str:
    return f"- {{id: {name}, purposes: {purposes}, parties: {parties}, {rest}}}\n"


class Hub:
    """The hub of the examples with other bases, and what a rule finds in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def found(
        self, code: str, *bases: str, flows: str = "", before: str = "", after: str = "", item: str = ITEM
    ) -> list[str]:
        text = f"{before}{item}flows:\n{flows or flow()}lawfulness:\n{''.join(bases)}{after}"
        return [line for line in findings(text, self.root / "register") if f" {code} " in line]


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def test_a_public_authority_may_not_weigh_interests(hub: Hub) -> None:
    (line,) = hub.found("LAWF001", basis(LI, "all"))
    assert "“Northvale Council”, “Northvale NHS Trust”, “Northvale Police” and “Schools”" in line


@pytest.mark.parametrize(
    ("rest", "parties", "after"),
    [
        (LI, "trust", HOSPICE),
        (LI, "supplier", ""),
        ("article_6: 'TBC: counsel advises'", "trust", ""),
        ("regime: law-enforcement, part_3: task, gateways: [common-law-policing]", "police", ""),
        (
            LI,
            "trust",
            "# organisations.yaml\norganisations:\n- {id: trust, title: Northvale Trust, kind: nhs-trust, public_authority: no}\n",
        ),
    ],
)
def test_others_may(hub: Hub, rest: str, parties: str, after: str) -> None:
    assert hub.found("LAWF001", OTHERS, basis(rest, parties), after=after) == []


def test_a_basis_said_above_is_faulted_once_where_it_stands(tmp_path: Path) -> None:
    text = (
        "lawfulness:\n"
        + basis(TASK, "all", "task")
        + "# framework/protocol.yaml\n"
        + "purposes:\n- {id: find-need, title: Find needs early, necessity: No one sees all, benefit: Help}\n"
        + "lawfulness:\n"
        + basis(LI, "[trust, police, charity]")
    )
    (line,) = [each for each in findings(text, tmp_path / "r") if "LAWF001" in each]
    assert line.startswith("framework/protocol.yaml:")
    assert "“Northvale NHS Trust” and “Northvale Police”" in line


def test_what_is_to_be_confirmed_is_said(hub: Hub) -> None:
    interest = "article_6: recognised-legitimate-interest, annex_1: 'TBC: counsel advises'"
    assert hub.found("LAWF002", OTHERS, basis(interest), after=HOSPICE) == []


def test_a_request_to_be_confirmed_is_said(hub: Hub) -> None:
    interest = "article_6: recognised-legitimate-interest, annex_1: [request-for-public-task], request: 'TBC: the form'"
    assert hub.found("LAWF003", OTHERS, basis(interest), after=HOSPICE) == []


@pytest.mark.parametrize(
    ("gateways", "why"),
    [
        ("children-act-2004-s10", "is a duty to work together"),
        ("social-services-wales-act-2014-s130", "is law in Wales only"),
        ("children-act-1989-s27", "is a duty only where someone asks, and no request is described"),
        ("modern-slavery-act-2015-s52", "does not speak to it"),
    ],
)
def test_why_a_law_is_no_legal_obligation(hub: Hub, gateways: str, why: str) -> None:
    (line,) = hub.found("LAWF004", OTHERS, basis(f"article_6: legal-obligation, gateways: [{gateways}]"))
    assert "lays a duty to share on “Northvale NHS Trust”." in line
    assert why in line


@pytest.mark.parametrize(
    "rest",
    [
        "gateways: [children-act-1989-s27], request: The council asks for help",
        "gateways: [children-act-2004-s16la]",
        "gateways: [children-act-1989-s47, children-act-2004-s10]",
        "gateways: 'TBC: counsel advises'",
    ],
)
def test_legal_obligations(hub: Hub, rest: str) -> None:
    assert hub.found("LAWF004", OTHERS, basis("article_6: legal-obligation, " + rest)) == []


@pytest.mark.parametrize(
    ("kind", "count"),
    [("kind: fire-and-rescue, part_of: council", 0), ("kind: fire-and-rescue", 1), ("kind: other", 0)],
)
def test_a_part_of_a_body_has_the_duties_of_the_whole(hub: Hub, kind: str, count: int) -> None:
    obliged = basis("article_6: legal-obligation, gateways: [modern-slavery-act-2015-s52]")
    after = (
        f"# organisations.yaml\norganisations:\n- {{id: trust, title: Northvale Team, nations: [england], {kind}}}\n"
    )
    assert len(hub.found("LAWF004", OTHERS, obliged, after=after)) == count


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        ("gateways: [dfe-information-sharing-2024]", 0),
        ("gateways: [children-act-2004-s16la]", 1),
        ("schedule_1: [safeguarding]", 1),
        ("schedule_1: [counselling]", 0),
    ],
)
def test_consent_of_a_charity(hub: Hub, rest: str, count: int) -> None:
    assert len(hub.found("LAWF005", OTHERS, basis("article_6: consent, " + rest), after=HOSPICE)) == count


def concern(consent: str) -> str:
    return f"circumstances:\n- {{id: concern, title: A concern, when: A need is seen, consent: {consent}}}\n"


@pytest.mark.parametrize(("consent", "count"), [("not-appropriate", 1), ("sought", 0), ("'TBC: the board decides'", 0)])
def test_consent_that_is_not_asked_for(hub: Hub, consent: str, count: int) -> None:
    found = hub.found("LAWF006", OTHERS, basis("article_6: consent"), before=concern(consent), after=HOSPICE)
    assert len(found) == count


def test_another_basis_may_serve_where_consent_is_not_asked_for(hub: Hub) -> None:
    both = [basis("article_6: consent"), basis("article_6: vital-interests", name="danger")]
    assert hub.found("LAWF006", OTHERS, *both, before=concern("not-sought"), after=HOSPICE) == []


@pytest.mark.parametrize(
    ("rest", "mend"),
    [
        ("why: It helps", "article_6"),
        ("regime: law-enforcement, gateways: [common-law-policing]", "part_3"),
        ("article_6: 'TBC: counsel advises'", ""),
        ("part_3: task", ""),
        ("regime: intelligence-services", ""),
    ],
)
def test_an_entry_that_names_no_basis(hub: Hub, rest: str, mend: str) -> None:
    found = hub.found("LAWF007", basis(TASK, "all", "task"), basis(rest, "police"))
    assert [f"Add “{mend}”" in line for line in found] == ([True] if mend else [])


@pytest.mark.parametrize(
    "narrowed",
    ["nations: [wales]", "flows: other", "copy: other-system"],
)
def test_a_basis_that_is_narrowed_covers_no_more(hub: Hub, narrowed: str) -> None:
    flows = flow() + flow("trust", name="other")
    found = hub.found("LAWF008", OTHERS, basis(f"{TASK}, {narrowed}"), flows=flows)
    assert any("“Northvale NHS Trust”" in line for line in found)


def test_each_purpose_needs_a_basis(hub: Hub) -> None:
    two = "purposes:\n- {id: find-need, title: Find needs}\n- {id: audit, title: Check the work}\n"
    (line,) = hub.found("LAWF008", basis(TASK, "all"), flows=flow(purpose="[find-need, audit]"), before=two)
    assert "for the purpose “Check the work”" in line


@pytest.mark.parametrize(
    "role",
    [
        "role: processor, for: council, contract: Contract C-2",
        "roles: [{role: processor, for: council, flows: referral}]",
        "roles: [{role: processor, for: council, purposes: find-need, copy: case-system}]",
        "on_behalf_of: council",
        "role: recipient",
    ],
)
def test_who_needs_no_basis(hub: Hub, role: str) -> None:
    parties = "parties:\n- {organisation: council}\n- {organisation: trust, ROLE}\n- {organisation: police}\n- {class: schools}\n"
    assert hub.found("LAWF008", OTHERS, before=parties.replace("ROLE", role)) == []


@pytest.mark.parametrize(
    "role",
    ["note: It helps", "roles: [{role: processor, for: council, flows: other}]", "roles: [{role: joint-controller}]"],
)
def test_who_does(hub: Hub, role: str) -> None:
    parties = "parties:\n- {organisation: council}\n- {organisation: trust, ROLE}\n- {organisation: police}\n- {class: schools}\n"
    assert len(hub.found("LAWF008", OTHERS, before=parties.replace("ROLE", role))) == 1


def test_figures_need_no_basis(hub: Hub) -> None:
    figures = "information:\n- {id: identity, title: Numbers of children, kind: aggregate, needed_because: To plan}\n"
    assert hub.found("LAWF008", OTHERS, item=figures) == []


def test_nothing_is_missing_while_the_section_is_to_be_confirmed(tmp_path: Path) -> None:
    assert not [line for line in findings("lawfulness: 'TBC: counsel advises'\n", tmp_path / "r") if " LAWF" in line]


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("", ["LAWF009"]),
        (", gateways: [children-act-2004-s10]", ["LAWF011"]),
        (", article_6_because: Its charter", []),
        (", gateways: [children-act-2004-s16la]", []),
        (", gateways: 'TBC: counsel advises'", []),
    ],
)
def test_public_task_of_a_charity(hub: Hub, rest: str, found: list[str]) -> None:
    entry = basis("article_6: public-task" + rest)
    lines = [*hub.found("LAWF009", OTHERS, entry, after=HOSPICE)]
    hub.root = hub.root / "again"
    lines += hub.found("LAWF011", OTHERS, entry, after=HOSPICE)
    assert [line.split()[1] for line in lines] == found


def test_a_task_named_for_public_bodies_is_not_the_charitys(hub: Hub) -> None:
    assert len(hub.found("LAWF011", basis(TASK, "all"), after=HOSPICE)) == 1


def test_a_law_in_a_basis_beside_gives_the_task(hub: Hub) -> None:
    beside = basis("article_6: public-task, gateways: [children-act-2004-s16la]", name="duty")
    assert hub.found("LAWF011", basis(TASK, "all"), beside, after=HOSPICE) == []


def test_a_body_that_may_be_public_is_left_alone(hub: Hub) -> None:
    after = "# organisations.yaml\norganisations:\n- {id: trust, title: Northvale Homes, kind: housing-association}\n"
    assert hub.found("LAWF011", basis(TASK, "all"), after=after) == []


@pytest.mark.parametrize(
    ("often", "count"),
    [
        ("Each week", 1),
        ("Fortnightly", 1),
        ("On every working day", 1),
        ("Twice a month", 1),
        ("Each time a life is in danger", 0),
        ("When it arises", 0),
        ("On the day of the emergency", 0),
    ],
)
def test_what_is_routine(hub: Hub, often: str, count: int) -> None:
    vital = basis("article_6: vital-interests")
    assert len(hub.found("LAWF012", OTHERS, vital, flows=flow(often=often))) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (RLI, LI, 1),
        (f"{RLI}, flows: referral", LI, 0),
        (f"{RLI}, until: 2027-03-31", f"{LI}, from: 2027-04-01", 0),
        (f"{RLI}, copy: case-system", LI, 0),
        (LI, LI, 0),
        ("regime: law-enforcement, part_3: task", TASK, 0),
        (TASK, "article_6: legal-obligation, gateways: [children-act-1989-s47]", 0),
        (TASK, "article_6: consent", 1),
        (TASK, "article_6: 'TBC: counsel advises'", 0),
    ],
)
def test_two_bases_for_the_same(hub: Hub, one: str, other: str, count: int) -> None:
    found = hub.found("LAWF013", OTHERS, basis(one), basis(other, "[trust, schools]", "second"))
    assert len([line for line in found if "“Northvale NHS Trust”" in line]) == count


def test_two_bases_for_two_purposes(hub: Hub) -> None:
    two = "purposes:\n- {id: find-need, title: Find needs}\n- {id: audit, title: Check the work}\n"
    flows = flow(purpose="[find-need, audit]")
    apart = [basis(RLI), basis(LI, name="second", purposes="audit")]
    assert hub.found("LAWF013", OTHERS, *apart, before=two, flows=flows, after=HOSPICE) == []


def test_annex_1_beside_a_basis_to_be_confirmed(hub: Hub) -> None:
    assert hub.found("LAWF014", OTHERS, basis("article_6: 'TBC: counsel advises', annex_1: [crime]")) == []
