"""The ways in which officers write what a command takes: capitals, titles of classes, the day on which an approval ends."""

import json
from pathlib import Path

import pytest

from istoolkit.cli.signing import _ask
from tests.cli.test_sign_off import PRIYA, Do, asked, do, flat, lines

__all__ = ["asked", "do"]
HEAD = "for,name,post,date,method,kept-at,conditions,until\n"


def test_the_last_day_of_an_approval_is_recorded(asked: Do, protocols: Path) -> None:
    said = ("record", "early-help", "--for", "northvale-police", *PRIYA, "--kept-at", "Safe", "--yes")
    wrong = asked(*said, "--until", "2026-11-30")
    assert wrong.exit_code == 2 and len(lines(protocols)) == 1
    assert "The approval would end on 2026-11-30, before the day on which it was signed." in flat(wrong)
    done = asked(*said, "--conditions", "Until the audit", "--until", "2027-03-31")
    assert done.exit_code == 0 and "Holds until 31 March 2027" in flat(done)
    assert json.loads(lines(protocols)[1][2:])["until"] == "2027-03-31"


def test_a_file_may_have_the_last_day_and_be_written_with_capitals(asked: Do, protocols: Path) -> None:
    row = "NORTHVALE POLICE,Priya Raman,Head of public protection,01/12/2026,E-mail,Safe,For now,31/03/2027\n"
    other = "Lanternway,Jo Ng,Chief officer,01/12/2026,Letter,Safe,,\n"
    (protocols / "sheets.csv").write_text(HEAD + row + other, "utf-8")
    done = asked("record", "early-help", "--file", "sheets.csv", "--yes")
    assert done.exit_code == 0, done.output
    police, lantern = (json.loads(each[2:]) for each in lines(protocols)[1:])
    assert (police["party"], police["method"], police["until"]) == ("northvale-police", "e-mail", "2027-03-31")
    assert (lantern["party"], lantern["method"]) == ("lanternway", "letter") and "until" not in lantern


def test_the_title_of_a_class_is_said_to_be_one(asked: Do, protocols: Path) -> None:
    row = "Schools and academies,Jo Ng,Head teacher,01/12/2026,signature,Safe,,\n"
    (protocols / "sheets.csv").write_text(HEAD + row, "utf-8")
    done = asked("record", "early-help", "--file", "sheets.csv", "--yes")
    assert "- Line 2: Schools and academies is an open class: each member signs for itself. Name one, such as" in flat(
        done
    )
    one = ("--for", "Schools and Academies/Alderbank Primary School", *PRIYA)
    done = asked("record", "early-help", *one, "--kept-at", "Safe", "--authority", "Governors", "--yes")
    assert json.loads(lines(protocols)[1][2:])["member"] == "alderbank-primary"
    again = (
        "--for",
        "SCHOOLS AND ACADEMIES/Alderbank-Primary",
        *PRIYA,
        "--kept-at",
        "Safe",
        "--authority",
        "Governors",
    )
    assert "It is recorded already." in asked("record", "early-help", *again, "--yes").output


def test_an_empty_file_is_told_in_words_for_a_list_of_signatures(asked: Do, protocols: Path) -> None:
    (protocols / "sheets.csv").write_text("\n", "utf-8")
    done = asked("record", "early-help", "--file", "sheets.csv", "--yes")
    assert done.exit_code == 2 and "sheets.csv is empty. Its first line names the columns: for,name,post," in flat(done)
    assert "definition" not in done.output


def test_after_conditions_the_last_day_is_asked_for(
    asked: Do, protocols: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ask, "at_terminal", lambda: True)
    typed = "northvale-police\nPriya Raman\n\n\ne-mail\n\nSafe\nFor now\nMarch\n2026-11-30\n2027-03-31\nyes\n"
    done = asked("record", "early-help", typed=typed)
    assert done.exit_code == 0, done.output
    assert "“March” is not a day." in done.output and "“2026-11-30” is before 2026-12-01." in done.output
    assert json.loads(lines(protocols)[1][2:])["until"] == "2027-03-31"


def test_advice_against_it_is_told_with_one_full_stop(do: Do) -> None:
    view = ("--role", "data-protection-officer", "--opinion", "against", "--advice", "Shorten the retention.")
    adviser = ("--name", "Ann Bell", "--post", "Data protection officer", "--date", "2026-12-01", "--yes")
    assert do("request", "early-help", "--for", "advice", "--yes").exit_code == 0
    assert do("advise", "early-help", *view, *adviser).exit_code == 0
    barred = do("request", "early-help", "--yes")
    assert barred.exit_code == 1 and "“Shorten the retention”. Follow the advice" in flat(barred)
