"""A slip at the terminal costs one answer and not all of them."""

import json
from pathlib import Path

import pytest

from istoolkit.cli.signing import _ask
from tests.cli.test_sign_off import Do, asked, do, flat, lines

__all__ = ["asked", "do"]

SIGNED = "Priya Raman\n\n\ne-mail\n"


@pytest.fixture
def typing(asked: Do, monkeypatch: pytest.MonkeyPatch) -> Do:
    monkeypatch.setattr(_ask, "at_terminal", lambda: True)
    return asked


def last(protocols: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(lines(protocols)[-1][2:])
    return found


def test_a_name_of_nobody_and_a_file_that_is_not_there_are_asked_for_again(typing: Do, protocols: Path) -> None:
    (protocols / "police.pdf").write_bytes(b"signed")
    typed = f"northvale-polize\nnorthvale-police\n{SIGNED}polise.pdf\nearly-help\npolice.pdf\nSafe\n\nyes\n"
    done = typing("record", "early-help", typed=typed)
    assert done.exit_code == 0, done.output
    assert "“northvale-polize” does not sign early-help. Did you mean “northvale-police”?" in flat(done)
    assert "There is no file polise.pdf. Look at how its name is written and where it is." in flat(done)
    assert "early-help is a folder. Name the file in it." in flat(done)
    assert "No such file or directory" not in done.output and "Is a directory" not in done.output
    assert last(protocols)["evidence"]["file"] == "police.pdf"  # type: ignore[index]


def test_a_day_that_has_not_come_is_asked_for_again(typing: Do, protocols: Path) -> None:
    typed = "northvale-police\nPriya Raman\n\n2026-12-31\n2026-12-01\ne-mail\n\nSafe\n\nyes\n"
    done = typing("record", "early-help", typed=typed)
    assert done.exit_code == 0, done.output
    assert "“2026-12-31” has not come yet." in done.output
    assert last(protocols)["date"] == "2026-12-01"


def test_what_stands_against_it_may_be_answered_with_a_reason(typing: Do, protocols: Path) -> None:
    early = "northvale-police\nPriya Raman\n\n2026-11-30\ne-mail\n\nSafe\n\n"
    stopped = typing("record", "early-help", typed=f"{early}\n")
    assert stopped.exit_code == 1 and len(lines(protocols)) == 1
    assert "It may be of an earlier text." in flat(stopped)
    assert flat(stopped).endswith("say why (or Enter to stop): Nothing was recorded.")
    done = typing("record", "early-help", typed=f"{early}She had the same text by e-mail the day before\nyes\n")
    assert done.exit_code == 0, done.output
    assert str(last(protocols)["note"]).endswith(
        "Recorded all the same: She had the same text by e-mail the day before"
    )


def test_who_says_yes_beforehand_is_not_asked_for_a_reason(typing: Do, protocols: Path) -> None:
    said = ("--for", "northvale-police", "--name", "Priya Raman", "--post", "Head of public protection")
    done = typing("record", "early-help", *said, "--date", "2026-11-30", "--method", "e-mail", "--yes", typed="")
    assert done.exit_code == 1 and "--despite" in done.output and len(lines(protocols)) == 1
