"""``istoolkit sign-off join``: record that a partner joined."""

import click

from istoolkit.cli.signing._options import How, date_option, for_option, text_option, writing_options


@click.command("join")
@click.argument("protocol")
@for_option("The party or member that joined.")
@date_option("--date", "The first day on which it takes part.")
@text_option("--because", "Why, where that is worth saying.")
@writing_options
def command(protocol: str, who: str, date: str, because: str, how: How) -> None:
    """Record that a partner joined. It signs for itself: put the protocol to it afterwards.

    The definition, or the list of members, must say the same day: it is what everyone reads.
    """
    from istoolkit.cli.signing._partner import came_or_went
    from istoolkit.signoff.entries import JOINED

    came_or_went(protocol, JOINED, who, date, because, how)
