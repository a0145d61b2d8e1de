"""Findings for programs, as JSON.

Versions of this form: 1, the first; 2 adds ``waived``, each with its ``waiver``.
"""

import json
from typing import Any

from istoolkit import __version__
from istoolkit.finding import Finding, Place, Waiver, count
from istoolkit.reports import Report


def render(report: Report) -> str:
    """Return the findings as JSON. Files are named as in the text form."""
    content = {
        "format": 2,
        "istoolkit": __version__,
        "protocols": report.protocols,
        "summary": {f"{each}s": count(report.findings, each) for each in ("error", "warning", "note")},
        "findings": [_finding(each) for each in report.findings],
        "waived": [{**_finding(each), "waiver": each.waiver and _waiver(each.waiver)} for each in report.waived],
    }
    return json.dumps(content, indent=2)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        **_place(finding.place),
        "path": finding.path,
        "help": finding.help,
        "source": finding.source,
        "related": [{"message": words, **_place(place)} for place, words in finding.related],
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {"because": waiver.because, "by": waiver.by, "until": waiver.until, **_place(waiver.place)}


def _place(place: Place) -> dict[str, Any]:
    ends = {"end_line": place.end_line, "end_column": place.end_column}
    return {"file": place.file, "line": place.line, "column": place.column, **ends}
