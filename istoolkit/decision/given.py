"""Answers that a person gave beforehand, in a file or at a terminal, and the record of a decision as such a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from istoolkit.decision.faults import PLAIN_WORDS, begins_with
from istoolkit.decision.tree import Answer, Ground, Question, Route, Tree
from istoolkit.decision.walk import given_answers, ground_of, law_of_route, reasons, to_record, walk
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

    ``y`` and ``n`` stand for yes and no. “Yes” stands for the one answer that begins so; where several do it is none
    (`several`).
    """
    wanted = _wanted(text)
    if numbers and text.strip().isdecimal():
        place = int(text.strip())
        return question.answers[place - 1] if 0 < place <= len(question.answers) else None
    if several(question, text):
        return None
    exact = [each for each in question.answers if wanted in (_plain(each.word), _plain(each.words))]
    if not exact and wanted == "yes":
        exact = [each for each in question.answers if begins_with(each.words, wanted)]
    return exact[0] if exact else None


def several(question: Question, text: str) -> list[int]:
    """Return the numbers of the answers that a plain “yes” or “no” may mean, where they are more than one; else []."""
    wanted = _wanted(text)
    found = [place for place, each in enumerate(question.answers, 1) if begins_with(each.words, wanted)]
    return found if wanted in PLAIN_WORDS and len(found) > 1 else []


def _wanted(text: str) -> str:
    wanted = _plain(text)
    return {"y": "yes", "n": "no", "unsure": "notsure"}.get(wanted, wanted)


def ground_meant(answer: Answer, text: str) -> Ground | None:
    """Return the ground of an answer that a person means by its identifier, its title or its number; None where it is none."""
    if text.strip().isdecimal():
        place = int(text.strip())
        return answer.grounds[place - 1] if 0 < place <= len(answer.grounds) else None
    wanted = _plain(text)
    found = [each for each in answer.grounds if wanted in (_plain(each.id), _plain(each.title), _plain(each.named))]
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum())


@dataclass(frozen=True)
class Given:
    """Answers given beforehand, each by the word of the tree. ``notes`` say what of the file does not count, and why."""

    answers: Mapping[str, str]
    notes: tuple[str, ...] = ()


def answers_of(tree: Tree, value: object, whole: Tree | None = None) -> Given:
    """Return the answers that a file holds. ``value`` is what was read from it.

    The file has questions with answers, or is a record of a decision with these under ``answers``. Which ground counts for
    an answer is said beside it, such as ``duty-ground: court-order``. ``whole`` is the decision of all nations: what only
    another nation asks does not count. Nor does a slip beside a way that ends in an outcome. Raises NotAnswers.
    """
    found = value.get("answers", value) if isinstance(value, dict) else value
    if not isinstance(found, dict):
        raise NotAnswers(f"It does not hold answers. Write each question with its answer, such as {tree.first}: no.")
    elsewhere = {*whole.questions, *map(ground_of, whole.questions)} if whole else set()
    elsewhere -= {*tree.questions, *map(ground_of, tree.questions)}
    answers, slips = _sorted_out(tree, {str(name): each for name, each in found.items() if name not in elsewhere})
    here = walk(tree, answers)
    on_the_way = [
        name for each in here.steps for name in (each.question.id, ground_of(each.question.id)) if name in slips
    ]
    if not here.route:
        on_the_way += [name for name in (here.at.id, *slips) if name in slips]
    if on_the_way:
        raise NotAnswers(slips[on_the_way[0]])
    notes = [f"“{name}” is not asked in this nation. It does not count." for name in found if name in elsewhere]
    return Given(answers, (*notes, *(f"{each} It does not matter for this outcome." for each in slips.values())))


def _sorted_out(tree: Tree, found: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers that can be read, and what is wrong with each of the others."""
    grounds = {ground_of(name): name for name in tree.questions if ground_of(name) not in tree.questions}
    words: dict[str, str] = {}
    slips: dict[str, str] = {}
    for name in sorted(found, key=lambda name: name in grounds):
        try:
            if name not in grounds:
                words[name] = _word(tree, name, found[name])
            elif grounds[name] not in slips:
                words[name] = _ground(tree.questions[grounds[name]], words, name, found[name])
        except NotAnswers as error:
            slips[name] = str(error)
    return words, slips


def says_danger(tree: Tree, text: str) -> bool:
    """Whether a file that cannot be read as a whole says on some line that there is danger now."""
    lines = (
        line.partition("#")[0].strip("-{}, \t\r").partition(":")
        for part in text.splitlines()
        for line in part.split(",")
    )
    said = [value.strip(" \t\"'{}[]") for name, _, value in lines if name.strip(" \t\"'{}") == tree.first]
    return any(
        answer is not None and answer.word == "yes"
        for answer in (meant(tree.questions[tree.first], each, False) for each in said)
    )


def _ground(question: Question, words: Mapping[str, str], name: str, text: object) -> str:
    if question.id not in words:
        raise NotAnswers(f"“{name}” says which ground counts, and there is no answer to “{question.id}” beside it.")
    answer = question.answer(words[question.id])
    chosen = ground_meant(answer, text) if answer and isinstance(text, str) and not text.isdecimal() else None
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
        if isinstance(answer, str) and (places := several(question, answer)):
            words = listed(question.answers[place - 1].word for place in places)
            raise NotAnswers(f"“{answer}” may be several answers to “{name}” ({question.ask}). Write {words}.")
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
