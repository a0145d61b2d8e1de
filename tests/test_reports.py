"""Findings in the forms that people and programs read, all on one list of findings.

What each form must look like stands in ``tests/reports``: ``full.FORM`` for the list below, ``clean.FORM`` for none.
"""

import json
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

import pytest
from jsonschema.validators import validator_for

from istoolkit import __version__
from istoolkit.cli._report import report_of
from istoolkit.definitions.register import open_register
from istoolkit.finding import Finding, Place, Severity, Waiver
from istoolkit.reports import Report, formats, render, sarif
from istoolkit.reports.text import lines
from istoolkit.rules import catalogue
from tests.conftest import HERE, ROOT

EXPECTED = HERE / "reports"
FILE = "protocols/hub/protocol.yaml"
TEXT = "title: Hub\nflows:\n- id: one\n\tto: scools\nsummary: >-\n  One\n  two\nlong: " + "x" * 300 + "here" + "y" * 300
TRICKY = "protocols/early help/50%: a,b.yaml"
TRICKY_TEXT = "title: Early help\n😀 bad: yes\n"
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
MORE = [
    Finding(Place(FILE, 8, 1, 8, 5), "TIER006", "warning", "Nothing is said.", "", "", "", ()),
    Finding(
        Place(TRICKY, 2, 3, 2, 6),
        "FORM001",
        "error",
        "“bad” stops 100%::error, or\n<b> & “so” ]]> on.",
        "bad",
        "Write: this, or that.",
        "",
        (),
    ),
]
WAIVED = Finding(
    Place(FILE, 6, 3, 6, 6),
    "TIER007",
    "warning",
    "This store has no retention period.",
    "storage[0]",
    "Say how long it is kept.",
    "UK GDPR Article 5(1)(e)",
    (),
    Waiver("The new store comes in May.", "Data protection officer", "2027-05-31", Place(FILE, 7, 3, 7, 20)),
)
FULL = Report([*FINDINGS, *MORE], {FILE: TEXT, TRICKY: TRICKY_TEXT}, 3, [WAIVED])
CLEAN = Report([], {}, 2)
PAGE = "It says {0}.\nIn two lines.\n\nWhy: because.\n\nWrong:\n\n    a: b\n\nRight: `c: d`."
RULES = tuple(
    catalogue()[0]._replace(code=code, title=f"Title of {code}", severity=severity, source=source, page=PAGE)
    for code, severity, source in (
        ("FORM001", "error", ""),
        ("NAME001", "error", "UK GDPR Article 26"),
        ("TIER006", "warning", ""),
        ("TIER007", "warning", "UK GDPR Article 5(1)(e)"),
        ("TODO001", "note", ""),
    )
)


def report(*findings: Finding, protocols: int = 2) -> Report:
    return Report(list(findings), {FILE: TEXT}, protocols)


@pytest.mark.parametrize(("name", "given"), [("full", FULL), ("clean", CLEAN)])
@pytest.mark.parametrize("form", formats())
def test_every_form_exactly(form: str, name: str, given: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "catalogue", lambda: RULES)
    expected = (EXPECTED / f"{name}.{form}").read_bytes().decode().replace("VERSION", __version__)
    assert f"{render(form, given)}\n" == expected


def test_the_forms() -> None:
    assert formats() == ["github", "gitlab", "json", "junit", "sarif", "text"]


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


def test_what_is_waived_is_kept_apart_and_named_as_seen_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    register = open_register(ROOT / "protocols", ["early-help"])
    file = "early-help/protocol.yaml"
    waiver = Waiver("It is known.", "The board", "2027-05-31", Place("organisations.yaml", 3, 1, 3, 4))
    here = Place(file, 4, 1, 4, 2)
    live = Finding(here, "NAME001", "error", "One.", "", "", "", ((here, "there"),))
    waived = Finding(here, "NAME001", "error", "Two.", "", "", "", (), waiver)
    made = report_of([(register, [waived, live])])
    assert made.summary == "1 protocol checked: 1 error. 1 waived."
    assert [(each.message, each.place.file, each.related[0][0].file) for each in made.findings] == [
        ("One.", str(Path("protocols", file)), str(Path("protocols", file)))
    ]
    (kept,) = made.waived
    assert kept.waiver is not None
    assert (kept.message, kept.waiver.place) == ("Two.", Place(str(Path("protocols/organisations.yaml")), 3, 1, 3, 4))


SCHEMA = json.loads((EXPECTED / "sarif-schema-2.1.0.json").read_bytes())


@pytest.mark.parametrize("given", [FULL, CLEAN], ids=["full", "clean"])
def test_sarif_is_what_its_official_schema_wants(given: Report) -> None:
    made = json.loads(render("sarif", given))
    validator = validator_for(SCHEMA)(SCHEMA)
    assert [error.message for error in validator.iter_errors(made)] == []
    made["runs"][0]["columnKind"] = "letters"
    assert len(list(validator.iter_errors(made))) == 1


def test_sarif_lists_every_rule_and_results_point_to_theirs() -> None:
    (run,) = json.loads(render("sarif", FULL))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == [each.code for each in catalogue()]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert all(each["help"]["markdown"].startswith(f"# {each['id']}: {each['name']}\n") for each in rules)


def test_sarif_names_a_file_elsewhere_by_its_whole_path() -> None:
    finding = Finding(Place("/far away/protocol.yaml", 1, 1, 1, 2), "NAME001", "error", "Wrong.", "", "", "", ())
    (run,) = json.loads(render("sarif", report(finding)))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///far%20away/protocol.yaml"


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "sarif"])
def test_files_on_windows_are_named_with_forward_slashes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("istoolkit.reports._common.PurePath", PureWindowsPath)
    finding = Finding(Place("protocols\\hub\\protocol.yaml", 1, 1, 1, 2), "NAME001", "error", "No.", "", "", "", ())
    written = render(form, report(finding))
    assert FILE in written
    assert "\\hub" not in written


def test_gitlab_knows_a_finding_again_when_its_line_moves_and_tells_equal_ones_apart() -> None:
    moved = [Finding(Place(FILE, 90, 1, 90, 2), "TIER006", "warning", "Nothing is said.", "", "", "", ())] * 3
    here, there = (json.loads(render("gitlab", report(*each))) for each in ([FINDINGS[1]], moved))
    prints = [each["fingerprint"] for each in there]
    assert prints[0] == here[0]["fingerprint"]
    assert len(set(prints)) == 3


def test_github_shows_the_gravest_first_and_keeps_their_order() -> None:
    note, warning, error = FINDINGS[2], FINDINGS[1], FINDINGS[0]
    other = Finding(Place(FILE, 1, 1, 1, 2), "FORM001", "error", "Other.", "", "", "", ())
    printed = render("github", report(note, warning, error, other)).splitlines()
    assert [line.split(" ")[0] for line in printed] == ["::error", "::error", "::warning", "::notice", "2"]
    assert [line.split("title=")[1].split("::")[0] for line in printed[:2]] == ["NAME001", "FORM001"]


def test_github_commands_stay_on_one_line() -> None:
    finding = Finding(Place("a\r\nb", 1, 1, 1, 2), "FORM001", "error", "One\r\n::error::two", "", "", "", ())
    command, _ = render("github", report(finding)).split("\n")
    assert command == ("::error file=a%0D%0Ab,line=1,endLine=1,col=1,endColumn=2,title=FORM001::One%0D%0A::error::two")


def test_junit_can_be_read_and_its_counts_are_right() -> None:
    suites = ElementTree.fromstring(render("junit", FULL))
    cases = list(suites.iter("testcase"))
    assert (suites.tag, suites[0].tag, len(suites)) == ("testsuites", "testsuite", 1)
    for each in (suites, suites[0]):
        assert int(each.attrib["tests"]) == len(cases) == 6
        assert int(each.attrib["failures"]) == len(list(suites.iter("failure"))) == 4
        assert int(each.attrib["skipped"]) == len(list(suites.iter("skipped"))) == 1
    assert len({(each.attrib["classname"], each.attrib["name"]) for each in cases}) == 6
    told = next(each for each in suites.iter("failure") if each.attrib["message"] == MORE[1].message)
    assert MORE[1].message in str(told.text)


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


def _deputy(line: int, severity: Severity = "warning", mend: str = "Name one.") -> Finding:
    place = Place("organisations.yaml", line, 3, line, 9)
    return Finding(place, "POST004", severity, f"Post {line} has no deputy.", "", mend, "", ())


def test_many_findings_that_are_alike_take_a_line_each_after_the_first() -> None:
    findings = [_deputy(line) for line in (2, 4, 6, 8)]
    assert render("text", Report(findings, {}, 1)).splitlines() == [
        "warning POST004  Post 2 has no deputy.",
        "  → organisations.yaml:2:3",
        "    also 4:3  Post 4 has no deputy.",
        "    also 6:3  Post 6 has no deputy.",
        "    also 8:3  Post 8 has no deputy.",
        "    Mend: Name one.",
        "",
        "1 protocol checked: 4 warnings.",
    ]


def test_a_few_are_shown_in_full_and_so_are_those_with_another_mend() -> None:
    few = render("text", Report([_deputy(line) for line in (2, 4, 6)], {}, 1))
    assert few.count("Mend: ") == 3 and "also" not in few
    mixed = render("text", Report([*(_deputy(line) for line in (2, 4, 6)), _deputy(8, mend="Name two.")], {}, 1))
    assert mixed.count("Mend: ") == 4 and "also" not in mixed
