"""SIGN: who agreed to exactly what.

This part: the record itself, which nobody may change.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import SIGN_OFF, Register, kept
from istoolkit.finding import Place, Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import recorded
from istoolkit.signoff.chain import Break, Sort, breaks_of, position
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import entries_in

_ACCOUNTABLE = "UK GDPR Article 5(2) (accountability): whoever shares must be able to show what was agreed"
_FROM_GIT = "Take the line from git as it was. To put something right, record it anew with istoolkit sign-off."


def _broken(register: Register, sort: Sort) -> Iterator[tuple[Spot, str]]:
    for each in register.checked():
        for found in _breaks(register, each.id):
            if found.sort == sort:
                yield Spot(register.sign_offs[each.id].file, found.path), found.message


@kept
def _breaks(register: Register, name: str) -> tuple[Break, ...]:
    source = register.sign_offs.get(name)
    return breaks_of(source) if source and not source.faults else ()


@rule("SIGN001", "Entry that was changed", source=_ACCOUNTABLE)
def changed(register: Register) -> Iterable[Problem]:
    """Each entry of a record of sign-off carries the digest of what it says. This one says something else now.

    Why: a record in which a name or a day can be changed afterwards proves nothing.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {id: 3f0c9a1e77b2, what: requested, for: signature, date: 2026-11-16}

    Right: the entry as istoolkit wrote it. (The digests are left out in these examples.)

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
    """
    for spot, message in _broken(register, "edited"):
        yield Problem(spot, message, _FROM_GIT)


@rule("SIGN002", "Entry that was taken out", source=_ACCOUNTABLE)
def taken_out(register: Register) -> Iterable[Problem]:
    """Each entry of a record of sign-off names the entries before it by their digests. One of these is not there.

    Why: what was taken out may be a refusal, or a signature on which others rely.

    Wrong: the line between these two was deleted.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: refused, party: trust, because: The retention period is too long, date: 2026-11-17, left_out: yes}
        - {what: reminded, party: trust, date: 2026-11-20}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: refused, party: trust, because: The retention period is too long, date: 2026-11-17}
        - {what: reminded, party: trust, date: 2026-11-20}
    """
    for spot, message in _broken(register, "gone"):
        yield Problem(spot, message, "Put the line back as git has it.")


@rule("SIGN003", "Entry that is gone since then", source=_ACCOUNTABLE)
def gone_since(register: Register) -> Iterable[Problem]:
    """Every entry that a record of sign-off had at an earlier revision is still there, word for word.

    It is checked where there is something to compare with: `istoolkit check --changed-since REV`. Let continuous
    integration do so for every change.

    Why: an entry that is cut off at the end, or a record that is deleted, leaves no trace in what remains.

    Wrong: the last entry of the record, as it was before, is gone.

        # before/hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: refused, party: trust, because: The retention period is too long, date: 2026-11-17}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}

    Right:

        # before/hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: refused, party: trust, because: The retention period is too long, date: 2026-11-17}
    """
    here = {each.id for source in register.sign_offs.values() for each in entries_in(source) if each.fits()}
    for name, before in register.sign_offs_before.items():
        now = register.sign_offs.get(name)
        if now is None or not now.faults:
            lost = (each for each in entries_in(before) if each.fits() and each.id not in here)
            yield from (_gone(before.file, now, each) for each in lost)


def _gone(file: str, now: Source | None, entry: Entry) -> Problem:
    at = Spot(file, ("entries",), key=True) if now else Place(file, 1, 1, 1, 1)
    mend = "Nothing may leave a record. Take the file from git as it was, and record anew what happened since."
    where = "" if now else f" with all of {SIGN_OFF}"
    return Problem(at, f"{position(entry)} was recorded and is gone{where}.", mend)


@rule(
    "SIGN004",
    "Entry that is written twice",
    severity="warning",
    source="Good practice: one entry for what happened once",
)
def twice(register: Register) -> Iterable[Problem]:
    """Each entry stands in a record of sign-off once.

    Why: a reader counts signatures. The same line twice comes of a merge by hand.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16, after: []}
        - {what: requested, for: signature, date: 2026-11-16, after: []}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
    """
    for spot, message in _broken(register, "twice"):
        yield Problem(
            spot, message, f"Take out what stands twice with: istoolkit sign-off mend {spot.file.split('/')[0]}"
        )


@rule("SIGN005", "Record of another protocol", source=_ACCOUNTABLE)
def of_another(register: Register) -> Iterable[Problem]:
    """A record of sign-off names the protocol beside which it lies.

    Why: the signatures in a record that was copied from another protocol were given to that one.

    Wrong:

        # hub/sign-off.yaml
        protocol: framework
        entries:
        - {what: requested, for: signature, date: 2026-11-16}

    Right:

        # hub/sign-off.yaml
        protocol: hub
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
    """
    for each in recorded(register):
        named = each.source.value.get("protocol") if isinstance(each.source.value, dict) else None
        if isinstance(named, str) and named != each.protocol.id:
            message = f"This is the record of “{named}”, and it lies beside “{each.protocol.id}”."
            mend = (
                f"Move it back. Where the protocol's folder was renamed, name it {named} again:"
                " a protocol with signatures keeps its folder's name."
            )
            yield Problem(Spot(each.source.file, ("protocol",)), message, mend)
