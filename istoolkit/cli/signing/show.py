"""``istoolkit sign-off show``: the record of sign-off in plain words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from istoolkit.cli._common import register_option
from istoolkit.cli.signing._here import Here, here_of
from istoolkit.signoff.entries import Entry

FORMAT = 1
"""The version of the form that --json prints. It rises where something is taken out or changes its meaning."""


@click.command("show")
@click.argument("protocol")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@register_option
def command(protocol: str, as_json: bool, where: Path) -> None:
    """Print who asked, approved, refused, advised, joined and left, the newest last, and who is still missing.

    Digital signatures are checked. Ends with 0, with 1 where the record or a signature is not as it should be, or with 2
    when it could not run.
    """
    from istoolkit.signoff.record import record_of

    here = here_of(protocol, where)
    entries = record_of(here.register, here.protocol).entries
    if as_json:
        click.echo(json.dumps(_as_json(here, entries), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(here, entries)))
    if _is_damaged(here) or not all(_holds(here, each) for each in entries):
        raise click.exceptions.Exit(1)


def _lines(here: Here, entries: tuple[Entry, ...]) -> Iterator[str]:
    from istoolkit.cli.signing._shown import entry_lines, wrapped
    from istoolkit.signoff.standing import STATES, standing_of

    yield f"{here.protocol.text('title') or here.id} ({here.id}), version {here.protocol.text('version')}"
    yield f"{STATES[standing_of(here.register, here.protocol).state]}."
    if not entries:
        yield f"Nothing is recorded yet. Begin with: istoolkit sign-off request {here.id}"
    for each in entries:
        yield ""
        yield from entry_lines(here, each, "")
        yield f"  {'Entry':13}{each.id[:12]}"
        yield from (f"  {'Check':13}{words}" for words in _faults(here, each))
    yield from ["", *(line for each in _standing(here) for line in wrapped(each, ""))] if entries else ()


def _standing(here: Here) -> Iterator[str]:
    """Yield how far the signing of what is out is, and what in the definition is otherwise today."""
    from istoolkit.signoff.content import digest_of
    from istoolkit.signoff.outstanding import NothingOut, out_of, progress
    from istoolkit.signoff.recording import since
    from istoolkit.signoff.told import progress_lines

    if _is_damaged(here):
        yield f"The record is damaged. See: istoolkit check {here.id}"
    try:
        out = out_of(here.register, here.protocol)
    except NothingOut as error:
        yield str(error)
        return
    yield f"Out for signature: {since(out)}."
    if out.digest != digest_of(here.register, here.protocol):
        yield f"The definition has changed since. Who must sign again: istoolkit impact {here.id}"
    yield from progress_lines(progress(here.register, here.protocol, out.digest))


def _faults(here: Here, entry: Entry) -> Iterator[str]:
    if not entry.fits():
        yield "This entry was changed after it was written. It does not count."
    if checked := _checked(here, entry):
        yield checked.words


def _holds(here: Here, entry: Entry) -> bool:
    checked = _checked(here, entry)
    return entry.fits() and (checked is None or checked.good)


def _checked(here: Here, entry: Entry) -> Any:
    from istoolkit.signoff.keys import statement_of, verified

    if not entry.text("key", "signature"):
        return None
    statement = statement_of({**entry.values, "protocol": here.id})
    signed = entry.text("key", "signature"), entry.text("key", "signer")
    return verified(statement, *signed, here.register.allowed_signers, entry.text("recorded"))


def _is_damaged(here: Here) -> bool:
    from istoolkit.signoff.bars.every import damage

    return bool(damage(here.register, here.protocol))


def _as_json(here: Here, entries: tuple[Entry, ...]) -> dict[str, Any]:
    from istoolkit.signoff.standing import standing_of
    from istoolkit.signoff.told import told

    return {
        "format": FORMAT,
        "protocol": here.id,
        "version": here.protocol.text("version"),
        "state": standing_of(here.register, here.protocol).state,
        "entries": [
            {**each.values, "told": told(here.register, here.protocol, each), "holds": _holds(here, each)}
            for each in entries
        ],
    }
