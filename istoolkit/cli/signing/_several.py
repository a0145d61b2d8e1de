"""Several approvals from a CSV file, such as an officer makes in Excel from a pile of scanned sheets."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from istoolkit.cli._common import CouldNotRun, shown
from istoolkit.cli._unreadable import unreadable
from istoolkit.cli.signing._approval import Given, Usual, approval_of, beside
from istoolkit.cli.signing._evidence import Evidence
from istoolkit.cli.signing._options import Paper, Person
from istoolkit.cli.signing._write import Values
from istoolkit.definitions.formats import date
from istoolkit.definitions.text import Fault, decode
from istoolkit.words import did_you_mean, listed

_COLUMNS = ("for", "name", "post", "date", "method", "authority", "evidence", "kept-at", "conditions", "until", "note")
_NEEDED = ("for", "name", "post", "date", "method")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")


def approvals_in(path: Path, usual: Usual, given: Given) -> list[tuple[Values, Evidence]]:
    """Return the approvals in a file, or stop and name every line that cannot be taken. Columns left out are as the options."""
    if given.who:
        raise CouldNotRun("--for and --file do not go together: the file says for whom each line is.")
    found: list[tuple[Values, Evidence]] = []
    wrong = []
    for number, row in _rows(path, usual, given):
        try:
            each = approval_of(usual, _given(row, given, path.parent))
            _once(each[0], [values for values, _ in found])
            found.append(each)
        except CouldNotRun as error:
            wrong.append(f"- Line {number}: {error.message.replace(' Nothing was recorded.', '')}")
    if wrong:
        raise CouldNotRun("\n".join([f"{shown(path)} cannot be recorded. Nothing was recorded.", *wrong]))
    if not found:
        raise CouldNotRun(f"{shown(path)} has no line below the first. Nothing was recorded.")
    return found


def _once(values: Values, others: list[Values]) -> None:
    if any((each["party"], each["member"]) == (values["party"], values["member"]) for each in others):
        raise CouldNotRun(f"{values['member'] or values['party']} stands in a line above already.")


def _rows(path: Path, usual: Usual, given: Given) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each line that says something, with its number."""
    text = _text(path)
    first = text.split("\n", 1)[0]
    mark = ";" if first.count(";") > first.count(",") else "\t" if "\t" in first else ","
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    names = [name.strip().lower().replace(" ", "-").replace("_", "-") for name in next(reader, [])]
    _check(path, names, usual, given)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}


def _check(path: Path, names: list[str], usual: Usual, given: Given) -> None:
    for name in names:
        if name not in _COLUMNS:
            mend = did_you_mean(name, _COLUMNS) or f"The columns are: {', '.join(_COLUMNS)}."
            raise CouldNotRun(f"{shown(path)} has a column “{name}”, which is not known. {mend}")
    here = {"date": given.person.date, "method": given.method or usual.signer, "post": given.person.post}
    missing = [name for name in _NEEDED if name not in names and not here.get(name)]
    if missing:
        raise CouldNotRun(f"{shown(path)} has no column {listed([f'“{each}”' for each in missing], 'and')}.")


def _given(row: Mapping[str, str], usual: Given, folder: Path) -> Given:
    person = Person(
        row.get("name", ""), row.get("post", "") or usual.person.post, _day(row.get("date", "")) or usual.person.date
    )
    paper = Paper(
        row.get("evidence", ""),
        row.get("kept-at", "") or usual.paper.kept_at,
        usual.paper.keep and bool(row.get("evidence")),
    )
    return replace(
        usual,
        who=row.get("for", ""),
        person=person,
        authority=row.get("authority", "") or usual.authority,
        method=row.get("method", "") or usual.method,
        paper=beside(paper, folder),
        conditions=row.get("conditions", "") or usual.conditions,
        until=_day(row.get("until", "")) or usual.until,
        note=row.get("note", "") or usual.note,
    )


def _day(said: str) -> str:
    """Return a day as 2026-12-01. Excel writes it the other way round where it is set to the United Kingdom: 01/12/2026."""
    found = _DAY_FIRST.match(said)
    day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else said
    if day and date(day) is None:
        raise CouldNotRun(f"“{said}” is not a day. Write it such as 2026-12-01 or 01/12/2026, the day first.")
    return day


def _text(path: Path) -> str:
    try:
        text = decode(path.name, path.read_bytes())
    except OSError as error:
        raise CouldNotRun(f"{unreadable(path, error)} Nothing was recorded.") from error
    if isinstance(text, Fault) and text.code == "READ002":
        raise CouldNotRun(f"{shown(path)} is empty. Its first line names the columns: {','.join(_COLUMNS)}.")
    if isinstance(text, Fault):
        raise CouldNotRun(f"{shown(path)}: {text.problem.message} {text.problem.help}".strip())
    return text
