"""A table as CSV that Excel opens as it is meant: UTF-8 with its mark, CRLF, and no cell that is taken for a formula.

Sources: RFC 4180; OWASP, “CSV injection”.
"""

import csv
import io

from istoolkit.documents.tables import Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(table: Table) -> bytes:
    """Return a table as a CSV file: a line of headings, then a line for each row. Lines within a cell stay in it."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([_safe(each.heading) for each in table.columns])
    lines.writerows([_safe(cell.words) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _safe(words: str) -> str:
    """Return the words of a cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words
