"""What several forms for programs share."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from pathlib import PurePath

from istoolkit.finding import Finding, Waiver
from istoolkit.words import sentence


def posix(file: str) -> str:
    """Return the name of a file with forward slashes, as web services expect it."""
    return PurePath(file).as_posix()


def words(finding: Finding) -> str:
    """Return what a finding says: what is wrong and what to write instead."""
    return sentence(finding.message, finding.help)


def reason(waiver: Waiver) -> str:
    """Return why a finding is waived, by whom and until when."""
    return f"{waiver.because.rstrip('.')}. Decided by {waiver.by}, until {waiver.until}."


def repeats(keys: Iterable[Hashable]) -> Iterator[int]:
    """Yield for each key how often it came before."""
    seen: Counter[Hashable] = Counter()
    for key in keys:
        yield seen[key]
        seen[key] += 1
