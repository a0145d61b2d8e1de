"""GUID: the partnership's own guidance, in guidance.yaml.

This part: whether the decision whether to share can be walked.
"""

from collections.abc import Iterable

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.deciding import of_kind, spot, where
from istoolkit.words import did_you_mean


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
    for each in of_kind(register, "nowhere"):
        message = f"The answer “{each.answer}” to “{each.id}” leads to “{each.name}”, and there is no such question or outcome."
        mend = did_you_mean(each.name, known) or "Name a question or an outcome."
        yield Problem(spot(register, each), message, mend)


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
    for each in of_kind(register, "loop"):
        message = f"The answer “{each.answer}” to “{each.id}” leads back to “{each.name}”{where(each)}."
        yield Problem(spot(register, each), message, "Have it lead to a later question or to an outcome.")


@rule(
    "GUID023",
    "Decision that does not begin with danger",
    source="Golden rules of the Department for Education advice 2024",
)
def danger_first(register: Register) -> Iterable[Problem]:
    """The first question of the decision, that with the lowest “order”, is “danger”. Its answer “yes” leads at once to an
    outcome whose result is act-now, in each nation, and no other answer of it begins with “Yes”.

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
    for each in of_kind(register, "danger"):
        message = f"The decision begins with “{each.id}”{where(each)}, and not with “danger” whose “yes” leads to acting at once."
        mend = "Give “danger” the lowest “order”, have its “yes” lead to act-now, and begin no other answer with “Yes”."
        yield Problem(spot(register, each, "order"), message, mend)


@rule("GUID024", "Question that cannot be answered")
def answers(register: Register) -> Iterable[Problem]:
    """Each question of the decision has at least two answers in each nation where it is asked, and each answer stands there
    once. Where one is called “yes” or “no”, the words of no other begin so.

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
          - {answer: part, words: "Only in part", then: ask-first}
          - {answer: not-sure, words: I am not sure, then: seek-advice}
    """
    for each in of_kind(register, "answers"):
        if each.name:
            message, mend = f"“{each.id}” has the answer “{each.name}” twice.", "Give one of them a word of its own."
        else:
            message, mend = f"“{each.id}” has fewer than two answers{where(each)}.", "Say what may be answered."
        yield Problem(spot(register, each, "answers"), message, mend)
    for each in of_kind(register, "two-yes"):
        message = f"“{each.id}” has an answer “{each.name}”, and the words of another begin so too{where(each)}."
        yield Problem(spot(register, each, "answers"), message, "Give the answer a word that says which it is.")
