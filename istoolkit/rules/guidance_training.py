"""GUID: the partnership's own guidance, in guidance.yaml.

This part: what trainers are given.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.formats import YES, to_be_confirmed
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import records
from istoolkit.definitions.overlay import own_records
from istoolkit.definitions.register import GUIDANCE, Register
from istoolkit.finding import Path, Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.laws_named import TRAINING, laws_at
from istoolkit.words import did_you_mean

_INNER = ("topics", "situations", "parts", "nations")
_ADD = "Name one that istoolkit law lists, or add a record for it to law.yaml."


def _inner(register: Register) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield what stands in the partnership's own records of training: topics, short situations, parts and nations."""
    for name, index, record in own_records(TRAINING, register.guidance_file.value):
        for inner in _INNER:
            yield from (((name, index, inner, place), each) for place, each in records(record.get(inner)))


@rule("GUID030", "Training that rests on law nobody knows")
def unknown_law(register: Register) -> Iterable[Problem]:
    """The law that a topic, a short situation or a part of a case study names is in the legal register.

    Why: training papers name the law behind each of them and list what it means. What is not known is left out.

    Wrong:

        # guidance.yaml
        scenarios:
        - id: the-family
          parts:
          - {id: friday, title: Friday, law: [children-act-1989-s47a]}

    Right:

        # guidance.yaml
        scenarios:
        - id: the-family
          parts:
          - {id: friday, title: Friday, law: [children-act-1989-s47]}
    """
    known = law_of(register).provisions
    for path, each in _inner(register):
        for place, law in laws_at(each):
            if law not in known and not to_be_confirmed(law):
                at = Spot(GUIDANCE, (*path, *place))
                yield Problem(at, f"“{law}” is not in the legal register.", did_you_mean(law, known) or _ADD)


@rule("GUID031", "Minutes that are no number")
def minutes(register: Register) -> Iterable[Problem]:
    """How long a topic or a part of a case study takes is a whole number of minutes.

    Why: the timetable adds them up. What is no number counts for nothing, and the session ends late.

    Wrong:

        # guidance.yaml
        scenarios:
        - id: the-family
          parts:
          - {id: friday, title: Friday, minutes: half an hour}

    Right:

        # guidance.yaml
        scenarios:
        - id: the-family
          parts:
          - {id: friday, title: Friday, minutes: 30}
    """
    for path, each in _inner(register):
        said = each.get("minutes", "0")
        if isinstance(said, str) and not to_be_confirmed(said) and not (said.isascii() and said.isdecimal()):
            at = Spot(GUIDANCE, (*path, "minutes"))
            yield Problem(at, f"“{said}” is not a whole number.", "Write how many minutes, such as 30.")


@rule("GUID032", "Question of the quiz that has no right answer")
def no_right_answer(register: Register) -> Iterable[Problem]:
    """Of the choices that a question of the quiz offers, at least one is right.

    Why: the answers are printed from it. Someone who learns from a question without one learns nothing, or the wrong thing.

    Wrong:

        # guidance.yaml
        quiz:
        - id: worried
          question: You are worried about a child. What do you do?
          choices:
          - {text: Wait, right: no}
          - {text: Ask your safeguarding lead, right: no}
          because: Your lead advises you the same day.

    Right:

        # guidance.yaml
        quiz:
        - id: worried
          question: You are worried about a child. What do you do?
          choices:
          - {text: Wait, right: no}
          - {text: Ask your safeguarding lead, right: yes}
          because: Your lead advises you the same day.
    """
    for name, index, each in own_records(("quiz",), register.guidance_file.value):
        choices = [choice.get("right") for _, choice in records(each.get("choices"))]
        if choices and not any(right in YES or to_be_confirmed(right) for right in choices):
            at = Spot(GUIDANCE, (name, index, "choices"))
            yield Problem(at, f"“{each.get('id', '')}” has no right answer.", "Write “right: yes” under the right one.")
