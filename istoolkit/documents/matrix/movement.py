"""What a flow says of itself, in words: why, when, with whose agreement, how, how often, and who may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from istoolkit.definitions.formats import NOT_STATED, long_date
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Flow, Thing
from istoolkit.documents.matrix.ends import End, named
from istoolkit.documents.matrix.said import choice, choices, heading, joined, labelled, names, open_names, words
from istoolkit.documents.wording import told
from istoolkit.words import capital


@dataclass(frozen=True, slots=True)
class Occasion:
    """A circumstance in which information moves, and what is asked of the people it is about."""

    id: str
    title: str
    when: str
    agreement: str
    reason: str
    without: tuple[str, ...]
    capacity: str = ""
    told: str = ""
    threshold: str = ""

    @property
    def whole(self) -> str:
        """Its title with the threshold that must be met."""
        return f"{self.title} (threshold: {self.threshold.rstrip('.')})" if self.threshold else self.title


@dataclass(frozen=True, slots=True)
class Movement:
    """A flow in words. A text that is not said is "". ``purposes`` are identifiers with titles.

    ``number`` is that of the pictures, 0 where the flow is still to be confirmed. ``own_conditions`` are its own,
    ``uses`` what its purposes do not extend to.
    """

    id: str
    number: int
    title: str
    purposes: tuple[tuple[str, str], ...]
    occasions: tuple[Occasion, ...]
    channels: tuple[str, ...]
    how: str
    out_of: str
    into: str
    often: str
    trigger: str
    within: str
    until: str
    urgent: str
    seen_by: str
    own_conditions: tuple[str, ...]
    uses: tuple[str, ...]
    onward: str
    originator: str
    through: tuple[End, ...]
    on_behalf_of: tuple[End, ...]
    barred: tuple[str, ...]
    volume: str
    note: str

    @property
    def called(self) -> str:
        """Its number and its title, as in “4 The school answers”."""
        return f"{self.number} {self.title}" if self.number else self.title

    @property
    def conditions(self) -> tuple[str, ...]:
        """All that narrows it: its own conditions, and what its purposes do not extend to."""
        return (*self.own_conditions, *self.uses)

    @property
    def timing(self) -> tuple[str, ...]:
        """How often, how much, how soon and until when, each with its label."""
        found = (
            labelled("How often", self.often),
            labelled("How much", self.volume),
            labelled("Set off by", self.trigger),
            labelled("Within", self.within),
            labelled("Until", self.until),
            labelled("When urgent", self.urgent),
        )
        return tuple(filter(None, found))

    @property
    def ways(self) -> tuple[str, ...]:
        """How it travels: the way of sharing, the channels with what they are not for, and the systems at both ends."""
        systems = (labelled("Out of", self.out_of), labelled("Into", self.into))
        return tuple(each for each in (self.how, *self.channels, *systems) if each)


def movement(picture: Picture, flow: Flow) -> Movement:
    """Return a flow in words."""
    return Movement(
        flow.id,
        next((number for number, each in picture.numbered if each is flow), 0),
        heading(flow),
        _purposes(picture, flow),
        _occasions(picture, flow),
        _ways(picture, flow, "channel"),
        capital(joined(choices("flows", flow, "how"))),
        joined(_titles(flow, "out_of", picture.assets)),
        joined(_titles(flow, "into", picture.assets)),
        words(flow, "frequency"),
        words(flow, "when"),
        words(flow, "within"),
        words(flow, "until"),
        _urgent(picture, flow),
        words(flow, "seen_by"),
        _conditions(flow),
        uses_of(picture, names(flow, "purpose")),
        words(flow, "onward"),
        words(flow, "originator"),
        named(picture, flow, "through"),
        named(picture, flow, "on_behalf_of"),
        _barred(picture, flow),
        words(flow, "volume"),
        words(flow, "note"),
    )


def _purposes(picture: Picture, flow: Flow) -> tuple[tuple[str, str], ...]:
    known = picture.purposes
    found = [(name, heading(known[name]) if name in known else told(name)) for name in names(flow, "purpose")]
    return tuple(found) or (("", NOT_STATED),)


def _titles(flow: Flow, field: str, known: dict[str, Thing]) -> tuple[str, ...]:
    return tuple(heading(known[name]) if name in known else told(name) for name in names(flow, field))


def _ways(picture: Picture, flow: Flow, *path: str) -> tuple[str, ...]:
    """Return the channels that a field names, each with what may not be sent by it."""
    known = picture.channels
    return tuple(_way(known[name]) if name in known else told(name) for name in names(flow, *path))


def _way(channel: Thing) -> str:
    barred = joined(map(told, names(channel, "not_for")))
    return f"{heading(channel)} (not for: {barred})" if barred else heading(channel)


def uses_of(picture: Picture, purposes: Iterable[str]) -> tuple[str, ...]:
    """Return what purposes do not extend to, and on what terms the information may be used again, each with its label."""
    found = []
    for each in (picture.purposes[name] for name in purposes if name in picture.purposes):
        found.append(labelled(f"Not for (“{heading(each)}”)", joined(map(told, names(each, "not_for")))))
        found.append(labelled(f"Onward use (“{heading(each)}”)", words(each, "onward_use")))
    return tuple(filter(None, found))


def _occasions(picture: Picture, flow: Flow) -> tuple[Occasion, ...]:
    known = picture.circumstances
    found = [
        occasion(known[name]) if name in known else Occasion(name, told(name), "", NOT_STATED, "", ())
        for name in names(flow, "circumstance")
    ]
    return tuple(found)


def occasion(said: Thing) -> Occasion:
    """Return a circumstance in words."""
    consent = words(said, "consent")
    agreement = choice("circumstances", "consent", consent) if consent else ""
    when = words(said, "when")
    return Occasion(
        said.id,
        words(said, "title") or when or said.title,
        when,
        f"Agreement {agreement}" if agreement and not open_names(said, "consent") else agreement or NOT_STATED,
        words(said, "consent_reason"),
        choices("circumstances", said, "without_consent"),
        words(said, "capacity"),
        words(said, "told"),
        words(said, "threshold"),
    )


def _urgent(picture: Picture, flow: Flow) -> str:
    if open_names(flow, "urgent"):
        return words(flow, "urgent")
    channels = _ways(picture, flow, "urgent", "channel")
    parts = [
        words(flow, "urgent", "when"),
        labelled("By", joined(channels, ", ")),
        labelled("Within", words(flow, "urgent", "within")),
        labelled("Then", words(flow, "urgent", "follow_up")),
    ]
    return joined(parts, ". ")


def _conditions(flow: Flow) -> tuple[str, ...]:
    """Return what narrows a flow, each with its label."""
    found = [
        labelled("Only when", words(flow, "only_when")),
        labelled("Limit", words(flow, "limit")),
        labelled("Decided by", words(flow, "decided_by")),
        labelled("Inside", joined(names(flow, "inside")) if flow.says("from") else ""),
        labelled("Sent abroad", _abroad(flow, lambda name: words(flow, "transfer", name))),
    ]
    return tuple(each for each in found if each)


def _abroad(flow: Flow, said: Callable[[str], str]) -> str:
    if open_names(flow, "transfer") or not flow.says("transfer"):
        return words(flow, "transfer")
    days = [labelled("from", long_date(said("from"))), labelled("until", long_date(said("until")))]
    return joined([said("country"), said("safeguard"), said("assessment"), *days])


def _barred(picture: Picture, flow: Flow) -> tuple[str, ...]:
    known = picture.items
    return tuple(heading(known[name]) if name in known else told(name) for name in names(flow, "except"))
