"""READ: the file can be read as text and as YAML."""

from collections.abc import Iterable

from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import faults, rule


@rule("READ001", "The file is not UTF-8 text")
def encoding(register: Register) -> Iterable[Problem]:
    """The file must be saved as UTF-8, the encoding in which every letter of every language can be written.

    Why: in another encoding, names with accents turn into other letters without anyone noticing.

    Wrong: a file saved by an old editor as “ANSI” or “Unicode”.

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
    """The file has a character that cannot be seen and that Word cannot show.

    Why: it comes from copying out of other programs. It would spoil the documents made from the file.

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
