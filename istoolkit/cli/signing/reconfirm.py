"""``istoolkit sign-off reconfirm``: record that a protocol was reviewed and stays as it is."""

import click

from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import here_of
from istoolkit.cli.signing._options import How, Person, person_options, writing_options
from istoolkit.cli.signing._person import out_now, person_of
from istoolkit.cli.signing._write import write


@click.command("reconfirm")
@click.argument("protocol")
@person_options("reviewed it")
@writing_options
def command(protocol: str, person: Person, how: How) -> None:
    """Record that an agreed protocol was reviewed and confirmed without change. The next review counts from that day.

    Nobody signs again. Where anything changed, it is a new version: raise it and ask for signatures.
    """
    from istoolkit.signoff.entries import RECONFIRMED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here)
    for option, given in {"--name": person.name, "--post": person.post, "--date": person.date}.items():
        asker.needs(option, given)
    asker.make_sure()
    reviewer = person_of(asker, person, "reviewed it", here.protocol.text("author"), here.today)
    entry = of(out, RECONFIRMED, ("", ""), reviewer.date, **reviewer.said, note=how.note)
    write(here, asker, [entry], how, further="istoolkit due")
