"""Finding whom a word stands for: an organisation, a class or one of its members, a party, a post, or a kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from istoolkit.definitions.law import Record, law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Party
from istoolkit.documents.matrix.ends import PEOPLE, PUBLIC, End
from istoolkit.documents.matrix.said import called
from istoolkit.documents.wording import told

_HEALTH = ("health", "health and care", "health or care", "care")
_CARE_BESIDES = ("council",)
"""Kinds that provide care beside much else: the word “health” alone does not mean them."""
_OTHERS = {
    **dict.fromkeys(("people", "the people themselves", "families", "family", "parents", "carers"), PEOPLE),
    **dict.fromkeys(("public", "the public"), PUBLIC),
}


class NoSuchName(Exception):
    """A word stands for nobody. The text is the word; ``known`` are the names there are, ``kinds`` the kinds of body."""

    def __init__(self, word: str, known: Sequence[str], kinds: Sequence[str] = ()) -> None:
        super().__init__(word)
        self.known, self.kinds = known, kinds


class NoSuchItem(NoSuchName):
    """A word stands for no information. ``known`` are the names and titles of what there is."""


@dataclass(frozen=True)
class Member:
    """A member of a class as its members file has it: its name, its class, and the days it joined and left, as written."""

    id: str
    name: str
    of: str
    joined: str
    left: str


@dataclass(frozen=True)
class Meant:
    """Whom a word stands for: parties by protocol and name, and the people or the public. ``titles`` are what they are called.

    ``members`` has, for each class that is meant only as the class of a member, the lines of that member.
    """

    word: str
    ends: frozenset[tuple[str, str]]
    posts: frozenset[tuple[str, str]] = frozenset()
    titles: tuple[str, ...] = field(default=())
    members: Mapping[tuple[str, str], tuple[Member, ...]] = field(default_factory=dict)

    def has(self, protocol: str, end: End) -> bool:
        """Whether an end of an exchange of a protocol is meant. A post is meant by its own name, or by who holds it."""
        return (protocol, end.name) in self.ends or (bool(end.within) and (protocol, end.within) in self.posts)

    @property
    def called(self) -> str:
        """What it is called in a sentence: its name where it has one, else the word itself in quotation marks."""
        names = {each.name for found in self.members.values() for each in found}
        if len(names) == 1 and self.members.keys() == self.ends:
            return names.pop()
        return self.titles[0] if len(self.titles) == 1 else f"“{self.word}”"


def _exact(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("’", "'").split())


def plain(text: str) -> str:
    """Return a name as names are compared at last: without capitals, hyphens and an s at its end."""
    return _exact(text).removesuffix("s")


def meant(register: Register, protocols: Sequence[Protocol], word: str) -> Meant:
    """Return whom a word stands for. A name of its own goes before a kind. Raises NoSuchName where it is nobody."""
    wanted = plain(word)
    others = {plain(name): key for name, key in _OTHERS.items()}
    for alike in (_exact, plain):
        for each in (_names(register, protocols, alike), _kinds(register, protocols, alike)):
            if alike(word) in each:
                found = each[alike(word)]
                return replace(_of(word, found), members=_members(register, protocols, alike, word, found))
    if wanted in others:
        end = others[wanted]
        titles = ("The people themselves" if end == PEOPLE else "The public",)
        return Meant(word, frozenset((each.id, end) for each in protocols), titles=titles)
    posts = {plain(name): place for name, place in _posts(register, protocols)}
    if wanted in posts:
        title = posts[wanted]
        return Meant(word, frozenset(), frozenset((each.id, title) for each in protocols), (title,))
    if wanted in {plain(name) for name in _idle(register)}:
        return Meant(word, frozenset(), titles=(_idle_title(register, wanted),))
    raise NoSuchName(word, _known(register, protocols), _kinds_there(register, protocols))


_Alike = Callable[[str], str]
"""How a name is written so that it can be compared."""

_Found = dict[tuple[str, str], str]
"""Parties by protocol and name, with what each is called."""


def _of(word: str, found: Mapping[tuple[str, str], str]) -> Meant:
    return Meant(word, frozenset(found), titles=tuple(dict.fromkeys(found.values())))


def _parties(register: Register, protocols: Sequence[Protocol]) -> Iterator[tuple[Picture, Party]]:
    for each in protocols:
        here = picture(register, each)
        yield from ((here, party) for party in here.parties.values())


def _names(register: Register, protocols: Sequence[Protocol], alike: _Alike) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for here, party in _parties(register, protocols):
        for name in _names_of(register, party):
            found.setdefault(alike(name), {})[here.protocol.id, party.name] = called(party)
    return found


def _names_of(register: Register, party: Party) -> Iterator[str]:
    """Yield the names of a party: its own, its organisation's, and those of the members of its class."""
    yield from _own_names(party)
    for row in rows_of(register, party):
        yield from _row_names(row)


def _own_names(party: Party) -> Iterator[str]:
    yield from filter(None, (party.name, party.called, party.text("organisation"), party.text("class")))
    organisation = party.organisation
    yield from (str(organisation[key]) for key in ("title", "legal_name") if isinstance(organisation.get(key), str))


def rows_of(register: Register, party: Party) -> Sequence[Mapping[str, str]]:
    """Return the lines of the members file of a class; none where it has no such file."""
    return register.members_in(party.text("members"))


def _row_names(row: Mapping[str, str]) -> list[str]:
    return [str(row[key]) for key in ("id", "name") if row.get(key)]


def _members(
    register: Register, protocols: Sequence[Protocol], alike: _Alike, word: str, found: _Found
) -> dict[tuple[str, str], tuple[Member, ...]]:
    """Return the lines of the member that a word names, by the parties that are not themselves called so."""
    members: dict[tuple[str, str], tuple[Member, ...]] = {}
    for here, party in _parties(register, protocols):
        key = (here.protocol.id, party.name)
        if key in found and alike(word) not in map(alike, _own_names(party)):
            rows = [row for row in rows_of(register, party) if alike(word) in map(alike, _row_names(row))]
            if rows:
                members[key] = tuple(_member(row, found[key]) for row in rows)
    return members


def _member(row: Mapping[str, str], of: str) -> Member:
    name, joined, left = (told(str(row.get(key) or "")) for key in ("name", "joined", "left"))
    own = str(row.get("id", ""))
    return Member(own, name or own, of, joined, left)


def _kinds(register: Register, protocols: Sequence[Protocol], alike: _Alike) -> dict[str, _Found]:
    records = law_of(register).organisation_kinds
    found: dict[str, _Found] = {}
    for here, party in _parties(register, protocols):
        for name in _kind_names(party, records.get(party.kind, {})):
            found.setdefault(alike(name), {})[here.protocol.id, party.name] = called(party)
    return found


def _kind_names(party: Party, record: Record) -> Iterator[str]:
    """Yield the names of the kind of a party: its own, what people call such a body, and “health” for who provides it."""
    yield from filter(None, (party.kind, str(record.get("title", "")), *many(record.get("also_called"))))
    if party.is_health_or_care:
        yield from _HEALTH[1:] if party.kind in _CARE_BESIDES else _HEALTH


def _posts(register: Register, protocols: Sequence[Protocol]) -> Iterator[tuple[str, str]]:
    for each in protocols:
        for post in picture(register, each).things("posts"):
            yield from ((post.id, post.title), (post.title, post.title))


def _idle(register: Register) -> Iterator[str]:
    """Yield the names of organisations of the register, also of those that take no part in the protocols."""
    for name, each in register.organisations.items():
        yield from (name, *(str(each[key]) for key in ("title", "legal_name") if isinstance(each.get(key), str)))


def _idle_title(register: Register, wanted: str) -> str:
    for name, each in register.organisations.items():
        if wanted in {plain(str(said)) for said in (name, each.get("title", ""), each.get("legal_name", ""))}:
            return str(each.get("title") or name)
    return wanted


def _known(register: Register, protocols: Sequence[Protocol]) -> list[str]:
    """Return the names that may be used, for “did you mean”."""
    names = [name for _, party in _parties(register, protocols) for name in _names_of(register, party)]
    records = law_of(register).organisation_kinds
    there = {party.kind: party for _, party in _parties(register, protocols)}
    kinds = [name for kind, party in there.items() for name in _kind_names(party, records.get(kind, {}))]
    posts = [name for pair in _posts(register, protocols) for name in pair]
    return list(dict.fromkeys([*names, *kinds, *posts, *_idle(register), *_OTHERS]))


def _kinds_there(register: Register, protocols: Sequence[Protocol]) -> list[str]:
    """Return what the kinds of body that take part are called."""
    records = law_of(register).organisation_kinds
    kinds = dict.fromkeys(party.kind for _, party in _parties(register, protocols))
    return sorted(str(records[kind].get("title", kind)) for kind in kinds if kind in records)
