"""Reading: every value stays as typed, everything has its place, and no file can make the reader fail."""

import subprocess
import sys
import textwrap

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from istoolkit.definitions.reader import DEEPEST, Source, read
from istoolkit.definitions.text import FORBIDDEN, LARGEST


def source(text: str) -> Source:
    return read("file.yaml", text.encode())


REFUSED = [
    (b"title: caf\xe9\n", "READ001 1:11 The file is not UTF-8 text: byte 0xE9 cannot be read."),
    ("a: b\nc: d\n".encode("utf-16"), "READ001 1:1 The file is not UTF-8 text: byte 0xFF cannot be read."),
    (b"", "READ002 1:1 The file is empty."),
    (b" \n\n", "READ002 1:1 The file is empty."),
    (b"\xef\xbb\xbf", "READ002 1:1 The file is empty."),
    (b"# only\n", "READ002 1:1 The file says nothing: it has comments only."),
    (b"a" * (LARGEST + 1), "READ003 1:1 The file is larger than the 2,000,000 bytes that a definition may have."),
    (b"a: 1\nbc: x\x00y\n", "READ004 2:6 The file has a control character here (U+0000) that no one can see."),
    ("a: \ufffe\n".encode(), "READ004 1:4 The file has a control character here (U+FFFE) that no one can see."),
    (b"\xef\xbb\xbfa: \x1b\n", "READ004 1:4 The file has a control character here (U+001B) that no one can see."),
    (b"a: 1\nb: &x 2\n", "READ005 2:4 “&x” marks text to be used again."),
    (b"a: *x\n", "READ005 1:4 “*x” points to text written elsewhere in the file."),
    (b"a: &x [1]\n", "READ005 1:4 “&x” marks text to be used again."),
    (b"a: !!binary aGk=\n", "READ006 1:4 “tag:yaml.org,2002:binary” is a tag. Tags are not used in definitions."),
    (b"a: !x {b: c}\n", "READ006 1:4 “!x” is a tag. Tags are not used in definitions."),
    (b"a: 1\n---\nb: 2\n", "READ007 2:1 A second document begins here."),
    (b"a: 1\nb: 2\na: 3\n", "READ008 3:1 “a” is written twice here."),
    (b"a:\n- b: 1\n  b: 2\n", "READ008 3:3 “b” is written twice here."),
    (b"[" * (DEEPEST + 1), "READ009 1:25 Lists and sections lie more than 24 deep here."),
    (b"? [a]\n: b\n", "READ010 1:3 A list or section stands where the name of a field should."),
    (b"? {a: b}\n: c\n", "READ010 1:3 A list or section stands where the name of a field should."),
    (b"a: b: c\n", "READ011 1:5 A colon followed by a space stands inside a text here."),
    (b"a: 1\n\tb: 2\n", "READ011 2:1 A tab stands where spaces should."),
    (b"a:\n\t- b\n", "READ011 2:1 A tab stands where spaces should."),
    (
        b"a: 1\n  b: 2\n c: 3\n",
        "READ011 2:4 A colon followed by a space stands inside a text here.",
    ),
    (
        b'a: "b" c\n',
        "READ011 1:8 The file cannot be understood here: a field does not line up with the others.",
    ),
    (b"a: 1\nb\nc: 2\n", "READ011 2:1 A colon is missing after the name of a field."),
    (b"a: @b\n", "READ011 1:4 A text cannot start with this character."),
    (b"a: `b`\n", "READ011 1:4 A text cannot start with this character."),
    (b"a:\n- b\nc", "READ011 3:1 A colon is missing after the name of a field."),
    (b"a:\n  - b\n  c: d\n", "READ011 3:3 A list does not line up here."),
    (b"a: [b, c\nd: e\n", "READ011 2:2 A list or section in brackets is not closed."),
    (b'a: "b\n', "READ011 2:1 A quotation mark is opened and not closed."),
    (b'a: "b\n---\nc: d\n', "READ011 2:1 A quotation mark is opened and not closed."),
    (b"a: !b!c d\n", "READ011 1:4 A text that starts with “!” is read as a tag."),
    (b"a: &\n", "READ011 1:5 A text that starts with “&” or “*” is read as a mark."),
    (b"a: *bold* text\n", "READ011 1:9 A text that starts with “&” or “*” is read as a mark."),
    (b"a: 1\n%b: 2\n", "READ011 2:3 A line or a text cannot start with “%”."),
    (b"a: % of homes\n", "READ011 1:4 A text cannot start with this character."),
    (b"a: | b\n", "READ011 1:6 After “|” or “>” the text begins on the next line."),
    (b"a: |0\n  b\n", "READ011 1:5 After “|” or “>” the text begins on the next line."),
    (b'a: "C:\\Dir"\n', "READ011 1:7 A backslash in double quotation marks means something else."),
    (b'a: "\\xZZ"\n', "READ011 1:7 A backslash in double quotation marks means something else."),
    (
        b"a: [b, ,c]\n",
        "READ011 1:8 A value is missing here, or a text starts with a character that it cannot start with.",
    ),
    (b"'a'\n]\n", "READ011 2:1 What stands here belongs to no field."),
    (b"a: - b\n", "READ011 1:4 A list cannot begin in the middle of a line."),
    (b"a: ? b\n", "READ011 1:4 A text cannot start with “?” and a space."),
    (b"a: !]\n", "READ011 1:5 A text that starts with “!” is read as a tag."),
    (b"a: [b:{#\n", "READ011 1:6 A colon stands where it cannot."),
    ("a: one\u2028two\n".encode(), "READ004 1:7 The file has a control character here (U+2028) that no one can see."),
    ("a: one\x85two\n".encode(), "READ004 1:7 The file has a control character here (U+0085) that no one can see."),
]


@pytest.mark.parametrize(("content", "expected"), REFUSED, ids=lambda each: str(each)[:24])
def test_refused_at_its_place(content: bytes, expected: str) -> None:
    faults = read("file.yaml", content).faults
    assert [
        f"{each.code} {each.problem.at.line}:{each.problem.at.column} {each.problem.message}" for each in faults
    ] == [expected]
    assert faults[0].problem.help.endswith(".")


def test_a_refused_file_has_no_value() -> None:
    assert source("a: 1\nb: *x\n").value is None


def test_a_field_written_twice_names_the_first_and_keeps_both() -> None:
    read_twice = source("a: 1\nb: 2\na: 3\n")
    ((place, words),) = read_twice.faults[0].problem.related
    assert (place.line, place.column, words) == (1, 1, "it is written here first")
    assert read_twice.value == {"a": "1", "b": "2", "a (second)": "3"}


VALUES = [
    "no",
    "yes",
    "NULL",
    "~",
    "null",
    "010",
    "1:30",
    "1_000",
    "0x1F",
    "1e3",
    ".inf",
    "2026-12-01",
    "=",
    "<<",
    "-1",
    "true",
]


@pytest.mark.parametrize("text", VALUES)
def test_values_stay_as_typed(text: str) -> None:
    assert source(f"a: {text}\n").value == {"a": text}


def test_nothing_after_a_colon_is_an_empty_text() -> None:
    assert source("a:\nb: ''\n").value == {"a": "", "b": ""}


def test_block_texts_keep_their_lines_and_lose_the_last_line_end() -> None:
    assert source("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: |+\n  one\n\n").value == {
        "a": "one\ntwo",
        "b": "one two",
        "c": "one",
    }


def test_byte_order_mark_and_windows_line_ends() -> None:
    windows = read("file.yaml", b"\xef\xbb\xbfa: 1\r\nb:\r\n- c\r\n")
    assert windows.value == {"a": "1", "b": ["c"]}
    assert (windows.place(("b", 0)).line, windows.place(("b", 0)).column) == (3, 3)
    assert "\r" not in windows.text


def test_letters_of_other_languages_count_as_one_column_each() -> None:
    text = source("teitl: {Ŵyth: tŷ, مساعدة: مبكرة, x: 😀, y: z}\n")
    assert text.value == {"teitl": {"Ŵyth": "tŷ", "مساعدة": "مبكرة", "x": "😀", "y": "z"}}
    assert text.place(("teitl", "y")).column == 43


DOCUMENT = source("title: Hub\nflows:\n- id: one\n  to: [a, bc]\n- id: two\n")
PLACES = [
    (("title",), False, (1, 8, 1, 11)),
    (("title",), True, (1, 1, 1, 6)),
    (("flows", 0, "to", 1), False, (4, 11, 4, 13)),
    (("flows", 1), False, (5, 3, 5, 3)),
    (("flows", 1, "to"), False, (5, 3, 5, 3)),
    (("flows", 1, "to", 3, "x"), False, (5, 3, 5, 3)),
    (("flows", 0, "to", 9), False, (4, 3, 4, 5)),
    (("flows", 0, "to", 9), True, (4, 3, 4, 5)),
    (("storage", 2, "keep"), False, (1, 1, 1, 1)),
    ((), False, (1, 1, 1, 1)),
]


@pytest.mark.parametrize(("path", "key", "span"), PLACES)
def test_places(path: tuple[str | int, ...], key: bool, span: tuple[int, int, int, int]) -> None:
    place = DOCUMENT.place(path, key)
    assert (place.line, place.column, place.end_line, place.end_column) == span


def test_a_file_that_is_not_there_has_its_first_line_as_place() -> None:
    assert Source("file.yaml").place(("a",)).line == 1


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=20).filter(
    lambda text: not FORBIDDEN.search(text)
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS.filter(bool), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS.filter(bool), TREES, min_size=1, max_size=4), st.booleans())
def test_reads_what_yaml_reads(tree: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow)
    if "&id" not in text:
        found = read("file.yaml", text.encode())
        assert found.faults == ()
        assert found.value == yaml.load(text, yaml.BaseLoader)


@given(
    st.binary(max_size=60) | st.text(alphabet="ab:-[]{}?&*!|>'\"#%@\t \n\r,~\\\u2028\x85", max_size=60).map(str.encode)
)
def test_never_fails(content: bytes) -> None:
    found = read("file.yaml", content)
    assert found.faults or found.value is not None
    for each in found.faults:
        assert each.problem.at.line >= 1


HOSTILE = {
    "READ009 brackets": "b'[' * 100_000",
    "READ009 keys in brackets": "b'{a: ' * 100_000",
    "READ009 hyphens": "b'- ' * 100_000",
    "READ010 question marks": "b'? ' * 100_000",
    "READ005 alias bomb": "b'a: &a [x]\\n' + b''.join(b'%c: &%c [*%c,*%c]\\n' % (i, i, i-1, i-1) for i in range(98, 122))",
    "READ005 merge bomb": "b'a: &a {x: 1}\\n' + b''.join(b'%c: &%c {<<: [*%c,*%c]}\\n' % (i, i, i-1, i-1) for i in range(98, 122))",
    "READ003 five million bytes": "b'a: ' + b'x' * 5_000_000",
    "READ011 open quotation mark": "b'a: \"' + b'x ' * 900_000",
    "READ011 colons": "b'a: ' * 600_000",
    "READ008 the same key": "b'a: 1\\n' * 100_000",
    "none a hundred thousand keys": "b''.join(b'k%d: 1\\n' % i for i in range(100_000))",
    "none a long list": "b'a: [' + b'x,' * 200_000 + b']'",
}


@pytest.mark.parametrize(("expected", "content"), HOSTILE.items())
def test_hostile_files_are_refused_fast_in_little_memory(expected: str, content: str) -> None:
    program = f"""
        import resource
        resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
        from istoolkit.definitions.reader import read
        faults = read("file.yaml", {content}).faults
        print(faults[0].code if faults else "none", len(faults))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr[-400:]
    code, number = done.stdout.split()
    assert code == expected.split()[0]
    assert int(number) <= 100
