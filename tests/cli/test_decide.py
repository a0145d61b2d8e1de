"""``istoolkit decide``: at a terminal one question at a time, in a script with answers given beforehand."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from istoolkit.cli import _decided, cli
from istoolkit.definitions.reader import read
from istoolkit.definitions.schema import load
from tests.conftest import EPOCH

Do = Callable[..., Result]
TO_SHARE = "no\nyes\nyes\nno\nchild\n1\nyes\nyes\n"
BETWEEN = ("early-help", "--from", "schools", "--to", "northvale-council", "--item", "harm-concern")


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Do:
    """Run the command in a folder that is no register."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)

    def run(*arguments: object, typed: str | None = None) -> Result:
        done = CliRunner().invoke(cli, ["decide", *map(str, arguments)], input=typed, prog_name="istoolkit")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


@pytest.fixture
def typing(do: Do, monkeypatch: pytest.MonkeyPatch) -> Do:
    """The same at a terminal."""
    monkeypatch.setattr(_decided, "at_terminal", lambda: True)
    return do


def flat(done: Result) -> str:
    return " ".join(done.output.split())


def test_danger_ends_it_at_the_first_answer(typing: Do) -> None:
    done = typing(typed="yes\n")
    assert done.exit_code == 0
    told = done.output.splitlines()
    assert told[1] == "If someone is in danger now, call 999. Do not wait for this."
    assert "ACT NOW AND TELL AFTERWARDS" in told and "  1. Call 999" in told
    assert "2. Good reason?" not in told


def test_questions_come_one_at_a_time_and_the_result_comes_first(typing: Do) -> None:
    done = typing(typed=TO_SHARE)
    assert done.exit_code == 0
    asked = ["1. Danger now?", "2. Good reason?", "3. Can anyone be identified?", "4. Must you share?"]
    asked += ["5. Serious harm or crime?", "6. How much?", "7. Right and ready?", "SHARE", "What to do", "Why"]
    assert [line for line in done.output.splitlines() if line in asked] == asked
    closing = "The decision is yours, with the reasons that you write down. This is not legal advice.\n"
    assert closing in done.output and "officer decides" not in done.output


def test_back_returns_to_the_question_before_and_a_question_mark_tells_more(typing: Do) -> None:
    done = typing(typed="2\nback\nback\n?\nmaybe\n1\n")
    assert done.exit_code == 0 and "ACT NOW AND TELL AFTERWARDS" in done.output
    assert done.output.count("1. Danger now?") == 3 and done.output.count("2. Good reason?") == 1
    assert "Think of this\n  - Someone may be hurt, abused, taken away or lost\n" in done.output
    assert "“maybe” is none of these. Write a number from 1 to 3." in done.output


def test_back_takes_only_the_last_answer(typing: Do) -> None:
    done = typing(typed="no\nyes\nback\nno\n")
    assert done.exit_code == 1 and "DO NOT SHARE: THERE IS NO PROPER REASON" in done.output
    assert done.output.count("1. Danger now?") == 1 and done.output.count("2. Good reason?") == 2


def test_what_counts_as_a_duty_is_listed_for_the_nation(typing: Do) -> None:
    done = typing("--nation", "wales", typed="no\nyes\nyes\n?\nstop\n")
    assert done.exit_code == 2 and "You stopped before there was an outcome. Nothing was written." in done.output
    assert "- A child at risk: A council's relevant partner that has reasonable cause to suspect" in done.output
    assert "(England)" not in done.output and "section 16LA" not in done.output and "Scotland" not in done.output


def test_which_duty_it_is_is_chosen_by_number_and_its_law_is_told(typing: Do) -> None:
    to_duty = "no\nyes\nyes\n2\n"
    done = typing("--nation", "england", typed=f"{to_duty}9\n?\n3\nyes\n")
    assert done.exit_code == 0 and "Which of these is it?\n\n  1  A court order\n" in done.output
    assert "“9” is none of these. Write a number from 1 to 5." in done.output
    assert "  5  Another one, or I cannot say which\n" in done.output
    assert "  - Children Act 1989, section 47 (in part to be confirmed)\n" in done.output.rpartition("SHARE\n")[2]
    assert "requires it: a council's enquiry into significant harm" in flat(done)
    back = typing("--nation", "england", typed=f"{to_duty}back\n2\n5\nyes\n")
    assert back.exit_code == 0 and back.output.count("4. Must you share?") == 2
    assert "section 47" not in back.output.rpartition("SHARE\n")[2]


def test_without_a_nation_each_duty_says_where_it_holds(typing: Do) -> None:
    done = typing(typed="no\nyes\nyes\n?\n2\n")
    assert "- An adult at risk (Wales): " in done.output and "- An adult at risk (Scotland): " in done.output
    assert "- A court order: " in done.output
    assert "  3  A child at risk (Wales)\n" in done.output


def test_stopping_with_no_more_input_is_no_outcome(typing: Do) -> None:
    done = typing(typed="no\n")
    assert done.exit_code == 2 and "If someone is in danger now, call 999." in done.stderr


def test_what_the_protocol_says_stands_beside_and_enter_confirms_only_what_is_certain(
    typing: Do, protocols: Path
) -> None:
    done = typing(*BETWEEN, "--register", protocols, typed="\nno\n\nyes\n\n1\nno\nyes\n")
    assert done.exit_code == 0
    told = flat(done)
    assert told.startswith("Early help and safeguarding information community agreement: Draft, not signed.")
    assert "This protocol says that it is shared for: Protect children from significant harm." in told
    assert "Children Act 2004, section 16LA (duty). See whether it holds here." in told
    assert done.output.count("(Enter for: Yes)") == 1  # person; never danger, the reason or the duty
    assert "In England a listed body that holds information" in told


def test_a_protocol_with_errors_is_left_out_and_danger_is_asked_all_the_same(typing: Do, protocols: Path) -> None:
    path = protocols / "early-help" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("tier: community", "tier: comunity", 1), "utf-8")
    done = typing(*BETWEEN, "--register", protocols, typed="yes\n")
    assert done.exit_code == 0 and "ACT NOW AND TELL AFTERWARDS" in done.output
    assert "What protocols say is left out here: their files have errors (" in flat(done)


def test_a_broken_decision_of_the_partnership_is_left_aside_and_said(typing: Do, protocols: Path) -> None:
    (protocols / "guidance.yaml").write_text('format: 1\nquestions:\n- {id: purpose, order: "5"}\n', "utf-8")
    done = typing("--register", protocols, typed="yes\n")
    assert done.exit_code == 0 and "guidance.yaml changes the decision so that it cannot be walked." in done.output
    assert "1. Danger now?" in done.output


@pytest.mark.parametrize(
    ("answers", "code", "first"),
    [
        ("danger: yes", 0, "ACT NOW AND TELL AFTERWARDS"),
        ("{danger: no, purpose: yes, person: no}", 0, "SHARE WITHOUT NAMING ANYONE"),
        ("{danger: no, purpose: no}", 1, "DO NOT SHARE: THERE IS NO PROPER REASON"),
        ("danger: not sure", 1, "ASK FOR ADVICE THIS MINUTE"),
    ],
)
def test_in_a_script_answers_are_given_and_the_exit_code_tells_the_result(
    do: Do, answers: str, code: int, first: str
) -> None:
    done = do("--answers", "-", typed=answers)
    assert (done.exit_code, done.output.splitlines()[0]) == (code, first)


def test_in_a_script_a_missing_answer_is_named_with_what_to_write(do: Do) -> None:
    for given, name in (("danger: no", "purpose"), (None, "danger")):
        done = do(*(("--answers", "-") if given else ()), typed=given)
        assert done.exit_code == 2 and f"to “{name}” (" in done.stderr
        assert f"Write in a file {name}: and one of yes, no or not-sure, and give it with --answers." in done.stderr


def test_answers_given_are_not_asked_again_and_may_be_taken_back(typing: Do, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("danger: no\npurpose: no\n", "utf-8")
    assert typing("--answers", "a.yaml").exit_code == 1
    (tmp_path / "a.yaml").write_text("danger: no\n", "utf-8")
    done = typing("--answers", "a.yaml", typed="back\nyes\n")
    assert done.exit_code == 0 and "ACT NOW AND TELL AFTERWARDS" in done.output


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("--answers", "-"), "dangr: no", "-: There is no question “dangr” here. Did you mean “danger”?"),
        (("--answers", "-"), "danger: [", "-, line 1: "),
        (("--answers", "-"), "just words", "-: It does not hold answers. Write each question with its answer"),
        (("--answers", "gone.yaml"), None, "gone.yaml cannot be read: No such file or directory."),
        (("--record", "r.pdf"), None, "r.pdf cannot be the record: give it a name that ends with .docx or .yaml."),
        (("--record", "no/r.yaml"), None, "There is no folder no to write r.yaml in."),
        (("--name", "Sam"), None, "--name is for the record. Give --record FILE too, or leave it out."),
        (("--from", "schools"), None, "Give --to too, so that it is known who gives to whom."),
        (("--item", "needs"), None, "Give --from and --to too"),
        (("early-help",), None, "is not in a register"),
        (("--from", "a", "--to", "b"), None, "is not in a register"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_asked(
    do: Do, arguments: tuple[str, ...], typed: str | None, said: str
) -> None:
    done = do(*arguments, typed=typed)
    assert done.exit_code == 2 and said in done.stderr, done.output


def test_a_name_of_nobody_is_said(do: Do, protocols: Path) -> None:
    done = do("early-help", "--from", "shcools", "--to", "northvale-council", "--register", protocols)
    assert done.exit_code == 2 and "“shcools”. Did you mean “schools”?" in done.stderr


def test_a_record_that_is_there_is_never_written_over(typing: Do, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("mine", "utf-8")
    done = typing("--record", "r.yaml", typed="yes\n")
    assert done.exit_code == 2 and "1. Danger now?" not in done.output
    assert "r.yaml is there already. Nothing was changed." in done.stderr
    assert (tmp_path / "r.yaml").read_text("utf-8") == "mine"


def test_the_record_names_the_protocol_and_nobody_unless_asked(typing: Do, protocols: Path, tmp_path: Path) -> None:
    kept = ("--register", protocols, "--record")
    done = typing(*BETWEEN, *kept, "r.yaml", typed=TO_SHARE)
    value = read("r", (tmp_path / "r.yaml").read_bytes()).value
    assert done.exit_code == 0 and value["protocols"] == ["early-help"] and "about" not in value
    assert (value["from"], value["to"], value["nations"]) == ("Schools and academies", "Northvale Council", ["England"])
    assert "It names a person." not in done.output
    named = typing(*BETWEEN, *kept, "s.yaml", "--name", "Sam Doe", "--answers", "r.yaml")
    assert read("s", (tmp_path / "s.yaml").read_bytes()).value["about"] == "Sam Doe"
    assert "It names a person. Keep it only where the case record is kept" in flat(named)


def test_without_a_protocol_the_nations_are_those_of_the_protocols_that_let_it_pass(
    typing: Do, protocols: Path
) -> None:
    done = typing("--from", "northvale-police", "--to", "schools", "--register", protocols, typed="no\nyes\nyes\n?\n")
    told = flat(done)
    assert told.startswith("Once they are signed, Northvale community harm case meeting operational arrangement, ")
    assert "would let Northvale Police give Schools and academies information. They are not agreed yet." in told
    assert "(England)" in told and "female genital" in told.casefold() and "Principal Reporter" not in told


def test_law_that_is_not_in_force_on_the_day_is_said(do: Do) -> None:
    given = "{danger: no, purpose: yes, person: yes, duty: child-welfare, detriment: no, right-way: yes}"
    done = do("--answers", "-", "--nation", "england", "--on", "2026-09-01", typed=given)
    assert (
        "Law that has changed or is not in force\n" in done.output
        and "Children Act 2004, section 16LA begins on 30 September 2026." in (done.output)
    )
    later = do("--answers", "-", "--nation", "england", "--on", "2026-10-01", typed=given)
    assert "Law that has changed or is not in force" not in later.output


def test_the_form_of_answers_is_that_of_the_schema() -> None:
    item = load("guidance").fields["questions"].item
    assert item and item.fields["answers"].item
    assert {"answer", "words", "then", "because", "record", "grounds", "jurisdictions", "law"} == {
        *item.fields["answers"].item.fields
    }


def test_a_plain_yes_that_may_be_several_answers_is_asked_about(typing: Do) -> None:
    done = typing("--nation", "england", typed="no\nyes\nyes\ny\n2\n5\nyes\n")
    assert done.exit_code == 0 and "Which yes: 1 or 2?" in done.output and "Which of these is it?" in done.output
    wales = typing("--nation", "wales", typed="no\nyes\nyes\nyes\n1\nyes\n")
    assert wales.exit_code == 0 and "Which yes" not in wales.output
    file = typing("--answers", "-", typed="{danger: no, purpose: yes, person: yes, duty: yes}")
    assert file.exit_code == 2
    assert (
        "“yes” may be several answers to “duty” (Does the law require you to share this?). Write child-welfare or by-law."
        in flat(file)
    )


@pytest.mark.parametrize("slip", ["duty: perhaps", "dangr: no", "purpose: [", "danger: no", "detriment: no"])
def test_danger_in_a_file_counts_whatever_else_is_wrong_in_it(do: Do, slip: str) -> None:
    done = do("--answers", "-", "--nation", "wales", typed=f"danger: yes\n{slip}\n")
    assert done.exit_code == 0 and "ACT NOW AND TELL AFTERWARDS" in done.stdout and done.stderr.startswith("-")


def test_only_what_stands_on_the_way_stops_and_other_nations_do_not_count(do: Do) -> None:
    done = do("--answers", "-", "--nation", "wales", typed="{danger: no, purpose: no, duty: maybe, detriment: no}")
    assert done.exit_code == 1 and "DO NOT SHARE: THERE IS NO PROPER REASON" in done.stdout
    assert "“detriment” is not asked in this nation. It does not count." in done.stderr
    assert "“maybe” is no answer to “duty”" in done.stderr and "It does not matter for this outcome." in done.stderr
    assert do("--answers", "-", typed="{danger: no, purpose: yes, purpos: no}").exit_code == 2


def test_the_outcome_can_be_left_by_going_back(typing: Do) -> None:
    done = typing(typed="no\nno\nback\nyes\nno\n\n")
    assert done.exit_code == 0 and "DO NOT SHARE: THERE IS NO PROPER REASON" in done.output
    assert done.output.count("2. Good reason?") == 2 and "SHARE WITHOUT NAMING ANYONE" in done.output
    assert "Press Enter to end, or type back to answer the last question again" in done.output


@pytest.mark.parametrize("text", ["[1,2]", "format: 1\nquestions: [", "format: 1\nquestions: none\n"])
def test_guidance_that_cannot_be_read_is_said(do: Do, protocols: Path, text: str) -> None:
    (protocols / "guidance.yaml").write_text(text, "utf-8")
    done = do("--register", protocols, "--answers", "-", typed="danger: yes")
    assert done.exit_code == 0 and "ACT NOW AND TELL AFTERWARDS" in done.output
    assert "guidance.yaml cannot be read as it is. The questions that come with the toolkit are asked." in flat(done)


def test_a_record_that_could_not_be_written_is_said_first(typing: Do, tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    cases = {"gone.yaml": "is there already", f"{'x' * 300}.yaml": "cannot be written: File name too long."}
    for name, said in cases.items():
        done = typing("--record", name, typed="yes\n")
        assert done.exit_code == 2 and said in done.stderr and "1. Danger now?" not in done.output
    done = typing("--record", "r.yaml", "--name", "Sam\x1b[2J", typed="yes\n")
    assert done.exit_code == 2 and "--name holds a character that cannot be printed." in done.stderr


def test_a_reader_that_goes_away_does_not_change_the_exit_code(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "istoolkit", "decide", "--answers", "-"]
    done = subprocess.run(command, input=b"danger: yes", stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
