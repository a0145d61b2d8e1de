"""The README tells the truth: its commands run, its help is the help, its links lead somewhere."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from istoolkit.cli import cli
from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_commands_run_one_after_the_other_and_say_what_is_written(istoolkit: Run, tmp_path: Path) -> None:
    place, shown, ran = tmp_path, "", 0
    for line in "".join(blocks("console")).splitlines():
        if line.startswith("$ cd "):
            place = place / line.removeprefix("$ cd ")
        elif line.startswith("$ istoolkit "):
            done = istoolkit(*shlex.split(line.removeprefix("$ istoolkit ")), cwd=place)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            shown, ran = done.stdout, ran + 1
        else:
            assert line in shown
    assert ran >= 7


def test_the_help_is_the_help(istoolkit: Run) -> None:
    done = istoolkit("--help", COLUMNS="100")
    assert any(done.stdout.strip() == block.strip() for block in blocks("text"))


def test_every_command_is_in_the_readme() -> None:
    import click

    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        inner = command.list_commands(context) if isinstance(command, click.Group) else []
        assert f"istoolkit {name}" in README
        for each in inner:
            assert f"istoolkit {name} {each}" in README or f"`{each}`" in README, (name, each)


def test_every_command_has_help() -> None:
    runner = CliRunner()
    for name in cli.list_commands(None):  # type: ignore[arg-type]
        done = runner.invoke(cli, [name, "--help"])
        assert done.exit_code == 0 and done.output.startswith(f"Usage: cli {name}")


def test_links_lead_to_files_that_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_worked_protocols_are_listed() -> None:
    for path in (ROOT / "protocols").glob("*/protocol.yaml"):
        assert f"`{path.parent.name}`" in README


def test_the_example_of_an_error_is_what_check_prints(istoolkit: Run, tmp_path: Path) -> None:
    istoolkit("init", "reg", "--organisation", "oak-school")
    istoolkit("new", "protocol", "early-help", cwd=tmp_path / "reg")
    path = tmp_path / "reg" / "early-help" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace('to: "TBC: who receives it"', "to: oak-scool"), "utf-8")
    shown = istoolkit("check", "early-help", cwd=tmp_path / "reg").stdout
    example = next(block for block in blocks("text") if "NAME001" in block)
    without_numbers = [re.sub(r"\d+", "", line).strip() for line in example.strip().splitlines()]
    printed = [re.sub(r"\d+", "", line).strip() for line in shown.replace("\\", "/").splitlines()]
    start = printed.index(without_numbers[0])
    assert printed[start : start + len(without_numbers)] == without_numbers


def test_the_example_of_a_finding_of_law_is_what_the_page_of_its_rule_finds() -> None:
    example = next(block for block in blocks("text") if block.startswith("error LAWF001"))
    found = (ROOT / "tests" / "rules" / "pages" / "LAWF.txt").read_text("utf-8")
    assert f"LAWF001 {example.removeprefix('error LAWF001').strip()} | " in found
