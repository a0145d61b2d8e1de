"""The commands status and due: what they print, how they end, and what they say where they cannot run."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from istoolkit.cli import cli
from tests.conftest import EPOCH
from tests.signoff.partnership import Partnership

ALL = ("council", "police", "trust")


@pytest.fixture
def hub(tmp_path: Path) -> Partnership:
    return Partnership(tmp_path / "register")


def run(hub: Partnership, *arguments: str) -> Result:
    """Run a command in the register, on 1 December 2026 where it does not say."""
    command = [*arguments, "--register", str(hub.root)]
    return CliRunner().invoke(cli, command, env={"SOURCE_DATE_EPOCH": EPOCH})


def test_nothing_needs_action(hub: Partnership) -> None:
    done = run(hub, "status")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "Larkmoor Safeguarding Partnership, 1 December 2026\n1 protocol: nothing needs action.\n"
    )
    assert "\x1b" not in done.stdout, "no colour where a program reads"


def test_something_needs_action_on_the_day_asked_for(hub: Partnership) -> None:
    hub.ask()
    hub.approve(*ALL)
    assert run(hub, "status", "--on", "2026-12-15").exit_code == 0
    late = run(hub, "status", "--on", "2027-12-02")
    assert late.exit_code == 1 and "    ! The review was due on 1 December 2027.\n" in late.stdout
    assert "! hub 1.0                     In force, review overdue  3 of 3    1 Dec 2027\n" in late.stdout


def test_one_protocol_by_name_and_several(hub: Partnership) -> None:
    Partnership(hub.root, "family")
    one, two = run(hub, "status", "hub"), run(hub, "status", "hub", "family")
    assert one.stdout.startswith("Larkmoor hub\nhub, version 1.0: draft\n") and "Signatories: 0 of 3" in one.stdout
    assert "2 protocols: nothing needs action." in two.stdout


def test_for_other_programs(hub: Partnership) -> None:
    hub.ask()
    hub.record("refused", "police", because="Kept for too long – “years”")
    done = run(hub, "status", "--json")
    values = json.loads(done.stdout)
    assert (done.exit_code, values["needs_action"], values["on"]) == (1, True, "2026-12-01")
    assert "“years”" in done.stdout
    found = json.loads(run(hub, "due", "--json", "--within", "30d").stdout)
    assert [(each["day"], each["overdue"], each["kind"]) for each in found["due"]] == [
        ("2026-11-01", True, "contacts"),
        ("2026-12-01", False, "beginning"),
        ("2026-12-20", False, "registration"),
    ]
    page = (Path(__file__).parents[2] / "docs" / "sign-off" / "status.md").read_text(encoding="utf-8")
    assert [name for name in (*found, *found["due"][0]) if f"`{name}`" not in page] == []


def test_what_falls_due_within_a_time(hub: Partnership) -> None:
    done = run(hub, "due", "--within", "30d")
    assert done.exit_code == 0
    assert done.stdout == (
        "What falls due from 1 December 2026 to 31 December 2026\n"
        "\n"
        "Overdue\n"
        "  1 November 2026: Larkmoor Police\n"
        "    Contact details are to be confirmed: Data protection officer.\n"
        "    Ask whether post, mailbox, telephone and deputy are still right, and write today's date under “confirmed”.\n"
        "\n"
        "To come\n"
        "  1 December 2026: Larkmoor hub\n"
        "    Version 1.0 is to begin, and it has not been put out for signature.\n"
        "    Have it signed by then, or move the day on which it begins. Nothing is shared under it unsigned.\n"
        "  20 December 2026: Larkmoor Police\n"
        "    The registration with the Information Commissioner ends after this day.\n"
        "    Ask it to renew, and write the new day in organisations.yaml once it has.\n"
    )
    assert "31 August" not in run(hub, "due").stdout and "1 March 2027" in run(hub, "due").stdout


def test_nothing_falls_due(hub: Partnership) -> None:
    done = run(hub, "due", "--within", "1 day", "--on", "2026-10-01")
    assert done.stdout == "What falls due from 1 October 2026 to 2 October 2026\nNothing falls due.\n"


def test_a_calendar_holds_all_that_is_known_or_a_time(hub: Partnership, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    done = run(hub, "due", "--ics", str(file))
    assert done.exit_code == 0 and done.stdout.startswith("6 events written to ")
    assert len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == 6
    assert run(hub, "due", "--ics", str(file), "--within", "30d").stdout.startswith("3 events written to ")
    both = run(hub, "due", "--ics", str(file), "--json")
    assert json.loads(both.stdout)["format"] == "1" and "events written" in both.stderr


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("status", "hubb"), "There is no protocol “hubb” in"),
        (("status", "--on", "soon"), "“soon” is not a day."),
        (("due", "--within", "soon"), "“soon” is not a time. Write a number and a unit, such as 90d or “3 months”."),
        (("due", "--ics", "nowhere/else/due.ics/"), "nowhere"),
        (("chase",), "Missing option '--out'"),
    ],
)
def test_what_cannot_be_done_says_why(hub: Partnership, arguments: tuple[str, ...], why: str) -> None:
    (hub.root / "nowhere").write_text("")
    given = [str(hub.root / each) if each.startswith("nowhere") else each for each in arguments]
    done = run(hub, *given)
    assert done.exit_code == 2 and why in done.stderr and "Traceback" not in done.stderr


def test_reminders_of_the_same_day_are_the_same_bytes_and_others_are_not_mixed_in(
    hub: Partnership, tmp_path: Path
) -> None:
    hub.ask()
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, one, two):
        assert run(hub, "chase", "--out", str(folder)).exit_code == 0
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert len(names) == 5 * 2 + 5 + 2, "a message and its text for each, the sheets, the document and the table"
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)
    hub.approve("police", date="2026-12-01")
    mixed = run(hub, "chase", "--out", str(one))
    assert mixed.exit_code == 2 and "is not empty: it holds" in mixed.stderr
    assert (one / "police.eml").read_bytes() == (two / "police.eml").read_bytes(), "nothing was changed"


def test_one_has_signed_and_several_have(hub: Partnership) -> None:
    hub.ask()
    hub.approve("council", "schools/ash")
    assert "Signatories: 1 of 3 has signed\n" in run(hub, "status", "hub").stdout
    assert "Schools: 1 of 3 has signed" in run(hub, "status", "hub").stdout
    hub.approve("police")
    assert "Signatories: 2 of 3 have signed\n" in run(hub, "status", "hub").stdout


def test_with_nothing_outstanding_nothing_is_written(hub: Partnership, tmp_path: Path) -> None:
    done = run(hub, "chase", "--out", str(tmp_path / "letters"))
    assert done.exit_code == 0 and not (tmp_path / "letters").exists()
    assert done.stdout == "Nobody is to be written to: no signature that was asked for is outstanding.\n"


def test_reminders_are_recorded_when_they_go_out(hub: Partnership, tmp_path: Path) -> None:
    hub.ask()
    asked = run(hub, "chase", "--out", str(tmp_path / "out"), "--record")
    assert asked.exit_code == 2 and "Nothing was written. --record needs --yes in a script" in asked.stderr
    assert not (tmp_path / "out").exists() and not hub.signature("police").reminders
    done = run(hub, "chase", "--out", str(tmp_path / "out"), "--record", "--yes")
    assert done.stdout.endswith("Recorded that 5 reminders went out.\n")
    assert "note: No mailbox is known for Larkmoor NHS Trust. Add the address to trust.eml.\n" in done.stderr
    assert [len(each.reminders) for each in hub.standing().signatures] == [1, 1, 1, 1, 1, 0]
    again = run(hub, "chase", "--out", str(tmp_path / "again"))
    assert again.stdout == "Nobody else is to be written to today.\n"
    assert "5 signatories were reminded of hub today. There is no second reminder on the same day." in again.stderr


def test_a_letter_that_asks_is_no_reminder_to_record(hub: Partnership, tmp_path: Path) -> None:
    hub.change(("contact: sharing@larkmoor.example", "contact: TBC"), file="register.yaml")
    hub.ask("2026-11-30")
    done = run(hub, "chase", "--out", str(tmp_path / "out"), "--record", "--yes")
    assert "  Larkmoor Police: hub (asks for the signature)\n" in done.stdout
    assert done.stdout.endswith("these letters ask for the signature, and the request is recorded.\n")
    assert "note: The mailbox for questions (contact in register.yaml) is still to be confirmed" in done.stderr
    assert not hub.signature("police").reminders


def test_the_words_are_put_in_the_register_to_change_and_never_written_over(hub: Partnership, tmp_path: Path) -> None:
    hub.ask()
    assert run(hub, "chase", "--words").exit_code == 0
    own = hub.root / "templates" / "reminder.txt.j2"
    own.write_text(own.read_text(encoding="utf-8").replace("Dear colleague", "Good morning"), encoding="utf-8")
    assert run(hub, "chase", "--out", str(tmp_path / "out")).exit_code == 0
    assert "\r\n\r\nGood morning\r\n" in (tmp_path / "out" / "police.txt").read_bytes().decode()
    again = run(hub, "chase", "--words")
    assert again.exit_code == 2 and "is there already. Nothing was changed." in again.stderr


def test_a_template_of_reminders_that_cannot_be_used(hub: Partnership, tmp_path: Path) -> None:
    hub.ask()
    (hub.root / "templates").mkdir()
    (hub.root / "templates" / "reminder.txt.j2").write_text("Subject: {{ name }}\n", encoding="utf-8")
    done = run(hub, "chase", "--out", str(tmp_path / "out"), "--record", "--yes")
    assert done.exit_code == 2 and "reminder.txt.j2 cannot be used: 'name' is undefined" in done.stderr
    assert not (tmp_path / "out").exists() and not hub.signature("police").reminders


@pytest.mark.parametrize("file", ["hub/protocol.yaml", "hub/sign-off.yaml"])
def test_a_file_that_cannot_be_read(hub: Partnership, file: str) -> None:
    hub.ask()
    (hub.root / file).write_text("a: [b\n", encoding="utf-8")
    for command in (("status",), ("due",), ("chase", "--out", str(hub.root / "out"))):
        done = run(hub, *command)
        assert done.exit_code == 2 and "cannot be read before it is mended: istoolkit check hub" in done.stderr
