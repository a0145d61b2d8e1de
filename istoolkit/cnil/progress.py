"""How far an assessment has come, in hundredths, as the software counts it.

Each of the eight pages counts 3.75 once it is begun, twice that once it is being evaluated and three times that once it is
evaluated; the page of opinions counts 6 once it is complete, and a decision on the whole counts 4.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from istoolkit.cnil.fields import BY_QUESTION, COMPLETED, DOING, ITEMS, PENDING, QUESTIONS, TO_BE_FIXED

_PAGE, _OPINIONS, _DECISION = 3.75, 6, 4

Entries = Sequence[Mapping[str, Any]]


def progress(pia: Mapping[str, Any], answers: Entries, measures: Entries, evaluations: Entries) -> float:
    """Return the progress of a file, 0 to 100."""
    given = {each["reference_to"]: each["data"] for each in answers}
    pages = sum(_PAGE * _steps(item, given, measures, evaluations) for item in ITEMS)
    done = pages + (_OPINIONS if _has_opinions(pia) else 0) + (_DECISION if pia["status"] > DOING else 0)
    return min(100, round(done, 2))


def _steps(item: str, given: Mapping[int, Mapping[str, Any]], measures: Entries, evaluations: Entries) -> int:
    questions = [each for each in QUESTIONS if each.item == item]
    if not (measures if item == "3.1" else any(each.id in given for each in questions)):
        return 0
    whole = [each["title"] and each["content"] for each in measures] if item == "3.1" else []
    whole += [_is_answered(each.kind, given.get(each.id, {})) for each in questions]
    mine = [each for each in evaluations if _is_of(item, str(each["reference_to"]))]
    if not all(whole) or not mine or all(each["status"] == PENDING for each in mine):
        return 1
    return 3 if all(map(_is_done, mine)) else 2


def _is_of(item: str, reference: str) -> bool:
    return reference.startswith(f"{item}.") if item in BY_QUESTION else reference == item


def _is_done(evaluation: Mapping[str, Any]) -> bool:
    return bool(evaluation["status"] > TO_BE_FIXED and evaluation["global_status"] == COMPLETED)


def _is_answered(kind: str, data: Mapping[str, Any]) -> bool:
    if kind == "list":
        return bool(data.get("list"))
    return bool(data.get("text")) and (kind == "text" or bool(data.get("gauge")))


def _has_opinions(pia: Mapping[str, Any]) -> bool:
    officer = pia["dpos_names"] and pia["dpo_opinion"] and pia["dpo_status"] in (0, 1)
    asked = pia["people_names"] and pia["concerned_people_opinion"] and pia["concerned_people_status"] in (0, 1)
    searched = pia["concerned_people_searched_opinion"]
    return bool(officer and (asked if searched else searched is False and pia["concerned_people_searched_content"]))
