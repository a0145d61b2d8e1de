"""``istoolkit matrix`` and ``istoolkit who-can`` as an officer and a practitioner meet them."""

import csv
import io
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from istoolkit.documents.matrix.answers import ALLOWED, MORE, SILENT
from tests.conftest import EPOCH, Run
from tests.documents.signing import copy, put_out, sign


def spoil(protocols: Path, name: str = "early-help-hub") -> None:
    """Have a flow name an item that there is not."""
    path = protocols / name / "protocol.yaml"
    old = path.read_text("utf-8")
    new = old.replace(
        "information: [identity, services-involved, health-needs]", "information: [identity, helth-needs]"
    )
    assert new != old
    path.write_text(new, "utf-8")


def test_the_flows_of_a_protocol_as_text(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("matrix", "early-help-hub", cwd=protocols)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "Information sharing matrix: Early help hub operational arrangement"
    at = next(at for at, line in enumerate(lines) if line.endswith("A family asks the hub for help"))
    assert lines[at + 6 : at + 9] == [
        "  From: The people themselves",
        "  To: Northvale Council",
        "  Purpose: Find needs early",
    ]
    assert "Circumstances and agreement" in lines


@pytest.mark.parametrize("by", ["items", "organisations"])
def test_each_view_of_the_whole_register_as_csv(protocols: Path, istoolkit: Run, by: str) -> None:
    done = istoolkit("matrix", "--by", by, "--format", "csv", cwd=protocols)
    rows = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")))
    assert done.stdout.startswith("\ufeff") and done.returncode == 0
    assert rows[0][0] == ("From" if by == "organisations" else "Protocol") and len(rows) > 20
    assert {len(row) for row in rows} == {len(rows[0])}


def test_csv_is_the_exchanges_unless_another_view_is_named(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("matrix", "early-help-hub", "--output", "hub.csv", cwd=protocols)
    assert done.stdout == "The matrix was written to hub.csv.\n"
    content = (protocols / "hub.csv").read_bytes()
    assert b"Flow,Information,From," in content.splitlines()[0] and content.count(b"\r\n") > 290


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("docx", b"PK"), ("html", b"<!")])
def test_files_have_a_name_of_their_own(protocols: Path, istoolkit: Run, form: str, begins: bytes) -> None:
    done = istoolkit("matrix", "early-help-hub", "--by", "items", "--format", form, cwd=protocols)
    name = f"early-help-hub-1.0-matrix-items.{form}"
    assert (done.stdout, done.stderr, done.returncode) == (f"The matrix was written to {name}.\n", "", 0)
    first = (protocols / name).read_bytes()
    assert first[:2].lower() == begins.lower()
    istoolkit("matrix", "early-help-hub", "--by", "items", "--output", f"again.{form}", cwd=protocols)
    assert (protocols / f"again.{form}").read_bytes() == first


def test_word_has_the_views_for_reading_and_excel_all(protocols: Path, istoolkit: Run) -> None:
    for form in ("docx", "xlsx"):
        istoolkit("matrix", "lettings-collection", "--output", f"all.{form}", cwd=protocols)
    with zipfile.ZipFile(protocols / "all.docx") as word, zipfile.ZipFile(protocols / "all.xlsx") as excel:
        text = word.read("word/document.xml").decode()
        assert "From whom to whom" in text and "Giver name" not in text
        assert any("Giver name" in excel.read(name).decode("utf-8", "replace") for name in excel.namelist())


def test_a_protocol_that_is_not_there(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("matrix", "early-hepl", cwd=protocols)
    assert done.returncode == 2 and "Did you mean “early-help”?" in done.stderr


def test_errors_of_form_stop_the_matrix(protocols: Path, istoolkit: Run) -> None:
    spoil(protocols)
    done = istoolkit("matrix", "early-help-hub", "--output", "hub.xlsx", cwd=protocols)
    assert done.returncode == 1 and "helth-needs" in done.stdout
    assert done.stderr == "Nothing was made. Mend the errors, then try again.\n"
    assert not (protocols / "hub.xlsx").exists()


def test_an_empty_register(tmp_path: Path, istoolkit: Run) -> None:
    istoolkit("init", "reg")
    for command in (("matrix",), ("who-can", "--from", "a", "--to", "b")):
        done = istoolkit(*command, cwd=tmp_path / "reg")
        assert (done.returncode, done.stderr.split(".")[0]) == (2, "istoolkit: The register has no protocol")


def test_a_protocol_without_flows(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("matrix", "partnership-framework", cwd=protocols)
    said = (
        "Northvale information sharing framework states no flow of information. What passes is in the protocols below: "
        "istoolkit matrix case-meeting early-help early-help-hub\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")
    asked = istoolkit("matrix", "partnership-framework", "--output", "framework.docx", cwd=protocols)
    assert asked.returncode == 2 and asked.stderr == f"istoolkit: Nothing was written. {said}"
    assert not (protocols / "framework.docx").exists()
    items = istoolkit("matrix", "partnership-framework", "--by", "items", cwd=protocols)
    assert items.returncode == 0 and "Information and organisations" in items.stdout


def test_a_file_that_cannot_be_written(protocols: Path, istoolkit: Run) -> None:
    (protocols / "taken").write_text("a file where the folder should be")
    done = istoolkit("matrix", "early-help-hub", "--output", Path("taken") / "hub.csv", cwd=protocols)
    assert done.returncode == 2 and "cannot be written" in done.stderr


def test_on_a_terminal_it_is_a_table_as_wide_as_the_terminal(protocols: Path) -> None:
    ours, theirs = pty.openpty()
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "110"}
    command = [sys.executable, "-m", "istoolkit", "matrix", "lettings-collection", "--by", "purposes"]
    subprocess.run(command, cwd=protocols, env=env, stdout=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    assert "┃ Information" in shown.decode() and max(map(len, shown.decode().splitlines())) <= 110


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end is closed
        return b""


def test_who_can_answers_in_sentences(protocols: Path, istoolkit: Run) -> None:
    question = ("who-can", "--from", "gp-practices", "--to", "schools", "--item", "health-needs")
    done = istoolkit(*question, cwd=protocols)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "Not yet. Early help and safeguarding information community agreement would let GP practices give Schools and "
        "academies “health-needs” once it is signed.\n"
        "\n"
        "Early help and safeguarding information community agreement (early-help, version 1.0, draft, not signed, to "
        "apply from 1 December 2026)\n"
        "It rests on Northvale information sharing framework, which is not agreed: draft, not signed.\n"
        "\n"
        "  Meeting around the family\n"
        "    From GP practices to Schools and academies: Health and disability, as far as they bear on the support "
        "needed (does not include: Full medical records; Test results that do not change the support)\n"
        "    When: A need below significant harm (threshold: Levels 2 and 3 of the Northvale guide to levels of need)\n"
        "    Agreement: Agreement sought. Shared without agreement on 7 grounds\n"
        "    How: Meeting in person; Meeting by video\n"
        "    Law: GP practices: Public task (Article 6(1)(e)); health or social care (Article 9(2)(h)); "
        "Schedule 1: health or social care purposes (paragraph 2); Children Act 2004, section 10; Working Together to "
        "Safeguard Children 2026\n"
        "    Law: Schools and academies: Public task (Article 6(1)(e)); substantial public interest (Article 9(2)(g)); "
        "Schedule 1: statutory and government purposes (paragraph 6); Children Act 2004, section 10; Education Act 2002, "
        "section 175; Information sharing advice for practitioners 2024\n"
        "\n"
        "  This protocol does not let anyone share: Notes of counselling sessions; The sexual health record of a "
        "young person.\n"
        "\n"
        f"{MORE}\n"
        "\n"
        f"{SILENT}\n"
    )
    full = istoolkit(*question, "--full", cwd=protocols).stdout
    for words in (
        "  Meeting around the family\n    From GP practices to Schools and academies:\n      - Health and disability",
        "    For: Plan and review support\n",
        "    Limit: Only those who have a task in the family's plan take part.",
        "    Onward use (“Plan and review support”): Only with the agreement of the family",
        "    Law: GP practices: Public task (Article 6(1)(e)). Special category data: health or social care",
        "Powers and duties: Children Act 2004, section 10. Guidance: Working Together",
        "gives no power or duty here: Children Act 2004, section 11; Children Act 1989, section 17.",
        "    Kept: Schools and academies: in the child's safeguarding file, apart from the pupil file: 25 years",
    ):
        assert words in full


def test_who_can_says_yes_to_what_is_signed(tmp_path: Path, istoolkit: Run) -> None:
    root = copy()
    put_out(root, "early-help")
    sign(root, "early-help")
    done = istoolkit("who-can", "--from", "GP", "--to", "schools", "--protocol", "early-help", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Yes. GP practices may give Schools and academies information under Early help ")
    assert done.stdout.endswith(f"{ALLOWED}\n")


def test_who_can_says_no_and_what_is_nearest(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit(
        "who-can", "--from", "gp-practices", "--to", "schools", "--protocol", "early-help-hub", cwd=protocols
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0] == "No. Nothing in this protocol lets GP practices give Schools and academies anything."
    assert lines[1].startswith("Nearest is through Northvale Council. Under Early help hub operational arrangement")
    assert lines[-1] == SILENT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--from", "gp-practises", "--to", "schools"),
            "No organisation, class, kind or post in these protocols is called “gp-practises”. Did you mean “gp-practices”?",
        ),
        (
            ("--from", "primary", "--to", "schools"),
            "No organisation, class, kind or post in these protocols is called “primary”. Did you mean “alderbank-primary”, "
            "“Alderbank Primary School”, “brindlefen-primary”, “Brindlefen Primary School” or “coppergrain-lane-primary” or "
            "another?",
        ),
        (
            ("--from", "xyzzy", "--to", "schools", "--protocol", "early-help-hub"),
            "No organisation, class, kind or post in these protocols is called “xyzzy”. These kinds of body take part: GP "
            "practice, NHS trust, charity, company, council, housing association, police force, school. To see all that take "
            "part: istoolkit matrix --by organisations",
        ),
        (
            ("--from", "", "--to", "schools"),
            "--from is empty. Write a name after it, such as “schools”, or leave it out.",
        ),
        (
            ("--from", "health", "--to", "schools", "--item", "helth-needs"),
            "No information in these protocols is called “helth-needs”. Did you mean “health-needs”?",
        ),
    ],
)
def test_a_name_that_no_one_has(protocols: Path, istoolkit: Run, arguments: tuple[str, ...], said: str) -> None:
    done = istoolkit("who-can", *arguments, cwd=protocols)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"istoolkit: {said}\n")


def test_who_can_gives_no_answer_where_the_definition_has_errors(protocols: Path, istoolkit: Run) -> None:
    spoil(protocols)
    done = istoolkit("who-can", "--from", "gp-practices", "--to", "schools", cwd=protocols)
    assert done.returncode == 2 and "helth-needs" in done.stdout
    assert done.stderr.startswith("No answer was given: it might be wrong.")
    other = istoolkit("who-can", "--from", "gp-practices", "--to", "schools", "--protocol", "early-help", cwd=protocols)
    assert other.returncode == 1 and other.stdout.startswith("Not yet. ")


def test_who_can_tells_of_an_error_of_law_in_what_the_answer_rests_on(protocols: Path, istoolkit: Run) -> None:
    path = protocols / "early-help" / "protocol.yaml"
    old = path.read_text("utf-8")
    new = old.replace("  schedule_1: [statutory-and-government]\n", "", 1)
    assert new != old
    path.write_text(new, "utf-8")
    question = ("who-can", "--from", "schools", "--to", "northvale-council")
    rule = "Ask the data protection officer before you rely on it:\n  - No paragraph of Schedule 1 (istoolkit rule SPEC002)\n"
    asked = istoolkit(*question, "--protocol", "early-help", cwd=protocols).stdout
    assert f"The check finds an error in this protocol. {rule}" in asked
    below = istoolkit(*question, "--protocol", "early-help-hub", cwd=protocols).stdout
    assert f"The check finds an error in a protocol above this one. {rule}" in below


def test_no_error_is_told_of_where_there_is_none(protocols: Path, istoolkit: Run) -> None:
    asked = istoolkit("who-can", "--from", "schools", "--to", "northvale-council", cwd=protocols)
    assert asked.stdout.startswith("Not yet. 3 protocols would let Schools and academies give “northvale-council” ")
    assert "The check finds" not in asked.stdout


def test_a_matrix_that_nothing_would_open_is_not_written(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("matrix", "--by", "exchanges", "--format", "docx", cwd=protocols)
    said = (
        "This is too long for a Word file: programs would not open it. Nothing was written. Write it with --format xlsx, "
        "or name one protocol."
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"istoolkit: {said}\n")
    assert not list(protocols.glob("*.docx"))


def test_the_matrix_is_as_of_a_day(protocols: Path, istoolkit: Run) -> None:
    path = protocols / "partnership-framework" / "protocol.yaml"
    path.write_text(
        path.read_text("utf-8").replace("in_force: 2026-12-01", "in_force: 2026-12-01\nexpires: 2027-06-30")
    )
    ask = ("matrix", "early-help", "--by", "items", "--format", "csv", "--on")
    after = istoolkit(*ask, "2027-07-01", cwd=protocols)
    assert after.returncode == 0
    assert (
        "which ended on 30 June 2027. Nothing may be shared under it until it rests on one that is in" in after.stderr
    )
    assert istoolkit(*ask, "2027-06-30", cwd=protocols).stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("matrix", "--format", "docx", "--output", "register.xlsx"),
            "register.xlsx is the name of a file in the format xlsx, and --format says docx. Nothing was written. "
            "Change one of the two.",
        ),
        (
            ("matrix", "--output", "register.pdf"),
            "register.pdf cannot be written: give it a name that ends with .csv, .xlsx, .html or .docx.",
        ),
        (
            ("export", "article-30", "--format", "csv", "--output", "register.xlsx"),
            "register.xlsx is the name of a file in the format xlsx, and --format says csv. Nothing was written. "
            "Change one of the two.",
        ),
    ],
)
def test_a_name_that_stands_for_another_format_is_refused(
    protocols: Path, istoolkit: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = istoolkit(*arguments, cwd=protocols)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"istoolkit: {said}\n")
    assert not list(protocols.glob("register.[xp]*"))


def test_a_new_protocol_is_to_be_confirmed_everywhere(protocols: Path, istoolkit: Run) -> None:
    istoolkit("init", "fresh", cwd=protocols)
    fresh = protocols / "fresh"
    assert istoolkit("new", "protocol", "try", cwd=fresh).returncode == 0
    for by in ("flows", "items", "organisations", "purposes", "exchanges"):
        shown = istoolkit("matrix", "--by", by, cwd=fresh).stdout
        assert "To be confirmed" in shown and "TBC" not in shown
        assert "First purpose" not in shown and "First channel" not in shown
    assert istoolkit("export", "article-30", "--format", "csv", "--output", "a.csv", cwd=fresh).returncode == 0
    (row,) = csv.DictReader(io.StringIO((fresh / "a.csv").read_text("utf-8-sig"), newline=""))
    law = [words for name, words in row.items() if "Article 9" in name or "Article 10" in name or "Part 3" in name]
    law += [row["Schedule 1 condition (Data Protection Act 2018)"], row["Appropriate policy document"]]
    assert law == ["To be confirmed"] * 5
    assert "Does not apply" not in row.values() and not any("TBC" in words for words in row.values())
