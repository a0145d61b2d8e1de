"""FLOW: the cases that a careless rule would get wrong."""

from pathlib import Path

import pytest

from tests.rules.pages import findings

REST = "information: all, purpose: find-need, circumstance: concern"


def flow(said: str = "", way: str = "secure-email", ends: str = "from: [schools, trust, police], to: council") -> str:
    """Return flows: one that carries everything, with something more said of it."""
    more = f", {said}" if said else ""
    often = "" if "frequency" in said else ", frequency: When it arises"
    return f"flows:\n- {{id: referral, title: A concern, {ends}, {REST}, channel: {way}{often}{more}}}\n"


def told(fragment: str, root: Path, theme: str = "FLOW") -> list[str]:
    """Return what is found of a theme, from the code on and without the mend."""
    found = [line.split(" ", 1)[1].split(" | ")[0] for line in findings(fragment, root)]
    return [line for line in found if line.startswith(theme)]


def codes(fragment: str, root: Path) -> list[str]:
    """Return the codes of what is found of flows."""
    return [line.split()[0] for line in told(fragment, root)]


FIRE = """\
# organisations.yaml
organisations:
- {id: charity, title: Northvale Fire Service, kind: charity, nations: [england], ico: {number: Z1, expires: 2027-08-31}}
"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("seen_by: Hub staff and Northvale Fire Service", ["FLOW001"]),
        ("seen_by: Northvale Fire Service and Northvale Police", ["FLOW001"]),
        ("seen_by: Northvale Fire Services", []),
        ("seen_by: Northvale Fire Service Union", []),
        ("seen_by: Northvale Police and Northvale Council", []),
        ("seen_by: Hub staff but not Northvale Fire Service", []),
        ("seen_by: Hub staff, onward: To Northvale Fire Service when it visits the home", ["FLOW001"]),
        ("seen_by: Hub staff, onward: Never to Northvale Fire Service", []),
    ],
)
def test_bodies_named_in_texts(said: str, found: list[str], tmp_path: Path) -> None:
    assert codes(flow(said) + FIRE, tmp_path / "r") == found


def test_a_body_that_belongs_to_a_party_is_no_outsider(tmp_path: Path) -> None:
    part = FIRE.replace("kind: charity,", "kind: charity, part_of: council,")
    assert codes(flow("seen_by: Northvale Fire Service") + part, tmp_path / "r") == []
    staffs = "- {id: council, title: Northvale Council, kind: council, nations: [england], made_up_of: [charity]}\n"
    assert codes(flow("seen_by: Northvale Fire Service") + FIRE + staffs, tmp_path / "s") == []


PURPOSE = "purposes:\n- {id: find-need, title: Find needs early, necessity: N, benefit: B, if_not_shared: I, onward_use: %s}\n"


@pytest.mark.parametrize(
    ("use", "onward", "found"),
    [
        ("None", "To the school nurse", ["FLOW002"]),
        ("Not allowed.", "Freely inside health", ["FLOW002"]),
        ("None", "None", []),
        ("None", "Results only where no one can be identified", []),
        ("Not without the supplier's agreement", "To the school nurse", []),
        ("No onward use except for safeguarding", "To children's social care", []),
        ("None", '"TBC: the board decides"', []),
    ],
)
def test_passing_on_and_the_purpose(use: str, onward: str, found: list[str], tmp_path: Path) -> None:
    assert codes(PURPOSE % use + flow(f"onward: {onward}"), tmp_path / "r") == found


def channel(said: str) -> str:
    """Return one more way of sending."""
    return f"channels:\n- {{id: other-way, title: {said}}}\n"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Fax, controls: [The number is checked]", ["FLOW003"]),
        ("A way, kind: voice, controls: [It names no one]", ["FLOW003"]),
        ("A way, kind: post, controls: [Signed for]", []),
        ("A way of our own", []),
        ("A van, kind: courier", ["FLOW004"]),
        ("Sealed bag in a van, kind: courier", []),
        ("Courier, kind: courier", ["FLOW004"]),
        ('A van, kind: courier, controls: "TBC: the council is buying"', []),
    ],
)
def test_ways_that_are_fit(said: str, found: list[str], tmp_path: Path) -> None:
    assert codes(channel(said) + flow(way="[secure-email, other-way]"), tmp_path / "r") == found


def test_what_people_tell_themselves_needs_no_controls(tmp_path: Path) -> None:
    visit = channel("Visit, kind: meeting") + flow(way="[secure-email, other-way]", ends="from: people, to: council")
    assert codes(visit, tmp_path / "r") == []


def test_a_kind_is_known_by_the_name_of_the_way(tmp_path: Path) -> None:
    fax = "channels:\n- {id: fax, title: The old machine, controls: [The number is checked]}\n"
    assert codes(fax + flow(way="[secure-email, fax]"), tmp_path / "r") == ["FLOW003"]


ALERT = "- {id: alert, title: An alert, from: schools, to: council, information: identity, purpose: find-need, %s}\n"


def test_ordinary_information_may_go_by_text_message(tmp_path: Path) -> None:
    text = channel("Text message, kind: text-message, controls: [The number is checked]")
    alert = ALERT % "circumstance: concern, channel: other-way, frequency: When it arises"
    assert codes(text + flow() + alert, tmp_path / "r") == []
    urgent = "urgent: {when: A child may be hurt, channel: %s, within: 1 hour}"
    assert codes(text + flow(urgent % "other-way"), tmp_path / "s") == ["FLOW005"]
    assert codes(text + flow(urgent % "secure-email") + alert, tmp_path / "t") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("health", ["health-needs"]),
        ("Health data.", ["health-needs"]),
        ("criminal offence data", ["offending"]),
        ("offending", ["offending"]),
        ("Name and address", ["identity"]),
        ("personal data", ["identity", "health-needs", "offending"]),
        ("health records of the whole family", []),
        ("photographs", []),
    ],
)
def test_what_a_way_is_not_for(words: str, found: list[str], tmp_path: Path) -> None:
    way = channel(f"Portal, kind: portal, controls: [Named accounts], not_for: [{words}]")
    titles = {
        "identity": "Name and address",
        "health-needs": "Health needs that bear on support",
        "offending": "Offences that bear on the child's safety",
    }
    by = "by “Portal”, which says that it is not for that."
    identity = ALERT % "circumstance: concern, channel: secure-email, frequency: Daily"
    items = ", ".join(f"“{titles[name]}”" for name in found[:-1]) + " and " * (len(found) > 1)
    items += "".join(f"“{titles[name]}”" for name in found[-1:])
    expected = [f"FLOW006 “A concern” sends {items} {by}"] if found else []
    assert told(way + flow(way="other-way") + identity, tmp_path / "r") == expected


def test_another_way_in_the_same_flow_may_carry_it(tmp_path: Path) -> None:
    way = channel("Portal, kind: portal, controls: [Named accounts], not_for: [health]")
    assert codes(way + flow(way="[other-way, secure-email]"), tmp_path / "r") == []
    assert codes(way + flow("urgent: {channel: other-way}"), tmp_path / "s") == ["FLOW006"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("circumstance: concern", "by which way it is sent and how often"),
        ("circumstance: concern, how: spoken", "how often"),
        ("circumstance: concern, how: direct-access, seen_by: Staff, within: 1 hour", ""),
        ("channel: secure-email, frequency: Daily", "when it happens"),
        ("channel: secure-email, when: A child is missed", ""),
        ('channel: "TBC: the trust is buying", when: A child is missed', ""),
    ],
)
def test_a_flow_says_when_and_how(said: str, words: str, tmp_path: Path) -> None:
    expected = [f"FLOW007 “An alert” does not say {words}."] if words else []
    assert told(flow() + ALERT % said, tmp_path / "r") == expected


def test_figures_need_not_say_when_and_how(tmp_path: Path) -> None:
    item = "{id: figures, title: Number of families, kind: aggregate}"
    alert = (ALERT % "seen_by: Anyone").replace("information: identity", "information: figures")
    fragment = f"information:\n- {item}\n{flow()}{alert}"
    assert codes(fragment, tmp_path / "r") == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("{country: Norway}", ["FLOW008"]),
        ("{country: Scotland}", []),
        ("{country: Norway, safeguard: Adequacy regulations}", []),
        ('{country: Norway, safeguard: "TBC: counsel advises"}', []),
        ("{country: Norway, safeguard: Clauses, until: 2026-11-30}", ["FLOW010"]),
        ("{country: Norway, safeguard: Clauses, until: 2026-12-01}", []),
        ('{country: Norway, safeguard: Clauses, until: "TBC: being renewed"}', []),
    ],
)
def test_sent_abroad(said: str, found: list[str], tmp_path: Path) -> None:
    assert codes(flow(f"transfer: {said}"), tmp_path / "r") == found


def test_a_safeguard_that_ran_out_after_the_protocol_began(tmp_path: Path) -> None:
    fragment = "in_force: 2026-11-23\n" + flow("transfer: {country: Norway, safeguard: Clauses, until: 2026-11-30}")
    assert told(fragment, tmp_path / "r") == ["FLOW019 The safeguard for “A concern” ran out on 2026-11-30."]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("England", []),
        ("United Kingdom and Ireland", ["FLOW009"]),
        ("Belfast, Northern Ireland", []),
        ("the United Kingdom and never the United States", []),
        ("Where the council's supplier keeps it", []),
        ("Norway, note: Adequacy regulations cover Norway", []),
        ("Norway, note: A cold place", ["FLOW009"]),
        ('Norway, note: "TBC: counsel advises"', []),
    ],
)
def test_kept_abroad(place: str, found: list[str], tmp_path: Path) -> None:
    asset = "{id: case-system, title: Case system, held_by: council, supplier: supplier, access: Staff, in: %s}"
    assert codes(f"assets:\n- {asset % place}\n", tmp_path / "r") == found


def test_a_transfer_into_the_system_names_its_safeguard(tmp_path: Path) -> None:
    asset = "{id: case-system, title: Case system, held_by: council, supplier: supplier, access: Staff, in: Norway}"
    into = flow("into: case-system, transfer: {country: Norway, safeguard: Adequacy regulations}")
    assert codes(f"assets:\n- {asset}\n{into}", tmp_path / "r") == []


def test_the_public_gets_figures_only(tmp_path: Path) -> None:
    item = "information:\n- {id: list, title: Streets, of: children, kind: %s, needed_because: N}\n"
    out = "flows:\n- {id: out, title: Out, from: council, to: %s, information: list, purpose: find-need, %s}\n"
    said = "circumstance: concern, channel: secure-email, frequency: Yearly"
    assert codes(item % "personal" + out % ("public", said), tmp_path / "r") == ["FLOW011"]
    assert codes(item % "anonymised" + out % ("public", said), tmp_path / "s") == []
    assert codes(item % "personal" + out % ("trust", said + ", how: published"), tmp_path / "t") == ["FLOW011"]


def test_published_sensitive_data_is_told_once(tmp_path: Path) -> None:
    site = channel("Website, kind: publication, controls: [Names are left out]")
    assert codes(site + flow(way="[secure-email, other-way]", ends="from: council, to: public"), tmp_path / "r") == [
        "FLOW011"
    ]


NEEDS = "information:\n- {id: needs, title: %s, of: children, kind: special-category, special: [health], %s}\n"


@pytest.mark.parametrize(
    ("title", "why", "found"),
    [
        ("Health needs", "needed_because: To plan support", []),
        ("Health needs", "needed_because: Not used by the hub", ["FLOW012"]),
        ("Health needs (not collected)", "needed_because: To plan support", ["FLOW012"]),
        ("Needs that are not used to shout", "needed_because: To plan support", []),
        ("Health needs", "confidential: yes", ["FLOW013"]),
        ("Health needs", 'needed_because: "TBC: the trust says"', []),
    ],
)
def test_items_that_nobody_needs(title: str, why: str, found: list[str], tmp_path: Path) -> None:
    assert codes(NEEDS % (title, why) + flow(), tmp_path / "r") == found


def test_what_the_framework_says_is_not_shared(tmp_path: Path) -> None:
    above = "# framework/protocol.yaml\nnot_shared:\n- {title: name and Address, because: B}\n"
    expected = "FLOW012 “Name and address” is not to be shared, and “A school asks for help” carries it."
    assert told(above, tmp_path / "r") == [expected]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("how: direct-access", ["FLOW014"]),
        ("how: direct-access, limit: Its own cases", []),
        ("how: direct-access, seen_by: Hub staff", []),
        ("how: direct-access, out_of: case-system", []),
        ("how: direct-access\nsecurity: {access_control: Each sees its own cases}", []),
    ],
)
def test_direct_access(said: str, found: list[str], tmp_path: Path) -> None:
    said, _, rest = said.partition("\n")
    assert codes(f"{flow(said)}{rest}\n", tmp_path / "r") == found


def test_direct_access_by_the_kind_of_the_way_alone(tmp_path: Path) -> None:
    window = channel("Window, kind: direct-access, controls: [Named accounts]")
    alert = (ALERT % "circumstance: concern, channel: other-way, frequency: Daily").replace("schools", "trust")
    assert codes(window + flow() + alert, tmp_path / "r") == ["FLOW014"]
    assert codes(window + flow(way="[secure-email, other-way]"), tmp_path / "s") == []


def parties(schools: str) -> str:
    """Return the parties of the hub, with something more said of schools."""
    rest = "[{organisation: council}, {organisation: trust}, {organisation: police}, "
    supplier = "{organisation: supplier, role: processor, for: council, contract: C-1, signed_by: Director}]"
    return f"parties: {rest}{{class: schools, {schools}}}, {supplier}\n"


@pytest.mark.parametrize(
    ("schools", "expires", "found"),
    [
        ("withdrew: 2026-11-30", "", ["FLOW015"]),
        ("withdrew: 2026-12-01", "", []),
        ("joined: 2028-01-01", "expires: 2027-12-31\n", ["FLOW015"]),
        ("joined: 2027-12-31", "expires: 2027-12-31\n", []),
        ("joined: 2028-01-01", "", []),
    ],
)
def test_parties_that_come_and_go(schools: str, expires: str, found: list[str], tmp_path: Path) -> None:
    assert codes(parties(schools) + expires, tmp_path / "r") == found


def test_whoever_has_left_is_not_meant_by_all(tmp_path: Path) -> None:
    meeting = flow("limit: Those who know the family", ends="among: all")
    assert codes(parties("withdrew: 2026-11-30") + meeting, tmp_path / "r") == []


@pytest.mark.parametrize(
    ("ends", "said", "found"),
    [
        ("among: all", "seen_by: Those there", ["FLOW016"]),
        ("from: council, to: all", "seen_by: Those there", ["FLOW016"]),
        ("among: all", "only_when: The family agrees", []),
        ("among: [council, trust, police, schools]", "seen_by: Those there", []),
    ],
)
def test_everything_to_everyone(ends: str, said: str, found: list[str], tmp_path: Path) -> None:
    assert codes(flow(said, ends=ends), tmp_path / "r") == found


def test_a_flow_to_itself_and_its_near_misses(tmp_path: Path) -> None:
    rest = "circumstance: concern, channel: secure-email, frequency: Daily"
    same = (ALERT % rest).replace("from: schools, to: council", "from: council, to: [council]")
    assert codes(flow() + same, tmp_path / "r") == ["FLOW017"]
    inside = same.replace("to: [council]", "to: council, inside: council")
    assert codes(flow() + inside, tmp_path / "s") == []
    post = "posts:\n- {id: lead, title: Lead professional, held_at: [council, schools]}\n"
    assert codes(flow() + same.replace("[council]", "lead") + post, tmp_path / "t") == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("who: The rota", ["FLOW018"]),
        ('held_at: "TBC: the board decides"', []),
        ("held_at: council", []),
    ],
)
def test_posts_are_held_somewhere(said: str, found: list[str], tmp_path: Path) -> None:
    post = f"posts:\n- {{id: duty, title: Duty worker, {said}}}\n"
    assert codes(post + flow(ends="from: [schools, trust, police], to: [council, duty]"), tmp_path / "r") == found


def test_a_protocol_without_flows_is_left_in_peace(tmp_path: Path) -> None:
    agreement = "# hub/protocol.yaml\ntier: community\nflows: []\n"
    assert [code for code in codes(agreement, tmp_path / "r") if code != "FLOW009"] == []


def test_passing_on_where_one_of_two_purposes_allows_it(tmp_path: Path) -> None:
    other = (
        PURPOSE % "None" + "- {id: research, title: Research, necessity: N, benefit: B, onward_use: With agreement}\n"
    )
    said = flow("onward: To the school nurse").replace("purpose: find-need", "purpose: [find-need, research]")
    assert codes(other + said, tmp_path / "r") == []


def test_sensitive_data_published_for_a_party_alone(tmp_path: Path) -> None:
    site = channel("Website, kind: publication, controls: [Names are left out]")
    assert codes(site + flow(way="[secure-email, other-way]"), tmp_path / "r") == ["FLOW003"]


def test_two_ways_that_are_not_for_different_things(tmp_path: Path) -> None:
    ways = "channels:\n"
    for name, words in (("one", "health"), ("two", "criminal offence data")):
        ways += f"- {{id: {name}, title: {name}, kind: portal, controls: [Named accounts], not_for: [{words}]}}\n"
    assert codes(ways + flow(way="[one, two]"), tmp_path / "r") == []
    assert codes(ways + flow(way="one"), tmp_path / "s") == ["FLOW006"]
