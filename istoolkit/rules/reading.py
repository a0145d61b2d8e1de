"""READ: the file can be read as text and as YAML."""

import re
from collections.abc import Iterable, Iterator

from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import SIGN_OFF, Register
from istoolkit.definitions.text import largest
from istoolkit.finding import Place, Problem
from istoolkit.rules import faults, rule


@rule("READ001", "The file is not UTF-8 text")
def encoding(register: Register) -> Iterable[Problem]:
    """The file must be saved as UTF-8, the encoding in which every letter of every language can be written.

    Why: in another encoding, names with accents turn into other letters without anyone noticing.

    Wrong: a file saved by an old editor as “ANSI” or “Unicode”, or an Excel file renamed to schools.csv.

    Right: in Notepad, Save as, Encoding: UTF-8. In Excel, save as “CSV UTF-8”.
    """
    return faults(register, "READ001")


@rule("READ002", "The file is empty")
def empty(register: Register) -> Iterable[Problem]:
    """The file has nothing in it, or comments only.

    Why: an empty definition would make an empty protocol.

    Wrong:

        # to be written

    Right: write the definition, or delete the file. `istoolkit new protocol` writes a start for you.
    """
    return faults(register, "READ002")


@rule("READ003", "The file is too large")
def size(register: Register) -> Iterable[Problem]:
    """A definition may have two million bytes at most, about 800 printed pages.

    Why: a file that size is a mistake or an attack.

    Wrong: a database export saved as protocol.yaml.

    Right: keep long texts elsewhere and name them under `annexes`.
    """
    return faults(register, "READ003")


@rule("READ004", "Control character")
def control_character(register: Register) -> Iterable[Problem]:
    """The file has a character that cannot be seen, or one that turns round the order in which others are shown.

    Why: it comes from copying out of other programs. It would spoil the documents made from the file, or make a text
    read otherwise than it is.

    Wrong: a text pasted from a PDF with hidden characters in it.

    Right: delete the character and type the text again.
    """
    return faults(register, "READ004")


@rule("READ005", "Text that points elsewhere")
def alias(register: Register) -> Iterable[Problem]:
    """YAML's marks `&name` and `*name`, which repeat text from elsewhere in the file, are not used in definitions.

    Why: what a reviewer reads must be what is there. A file made of such marks can also grow without limit.

    Wrong:

        disposal: *as-above

    Right:

        disposal: Deleted from the system and its backups
    """
    return faults(register, "READ005")


@rule("READ006", "Tag")
def tag(register: Register) -> Iterable[Problem]:
    """YAML's tags, such as `!!binary`, are not used in definitions.

    Why: a tag tells a program to treat the text as something else than what is written.

    Wrong:

        title: !important Early help

    Right:

        title: "!important Early help"
    """
    return faults(register, "READ006")


@rule("READ007", "Second document")
def second_document(register: Register) -> Iterable[Problem]:
    """A file holds one definition. A line of three hyphens begins a second one.

    Why: only one of the two could be used, and no one would see which.

    Wrong:

        title: Early help
        ---
        title: Early help, new

    Right: keep one. Earlier versions belong in version control or in a folder of their own.
    """
    return faults(register, "READ007")


@rule("READ008", "Field written twice")
def duplicate_key(register: Register) -> Iterable[Problem]:
    """The same field is written twice in one section.

    Why: most programs keep the last of the two without a word. What was agreed would depend on the program.

    Wrong:

        retention: {keep: 6 years, keep: 25 years}

    Right:

        retention: {keep: 25 years}
    """
    return faults(register, "READ008")


@rule("READ009", "Nested too deep")
def depth(register: Register) -> Iterable[Problem]:
    """Lists and sections lie inside each other deeper than any definition needs.

    Why: it is a mistake or an attack: programs fail on files nested without limit.

    Wrong:

        parties: [[[[[[[[[[[[[[[[[[[[[[[[[[schools]]]]]]]]]]]]]]]]]]]]]]]]]]

    Right:

        parties: [schools]
    """
    return faults(register, "READ009")


@rule("READ010", "Name of a field missing")
def key_shape(register: Register) -> Iterable[Problem]:
    """A list or a section stands where the name of a field belongs.

    Why: a field needs a name that people and programs can find.

    Wrong:

        ? [title]
        : Early help

    Right:

        title: Early help
    """
    return faults(register, "READ010")


@rule("READ011", "The file cannot be understood")
def syntax(register: Register) -> Iterable[Problem]:
    """The indent, colons, brackets or quotation marks of the file do not fit together.

    Why: nothing in the file can be checked until it can be read.

    Wrong:

        title: Early help: who does what

    Right:

        title: "Early help: who does what"
    """
    return faults(register, "READ011")


@rule("READ012", "Words after # are not printed", severity="warning")
def cut_short(register: Register) -> Iterable[Problem]:
    """A text without quotation marks ends where a space and # stand. What follows is a comment, and in no document.

    Why: part of what was agreed would be missing from the document that partners sign.

    Wrong:

        necessity: See case #4. No single agency sees the whole

    Right:

        necessity: "See case #4. No single agency sees the whole"

    A comment for those who edit the file has a space after the #.
    """
    for source in register.sources.values():
        if " #" in source.text and not source.faults and source not in register.members.values():
            yield from _cut_short(source)


def _cut_short(source: Source) -> Iterator[Problem]:
    lines = source.text.split("\n")
    for line, column, end, after in source.values.values():
        lost = _LOST.match(lines[end - 1], after - 1) if end <= len(lines) else None
        if lost and lines[line - 1][column - 1 : column] not in _MARKED:
            place = Place(source.file, end, lost.start(1) + 1, end, lost.end(1) + 1)
            message = f"Words after # are not printed: “{lost[1].strip()}”."
            mend = "Put the whole text in double quotation marks. For a comment, put a space after #."
            yield Problem(place, message, mend)


_LOST = re.compile(r"[ \t]+(#[^\s#].*)")
_MARKED = ('"', "'", "|", ">", "[", "{")
"""How texts begin that do not end at #, and lists and sections in brackets."""


@rule("READ013", "Two sides of a merge")
def two_sides(register: Register) -> Iterable[Problem]:
    """git marks the place where two people changed the same lines, and leaves it to them to choose.

    Why: with both sides in it the file says nothing that can be relied on. In a record of sign-off each side holds
    signatures, and none may be lost.

    Wrong:

        <<<<<<< HEAD
        title: Early help
        =======
        title: Early help hub
        >>>>>>> north

    Right: keep one of the two and delete the marks. For a record of sign-off `istoolkit sign-off mend PROTOCOL` keeps the
    entries of both sides.
    """
    return faults(register, "READ013")


_NEARLY = 0.8
"""From what part of the most on a file is nearly too large."""


@rule("READ014", "File that is nearly too large", severity="warning")
def nearly_too_large(register: Register) -> Iterable[Problem]:
    """A definition may have two million bytes, a record of sign-off ten million: about 15,000 entries. This one will soon
    have them.

    Why: beyond that it is not read. In a record of sign-off nothing more could be recorded then.

    Wrong: a record of sign-off of more than eight million bytes.

    Right: keep long texts of a definition elsewhere. Of a record take nothing out: tell the makers of istoolkit in time.
    """
    for source in register.sources.values():
        most = largest(source.file)
        if len(source.text) > most * _NEARLY // 4 and (size := len(source.text.encode())) > most * _NEARLY:
            message = f"The file has {size:,} bytes of the {most:,} that it may have."
            is_record = source.file.endswith(SIGN_OFF)
            mend = "Tell the makers of istoolkit before it is full." if is_record else "Keep long texts elsewhere."
            yield Problem(Place(source.file, 1, 1, 1, 1), message, mend)
