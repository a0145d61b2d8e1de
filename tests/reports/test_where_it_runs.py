"""The examples for continuous integration and the hooks of pre-commit: what they would run, runs."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from istoolkit.cli import cli
from tests.conftest import ROOT, Run


def loaded(file: str) -> Any:
    return yaml.load((ROOT / file).read_bytes(), yaml.BaseLoader)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(each)


def commands(file: str) -> list[list[str]]:
    """The words of every command of the toolkit that a file would run."""
    lines = [line.strip() for text in texts(loaded(file)) for line in text.splitlines()]
    return [shlex.split(line.split("||")[0]) for line in lines if line.startswith("istoolkit ")]


def understood(words: list[str]) -> dict[str, Any]:
    """What the command line makes of a command. Fails where a command or an option does not exist."""
    found = cli.get_command(click.Context(cli), words[1])
    assert found is not None, words
    return found.make_context(words[1], list(words[2:])).params


EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "ci").iterdir())


def test_the_examples() -> None:
    assert EXAMPLES == ["docs/ci/github.yml", "docs/ci/gitlab.yml"]


@pytest.mark.parametrize("file", EXAMPLES)
def test_every_command_of_an_example_is_one(file: str) -> None:
    found = [(words[1], understood(words)) for words in commands(file)]
    assert {name for name, _ in found} == {"check"}
    assert len(found) == (ROOT / file).read_text("utf-8").count("istoolkit check")
    assert [each["form"] for _, each in found if each["output"] is None] == ["auto", "auto"]
    assert [each["since"] is None for _, each in found if each["output"] is None] == [False, True]


def test_an_option_that_is_not_there_is_noticed() -> None:
    with pytest.raises(click.UsageError, match="No such option"):
        understood(["istoolkit", "check", "--changed-from", "main"])


def test_github_sends_the_file_that_the_check_writes() -> None:
    steps = loaded("docs/ci/github.yml")["jobs"]["check"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == "0"
    (written,) = [each for each in map(understood, commands("docs/ci/github.yml")) if each["output"]]
    assert (str(written["output"]), written["form"]) == (steps[-1]["with"]["sarif_file"], "sarif")
    assert all("${{" not in step.get("run", "") for step in steps)


def test_gitlab_takes_the_files_that_the_checks_write() -> None:
    job = loaded("docs/ci/gitlab.yml")["information-sharing-protocols"]
    written = {each["form"]: str(each["output"]) for each in map(understood, commands("docs/ci/gitlab.yml"))}
    reports = job["artifacts"]["reports"]
    assert (written["gitlab"], written["junit"]) == (reports["codequality"], reports["junit"])
    assert job["variables"]["GIT_DEPTH"] == "0"


HOOKS = {each["id"]: each for each in loaded(".pre-commit-hooks.yaml")}


def run_hook(istoolkit: Run, hook: dict[str, str], place: Path, *changed: str) -> tuple[int, str]:
    """Do what pre-commit does: call the entry, with the changed files that the hook is for."""
    files = [file for file in changed if re.search(hook["files"], file)]
    assert hook["language"] == "python"
    given = files if hook.get("pass_filenames", "true") == "true" else []
    program, *arguments = shlex.split(hook["entry"])
    assert (program, bool(files)) == ("istoolkit", True)
    done = istoolkit(*arguments, *given, cwd=place, GITHUB_ACTIONS="")
    return done.returncode, done.stdout


def test_the_hooks() -> None:
    assert list(HOOKS) == ["istoolkit-check", "istoolkit-check-register"]


def test_the_hook_for_changed_protocols(istoolkit: Run, protocols: Path) -> None:
    hook = HOOKS["istoolkit-check"]
    files = ["protocols/early-help/protocol.yaml", "protocols/case-meeting/assessment.yaml"]
    code, output = run_hook(istoolkit, hook, protocols.parent, *files, "protocols/register.yaml", "README.md")
    assert (code, output.splitlines()[-1][:20]) == (0, "2 protocols checked:")
    path = protocols / "early-help" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("\nprotocol:", "\nprotocl:"), "utf-8")
    assert run_hook(istoolkit, hook, protocols.parent, *files)[0] == 1
    assert run_hook(istoolkit, hook, protocols.parent, files[1])[0] == 0


REGISTER_FILES = [
    "register.yaml",
    "organisations.yaml",
    "law.yaml",
    "hub/protocol.yaml",
    "hub/assessment.yaml",
    "members/schools.csv",
]


@pytest.mark.parametrize("file", REGISTER_FILES)
def test_the_hook_for_the_whole_register(istoolkit: Run, protocols: Path, file: str) -> None:
    hook, number = HOOKS["istoolkit-check-register"], len(list(protocols.glob("*/protocol.yaml")))
    code, output = run_hook(istoolkit, hook, protocols.parent, f"protocols/{file}")
    assert (code, output.splitlines()[-1][:20]) == (0, f"{number} protocols checked:")


@pytest.mark.parametrize("file", ["README.md", "protocol.yaml.txt", "members.csv", "lawyaml", "my-law.yaml"])
def test_files_that_are_no_business_of_the_hooks(file: str) -> None:
    assert [name for name, hook in HOOKS.items() if re.search(hook["files"], f"protocols/{file}")] == []
