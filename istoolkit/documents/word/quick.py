"""The words of a part of a Word file that has nothing in it to overlook, as the documents we make: read in a tenth of the time.

``reading`` reads every part; this only those in which text, tabs and line breaks are all there is. Both give the same.
"""

import html
import re
from collections.abc import Iterator

_PLAIN = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODD = re.compile(
    rb"<!|Fallback|txbxContent|vanish|trike|fldSimple|dataBinding|altChunk|textpath|External|delText|:sym |:ptab"
    rb"|<w:(?:ins|del|moveTo|moveFrom)\b|<(?:m|a):t\b|<w:hyperlink [^>]*r:id"
)
_FIELD = re.compile(rb"<w:instrText[^>]*>\s*+(?!TOC )")
_TOKEN = re.compile(
    r'<w:(?:(p)[ >]|pStyle w:val="(?i:(TOC|Contents)\d)|t(?: [^>]*)?>([^<]*)|(tab|br|cr|noBreakHyphen)(?: [^>]*)?/>|tabs>.*?</w:tabs>)',
    re.DOTALL,
)
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}


def is_plain(content: bytes) -> bool:
    """Whether a part has only what can be read in this way."""
    return _PLAIN in content and not _ODD.search(content) and not _FIELD.search(content)


def paragraphs_of(content: bytes) -> Iterator[tuple[str, bool]]:
    """Yield the text of each paragraph of a plain part, and whether it belongs to the list of contents."""
    pieces: list[str] = []
    contents = False
    for start, style, text, sign in _TOKEN.findall(content.decode()):
        if start:
            yield html.unescape("".join(pieces)), contents
            pieces, contents = [], False
        elif style:
            contents = True
        elif sign:
            pieces.append(_SIGNS[sign])
        else:
            pieces.append(text)
    yield html.unescape("".join(pieces)), contents
