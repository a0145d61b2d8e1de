"""Near misses of the TEXT rules: what a clumsy search would catch, and what a careful one must not miss.

A text stands under “human_rights”, where anything may be written, in the register of the examples.
"""

import datetime
import json
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.rules import catalogue, check
from tests.rules.pages import findings, laid_over

TODAY = datetime.date(2026, 12, 1)
RULES = [each for each in catalogue() if each.group == "TEXT"]


def found(fragment: str, root: Path, on: datetime.date | None = TODAY) -> list[str]:
    """Return the code and message of each finding of this theme with a fragment laid over."""
    register = open_register(laid_over(fragment, root), on=on)
    return [f"{each.code} {problem.message}" for each in RULES for problem in each.check(register)]


def in_text(text: str, root: Path) -> list[str]:
    """Return what is found where a text stands in the protocol."""
    return found(f"human_rights: {json.dumps(text)}\n", root)


PASSES = """
The Data Protection Act 1998 was repealed in 2018.
The Data Protection Act 1998 (repealed) is not relied on.
Because every child matters, we share.
The caf by the station is a good place to meet.
The Cyber Assessment Framework is met.
CRC errors in a transfer are logged.
Former CCG staff keep their accounts.
The Welsh safeguarding children board may see the figures.
The Probation Board for Northern Ireland may see the figures.
The Health and Social Care Board of the council meets each month.
Police and Council staff meet. Tell Police at once.
The County Council and the Local Health Board may see it.
The General Medical Council and the National Police Chiefs' Council give advice.
British Transport Police, Police Scotland and the Crown Prosecution Service are told.
NHS England and the Information Commissioner's Office publish figures.
The Domestic Abuse Information Sharing Protocol stands beside this one.
Schools and Northvale Police, and West Northvale Council, agree.
The Northvale Safeguarding Children Partnership meets each month.
The School Council and the Youth Council are asked.
The form is to be completed by the practitioner.
The form is to be completed.
The quillery opens early. The Quillery Council and others meet there.
PC Support and the DS Team help.
Dates are written dd/mm/yyyy and times as hh:mm.
Groups of <5 and >100 are hidden, and [the owner] says why [1].
We insert a note. Is it needed? Really??
PC and DC are ranks. Mr and Mrs are titles. Dr Foster's Surgery is told, after Professor Munro's review.
The number is 0161 496 0123, or 020 7946 0000, or +44 1632 960 101.
Written as 999 123 4579, it is no number that anyone has.
ISBN 999 123 4578 is a book, and 9991234578 an order.
CHI is checked: 0101901233 is wrong.
0101901232 is an order, and 01632 960101 a telephone.
QQ 12 34 56 C, GB 12 34 56 A and ZA104416 belong to nobody.
The contract is X999912345678.
Name and date of birth are matched. A visit on 12/03/2024 is logged.
Children born on or after 1 September 2014 and before 1 September 2015 are meant.
The first entry has DOB 01/01/1900 to 31/12/1999.
Child A is told by the school.
Write to childrens.hub@northvale.example, a.e@trust.example or northvale.police@northvale.example.
""".strip().splitlines()

CAUGHT = [
    ("We rely on the data protection act 1998.", "TEXT001", "“data protection act 1998” has been"),
    ("The Data Protection Act 1998 is being replaced.", "TEXT001", "since 25 May 2018. Replaced by"),
    (
        "Schedule 2 of the Data Protection Act 1998 holds.",
        "TEXT001",
        "“Schedule 2 of the Data Protection Act 1998” has",
    ),
    ("The CAF is one thing and the CAF another.", "TEXT002", "“CAF” is out of date. The"),
    ("CAF forms are used.", "TEXT002", "“CAF” is out of date. The"),
    ("The CAF was replaced. The CAF is used.", "TEXT002", "“CAF” is out of date. The"),
    ("Clinical commissioning groups decide.", "TEXT002", "“Clinical commissioning groups” has been out of date"),
    ("The LSCB’s policy holds.", "TEXT002", "“LSCB’s” is out of date."),
    ("Working Together (2018) is followed.", "TEXT002", "“Working Together (2018)” is out of date."),
    ("Northvale Council and Eastmere Council agree.", "TEXT003", "“Eastmere Council” is not in this register."),
    ("Eastmere Council and Northvale Council agree.", "TEXT003", "“Eastmere Council” is not in this register."),
    ("When Eastmere Police ask, we answer.", "TEXT003", "“Eastmere Police” is not in this register."),
    ("NHS Eastmere Integrated Care Board", "TEXT003", "“Eastmere Integrated Care Board” is not"),
    ("Dumfries and Galloway Council is told.", "TEXT003", "“Dumfries and Galloway Council” is not"),
    ("The Wexbridge Information Sharing Agreement holds.", "TEXT003", "“Wexbridge Information Sharing Agreement”"),
    ("Eastmere Community NHS Foundation Trust", "TEXT003", "“Eastmere Community NHS Foundation Trust” is not"),
    ("[insert date]", "TEXT004", "A blank was not filled in: “[insert date]”."),
    ("To be completed", "TEXT004", "A blank was not filled in: “To be completed”."),
    ("It starts on dd/mm/yyyy", "TEXT004", "“on dd/mm/yyyy”."),
    ("XX/XX/XXXX", "TEXT004", "“XX/XX/XXXX”."),
    ("Signed by ______ of <organisation>", "TEXT004", "“______”."),
    ("{{ party }} signs.", "TEXT004", "“{{ party }}”."),
    ("Click or tap here to enter text.", "TEXT004", "“Click or tap here to enter text”."),
    ("Why????", "TEXT004", "“????”."),
    ("Mrs Tessa Quillfeather decides.", "TEXT005", "“Mrs Tessa Quillfeather” is a person's name."),
    ("PC 1234 Quillfeather decides.", "TEXT005", "“PC 1234 Quillfeather” is a person's name."),
    ("Cllr O'Quill decides.", "TEXT005", "“Cllr O'Quill” is a person's name."),
    ("Dr T. Quillfeather decides.", "TEXT005", "“Dr T. Quillfeather” is a person's name."),
    ("Write to t.quillfeather@northvale.example.", "TEXT006", "“t.quillfeather@northvale.example” looks like"),
    (
        "Write to tessa_quillfeather2@northvale.example.",
        "TEXT006",
        "“tessa_quillfeather2@northvale.example” looks like",
    ),
    ("For the price write to sarah.price@northvale.example.", "TEXT006", "“sarah.price@northvale.example” looks like"),
    ("999 123 4578 is the number.", "TEXT007", "a health service number that begins with 999 stands"),
    ("NHS number 9991234578", "TEXT007", "a health service number that begins with 999 stands"),
    ("CHI 0101901232", "TEXT007", "a health service number that begins with 010 stands"),
    ("AB123456C", "TEXT008", "a National Insurance number that begins with AB stands"),
    ("Tessa Quillfeather, born 3 May 2012, is told.", "TEXT009", "a date of birth stands"),
    ("Child Z was born on 3 May 2012.", "TEXT009", "a date of birth stands"),
    ("D.O.B.: 03.05.12", "TEXT009", "a date of birth stands"),
    ("Date of birth: 2012-05-03", "TEXT009", "a date of birth stands"),
    ("E99991234567A is no pupil's, E999912345678 is.", "TEXT010", "a unique pupil number that begins with E9999"),
]


@pytest.mark.parametrize("text", PASSES)
def test_a_near_miss_passes(text: str, tmp_path: Path) -> None:
    assert in_text(text, tmp_path / "r") == []


@pytest.mark.parametrize(("text", "code", "words"), CAUGHT, ids=[each[0] for each in CAUGHT])
def test_a_fault_is_caught_once(text: str, code: str, words: str, tmp_path: Path) -> None:
    [line] = in_text(text, tmp_path / "r")
    assert line.startswith(f"{code} ")
    assert words in line


def test_a_personal_number_is_not_told_again(tmp_path: Path) -> None:
    [line] = in_text("999 123 4578", tmp_path / "r")
    assert "4578" not in line


def test_the_place_is_the_text_and_the_mend_says_what_to_write(tmp_path: Path) -> None:
    fragment = "governance:\n  meets: Each quarter\n  monitoring: The LSCB takes a sample\n"
    [line] = findings(fragment, tmp_path / "r")
    assert line.startswith("hub/protocol.yaml:78:15 TEXT002 “LSCB” is out of date.")
    assert line.endswith("| Write instead: safeguarding partners.")


def test_a_text_over_several_lines_is_read_as_one(tmp_path: Path) -> None:
    fragment = "human_rights: >-\n  Each partner keeps the Data Protection\n  Act 1998.\n"
    assert [line[:7] for line in found(fragment, tmp_path / "a")] == ["TEXT001"]
    fragment = "human_rights: |\n  Each partner keeps the Data Protection\n  Act 1998.\n"
    assert [line[:7] for line in found(fragment, tmp_path / "b")] == ["TEXT001"]


def test_words_of_two_texts_are_not_read_as_one(tmp_path: Path) -> None:
    fragment = "governance: {monitoring: The Data Protection Act, meets: 1998}\n"
    assert found(fragment, tmp_path / "r") == []


@pytest.mark.parametrize(
    "fragment",
    [
        "supersedes: [Agreement under the Data Protection Act 1998 of Eastmere Council]\n",
        "not_shared:\n- {title: CAF forms, because: The LSCB holds them}\n",
        'changes:\n- {version: "1.0", date: 2026-11-02, summary: The PCT leaves and Eastmere Council joins}\n',
        "background: The LSCB began this work, and the Data Protection Act 1998 was law when it did.\n",
        "definitions:\n- {term: CCG, meaning: A body that integrated care boards replaced}\n",
    ],
)
def test_what_was_before_may_be_told(fragment: str, tmp_path: Path) -> None:
    assert found(fragment, tmp_path / "r") == []


def test_old_law_that_is_kept_today_is_a_fault_in_the_background_too(tmp_path: Path) -> None:
    fragment = "background: Each partner keeps the Data Protection Act 1998.\n"
    assert [line[:7] for line in found(fragment, tmp_path / "r")] == ["TEXT001"]


@pytest.mark.parametrize(
    ("nations", "words"),
    [
        ("[england]", ["“LSCB” is out of date. Replaced"]),
        ("[england, wales]", ["“LSCB” is out of date in England. Replaced"]),
        ("[wales]", []),
    ],
)
def test_words_are_out_of_date_where_their_record_says(nations: str, words: list[str], tmp_path: Path) -> None:
    lines = found(f"jurisdictions: {nations}\nhuman_rights: The LSCB decides.\n", tmp_path / "r")
    assert [line.split(" ", 1)[1].split(" by ")[0] for line in lines] == words


def test_law_that_holds_in_another_of_the_nations_may_be_meant_for_it(tmp_path: Path) -> None:
    text = "human_rights: Section 17 of the Children Act 1989 holds.\n"
    assert len(found(f"jurisdictions: [wales]\n{text}", tmp_path / "a")) == 1
    assert found(f"jurisdictions: [england, wales]\n{text}", tmp_path / "b") == []


OWN = """\
human_rights: The harbour board decides.
# law.yaml
superseded:
- {id: harbour-board, words: [harbour board], sort: body, now: port council, since: 2027-04-01}
"""


def test_words_that_go_out_of_date_later_pass_until_then(tmp_path: Path) -> None:
    root = laid_over(OWN, tmp_path / "r")
    lines = {
        day: [
            each.message
            for each in check(open_register(root, on=datetime.date.fromisoformat(day)))
            if each.code == "TEXT002"
        ]
        for day in ("2027-03-31", "2027-04-01")
    }
    assert lines["2027-03-31"] == []
    assert lines["2027-04-01"] == ["“harbour board” has been out of date since 1 April 2027."]


def test_a_later_protocol_names_what_is_new_on_its_first_day(tmp_path: Path) -> None:
    assert len(found(f"in_force: 2027-05-01\n{OWN}", tmp_path / "r", on=None)) == 1
    assert found(OWN, tmp_path / "s", on=None) == []


ORGANISATION = """\
# organisations.yaml
organisations:
- id: charity
  title: Eastmere Clinical Commissioning Group
  kind: charity
  nations: [england]
  previous_names: [Eastmere PCT]
"""


def test_an_organisation_that_is_no_more_is_told_apart(tmp_path: Path) -> None:
    assert [line[:7] for line in found(ORGANISATION, tmp_path / "a")] == ["TEXT002"]
    assert found(f"{ORGANISATION}  dissolved: 2027-06-30\n", tmp_path / "b") == []


@pytest.mark.parametrize(
    "fragment",
    [
        "definitions:\n- {term: Eastmere, meaning: The next city}\n",
        "partnership: Eastmere and Northvale together\n",
        "title: Eastmere hub\n",
        "# members/schools.csv\nid,name,joined\noak-primary,Eastmere School,2026-12-01\n",
        "# organisations.yaml\norganisations:\n- id: charity\n  title: Lanternway\n  legal_name: Lanternway of Eastmere\n"
        "  kind: charity\n  nations: [england]\n",
    ],
)
def test_a_name_that_the_register_has_is_no_copy(fragment: str, tmp_path: Path) -> None:
    text = "human_rights: Eastmere Council decides.\n"
    own, mark, files = fragment.partition("# ")
    assert found(f"{own}{text}{mark}{files}", tmp_path / "r") == []


@pytest.mark.parametrize(
    "post",
    [
        "Chief Nurse",
        "Caldicott Guardian",
        "Deputy Head Teacher",
        "Borough Solicitor",
        "Northvale Lanternway",
        "Head of Early Help",
        "Practice manager (Long Quillfeather)",
        "TBC: Tessa Quillfeather decides",
    ],
)
def test_the_title_of_a_post_is_no_name(post: str, tmp_path: Path) -> None:
    assert found(f"author: {json.dumps(post)}\n", tmp_path / "r") == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tessa Quillfeather", "Tessa Quillfeather"),
        ("Tessa J. O'Quill-Feather", "Tessa J. O'Quill-Feather"),
        ("Tessa Quillfeather, Head of Early Help", "Tessa Quillfeather"),
        ("Head of early help: Sarah Quillfeather", "Sarah Quillfeather"),
        ("Data protection officer (Sarah Price)", "Sarah Price"),
    ],
)
def test_a_name_in_the_place_of_a_post_is_caught(written: str, name: str, tmp_path: Path) -> None:
    assert found(f"author: {json.dumps(written)}\n", tmp_path / "r") == [f"TEXT005 “{name}” is a person's name."]


def test_titles_of_posts_in_welsh_are_not_taken_for_names(tmp_path: Path) -> None:
    author = "author: Gwarchodwr Llusern\n"
    assert len(found(author, tmp_path / "a")) == 1
    assert found(f"language: cy-GB\n{author}", tmp_path / "b") == []


def test_members_and_settings_are_read_too(tmp_path: Path) -> None:
    members = "# members/schools.csv\nid,name,joined,signed_by,mailbox\n"
    row = "oak-primary,Oak Primary School,2026-12-01,Tessa Quillfeather,tessa.quillfeather@oak.example\n"
    assert [line[:7] for line in found(members + row, tmp_path / "a")] == ["TEXT005", "TEXT006"]
    settings = "# register.yaml\ncontact: t.quillfeather@northvale.example\n"
    assert [line[:7] for line in found(settings, tmp_path / "b")] == ["TEXT006"]


def test_a_health_number_of_scotland_counts_there_without_the_word(tmp_path: Path) -> None:
    text = "human_rights: The number is 0101901232.\n"
    assert found(f"jurisdictions: [scotland]\n{text}", tmp_path / "a") == [
        "TEXT007 What looks like a health service number that begins with 010 stands in this text."
    ]
    assert found(text, tmp_path / "b") == []


def test_a_broken_file_stops_nothing(tmp_path: Path) -> None:
    root = laid_over("human_rights: The LSCB decides.\n", tmp_path / "r")
    (root / "organisations.yaml").write_text("organisations: [", "utf-8")
    (root / "register.yaml").write_text("format: 1\njurisdictions: TBC\n", "utf-8")
    assert "TEXT002" in {each.code for each in check(open_register(root, on=TODAY))}
