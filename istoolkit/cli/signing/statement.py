"""``istoolkit sign-off statement``: exactly what a signer said, to be checked with nothing but ssh-keygen."""

from pathlib import Path

import click

from istoolkit.cli._common import CouldNotRun, known_protocols, opened, register_option, root_for
from istoolkit.signoff.entries import Entry
from istoolkit.words import listed

_SHORTEST = 6
"""The fewest letters of an entry's digest that name it."""


@click.command("statement")
@click.argument("protocol")
@click.option("--entry", "begins", default="", metavar="DIGEST", help="The entry: its digest, or how that begins.")
@click.option("--signature", is_flag=True, help="Print the SSH signature and not the statement.")
@register_option
def command(protocol: str, begins: str, signature: bool, where: Path) -> None:
    """Print what the signer of an entry said, byte for byte as it was signed, or the signature.

    With both, OpenSSH alone says whether it holds:

    \b
      istoolkit sign-off statement PROTOCOL --entry DIGEST --signature > signature
      istoolkit sign-off statement PROTOCOL --entry DIGEST |
        ssh-keygen -Y verify -f allowed_signers -I SIGNER -n istoolkit-sign-off -s signature

    Ends with 0, or 2 when it could not run.
    """
    from istoolkit.signoff.keys import statement_of
    from istoolkit.signoff.record import record_of

    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name])
    entry = _found(record_of(register, register.protocols[name]).entries, begins, name)
    if signature:
        click.echo(_signature(entry).encode(), nl=False)
    else:
        click.echo(statement_of({**entry.values, "protocol": name}), nl=False)


def _found(entries: tuple[Entry, ...], begins: str, protocol: str) -> Entry:
    if not entries:
        raise CouldNotRun(
            f"{protocol} has no record of sign-off yet. Begin it with: istoolkit sign-off request {protocol}"
        )
    if not begins:
        raise CouldNotRun(f"Name the entry: --entry DIGEST. The digests are in: istoolkit sign-off show {protocol}")
    wanted = begins.removeprefix("sha256:").rstrip("…").lower()
    found = [each for each in entries if each.id.startswith(wanted)]
    if len(wanted) < _SHORTEST or not found:
        raise CouldNotRun(
            f"The record of {protocol} has no entry “{begins}”. Give at least {_SHORTEST} letters of its digest. "
            f"The digests are in: istoolkit sign-off show {protocol}"
        )
    if len({each.id for each in found}) > 1:
        raise CouldNotRun(
            f"“{begins}” begins more than one entry: {listed([each.id for each in found])}. Give more of it."
        )
    return found[0]


def _signature(entry: Entry) -> str:
    text = entry.text("key", "signature")
    if not text:
        raise CouldNotRun("This entry was not signed with a key. It has no signature to print.")
    return text if text.endswith("\n") else f"{text}\n"
