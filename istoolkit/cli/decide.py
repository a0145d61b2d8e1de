"""``istoolkit decide``: walk the decision whether to share, one question at a time, to an outcome with reasons and law."""

import datetime
import os
import sys
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, chosen, day, on_option, opened, register_option, root_of, save, shown
from istoolkit.definitions.schema import vocabularies

if TYPE_CHECKING:
    from istoolkit.cli._decided import Asked
    from istoolkit.decision.facts import Facts
    from istoolkit.decision.given import Case
    from istoolkit.decision.tree import Route, Tree
    from istoolkit.definitions.register import Register


@click.command("decide")
@click.argument("protocol", required=False, default="")
@click.option("--from", "giver", default="", metavar="NAME", help="Who would give. What protocols say stands beside.")
@click.option("--to", "receiver", default="", metavar="NAME", help="Who would receive.")
@click.option("--item", default="", metavar="WORDS", help="The information: its name, or words of its title.")
@click.option("--answers", "given", metavar="FILE", help="Answers given beforehand: question: answer on each line.")
@click.option("--record", type=click.Path(path_type=Path), metavar="FILE", help="Write the record: .docx or .yaml.")
@click.option("--name", "about", default="", metavar="NAME", help="The person concerned, for the record. Else no name.")
@click.option(
    "--nation", "nations", multiple=True, type=click.Choice(list(vocabularies()["nations"])), help="The nation."
)
@on_option("Look at the law of this day, written year-month-day.  [default: today]")
@register_option
def command(
    protocol: str,
    giver: str,
    receiver: str,
    item: str,
    given: str | None,
    record: Path | None,
    about: str,
    nations: tuple[str, ...],
    on: datetime.date | None,
    where: Path,
) -> None:
    """Decide whether to share, one question at a time.

    Danger comes first. Then come the key questions, and at the end what to do, why, on what law, and what to write down.
    With --from and --to it shows beside each question what PROTOCOL, or every protocol of the register, says. It decides
    nothing: a person answers each question. Without a register it asks the questions that hold in every nation, or in those
    named with --nation.

    Exit code 0 where the outcome is to share or to act now, 1 where it is not to share or to ask for advice, 2 where there
    is no outcome.
    """
    from istoolkit.cli._decided import at_least, say
    from istoolkit.decision.given import Case
    from istoolkit.decision.walk import GOOD

    _make_sure_of_the_record(record, about)
    at_least({"--from": giver, "--to": receiver, **({"--item": item} if item else {})})
    register, names = _register(where, protocol, bool(giver), on)
    asked = _asked(register, names, (giver, receiver, item), frozenset(nations))
    tree, facts = asked.tree, asked.facts
    if first := [*_preface(register, [protocol] if protocol else []), *filter(None, [facts.whole])]:
        say(first)
    route = asked.route(_given(register, tree, given), bool(first))
    under = names if protocol else facts.protocols
    case = Case(under, facts.giver or giver, facts.receiver or receiver, facts.item or item, about)
    _write(record, register, route, case, tree.nations)
    sys.exit(0 if route.outcome.result in GOOD else 1)


def _make_sure_of_the_record(record: Path | None, about: str) -> None:
    """Stop before anything is asked where the record could not be written at the end."""
    if about and record is None:
        raise CouldNotRun("--name is for the record. Give --record FILE too, or leave it out.")
    if any(unicodedata.category(each) in ("Cc", "Zl", "Zp") for each in about):
        raise CouldNotRun("--name holds a character that cannot be printed. Write the name on one line.")
    if record is None:
        return
    if record.suffix.lower() not in (".docx", ".yaml", ".yml"):
        raise CouldNotRun(f"{shown(record)} cannot be the record: give it a name that ends with .docx or .yaml.")
    if os.path.lexists(record):
        raise CouldNotRun(f"{shown(record)} is there already. Nothing was changed. Give another name with --record.")
    if not record.parent.is_dir():
        raise CouldNotRun(f"There is no folder {shown(record.parent)} to write {record.name} in.")
    try:
        with tempfile.TemporaryFile(dir=record.parent):
            record.stat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise CouldNotRun(
            f"{shown(record)} cannot be written: {error.strerror}. Give another name with --record."
        ) from error


def _register(where: Path, protocol: str, whole: bool, on: datetime.date | None) -> tuple["Register", list[str]]:
    """Return the register with the protocols to look at; one of our guidance alone where there is no register here.

    ``whole`` is so where every protocol is looked at unless one is named.
    """
    from istoolkit.definitions.reader import Source
    from istoolkit.definitions.register import NoRegister, Register, find

    try:
        find(where)
    except NoRegister:
        if where != Path() or protocol or whole:
            root_of(where)
        return Register(Path(), Source("register.yaml"), Source("organisations.yaml"), {}, on=day(on)), []
    root = root_of(where)
    names = chosen(root, [protocol] if protocol else [])
    return opened(root, names, on), names


def _nations(register: "Register", names: Sequence[str]) -> frozenset[str]:
    from istoolkit.definitions.picture import picture

    return frozenset().union(*(picture(register, register.protocols[name]).nations for name in names))


def _asked(register: "Register", names: list[str], ends: tuple[str, str, str], nations: frozenset[str]) -> "Asked":
    """Return the decision as it is asked: of the nations named, else of the protocols under which it may pass, else of all."""
    from istoolkit.cli._decided import Asked
    from istoolkit.decision.tree import tree_of

    held = nations or _nations(register, names)
    facts = _facts(register, names, ends, tree_of(register, held))
    held = held if nations or not facts.protocols else _nations(register, facts.protocols)
    return Asked(register, tree_of(register, held), facts)


def _facts(register: "Register", names: list[str], ends: tuple[str, str, str], tree: "Tree") -> "Facts":
    """Return what protocols say of these ends. Nothing where errors of form stand in what was read: it might be wrong."""
    from dataclasses import replace

    from istoolkit.cli._unknown import unknown_name
    from istoolkit.decision.facts import Facts
    from istoolkit.documents.decision_facts import facts_between
    from istoolkit.documents.matrix.naming import NoSuchName

    giver, receiver, item = ends
    if not giver:
        return Facts()
    form, law = _errors(register)
    if form:
        return Facts(
            f"What protocols say is left out here: their files have errors ({form}). istoolkit check says which."
        )
    try:
        found = facts_between(register, [register.protocols[name] for name in names], giver, receiver, item, tree)
    except NoSuchName as error:
        raise CouldNotRun(unknown_name(error)) from error
    if law:
        said = f"The check finds errors of law in what was read ({law}). Ask the data protection officer before you rely on it."
        return replace(found, whole=f"{found.whole} {said}")
    return found


def _errors(register: "Register") -> tuple[str, str]:
    """Return the codes of the errors of form in all that was read, and of those of law; "" where there is none."""
    from dataclasses import replace

    from istoolkit.rules import FORM, examine

    found = examine(replace(register, asked=frozenset(register.protocols)))
    live, waived = ({each.code for each in those if each.severity == "error"} for those in found)
    form = sorted(code for code in live | waived if code.startswith(FORM))
    return ", ".join(form), ", ".join(sorted(code for code in live if not code.startswith(FORM)))


def _preface(register: "Register", names: list[str]) -> list[str]:
    """Return what is said first: which protocol it is and where it stands, and whether our own questions are asked."""
    from istoolkit.decision.faults import is_read, is_sound
    from istoolkit.documents.matrix.said import title_of
    from istoolkit.documents.status import stamp_of

    lines = [
        f"{title_of(each)}: {stamp_of(register, each).words}." for each in (register.protocols[name] for name in names)
    ]
    if not (is_sound(register) and is_read(register)):
        wrong = "changes the decision so that it cannot be walked" if is_read(register) else "cannot be read as it is"
        lines.append(
            f"guidance.yaml {wrong}. The questions that come with the toolkit are asked. istoolkit check says what to mend."
        )
    return lines


def _given(register: "Register", tree: "Tree", file: str | None) -> "Mapping[str, str]":
    """Return the answers of a file, or of standard input for “-”, and say what of it does not count. Raises CouldNotRun.

    A file that cannot be read as a whole and says that there is danger counts for that.
    """
    from istoolkit.decision.given import NotAnswers, answers_of, says_danger
    from istoolkit.decision.tree import tree_of
    from istoolkit.definitions.reader import read
    from istoolkit.finding import Spot

    if file is None:
        return {}
    content = _bytes(file)
    source = read(file, content)
    if source.faults:
        problem = source.faults[0].problem
        at = source.place(problem.at.path) if isinstance(problem.at, Spot) else problem.at
        wrong = f"{shown(Path(file))}, line {at.line}: {problem.message} {problem.help}".strip()
        if not says_danger(tree, content.decode(errors="replace")):
            raise CouldNotRun(wrong)
        click.echo(f"{wrong} The file says that there is danger now, and that counts.", err=True)
        return {tree.first: "yes"}
    try:
        found = answers_of(tree, source.value, tree_of(register))
        for note in found.notes:
            click.echo(f"{shown(Path(file))}: {note}", err=True)
        return found.answers
    except NotAnswers as error:
        raise CouldNotRun(f"{shown(Path(file))}: {error}") from error


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CouldNotRun(f"{shown(Path(file))} cannot be read: {error.strerror}.") from error


def _write(record: Path | None, register: "Register", route: "Route", case: "Case", nations: frozenset[str]) -> None:
    if record is None:
        return
    from istoolkit.cli._decided import say
    from istoolkit.decision.given import record_text

    if record.suffix.lower() == ".docx":
        from istoolkit.documents.decision_record import record_document

        save(record, record_document(register, route, case))
    else:
        save(record, record_text(register, route, case, nations).encode())
    say(["", f"The record is in {shown(record)}. Fill in what only you know, and keep it in the case record."])
    if case.about:
        say(["It names a person. Keep it only where the case record is kept, and delete any other copy."])
