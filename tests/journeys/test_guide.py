"""A head teacher asks what the hub means for her staff; the officer makes the guide, and makes it again after a change."""

from pathlib import Path

from tests.conftest import Run
from tests.documents.reading import text


def test_a_guide_for_a_school_and_again_after_a_change(protocols: Path, istoolkit: Run) -> None:
    asked = istoolkit("guide", "early-help-hub", cwd=protocols)
    assert asked.returncode == 0 and "  schools: Schools and academies" in asked.stdout

    made = istoolkit("guide", "early-help-hub", "--for", "Alderbank Primary School", cwd=protocols)
    name = "early-help-hub-1.0-staff-guide-schools.docx"
    assert (made.returncode, made.stdout, made.stderr) == (
        0,
        f"The guide for the staff of Schools and academies was written to {name}.\n",
        "",
    )
    before = text((protocols / name).read_bytes())
    assert "This guide is for you if you are a teacher or other member of school staff." in before
    assert "Within: 5 working days." in before and "Tell the school nurse" not in before

    path = protocols / "early-help-hub" / "protocol.yaml"
    told = "guides:\n  staff:\n  - for: schools\n    notes: [Tell the school nurse as well]\n"
    path.write_text(path.read_text("utf-8").replace("guides:\n", told, 1), "utf-8")
    again = istoolkit("guide", "early-help-hub", "--for", "schools", cwd=protocols)
    assert again.returncode == 2, "the guide that is there may have been given out: it is not written over"
    assert again.stderr.endswith(f"{name} is there already. Nothing was changed. Give another name with --output.\n")

    new = istoolkit("guide", "early-help-hub", "--for", "schools", "--output", "new.docx", cwd=protocols)
    assert new.returncode == 0
    after = text((protocols / "new.docx").read_bytes())
    assert "Tell the school nurse as well" in after
    assert "A practitioner asks the hub for help for a family." in after
