"""Which day it is: that of the United Kingdom, wherever the machine is."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from istoolkit.cli import _common


class _Clock(datetime.datetime):
    """A clock that has stopped shortly before midnight in world time, in summer."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        return datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC).astimezone(tz)


def test_today_is_the_day_in_the_united_kingdom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    monkeypatch.setattr(_common.datetime, "datetime", _Clock)
    assert _common.day(None) == datetime.date(2026, 7, 2)
    assert _Clock.now(ZoneInfo("America/Los_Angeles")).date() == datetime.date(2026, 7, 1)


def test_a_day_that_is_asked_for_counts_and_then_the_one_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796126400")
    assert _common.day(None) == datetime.date(2026, 12, 1)
    assert _common.day(datetime.date(2025, 1, 1)) == datetime.date(2025, 1, 1)
