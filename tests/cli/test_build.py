"""``istoolkit build`` as an officer meets it."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from istoolkit.cli import build
from istoolkit.cli._built import Told, _older, tell
from istoolkit.definitions.register import open_register
from istoolkit.documents import pdf
from istoolkit.documents.file import File
from istoolkit.documents.kinds import kinds, matrix
from istoolkit.documents.lock import locked
from istoolkit.documents.record import Record
from istoolkit.documents.shelves import Documents, Shelf, Written
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT, TODAY, Run
from tests.documents.reading import text

VERSIONS = {
    "case-meeting": "1.1",
    "concern-sharing": "1.0",
    "early-help": "1.0",
    "early-help-hub": "1.0",
    "lettings-collection": "1.0",
    "partnership-framework": "1.0",
}
PROTOCOLS = {f"{name}/{name}-{version}-protocol.docx" for name, version in VERSIONS.items()}
FORMS = (".docx", ".html", "-large-print.docx", "-easy-read.docx")


def made(out: Path) -> set[str]:
    return {
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name != ".istoolkit.json"
    }


def test_the_whole_set_for_each_protocol(two: Path, istoolkit: Run) -> None:
    done = istoolkit("build", cwd=two.parent)
    assert (done.returncode, done.stderr) == (0, "")
    out = two.parent / "out"
    begin = "case-meeting/case-meeting-1.1-"
    meeting = {name.removeprefix(begin) for name in made(out) if name.startswith(begin)}
    assert {name for name in meeting if not name.startswith(("flows", "staff-guide"))} == {
        "protocol.docx",
        "matrix.docx",
        "matrix.xlsx",
        "matrix.html",
        "matrix.csv",
        "assessment.docx",
        "assessment.html",
        "public-summary.docx",
        "public-summary.html",
        "sign-off-sheets.docx",
        "decision.html",
        "privacy-notice.docx",
        "training-plan.docx",
        *(f"form-{each}.docx" for each in ("confidentiality", "consent", "disclosure", "meeting", "request")),
        *(f"{reader}{form}" for reader in ("families", "young-people") for form in FORMS),
    }
    assert {"staff-guide-schools.docx", "staff-guide-northvale-police.html"} <= meeting
    assert any(name.startswith("flows") and name.endswith(".svg") for name in meeting)
    assert made(out) >= {
        "index.html",
        "partnership-framework/partnership-framework-1.0-protocol.docx",
        "_register/register-matrix.xlsx",
        "_register/processing-activities.csv",
    }
    number = len(made(out)) - 1
    assert done.stdout.splitlines()[-1] == f"{number} documents written to out. Open {Path('out') / 'index.html'}."


@pytest.mark.again
def test_only_some_kinds_of_document(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("build", "--only", "isp", cwd=protocols)
    assert made(protocols / "out") == {*PROTOCOLS, "index.html"}
    assert done.stdout.splitlines()[-1] == f"6 documents written to out. Open {Path('out') / 'index.html'}."
    done = istoolkit("build", "--only", "isp,matrx", cwd=protocols)
    assert done.returncode == 2
    assert "There is no document “matrx”. Did you mean “matrix”?" in done.stderr


@pytest.mark.parametrize("name", ["early-help", "early-help/protocol.yaml", "early-help/"])
def test_one_protocol_by_its_name_or_path(protocols: Path, istoolkit: Run, name: str) -> None:
    done = istoolkit("build", name, "--only", "isp", "--out", "here", cwd=protocols)
    assert done.stdout == f"1 document written to here. Open {Path('here') / 'index.html'}.\n"
    assert made(protocols / "here") == {"early-help/early-help-1.0-protocol.docx", "index.html"}


@pytest.mark.again
def test_what_has_not_changed_is_not_made_again(two: Path, istoolkit: Run) -> None:
    istoolkit("build", "--only", "isp,processing,sign-off", cwd=two)
    before = {path: path.stat().st_mtime_ns for path in (two / "out").rglob("*")}
    (two / "case-meeting" / "protocol.yaml").touch()
    done = istoolkit("build", "--only", "isp,processing,sign-off", cwd=two)
    number = len(made(two / "out")) - 1
    assert done.stdout == f"{number} documents are the same as before.\n"
    assert {path: path.stat().st_mtime_ns for path in (two / "out").rglob("*")} == before


@pytest.mark.again
def test_a_small_change_makes_only_what_rests_on_it(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "--only", "isp", cwd=protocols)
    path = protocols / "case-meeting" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle: ", "\ntitle: The ", 1), "utf-8")
    done = istoolkit("build", "--only", "isp", cwd=protocols)
    assert done.stdout == (
        f"1 document written to out. Open {Path('out') / 'index.html'}.\n5 documents are the same as before.\n"
    )


@pytest.mark.again
def test_built_bit_by_bit_or_at_once_it_is_the_same(two: Path, istoolkit: Run, tmp_path: Path) -> None:
    istoolkit("build", "--out", tmp_path / "bits", cwd=two)
    path = two / "organisations.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Northvale NHS Trust", "title: Northvale Trust", 1), "utf-8")
    istoolkit("build", "--out", tmp_path / "bits", cwd=two)
    istoolkit("build", "--out", tmp_path / "once", "--jobs", "1", cwd=two)
    assert made(tmp_path / "bits") == made(tmp_path / "once")
    for name in made(tmp_path / "once"):
        assert (tmp_path / "bits" / name).read_bytes() == (tmp_path / "once" / name).read_bytes(), name


@pytest.mark.again
def test_a_new_version_takes_the_place_of_the_old_one(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "concern-sharing", "--only", "isp", cwd=protocols)
    path = protocols / "concern-sharing" / "protocol.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    istoolkit("build", "concern-sharing", "--only", "isp", cwd=protocols)
    assert made(protocols / "out") == {"concern-sharing/concern-sharing-1.1-protocol.docx", "index.html"}


@pytest.mark.again
def test_a_document_that_a_partner_commented_on_is_kept(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    document = protocols / "out" / "early-help" / "early-help-1.0-protocol.docx"
    document.write_bytes(b"with comments")
    done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    kept = Path("out") / "early-help" / "early-help-1.0-protocol (kept 1).docx"
    assert done.stderr == f"Someone had changed a document. It is kept as {kept}.\n"
    assert (protocols / kept).read_bytes() == b"with comments"
    assert document.read_bytes()[:2] == b"PK"


@pytest.mark.again
def test_documents_that_were_left_out_and_are_older_are_named(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "case-meeting", "--only", "isp,matrix", cwd=protocols)
    path = protocols / "case-meeting" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle: ", "\ntitle: The ", 1), "utf-8")
    done = istoolkit("build", "case-meeting", "--only", "isp", cwd=protocols)
    told = f"Older than the register: {Path('out') / 'case-meeting'} (matrix). To make them again: istoolkit build\n"
    assert done.stderr == told
    again = istoolkit("build", "case-meeting", "--only", "isp", cwd=protocols)
    assert (again.stdout, again.stderr) == ("1 document is the same as before.\n", told)


@pytest.mark.again
def test_the_documents_of_a_protocol_that_is_gone_go_too(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "--only", "isp", cwd=protocols)
    for path in (protocols / "lettings-collection").iterdir():
        path.unlink()
    (protocols / "lettings-collection").rmdir()
    done = istoolkit("build", "--only", "isp", cwd=protocols)
    assert "lettings-collection is no longer in the register: 1 document taken away.\n" in done.stdout
    assert made(protocols / "out") == {*PROTOCOLS, "index.html"} - {
        "lettings-collection/lettings-collection-1.0-protocol.docx"
    }


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


@pytest.mark.again
def test_many_documents_in_several_processes_show_their_progress_on_a_terminal(protocols: Path) -> None:
    text = (protocols / "concern-sharing" / "protocol.yaml").read_text("utf-8")
    for number in range(4):
        folder = protocols / f"more-{number}"
        folder.mkdir()
        (folder / "protocol.yaml").write_text(
            text.replace("protocol: concern-sharing", f"protocol: more-{number}"), "utf-8"
        )
    command = [sys.executable, "-m", "istoolkit", "build", "--jobs", "2", "--only", "isp"]
    terminal, end = pty.openpty()
    done = subprocess.run(command, cwd=protocols, stdout=subprocess.PIPE, stderr=end, check=False, timeout=120)
    os.close(end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert "Writing documents" in shown
    assert b"10 documents written to out." in done.stdout
    assert len(made(protocols / "out")) == 11


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


@pytest.mark.again
def test_when_libreoffice_fails_the_word_files_are_there(protocols: Path, istoolkit: Run, tmp_path: Path) -> None:
    done = istoolkit(
        "build", "early-help", "--only", "isp", "--pdf", cwd=protocols, PATH=fake_office(tmp_path, "exit 1")
    )
    assert done.returncode == 2
    assert "LibreOffice made no PDF of early-help-1.0-protocol.docx." in done.stderr
    assert "The other files were written." in done.stderr
    assert (protocols / "out" / "early-help" / "early-help-1.0-protocol.docx").is_file()


def test_libreoffice_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", fake_office(tmp_path, "exec sleep 20"))
    with pytest.raises(pdf.NoOffice, match="was not done after 1 seconds"):
        pdf._run([pdf.office()], 1)


def test_libreoffice_that_cannot_be_started() -> None:
    with pytest.raises(pdf.NoOffice, match="could not be started"):
        pdf._run(["/nowhere/soffice"], 1)


@pytest.mark.again
def test_build_from_the_root_of_a_checkout(istoolkit: Run, tmp_path: Path) -> None:
    done = istoolkit("build", "--only", "isp", "--out", tmp_path / "made", cwd=ROOT)
    assert done.returncode == 0
    assert made(tmp_path / "made") == {*PROTOCOLS, "index.html"}


@pytest.mark.again
def test_where_processes_cannot_be_forked_they_start_afresh(protocols: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: a new process opens the register and the templates itself."""
    import multiprocessing

    from istoolkit.documents.works import Job, make, make_all

    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    shop = Workshop(open_register(protocols))
    jobs = [Job("early-help", {"isp": "a"}), Job("concern-sharing", {"isp": "b"})]
    assert list(make_all(shop, jobs, 2)) == [make(shop, job) for job in jobs]


@pytest.mark.again
def test_stopped_half_way_nothing_is_taken_for_someone_elses(protocols: Path, istoolkit: Run) -> None:
    """What was written before a template failed is on record, so the next build goes on from there."""
    istoolkit("templates", "export", "isp", cwd=protocols)
    template = protocols / "templates" / "isp.docx"
    good = template.read_bytes()
    template.write_bytes(b"no template")
    done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    assert done.returncode == 2 and "cannot be used: it is not a Word document (.docx)" in done.stderr
    template.write_bytes(good)
    done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    assert (done.returncode, done.stderr) == (0, "")


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


@pytest.mark.again
def test_what_rests_on_a_part_that_was_built_alone_is_named(protocols: Path, istoolkit: Run) -> None:
    """The documents of the whole register, and of the protocols below, are older once a part of it was built alone."""
    istoolkit("build", "--only", "isp,processing", cwd=protocols)
    path = protocols / "early-help" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("\ntitle: ", "\ntitle: The ", 1), "utf-8")
    done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    out = Path("out")
    assert done.stderr == (
        f"Older than the register: {out / '_register'} (register of processing activities); "
        f"{out / 'early-help-hub'} (protocol). To make them again: istoolkit build\n"
    )
    done = istoolkit("build", "--only", "isp,processing", cwd=protocols)
    assert done.stderr == "" and "4 documents written to out." not in done.stdout
    assert text((protocols / out / "early-help-hub" / "early-help-hub-1.0-protocol.docx").read_bytes()).count(
        "The Early help and safeguarding"
    )


@pytest.mark.again
def test_a_page_template_is_part_of_what_a_page_rests_on(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "concern-sharing", "--only", "matrix", cwd=protocols)
    own = protocols / "templates" / "page"
    own.mkdir(parents=True)
    style = (ROOT / "templates" / "page" / "style.css").read_text("utf-8")
    (own / "style.css").write_text(f"{style}\n.ours {{ color: #123456; }}\n", "utf-8")
    istoolkit("build", "concern-sharing", "--only", "matrix", cwd=protocols)
    page = protocols / "out" / "concern-sharing" / "concern-sharing-1.0-matrix.html"
    assert ".ours { color: #123456; }" in page.read_text("utf-8")
    (own / "index.html.j2").write_text("{% if %}", "utf-8")
    done = istoolkit("build", "concern-sharing", "--only", "matrix", cwd=protocols)
    assert done.returncode == 2 and "index.html.j2, line 1, cannot be understood." in done.stderr


@pytest.mark.parametrize("out", ["early-help", ".", "members/made"])
def test_documents_are_not_put_among_what_they_are_made_of(protocols: Path, istoolkit: Run, out: str) -> None:
    done = istoolkit("build", "early-help", "--only", "isp", "--out", out, cwd=protocols)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is part of the register. Documents need a folder of their own: name another with --out." in done.stderr


@pytest.mark.again
def test_the_documents_of_two_registers_are_not_mixed(protocols: Path, istoolkit: Run, tmp_path: Path) -> None:
    other = shutil.copytree(protocols, tmp_path / "other" / "protocols")
    istoolkit("build", "early-help", "--only", "isp", "--out", tmp_path / "out", cwd=protocols)
    done = istoolkit("build", "early-help", "--only", "isp", "--out", tmp_path / "out", cwd=other)
    assert done.returncode == 2
    assert "has the documents of another register, the one in ../protocols from there." in done.stderr
    shutil.rmtree(protocols)
    done = istoolkit("build", "early-help", "--only", "isp", "--out", tmp_path / "out", cwd=other)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "1 document is the same as before.\n"
        "The register was at ../protocols from there. Its documents were taken over.\n"
    )


@pytest.mark.again
def test_a_register_may_be_moved_with_its_documents(protocols: Path, istoolkit: Run, tmp_path: Path) -> None:
    istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    moved = protocols.rename(tmp_path / "moved")
    done = istoolkit("build", "early-help", "--only", "isp", cwd=moved)
    assert (done.returncode, done.stdout) == (0, "1 document is the same as before.\n")


def test_an_index_page_of_someone_else_is_kept_and_ours_made_again(protocols: Path, istoolkit: Run) -> None:
    (protocols / "out").mkdir()
    index = protocols / "out" / "index.html"
    index.write_text("not ours")
    done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    assert f"It is kept as {Path('out') / 'index (kept 1).html'}." in done.stderr
    index.unlink()
    istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    assert "Early help and safeguarding" in index.read_text("utf-8")


@pytest.mark.parametrize("only", ["", ","])
def test_nothing_to_make_is_refused(protocols: Path, istoolkit: Run, only: str) -> None:
    done = istoolkit("build", "--only", only, cwd=protocols)
    assert done.returncode == 2 and f"Name what to make: {', '.join(sorted(kinds()))}." in done.stderr


@pytest.mark.parametrize(
    ("said", "meant"), [("protocol", "isp"), ("dpia", "assessment"), ("ROPA", "processing"), ("matrx", "matrix")]
)
def test_what_people_call_a_document_leads_to_its_name(protocols: Path, istoolkit: Run, said: str, meant: str) -> None:
    done = istoolkit("build", "--only", said, cwd=protocols)
    assert done.returncode == 2 and f"Did you mean “{meant}”?" in done.stderr


def test_the_kinds_of_document_are_told_with_their_titles_in_the_order_of_readers(istoolkit: Run) -> None:
    told = " ".join(istoolkit("build", "--help").stdout.split())
    assert "What to make: isp (Protocol), matrix (Matrix), assessment (Impact assessment), processing (" in told


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("case-meeting", "processing", "Register of processing activities: it is made of the whole register."),
        (
            "partnership-framework",
            "assessment",
            "Impact assessment: there is nothing to make of partnership-framework.",
        ),
    ],
)
def test_why_there_is_nothing_to_make_is_said(protocols: Path, istoolkit: Run, name: str, kind: str, why: str) -> None:
    done = istoolkit("build", name, "--only", kind, cwd=protocols)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(why)
    assert not (protocols / "out").exists()


@pytest.mark.again
def test_a_document_changed_by_hand_stays_when_its_protocol_goes(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "--only", "isp", cwd=protocols)
    document = protocols / "out" / "lettings-collection" / "lettings-collection-1.0-protocol.docx"
    document.write_bytes(b"comments")
    shutil.rmtree(protocols / "lettings-collection")
    done = istoolkit("build", "--only", "isp", cwd=protocols)
    stays = document.relative_to(protocols)
    assert (
        f"lettings-collection is no longer in the register: 0 documents taken away; 1 that someone changed stays: {stays}."
    ) in done.stdout.splitlines()
    assert document.read_bytes() == b"comments"


def test_two_builds_into_one_folder_are_one_too_many(protocols: Path, istoolkit: Run) -> None:
    with locked(protocols / "out"):
        done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "istoolkit: Another build is writing to out. Wait until it is done.\n"


def test_what_was_edited_during_a_build_is_made_by_the_next(protocols: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = protocols / "early-help" / "protocol.yaml"
    real = build._written

    def and_someone_edits(*given: Any) -> Told:
        told = real(*given)
        path.write_text(path.read_text("utf-8").replace("\ntitle: ", "\ntitle: Edited ", 1), "utf-8")
        return told

    out = protocols / "out"
    options = ["early-help", "--only", "isp", "--register", str(protocols), "--out", str(out), "--on", str(TODAY)]
    with monkeypatch.context() as patch:
        patch.setattr(build, "_written", and_someone_edits)
        build.command.main(options, standalone_mode=False)
    build.command.main(options, standalone_mode=False)
    (document,) = (out / "early-help").glob("*.docx")
    assert "Edited " in text(document.read_bytes())
    monkeypatch.setattr(build, "_build", None)
    build.command.main(options, standalone_mode=False)


def test_a_build_of_another_register_does_not_mix_into_one_that_was_cut_short(
    protocols: Path, istoolkit: Run, tmp_path: Path
) -> None:
    other = shutil.copytree(protocols, tmp_path / "other" / "protocols")
    record = Record(tmp_path / "out")
    record.root = "../protocols"
    record.put("early-help", "isp", "key", [File("a.docx", b"one", "Protocol", "Word")])
    done = istoolkit("build", "early-help", "--only", "isp", "--out", tmp_path / "out", cwd=other)
    assert done.returncode == 2 and "has the documents of another register" in done.stderr


@pytest.mark.again
def test_the_key_of_a_signatory_is_part_of_what_documents_rest_on(istoolkit: Run, tmp_path: Path) -> None:
    """Who takes a key away takes away the signatures that were made with it."""
    root = Path(shutil.copytree(ROOT / "protocols", tmp_path / "protocols"))
    options = ("build", "partnership-framework", "--only", "sign-off", "--out", "out")
    before = istoolkit(*options, cwd=root)
    (root / "allowed_signers").write_text("", "utf-8")
    after = istoolkit(*options, cwd=root)
    assert "written to out" in before.stdout and "written to out" in after.stdout


@pytest.mark.again
def test_as_of_another_day(protocols: Path, istoolkit: Run) -> None:
    istoolkit("build", "early-help", "--only", "isp", "--on", "2027-01-02", cwd=protocols)
    page = (protocols / "out" / "index.html").read_text("utf-8")
    assert "Documents of the register on 2 January 2027" in page


def test_many_folders_with_older_documents_are_told_in_short() -> None:
    record = Record(Path("out"))
    told = Told(record, out_of_date=[(f"p-{each}", kind) for each in range(6) for kind in ("isp", "matrix")])
    assert _older(told) == "documents in 6 folders of out: protocol (6), matrix (6)"


def test_what_a_matrix_leaves_out_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(matrix, "MOST", 0)
    monkeypatch.setattr(matrix, "fits", lambda _, form: form != "html")
    register = open_register(ROOT / "protocols", on=TODAY)
    made = {
        each.format: each for each in matrix.of_protocol(Workshop(register), register.protocols["lettings-collection"])
    }
    left_out = (
        "Its lines of each item, giver and receiver are too many for Excel: they are in the CSV file. "
        "The matrix is too long for a page."
    )
    assert "Page" not in made and made["Excel"].note == left_out and not made["Word"].note
    record = Record(Path("out"))
    record.shelves["hub"] = Shelf(
        documents={"matrix": Documents("", [Written("m.xlsx", "", "Excel", "", note=left_out)])}
    )
    tell(Told(record, [Path("out") / "hub" / "m.xlsx"]))
    assert f"{Path('out') / 'hub' / 'm.xlsx'}: {left_out}" in capsys.readouterr().out.splitlines()
