"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

GitHub shows the first ten of each level, so errors come first.
"""

from istoolkit.finding import Finding
from istoolkit.reports import Report
from istoolkit.reports._common import posix, words

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report) -> str:
    """Return a command a finding, the gravest first, and the closing sentence for who reads the log."""
    levels = list(_LEVELS)
    ordered = sorted(report.findings, key=lambda finding: levels.index(finding.severity))
    return "\n".join([*map(_command, ordered), report.summary])


def _command(finding: Finding) -> str:
    properties = {**_place(finding), "title": finding.code}
    written = ",".join(f"{name}={str(value).translate(_IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {written}::{words(finding).translate(_IN_MESSAGES)}"


def _place(finding: Finding) -> dict[str, str | int]:
    """Return where a finding is. GitHub takes no columns where the span goes over several lines."""
    place = finding.place
    lines: dict[str, str | int] = {"file": posix(place.file), "line": place.line, "endLine": place.end_line}
    one_line = place.line == place.end_line
    return {**lines, "col": place.column, "endColumn": place.end_column} if one_line else lines
