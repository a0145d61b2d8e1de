"""``istoolkit sign-off supersede``: record that another protocol took the place of this one."""

import click

from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import here_of
from istoolkit.cli.signing._options import How, date_option, text_option, writing_options
from istoolkit.cli.signing._person import out_now
from istoolkit.cli.signing._write import write


@click.command("supersede")
@click.argument("protocol")
@text_option(
    "--by", "What took its place: a protocol of this register, with its version, or the title of another.", "PROTOCOL"
)
@date_option("--date", "The day from which the other one holds.")
@text_option("--because", "Why.")
@writing_options
def command(protocol: str, by: str, date: str, because: str, how: How) -> None:
    """Record that another protocol took the place of this one. It binds nobody any more.

    A new version of the same protocol needs no such entry: it takes the place of the one before once everyone has signed.
    """
    from istoolkit.signoff.entries import SUPERSEDED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here)
    asker.needs("--by", by)
    asker.needs("--date", date)
    asker.make_sure()
    successor = asker.text("--by", by, "What took its place")
    day = asker.day("--date", date, "Day from which the other one holds", here.today)
    entry = of(out, SUPERSEDED, ("", ""), day, successor=successor, because=because, note=how.note)
    write(here, asker, [entry], how, further=f"istoolkit sign-off show {here.id}")
