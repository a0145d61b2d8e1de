"""What guidance says to the staff of a party: who they are, steps, rules, myths, contacts; and where the law behind it has changed."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from istoolkit.definitions.guidance import guidance_of, worries
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.things import Party
from istoolkit.documents.paper import Bullets, Callout
from istoolkit.documents.signing.passing import Passing
from istoolkit.words import listed

_OF_CHILDREN = re.compile(r"\b(?:child|children|young person|young people)\b", re.IGNORECASE)
_CONFIDENCE = "common-law-confidence"
_DANGER = "danger-now"
"""The step for danger now: every guide begins with it."""


@dataclass(frozen=True)
class Material:
    """The records of guidance that hold for the staff of a party. ``nations`` are theirs."""

    nations: frozenset[str]
    roles: tuple[Record, ...]
    danger: tuple[Record, ...]
    steps: tuple[Record, ...]
    rules: tuple[Record, ...]
    myths: tuple[Record, ...]
    before: tuple[Record, ...]
    contacts: tuple[Record, ...]

    def with_myths(self, number: int) -> "Material":
        """Return the same with the first so many myths."""
        return replace(self, myths=self.myths[:number])

    @property
    def all(self) -> tuple[Record, ...]:
        """Every record, in the order in which a guide tells them."""
        return (*self.danger, *self.roles, *self.steps, *self.before, *self.contacts, *self.rules, *self.myths)

    def titled(self, record: Record, words: str) -> str:
        """Return words of a record, with the nations where it holds only in some of the reader's."""
        only = [each for each in many(record.get("jurisdictions")) if each in self.nations]
        if len(self.nations) < 2 or not only or set(only) == self.nations:
            return words
        return f"{words.rstrip('.')} ({listed(map(vocabularies()['nations'].__getitem__, only), 'and')})"

    @property
    def lead(self) -> str:
        """Whom the reader asks first, as guidance names the post; "" where it names none."""
        return listed(dict.fromkeys(str(each["lead"]) for each in self.roles if "lead" in each))

    @property
    def who(self) -> str:
        """What the reader is, such as “a teacher or other member of school staff”; "" where that is not known."""
        return listed(dict.fromkeys(str(each["who"]) for each in self.roles))


def material(here: Picture, party: Party, found: Iterable[Passing], law: Container[str]) -> Material:
    """Return what guidance says to the staff of a party. ``found`` are its flows, ``law`` the provisions they rest on.

    Of the myths, the first, which stops people most, comes first, and then those that are near what the party does.
    """
    nations = (party.nations & here.nations) or here.nations or party.nations
    guidance, children = guidance_of(here.register), about_children(here)
    steps = guidance.each("steps", nations, "staff")
    return Material(
        nations,
        tuple(each for each in guidance.each("roles", nations) if party.kind in many(each.get("kinds"))),
        tuple(each for each in steps if each["id"] == _DANGER),
        tuple(each for each in steps if each["id"] != _DANGER and children),
        tuple(each for each in guidance.each("golden_rules", nations) if children),
        tuple(_chosen(_fit(guidance.each("myths", nations, "staff"), children), law, _is_confidential(here, found))),
        (
            *_fit(guidance.about("proportionality", nations), children)[:1],
            *guidance.about("fact-and-opinion", nations)[:1],
        ),
        tuple(_fit(guidance.each("contacts", nations, "staff"), children)),
    )


def _fit(records: Iterable[Record], children: bool) -> list[Record]:
    """Return the records that fit a protocol: those that speak of children only where it is about children."""
    return [each for each in records if children or not _OF_CHILDREN.search(" ".join(_texts(each)))]


def _texts(record: Record) -> Iterator[str]:
    for value in record.values():
        yield from (str(each) for each in (value if isinstance(value, list | tuple) else [value]))


def _chosen(myths: list[Record], law: Container[str], confidential: bool) -> list[Record]:
    """Return myths in the order in which they matter: the first, and then those that are near what the party does."""

    def is_far(each: Record) -> bool:
        return not any(name in law or (confidential and name == _CONFIDENCE) for name in many(each.get("law")))

    return [*myths[:1], *sorted(myths[1:], key=is_far)]


def about_children(here: Picture) -> bool:
    """Whether a protocol is about children, by what it and the people it is about are called.

    People of all ages do not make it so: a staff guide to statistics on tenants need not say what to do when worried about
    a child, beyond what to do in danger.
    """
    titles = (
        here.protocol.text("title"),
        here.protocol.text("summary"),
        *(each.title for each in here.people.values()),
    )
    return any(map(_OF_CHILDREN.search, titles))


def _is_confidential(here: Picture, found: Iterable[Passing]) -> bool:
    ids = {each.id for each in found}
    return any(item.text("confidential") == "yes" for flow in here.flows if flow.id in ids for item in flow.items)


def changed(here: Picture, said: Material, gateways: Iterable[str]) -> Callout | None:
    """Return what must be seen where law behind a guide has changed or does not hold: what of the guide rests on it."""
    register = here.register
    lines: dict[str, list[str]] = {}
    for what, record in _resting(said, gateways):
        for worry in worries(register, record):
            lines.setdefault(worry, []).append(what)
    if not lines:
        return None
    items = tuple(
        f"{worry} What rests on it here: {'; '.join(dict.fromkeys(whats))}." for worry, whats in lines.items()
    )
    return Callout("Ask before you rely on this: law has changed", (Bullets(items),), "changed")


def _resting(said: Material, gateways: Iterable[str]) -> Iterator[tuple[str, Record]]:
    yield from (("the flows of this protocol", {"law": [each]}) for each in gateways)
    yield from ((f"“{named(each)}”", each) for each in said.all)


def named(record: Record) -> str:
    """Return what a record of guidance is called."""
    said = (record.get(key) for key in ("title", "myth", "who", "text"))
    return next(str(each) for each in said if each).rstrip(".")
