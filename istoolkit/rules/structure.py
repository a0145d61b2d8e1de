"""FORM: the file has the fields it should, and they hold what they should.

This part: fields, files and what they hold.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.formats import FORMATS, not_a_day, says_tbc
from istoolkit.definitions.leaves import Leaf, leaves
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import (
    ASSESSMENT,
    MARK,
    PROTOCOL,
    SIGN_OFF,
    Register,
    kept,
    looks_like,
    template_names,
)
from istoolkit.definitions.schema import Field, load
from istoolkit.definitions.validate import Mismatch, field_at, mismatches
from istoolkit.finding import Place, Problem, Spot
from istoolkit.rules import rule
from istoolkit.words import did_you_mean, listed, sentence

Found = tuple[Source, str, Mismatch]


def _misfits(register: Register, kind: str) -> Iterator[Found]:
    return (found for found in _all_misfits(register) if found[2].kind == kind)


@kept
def _all_misfits(register: Register) -> list[Found]:
    """Return what does not fit its schema in any file, worked out once for all the rules here."""
    return [
        (source, document, mismatch)
        for document, source in _files(register)
        if not source.faults and source.text
        for mismatch in _of_file(document, source)
    ]


def _of_file(document: str, source: Source) -> Iterator[Mismatch]:
    if document != "members":
        yield from mismatches(document, source.value)
        return
    for index, row in enumerate(source.value):
        for each in mismatches(document, row):
            yield each._replace(path=(index, *each.path))


def _files(register: Register) -> Iterator[tuple[str, Source]]:
    yield "register", register.settings
    yield "organisations", register.organisation_file
    yield "law", register.law_file
    yield "guidance", register.guidance_file
    for protocol in register.checked():
        yield "protocol", protocol.source
        if assessment := register.assessments.get(protocol.id):
            yield "assessment", assessment
        if record := register.sign_offs.get(protocol.id):
            yield "sign-off", record
    for members in register.members.values():
        yield "members", members


def _at(source: Source, mismatch: Mismatch, key: bool = False) -> Spot:
    return Spot(source.file, mismatch.path, key)


@rule("FORM001", "Field that is not known")
def unknown_field(register: Register) -> Iterable[Problem]:
    """A field has a name that the format does not know.

    Why: it would be in no document. Often it is a slip of the pen, and what it says would be lost.

    Wrong:

        titel: Early help

    Right:

        title: Early help

    `istoolkit schema protocol` lists every field.
    """
    for source, document, misfit in _misfits(register, "unknown"):
        name = str(misfit.path[-1])
        known = _siblings(document, misfit)
        mend = (
            _HYPHEN
            if name.startswith("-")
            else did_you_mean(name, known) or f"The fields here are: {', '.join(known)}."
        )
        yield Problem(_at(source, misfit, key=True), f"“{name}” is not a field of {_where(document, misfit)}.", mend)


_HYPHEN = "Put a space after the hyphen."


def _siblings(document: str, misfit: Mismatch) -> list[str]:
    schema = load(document)
    parent = field_at(schema, misfit.path[:-1])
    return list(parent.fields if parent else schema.fields)


def _where(document: str, misfit: Mismatch) -> str:
    parent = field_at(load(document), misfit.path[:-1])
    return f"“{parent.title}”" if parent else f"a file of this kind ({load(document).title.lower()})"


@rule("FORM002", "Field that must be there")
def missing_field(register: Register) -> Iterable[Problem]:
    """A field that every entry of its kind must have is not there.

    Why: without it the entry cannot be understood, checked or printed.

    Wrong:

        purposes:
          - id: identify-need

    Right:

        purposes:
          - id: identify-need
            title: Find unmet needs early

    Where the value is not known yet, write `"TBC: who decides"`.
    """
    for source, document, misfit in _misfits(register, "missing"):
        each = misfit.field
        message = f"“{misfit.path[-1]}” is missing in {_where(document, misfit)}."
        yield Problem(_at(source, misfit), message, sentence(each.help, _for_example(each)) if each else "")


def _for_example(each: Field) -> str:
    return f"For example: {each.name}: {_inline(each.example)}" if each.example else ""


def _inline(example: Any) -> str:
    return f"[{', '.join(map(str, example))}]" if isinstance(example, list) else str(example)


@rule("FORM003", "Field with nothing in it")
def empty_field(register: Register) -> Iterable[Problem]:
    """A field is named and nothing is written after it, or only spaces or a word for nothing such as `null`.

    Why: no one can tell whether nothing applies or someone forgot.

    Wrong:

        necessity:

    Right: write what applies, write `"TBC: who decides"`, or delete the field.
    """
    for source, _, misfit in _misfits(register, "empty"):
        each = misfit.field
        mend = sentence(each.help if each else "", "Write it, write “TBC: who decides”, or delete the field.")
        yield Problem(_at(source, misfit), f"{_name(misfit)} has nothing in it.", mend)


def _name(misfit: Mismatch) -> str:
    named = [step for step in misfit.path if isinstance(step, str)]
    return f"“{named[-1]}”" if named else "The file"


_SHAPES = {"string": "a text", "list": "a list", "dict": "a section with fields of its own"}


@rule("FORM004", "Text, list or section in the wrong place")
def wrong_shape(register: Register) -> Iterable[Problem]:
    """A field holds a text where a list or a section is wanted, or the reverse.

    Why: the fields inside it cannot be found.

    Wrong:

        review: 12 months

    Right:

        review:
          every: 12 months
    """
    for source, _, misfit in _misfits(register, "type"):
        each = misfit.field
        wanted = listed([_SHAPES[name] for name in each.types]) if each else _SHAPES["dict"]
        message = f"{_name(misfit)} holds {_shape(misfit.value)} where {wanted} is wanted."
        yield Problem(_at(source, misfit), message, sentence(each.help, _for_example(each)) if each else "")


def _shape(value: Any) -> str:
    return _SHAPES["list" if isinstance(value, list) else "dict" if isinstance(value, dict) else "string"]


@rule("FORM005", "Value that is not one of the choices")
def not_a_choice(register: Register) -> Iterable[Problem]:
    """A field takes one of a few values, and this is not one of them.

    Why: documents and checks depend on the exact value.

    Wrong:

        role: contoller

    Right:

        role: controller
    """
    for source, _, misfit in _misfits(register, "allowed"):
        each = misfit.field
        choices = list(each.allowed) if each else []
        mend = sentence(did_you_mean(str(misfit.value), choices), f"It can be {listed(choices)}.")
        yield Problem(_at(source, misfit), f"{_name(misfit)} cannot be “{misfit.value}”.", mend)


@rule("FORM006", "Text that is not of the right form")
def wrong_format(register: Register) -> Iterable[Problem]:
    """A date, duration, identifier, version or address is not written in the form that can be understood, is no day
    of the calendar, or lies too far away to be reckoned with.

    Why: dates and durations are reckoned with; identifiers are looked up.

    Wrong:

        in_force: 1 December 2026

    Right:

        in_force: 2026-12-01
    """
    for source, document, misfit in _misfits(register, "format"):
        each = misfit.field
        name = each.format if each else ""
        wanted = f"Write {FORMATS[name].wanted}." if name else ""
        why = not_a_day(misfit.value) if name == "date" else ""
        mend = sentence(wanted, _EXCEL if document == "members" and name == "date" else "")
        yield Problem(_at(source, misfit), f"{_name(misfit)} cannot be “{misfit.value}”{why and f': {why}'}.", mend)


_EXCEL = "Excel rewrites dates: format the column as Text before you type them."


@rule("FORM007", "File that is missing")
def missing_file(register: Register) -> Iterable[Problem]:
    """A register has a file organisations.yaml beside its register.yaml.

    Why: protocols name the organisations that are written down there.

    Wrong: a register without organisations.yaml.

    Right: `istoolkit new organisation ID` makes the file where it is not there.
    """
    source = register.organisation_file
    if not source.text and not source.faults:
        at = Spot(MARK, ())
        yield Problem(at, "The register has no file organisations.yaml.", "Make it with: istoolkit new organisation ID")


@rule("FORM008", "File that is not read", severity="warning")
def stray(register: Register) -> Iterable[Problem]:
    """Every protocol is in a file protocol.yaml in a folder of its own beside register.yaml. Its impact assessment is in
    assessment.yaml beside it, and the record of who signed in sign-off.yaml. Every template of the register has the name of one that comes with the toolkit.

    Why: a file of another name, or a folder further down, is passed over without a word, and what it says is in no
    document. In a record of another name nobody has signed.

    Wrong: `hub/protocol.yml`, `hub/protocol.yaml.txt`, `hubs/north/protocol.yaml`, `hub/assessment.yml`,
    `hub/assesment.yaml`, `hub/signoff.yaml` or `templates/ISP final.docx`.

    Right: `hub/protocol.yaml`, `hub/assessment.yaml`, `hub/sign-off.yaml` and `templates/isp.docx`.
    """
    for file in register.strays:
        what, name = _meant(file)
        mend = _second_record(register, file) or f"Call it {name}, or move it out of the register."
        yield Problem(Place(file, 1, 1, 1, 1), f"The file is not read: {what}.", mend)


def _second_record(register: Register, file: str) -> str:
    """Return what to do with what may be a second record of a protocol, as a shared folder makes it; "" for another file."""
    folder = file.split("/")[0]
    if looks_like(file.split("/")[-1]) != SIGN_OFF or file.count("/") != 1 or folder not in register.sign_offs:
        return ""
    into = f"Copy all its lines to the end of {folder}/{SIGN_OFF}, then give: istoolkit sign-off mend {folder}."
    return f"It may hold signatures that the record does not. {into} Then delete it."


def _meant(file: str) -> tuple[str, str]:
    """Return why a file is not read, and what it should be called to be read."""
    *folders, name = file.split("/")
    folder = folders[-1] if folders else "FOLDER"
    if name.endswith(".docx"):
        ours = listed(f"templates/{each}" for each in template_names())
        return "no template of the toolkit has this name", ours
    if looks_like(name) == SIGN_OFF:
        return (
            f"it is not FOLDER/{SIGN_OFF} beside a {PROTOCOL}, and no signature in it counts",
            f"{folder}/{SIGN_OFF} beside the {PROTOCOL} whose record it is",
        )
    if looks_like(name) != ASSESSMENT:
        return f"it is not FOLDER/{PROTOCOL}", f"{folder}/{PROTOCOL}"
    return (
        f"it is not FOLDER/{ASSESSMENT} beside a {PROTOCOL}",
        f"{folder}/{ASSESSMENT} beside the {PROTOCOL} it assesses",
    )


@rule("FORM009", "Not known yet, in other words", severity="warning")
def other_words(register: Register) -> Iterable[Problem]:
    """What is not known yet starts with TBC, in capitals.

    Why: it is looked for, counted and marked in the documents by these letters. In other words it would be printed as
    if it were the answer.

    Wrong:

        disposal: To be confirmed

    Right:

        disposal: "TBC: the records manager decides in January"
    """
    for source, found in _texts(register):
        for leaf in found:
            if leaf.text[:1] in _FIRST and says_tbc(leaf.text):
                mend = "Did you mean TBC? Write “TBC: ” and who decides."
                yield Problem(Spot(source.file, leaf.path), f"“{leaf.field.name}” is “{leaf.text}”.", mend)


_FIRST = frozenset("tT \t\n")
"""How such words begin: a quick look that saves a slow one."""


def _texts(register: Register) -> Iterator[tuple[Source, list[Leaf]]]:
    yield from ((protocol.source, protocol.leaves) for protocol in register.checked())
    for document, source in _files(register):
        if document == "members":
            for index, row in enumerate(source.value or ()):
                yield source, leaves(load(document).fields, row, (index,))
        elif document != "protocol":
            yield source, leaves(load(document).fields, source.value)
