"""GUID: the partnership's own guidance, in guidance.yaml.

This part: questions, outcomes and grounds of the decision that are not there, that nobody reaches, or that leave no way out.
"""

from collections.abc import Iterable

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.overlay import own_records
from istoolkit.definitions.register import GUIDANCE, Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.deciding import of_kind, own, spot
from istoolkit.words import did_you_mean


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
    for each in own(register, "unreached"):
        yield Problem(
            spot(register, each), f"No answer leads to “{each.id}”.", "Have an answer lead to it, or take it out."
        )


@rule("GUID025", "Ground that is not there")
def grounds(register: Register) -> Iterable[Problem]:
    """The grounds that a question of the decision or one of its answers lists are among the grounds.

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
    for each in of_kind(register, "ground"):
        mend = did_you_mean(each.name, known) or "Name one of the grounds, or add it to them."
        yield Problem(spot(register, each, "grounds"), f"There is no ground “{each.name}”.", mend)


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
    for each in own(register, "no-advice"):
        message = f"“{each.id}” has no answer for someone who is not sure."
        yield Problem(spot(register, each, "answers"), message, "Add one that leads to seek-advice.")


@rule("GUID027", "Danger without 999", "warning", source="Golden rules of the Department for Education advice 2024")
def no_help(register: Register) -> Iterable[Problem]:
    """An outcome of guidance.yaml whose result is act-now, and what it says in place of the step “danger-now”, names 999.

    Why: whoever reads it may have a minute. They call the number that stands there.

    Wrong:

        # guidance.yaml
        outcomes:
        - {id: act-now, text: Share what is needed at once., do: [Ring your lead]}

    Right:

        # guidance.yaml
        outcomes:
        - {id: act-now, text: Share what is needed at once., do: [Call 999, Ring your lead]}
    """
    for each in own(register, "no-999"):
        said = f"“{each.id}” is for danger now and does not name 999."
        yield Problem(spot(register, each, "do"), said, "Have it say first that they call 999.")
    steps = guidance_of(register).lists["steps"]
    for name, index, record in own_records(("steps",), register.guidance_file.value):
        if record.get("id") == _DANGER_STEP and "999" not in str([*steps[_DANGER_STEP].values()]):
            said = f"“{_DANGER_STEP}” is for danger now and does not name 999."
            yield Problem(Spot(GUIDANCE, (name, index)), said, "Have it say first that they call 999.")


_DANGER_STEP = "danger-now"
