"""What to say of a word that stands for nothing in the protocols looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from istoolkit.words import did_you_mean, listed

if TYPE_CHECKING:
    from istoolkit.documents.matrix.naming import NoSuchName

_MOST = 5
"""How many names are suggested at most."""


def unknown_name(error: "NoSuchName") -> str:
    """Return what to say of a word that stands for nobody, or for no information, in the protocols looked at."""
    from istoolkit.documents.matrix.naming import NoSuchItem

    word, is_item = str(error.args[0]), isinstance(error, NoSuchItem)
    if not word.strip():
        return f"{'What information is asked for' if is_item else 'Who gives or receives'} is empty. Write a name."
    what = "information" if is_item else "organisation, class, kind or post"
    return f"No {what} in these protocols is called “{word}”. {_guess(word, error.known) or _there_is(error, is_item)}"


def _guess(word: str, known: Sequence[str]) -> str:
    """Return the names in which a word stands as a word, or else the one that is written most like it."""
    inside = {" ".join(_words(each)): each for each in reversed(known) if word.casefold() in _words(each)}
    found = [each for each in dict.fromkeys(known) if each in inside.values()]
    if found:
        more = " or another" if len(found) > _MOST else ""
        return f"Did you mean {listed([f'“{each}”' for each in found[:_MOST]])}{more}?"
    return did_you_mean(word, known)


def _words(name: str) -> list[str]:
    return name.casefold().replace("-", " ").split()


def _there_is(error: "NoSuchName", is_item: bool) -> str:
    if is_item:
        return "To see what there is: istoolkit matrix --by items"
    kinds = f"These kinds of body take part: {', '.join(error.kinds)}. " if error.kinds else ""
    return f"{kinds}To see all that take part: istoolkit matrix --by organisations"
