"""The grids of the matrix: who may not have what, letters on paper, and a register at a glance."""

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.documents.kinds import matrix
from istoolkit.documents.matrix.book import matrix_book, overview_book
from istoolkit.documents.matrix.nothing import nothing_passes
from istoolkit.documents.matrix.overview import TOO_MANY
from istoolkit.documents.matrix.views import tables
from istoolkit.documents.tables import Book, Table
from istoolkit.documents.word.split import parts
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT, TODAY

WORKED = ROOT / "protocols"
HUB = "early-help-hub"


@cache
def register_of(folder: Path = WORKED) -> Register:
    return open_register(folder, on=TODAY)


def shown(view: str, name: str = HUB, register: Register | None = None) -> Table:
    here = register or register_of()
    return tables(here, [here.protocols[name]], [view])[0]


def lines(table: Table) -> dict[str, dict[str, str]]:
    """Each row by its first cell, its cells by the headings of their columns."""
    headings = [each.heading for each in table.columns]
    return {row[0].words: dict(zip(headings, (cell.words for cell in row), strict=True)) for row in table.rows}


def changed(name: str, change: Callable[[dict[str, Any]], object]) -> Register:
    register = register_of()
    data = copy.deepcopy(dict(register.protocols[name].data))
    change(data)
    protocol = Protocol(name, replace(register.protocols[name].source, value=data))
    return replace(register, protocols={**register.protocols, name: protocol})


def test_one_that_may_not_have_an_item_and_what_nobody_may_have() -> None:
    table = shown("items")
    landlord = lines(table)["Health and disability, as far as they bear on the support needed"]
    assert landlord["Tannerbrook Homes"] == "May not"
    assert landlord["The people themselves"] == "Not given"
    never = lines(table)["Notes of counselling sessions"]
    parties = [each.heading for each in table.columns[3:]]
    assert {never[each] for each in parties} == {"May not be shared"}
    assert ("not", "May not: not under this protocol") in table.key and ("not", "May not be shared") in table.key


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        ({"consent": "sought"}, "With"),
        ({"consent": "not-sought"}, "Without"),
        ({"consent": "not-needed"}, "Without"),
        ({"consent": "sought", "without_consent": ["significant-harm"]}, "Either"),
        ({"consent": "TBC: ask Morwenna"}, "To be confirmed: ask Morwenna"),
    ],
)
def test_whether_an_item_moves_with_agreement(consent: dict[str, Any], said: str) -> None:
    def change(data: dict[str, Any]) -> None:
        data["circumstances"] = [{"id": "only", "title": "Only", "when": "Always", **consent}]
        for flow in data["flows"]:
            flow["circumstance"] = ["only"]

    table = shown("items", "concern-sharing", changed("concern-sharing", change))
    moved = [row for row in lines(table).values() if "Gives and receives" in row.values()]
    assert moved and {row["Agreement"] for row in moved} == {said}


def test_one_who_only_holds_it_for_another_has_no_row_among_those_who_give_and_receive() -> None:
    table = shown("organisations")
    assert "Quillhaven Software" not in lines(table)
    assert "To Quillhaven Software" not in [each.heading for each in table.columns]
    told = "Quillhaven Software holds information on the instructions of Northvale Council."
    assert all(told in each.about for each in (table, table.on_paper[0]))
    assert lines(shown("items"))["What the hub decided and why, and who will help"]["Quillhaven Software"] == (
        "Holds it on instructions"
    )


def _spelled(letters: Table) -> dict[str, set[str]]:
    """What each letter stands for, item by item."""
    found: dict[str, set[str]] = {}
    for letter, said in ((row[0].words, row[1].words) for row in letters.rows):
        begin, _, rest = said.partition(": ")
        if begin.startswith("All of ") and begin.endswith((", and", ", without")):
            base = found[begin.removeprefix("All of ").partition(",")[0]]
            found[letter] = base | set(rest.split("; ")) if begin.endswith("and") else base - set(rest.split("; "))
        else:
            found[letter] = set(said.split("; "))
    return found


@pytest.mark.parametrize("name", ["case-meeting", HUB, "concern-sharing", "early-help", "lettings-collection"])
def test_letters_on_paper_say_what_the_grid_says_in_full(name: str) -> None:
    full = shown("organisations", name)
    grid, letters = full.on_paper
    meanings = _spelled(letters)
    names = [each.heading.removeprefix("To ") for each in full.columns[1:]]
    places = {f"{number} {row[0].words}": row for number, row in enumerate(full.rows, 1)}
    places |= {row[0].words: row for row in full.rows}
    seen = set()
    for row in grid.rows:
        whole = places[row[0].words]
        for column, cell in zip(grid.columns[1:], row[1:], strict=True):
            at = (
                int(column.heading) if column.heading.isdigit() else names.index(column.heading.removeprefix("To ")) + 1
            )
            said = set() if cell.words == "–" else meanings[cell.words]
            assert said == (set() if whole[at].words == "Nothing" else set(whole[at].words.split("\n")))
            seen.add((whole[0].words, at))
    left = [(row[0].words, at) for row in full.rows for at in range(1, len(row)) if row[at].words != "Nothing"]
    assert left and set(left) <= seen


def test_an_exception_stands_out_among_many_who_share_alike() -> None:
    _, letters = shown("organisations", "case-meeting").on_paper
    assert [row[0].words for row in letters.rows] == ["A", "B"]
    assert letters.rows[1][1].words == "All of A, and: How to reach the victim safely"


def test_rows_in_which_nothing_passes_are_left_out_on_paper_and_named() -> None:
    grid = shown("organisations", "lettings-collection").on_paper[0]
    firsts = [row[0].words for row in grid.rows]
    assert "Social Homes Regulator" not in firsts and "To the public" in [each.heading for each in grid.columns]
    assert "Who gives nothing has no row: Social Homes Regulator; Social Data Archive; The public." in grid.about
    assert "Who receives nothing has no column: Managing organisations." in grid.about


def glance() -> Book:
    register = register_of()
    return overview_book(register, list(register.checked()))


def table_of(book: Book, name: str) -> Table:
    return next(each for each in book.tables if each.id == name)


def test_a_register_at_a_glance_says_where_each_protocol_stands() -> None:
    rows = lines(table_of(glance(), "protocols"))
    assert len(rows) == len(register_of().protocols)
    assert rows["6 Early help hub operational arrangement"] == {
        "Protocol": "6 Early help hub operational arrangement",
        "Tier": "Operational arrangement, under 5",
        "Where it stands": "Draft, not signed",
        "Version": "1.0",
        "In force from": "1 December 2026",
        "Next review": "9 May 2027",
        "Flows": "11",
    }
    assert rows["3 Northvale information sharing framework"]["Flows"] == "None"


def test_a_register_at_a_glance_says_who_takes_part_in_what() -> None:
    rows = lines(table_of(glance(), "parts"))
    assert rows["Quillhaven Software"]["Early help hub operational arrangement"] == "Holds it on instructions"
    assert rows["Schools and academies"]["Northvale information sharing framework"] == "Takes part"
    assert rows["Schools and academies"]["Social lettings collection data sharing agreement"] == "–"
    assert rows["GP practices"]["Early help hub operational arrangement"] == "Gives and receives"


LATER = "Gives and receives from 1 February 2027"


def test_a_register_at_a_glance_says_from_when_and_until_when_one_takes_part() -> None:
    book = glance()
    rows = lines(table_of(book, "parts"))
    hub = "Early help hub operational arrangement"
    assert rows["Lanternway Family Support"][hub] == LATER
    assert f"{hub}: Lanternway Family Support takes part from 1 February 2027." in book.notes
    stonepool = [each for name, row in rows.items() if "Stonepool" in name for each in row.values()]
    assert any(each.endswith("until 31 March 2027") for each in stonepool)


def test_a_register_at_a_glance_answers_what_a_school_may_receive_from_health() -> None:
    book = glance()
    school = lines(table_of(book, "kinds"))["A school"]["From whom, in which flows"]
    assert "an NHS trust in 4.3, 5.1, 5.2, 5.4, 6.8" in school
    flow = lines(table_of(book, "flows-early-help-hub"))["6.8 Weekly discussion in the hub"]
    assert "Health and disability, as far as they bear on the support needed" in flow["Information"]
    assert flow["To, and on what law"] == "Each gives to all the others" and flow["Agreement"] == "Either"
    number = flow["From, and on what law"].partition("Northvale Community NHS Trust (")[2].partition(")")[0]
    law = lines(table_of(book, "law"))[number]["Law"]
    assert law.startswith("Public task (Article 6(1)(e)); health or social care (Article 9(2)(h))")
    assert "Children Act 2004, sections 10 and 11" in law


def test_every_flow_of_a_register_is_there_at_a_glance_and_every_law_that_is_cited() -> None:
    book = glance()
    flows = [row for each in book.tables if each.id.startswith("flows-") for row in each.rows]
    assert len(flows) == sum(len(each.data.get("flows", ())) for each in register_of().protocols.values())
    law = {row[0].words for row in table_of(book, "law").rows}
    words = "".join(cell.words for row in flows for cell in row[1:3])
    cited = {part for each in words.split("(")[1:] for part in each.partition(")")[0].split(", ") if part[:1] == "L"}
    assert {each for each in cited if each[1:].isdigit()} == law


def test_with_many_protocols_parts_are_told_in_words_and_flows_left_to_other_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("istoolkit.documents.matrix.overview._ACROSS", 5)
    monkeypatch.setattr("istoolkit.documents.matrix.glance.MOST", 5)
    book = glance()
    assert [each.id for each in book.tables] == ["protocols", "parts"] and TOO_MANY in book.notes
    fire = lines(table_of(book, "parts"))["Northvale Fire and Rescue Service"]
    meeting = "Northvale community harm case meeting operational arrangement"
    assert fire["Gives and receives"] == f"{meeting} (from 1 February 2027)"
    assert fire["Takes part"] == "Northvale information sharing framework"


def test_protocols_under_which_nothing_passes_have_no_matrix_and_no_empty_parts() -> None:
    register = register_of()
    framework = register.protocols["partnership-framework"]
    assert list(matrix.of_protocol(Workshop(register), framework)) == []
    book = matrix_book(register, list(register.checked()), for_filters=False)
    assert not [each.id for each in book.tables if each.id.endswith(framework.id)]
    assert all(each.rows for each in book.tables)
    assert nothing_passes(register, [framework]).endswith("istoolkit matrix case-meeting early-help early-help-hub")
    assert not nothing_passes(register, [framework, register.protocols[HUB]])


def test_of_protocols_that_all_let_nothing_pass_there_is_no_matrix() -> None:
    register = register_of()
    framework = register.protocols["partnership-framework"]
    alone = replace(register, protocols={framework.id: framework}, asked=(framework.id,))
    assert list(matrix.of_register(Workshop(alone))) == []
    assert nothing_passes(alone, [framework]).endswith("State what passes under “flows”.")


def test_twenty_five_who_all_share_alike_fit_the_width_of_a_page() -> None:
    def change(data: dict[str, Any]) -> None:
        data["parties"] = [{"organisation": f"valley-partner-{number}", "role": "controller"} for number in range(25)]
        data["flows"] = [{**data["flows"][2], "among": ["all"]}]

    grid, letters = shown("organisations", "case-meeting", changed("case-meeting", change)).on_paper
    assert [each.heading for each in grid.columns[1:]] == [str(number) for number in range(1, 26)]
    assert {row[0].words.split()[0] for row in grid.rows} == {str(number) for number in range(1, 26)}
    assert {cell.words for row in grid.rows for cell in row[1:]} == {"A", "–"} and len(letters.rows) == 1
    assert len(parts(grid, 14_400)) == 1 and grid.tight
