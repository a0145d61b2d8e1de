"""What flows travel by and whom their texts name, looked up in the legal register and among the organisations."""

import re
from collections.abc import Callable, Iterator, Mapping

from istoolkit.definitions.formats import NO, YES
from istoolkit.definitions.law import Law, Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.things import Flow, Item, Thing
from istoolkit.finding import Spot

_WORD = re.compile(r"\w[\w'’&-]*")
_LONGER = re.compile(r"\s[A-Z]|[\w-]")
_SORTS: Mapping[str, Callable[[Item], bool]] = {
    "personal": lambda item: item.is_personal,
    "special category": lambda item: item.is_special,
    "criminal offence": lambda item: item.is_criminal,
}
_ABOUT = re.compile(r"\s+(?:data|information|details|records?)\Z")


def shuts_out(channel: Thing, item: Item, law: Law) -> bool:
    """Whether a way of sending says of itself that it is not for an item: by its name, or by the sort of data it is."""
    return any(_is_meant(words, item, law) for words in channel.many("not_for"))


def _is_meant(words: str, item: Item, law: Law) -> bool:
    said = " ".join(words.casefold().rstrip(".").split())
    if said in (item.title.casefold(), item.id.replace("-", " ")):
        return True
    sort = _ABOUT.sub("", said)
    if sort in _SORTS:
        return _SORTS[sort](item)
    return any(sort == str(law.categories.get(name, {}).get("title", name)).casefold() for name in item.many("special"))


def outsiders(picture: Picture, text: str) -> Iterator[str]:
    """Yield the names of organisations of the register that a text names and that take no part in the protocol."""
    ends = 0
    for word in _WORD.finditer(text):
        for title, name in _titles(picture.register).get(word[0], ()) if word.start() >= ends else ():
            if text.startswith(title, word.start()) and not _LONGER.match(text, word.start() + len(title)):
                ends = word.start() + len(title)
                if name not in _insiders(picture.register, picture):
                    yield title
                break


@kept
def _titles(register: Register) -> dict[str, list[tuple[str, str]]]:
    """Return the names of organisations of more than one word by their first word, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, each in register.organisations.items():
        for title in {str(each.get("title", "")), str(each.get("legal_name", ""))}:
            first = _WORD.match(title)
            if first and len(title.split()) > 1:
                found.setdefault(first[0], []).append((title, name))
    return {word: sorted(pairs, key=lambda pair: (-len(pair[0]), pair)) for word, pairs in found.items()}


@kept
def _insiders(register: Register, picture: Picture) -> frozenset[str]:
    """Return the organisations that take part, with those they belong to or that staff or belong to them."""
    own = {party.text("organisation") for party in picture.parties.values()}
    entries = [register.organisations[each] for each in own if each in register.organisations]
    kin = {name for each in entries for key in ("part_of", "made_up_of") for name in many(each.get(key))}
    parts = {name for name, each in register.organisations.items() if own & set(many(each.get("part_of")))}
    return frozenset(own | kin | parts)


def is_fit(record: Record) -> bool:
    """Whether special category and criminal offence data may go this way at all. Unknown ways are taken to be."""
    return record.get("sensitive") not in NO


def wants_controls(record: Record) -> bool:
    """Whether they may go this way only with controls."""
    return bool(record) and is_fit(record) and record.get("sensitive") not in YES


def shows_control(channel: Thing, record: Record) -> bool:
    """Whether a way of sending names a control, or has a title that tells of one, such as “Sealed bag”."""
    if channel.says("controls"):
        return True
    title = channel.title.casefold()
    words = [str(word) for each in record.get("controls", []) for word in each.get("words", [])]
    tells = any(re.search(rf"\b{re.escape(word)}", title) for word in words)
    return tells and title != str(record.get("title", "")).casefold()


def spot_in(flow: Flow, name: str, value: str) -> Spot:
    """Return the spot of a name in a field of a flow that takes one or several."""
    said = flow.value.get(name)
    return flow.at(name, said.index(value)) if isinstance(said, list) and value in said else flow.at(name)
