"""The register of processing activities: every activity is in it, and nothing that no definition says."""

from functools import cache
from pathlib import Path

import pytest

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register, find, open_register
from istoolkit.documents.article_30 import NOTES, NoController, processing_book
from istoolkit.documents.processing.columns import PARTICULARS
from istoolkit.documents.tables import Book
from tests.conftest import REGISTERS, ROOT, TODAY

WORKED, EVERY_FIELD = ROOT / "protocols", ROOT / "tests" / "cases" / "every-field"
HUB = "early-help-hub/northvale-council/identify-need/care-services"
Rows = list[dict[str, str]]


@cache
def register(folder: Path) -> Register:
    return open_register(find(folder), on=TODAY)


@cache
def made(folder: Path, controller: str = "") -> Book:
    return processing_book(register(folder), register(folder).checked(), controller)


def rows(book: Book) -> Rows:
    (table,) = book.tables
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, (cell.words for cell in row), strict=True)) for row in table.rows]


def row(folder: Path, reference: str) -> dict[str, str]:
    (found,) = [each for each in rows(made(folder)) if each["Reference"] == reference]
    return found


def left_out(book: Book) -> set[str]:
    """What the last note names as left out."""
    start, _, named = book.notes[-1].removesuffix(".").partition("): ")
    return set(named.split("; ")) if start.startswith("Left out, ") else set()


def changed(copy: Path, *edits: tuple[str, str, str]) -> Rows:
    """The rows of a copy of the worked register after changes: file, words and what takes their place."""
    for file, words, instead in edits:
        text = (copy / file).read_text(encoding="utf-8")
        assert words in text
        (copy / file).write_text(text.replace(words, instead), encoding="utf-8")
    opened = open_register(copy, on=TODAY)
    return rows(processing_book(opened, opened.checked()))


def answers_for_it(picture: Picture) -> dict[str, str]:
    """The parties that are controllers by what the file says, with what they are called."""
    ours = ("", "controller", "joint-controller", "competent-authority")
    others = {
        name: [str(part.get("role")) for part in each.value.get("roles", ())] for name, each in picture.parties.items()
    }
    return {
        name: each.called
        for name, each in picture.parties.items()
        if each.role in ours or set(others[name]) & set(ours[1:])
    }


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_every_controller_has_a_row_for_every_purpose_it_takes_part_in(folder: Path) -> None:
    """What no flow serves has no row, and a note names it."""
    there = {each["Reference"] for each in rows(made(folder))} | left_out(made(folder))
    wanted = 0
    for picture in pictures(register(folder)):
        ours = answers_for_it(picture)
        pairs = {(p.name, u) for flow in picture.flows for p in flow.parties for u in flow.purposes}
        pairs |= {(p.name, u) for basis in picture.bases for p in basis.parties for u in basis.purposes}
        for party, purpose in sorted(pairs):
            if party in ours and purpose in picture.purposes:
                begin = f"{picture.protocol.id}/{party}/{purpose}"
                assert any(each == begin or each.startswith(f"{begin}/") for each in there), begin
                wanted += 1
        for basis in picture.bases:
            named = [f"{picture.protocol.id}/{p.name}/{u}/{basis.id}" for p in basis.parties for u in basis.purposes]
            assert {
                each for each in named if each.split("/")[1] in ours and each.split("/")[2] in picture.purposes
            } <= there
    assert wanted >= 2


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_no_row_is_made_up(folder: Path) -> None:
    assert rows(made(folder))
    seen = {each.protocol.id: each for each in pictures(register(folder))}
    for each in rows(made(folder)):
        protocol, party, *rest = each["Reference"].split("/")
        picture = seen[protocol]
        assert each["Controller"] == answers_for_it(picture)[party]
        assert set(rest[:1]) <= set(picture.purposes)
        bases = {basis.id: basis for basis in picture.bases}
        assert all(
            picture.parties[party] in bases[name].parties and rest[0] in bases[name].purposes for name in rest[1:]
        )
        assert all(words for words in each.values())


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_every_flow_and_item_of_a_controller_is_told(folder: Path) -> None:
    for picture in pictures(register(folder)):
        ours = answers_for_it(picture)
        here = [each for each in rows(made(folder)) if each["Reference"].startswith(f"{picture.protocol.id}/")]
        for flow in picture.flows:
            for party in flow.parties:
                mine = [each for each in here if each["Controller"] == ours.get(party.name)]
                data = "\n".join(each["Categories of personal data"] for each in mine)
                assert party.name not in ours or all(item.title in data for item in flow.items), (flow.id, party.name)


def test_the_exact_words_of_one_row() -> None:
    found = row(WORKED, HUB)
    assert found["Controller"] == "Northvale Council"
    assert found["Business function (protocol)"] == (
        "Early help hub operational arrangement\nReference: NCCP-OA-07\nVersion: 1.0"
    )
    assert found["Law that asks for this record"] == "UK GDPR Article 30(1)"
    assert found["Data protection officer"] == "Data protection officer, dpo@northvale.example, 01632 960 101"
    assert found["Name and contact details of controller"].split("\n")[:3] == [
        "Legal name: Northvale Metropolitan Borough Council",
        "Civic Hall, Market Square, Northvale",
        "northvale.example",
    ]
    assert found["Link to contract with processor"] == (
        "Quillhaven Software: Case management services contract NC-2210 of 1 April 2026"
    )
    recipients = found["Categories of recipients"].split("\n")
    assert recipients[:2] == ["Schools and academies", "GP practices"]
    assert recipients[-2:] == ["The people themselves", "Quillhaven Software (processor)"]
    assert "Early help hub (inside Northvale Council)" in recipients
    assert "Northvale Council" not in recipients
    assert found["Article 6 lawful basis"].split("\n")[0] == "Public task (Article 6(1)(e))"
    assert found["Article 9 condition for special category data"] == "Health or social care (Article 9(2)(h))"
    assert found["Schedule 1 condition (Data Protection Act 2018)"].startswith(
        "Health or social care purposes (paragraph 2)"
    )
    assert found["Appropriate policy document"] == "Does not apply"
    assert found["Law enforcement basis (Part 3)"] == "Does not apply"
    assert found["Link to record of consent"] == "Does not apply"
    assert found["Representative"] == found["Has a personal data breach occurred?"] == "Not stated"
    assert found["Countries or international organisations that data goes to"] == "None named in the protocol"
    assert (
        found["Automated decision-making, including profiling"]
        == "No decision about a person is made by a machine alone."
    )
    data = found["Categories of personal data"]
    assert (
        "Health and disability, as far as they bear on the support needed (special category data (health); about: "
        in data
    )
    assert "(criminal offence data; about: " in data
    retention = found["Retention schedule"].split("\n")
    assert retention[0].startswith("“The request for help, what is going on and what has been tried”, “Which services")
    assert "Kept for: 2 years; Counted from: The day the hub decides that no plan is needed" in retention[0]
    assert retention[1].startswith("At Quillhaven Software: All the information listed here: Kept until: ")
    assert found["Source of the personal data"].startswith("From Schools and academies\n")
    assert found["Link to impact assessment"].endswith("Early help impact assessment: On request from the owner")


def test_processors_are_recipients_with_their_contract_and_never_rows() -> None:
    called = {each["Controller"] for each in rows(made(WORKED))}
    assert not called & {"Quillhaven Software", "Tallowmere Digital"}
    police = row(WORKED, "early-help-hub/northvale-police/identify-need/police-help")
    assert "Quillhaven" not in police["Categories of recipients"] + police["Retention schedule"]
    assert police["Link to contract with processor"] == "No processor named in the protocol"


def test_a_processor_that_says_for_whom_it_works_nowhere_is_shown_as_such(protocols: Path) -> None:
    hub = "early-help-hub/protocol.yaml"
    community = "early-help/protocol.yaml"
    edits = [(each, "  for: [northvale-council]\n", "") for each in (hub, community)]
    found = changed(protocols, *edits)
    wanted = "Quillhaven Software (processor; for whom is not stated)"
    assert sum(wanted in each["Categories of recipients"].split("\n") for each in found) > 5


def test_a_class_has_one_row_that_says_where_its_members_are() -> None:
    schools = [each for each in rows(made(WORKED)) if each["Reference"].startswith("early-help-hub/schools/")]
    assert len(schools) == len({each["Reference"] for each in schools}) == 2
    contact = "A class of organisations. Each answers for itself. They are listed in members/schools.csv."
    assert {each["Name and contact details of controller"] for each in schools} == {contact}
    assert {each["Data protection officer"] for each in schools} == {"Not stated"}


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_law_enforcement_is_marked_and_only_that(folder: Path) -> None:
    basis = {
        f"{picture.protocol.id}/{party.name}/{purpose}/{each.id}": each.is_law_enforcement
        for picture in pictures(register(folder))
        for each in picture.bases
        for party in each.parties
        for purpose in each.purposes
    }
    on_a_basis = [each for each in rows(made(folder)) if each["Reference"] in basis]
    assert on_a_basis
    for each in on_a_basis:
        marked = "section 61" in each["Law that asks for this record"]
        assert marked == basis[each["Reference"]]
        assert not marked or each["Law enforcement basis (Part 3)"] not in ("Does not apply", "Not stated")


def test_some_case_has_law_enforcement_processing() -> None:
    laws = [each["Law that asks for this record"] for folder in REGISTERS for each in rows(made(folder))]
    assert 5 < sum("section 61" in each for each in laws) < len(laws)


def test_sensitive_law_enforcement_wants_a_policy_document(protocols: Path) -> None:
    words = """  schedule_8: [statutory, safeguarding]
  policy_document:
    title: Appropriate policy document for sensitive processing
    held_by: Each partner
    where: On request from its data protection officer
"""
    instead = "  schedule_8: [statutory, safeguarding]\n"
    found = changed(protocols, ("case-meeting/protocol.yaml", words, instead))
    mine = [each for each in found if each["Reference"].endswith("/meeting-law-enforcement")]
    assert mine and {each["Appropriate policy document"] for each in mine} == {"Not stated"}


def test_what_goes_abroad_is_told_with_what_protects_it() -> None:
    abroad = [
        each
        for each in rows(made(EVERY_FIELD))
        if "Lantern Island" in each["Countries or international organisations that data goes to"]
    ]
    assert abroad
    for each in abroad:
        assert "Safeguard: Clauses on lamps; Assessment: Island risk paper" in each["Safeguards for transfers"]


def test_a_place_in_the_united_kingdom_is_not_abroad_and_any_other_is(protocols: Path) -> None:
    hub, cell = "early-help-hub/protocol.yaml", "Countries or international organisations that data goes to"
    kept = "  where: In its data centre, on the council's instructions\n  asset: case-system\n  in: "
    found = changed(protocols, (hub, f"{kept}United Kingdom", f"{kept}The United Kingdom and Ireland"))
    (mine,) = [each for each in found if each["Reference"] == HUB]
    where = "The United Kingdom and Ireland (kept there: In its data centre, on the council's instructions)"
    assert mine[cell] == where
    assert mine["Safeguards for transfers"] == "Not stated"


def test_what_is_to_be_confirmed_shows_as_such(protocols: Path) -> None:
    hub = "early-help-hub/protocol.yaml"
    contract = "contract: Case management services contract NC-2210 of 1 April 2026"
    found = changed(
        protocols,
        (hub, contract, "contract: 'TBC: who signs it'"),
        (hub, "  volume: About 1,400 requests a year", "  special: ['TBC: the trust asks']"),
    )
    (mine,) = [each for each in found if each["Reference"] == HUB]
    assert mine["Link to contract with processor"] == "Quillhaven Software: To be confirmed: who signs it"
    assert "To be confirmed: the trust asks" in mine["Categories of personal data"]


def test_purposes_to_be_confirmed_leave_a_row_for_each_controller(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "register.yaml").write_text("format: 1\npartnership: P\njurisdictions: [england]\n")
    (tmp_path / "organisations.yaml").write_text("format: 1\norganisations:\n- {id: x, title: X, kind: council}\n")
    text = "format: 1\nprotocol: a\ntitle: A\ntier: community\nversion: '1.0'\njurisdictions: [england]\nowner: x\n"
    (tmp_path / "a" / "protocol.yaml").write_text(f"{text}parties: [{{organisation: x}}]\npurposes: 'TBC: the board'\n")
    opened = open_register(tmp_path)
    book = processing_book(opened, opened.checked())
    (only,) = rows(book)
    assert only["Reference"] == "a/x"
    assert only["Purpose of processing"] == "To be confirmed"
    assert only["Categories of personal data"] == only["Article 6 lawful basis"] == "Not stated"
    assert book.notes[len(NOTES) :] == ("A, purposes: To be confirmed: the board",)


def test_a_flow_that_no_basis_covers_has_a_row_without_one(protocols: Path) -> None:
    community = "early-help/protocol.yaml"
    text = (protocols / community).read_text(encoding="utf-8")
    begin = text.index("lawfulness:\n")
    end = text.index("\nflows:", begin)
    (protocols / community).write_text(text[:begin] + text[end + 1 :], encoding="utf-8")
    opened = open_register(protocols, on=TODAY)
    found = [each for each in rows(processing_book(opened, opened.checked())) if "early-help-hub/" in each["Reference"]]
    assert len(found) == 14
    assert {each["Article 6 lawful basis"] for each in found} == {"Not stated"}
    assert {each["Link to record of consent"] for each in found} == {"Not stated"}


def test_a_protocol_without_rows_is_named() -> None:
    assert made(WORKED).notes[len(NOTES)] == (
        "Northvale information sharing framework has no rows: it names no purposes."
    )


def test_what_no_flow_serves_is_left_out_and_named() -> None:
    assert not [each for each in rows(made(WORKED)) if "No flow of the protocol" in " ".join(each.values())]
    last = made(WORKED).notes[-1]
    assert last.startswith("Left out, because no flow of the protocol serves them (11): ")
    assert "early-help/northvale-police/identify-need/police-help; " in last


def test_one_controller_has_its_own_rows_by_any_of_its_names() -> None:
    everything = rows(made(WORKED))
    for name in ("Tannerbrook Homes", "tannerbrook homes limited", "tannerbrook-homes"):
        mine = rows(made(WORKED, name))
        assert mine == [each for each in everything if "/tannerbrook-homes/" in each["Reference"]]
        assert len(mine) >= 2
    council = rows(made(WORKED, "Northvale Council"))
    assert made(WORKED, "Northvale Council").subtitle.startswith("What Northvale Council does with ")
    assert {each["Controller"] for each in council} > {"Northvale Council"}
    assert all("Northvale" in each["Name and contact details of controller"] for each in council)


def test_a_member_of_a_class_finds_the_rows_of_its_class() -> None:
    book = made(WORKED, "Alderbank Primary School")
    for each in rows(book):
        assert each["Controller"] == "Alderbank Primary School"
        assert each["Name and contact details of controller"].split("\n")[:2] == [
            "Alderbank Primary School",
            "office@alderbank.example",
        ]
        assert each["Data protection officer"] == "Not stated"
    assert rows(book) == rows(made(WORKED, "alderbank-primary"))
    assert ("Controller", "Alderbank Primary School") in book.facts
    assert book.subtitle == "What Alderbank Primary School does with personal data that is shared"


def test_a_name_that_no_controller_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoController) as caught:
        made(WORKED, "Quillhaven Software")
    assert "Northvale Police" in caught.value.known
    assert "Quillhaven Software" not in caught.value.known


def test_a_controller_without_purposes_is_no_mistake() -> None:
    opened = register(WORKED)
    book = processing_book(opened, [opened.protocols["partnership-framework"]], "Northvale Council")
    assert book.tables[0].rows == ()
    assert book.notes[-1].startswith("Northvale information sharing framework has no rows")


def test_the_columns_are_those_of_the_template() -> None:
    headings = [each.heading for each in PARTICULARS]
    assert len(headings) == len(set(headings))
    template = (
        *("Business function (protocol)", "Purpose of processing", "Joint controllers", "Categories of individuals"),
        *("Categories of personal data", "Categories of recipients", "Link to contract with processor"),
        *("Safeguards for transfers", "Retention schedule", "Technical and organisational security measures"),
        *("Article 6 lawful basis", "Rights available to individuals", "Source of the personal data"),
        *("Link to record of consent", "Location of personal data", "Impact assessment required"),
        *("Has a personal data breach occurred?", "Schedule 1 condition (Data Protection Act 2018)"),
    )
    assert [each for each in headings if each in template] == list(template)


def test_the_facts_come_from_the_definitions_and_not_from_the_clock() -> None:
    book = made(WORKED)
    assert book.date == max(
        str(entry["date"]) for each in register(WORKED).checked() for _, entry in each.entries("changes")
    ) or book.date == max(each.text("in_force") for each in register(WORKED).checked())
    assert dict(book.facts)["Processing activities"] == str(len(book.tables[0].rows))
    assert book.creator == "Northvale Children and Communities Partnership"
