"""What the papers say everywhere alike: the records of ``schemas/guidance``, and what a partnership's own guidance.yaml makes of them.

Every record names the law and guidance it rests on. `worries` says where one of these has changed, so that each paper
that says it can be marked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.law import begins, ends, is_confirmed, law_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import Record, laid_over, own_records
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import guidance_lists, guidance_records
from istoolkit.words import listed


@dataclass(frozen=True, eq=False)
class Guidance:
    """The records of guidance of a register, each list by identifier. ``schemas/guidance.yaml`` tells what they say."""

    register: Register
    lists: Mapping[str, Mapping[str, Record]]

    def each(self, name: str, nations: frozenset[str] = frozenset(), reader: str = "") -> list[Record]:
        """Return the records of a list in the order in which they are told.

        ``nations`` leaves out what holds in none of them, ``reader`` what is for other readers: ``staff``, ``families``,
        ``young-people`` or ``trainers``. What names no reader is for staff.
        """
        found = [each for each in self.lists[name].values() if holds_in(each, nations) and _is_for(each, reader)]
        return sorted(found, key=lambda each: int(each["order"]) if str(each.get("order", "")).isdecimal() else 1000)

    def about(self, subject: str, nations: frozenset[str] = frozenset(), reader: str = "staff") -> list[Record]:
        """Return the statements about a subject, such as ``consent``, for a reader."""
        return [each for each in self.each("statements", nations, reader) if each.get("about") == subject]


def holds_in(record: Record, nations: frozenset[str]) -> bool:
    """Whether a record of guidance or law holds in one of some nations. One that names none holds everywhere."""
    return not nations or "jurisdictions" not in record or bool(nations & {*many(record["jurisdictions"])})


def _is_for(record: Record, reader: str) -> bool:
    return not reader or reader in (many(record.get("readers")) or ["staff"])


def fitting(found: Iterable[Record], kind: str = "", concerns: frozenset[str] = frozenset()) -> list[Record]:
    """Return the records that a paper says to the staff of a kind of organisation, in their order.

    A record with ``kinds`` is for these kinds only; where it is ``instead_of`` another, they are not told that one.
    ``concerns`` are the people whom the paper is about, ``children`` or ``adults``; what concerns only others is left out.
    Without them nothing is left out for that.
    """
    fit = [each for each in found if "kinds" not in each or kind in many(each["kinds"])]
    fit = [
        each for each in fit if not concerns or not many(each.get("concerns")) or concerns & {*many(each["concerns"])}
    ]
    replaced = {each["instead_of"] for each in fit if "instead_of" in each}
    return [each for each in fit if each["id"] not in replaced]


@kept
def guidance_of(register: Register) -> Guidance:
    """Return the guidance of a register: ours, with the records of its own guidance.yaml laid over or added."""
    own, ours = register.guidance_file.value, guidance_records()
    lists = {name: dict(laid_over("guidance", ours, own, name)) for name in guidance_lists()}
    for name, _, each in own_records(guidance_lists(), own):
        if record := lists[name].get(str(each.get("id", ""))):
            lists[name][record["id"]] = _as_confirmed(record, each)
    return Guidance(register, lists)


def _as_confirmed(record: Record, own: Record) -> Record:
    """Return a record without what its change undoes: our open question where the register dates it, our day where it is reworded."""
    undone = set()
    if date(str(own.get("checked_on", ""))):
        undone = {"to_confirm"} - own.keys()
    elif own.keys() - _BESIDE_THE_WORDS - {"checked_on"}:
        undone = {"checked_on"}
    return {name: value for name, value in record.items() if name not in undone}


_BESIDE_THE_WORDS = {"id", "order", "readers", "jurisdictions", "source", "to_confirm"}
"""The fields that may change while the words of a record stay as someone compared them with their source."""


def whole(record: Record, nations: frozenset[str] = frozenset()) -> Iterator[Record]:
    """Yield a record and every record within it, such as its answers, topics or parts, that holds in some nations."""
    yield record
    for value in record.values():
        for _, inner in records(value):
            if holds_in(inner, nations):
                yield from whole(inner, nations)


def laws_of(record: Record, nations: frozenset[str] = frozenset()) -> list[str]:
    """Return the identifiers of all law that a record and the records within it name, each once."""
    return list(dict.fromkeys(law for each in whole(record, nations) for law in many(each.get("law"))))


def alone(record: Record) -> Record:
    """Return a record without the records within it."""
    return {name: value for name, value in record.items() if not records(value)}


def law_behind(register: Register, record: Record, nations: frozenset[str] = frozenset()) -> Iterator[Record]:
    """Yield the records of law that a record of guidance rests on, with those within it, as the register has them.

    ``nations`` leaves out the law of others and what of the record holds only in others.
    """
    provisions = law_of(register).provisions
    found = (provisions[name] for name in laws_of(record, nations) if name in provisions)
    yield from (each for each in found if holds_in(each, nations))


def worries(register: Register, record: Record, nations: frozenset[str] = frozenset()) -> list[str]:
    """Return, as sentences, what of the law behind a record has changed or does not hold on the register's day.

    Papers print them beside what the record says; nothing where all of it stands. ``nations`` leaves out the law of others.
    Without a day only law that was replaced counts.
    """
    return [sentence for each in law_behind(register, record, nations) if (sentence := _worry(register, each))]


def _worry(register: Register, provision: Record) -> str:
    first, day = begins(provision), register.on
    if changed := change_of(register, provision):
        return f"The law behind this has changed. {changed}"
    if first and day and day < first:
        return f"The law behind this is not in force yet. {provision['title']} begins on {long_date(str(first))}."
    return ""


def change_of(register: Register, provision: Record) -> str:
    """Return, as a sentence, by what a provision was replaced or when it ended before the register's day; "" where it stands."""
    last, day = ends(provision), register.on
    if last is not None and day is not None and last >= day:
        return ""
    if names := successors(register, provision):
        return f"{provision['title']} was replaced by {listed(names, 'and')}."
    return f"{provision['title']} was law until {long_date(str(last))}." if last and day else ""


def successors(register: Register, provision: Record) -> list[str]:
    """Return the titles of what took the place of a provision, of what the register knows."""
    return [str(each["title"]) for each in law_behind(register, {"law": many(provision.get("replaced_by"))})]


def open_points(register: Register, record: Record, nations: frozenset[str] = frozenset()) -> list[str]:
    """Return what of a record, or of the law behind it, nobody has confirmed at its source: titles and open questions.

    A record of guidance without a day and without a question is open as a whole.
    """
    own = [str(each["to_confirm"]) for each in whole(record, nations) if "to_confirm" in each]
    if not own and "id" in record and not is_dated(record):
        own = [_UNDATED]
    return [*own, *(str(each["title"]) for each in law_behind(register, record, nations) if not is_confirmed(each))]


_UNDATED = "its words"
CAUTION = "Not all of this guidance has been confirmed: ask your data protection officer."


def caution(register: Register, found: Iterable[Record], nations: frozenset[str] = frozenset()) -> str:
    """Return the line for staff under guidance of which something is not confirmed; "" where all of it is."""
    return CAUTION if any(open_points(register, each, nations) for each in found) else ""


def is_dated(record: Record) -> bool:
    """Whether somebody has compared a record of guidance with its source."""
    return date(str(record.get("checked_on", ""))) is not None


def papers_of(name: str, record: Record) -> list[str]:
    """Return the papers that say the records of a list, in words: “staff guides”, “training papers”."""
    if name not in _BY_READER:
        return list(_PAPERS.get(name, ()))
    readers = [*many(record.get("readers"))] or ["staff"]
    return [paper for reader in readers for paper in (_BY_READER[name].get(reader, ()))]


_GUIDES = {
    "staff": ("staff guides",),
    "families": ("guides for parents and carers",),
    "young-people": ("guides for young people",),
    "trainers": ("training papers",),
}
_BY_READER = {"statements": _GUIDES, "contacts": _GUIDES}
"""The lists whose records are each for some readers, with the papers that those are given."""

_PAPERS = {
    "golden_rules": ("staff guides", "training papers"),
    "myths": ("staff guides",),
    "roles": ("staff guides",),
    "steps": ("staff guides",),
    **dict.fromkeys(("questions", "outcomes", "grounds"), ("the decision",)),
    "forms": ("forms",),
    **dict.fromkeys(("audiences", "core", "scenarios", "quiz"), ("training papers",)),
    "tiers": ("the policy index",),
}
