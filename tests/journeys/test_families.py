"""An officer writes to families in hard words, is told so, mends it, and hands out the guide."""

from pathlib import Path

from tests.conftest import Run
from tests.documents.reading import text

HARD = """guides:
  families:
    why: >-
      Multi-agency information sharing facilitates the identification of vulnerability and enables proportionate and timely
      intervention. We never share anything without your consent.
"""
MENDED = """guides:
  families:
    why: >-
      Each of us sees only a part of your child's life. Put together, it shows what would help. You get help sooner.
"""


def test_hard_words_are_mended_and_the_guide_says_the_new_ones(protocols: Path, istoolkit: Run) -> None:
    path = protocols / "early-help" / "protocol.yaml"
    before = path.read_text("utf-8").partition("\nguides:\n")[0] + "\n"
    path.write_text(before + HARD, "utf-8")
    told = istoolkit("check", "early-help", "--strict", cwd=protocols)
    assert told.returncode == 1
    assert (
        "PLAIN001" in told.stdout
        and "“Why it is shared” in the guide for parents and carers reads at age" in told.stdout
    )
    assert "PLAIN002" in told.stdout and "“We never share anything without your consent”" in told.stdout

    path.write_text(before + MENDED, "utf-8")
    assert istoolkit("check", "early-help", "--strict", cwd=protocols).returncode == 0
    made = istoolkit("build", "early-help", "--only", "families", "--out", "out", cwd=protocols)
    assert made.returncode == 0
    folder = protocols / "out" / "early-help"
    names = {each.name for each in folder.iterdir()}
    for reader in ("families", "young-people"):
        layouts = (".docx", ".html", "-large-print.docx", "-easy-read.docx")
        assert {f"early-help-1.0-{reader}{layout}" for layout in layouts} <= names
    assert "early-help-1.0-privacy-notice.docx" in names
    guide = text((folder / "early-help-1.0-families.docx").read_bytes())
    assert "Put together, it shows what would help. You get help sooner." in guide
    assert "The law sometimes says that something must be shared." in guide
    assert "This is a draft. The services have not agreed it yet." in guide
