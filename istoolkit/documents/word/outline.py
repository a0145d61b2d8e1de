"""The readable source of a Word template, and the template made from it.

A source is a folder: ``outline.txt`` has the text, and the ``.xml`` files beside it are parts of the Word file as they
are. A part that a folder lacks is that of ``common``, or else of ``isp``. The outline is written a line a paragraph:

* ``# Heading``, ``## Heading``, ``### Heading``; ``##- Heading`` of the second level, without number; ``#A Annex``;
  ``#- Heading`` of the first level, without number
* ``[Style] text`` for a paragraph in a style; text alone is body text; ``**words**`` are bold
* ``% for purpose in purposes`` and other Jinja statements stand on lines of their own
* ``table Caption : 30 70`` begins a table with column widths in per cent; ``! a | b`` is its heading row, ``| a | b`` a
  row, ``% …`` between rows repeats or leaves out rows; an empty line ends it. ``¶`` begins a paragraph in a cell, and
  ``¶ % …`` repeats or leaves out paragraphs there
* ``#! Heading`` and ``#A! Annex`` begin a new page, ``[Style-] text`` none though its style would; ``table+`` keeps its rows on one page; ``;`` begins a note that is
  not printed; ``landscape`` turns the pages, ``narrow`` gives them narrow margins,
  ``poster`` room for a picture as high as the page
* ``< flows`` puts in the lines of ``common/flows.txt``, which several templates share
* ``like paper`` takes the parts that the folder lacks from the folder ``paper`` first
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from istoolkit.documents.word.package import pack
from istoolkit.documents.word.properties import APP, Properties, core_part


class _Page(NamedTuple):
    """A page in twentieths of a point: its size, the margins at its sides, the width left for text, the other margins."""

    size: str
    side: int
    text: int
    top: int = 1304
    bottom: int = 1134


_UPRIGHT = _Page('w:w="11906" w:h="16838"', 1134, 9638)
_LANDSCAPE = _Page('w:w="16838" w:h="11906" w:orient="landscape"', 850, 15138, 1020, 907)
_NARROW = _Page('w:w="11906" w:h="16838"', 907, 10092, 1020, 907)
_POSTER = _Page('w:w="11906" w:h="16838"', 964, 9978, 567, 397)
_PAGES = {"landscape": _LANDSCAPE, "narrow": _NARROW, "poster": _POSTER}
"""The pages that a line of an outline asks for by name."""

_SHARED = ("common", "isp")
"""The folders whose parts the others share."""

_LIKE = "like "

_HEADINGS = {
    "#": "Heading1",
    "##": "Heading2",
    "##-": "Subheading",
    "#-": "PlainHeading",
    "###": "Heading3",
    "#A": "AnnexHeading",
}
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)
_PARTS = {
    "styles.xml": ("styles", "styles+xml"),
    "numbering.xml": ("numbering", "numbering+xml"),
    "settings.xml": ("settings", "settings+xml"),
    "header1.xml": ("header", "header+xml"),
    "footer1.xml": ("footer", "footer+xml"),
    "fontTable.xml": ("fontTable", "fontTable+xml"),
}
_THEME = "theme/theme1.xml"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class BadOutline(Exception):
    """A line of an outline cannot be understood. The text names the line."""


def make_template(folder: Path) -> bytes:
    """Return the Word template that a source folder describes. Raises BadOutline."""
    lines = list(_lines(folder / "outline.txt"))
    shared = [line.removeprefix(_LIKE) for line in lines if line.startswith(_LIKE)]
    parts = {f"word/{name}": _part(_found(folder, name, shared)) for name in _PARTS}
    parts["docProps/core.xml"] = core_part(Properties("Protocol", language="en-GB"))
    parts["docProps/app.xml"] = APP
    parts[f"word/{_THEME}"] = _part(_found(folder, "theme.xml", shared))
    parts["word/document.xml"] = _document(lines).encode()
    parts["[Content_Types].xml"] = _content_types().encode()
    parts["_rels/.rels"] = _root_relations().encode()
    parts["word/_rels/document.xml.rels"] = _document_relations().encode()
    return pack(parts)


def _found(folder: Path, name: str, shared: list[str]) -> Path:
    """Return the file of a part: the folder's own, or the one it shares."""
    places = (folder, *(folder.parent / each for each in (*shared, *_SHARED)))
    return next((each / name for each in places if (each / name).is_file()), folder / name)


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of an outline, with the shared ones that it asks for."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("< "):
            yield from _lines(path.parent.parent / _SHARED[0] / f"{line[2:].strip()}.txt")
        else:
            yield line


def _part(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    return re.sub(r">\s*\n\s*<", "><", text).strip().replace("?><", "?>\n<").encode()


def _document(lines: list[str]) -> str:
    page = next((_PAGES[line] for line in lines if line in _PAGES), _UPRIGHT)
    body = "".join(_blocks(lines, page.text))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/><w:footerReference w:type="default" r:id="rIdfooter1"/>'
        f'<w:pgSz {page.size}/><w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>'


def _blocks(lines: list[str], width: int) -> Iterator[str]:
    rows: list[str] | None = None
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if rows is not None and (text == "" or not text.startswith(("!", "|", "%"))):
            yield from _table(rows, width)
            rows = None
        if text.startswith(("table ", "table+ ")):
            rows = [text]
        elif rows is not None:
            rows.append(text)
        elif text and text not in _PAGES and not text.startswith((";", _LIKE)):
            yield _line(text, number)
    if rows is not None:
        yield from _table(rows, width)


def _line(text: str, number: int) -> str:
    if text.startswith("% "):
        return _statement(text)
    mark, _, rest = text.partition(" ")
    if mark.removesuffix("!") in _HEADINGS:
        return _paragraph(_HEADINGS[mark.removesuffix("!")], rest, "<w:pageBreakBefore/>" if mark.endswith("!") else "")
    if match := re.fullmatch(r"\[(\w+)(-?)\] (.+)", text):
        return _paragraph(match[1], match[3], '<w:pageBreakBefore w:val="0"/>' if match[2] else "")
    if text.startswith(("|", "!", "[", "#")):
        raise BadOutline(f"line {number}: {text}")
    return _paragraph("BodyText", text)


def _statement(text: str) -> str:
    return f"<w:p><w:r><w:t>{{%p {escape(text[2:])} %}}</w:t></w:r></w:p>"


def _paragraph(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(_runs(text))}</w:p>'


def _runs(text: str) -> Iterator[str]:
    for piece in re.split(r"(\*\*.+?\*\*|\(\(.+?\)\))", text):
        if piece.startswith("**"):
            yield _run(piece[2:-2], "<w:rPr><w:b/></w:rPr>")
        elif piece.startswith("(("):
            yield _run(piece[2:-2], '<w:rPr><w:rStyle w:val="Source"/></w:rPr>')
        elif piece:
            yield _run(piece, "")


def _run(text: str, properties: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(rows: list[str], width: int) -> Iterator[str]:
    caption, _, widths = rows[0].partition(" ")[2].rpartition(" : ")
    keep = "<w:keepNext/>" if rows[0].startswith("table+") else ""
    columns = [width * int(each) // 100 for each in widths.split()]
    yield _paragraph("Caption", caption)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
    body = "".join(_row(row, columns, keep) for row in rows[1:])
    look = '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ISPTable"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{look}<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )
    yield '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'


def _row(row: str, columns: list[int], keep: str) -> str:
    if row.startswith("%"):
        return (
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{columns[0]}" w:type="dxa"/></w:tcPr>'
            f"<w:p><w:r><w:t>{{%tr {escape(row[1:].strip())} %}}</w:t></w:r></w:p></w:tc></w:tr>"
        )
    heading = row.startswith("!")
    cells = [cell.strip() for cell in re.split(r"\s\|\s", row[1:].strip().removesuffix("|"))]
    if len(cells) != len(columns):
        raise BadOutline(f"{len(cells)} cells for {len(columns)} columns: {row}")
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if heading else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{properties}{''.join(_cell(cell, width, heading, keep) for cell, width in zip(cells, columns, strict=True))}</w:tr>"


def _cell(text: str, width: int, heading: bool, keep: str) -> str:
    """Return a cell. It may have several paragraphs, and statements that repeat them or leave them out."""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="1D3557"/>' if heading else ""
    style = "TableHeading" if heading else "TableText"
    pieces = [piece.strip() for piece in text.split("¶")]
    paragraphs = "".join(
        _statement(each) if each.startswith("% ") else _paragraph(style, each, keep) for each in pieces
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>'


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_WORDML}{kind}"/>' for name, (_, kind) in _PARTS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/{_THEME}" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORDML}document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relations(rows: list[tuple[str, str, str]]) -> str:
    body = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def _root_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relations(
        [
            ("rId1", f"{_OFFICE}officeDocument", "word/document.xml"),
            ("rId2", core, "docProps/core.xml"),
            ("rId3", f"{_OFFICE}extended-properties", "docProps/app.xml"),
        ]
    )


def _document_relations() -> str:
    parts = [(f"rId{name.removesuffix('.xml')}", f"{_OFFICE}{kind}", name) for name, (kind, _) in _PARTS.items()]
    return _relations([*parts, ("rIdtheme", f"{_OFFICE}theme", _THEME)])


def refresh(folder: Path) -> list[Path]:
    """Make the templates in a folder again from their sources; return the files written."""
    from istoolkit.files import write_whole

    written = []
    for source in sorted(path.parent for path in (folder / "source").glob("*/outline.txt")):
        write_whole(folder / f"{source.name}.docx", make_template(source))
        written.append(folder / f"{source.name}.docx")
    return written


if __name__ == "__main__":
    from istoolkit.resources import folder

    refresh(folder("templates"))
