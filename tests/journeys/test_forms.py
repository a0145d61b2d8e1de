"""An officer makes the forms of the hub. A school fills in a request in Word, and the hub reads what was asked."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Run
from tests.documents.reading import W, body, parts, words

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def control(root: etree._Element, tag: str) -> etree._Element:
    return next(each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag)


def write(root: etree._Element, tag: str, said: str) -> None:
    """Type into a control, or choose from its list, as Word does: what asked is gone, one run stands in its place."""
    found = control(root, tag)
    offered = [each.get(f"{W}displayText") for each in found.iter(f"{W}listItem")]
    assert not offered or said in offered
    found.find(f"{W}sdtPr").remove(found.find(f"{W}sdtPr/{W}showingPlcHdr"))
    content = found.find(f"{W}sdtContent")
    content.clear()
    etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}t").text = said


def tick(root: etree._Element, tag: str) -> None:
    found = control(root, tag)
    found.find(f".//{W14}checked").set(f"{W14}val", "1")
    found.find(f".//{W}sdtContent//{W}t").text = "☒"


def answers(content: bytes) -> dict[str, str]:
    """What was filled in, by the tags of the controls."""
    found = {}
    for each in body(content).iter(f"{W}sdt"):
        asks = each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None or words(each) == "☐"
        if not asks:
            found[each.find(f"{W}sdtPr/{W}tag").get(f"{W}val")] = words(each)
    return found


def saved(content: bytes, root: etree._Element) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts(content).items():
            archive.writestr(name, etree.tostring(root) if name == "word/document.xml" else part)
    return held.getvalue()


@pytest.mark.office
def test_a_school_asks_the_trust_and_the_words_are_kept(protocols: Path, istoolkit: Run, tmp_path: Path) -> None:
    made = istoolkit("build", "early-help-hub", "--only", "forms", cwd=protocols)
    assert made.returncode == 0, made.stderr
    names = [path.name.removeprefix("early-help-hub-1.0-form-") for path in sorted(protocols.rglob("*-form-*.docx"))]
    assert names == ["confidentiality.docx", "consent.docx", "disclosure.docx", "meeting.docx", "request.docx"]

    content = next(protocols.rglob("*-form-request.docx")).read_bytes()
    assert answers(content) == {}  # nothing is filled in before somebody does
    filled = {
        "request.who.name": "Ann O’Brien & Co",
        "request.who.for": "Schools and academies",
        "request.who.asked": "Northvale Community NHS Trust",
        "request.why.purpose": "Find needs early",
        "request.why.task": "Safeguarding and promoting the welfare of pupils",
        "request.why.power": "Education Act 2002, section 175 (duty to work together)",
        "request.when.by": "7 December 2026",
        "request.when.channel": "Secure e-mail",
    }
    root = body(content)
    for tag, said in filled.items():
        write(root, tag, said)
    ticked = ("request.what.item.health-needs", "request.why.states.public-task")
    for tag in ticked:
        tick(root, tag)
    sent = tmp_path / "sent.docx"
    sent.write_bytes(saved(content, root))
    assert answers(sent.read_bytes()) == filled | dict.fromkeys(ticked, "☒")

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, sent]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "sent.txt").read_text("utf-8-sig")
    assert all(said in shown for said in filled.values())
    assert "☒ Health and disability, as far as they bear on the support needed" in shown
    assert "☐ Tenancy, repairs, overcrowding and risk of losing the home" in shown
