"""Recording that a partner joined or left."""

from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here, here_of
from istoolkit.cli.signing._options import How
from istoolkit.cli.signing._person import everyone, signatory_of
from istoolkit.cli.signing._write import write
from istoolkit.signoff.outstanding import Out


def came_or_went(protocol: str, what: str, who: str, date: str, because: str, how: How) -> None:
    """Record that a partner joined or left, on the content that is out, or today's where none is."""
    from istoolkit.signoff.entries import JOINED
    from istoolkit.signoff.recording import of

    here, asker = here_of(protocol, how.where), Asker(how.no_input)
    asker.needs("--for", who)
    asker.needs("--date", date)
    asker.make_sure()
    joins = what == JOINED
    day = asker.day("--date", date, "First day" if joins else "Last day", here.today)
    signatory = signatory_of(here, asker, who, "Who joins?" if joins else "Who leaves?", everyone(here), day)
    entry = of(_content(here), what, signatory.key, day, because=because, note=how.note)
    further = f"istoolkit sign-off request {here.id} --to {signatory.id}" if joins else f"istoolkit status {here.id}"
    write(here, asker, [entry], how, further=further)


def _content(here: Here) -> Out:
    from istoolkit.signoff.outstanding import NothingOut, out_of
    from istoolkit.signoff.recording import today

    try:
        return out_of(here.register, here.protocol)
    except NothingOut:
        return today(here.register, here.protocol, here.today)
