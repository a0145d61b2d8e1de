"""Blanks of a paper as content controls of Word: words, dates, choices and boxes to tick.

A control is run-level, because LibreOffice keeps those (ISO/IEC 29500-1, 17.5.2); the box to tick is that of Word 2010
([MS-DOCX] 2.6.1.2), so the document declares ``w14`` and names it in ``mc:Ignorable``. Its title is the label, which
Word tells a screen reader; its tag is the name of the blank, so that a form that comes back can be read by a program.
"""

from collections.abc import Iterable

from istoolkit.documents.paper import Blank
from istoolkit.documents.word.markup import escape, run_of

FIRST = 500_000
"""The numbers of blanks lie above this, above those of the values in a document."""

TITLE = 64
"""How many letters Word takes for the title and for the tag of a control."""

OPTION = 255
"""How many letters Word takes for an entry of a list."""

PLACEHOLDERS = {
    "words": "(write here)",
    "text": "(write here)",
    "date": "(day, month and year)",
    "choice": "(choose one)",
    "open-choice": "(choose one or write your own)",
    "tick": "",
}
"""What a blank shows until it is filled in. What a blank says as its help takes its place."""

_LINES = "\n" * 3
"""What leaves room to write several lines on paper. It goes with the words that ask, as soon as somebody types."""

_SPACE = run_of(" ", '<w:rPr><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr>')
"""A space so high that it leaves room to write one line by hand, in the same way."""

_GREY = '<w:rPr><w:color w:val="5F6B76"/></w:rPr>'
_EMPTY, _TICKED = "☐", "☒"
_SYMBOL = '<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
_DATE = (
    '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)


def blank_xml(blank: Blank, number: int) -> str:
    """Return a blank as a run-level content control, without its label. ``number``, from 1, tells it from the others."""
    shows = "" if blank.filled or blank.kind == "tick" else "<w:showingPlcHdr/>"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(shortened(blank.label, TITLE))}"/>'
        f'<w:tag w:val="{escape(blank.name[:TITLE])}"/><w:id w:val="{FIRST + number}"/>{shows}{_kind(blank)}</w:sdtPr>'
        f"<w:sdtContent>{_content(blank)}</w:sdtContent></w:sdt>"
    )


def shown(blank: Blank) -> str:
    """Return the words that stand in a blank: what is filled in, else what asks for it."""
    if blank.kind == "tick":
        return _TICKED if blank.filled else _EMPTY
    return blank.filled or (f"({blank.help})" if blank.help else PLACEHOLDERS[blank.kind])


def shortened(words: str, letters: int) -> str:
    """Return words with at most so many letters, cut at a word and ended with “…” where they are longer."""
    if len(words) <= letters:
        return words
    cut = words[: letters - 1]
    return f"{(cut.rsplit(' ', 1)[0] if ' ' in cut else cut).rstrip(' ,;:(–')}…"


def _content(blank: Blank) -> str:
    if blank.kind == "tick":
        return run_of(shown(blank), _SYMBOL)
    if blank.filled:
        return run_of(blank.filled, "")
    if blank.kind == "text":
        return run_of(f"{shown(blank)}{_LINES}", _GREY)
    return run_of(shown(blank), _GREY) + _SPACE


def _kind(blank: Blank) -> str:
    match blank.kind:
        case "date":
            return _DATE
        case "choice":
            return f"<w:dropDownList>{_entries(blank)}</w:dropDownList>"
        case "open-choice":
            return f"<w:comboBox>{_entries(blank)}</w:comboBox>"
        case "tick":
            return _box(bool(blank.filled))
    return ""


def _box(ticked: bool) -> str:
    return (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )


def _entries(blank: Blank) -> str:
    """Return the entries of a list. No two are alike: Word takes no such list."""
    filled = [blank.filled] if blank.filled else []
    entries = map(escape, _each_once([*blank.options, *filled]))
    return "".join(f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in entries)


def _each_once(options: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(shortened(each, OPTION) for each in options))
