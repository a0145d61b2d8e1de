"""Lines such as “- Owner: Head of early help”, which our own files end texts with, back as fields."""

import datetime
from collections.abc import Iterable, Mapping

from istoolkit.definitions.formats import NOT_STATED, TO_BE_CONFIRMED, is_nothing, to_be_confirmed
from istoolkit.definitions.schema import Field


def unworded(text: str) -> str:
    """Return words as a definition has them: “To be confirmed: who” is TBC, and “Not stated” is nothing said.

    What others wrote as TBC or null is put in quotation marks: in a definition it would say something else.
    """
    if text == NOT_STATED:
        return ""
    if text == TO_BE_CONFIRMED:
        return "TBC"
    if to_be_confirmed(text):
        return f"“TBC”{text.removeprefix('TBC')}"
    if text.strip() and is_nothing(text):
        return f"“{text.strip()}”"
    return f"TBC: {text.removeprefix(f'{TO_BE_CONFIRMED}: ')}" if text.startswith(f"{TO_BE_CONFIRMED}: ") else text


def taken_out(
    text: str, fields: Mapping[str, Field], names: Iterable[str], known: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Return a text without the lines that give fields, and the fields they give.

    ``known`` has the identifier of each organisation by its title. A line whose words cannot be such a field stays.
    """
    by_label = {f"- {fields[name].title}: ": name for name in names}
    found: dict[str, str] = {}
    kept = []
    for line in text.split("\n"):
        label = next((each for each in by_label if line.startswith(each)), "")
        value = _value(fields[by_label[label]], line.removeprefix(label), known) if label else ""
        if value and by_label[label] not in found:
            found[by_label[label]] = value
        else:
            kept.append(line)
    return unworded("\n".join(kept).strip("\n")), found


def _value(each: Field, words: str, known: Mapping[str, str]) -> str:
    value = unworded(words)
    if value.startswith("TBC"):
        return value
    if each.allowed:
        return next((name for name, title in each.allowed.items() if title == words), "")
    if each.format == "date":
        return _day(words)
    return known.get(words, "") if each.refers == "organisation" else value


def _day(words: str) -> str:
    try:
        return datetime.datetime.strptime(words, "%d %B %Y").date().isoformat()
    except ValueError:
        return ""
