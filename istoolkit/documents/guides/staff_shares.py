"""What a party gives and receives under a protocol, as its staff read it: what, with whom, when, how, with or without agreement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.documents.matrix.ends import standing
from istoolkit.documents.matrix.exchanges import Carried, carried
from istoolkit.documents.matrix.movement import Movement, Occasion
from istoolkit.documents.matrix.said import heading, joined, names
from istoolkit.documents.paper import Block, Grid, Paragraph, Span, Words
from istoolkit.documents.signing.passing import Passing, answering, passings
from istoolkit.documents.wording import told
from istoolkit.words import listed

Level = Literal["full", "brief", "numbered", "grouped", "titles"]
"""How much is said of each flow, from all to its title. ``numbered`` names information by numbers, told once."""

MORE = "See the matrix for the rest."
_SENSITIVE = (
    "Information in bold is sensitive in law: special category or criminal offence data. Take special care with it."
)
_FEW = 3
"""How many partners are named in a flow before the others are counted, where there is little room."""

_TITLES = 60
"""How many flows a row names by their titles."""

ASK = "ask first"
_ASKED = {
    "sought": ASK,
    "not-sought": "you do not ask for it",
    "not-appropriate": "it would not be right to ask",
    "not-needed": "none is needed",
}
_USES = ("Not for (“", "Onward use (“")
"""How the conditions of a flow begin that are those of its purposes, which the guide says once for all flows."""


@dataclass(frozen=True, slots=True)
class Share:
    """A flow as the staff of one of its parties read it. ``agreement`` is what is asked of people, ``ways`` is how it is sent, ``post`` is the post at the other end where it is one."""

    passing: Passing
    flow: Movement
    agreement: str
    ways: tuple[str, ...]
    post: str = ""

    @property
    def gives(self) -> bool:
        """Whether the party gives anything in it."""
        return self.passing.way.startswith("You give")


@kept
def shares(register: Register, protocol: Protocol, name: str) -> tuple[Share, ...]:
    """Return the flows that a party has a part in: first those in which it gives. ``name`` is the party's."""
    here = picture(register, protocol)
    moved = {each.flow.id: each for each in carried(register, protocol)}
    ours = frozenset(each.name for each in answering(here, here.parties[name]))
    found = [_share(here, each, moved[each.id], ours) for each in passings(register, protocol, name)]
    return tuple(sorted(found, key=lambda each: not each.gives))


def _share(here: Picture, passing: Passing, flow: Carried, ours: frozenset[str]) -> Share:
    asked, ways = agreement(here, flow.flow.occasions), _ways(here, flow.flow)
    return Share(passing, flow.flow, asked, ways, _post(flow, ours))


def _post(flow: Carried, ours: frozenset[str]) -> str:
    """Return the post or department at the other end of a flow, where all those there are the same; "" elsewhere."""
    pairs = [pair for pair in flow.pairs if ours & {each.name for each in pair}]
    others = {end.within for pair in pairs for end in pair if end.name not in ours}
    return others.pop() if len(others) == 1 else ""


def _ways(here: Picture, flow: Movement) -> tuple[str, ...]:
    """Return the ways of sending without what they are not for, which the guide says once for all flows."""
    sent = next((names(each, "channel") for each in here.flows if each.id == flow.id), [])
    titles = (heading(here.channels[name]) if name in here.channels else told(name) for name in sent)
    return tuple(filter(None, (flow.how, *titles)))


def agreement(here: Picture, occasions: Iterable[Occasion]) -> str:
    """Return what is asked of the people concerned, in each circumstance where they differ."""
    asked: dict[str, list[str]] = {}
    for each in occasions:
        asked.setdefault(asked_in(here, each), []).append(each.title)
    if len(asked) < 2:
        return next(iter(asked), NOT_STATED)
    return joined(f"{what} ({listed((f'“{each}”' for each in titles), 'and')})" for what, titles in asked.items())


def asked_in(here: Picture, one: Occasion) -> str:
    """Return what is asked of the people concerned in a circumstance, such as “ask first”."""
    said = here.circumstances[one.id].text("consent") if one.id in here.circumstances else ""
    return _ASKED.get(said, one.agreement)


def shares_told(register: Register, protocol: Protocol, name: str, level: Level) -> Iterator[Block]:
    """Yield the table of what a party shares, and what must be known to read it. Every flow is there by its title."""
    found = shares(register, protocol, name)
    every = [each.passing for each in found]
    if level in ("full", "brief", "numbered"):
        yield _table(found, level)
    else:
        yield _grouped(found, level)
    if level == "numbered":
        yield Paragraph((Span("Information by number: ", bold=True), *_items(every, _numbers(found))), "fine")
    elif level in ("grouped", "titles"):
        yield Paragraph((Span("All the information in these flows: ", bold=True), *_items(every)), "fine")
    if any(each.sensitive for each in every):
        yield Paragraph(_SENSITIVE, "fine")
    if days := _taking_part(register, protocol, name):
        yield Paragraph(" ".join(days), "fine")


def _table(found: Sequence[Share], level: Level) -> Grid:
    numbers = _numbers(found) if level == "numbered" else {}
    rows = tuple((_title(each), (*_what(each, numbers), *_how(each, level))) for each in found)
    headings = ("Flow", "What, with whom, when and how")
    return Grid("Each flow of information that you have a part in", headings, rows, (20, 80))


def _title(each: Share) -> str:
    return f"{each.passing.title.rstrip('.')}."


def _numbers(found: Sequence[Share]) -> dict[str, int]:
    """Return a number for each item of information in some flows."""
    titles = dict.fromkeys(item for each in found for item in each.passing.what)
    return {title: place for place, title in enumerate(titles, 1)}


def _what(each: Share, numbers: Mapping[str, int]) -> Iterator[Span | str]:
    """Yield what passes: items by their titles, or by their numbers where they have them; the sensitive ones in bold."""
    yield Span(f"{_way(each.passing)}: ", bold=True)
    if not numbers:
        yield from _items([each.passing])
        yield " "
        return
    for place, item in enumerate(each.passing.what, 1):
        yield Span(str(numbers[item]), bold=item in each.passing.sensitive)
        yield ", " if place < len(each.passing.what) else ". "


def _way(each: Passing) -> str:
    """Return what the party does in a flow, with the posts that do it: “You receive (through Lead professional)”."""
    way, _, posts = each.way.partition(", through: ")
    return f"{way} (through {posts})" if posts else way


def _items(found: Sequence[Passing], numbers: Mapping[str, int] = MappingProxyType({})) -> Iterator[Span | str]:
    """Yield the items of flows, each once and with its number where it has one; the sensitive ones in bold."""
    sensitive = {item for each in found for item in each.sensitive}
    titles = list(dict.fromkeys(item for each in found for item in each.what))
    for place, each in enumerate(titles, 1):
        number = f"{numbers[each]} " if each in numbers else ""
        yield Span(f"{number}{each.rstrip('.')}", bold=each in sensitive)
        yield "; " if place < len(titles) else "."


def _some(titles: Sequence[str], most: int) -> str:
    few = titles if len(titles) <= most + 1 else titles[:most]
    more = f"; and {len(titles) - len(few)} more" if len(few) < len(titles) else ""
    return f"{joined(few)}{more}"


def _how(each: Share, level: Level) -> Iterator[Span | str]:
    """Yield when and how a flow moves, each sentence with its label in bold."""
    for label, words in _lines(each, level):
        if words:
            yield from (Span(f"{label}: ", bold=True),) if label else ()
            yield f"{words.rstrip('.')}. "


def _lines(each: Share, level: Level) -> Iterator[tuple[str, str]]:
    flow = each.flow
    whom = _some(each.passing.whom, _FEW if level == "numbered" else 1000)
    yield "With", f"{each.post} at {whom}" if each.post else whom
    yield "When", joined(one.title for one in flow.occasions) or NOT_STATED
    yield "Agreement", each.agreement if each.gives else ""
    yield "By", joined(each.ways, ", ") or NOT_STATED
    yield "Set off by", flow.trigger if level == "full" else ""
    yield "Within", each.passing.within
    yield "Until", flow.until
    yield from (_labelled(line) for line in flow.conditions if not line.startswith(_USES))
    yield "Never", joined(flow.barred)
    yield "Control by whoever supplied it", flow.originator
    yield "Passing it on", flow.onward
    if level == "full":
        yield "How often", flow.often
        yield "Seen by", flow.seen_by
        yield "Note", flow.note


def _labelled(line: str) -> tuple[str, str]:
    """Return the label of a condition such as “Only when: …”, and what follows."""
    label, _, words = line.partition(": ")
    return (label, words) if words else ("", line)


def _grouped(found: Sequence[Share], level: Level) -> Grid:
    """Return the flows by those they are with, each by its title."""
    by_whom: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for each in found:
        titles = by_whom.setdefault(each.passing.whom, {}).setdefault(_way(each.passing), [])
        titles.append(each.passing.title.rstrip("."))
    most = 2 if level == "titles" else _FEW
    rows = tuple((_some(whom, most), _by_way(ways)) for whom, ways in by_whom.items())
    return Grid("The flows of information that you have a part in", ("With", "Flows"), rows, (32, 68))


def _by_way(ways: dict[str, list[str]]) -> Words:
    spans: list[Span | str] = []
    for way, titles in ways.items():
        more = f"; and {len(titles) - _TITLES} more. {MORE}" if len(titles) > _TITLES else ". "
        spans += [Span(f"{way}: ", bold=True), f"{joined(titles[:_TITLES])}{more}"]
    return tuple(spans)


@kept
def _taking_part(register: Register, protocol: Protocol, name: str) -> list[str]:
    """Return from when and until when those take part that do not always: nothing passes to or from them otherwise."""
    here = picture(register, protocol)
    ours = {each.name for each in answering(here, here.parties[name])}
    every = (pair for each in carried(register, protocol) for pair in each.pairs)
    days = dict.fromkeys(standing(end) for pair in every if ours & {each.name for each in pair} for end in pair)
    said = [each for each in days if each]
    return [*said, "At other times nothing passes to or from them."] if said else []
