"""An officer has a protocol reviewed: reads what is wrong, looks the law up, mends it, and waives what must wait."""

from pathlib import Path

from tests.conftest import Run
from tests.documents.reading import text
from tests.journeys.test_first_protocol import answer


def test_a_protocol_is_reviewed_mended_and_one_finding_waived(istoolkit: Run, protocols: Path) -> None:
    hub, agreement = protocols / "early-help-hub" / "protocol.yaml", protocols / "early-help" / "protocol.yaml"
    answer(agreement, ("  article_6: public-task\n", "  article_6: legitimate-interests\n"))
    answer(hub, ("  deputy: Senior hub practitioner\n", ""))

    wrong = istoolkit("check", "early-help-hub", cwd=protocols)
    assert wrong.returncode == 1
    assert "error LAWF001  " in wrong.stdout
    assert f"  → {Path('early-help/protocol.yaml')}:" in wrong.stdout
    assert "Source: UK GDPR Article 6(1)" in wrong.stdout
    assert "warning POST004  “Early help hub manager” at Northvale Council has no deputy." in wrong.stdout

    page = istoolkit("rule", "LAWF001").stdout
    assert page.startswith("LAWF001: Basis that is closed to public authorities (error)\n")
    assert "Wrong:\n" in page and "Right:\n" in page and "Why: " in page
    assert "article_6: legitimate-interests" in istoolkit("law", "legitimate", "interests").stdout

    answer(agreement, ("  article_6: legitimate-interests\n", "  article_6: public-task\n"))
    answer(
        hub,
        (
            "  post: Early help hub manager\n",
            "  post: Early help hub manager\n  waivers:\n"
            "  - {rule: POST004, because: The deputy starts in January, by: Data protection officer, until: 2027-01-31}\n",
        ),
    )
    right = istoolkit("check", "--strict", cwd=protocols)
    assert right.returncode == 0
    waived, summary = right.stdout.splitlines()
    assert waived.startswith("waived POST004  ") and waived.endswith("(until 2027-01-31: The deputy starts in January)")
    assert summary == "6 protocols checked: nothing to mend. 1 waived."

    istoolkit("build", "early-help-hub", "--only", "isp", cwd=protocols)
    shown = text((protocols / "out" / "early-help-hub" / "early-help-hub-1.0-protocol.docx").read_bytes())
    assert "Post without a deputy (rule POST004)" in shown
    assert "The deputy starts in January" in shown and "31 January 2027" in shown

    later = istoolkit("check", "--on", "2027-02-01", cwd=protocols)
    assert "warning WAIV002  The waiver of POST004 ran out on 2027-01-31." in later.stdout
    assert "warning POST004  " in later.stdout


def test_a_draft_with_an_error_of_law_is_made_and_says_so(istoolkit: Run, protocols: Path) -> None:
    agreement = protocols / "early-help" / "protocol.yaml"
    answer(agreement, ("  article_6: public-task\n", "  article_6: legitimate-interests\n"))
    done = istoolkit("build", "early-help", "--only", "isp", cwd=protocols)
    assert done.returncode == 0 and done.stdout.startswith("1 document written to out.")
    assert done.stderr == "The check finds an error in these drafts. Before anyone signs: istoolkit check\n"


def test_the_law_of_a_day(istoolkit: Run, protocols: Path) -> None:
    agreement = protocols / "early-help" / "protocol.yaml"
    answer(agreement, ("\nin_force: 2026-12-01\n", "\nin_force: 2026-09-01\n"))
    done = istoolkit("check", "early-help", cwd=protocols)
    assert "error GATE004  “Children Act 2004, section 16LA” is law from 30 September 2026" in done.stdout


def test_a_waiver_does_not_let_a_wrong_document_be_made(istoolkit: Run, protocols: Path) -> None:
    hub = protocols / "early-help-hub" / "protocol.yaml"
    waiver = "  waivers: [{rule: NAME001, because: Later, by: The owner, until: 2027-01-31}]\n"
    answer(hub, ("  from: schools\n  to: northvale-council\n", f"  from: scools\n{waiver}  to: northvale-council\n"))
    done = istoolkit("build", "early-help-hub", cwd=protocols)
    assert done.returncode == 1 and "NAME001  “scools” is not a party" in done.stdout
    assert not (protocols / "out").exists()
