"""A file that was made, before anything is written."""

from typing import NamedTuple


class File(NamedTuple):
    """A file that was made: its name, what it holds, what it is for and the program that opens it.

    ``note`` says what it leaves out, for it is too long; "" where it has all.
    """

    name: str
    content: bytes
    words: str
    format: str
    note: str = ""
