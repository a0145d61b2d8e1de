"""An officer assesses a protocol: begins the assessment, rates what is suggested, and looks again when the protocol changes."""

from pathlib import Path

import pytest

from istoolkit.definitions.reader import read
from tests.conftest import Run
from tests.journeys.test_first_protocol import answer


@pytest.fixture
def begun(protocols: Path, istoolkit: Run) -> Path:
    done = istoolkit("new", "assessment", "early-help", cwd=protocols)
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == f"Wrote {Path('early-help/assessment.yaml')}. Rate its risks, then: istoolkit assess early-help\n"
    )
    return protocols / "early-help" / "assessment.yaml"


def test_an_assessment_is_begun_rated_and_looked_at_again(istoolkit: Run, protocols: Path, begun: Path) -> None:
    text = begun.read_text("utf-8")
    assert 'of_version: "1.0"\n' in text and "- id: wrong-recipient\n" in text
    assert "  # Suggested: Someone chooses an address or number by hand:" in text
    checked = istoolkit("check", "--strict", "early-help", "--on", "2026-12-01", cwd=protocols)
    assert checked.returncode == 0 and "note TODO001" in checked.stdout, checked.stdout

    told = istoolkit("assess", "early-help", cwd=protocols)
    assert told.returncode == 0
    assert "An impact assessment is required." in told.stdout
    assert "Not rated (wrong-recipient): R2 Information goes to the wrong person, before and with" in told.stdout
    assert "Suggested (" not in told.stdout

    rated = text.replace("    likelihood: TBC\n    severity: TBC\n", "    likelihood: possible\n    severity: severe\n")
    rated = rated.replace(
        "      likelihood: TBC\n      severity: TBC\n", "      likelihood: remote\n      severity: severe\n"
    )
    begun.write_text(rated, "utf-8")
    after = istoolkit("assess", "early-help", cwd=protocols).stdout
    assert "Not rated" not in after and "The highest risk that remains is low." in after
    assert "Before measures: high (possible, severe). With measures: low (remote, severe)." in " ".join(after.split())

    definition = protocols / "early-help" / "protocol.yaml"
    answer(definition, ("  channel: [meeting, video-meeting]\n", "  channel: [meeting, secure-email]\n"))
    stale = " ".join(istoolkit("assess", "early-help", cwd=protocols).stdout.split())
    assert "Look again (wrong-recipient): Information goes to the wrong person. Since it was decided," in stale
    assert "was added." in stale


def test_suggestions_that_come_later_are_added_and_all_else_stays(istoolkit: Run, protocols: Path) -> None:
    file = protocols / "case-meeting" / "assessment.yaml"
    nothing = istoolkit("assess", "case-meeting", "--add", cwd=protocols)
    assert nothing.stdout == (
        f"Every suggested risk is decided. {Path('case-meeting/assessment.yaml')} stays as it is.\n"
    )
    before = file.read_text("utf-8").replace("- {suggestion: children,", "# once\n- {suggestion: abroad,")
    file.write_text(before, "utf-8", newline="\r\n")
    told = istoolkit("assess", "case-meeting", cwd=protocols).stdout
    assert "Suggested (children)" in told and "istoolkit assess case-meeting --add" in told

    added = istoolkit("assess", "case-meeting", "--add", cwd=protocols)
    assert added.returncode == 0, added.stderr
    assert added.stdout.startswith(f"Added 1 suggested risk to {Path('case-meeting/assessment.yaml')}. Rate each,")
    content = file.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    was, now = read("a", before.encode()).value, read("a", content).value
    assert {key: value for key, value in now.items() if was[key] != value}.keys() == {"risks", "measures"}
    assert now["risks"][:-1] == was["risks"] and now["measures"][:-1] == was["measures"]
    assert now["risks"][-1]["suggested_by"] == "children" and now["risks"][-1]["grounds"] == ["families"]
    lines = iter(content.decode().replace("\r\n", "\n").split("\n"))
    assert all(line in lines for line in before.split("\n")), "every line is there, in order"
    assert "Suggested (children)" not in istoolkit("assess", "case-meeting", cwd=protocols).stdout
    again = istoolkit("assess", "case-meeting", "--add", cwd=protocols)
    assert again.stdout.startswith("Every suggested risk is decided.") and file.read_bytes() == content


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("", 15),
        ("risks:\n- id: own\n  title: Our own\n  because: >-\n    It is\n    so.\n\n# the end\n", 15),
        ("measures:\n  - {id: address-list, title: Our own}\nrisks:\n  - id: children\n    title: Our own\n", 15),
    ],
    ids=["no lists yet", "ends with a text of several lines", "a name that is taken"],
)
def test_suggestions_are_added_to_files_of_many_shapes(istoolkit: Run, protocols: Path, text: str, added: int) -> None:
    file = protocols / "early-help" / "assessment.yaml"
    head = 'format: 1\nversion: "1.0"\nof_version: "1.0"\n'
    file.write_text(head + text, "utf-8")
    done = istoolkit("assess", "early-help", "--add", cwd=protocols)
    assert done.stdout.startswith(f"Added {added} suggested risks to "), done.stderr
    now = read("a", file.read_bytes()).value
    assert len([each for each in now["risks"] if "suggested_by" in each]) == added
    checked = istoolkit("check", "early-help", "--on", "2026-12-01", cwd=protocols).stdout
    assert "NAME00" not in checked and "FORM" not in checked
    assert len({each["id"] for each in now["measures"]}) == len(now["measures"])
    assert len({each["id"] for each in now["risks"]}) == len(now["risks"])
    assert ("# the end" in text) == ("# the end" in file.read_text("utf-8"))


def test_what_cannot_be_done_says_why(istoolkit: Run, protocols: Path) -> None:
    hub = Path("early-help-hub/assessment.yaml")
    there = istoolkit("new", "assessment", "early-help-hub", cwd=protocols)
    assert (there.returncode, there.stderr) == (
        2,
        f"istoolkit: {hub} is there already. Nothing was changed. See: istoolkit assess early-help-hub\n",
    )
    none = istoolkit("assess", "early-help", "--add", cwd=protocols)
    assert none.returncode == 2 and "Make it with: istoolkit new assessment early-help\n" in none.stderr
    unknown = istoolkit("assess", "early-hlp", cwd=protocols)
    assert unknown.returncode == 2 and "Did you mean “early-help”?" in unknown.stderr
    (protocols / hub).write_text("risks: [\n", "utf-8")
    broken = istoolkit("assess", "early-help-hub", cwd=protocols)
    assert (broken.returncode, broken.stderr) == (
        2,
        f"istoolkit: {hub} cannot be assessed before it is mended: istoolkit check {hub}\n",
    )
    (protocols / hub).write_text('format: 1\nversion: "1"\nof_version: "1"\nrisks: TBC\n', "utf-8")
    held = istoolkit("assess", "early-help-hub", "--add", cwd=protocols)
    assert held.returncode == 2 and f"{hub} cannot be added to before it is mended" in held.stderr
    elsewhere = protocols.parent / "elsewhere"
    elsewhere.mkdir()
    outside = istoolkit("assess", "early-help", cwd=elsewhere)
    assert outside.returncode == 2 and "is not in a register" in outside.stderr


def test_a_protocol_is_named_by_its_folder_or_a_file_in_it(istoolkit: Run, protocols: Path) -> None:
    shown = {
        istoolkit("assess", name, cwd=protocols).stdout for name in ("case-meeting", "case-meeting/assessment.yaml")
    }
    assert len(shown) == 1 and next(iter(shown)).endswith("Left to decide: nothing\n")
