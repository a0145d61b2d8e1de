"""What texts of a format mean: versions that are the same."""

import pytest

from istoolkit.definitions.formats import same_version


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
