"""Texts as the software keeps them, as fragments of HTML: made from plain words and turned back into them."""

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from istoolkit.definitions.text import FORBIDDEN

_BLOCKS = {"p", "div", "ul", "ol", "li", "br", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
_LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}
_UNSEEN = {"script", "style"}
_TAGS = "p|div|span|br|b|strong|i|em|u|s|a|ul|ol|li|font|h[1-6]|script|style|sub|sup|img|table|tr|td|th|pre|blockquote"
_MARKUP = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+);", re.IGNORECASE)
_ENTRY = re.compile(r"( *)- ")
_ENDS = re.compile("\x85|[\u2028\u2029\x0b\x0c]|\r\n?")
DEEPEST = 8
"""The deepest list within lists that is shown as such."""


def escaped(text: str) -> str:
    """Return words as HTML: nothing in them is taken for markup, and a new line stays one."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def paragraph(text: str) -> str:
    """Return words as HTML: a paragraph, and a list where lines begin with “- ”. `plain` turns it back into the words."""
    done: list[str] = []
    open_lists = 0
    for line in text.split("\n"):
        entry = _ENTRY.match(line)
        depth = min(len(entry[1]) // 2 + 1, open_lists + 1) if entry else 0
        if entry is None and open_lists and line.startswith(" "):
            done.append(f"<br>{escaped(line.strip())}")
            continue
        done.append("<ul>" if depth > open_lists else "</li></ul>" * (open_lists - depth) + "</li>" * bool(depth))
        done.append(f"<li>{escaped(line[entry.end() :])}" if entry else f"<p>{escaped(line)}</p>")
        open_lists = depth
    return "".join(done).replace("</p><p>", "<br>") + "</li></ul>" * open_lists


def headed(title: str, content: str) -> str:
    """Return HTML under a heading in words."""
    return f"<p><strong>{escaped(title)}</strong></p>{content}"


def bullets(entries: Iterable[str]) -> str:
    """Return entries, which are HTML already, as a list; nothing where there is none."""
    items = "".join(f"<li>{each}</li>" for each in entries)
    return f"<ul>{items}</ul>" if items else ""


def plain(fragment: str) -> str:
    """Return a fragment of HTML as plain words: a line a paragraph, “- ” before each entry of a list.

    Scripts and styles are left out. Broken markup is read as well as may be; nothing is raised.
    """
    reading = _Words()
    reading.feed(_ENDS.sub("\n", fragment))
    reading.close()
    lines = [(depth, seen(words)) for depth, words in reading.lines]
    return "\n".join("  " * min(depth, DEEPEST) + words for depth, words in lines if words and words != "-")


def seen(text: str) -> str:
    """Return words without what no one can see: characters that are hidden or that control, and spaces too many."""
    kept = FORBIDDEN.sub("", _ENDS.sub("\n", text).replace("\xa0", " "))
    kept = kept.encode("utf-8", "ignore").decode()
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def noted(text: str) -> str:
    """Return a text that the software shows as it is, such as a comment, as plain words; markup in it is read as such."""
    return plain(text) if _MARKUP.search(text) else seen(text)


def one_line(text: str) -> str:
    """Return a title or an entry of a list as plain words on one line. It is plain text, but markup may be in it."""
    return " ".join(noted(text).split())


def has_script(fragment: str) -> bool:
    """Whether a fragment has a script or a style in it, which is left out."""
    return bool(re.search(r"<(?:script|style)\b", fragment, re.IGNORECASE))


class _Words(HTMLParser):
    """Collects the words of a fragment: a line for each block, with how deep it lies in lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [(0, "")]
        self._hidden = ""
        self._lists = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if not self._hidden and tag in _UNSEEN:
            self._hidden = tag
        if tag in _LISTS:
            self._lists += 1
        if tag in _CELLS and self.lines[-1][1].strip() not in ("", "-"):
            self.handle_data(" | ")
        if tag in _BLOCKS:
            self._new_line("- " if tag == "li" else "", deeper=tag == "br")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        if tag in _LISTS:
            self._lists = max(0, self._lists - 1)
        if tag in _BLOCKS:
            self._new_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            depth, line = self.lines[-1]
            self.lines[-1] = depth, line + re.sub(r"\s", " ", data)

    def _new_line(self, mark: str = "", deeper: bool = False) -> None:
        if self.lines[-1][1].strip() in ("", "-"):
            mark = mark or self.lines.pop()[1]
        self.lines.append((self._lists - (not deeper) if self._lists else 0, mark))
