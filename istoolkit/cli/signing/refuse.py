"""``istoolkit sign-off refuse``: record that a partner refused."""

import click

from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._evidence import Copying, evidence_at
from istoolkit.cli.signing._here import here_of
from istoolkit.cli.signing._options import (
    How,
    Paper,
    Person,
    evidence_options,
    for_option,
    person_options,
    text_option,
    writing_options,
)
from istoolkit.cli.signing._person import missing_from, out_now, person_of, signatory_of
from istoolkit.cli.signing._write import write


@click.command("refuse")
@click.argument("protocol")
@for_option("The party or member that refused.")
@text_option("--because", "Why it refused.")
@person_options("refused")
@evidence_options
@writing_options
def command(protocol: str, who: str, because: str, person: Person, paper: Paper, how: How) -> None:
    """Record that a partner refused what was put out for signature, and why.

    It may approve later: record that then. At a terminal it asks for what is missing.
    """
    from istoolkit.signoff.entries import REFUSED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here)
    for option, given in {"--for": who, "--because": because, "--name": person.name, "--date": person.date}.items():
        asker.needs(option, given)
    asker.make_sure()
    signatory = signatory_of(here, asker, who, "Who refused?", missing_from(here, out))
    answered = person_of(asker, person, "refused", signatory.post, here.today)
    why = asker.text("--because", because, "Why")
    kept = evidence_at(here, asker, out, paper)
    said = {**answered.said, **kept.said, "because": why, "note": how.note}
    entry = of(out, REFUSED, signatory.key, answered.date, **said)
    further = f"once it agrees, istoolkit sign-off record {here.id} --for {signatory.id}"
    write(here, asker, [entry], how, further=further, by=Copying(here, out, [kept]))
