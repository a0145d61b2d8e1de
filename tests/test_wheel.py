"""The wheel has all it needs: installed into a clean environment, it begins, checks and builds."""

import os
import subprocess
import sys
import venv
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT


def needed(by: Distribution, extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """The distributions that one says it needs, and those that they need, as they are installed here."""
    found: dict[str, Distribution] = {}
    for line in by.requires or ():
        wanted = Requirement(line)
        if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras or {""}):
            continue
        each = distribution(wanted.name)
        assert wanted.specifier.contains(each.version), f"{wanted} is asked for, {each.version} is installed"
        found |= {each.name: each, **needed(each, frozenset(wanted.extras))}
    return found


def lend(found: dict[str, Distribution], site: Path) -> None:
    """Put distributions that are installed here into another environment, without fetching or copying them."""
    for each in found.values():
        tops = {path.parts[0] for path in each.files or () if path.parts[0] not in ("..", "__pycache__")}
        for top in tops:
            if not (site / top).exists():
                (site / top).symlink_to(each.locate_file(top))


@pytest.mark.again
@pytest.mark.slow
def test_installed_from_the_wheel_into_a_clean_environment(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("istoolkit-*.whl")
    venv.create(tmp_path / "clean")
    folder = "Scripts" if os.name == "nt" else "bin"
    python = tmp_path / "clean" / folder / "python"
    subprocess.run([*pip, "--python", python, "install", "--no-deps", wheel], check=True, cwd=tmp_path)
    (site,) = tmp_path.glob("clean/[Ll]ib/**/site-packages")
    (installed,) = Distribution.discover(name="istoolkit", path=[str(site)])
    lend(needed(installed), site)
    assert not (site / "pyhanko").exists(), "nothing is lent that it does not say it needs"

    def run(*arguments: str) -> str:
        command = [tmp_path / "clean" / folder / "istoolkit", *arguments]
        return subprocess.run(command, check=True, cwd=tmp_path, capture_output=True, text=True).stdout

    run("init", "reg", "--organisation", "vale-council")
    run("new", "protocol", "first", "--register", "reg")
    assert "1 protocol checked" in run("check", "reg")
    assert " documents written to out." in run("build", "--register", "reg")
    made = tmp_path / "out" / "first"
    assert (made / "first-0.1-protocol.docx").stat().st_size > 5_000
    assert (made / "first-0.1-matrix.html").stat().st_size > 5_000 and (made / "first-0.1-flows.svg").is_file()
    assert "purposes[].necessity" in run("schema", "protocol")
    assert "NAME001" in run("rules")
