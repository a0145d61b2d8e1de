"""ASMT: the impact assessments that a protocol rests on.

This part: an assessment on which someone relies already, for it was approved or its protocol is in force.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.assessment.assessed import Assessed
from istoolkit.assessment.missing import Missing, unapproved
from istoolkit.definitions.formats import same_version
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import named_in_protocol, numbered, relied_on, written
from istoolkit.words import listed, small

_SIGNED = re.compile(r"\s*(?:approved|signed|agreed|accepted)\b", re.IGNORECASE)

_RATINGS = (("likelihood",), ("severity",), ("residual", "likelihood"), ("residual", "severity"))
_WORDS = {
    ("likelihood",): "likelihood",
    ("severity",): "severity",
    ("residual", "likelihood"): "likelihood of what remains",
    ("residual", "severity"): "severity of what remains",
}
_MOST = 3
"""How many gaps a message names."""
_APPROVALS = {
    "measures_by": "who approved the measures",
    "measures_on": "when the measures were approved",
    "residual_by": "who accepts the risk that remains",
    "residual_on": "when that risk was accepted",
    "residual_level": "which level was accepted",
}


@rule("ASMT049", "Gap in an assessment that is relied on", source="UK GDPR Article 35(1)", of_today=True)
def to_be_confirmed(register: Register) -> Iterable[Problem]:
    """No rating or approval is to be confirmed where the assessment was approved or the protocol is in force, and each approval
    has its day.

    Why: an assessment full of gaps is none. The law wants it done before the sharing begins.

    Wrong:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board

    Right:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board
    """
    for each in written(register):
        why = relied_on(register, each)
        if why and (found := list(_gaps(each))):
            words = [text for _, text in found]
            more = [f"{len(words) - _MOST} more"] if len(words) > _MOST + 1 else []
            message = f"{why}, and it is not said yet: {listed([*words[:_MOST], *more] if more else words, 'and')}."
            yield Problem(found[0][0], message, "Fill it in. Until then nobody can rely on the assessment.")


def _gaps(each: Assessed) -> Iterator[tuple[Spot, str]]:
    if each.entry.unknown("risks"):
        yield each.at("risks"), "what a risk is"
    for risk in each.risks:
        gaps = [path for path in _RATINGS if _is_gap(risk.entry, path)]
        if gaps:
            parts = listed([_WORDS[path] for path in gaps], "and")
            yield risk.entry.at(gaps[0][0]), f"the {parts} of {numbered(risk)}"
    for name, words in _APPROVALS.items():
        post = each.post("approvals", name.replace("_on", "_by")) if name.endswith("_on") else ""
        if _is_gap(each.entry, ("approvals", name)) or (post and not each.says("approvals", name)):
            yield each.at("approvals", name) if each.says("approvals", name) else each.at("approvals"), words


def _is_gap(entry: Thing, path: tuple[str, ...]) -> bool:
    return entry.says(*path) and not entry.text(*path)


@rule("ASMT050", "Assessment that is said to be approved and is not", source="UK GDPR Article 35(1)")
def said_to_be_approved(register: Register) -> Iterable[Problem]:
    """Where a protocol says that its assessment is approved, nothing is missing in the assessment of that version beside it:
    it is rated, advised on, approved and accepted.

    Why: partners sign on the strength of that word.

    Wrong:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved
          where: On request from the owner
        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: severe, measures: [address-book, accounts-closed], effect: accepted,
           residual: {likelihood: possible, severity: severe}}
        ico_consultation: {sent: 2026-09-07, answered: 2026-11-02}

    Right:

        impact_assessments:
        - title: Early help hub assessment
          owner: council
          date: 2026-11-02
          version: "1.0"
          state: Approved
          where: On request from the owner
        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          views_by: Head of early help
          review_by: Hub board
    """
    for each in written(register):
        lacks = [] if each.screening.decided_otherwise else list(dict.fromkeys((*each.missing, *unapproved(each))))
        for named in named_in_protocol(each) if lacks else ():
            if _SIGNED.match(named.text("state")) and _is_same_edition(each, named):
                yield _not_approved(each, named, lacks)


def _is_same_edition(each: Assessed, named: Thing) -> bool:
    here, there = each.text("version"), named.text("version")
    return not here or not there or same_version(here, there)


def _not_approved(each: Assessed, named: Thing, lacks: list[Missing]) -> Problem:
    more = f" There {'is' if len(lacks) == 2 else 'are'} {len(lacks) - 1} more." if len(lacks) > 1 else ""
    message = f"“{named.title}” is said to be “{named.text('state')}”, and {each.source.file} is not complete. {lacks[0].words}{more}"
    mend = f"See all with: istoolkit assess {each.protocol.id}. Mend them, or write “state: Draft”."
    return Problem(named.at("state"), message, mend, ((each.at(*lacks[0].path), "what is missing"),))


@rule("ASMT052", "Screening with open questions", severity="warning", source="UK GDPR Article 35(1)", of_today=True)
def left_open(register: Register) -> Iterable[Problem]:
    """Each question of the screening is answered where the assessment was approved or the protocol is in force.

    Why: a question that nobody answered may be the one that makes the sharing a high risk.

    Wrong:

        # hub/assessment.yaml
        screening:
          answers:
          - {factor: large-scale, answer: no, because: The hub helps some forty families of one town}

    Right:

        # hub/assessment.yaml
        title: Early help hub assessment
    """
    for each in written(register):
        why = relied_on(register, each)
        questions = each.screening.open if why and each.risks and not each.screening.decided_otherwise else ()
        if questions:
            number = "1 question" if len(questions) == 1 else f"{len(questions)} questions"
            titles = listed([f"{small(one.title)} ({one.id})" for one in questions], "and")
            message = (
                f"{why}, and {number} of its screening {'is' if len(questions) == 1 else 'are'} not answered: {titles}."
            )
            begun = [one.text("factor") for one in each.file.section("screening", "answers")]
            mend = (
                "Write yes or no and the reason where it says TBC."
                if all(one.id in begun for one in questions)
                else f"Add to “screening: answers”: “- {{factor: {questions[0].id}, answer: no, because: …, by: …}}”."
            )
            yield Problem(each.at("screening") if each.says("screening") else each.at("of_version"), message, mend)
