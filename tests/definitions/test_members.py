"""Members files, as Excel and people save them."""

import pytest

from istoolkit.definitions.members import read_members
from istoolkit.definitions.reader import Source


def members(text: str) -> Source:
    return read_members("members/schools.csv", text.encode())


def told(source: Source) -> list[str]:
    return [
        f"{each.code} {each.problem.at.line}:{each.problem.at.column} {each.problem.message}" for each in source.faults
    ]


def test_as_excel_saves_it() -> None:
    read = members(
        '\ufeffid,name,joined,left\r\noak,"Oak, Ash and Elm",2026-12-01,\r\n\r\n,,,\r\nash,"The ""Ash""",2027-01-01,\r\n'
    )
    assert read.faults == ()
    assert read.value == [
        {"id": "oak", "name": "Oak, Ash and Elm", "joined": "2026-12-01"},
        {"id": "ash", "name": 'The "Ash"', "joined": "2027-01-01"},
    ]


PLACES = [
    ((0, "id"), (2, 1, 4)),
    ((0, "joined"), (2, 9, 19)),
    ((1, "name"), (4, 5, 8)),
    ((1,), (4, 1, 19)),
    ((1, "left"), (4, 1, 19)),
]


@pytest.mark.parametrize(("path", "expected"), PLACES)
def test_places(path: tuple[int | str, ...], expected: tuple[int, int, int]) -> None:
    place = members("id,name,joined,left\noak,Oak,2026-12-01,\n\nash,Ash,2026-12-01\n").place(path)
    assert (place.line, place.column, place.end_column) == expected


def test_the_same_word_twice_in_a_line_has_two_places() -> None:
    read = members("id,name,joined\noak,oak,2026-12-01\n")
    assert [read.place((0, name)).column for name in ("id", "name", "joined")] == [1, 5, 9]


FAULTS = [
    ("name,joined\n", "MEMB001 1:1 The members file has no column “id”."),
    ("id,name,joined,post\n", "MEMB001 1:1 The members file has a column that is not known, “post”."),
    ("id,name,joined,name\n", "MEMB001 1:1 The members file has two columns named “name”."),
    ("id;name;joined\n", "MEMB001 1:3 The members file is separated by semicolons."),
    ("id\tname\tjoined\n", "MEMB001 1:3 The members file is separated by tabs."),
    ("sep=,\nid,name,joined\n", "MEMB001 1:1 The first line, “sep=,”, does not name the columns."),
    ("sep=;\nid;name;joined\n", "MEMB001 1:5 The members file is separated by semicolons."),
    ("id,name,joined\noak,Oak,Ash,2026-12-01\n", "MEMB002 2:1 The line has 4 cells, but there are 3 columns."),
    (
        'id,name,joined\nelm,Elm,2026-12-01\noak,"Oak,2026-12-01\nash,Ash,x\n',
        "MEMB002 3:1 A quotation mark is opened and not closed.",
    ),
    ('id,name,joined\noak,"Oak" x,2026-12-01\n', "MEMB002 2:1 A quotation mark is opened and not closed."),
    ("", "READ002 1:1 The file is empty."),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_faults(text: str, expected: str) -> None:
    read = members(text)
    assert told(read) == [expected]
    assert read.faults[0].problem.help.endswith((".", "Close it."))


def test_the_old_excel_encoding_is_named() -> None:
    read = read_members("members/schools.csv", "id,name,joined\nty,Ysgol Tŷ Gwyn,2026-12-01\n".encode("iso-8859-14"))
    assert told(read) == ["READ001 2:11 The file is not UTF-8 text: byte 0xFE cannot be read."]


def test_names_of_columns_may_have_capitals() -> None:
    read = members("ID,Name,JOINED\noak,Oak,2026-12-01\n")
    assert read.value == [{"id": "oak", "name": "Oak", "joined": "2026-12-01"}]


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_file_of_excel_is_named(begins: bytes) -> None:
    read = read_members("members/schools.csv", begins + b"\x00" * 3_000_000)
    assert told(read) == ["READ001 1:1 This is an Excel or Word file saved under another name."]
