"""Who answered for a party, and the content that the answer is about."""

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here, told_why
from istoolkit.cli.signing._options import Person
from istoolkit.signoff.named import NotNamed, on_day, signatory_named
from istoolkit.signoff.outstanding import Out, out_of, unanswered
from istoolkit.signoff.signatories import Signatory, signatories


def out_now(here: Here, version: str = "", wanted: tuple[str, ...] = ("signature",)) -> Out:
    """Return what is out, or what was as a version, or stop and say why not."""
    with told_why():
        return out_of(here.register, here.protocol, version, wanted)


def missing_from(here: Here, out: Out) -> tuple[Signatory, ...]:
    """Return those that were asked and have not signed."""
    return unanswered(here.register, here.protocol, out)


def everyone(here: Here) -> tuple[Signatory, ...]:
    """Return everyone that signs."""
    return signatories(here.register, here.protocol)


def signatory_of(
    here: Here, asker: Asker, who: str, question: str, those: tuple[Signatory, ...], on: str = ""
) -> Signatory:
    """Return the one that is named, or chosen of ``those``, or stop. ``on`` is the day on which it takes part, if not today.

    Where an answer names nobody that signs, it says why and asks again. In a script that names nobody, what else is missing is for ``Asker.make_sure`` to tell: ask for it before.
    """
    register = on_day(here.register, on) if on else here.register
    while True:
        name = asker.signatory(who, question, those)
        if not name:
            asker.make_sure()
            raise CouldNotRun("Nobody was named. Nothing was recorded.")
        try:
            return signatory_named(register, here.protocol, name)
        except NotNamed as error:
            if who or not asker.asks:
                raise CouldNotRun(str(error)) from error
            click.echo(str(error))


def person_of(asker: Asker, given: Person, did: str, post: str, today: str) -> Person:
    """Return who did something and when. ``post`` is the one that the definition names."""
    return Person(
        asker.text("--name", given.name, f"Name of the person who {did}"),
        asker.text("--post", given.post, "Post", post),
        asker.day("--date", given.date, f"Day on which it was {did}", today, today),
    )
