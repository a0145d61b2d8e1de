"""An officer gives an assessment to a partner who works with the CNIL's PIA software, and takes one over from it."""

import json
import shutil
from pathlib import Path

import pytest

from istoolkit.definitions.reader import read
from tests.conftest import HERE, Run
from tests.journeys.test_first_protocol import answer

EXAMPLE = HERE / "cnil" / "pia.json"


def test_an_assessment_goes_out_and_comes_back(istoolkit: Run, protocols: Path) -> None:
    done = istoolkit("export", "cnil", "early-help-hub", cwd=protocols)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("Wrote early-help-hub-cnil.json. Open it in the CNIL's PIA software with Import.\n- ")
    content = (protocols / "early-help-hub-cnil.json").read_bytes()
    istoolkit("export", "cnil", "early-help-hub", "--output", "again.json", cwd=protocols)
    assert (protocols / "again.json").read_bytes() == content
    assert len(json.loads(content)["answers"]) == 36

    mine = protocols / "early-help-hub" / "assessment.yaml"
    before = mine.read_bytes()
    refused = istoolkit("import", "cnil", "again.json", "--protocol", "early-help-hub", cwd=protocols)
    assert refused.returncode == 2
    assert (
        refused.stderr
        == f"istoolkit: {Path('early-help-hub/assessment.yaml')} is there already. Nothing was changed.\n"
    )
    assert mine.read_bytes() == before

    mine.unlink()
    taken = istoolkit("import", "cnil", "again.json", "--protocol", "early-help-hub", cwd=protocols)
    assert taken.returncode == 0, taken.stderr
    assert taken.stdout.startswith(f"Wrote {Path('early-help-hub/assessment.yaml')}: 9 risks and ")
    assert "so the assessment is as it was written, with its notes." in taken.stdout
    assert mine.read_bytes() == before
    assert not (protocols / "early-help-hub" / "assessment-from-cnil.txt").exists()


def test_what_is_taken_over_passes_the_checks_of_form(istoolkit: Run, protocols: Path) -> None:
    (protocols / "early-help-hub" / "assessment.yaml").unlink(missing_ok=True)
    done = istoolkit("import", "cnil", EXAMPLE, "--protocol", "early-help-hub", cwd=protocols)
    assert done.returncode == 0, done.stderr
    assert "- 215 How long data are kept\n" in done.stdout and "- Comments: 2\n" in done.stdout
    assert done.stdout.endswith(f"Fill in what says TBC, then: istoolkit check {Path('early-help-hub')}\n")
    kept = (protocols / "early-help-hub" / "assessment-from-cnil.txt").read_text("utf-8")
    assert "Action plan: Shorten it to one year." in kept
    written = protocols / "early-help-hub" / "assessment.yaml"
    assert read("", written.read_bytes()).value["measures"][0]["title"] == "Named accounts"
    checked = istoolkit("check", "early-help-hub", "--format", "json", cwd=protocols)
    findings = [each for each in json.loads(checked.stdout)["findings"] if "assessment.yaml" in json.dumps(each)]
    codes = {each["code"] for each in findings}
    assert "TODO001" in codes and not {code for code in codes if code[:4] in ("READ", "FORM", "NAME", "TEXT")}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.json", "--protocol", "case-meeting"), "missing.json cannot be read: No such file or directory."),
        (
            ("early-help/protocol.yaml", "--protocol", "case-meeting"),
            "cannot be taken over. It is not a file that the CNIL",
        ),
        ((EXAMPLE, "--protocol", "case-meting"), "There is no protocol “case-meting” in "),
        ((EXAMPLE,), "Missing option '--protocol'"),
    ],
)
def test_what_cannot_be_taken_over_is_said(
    istoolkit: Run, protocols: Path, arguments: tuple[object, ...], message: str
) -> None:
    there = protocols / "case-meeting" / "assessment.yaml"
    there.unlink(missing_ok=True)
    done = istoolkit("import", "cnil", *arguments, cwd=protocols)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr
    assert not there.exists()


def test_a_protocol_with_errors_of_form_is_not_written(istoolkit: Run, protocols: Path) -> None:
    hub = protocols / "early-help-hub" / "protocol.yaml"
    answer(hub, ("  from: schools\n", "  from: scools\n"))
    done = istoolkit("export", "cnil", "early-help-hub", cwd=protocols)
    assert done.returncode == 1 and "“scools” is not a party" in done.stdout
    assert not (protocols / "early-help-hub-cnil.json").exists()


def test_another_place_may_be_named(istoolkit: Run, protocols: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "pia.json")
    out = tmp_path / "new" / "hub.yaml"
    where = ("--protocol", "early-help-hub", "--register", protocols, "--output", out)
    done = istoolkit("import", "cnil", tmp_path / "pia.json", *where)
    assert done.returncode == 0, done.stderr
    assert {each.name for each in out.parent.iterdir()} == {"hub.yaml", "hub-from-cnil.txt"}


def test_an_export_does_not_write_over_another_file(istoolkit: Run, protocols: Path) -> None:
    path = protocols / "early-help-hub-cnil.json"
    path.write_text("notes of my own")
    done = istoolkit("export", "cnil", "early-help-hub", cwd=protocols)
    assert (done.returncode, path.read_text()) == (2, "notes of my own")
    assert (
        "early-help-hub-cnil.json is there already. Nothing was changed. Give another name with --output."
        in done.stderr
    )
    assert istoolkit("export", "cnil", "early-help-hub", "--output", path, cwd=protocols).returncode == 0
