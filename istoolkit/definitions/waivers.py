"""Waivers: findings that someone decided to live with. A waiver stands beside the thing that the finding is about.

In a section or an entry of a list it waives findings about that section or entry and what is in it. At the top of a
protocol or an assessment it waives findings about the fields there, and never about a section or an entry of a list: those have their own.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from istoolkit.definitions.formats import date, is_nothing, to_be_confirmed
from istoolkit.definitions.leaves import records
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import WAIVERS
from istoolkit.finding import Path, Problem, Spot, Waiver

NEVER = ("READ", "FORM", "WAIV", "TODO", "ASMT037", "ASMT038", "ASMT039", "ASMT048")
"""Themes and rules whose findings cannot be waived: the file cannot be understood, or something is missing, or it is the
waiver, or the Information Commissioner comes first (UK GDPR Article 36)."""


class Written(NamedTuple):
    """A waiver as it is written: the rule it names, where it stands, the thing it stands beside, and what it says."""

    rule: str
    at: Spot
    beside: Path
    waiver: Waiver


def waiver_for(register: Register, code: str, problem: Problem) -> Written | None:
    """Return the waiver that holds for a problem, on the day on which the register is looked at."""
    if not isinstance(problem.at, Spot) or code.startswith(NEVER):
        return None
    for each in waivers_of(register).get((problem.at.file, code), ()):
        if _stands_beside(register, each, problem.at.path) and not has_expired(register, each):
            return each
    return None


def _stands_beside(register: Register, written: Written, path: Path) -> bool:
    if written.beside:
        return path[: len(written.beside)] == written.beside
    value = register.sources[written.at.file].value
    return len(path) <= 1 or (len(path) == 2 and _is_list_of_texts(value.get(path[0])))


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def has_expired(register: Register, written: Written) -> bool:
    """Whether the last day of a waiver is past."""
    until = date(written.waiver.until)
    return bool(register.on and until and until < register.on)


@kept
def waivers_of(register: Register) -> dict[tuple[str, str], list[Written]]:
    """Return every waiver of the files that may have them, by file and rule."""
    found: dict[tuple[str, str], list[Written]] = {}
    protocols = (each.source for each in register.protocols.values())
    sources = [register.organisation_file, *protocols, *register.assessments.values()]
    for source in sources:
        for each in _written(source, source.value, ()) if WAIVERS in source.text else ():
            found.setdefault((source.file, each.rule), []).append(each)
    return found


def _written(source: Source, value: Any, path: Path) -> Iterator[Written]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _written(source, inner, (*path, index))
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        if name == WAIVERS:
            yield from _here(source, inner, path)
        else:
            yield from _written(source, inner, (*path, name))


def _here(source: Source, entries: Any, path: Path) -> Iterator[Written]:
    for index, each in records(entries):
        at = Spot(source.file, (*path, WAIVERS, index))
        texts = [each.get(key) for key in ("rule", "because", "by", "until")]
        if all(isinstance(text, str) and not is_nothing(text) and not to_be_confirmed(text) for text in texts):
            rule, because, by, until = map(str, texts)
            if date(until) is None:
                continue
            yield Written(rule, at, path, Waiver(because, by, until, source.place(at.path)))
