"""The matrix says what the definition says: every flow, item and party of it, and nothing besides."""

import copy
import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import entries_of, resolve
from istoolkit.definitions.leaves import many
from istoolkit.definitions.names import party_name
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.documents.csv_file import csv_bytes
from istoolkit.documents.matrix.answers import answer
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.matrix.exchanges import Exchange, exchanges
from istoolkit.documents.matrix.naming import NoSuchName, meant
from istoolkit.documents.matrix.views import VIEWS, tables
from istoolkit.documents.tables import TONES, Cell, Column, Table
from istoolkit.documents.text_table import fitted, plain
from tests.conftest import HERE, REGISTERS, ROOT, TODAY

ALL = [(folder, each.parent.name) for folder in REGISTERS for each in sorted(folder.glob("*/protocol.yaml"))]
EACH = pytest.mark.parametrize(("folder", "name"), ALL, ids=[f"{folder.name}-{name}" for folder, name in ALL])
WORKED = ROOT / "protocols"
EVERY = HERE / "cases" / "every-field"


@cache
def register_of(folder: Path) -> Register:
    return open_register(folder, on=TODAY)


def found(folder: Path, name: str) -> tuple[Exchange, ...]:
    register = register_of(folder)
    return exchanges(register, register.protocols[name])


def table(folder: Path, view: str, *names: str) -> Table:
    register = register_of(folder)
    return tables(register, [register.protocols[name] for name in names or sorted(register.protocols)], [view])[0]


def cells(shown: Table) -> list[dict[str, str]]:
    headings = [each.heading for each in shown.columns]
    assert len(set(headings)) == len(headings)
    return [dict(zip(headings, (cell.words for cell in row), strict=True)) for row in shown.rows]


def row(shown: Table, first: str) -> dict[str, str]:
    return next(each for each in cells(shown) if next(iter(each.values())) == first)


Moved = tuple[str, str, str, str]


def _ends(names: list[str], parties: dict[str, dict[str, Any]], posts: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The ends that names stand for, worked out from the definition alone: a party's name, and the post held there."""
    ends: list[tuple[str, str]] = []
    for name in names:
        if name == "all":
            shares = (
                each for each, entry in parties.items() if entry.get("role") not in ("processor", "sub-processor")
            )
            ends += [(each, "") for each in shares]
        elif name in posts and name not in parties:
            ends += [(each, name) for each in posts[name] if each in parties]
        else:
            ends.append((name, ""))
    return list(dict.fromkeys(ends))


def _defined(register: Register, protocol: Protocol) -> Iterator[Moved]:
    """Who gives what to whom in which flow, by a reading of the definition that shares nothing with the matrix."""
    full = resolve(register, protocol)
    parties = {party_name(said.full): said.full for said in entries_of(full, "parties")}
    posts = {str(said.value["id"]): many(said.value.get("held_at")) for said in entries_of(full, "posts")}
    items = [str(said.value["id"]) for said in entries_of(full, "information")]
    for flow in (said.value for said in entries_of(full, "flows")):
        if "among" in flow:
            ends = _ends(many(flow["among"]), parties, posts)
            pairs = [(one, other) for one in ends for other in ends if one[0] != other[0]]
        elif "inside" in flow and "from" not in flow:
            pairs = [((flow["inside"], ""), (flow["inside"], ""))]
        else:
            both = [_ends(many(flow[side]), parties, posts) for side in ("from", "to")]
            pairs = [(one, other) for one in both[0] for other in both[1] if one != other]
        said = many(flow["information"])
        for item in [each for each in (items if "all" in said else said) if each not in many(flow.get("except"))]:
            yield from ((flow["id"], "" if to_be_confirmed(item) else item, one[0], other[0]) for one, other in pairs)


@EACH
def test_the_matrix_is_the_definition(folder: Path, name: str) -> None:
    register = register_of(folder)
    shown = {(each.flow.id, each.piece.id, each.sender.name, each.recipient.name) for each in found(folder, name)}
    assert shown == set(_defined(register, register.protocols[name]))


@EACH
def test_every_view_has_every_flow_item_and_party(folder: Path, name: str) -> None:
    register = register_of(folder)
    full = resolve(register, register.protocols[name])
    titles = [f"{number} {said.value['title']}" for number, said in enumerate(entries_of(full, "flows"), 1)]
    assert [each["Flow"] for each in cells(table(folder, "flows", name))] == titles
    items = [str(said.value["title"]) for said in entries_of(full, "information")]
    never = [str(said.value["title"]) for said in entries_of(full, "not_shared")]
    grid = table(folder, "items", name)
    assert [each["Information"] for each in cells(grid)] == items + never
    parties = {column.heading for column in grid.columns} - {"Information", "Kind of information", "Agreement"}
    assert len(parties) >= len(entries_of(full, "parties"))
    assert [each["Information"] for each in cells(table(folder, "purposes", name))] == items
    assert len(table(folder, "exchanges", name).rows) == len(found(folder, name))


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_a_whole_register_says_what_its_protocols_say(folder: Path) -> None:
    register = register_of(folder)
    names = sorted(register.protocols)
    several = len(names) > 1
    rows = cells(table(folder, "exchanges"))
    wanted = [each for name in names for each in found(folder, name)]
    assert [(each["Flow name"], each["Item name"], each["Giver name"], each["Receiver name"]) for each in rows] == [
        (each.flow.id, each.piece.id, each.sender.name, each.recipient.name) for each in wanted
    ]
    assert not several or [each["Protocol"] for each in rows] == [each.protocol_title for each in wanted]


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_tables_are_well_formed_and_the_same_twice(folder: Path) -> None:
    again = open_register(folder, on=TODAY)
    for name in VIEWS:
        shown = table(folder, name)
        assert tables(again, [again.protocols[each] for each in sorted(again.protocols)], [name])[0] == shown
        assert csv_bytes(shown) == csv_bytes(shown)
        for each in shown.rows:
            assert len(each) == len(shown.columns)
            assert all(not cell.tone or (cell.tone in TONES and cell.words) for cell in each)
            assert not any("TBC" in cell.words for cell in each)


def test_a_row_of_the_items_of_the_hub() -> None:
    shown = row(table(WORKED, "items", "early-help-hub"), "What the hub decided and why, and who will help")
    assert shown == {
        "Information": "What the hub decided and why, and who will help",
        "Kind of information": "Personal data",
        "Agreement": "Either",
        "Northvale Council": "Gives and receives",
        "Northvale Community NHS Trust": "Receives",
        "Northvale Police": "Receives",
        "Schools and academies": "Receives",
        "GP practices": "Receives",
        "Tannerbrook Homes": "Receives",
        "Lanternway Family Support": "Receives",
        "Quillhaven Software": "Holds it on instructions",
        "The people themselves": "Receives",
    }


def test_a_kind_of_information_says_which_special_category() -> None:
    shown = row(
        table(WORKED, "items", "early-help-hub"), "Health and disability, as far as they bear on the support needed"
    )
    assert shown["Kind of information"] == "Special category data: health"
    assert shown["GP practices"] == "Gives" and shown["Tannerbrook Homes"] == "May not"


def test_who_gives_what_to_whom_in_the_hub() -> None:
    shown = table(WORKED, "organisations", "early-help-hub")
    assert row(shown, "GP practices")["To Schools and academies"] == "Nothing"
    assert row(shown, "Northvale Council")["To GP practices"].split("\n") == [
        "Name, date of birth, address and telephone number",
        "Who lives with the child and who has parental responsibility",
        "What the hub decided and why, and who will help",
    ]
    assert row(shown, "Northvale Council")["To the people themselves"].split("\n")[-1] == (
        "What the hub decided and why, and who will help"
    )


def test_for_what_an_item_is_used_in_the_hub() -> None:
    shown = row(table(WORKED, "purposes", "early-help-hub"), "The family's plan, its tasks and how it goes")
    assert shown["Find needs early"] == "Not used"
    assert shown["Plan and review support"] == "11 The hub hands over to the lead professional"


def test_a_flow_of_the_hub_in_full() -> None:
    shown = row(table(WORKED, "flows", "early-help-hub"), "5 Health services answer")
    assert shown == {
        "Flow": "5 Health services answer",
        "Information": "Name, date of birth, address and telephone number\n"
        "Which services know the family, since when and who the worker is\n"
        "Health and disability, as far as they bear on the support needed (does not include: Full medical records; "
        "Test results that do not change the support)",
        "From": "Northvale Community NHS Trust\nGP practices",
        "To": "Northvale Council",
        "Purpose": "Find needs early",
        "When": "A need below significant harm (threshold: Levels 2 and 3 of the Northvale guide to levels of need)\n"
        "The family asks for help itself\nHow often: Once for each request\n"
        "Within: 5 working days",
        "Agreement of the person": "A need below significant harm: agreement sought. Shared without it on 7 grounds: "
        "see the circumstances\nThe family asks for help itself: agreement sought. Shared without it on 4 grounds: "
        "see the circumstances",
        "Law": "\n".join(
            f"{party}: Public task (Article 6(1)(e)). Special category data: health or social care (Article 9(2)(h)). "
            f"Schedule 1: health or social care purposes (paragraph 2). Powers and duties: Children Act 2004, {powers}. "
            f"Guidance: Working Together to Safeguard Children 2026. {others}Duty of confidence: the person agrees. "
            "Opt-outs and objections: The national data opt-out does not apply, because the sharing is for the care of one "
            "person"
            for party, powers, others in (
                (
                    "Northvale Community NHS Trust",
                    "section 10; Children Act 2004, section 11",
                    "Named in the protocol, but gives no power or duty here: Children Act 1989, section 17. ",
                ),
                (
                    "GP practices",
                    "section 10",
                    "Named in the protocol, but gives no power or duty here: Children Act 2004, section 11; Children Act "
                    "1989, section 17. ",
                ),
                ("Northvale Council", "section 10; Children Act 2004, section 11; Children Act 1989, section 17", ""),
            )
        ),
        "How": "Secure e-mail\nInto: Early help case system",
        "Seen by": "The health practitioner in the hub, and the hub worker for the family",
        "Conditions and limits": "Decided by: The clinician, who shares a summary and no records\n"
        "Not for (“Find needs early”): Immigration enforcement; General intelligence about families or areas; "
        "Recovery of debts or rent\n"
        "Onward use (“Find needs early”): Only for the child's support and safety. Any other use needs the agreement of "
        "the partner that supplied it.\n"
        "Control by the supplier: The clinician is asked before the information is given to the family or to anyone else.",
        "Kept for": "Northvale Council: in the early help case system, also where the hub offers no help: 2 years, "
        "counted from: The day the hub decides that no plan is needed. Review: Moved to the family's record, and kept as that "
        "is, where a plan begins. Set by: The council's retention schedule. Disposal: Deleted from the system at once, and "
        "from backups within 90 days (for: Which services know the family, since when "
        "and who the worker is)\n"
        "Northvale Council: in the early help case system, and in the social care record for concerns about harm: "
        "6 years, counted from: The day the family's case is closed. Review: When the case is closed. Set by: The council's "
        "retention schedule. Disposal: Deleted from the system at once, and from backups within 90 days. What stops disposal: "
        "Nothing is destroyed while a court or a public inquiry has asked that it be kept (for all else)",
    }


def test_ordinary_information_needs_no_condition_for_special_categories() -> None:
    laws = {
        each.piece.id: each.sender_law
        for each in found(WORKED, "early-help-hub")
        if each.flow.id == "health-answer" and each.sender.name == "gp-practices"
    }
    assert "Article 9" in laws["health-needs"][0]
    assert "Article 9" not in laws["identity"][0] and "Schedule 1" not in laws["identity"][0]


def test_a_meeting_is_all_with_all_and_not_with_oneself() -> None:
    meeting = [each for each in found(WORKED, "early-help-hub") if each.flow.id == "hub-discussion"]
    assert len({(each.sender.name, each.recipient.name) for each in meeting}) == 5 * 4
    shown = row(table(WORKED, "flows", "early-help-hub"), "8 Weekly discussion in the hub")
    assert shown["To"] == f"Each gives to all the others:\n{shown['From']}"
    assert "Through: Northvale Council" in shown["Conditions and limits"]


def test_departments_of_one_controller_and_posts_are_named() -> None:
    inside = [each for each in found(WORKED, "early-help-hub") if each.flow.id == "inside-the-council"]
    assert {each.sender.title for each in inside} == {
        "Early help hub (Northvale Council)",
        "Education inclusion (Northvale Council)",
        "Children's social care (Northvale Council)",
    }
    assert all(each.sender.title != each.recipient.title for each in inside)
    hand_over = [each for each in found(WORKED, "early-help-hub") if each.flow.id == "hand-over"]
    assert "Lead professional (Schools and academies)" in {each.recipient.title for each in hand_over}


def test_a_party_that_joins_later_says_so() -> None:
    shown = row(table(WORKED, "flows", "early-help-hub"), "11 The hub hands over to the lead professional")
    assert "Lanternway Family Support takes part from 1 February 2027." in shown["Conditions and limits"]


def test_what_a_flow_leaves_out_and_what_is_never_shared() -> None:
    register = register_of(WORKED)
    shown = row(table(WORKED, "flows", "case-meeting"), "3 The meeting")
    assert shown["Information"].endswith("\nNot: How to reach the victim safely")
    notes = matrix_book(register, [register.protocols["case-meeting"]]).notes
    assert "“The meeting” leaves out: How to reach the victim safely." in notes
    hub = matrix_book(register, [register.protocols["early-help-hub"]]).notes
    assert any(note.startswith("Not shared: Notes of counselling sessions. They are not needed") for note in hub)


def test_what_the_flows_say_of_items_and_purposes_does_not_stand_above_them_as_well() -> None:
    register = register_of(WORKED)
    hub = register.protocols["early-help-hub"]
    limits = ("does not include:", "does not extend to:")
    assert not [note for note in matrix_book(register, [hub]).notes if any(each in note for each in limits)]
    notes = matrix_book(register, [hub], "items").notes
    assert all(any(each in note for note in notes) for each in limits)


def test_what_no_flow_says_of_an_item_and_a_purpose_stands_in_the_notes() -> None:
    def change(data: Any) -> None:
        data["information"].append({"id": "own", "title": "Diaries", "category": "ordinary", "excludes": ["Dreams"]})
        data.setdefault("purposes", []).append({"id": "unused", "title": "Pictures", "not_for": ["Advertising"]})

    register, hub = _changed(WORKED, "early-help-hub", change)
    notes = matrix_book(register, [hub]).notes
    assert "“Diaries” does not include: Dreams." in notes and "“Pictures” does not extend to: Advertising." in notes


def test_on_whose_behalf_and_on_whose_instructions() -> None:
    shown = row(table(WORKED, "flows", "lettings-collection"), "2 A managing organisation submits for the owner")
    assert "On behalf of: Housing providers" in shown["Conditions and limits"]
    sent = next(each for each in found(WORKED, "lettings-collection") if each.flow.id == "submit-for-owner")
    assert sent.sender_law and "Not stated" not in sent.sender_law
    public = next(each for each in found(WORKED, "lettings-collection") if each.flow.id == "to-public")
    assert (public.recipient.title, public.recipient_law, public.kept) == (
        "The public",
        ("Not applicable",),
        ("Not applicable",),
    )


def test_an_organisation_is_one_across_protocols() -> None:
    columns = [column.heading for column in table(WORKED, "items").columns]
    for title in ("Northvale Council", "Schools and academies", "GP practices", "Northvale Police"):
        assert columns.count(title) == 1
    assert not any("community safety (the hub)" in each for each in columns)
    separate = [column.heading for column in table(WORKED, "items", "case-meeting").columns]
    assert "Northvale Council housing options" in separate


def test_schools_of_different_areas_stay_apart() -> None:
    columns = [column.heading for column in table(HERE / "cases" / "many-areas", "items").columns]
    assert len([each for each in columns if "schools" in each.lower()]) == 4


def test_the_key_says_every_word_that_a_shaded_cell_says() -> None:
    for folder in REGISTERS:
        register = register_of(folder)
        for shown in tables(register, register.protocols.values(), ["items", "organisations", "purposes"]):
            said = {(cell.tone, cell.words) for row in shown.rows for cell in row if cell.tone}
            told = {(tone, words.partition(":")[0]) for tone, words in shown.key}
            assert said == told or not shown.rows or shown.id != "items", folder
            assert said <= told and len(told) == len(shown.key)


def test_to_be_read_each_protocol_has_its_own_tables() -> None:
    register = register_of(WORKED)
    protocols = list(register.protocols.values())
    book = matrix_book(register, protocols, for_filters=False)
    with_flows = [each for each in protocols if exchanges(register, each)]
    assert len(with_flows) == len(protocols) - 1
    for each in with_flows:
        for view in ("items", "purposes"):
            (alone,) = tables(register, [each], [view])
            (shown,) = [table for table in book.tables if table.id == f"{view}-{each.id}"]
            assert (shown.columns, shown.rows) == (alone.columns, alone.rows)
            assert shown.title.endswith(f": {each.text('title')}")
    assert not any(cell.words == "Takes no part" for table in book.tables for row in table.rows for cell in row)
    assert len(book.notes) == 2
    notes = {(row[0].words, row[1].words) for row in book.tables[-1].rows}
    for each in protocols:
        own = matrix_book(register, [each]).notes[2:]
        assert {(each.text("title"), note) for note in own} <= notes
    joint = matrix_book(register, protocols)
    assert [table.id for table in joint.tables] == list(VIEWS) and len(joint.notes) > len(notes)


def test_the_landlord_gives_no_offences_and_schools_have_no_powers_of_the_police() -> None:
    given = {each.piece.id for each in found(WORKED, "early-help-hub") if each.sender.name == "tannerbrook-homes"}
    assert "housing" in given and "offending" not in given
    for name in ("early-help-hub", "concern-sharing"):
        shown = [each for each in found(WORKED, name) if "Common law policing powers" in "".join(each.sender_law)]
        assert {each.sender.party.kind for each in shown if each.sender.party} == {"police"}


def test_what_is_asked_in_one_of_two_circumstances_names_it() -> None:
    rows = [each for each in cells(table(WORKED, "exchanges", "case-meeting")) if each["Flow"] == "The meeting"]
    high, other = rows[0]["Circumstance"].split("\n")
    asked, without = (
        rows[0][name].split("\n") for name in ("Agreement of the person", "Shared without agreement where")
    )
    assert [each.partition(":")[0] for each in asked] == [high, other]
    assert len(without) > 1 and {each.partition(":")[0] for each in without} == {high}
    one = next(each for each in cells(table(WORKED, "exchanges")) if "\n" not in each["Circumstance"])
    assert not one["Agreement of the person"].startswith(one["Circumstance"])


def test_what_a_school_may_receive_from_health() -> None:
    rows = cells(table(WORKED, "exchanges"))
    shown = {
        (each["Protocol name"], each["From"], each["Flow"])
        for each in rows
        if each["To"] == "Schools and academies"
        and each["Item name"] == "health-needs"
        and "Council" not in each["From"]
    }
    assert ("early-help", "GP practices", "Meeting around the family") in shown
    assert ("early-help-hub", "Northvale Community NHS Trust", "Weekly discussion in the hub") in shown
    assert ("early-help-hub", "GP practices", "Weekly discussion in the hub") not in shown


def _changed(folder: Path, name: str, change: Any) -> tuple[Register, Protocol]:
    register = register_of(folder)
    data = copy.deepcopy(dict(register.protocols[name].data))
    change(data)
    protocol = Protocol(name, replace(register.protocols[name].source, value=data))
    return replace(register, protocols={**register.protocols, name: protocol}), protocol


FLOW_FIELDS = sorted(
    {
        field
        for flow in register_of(EVERY).protocols["every-field"].data["flows"]
        for field in flow
        if field not in ("id", "waivers")
    }
)


@pytest.mark.parametrize("field", FLOW_FIELDS)
def test_what_is_to_be_confirmed_shows_as_that(field: str) -> None:
    def change(data: Any) -> None:
        flow = next(each for each in data["flows"] if field in each)
        flow[field] = "TBC: Ask Morwenna"

    register, protocol = _changed(EVERY, "every-field", change)
    book = matrix_book(register, [protocol])
    for shown in [each for each in book.tables if each.id in ("flows", "exchanges")]:
        assert any("To be confirmed: Ask Morwenna" in cell.words for row in shown.rows for cell in row), shown.id
        assert not any("TBC" in cell.words for row in shown.rows for cell in row)


@pytest.mark.parametrize(
    "field", ["title", "version", "in_force", "expires", "owner", "review", "partnership", "marking"]
)
def test_what_the_book_says_of_the_protocol_may_be_to_be_confirmed(field: str) -> None:
    register, protocol = _changed(EVERY, "every-field", lambda data: data.update({field: "TBC: Ask Morwenna"}))
    book = matrix_book(register, [protocol])
    assert "To be confirmed: Ask Morwenna" in (book.subtitle, *(value for _, value in book.facts))
    assert "TBC" not in f"{book.subtitle}{book.facts}{book.notes}{book.creator}"


@pytest.mark.parametrize("section", ["parties", "purposes", "information", "circumstances", "lawfulness", "flows"])
def test_a_list_or_an_entry_to_be_confirmed_is_told_of(section: str) -> None:
    for change in (
        lambda data: data.update({section: "TBC: Ask Morwenna"}),
        lambda data: data[section].append("TBC: Ask Morwenna"),
    ):
        register, protocol = _changed(EVERY, "every-field", change)
        book = matrix_book(register, [protocol])
        assert any("To be confirmed: Ask Morwenna" in note for note in book.notes)
        shown = next(each for each in book.tables if each.id == "flows")
        told = any("Ask Morwenna" in cell.words for row in shown.rows for cell in row)
        assert told or section != "flows"


def test_a_definition_that_says_next_to_nothing_says_not_stated() -> None:
    def change(data: Any) -> None:
        for section in ("parties", "posts", "purposes", "information", "circumstances", "lawfulness", "channels"):
            data.pop(section, None)
        data.pop("storage", None)
        data.pop("under", None)
        data["flows"] = [{"id": "bare", "title": "Bare", "information": "x", "purpose": "y"}]

    register, protocol = _changed(EVERY, "every-field", change)
    only = exchanges(register, protocol)[0]
    assert (only.sender.title, only.recipient.title, only.kept) == ("Not stated", "Not stated", ("Not stated",))
    assert plain(matrix_book(register, [protocol]))


def test_the_book_says_what_it_is_about() -> None:
    register = register_of(WORKED)
    one = matrix_book(register, [register.protocols["early-help-hub"]])
    assert (one.title, one.subtitle) == ("Information sharing matrix", "Early help hub operational arrangement")
    assert dict(one.facts) == {
        "Status": "Draft, not signed",
        "Reference": "NCCP-OA-07",
        "Version": "1.0",
        "Tier": "Operational arrangement",
        "In force from": "1 December 2026",
        "Next review due": "9 May 2027",
        "Owner": "Northvale Council",
        "Partnership": "Northvale Children and Communities Partnership",
        "Marking": "OFFICIAL",
    }
    assert [each.id for each in one.tables] == list(VIEWS) and one.date == "2026-11-09"
    several = matrix_book(register, register.protocols.values(), "items")
    assert several.subtitle == "Northvale Children and Communities Partnership"
    assert [each.id for each in several.tables] == ["items"]
    hub = "Early help hub operational arrangement"
    assert (hub, "version 1.0, in force 1 December 2026, draft, not signed") in several.facts


def test_csv_opens_in_excel_and_runs_nothing() -> None:
    words = ["=1+1", "+44", "-5", "@here", "\tx", "\rx", "＝1", 'plain, “quoted” "x"', "two\nlines", "'='", ""]
    shown = Table("x", "X", "", (Column("=Heading"),), tuple((Cell(each),) for each in words))
    content = csv_bytes(shown)
    assert content.startswith("\ufeff'=Heading\r\n".encode())
    read = [each[0] if each else "" for each in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    assert read[1:] == ["'=1+1", "'+44", "'-5", "'@here", "'\tx", "'\rx", "'＝1", *words[7:]]


def test_a_whole_register_reads_back_from_csv() -> None:
    shown = table(WORKED, "exchanges")
    read = list(csv.reader(io.StringIO(csv_bytes(shown).decode("utf-8-sig"), newline="")))
    assert read[0] == [each.heading for each in shown.columns] and len(read) == len(shown.rows) + 1
    assert read[1:] == [[cell.words for cell in each] for each in shown.rows]


def test_a_terminal_is_filled_and_never_overrun() -> None:
    register = register_of(WORKED)
    book = matrix_book(register, [register.protocols["early-help-hub"]], "purposes")
    wide, narrow = fitted(book, 120), fitted(book, 60)
    assert "┃ Information" in wide and "┃" not in narrow
    assert max(map(len, narrow.split("\n"))) <= 60 and max(map(len, wide.split("\n"))) <= 120
    assert "  Plan and review support: Not used" in plain(book)


def _ask(giver: str, receiver: str, item: str = "", *names: str) -> tuple[bool, str]:
    register = register_of(WORKED)
    got = answer(
        register, [register.protocols[name] for name in names or sorted(register.protocols)], giver, receiver, item
    )
    return got.may, "\n".join(got.lines)


def test_a_word_stands_for_a_name_before_a_kind() -> None:
    register = register_of(WORKED)
    every = list(register.protocols.values())
    assert meant(register, every, "schools").titles == ("Schools and academies",)
    assert meant(register, every, "School").titles == (
        "Schools and academies",
        "Independent schools and partner nurseries",
    )
    assert meant(register, every, "Millrace Surgery").titles == ("GP practices",)
    assert meant(register, every, "the Chief Constable of Northvale Police").titles == ("Northvale Police",)
    health = meant(register, every, "health").titles
    assert "GP practices" in health and "Northvale Council" not in health
    assert "Northvale Council" in meant(register, every, "health or care").titles
    assert meant(register, every, "lead-professional").called == "Lead professional"
    with pytest.raises(NoSuchName):
        meant(register, every, "coastguard")


def test_nothing_and_what_is_nearest() -> None:
    may, said = _ask("gp-practices", "schools", "", "early-help-hub")
    assert not may
    assert said.startswith("No. Nothing in this protocol lets GP practices give Schools and academies anything.\n")
    assert "Nearest is through Northvale Council. Under Early help hub operational arrangement it may receive" in said
    may, said = _ask("northvale-fire", "gp-practices", "offending")
    assert (
        not may
        and "Nothing in this register lets Northvale Fire and Rescue Service give GP practices “offending”." in said
    )


def test_another_item_and_the_other_way_round() -> None:
    may, said = _ask("northvale-council", "gp-practices", "health-needs", "early-help-hub")
    assert not may
    assert "Northvale Council may give GP practices other information: Name, date of birth" in said
    assert "The other way round, GP practices may give Northvale Council: Health and disability" in said
    assert "Notes of counselling sessions" in said


def test_a_party_that_has_left_gives_nothing() -> None:
    def change(data: Any) -> None:
        next(each for each in data["parties"] if each.get("organisation") == "northvale-police")["withdrew"] = (
            "2026-11-01"
        )

    register, protocol = _changed(WORKED, "early-help-hub", change)
    got = answer(register, [protocol], "northvale-police", "northvale-council")
    assert not got.may
    assert any(
        "Northvale Police takes part until 1 November 2026. Nothing passes to or from it after that." in line
        for line in got.lines
    )


def test_a_flow_that_does_not_say_who_takes_part_may_change_the_answer() -> None:
    def change(data: Any) -> None:
        next(each for each in data["flows"] if each["id"] == "health-answer")["to"] = "TBC: the hub or the front door"

    register, protocol = _changed(WORKED, "early-help-hub", change)
    got = answer(register, [protocol], "gp-practices", "schools", "health-needs")
    assert not got.may
    assert any("“Health services answer” does not say yet who takes part in it." in line for line in got.lines)
