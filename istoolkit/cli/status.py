"""``istoolkit status``: where each protocol of a register stands, and what needs action."""

import datetime
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, chosen, on_option, opened, register_option, root_for, shown
from istoolkit.cli._lines import print_lines
from istoolkit.definitions.register import Register


@click.command("status")
@click.argument("protocols", nargs=-1, metavar="[PROTOCOL]...")
@click.option(
    "--json", "as_json", is_flag=True, help="Print it for other programs. docs/sign-off/status.md explains it."
)
@on_option("Look at the register on this day, written year-month-day.  [default: today]")
@register_option
def command(protocols: tuple[str, ...], as_json: bool, on: datetime.date | None, where: Path) -> None:
    """Show where each protocol stands: its state, who has signed, who is missing, and what falls due.

    What needs action now comes first. Of one protocol it shows every signatory with its answer.

    \b
    Exit code 0  nothing needs action now. To wait for signatures in their
                 time is no failure.
    Exit code 1  something does: a protocol has expired, its review is overdue,
                 or it was to begin unsigned; an answer is late; someone that
                 must sign refused, withdrew or must sign again; an assessment
                 that signatures rest on is missing, not approved or of another
                 version; a record is damaged; a registration has ended or an
                 organisation is no more.
    Exit code 2  it could not be found out: a file cannot be read.
    """
    from istoolkit.signoff.attention.glance_json import glance_values
    from istoolkit.signoff.attention.glance_text import protocol_lines, register_lines
    from istoolkit.signoff.attention.overview import glance

    root = root_for(protocols, where)
    names = chosen(root, protocols)
    register = opened(root, names if protocols else None, on)
    stop_at_unreadable(register, names)
    found = glance(register)
    if as_json:
        print_json(glance_values(register, found))
    elif len(found.protocols) == 1 and protocols:
        print_lines(protocol_lines(found.protocols[0]))
    else:
        print_lines(register_lines(register, found))
    sys.exit(1 if found.needs_action else 0)


def print_json(values: object) -> None:
    """Print values as JSON, readable and with every letter as it is."""
    import json

    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def stop_at_unreadable(register: Register, names: Iterable[str]) -> None:
    """Stop where a file cannot be read: what it says might change everything."""
    for name in names:
        protocol = register.protocols[name]
        files = [each.source for each in (protocol, *register.above(protocol))]
        for source in (*files, *(each for each in (register.sign_offs.get(name),) if each)):
            if not isinstance(source.value, dict):
                file = shown(register.root / source.file)
                raise CouldNotRun(f"{file} cannot be read before it is mended: istoolkit check {name}")
