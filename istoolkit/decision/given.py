"""Answers that a person gave beforehand, in a file or at a terminal, and the record of a decision as such a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from istoolkit.decision.tree import Answer, Ground, Question, Route, Tree
from istoolkit.decision.walk import given_answers, ground_of, law_of_route, reasons, to_record
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.yaml_text import yaml_text
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


def ground_meant(answer: Answer, text: str) -> Ground | None:
    """Return the ground of an answer that a person means by its identifier, its title or its number; None where it is none."""
    if text.strip().isdigit():
        place = int(text.strip())
        return answer.grounds[place - 1] if 0 < place <= len(answer.grounds) else None
    wanted = _plain(text)
    found = [each for each in answer.grounds if wanted in (_plain(each.id), _plain(each.title), _plain(each.named))]
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum())


def answers_of(tree: Tree, value: object) -> dict[str, str]:
    """Return the answers that a file holds, each by the word of the tree. ``value`` is what was read from it.

    The file has questions with answers, or is a record of a decision with these under ``answers``. Which ground counts for
    an answer is said beside it, such as ``duty-ground: court-order``. Raises NotAnswers.
    """
    found = value.get("answers", value) if isinstance(value, dict) else value
    if not isinstance(found, dict):
        raise NotAnswers(f"It does not hold answers. Write each question with its answer, such as {tree.first}: no.")
    grounds = {ground_of(name): name for name in tree.questions if ground_of(name) not in tree.questions}
    words = {str(name): _word(tree, str(name), answer) for name, answer in found.items() if name not in grounds}
    for name in (name for name in grounds if name in found):
        words[name] = _ground(tree.questions[grounds[name]], words, name, found[name])
    return words


def _ground(question: Question, words: Mapping[str, str], name: str, text: object) -> str:
    if question.id not in words:
        raise NotAnswers(f"“{name}” says which ground counts, and there is no answer to “{question.id}” beside it.")
    answer = question.answer(words[question.id])
    chosen = ground_meant(answer, text) if answer and isinstance(text, str) and not text.isdigit() else None
    if answer is None or chosen is None:
        known = listed(each.id for each in answer.grounds) if answer and answer.grounds else ""
        mend = f"Write {known}, or leave it out." if known else "Leave it out."
        raise NotAnswers(f"“{text}” is no ground for answering “{question.id}” with “{words[question.id]}”. {mend}")
    return chosen.id


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
        "answers": given_answers(route),
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
