"""The reference page of a document type, made from its schema."""

import textwrap
from collections.abc import Iterator

from istoolkit.definitions.formats import FORMATS
from istoolkit.definitions.schema import WAIVABLE, Field, load

_INHERIT = {
    "own": "A protocol below does not take it over.",
    "whole": "A protocol below takes it over where it does not say its own.",
    "terms": "A protocol below takes it over; what it says itself takes its place.",
    "added": "It holds for protocols below too, which may add to it.",
    "drawn": "A protocol below draws in the entries it names, and may add others.",
}


_THINGS = {
    "party": "a party",
    "end": "a party or of a named post",
    "purpose": "a purpose",
    "people": "a group of people",
    "information": "an item of information",
    "asset": "a system or store",
    "circumstance": "a circumstance",
    "channel": "a way of sending",
    "flow": "a flow",
    "organisation": "an organisation in organisations.yaml",
    "protocol": "a protocol in this register",
    "law": "a provision in the legal register",
    "measure": "a measure of this assessment",
}


def page(document: str) -> str:
    """Return the reference page as plain text."""
    schema = load(document)
    lines = [schema.title, "=" * len(schema.title), *textwrap.wrap(schema.help, 96), ""]
    lines.append("Any text may be “TBC: who decides” while it is not known.")
    if document in WAIVABLE:
        lines.append("Any section or entry may have “waivers”: istoolkit schema waiver explains them.")
    for path, each in schema.walk():
        if path[-1] != "[]":
            lines.extend(["", *_field(path, each)])
    return "\n".join(lines)


def _field(path: tuple[str, ...], each: Field) -> Iterator[str]:
    name = ".".join(path).replace(".[]", "[]")
    yield f"{name}{' (must be there)' if each.required else ''}"
    for sentence in _sentences(each):
        yield from textwrap.wrap(sentence, 92, initial_indent="    ", subsequent_indent="    ")


def _sentences(each: Field) -> Iterator[str]:
    yield f"{each.title}. {each.help}"
    yield f"Takes {_takes(each)}."
    if each.example is not None:
        yield f"Example: {', '.join(each.example) if isinstance(each.example, list) else each.example}"
    if each.source:
        yield f"Source: {each.source}."
    if each.inherit:
        yield _INHERIT[each.inherit]
    if each.below == "shorter":
        yield "A protocol below may only make it shorter."
    if each.needed:
        new = each.needed == ("new",)
        yield "Needed in a new record." if new else f"Needed in the tiers: {', '.join(each.needed)}."


def _takes(each: Field) -> str:
    if each.is_section:
        return "a section with the fields below"
    if each.is_records:
        return "a list of entries with the fields below"
    if each.item is not None:
        one = "one, or a list of them: " if "string" in each.types else "a list of: "
        return one + _text(each if each.refers else each.item)
    return _text(each)


def _text(each: Field) -> str:
    if each.allowed:
        return "one of " + "; ".join(
            f"{value} ({words})" if value != words else value for value, words in each.allowed.items()
        )
    if each.refers:
        words = f", or the word {' or '.join(each.words)}" if each.words else ""
        return f"the name of {_THINGS[each.refers]}{words}"
    return FORMATS[each.format].wanted if each.format else "text"
