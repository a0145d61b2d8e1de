"""``istoolkit assess``: what the definition and the impact assessment of a protocol say of its risks."""

from collections.abc import Callable
from pathlib import Path

import click

from istoolkit.cli._added import added_to, as_it_was_kept
from istoolkit.cli._common import CouldNotRun, known_protocols, opened, register_option, root_for, save, shown
from istoolkit.cli._form import stop_at_errors_of_form
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import ASSESSMENT, Protocol, Register


@click.command("assess")
@click.argument("protocol")
@click.option("--add", is_flag=True, help="Add the suggested risks that nobody has decided on to the assessment.")
@register_option
def command(protocol: str, add: bool, where: Path) -> None:
    """Show whether a protocol needs an impact assessment, how its risks are rated, and what is left to decide.

    It reads the definition and the assessment.yaml beside it, if there is one. Ends with 0, or 2 when it could not run.
    """
    from istoolkit.assessment.told import told

    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name])
    here = register.protocols[name]
    _make_sure_it_can_be_read(root, register, here)
    stop_at_errors_of_form(register, "It was not assessed: the ratings might be wrong. Mend the errors first.", 2)
    if add:
        _add(root, register, here)
    else:
        click.echo("\n".join(told(register, here)))


def _make_sure_it_can_be_read(root: Path, register: Register, protocol: Protocol) -> None:
    chain = (each.source for each in (protocol, *register.above(protocol)))
    for source in (*chain, *(each for name, each in register.assessments.items() if name == protocol.id)):
        if not isinstance(source.value, dict):
            file = shown(root / source.file)
            raise CouldNotRun(f"{file} cannot be assessed before it is mended: istoolkit check {file}")


def _add(root: Path, register: Register, protocol: Protocol) -> None:
    """Add to the file the suggestions of which nobody has decided, and the questions of the screening that nobody answered.
    Stops where that would change anything else."""
    from istoolkit.assessment.assessed import assessed
    from istoolkit.assessment.beginning import answers, measures, questions, risks, undecided

    path = root / protocol.id / ASSESSMENT
    if protocol.id not in register.assessments:
        raise CouldNotRun(f"There is no {shown(path)} yet. Make it with: istoolkit new assessment {protocol.id}")
    now, found = assessed(register, protocol), undecided(register, protocol)
    asked = questions(now)
    if not found and not asked:
        click.echo(_nothing_to_add(register, protocol, path))
        return
    known = [each.id for each in now.risks], [each.id for each in now.measures]
    source = now.source
    if found:
        source = _with(path, source, "risks", lambda indent: risks(found, known[0], indent))
    if measures(found, known[1], ""):
        source = _with(path, source, "measures", lambda indent: measures(found, known[1], indent))
    if asked:
        source = _with_answers(path, source, lambda indent: answers(asked, indent))
    save(path, as_it_was_kept(path, source.text))
    click.echo(_added(path, len(found), len(asked)))


def _nothing_to_add(register: Register, protocol: Protocol, path: Path) -> str:
    from istoolkit.assessment.assessed import assessed
    from istoolkit.assessment.beginning import suggests_nothing
    from istoolkit.assessment.told import all_decided

    now = assessed(register, protocol)
    if now.decisions:
        return f"{all_decided(now)} {shown(path)} stays as it is."
    return f"{shown(path)} stays as it is. {suggests_nothing(register, protocol)}"


def _added(path: Path, risks: int, asked: int) -> str:
    what = [
        *([f"{risks} suggested risk{'s' if risks > 1 else ''}"] if risks else []),
        *([f"{asked} open question{'s' if asked > 1 else ''} of the screening"] if asked else []),
    ]
    to_do = [
        *(["Rate each, or say under “dismissed” why it is none."] if risks else []),
        *(["Answer each question yes or no, with the reason."] if asked else []),
    ]
    return f"Added {' and '.join(what)} to {shown(path)}. {' '.join(to_do)}"


def _with_answers(path: Path, source: Source, write: Callable[[str], str]) -> Source:
    """Return a file with questions added to the answers of its screening, which is begun at the end where it is not there."""
    begun = source.value.get("screening")
    if begun is None:
        text = f"{source.text.rstrip()}\nscreening:\n  answers:\n{write('  ')}"
    else:
        text = added_to(path, source, ("screening", "answers"), write)
    return read(source.file, text.encode())


def _with(path: Path, source: Source, name: str, write: Callable[[str], str]) -> Source:
    """Return a file with entries added to a list, which is begun at its end where it is not there.

    The empty entry with which a new assessment begins is left out, if nobody has written in it.
    """
    from istoolkit.assessment.beginning import untouched

    if name in source.value:
        text = added_to(path, source, name, write).replace(untouched(name), "", 1)
    else:
        text = source.text.rstrip("\n") + f"\n{name}:\n{write('')}"
    return read(source.file, text.encode())
