"""Values as the text of a definition, laid out as a person would: long texts in blocks, the rest on a line each."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.reader import read
from istoolkit.definitions.skeleton import scalar

_WIDTH = 118

AMBIGUOUS = re.compile(r"y|n|yes|no|on|off|true|false|null|~|0x[0-9a-f]+", re.IGNORECASE)
"""Words that other programs take for something else than words, so that they stand in quotation marks."""


def yaml_text(head: str, value: Mapping[str, Any]) -> str:
    """Return comments and then the fields of a file. What is read from the text is exactly the value.

    Texts have no characters that cannot be seen; a section or a list is not empty.
    """
    lines = [*(f"# {line}".rstrip() for line in head.splitlines()), ""]
    text = "\n".join([*lines, *_section(value, "", plainly=False)]) + "\n"
    if read("", text.encode()).value == value:
        return text
    return "\n".join([*lines, *_section(value, "", plainly=True)]) + "\n"


def _section(value: Mapping[str, Any], indent: str, plainly: bool) -> Iterator[str]:
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{name}:"
            yield from _section(inner, f"{indent}  ", plainly)
        elif isinstance(inner, list):
            yield f"{indent}{name}:"
            for each in inner:
                yield from _entry(each, indent, plainly)
        else:
            yield from _text(f"{indent}{name}: ", inner, f"{indent}  ", plainly)


def _entry(value: Any, indent: str, plainly: bool) -> Iterator[str]:
    if isinstance(value, dict):
        first, *rest = _section(value, f"{indent}  ", plainly)
        yield f"{indent}- {first.strip()}"
        yield from rest
    else:
        yield from _text(f"{indent}- ", value, f"{indent}  ", plainly)


def _text(start: str, value: str, indent: str, plainly: bool) -> Iterator[str]:
    plainly = plainly or bool(AMBIGUOUS.fullmatch(value))
    if plainly or (len(start) + len(value) <= _WIDTH and "\n" not in value):
        yield f"{start}{_quoted(value) if plainly else scalar(value)}"
    elif "\n" in value:
        yield f"{start}|-"
        yield from (f"{indent}{line}" if line else "" for line in value.split("\n"))
    else:
        yield f"{start}>-"
        yield from textwrap.wrap(
            value,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
