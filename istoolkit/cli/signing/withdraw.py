"""``istoolkit sign-off withdraw``: record that a partner took its approval back, or that the protocol was withdrawn."""

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here, here_of
from istoolkit.cli.signing._options import How, Person, for_option, person_options, text_option, writing_options
from istoolkit.cli.signing._person import everyone, out_now, person_of, signatory_of
from istoolkit.cli.signing._write import Values, write
from istoolkit.signoff.outstanding import Out


@click.command("withdraw")
@click.argument("protocol")
@for_option("The party or member that takes its approval back.")
@click.option("--whole", is_flag=True, help="The protocol as a whole is withdrawn: it holds for nobody any more.")
@text_option("--because", "Why.")
@person_options("did so")
@writing_options
def command(protocol: str, who: str, whole: bool, because: str, person: Person, how: How) -> None:
    """Record that a partner took its approval back, or with --whole that nobody is bound by the protocol any more.

    What was signed before stays in the record.
    """
    if whole and who:
        raise CouldNotRun("--whole and --for do not go together. Nothing was recorded.")
    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here)
    asker.needs("--for or --whole", who or ("all" if whole else ""))
    asker.needs("--because", because)
    asker.needs("--date", person.date)
    asker.make_sure()
    entry = _entry(here, asker, out, who, whole, person, because)
    further = f"istoolkit sign-off show {here.id}" if whole else f"istoolkit sign-off record {here.id}"
    write(here, asker, [{**entry, "note": how.note}], how, further=further)


def _entry(here: Here, asker: Asker, out: Out, who: str, whole: bool, person: Person, because: str) -> Values:
    from istoolkit.signoff.entries import WITHDRAWN
    from istoolkit.signoff.outstanding import progress
    from istoolkit.signoff.recording import of

    key, post = ("", ""), ""
    if not whole:
        missing = progress(here.register, here.protocol, out.digest).missing
        signed = tuple(each for each in everyone(here) if each not in missing)
        signatory = signatory_of(here, asker, who, "Who takes its approval back?", signed)
        key, post = signatory.key, signatory.post
    did = person_of(asker, person, "did so", post, here.today) if asker.has_asked else person
    why = asker.text("--because", because, "Why")
    day = asker.day("--date", did.date, "Day", here.today)
    return of(out, WITHDRAWN, key, day, **did.said, because=why)
