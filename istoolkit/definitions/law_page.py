"""What the legal register says of a provision, for a person to read, and finding provisions by words."""

import datetime
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import YES, date, long_date
from istoolkit.definitions.law import Law, Record, begins, ends, is_confirmed
from istoolkit.definitions.leaves import many
from istoolkit.definitions.schema import Field, load

_NAMES = ("id", "title", "chosen_as", "chosen_words", "words")
_ALL = (*_NAMES, "citation", "meaning", "purpose", "now")


def matches(law: Law, query: str) -> list[Record]:
    """Return the provisions and words out of date that a query is about.

    One that is named exactly comes alone; then those in whose names all its words stand; then those that speak of them.
    """
    records = [*law.provisions.values(), *law.superseded.values()]
    named = [each for each in records if query and query.casefold() in (each["id"], _text(each, ("title",)).casefold())]
    wanted = _parts(query)
    for keys in (_NAMES, _ALL):
        named = named or [each for each in records if _has(_parts(_text(each, keys)), wanted)]
    return named


def _text(record: Record, keys: tuple[str, ...]) -> str:
    return " ".join(text for key in keys for text in many(record.get(key)))


def _parts(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _has(there: set[str], wanted: set[str]) -> bool:
    """Whether each word wanted is there: a number as it is, another word as the start of one."""
    return all(
        word in there or (not word.isdigit() and any(each.startswith(word) for each in there)) for word in wanted
    )


def line(record: Record) -> str:
    """Return a record in a line: what a protocol writes for it, and what it is."""
    if "words" in record:
        return f"{record['id']:<44}  out of date: {many(record['words'])[0]}"
    return f"{_written_as(record):<44}  {record['title']}"


def _written_as(record: Record) -> str:
    return f"{record['chosen_in']}: {record['chosen_as']}" if "chosen_in" in record else str(record["id"])


def by_kind(records: list[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Yield the records by kind, in the order of the vocabulary; words out of date last."""
    kinds = _fields("provisions")["kind"].allowed
    for kind, words in kinds.items():
        if found := [each for each in records if each.get("kind") == kind]:
            yield words, found
    if found := [each for each in records if "words" in each]:
        yield "words that are out of date", found


def _fields(name: str) -> Mapping[str, Field]:
    item = load("law").fields[name].item
    if item is None:
        raise AssertionError("lists of law have records")
    return item.fields


def page(law: Law, record: Record, on: datetime.date | None) -> str:
    """Return all that the legal register says of a record, as it stands on a day."""
    details = _superseded(record) if "words" in record else _provision(law, record, on)
    lines = [_heading(record)]
    for label, words in details:
        lines.extend(textwrap.wrap(f"{label}: {words}", 96, initial_indent="  ", subsequent_indent="    "))
    return "\n".join(lines)


def _heading(record: Record) -> str:
    return f"“{many(record['words'])[0]}”" if "words" in record else str(record["title"])


def _superseded(record: Record) -> Iterator[tuple[str, str]]:
    yield "Also written", ", ".join(many(record["words"])[1:]) or "no other way"
    yield "Write now", record["now"]
    if "since" in record:
        yield "Out of date since", long_date(record["since"])
    if "because" in record:
        yield "Why", record["because"]
    yield from _standing(record)


def _provision(law: Law, record: Record, on: datetime.date | None) -> Iterator[tuple[str, str]]:
    fields = _fields("provisions")
    yield "Written in a protocol as", _written_as(record)
    yield fields["kind"].title, fields["kind"].allowed.get(record["kind"], record["kind"])
    yield fields["meaning"].title, record["meaning"]
    yield from _dates(law, record, on)
    for name in _MORE:
        if name in record:
            yield fields[name].title, _words(fields[name], record[name])
    yield from _standing(record)


_MORE = (
    *(
        "jurisdictions",
        "citation",
        "disclosers",
        "recipients",
        "not_disclosers",
        "not_information",
        "purpose",
        "limits",
    ),
    *("needs", "overrides_confidence", "supports", "supports_article_9"),
)


def _words(each: Field, value: Any) -> str:
    if each.format == "yes-no":
        return "yes" if value in YES else "no"
    allowed = (each.item.allowed if each.item else each.allowed) or {}
    texts = [allowed.get(text, text) for text in many(value)]
    return ("; " if each.name == "limits" else ", ").join(texts)


def _dates(law: Law, record: Record, on: datetime.date | None) -> Iterator[tuple[str, str]]:
    first, last = begins(record), ends(record)
    if first:
        yet = ", so it is not law yet" if on and on < first else ""
        yield "In force from", f"{long_date(first)}{yet}"
    if last:
        over = ", so it is no longer law" if on and on > last else ""
        yield "In force until", f"{long_date(last)}{over}"
    if names := many(record.get("replaced_by")):
        yield "Replaced by", ", ".join(str(law.provisions.get(name, {}).get("title", name)) for name in names)


def _standing(record: Record) -> Iterator[tuple[str, str]]:
    source = "; ".join(many(record.get("source")) + many(record.get("link")))
    if source:
        yield "Source", source
    yield "Confirmed at its source", _confirmed(record)


def _confirmed(record: Record) -> str:
    awaited = record.get("to_confirm", "")
    if not is_confirmed(record):
        return f"To be confirmed. {awaited}".strip()
    rest = f" Still to be confirmed: {awaited}" if awaited else ""
    return f"{long_date(str(record['checked_on']))}.{rest}"


def in_force(record: Record, on: datetime.date | None) -> bool:
    """Whether a record is law on a day; words that are out of date are none."""
    if on is None:
        return True
    first, last = begins(record), ends(record)
    since = date(str(record.get("since", "")))
    return not ((first and on < first) or (last and on > last) or (since and on < since))
