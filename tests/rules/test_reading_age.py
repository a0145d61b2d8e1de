"""PLAIN: words for families and young people as an officer writes them, and what only looks wrong."""

from pathlib import Path

import pytest

from istoolkit.rules import catalogue
from tests.rules.pages import laid_over
from tests.rules.signing import opened

HARD = "Proportionate information sharing facilitates identification of vulnerability and necessitates intervention by practitioners."
EASY = "We talk to each other so that you get help soon. We ask you first. You can say no."


def guides(reader: str, part: str, text: str) -> str:
    return f"guides:\n  {reader}:\n    {part}: >-\n      {text}\n"


def found(fragment: str, root: Path, code: str) -> list[str]:
    """What one rule finds in the register of the examples with a block laid over it: file and message."""
    rule = next(each for each in catalogue() if each.code == code)
    problems = dict.fromkeys(rule.check(opened(laid_over(fragment, root / "r"))))
    return [f"{each.at.file}: {each.message}" for each in problems]


@pytest.mark.parametrize(("reader", "limit"), [("families", "11"), ("young_people", "10")])
def test_hard_words_are_named_with_the_age_and_the_limit(reader: str, limit: str, tmp_path: Path) -> None:
    (line,) = found(guides(reader, "who", HARD), tmp_path, "PLAIN001")
    assert f"The limit is {limit}. Its longest sentence has 12 words" in line
    assert "Its hardest words: “identification”, “vulnerability” and “necessitates”." in line
    assert "Who sees it" in line


def test_easy_words_pass(tmp_path: Path) -> None:
    assert found(guides("young_people", "what", EASY), tmp_path, "PLAIN001") == []


def test_a_list_is_no_long_sentence(tmp_path: Path) -> None:
    points = "\n".join(f"      - your {each}" for each in ("name", "road", "home", "school", "bus", "dog", "cat") * 4)
    text = f"guides:\n  families:\n    information: |\n      It can be:\n\n{points}\n"
    assert found(text, tmp_path, "PLAIN001") == []


def test_the_register_sets_the_limit(tmp_path: Path) -> None:
    text = guides(
        "families", "why", "We put together what each of our services knows. Then we see what may help your family."
    )
    low = "# register.yaml\nreading_age: {families: '7'}\n"
    assert found(text, tmp_path / "one", "PLAIN001") == []
    (line,) = found(text + low, tmp_path / "two", "PLAIN001")
    assert "The limit is 7." in line


def test_other_languages_and_what_is_to_be_confirmed_are_not_measured(tmp_path: Path) -> None:
    text = guides("families", "who", HARD)
    assert found(f"language: cy-GB\n{text}", tmp_path / "one", "PLAIN001") == []
    assert found(guides("families", "who", f"TBC {HARD}"), tmp_path / "two", "PLAIN001") == []


def test_words_from_above_are_spoken_of_once_where_they_stand(tmp_path: Path) -> None:
    lines = found(f"reference: '1'\n# framework/protocol.yaml\n{guides('families', 'who', HARD)}", tmp_path, "PLAIN001")
    assert [line.split(":")[0] for line in lines] == ["framework/protocol.yaml"]


def test_the_partnerships_own_guidance_is_measured_for_its_readers(tmp_path: Path) -> None:
    record = f"statements:\n- {{id: ours, about: security, readers: [READER], text: '{HARD}'}}\n"
    for reader, times in (("families", 1), ("young-people", 1), ("staff", 0)):
        text = f"reference: '1'\n# guidance.yaml\n{record.replace('READER', reader)}"
        lines = found(text, tmp_path / reader, "PLAIN001")
        assert [line.split(":")[0] for line in lines] == ["guidance.yaml"] * times


@pytest.mark.parametrize(
    ("promise", "told"),
    [
        ("We always ask you before we share.", True),
        ("We only share if you agree.", True),
        ("Nothing is shared without asking you.", True),
        ("No one will tell others without your consent.", True),
        ("We share only with your permission.", True),
        ("We will not share it unless you agree.", True),
        ("We never share it without asking, unless a child may be hurt.", False),
        ("We always ask first, except when someone is in danger.", False),
        ("We ask you first. You can say no.", False),
        ("We may share without asking if a child may be hurt.", False),
    ],
)
def test_promises(promise: str, told: bool, tmp_path: Path) -> None:
    assert bool(found(guides("families", "choice", promise), tmp_path, "PLAIN002")) is told


def test_a_promise_that_the_protocol_keeps_is_none_to_mend(tmp_path: Path) -> None:
    asked = "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: sought, consent_reason: Trust}\n"
    text = guides("families", "choice", "We always ask you before we share.")
    assert found(text + asked, tmp_path, "PLAIN002") == []


def test_easy_read_has_a_limit_of_its_own(tmp_path: Path) -> None:
    said = "We put together what each of our services knows. Then we see what may help your family."
    text = f"guides:\n  families:\n    easy_read:\n      why:\n      - {HARD}\n      - {said}\n"
    (line,) = found(text, tmp_path / "one", "PLAIN001")
    assert "“Easy read” in the guide" in line and "The limit is 9." in line
    assert found(text.replace(f"      - {HARD}\n", ""), tmp_path / "two", "PLAIN001") == []
