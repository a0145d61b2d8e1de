"""``istoolkit check --changed-since``: what a change in git touches, in real repositories."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from istoolkit.cli import cli
from istoolkit.cli._changed import touched
from tests.conftest import EPOCH, ROOT

BASE = ROOT / "tests" / "examples" / "base"
ORGANISATIONS = """format: 1
organisations:
- {id: council, title: Northvale Council, kind: council}
- {id: police, title: Northvale Police, kind: police}
- {id: supplier, title: Quillhaven Software, kind: company}
- {id: keeper, title: Records Office, kind: archive}
- {id: board, title: Steering Board, kind: partnership}
- {id: college, title: Northvale College, kind: college, part_of: trust}
- {id: trust, title: Northvale Trust, kind: company, succeeded_by: [heir]}
- {id: heir, title: Next Trust, kind: company, part_of: trust}
"""
DESK = "protocol: desk\nunder: hub\nowner: keeper\nparties:\n- organisation: council\n"
OTHER = """protocol: other
owner: police
parties:
- organisation: police
- {class: doctors, members: members/Ŵyth doctors.csv}
key_post_holders:
- {role: chair, organisation: board, post: Chair}
openness:
  notices:
  - {title: Notice, recipients: [college, later]}
"""
ALL = {"framework", "hub", "desk", "other"}
WHOLE = "In continuous integration, fetch the whole history (fetch-depth: 0, or GIT_DEPTH: 0)."


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def git(place: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Officer", "-c", "user.email=officer@northvale.example", *arguments]
    return subprocess.run(command, cwd=place, check=True, capture_output=True, text=True, timeout=60).stdout


def commit(place: Path, message: str = "Change") -> None:
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--allow-empty", "--message", message)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register in a sub-folder of a repository, on a branch that left main: framework, hub, desk; and other."""
    root = Path(shutil.copytree(BASE, tmp_path / "work" / "our sharing"))
    (root / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    (root / "members" / "Ŵyth doctors.csv").write_text("id,name,joined\n", "utf-8")
    for name, text in (("desk", DESK), ("other", OTHER)):
        (root / name).mkdir()
        (root / name / "protocol.yaml").write_text(text, "utf-8")
    git(root.parent, "init", "--quiet", "--initial-branch=main")
    commit(root.parent)
    git(root, "checkout", "--quiet", "-b", "work")
    return root


def put(root: Path, file: str, text: str = "# a note\n") -> None:
    """Add a text to the end of a file, which is made where it is not there."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as writer:
        writer.write(text)


def change(root: Path, before: str, after: str, file: str = "organisations.yaml") -> None:
    text = (root / file).read_text("utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after), "utf-8")


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["check", *arguments])
    return done.exit_code, done.output


Change = Callable[[Path], object]

CHANGES: dict[str, tuple[Change, set[str] | None]] = {
    "nothing": (lambda root: None, None),
    "a protocol, and those under it": (lambda root: put(root, "hub/protocol.yaml"), {"hub", "desk"}),
    "the top": (lambda root: put(root, "framework/protocol.yaml"), {"framework", "hub", "desk"}),
    "the lowest": (lambda root: put(root, "desk/protocol.yaml"), {"desk"}),
    "another file of a protocol's folder": (lambda root: put(root, "hub/annex/plan.txt"), {"hub", "desk"}),
    "a new protocol": (lambda root: put(root, "new one/protocol.yaml", "under: other\n"), {"new one"}),
    "a protocol that is gone": (lambda root: shutil.rmtree(root / "framework"), {"hub", "desk"}),
    "a protocol that nothing was under": (lambda root: shutil.rmtree(root / "desk"), None),
    "a protocol with a new name": (lambda root: git(root, "mv", "hub", "core"), {"core", "desk"}),
    "a new name that git is not told of": (lambda root: (root / "hub").rename(root / "core"), {"core", "desk"}),
    "an organisation that is a party": (lambda root: change(root, "Quillhaven", "Quill"), {"hub", "desk"}),
    "an organisation that is an owner": (lambda root: change(root, "Records Office", "Archive"), {"desk"}),
    "an organisation that has a post": (lambda root: change(root, "Steering Board", "Board"), {"other"}),
    "an organisation a notice names": (lambda root: change(root, "Northvale College", "College"), {"other"}),
    "an organisation that was named before it was there": (
        lambda root: put(root, "organisations.yaml", "- {id: later, title: Later, kind: council}\n"),
        {"other"},
    ),
    "the successor of the body that an organisation belongs to": (
        lambda root: change(root, "Next Trust", "New Trust"),
        {"other"},
    ),
    "an organisation named above": (lambda root: change(root, "kind: police", "kind: other"), ALL),
    "an organisation that is gone": (
        lambda root: change(root, "- {id: board, title: Steering Board, kind: partnership}\n", ""),
        {"other"},
    ),
    "an organisation with a new name": (lambda root: change(root, "id: supplier", "id: maker"), {"hub", "desk"}),
    "an organisation that no protocol names": (
        lambda root: put(root, "organisations.yaml", "- {id: new, title: New, kind: council}\n"),
        set(),
    ),
    "a second entry of an organisation": (
        lambda root: put(root, "organisations.yaml", "- {id: board, title: Board, kind: council}\n"),
        set(),
    ),
    "a note among the organisations": (lambda root: put(root, "organisations.yaml"), set()),
    "organisations that cannot be read": (lambda root: put(root, "organisations.yaml", "- [\n"), ALL),
    "organisations that say one thing twice": (lambda root: change(root, "kind: company", "id: supplier"), ALL),
    "organisations that are no list": (lambda root: change(root, "organisations:", "bodies:"), ALL),
    "organisations that are gone": (lambda root: (root / "organisations.yaml").unlink(), ALL),
    "members": (lambda root: put(root, "members/schools.csv"), {"framework", "hub", "desk"}),
    "members in a file with an odd name": (lambda root: put(root, "members/Ŵyth doctors.csv"), {"other"}),
    "members that are gone": (lambda root: (root / "members" / "Ŵyth doctors.csv").unlink(), {"other"}),
    "members that no protocol names": (lambda root: put(root, "members/nurses.csv"), None),
    "the settings": (lambda root: put(root, "register.yaml"), ALL),
    "the register's own law": (lambda root: put(root, "law.yaml"), ALL),
    "the register's own guidance": (lambda root: put(root, "guidance.yaml"), ALL),
    "a template": (lambda root: put(root, "templates/isp.docx"), None),
    "a file that looks like a protocol": (lambda root: put(root, "capital/Protocol.yml"), ALL),
    "a file outside the register": (lambda root: put(root, "../hub/protocol.yaml"), None),
    "a file that git leaves out": (
        lambda root: (put(root, "../.git/info/exclude", "secret\n"), put(root, "hub/secret")),
        None,
    ),
}


@pytest.mark.parametrize("committed", [False, True], ids=["not committed", "committed"])
@pytest.mark.parametrize("what", CHANGES)
def test_what_a_change_touches(register: Path, what: str, committed: bool) -> None:
    make, expected = CHANGES[what]
    make(register)
    if committed:
        commit(register)
    assert touched(register, "main") == expected


def test_what_was_staged_and_then_taken_back_is_no_change(register: Path) -> None:
    put(register, "hub/protocol.yaml")
    git(register, "add", "--all")
    git(register, "show", "HEAD:./hub/protocol.yaml")
    (register / "hub" / "protocol.yaml").write_text(git(register, "show", "HEAD:./hub/protocol.yaml"), "utf-8")
    assert touched(register, "main") is None


def test_what_others_did_meanwhile_is_left_out(register: Path) -> None:
    put(register, "desk/protocol.yaml")
    commit(register)
    git(register, "checkout", "--quiet", "main")
    put(register, "framework/protocol.yaml")
    change(register, "Steering Board", "Board")
    commit(register)
    git(register, "checkout", "--quiet", "work")
    assert touched(register, "main") == {"desk"}


def test_organisations_that_could_not_be_read_before(register: Path) -> None:
    put(register, "organisations.yaml", "- [\n")
    commit(register)
    git(register, "branch", "--force", "main")
    change(register, "- [\n", "")
    assert touched(register, "main") == ALL


def test_organisations_that_were_not_there_before(register: Path) -> None:
    (register / "organisations.yaml").unlink()
    commit(register)
    git(register, "branch", "--force", "main")
    (register / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    assert touched(register, "main") == ALL


def test_a_register_at_the_top_of_its_repository(tmp_path: Path) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "top"))
    git(root, "init", "--quiet")
    commit(root)
    put(root, "hub/protocol.yaml")
    assert touched(root, "HEAD") == {"hub"}


def test_what_git_sets_for_its_hooks_does_not_lead_astray(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(register, "desk/protocol.yaml")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert touched(register, "main") == {"desk"}


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base of the examples, clean and committed, with this process in the folder above it."""
    root = Path(shutil.copytree(BASE, tmp_path / "work" / "base"))
    git(root.parent, "init", "--quiet", "--initial-branch=main")
    commit(root.parent)
    monkeypatch.chdir(root.parent)
    return root


NOTHING = "Nothing that is checked has changed since main.\n"


def test_only_what_is_touched_is_checked(base: Path) -> None:
    change(base, "title: Northvale framework", "titel: Northvale framework", "framework/protocol.yaml")
    commit(base)
    put(base, "hub/protocol.yaml")
    hub = run("base", "--changed-since", "HEAD")[1]
    assert hub.splitlines()[-1].startswith("1 protocol checked: ") and "FORM001" not in hub
    code, output = run("base", "--changed-since", "HEAD~1")
    assert code == 1 and output.splitlines()[-1].startswith("2 protocols checked: ") and "FORM001" in output


def test_the_register_is_found_from_here(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(base, "framework/protocol.yaml")
    monkeypatch.chdir(base / "hub")
    assert run("--changed-since", "main")[1].splitlines()[-1].startswith("2 protocols checked: ")


def test_nothing_has_changed(base: Path, tmp_path: Path) -> None:
    assert run("base", "--changed-since", "main") == (0, NOTHING)
    assert run("base", "--changed-since", "main", "--format", "github") == (0, NOTHING)
    code, output = run("base", "--changed-since", "main", "--format", "json")
    assert (code, json.loads(output)["protocols"], json.loads(output)["findings"]) == (0, 0, [])
    file = tmp_path / "report.json"
    assert run("base", "--changed-since", "main", "--format", "gitlab", "--output", str(file)) == (0, NOTHING)
    assert file.read_text("utf-8") == "[]\n"


def test_a_slip_in_an_organisation_that_no_protocol_names_is_found(base: Path) -> None:
    text = (base / "organisations.yaml").read_text("utf-8")
    put(base, "organisations.yaml", "- {id: new, titel: New, kind: council}\n")
    code, output = run("base", "--changed-since", "main")
    assert (code, output.splitlines()[-1]) == (1, "0 protocols checked: 2 errors.")
    place = f"{Path('base/organisations.yaml')}:{text.count(chr(10)) + 1}:13"
    assert f"{place}  (organisations[{text.count('- id: ')}].titel)" in output


def test_what_is_not_read_is_told_of_where_all_is_touched(base: Path) -> None:
    put(base, "capital/Protocol.yml")
    output = run("base", "--changed-since", "main")[1]
    assert "FORM008" in output and output.splitlines()[-1].startswith("2 protocols checked: ")


def test_several_registers(base: Path) -> None:
    other = Path(shutil.copytree(base, base.parent / "other"))
    commit(other)
    put(other, "hub/protocol.yaml")
    assert run("base", "other", "--changed-since", "HEAD")[1].splitlines()[-1].startswith("1 protocol checked: ")


@pytest.mark.parametrize("path", ["base/hub", "base/hub/protocol.yaml"])
def test_a_protocol_is_not_asked_for_at_the_same_time(base: Path, path: str) -> None:
    message = "A protocol and --changed-since do not go together: it finds the protocols itself.\n"
    assert run(path, "--changed-since", "main") == (2, f"istoolkit: {message}")


@pytest.mark.parametrize("revision", ["nowhere", "main..HEAD", "^main", "HEAD:base", "@{", "a b", "main "])
def test_a_revision_that_is_not_known(base: Path, revision: str) -> None:
    message = f"git knows no revision “{revision}” here. Fetch it, or look for a slip. {WHOLE}\n"
    assert run("base", "--changed-since", revision) == (2, f"istoolkit: {message}")


@pytest.mark.parametrize("revision", ["-", "--output=x", "--all", ""])
def test_a_revision_that_is_none(base: Path, revision: str) -> None:
    message = f"“{revision}” is not a revision of git. Give a branch, tag or commit, such as origin/main.\n"
    assert run("base", f"--changed-since={revision}") == (2, f"istoolkit: {message}")
    assert not (base / "x").exists()


def test_histories_that_have_nothing_in_common(base: Path) -> None:
    git(base, "checkout", "--quiet", "--orphan", "alone")
    commit(base, "Begin again")
    message = f"git finds no commit that “main” and the work here have in common. {WHOLE}\n"
    assert run("base", "--changed-since", "main") == (2, f"istoolkit: {message}")


def test_a_register_in_no_repository(base: Path) -> None:
    shutil.rmtree(base.parent / ".git")
    message = "base cannot be compared with “main”: it is not in a git repository.\n"
    assert run("base", "--changed-since", "main") == (2, f"istoolkit: {message}")


def test_a_repository_that_belongs_to_someone_else(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    code, output = run("base", "--changed-since", "main")
    assert code == 2
    assert output == (
        f"istoolkit: base cannot be compared with “main”: detected dubious ownership in repository at '{base.parent}'. "
        f"Run: git config --global --add safe.directory {base.parent}\n"
    )


def test_no_git(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(base))
    message = "--changed-since needs git, and it cannot be run. Install it from git-scm.com.\n"
    assert run("base", "--changed-since", "main") == (2, f"istoolkit: {message}")


def test_a_repository_whose_list_of_files_is_broken(base: Path) -> None:
    (base.parent / ".git" / "index").write_bytes(b"broken")
    code, output = run("base", "--changed-since", "main")
    assert code == 2
    assert output.startswith("istoolkit: git cannot list what changed in base. Try: git diff --name-only ")
