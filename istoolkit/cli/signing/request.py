"""``istoolkit sign-off request``: put a protocol out for signature or advice."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here, here_of, told_why
from istoolkit.cli.signing._options import How, date_option, writing_options
from istoolkit.cli.signing._write import write
from istoolkit.signoff.entries import Entry


@click.command("request")
@click.argument("protocol")
@click.option(
    "--for",
    "wanted",
    type=click.Choice(["advice", "signature"]),
    default="signature",
    show_default=True,
    help="What is asked for.",
)
@click.option(
    "--to", "names", metavar="PARTY[/MEMBER]", multiple=True, help="Whom it is put to, if not all. May be repeated."
)
@date_option("--reply-by", "The day by which an answer is asked for.")
@writing_options
def command(protocol: str, wanted: str, names: tuple[str, ...], reply_by: str, how: How) -> None:
    """Put today's content of a protocol out for signature, or for advice.

    Its exact content is kept in the folder signed/, and what partners sign is bound to it. Nothing is sent: send the Word
    document, or let istoolkit chase write the letters. Ends with 1 where something stands against it.
    """
    from istoolkit.signoff.entries import REQUESTED
    from istoolkit.signoff.recording import joining_later, of, put_out, today

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = today(here.register, here.protocol, here.today)
    later = joining_later(here.register, here.protocol, here.today) if wanted == "signature" and not names else []
    said = {"for": wanted, "reply_by": reply_by, "note": how.note, "joining_later": later}
    entries = [of(out, REQUESTED, key, here.today, **said) for key in _keys(here, names)]

    def keep(new: Sequence[Mapping[str, Any]], recorded: str) -> list[Entry]:
        return put_out(here.root, here.register, here.protocol, new, recorded)

    further = f"istoolkit sign-off {'record' if wanted == 'signature' else 'advise'} {here.id}"
    nobody = _nobody(here) if wanted == "signature" else []
    write(here, asker, entries, how, further=further, before=[*_before(here), *nobody], by=keep)


def _keys(here: Here, names: tuple[str, ...]) -> list[tuple[str, str]]:
    from istoolkit.signoff.named import party_or_signatory

    with told_why():
        found = [party_or_signatory(here.register, here.protocol, each) for each in names]
    return list(dict.fromkeys(found)) or [("", "")]


def _nobody(here: Here) -> list[str]:
    """Say where nobody signs again, and who is told of the change."""
    from istoolkit.signoff.content import digest_of
    from istoolkit.signoff.outstanding import told_of
    from istoolkit.signoff.told import few

    told = told_of(here.register, here.protocol, digest_of(here.register, here.protocol))
    if told is None:
        return []
    who = few(each.title for each in told)
    return [f"Nobody signs again: every signature still stands. {f'Tell of the change: {who}.' if who else ''}".strip()]


def _before(here: Here) -> list[str]:
    """Say where another content that was out under the same version is replaced, which nobody has signed."""
    from istoolkit.signoff.entries import short
    from istoolkit.signoff.recording import replaced

    before = replaced(here.register, here.protocol)
    if not before:
        return []
    version = here.protocol.text("version")
    return [
        f"It takes the place of what was out as version {version} (digest {short(before)}), which nobody has signed."
    ]
