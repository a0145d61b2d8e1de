"""The commands that record: the ways that go wrong, and what is told then."""

import json
from pathlib import Path

import pytest

from istoolkit.cli.signing import _ask, _evidence
from tests.cli.test_sign_off import PRIYA, Do, asked, do, flat, lines
from tests.journeys.test_first_protocol import answer

__all__ = ["asked", "do"]
ADVISER = ("--name", "A B", "--post", "Data protection officer", "--date", "2026-12-01", "--yes")


def test_advice_is_recorded_and_another_content_takes_the_place_of_one_that_nobody_signed(
    do: Do, protocols: Path
) -> None:
    view = ("--role", "data-protection-officer", "--opinion", "against", "--advice", "Wait for the audit")
    early = do("advise", "early-help", *view, *ADVISER)
    assert (
        "is not out for advice. Put it out with: istoolkit sign-off request early-help --for advice\n" in early.output
    )
    assert do("request", "early-help", "--for", "advice", "--yes").exit_code == 0
    wrong = do("advise", "early-help", "--role", "data-protection-oficer", *view[2:], *ADVISER)
    assert (
        wrong.exit_code == 2
        and "cannot be the part of an adviser. Did you mean “data-protection-officer”?" in wrong.output
    )
    done = do("advise", "early-help", "--for", "northvale-nhs-trust", *view, *ADVISER)
    assert "NHS Trust advised on version 1.0: against. Next: change the text, or answer the advice: istoolkit" in flat(
        done
    )
    assert flat(done).endswith('istoolkit sign-off request early-help --despite "WHY"')
    assert "must sign" not in done.output

    answer(protocols / "early-help" / "protocol.yaml", ("before a crisis", "before any crisis"))
    reason = ("--despite", "The audit is done")
    asked_anew = do("request", "early-help", "--to", "schools", "--to", "Lanternway Family Support", "--yes", *reason)
    assert asked_anew.exit_code == 0 and "Although: " in asked_anew.output
    assert "It takes the place of what was out as version 1.0 (digest " in flat(asked_anew)
    assert "to Schools and academies." in asked_anew.output and "to Lanternway Family Support." in asked_anew.output
    assert "was not asked to sign. It may sign all the same." in flat(
        do("record", "early-help", "--for", "northvale-police", *PRIYA)
    )


def test_the_authority_is_given_and_used(asked: Do, protocols: Path) -> None:
    gave = ("--name", "Al Ray", "--post", "Head of public protection", "--date", "2026-12-01", "--until", "2026-11-30")
    wrong = asked("delegate", "early-help", "--for", "northvale-police", "--to-post", "Inspector", *gave, "--yes")
    assert wrong.exit_code == 1 and "- 30 November 2026 is before 1 December 2026." in wrong.output
    done = asked("delegate", "early-help", "--for", "northvale-police", "--to-post", "Inspector", *gave[:-2], "--yes")
    assert done.exit_code == 0
    assert 'Next: istoolkit sign-off record early-help --for northvale-police --post "Inspector"\n' in done.output


def test_who_has_left_or_has_no_list_is_told_so(asked: Do, protocols: Path) -> None:
    answer(
        protocols / "early-help" / "protocol.yaml",
        ("- organisation: lanternway\n", "- organisation: lanternway\n  withdrew: 2026-11-30\n"),
    )
    answer(protocols / "partnership-framework" / "protocol.yaml", ("  members: members/gp-practices.csv\n", ""))
    answer(
        protocols / "members" / "schools.csv",
        (
            "alderbank-primary,Alderbank Primary School,2026-12-01,,",
            "alderbank-primary,Alderbank Primary School,2026-11-01,2026-11-30,",
        ),
    )
    left = asked("record", "early-help", "--for", "lanternway", *PRIYA, "--yes")
    assert "Lanternway Family Support left on 30 November 2026. It does not sign any more." in left.output
    member = asked("record", "early-help", "--for", "schools/alderbank-primary", *PRIYA, "--yes")
    assert "Alderbank Primary School left on 30 November 2026. It does not sign any more." in member.output
    unlisted = asked("record", "early-help", "--for", "gp-practices/larkmoor", *PRIYA, "--yes")
    assert "GP practices is an open class, and no list of its members is kept." in unlisted.output
    nobody = asked("record", "early-help", "--for", "xyzzy", *PRIYA, "--yes")
    assert "“xyzzy” does not sign early-help. There are northvale-council, northvale-youth-justice," in nobody.output


def test_what_does_not_go_together_is_told(asked: Do, protocols: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*words: str) -> str:
        done = asked(*words)
        assert done.exit_code == 2 and len(lines(protocols)) == 1, done.output
        return flat(done)

    police = ("record", "early-help", "--for", "northvale-police", *PRIYA)
    assert "--key and --signer go together" in told(*police, "--signer", "priya@police.example")
    assert "--keep copies the file that --evidence names." in told(*police, "--keep")
    assert "“telepathy” cannot be a way of signing." in told(*police[:-1], "telepathy")
    assert "“1 Dec” is not a day. Write it year-month-day" in told("remind", "early-help", "--date", "1 Dec")
    assert "It is empty." in told("record", "early-help", "--for", " ")
    assert "--whole and --for do not go together." in told("withdraw", "early-help", "--whole", "--for", "lanternway")
    assert "--for and --file do not go together" in told(*police, "--file", "sheets.csv")
    assert "There is no file sheets.csv." in told("record", "early-help", "--file", "sheets.csv")
    sheet = protocols / "sheets.csv"
    sheet.write_text("for,name,post\n", "utf-8")
    assert "sheets.csv has no column “date” and “method”." in told("record", "early-help", "--file", "sheets.csv")
    sheet.write_text("for,name,post,date,method\n", "utf-8")
    assert "sheets.csv has no line below the first." in told("record", "early-help", "--file", "sheets.csv")
    sheet.write_bytes(b"for,name\n\xff\xfe\x00")
    assert "sheets.csv" in told("record", "early-help", "--file", "sheets.csv")
    monkeypatch.setattr(_evidence, "_LARGEST", 3)
    sheet.write_text("large", "utf-8")
    assert "sheets.csv has over 0 MB. Save it smaller." in told(*police, "--evidence", "sheets.csv")
    (protocols / "early-help" / "protocol.yaml").write_text("a: [", "utf-8")
    assert "cannot be read. Mend it first: istoolkit check" in told(*police)


def test_at_a_terminal_nobody_named_or_no_authority(
    asked: Do, protocols: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ask, "at_terminal", lambda: True)
    typed = "northvale-police\nBo Ek\nInspector\n\nletter\n\nSafe\n\nLetter of the chief constable\nyes\n"
    done = asked("record", "early-help", typed=typed)
    assert done.exit_code == 0, done.output
    assert "Head of public protection signs. What gives Inspector the authority to sign?" in done.output
    assert json.loads(lines(protocols)[1][2:])["authority"] == "Letter of the chief constable"


def test_once_all_have_signed_the_next_step_is_to_release_it(asked: Do, protocols: Path) -> None:
    one = (
        "--name",
        "A B",
        "--date",
        "2026-12-01",
        "--method",
        "click",
        "--authority",
        "Board",
        "--post",
        "Clerk",
        "--yes",
    )
    for who in (
        "northvale-council",
        "northvale-youth-justice",
        "northvale-nhs-trust",
        "northvale-police",
        "tannerbrook-homes",
    ):
        asked("record", "early-help", "--for", who, *one)
    last = asked("record", "early-help", "--for", "lanternway", *one)
    assert last.output.endswith("Everyone who must sign has signed.\nNext: istoolkit release early-help\n")
    answer(protocols / "early-help" / "protocol.yaml", ("before a crisis", "before any crisis"))
    changed = asked("reconfirm", "early-help", *ADVISER)
    assert changed.exit_code == 1 and "The protocol has changed since version 1.0 was signed." in changed.output
    assert "The definition has changed since." in asked("show", "early-help").output


def test_the_record_of_one_whose_content_is_gone_still_shows(asked: Do, protocols: Path) -> None:
    (protocols / "early-help" / "signed" / "1.0" / "content.json").unlink()
    shown = asked("show", "early-help")
    assert shown.exit_code == 0 and "early-help/signed/1.0/content.json is missing." in flat(shown)
