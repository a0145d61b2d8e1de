"""The policy index: what there is of each tier is there, what is missing is said, and links lead to it."""

import datetime
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from istoolkit.definitions.register import Register, open_register
from istoolkit.documents.kinds.toolkit import of_register
from istoolkit.documents.toolkit.guidance import guidance_standing
from istoolkit.documents.toolkit.tiers import Tier, sharing, tiers_of
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT, TODAY
from tests.documents.reading import body, folded, paragraphs, text

LAW = """format: 1
provisions:
- id: dfe-information-sharing-2024
  replaced_by: [working-together-2026]
"""


@cache
def worked() -> Register:
    return open_register(ROOT / "protocols", on=TODAY)


def tier(register: Register, number: int) -> Tier:
    return next(each for each in tiers_of(register) if each.number == str(number))


def test_every_protocol_stands_in_its_tier_with_how_it_stands() -> None:
    names = {number: [part.protocol for part in tier(worked(), number).parts] for number in (1, 2, 3)}
    assert names == {
        1: ["partnership-framework"],
        2: ["early-help"],
        3: ["case-meeting", "concern-sharing", "early-help-hub", "lettings-collection"],
    }
    assert tier(worked(), 1).parts[0].stands == "version 1.0: In force, signed off on 20 November 2026"
    assert {part.stands for part in tier(worked(), 2).parts} == {"version 1.0: Draft, not signed"}


def test_what_is_made_of_protocols_is_there_for_those_that_share_and_no_others() -> None:
    shares = {each.id for each in sharing(worked())}
    assert shares == worked().protocols.keys() - {"partnership-framework"}
    for number, words in (
        (4, "Matrix"),
        (6, "Confidentiality agreement"),
        (7, "Guides for staff"),
        (8, "Plan by audience"),
    ):
        found = [part.protocol for part in tier(worked(), number).parts if part.words == words]
        assert sorted(found) == sorted(shares), words


def test_an_assessment_that_the_screening_asks_for_is_to_be_begun() -> None:
    written = {part.protocol for part in tier(worked(), 9).parts if part.words == "Impact assessment"}
    assert written == {"case-meeting", "early-help-hub"}
    assert [each.protocols for each in tier(worked(), 9).to_do] == [
        ("concern-sharing", "early-help", "lettings-collection")
    ]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A register with a framework alone."""
    root = tmp_path / "protocols"
    shutil.copytree(ROOT / "protocols" / "partnership-framework", root / "partnership-framework")
    for name in ("register.yaml", "organisations.yaml"):
        shutil.copy(ROOT / "protocols" / name, root / name)
    return root


def test_what_is_missing_is_said_with_how_to_begin_it(small: Path) -> None:
    missing = [each.number for each in tiers_of(open_register(small, on=TODAY)) if each.missing]
    assert missing == ["2", "3", "4", "6", "7"]
    word = next(iter(of_register(Workshop(open_register(small, on=TODAY)))))
    said = folded(text(word.content))
    assert "Missing: information community agreement, operational arrangement, matrix" in said
    assert "Missing. To begin it: istoolkit new protocol NAME --tier community --under FRAMEWORK" in said


def test_a_change_of_law_is_told_for_all_that_rests_on_it(small: Path) -> None:
    before = guidance_standing(open_register(small, on=TODAY))
    assert before.records > before.unconfirmed > 0
    assert not [each for each in before.changed if "advice for practitioners" in each]
    (small / "law.yaml").write_text(LAW, "utf-8")
    after = guidance_standing(open_register(small, on=TODAY)).changed
    replaced = (
        "Information sharing advice for practitioners 2024 was replaced by Working Together to Safeguard Children 2026."
    )
    assert len(after) > 5 and all(replaced in each for each in after)


def test_what_is_not_in_force_on_the_day_is_told() -> None:
    early = open_register(ROOT / "protocols", on=datetime.date(2026, 1, 15))
    changed = guidance_standing(early).changed
    assert any(
        "is not in force yet. Children Act 2004, section 16LA begins on 30 September 2026." in each for each in changed
    )


def test_word_file_and_page_say_the_same_and_lead_to_the_index(tmp_path: Path) -> None:
    word, page = of_register(Workshop(worked()))
    assert (word.name, page.name) == ("toolkit.docx", "toolkit.html")
    (tmp_path / word.name).write_bytes(word.content)
    assert OpenXmlValidator().validate(str(tmp_path / word.name)).errors == []
    told = paragraphs(body(word.content))
    shown = folded(re.sub(r"<[^>]+>", "", page.content.decode()))
    for each in tiers_of(worked()):
        assert f"{each.number} {each.title}" in told and f"{each.number} {each.title}" in shown
    for name in worked().protocols:
        assert f'href="../index.html#{name}"' in page.content.decode()
    assert list(of_register(Workshop(worked()))) == [word, page]
