"""Answers that a person gave beforehand, in a file or at a terminal, and the record of a decision as such a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from istoolkit.cnil.yaml_text import yaml_text
from istoolkit.decision.tree import Answer, Question, Route, Tree
from istoolkit.decision.walk import law_of_route, reasons, to_record
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.words import did_you_mean, listed

_HEAD = """A decision whether to share information, with the answers that led to it. Fill in what says TBC.
It is personal data once it can be tied to a case. Keep it in the case record and nowhere else.
To go through it again: istoolkit decide --answers THIS-FILE"""


class NotAnswers(Exception):
    """A file does not hold answers. The text says what is wrong and what to write."""


def meant(question: Question, text: str, numbers: bool = True) -> Answer | None:
    """Return the answer that a person means by a word, by the words they read, or by its number; None where it is none.

    ``y`` and ``n`` stand for yes and no.
    """
    wanted = _plain(text)
    wanted = {"y": "yes", "n": "no", "unsure": "notsure"}.get(wanted, wanted)
    if numbers and text.strip().isdigit():
        place = int(text.strip())
        return question.answers[place - 1] if 0 < place <= len(question.answers) else None
    exact = [each for each in question.answers if wanted in (_plain(each.word), _plain(each.words))]
    return exact[0] if exact else None


def _plain(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum())


def answers_of(tree: Tree, value: object) -> dict[str, str]:
    """Return the answers that a file holds, each by the word of the tree. ``value`` is what was read from it.

    The file has questions with answers, or is a record of a decision with these under ``answers``. Raises NotAnswers.
    """
    found = value.get("answers", value) if isinstance(value, dict) else value
    if not isinstance(found, dict):
        raise NotAnswers(f"It does not hold answers. Write each question with its answer, such as {tree.first}: no.")
    return {str(name): _word(tree, str(name), answer) for name, answer in found.items()}


def _word(tree: Tree, name: str, answer: object) -> str:
    question = tree.questions.get(name)
    if question is None:
        known = did_you_mean(name, tree.questions) or f"There are: {listed(tree.questions, 'and')}."
        raise NotAnswers(f"There is no question “{name}” here. {known}")
    chosen = meant(question, answer, numbers=False) if isinstance(answer, str) else None
    if chosen is None:
        words = listed(each.word for each in question.answers)
        raise NotAnswers(f"“{answer}” is no answer to “{name}” ({question.ask}). Write {words}.")
    return chosen.word


@dataclass(frozen=True)
class Case:
    """What a decision was about: the protocols by title, who gives and receives, the information, and the person if named."""

    protocols: Sequence[str] = ()
    giver: str = ""
    receiver: str = ""
    item: str = ""
    about: str = ""


def record_text(register: Register, route: Route, case: Case, nations: frozenset[str]) -> str:
    """Return the record of a decision as YAML. It can be given as answers again. No clock goes in: who decides fills in when."""
    words = vocabularies()
    about: dict[str, object] = {
        "decision": route.outcome.id,
        "result": words["decision_results"][route.outcome.result],
        "title": route.outcome.title,
        "case_reference": "TBC",
        "about": case.about,
        "decided_by": "TBC",
        "decided_on": "TBC",
        "protocols": list(case.protocols),
        "from": case.giver,
        "to": case.receiver,
        "information": case.item,
        "nations": [words["nations"][each] for each in words["nations"] if each in nations],
        "answers": {each.question.id: each.answer.word for each in route.steps},
        "reasons": reasons(route),
        "law": [each.id for each in law_of_route(register, route)],
        "to_do": list(route.outcome.do),
        "to_write_down": [{"what": each, "written": "TBC"} for each in to_record(route)],
    }
    return yaml_text(_HEAD, {name: value for name, value in about.items() if value})


def missing(tree: Tree, answers: Mapping[str, str], at: Question) -> str:
    """Return what to say where nobody can be asked for the next answer."""
    words = listed(each.word for each in at.answers)
    given = "No answer was given" if not answers else "An answer is missing"
    return f"{given} to “{at.id}” ({at.ask}). Write in a file {at.id}: and one of {words}, and give it with --answers. (At a terminal it is asked.)"
