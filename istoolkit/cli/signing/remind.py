"""``istoolkit sign-off remind``: record that a reminder went out."""

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here, here_of, told_why
from istoolkit.cli.signing._options import How, date_option, writing_options
from istoolkit.cli.signing._person import missing_from, out_now
from istoolkit.cli.signing._write import write
from istoolkit.signoff.outstanding import Out


@click.command("remind")
@click.argument("protocol")
@click.option("--to", "names", metavar="PARTY[/MEMBER]", multiple=True, help="Who was reminded. May be repeated.")
@date_option("--date", "The day on which it went out, if not today.")
@writing_options
def command(protocol: str, names: tuple[str, ...], date: str, how: How) -> None:
    """Record that everyone who was asked and has not signed was reminded, or those named with --to.

    It sends nothing. istoolkit chase writes the reminders, and records them with --record.
    """
    from istoolkit.signoff.entries import REMINDED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here)
    entries = [of(out, REMINDED, key, date or here.today, note=how.note) for key in _keys(here, out, names)]
    write(here, asker, entries, how, further=f"istoolkit sign-off record {here.id}")


def _keys(here: Here, out: Out, names: tuple[str, ...]) -> list[tuple[str, str]]:
    from istoolkit.signoff.named import signatory_named

    waiting = missing_from(here, out)
    if not waiting:
        raise CouldNotRun("Everyone who was asked has signed. There is nobody to remind, and nothing was recorded.")
    with told_why():
        named = [signatory_named(here.register, here.protocol, each) for each in names]
    for each in named:
        if each not in waiting:
            raise CouldNotRun(f"{each.title} has signed, or was not asked. Nothing was recorded.")
    return list(dict.fromkeys(each.key for each in named or waiting))
