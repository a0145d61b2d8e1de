"""The table of contents, filled in when the document is made, so that it is never out of date.

It lists the headings with their numbers and links to them; in a line, only those of the first level. It has no page numbers: only Word knows those, and it would
show old ones or ask the reader a question each time the document is opened.
"""

import re
from xml.sax.saxutils import escape

LIST, IN_LINE = "<!--contents-->", "<!--contents in line-->"
"""What stands in a document where a list of its headings is asked for, and where a paragraph of them is."""

_HEADING = re.compile(
    r'<w:p(?: [^>]*)?><w:pPr><w:pStyle w:val="(Heading[12]|AnnexHeading)"/>(?:(?!</w:pPr>).)*</w:pPr>(.*?)</w:p>',
    re.DOTALL,
)
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def fill_contents(xml: str, numbered: frozenset[str]) -> str:
    """Put a bookmark at each heading, and the list of headings where the template asks for it."""
    headings: list[tuple[str, str, str, str]] = []
    counter = _Counter(numbered)

    def mark(match: re.Match[str]) -> str:
        style, inner = match[1], match[2]
        words = "".join(_WORDS.findall(inner))
        name, number = f"_Toc{len(headings) + 1:05d}", 9_000_000 + len(headings)
        headings.append((style, counter.next(style), words, name))
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        whole = match.group()
        return f'{whole[: -len(inner) - len("</w:p>")]}{start}{inner}<w:bookmarkEnd w:id="{number}"/></w:p>'

    xml = _HEADING.sub(mark, xml)
    for asked, written in ((LIST, _contents), (IN_LINE, _in_line)):
        xml = xml.replace(asked, written(headings), 1) if asked in xml else xml
    return xml


class _Counter:
    """Numbers headings as Word will."""

    def __init__(self, numbered: frozenset[str]) -> None:
        self.numbered = numbered
        self.first = self.second = self.annex = 0

    def next(self, style: str) -> str:
        if style == "Heading1":
            self.first, self.second = self.first + 1, 0
            number = f"{self.first}"
        elif style == "Heading2":
            self.second += 1
            number = f"{self.first}.{self.second}"
        else:
            self.annex += 1
            number = f"Annex {chr(64 + self.annex)}"
        return number if style in self.numbered else ""


def _contents(headings: list[tuple[str, str, str, str]]) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\n \\h \\z \\t "heading 1,1,heading 2,2,Annex Heading,1" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    rows = [_row(*heading) for heading in headings]
    if not rows:
        return ""
    rows[0] = rows[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
    rows[-1] = rows[-1].removesuffix("</w:p>") + end + "</w:p>"
    return "".join(rows)


def _in_line(headings: list[tuple[str, str, str, str]]) -> str:
    first = [(words, name) for style, _, words, name in headings if style != "Heading2"]
    links = [
        f'{_opened(name)}<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>{_said(words)}</w:r></w:hyperlink>'
        for words, name in first
    ]
    between = f"<w:r>{_said('; ')}</w:r>"
    begin = f"<w:r><w:rPr><w:b/></w:rPr>{_said('Contents: ')}</w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{begin}{between.join(links)}</w:p>'


def _opened(name: str) -> str:
    return f'<w:hyperlink w:anchor="{name}" w:history="1" w:tooltip="Go to this section">'


def _said(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def _row(style: str, number: str, words: str, name: str) -> str:
    level = "TOC2" if style == "Heading2" else "TOC1"
    label = f'<w:r><w:t xml:space="preserve">{escape(number)}</w:t></w:r><w:r><w:tab/></w:r>' if number else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{level}"/></w:pPr>{_opened(name)}{label}<w:r>{_said(words)}</w:r></w:hyperlink></w:p>'
