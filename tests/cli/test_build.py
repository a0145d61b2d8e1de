"""``istoolkit build`` as an officer meets it."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from istoolkit.documents import pdf
from tests.conftest import ROOT, Run

NAMES = [
    "case-meeting-1.1.docx",
    "concern-sharing-1.0.docx",
    "early-help-1.0.docx",
    "early-help-hub-1.0.docx",
    "lettings-collection-1.0.docx",
    "partnership-framework-1.0.docx",
]


def test_one_document_for_each_protocol(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("build", cwd=protocols.parent)
    assert sorted(path.name for path in (protocols.parent / "out").iterdir()) == NAMES
    listed = "".join(f"  {Path('out') / name}\n" for name in NAMES)
    assert done.stdout == f"{listed}6 documents written to out.\n"
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["early-help", "early-help/protocol.yaml", "early-help/"])
def test_one_protocol_by_its_name_or_path(protocols: Path, istoolkit: Run, name: str) -> None:
    done = istoolkit("build", name, "--out", "here", cwd=protocols)
    assert done.stdout == f"  {Path('here') / 'early-help-1.0.docx'}\n1 document written to here.\n"


def test_a_protocol_that_is_not_there(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("build", "early-hepl", cwd=protocols)
    assert done.returncode == 2
    assert "There is no protocol “early-hepl”" in done.stderr and "Did you mean “early-help”?" in done.stderr


def test_errors_are_printed_and_nothing_is_written(protocols: Path, istoolkit: Run) -> None:
    path = protocols / "early-help" / "protocol.yaml"
    path.write_text(
        path.read_text("utf-8").replace("under: partnership-framework", "under: partnership-framwork"), "utf-8"
    )
    done = istoolkit("build", cwd=protocols)
    assert done.returncode == 1
    assert "“partnership-framwork” is not a protocol in this register." in done.stdout
    assert done.stderr == "Nothing was written. Mend the errors, then build again.\n"
    assert not (protocols / "out").exists()


def test_an_empty_register(tmp_path: Path, istoolkit: Run) -> None:
    istoolkit("init", "reg")
    done = istoolkit("build", cwd=tmp_path / "reg")
    assert (done.returncode, done.stderr) == (
        2,
        "istoolkit: The register has no protocol. Make one with: istoolkit new protocol NAME\n",
    )


def test_a_folder_that_cannot_be_written(protocols: Path, istoolkit: Run) -> None:
    (protocols / "out").write_text("a file where the folder should be")
    done = istoolkit("build", "early-help", "--out", Path("out") / "inside", cwd=protocols)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr


def test_many_documents_in_several_processes_show_their_progress_on_a_terminal(protocols: Path) -> None:
    text = (protocols / "concern-sharing" / "protocol.yaml").read_text("utf-8")
    for number in range(12):
        folder = protocols / f"more-{number}"
        folder.mkdir()
        (folder / "protocol.yaml").write_text(
            text.replace("protocol: concern-sharing", f"protocol: more-{number}"), "utf-8"
        )
    command = [sys.executable, "-m", "istoolkit", "build", "--jobs", "2"]
    terminal, end = pty.openpty()
    done = subprocess.run(command, cwd=protocols, stdout=subprocess.PIPE, stderr=end, check=False, timeout=120)
    os.close(end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert "Writing documents" in shown
    assert b"18 documents written to out." in done.stdout
    assert len(list((protocols / "out").iterdir())) == 18


def test_without_libreoffice_pdf_is_refused_before_anything_is_written(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("build", "--pdf", cwd=protocols, PATH="")
    assert done.returncode == 2
    assert done.stderr == (
        "istoolkit: PDF files need LibreOffice, and it is not installed. "
        "Install it from libreoffice.org, or leave out --pdf.\n"
    )
    assert not (protocols / "out").exists()


def fake_office(folder: Path, script: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_when_libreoffice_fails_the_word_files_are_there(protocols: Path, istoolkit: Run, tmp_path: Path) -> None:
    done = istoolkit("build", "early-help", "--pdf", cwd=protocols, PATH=fake_office(tmp_path, "exit 1"))
    assert done.returncode == 2
    assert "LibreOffice made no PDF of early-help-1.0.docx." in done.stderr
    assert "The Word files were written." in done.stderr
    assert (protocols / "out" / "early-help-1.0.docx").is_file()


def test_libreoffice_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", fake_office(tmp_path, "exec sleep 20"))
    with pytest.raises(pdf.NoOffice, match="was not done after 1 seconds"):
        pdf._run([pdf.office()], 1)


def test_libreoffice_that_cannot_be_started() -> None:
    with pytest.raises(pdf.NoOffice, match="could not be started"):
        pdf._run(["/nowhere/soffice"], 1)


def test_build_from_the_root_of_a_checkout(istoolkit: Run, tmp_path: Path) -> None:
    done = istoolkit("build", "--out", tmp_path / "made", cwd=ROOT)
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == NAMES


def test_where_processes_cannot_be_forked_they_start_afresh(
    protocols: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: a new process opens the register and the template itself."""
    import multiprocessing

    from istoolkit.definitions.register import open_register
    from istoolkit.documents.word.template import prepare
    from istoolkit.documents.works import Works, make_all, template_of

    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    works = Works(open_register(protocols), prepare(template_of(protocols).read_bytes()), tmp_path / "made")
    told: list[Path] = []
    files = make_all(works, ["early-help", "concern-sharing"], 2, told.append)
    assert files == told == [tmp_path / "made" / "early-help-1.0.docx", tmp_path / "made" / "concern-sharing-1.0.docx"]
    assert all(path.is_file() for path in files)


def test_what_is_above_is_checked_too(protocols: Path, istoolkit: Run) -> None:
    path = protocols / "partnership-framework" / "protocol.yaml"
    path.write_text(path.read_text("utf-8") + "note_to_partners: hello\n", "utf-8")
    done = istoolkit("build", "early-help", cwd=protocols)
    assert done.returncode == 1 and "“note_to_partners” is not a field" in done.stdout
    assert not (protocols / "out").exists()


def test_our_own_fault_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from istoolkit import cli

    def fail(**_: object) -> None:
        raise RuntimeError("a surprise")

    monkeypatch.setattr(cli, "cli", fail)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "Something went wrong that is our fault (RuntimeError: a surprise)." in capsys.readouterr().err
    monkeypatch.setenv("ISTOOLKIT_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        cli.main()
