"""What texts of a format mean: versions that are the same, dates, and what is not known yet."""

import datetime

import pytest

from istoolkit.definitions.formats import confirmed_later, long_date, same_version


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1", "1.0", True),
        ("1.2.0.0", "1.2", True),
        ("0", "0.0", True),
        ("1.0", "1.1", False),
        ("1.10", "1.1", False),
        ("0.1", "1", False),
        ("draft", "draft", True),
        ("draft", "1", False),
    ],
)
def test_zeros_at_its_end_make_no_other_version(one: str, other: str, same: bool) -> None:
    assert same_version(one, other) is same and same_version(other, one) is same


def test_a_day_is_written_out_however_it_is_given() -> None:
    assert long_date("2026-12-01") == long_date(datetime.date(2026, 12, 1)) == "1 December 2026"
    assert long_date("in the spring") == "in the spring"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("TBC", "To be confirmed"),
        ("TBC: who decides", "To be confirmed: who decides"),
        ("TBC – who decides", "To be confirmed: who decides"),
        ("TBC:", "To be confirmed"),
    ],
)
def test_what_is_not_known_yet_is_said_with_what_is_awaited(said: str, shown: str) -> None:
    assert confirmed_later(said) == shown
