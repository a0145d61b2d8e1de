"""Finding the information that some words stand for."""

from collections.abc import Collection, Iterator, Sequence

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Item
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.naming import NoSuchItem, plain
from istoolkit.documents.matrix.said import heading, joined, title_of
from istoolkit.words import listed

AskedItem = tuple[str, str]
"""An item by the identifier of its protocol and its own."""

_BEGINNING = 4
"""From how many letters on a word may be the beginning of one in a title: “offend” of “offending”."""


def items_called(register: Register, protocols: Sequence[Protocol], words: str) -> set[AskedItem]:
    """Return the items that words stand for: by identifier or title, by words of the title, or by special category.

    Raises NoSuchItem where they stand for none.
    """
    known = list(_items(register, protocols))
    wanted = plain(words)
    exact = {(name, item.id) for name, item in known if wanted in (plain(item.id), plain(item.title))}
    part = {(name, item.id) for name, item in known if _is_in(words, item.title)}
    special = {(name, item.id) for name, item in known if wanted in map(plain, item.many("special"))}
    if found := exact or part | special:
        return found
    raise NoSuchItem(words, [name for _, item in known for name in (item.id, item.title)])


def taken_for(register: Register, protocols: Sequence[Protocol], words: str, wanted: Collection[AskedItem]) -> str:
    """Return a sentence that says for which items some words were taken; "" where they are the name of the only one."""
    found = [item for name, item in _items(register, protocols) if (name, item.id) in wanted]
    named = all(plain(words) in (plain(item.id), plain(item.title)) for item in found)
    titles = dict.fromkeys(f"“{heading(item)}”" for item in found)
    return "" if named and len(titles) == 1 else f"“{words}” was taken for: {listed(titles, 'and')}."


def is_of(each: Exchange, wanted: Collection[AskedItem]) -> bool:
    """Whether an exchange is of an item that is asked for. What is still to be confirmed may be any."""
    return (each.protocol, each.piece.id) in wanted or not each.piece.id


def _items(register: Register, protocols: Sequence[Protocol]) -> Iterator[tuple[str, Item]]:
    for each in protocols:
        yield from ((each.id, item) for item in picture(register, each).items.values())


def _is_in(words: str, title: str) -> bool:
    """Whether each of some words is a word of a title, or the beginning of one."""
    asked = [plain(each) for each in plain(words).split()]
    known = [plain("".join(filter(_is_letter, each))) for each in title.replace("-", " ").split()]
    return bool(asked) and all(any(_begins(one, word) for word in known) for one in asked)


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter in "'’"


def _begins(asked: str, word: str) -> bool:
    return word == asked or (len(asked) >= _BEGINNING and word.startswith(asked))


def held_back(register: Register, protocols: Sequence[Protocol], words: str) -> Iterator[str]:
    """Yield, of each protocol, what it lets nobody share that some words stand for."""
    for each in protocols:
        things = picture(register, each).things("not_shared")
        if titles := [thing.title for thing in things if _is_called(thing.title, words)]:
            yield f"{title_of(each)} does not let anyone share: {joined(titles)}. A risk of harm is told all the same."


def _is_called(title: str, words: str) -> bool:
    """Whether each of some words begins a word of a title."""
    asked, known = plain(words).split(), plain(title).split()
    return any(len(word) > 3 for word in asked) and all(any(one.startswith(word) for one in known) for word in asked)
