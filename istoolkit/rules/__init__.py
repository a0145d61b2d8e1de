"""The checks. One theme a file or several, one rule a function; the docstring of a rule is its page in the manual.

A rule is given the register and yields problems. It is found by being here: there is no other list.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.waivers import waiver_for
from istoolkit.finding import Finding, Problem, Severity, Spot, written

Check = Callable[[Register], Iterable[Problem]]


class Rule(NamedTuple):
    """A check: its code, what it is called, how serious its findings are, its source and its page.

    ``of_today``: its findings come and go with the calendar.
    ``last``: it speaks of what the other rules found.
    """

    code: str
    title: str
    severity: Severity
    source: str
    page: str
    check: Check
    of_today: bool
    last: bool

    @property
    def group(self) -> str:
        """The theme it belongs to, which is the first part of its code."""
        return self.code.rstrip("0123456789")


class Findings(NamedTuple):
    """What a check found: what there is to mend or know, and what someone decided to live with."""

    live: list[Finding]
    waived: list[Finding]


FORM = ("READ", "FORM", "NAME", "TIER", "DATE", "MEMB", "LREG", "GUID", "WAIV")
"""Themes on the form of the files. With an error of theirs a document would not say what is meant; the others are on law."""

_found: list[Rule] = []


def rule(
    code: str,
    title: str,
    severity: Severity = "error",
    source: str = "",
    *,
    of_today: bool = False,
    last: bool = False,
) -> Callable[[Check], Check]:
    """Declare the function below to be a rule."""

    def declare(check: Check) -> Check:
        page = inspect.cleandoc(check.__doc__ or "")
        _found.append(Rule(code, title, severity, source, page, check, of_today, last))
        return check

    return declare


def faults(register: Register, code: str) -> Iterable[Problem]:
    """Return the faults that reading the files met, of one code."""
    return [fault.problem for source in register.sources.values() for fault in source.faults if fault.code == code]


@cache
def catalogue() -> tuple[Rule, ...]:
    """Return every rule, in order of code."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return tuple(sorted(_found, key=lambda each: each.code))


def check(register: Register) -> list[Finding]:
    """Run every rule over the protocols that were asked for; findings by file, line and column, without those waived."""
    return examine(register).live


def examine(register: Register) -> Findings:
    """Run every rule over the protocols that were asked for; findings by file, line and column, and those waived."""
    live, waived = _sorted_out(register)
    last = [_finding(register, each, problem) for each in catalogue() if each.last for problem in each.check(register)]
    return Findings(sorted([*live, *last], key=_order), sorted(waived, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    return (finding.place, finding.code, finding.message)


@kept
def used_waivers(register: Register) -> frozenset[Spot]:
    """Return the waivers that waive something, by where they stand."""
    found = (waiver_for(register, code, problem) for code, problem in _problems(register))
    return frozenset(waiver.at for waiver in found if waiver)


@kept
def _problems(register: Register) -> list[tuple[str, Problem]]:
    """Return what every rule but the last ones found, each once: a lower tier meets again what stands above."""
    from istoolkit.rules.support.shared_out import in_parts

    catalogue()  # read before the work is shared out
    return list(dict.fromkeys(each for part in in_parts(register, found_in) for each in part))


def found_in(register: Register) -> list[tuple[str, Problem]]:
    """Return what every rule but the last ones finds in a register, with its code."""
    return [(each.code, problem) for each in catalogue() if not each.last for problem in each.check(register)]


def _sorted_out(register: Register) -> Findings:
    rules = {each.code: each for each in catalogue()}
    found = Findings([], [])
    for code, problem in _problems(register):
        finding = _finding(register, rules[code], problem)
        if written_waiver := waiver_for(register, code, problem):
            found.waived.append(replace(finding, waiver=written_waiver.waiver))
        else:
            found.live.append(finding)
    return found


def _finding(register: Register, each: Rule, problem: Problem) -> Finding:
    path = written(problem.at.path) if isinstance(problem.at, Spot) else ""
    related = tuple((register.place(spot), words) for spot, words in problem.related)
    return Finding(
        register.place(problem.at),
        each.code,
        each.severity,
        problem.message,
        path,
        problem.help,
        each.source,
        related,
    )
