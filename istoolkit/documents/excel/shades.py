"""Which words give a cell its shade, so that the shade follows when an officer edits the words.

A cell with a tone begins with words that say what it means, such as “Gives” or “High”. Where these tell the tone without
doubt, a rule of conditional formatting gives the shade. Where they do not, the cell is filled.
"""

from collections.abc import Iterable, Mapping

from istoolkit.documents.tables import Cell, Table

_LONGEST, _MOST = 200, 60


def toned_columns(table: Table) -> list[int]:
    """Return the columns in which some cell has a tone."""
    return sorted({i for row in table.rows for i, cell in enumerate(row) if cell.tone})


def shade_labels(table: Table) -> Mapping[str, str]:
    """Return the tone for each beginning of a cell's words, the longest first: a rule each.

    A label that would give any cell of these columns a shade it does not have is left out.
    """
    columns = toned_columns(table)
    cells = [row[i] for row in table.rows for i in columns if i < len(row)]
    labels = _candidates(table, cells)
    while wrong := {label for cell in cells if (label := _label_of(cell, labels)) and labels[label] != cell.tone}:
        labels = {label: tone for label, tone in labels.items() if label not in wrong}
    return labels


def needs_fill(cell: Cell, labels: Mapping[str, str]) -> bool:
    """Whether no rule gives a cell its shade."""
    return bool(cell.tone) and not _label_of(cell, labels)


def _candidates(table: Table, cells: Iterable[Cell]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell in cells:
        if cell.tone:
            found.setdefault(_first_line(cell.words), cell.tone)
    if len(found) > _MOST:
        found = {}
    for tone, words in table.key:
        found.setdefault(_first_line(words), tone)
    fit = {label: tone for label, tone in found.items() if label and len(label) <= _LONGEST and '"' not in label}
    return dict(sorted(fit.items(), key=lambda each: (-len(each[0]), each[0])))


def _label_of(cell: Cell, labels: Mapping[str, str]) -> str:
    """Return the label that a program finds for a cell. It does not look at capitals."""
    words = cell.words.casefold()
    return next((label for label in labels if words.startswith(label.casefold())), "")


def _first_line(words: str) -> str:
    return words.split("\n", 1)[0].strip()
