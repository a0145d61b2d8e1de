"""Adding entries to a list of a file that a person wrote: everything else stays as it was, or nothing is changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from istoolkit.cli._common import CouldNotRun, shown
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.skeleton import insert_entry


def added_to(path: Path, source: Source, name: str | tuple[str, ...], write: Callable[[str], str]) -> str:
    """Return the text of a file with new entries after the last one of a list, which a name at its top or a path gives.

    ``write`` gives the text of the entries at an indent. Raises CouldNotRun where the list is not there, or where adding to
    it would change anything else.
    """
    place: tuple[str, ...] = (name,) if isinstance(name, str) else name
    entries = _at(source.value, place)
    if source.faults or not isinstance(entries, list) or not entries or not isinstance(entries[-1], dict):
        raise CouldNotRun(f"{shown(path)} cannot be added to before it is mended: istoolkit check {shown(path)}")
    last: tuple[str | int, ...] = (*place, len(entries) - 1)
    indent = " " * max(source.values[last][1] - 3, 0)
    for line in _last_lines(source, last):
        new = insert_entry(source.text, line, write(indent))
        if _only_adds(source, read(source.file, new.encode()), place):
            return new
    raise CouldNotRun(f"{shown(path)} is laid out in a way that cannot be added to. Add this to it:\n\n{write('  ')}")


def _at(value: Any, place: tuple[str, ...]) -> Any:
    for step in place:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _last_lines(source: Source, entry: tuple[str | int, ...]) -> list[int]:
    """Return the lines on which an entry may end, the likeliest first: a text of several lines reaches to what follows it."""
    spans = [span for place, span in source.values.items() if _is_inside(place, entry)]
    on_one_line = [end for begin, _, end, _ in spans if begin == end]
    longer = sorted({line for _, _, end, _ in spans for line in (end - 1, end)}, reverse=True)
    return [*([max(on_one_line)] if on_one_line else []), *longer]


def _is_inside(place: tuple[str | int, ...], entry: tuple[str | int, ...]) -> bool:
    return place[: len(entry)] == entry and len(place) > len(entry)


def _only_adds(before: Source, after: Source, place: tuple[str, ...]) -> bool:
    """Whether a file says all that it said, and more entries in one list."""
    if after.faults:
        return False
    entries, added = _at(before.value, place), _at(after.value, place)
    same = _without(before.value, place) == _without(after.value, place)
    return same and isinstance(added, list) and added[: len(entries)] == entries and len(added) > len(entries)


def _without(value: Any, place: tuple[str, ...]) -> Any:
    """Return a value without what stands at a place in it."""
    if not place or not isinstance(value, dict):
        return None
    return {key: _without(inner, place[1:]) if key == place[0] else inner for key, inner in value.items()}


def as_it_was_kept(path: Path, text: str) -> bytes:
    """Return a text as the bytes of a file, with the line ends and the mark at its beginning that the file has now."""
    before = path.read_bytes()
    content = text.replace("\n", "\r\n") if b"\r\n" in before else text
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + content.encode()
