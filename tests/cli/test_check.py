"""``istoolkit check`` and its small neighbours, as a user runs them."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from istoolkit.cli import cli
from istoolkit.definitions.schema import documents
from istoolkit.reports import formats
from tests.conftest import EPOCH, ROOT, Run

BASE = ROOT / "tests" / "examples" / "northvale"
CLEAN = "2 protocols checked: nothing to mend.\n"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small register to change."""
    return Path(shutil.copytree(BASE, tmp_path / "base"))


RETENTION = "retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}"


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def run(*arguments: str) -> tuple[int, str]:
    """Run a command in this process: quickly, and so that the file system can be made to fail."""
    done = CliRunner().invoke(cli, list(arguments))
    return done.exit_code, done.output


def test_clean(istoolkit: Run, base: Path) -> None:
    done = istoolkit("check", "base")
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN, "")


def test_errors_end_with_one(istoolkit: Run, base: Path) -> None:
    change(base / "hub/protocol.yaml", "  asset: case-system\n", "  asset: case-sistem\n")
    done = istoolkit("check", "base")
    assert done.returncode == 1
    assert "NAME001" in done.stdout
    assert f"  → {Path('base/hub/protocol.yaml')}:66:10  (storage[0].asset)\n" in done.stdout
    assert (
        "    66 |   asset: case-sistem\n       |          ^^^^^^^^^^^\n    Mend: Did you mean “case-system”?\n"
        in done.stdout
    )


def test_warnings_count_only_when_strict(istoolkit: Run, base: Path) -> None:
    change(base / "hub/protocol.yaml", f"  {RETENTION}\n", "")
    assert istoolkit("check", "base").returncode == 0
    done = istoolkit("check", "--strict", "base")
    assert done.returncode == 1
    assert done.stdout.endswith("2 protocols checked: 1 warning.\n")


def test_notes_never_count(istoolkit: Run, base: Path) -> None:
    change(base / "hub/protocol.yaml", "title: Case system", "title: TBC")
    done = istoolkit("check", "--strict", "base")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 protocols checked: 1 note.")


@pytest.mark.parametrize(
    ("path", "number"),
    [
        (".", "2 protocols"),
        ("hub", "1 protocol"),
        ("hub/protocol.yaml", "1 protocol"),
        ("framework", "1 protocol"),
        ("members", "2 protocols"),
        ("members/schools.csv", "2 protocols"),
        ("organisations.yaml", "2 protocols"),
        ("register.yaml", "2 protocols"),
    ],
)
def test_what_a_path_asks_for(base: Path, monkeypatch: pytest.MonkeyPatch, path: str, number: str) -> None:
    monkeypatch.chdir(base)
    assert run("check", path) == (0, f"{number} checked: nothing to mend.\n")


def test_from_inside_a_protocol_only_it_is_checked(istoolkit: Run, base: Path) -> None:
    change(base / "framework/protocol.yaml", "title: Northvale", "titel: Northvale")
    assert istoolkit("check", cwd=base / "hub").returncode == 0
    assert istoolkit("check", cwd=base / "framework").returncode == 1


def test_two_protocols_and_then_the_whole_register(istoolkit: Run, base: Path) -> None:
    assert istoolkit("check", "hub", "framework/protocol.yaml", cwd=base).stdout == CLEAN
    assert istoolkit("check", "hub", ".", "hub", cwd=base).stdout == CLEAN


def test_from_a_checkout_that_holds_the_register_in_protocols(istoolkit: Run, base: Path) -> None:
    base.rename(base.parent / "protocols")
    assert istoolkit("check", cwd=base.parent).stdout == CLEAN


def test_several_registers_at_once_keep_their_own_places(istoolkit: Run, base: Path) -> None:
    other = Path(shutil.copytree(base, base.parent / "other"))
    change(base / "hub/protocol.yaml", "title: Early help hub\n", "titel: Early help hub\n")
    change(other / "hub/protocol.yaml", "\nowner: council", "\nowner: counsel")
    done = istoolkit("check", "base", "other", "--format", "json")
    found = json.loads(done.stdout)
    assert found["protocols"] == 4
    assert [(Path(each["file"]).parts[0], each["code"]) for each in found["findings"]] == [
        ("base", "FORM002"),
        ("base", "FORM001"),
        ("other", "NAME001"),
    ]


def test_path_that_is_not_there(istoolkit: Run) -> None:
    done = istoolkit("check", "nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "istoolkit: nowhere does not exist.\n")


def test_folder_that_is_not_in_a_register(istoolkit: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = istoolkit("check", "empty")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "istoolkit: empty is not in a register: no register.yaml here or in the folders above."
    )


def test_folder_that_cannot_be_listed(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert run("check", str(base)) == (2, f"istoolkit: The folder {base} cannot be read: Permission denied.\n")


@pytest.mark.parametrize("name", ["protocol.yaml", "organisations.yaml", "schools.csv"])
def test_file_that_cannot_be_read(base: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    opened = Path.open

    def refuse(self: Path, *arguments: Any, **more: Any) -> Any:
        if self.name == name:
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", refuse)
    code, output = run("check", str(base))
    assert (code, output.endswith(f"{name} cannot be read: Permission denied.\n")) == (2, True)


def test_path_that_cannot_be_looked_at(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bool:
        raise OSError(36, "File name too long")

    monkeypatch.setattr(Path, "exists", refuse)
    assert run("check", str(base)) == (2, f"istoolkit: {base} cannot be read: File name too long.\n")


def test_members_file_outside_the_register_is_not_read(istoolkit: Run, base: Path) -> None:
    shutil.copy(base / "members/schools.csv", base.parent / "secret.csv")
    (base / "members/link.csv").symlink_to(base.parent / "secret.csv")
    change(base / "framework/protocol.yaml", "members/schools.csv", "members/link.csv")
    assert "MEMB003  There is no file “members/link.csv” in the register." in istoolkit("check", "base").stdout


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("chekc", "There is no command “chekc”. Did you mean “check”?"),
        ("zzz", "There is no command “zzz”. istoolkit --help lists them."),
    ],
)
def test_a_command_that_is_not_there(istoolkit: Run, word: str, answer: str) -> None:
    done = istoolkit(word)
    assert done.returncode == 2
    assert answer in done.stderr


def test_help_lists_every_command(istoolkit: Run) -> None:
    done = istoolkit("--help")
    assert done.returncode == 0
    for name in ("check", "rule", "rules", "schema"):
        assert f"\n  {name} " in done.stdout


def test_json_is_json(istoolkit: Run, base: Path) -> None:
    change(base / "hub/protocol.yaml", "title: Early help hub\n", "title: Ŵyth\nbogus: x\n")
    done = istoolkit("check", "base", "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(each["code"], each["line"], each["column"], each["path"]) for each in found["findings"]] == [
        ("FORM001", 4, 1, "bogus")
    ]


MEND = "Write a date written year-month-day, such as 2026-12-01."
LINE = BASE.joinpath("hub/protocol.yaml").read_text("utf-8").split("in_force:")[0].count("\n") + 1
COMMAND = (
    f"::error file=base/hub/protocol.yaml,line={LINE},endLine={LINE},col=11,endColumn=21,title=FORM006::"
    f"“in_force” cannot be “2026-13-01”: there is no such day. {MEND}\n"
)


@pytest.fixture
def wrong(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base with one error, seen from the folder above it."""
    change(base / "hub/protocol.yaml", "in_force: 2026-12-01", "in_force: 2026-13-01")
    monkeypatch.chdir(base.parent)
    return base


def test_in_github_actions_the_findings_are_commands(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = run("check", "base")
    assert text[1].startswith("error FORM006  ")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", "base") == (1, f"{COMMAND}2 protocols checked: 1 error.\n")
    assert run("check", "base", "--format", "text") == text
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert run("check", "base") == text


@pytest.mark.parametrize("form", [*formats(), "auto"])
def test_a_file_holds_what_is_printed_without_it(wrong: Path, form: str) -> None:
    code, printed = run("check", "base", "--format", form)
    assert run("check", "base", "--format", form, "--output", "new/report") == (code, "2 protocols checked: 1 error.\n")
    assert Path("new/report").read_bytes().decode() == printed
    assert (code, "FORM006" in printed) == (1, True)


def test_a_file_written_in_github_actions_is_text(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run("check", "base", "--output", "report.txt")
    assert Path("report.txt").read_text("utf-8").startswith("error FORM006  ")
    run("check", "base", "--format", "github", "--output", "report.txt")
    assert Path("report.txt").read_text("utf-8").startswith(COMMAND)


def test_a_file_that_cannot_be_written(wrong: Path) -> None:
    Path("taken").write_text("a file", "utf-8")
    code, output = run("check", "base", "--output", "taken/report")
    assert (code, output) == (2, f"istoolkit: {Path('taken/report')} cannot be written: File exists.\n")
    assert run("check", "base", "--output", "base")[0] == 2


def test_what_is_waived_is_counted_apart(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiver = "waivers: [{rule: TIER007, because: A new store comes, by: The board, until: 2099-01-31}]"
    change(base / "hub/protocol.yaml", RETENTION, waiver)
    monkeypatch.chdir(base.parent)
    code, output = run("check", "base", "--strict")
    assert code == 0 and output.splitlines() == [
        f"waived TIER007  {Path('base/hub/protocol.yaml')}:63:3  This store has no retention period. "
        "(until 2099-01-31: A new store comes)",
        "2 protocols checked: nothing to mend. 1 waived.",
    ]
    (waived,) = json.loads(run("check", "base", "--format", "json")[1])["waived"]
    line = (base / "hub/protocol.yaml").read_text("utf-8").split("waivers:")[0].count("\n") + 1
    assert (waived["code"], waived["path"], waived["waiver"]["line"]) == ("TIER007", "storage[0]", line)
    assert waived["waiver"]["file"] == str(Path("base/hub/protocol.yaml"))


def on_terminal(register: Path, **environment: str) -> bytes:
    """Run a check with a terminal for its output, and return what the terminal was sent."""
    parent, child = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", **environment}
    if "NO_COLOR" not in environment:
        env.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "istoolkit", "check", register.name]
    running = subprocess.Popen(command, cwd=register.parent, stdout=child, stderr=child, env=env)
    os.close(child)
    sent = b""
    try:
        while piece := os.read(parent, 4096):
            sent += piece
    except OSError:
        pass
    running.wait(timeout=30)
    os.close(parent)
    return sent


def test_colour_only_on_a_terminal(istoolkit: Run, base: Path) -> None:
    change(base / "hub/protocol.yaml", "\nowner: council", "\nowner: counsel")
    coloured = on_terminal(base)
    plain = on_terminal(base, NO_COLOR="1")
    assert b"\x1b[1;31merror NAME001\x1b[0m" in coloured
    assert b"\x1b" not in plain
    piped = istoolkit("check", "base").stdout
    assert "\x1b" not in piped
    assert plain.decode().replace("\r\n", "\n") == piped


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("arguments", [("check", "base"), ("rule", "READ011"), ("schema",)])
def test_consoles_with_few_letters(base: Path, encoding: str, arguments: tuple[str, ...]) -> None:
    change(base / "hub/protocol.yaml", "owner: council", "owner: مجلس")
    command = [sys.executable, "-W", "error", "-m", "istoolkit", *arguments]
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=base.parent, env=env, capture_output=True, timeout=60)
    assert done.returncode == (1 if arguments[0] == "check" else 0)
    assert done.stderr == b""
    assert done.stdout.decode("utf-8" if encoding == "ascii" else encoding)


@pytest.mark.parametrize("document", documents())
def test_schema_prints_every_field(document: str) -> None:
    _, page = run("schema", document)
    assert run("schema", document, "--json")[1].startswith('{\n "$schema": "https://json-schema.org/draft/2020-12')
    assert page.splitlines()[1].strip("=") == ""
    assert "(must be there)" in page
    assert max(map(len, page.splitlines())) < 120


def test_schema_of_a_protocol() -> None:
    _, page = run("schema")
    assert "\nrequests.answer_within\n    Answered within. How soon it is answered.\n" in page
    assert "\nflows[].to\n" in page
    assert "    Takes one, or a list of them: the name of a party, or the word all.\n" in page
    assert "    A protocol below may only make it shorter.\n" in page
    assert "    Needed in the tiers: community, operational.\n" in page
    assert run("schema", "protocols")[0] == 2


def test_version_and_help_need_little() -> None:
    """What is not needed is not imported: the command is quick."""
    program = "import sys, istoolkit.cli; print([m for m in ('yaml', 'cerberus', 'rich', 'lxml', 'docxtpl', 'difflib', 'csv') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert done.stdout == "[]\n"


def test_checking_imports_nothing_of_documents(base: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from istoolkit.definitions.register import open_register\n"
        "from istoolkit.rules import check\n"
        f"check(open_register(pathlib.Path({str(base)!r}), ['framework']))\n"
        "print([m for m in ('rich', 'lxml', 'docxtpl', 'jinja2', 'difflib', 'ruamel.yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert done.stdout == "[]\n"


def test_many_names_that_are_not_declared_are_told_quickly(protocols: Path, istoolkit: Run) -> None:
    """A file of near misses: each is told, in seconds."""
    import time

    flows = "".join(
        f"- {{id: f{i}, title: F, from: schools, to: schools, information: all, purpose: purpose-numbr-{i:05}}}\n"
        for i in range(2000)
    )
    purposes = "".join(f"- {{id: purpose-number-{i:05}, title: P}}\n" for i in range(2000))
    (protocols / "odd").mkdir()
    text = "format: 1\nprotocol: odd\ntitle: Odd\ntier: operational\nversion: '1'\nowner: northvale-council\njurisdictions: [england]\n"
    (protocols / "odd" / "protocol.yaml").write_text(f"{text}purposes:\n{purposes}flows:\n{flows}", "utf-8")
    start = time.monotonic()
    done = istoolkit("check", "odd", cwd=protocols)
    assert time.monotonic() - start < 60
    assert done.stdout.count("is not a purpose.") == 2000


def test_a_pipe_in_place_of_a_file_is_refused(protocols: Path, istoolkit: Run) -> None:
    import os

    (protocols / "organisations.yaml").unlink()
    os.mkfifo(protocols / "organisations.yaml")
    done = istoolkit("check", cwd=protocols)
    assert done.returncode == 2 and "is not a file that can be read." in done.stderr


def test_a_file_larger_than_memory_is_refused_unread(protocols: Path, istoolkit: Run) -> None:
    with (protocols / "early-help" / "protocol.yaml").open("wb") as file:
        file.truncate(20_000_000_000)
    done = istoolkit("check", "early-help", cwd=protocols)
    assert done.returncode == 1 and "larger than the 2,000,000 bytes" in done.stdout
