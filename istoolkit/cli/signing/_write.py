"""The last steps of every command that records: what stands against it, what will be recorded, the question, and writing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from istoolkit.cli._common import now
from istoolkit.cli.signing._ask import Asker
from istoolkit.cli.signing._here import Here, again, told_why
from istoolkit.cli.signing._options import How
from istoolkit.cli.signing._shown import after, may_be_answered, show, show_bars, stop_at
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.bars.every import bars, damage
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.named import title_of
from istoolkit.signoff.record import record_of
from istoolkit.signoff.recording import despite as with_reason
from istoolkit.signoff.recording import is_recorded, recorded_all

Values = dict[str, Any]
Write = Callable[[Sequence[Mapping[str, Any]], str], list[Entry]]


def write(
    here: Here,
    asker: Asker,
    entries: Sequence[Values],
    how: How,
    *,
    further: str = "",
    before: Sequence[str] = (),
    by: Write | None = None,
) -> None:
    """Record entries after showing them, or stop. ``before`` are lines to show, ``further`` is what to type next.

    ``by`` writes them where more than the record is written. What was recorded before in the same words is passed over.
    """
    asker.make_sure()
    stop_at({"": damage(here.register, here.protocol)}, "")
    new = _new(here, entries)
    found = {_whom(here, entries, each): bars(here.register, here.protocol, each["what"], each) for each in new}
    reason = how.despite or _reason(asker, found, how)
    stop_at(found, reason)
    for each, barred in zip(new, found.values(), strict=True):
        each["note"] = with_reason(
            each.get("note", ""), (bar.words for bar in barred if bar.weight == "reason"), reason
        )
    show(here, new, before)
    asker.confirm("Record this?", how.yes)
    with told_why():
        written = by(new, now()) if by else recorded_all(here.root, here.id, new, now())
    after(again(here), written, further)


def _reason(asker: Asker, found: Mapping[str, Sequence[Bar]], how: How) -> str:
    """Return why it is recorded all the same, where a reason will do and a person is there to give it; "" for none. Stops without."""
    if how.yes or not asker.asks_to_confirm or not may_be_answered(found):
        return ""
    show_bars(found)
    reason = asker.reason("Where it must be recorded all the same, say why (or Enter to stop)")
    if not reason:
        click.echo("Nothing was recorded.", err=True)
        raise click.exceptions.Exit(1)
    return reason


def _new(here: Here, entries: Sequence[Values]) -> list[Values]:
    """Return the entries that were not recorded before. Stops where there is none."""
    known = record_of(here.register, here.protocol).entries
    new = [each for each in entries if each["what"] in _OFTEN or not is_recorded(known, each)]
    if not new:
        click.echo("It is recorded already. Nothing was added.")
        raise click.exceptions.Exit(0)
    if len(new) < len(entries):
        click.echo(f"{len(entries) - len(new)} of {len(entries)} are recorded already and passed over.")
    return new


_OFTEN = ("requested", "reminded")
"""What may happen twice on a day."""


def _whom(here: Here, entries: Sequence[Values], each: Values) -> str:
    """Return whom an entry is about, where there are several."""
    if len(entries) == 1:
        return ""
    return title_of(here.register, here.protocol, each["party"], each["member"]) + _position(entries, each)


def _position(entries: Sequence[Values], each: Values) -> str:
    """Return which one it is, where two are about the same."""
    same = [other for other in entries if (other["party"], other["member"]) == (each["party"], each["member"])]
    return f" ({same.index(each) + 1})" if len(same) > 1 else ""
