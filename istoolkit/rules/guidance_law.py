"""GUID: the partnership's own guidance, in guidance.yaml.

This part: law behind it that has changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from istoolkit.definitions.guidance import change_of, guidance_of, holds_in, laws_of, papers_of
from istoolkit.definitions.law import Record, law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import own_records
from istoolkit.definitions.register import GUIDANCE, LAW, Register
from istoolkit.definitions.schema import guidance_lists, guidance_records
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.laws_named import laws_at
from istoolkit.words import listed

Told = tuple[str, str, Record]
"""A record of guidance: its list, its identifier and the record."""


@rule(
    "GUID010",
    "Guidance that rests on law that has changed",
    severity="warning",
    source="UK GDPR Article 5(1)(a)",
    of_today=True,
)
def changed_law(register: Register) -> Iterable[Problem]:
    """What the papers say rests on law that still holds.

    Why: staff and families act on what guides say. Until the words are mended every paper that says them is marked.

    Wrong:

        # law.yaml
        provisions:
        - {id: keeping-children-safe-in-education, replaced_by: [keeping-children-safe-in-education-2027]}
        - id: keeping-children-safe-in-education-2027
          title: Keeping children safe in education 2027
          jurisdictions: [england]
          kind: guidance
          meaning: Statutory guidance for schools and colleges on safeguarding pupils.

    Right:

        # law.yaml
        provisions:
        - {id: keeping-children-safe-in-education, title: Keeping children safe in education 2027}

    Law that ended counts as well as law that was replaced. Where it was replaced, read the new law, mend the words of each
    record in guidance.yaml and name the new law in its “law”. A new edition that changes nothing takes the old one's title.
    """
    nations = frozenset(_nations(register))
    changed = _changed(register, nations)
    told = list(_told(register, nations, changed.keys()))
    own = _places(register)
    for law, words in changed.items():
        found = [each for each in told if law in laws_of(each[2], nations)]
        ours = [each for each in found if each[:2] not in own]
        yield from (_of_own(own[each[:2]], each, law, words) for each in found if each[:2] in own)
        if ours:
            yield _of_ours(register, ours, law, words)


def _changed(register: Register, nations: frozenset[str]) -> dict[str, str]:
    """Return the provisions of some nations that were replaced or have ended, each with what became of it."""
    provisions = law_of(register).provisions.items()
    may_have = ((name, each) for name, each in provisions if "replaced_by" in each or "in_force_to" in each)
    found = ((name, change_of(register, each)) for name, each in may_have if holds_in(each, nations))
    return {name: words for name, words in found if words}


def _told(register: Register, nations: frozenset[str], laws: Collection[str]) -> Iterator[Told]:
    """Yield the records that papers in some nations say and that rest on one of some laws."""
    may_name = {*_places(register), *(key for law in laws for key in _ours_by_law().get(law, ()))}
    for name, found in guidance_of(register).lists.items():
        for key, each in found.items():
            if (name, key) in may_name and holds_in(each, nations) and not set(laws).isdisjoint(laws_of(each, nations)):
                yield name, key, each


@cache
def _ours_by_law() -> Mapping[str, list[tuple[str, str]]]:
    """Return the records that come with the toolkit, each a list and an identifier, by the law that they name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in guidance_lists():
        for key, each in guidance_records()[name].items():
            for law in laws_of(each):
                found.setdefault(law, []).append((name, key))
    return found


def _nations(register: Register) -> Iterator[str]:
    for protocol in register.checked():
        yield from many(protocol.data.get("jurisdictions")) or many(register.setting("jurisdictions"))


def _places(register: Register) -> dict[tuple[str, str], tuple[int, Record]]:
    """Return where the partnership's own records stand in their lists, and what they say there."""
    found = own_records(guidance_lists(), register.guidance_file.value)
    return {(name, str(each.get("id"))): (index, each) for name, index, each in found}


def _of_own(own: tuple[int, Record], told: Told, law: str, words: str) -> Problem:
    (name, key, record), (index, said) = told, own
    path = next((path for path, named in laws_at(said) if named == law), ())
    message = f"“{key}” rests on law that has changed. {words} It is marked in {_and(papers_of(name, record))}."
    return Problem(
        Spot(GUIDANCE, (name, index, *path)), message, "Mend what it says, and name the law that holds now in “law”."
    )


def _of_ours(register: Register, ours: list[Told], law: str, words: str) -> Problem:
    keys = listed([f"“{key}”" for _, key, _ in ours], "and")
    one = len(ours) == 1
    rest, them = (
        ("1 record of guidance rests", "It is") if one else (f"{len(ours)} records of guidance rest", "They are")
    )
    papers = list(dict.fromkeys(paper for name, _, record in ours for paper in papers_of(name, record)))
    message = f"{rest} on law that has changed: {keys}. {words} {them} marked in {_and(papers)}."
    mend = "Put each into guidance.yaml with words that fit, and name the law that holds now in “law”."
    return Problem(_place(register, law), message, mend)


def _and(words: list[str]) -> str:
    return listed(words, "and")


def _place(register: Register, law: str) -> Spot:
    """Return where the register says what became of a law; at the nations of its settings where it says nothing of it."""
    for name, index, each in own_records(("provisions",), register.law_file.value):
        if each.get("id") == law:
            return Spot(LAW, (name, index))
    return Spot(register.settings.file, ("jurisdictions",))
