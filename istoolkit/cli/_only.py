"""The kinds of document that ``istoolkit build --only`` takes: their names, and what people call them instead."""

import click

from istoolkit.documents.kinds import kinds, names
from istoolkit.words import did_you_mean, sentence

_ALSO_CALLED = {
    "protocol": "isp",
    "agreement": "isp",
    "isa": "isp",
    "dsa": "isp",
    "pia": "assessment",
    "dpia": "assessment",
    "impact-assessment": "assessment",
    "ropa": "processing",
    "article-30": "processing",
    "certificate": "sign-off",
    "signatures": "sign-off",
    "guide": "staff-guide",
    "privacy-notice": "families",
    "form": "forms",
}
"""What else people call a kind of document."""


class OnlyOption(click.Option):
    """The option ``--only``. Its help names the kinds in the order in which readers want them: that takes a moment."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help for ``--help``."""
        told = ", ".join(f"{each.name} ({each.title})" for each in kinds().values())
        self.help = f"What to make: {told}."
        return super().get_help_record(ctx)


def read_only(_: click.Context, __: click.Parameter, value: str | None) -> list[str]:
    """Return the kinds of document that were asked for: all, where none is named."""
    known = names()
    asked = [each.strip().lower() for each in value.split(",") if each.strip()] if value is not None else known
    if not asked:
        raise click.BadParameter(f"Name what to make: {', '.join(known)}.")
    for each in asked:
        if each not in known:
            other = _ALSO_CALLED.get(each.replace(" ", "-").replace("_", "-"))
            meant = f"Did you mean “{other}”?" if other else did_you_mean(each, known)
            told = sentence(f"There is no document “{each}”.", meant)
            raise click.BadParameter(f"{told} There are: {', '.join(known)}.")
    return [each for each in known if each in asked]
