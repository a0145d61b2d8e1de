"""``istoolkit export``: the register of processing activities as an officer makes it."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, Run

WORKED = ROOT / "protocols"
CLEAN = WORKED / "early-help-hub" / "protocol.yaml"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_whole_register_is_written_for_excel(tmp_path: Path, istoolkit: Run) -> None:
    done = istoolkit("export", "article-30", "--register", WORKED)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Wrote processing-activities.xlsx: 69 processing activities.\n"
    first, second = done.stderr.splitlines()
    assert first == "note: Northvale information sharing framework has no rows: it names no purposes."
    assert second.startswith("note: Left out, because no flow of the protocol serves them (11): early-help/")
    book = openpyxl.load_workbook(tmp_path / "processing-activities.xlsx")
    assert book.sheetnames == ["About", "Processing activities"]
    assert book.worksheets[1].max_row >= 70
    again = istoolkit("export", "article-30", "--register", WORKED, "--output", "b.xlsx", PYTHONHASHSEED="7")
    assert again.returncode == 0
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "processing-activities.xlsx").read_bytes()


def test_an_officer_gets_the_rows_of_her_own_organisation(tmp_path: Path, istoolkit: Run) -> None:
    done = istoolkit(
        "export", "article-30", "--controller", "northvale police", "--format", "csv", "--register", WORKED
    )
    made = table(tmp_path / "processing-activities-northvale-police.csv")
    assert {row["Controller"] for row in made} == {"Northvale Police"}
    assert done.stdout == f"Wrote processing-activities-northvale-police.csv: {len(made)} processing activities.\n"
    assert len(made) >= 4


def test_one_protocol_and_the_name_of_the_file_says_the_format(tmp_path: Path, istoolkit: Run) -> None:
    done = istoolkit("export", "article-30", CLEAN, "--controller", "schools", "--output", "made/a.csv")
    assert done.stdout == f"Wrote {Path('made/a.csv')}: 2 processing activities.\n"
    found = {row["Reference"].split("/")[0] for row in table(tmp_path / "made" / "a.csv")}
    assert found == {"early-help-hub"}


def test_a_name_that_is_misspelt_gets_a_hint_and_nothing_is_written(tmp_path: Path, istoolkit: Run) -> None:
    done = istoolkit("export", "article-30", "--controller", "Northvale Polcie", "--register", WORKED)
    assert done.returncode == 2
    assert done.stderr == (
        "istoolkit: No controller in these protocols is called “Northvale Polcie”. Did you mean “Northvale Police”?\n"
    )
    other = istoolkit("export", "article-30", "early-help-hub", "--controller", "Zzz", "--register", WORKED)
    assert "They are: Northvale Council; " in other.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_register_without_activities_is_not_written(tmp_path: Path, istoolkit: Run) -> None:
    done = istoolkit("export", "article-30", "partnership-framework", "--register", WORKED)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("There is no processing activity to write. Nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_processor_has_a_record_of_its_own(tmp_path: Path, istoolkit: Run) -> None:
    ask = ("export", "article-30", "--register", WORKED, "--format", "csv")
    refused = istoolkit(*ask, "--controller", "quillhaven-software")
    assert refused.returncode == 2 and 'Write it with --processor "quillhaven-software".' in refused.stderr
    assert istoolkit(*ask, "--processor", "Northvale Police").returncode == 2
    assert istoolkit(*ask, "--processor", "a", "--controller", "b").returncode == 2
    done = istoolkit(*ask, "--processor", "quillhaven-software")
    assert done.stdout == "Wrote processing-activities-quillhaven-software.csv: 3 processing activities.\n"
    made = table(tmp_path / "processing-activities-quillhaven-software.csv")
    assert {row["Processor"] for row in made} == {"Quillhaven Software"}
    assert {row["Controller on whose behalf"] for row in made} == {"Northvale Council", "Strathcairn Council"}
    assert all("dpo@quillhaven.example" in row["Data protection officer of processor"] for row in made)


@pytest.mark.parametrize("name", ["a.txt", "-"])
def test_a_name_that_says_no_format_is_refused(tmp_path: Path, istoolkit: Run, name: str) -> None:
    done = istoolkit("export", "article-30", "--register", WORKED, "--output", name)
    assert (done.returncode, done.stderr) == (
        2,
        f"istoolkit: {name} cannot be written: give it a name that ends with .xlsx or .csv.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_errors_of_form_stop_it(tmp_path: Path, protocols: Path, istoolkit: Run) -> None:
    file = protocols / "early-help-hub" / "protocol.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("purpose: plan-support", "purpose: plan-suport"), encoding="utf-8"
    )
    done = istoolkit("export", "article-30", "early-help-hub", "--register", protocols)
    assert done.returncode == 1
    assert "plan-suport" in done.stdout
    assert done.stderr == "Nothing was written. Mend the errors, then export again.\n"
    assert not (tmp_path / "processing-activities.xlsx").exists()


def test_what_cannot_be_done_is_said(tmp_path: Path, istoolkit: Run) -> None:
    for arguments, words in (
        (("export", "article-30", "nothing-here", "--register", WORKED), "There is no protocol “nothing-here”"),
        (("export", "article-30"), "register.yaml"),
        (("export", "article-31"), "article-31"),
    ):
        done = istoolkit(*arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    (tmp_path / "taken").write_text("")
    done = istoolkit("export", "article-30", "--register", WORKED, "--output", "taken/a.xlsx")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def test_a_register_that_an_officer_filled_in_is_not_written_over(tmp_path: Path, istoolkit: Run) -> None:
    ask = ("export", "article-30", "early-help-hub", "--format", "csv", "--register", WORKED)
    path = tmp_path / "processing-activities.csv"
    assert istoolkit(*ask).returncode == istoolkit(*ask).returncode == 0
    made = path.read_bytes()
    path.write_bytes(made.replace(b"Not stated", b"Filled in by Morwenna") + b"More")
    filled = path.read_bytes()
    done = istoolkit(*ask)
    assert (done.returncode, done.stdout, done.stderr.splitlines()[0]) == (
        2,
        "",
        "istoolkit: processing-activities.csv is there already. Nothing was changed. Give another name with --output.",
    )
    assert path.read_bytes() == filled
    assert istoolkit(*ask, "--output", path).returncode == 0
    assert path.read_bytes() == made
