"""The flows of a party as its staff read them: by which posts they give, with whose agreement, how, and which are about harm."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Flow, Party
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Carried, carried
from istoolkit.documents.matrix.movement import Movement, Occasion
from istoolkit.documents.matrix.said import heading, joined, names, words
from istoolkit.documents.signing.passing import Passing, answering, passings
from istoolkit.documents.wording import told
from istoolkit.words import listed, small

ASK = "ask first"
_ASKED = {
    "sought": ASK,
    "not-sought": "you do not ask for it",
    "not-appropriate": "it would not be right to ask",
    "not-needed": "none is needed",
}
_UNASKED = ("not-sought", "not-appropriate", "not-needed")
_HARM = re.compile(r"\b(?:harm|hurt|danger|abuse|neglect|violence|killed|dies?|life|lives)\b", re.IGNORECASE)
_LISTED_BODIES = ("gp-practice", "charity", "company")
"""The kinds to which section 16LA of the Children Act 2004 speaks only where they provide services for a body that it lists."""

_ARISES = "when it arises"

_DETRIMENT = "children-act-2004-s16la"


@dataclass(frozen=True, slots=True)
class Share:
    """A flow as the staff of one of its parties read it.

    ``agreement`` is what is asked of people, ``ways`` how it is sent, ``post`` the post at the other end where it is one.
    ``gives_by`` and ``gets_by`` are the posts or departments that give and receive for the party, in words such as “if you
    are the lead professional”; "" where all its staff may. ``receivers`` are the parties it gives to. ``harm`` says whether
    it gives word of danger or significant harm, ``urgent`` how where it cannot wait, and ``duty`` which law makes that a duty.
    """

    passing: Passing
    flow: Movement
    agreement: str
    ways: tuple[str, ...]
    post: str = ""
    gives_by: str = ""
    gets_by: str = ""
    receivers: tuple[Party, ...] = ()
    harm: bool = False
    urgent: str = ""
    duty: str = ""

    @property
    def gives(self) -> bool:
        """Whether the party gives anything in it."""
        return self.passing.way.startswith("You give")

    @property
    def receives(self) -> bool:
        """Whether the party receives anything in it."""
        return self.passing.way.startswith(("You give and receive", "You receive"))


@kept
def shares(register: Register, protocol: Protocol, name: str) -> tuple[Share, ...]:
    """Return the flows that a party has a part in: first those in which it gives. ``name`` is the party's."""
    here = picture(register, protocol)
    moved = {each.flow.id: each for each in carried(register, protocol)}
    found = [_share(here, each, moved[each.id], here.parties[name]) for each in passings(register, protocol, name)]
    return tuple(sorted(found, key=lambda each: (not each.gives, not each.harm)))


def _share(here: Picture, passing: Passing, moved: Carried, party: Party) -> Share:
    ours = frozenset(each.name for each in answering(here, party))
    flow = next((each for each in here.flows if each.id == passing.id), None)
    given = [pair for pair in moved.pairs if pair[0].name in ours]
    got = [pair for pair in moved.pairs if pair[1].name in ours]
    harm = bool(flow and given and _is_of_harm(flow))
    return Share(
        passing,
        moved.flow,
        agreement(here, moved.flow.occasions),
        _ways(here, moved.flow, flow),
        _post(moved, ours),
        _by(here, [one for one, _ in given]),
        _by(here, [other for _, other in got]),
        tuple(dict.fromkeys(other.party for _, other in given if other.party and other.name not in ours)),
        harm,
        _urgent(here, flow) if flow else "",
        _duty(here, flow, party) if flow and harm else "",
    )


def _is_of_harm(flow: Flow) -> bool:
    """Whether a flow takes word of danger or harm to somebody who acts on it: nobody is asked in any of its circumstances."""
    said = [" ".join((each.title, each.text("when"))) for each in flow.circumstances]
    unasked = all(each.text("consent") in _UNASKED for each in flow.circumstances)
    return flow.says("from") and bool(said) and unasked and all(map(_HARM.search, said))


def _post(flow: Carried, ours: frozenset[str]) -> str:
    """Return the post or department at the other end of a flow, where all those there are the same; "" elsewhere."""
    pairs = [pair for pair in flow.pairs if ours & {each.name for each in pair}]
    others = {end.within for pair in pairs for end in pair if end.name not in ours}
    return others.pop() if len(others) == 1 else ""


def _by(here: Picture, own: Sequence[End]) -> str:
    """Return in words which posts or departments take part for the party; "" where it does so as a whole."""
    found = list(dict.fromkeys(each.within for each in own))
    if not found or "" in found:
        return ""
    posts = {heading(each) for each in here.by_id("posts").values()}
    held = [f"the {small(each)}" for each in found if each in posts]
    rooms = sorted(each for each in found if each not in posts)
    parts = [f"if you are {listed(held)}" if held else "", f"in {listed(rooms)}" if rooms else ""]
    return " or ".join(filter(None, parts))


def _ways(here: Picture, moved: Movement, flow: Flow | None) -> tuple[str, ...]:
    """Return the ways of sending without what they are not for, which the guide says once for all flows."""
    return tuple(filter(None, (moved.how, *_channels(here, names(flow, "channel") if flow else []))))


def _channels(here: Picture, sent: Iterable[str]) -> list[str]:
    return [heading(here.channels[name]) if name in here.channels else told(name) for name in sent]


def _urgent(here: Picture, flow: Flow) -> str:
    """Return what makes a flow urgent and what is done then, without what the way of sending is not for."""
    parts = (
        words(flow, "urgent", "when"),
        _labelled("By", joined(_channels(here, names(flow, "urgent", "channel")), ", ")),
        _labelled("Within", words(flow, "urgent", "within")),
        words(flow, "urgent", "follow_up"),
    )
    return joined(parts, ". ") or words(flow, "urgent")


def _labelled(label: str, said: str) -> str:
    return f"{label}: {said}" if said else ""


def is_danger(each: Share) -> bool:
    """Whether what makes a flow urgent, or the flow itself, is danger or harm, and not another thing that cannot wait."""
    return each.gives and (each.harm or bool(_HARM.search(each.urgent.partition(". By:")[0])))


def _duty(here: Picture, flow: Flow, party: Party) -> str:
    """Return in words which law makes the party tell of harm: the duties to share of which it is among the disclosers."""
    law = {str(each["id"]): each for basis in here.bases_for(flow, party) for _, each in basis.gateways}
    found = [each for each in law.values() if each.get("kind") == "duty" and party.kind in many(each.get("disclosers"))]
    if not found:
        return ""
    titles = listed([str(each["title"]) for each in found], "and")
    only = " where you provide services for a body it lists" if party.kind in _LISTED_BODIES else ""
    unless = (
        ", unless disclosing it would be more detrimental to the child than not disclosing it"
        if _DETRIMENT in law
        else ""
    )
    return f"To tell of this is a duty{only}{unless} ({titles})"


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


def way(each: Share) -> str:
    """Return what the staff of a party do in a flow, and which of them: “You give, only if you are the lead professional”."""
    if not (each.gives and each.receives):
        by = each.gives_by or each.gets_by if each.gives or each.receives else ""
        return _only(each.passing.way.partition(", through: ")[0], by)
    if each.gives_by == each.gets_by:
        return _only("You give and receive", each.gives_by)
    return f"{_only('You give', each.gives_by)}; {_only('you receive', each.gets_by)}"


def _only(words: str, by: str) -> str:
    return f"{words}, only {by}" if by else words


def direction(each: Share) -> str:
    """Return what stands before those at the other end: “To”, “From” or “With”."""
    if each.gives and not each.receives:
        return "To"
    return "From" if each.receives and not each.gives else "With"


def timing(each: Share) -> tuple[tuple[str, str], ...]:
    """Return when a flow moves, each with its label: how often, what sets it off, how soon after that."""
    often = "" if each.flow.trigger and each.flow.often.casefold() == _ARISES else each.flow.often
    soon = each.passing.within or each.flow.within
    label = "Within" if each.gives else "Comes within"
    return (("How often", often), ("When", each.flow.trigger), (label, soon))
