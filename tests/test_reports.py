"""Findings in the forms that people and programs read, all on one list of findings."""

import json

import pytest

from istoolkit import __version__
from istoolkit.finding import Finding, Place
from istoolkit.reports import Report, formats, render
from istoolkit.reports.text import lines

FILE = "protocols/hub/protocol.yaml"
TEXT = "title: Hub\nflows:\n- id: one\n\tto: scools\nsummary: >-\n  One\n  two\nlong: " + "x" * 300 + "here" + "y" * 300
FINDINGS = [
    Finding(
        Place(FILE, 4, 6, 4, 12),
        "NAME001",
        "error",
        "“scools” is not a party of this protocol.",
        "flows[0].to",
        "Did you mean “schools”?",
        "UK GDPR Article 26",
        ((Place("protocols/framework/protocol.yaml", 9, 3, 9, 8), "the parties above"),),
    ),
    Finding(Place(FILE, 5, 10, 8, 1), "TIER006", "warning", "Nothing is said.", "", "", "", ()),
    Finding(Place(FILE, 1, 8, 1, 11), "TODO001", "note", "Title is to be confirmed.", "title", "Say.", "", ()),
]


def report(*findings: Finding, protocols: int = 2) -> Report:
    return Report(list(findings), {FILE: TEXT}, protocols)


def test_text_exactly() -> None:
    assert render("text", report(*FINDINGS)) == (
        "error NAME001  “scools” is not a party of this protocol.\n"
        "  → protocols/hub/protocol.yaml:4:6  (flows[0].to)\n"
        "    4 |  to: scools\n"
        "      |      ^^^^^^\n"
        "    the parties above: protocols/framework/protocol.yaml:9:3\n"
        "    Mend: Did you mean “schools”?\n"
        "    Source: UK GDPR Article 26\n"
        "\n"
        "warning TIER006  Nothing is said.\n"
        "  → protocols/hub/protocol.yaml:5:10\n"
        "    5 | summary: >-\n"
        "      |          ^^\n"
        "\n"
        "note TODO001  protocols/hub/protocol.yaml:1:8  Title is to be confirmed.\n"
        "2 protocols checked: 1 error, 1 warning, 1 note."
    )


@pytest.mark.parametrize(
    ("findings", "protocols", "summary"),
    [
        ([], 0, "0 protocols checked: nothing to mend."),
        ([], 1, "1 protocol checked: nothing to mend."),
        ([FINDINGS[0]] * 2, 3, "3 protocols checked: 2 errors."),
        (FINDINGS[2:], 1, "1 protocol checked: 1 note."),
    ],
)
def test_summary(findings: list[Finding], protocols: int, summary: str) -> None:
    assert report(*findings, protocols=protocols).summary == summary
    assert render("text", report(*findings, protocols=protocols)).splitlines()[-1] == summary


def test_json_exactly() -> None:
    assert json.loads(render("json", report(*FINDINGS[:2]))) == {
        "format": 1,
        "istoolkit": __version__,
        "protocols": 2,
        "summary": {"errors": 1, "warnings": 1, "notes": 0},
        "findings": [
            {
                "code": "NAME001",
                "severity": "error",
                "message": "“scools” is not a party of this protocol.",
                "file": FILE,
                "line": 4,
                "column": 6,
                "end_line": 4,
                "end_column": 12,
                "path": "flows[0].to",
                "help": "Did you mean “schools”?",
                "source": "UK GDPR Article 26",
                "related": [
                    {
                        "message": "the parties above",
                        "file": "protocols/framework/protocol.yaml",
                        "line": 9,
                        "column": 3,
                        "end_line": 9,
                        "end_column": 8,
                    }
                ],
            },
            {
                "code": "TIER006",
                "severity": "warning",
                "message": "Nothing is said.",
                "file": FILE,
                "line": 5,
                "column": 10,
                "end_line": 8,
                "end_column": 1,
                "path": "",
                "help": "",
                "source": "",
                "related": [],
            },
        ],
    }


def test_every_form_can_be_written() -> None:
    assert {"text", "json"} <= set(formats())
    for name in formats():
        assert "TIER006" in render(name, report(*FINDINGS))


def _at(*span: int, text: str = TEXT) -> list[str]:
    finding = Finding(Place(FILE, *span), "FORM001", "error", "Wrong.", "", "", "", ())
    return render("text", Report([finding], {FILE: text}, 1)).splitlines()[2:-2]


def test_a_long_line_is_cut_to_what_matters() -> None:
    shown, marked = _at(8, 307, 8, 311)
    assert len(shown) < 160
    start, end = marked.index("^"), marked.rindex("^") + 1
    assert shown[start:end] == "here"


def test_a_very_wide_span_is_marked_no_wider_than_the_line_shown() -> None:
    shown, marked = _at(8, 7, 8, 611)
    assert marked.count("^") <= 140
    assert len(marked) <= len(shown)


def test_an_empty_span_and_one_past_the_end_are_marked_once() -> None:
    assert _at(1, 8, 1, 8) == ["    1 | title: Hub", "      |        ^"]
    assert _at(1, 99, 1, 120) == ["    1 | title: Hub", "      |           ^"]


@pytest.mark.parametrize(("line", "text"), [(1, ""), (99, TEXT)])
def test_no_line_is_shown_where_there_is_none(line: int, text: str) -> None:
    assert _at(line, 1, line, 2, text=text) == []


def test_colours_by_severity() -> None:
    styles = {style for line in lines(report(*FINDINGS)) for _, style in line}
    assert {"bold red", "bold yellow", "bold cyan"} <= styles
    assert list(lines(report(FINDINGS[1])))[-1][0][1] == "bold green"
    assert list(lines(report(FINDINGS[0])))[-1][0][1] == "bold red"
