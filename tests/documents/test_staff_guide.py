"""The guides for staff: each flow of a party is in its guide and none of another's, on two pages, with what has changed."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.guides.staff import readers, staff_guide
from istoolkit.documents.kinds.staff_guide import guide_files, of_protocol
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.paper import Callout, Grid, Paper, cell_texts, texts
from istoolkit.documents.signing.passing import passings
from istoolkit.documents.stamp import Stamp
from istoolkit.documents.workshop import Workshop
from tests.conftest import REGISTERS, ROOT
from tests.documents.reading import text
from tests.documents.signing import opened

WORKED = ROOT / "protocols"


@cache
def register_in(folder: Path) -> Register:
    return opened(folder)


@cache
def guide(name: str, party: str, folder: Path = WORKED) -> Paper:
    register = register_in(folder)
    return staff_guide(register, register.protocols[name], party)


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
            assert ("Information in bold is sensitive in law" in words) == any(each.sensitive for each in found)


def test_who_has_a_guide_and_who_has_none() -> None:
    register = register_in(WORKED)
    found = {name: [each.name for each in readers(register, each)] for name, each in register.protocols.items()}
    assert found["partnership-framework"] == []
    assert "schools" in found["early-help"] and "quillhaven-software" not in found["early-help"]
    assert "tallowmere-digital" not in found["lettings-collection"], "a processor that only hosts it has no guide"
    assert "managing-organisations" in found["lettings-collection"], "a processor whose staff send has one"


def test_a_school_reads_what_it_gives_with_whom_when_and_how() -> None:
    first, *_ = table(guide("concern-sharing", "rowanhaven"))
    assert first[0] == "Another partner tells the named person."
    assert first[1].startswith("You give: Name, date of birth, address, school, parents and carers; ")
    assert (
        "With: Named person at NHS Strathcairn; Strathcairn Council; Independent schools and partner nurseries. "
        in first[1]
    )
    assert "When: A concern below significant harm. Agreement: ask first. By: Secure e-mail, Telephone." in first[1]


def test_who_may_share_without_agreement_and_when_is_said() -> None:
    words = all_words(guide("early-help", "schools"))
    assert "A need below significant harm: ask first." in words
    assert "If they refuse or cannot be asked, share only where the law or a court requires it, " in words
    assert "A risk of significant harm: you do not ask for it." in words


def test_what_must_be_acted_on_comes_first_with_the_urgent_way_of_the_flow() -> None:
    first = guide("early-help", "schools").blocks[0]
    assert isinstance(first, Callout) and first.tone == "urgent" and "999" in first.title
    urgent = "Urgent: A concern about harm goes to children's social care. A child may be hurt today. By: Telephone"
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
    assert "Tell social work" in all_words(school) and "Tell social work" not in all_words(police)


def test_statistics_on_tenants_say_nothing_on_worries_about_a_child_but_for_danger() -> None:
    paper = guide("lettings-collection", "housing-providers")
    assert isinstance(paper.blocks[0], Callout)
    assert "When you are worried about a child" not in all_words(paper) and "Childline" not in all_words(paper)


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
