"""The steps of every scale as the CNIL's four."""

import pytest

from istoolkit.assessment.scales import shipped
from istoolkit.cnil.gauges import gauge


@pytest.mark.parametrize(
    ("steps", "numbers"),
    [
        (1, [4]),
        (2, [1, 4]),
        (3, [1, 3, 4]),
        (4, [1, 2, 3, 4]),
        (5, [1, 2, 3, 4, 4]),
        (6, [1, 2, 3, 3, 4, 4]),
    ],
)
def test_the_steps_of_a_scale(steps: int, numbers: list[int]) -> None:
    assert [gauge(position, steps) for position in range(steps)] == numbers


@pytest.mark.parametrize("steps", range(2, 40))
def test_a_higher_step_is_never_a_lower_number_and_none_is_shown_as_less_than_its_share(steps: int) -> None:
    numbers = [gauge(position, steps) for position in range(steps)]
    assert numbers == sorted(numbers) and (numbers[0], numbers[-1]) == (1, 4)
    for position, number in enumerate(numbers):
        assert 0 <= number - (1 + 3 * position / (steps - 1)) < 1


def test_the_cnil_s_own_scale_keeps_its_steps() -> None:
    scale = shipped()["cnil"]
    assert [each.id for each in scale.severity] == ["negligible", "limited", "important", "maximum"]
    assert [gauge(each.rank - 1, len(scale.likelihood)) for each in scale.likelihood] == [1, 2, 3, 4]
