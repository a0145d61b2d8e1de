"""What rules on retention ask about the stores of a protocol: who keeps what, for how long, and how it is destroyed."""

import re

from istoolkit.definitions.formats import duration
from istoolkit.definitions.law import Record, law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.stored import item_names
from istoolkit.definitions.things import Flow, Item, Party, Thing

_ANYONE = "all"
_NOT = re.compile(r"\b(?:not|never|nor|no|without|rather than|instead of)\b[^.;]*\Z", re.IGNORECASE)

FORMS = {"paper": "on paper", "electronic": "electronically"}


def covered(picture: Picture) -> set[tuple[str, str]]:
    """Return who keeps what by the stores: the names of parties, and of systems that a controller keeps, with items."""
    found: set[tuple[str, str]] = set()
    for store in picture.stores:
        holders = picture.named(store.many("held_by"))
        names = [each.name for each in holders]
        if store.unknown("held_by"):
            names.append(_ANYONE)
        if not holders or not all(each.is_processor for each in holders):
            names.extend(store.many("asset"))
        found.update((name, item) for name in names for item in item_names(picture, store))
    return found


def not_stored(picture: Picture, stored: set[tuple[str, str]], flow: Flow, party: Party) -> list[Item]:
    """Return the items about people that a party receives in a flow and that no store of ``covered`` keeps for it."""
    left = [item for item in flow.items if item.is_personal and (party.name, item.id) not in stored]
    if not left:
        return []
    names = (*_answering(picture, party), *flow.many("into"), _ANYONE)
    return [item for item in left if not any((name, item.id) in stored for name in names)]


def _answering(picture: Picture, party: Party) -> list[str]:
    """Return the parties whose stores speak for a party: itself, what it is part of, and whom it works for."""
    names = [party.name]
    for name in names:
        each = picture.parties.get(name)
        wider = [*each.many("part_of"), *(each.many("for") if each.is_processor else [])] if each else []
        names.extend(other for other in wider if other not in names)
    whole = picture.parties.get(party.text("organisation"))
    return [*names, whole.name] if whole and not whole.says("department") else names


def leaves_no_copy(flow: Flow) -> bool:
    """Whether what moves stays where it was: it is only spoken, or only looked up."""
    return flow.text("how") in ("spoken", "direct-access") and not flow.says("into")


def period(store: Thing) -> str:
    """Return the period of a store in words; "" where it is not known or holds only in some case."""
    if store.says("retention", "when"):
        return ""
    until = store.text("retention", "until")
    return store.text("retention", "keep") or (f"until “{until}”" if until else "")


def differ(one: Thing, other: Thing) -> bool:
    """Whether the periods of two stores differ."""
    periods = (period(one), period(other))
    hours = [duration(each) for each in periods]
    return hours[0] != hours[1] or (hours[0] is None and periods[0].casefold() != periods[1].casefold())


def told_apart(one: Thing, other: Thing) -> bool:
    """Whether two stores are in different places or forms."""
    for name in ("where", "form"):
        if one.says(name) and other.says(name) and one.text(name).casefold() != other.text(name).casefold():
            return True
    systems = [set(each.many("asset")) for each in (one, other)]
    if systems[0] and systems[1]:
        return not systems[0] & systems[1]
    places = [{name for name in ("where", "asset") if each.says(name)} for each in (one, other)]
    return all(places) and not places[0] & places[1]


@kept
def methods_in(register: Register, text: str) -> list[tuple[Record, re.Match[str]]]:
    """Return the methods of disposal that a text shows, each with the words that show it."""
    found = ((method, words.search(text)) for method, words in _words(register)) if text else ()
    return [(method, match) for method, match in found if match]


@kept
def _words(register: Register) -> list[tuple[Record, re.Pattern[str]]]:
    methods = law_of(register).disposal.values()
    return [
        (each, re.compile(rf"\b(?:{'|'.join(map(re.escape, many(each.get('words'))))})", re.IGNORECASE))
        for each in methods
        if many(each.get("words"))
    ]


def is_made_good(picture: Picture, method: Record, match: re.Match[str]) -> bool:
    """Whether the text forbids the method, or has a sound one beside it. What is deleted to a recycle bin is still there."""
    if _NOT.search(match.string, 0, match.start()):
        return True
    rest = match.string[match.end() :]
    if "electronic" not in many(method.get("for")):
        rest = f"{match.string[: match.start()]} | {rest}"
    beside = methods_in(picture.register, rest)
    return any(each.get("sound") == "yes" and forms(each) & forms(method) for each, _ in beside)


def forms(method: Record) -> set[str]:
    """Return the forms that a method destroys."""
    return set(many(method.get("for")))


def forms_kept(store: Thing) -> list[str]:
    """Return the forms, of paper and electronic, in which a store says that it is kept."""
    form = store.text("form").casefold()
    return [] if re.search(r"\b(?:no|not|never|without)\b", form) else [each for each in FORMS if each in form]
