"""The start of a new definition, made from the schema: each field with its help as a comment, and TBC where a person
must think."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.reader import read
from istoolkit.definitions.schema import Field, load

_WIDTH = 100


def skeleton(
    document: str,
    given: Mapping[str, Any],
    above: Mapping[str, str] | None = None,
    written: Mapping[str, str] | None = None,
) -> str:
    """Return the text of a new definition.

    ``given`` has what is known already, by field; a key such as ``flows.from`` reaches into entries. ``above`` names the
    sections that are taken over, each with where from: they are mentioned and left out. ``written`` has the text of
    the entries of lists that are known already.
    """
    lines: list[str] = []
    for name, each in load(document).fields.items():
        if name in (written or {}):
            lines.extend(["", *comment(each.help, ""), f"{name}:", *(written or {})[name].rstrip("\n").split("\n")])
        elif name in (above or {}):
            lines.extend(_taken_over(name, each, (above or {})[name]))
        elif _is_offered(each, name, given):
            lines.extend(["", *_field((name,), each, given, "")])
    return "\n".join(lines).strip("\n") + "\n"


def entry(document: str, name: str, given: Mapping[str, Any], indent: str) -> str:
    """Return the text of a new entry of a list, indented as its neighbours are."""
    each = load(document).fields[name]
    return "\n".join(_entry((name,), each, given, indent)) + "\n"


def _taken_over(name: str, each: Field, source: str) -> list[str]:
    return ["", *comment(f"{name}: {each.title}. Taken over from {source}. Say here only what differs.", "")]


def _is_offered(each: Field, name: str, given: Mapping[str, Any]) -> bool:
    tier = str(given.get("tier", ""))
    wanted = not each.needed or not tier or tier in each.needed
    return name in given or each.required or (each.offered and wanted)


def _field(path: tuple[str, ...], each: Field, given: Mapping[str, Any], indent: str) -> Iterator[str]:
    yield from comment(_explained(each), indent)
    name = path[-1]
    value = given.get(".".join(path), each.start)
    if each.is_section:
        yield f"{indent}{name}:"
        yield from _section(path, each.fields, given, indent + "  ")
    elif each.is_records:
        yield f"{indent}{name}:"
        yield from _entry(path, each, given, indent + "  ")
    elif value is not None:
        yield f"{indent}{name}: {inline(value)}"
    else:
        yield f"{indent}{name}: {'[TBC]' if each.item is not None else 'TBC'}"


def _section(
    path: tuple[str, ...], fields: Mapping[str, Field], given: Mapping[str, Any], indent: str
) -> Iterator[str]:
    for name, each in fields.items():
        if each.required or each.offered or ".".join((*path, name)) in given:
            yield from _field((*path, name), each, given, indent)


def _entry(path: tuple[str, ...], each: Field, given: Mapping[str, Any], indent: str) -> Iterator[str]:
    if each.item is None:
        raise AssertionError("a list of entries has entries")
    lines = list(_section(path, each.item.fields, given, indent + "  "))
    first = next(i for i, line in enumerate(lines) if not line.strip().startswith("#"))
    yield from (line.replace("  ", "", 1) for line in lines[:first])
    yield f"{indent}- {lines[first].strip()}"
    yield from lines[first + 1 :]


def comment(text: str, indent: str) -> list[str]:
    """Return a text as lines of comment."""
    width = _WIDTH - len(indent)
    return textwrap.wrap(text, width, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")


def _explained(each: Field) -> str:
    """Return the help of a field, with its choices or an example."""
    choices = each.allowed or (each.item.allowed if each.item else {})
    if choices and len(choices) <= 30:
        return f"{each.help} Choose from: {', '.join(choices)}."
    example = ", ".join(each.example) if isinstance(each.example, list) else each.example
    return f"{each.help} For example: {example}" if example and each.is_text and not each.start else each.help


def inline(value: Any) -> str:
    """Return a text, or a list of texts, as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(inline(each) for each in value)}]"
    return scalar(str(value))


def scalar(text: str) -> str:
    """Return a text as YAML on one line, in quotation marks only where it needs them."""
    plain = read("", f"[{text}]\n".encode()).value if text == text.strip() and "\n" not in text else None
    if plain == [text] and not text.startswith(("?", "-")) and "? " not in text:
        return text if not _is_number(text) else f'"{text}"'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit() and "." in text


def insert_entry(text: str, end_line: int, new: str) -> str:
    """Return the text with an entry put in after a line, everything else as it was."""
    lines = text.split("\n")
    head = "\n".join(lines[:end_line]).rstrip("\n")
    tail = "\n".join(lines[end_line:])
    return f"{head}\n{new}{tail}" if tail.strip() else f"{head}\n{new}"
