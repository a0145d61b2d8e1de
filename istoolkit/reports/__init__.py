"""Findings in the forms that people and programs read. One form a file; a file here is a value of ``--format``."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from istoolkit.finding import Finding, count
from istoolkit.resources import modules


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and found: the findings, the text of each file they are in, and the number of protocols.

    ``waived`` are findings that someone decided to live with. They count neither as errors nor as warnings.
    """

    findings: list[Finding]
    texts: Mapping[str, str]
    protocols: int
    waived: list[Finding] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """The closing sentence."""
        checked = _number(self.protocols, "protocol")
        numbers = [_number(n, each) for each in ("error", "warning", "note") if (n := count(self.findings, each))]
        waived = f" {len(self.waived)} waived." if self.waived else ""
        return f"{checked} checked: {', '.join(numbers) if numbers else 'nothing to mend'}.{waived}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def formats() -> list[str]:
    """Return the names of the forms."""
    return [name.strip("_") for name in modules(__path__)]


def render(name: str, report: Report) -> str:
    """Return the report in the form of that name."""
    module = next(each for each in modules(__path__) if each.strip("_") == name)
    text: str = importlib.import_module(f"{__name__}.{module}").render(report)
    return text
