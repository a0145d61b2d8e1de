"""The two ends of what moves: organisations, classes, posts, departments, the people themselves, anyone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from istoolkit.definitions.formats import NOT_STATED, long_date, to_be_confirmed
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Flow, Party
from istoolkit.documents.matrix.said import called, heading, names, raw, words
from istoolkit.documents.wording import told

PEOPLE = "people"
PUBLIC = "public"
_WORDS = {PEOPLE: "The people themselves", PUBLIC: "The public"}


@dataclass(frozen=True, slots=True)
class End:
    """One end of an exchange.

    ``name`` is what the protocol calls the party, and ``title`` what documents print: “Lead professional (Schools)”.
    ``body`` is the same for the same organisation or class in every protocol of a register. ``within`` is the post or
    department there, where the exchange is with that and not with the whole. ``party`` is None for the people, the public,
    and what is not known.
    """

    name: str
    title: str
    body: str
    within: str = ""
    party: Party | None = field(default=None, repr=False)

    @property
    def whole(self) -> str:
        """What the organisation is called, without the post or department."""
        return called(self.party) if self.party else self.title


def body_of(party: Party, protocol: str) -> str:
    """Return what tells an organisation or class from all others of a register.

    A party is its entry in organisations.yaml, or else its members file, or else its class. A local place that no
    organisation fills yet is that of its own protocol.
    """
    for key, kind in (("organisation", "organisation"), ("members", "members"), ("class", "class")):
        if name := party.text(key):
            return f"{kind}:{name}"
    return f"party:{protocol}:{party.name}"


def pairs(picture: Picture, flow: Flow) -> tuple[tuple[End, End], ...]:
    """Return who gives to whom in a flow. Those who share among each other do so with all but themselves."""
    found: dict[tuple[End, End], None] = {}
    if flow.says("among"):
        found.update(dict.fromkeys(_among(_ends(picture, flow, "among"))))
    if flow.says("from") or flow.says("to"):
        senders, recipients = (_ends(picture, flow, name) for name in ("from", "to"))
        found.update(dict.fromkeys(_apart((one, other) for one in senders for other in recipients)))
    if not found and flow.says("inside"):
        found.update(dict.fromkeys(_inside(picture, flow)))
    return tuple(found) or ((_open(NOT_STATED), _open(NOT_STATED)),)


def named(picture: Picture, flow: Flow, field: str) -> tuple[End, ...]:
    """Return the ends that a field such as ``through`` names; () where it says nothing."""
    return tuple(_ends(picture, flow, field)) if flow.says(field) else ()


def standing(end: End) -> str:
    """Return from when and until when a party takes part; "" where that is not said."""
    days = days_of(end.party) if end.party else ""
    return f"{end.whole} takes part {days}." if days else ""


def days_of(party: Party) -> str:
    """Return the days on which a party takes part: “from 1 February 2027”, “until 31 March 2027”; "" where not said."""
    said = [(label, long_date(words(party, name))) for label, name in (("from", "joined"), ("until", "withdrew"))]
    return " ".join(f"{label} {day}" for label, day in said if day)


def end_of(party: Party, protocol: str) -> End:
    """Return a party as an end."""
    return End(party.name, called(party), body_of(party, protocol), party=party)


def _among(ends: list[End]) -> list[tuple[End, End]]:
    every = [(one, other) for one in ends for other in ends]
    return [(one, other) for one, other in every if one.name != other.name] or every


def _apart(every: Iterable[tuple[End, End]]) -> list[tuple[End, End]]:
    """Return the pairs without those of an end with itself, unless there are no others."""
    kept = list(every)
    return [(one, other) for one, other in kept if one != other] or kept


def _inside(picture: Picture, flow: Flow) -> list[tuple[End, End]]:
    holders = _ends(picture, flow, "inside")
    rooms = [
        End(each.name, f"{told(room)} ({each.title})", each.body, told(room), each.party)
        for each in holders
        for room in names(flow, "between")
    ]
    return _apart((one, other) for one in (rooms or holders) for other in (rooms or holders))


def _ends(picture: Picture, flow: Flow, field: str) -> list[End]:
    found: dict[End, None] = {}
    said = names(flow, field)
    for name in said:
        found.update(dict.fromkeys(_meant(picture, flow, name)))
    if not found:  # those it names take no part here, or no one is named
        found.update(
            dict.fromkeys([_open(told(each)) for each in said] or [_open(told(raw(flow, field)) or NOT_STATED)])
        )
    return list(found)


def _meant(picture: Picture, flow: Flow, name: str) -> Iterator[End]:
    protocol = picture.protocol.id
    posts = picture.by_id("posts")
    if name == "all":
        yield from (end_of(each, protocol) for each in picture.sharers)
    elif name in _WORDS:
        yield End(name, _WORDS[name], name)
    elif name in picture.parties:
        yield end_of(picture.parties[name], protocol)
    elif name in posts:
        title, held_at = heading(posts[name]), names(posts[name], "held_at")
        for each in picture.named(held_at):
            yield End(each.name, f"{title} ({called(each)})", body_of(each, protocol), title, each)
        if not picture.named(held_at):
            yield End(name, title, f"post:{protocol}:{name}", title)
        yield from (_open(f"{title} ({told(each)})") for each in held_at if to_be_confirmed(each))
    elif to_be_confirmed(name) or flow.said.protocol is picture.protocol:
        yield _open(told(name))


def _open(title: str) -> End:
    return End(title, title, f"open:{title}")
