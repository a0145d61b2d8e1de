"""Whether the name of a file says what is written to it: a Word file called .xlsx would not open."""

from pathlib import Path

from istoolkit.cli._common import CouldNotRun, shown
from istoolkit.words import listed

_FORMATS = ("csv", "xlsx", "html", "docx")
"""The formats whose names end as they are called."""

_OTHERS = ("doc", "htm", "json", "md", "odp", "ods", "odt", "pdf", "pptx", "rtf", "tsv", "xls", "xlsm", "xml")
"""Endings that programs open in a way of their own, and that no format here has."""


def make_sure_of_the_name(output: Path | None, form: str) -> None:
    """Stop where the ending of a file's name stands for something else than what is to be written. Raises CouldNotRun."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if output is None or ending in ("", form) or (form, ending) in (("text", "md"), ("html", "htm")):
        return
    if ending in _FORMATS:
        said = f"{shown(output)} is the name of a file in the format {ending}, and --format says {form}."
        raise CouldNotRun(f"{said} Nothing was written. Change one of the two.")
    if ending in _OTHERS:
        right = listed(f".{each}" for each in (_FORMATS if form == "text" else (form,)))
        raise CouldNotRun(f"{shown(output)} cannot be written: give it a name that ends with {right}.")
