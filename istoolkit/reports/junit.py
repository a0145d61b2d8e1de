"""Findings as a JUnit report, which most continuous integration services show as tests."""

from xml.etree import ElementTree

from istoolkit.finding import Finding
from istoolkit.reports import Report
from istoolkit.reports._common import posix, reason, repeats, words
from istoolkit.words import sentence


def render(report: Report) -> str:
    """Return a test case a finding: errors and warnings fail, notes pass, what is waived is skipped.

    Services throw together the cases that have the same class and name, so names that come again are numbered.
    """
    found = [*report.findings, *report.waived]
    counts = {
        "tests": str(len(found) or 1),
        "failures": str(sum(each.severity != "note" for each in report.findings)),
        "errors": "0",
        "skipped": str(len(report.waived)),
    }
    suites = ElementTree.Element("testsuites", {"name": "istoolkit", **counts})
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "istoolkit", **counts})
    for each, number in zip(found, repeats((each.place.file, _name(each)) for each in found), strict=True):
        _case(suite, each, f" ({number + 1})" if number else "")
    if not found:
        ElementTree.SubElement(suite, "testcase", {"classname": "istoolkit", "name": "check"})
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode")


def _case(suite: ElementTree.Element, finding: Finding, number: str) -> None:
    file = posix(finding.place.file)
    names = {"classname": file, "name": _name(finding) + number, "file": file, "line": str(finding.place.line)}
    case = ElementTree.SubElement(suite, "testcase", names)
    if finding.waiver:
        ElementTree.SubElement(case, "skipped", {"message": sentence(finding.message, reason(finding.waiver))})
    elif finding.severity == "note":
        ElementTree.SubElement(case, "system-out").text = _told(finding)
    else:
        failure = {"type": finding.severity, "message": finding.message}
        ElementTree.SubElement(case, "failure", failure).text = _told(finding)


def _name(finding: Finding) -> str:
    """Return the name of the case: without the line, so that it is the same test when lines are put in above."""
    return sentence(finding.code, finding.path)


def _told(finding: Finding) -> str:
    place = finding.place
    source = f"Source: {finding.source}" if finding.source else ""
    lines = [f"{posix(place.file)}:{place.line}:{place.column}", words(finding), source]
    return "\n".join(line for line in lines if line)
