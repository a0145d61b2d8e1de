"""ASMT: the impact assessments that a protocol rests on.

This part: how risks are rated.
"""

from collections.abc import Iterable, Iterator, Sequence

from istoolkit.assessment.assessed import Assessed, Risk
from istoolkit.assessment.scales import USUAL, Level, Scale, Step, shipped
from istoolkit.definitions.register import Register
from istoolkit.finding import Path, Problem
from istoolkit.rules import rule
from istoolkit.rules.support.assessed import numbered, several, written
from istoolkit.words import did_you_mean, listed

_STEP_5 = "ICO data protection impact assessments, step 5"
_RISKS = "UK GDPR Article 35(7)(c)"


@rule("ASMT015", "Rating that the scale does not have", source=_STEP_5)
def off_the_scale(register: Register) -> Iterable[Problem]:
    """Likelihood, severity and level are words of the register's scale (“risk_scale” in register.yaml).

    Why: a word that the scale does not have gives no level, and the risk would stand in the documents without one.

    Wrong:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          residual_level: negligible
          views_by: Head of early help
          review_by: Hub board

    Right:

        # hub/assessment.yaml
        approvals:
          measures_by: Head of early help
          measures_on: 2026-11-02
          residual_by: Senior information risk owner
          residual_on: 2026-11-02
          residual_level: low
          views_by: Head of early help
          review_by: Hub board
    """
    for each in written(register):
        if register.setting("risk_scale") in (each.scale.id, None) or each.scale.id != USUAL:
            yield from _off(each)


Word = tuple[Path, str, Sequence[Step | Level]]
"""Where a word of the scale is wanted, the word that stands there, and those that may."""


def _off(each: Assessed) -> Iterator[Problem]:
    for path, word, known in _words(each):
        if word and word not in {step.id for step in known}:
            message = f"“{word}” is not a {path[-1] if path[-1] != 'residual_level' else 'level'} of the scale “{each.scale.title}”."
            yield Problem(
                each.at(*path), message, f"{_meant(word, known)}It has {listed([step.id for step in known], 'and')}."
            )


def _words(each: Assessed) -> Iterator[Word]:
    scale = each.scale
    wanted: dict[str, Sequence[Step | Level]] = {
        "likelihood": scale.likelihood,
        "severity": scale.severity,
        "level": scale.levels,
    }
    for risk in each.risks:
        at = risk.entry.at().path
        for section in ((), ("residual",)):
            yield from (
                ((*at, *section, name), risk.entry.text(*section, name), steps) for name, steps in wanted.items()
            )
    yield ("approvals", "residual_level"), each.text("approvals", "residual_level"), scale.levels


def _meant(word: str, known: Sequence[Step | Level]) -> str:
    """Return what was meant: a step by its title or its number, a word of another scale, or else one written much like it."""
    lower = word.casefold()
    same = (step.id for step in known if step.title.casefold() == lower or step.title.casefold().split(" ")[0] == lower)
    if name := next(same, ""):
        return f"Write “{name}”. "
    others = [f"“{scale.title}”" for scale in shipped().values() if lower in _all_words(scale)]
    if others and lower not in {step.id for step in known}:
        return f"It is a word of the {'scale' if len(others) == 1 else 'scales'} {listed(others, 'and')}. Rate it anew, for the steps of two scales are not alike. "
    guess = did_you_mean(lower, [step.id for step in known])
    return f"{guess} " if guess else ""


def _all_words(scale: Scale) -> set[str]:
    return {step.id for steps in (scale.likelihood, scale.severity, scale.levels) for step in steps}


@rule("ASMT016", "Risk without a rating", severity="warning", source=_RISKS)
def unrated(register: Register) -> Iterable[Problem]:
    """Each risk says how likely harm is and how bad it would be, before any measure.

    Why: what is not rated cannot be weighed against the reasons for sharing. Nobody can tell what a measure against it does.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, measures: [address-book, accounts-closed]}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, sources: [Haste], threats: [A like name], impacts: [Shame],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}
    """
    for each in written(register):
        for risk in each.risks:
            missing = [name for name in ("likelihood", "severity") if not risk.entry.says(name)]
            if missing:
                more = " Nobody can tell what its measures do." if risk.measures else ""
                message = f"{numbered(risk)} has no {listed(missing)}.{more}"
                yield Problem(risk.entry.at(), message, _choose(each.scale, missing))


def _choose(scale: Scale, names: list[str]) -> str:
    steps = {"likelihood": scale.likelihood, "severity": scale.severity}
    parts = [f"“{name}”: {listed([step.id for step in steps[name]])}" for name in names]
    return f"Write under {', and under '.join(parts)}."


@rule("ASMT022", "Risk without a cause or harm", severity="note", source=_RISKS)
def not_described(register: Register) -> Iterable[Problem]:
    """Each risk says who or what causes it, how it could happen, and what it would do to people.

    Why: a likelihood without a cause, or a severity without a harm, is a guess that nobody can check.

    Wrong:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, threats: [A like name is picked],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}

    Right:

        # hub/assessment.yaml
        risks:
        - {id: wrong-address, title: A wrong address, threats: [A like name is picked],
           sources: [Staff in a hurry], impacts: [A family is shamed],
           likelihood: possible, severity: significant, measures: [address-book, accounts-closed], effect: reduced,
           residual: {likelihood: remote, severity: significant}}
    """
    for each in written(register):
        alike: dict[tuple[str, ...], list[Risk]] = {}
        for risk in each.risks:
            alike.setdefault(tuple(name for name in _PARTS if not risk.entry.says(name)), []).append(risk)
        for missing, risks in alike.items():
            if missing:
                one = len(risks) == 1
                words = listed(_PARTS[name][0 if one else 1] for name in missing)
                message = f"{several(risks)} {'does' if one else 'do'} not say {words}."
                names = listed([f"“{name}”" for name in missing], "and")
                yield Problem(risks[0].entry.at(), message, f"Write it under {names}.")


_PARTS = {
    "sources": ("who or what causes it", "who or what causes them"),
    "threats": ("how it could happen", "how they could happen"),
    "impacts": ("what it would do to people", "what they would do to people"),
}
"""What each field says of one risk and of several."""
