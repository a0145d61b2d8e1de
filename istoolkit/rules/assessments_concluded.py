"""ASMT: the impact assessments that a protocol rests on.

This part: what an assessment says in the end, and the scale on which it was rated.
"""

import re
from collections.abc import Iterable, Iterator

from istoolkit.assessment.assessed import Assessed
from istoolkit.assessment.scales import USUAL
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import load
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import several, written
from istoolkit.words import listed

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+|,? (?:so|and|but) (?=the |it )")
_LOW = re.compile(
    r"\b(?:held|kept|brought|are(?: all)?|is|remains?) (?:down to )?low\b(?! or\b| and medium)"
    r"|\bno risks? (?:to people )?(?:remains?|is left|are left)\b",
    re.IGNORECASE,
)
_NOT_HIGH = re.compile(r"\b(?:none|no risk|nothing)(?: \w+){0,5} high\b|\bno high(?: residual)? risk", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"\bcommissioner\b.*\b(?:need not|needs? no|does not need|is not)\b.*\b(?:consult|asked)"
    r"|\b(?:need not|no need to) consult\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:may|can) (?:begin|start|go on|go ahead|continue|proceed)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:once|after|when|until|unless|if|not|only|provided)\b", re.IGNORECASE)

_FEARED = ("illegitimate-access", "unwanted-modification", "disappearance")


@rule(
    "ASMT053",
    "Conclusion that the ratings deny",
    severity="warning",
    source="ICO data protection impact assessments, step 7",
)
def denied_conclusion(register: Register) -> Iterable[Problem]:
    """The conclusion says no more than the ratings do: that no risk is high, that all are low, that the Information Commissioner
    need not be consulted, or that the sharing may begin.

    Why: many read the conclusion alone. It must not promise what the table of risks takes back.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: significant}}
        conclusion: Every risk is held low. The hub may begin.

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: probable, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: possible, severity: significant}}
        conclusion: Every risk is held low or medium. The hub may begin.
    """
    for each in written(register):
        sentences = _SENTENCE.split(each.text("conclusion")) if each.risks else ()
        for words, contrary in _contrary(each, sentences):
            mend = "Write what the ratings show, or mend the ratings."
            yield Problem(each.at("conclusion"), f"The conclusion says “{words}”, and {contrary}.", mend)


def _contrary(each: Assessed, sentences: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences that the ratings deny, each with what the ratings show."""
    highest = each.highest()
    remains = f"the highest risk that remains is {highest.title.lower()}" if highest else ""
    high = f"a high risk remains: {several(each.to_consult_on)}" if each.needs_consultation else ""
    for words in (sentence.strip().rstrip(".") for sentence in sentences):
        if high and _NOT_HIGH.search(words):
            yield words, high
        elif high and _NOT_ASKED.search(words):
            yield words, f"{high}. On that the Commissioner is consulted"
        elif highest and highest.rank > 1 and _LOW.search(words) and highest.title.lower() not in words.casefold():
            yield words, remains
        elif each.is_barred and _BEGINS.search(words) and not _LATER.search(words):
            yield words, "it is barred until the Information Commissioner agrees"


@rule("ASMT054", "Event of which nothing is said", severity="note", source="UK GDPR Article 35(7)(c); CNIL PIA method")
def not_thought_of(register: Register) -> Iterable[Problem]:
    """An assessment has a risk for each of three events, or says under “not_feared” why there is none: someone sees the
    information who should not, it is changed or wrong, it is lost or cannot be reached.

    Why: supervisory authorities look for these three. What is not named looks as if nobody had thought of it.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           event: illegitimate-access, likelihood: possible, severity: significant,
           measures: [address-book, accounts-closed], effect: reduced, residual: {likelihood: remote, severity: significant}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           event: illegitimate-access, likelihood: possible, severity: significant,
           measures: [address-book, accounts-closed], effect: reduced, residual: {likelihood: remote, severity: significant}}
        not_feared:
        - {event: unwanted-modification, because: The family reads what is written and can have it corrected}
    """
    spelled = load("assessment").fields["not_feared"].item
    words = spelled.fields["event"].allowed if spelled else {}
    for each in written(register):
        known = each.risks and all(risk.event for risk in each.risks) and not each.entry.unknown("not_feared")
        silent = [name for name in _FEARED if name not in _spoken_of(each)] if known else []
        if silent:
            told = listed([f"“{words[name]}”" for name in silent], "or")
            mend = f"Add the risk, or say why it is none: “not_feared: [{{event: {silent[0]}, because: …}}]”."
            yield Problem(each.at("risks"), f"No risk is of the event {told}, and nothing says why.", mend)


def _spoken_of(each: Assessed) -> set[str]:
    """Return the events for which there is a risk, a reason, or a suggested risk that was dismissed with its reason."""
    dismissed = {str(one.record["event"]) for one in each.decisions if one.dismissed}
    reasons = {one.text("event") for one in each.file.entries("not_feared")}
    return {risk.event for risk in each.risks} | dismissed | reasons


@rule("ASMT056", "Rated on another scale", source="ICO data protection impact assessments, step 5")
def another_scale(register: Register) -> Iterable[Problem]:
    """An assessment that says on which scale it was rated says the one that the register has (“risk_scale” in register.yaml).

    Why: the same word stands on different steps of two scales. What was medium may now read as low.

    Wrong:

        # hub/assessment.yaml
        risk_scale: nhs

    Right:

        # hub/assessment.yaml
        risk_scale: ico
    """
    chosen = register.setting("risk_scale")
    now = chosen if isinstance(chosen, str) else USUAL
    for each in written(register):
        then = each.text("risk_scale")
        if then and then != now and each.scale.id == now:
            mend = (
                f"Rate each risk anew and write “risk_scale: {now}”. Or choose “risk_scale: {then}” in register.yaml."
            )
            yield Problem(
                each.at("risk_scale"), f"It was rated on the scale “{then}”, and the register has “{now}”.", mend
            )
