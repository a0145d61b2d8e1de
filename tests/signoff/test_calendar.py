"""What falls due, and the calendar of it that Outlook opens."""

import datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from istoolkit.definitions.register import open_register
from istoolkit.signoff.attention.calendar import calendar
from istoolkit.signoff.attention.falling_due import KINDS, Due, falling_due, within
from tests.conftest import REGISTERS, ROOT, TODAY
from tests.signoff.partnership import FIRE, Partnership

ALL = ("council", "police", "trust")


@pytest.fixture
def hub(tmp_path: Path) -> Partnership:
    return Partnership(tmp_path / "register")


def due(hub: Partnership, on: str = "2026-11-15") -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in falling_due(hub.register(on)):
        found.setdefault(each.kind, []).append((each.day.isoformat(), each.what))
    return found


def made(hub: Partnership, on: str = "2026-11-15") -> bytes:
    register = hub.register(on)
    return calendar(register, falling_due(register))


def events(content: bytes) -> dict[str, Event]:
    return {str(each["SUMMARY"]): each for each in Calendar.from_ical(content).walk("VEVENT")}


def test_what_falls_due_of_a_protocol(hub: Partnership) -> None:
    hub.change(("in_force: 2026-12-01\n", "in_force: 2026-12-01\nexpires: 2028-06-30\n"))
    hub.ask("2026-11-02", "advice", reply_by="2026-11-09")
    hub.ask(reply_by="2026-11-20")
    hub.approve("council", conditions="Until the new system is in place", until="2027-01-31")
    hub.record("delegated", "police", to_post="Superintendent", until="2026-12-31")
    assert due(hub) == {
        "advice": [("2026-11-09", "Advice on version 1.0 was asked for on 2 November 2026.")],
        "reply": [
            (
                "2026-11-20",
                "Version 1.0 is to be signed by Larkmoor Police, Larkmoor NHS Trust, Ash Primary School and Birch High School.",
            )
        ],
        "beginning": [("2026-12-01", "Version 1.0 is to begin, and 2 signatures are missing.")],
        "delegation": [
            ("2026-12-31", "The authority of the Superintendent to sign for Larkmoor Police ends after this day.")
        ],
        "condition": [
            (
                "2027-01-31",
                "The approval of Larkmoor Council ends after this day (condition: Until the new system is in place).",
            )
        ],
        "review": [("2027-12-01", "The review is due.")],
        "expiry": [("2028-06-30", "Version 1.0 ends after this day.")],
        "contacts": [
            ("2026-11-01", "Contact details are to be confirmed: Data protection officer."),
            ("2027-10-01", "Contact details are to be confirmed: Data protection officer."),
        ],
        "registration": [
            ("2026-12-20", "The registration with the Information Commissioner ends after this day."),
            ("2027-08-31", "The registration with the Information Commissioner ends after this day."),
        ],
    }


def test_what_is_done_is_due_no_longer(hub: Partnership) -> None:
    hub.ask("2026-11-02", "advice", reply_by="2026-11-09")
    hub.record("advised", date="2026-11-03", opinion="for", advice="May be signed", role="data-protection-officer")
    hub.ask(reply_by="2026-11-20")
    hub.approve(*ALL, "schools/ash", "schools/birch", "schools/cedar")
    assert {"advice", "reply", "beginning"}.isdisjoint(due(hub))
    hub.record("withdrawn", date="2026-11-12")
    assert {"review", "expiry"}.isdisjoint(due(hub)), "it is withdrawn"


def test_one_that_joins_and_one_that_ceases_to_exist(hub: Partnership) -> None:
    hub.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    hub.ask(joining_later=["fire"])
    hub.approve(*ALL)
    found = due(hub)
    assert sorted(found["joining"]) == [
        ("2027-02-01", "Cedar School joins, and has not signed version 1.0."),
        ("2027-02-01", "Larkmoor Fire and Rescue Service joins, and has not signed version 1.0."),
    ]
    gone = next(each for each in falling_due(hub.register("2026-11-15")) if each.kind == "dissolution")
    assert (gone.day, gone.about) == (datetime.date(2027, 3, 31), "Larkmoor Fire and Rescue Service")
    assert gone.do == "Name in its protocols the body that takes its place: Larkmoor Council."


def test_measures_and_assessments_of_the_worked_register() -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    found = falling_due(register)
    measure = next(each for each in found if each.kind == "measure")
    assert (measure.day, measure.protocol) == (datetime.date(2026, 12, 31), "early-help-hub")
    assert measure.what.startswith("Measure M12, “Partners report leavers on the day")
    assert [each.day.isoformat() for each in found if each.kind == "assessment"] == ["2027-05-09", "2027-11-10"]


def test_a_measure_that_is_in_place_is_due_no_longer(hub: Partnership) -> None:
    measures = "- {id: a, title: Locks, by: 2027-01-05, state: in-place}\n- {id: b, title: Logs, by: 2027-01-06}\n"
    text = f'format: 1\nversion: "1.0"\nof_version: "1.0"\nmeasures:\n{measures}'
    (hub.root / "hub" / "assessment.yaml").write_text(text, encoding="utf-8")
    assert due(hub)["measure"] == [("2027-01-06", "Measure M2, “Logs”, is to be in place.")]


def test_a_waiver_that_ends(hub: Partnership) -> None:
    waiver = "{rule: REVW001, because: The group meets in May, by: The owner, until: 2027-05-31}"
    hub.change(("{every: 12 months}", f"{{every: 12 months, waivers: [{waiver}]}}"))
    assert due(hub)["waiver"] == [("2027-05-31", "The waiver of rule REVW001 ends: The group meets in May")]


@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
def test_events_of_any_register_have_names_of_their_own(root: Path) -> None:
    register = open_register(root, on=TODAY)
    found = falling_due(register)
    parsed = Calendar.from_ical(calendar(register, found)).walk("VEVENT")
    assert len(parsed) == len(found) and {each.kind for each in found} <= KINDS.keys()
    names = [str(each["UID"]) for each in parsed]
    assert sorted(set(names)) == sorted(names)


def test_an_event_lasts_the_day_and_reminds_thirty_days_before(hub: Partnership) -> None:
    review = events(made(hub))["Larkmoor hub: The review is due"]
    assert (review["DTSTART"].dt, review["DTEND"].dt) == (datetime.date(2027, 12, 1), datetime.date(2027, 12, 2))
    assert str(review["TRANSP"]) == "TRANSPARENT", "nobody is busy all day because of it"
    (alarm,) = review.walk("VALARM")
    assert (alarm["TRIGGER"].dt, str(alarm["ACTION"])) == (datetime.timedelta(days=-30), "DISPLAY")
    words = str(review["DESCRIPTION"])
    assert words.startswith("The review is due.\n\nWhat to do: Hold it with the partners.")
    assert "Protocol: Larkmoor hub (hub)" in words


def test_importing_again_moves_what_was_put_off(hub: Partnership) -> None:
    before = events(made(hub))["Larkmoor hub: The review is due"]
    hub.record("reconfirmed", date="2026-11-14")
    hub.change(("every: 12 months", "every: 24 months"))
    after = events(made(hub))["Larkmoor hub: The review is due"]
    assert after["UID"] == before["UID"] and after["DTSTART"].dt > before["DTSTART"].dt
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"]) and after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_the_stamp_is_of_the_register_and_not_of_the_clock(hub: Partnership) -> None:
    hub.ask("2026-11-03")
    assert made(hub) == made(hub)
    hub.change(("changes:\n", 'changes:\n- {version: "1.1", date: 2027-01-05, summary: Planned}\n'))
    stamp = events(made(hub))["Larkmoor hub: The review is due"]["DTSTAMP"].dt
    assert stamp == datetime.datetime(2026, 11, 3, tzinfo=datetime.UTC)


def test_lines_are_folded_and_signs_are_kept(hub: Partnership) -> None:
    title = "Hub; “care, help & más” – 支援, \\ and 🚑 " + "for families " * 8
    hub.change(("title: Larkmoor hub\n", f"title: '{title}'\n"))
    content = made(hub)
    assert content.endswith(b"END:VCALENDAR\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"Hub\\; " in content and b"care\\, help & " in content
    words = " ".join(title.split())
    assert f"{words}: The review is due" in events(content)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n") and b"METHOD:PUBLISH\r\n" in content


def test_a_register_with_nothing_due_still_makes_a_calendar(hub: Partnership) -> None:
    assert not Calendar.from_ical(calendar(hub.register(), ())).walk("VEVENT")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("90d", "2027-03-01"),
        ("90 days", "2027-03-01"),
        ("3 months", "2027-03-01"),
        ("3m", "2027-03-01"),
        ("2w", "2026-12-15"),
        ("1 year", "2027-12-01"),
        ("soon", None),
        ("", None),
        ("3", None),
        ("d90", None),
        ("0 days", None),
        ("9999 years", None),
    ],
)
def test_a_time_ahead(said: str, day: str | None) -> None:
    found = within(TODAY, said)
    assert (found and found.isoformat()) == day


def test_the_earliest_comes_first(hub: Partnership) -> None:
    found: tuple[Due, ...] = falling_due(hub.register("2026-11-15"))
    assert [each.day for each in found] == sorted(each.day for each in found)
