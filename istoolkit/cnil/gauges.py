"""The steps of a partnership's scale as the CNIL's four, and back.

The lowest step of a scale is 1 (negligible) and its highest 4 (maximum). Those between are spread evenly and rounded up,
so that a risk is never shown as less than it was rated: three steps become 1, 3, 4 and five become 1, 2, 3, 4, 4. A
higher step never becomes a lower number. A scale of four steps keeps its steps.
"""

from collections.abc import Sequence

from istoolkit.cnil.fields import HIGHEST


def gauge(position: int, steps: int) -> int:
    """Return the CNIL's step, 1 to 4, for a step of a scale of so many. Positions count from 0."""
    if steps <= 1:
        return HIGHEST
    return 1 - (-(HIGHEST - 1) * position // (steps - 1))


def step_of(number: int, steps: Sequence[str]) -> str:
    """Return the step of a scale of four that a number stands for; "" where it is not rated or the scale is another."""
    return steps[number - 1] if len(steps) == HIGHEST and 1 <= number <= HIGHEST else ""
