"""In continuous integration nothing leaves a record of sign-off: ``istoolkit check --changed-since`` finds what is gone."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from istoolkit.cli import cli
from istoolkit.signoff.store import add
from tests.conftest import EPOCH, ROOT
from tests.signoff.test_merge import git
from tests.signoff.test_store import APPROVED

NOW = "2026-11-30T09:30:00Z"
BASE = ROOT / "tests" / "examples" / "base"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register in a folder of a repository, with a record of three entries that is committed as “before”."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    root = Path(shutil.copytree(BASE, tmp_path / "work" / "register"))
    for party in ("council", "police", "trust"):
        add(root, "hub", {**APPROVED, "what": "refused", "party": party, "because": "No"}, NOW)
    git(tmp_path / "work", "init", "-q", "-b", "main")
    git(tmp_path / "work", "add", ".")
    git(tmp_path / "work", "commit", "-q", "-m", "before")
    git(tmp_path / "work", "tag", "before")
    return root


def gone(root: Path, code: int = 1) -> list[str]:
    """Check what changed, and return what is said to be gone."""
    done = CliRunner().invoke(cli, ["check", str(root), "--changed-since", "before"])
    assert done.exit_code == code, done.output
    return [line.partition("  ")[2] for line in done.output.splitlines() if line.startswith("error SIGN003")]


def cut(root: Path, *parties: str) -> None:
    """Take the lines of some parties out of the record."""
    path = root / "hub" / "sign-off.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not any(f'"{each}"' in line for each in parties)), "utf-8")


LAST = "Entry 3 (trust refused on 30 November 2026) was recorded and is gone"


def test_an_entry_cut_off_at_the_end_is_found(register: Path) -> None:
    cut(register, "trust")
    assert gone(register) == [f"{LAST}."]


def test_also_when_others_were_added_and_committed(register: Path) -> None:
    cut(register, "trust")
    add(register, "hub", {**APPROVED, "what": "refused", "party": "trust", "because": "Yes"}, NOW)
    git(register, "commit", "-q", "-a", "-m", "put right")
    assert gone(register) == [f"{LAST}."]


def test_a_record_that_was_deleted_or_lost_all_its_entries(register: Path) -> None:
    (register / "hub" / "sign-off.yaml").write_text("format: 1\nprotocol: hub\nentries: []\n", "utf-8")
    assert len(gone(register)) == 3
    (register / "hub" / "sign-off.yaml").unlink()
    assert gone(register)[2] == f"{LAST} with all of sign-off.yaml."


def test_a_protocol_that_was_deleted_with_its_record(register: Path) -> None:
    shutil.rmtree(register / "hub")
    assert len(gone(register)) == 3


def test_an_entry_that_was_written_anew_with_a_right_digest(register: Path) -> None:
    path = register / "hub" / "sign-off.yaml"
    kept = path.read_bytes()
    path.unlink()
    for party in ("council", "police", "trust"):
        add(register, "hub", {**APPROVED, "what": "refused", "party": party, "because": "Never"}, NOW)
    assert len(gone(register)) == 3
    path.write_bytes(kept)
    assert gone(register, 0) == []


def test_what_is_added_or_stands_in_another_order_is_no_loss(register: Path) -> None:
    add(register, "hub", {**APPROVED, "what": "refused", "party": "trust", "because": "Still no"}, NOW)
    path = register / "hub" / "sign-off.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:5], *reversed(lines[5:])]).replace("\n", "\r\n"), "utf-8")
    done = CliRunner().invoke(cli, ["check", str(register), "--changed-since", "before"])
    assert [code for code in ("SIGN001", "SIGN002", "SIGN003", "SIGN004") if code in done.output] == []


def test_a_protocol_whose_folder_was_renamed_takes_its_record_with_it(register: Path) -> None:
    (register / "hub").rename(register / "desk")
    assert gone(register) == []


def test_without_a_revision_there_is_nothing_to_compare_with(register: Path) -> None:
    cut(register, "trust")
    done = CliRunner().invoke(cli, ["check", str(register)])
    assert "SIGN003" not in done.output
