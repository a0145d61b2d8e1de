"""What a release says where it cannot be: each thing once, and nobody by a name that is still to be confirmed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from istoolkit.cli.release import command
from istoolkit.signoff.released.release import bars
from tests.conftest import EPOCH
from tests.signoff.partnership import Partnership
from tests.signoff.test_release import done, folder

__all__ = ["done"]


def words(here: Partnership) -> list[str]:
    register = here.register()
    return [each.words for each in bars(register, here.protocol(register))]


def test_nobody_has_signed_is_not_added_to_the_names_of_all_who_have_not(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    here.ask()
    assert [each.partition(" has")[0] for each in words(here)] == [
        "Larkmoor Council",
        "Larkmoor Police",
        "Larkmoor NHS Trust",
    ]


def test_where_nobody_must_sign_and_nobody_did_it_is_said(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    lines = here.path.read_text("utf-8").splitlines(keepends=True)
    here.change(*((each, "") for each in lines if each.startswith("- {organisation")))
    here.ask()
    assert words(here) == ["Nobody has signed it."]


def test_one_whose_title_is_still_to_be_confirmed_is_called_by_its_name_in_the_protocol(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    here.change(("title: Larkmoor Police", "title: TBC"), file="organisations.yaml")
    here.ask()
    asked = "It was asked on 3 November 2026."
    assert f"The party police (its title is still to be confirmed) has not signed. {asked}" in words(here)
    assert not any(each.startswith("TBC") for each in words(here))


def release(monkeypatch: pytest.MonkeyPatch, where: Path, *arguments: object) -> Result:
    monkeypatch.chdir(where)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return CliRunner().invoke(command, ["hub", *map(str, arguments)], catch_exceptions=False)


def test_nothing_is_added_to_a_version_that_is_released(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(path for path in folder(done).rglob("*"))
    for option, what in ((("--certificate", "a.p12"), "A certificate"), (("--pdf",), "A PDF")):
        result = release(monkeypatch, done, *option)
        assert result.exit_code == 2
        told = f"{what} cannot be added to version 1.0 any more: it is released, and its files never change."
        assert told in result.stderr
    assert sorted(path for path in folder(done).rglob("*")) == before
    assert release(monkeypatch, done, "--no-pdf").exit_code == 0
