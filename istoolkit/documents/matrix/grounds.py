"""The law on which a party gives or receives, in words."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from istoolkit.definitions.formats import NOT_STATED, YES, long_date, to_be_confirmed
from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.reach import AUTHORITY, gives_authority, kinds, may_give, may_receive
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.things import Basis, Flow, Item
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.said import called, choices, heading, joined, labelled, names, raw, words
from istoolkit.documents.wording import told
from istoolkit.words import capital, listed

NOT_NEEDED = "Not needed: it is not about people who can be identified"
NOT_APPLICABLE = "Not applicable"
NO_POWER = "none speaks to this"
APART = "Named in the protocol, but gives no power or duty here"
_POWERS = "Powers and duties"
_LABELS = {
    **dict.fromkeys(AUTHORITY, _POWERS),
    "guidance": "Guidance",
}


@dataclass(frozen=True, slots=True)
class Sort:
    """What in the items decides which conditions are needed: UK GDPR Articles 9 and 10, and the duty of confidence."""

    special: bool
    criminal: bool
    confidential: bool
    personal: bool = True


def sort_of(items: Iterable[Item]) -> Sort:
    """Return the sort of some items together. Of one whose kind is not known yet, everything may be needed."""
    found = list(items)
    unknown = any(not each.kind for each in found) or not found
    return Sort(
        unknown or any(each.is_special for each in found),
        unknown or any(each.is_criminal for each in found),
        unknown or any(words(each, "confidential") not in ("", "no", "false") for each in found),
        unknown or any(each.is_personal for each in found),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """How an end takes part: to whom it gives, each by the kinds of body it is (None: no organisation), and whether it gets."""

    gives_to: frozenset[frozenset[str] | None] = frozenset()
    receives: bool = False


def parts_of(picture: Picture, pairs: Iterable[tuple[End, End]]) -> dict[End, Part]:
    """Return how each end of some pairs of giver and receiver takes part: first those who give, then the others."""
    found = list(pairs)
    gives: dict[End, set[frozenset[str] | None]] = {one: set() for one, _ in found}
    gives.update({other: set() for _, other in found if other not in gives})
    for one, other in found:
        gives[one].add(kinds_of(picture, other))
    receives = {other for _, other in found}
    return {end: Part(frozenset(to), end in receives) for end, to in gives.items()}


def kinds_of(picture: Picture, end: End) -> frozenset[str] | None:
    """Return the kinds of body that an end is; None where it is no organisation, or is not known yet."""
    return kinds(picture, end.party) if end.party else None


@dataclass(frozen=True, slots=True)
class Seen:
    """How law is shown: as of a day, which leaves out what does not hold then (None: everything), and whether as names alone."""

    on: datetime.date | None = None
    short: bool = False


WHOLE = Seen()
"""All that is stated, whenever it holds, with all that goes with it."""


def law(picture: Picture, flow: Flow, end: End, sort: Sort, part: Part, seen: Seen = WHOLE) -> tuple[str, ...]:
    """Return the law on which an end takes part in a flow, a line for each lawful basis.

    Where bases are for some of several purposes only, a line begins with these, and a purpose without one has its own.
    """
    if end.party is None:
        return (NOT_APPLICABLE if end.body in ("people", "public") else NOT_STATED,)
    bases = [each for each in picture.bases_for(flow, end.party) if each.holds_on(seen.on)]
    own = kinds_of(picture, end) or frozenset()
    lines = [
        f"{_purposes(picture, flow, basis)}{_ground(picture.register, picture, basis, sort, _apart(basis, own, part), seen)}"
        for basis in bases
    ]
    open_ones = _open_purposes(picture, flow, bases, seen.on) if lines and sort.personal else ()
    return tuple(dict.fromkeys((*lines, *open_ones))) or (_without(picture, end, sort),)


def _purposes(picture: Picture, flow: Flow, basis: Basis) -> str:
    """Return for which of several purposes of a flow a basis is; "" where it is for all."""
    own = [name for name in flow.purposes if name in basis.purposes]
    return _for(picture, own) if len(own) < len(flow.purposes) and not basis.unknown("purposes") else ""


def _for(picture: Picture, purposes: Iterable[str]) -> str:
    known = picture.purposes
    titles = [f"“{heading(known[name]) if name in known else told(name)}”" for name in purposes]
    return f"For {listed(titles, 'and')}: " if titles else ""


def _open_purposes(picture: Picture, flow: Flow, bases: Sequence[Basis], on: datetime.date | None) -> Iterator[str]:
    """Yield a line for the purposes of a flow that none of the bases is for."""
    covered = {name for each in bases for name in each.purposes}
    missing = [name for name in flow.purposes if name not in covered and name in picture.purposes]
    if missing and not any(each.unknown("purposes") for each in bases):
        yield f"{_for(picture, missing)}{f'No lawful basis holds on {long_date(on)}' if on else NOT_STATED}"


def _without(picture: Picture, end: End, sort: Sort) -> str:
    """Say why there is no lawful basis, or that none is stated."""
    if not sort.personal:
        return NOT_NEEDED
    if end.party is not None and end.party.is_processor:
        principals = [called(each) for each in picture.named(names(end.party, "for"))]
        return f"On the instructions of {listed(principals or ['those it works for'], 'and')}"
    return NOT_STATED


@kept
def _ground(register: Register, picture: Picture, basis: Basis, sort: Sort, apart: tuple[str, ...], seen: Seen) -> str:
    """Return a lawful basis in a line: conditions, powers and duties, confidence, and where and when it holds.

    ``apart`` are the powers and duties it names that do not speak to whom the line is about.
    """
    if seen.short:
        return capital(joined([*_conditions(basis), *_special(basis, sort), *_reached(picture, basis, apart)]))
    parts = [
        capital(joined(_conditions(basis))) or "No condition stated",
        *_more_conditions(basis, sort),
        *_laws(picture, basis, apart),
        labelled("Duty of confidence", joined(choices("lawfulness", basis, "confidence")) if sort.confidential else ""),
        labelled("Request it answers", joined([words(basis, "request")])),
        labelled("Entry in the public register", joined([words(basis, "register_entry")])),
        labelled("Opt-outs and objections", joined([words(basis, "opt_out")])),
        labelled("Holds", _holds(basis)),
    ]
    return ". ".join(part for part in parts if part)


def _conditions(basis: Basis) -> Iterator[str]:
    """Yield the conditions for any personal data."""
    regime = choices("lawfulness", basis, "regime")
    yield from regime if raw(basis, "regime") != "uk-gdpr" and not basis.says("part_3") else ()
    yield from (f"Part 3: {each}" for each in choices("lawfulness", basis, "part_3"))
    yield from choices("lawfulness", basis, "article_6")
    yield from choices("lawfulness", basis, "annex_1")


def _more_conditions(basis: Basis, sort: Sort) -> Iterator[str]:
    """Yield what special category and criminal offence data need besides; all of it where their sort is not known."""
    for wanted, label, field in (
        (sort.special, "Special category data", "article_9"),
        (sort.criminal, "Criminal offence data (Article 10)", "article_10"),
        (sort.special or sort.criminal, "Schedule 1", "schedule_1"),
        (sort.special or sort.criminal, "Schedule 8", "schedule_8"),
    ):
        yield labelled(label, joined(choices("lawfulness", basis, field)) if wanted else "")


def _special(basis: Basis, sort: Sort) -> Iterator[str]:
    """Yield the same in short."""
    either = sort.special or sort.criminal
    for wanted, begin, field in (
        (sort.special, "", "article_9"),
        (sort.criminal, "Article 10: ", "article_10"),
        (either, "Schedule 1: ", "schedule_1"),
        (either, "Schedule 8: ", "schedule_8"),
    ):
        yield from (f"{begin}{each}" for each in choices("lawfulness", basis, field) if wanted)


def _laws(picture: Picture, basis: Basis, apart: Sequence[str]) -> Iterator[str]:
    """Yield the laws it names: the powers and duties to share, the guidance, and the rest under what each is."""
    known = picture.law.provisions
    found: dict[str, list[str]] = {}
    for name in names(basis, "gateways"):
        kind = str(known[name].get("kind", "")) if name in known else ""
        label = _LABELS.get(kind) or capital(vocabularies()["law_kinds"].get(kind, _POWERS))
        found.setdefault(label, []).extend([] if name in apart else [_title(picture, name)])
    yield from (labelled(label, joined(titles) or NO_POWER) for label, titles in found.items())
    yield labelled(APART, joined(_title(picture, name) for name in apart))


def _reached(picture: Picture, basis: Basis, apart: Sequence[str]) -> list[str]:
    """Return the titles of the laws it names without those that do not speak to an end; that none is left where so."""
    return [_title(picture, name) for name in names(basis, "gateways") if name not in apart] + (
        [f"of the powers and duties named, {NO_POWER}"] if apart and not _powers(picture, basis) - {*apart} else []
    )


def _powers(picture: Picture, basis: Basis) -> set[str]:
    known = picture.law.provisions
    return {name for name in names(basis, "gateways") if name not in known or gives_authority(known[name])}


def _apart(basis: Basis, own: frozenset[str], part: Part) -> tuple[str, ...]:
    """Return the powers and duties of a basis that do not speak to a body of some kinds as it takes part.

    One that is to be confirmed, or says of nobody who may share under it, speaks to everyone.
    """
    return tuple(
        str(each["id"]) for _, each in basis.gateways if gives_authority(each) and not _speaks(each, own, part)
    )


def _speaks(record: Record, own: frozenset[str], part: Part) -> bool:
    if any(may_give(record, own, to) for to in part.gives_to):
        return True
    return part.receives and may_receive(record, own)


def _title(picture: Picture, name: str) -> str:
    known = picture.law.provisions
    return str(known[name]["title"]) if name in known else told(name)


def _holds(basis: Basis) -> str:
    nations = listed(choices("lawfulness", basis, "nations"), "and")
    days = [(label, long_date(words(basis, name))) for label, name in (("from", "from"), ("until", "until"))]
    return ", ".join(part for part in [f"in {nations}" if nations else "", *(f"{a} {b}" for a, b in days if b)] if part)


def is_confidential(item: Item) -> str:
    """Return whether an item is given in confidence, as a reader sees it."""
    said = raw(item, "confidential")
    return told(said) if to_be_confirmed(said) else "Yes" if said in YES else "No" if said else NOT_STATED
