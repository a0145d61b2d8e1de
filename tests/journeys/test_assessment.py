"""An officer assesses a protocol: begins the assessment, rates what is suggested, and looks again when the protocol changes."""

from pathlib import Path

import pytest

from istoolkit.definitions.reader import read
from tests.conftest import Run
from tests.journeys.test_first_protocol import answer


@pytest.fixture
def begun(protocols: Path, istoolkit: Run) -> Path:
    done = istoolkit("new", "assessment", "early-help", cwd=protocols)
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == f"Wrote {Path('early-help/assessment.yaml')}. Rate its risks, then: istoolkit assess early-help\n"
    )
    return protocols / "early-help" / "assessment.yaml"


def test_an_assessment_is_begun_rated_and_looked_at_again(istoolkit: Run, protocols: Path, begun: Path) -> None:
    text = begun.read_text("utf-8")
    assert 'of_version: "1.0"\n' in text and "- id: wrong-recipient\n" in text
    assert "  # Suggested: Someone chooses an address or number by hand:" in text
    checked = istoolkit("check", "--strict", "early-help", "--on", "2026-11-24", cwd=protocols)
    assert checked.returncode == 0 and "note TODO001" in checked.stdout, checked.stdout
    begins = istoolkit("check", "early-help", "--on", "2026-12-01", cwd=protocols)
    assert begins.returncode == 1 and "error ASMT049" in begins.stdout, "nothing begins on an assessment of gaps"

    told = istoolkit("assess", "early-help", cwd=protocols)
    assert told.returncode == 0
    assert "An impact assessment is required." in told.stdout
    assert "Not rated (wrong-recipient): R2 Information goes to the wrong person, before and with" in told.stdout
    assert "Suggested (" not in told.stdout

    one = text.replace(
        "      likelihood: TBC\n      severity: TBC\n", "      likelihood: remote\n      severity: severe\n", 1
    )
    begun.write_text(one, "utf-8")
    assert (
        "The highest risk that remains is low, and 14 are not rated."
        in istoolkit("assess", "early-help", cwd=protocols).stdout
    )
    words = ("likelihood: remote", "severity: severe"), ("likelihood: probable", "severity: severe")
    begun.write_text(one.replace("\n      ".join(words[0]), "\n      ".join(words[1])), "utf-8")
    asks = " ".join(istoolkit("assess", "early-help", cwd=protocols).stdout.split())
    assert "The Information Commissioner must be consulted before it begins" in asks

    rated = text.replace("    likelihood: TBC\n    severity: TBC\n", "    likelihood: possible\n    severity: severe\n")
    rated = rated.replace(
        "      likelihood: TBC\n      severity: TBC\n", "      likelihood: remote\n      severity: severe\n"
    )
    begun.write_text(rated, "utf-8")
    after = istoolkit("assess", "early-help", cwd=protocols).stdout
    assert "Not rated" not in after and "The highest risk that remains is low." in after
    assert "Before measures: high (possible, severe). With measures: low (remote, severe)." in " ".join(after.split())

    definition = protocols / "early-help" / "protocol.yaml"
    answer(definition, ("  channel: [meeting, video-meeting]\n", "  channel: [meeting, secure-email]\n"))
    stale = " ".join(istoolkit("assess", "early-help", cwd=protocols).stdout.split())
    assert "Look again (wrong-recipient): Information goes to the wrong person. Since it was decided," in stale
    assert "was added." in stale


def test_suggestions_that_come_later_are_added_and_all_else_stays(istoolkit: Run, protocols: Path) -> None:
    file = protocols / "case-meeting" / "assessment.yaml"
    nothing = istoolkit("assess", "case-meeting", "--add", cwd=protocols)
    assert nothing.stdout == (
        f"Every suggested risk is taken up or dismissed. {Path('case-meeting/assessment.yaml')} stays as it is.\n"
    )
    before = file.read_text("utf-8").replace("- {suggestion: children,", "# once\n- {suggestion: abroad,")
    file.write_text(before, "utf-8", newline="\r\n")
    told = istoolkit("assess", "case-meeting", cwd=protocols).stdout
    assert "Suggested (children)" in told and "istoolkit assess case-meeting --add" in told

    added = istoolkit("assess", "case-meeting", "--add", cwd=protocols)
    assert added.returncode == 0, added.stderr
    assert added.stdout.startswith(f"Added 1 suggested risk to {Path('case-meeting/assessment.yaml')}. Rate each,")
    content = file.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    was, now = read("a", before.encode()).value, read("a", content).value
    assert {key: value for key, value in now.items() if was[key] != value}.keys() == {"risks", "measures"}
    assert now["risks"][:-1] == was["risks"] and now["measures"][:-1] == was["measures"]
    assert now["risks"][-1]["suggested_by"] == "children" and now["risks"][-1]["grounds"] == ["families"]
    lines = iter(content.decode().replace("\r\n", "\n").split("\n"))
    assert all(line in lines for line in before.split("\n")), "every line is there, in order"
    assert "Suggested (children)" not in istoolkit("assess", "case-meeting", cwd=protocols).stdout
    again = istoolkit("assess", "case-meeting", "--add", cwd=protocols)
    assert again.stdout.startswith("Every suggested risk is taken up or dismissed. 1 is not rated yet.")
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("", 15),
        ("risks:\n- id: own\n  title: Our own\n  because: >-\n    It is\n    so.\n\n# the end\n", 15),
        ("measures:\n  - {id: address-list, title: Our own}\nrisks:\n  - id: children\n    title: Our own\n", 15),
    ],
    ids=["no lists yet", "ends with a text of several lines", "a name that is taken"],
)
def test_suggestions_are_added_to_files_of_many_shapes(istoolkit: Run, protocols: Path, text: str, added: int) -> None:
    file = protocols / "early-help" / "assessment.yaml"
    head = 'format: 1\nversion: "1.0"\nof_version: "1.0"\n'
    file.write_text(head + text, "utf-8")
    done = istoolkit("assess", "early-help", "--add", cwd=protocols)
    assert done.stdout.startswith(f"Added {added} suggested risks and "), done.stderr
    now = read("a", file.read_bytes()).value
    assert len([each for each in now["risks"] if "suggested_by" in each]) == added
    checked = istoolkit("check", "early-help", "--on", "2026-12-01", cwd=protocols).stdout
    assert "NAME00" not in checked and "FORM" not in checked
    assert len({each["id"] for each in now["measures"]}) == len(now["measures"])
    assert len({each["id"] for each in now["risks"]}) == len(now["risks"])
    assert ("# the end" in text) == ("# the end" in file.read_text("utf-8"))


def test_what_cannot_be_done_says_why(istoolkit: Run, protocols: Path) -> None:
    hub = Path("early-help-hub/assessment.yaml")
    there = istoolkit("new", "assessment", "early-help-hub", cwd=protocols)
    assert (there.returncode, there.stderr) == (
        2,
        f"istoolkit: {hub} is there already. Nothing was changed. See: istoolkit assess early-help-hub\n",
    )
    none = istoolkit("assess", "early-help", "--add", cwd=protocols)
    assert none.returncode == 2 and "Make it with: istoolkit new assessment early-help\n" in none.stderr
    unknown = istoolkit("assess", "early-hlp", cwd=protocols)
    assert unknown.returncode == 2 and "Did you mean “early-help”?" in unknown.stderr
    (protocols / hub).write_text("risks: [\n", "utf-8")
    broken = istoolkit("assess", "early-help-hub", cwd=protocols)
    assert (broken.returncode, broken.stderr) == (
        2,
        f"istoolkit: {hub} cannot be assessed before it is mended: istoolkit check {hub}\n",
    )
    (protocols / hub).write_text('format: 1\nversion: "1"\nof_version: "1"\nrisks: TBC\n', "utf-8")
    held = istoolkit("assess", "early-help-hub", "--add", cwd=protocols)
    assert held.returncode == 2 and f"{hub} cannot be added to before it is mended" in held.stderr
    elsewhere = protocols.parent / "elsewhere"
    elsewhere.mkdir()
    outside = istoolkit("assess", "early-help", cwd=elsewhere)
    assert outside.returncode == 2 and "is not in a register" in outside.stderr


def test_the_empty_first_risk_goes_when_suggested_risks_are_added(istoolkit: Run, protocols: Path) -> None:
    assert istoolkit("new", "protocol", "fresh", cwd=protocols).returncode == 0
    assert istoolkit("new", "assessment", "fresh", cwd=protocols).returncode == 0
    file, definition = protocols / "fresh" / "assessment.yaml", protocols / "fresh" / "protocol.yaml"
    begun = file.read_text("utf-8")
    assert "- id: first-risk\n" in begun and "- id: first-measure\n" in begun
    answer(
        definition,
        ("    kind: TBC\n", "    kind: criminal-offence\n"),
        ('to: "TBC: who receives it"', "to: northvale-council"),
    )
    done = istoolkit("assess", "fresh", "--add", cwd=protocols)
    assert done.stdout.startswith("Added "), done.stdout + done.stderr
    now = read("a", file.read_bytes()).value
    assert {"first-risk", "first-measure"}.isdisjoint(
        each["id"] for name in ("risks", "measures") for each in now[name]
    )
    file.write_text(begun.replace("- id: first-risk\n", "- id: our-risk\n"), "utf-8")
    assert istoolkit("assess", "fresh", "--add", cwd=protocols).returncode == 0
    assert read("a", file.read_bytes()).value["risks"][0]["id"] == "our-risk"


def test_a_new_assessment_says_which_words_rate_and_how_a_suggestion_is_dismissed(begun: Path) -> None:
    text = begun.read_text("utf-8")
    assert (
        "# Likelihood is one of: remote, possible, probable.\n# Severity is one of: minimal, significant, severe.\nrisks:\n"
        in text
    )
    shape = text.partition("# dismissed:\n")[2].partition("\n\n")[0].replace("# ", "")
    assert set(read("a", f"{shape}\n".encode()).value[0]) == {"suggestion", "grounds", "because", "by", "date"}
    assert text.count("\nrisks:\n") == text.count("\nmeasures:\n") == 1


def test_a_register_with_errors_of_form_is_not_assessed(istoolkit: Run, protocols: Path) -> None:
    file = protocols / "register.yaml"
    answer(file, ("risk_scale: ico\n", "risk_scale: CNIL\n"))
    done = istoolkit("assess", "early-help-hub", cwd=protocols)
    assert done.returncode == 2 and "Did you mean “cnil”?" in done.stdout and "Screening." not in done.stdout
    assert done.stderr == "It was not assessed: the ratings might be wrong. Mend the errors first.\n"
    answer(file, ("risk_scale: CNIL\n", "risk_scale: own\n"))
    own = istoolkit("assess", "early-help-hub", "--add", cwd=protocols)
    assert own.returncode == 2 and "there is no “own_scale”" in own.stdout


def test_each_open_question_of_the_screening_is_counted_and_listed(istoolkit: Run, protocols: Path) -> None:
    lines = istoolkit("assess", "lettings-collection", cwd=protocols).stdout.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Left to decide: "))
    listed = [line for line in lines[at + 1 :] if line.startswith("  ") and not line.startswith("   ")]
    assert lines[at] == f"Left to decide: {len(listed)}"
    assert sum("Not answered in the screening (" in line for line in listed) > 1


def test_open_questions_are_written_into_the_file_and_answered_there(istoolkit: Run, protocols: Path) -> None:
    file = protocols / "early-help" / "assessment.yaml"
    begun = 'format: 1\nversion: "1.0"\nof_version: "1.0"\nscreening:\n  answers: # ours\n  - factor: large-scale\n    answer: no\n'
    begun += "    because: Forty families\n\ndate: TBC\n"
    file.write_text(begun, "utf-8")
    told = istoolkit("assess", "early-help", cwd=protocols).stdout
    assert "Not answered in the screening (denial-of-service): Deciding on access to a service." in told
    assert "  - {factor: large-scale-sensitive, answer: no, because: …, by: Senior information risk owner}\n" in told
    assert "Not answered in the screening (large-scale)" not in told
    done = istoolkit("assess", "early-help", "--add", cwd=protocols)
    assert "suggested risks and 5 open questions of the screening to" in done.stdout, done.stdout + done.stderr
    now = read("a", file.read_bytes()).value
    names = [each["factor"] for each in now["screening"]["answers"]]
    assert names[0] == "large-scale" and len(names) == len(set(names)) == 6
    assert "  # Does it use special category or criminal offence data on a large scale?" in file.read_text("utf-8")
    again = istoolkit("assess", "early-help", "--add", cwd=protocols)
    assert again.stdout.startswith("Every suggested risk is taken up"), "no question is written twice"
    assert (
        "Answer them where early-help/assessment.yaml says TBC"
        in istoolkit("assess", "early-help", cwd=protocols).stdout
    )
    gaps = istoolkit("check", "early-help", "--on", "2026-12-01", cwd=protocols).stdout
    assert "Mend: Write yes or no and the reason where it says TBC." in gaps, "a second entry would not count"
    assert max(len(line) for line in gaps.splitlines() if "ASMT049" in line) < 700
    written = file.read_text("utf-8").replace(
        "    answer: TBC\n    because: TBC\n", "    answer: no\n    because: Few\n"
    )
    file.write_text(written, "utf-8")
    assert "Not answered in the screening" not in istoolkit("assess", "early-help", cwd=protocols).stdout


def test_a_protocol_that_says_nothing_yet_is_filled_in_first(istoolkit: Run, protocols: Path) -> None:
    istoolkit("new", "protocol", "fresh", cwd=protocols)
    first = "Fill in protocol.yaml first, then add the risks that it suggests with: istoolkit assess fresh --add"
    begun = istoolkit("new", "assessment", "fresh", cwd=protocols).stdout
    assert begun == f"Wrote {Path('fresh/assessment.yaml')}. {first}\n"
    text = (protocols / "fresh" / "assessment.yaml").read_text("utf-8")
    assert f"# {first}\n" in text and "are suggested by the definition" not in text and "factor:" not in text
    nothing = istoolkit("assess", "fresh", "--add", cwd=protocols).stdout
    assert "Fill in protocol.yaml first" in nothing and "Every suggested risk" not in nothing


def test_an_assessment_that_is_held_elsewhere_is_named_first(istoolkit: Run, protocols: Path) -> None:
    told = istoolkit("assess", "early-help", cwd=protocols).stdout.partition("\n\n")[0]
    assert " ".join(told.split()) == (
        "Early help and safeguarding information community agreement Version 1.0. It rests on “Early help impact assessment” "
        "1.0 of 2 November 2026, held by Northvale Council (Approved by the senior information risk owner; On request from "
        "the owner). The check cannot compare what is not in this register. See that it covers what is listed here, or keep "
        "it here: istoolkit new assessment early-help"
    )


def test_under_part_3_its_own_sections_are_named(istoolkit: Run, protocols: Path) -> None:
    told = " ".join(istoolkit("assess", "case-meeting", cwd=protocols).stdout.split())
    assert (
        "Northvale Police and Northvale Probation act under Part 3. There, section 64 of the Data Protection Act"
        in told
    )
    assert "section 65 for prior consultation, beside UK GDPR Articles 35 and 36." in told
    assert "section 64" not in istoolkit("assess", "early-help-hub", cwd=protocols).stdout


FIELDS = {
    "by": "Data protection officer", "date": "2026-11-06", "text": "It may begin", "answer": "accepted",
    "answered_by": "Head of early help", "measures_by": "Head of early help", "measures_on": "2026-11-09",
    "residual_by": "Senior information risk owner", "residual_on": "2026-11-09", "views_by": "Head of early help",
    "review_by": "Information governance group", "review_on": "2027-05-09",
}  # fmt: skip
ENTRIES = (
    ("    answer: TBC\n    because: TBC\n    by: TBC\n", "    answer: no\n    because: Few\n    by: Head of early help\n"),
    ("      likelihood: TBC\n      severity: TBC\n", "      likelihood: remote\n      severity: significant\n"),
    ("    likelihood: TBC\n    severity: TBC\n", "    likelihood: possible\n    severity: significant\n"),
    ("effect: TBC", "effect: reduced"),
    ("    owner: TBC\n    by: TBC\n    state: to-do\n", "    owner: Head of early help\n    by: 2026-11-20\n    state: in-place\n"),
    ('version: "0.1"', 'version: "1.0"'), ("\ndate: TBC", "\ndate: 2026-11-02"), ("when: TBC", "when: 2026-10-02"),
)  # fmt: skip


def test_a_new_assessment_that_is_filled_in_as_it_asks_has_nothing_to_mend(istoolkit: Run, begun: Path) -> None:
    text, _, signed = begun.read_text("utf-8").partition("\nadvice:\n")
    for before, after in ENTRIES:
        assert before in text
        text = text.replace(before, after)
    for name, value in FIELDS.items():
        signed = signed.replace(f"\n  {name}: TBC", f"\n  {name}: {value}", 1)
    unfeared = "not_feared:\n- {event: disappearance, because: Each partner keeps its own records}\n"
    text = text.replace(": TBC", ": Twelve parents were asked")
    begun.write_text(f"{text}\nadvice:\n{signed}\n{unfeared}", "utf-8")
    root = begun.parent.parent
    checked = istoolkit("check", "--strict", "early-help", "--on", "2026-12-01", cwd=root)
    assert checked.stdout == "1 protocol checked: nothing to mend.\n"
    assert istoolkit("assess", "early-help", cwd=root).stdout.endswith("\nLeft to decide: nothing\n")


def test_a_protocol_is_named_by_its_folder_or_a_file_in_it(istoolkit: Run, protocols: Path) -> None:
    shown = {
        istoolkit("assess", name, cwd=protocols).stdout for name in ("case-meeting", "case-meeting/assessment.yaml")
    }
    assert len(shown) == 1 and next(iter(shown)).endswith("Left to decide: nothing\n")
