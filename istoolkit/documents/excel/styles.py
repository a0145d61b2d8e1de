"""The styles of cells in a workbook, each made once."""

from typing import TYPE_CHECKING, Any

from istoolkit.documents.excel.text import is_like_a_formula
from istoolkit.documents.tables import TONES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_TEXT = {"font_name": "Calibri", "font_size": 10, "font_color": "#1B1B1B", "text_wrap": True, "valign": "top"}
_LINES = {"border": 1, "border_color": "#B1B4B6"}
_STYLES: dict[str, dict[str, Any]] = {
    "cell": {**_TEXT, **_LINES},
    "head": {**_TEXT, **_LINES, "bold": True},
    "heading": {**_TEXT, **_LINES, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1D3557"},
    "text": _TEXT,
    "label": {**_TEXT, "bold": True},
    "line": {**_TEXT, "text_wrap": False},
    "title": {**_TEXT, "font_size": 16, "bold": True, "text_wrap": False, "font_color": "#1D3557"},
    "long title": {**_TEXT, "font_size": 13, "bold": True, "font_color": "#1D3557"},
    "section": {**_TEXT, "font_size": 12, "bold": True, "text_wrap": False, "font_color": "#1D3557"},
    "link": {**_TEXT, "font_color": "#0B4F9E", "underline": 1},
    "draft": {**_TEXT, "bold": True, "font_color": "#8A1C1C"},
}


class Styles:
    """Gives the formats of a workbook. A format is made the first time that it is asked for."""

    def __init__(self, made: "Workbook") -> None:
        self._made = made
        self._kept: dict[tuple[str, str, bool], Format] = {}

    def of(self, name: str, words: str = "", tone: str = "") -> "Format":
        """Return the format of a style for a cell with these words, filled where a tone is given."""
        key = (name, tone, is_like_a_formula(words))
        if key not in self._kept:
            self._kept[key] = self._made.add_format({**_STYLES[name], **_fill(tone), "quote_prefix": key[2]})
        return self._kept[key]

    def shade(self, tone: str) -> "Format":
        """Return the format that a rule of conditional formatting gives for a tone."""
        key = ("shade", tone, False)
        if key not in self._kept:
            self._kept[key] = self._made.add_format(_fill(tone))
        return self._kept[key]


def _fill(tone: str) -> dict[str, str]:
    return {"bg_color": f"#{TONES[tone].fill}"} if tone else {}
