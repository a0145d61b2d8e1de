"""What a change means, as lines for a reader and as data for programs."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.formats import is_version, long_date, same_version, version
from istoolkit.definitions.register import Protocol
from istoolkit.documents.text_table import folded
from istoolkit.finding import written
from istoolkit.signoff.change.after_change import AfterChange, Row
from istoolkit.signoff.change.impact import Consequence, Need
from istoolkit.signoff.change.in_words import Told
from istoolkit.signoff.change.titles import Titles, few
from istoolkit.signoff.entries import LEFT, REFUSED, WITHDRAWN
from istoolkit.words import capital, listed, small

NEEDS: dict[Need, str] = {"sign": "signs again", "told": "is told", "none": "nothing"}
"""What an organisation must do, in the words of a reader."""

_FIRST = "signs for the first time"
_QUIET = "Of no consequence"
_TAKEN_OUT = "party-gone"
"""The rule for the places that name a party that leaves."""

_LEAST = 24
"""The fewest characters in which the last column of the table can be read."""

_HEADS = ("Organisation", "Signed", "What it does", "Why")


def nobody_signed(protocol: Protocol) -> str:
    """Return what is said where there is no signature that a change could touch."""
    return (
        f"Nobody has signed {protocol.id} yet, so nobody signs again.\n"
        f"Ask for signatures with: istoolkit sign-off request {protocol.id}"
    )


def as_text(protocol: Protocol, found: AfterChange, width: int | None = None) -> Iterator[str]:
    """Yield what changed, what follows for each organisation, what to do next and why, line by line.

    Lines are folded to ``width`` characters, where it is given.
    """
    title = protocol.text("title") or protocol.id
    yield from folded([f"{title}: what changed since version {found.since}, and what follows"], width)
    yield from folded(_changes(found), width)
    yield from ("", "Who signs again")
    yield from _table(found, width)
    yield from (f"{each} no longer takes part." for each in found.left)
    yield from ("", "What to do next")
    yield from folded(_next(protocol, found), width)
    yield from folded(_rules(found), width)


def _changes(found: AfterChange) -> Iterator[str]:
    if not found.impact.consequences:
        yield from ("", f"Nothing changed. Version {found.since} is what is written now.")
    groups = _grouped(found)
    quiet = groups.pop(_QUIET, [])
    for group, changes in groups.items():
        yield from _group(found, group, changes)
    yield from _taken_out(found)
    if quiet:
        yield from _group(found, _QUIET, quiet)


def _group(found: AfterChange, title: str, changes: Iterable[tuple[Told, Consequence]]) -> Iterator[str]:
    yield from ("", title)
    for told, consequence in changes:
        yield from _change(found, told, consequence)


def _taken_out(found: AfterChange) -> Iterator[str]:
    """Say in how many places a party that leaves is no longer named: one line in place of many."""
    places = sum(each.rule.id == _TAKEN_OUT for each in found.impact.consequences)
    if places:
        yield from ("", "Parties that leave")
        yield f"- They are taken out of {places} other {'place' if places == 1 else 'places'}: everyone is told."


def _grouped(found: AfterChange) -> dict[str, list[tuple[Told, Consequence]]]:
    """Return the changes by the part of the protocol; those of which nobody hears by a name of their own."""
    groups: dict[str, list[tuple[Told, Consequence]]] = {}
    for told, consequence in zip(found.told, found.impact.consequences, strict=True):
        if consequence.rule.id == _TAKEN_OUT:
            continue
        heard = consequence.sign or consequence.tell
        groups.setdefault(told.group if heard else _QUIET, []).append((told, consequence))
    return groups


def _change(found: AfterChange, told: Told, consequence: Consequence) -> Iterator[str]:
    yield f"- {told.sentence}"
    if told.was or told.now:
        yield f"    was: {told.was}"
        yield f"    now: {told.now}"
    yield f"    {consequence.rule.title}: {_who(found, consequence)}."
    if consequence.may_be_mended and consequence.rule.id != "spelling":
        yield "    If this is a slip of the pen, write “correction: yes” in the change log entry of the new version."


def _who(found: AfterChange, consequence: Consequence) -> str:
    """Say who signs again because of a change, or who is told."""
    everyone = dict.fromkeys(each.signatory.party for each in found.rows)
    names, verb = (consequence.sign, "sign") if consequence.sign else (consequence.tell, "are told")
    if not names:
        return "nobody signs again"
    if names == everyone.keys():
        return "everyone signs again" if verb == "sign" else "everyone is told"
    titles = Titles(found.impact.after)
    one = verb == "sign" and len(names) == 1
    does = "signs again" if one else "sign again" if verb == "sign" else "is told" if len(names) == 1 else "are told"
    return f"{few([titles.of('party', each) for each in everyone if each in names])} {does}"


def _rules(found: AfterChange) -> Iterator[str]:
    """Yield each rule that was applied, once, with its reason and that of the register where it is stricter."""
    used = dict.fromkeys(each.rule for each in found.impact.in_meaning)
    if used:
        yield from ("", "Why")
    for rule in used:
        stricter = f" This register is stricter: {rule.stricter_because}." if rule.stricter_because else ""
        yield f"- {rule.title}. {rule.because}{stricter} ({rule.source})"


def _table(found: AfterChange, width: int | None) -> Iterator[str]:
    """Yield the table. Where it is too wide for the terminal, its last column is folded."""
    rows = [_HEADS, *(_cells(found, each) for each in _together(found.rows))]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    begins = sum(widths) + 6
    for row in rows:
        why = textwrap.wrap(row[3], max(width - begins, _LEAST)) if width else [row[3]]
        cells = [cell.ljust(space) for cell, space in zip(row[:3], widths, strict=True)]
        yield "  ".join([*cells, *why[:1]]).rstrip()
        yield from (" " * begins + each for each in why[1:])


def _together(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows, those of the members of a class that do the same together."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        member = row.signatory.member
        key = (row.signatory.party, "" if not member else "class", row.need, row.signed, row.first, _ended(row))
        groups.setdefault(key, []).append(row)
    yield from map(tuple, groups.values())


def _cells(found: AfterChange, rows: tuple[Row, ...]) -> tuple[str, str, str, str]:
    row = rows[0]
    one = not row.signatory.member or len(rows) == 1
    of_class = Titles(found.impact.after).of("party", row.signatory.party)
    name = row.signatory.title if one else f"{of_class} ({len(rows)} members)"
    does = _FIRST if row.first else NEEDS[row.need]
    why = _ended(row) or listed(dict.fromkeys(small(each.rule.title) for each in row.because), "and")
    return name, row.signed or "–", does, capital(why)


_ENDS = {WITHDRAWN: "it withdrew", LEFT: "it left", REFUSED: "it refused"}


def _ended(row: Row) -> str:
    """Say when one that had signed took that back; "" where it has not."""
    return f"{_ENDS.get(row.ended.what, row.ended.what)} on {long_date(row.ended.date)}" if row.ended else ""


def _next(protocol: Protocol, found: AfterChange) -> Iterator[str]:
    again = any(each.ended for each in found.rows)
    if not found.impact.consequences and not again:
        yield "Nothing."
        return
    if found.impact.consequences and same_version(found.since, found.version):
        yield f"- Raise the version: it is still {found.version}, which is signed. Say in the change log what changed."
    elif is_version(found.version) and is_version(found.since) and version(found.version) < version(found.since):
        yield f"- Mend the version: {found.version} is lower than {found.since}, which is signed."
    signing = [*found.those("sign"), *found.those("sign", first=True)]
    if signing:
        yield f"- Ask those that sign: istoolkit sign-off request {protocol.id}"
    if told := found.those("told"):
        yield f"- Tell {_names(found, told)} what changed. Their signatures stand."
    if not signing and not told:
        yield "Nobody signs again, and nobody need be told. The signatures stand."


def _names(found: AfterChange, rows: tuple[Row, ...]) -> str:
    names = [_cells(found, each)[0] for each in _together(rows)]
    return listed(names, "and")


def no_data(protocol: Protocol) -> dict[str, Any]:
    """Return the same for JSON where nobody has signed yet."""
    nothing: dict[str, Any] = {"changes": [], "organisations": [], "left": []}
    return {"protocol": protocol.id, "since": "", "version": protocol.text("version"), **nothing}


def as_data(protocol: Protocol, found: AfterChange) -> dict[str, Any]:
    """Return what changed and what follows, for JSON."""
    return {
        "protocol": protocol.id,
        "since": found.since,
        "version": found.version,
        "changes": [_data(*each) for each in zip(found.told, found.impact.consequences, strict=True)],
        "organisations": [_row_data(each) for each in found.rows],
        "left": list(found.left),
    }


def _data(told: Told, consequence: Consequence) -> dict[str, Any]:
    difference = consequence.difference
    return {
        "path": written(difference.path),
        "change": difference.change,
        "words": told.sentence,
        "before": difference.before,
        "after": difference.after,
        "rule": consequence.rule.id,
        "sign": sorted(consequence.sign),
        "tell": sorted(consequence.tell),
        "would_be_correction": consequence.may_be_mended,
    }


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "party": row.signatory.party,
        "member": row.signatory.member,
        "name": row.signatory.title,
        "signed": row.signed,
        "need": row.need,
        "first": row.first,
        "ended": row.ended.what if row.ended else "",
        "because": list(dict.fromkeys(each.rule.id for each in row.because)),
    }
