"""An officer makes the matrix for a partner, who asks what a school may receive from health."""

import csv
import io
from pathlib import Path

from tests.conftest import Run


def test_what_a_school_may_receive_from_health_and_on_what_basis(protocols: Path, istoolkit: Run) -> None:
    asked = istoolkit("who-can", "--from", "health", "--to", "school", "--item", "health-needs", cwd=protocols)
    assert asked.returncode == 1
    lines = asked.stdout.splitlines()
    assert lines[0].startswith(
        "Not yet. 2 protocols would let “health” give “school” “health-needs” once they are signed: "
    )
    assert lines[1].startswith("“health” stands for ") and "GP practices" in lines[1]
    both = "    From Northvale Community NHS Trust and GP practices to Schools and academies: Health and disability"
    assert any(line.startswith(both) for line in lines)
    assert any(line.startswith("    Law: Schools and academies: Public task (Article 6(1)(e));") for line in lines)

    made = istoolkit("matrix", "--by", "exchanges", "--output", "register.csv", cwd=protocols)
    assert made.returncode == 0
    text = (protocols / "register.csv").read_bytes().decode("utf-8-sig")
    rows = [
        row
        for row in csv.DictReader(io.StringIO(text, newline=""))
        if row["To"] == "Schools and academies" and row["From"] == "GP practices" and row["Item name"] == "health-needs"
    ]
    assert [(row["Protocol name"], row["Flow"]) for row in rows] == [("early-help", "Meeting around the family")]
    assert "substantial public interest (Article 9(2)(g))" in rows[0]["Law for who receives"]
    assert rows[0]["Agreement of the person"] == "Agreement sought"


def test_a_new_flow_is_in_the_matrix_and_in_the_answer(protocols: Path, istoolkit: Run) -> None:
    question = ("who-can", "--from", "gp-practices", "--to", "schools", "--protocol", "early-help-hub")
    assert istoolkit(*question, cwd=protocols).stdout.startswith("No. ")
    path = protocols / "early-help-hub" / "protocol.yaml"
    flow = (
        "flows:\n- id: from-the-surgery\n  title: The surgery tells the school\n  from: gp-practices\n  to: schools\n"
        "  information: [identity]\n  purpose: identify-need\n  circumstance: below-harm\n  channel: secure-email\n"
        "  frequency: When it arises\n  seen_by: The designated safeguarding lead\n"
    )
    path.write_text(path.read_text("utf-8").replace("flows:\n", flow, 1), "utf-8")
    asked = istoolkit(*question, cwd=protocols)
    assert asked.stdout.startswith("Not yet. ") and "  The surgery tells the school\n" in asked.stdout
    shown = istoolkit("matrix", "early-help-hub", "--by", "organisations", "--format", "csv", cwd=protocols).stdout
    row = next(
        each
        for each in csv.DictReader(io.StringIO(shown.removeprefix("\ufeff"), newline=""))
        if each["From"] == "GP practices"
    )
    assert row["To Schools and academies"] == "Name, date of birth, address and telephone number"
