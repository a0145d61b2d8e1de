"""The flows on paper: each in one place, what several share said once, and the same number everywhere."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol
from istoolkit.documents.drawings.steps import steps
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.matrix.keeping import kept_in
from istoolkit.documents.matrix.on_paper import Cited
from istoolkit.documents.tables import Table
from istoolkit.documents.word.tables import document
from tests.conftest import REGISTERS, ROOT
from tests.documents.conftest import Made
from tests.documents.reading import text
from tests.documents.test_matrix import cells, found, register_of, row, table

WORKED = ROOT / "protocols"


def on_paper(name: str) -> dict[str, Table]:
    return {each.id: each for each in table(WORKED, "flows", name).on_paper}


@pytest.mark.parametrize("folder", REGISTERS, ids=lambda folder: folder.name)
def test_tables_and_pictures_call_a_flow_by_the_same_number(folder: Path) -> None:
    register = register_of(folder)
    for name, protocol in register.protocols.items():
        drawn = {f"{each.number} {each.title}" for each in steps(picture(register, protocol))}
        assert {each["Flow"] for each in cells(table(folder, "flows", name))} >= drawn
        listed = {f"{each['Number']} {each['Flow']}" for each in cells(table(folder, "exchanges", name))}
        assert listed <= {each["Flow"] for each in cells(table(folder, "flows", name))}


def test_every_number_in_a_flow_is_spelled_out_once_and_says_where_it_is_cited() -> None:
    for name in ("early-help-hub", "case-meeting", "lettings-collection"):
        shown = on_paper(name)
        cited: dict[str, set[str]] = {}
        for each in cells(shown["flows"]):
            for number in re.findall(r"\(([LK]\d+)\)", f"{each['Law']}\n{each['Kept for']}"):
                cited.setdefault(number, set()).add(each["Flow"].split()[0])
        listed = [*cells(shown["law"]), *cells(shown["kept"])]
        assert {each["Number"]: set(each["In flows"].split(", ")) for each in listed} == cited
        texts = [each.get("Law") or each["How long it is kept"] for each in listed]
        assert len(set(texts)) == len(texts)


def test_what_the_flows_cite_is_all_that_the_page_says_of_law_and_periods() -> None:
    laws = {each["Number"]: each["Law"] for each in cells(on_paper("early-help-hub")["law"])}
    said = {line for each in found(WORKED, "early-help-hub") for line in each.sender_law + each.recipient_law}
    assert laws and all(any(text in line for line in said) or "Special category" in text for text in laws.values())
    kept = {each["How long it is kept"] for each in cells(on_paper("early-help-hub")["kept"])}
    assert kept <= {line for each in found(WORKED, "early-help-hub") for line in each.kept}


def test_live_records_are_not_deleted_for_want_of_the_review() -> None:
    texts = [each["How long it is kept"] for each in cells(on_paper("early-help-hub")["kept"])]
    (hub,) = [each for each in texts if "no plan is needed" in each]
    assert "Review: Moved to the family's record, and kept as that is, where a plan begins" in hub
    assert "Set by: The council's retention schedule" in hub and "Disposal: Deleted from the system at once" in hub
    assert any("2 years (K" in each["Kept for"] for each in cells(on_paper("early-help-hub")["flows"]))


def test_what_purposes_do_not_extend_to_is_said_once() -> None:
    shown = on_paper("early-help-hub")
    assert not any("Not for (“" in each["Conditions and limits"] for each in cells(shown["flows"]))
    find = row(shown["uses"], "Find needs early")["Limits of use"]
    assert find.count("Immigration enforcement") == 1 and "Onward use" in find


def test_a_basis_for_one_purpose_is_cited_by_one_number_and_the_purpose_is_named_in_the_flow() -> None:
    shown = on_paper("case-meeting")
    assert not any(each["Law"].startswith("For “") for each in cells(shown["law"]))
    assert "For “" in row(shown["flows"], "3 The meeting")["Law"]


def test_many_who_give_or_keep_alike_are_not_named_again() -> None:
    shown = row(on_paper("case-meeting")["flows"], "2 The hub sends the list of cases")
    assert shown["Kept for"].startswith("All of them: 3 years (K")
    assert shown["To"].count(";") >= 8 and "\n" not in shown["To"]


def test_what_is_as_short_as_its_number_is_said_in_place() -> None:
    cited = Cited("L")
    assert cited.cite("Not stated", "Not stated", "1") == "Not stated"
    assert [cited.cite("A long text", "A", flow) for flow in ("1", "2")] == ["A (L1)", "A (L1)"]
    (shown,) = cells(cited.table("law", "Law", "", False))
    assert shown == {"Number": "L1", "Law": "A long text", "In flows": "1, 2"}


def changed(retention: Any, **more: Any) -> tuple[str, str]:
    """How long the council keeps the outcome, where its store says something else of it."""
    register = register_of(WORKED)
    hub = register.protocols["early-help-hub"]
    store = {**hub.data["storage"][0], "retention": retention, **more}
    protocol = Protocol(hub.id, replace(hub.source, value={**hub.data, "storage": [store, *hub.data["storage"][1:]]}))
    here = picture(replace(register, protocols={**register.protocols, hub.id: protocol}), protocol)
    end = next(each.recipient for each in found(WORKED, hub.id) if each.recipient.name == "northvale-council")
    return next(iter(kept_in(here, replace(end, party=here.parties[end.name]), here.items["help-request"])))


def test_a_period_to_be_confirmed_or_without_end_is_said_as_that() -> None:
    assert changed("TBC: the board decides", where="", disposal="")[0] == "To be confirmed: the board decides"
    assert changed({"until": "The plan ends"}, where="")[1] == "until: The plan ends"
    assert "Disposal: Secure deletion" in changed({"keep": "2 years"}, methods=["secure-deletion"], disposal="")[0]


def test_the_table_of_the_protocol_has_the_numbers_of_the_pictures(hub: Made) -> None:
    shown = text(hub.content)
    assert "\n4 The school answers\n" in shown and "\n11 The hub hands over to the lead professional\n" in shown


def test_what_pictures_show_is_said_once_in_the_flows_on_paper() -> None:
    register = register_of(WORKED)
    book = matrix_book(register, [register.protocols["early-help-hub"]], for_filters=False)
    shown = text(document(book))
    assert shown.count("All that the pictures show is said in words under “Flows”.") == 1
    assert "The pictures in words" not in shown
    start = shown.index("under “Flows”.")
    for each in steps(picture(register, register.protocols["early-help-hub"])):
        assert f"\n{each.number} {each.title}\n" in shown[start:]
