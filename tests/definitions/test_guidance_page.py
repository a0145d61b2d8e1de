"""What docs/guidance.md shows works as it says, and it names every record that staff are told."""

import re
from pathlib import Path

from istoolkit.definitions.guidance import fitting, guidance_of, is_dated, worries
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Register, open_register
from istoolkit.definitions.schema import guidance_records
from istoolkit.rules import catalogue
from tests.conftest import ROOT, TODAY
from tests.rules.pages import laid_over

PAGE = (ROOT / "docs" / "guidance.md").read_text("utf-8")
DATED, OWN, LAW, MENDED = re.findall(r"```yaml\n((?:#[^\n]*\n)?format: .*?)```", PAGE, re.DOTALL)
_OF_GUIDANCE = ("istoolkit.rules.guidance", "istoolkit.rules.guidance_law")
RULES = [each for each in catalogue() if each.group == "TEXT" or each.check.__module__ in _OF_GUIDANCE]
ENGLAND, CHILDREN = frozenset({"england"}), frozenset({"children"})


def with_files(root: Path, **texts: str) -> Register:
    """Return the register of the examples with files of the page in it."""
    place = laid_over("", root / "register")
    for name, text in texts.items():
        (place / f"{name}.yaml").write_text(text, "utf-8")
    return open_register(place, on=TODAY)


def found(register: Register) -> list[str]:
    return [f"{each.code} {problem.message}" for each in RULES for problem in each.check(register)]


def test_the_file_of_a_partnership_does_what_the_page_says(tmp_path: Path) -> None:
    register = with_files(tmp_path, guidance=OWN)
    guidance = guidance_of(register)
    assert found(register) == []
    contacts = fitting(guidance.each("contacts", ENGLAND, "staff"), "school", CHILDREN)
    assert [each["title"] for each in contacts][:4] == [
        "Police, ambulance or fire service",
        "Police",
        "Northvale children's hub",
        "Northvale out-of-hours team",
    ]
    assert guidance.each("myths", ENGLAND)[-1]["id"] == "hub-needs-a-form"
    steps = fitting(guidance.each("steps", ENGLAND), "school", CHILDREN)
    assert [each["id"] for each in steps][1:3] == ["significant-harm-england", "ring-the-hub"]
    before, after = guidance_records()["golden_rules"]["seek-advice"], guidance.lists["golden_rules"]["seek-advice"]
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {"text", "source"}


def test_staff_of_a_kind_of_organisation_get_the_words_that_the_page_gives_them(tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(steps:.*?)```", PAGE, re.DOTALL)
    register = with_files(tmp_path, guidance=f'format: "1"\n{example}')
    steps = guidance_of(register).each("steps", ENGLAND)
    assert found(register) == []
    assert [fitting(steps, kind)[0]["id"] for kind in ("prison", "school")] == ["danger-now-prison", "danger-now"]


def test_a_day_that_the_partnership_writes_dates_a_record(tmp_path: Path) -> None:
    guidance = guidance_of(with_files(tmp_path, guidance=DATED))
    assert not is_dated(guidance_records()["golden_rules"]["open-where-safe"])
    assert is_dated(guidance.lists["golden_rules"]["open-where-safe"])


def test_the_mark_goes_from_what_was_mended_and_stays_on_the_rest(tmp_path: Path) -> None:
    [told] = found(with_files(tmp_path / "a", law=LAW))
    assert "“school-staff”, “college-staff”" in told
    register = with_files(tmp_path / "b", law=LAW, guidance=MENDED)
    [left] = found(register)
    assert "“college-staff”" in left
    assert "“school-staff”" not in left
    roles = guidance_of(register).lists["roles"]
    assert worries(register, roles["school-staff"]) == []
    assert worries(register, roles["college-staff"]) == [
        "The law behind this has changed. "
        "Keeping children safe in education was replaced by Keeping children safe in education 2027."
    ]


def test_the_page_names_every_record_that_staff_are_told_and_no_other() -> None:
    listed = PAGE.partition("## What there is to change")[2]
    lists = ("golden_rules", "steps", "myths", "contacts", "roles", "statements")
    records = [each for name in lists for each in guidance_records()[name].values()]
    told = {each["id"] for each in records if {"staff", "trainers"} & {*(many(each.get("readers")) or ["staff"])}}
    rows = [line for line in listed.splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
    subjects = {each["about"] for each in guidance_records()["statements"].values()}
    assert told - named == set()
    assert named - subjects - {each["id"] for each in records} == set()
