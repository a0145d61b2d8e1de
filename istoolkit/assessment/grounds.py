"""What the rules that suggest risks share: grounds made from flows, items and stores, and what ways of sending can do."""

import calendar
import re
from collections.abc import Iterable, Iterator

from istoolkit.assessment.suggestions import Ground
from istoolkit.definitions.channels import kind_name
from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Flow, Thing
from istoolkit.words import listed

_SPOKEN = ("telephone", "meeting", "video-meeting", "voice")
_LOGIN = ("portal", "direct-access")
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
_DENIED = re.compile(r"\bunencrypted\b|\b(?:not|never|without|no)\b[^,;.]*")


def of_flow(flow: Flow, words: str = "") -> Ground:
    """Return a flow as a ground, with its sensitive items, its ways of sending and the number of its parties. ``words`` follow
    its title."""
    return Ground("flow", flow.id, flow.title, f"“{flow.title}”{words and ' '}{words}", tuple(_facts(flow)))


def _facts(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield what the risk of a flow depends on. What has no name yet is left out."""
    things = (*(each for each in flow.items if each.is_special or each.is_criminal), *flow.channels)
    yield from dict.fromkeys((each.id, each.title) for each in things if each.id)
    if flow.parties:
        number = len(flow.parties)
        words = f"{number} {'party' if number == 1 else 'parties'}"
        yield words.replace(" ", "-"), words


def of_thing(kind: str, thing: Thing, words: str = "") -> Ground:
    """Return an item, group, system or circumstance as a ground. ``words`` follow its title."""
    facts = ((each, spelled(each)) for each in (thing.text("kind"), *thing.many("special")) if each and kind == "item")
    told = f"“{thing.title}”{words and ' '}{words}"
    return Ground(kind, thing.id, thing.title, told, (*facts, *of_words(words)))


def spelled(name: str) -> str:
    """Return a short name in words: “25-years” as “25 years”."""
    return name.replace("-", " ")


def of_words(words: str) -> tuple[tuple[str, str], ...]:
    """Return words that say why something is a ground, such as “(from 7 parties)”, as what makes it one."""
    plain = words.strip("() ")
    return ((_NOT_A_NAME.sub("-", plain.casefold()).strip("-"), plain),) if plain else ()


def of_store(here: Picture, store: Thing, words: str) -> Ground:
    """Return a store as a ground. Its identifier is made from who keeps what, since stores have none. ``words`` say what is done there, such as “kept for 25 years”."""
    holders, items = store.many("held_by"), store.many("information")
    who = listed(_titles(here, holders), "and") or "someone to be confirmed"
    name = f"store-{_and_more(holders)}-{_and_more(items)}"
    return Ground("store", name, who, f"{words} by {who}", of_words(words))


def _titles(here: Picture, names: list[str]) -> list[str]:
    titles = [each.title for each in here.named(names)]
    return titles if len(titles) <= 2 else [*titles[:1], f"{len(titles) - 1} more"]


def _and_more(names: list[str]) -> str:
    if not names:
        return "tbc"
    return names[0] if len(names) == 1 else f"{names[0]}-and-{len(names) - 1}"


def is_encrypted(here: Picture, channel: Thing) -> bool:
    """Whether a way of sending is encrypted by its kind, or says of itself that it is. What is spoken never is."""
    kind = kind_name(channel, here.law)
    if kind in _SPOKEN or kind in _LOGIN:
        return kind in _LOGIN
    said = _DENIED.sub(" ", " ".join([channel.title, *channel.many("controls")]).casefold())
    return any(word in said for word in _encryption_words(here.law.channels.get(kind, {})))


def _encryption_words(kind: Record) -> Iterator[str]:
    yield "encrypt"
    for control in kind.get("controls", ()):
        if "encrypted" in str(control.get("title", "")):
            yield from map(str, control.get("words", ()))


def outward(flow: Flow) -> bool:
    """Whether a flow reaches someone else than those who give it."""
    return bool(set(flow.recipients) - set(flow.senders)) or flow.says("among")


_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?!\d)")
_MONTHS = "|".join(calendar.month_name[1:])
_OF_A_DATE = re.compile(rf"\b(?:in|since|from|by|until|of|to|and|between|{_MONTHS}) (?:19|20)\d\d\b")


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Return the whole numbers that texts name, such as 1400 in “About 1,400 a year”. The year of a date is none."""
    found = (match for text in texts for match in _NUMBER.findall(_OF_A_DATE.sub(" ", text)))
    return [int(each.replace(",", "")) for each in found]
