"""DATE: versions and dates make sense."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from istoolkit.definitions.formats import date, is_version, to_be_confirmed, version
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Protocol, Register
from istoolkit.finding import Path, Problem, Spot
from istoolkit.rules import rule


@rule("DATE001", "Version and change log differ")
def version_in_log(register: Register) -> Iterable[Problem]:
    """The change log has an entry for the version the protocol has.

    Why: partners ask what changed since they signed.

    Wrong: `version: "1.3"` and a change log that ends with 1.2.

    Right: add an entry for 1.3 that says what changed.
    """
    for protocol in register.checked():
        log = many(protocol.data.get("changes"))
        versions = [str(change.get("version")) for _, change in protocol.entries("changes")]
        now = protocol.text("version")
        known = not any(map(to_be_confirmed, [now, *versions, *log])) and now
        if versions and known and now not in versions:
            mend = f"Add an entry for {now} that says what changed, or mend the version."
            yield Problem(
                protocol.at("version"),
                f"The change log has no entry for version {now}.",
                mend,
                ((protocol.at("changes"), "the change log"),),
            )


@rule("DATE002", "Change log out of order")
def log_order(register: Register) -> Iterable[Problem]:
    """The change log lists the newest version first, and no older version has a later date.

    Why: readers look at the first line for the last change.

    Wrong: 1.1 above 1.2.

    Right: 1.2 above 1.1.
    """
    for protocol in register.checked():
        changes = protocol.entries("changes")
        for (_, newer), (index, older) in pairwise(changes):
            if _backwards(newer, older):
                message = f"Version {older.get('version')} of {older.get('date')} stands below version {newer.get('version')} of {newer.get('date')}."
                yield Problem(
                    protocol.at("changes", index),
                    message,
                    "Put the newest version first and check the dates.",
                )


def _backwards(newer: dict[str, str], older: dict[str, str]) -> bool:
    versions = [str(each.get("version")) for each in (newer, older)]
    dates = [date(str(each.get("date"))) for each in (newer, older)]
    if all(map(is_version, versions)) and version(versions[0]) < version(versions[1]):
        return True
    return bool(dates[0] and dates[1] and dates[0] < dates[1])


@rule("DATE003", "End before the beginning")
def end_before_start(register: Register) -> Iterable[Problem]:
    """A date that ends something is not before the date that begins it.

    Why: nothing can end before it begins; one of the two is a slip.

    Wrong: `in_force: 2026-12-01` and `expires: 2026-11-30`.

    Right: `expires: 2029-11-30`.
    """
    for protocol in register.checked():
        for start, end in _pairs(protocol):
            yield from _before(
                protocol.at(*start), protocol.at(*end), _text(protocol.data, start), _text(protocol.data, end)
            )
    for file, rows in ((each.file, each.value or []) for each in register.members.values()):
        for index, row in enumerate(rows):
            yield from _before(
                Spot(file, (index, "joined")),
                Spot(file, (index, "left")),
                row.get("joined", ""),
                row.get("left", ""),
            )


def _pairs(protocol: Protocol) -> Iterator[tuple[Path, Path]]:
    yield ("in_force",), ("expires",)
    for index, party in protocol.entries("parties"):
        yield ("parties", index, "joined"), ("parties", index, "withdrew")
        for part, _ in enumerate(party.get("roles", [])):
            yield ("parties", index, "roles", part, "from"), ("parties", index, "roles", part, "until")
    for index, _ in protocol.entries("lawfulness"):
        yield ("lawfulness", index, "from"), ("lawfulness", index, "until")


def _text(data: object, path: Path) -> str:
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""


def _before(start: Spot, end: Spot, first: str, last: str) -> Iterator[Problem]:
    begins, ends = date(first), date(last)
    if begins and ends and ends < begins:
        yield Problem(
            end,
            f"{last} is before {first}, the date on which it begins.",
            "Check both dates.",
            ((start, "it begins here"),),
        )


@rule("DATE004", "Dissolved organisation that takes part", severity="warning")
def dissolved(register: Register) -> Iterable[Problem]:
    """A party to a protocol existed on the day the protocol came into force.

    Why: an organisation that is no more can neither sign nor answer for what it received.

    Wrong: a clinical commissioning group, dissolved in 2022, in a protocol of 2026.

    Right: the body that took its place.
    """
    for protocol in register.checked():
        begins = date(protocol.text("in_force"))
        for index, party in protocol.entries("parties"):
            organisation = register.organisations.get(str(party.get("organisation")), {})
            ended = date(str(organisation.get("dissolved")))
            if ended and (begins is None or ended < begins) and "withdrew" not in party:
                names = many(organisation.get("succeeded_by"))
                mend = (
                    f"Its place was taken by {', '.join(names)}."
                    if names
                    else "Name the body that took its place, or take it out."
                )
                yield Problem(
                    protocol.at("parties", index, "organisation"),
                    f"{organisation.get('title')} was dissolved on {ended}, before this protocol begins.",
                    mend,
                )
