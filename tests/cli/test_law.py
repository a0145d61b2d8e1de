"""``istoolkit law``: what an officer reads of the law."""

from pathlib import Path

import pytest

from istoolkit.definitions.law import NOT_ADVICE
from tests.conftest import Run


def test_a_provision_is_explained(istoolkit: Run) -> None:
    lines = istoolkit("law", "children-act-2004-s16la", "--on", "2026-09-01").stdout.splitlines()
    assert lines[0] == "Children Act 2004, section 16LA"
    assert "  Written in a protocol as: children-act-2004-s16la" in lines
    assert "  Kind: duty to share" in lines
    assert "  In force from: 30 September 2026, so it is not law yet" in lines
    assert "  Nations: England" in lines
    assert any(line.startswith("  Confirmed at its source: 1 November 2026. Still to be confirmed: ") for line in lines)
    assert lines[-1] == NOT_ADVICE


def test_what_no_one_has_confirmed_says_so(istoolkit: Run) -> None:
    shown = istoolkit("law", "children-act-2004-s16h").stdout
    assert "  Confirmed at its source: To be confirmed." in shown


def test_a_condition_is_found_by_what_a_protocol_writes(istoolkit: Run) -> None:
    shown = istoolkit("law", "paragraph", "18").stdout
    assert "  Written in a protocol as: schedule_1: safeguarding" in shown
    assert "an appropriate policy document" in shown


def test_several_are_listed_by_kind(istoolkit: Run) -> None:
    lines = istoolkit("law", "care", "act", "2014").stdout.splitlines()
    assert lines[0] == "Duty to share when asked"
    assert any(line.startswith("  care-act-2014-s45 ") and line.endswith("Care Act 2014, section 45") for line in lines)
    assert lines[-3:] == ["The page of one: istoolkit law WORDS", "", NOT_ADVICE]


def test_words_that_are_out_of_date_say_what_to_write_now(istoolkit: Run) -> None:
    shown = istoolkit("law", "clinical commissioning").stdout
    assert shown.startswith("“clinical commissioning group”\n")
    assert "  Write now: integrated care board\n" in shown
    assert "  Out of date since: 1 July 2022\n" in shown


def test_without_words_everything_is_listed_that_is_law_on_the_day(istoolkit: Run) -> None:
    now = istoolkit("law", "--on", "2026-12-01").stdout
    then = istoolkit("law", "--on", "2026-01-01").stdout
    wanted = "article_6: recognised-legitimate-interest"
    assert wanted in now and wanted not in then
    assert "  data-protection-act-1998                      Data Protection Act 1998\n" not in now
    assert (
        "  data-protection-act-1998                      Data Protection Act 1998\n"
        in istoolkit("law", "--on", "2018-05-01").stdout
    )


def test_a_partnership_adds_and_changes_records(istoolkit: Run, protocols: Path) -> None:
    (protocols / "law.yaml").write_text(
        "format: 1\nprovisions:\n"
        "- {id: harbour-act-1987-s5, title: 'Harbour Act 1987, section 5', jurisdictions: [england], kind: power,"
        " meaning: The harbour board may tell the council who moors there.}\n"
        "- {id: children-act-2004-s16h, checked_on: 2026-11-20, source: Read by the council's solicitor}\n",
        "utf-8",
    )
    assert istoolkit("check", protocols).returncode == 0
    ours = istoolkit("law", "harbour", "board", cwd=protocols).stdout
    assert ours.startswith("Harbour Act 1987, section 5\n")
    changed = istoolkit("law", "children-act-2004-s16h", cwd=protocols).stdout
    assert (
        "  Source: Read by the council's solicitor; legislation.gov.uk/ukpga/2004/31/section/16H\n  Confirmed at its source: 20 November 2026."
        in changed
    )
    assert "Kind: duty to share when asked" in changed
    elsewhere = protocols.parent / "elsewhere"
    elsewhere.mkdir()
    assert "Harbour" not in istoolkit("law", "section", "5", cwd=elsewhere).stdout


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (
            ["children-act-2004-s16lla"],
            "istoolkit: Nothing in the legal register speaks of “children-act-2004-s16lla”. Did you mean “children-act-2004-s16la”?",
        ),
        (["zzz"], "istoolkit: Nothing in the legal register speaks of “zzz”. istoolkit law lists everything."),
    ],
)
def test_what_is_not_there(istoolkit: Run, asked: list[str], answer: str) -> None:
    done = istoolkit("law", *asked)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", answer)


def test_a_day_that_is_none(istoolkit: Run) -> None:
    done = istoolkit("law", "--on", "1.12.2026")
    assert done.returncode == 2
    assert "“1.12.2026” is not a day. Write it year-month-day, such as 2026-12-01." in done.stderr
