"""Whether something can be recorded: what a person typed comes back from the record as it was typed, or is refused."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import FORMATS, is_version, not_a_day, to_be_confirmed
from istoolkit.definitions.text import FORBIDDEN, unseen
from istoolkit.definitions.validate import Mismatch, mismatches
from istoolkit.signoff.entries import Entry, saying
from istoolkit.words import did_you_mean, listed, sentence

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")

LONGEST = 20_000
"""The most characters of one text."""


def refusal(values: Mapping[str, Any]) -> str:
    """Return why an entry with these values cannot be recorded, as a sentence with what to do; "" where it can.

    It has no digest yet: of a text that cannot be written there is none.
    """
    entry = Entry({"id": "to come", **saying(values)})
    texts = list(_texts(entry.values))
    return next((why for name, text in texts if (why := _of_text(name, text))), "") or _of_form(entry)


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)


def _of_text(name: str, text: str) -> str:
    if found := FORBIDDEN.search(text):
        return f"{unseen(f'“{name}”', found[0])} Delete it and type the text again."
    if broken := next((each for each in text if "\ud800" <= each <= "\udfff"), ""):
        return f"“{name}” has half a character (U+{ord(broken):04X}) that cannot be written. Type the text again."
    if len(text) > LONGEST:
        return f"“{name}” has {len(text):,} characters. At most {LONGEST:,} can be recorded. Keep the text elsewhere and say where."
    return ""


def _of_form(entry: Entry) -> str:
    if not _INSTANT.match(entry.text("recorded")):
        return f"“recorded” cannot be “{entry.text('recorded')}”. Write a time such as 2026-12-01T09:30:00Z."
    if not is_version(entry.version):
        return f"“version” cannot be “{entry.version}”. Write {FORMATS['version'].wanted}."
    found = mismatches("sign-off", {"format": "1", "protocol": "x", "entries": [dict(entry.values)]})
    if found:
        return _told(found[0])
    closed = (name for name in ("date", "reply_by", "until", "method", "what") if to_be_confirmed(entry.text(name)))
    return next((f"“{name}” cannot be “TBC”: the record says what happened." for name in closed), "")


def _told(misfit: Mismatch) -> str:
    name = next((step for step in reversed(misfit.path) if isinstance(step, str)), "entry")
    each = misfit.field
    if misfit.kind == "unknown":
        return f"“{name}” is not a field of an entry. istoolkit schema sign-off lists them."
    if misfit.kind in ("missing", "empty"):
        return f"“{name}” has nothing in it. {each.help if each else ''}".strip()
    if misfit.kind == "type" or each is None:
        return f"“{name}” is not of the right form. {each.help if each else ''}".strip()
    if misfit.kind == "allowed":
        mend = sentence(did_you_mean(str(misfit.value), list(each.allowed)), f"It can be {listed(list(each.allowed))}.")
        return f"“{name}” cannot be “{misfit.value}”. {mend}"
    why = not_a_day(misfit.value) if each.format == "date" else ""
    return f"“{name}” cannot be “{misfit.value}”{why and f': {why}'}. Write {FORMATS[each.format].wanted}."
