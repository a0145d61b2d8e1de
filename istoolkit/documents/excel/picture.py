"""A drawing on a sheet of a workbook: the picture, and under it in words all that it shows."""

import io
import struct
from typing import Any

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.excel.layout import height
from istoolkit.documents.excel.styles import Styles
from istoolkit.documents.excel.text import clean, lines, parts

_WIDTH = 120
_ROW = 20
"""The height of a row that nothing is said of, in pixels."""


def write_picture(sheet: Any, styles: Styles, drawing: Drawing) -> None:
    """Write a drawing on an empty sheet."""
    sheet.set_column(0, 0, _WIDTH)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    row = _words(sheet, styles, 0, drawing.title, "section")
    row = _words(sheet, styles, row, drawing.described, "text") + 1
    row = _picture(sheet, row, drawing)
    if drawing.lines:
        row = _words(sheet, styles, row, "The same in words", "section")
    for line in drawing.lines:
        row = _words(sheet, styles, row, line, "text")


def _words(sheet: Any, styles: Styles, row: int, words: str, style: str) -> int:
    """Write words in as many rows as they need. Return the next row."""
    size = 12 if style == "section" else 10
    for part in parts(clean(words), _WIDTH):
        sheet.write_string(row, 0, part, styles.of(style, part))
        sheet.set_row(row, height(len(lines(part, _WIDTH, size))) + (4 if style == "section" else 0))
        row += 1
    return row


def _picture(sheet: Any, row: int, drawing: Drawing) -> int:
    """Put the picture in. Return the first row under it."""
    from istoolkit.documents.raster import png

    content = png(drawing)
    wide, high = _natural_size(content)
    options = {
        "image_data": io.BytesIO(content),
        "description": clean(drawing.described) or clean(drawing.title),
        "x_scale": drawing.width / wide,
        "y_scale": drawing.height / high,
        "object_position": 2,
    }
    sheet.insert_image(row, 0, "drawing.png", options)
    return row + drawing.height // _ROW + 2


def _natural_size(content: bytes) -> tuple[float, float]:
    """Return the width and height at which a PNG stands by itself, in pixels of 1/96 inch."""
    wide, high = struct.unpack(">II", content[16:24])
    at = content.find(b"pHYs")
    if at < 0:
        return float(wide), float(high)
    across, down, unit = struct.unpack(">IIB", content[at + 4 : at + 13])
    if unit != 1 or not across or not down:
        return float(wide), float(high)
    return wide * 96 / (across * 0.0254), high * 96 / (down * 0.0254)
