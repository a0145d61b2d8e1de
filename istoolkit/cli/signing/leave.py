"""``istoolkit sign-off leave``: record that a partner left."""

import click

from istoolkit.cli.signing._options import How, date_option, for_option, text_option, writing_options


@click.command("leave")
@click.argument("protocol")
@for_option("The party or member that left.")
@date_option("--date", "The last day on which it took part.")
@text_option("--because", "Why.")
@writing_options
def command(protocol: str, who: str, date: str, because: str, how: How) -> None:
    """Record that a partner left. The others stay bound, and what it signed stays in the record.

    The definition, or the list of members, must say the same day: it is what everyone reads.
    """
    from istoolkit.cli.signing._partner import came_or_went
    from istoolkit.signoff.entries import LEFT

    came_or_went(protocol, LEFT, who, date, because, how)
