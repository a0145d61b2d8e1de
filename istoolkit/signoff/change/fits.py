"""The tests that rules on signing again may ask for (``when``), and the lookup of the rule that fits a difference."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from istoolkit.definitions.formats import date, duration
from istoolkit.definitions.names import party_name
from istoolkit.definitions.schema import Field
from istoolkit.signoff.change.again import Rule
from istoolkit.signoff.change.differences import Difference
from istoolkit.signoff.change.reach import Sharing
from istoolkit.signoff.change.slips import is_slip

_NAMES_OF_THINGS = ("title", "term", "legal_name", "post", "signed_by", "reference", "contract", "department")
"""Fields that name things. A name is never mended as if it were a slip of the pen."""


@dataclass(frozen=True)
class Case:
    """What the tests look at: who shares what before and after, and the words of the new content.

    ``correction`` says whether the change log declares that the new version only mends spelling. ``scale`` are the steps of
    likelihood and severity and the levels of risk, each from the least to the greatest.
    """

    before: Sharing
    after: Sharing
    correction: bool
    in_use: Set[str]
    scale: Mapping[str, tuple[str, ...]]


Test = Callable[[Case, Difference], bool]


def fitting(rules: Iterable[Rule], case: Case, difference: Difference) -> Rule:
    """Return the first rule that fits a difference. The last of all rules fits every one."""
    return next(each for each in rules if each.is_about(difference) and _holds(each, case, difference))


def _holds(rule: Rule, case: Case, difference: Difference) -> bool:
    return not rule.when or TESTS[rule.when](case, difference)


def may_be_mended(difference: Difference, in_use: Set[str]) -> bool:
    """Whether a difference would count as a mend of spelling if the change log declared it."""
    words = isinstance(difference.before, str) and isinstance(difference.after, str)
    if difference.change != "changed" or not words or not _is_prose(difference.field):
        return False
    return is_slip(difference.before, difference.after, in_use)


def _is_prose(each: Field | None) -> bool:
    """Whether a field holds sentences and not names, choices, days or numbers."""
    if each is None or each.allowed or each.refers or each.format or each.defines:
        return False
    return each.name not in _NAMES_OF_THINGS


def _correction(case: Case, difference: Difference) -> bool:
    return case.correction and may_be_mended(difference, case.in_use)


def _sensitive(case: Case, difference: Difference) -> bool:
    """Whether sensitive information goes to a party that did not receive it before, by this difference."""
    return any(case.after.is_sensitive(item) for item in _newly_received(case, difference))


def _receives(case: Case, difference: Difference) -> bool:
    return bool(_newly_received(case, difference))


def _newly_received(case: Case, difference: Difference) -> set[str]:
    entry = difference.entries[1] or {}
    if difference.where == "parties[]":
        new = {party_name(entry)}
        return {item for _, item, receiver in case.after.given if receiver in new}
    items = {item for flow in case.after.touched("flows", entry) for item in flow.items}
    new = set(case.after.named(difference.after))
    before = {(item, receiver) for _, item, receiver in case.before.given}
    return {item for item in items if any((item, each) not in before for each in new)}


def _longer(case: Case, difference: Difference) -> bool:
    """Whether a time or day is longer or later. What cannot be compared may be."""
    if difference.where == "expires":
        old, new = (date(str(each)) for each in (difference.before, difference.after))
        return difference.change == "removed" or (old is not None and (new is None or new > old))
    before, after = (duration(str(each)) for each in (difference.before, difference.after))
    return before is None or after is None or after > before


def _raised(case: Case, difference: Difference) -> bool:
    """Whether what remains of a risk is greater. What cannot be compared may be."""
    steps = case.scale.get(difference.path[-1] if isinstance(difference.path[-1], str) else "", ())
    if difference.before in steps and difference.after in steps:
        return steps.index(difference.after) > steps.index(difference.before)
    return difference.where.rpartition(".")[2] != "because"


_PARTY = ("party", "end")


def _gone(case: Case, difference: Difference) -> bool:
    """Whether all that is taken out is of parties that leave."""
    left = case.before.everyone - case.after.everyone
    if isinstance(difference.before, list):
        item = difference.field.item if difference.field else None
        return bool(item and item.refers in _PARTY) and set(difference.before) <= left
    section, _, rest = difference.where.partition("[]")
    named = case.before.concerned(section, difference.before) if section in _OF_PARTIES and not rest else frozenset()
    return bool(named) and named <= left


_OF_PARTIES = ("storage", "lawfulness", "duties")
"""Lists whose entries are about the parties that they name."""


TESTS: Mapping[str, Test] = {
    "correction": _correction,
    "sensitive": _sensitive,
    "receives": _receives,
    "gone": _gone,
    "longer": _longer,
    "raised": _raised,
}
"""The tests by the words of the file."""


def steps_of(scale: Any) -> dict[str, tuple[str, ...]]:
    """Return the steps of a scale of risk: of likelihood and severity and the levels, from the least to the greatest."""
    return {
        "likelihood": tuple(each.id for each in scale.likelihood),
        "severity": tuple(each.id for each in scale.severity),
        "level": tuple(each.id for each in scale.levels),
        "effect": ("eliminated", "reduced", "accepted"),
    }
