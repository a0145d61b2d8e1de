"""``istoolkit sign-off delegate``: record that the authority to sign was given to another post."""

import click

from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._evidence import Copying, evidence_at
from istoolkit.cli.signing._here import here_of
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
from istoolkit.cli.signing._person import missing_from, out_now, person_of, signatory_of
from istoolkit.cli.signing._write import write


@click.command("delegate")
@click.argument("protocol")
@for_option("The party or member whose post gives the authority to sign.")
@text_option("--to-post", "The post that may sign now.", "POST")
@text_option("--to-name", "The person who holds that post, where only this person may sign.", "NAME")
@date_option("--until", "The last day on which it holds.")
@text_option("--because", "Why.")
@person_options("gave it")
@evidence_options
@writing_options
def command(
    protocol: str,
    who: str,
    to_post: str,
    to_name: str,
    until: str,
    because: str,
    person: Person,
    paper: Paper,
    how: How,
) -> None:
    """Record that the post that signs for a partner gave its authority to another post.

    --name and --post are those of the person who gave it. It holds for signatures from its day on.
    """
    from istoolkit.signoff.entries import DELEGATED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here)
    needed = {"--for": who, "--to-post": to_post, "--name": person.name, "--post": person.post, "--date": person.date}
    for option, given in needed.items():
        asker.needs(option, given)
    asker.make_sure()
    signatory = signatory_of(here, asker, who, "For whom?", missing_from(here, out))
    post = asker.text("--to-post", to_post, "The post that may sign now")
    given_by = person_of(asker, person, "gave the authority", signatory.post, here.today)
    kept = evidence_at(here, asker, out, paper)
    said = {**given_by.said, **kept.said, "to_post": post, "to_name": asker.also(to_name, "Only this person may sign")}
    entry = of(out, DELEGATED, signatory.key, given_by.date, **said, until=until, because=because, note=how.note)
    further = f'istoolkit sign-off record {here.id} --for {signatory.id} --post "{post}"'
    write(here, asker, [entry], how, further=further, by=Copying(here, out, [kept]))
