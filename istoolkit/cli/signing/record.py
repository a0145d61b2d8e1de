"""``istoolkit sign-off record``: record that a partner approved."""

from pathlib import Path

import click

from istoolkit.cli.signing._approval import Given, Usual, approval_of
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._evidence import Copying, Evidence
from istoolkit.cli.signing._here import Here, here_of
from istoolkit.cli.signing._keys import Signing
from istoolkit.cli.signing._options import (
    How,
    Paper,
    Person,
    date_option,
    evidence_options,
    for_option,
    person_options,
    text_option,
    writing_options,
)
from istoolkit.cli.signing._person import out_now
from istoolkit.cli.signing._write import Values, write
from istoolkit.signoff.outstanding import Out


@click.command("record")
@click.argument("protocol")
@for_option("The party or member that approved.")
@person_options("signed")
@text_option("--authority", "What gives the post the authority to sign, where the protocol does not name the post.")
@text_option("--method", "How it was signed: signature (on paper), e-mail, click, key or letter.", "WAY")
@evidence_options
@text_option("--conditions", "The conditions of the approval, where there are any.")
@date_option("--until", "The last day on which the approval holds, where it ends.")
@click.option("--key", type=click.Path(path_type=Path), help="Sign with this SSH key. See docs/sign-off/keys.md.")
@text_option("--signer", "The holder of the key, as the file allowed_signers names it.", "NAME")
@text_option("--version", "The version that was signed, where it is not the one that is out now.", "VERSION")
@click.option("--file", "several", type=click.Path(path_type=Path), help="A CSV file with a line for each approval.")
@writing_options
def command(
    protocol: str,
    who: str,
    person: Person,
    authority: str,
    method: str,
    paper: Paper,
    conditions: str,
    until: str,
    key: Path | None,
    signer: str,
    version: str,
    several: Path | None,
    how: How,
) -> None:
    """Record that a partner approved exactly what was put out for signature.

    At a terminal it asks for what is missing. In a script --for, --name, --post, --date, --method and --yes are needed. It
    shows what it will record before it writes. A signature on paper, an e-mail or a letter counts as much as a digital one.

    \b
    With --file several are recorded with one command, all or none.
    The first line of the file names its columns, as the options are called:
      for,name,post,date,method,authority,evidence,kept-at,conditions,until,note

    Ends with 1 where something stands against it, and with 2 where it could not run.
    """
    here, asker = here_of(protocol, how.where), Asker(how.no_input or several is not None)
    asker.asks_to_confirm = Asker(how.no_input).asks
    out = out_now(here, version)
    usual = Usual(here, asker, out, key, signer)
    given = Given(who, person, authority, method, paper, conditions, until, how.note)
    if several:
        from istoolkit.cli.signing._several import approvals_in

        found = approvals_in(several, usual, given)
    else:
        found = [approval_of(usual, given)]
    _write(usual, found, how)


def _write(usual: Usual, found: list[tuple[Values, Evidence]], how: How) -> None:
    """Record approvals: evidence is copied first, and the key signs last before the record is written."""
    here = usual.here
    papers = Copying(here, usual.out, [paper for _, paper in found])
    by = Signing(here, usual.key, papers) if usual.key else papers
    entries = [values for values, _ in found]
    further = f"istoolkit sign-off record {here.id}"
    write(here, usual.asker, entries, how, further=further, before=_before(here, usual.out), by=by)


def _before(here: Here, out: Out) -> list[str]:
    """Say which content it is about where another version is in the definition today."""
    if here.protocol.text("version") == out.version:
        return []
    return [
        f"The definition is at version {here.protocol.text('version')} today. What was signed is version {out.version}."
    ]
