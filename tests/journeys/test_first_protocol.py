"""An officer begins a register, makes mistakes, mends them, and hands a Word file to partners."""

from pathlib import Path

from tests.conftest import Run
from tests.documents.reading import text


def answer(path: Path, *answers: tuple[str, str]) -> None:
    """Change the file as a person does in an editor: once each, and it must be there."""
    content = path.read_text("utf-8")
    for old, new in answers:
        assert old in content, old
        content = content.replace(old, new, 1)
    path.write_text(content, "utf-8")


def test_from_nothing_to_a_word_file(istoolkit: Run, tmp_path: Path) -> None:
    done = istoolkit("init", "vale", "--partnership", "Vale Partnership", "--organisation", "vale-council")
    assert "Next: cd vale" in done.stdout
    vale = tmp_path / "vale"
    istoolkit("new", "organisation", "oak-school", "--title", "Oak School & Nursery", "--kind", "school", cwd=vale)
    istoolkit("new", "protocol", "early-help", "--title", "Early help in the Vale", cwd=vale)
    definition = vale / "early-help" / "protocol.yaml"
    answer(vale / "organisations.yaml", ("title: TBC", "title: Vale Council"), ("kind: TBC", "kind: council"))
    answer(definition, ("role: TBC", "role: contoler"), ('to: "TBC: who receives it"', "to: oak-scool"))

    wrong = istoolkit("check", cwd=vale)
    assert wrong.returncode == 1
    assert "“role” cannot be “contoler”." in wrong.stdout and "Did you mean “controller”?" in wrong.stdout
    assert "“oak-scool” is not a party or named post of this protocol." in wrong.stdout
    stopped = istoolkit("build", cwd=vale)
    assert stopped.returncode == 1 and not (vale / "out").exists()

    answer(definition, ("role: contoler", "role: controller"), ("to: oak-scool", "to: oak-school"))
    answer(
        definition,
        (
            "# What the sharing is for.",
            "  - {organisation: oak-school, role: controller, signed_by: Head teacher}\n\n# What the sharing is for.",
        ),
    )
    right = istoolkit("check", "--strict", cwd=vale)
    assert right.returncode == 0, right.stdout
    built = istoolkit("build", cwd=vale)
    assert built.stdout.endswith(f"documents written to out. Open {Path('out') / 'index.html'}.\n")
    shown = text((vale / "out" / "early-help" / "early-help-0.1-protocol.docx").read_bytes())
    assert "Early help in the Vale" in shown and "Oak School & Nursery" in shown and "DRAFT" in shown
    assert "# " not in shown.replace("\n#", "")


def test_a_second_tier_says_only_what_differs(istoolkit: Run, tmp_path: Path) -> None:
    istoolkit("init", "vale", "--organisation", "vale-council")
    vale = tmp_path / "vale"
    istoolkit("new", "protocol", "framework", "--tier", "framework", cwd=vale)
    answer(vale / "framework" / "protocol.yaml", ("meets: TBC", "meets: On the first Monday of each month"))
    istoolkit("new", "protocol", "hub", "--under", "framework", cwd=vale)
    assert istoolkit("check", "--strict", cwd=vale).returncode == 0
    istoolkit("build", "hub", "--only", "isp", cwd=vale)
    shown = text((vale / "out" / "hub" / "hub-0.1-protocol.docx").read_bytes())
    assert "Meets: On the first Monday of each month (framework)" in shown


def test_one_text_for_many_areas(istoolkit: Run, tmp_path: Path) -> None:
    """The area's protocol says only its parties; the document has the whole text with the area's names."""
    from tests.conftest import HERE

    out = tmp_path / "out"
    done = istoolkit("build", "--register", HERE / "cases" / "many-areas", "--only", "isp", "--out", out)
    assert done.returncode == 0, done.stdout
    shown = {path.parent.name: text(path.read_bytes()) for path in out.glob("*/*.docx")}
    areas = sorted(name for name in shown if name != "hub-text")
    assert len(areas) == 3
    councils = [next(line for line in shown[name].splitlines() if "Council" in line) for name in areas]
    assert len(set(councils)) == 3
    for name in areas:
        lines = (HERE / "cases" / "many-areas" / name / "protocol.yaml").read_text("utf-8").splitlines()
        assert len(lines) < 40
        assert "What the sharing is for" in shown[name] and "Who shares what with whom" in shown[name]
