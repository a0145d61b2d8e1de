"""Findings as a Code Quality report of GitLab, which shows them in a merge request."""

import hashlib
import json
from typing import Any

from istoolkit.finding import Finding
from istoolkit.reports import Report
from istoolkit.reports._common import posix, repeats, words

_SEVERITIES = {"error": "critical", "warning": "major", "note": "info"}

_Identity = tuple[str, str, str, str]


def render(report: Report) -> str:
    """Return the findings as a JSON list. What is waived is left out: GitLab has no place for it."""
    identities = [_identity(each) for each in report.findings]
    numbered = zip(report.findings, identities, repeats(identities), strict=True)
    return json.dumps([_entry(each, _fingerprint(identity, number)) for each, identity, number in numbered], indent=2)


def _entry(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": words(finding),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": posix(finding.place.file), "lines": {"begin": finding.place.line}},
    }


def _identity(finding: Finding) -> _Identity:
    """Return what stays the same when lines are put in above a finding."""
    return (posix(finding.place.file), finding.code, finding.path, finding.message)


def _fingerprint(identity: _Identity, number: int) -> str:
    """Return what GitLab knows a finding by from run to run. Equal findings of a file are numbered."""
    parts = [*identity, str(number)] if number else identity
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
