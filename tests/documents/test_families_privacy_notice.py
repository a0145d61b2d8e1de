"""Text for privacy notices: what UK GDPR Articles 13 and 14 ask for, for each controller, and nothing made up."""

import re
from functools import cache
from pathlib import Path

import pytest

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, open_register
from istoolkit.documents.guides.privacy_notice import controllers, privacy_notice
from istoolkit.documents.matrix.exchanges import exchanges
from istoolkit.documents.paper import Heading, texts
from tests.conftest import REGISTERS, ROOT, TODAY
from tests.rules.pages import laid_over


@cache
def sections(here: Picture) -> dict[str, str]:
    """The text for privacy notices by its headings of the first level."""
    found: dict[str, list[str]] = {"": []}
    now = ""
    for each in privacy_notice(here.register, here.protocol).blocks:
        if isinstance(each, Heading) and each.level == 1:
            now = each.words
            found[now] = []
        found[now].extend(texts([each]))
    return {name: "\n".join(lines) for name, lines in found.items()}


def sharing() -> list[Picture]:
    registers = [open_register(each, on=TODAY) for each in REGISTERS]
    every = [picture(register, each) for register in registers for each in register.understood()]
    return [each for each in every if each.personal_flows]


def changed(fragment: str, root: Path) -> dict[str, str]:
    register = open_register(laid_over(fragment, root / "r"), on=TODAY)
    return sections(picture(register, register.protocols["hub"]))


def test_each_controller_says_to_whom_it_gives_and_from_whom_it_gets() -> None:
    for here in sharing():
        found = [
            each for each in exchanges(here.register, here.protocol) if each.piece.item and each.piece.item.is_personal
        ]
        for party in controllers(here):
            own = sections(here)[party.called]
            given, _, got = own.partition("We get information from:")
            for each in found:
                if each.sender.party is party and each.recipient.party is not party:
                    assert each.recipient.whole in given.partition("We give information to:")[2]
                if each.sender.party is party:
                    hubs = [end.whole for end in each.flow.through if end.party is not party]
                    assert [hub for hub in hubs if hub not in given] == []
                if each.recipient.party is party and each.sender.party is not party:
                    assert each.sender.whole in got


def test_processors_need_no_notice() -> None:
    for here in sharing():
        assert [each for each in controllers(here) if each.is_processor] == []


def test_whoever_works_for_a_controller_is_named_to_its_people(tmp_path: Path) -> None:
    supplier = (
        "parties:\n- {organisation: council}\n- {organisation: trust}\n- {organisation: police}\n- {class: schools}\n"
    )
    fragment = f"{supplier}- {{organisation: supplier, role: processor, FOR contract: Contract C-1}}\n"
    for said, times in (("for: council,", 1), ("", 4)):
        found = changed(fragment.replace("FOR", said), tmp_path / str(times))
        assert sum("These work for us, and may see it only for that:" in each for each in found.values()) == times


def test_a_notice_of_the_worked_register() -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    found = sections(picture(register, register.protocols["early-help"]))
    council = found["Northvale Council"]
    assert (
        "Northvale Council (Northvale Metropolitan Borough Council) is responsible for the information it holds."
        in council
    )
    assert "dpo@northvale.example" in council
    assert "These work for us, and may see it only for that:\nQuillhaven Software" in council
    assert "Quillhaven" not in found["Northvale Police"]
    assert "It is part of our public task (Article 6(1)(e))." in council
    assert "6 years (starting point: the day the family's case is closed)" in council
    assert "[Name of your organisation] is responsible" in found["Schools and academies"]
    assert "We confirm within 30 days that we have received your complaint." in found["The same for all"]
    assert "No decision about a person is made by a machine alone." in found["The same for all"]
    assert "Information Commissioner (ico.org.uk, 0303 123 1113)" in found["The same for all"]


def test_law_enforcement_has_a_notice_of_its_own_law() -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    police = sections(picture(register, register.protocols["case-meeting"]))["Northvale Police"]
    assert "It is needed for law enforcement (Data Protection Act 2018, Part 3). Section 44 of that Act" in police


def test_rights_follow_from_the_law_on_which_a_controller_shares() -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    found = sections(picture(register, register.protocols["case-meeting"]))
    assert "object" not in found["The same for all"]
    assert found["Northvale Council community safety (the hub)"].count("3 years") == 1
    assert "You can object to this use of it." in found["Northvale Council community safety (the hub)"]
    police = found["Northvale Police"].partition("Your rights are these:")[2]
    assert "Where it is not for law enforcement: You can ask to see" in police
    assert re.search(r"^Article 6\(1\)\(e\): .*You can object to this use of it\.$", police, re.MULTILINE)
    assert "Where it is for law enforcement: You can ask to see it" in police
    assert "The right to object under the UK GDPR does not apply." in police


@pytest.mark.parametrize(
    ("basis", "told", "untold"),
    [
        ("legal-obligation", "The right to object does not apply", "You can object"),
        ("consent", "You can withdraw your consent at any time.", "You can object"),
        ("legitimate-interests", "You can object to this use of it.", "The right to object does not apply"),
    ],
)
def test_nobody_is_told_of_a_right_that_a_basis_does_not_give(
    basis: str, told: str, untold: str, tmp_path: Path
) -> None:
    law = f"lawfulness:\n- {{id: only, title: Only, purposes: [find-need], parties: [council], article_6: {basis}}}\n"
    council = changed(law, tmp_path)["Northvale Council"].partition("Your rights are these:")[2]
    assert told in council and untold not in council


def test_changed_law_is_said_in_the_section_of_each_it_concerns(tmp_path: Path) -> None:
    own = "reference: '1'\n# guidance.yaml\nstatements:\n- {id: notice-rights, law: [data-protection-act-1998]}\n"
    found = changed(own, tmp_path)
    assert "Data Protection Act 1998 was replaced by " in found["Northvale Council"]


NOT_KNOWN = [
    ("storage: 'TBC: the archivist decides'\n", "[how long, or how you decide how long]"),
    ("lawfulness: 'TBC: counsel advises'\n", "[your lawful basis under UK GDPR Article 6]"),
]


@pytest.mark.parametrize(("fragment", "told"), NOT_KNOWN)
def test_what_is_not_known_is_left_to_fill_in(fragment: str, told: str, tmp_path: Path) -> None:
    found = changed(fragment, tmp_path)
    assert any(told in each for each in found.values())


def test_own_words_take_the_place_of_what_and_why_and_not_of_the_rest(tmp_path: Path) -> None:
    common = changed("guides:\n  privacy_notice: We carry lamps for you.\n", tmp_path)["The same for all"]
    assert "We carry lamps for you." in common
    assert "We share it to:" not in common
    assert "Your rights" in common and "Complaints" in common and "The information is:" in common


def test_what_goes_abroad_is_said(tmp_path: Path) -> None:
    fragment = (
        "storage:\n- {held_by: council, information: all, in: Norway, retention: {keep: 2 years, from: The end}}\n"
    )
    found = changed(fragment, tmp_path)
    abroad = [each for each in found.values() if "Norway ([what protects it])" in each]
    assert len(abroad) == 1


def test_protocol_without_people_is_not_told(tmp_path: Path) -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    framework: Protocol = register.protocols["partnership-framework"]
    assert controllers(picture(register, framework)) == []


def test_a_hub_through_which_it_passes_is_named(tmp_path: Path) -> None:
    flow = "{id: relay, title: Relayed, from: schools, to: trust, through: police, information: identity, purpose: find-need}"
    given = changed(f"flows:\n- {flow}\n", tmp_path)["Schools"].partition("We give information to:")[2]
    assert "Northvale NHS Trust and Northvale Police: name and address" in given
