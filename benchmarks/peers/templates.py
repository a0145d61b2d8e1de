"""Templates and data for the peers: the same document as istoolkit makes, in what each of them can read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from istoolkit.documents.word.package import pack, unpack

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADINGS = ("Heading1", "Heading2", "Heading3", "AnnexHeading", "ContentsHeading")
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def plain_template(content: bytes) -> bytes:
    """Return a template of istoolkit for plain docxtpl, which asks for the properties that istoolkit adds later."""
    extra = {"docProps/core.xml": _EMPTY, "docProps/app.xml": _EMPTY}
    return pack({**extra, **unpack(content)})


def sections(document: bytes) -> dict[str, Any]:
    """Return a Word document as docxtemplater's data: sections with a heading, paragraphs by style, and tables."""
    found: list[dict[str, Any]] = [{}]
    for element in etree.fromstring(unpack(document)["word/document.xml"])[0]:
        if element.tag == f"{_W}tbl":
            rows = [_cells(row) for row in element.iter(f"{_W}tr")]
            table = {"first": rows[0], "rows": rows[1:]}
            found[-1].setdefault(f"table{len(rows[0])}", []).append(table)
        elif element.tag == f"{_W}p" and _style(element) != "AfterTable":
            _add(found, _style(element), _words(element))
    return {"sections": found}


def _add(found: list[dict[str, Any]], style: str, words: dict[str, str]) -> None:
    if style in _HEADINGS:
        found.append({style: [words]})
    else:
        found[-1].setdefault(style, []).append(words)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val")) if style is not None else "BodyText"


def _words(paragraph: Any) -> dict[str, str]:
    """Return the words of a paragraph, those in bold at its beginning apart."""
    bold, rest = "", ""
    for run in paragraph.iter(f"{_W}r"):
        text = "".join(each.text or "" for each in run.iter(f"{_W}t"))
        if not rest and run.find(f"{_W}rPr/{_W}b") is not None:
            bold += text
        else:
            rest += text
    return {"label": bold, "text": rest}


def _cells(row: Any) -> dict[str, str]:
    cells = ["\n".join(_text(each) for each in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")]
    return {f"c{number}": words for number, words in enumerate(cells)}


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


def loops_template(document: bytes, contents: list[dict[str, Any]]) -> bytes:
    """Return docxtemplater's template for these contents, with the styles, header and page of a document."""
    parts = unpack(document)
    xml = parts["word/document.xml"].decode()
    kinds = dict.fromkeys(kind for content in contents for section in content["sections"] for kind in section)
    ordered = sorted(kinds, key=lambda kind: kind not in _HEADINGS)
    body = "".join(_loop(kind) for kind in ordered)
    page = xml[xml.rindex("<w:sectPr") : xml.rindex("</w:body>")]
    head = xml[: xml.index("<w:body>")]
    text = f"{head}<w:body>{_tag('#sections')}{body}{_tag('/sections')}{page}</w:body></w:document>"
    kept = {name: part for name, part in parts.items() if not name.startswith("customXml/istoolkit")}
    return pack({**kept, "word/document.xml": text.encode()})


def _loop(kind: str) -> str:
    columns = re.fullmatch(r"table(\d+)", kind)
    inner = _table(int(columns[1])) if columns else _paragraph(kind, "{label}", "{text}")
    return f"{_tag('#' + kind)}{inner}{_tag('/' + kind)}"


def _tag(words: str) -> str:
    return f"<w:p><w:r><w:t>{{{escape(words)}}}</w:t></w:r></w:p>"


def _paragraph(style: str, bold: str, words: str) -> str:
    runs = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{bold}</w:t></w:r>" if bold else ""
    text = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}{text}</w:p>'


def _table(columns: int) -> str:
    width = 9638 // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    head = "".join(_row("TableHeading", columns, width, "{#first}", "{/first}"))
    rows = "".join(_row("TableText", columns, width, "{#rows}", "{/rows}"))
    look = f'<w:tblStyle w:val="ISPTable"/><w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{_paragraph('AfterTable', '', '')}"


def _row(style: str, columns: int, width: int, begin: str, end: str) -> Iterator[str]:
    yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
    for number in range(columns):
        words = (begin if number == 0 else "") + f"{{c{number}}}" + (end if number == columns - 1 else "")
        cell = _paragraph(style, "", words)
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
    yield "</w:tr>"


def write(documents: list[Path], template: Path, data: Path) -> None:
    """Write docxtemplater's template and a data file for each document that istoolkit made."""
    contents = [sections(each.read_bytes()) for each in documents]
    template.write_bytes(loops_template(documents[0].read_bytes(), contents))
    data.mkdir(parents=True, exist_ok=True)
    for each, content in zip(documents, contents, strict=True):
        (data / f"{each.stem}.json").write_text(json.dumps(content), encoding="utf-8")
