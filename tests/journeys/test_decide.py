"""A teacher who is worried about a child decides whether to tell the council, and keeps the record of it."""

from pathlib import Path

from docx import Document

from tests.conftest import Run


def test_a_worried_teacher_decides_and_keeps_the_record(protocols: Path, istoolkit: Run) -> None:
    case = ("decide", "early-help", "--from", "schools", "--to", "northvale-council", "--item", "harm-concern")
    answers = protocols / "worry.yaml"
    answers.write_text("danger: no\npurpose: yes\nperson: yes\nduty: not sure\n", "utf-8")
    unsure = istoolkit(*case, "--answers", "worry.yaml", cwd=protocols)
    assert unsure.returncode == 1, unsure.stderr
    assert "ASK FOR ADVICE NOW" in unsure.stdout.splitlines()
    assert "someone may come to harm, share what is needed to keep them safe" in unsure.stdout

    answers.write_text(
        answers.read_text("utf-8").replace("not sure", "child-welfare") + "detriment: no\nright-way: yes\n"
    )
    told = istoolkit(*case, "--answers", "worry.yaml", "--record", "worry.docx", cwd=protocols)
    assert told.returncode == 0 and "SHARE" in told.stdout.splitlines(), told.stderr
    assert "  - Children Act 2004, section 16LA (in part to be confirmed)" in told.stdout

    file = Document(str(protocols / "worry.docx"))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert cells[0] == "Share" and "Northvale Council" in cells and "Schools and academies" in cells
    assert "Sharing does the child no more harm than holding back." in cells
