"""Beginning a register and a protocol; what a person wrote is never lost."""

from pathlib import Path

import pytest

from istoolkit.definitions.reader import read
from istoolkit.definitions.schema import load
from istoolkit.definitions.skeleton import insert_entry, scalar
from tests.conftest import Run


@pytest.fixture
def reg(tmp_path: Path, istoolkit: Run) -> Path:
    done = istoolkit("init", "reg", "--partnership", "Vale: children & families", "--organisation", "vale-council")
    assert done.returncode == 0, done.stderr
    return tmp_path / "reg"


def value(path: Path) -> dict[str, object]:
    source = read(path.name, path.read_bytes())
    assert source.faults == ()
    return dict(source.value)


def test_a_new_register_has_no_errors_or_warnings(reg: Path, istoolkit: Run) -> None:
    done = istoolkit("check", "--strict", cwd=reg)
    assert done.returncode == 0
    assert {line[:4] for line in done.stdout.splitlines()[:-1]} == {"note"}
    assert value(reg / "register.yaml")["partnership"] == "Vale: children & families"


def test_a_register_is_not_written_over(reg: Path, istoolkit: Run) -> None:
    before = (reg / "register.yaml").read_bytes()
    done = istoolkit("init", "reg")
    assert done.returncode == 2
    assert done.stderr == f"istoolkit: {Path('reg/register.yaml')} is there already. Nothing was changed.\n"
    assert (reg / "register.yaml").read_bytes() == before


@pytest.mark.parametrize("tier", ["framework", "community", "operational"])
def test_a_new_protocol_of_each_tier_is_clean_but_for_what_is_to_be_confirmed(
    reg: Path, istoolkit: Run, tier: str
) -> None:
    assert istoolkit("new", "protocol", "first", "--tier", tier, cwd=reg).returncode == 0
    done = istoolkit("check", "--strict", "first", cwd=reg)
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout
    assert "first/protocol.yaml" in done.stdout.replace("\\", "/")
    assert istoolkit("build", "--only", "isp,matrix,assessment", cwd=reg).returncode == 0


def test_a_new_protocol_explains_every_field(reg: Path, istoolkit: Run) -> None:
    istoolkit("new", "protocol", "first", cwd=reg)
    lines = (reg / "first" / "protocol.yaml").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.strip().startswith(("#", "- ")):
            assert lines[number - 1].strip().startswith("#"), line
    said = value(reg / "first" / "protocol.yaml")
    offered = [
        name
        for name, each in load("protocol").fields.items()
        if each.offered and "operational" in (each.needed or ["operational"])
    ]
    assert set(offered) - {"under"} <= set(said)


def test_a_protocol_under_another_says_only_what_differs(reg: Path, istoolkit: Run) -> None:
    istoolkit("new", "protocol", "top", "--tier", "framework", cwd=reg)
    istoolkit(
        "new", "protocol", "below", "--tier", "operational", "--under", "top", "--title", "Below the top", cwd=reg
    )
    said = value(reg / "below" / "protocol.yaml")
    assert said["under"] == "top" and said["title"] == "Below the top"
    assert "governance" not in said and "parties" not in said and "flows" in said
    text = (reg / "below" / "protocol.yaml").read_text("utf-8")
    assert "# governance: Governance. Taken over from top. Say here only what differs." in text
    done = istoolkit("check", "--strict", cwd=reg)
    assert done.returncode == 0, done.stdout


def test_an_organisation_is_added_and_all_else_stays_as_it_was(reg: Path, istoolkit: Run) -> None:
    path = reg / "organisations.yaml"
    text = path.read_text("utf-8").replace("    # The name in law.\n", "    # Ask Legal!   \n\n") + "\n# the end\n"
    path.write_text(text, "utf-8")
    done = istoolkit("new", "organisation", "oak-school", "--title", "Oak School", "--kind", "school", cwd=reg)
    assert done.stdout == "Added oak-school to organisations.yaml. Fill in what says TBC.\n"
    after = path.read_text("utf-8")
    start, _end = text.rstrip("\n").rsplit("\n", 1)
    assert after.startswith(start.rstrip("\n")) and after.rstrip("\n").endswith("# the end")
    entries = value(path)["organisations"]
    assert [each["id"] for each in entries] == ["vale-council", "oak-school"]  # type: ignore[index]
    assert entries[1]["kind"] == "school"  # type: ignore[index]


def test_an_organisation_is_added_to_the_worked_register(protocols: Path, istoolkit: Run) -> None:
    before = (protocols / "organisations.yaml").read_text("utf-8")
    assert istoolkit("new", "organisation", "oak-school", cwd=protocols).returncode == 0
    after = (protocols / "organisations.yaml").read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    entries = value(protocols / "organisations.yaml")["organisations"]
    assert entries[-1]["id"] == "oak-school"  # type: ignore[index]


def test_the_first_organisation_makes_the_file(reg: Path, istoolkit: Run) -> None:
    (reg / "organisations.yaml").unlink()
    assert istoolkit("new", "organisation", "oak-school", cwd=reg).returncode == 0
    assert value(reg / "organisations.yaml")["organisations"][0]["id"] == "oak-school"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "format: 1\norganisations: [{id: a, title: A, kind: school}]\n",
            "is laid out in a way that cannot be added to. Add this to it:",
        ),
        ("format: 1\norganisations: {\n", "cannot be added to before it is mended"),
        ("format: 1\n", "cannot be added to before it is mended"),
    ],
)
def test_a_file_that_cannot_be_added_to_stays(reg: Path, istoolkit: Run, text: str, message: str) -> None:
    (reg / "organisations.yaml").write_text(text)
    done = istoolkit("new", "organisation", "oak-school", cwd=reg)
    assert done.returncode == 2 and message in done.stderr
    assert (reg / "organisations.yaml").read_text() == text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("protocol", "Not An Id"), "“Not An Id” cannot be an identifier. Write lower-case words joined by hyphens"),
        (("protocol", "../away"), "cannot be an identifier"),
        (("protocol", "x", "--under", "nothing"), "There is no protocol “nothing”"),
        (
            ("protocol", "x", "--owner", "vale-counsel"),
            "“vale-counsel” is not in organisations.yaml. Did you mean “vale-council”?",
        ),
        (("organisation", "vale-council"), "“vale-council” is in organisations.yaml already. Nothing was changed."),
    ],
)
def test_what_cannot_be_begun_is_said(reg: Path, istoolkit: Run, arguments: tuple[str, ...], message: str) -> None:
    done = istoolkit("new", *arguments, cwd=reg)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr
    assert not (reg / "x").exists()


def test_a_protocol_is_not_written_over(reg: Path, istoolkit: Run) -> None:
    istoolkit("new", "protocol", "first", cwd=reg)
    (reg / "first" / "protocol.yaml").write_text("mine")
    done = istoolkit("new", "protocol", "first", cwd=reg)
    assert done.returncode == 2 and "is there already. Nothing was changed." in done.stderr
    assert (reg / "first" / "protocol.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "1.2",
        "yes",
        "a: b",
        "a, b",
        "[a]",
        "{a}",
        "- a",
        "? a",
        "x ? y",
        "a #b",
        "'a'",
        '"a"',
        "a\\b",
        "&a",
        "*a",
        "!a",
        "@a",
        " a ",
        "",
        "TBC: who",
    ],
)
def test_a_text_is_quoted_only_where_it_must_be_and_read_back_the_same(text: str) -> None:
    written = scalar(text)
    assert read("", f"key: {written}\n".encode()).value == {"key": text}
    assert read("", f"key: [{written}]\n".encode()).value == {"key": [text]}
    assert (written == text) == (text in ("plain words", "yes", "a\\b"))


def test_an_entry_goes_in_before_what_follows() -> None:
    assert insert_entry("a:\n- x\n\n# end\n", 2, "- y\n") == "a:\n- x\n- y\n\n# end\n"


def test_the_line_ends_and_mark_of_windows_stay(reg: Path, istoolkit: Run) -> None:
    path = reg / "organisations.yaml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    assert istoolkit("new", "organisation", "oak-school", cwd=reg).returncode == 0
    after = path.read_bytes()
    assert after.startswith(before.rstrip(b"\r\n"))
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_kind_that_is_none_is_refused_before_anything_is_written(reg: Path, istoolkit: Run) -> None:
    before = (reg / "organisations.yaml").read_bytes()
    done = istoolkit("new", "organisation", "oak-surgery", "--kind", "gp-practise", cwd=reg)
    assert (done.returncode, done.stderr) == (
        2,
        "istoolkit: “gp-practise” is not a kind of organisation. Did you mean “gp-practice”? Nothing was changed.\n",
    )
    assert (reg / "organisations.yaml").read_bytes() == before


def test_a_protocol_may_be_named_by_its_path_from_outside(reg: Path, istoolkit: Run) -> None:
    istoolkit("new", "protocol", "early-help", cwd=reg)
    path = Path("reg") / "early-help"
    assert istoolkit("new", "assessment", path, cwd=reg.parent).returncode == 0
    assert istoolkit("assess", path / "assessment.yaml", cwd=reg.parent).returncode == 0
