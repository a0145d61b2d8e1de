"""``istoolkit impact``: what changed since a protocol was signed, who must sign again and who need only be told."""

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import CouldNotRun, known_protocols, opened, register_option, root_for, shown
from istoolkit.cli._form import stop_at_errors_of_form

if TYPE_CHECKING:
    from istoolkit.definitions.register import Protocol, Register


@click.command("impact")
@click.argument("protocol")
@click.option("--since", metavar="VERSION", help="The version to compare with.  [default: the one last signed]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")
@register_option
def command(protocol: str, since: str | None, as_json: bool, where: Path) -> None:
    """Show what changed in meaning since a protocol was signed, who must sign again and who need only be told.

    It goes by the rules of schemas/signing-again.yaml and by those that register.yaml makes stricter. Ends with 0 where nobody
    signs again, 1 where somebody must, 2 where it could not run.
    """
    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name])
    _make_sure_it_can_be_read(root, register, register.protocols[name])
    stop_at_errors_of_form(register, "Nothing was compared. Mend the errors, then try again.", 2)
    sys.exit(_told(register, register.protocols[name], since, as_json))


def _make_sure_it_can_be_read(root: Path, register: "Register", protocol: "Protocol") -> None:
    sources = [each.source for each in (protocol, *register.above(protocol))]
    record = register.sign_offs.get(protocol.id)
    for source in [*sources, *([record] if record else [])]:
        if not isinstance(source.value, dict):
            file = shown(root / source.file)
            raise CouldNotRun(f"{file} cannot be read before it is mended: istoolkit check {protocol.id}")


def _told(register: "Register", protocol: "Protocol", since: str | None, as_json: bool) -> int:
    """Print what follows and return the exit code."""
    from istoolkit.signoff.change.after_change import NoSuchVersion, after_change, last_signed
    from istoolkit.signoff.change.impact_told import as_data, as_text, no_data, nobody_signed

    version = since or last_signed(register, protocol)
    if not version:
        click.echo(json.dumps(no_data(protocol), indent=2) if as_json else nobody_signed(protocol))
        return 0
    try:
        found = after_change(register, protocol, version, everyone=since is not None)
    except NoSuchVersion as error:
        raise CouldNotRun(str(error)) from error
    if as_json:
        click.echo(json.dumps(as_data(protocol, found), ensure_ascii=False, indent=2))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo("\n".join(as_text(protocol, found, width)))
    return 1 if found.signs_again else 0
