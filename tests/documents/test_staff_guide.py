"""The guides for staff: each flow of a party is in its guide and none of another's, on two pages, with what has changed."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from istoolkit.definitions.guidance import fitting as for_staff_of
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.guides.staff import readers, staff_guide
from istoolkit.documents.guides.staff_material import about_children, fitting
from istoolkit.documents.guides.staff_shares import ASK, asked_in, shares
from istoolkit.documents.kinds.staff_guide import guide_files, of_protocol
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.paper import Callout, Grid, Paper, cell_texts, texts
from istoolkit.documents.signing.duties import KEEP, duties
from istoolkit.documents.signing.passing import answering, passings
from istoolkit.documents.stamp import Stamp
from istoolkit.documents.wording import told
from istoolkit.documents.workshop import Workshop
from tests.conftest import REGISTERS, ROOT
from tests.documents.reading import text
from tests.documents.signing import opened

WORKED = ROOT / "protocols"


@cache
def register_in(folder: Path) -> Register:
    return opened(folder)


@cache
def guide(name: str, party: str, folder: Path = WORKED, whole: bool = False) -> Paper:
    register = register_in(folder)
    return staff_guide(register, register.protocols[name], party, whole)


def changed_register(protocols: Path, name: str, old: str, new: str) -> Register:
    path = protocols / name / "protocol.yaml"
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")
    return opened(protocols)


def all_words(paper: Paper) -> str:
    return "\n".join(texts(paper.blocks))


def table(paper: Paper) -> list[list[str]]:
    (grid,) = [each for each in paper.blocks if isinstance(each, Grid)]
    return [[" ".join(cell_texts(cell)) for cell in row] for row in grid.rows]


def told_flows(paper: Paper, known: list[str]) -> list[str]:
    """The flows, of those known by title, that the table of a guide tells: a row for each, or by those they are with."""
    rows = table(paper)
    by_title = [row[0].rstrip(".") for row in rows]
    if set(by_title) <= set(known):
        return by_title
    left, found = " ; ".join(row[1] for row in rows), []
    for title in sorted(known, key=len, reverse=True):
        if title in left:
            left = left.replace(title, "", 1)
            found.append(title)
    return found


def every(folder: Path) -> Iterator[tuple[Register, Protocol]]:
    register = register_in(folder)
    yield from ((register, each) for each in register.checked())


@pytest.mark.parametrize("folder", REGISTERS, ids=[each.name for each in REGISTERS])
def test_each_flow_of_a_party_is_in_its_guide_and_no_other(folder: Path) -> None:
    for register, protocol in every(folder):
        known = [each.flow.title.rstrip(".") for each in carried(register, protocol)]
        for party in readers(register, protocol):
            ours = [each.title.rstrip(".") for each in passings(register, protocol, party.name)]
            assert sorted(told_flows(guide(protocol.id, party.name, folder), known)) == sorted(ours), party.name


@pytest.mark.parametrize("folder", REGISTERS, ids=[each.name for each in REGISTERS])
def test_all_information_of_its_flows_is_named_and_what_is_sensitive_is_said_to_be(folder: Path) -> None:
    for register, protocol in every(folder):
        for party in readers(register, protocol):
            found = passings(register, protocol, party.name)
            words = all_words(guide(protocol.id, party.name, folder))
            missing = [item for each in found for item in each.what if item.rstrip(".") not in words]
            assert missing == [], party.name
            assert ("What stands after “Sensitive” is special category" in words) == any(
                each.sensitive for each in found
            )


def test_who_has_a_guide_and_who_has_none() -> None:
    register = register_in(WORKED)
    found = {name: [each.name for each in readers(register, each)] for name, each in register.protocols.items()}
    assert found["partnership-framework"] == []
    assert "schools" in found["early-help"] and "quillhaven-software" not in found["early-help"]
    assert "tallowmere-digital" not in found["lettings-collection"], "a processor that only hosts it has no guide"
    assert "managing-organisations" in found["lettings-collection"], "a processor whose staff send has one"


def row(paper: Paper, title: str) -> str:
    return next(each[1] for each in table(paper) if each[0].startswith(title))


def test_a_school_reads_what_it_gives_with_whom_when_and_how() -> None:
    said = row(guide("concern-sharing", "rowanhaven", whole=True), "Another partner tells the named person")
    assert said.startswith("You give: Name, date of birth, address, school, parents and carers; ")
    assert "To: Named person at NHS Strathcairn" in said and "How often: When it arises. " in said
    assert "Circumstance: A concern below significant harm. Agreement: ask first. By: Secure e-mail, Telephone." in said


def test_a_department_has_the_flows_that_name_it_and_none_of_the_hub() -> None:
    given = {
        "council-housing": {
            "A partner refers a case to the hub": "You give",
            "The meeting": "You give and receive",
            "The hub sends the list of cases": "You receive",
            "The plan goes to those with a task": "You receive",
        },
        "northvale-council": {
            "The hub sends the list of cases": "You give",
            "The meeting": "You give and receive",
            "The plan goes to those with a task": "You give",
            "A partner refers a case to the hub": "You receive",
        },
    }
    given["council-adult-care"] = given["council-housing"]
    for party, expected in given.items():
        rows = table(guide("case-meeting", party))
        assert {each[0].rstrip("."): each[1].partition(":")[0] for each in rows} == expected
    assert "Correct the record of who heard it" in all_words(guide("case-meeting", "northvale-council"))
    for party in ("council-housing", "council-adult-care"):
        assert "Correct the record of who heard it" not in all_words(guide("case-meeting", party))
        assert "Urgent" not in danger(guide("case-meeting", party))


def danger(paper: Paper) -> str:
    first = paper.blocks[0]
    assert isinstance(first, Callout) and first.tone == "urgent"
    return "\n".join(texts(first.blocks))


@pytest.mark.parametrize("folder", REGISTERS, ids=[each.name for each in REGISTERS])
def test_no_guide_leaves_out_a_duty_of_its_own_party_or_whom_it_asks_for_agreement(folder: Path) -> None:
    for register, protocol in every(folder):
        here = picture(register, protocol)
        for party in readers(register, protocol):
            words = " ".join(all_words(guide(protocol.id, party.name, folder)).split())
            ours = set(answering(here, party))
            for each in here.things("duties"):
                who = [name for name in each.many("who") if name != "all"]
                if ours & set(here.named(who)):
                    must = told(each.text("must")).rstrip(".")
                    soon = told(each.value.get("within"))
                    assert must in words and (not soon or f"Within: {soon}" in words)
            for share in shares(register, protocol, party.name):
                for one in share.flow.occasions:
                    if asked_in(here, one) == ASK and one.capacity:
                        assert one.capacity.split(". ")[0].rstrip(".") in words, (protocol.id, party.name)
                        assert one.told.rstrip(".") in words


def test_duties_are_said_with_when_and_how_soon() -> None:
    police = all_words(guide("case-meeting", "northvale-police"))
    assert (
        "When someone learns of a threat to life: Act on it at once. The meeting is never waited for. Within: 1 hour."
        in police
    )
    assert "When they bring information to the meeting: Say whether it is fact or intelligence" in police
    school = all_words(guide("early-help-hub", "schools"))
    assert "Name a contact for the holidays. Tell: Northvale Council. Within: 5 working days." in school
    assert "Only if you are the lead professional. When a family has been handed over: Meet the family." in school


def test_what_only_a_post_gives_is_said_to_be_so() -> None:
    said = row(guide("early-help", "schools", whole=True), "The plan goes to the family")
    assert said.startswith("You give, only if you are the lead professional; you receive: ")
    assert "How often: After each meeting. When: The meeting has ended. Within: 5 working days." in said
    constable = row(guide("early-help", "northvale-police"), "A concern about harm")
    assert constable.startswith("You give: ")


def test_where_to_send_and_whom_to_ring_stand_beside_the_flow_and_in_the_red_frame() -> None:
    said = row(guide("case-meeting", "schools"), "A partner refers a case")
    assert "(Case meeting coordinator: case.meeting@northvale.example, 01632 960 118)" in said
    request = row(guide("early-help-hub", "schools", whole=True), "A practitioner asks the hub")
    assert "(Early help hub manager: hub@northvale.example, 01632 960 115)" in request
    harm = danger(guide("early-help", "schools"))
    assert "To tell of harm to a child: Northvale early help hub and children's social care, 01632 960 " in harm
    assert "not for" not in harm
    social_work = row(guide("concern-sharing", "rowanhaven"), "Anyone who fears harm")
    assert "To: Strathcairn Council (Duty social worker, duty@strathcairn.example)" in social_work
    assert "infogov" not in social_work, "who runs the protocol takes no word of harm"
    scots = danger(guide("concern-sharing", "rowanhaven"))
    assert (
        "Harm: Anyone who fears harm tells social work and the police." in scots
        and "Strathcairn social work, 01632 960 " in scots
    )


def test_only_danger_is_in_the_red_frame_and_the_harm_flow_comes_from_above() -> None:
    first = danger(guide("early-help-hub", "schools"))
    assert "lose its home" not in first
    assert "Urgent: A concern about harm goes to children's social care. A child may be hurt today. " in first
    assert first.count("(From: Early help and safeguarding information community agreement.)") == 1
    request = row(guide("early-help-hub", "schools", whole=True), "A practitioner asks the hub")
    assert "If it is urgent: The family may lose its home or the child's place at school within days." in request


def test_the_harm_flow_names_its_information_in_words_and_the_duty_to_tell() -> None:
    for party, duty in (("schools", True), ("tannerbrook-homes", False)):
        said = row(guide("early-help", party), "A concern about harm")
        assert "Sensitive: Account of what was seen, heard or said that points to harm; Health" in said
        assert ("To tell of this is a duty, unless disclosing it would be more detrimental" in said) == duty
    doctor = row(guide("early-help", "gp-practices"), "A concern about harm")
    assert "a duty where you provide services for a body it lists, unless" in doctor


def test_who_decides_and_what_if_it_is_lost_is_in_word_too() -> None:
    words = all_words(guide("early-help", "schools"))
    assert "A manager or safeguarding lead agrees before anything is shared against a refusal." in words
    lost = "If it is lost or goes to the wrong place: Tell the data protection officer of every partner concerned within 24 hours."
    assert lost in words
    assert "Keep: What you hold for 25 years (starting point: the child's date of birth)." in words


def test_the_page_has_all_of_it() -> None:
    register = register_in(WORKED)
    for name in ("case-meeting", "early-help-hub"):
        protocol = register.protocols[name]
        for party in readers(register, protocol):
            paper = guide(name, party.name, whole=True)
            words = all_words(paper)
            titles = [each.title.rstrip(".") for each in passings(register, protocol, party.name)]
            assert sorted(each[0].rstrip(".") for each in table(paper)) == sorted(titles)
            assert "to fit on two pages" not in words and "Reporting it further" in words
            kept = [each.full for each in duties(register, protocol, party.name) if each.label == KEEP]
            assert [each for each in kept if each not in words] == []
            myths = guidance_of(register).each("myths", picture(register, protocol).nations, "staff")
            assert sum(str(each["fact"]) in words for each in myths) > 3


def test_a_record_for_a_kind_of_organisation_goes_before_the_one_it_stands_for() -> None:
    every: list[dict[str, object]] = [
        {"id": "call"},
        {"id": "act", "kinds": ["police"], "instead_of": "call"},
        {"id": "write"},
    ]
    assert [each["id"] for each in for_staff_of(every, "police")] == ["act", "write"]
    assert [each["id"] for each in for_staff_of(every, "school")] == ["call", "write"]


def test_children_are_seen_by_their_ages_and_law_alone_does_not_make_a_record_one_of_children() -> None:
    register = register_in(WORKED)
    tenants = picture(register, register.protocols["lettings-collection"])
    assert about_children(tenants), "people of all ages: in doubt what keeps children safe stays"
    record = {"id": "children-act", "law": ["children-act-2004-s10"], "source": "Children Act", "text": "Ask."}
    assert fitting([record], frozenset({"adults"})) == [record]
    assert fitting([{**record, "text": "Ask the child."}], frozenset({"adults"})) == []


def test_who_may_share_without_agreement_and_when_is_said() -> None:
    words = all_words(guide("early-help", "schools"))
    assert "A need below significant harm: ask first." in words
    assert "If they refuse or cannot be asked, share only where the law or a court requires it, " in words
    assert "A risk of significant harm: you do not ask for it." in words


def test_what_must_be_acted_on_comes_first_with_the_urgent_way_of_the_flow() -> None:
    first = guide("early-help", "schools").blocks[0]
    assert isinstance(first, Callout) and first.tone == "urgent" and "999" in first.title
    urgent = "Urgent: A concern about harm goes to children's social care. A child may be hurt today. By: Telephone. "
    assert any(each.startswith(urgent) for each in texts(first.blocks))


def test_the_guide_to_the_hub_names_the_flows_for_harm_of_the_agreement_above() -> None:
    words = all_words(guide("early-help-hub", "schools"))
    above = "Early help and safeguarding information community agreement, which stands above this protocol, has more flows for you: "
    assert f"{above}Meeting around the family; " in words
    assert "A concern about harm goes to children's social care; Strategy discussion. See its own staff guide." in words


def test_what_is_not_shared_and_that_the_protocol_is_not_all_of_the_law() -> None:
    words = all_words(guide("early-help-hub", "schools"))
    assert "Notes of counselling sessions" in words and "Not for (“Find needs early”): Immigration enforcement" in words
    assert "In “Health and disability, as far as they bear on the support needed”: Full medical records" in words
    assert "ask your designated safeguarding lead or a deputy at once: the law may let you share, or make you." in words


def test_the_reader_is_met_as_in_the_own_nation_and_organisation() -> None:
    school, police = guide("concern-sharing", "independent-schools"), guide("early-help", "northvale-police")
    assert "First: Your child protection co-ordinator." in all_words(school)
    assert "This guide is for you if you are a police officer or member of police staff." in all_words(police)
    whole = all_words(guide("concern-sharing", "independent-schools", whole=True))
    assert "Tell social work" in whole and "Tell social work" not in all_words(police)


def test_the_words_of_the_partnership_are_in_the_guides_they_are_for(protocols: Path) -> None:
    said = "guides:\n  staff:\n  - for: schools\n    ask: Your early help co-ordinator\n    notes: [Write it on the blue form]\n"
    register = changed_register(protocols, "early-help", "parties:\n", f"{said}parties:\n")
    made = {
        each: all_words(staff_guide(register, register.protocols["early-help"], each))
        for each in ("schools", "lanternway")
    }
    assert "First: Your early help co-ordinator." in made["schools"] and "Write it on the blue form" in made["schools"]
    assert "early help co-ordinator" not in made["lanternway"] and "blue form" not in made["lanternway"]
    below = staff_guide(register, register.protocols["early-help-hub"], "schools")
    assert "Write it on the blue form" in all_words(below)


def test_where_the_law_behind_a_guide_has_changed_it_says_so_near_the_top(protocols: Path) -> None:
    assert not [
        each for each in guide("early-help", "schools").blocks if isinstance(each, Callout) and each.tone == "changed"
    ]
    rule = next(each for each in guidance_of(opened(protocols)).each("golden_rules", frozenset({"england"})))
    own = f'format: "1"\ngolden_rules:\n- id: {rule["id"]}\n  law: [data-protection-act-1998]\n'
    (protocols / "guidance.yaml").write_text(own, "utf-8")
    register = opened(protocols)
    blocks = staff_guide(register, register.protocols["early-help"], "schools").blocks
    (callout,) = [each for each in blocks if isinstance(each, Callout) and each.tone == "changed"]
    (line,) = texts(callout.blocks)
    assert "Data Protection Act 1998 was replaced by UK GDPR and Data Protection Act 2018." in line
    assert line.endswith(f"What rests on it here: “{rule['title']}”.")
    assert blocks[1] == callout


def test_a_gateway_that_was_replaced_is_named_too(protocols: Path) -> None:
    register = changed_register(
        protocols, "early-help", "education-act-2002-s175,", "education-act-2002-s175, working-together-2023,"
    )
    words = all_words(staff_guide(register, register.protocols["early-help"], "schools"))
    assert "Working Together to Safeguard Children 2023 was replaced by" in words
    assert "What rests on it here: the flows of this protocol." in words


def test_who_joins_later_is_said_to(protocols: Path) -> None:
    words = all_words(guide("early-help-hub", "lanternway"))
    assert (
        "Lanternway Family Support takes part from 1 February 2027. At other times nothing passes to or from them."
        in words
    )


def test_more_flows_than_fit_are_named_by_their_titles(protocols: Path) -> None:
    many = "".join(
        f"- id: more-{number}\n  title: More sharing number {number}\n  from: schools\n  to: northvale-council\n"
        "  information: [identity, help-request]\n  purpose: identify-need\n  circumstance: below-harm\n"
        "  channel: partner-portal\n  frequency: When it arises\n  seen_by: Hub staff\n"
        for number in range(1, 31)
    )
    register = changed_register(protocols, "early-help-hub", "flows:\n", f"flows:\n{many}")
    paper = staff_guide(register, register.protocols["early-help-hub"], "schools")
    assert table(paper)[0][0] == "Northvale Council"
    assert all(f"More sharing number {number};" in table(paper)[0][1] for number in range(1, 31))
    assert "This guide is in brief, to fit on two pages" in all_words(paper)


def test_the_word_file_and_the_page_say_what_the_guide_says_and_where_the_protocol_stands() -> None:
    workshop = Workshop(register_in(WORKED))
    protocol = workshop.register.protocols["early-help"]
    party = picture(workshop.register, protocol).parties["schools"]
    word, page = guide_files(workshop, protocol, party)
    assert (word.name, page.name) == (
        "early-help-1.0-staff-guide-schools.docx",
        "early-help-1.0-staff-guide-schools.html",
    )
    lines = text(word.content)
    paper = guide("early-help", "schools")
    assert [each for each in texts(paper.blocks) if " ".join(each.split()) not in lines] == []
    assert "Reporting it further" in page.content.decode() and not [
        each for each in lines if "Reporting it further" in each
    ]
    assert isinstance(paper.status, Stamp) and paper.status.banner in lines
    assert "For staff of Schools and academies" in lines and paper.status.name in page.content.decode()
    assert list(guide_files(workshop, protocol, party)) == [word, page]


@pytest.mark.office
def test_every_guide_of_the_worked_register_stands_on_two_pages(tmp_path: Path) -> None:
    workshop = Workshop(register_in(WORKED))
    some = [
        workshop.register.protocols[name]
        for name in ("case-meeting", "concern-sharing", "early-help", "early-help-hub")
    ]
    for protocol in some:
        for each in of_protocol(workshop, protocol):
            if each.format == "Word":
                (tmp_path / each.name).write_bytes(each.content)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf"]
    command = [*office, "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = {path.stem: pages_of(path) for path in sorted(tmp_path.glob("*.pdf"))}
    assert len(found) == 32 and set(found.values()) == {2}, found


def pages_of(path: Path) -> int:
    told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))
