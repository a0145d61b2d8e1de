"""``istoolkit sign-off advise``: record what the data protection officer, a Caldicott Guardian or another post advised."""

import click

from istoolkit.cli.signing._ask import Asker, chosen_from
from istoolkit.cli.signing._evidence import Copying, evidence_at
from istoolkit.cli.signing._here import Here, here_of, told_why
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
from istoolkit.cli.signing._person import out_now, person_of
from istoolkit.cli.signing._write import write
from istoolkit.definitions.schema import load, vocabularies


@click.command("advise")
@click.argument("protocol")
@text_option("--role", "The part of the adviser, such as data-protection-officer or caldicott-guardian.", "ROLE")
@text_option("--opinion", "for, changes (for it, with changes) or against.", "VIEW")
@text_option("--advice", "What was advised.")
@for_option("The party that the adviser belongs to.")
@person_options("advised")
@evidence_options
@writing_options
def command(
    protocol: str, role: str, opinion: str, advice: str, who: str, person: Person, paper: Paper, how: How
) -> None:
    """Record what an adviser said of what was put out for advice or for signature.

    Advice against it stops the next request for signature, until a later view or a reason answers it.
    """
    from istoolkit.signoff.entries import ADVISED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    out = out_now(here, wanted=("advice", "signature"))
    needed = {"--role": role, "--opinion": opinion, "--advice": advice, "--name": person.name}
    for option, given in {**needed, "--post": person.post, "--date": person.date}.items():
        asker.needs(option, given)
    asker.make_sure()
    part = asker.choice("--role", role, "Who advised?", vocabularies()["post_roles"], "data-protection-officer")
    part = chosen_from("the part of an adviser", part, vocabularies()["post_roles"])
    view = asker.choice("--opinion", opinion, "What is the view?", _views(), "for")
    view = chosen_from("a view", view, _views())
    words = asker.text("--advice", advice, "What was advised")
    adviser = person_of(asker, person, "advised", vocabularies()["post_roles"][part].capitalize(), here.today)
    kept = evidence_at(here, asker, out, paper)
    said = {**adviser.said, **kept.said, "role": part, "opinion": view, "advice": words, "note": how.note}
    entry = of(out, ADVISED, _key(here, who), adviser.date, **said)
    write(here, asker, [entry], how, further=_further(here, view), by=Copying(here, out, [kept]))


def _further(here: Here, view: str) -> str:
    """Return what to do next: advice against it has to be followed or answered first."""
    ask = f"istoolkit sign-off request {here.id}"
    return f'change the text, or answer the advice: {ask} --despite "WHY"' if view == "against" else ask


def _views() -> dict[str, str]:
    item = load("sign-off").fields["entries"].item
    return dict(item.fields["opinion"].allowed) if item else {}


def _key(here: Here, who: str) -> tuple[str, str]:
    from istoolkit.signoff.named import party_or_signatory

    with told_why():
        return party_or_signatory(here.register, here.protocol, who) if who else ("", "")
