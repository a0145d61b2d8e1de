"""What the papers say everywhere alike: the records of ``schemas/guidance``, and what a partnership's own guidance.yaml makes of them.

Every record names the law and guidance it rests on. `worries` says where one of these has changed, so that each paper
that says it can be marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.law import begins, ends, is_confirmed, law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record, laid_over
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import guidance_lists, guidance_records


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
        found = [each for each in self.lists[name].values() if _holds(each, nations) and _is_for(each, reader)]
        return sorted(found, key=lambda each: int(each["order"]) if str(each.get("order", "")).isdigit() else 1000)

    def about(self, subject: str, nations: frozenset[str] = frozenset(), reader: str = "staff") -> list[Record]:
        """Return the statements about a subject, such as ``consent``, for a reader."""
        return [each for each in self.each("statements", nations, reader) if each.get("about") == subject]


def _holds(record: Record, nations: frozenset[str]) -> bool:
    return not nations or "jurisdictions" not in record or bool(nations & {*many(record["jurisdictions"])})


def _is_for(record: Record, reader: str) -> bool:
    return not reader or reader in (many(record.get("readers")) or ["staff"])


@kept
def guidance_of(register: Register) -> Guidance:
    """Return the guidance of a register: ours, with the records of its own guidance.yaml laid over or added."""
    own, ours = register.guidance_file.value, guidance_records()
    return Guidance(register, {name: laid_over("guidance", ours, own, name) for name in guidance_lists()})


def law_behind(register: Register, record: Record) -> Iterator[Record]:
    """Yield the records of law that a record of guidance rests on, as the register has them."""
    provisions = law_of(register).provisions
    yield from (provisions[name] for name in many(record.get("law")) if name in provisions)


def worries(register: Register, record: Record) -> list[str]:
    """Return, as sentences, what of the law behind a record has changed or does not hold on the register's day.

    Papers print them beside what the record says; nothing where all of it stands. Without a day only law that was
    replaced counts.
    """
    return [sentence for each in law_behind(register, record) if (sentence := _worry(register, each))]


def _worry(register: Register, provision: Record) -> str:
    title, first, last, day = provision["title"], begins(provision), ends(provision), register.on
    successors = [each["title"] for each in law_behind(register, {"law": many(provision.get("replaced_by"))})]
    if successors and (last is None or day is None or last < day):
        return f"The law behind this has changed: {title} was replaced by {' and '.join(successors)}."
    if last and day and last < day:
        return f"The law behind this has ended: {title} was law until {long_date(str(last))}."
    if first and day and day < first:
        return f"The law behind this is not in force yet: {title} begins on {long_date(str(first))}."
    return ""


def open_points(register: Register, record: Record) -> list[str]:
    """Return what of a record, or of the law behind it, nobody has confirmed at its source: titles and open questions."""
    own = [str(record["to_confirm"])] if "to_confirm" in record else []
    return [*own, *(str(each["title"]) for each in law_behind(register, record) if not is_confirmed(each))]


def is_dated(record: Record) -> bool:
    """Whether somebody has compared a record of guidance with its source."""
    return date(str(record.get("checked_on", ""))) is not None
