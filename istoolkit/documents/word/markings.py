"""What a reader of a Word file may overlook, marked in its words: tracked changes, fields and links that lead out."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TEXTS = (f"{_W}t", f"{_W}delText")
_TRACKED = {
    f"{_W}ins": "inserted",
    f"{_W}moveTo": "inserted",
    f"{_W}del": "deleted",
    f"{_W}moveFrom": "deleted",
}
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
"""Fields whose words are numbers of pages: each program reckons its own."""

_SHOWN = ("TOC", "PAGEREF", "HYPERLINK", "REF", "SEQ")
"""Fields whose words were written when the file was made, and are read as they stand."""


def marked(root: etree._Element, links: Mapping[str, str]) -> None:
    """Mark in a part what may be overlooked. ``links`` are the targets outside the file by the names it gives them."""
    for change in root.iter(*_TRACKED):
        _mark(list(change.iter(*_TEXTS)), f"[{_TRACKED[str(change.tag)]}: ", "]")
    for field in root.iter(f"{_W}fldSimple"):
        _field(field.get(f"{_W}instr", ""), list(field.iter(*_TEXTS)))
    for instruction, texts in _fields(root):
        _field(instruction, texts)
    for link in root.iter(f"{_W}hyperlink"):
        if target := links.get(link.get(_ID, "")):
            _mark(list(link.iter(*_TEXTS)), "", f" [link: {target.rstrip('/')}]")
    for bound in root.iter(f"{_W}dataBinding"):
        control = next(bound.iterancestors(f"{_W}sdt"), None)
        _mark(list(control.iter(*_TEXTS)) if control is not None else [], "[fetched: ", "]")


def _fields(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """Yield each field that is spread over several runs: its instruction and the texts that it shows, the inner first."""
    open_fields: list[tuple[list[str], list[etree._Element], list[bool]]] = []
    for each in root.iter(f"{_W}fldChar", f"{_W}instrText", *_TEXTS):
        kind = each.get(f"{_W}fldCharType") if each.tag == f"{_W}fldChar" else ""
        if kind == "begin":
            open_fields.append(([], [], []))
        elif not open_fields:
            continue
        elif kind == "separate":
            open_fields[-1][2].append(True)
        elif kind == "end":
            instruction, texts, _ = open_fields.pop()
            yield "".join(instruction), texts
        elif each.tag == f"{_W}instrText":
            open_fields[-1][0].append(each.text or "")
        else:
            for _, texts, separated in open_fields:
                if separated:
                    texts.append(each)


def _field(instruction: str, texts: list[etree._Element]) -> None:
    name = (instruction.split() or [""])[0].upper()
    if name in _PAGES:
        for text in texts:
            text.text = re.sub(r"\A\s*(?:\d+|[ivxlcIVXLC]+)\s*\Z", "#", text.text or "")
        return
    if name == "HYPERLINK" and (target := re.search(r'HYPERLINK\s+"([^"]+)"', instruction)):
        _mark(texts, "", f" [link: {target[1].rstrip('/')}]")
    elif name not in _SHOWN:
        _mark(texts, f"[field {name or 'without a name'}: ", "]")


def _mark(texts: list[etree._Element], before: str, after: str) -> None:
    if texts:
        texts[0].text = before + (texts[0].text or "")
        texts[-1].text = (texts[-1].text or "") + after
