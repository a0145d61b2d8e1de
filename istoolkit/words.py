"""Putting names and choices into the words of a message."""

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return “Did you mean …?” where a known name is close to the one written; empty where none is.

    Capitals, spaces and hyphens make no difference: “CNIL” is close to “cnil”, and “email” to “secure-email”.
    """
    from difflib import get_close_matches

    names: dict[str, list[str]] = {}
    for each in sorted(known):
        names.setdefault(_bare(each), []).append(each)
    close = get_close_matches(_bare(name), names, n=1, cutoff=0.6)
    return f"Did you mean “{get_close_matches(name, names[close[0]], n=1, cutoff=0)[0]}”?" if close else ""


def _bare(name: str) -> str:
    """Return a name without what makes no difference to its meaning."""
    return "".join(letter for letter in name.casefold() if letter not in " -_")


def listed(names: Iterable[str], last: str = "or") -> str:
    """Join names as a sentence does: “a, b or c”."""
    items = list(names)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def capital(words: object) -> str:
    """Return words with a capital letter at their start."""
    text = str(words)
    return text[:1].upper() + text[1:]


def small(words: str) -> str:
    """Return words with a small letter at their start."""
    return words[:1].lower() + words[1:]


def within(title: str) -> str:
    """Return a title as it stands within a sentence: “the council” for “The council”. Names keep their capital."""
    return small(title) if title.startswith("The ") else title


def have(number: int) -> str:
    """Return “has” where one is meant, “have” for any other number."""
    return "has" if number == 1 else "have"


def sentence(*parts: str) -> str:
    """Join the parts that are not empty with spaces."""
    return " ".join(part for part in parts if part)
