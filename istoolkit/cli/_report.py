"""From registers and their findings to a report that names files as a person here would."""

from collections.abc import Iterable
from dataclasses import replace

from istoolkit.cli._common import shown
from istoolkit.definitions.register import Register
from istoolkit.finding import Finding, Place
from istoolkit.reports import Report


def report_of(found: Iterable[tuple[Register, list[Finding]]]) -> Report:
    """Return one report of the findings of several registers. Findings that have a waiver are kept apart."""
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    protocols = 0
    for register, each in found:
        names = {file: shown(register.root / file) for file in register.sources}
        findings.extend(_renamed(finding, names) for finding in each)
        texts.update({names[file]: source.text for file, source in register.sources.items()})
        protocols += len(register.asked)
    live = [finding for finding in findings if finding.waiver is None]
    return Report(live, texts, protocols, [finding for finding in findings if finding.waiver])


def _renamed(finding: Finding, names: dict[str, str]) -> Finding:
    related = tuple((_named(place, names), words) for place, words in finding.related)
    waiver = finding.waiver and replace(finding.waiver, place=_named(finding.waiver.place, names))
    return replace(finding, place=_named(finding.place, names), related=related, waiver=waiver)


def _named(place: Place, names: dict[str, str]) -> Place:
    return replace(place, file=names.get(place.file, place.file))
