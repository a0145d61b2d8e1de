"""Findings for a person: the line of the file, underlined, with what to do. Marked up for colour by ``rich``."""

from collections.abc import Iterator

from istoolkit.finding import Finding, Place
from istoolkit.reports import Report

_COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}

Line = list[tuple[str, str]]
"""The pieces of a line, each with its style."""


def render(report: Report) -> str:
    """Return the findings as plain text."""
    return "\n".join("".join(text for text, _ in line) for line in lines(report))


def lines(report: Report) -> Iterator[Line]:
    """Yield the lines of the report, each as pieces with styles."""
    for first, others in _alike(report.findings):
        yield from _finding(first, others, report)
        if first.severity != "note":
            yield []
    yield from map(_waived, report.waived)
    clean = not any(each.severity == "error" for each in report.findings)
    yield [(report.summary, "bold green" if clean else "bold red")]


def _waived(finding: Finding) -> Line:
    place, waiver = finding.place, finding.waiver
    until = f" (until {waiver.until}: {waiver.because})" if waiver else ""
    return [
        (f"waived {finding.code}", "dim"),
        (f"  {place.file}:{place.line}:{place.column}  {finding.message}{until}", ""),
    ]


_MOST_ALIKE = 3
"""How many findings of one rule in one file with one mend are shown in full. Of more, all but the first take a line each."""


def _alike(findings: list[Finding]) -> Iterator[tuple[Finding, list[Finding]]]:
    """Yield the findings, each with those that are told of in a line below it."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.place.file, each.code, each.help), []).append(each)
    for each in findings:
        group = groups[each.place.file, each.code, each.help]
        if len(group) <= _MOST_ALIKE or each.severity == "note":
            yield each, []
        elif each is group[0]:
            yield each, group[1:]


def _finding(finding: Finding, others: list[Finding], report: Report) -> Iterator[Line]:
    colour = _COLOURS[finding.severity]
    if finding.severity == "note":
        place = finding.place
        yield [(f"note {finding.code}", colour), (f"  {place.file}:{place.line}:{place.column}  {finding.message}", "")]
        if finding.help and not finding.code.startswith("TODO"):  # of those there are many, and their mend is plain
            yield [("    Mend: ", "green"), (finding.help, "")]
        return
    yield [(f"{finding.severity} {finding.code}", colour), (f"  {finding.message}", "bold")]
    place = finding.place
    path = f"  ({finding.path})" if finding.path else ""
    yield [("  → ", "blue"), (f"{place.file}:{place.line}:{place.column}{path}", "")]
    yield from _frame(place, report.texts.get(place.file, ""), colour)
    for related, words in finding.related:
        yield [
            ("    ", ""),
            (f"{words}: {related.file}:{related.line}:{related.column}", "dim"),
        ]
    for each in others:
        yield [("    also ", "dim"), (f"{each.place.line}:{each.place.column}  {each.message}", "")]
    if finding.help:
        yield [("    Mend: ", "green"), (finding.help, "")]
    if finding.source:
        yield [("    Source: ", "dim"), (finding.source, "dim")]


def _frame(place: Place, text: str, colour: str) -> Iterator[Line]:
    rows = text.split("\n")
    if not text or place.line > len(rows):
        return
    row = rows[place.line - 1].replace("\t", " ")
    end = place.end_column if place.end_line == place.line else len(row) + 1
    start = min(place.column, len(row) + 1)
    width = max(1, min(end, len(row) + 1) - start)
    shown, offset = _window(row, start)
    number = str(place.line)
    yield [(f"    {number} | ", "blue"), (shown, "")]
    yield [
        (f"    {' ' * len(number)} | ", "blue"),
        (" " * (start - 1 - offset) + "^" * min(width, 100), colour),
    ]


def _window(row: str, start: int) -> tuple[str, int]:
    """Cut a long line to the part around the start of the span."""
    if len(row) <= 140:
        return row, 0
    offset = max(0, start - 40)
    return row[offset : offset + 140], offset
