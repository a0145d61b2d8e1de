"""What a definition does not say yet, of that which the screening looks for. Nobody may read “no” out of what is open.

Each function returns how the sentence “The protocol does not say yet …” goes on, or "" where nothing is open.
"""

from collections.abc import Iterable

from istoolkit.assessment.signs import concerned, named
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Thing


def contents(here: Picture) -> str:
    """Return which flows do not say yet what they carry."""
    if here.undecided("flows"):
        return "which flows there are"
    return _of("what is shared in {}", (each for each in here.flows if not each.items and each.says("information")))


def kinds(here: Picture) -> str:
    """Return which items of the flows do not say yet what sort of information they are."""
    return _of(
        "what sort of information {} {is}", (each for each in _moved(here) if not (each.kind or each.is_special))
    )


def categories(here: Picture) -> str:
    """Return which items do not say yet what special category of information they are, if any."""
    special = (each for each in _moved(here) if each.kind == "special-category" or each.says("special"))
    return _of("of which special category {} {is}", (each for each in special if not each.many("special")))


def people(here: Picture) -> str:
    """Return whose information it is that is not said yet, or of which groups it is not said who they are."""
    nameless = [each for each in _moved(here) if each.is_personal and each.unknown("of")]
    if nameless:
        return _of("whose information {} {is}", nameless)
    fields = ("title", "ages", "vulnerable")
    return _of("enough about {}", (each for each in concerned(here) if any(map(each.unknown, fields))))


def givers_and_receivers(here: Picture) -> str:
    """Return which flows do not say yet who gives or who receives."""
    return _of(
        "who gives or receives in {}", (each for each in here.flows if each.unknown("from") or each.unknown("to"))
    )


def purposes(here: Picture) -> str:
    """Return which purposes are not named or described yet."""
    return _of("what {} {is} for", _nameless(here.purposes.values()))


def names(here: Picture) -> str:
    """Return what of that in which a machine would be named has no name or description yet."""
    things = (here.flows, here.purposes, here.items, here.channels, here.assets)
    lists = (each if isinstance(each, list) else list(each.values()) for each in things)
    return _of("what {} {is}", _nameless(thing for each in lists for thing in each))


def _moved(here: Picture) -> list[Item]:
    moved = {item for flow in here.flows for item in flow.items}
    return [each for each in here.items.values() if each in moved]


def _nameless(things: Iterable[Thing]) -> list[Thing]:
    return [each for each in things if each.unknown("title") or each.unknown("description")]


def _of(words: str, things: Iterable[Thing]) -> str:
    """Put the titles of things into words in the place of ``{}``; "" where there are none."""
    titles = [each.title for each in things]
    there_is = "is" if len(titles) == 1 else "are"
    return words.replace("{is}", there_is).replace("{}", named(titles)) if titles else ""
