"""What things are called that the content names and that are written down elsewhere: in organisations.yaml or above."""

from collections.abc import Iterator
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.inherit import entries_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.names import party_name, party_title
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import declared_in
from istoolkit.documents.wording import Titles
from istoolkit.signoff.plain import normal
from istoolkit.signoff.taken import Taken


def organisations(taken: Taken) -> dict[str, Any]:
    """Return what organisations.yaml says of the organisations of a protocol, by identifier.

    Those that take part, the owner and those of key post holders in full, as documents list them; of others that are named
    only what they are called.
    """
    known = taken.register.organisations
    taking_part = [name for name in dict.fromkeys(_taking_part(taken)) if name in known]
    found = {name: taken.organisation(name) for name in taking_part}
    named = {each.name for each in taken.references if each.sort == "organisation"}
    called = {name: {"title": normal(str(known[name].get("title", "")))} for name in named & known.keys()}
    return {**called, **found}


def _taking_part(taken: Taken) -> Iterator[str]:
    yield taken.of.text("owner")
    for name in ("parties", "key_post_holders"):
        for said in entries_of(taken.full, name):
            yield str(said.full.get("organisation"))


def names_from_above(taken: Taken) -> dict[str, dict[str, list[str]]]:
    """Return what readers see for names that the content uses and does not itself declare in those words.

    A text that comes from a protocol above speaks of things as that protocol calls them. By sort and name.
    """
    own, titles = _own_titles(taken), _titles(taken.register)
    sorts = {"party", "end", *declared_in("protocol").values()}
    found: dict[str, dict[str, list[str]]] = {}
    for protocol, sort, name in taken.references:
        words = normal(titles.of(protocol, sort, name)) if sort in sorts and not to_be_confirmed(name) else name
        if words not in (name, *own.get((sort, name), ())):
            kinds = found.setdefault("party" if sort == "end" else sort, {})
            kinds[name] = sorted({*kinds.get(name, ()), words})
    return found


def _own_titles(taken: Taken) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what the content itself calls the things it declares."""
    titles: dict[tuple[str, str], tuple[str, ...]] = {}
    for said in entries_of(taken.full, "parties"):
        for sort in ("party", "end"):
            titles[sort, party_name(said.full)] = (normal(party_title(taken.register, said.full)),)
    for name, sort in declared_in("protocol").items():
        for said in entries_of(taken.full, name):
            words = tuple(normal(words) for words in many(said.full.get("title") or said.full.get("when")))
            for each in (sort, "end") if sort == "post" else (sort,):
                titles.setdefault((each, str(said.full.get("id"))), words)
    return titles


@kept
def _titles(register: Register) -> Titles:
    return Titles(register)
