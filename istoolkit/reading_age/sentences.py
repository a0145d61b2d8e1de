"""A text as sentences, and a sentence as words: what a formula of reading age counts."""

import re

_STOP = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_MARK = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)])\s+")
_WORD = re.compile(r"[A-Za-z\u00C0-\u017F]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_NO_WORD = re.compile(r"\S*(?:@|://|www\.)\S*|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?|\b0\d{2,4}(?: \d{3,4})+\b")
"""Addresses and telephone numbers. Nobody reads them as words."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each on one line. A point of a list and a heading is a sentence of its own."""
    paragraphs = _joined(text)
    found = (_MARK.sub("", each).strip() for each in _STOP.split(paragraphs))
    return [each for each in found if words(each)]


def _joined(text: str) -> str:
    """Join the lines of a paragraph: only an empty line, a point of a list or a colon at its end begins a new one."""
    lines: list[str] = []
    for line in text.splitlines():
        goes_on = lines and lines[-1] and line.strip() and not _MARK.match(line) and not lines[-1].endswith(":")
        if goes_on:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.strip())
    return "\n".join(lines)


def words(sentence: str) -> list[str]:
    """Return the words of a sentence, those joined by hyphens apart. Numbers count; addresses and telephone numbers do not."""
    return _WORD.findall(_NO_WORD.sub(" ", sentence))
