"""``istoolkit who-can --on`` and ``istoolkit matrix`` before and after a protocol's time, and files that are there already."""

from pathlib import Path

import pytest

from tests.conftest import Run

ASK = ("who-can", "--from", "gp-practices", "--to", "schools", "--protocol", "early-help")


def test_an_answer_is_as_of_a_day(protocols: Path, istoolkit: Run) -> None:
    assert istoolkit(*ASK, "--on", "2026-12-01", cwd=protocols).stdout.startswith("Not yet. ")
    early = istoolkit(*ASK, "--on", "2026-11-30", cwd=protocols)
    assert early.returncode == 1
    assert "applies from 1 December 2026. Nothing may be shared under it before that.\n" in early.stdout
    wrong = istoolkit(*ASK, "--on", "1 December", cwd=protocols)
    assert wrong.returncode == 2 and "“1 December” is not a day." in wrong.stderr


def test_the_matrix_of_a_protocol_that_has_ended_says_so(protocols: Path, istoolkit: Run) -> None:
    path = protocols / "early-help" / "protocol.yaml"
    path.write_text(
        path.read_text("utf-8").replace("in_force: 2026-12-01", "in_force: 2026-10-01\nexpires: 2026-11-30"), "utf-8"
    )
    done = istoolkit("matrix", "early-help", "--by", "items", "--format", "csv", cwd=protocols)
    assert done.returncode == 0
    assert done.stderr == (
        "note: Early help and safeguarding information community agreement ended on 30 November 2026. "
        "Nothing may be shared under it after that.\n"
    )


@pytest.mark.parametrize("form", ["xlsx", "html", "docx"])
def test_a_matrix_that_someone_changed_is_not_written_over(protocols: Path, istoolkit: Run, form: str) -> None:
    ask = ("matrix", "lettings-collection", "--by", "items", "--format", form)
    assert istoolkit(*ask, cwd=protocols).returncode == istoolkit(*ask, cwd=protocols).returncode == 0
    path = protocols / f"lettings-collection-1.0-matrix-items.{form}"
    path.write_bytes(b"Notes by Morwenna")
    done = istoolkit(*ask, cwd=protocols)
    said = f"istoolkit: {path.name} is there already. Nothing was changed. Give another name with --output.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert path.read_bytes() == b"Notes by Morwenna"
    assert istoolkit(*ask, "--output", path.name, cwd=protocols).returncode == 0
    assert path.read_bytes() != b"Notes by Morwenna"
