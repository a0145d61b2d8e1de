"""Adding entries to a list of a file that a person wrote: everything else stays as it was, or nothing is changed."""

from collections.abc import Callable
from pathlib import Path

from istoolkit.cli._common import CouldNotRun, shown
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.skeleton import insert_entry


def added_to(path: Path, source: Source, name: str, write: Callable[[str], str]) -> str:
    """Return the text of a file with new entries after the last one of a list at its top.

    ``write`` gives the text of the entries at an indent. Raises CouldNotRun where the list is not there, or where adding to
    it would change anything else.
    """
    entries = source.value.get(name) if isinstance(source.value, dict) else None
    if source.faults or not isinstance(entries, list) or not entries or not isinstance(entries[-1], dict):
        raise CouldNotRun(f"{shown(path)} cannot be added to before it is mended: istoolkit check {shown(path)}")
    last = (name, len(entries) - 1)
    indent = " " * max(source.values[last][1] - 3, 0)
    for line in _last_lines(source, last):
        new = insert_entry(source.text, line, write(indent))
        if _only_adds(source, read(source.file, new.encode()), name):
            return new
    raise CouldNotRun(f"{shown(path)} is laid out in a way that cannot be added to. Add this to it:\n\n{write('  ')}")


def _last_lines(source: Source, entry: tuple[str, int]) -> list[int]:
    """Return the lines on which an entry may end, the likeliest first: a text of several lines reaches to what follows it."""
    spans = [span for place, span in source.values.items() if place[:2] == entry and len(place) > 2]
    on_one_line = [end for begin, _, end, _ in spans if begin == end]
    longer = sorted({line for _, _, end, _ in spans for line in (end - 1, end)}, reverse=True)
    return [*([max(on_one_line)] if on_one_line else []), *longer]


def _only_adds(before: Source, after: Source, name: str) -> bool:
    """Whether a file says all that it said, and more entries in one list."""
    if after.faults:
        return False
    entries = before.value[name]
    added = after.value.get(name)
    others = {key: value for key, value in before.value.items() if key != name}
    same = others == {key: value for key, value in after.value.items() if key != name}
    return same and isinstance(added, list) and added[: len(entries)] == entries and len(added) > len(entries)


def as_it_was_kept(path: Path, text: str) -> bytes:
    """Return a text as the bytes of a file, with the line ends and the mark at its beginning that the file has now."""
    before = path.read_bytes()
    content = text.replace("\n", "\r\n") if b"\r\n" in before else text
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + content.encode()
