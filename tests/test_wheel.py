"""The wheel has all it needs: installed into a clean environment, it begins, checks and builds."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.again
@pytest.mark.slow
def test_installed_from_the_wheel_into_a_clean_environment(tmp_path: Path) -> None:
    pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [sys.executable, *pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True, cwd=tmp_path
    )
    (wheel,) = tmp_path.glob("istoolkit-*.whl")
    venv.create(tmp_path / "clean", with_pip=True)
    folder = "Scripts" if os.name == "nt" else "bin"
    python = tmp_path / "clean" / folder / "python"
    subprocess.run([python, *pip, "install", wheel], check=True, cwd=tmp_path)

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
