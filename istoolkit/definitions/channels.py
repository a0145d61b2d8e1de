"""What the legal register knows of a way of sending."""

from istoolkit.definitions.law import Law, Record
from istoolkit.definitions.things import Thing


def kind_of(channel: Thing, law: Law) -> Record:
    """Return what the legal register knows of a way of sending: by its kind, or else by its name; {} where nothing."""
    for name in (channel.text("kind"), channel.id):
        if name in law.channels:
            return law.channels[name]
    title = channel.title.casefold()
    return next((each for each in law.channels.values() if str(each.get("title", "")).casefold() == title), {})


def kind_name(channel: Thing, law: Law) -> str:
    """Return the kind of a way of sending, such as ``secure-email``; "" where it is not known."""
    return str(kind_of(channel, law).get("id", ""))
