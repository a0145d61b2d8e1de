"""GUID: the partnership's own guidance, in guidance.yaml.

This part: the decision whether to share.
"""

from collections.abc import Iterable, Iterator

from istoolkit.decision.faults import Fault, Kind, faults_of
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import own_records
from istoolkit.definitions.register import GUIDANCE, Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.words import did_you_mean


def _of(register: Register, kind: Kind) -> Iterator[Fault]:
    return (each for each in faults_of(register) if each.kind == kind)


def _spot(register: Register, fault: Fault, *within: str) -> Spot:
    """Return the place of what is wrong in guidance.yaml; of the list where a record of ours came to be wrong by another."""
    for index, each in records(register.guidance_file.value.get(fault.list)):
        if each.get("id") == fault.id:
            return Spot(GUIDANCE, (fault.list, index, *_inside(each, fault, within)))
    lists = [name for name in _LISTS if name in register.guidance_file.value]
    return Spot(GUIDANCE, (fault.list if fault.list in lists else lists[0],))


def _inside(record: dict[str, object], fault: Fault, within: tuple[str, ...]) -> tuple[str | int, ...]:
    if fault.answer:
        found = [index for index, each in records(record.get("answers")) if each.get("answer") == fault.answer]
        return ("answers", found[0], "then") if found else ("id",)
    if within == ("grounds",):
        texts = many(record.get("grounds"))
        return ("grounds", texts.index(fault.name)) if fault.name in texts else ("id",)
    return within if within and within[0] in record else ("id",)


def _where(fault: Fault) -> str:
    return f" in {vocabularies()['nations'][fault.nation]}" if fault.nation else ""


@rule("GUID020", "Answer that leads nowhere")
def nowhere(register: Register) -> Iterable[Problem]:
    """Each answer to a question of the decision leads to another question or to an outcome.

    Why: whoever gives that answer would be left without one. Until it is mended the decision that comes with the toolkit is
    used.

    Wrong:

        # guidance.yaml
        questions:
        - id: purpose
          answers:
          - {answer: "yes", words: "Yes", then: person}
          - {answer: "no", words: "No", then: no-reasons}
          - {answer: not-sure, words: I am not sure, then: seek-advice}

    Right:

        # guidance.yaml
        questions:
        - id: purpose
          answers:
          - {answer: "yes", words: "Yes", then: person}
          - {answer: "no", words: "No", then: no-reason}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
    """
    lists = guidance_of(register).lists
    known = {*lists["questions"], *lists["outcomes"]}
    for each in _of(register, "nowhere"):
        message = f"The answer “{each.answer}” to “{each.id}” leads to “{each.name}”, and there is no such question or outcome."
        mend = did_you_mean(each.name, known) or "Name a question or an outcome."
        yield Problem(_spot(register, each), message, mend)


@rule("GUID021", "Question that comes round again")
def loop(register: Register) -> Iterable[Problem]:
    """No answer of the decision leads back to a question that was asked before.

    Why: the person would go round and round and never come to an outcome. Until it is mended the decision that comes with
    the toolkit is used.

    Wrong:

        # guidance.yaml
        questions:
        - id: agreement
          answers:
          - {answer: "yes", words: "Yes", then: share-with-consent}
          - {answer: "no", words: "No", then: consent}
          - {answer: not-sure, words: I am not sure, then: seek-advice}

    Right:

        # guidance.yaml
        questions:
        - id: agreement
          answers:
          - {answer: "yes", words: "Yes", then: share-with-consent}
          - {answer: "no", words: "No", then: ask-first}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
    """
    for each in _of(register, "loop"):
        message = f"The answer “{each.answer}” to “{each.id}” leads back to “{each.name}”{_where(each)}."
        yield Problem(_spot(register, each), message, "Have it lead to a later question or to an outcome.")


@rule("GUID022", "Question or outcome that nobody reaches", "warning")
def unreached(register: Register) -> Iterable[Problem]:
    """An answer leads to each question and each outcome of the decision that guidance.yaml has.

    Why: it would seem to be asked, and never is.

    Wrong:

        # guidance.yaml
        questions:
        - id: manager
          order: "25"
          title: Manager told?
          ask: Does your manager know?
          answers:
          - {answer: "yes", words: "Yes", then: person}
          - {answer: not-sure, words: I am not sure, then: seek-advice}

    Right:

        # guidance.yaml
        questions:
        - id: manager
          order: "25"
          title: Manager told?
          ask: Does your manager know?
          answers:
          - {answer: "yes", words: "Yes", then: person}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
        - id: purpose
          answers:
          - {answer: "yes", words: "Yes", then: manager}
          - {answer: "no", words: "No", then: no-reason}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
    """
    for each in _own(register, "unreached"):
        yield Problem(
            _spot(register, each), f"No answer leads to “{each.id}”.", "Have an answer lead to it, or take it out."
        )


@rule(
    "GUID023",
    "Decision that does not begin with danger",
    source="Golden rules of the Department for Education advice 2024",
)
def danger_first(register: Register) -> Iterable[Problem]:
    """The first question of the decision, that with the lowest “order”, has an answer that leads at once to an outcome whose
    result is act-now.

    Why: where someone is in danger now nobody works through questions. Until it is mended the decision that comes with the
    toolkit is used.

    Wrong:

        # guidance.yaml
        questions:
        - {id: purpose, order: "5"}

    Right:

        # guidance.yaml
        questions:
        - {id: purpose, order: "15"}
    """
    for each in _of(register, "danger"):
        message = (
            f"The decision begins with “{each.id}”{_where(each)}, which has no answer that leads to acting at once."
        )
        mend = "Give “danger” the lowest “order”, and have its “yes” lead to act-now."
        yield Problem(_spot(register, each, "order"), message, mend)


@rule("GUID024", "Question that cannot be answered")
def answers(register: Register) -> Iterable[Problem]:
    """Each question of the decision has at least two answers in each nation where it is asked, and each answer stands there
    once.

    Why: with one answer there is nothing to decide, and of two that are alike nobody could tell which counts. Until it is
    mended the decision that comes with the toolkit is used.

    Wrong:

        # guidance.yaml
        questions:
        - id: agreement
          answers:
          - {answer: "yes", words: "Yes", then: share-with-consent}
          - {answer: "yes", words: "Yes, in part", then: ask-first}
          - {answer: not-sure, words: I am not sure, then: seek-advice}

    Right:

        # guidance.yaml
        questions:
        - id: agreement
          answers:
          - {answer: "yes", words: "Yes", then: share-with-consent}
          - {answer: part, words: "Yes, in part", then: ask-first}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
    """
    for each in _of(register, "answers"):
        if each.name:
            message, mend = f"“{each.id}” has the answer “{each.name}” twice.", "Give one of them a word of its own."
        else:
            message, mend = f"“{each.id}” has fewer than two answers{_where(each)}.", "Say what may be answered."
        yield Problem(_spot(register, each, "answers"), message, mend)


@rule("GUID025", "Ground that is not there")
def grounds(register: Register) -> Iterable[Problem]:
    """The grounds that a question of the decision lists are among the grounds.

    Why: it would be missing from the papers without a word. Until it is mended the decision that comes with the toolkit is
    used.

    Wrong:

        # guidance.yaml
        questions:
        - {id: weigh, grounds: [best-interest]}

    Right:

        # guidance.yaml
        questions:
        - {id: weigh, grounds: [best-interests]}
    """
    known = guidance_of(register).lists["grounds"]
    for each in _of(register, "ground"):
        mend = did_you_mean(each.name, known) or "Name one of the grounds, or add it to them."
        yield Problem(_spot(register, each, "grounds"), f"There is no ground “{each.name}”.", mend)


@rule("GUID026", "Question that leaves no way to ask for advice", "warning")
def no_advice(register: Register) -> Iterable[Problem]:
    """Each question of the decision has an answer for someone who is not sure, which leads to an outcome whose result is
    seek-advice.

    Why: whoever is unsure and must choose guesses. National guidance has them ask.

    Wrong:

        # guidance.yaml
        questions:
        - id: agreement
          answers:
          - {answer: "yes", words: "Yes", then: share-with-consent}
          - {answer: "no", words: "No", then: ask-first}

    Right:

        # guidance.yaml
        questions:
        - id: agreement
          answers:
          - {answer: "yes", words: "Yes", then: share-with-consent}
          - {answer: "no", words: "No", then: ask-first}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
    """
    for each in _own(register, "no-advice"):
        message = f"“{each.id}” has no answer for someone who is not sure."
        yield Problem(_spot(register, each, "answers"), message, "Add one that leads to seek-advice.")


def _own(register: Register, kind: Kind) -> Iterator[Fault]:
    """Yield the faults of a kind in what guidance.yaml itself has."""
    value = register.guidance_file.value
    own = {(name, each.get("id")) for name, _, each in own_records(_LISTS, value)}
    yield from (each for each in _of(register, kind) if (each.list, each.id) in own)


_LISTS = ("questions", "outcomes", "grounds")
