"""``istoolkit guide`` as an officer meets it."""

from pathlib import Path

from click.testing import CliRunner, Result

from istoolkit.cli.guide import command
from tests.documents.reading import text


def run(protocols: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        command, [*arguments, "--register", str(protocols)], env={"SOURCE_DATE_EPOCH": "1796126400"}
    )


def test_without_a_reader_it_lists_for_whom_there_are_guides(protocols: Path) -> None:
    done = run(protocols, "early-help-hub")
    assert done.exit_code == 0
    first, *parties, last = done.output.splitlines()
    assert first == "Early help hub operational arrangement has guides for the staff of:"
    assert "  schools: Schools and academies" in parties and len(parties) == 7
    assert last == "Make one with --for northvale-council."


def test_a_protocol_without_flows_has_no_guide(protocols: Path) -> None:
    done = run(protocols, "partnership-framework")
    assert (done.exit_code, done.output) == (
        0,
        "Northvale information sharing framework has no flow in which anyone has a part. There is no guide.\n",
    )


def test_the_reader_is_found_by_kind_by_member_and_by_name(protocols: Path, tmp_path: Path) -> None:
    made = []
    for word in ("schools", "school", "Alderbank Primary School", "Schools and academies"):
        path = tmp_path / f"{word}.docx"
        done = run(protocols, "early-help-hub", "--for", word, "--output", str(path))
        assert done.exit_code == 0 and done.output.startswith("The guide for the staff of Schools and academies was ")
        made.append(path.read_bytes())
    assert set(made) == {made[0]} and "For staff of Schools and academies" in text(made[0])


def test_a_page_where_the_name_of_the_file_asks_for_one(protocols: Path, tmp_path: Path) -> None:
    path = tmp_path / "guide.html"
    assert run(protocols, "early-help-hub", "--for", "police", "--output", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"<!") and "For staff of Northvale Police" in path.read_text("utf-8")
    done = run(protocols, "early-help-hub", "--for", "police", "--format", "docx", "--output", str(path))
    assert done.exit_code == 2 and "Change one of the two." in done.output


def test_what_stands_for_several_is_asked_about(protocols: Path) -> None:
    done = run(protocols, "case-meeting", "--for", "council")
    assert done.exit_code == 2
    assert "“council” stands for several. Name one with --for: northvale-council, council-housing or " in done.output


def test_a_post_stands_for_those_who_hold_it(protocols: Path) -> None:
    done = run(protocols, "concern-sharing", "--for", "Named person")
    assert done.exit_code == 2
    assert "Name one with --for: strathcairn-council, strathcairn-health-board or independent-schools." in done.output


def test_a_name_that_is_not_there_and_one_without_a_part(protocols: Path) -> None:
    wrong = run(protocols, "early-help-hub", "--for", "polise")
    assert wrong.exit_code == 2 and "is called “polise”. Did you mean “police”?" in wrong.output
    none = run(protocols, "early-help-hub", "--for", "Quillhaven Software")
    assert none.exit_code == 2
    assert "has no flow in which “Quillhaven Software” has a part, so there is no guide." in none.output
    assert "There are guides for: northvale-council, " in none.output


def test_nothing_is_made_of_a_definition_with_errors_of_form(protocols: Path, tmp_path: Path) -> None:
    path = protocols / "early-help-hub" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("circumstance: below-harm", "circumstance: below-ham", 1), "utf-8")
    done = run(protocols, "early-help-hub", "--for", "schools", "--output", str(tmp_path / "guide.docx"))
    assert done.exit_code == 1 and "Nothing was made. Mend the errors, then try again." in done.output
    assert not (tmp_path / "guide.docx").exists()


def test_only_a_guide_of_ours_is_written_over(protocols: Path, tmp_path: Path) -> None:
    for name in ("guide.docx", "guide.html"):
        path = tmp_path / name
        assert [run(protocols, "early-help-hub", "--for", "police", "--output", str(path)).exit_code for _ in "ab"] == [
            0,
            0,
        ]
        path.write_bytes(b"PK mine")
        done = run(protocols, "early-help-hub", "--for", "police", "--output", str(path))
        assert done.exit_code == 2 and "is there already and is no guide that istoolkit made." in done.output
        assert path.read_bytes() == b"PK mine"
    done = run(protocols, "early-help-hub", "--for", "police", "--output", str(tmp_path / "no" / "guide.docx"))
    assert done.exit_code == 2 and "There is no folder " in done.output


def test_the_beginning_of_a_word_finds_a_reader_and_the_message_says_whose_it_is(
    protocols: Path, tmp_path: Path
) -> None:
    done = run(protocols, "early-help", "--for", "GP", "--output", str(tmp_path / "gp.html"))
    assert done.exit_code == 0 and done.output.startswith("The guide for the staff of GP practices was written to ")
    done = run(protocols, "early-help", "--for", "northvale")
    assert done.exit_code == 2 and "Name one with --for: northvale-council, northvale-youth-justice, " in done.output
