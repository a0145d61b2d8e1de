"""The checks. One theme a file, one rule a function; the docstring of a rule is its page in the manual.

A rule is given the register and yields problems. It is found by being here: there is no other list.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from istoolkit.definitions.register import Register
from istoolkit.finding import Finding, Problem, Severity, Spot, written

Check = Callable[[Register], Iterable[Problem]]


class Rule(NamedTuple):
    """A check: its code, what it is called, how serious its findings are, its source and its page."""

    code: str
    title: str
    severity: Severity
    source: str
    page: str
    check: Check

    @property
    def group(self) -> str:
        """The theme it belongs to, which is the first part of its code."""
        return self.code.rstrip("0123456789")


_found: list[Rule] = []


def rule(code: str, title: str, severity: Severity = "error", source: str = "") -> Callable[[Check], Check]:
    """Declare the function below to be a rule."""

    def declare(check: Check) -> Check:
        _found.append(Rule(code, title, severity, source, inspect.cleandoc(check.__doc__ or ""), check))
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
    """Run every rule over the protocols that were asked for; findings by file, line and column."""
    found = [_finding(register, each, problem) for each in catalogue() for problem in each.check(register)]
    return sorted(found, key=lambda finding: (finding.place, finding.code, finding.message))


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
