"""What a check finds, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Path = tuple[str | int, ...]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file. Lines and columns count from 1; the end is the column after the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a definition, by its path in the document. Its place in the file is looked up last."""

    file: str
    path: Path
    key: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: at a spot, in words, with what to write instead and other spots that bear on it."""

    at: Spot | Place
    message: str
    help: str = ""
    related: tuple[tuple[Spot | Place, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision to live with a finding: why, who decided, the last day it holds, and where it is written."""

    because: str
    by: str
    until: str
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, ready for a report."""

    place: Place
    code: str
    severity: Severity
    message: str
    path: str
    help: str
    source: str
    related: tuple[tuple[Place, str], ...]
    waiver: Waiver | None = None


@lru_cache(8192)
def written(path: Path) -> str:
    """Write a path as officers see it: ``flows[2].to``."""
    text = ""
    for step in path:
        text += f"[{step}]" if type(step) is int else f".{step}"
    return text.removeprefix(".")


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """Count the findings of one severity."""
    return sum(finding.severity == severity for finding in findings)
