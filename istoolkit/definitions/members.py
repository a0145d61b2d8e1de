"""The members of an open class of parties, kept in a CSV file that Excel opens."""

import csv
import io

from istoolkit.definitions.reader import Source, Span
from istoolkit.definitions.schema import load
from istoolkit.definitions.text import Fault, decode
from istoolkit.finding import Path, Place, Problem


def read_members(file: str, content: bytes) -> Source:
    """Read a members file. The value is a list with one mapping a member; empty cells are left out."""
    text = decode(file, content)
    if isinstance(text, Fault):
        return Source(file, faults=(text,))
    lines = text.split("\n")
    fault = _separator(file, lines[0]) or _header(file, _names(next(csv.reader(lines[:1]), [])))
    return Source(file, text, faults=(fault,)) if fault else _rows(file, text, lines)


def _names(header: list[str]) -> list[str]:
    """Return the names of the columns. Those that are known may be written in capitals."""
    names = [name.strip() for name in header]
    return [name.lower() if name.lower() in load("members").fields else name for name in names]


def _separator(file: str, line: str) -> Fault | None:
    mend = (
        "In Excel choose “CSV UTF-8 (comma delimited)” when you save it, and take out a line that starts with “sep=”."
    )
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if line.count(mark) > line.count(","):
            place = Place(file, 1, line.index(mark) + 1, 1, line.index(mark) + 2)
            return Fault("MEMB001", Problem(place, f"The members file is separated by {name}.", mend))
    if line.lower().startswith("sep="):
        message = f"The first line, “{line.strip()}”, does not name the columns."
        return Fault("MEMB001", Problem(Place(file, 1, 1, 1, len(line) + 1), message, mend))
    return None


def _header(file: str, names: list[str]) -> Fault | None:
    fields = load("members").fields
    unknown = [name for name in names if name not in fields]
    missing = [name for name, each in fields.items() if each.required and name not in names]
    twice = [name for name in names if names.count(name) > 1]
    place = Place(file, 1, 1, 1, max(2, len(",".join(names)) + 1))
    mend = f"The first line names the columns: {', '.join(fields)}. They are separated by commas."
    for code, wrong, words in (
        ("MEMB001", missing, "has no column"),
        ("MEMB001", unknown, "has a column that is not known,"),
        ("MEMB001", twice, "has two columns named"),
    ):
        if wrong:
            return Fault(code, Problem(place, f"The members file {words} “{wrong[0]}”.", mend))
    return None


def _rows(file: str, text: str, lines: list[str]) -> Source:
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[dict[str, str]] = []
    values: dict[Path, Span] = {(): (1, 1, len(lines), 1)}
    faults: list[Fault] = []
    begins = 1
    try:
        names = _names(next(reader))
        begins = 2
        for cells in reader:
            begins = reader.line_num + 1
            if any(cell.strip() for cell in cells):
                _row(file, names, cells, reader.line_num, lines, rows, values, faults)
    except csv.Error:
        place = Place(file, begins, 1, begins, 2)
        faults.append(Fault("MEMB002", Problem(place, "A quotation mark is opened and not closed.", "Close it.")))
    return Source(file, text, rows, {}, values, tuple(faults))


def _row(
    file: str,
    names: list[str],
    cells: list[str],
    number: int,
    lines: list[str],
    rows: list[dict[str, str]],
    values: dict[Path, Span],
    faults: list[Fault],
) -> None:
    line = lines[number - 1]
    index = len(rows)
    values[(index,)] = (number, 1, number, len(line) + 1)
    if len(cells) > len(names):
        message = f"The line has {len(cells)} cells, but there are {len(names)} columns."
        place = Place(file, number, 1, number, len(line) + 1)
        faults.append(
            Fault("MEMB002", Problem(place, message, "Put a text that has a comma in double quotation marks."))
        )
    row: dict[str, str] = {}
    start = 0
    for name, cell in zip(names, cells, strict=False):
        start = max(start, line.find(cell, start))
        values[(index, name)] = (number, start + 1, number, start + len(cell) + 1)
        start += len(cell)
        if cell.strip():
            row[name] = cell.strip()
    rows.append(row)
