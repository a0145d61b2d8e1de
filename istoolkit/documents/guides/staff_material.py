"""What guidance says to the staff of a party: who they are, steps, rules, myths, contacts; and where the law behind it has changed."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from istoolkit.definitions.ages import are_children
from istoolkit.definitions.guidance import fitting as for_staff_of
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
_SAID = ("title", "text", "myth", "fact", "when", "points")
"""The fields of a record that readers see: what else it holds, such as its law, does not say whom it speaks of."""
_SOCIAL_CARE = re.compile(r"\bsocial (?:care|work|services)\b", re.IGNORECASE)
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
    guidance, whom = guidance_of(here.register), _whom(here)
    steps = for_staff_of(guidance.each("steps", nations, "staff"), party.kind)
    danger = [each for each in steps if _DANGER in (each["id"], each.get("instead_of"))]
    return Material(
        nations,
        tuple(each for each in guidance.each("roles", nations) if party.kind in many(each.get("kinds"))),
        tuple(danger),
        tuple(each for each in concerning(steps, whom) if each not in danger and (whom or "concerns" in each)),
        tuple(each for each in concerning(guidance.each("golden_rules", nations), whom) if whom),
        tuple(
            _chosen(fitting(guidance.each("myths", nations, "staff"), whom), law, _is_confidential(here, found)),
        ),
        (
            *fitting(guidance.about("proportionality", nations), whom)[:1],
            *guidance.about("fact-and-opinion", nations)[:1],
        ),
        tuple(for_staff_of(fitting(guidance.each("contacts", nations, "staff"), whom), party.kind)),
    )


def concerning(records: Iterable[Record], whom: frozenset[str]) -> list[Record]:
    """Return the records about those whom a protocol is about: ``children``, ``adults`` or both. Most are about everyone."""
    return [each for each in records if "concerns" not in each or whom & {*many(each["concerns"])}]


def _whom(here: Picture) -> frozenset[str]:
    """Return whom, of those at risk, a protocol is about, as records name them in ``concerns``."""
    adults = any(each.text("vulnerable") == "yes" and not are_children(each) for each in here.people.values())
    return frozenset([*(["children"] if about_children(here) else []), *(["adults"] if adults else [])])


def fitting(records: Iterable[Record], whom: frozenset[str]) -> list[Record]:
    """Return the records that fit a protocol: those that speak of children only where it is about children."""
    known = concerning(records, whom)
    return [each for each in known if "children" in whom or not _OF_CHILDREN.search(" ".join(_texts(each)))]


def _texts(record: Record) -> Iterator[str]:
    for name in _SAID:
        yield from map(str, many(record.get(name)))


def _chosen(myths: list[Record], law: Container[str], confidential: bool) -> list[Record]:
    """Return myths in the order in which they matter: the first, and then those that are near what the party does."""

    def is_far(each: Record) -> bool:
        return not any(name in law or (confidential and name == _CONFIDENCE) for name in many(each.get("law")))

    return [*myths[:1], *sorted(myths[1:], key=is_far)]


def about_children(here: Picture) -> bool:
    """Whether children are among the people whose information it is, by their ages, by what they or the protocol are called.

    In doubt it is so: what keeps children safe is not left out.
    """
    titles = (
        here.protocol.text("title"),
        here.protocol.text("summary"),
        *(each.title for each in here.people.values()),
    )
    return any(map(are_children, here.people.values())) or any(map(_OF_CHILDREN.search, titles))


def social_care(said: Material) -> tuple[Record, ...]:
    """Return whom to tell that a child may come to harm: social care or social work, those with a number first."""
    found = [each for each in said.contacts if _SOCIAL_CARE.search(str(each.get("title"))) and not _is_for_adults(each)]
    return tuple([each for each in found if "phone" in each] or [each for each in found if "link" in each])


def _is_for_adults(each: Record) -> bool:
    return "adult" in str(each.get("title")).lower() or many(each.get("concerns")) == ["adults"]


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
