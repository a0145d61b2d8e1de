"""Findings as SARIF 2.1.0, which code scanning services read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from istoolkit import __version__
from istoolkit.finding import Finding, Place
from istoolkit.manual import markdown, opening, page
from istoolkit.reports import Report
from istoolkit.reports._common import posix, reason, words
from istoolkit.rules import Rule, catalogue

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return one run of SARIF with every rule and its page. What is waived is suppressed there, with the reason.

    Findings carry no fingerprints: services that follow a finding from run to run work out their own.
    """
    rules = catalogue()
    numbers = {each.code: number for number, each in enumerate(rules)}
    driver = {"name": "istoolkit", "version": __version__, "rules": [_rule(each) for each in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, numbers[each.code]) for each in [*report.findings, *report.waived]],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(each: Rule) -> dict[str, Any]:
    return {
        "id": each.code,
        "name": each.title,
        "shortDescription": {"text": each.title},
        "fullDescription": {"text": opening(each)},
        "help": {"text": page(each), "markdown": markdown(each)},
        "defaultConfiguration": {"level": each.severity},
    }


def _result(finding: Finding, number: int) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": words(finding)},
        "locations": [{**_location(finding.place), **_logical(finding.path)}],
        "relatedLocations": [{"message": {"text": text}, **_location(place)} for place, text in finding.related],
        "suppressions": _suppressions(finding),
    }


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    """Return why a finding is waived. The list is there though empty: all results of a run have one, or none has."""
    waiver = finding.waiver
    if waiver is None:
        return []
    return [{"kind": "inSource", "justification": reason(waiver), "location": _location(waiver.place)}]


def _location(place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}


def _logical(path: str) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": path, "kind": "member"}]} if path else {}


def _uri(file: str) -> str:
    """Return a file as a link: relative, unless the file lies on another drive of Windows."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(posix(file))
