"""What of a register counts as each tier of the toolkit. ``schemas/guidance/tiers.yaml`` has the tiers themselves."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from istoolkit.assessment.assessed import assessed
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import GUIDANCE, Protocol, Register
from istoolkit.documents.facts import title_of
from istoolkit.documents.status import status_of
from istoolkit.documents.wording import told

READY, MADE, OPEN = "ready", "made", "open"
"""What a part is: agreed or written by the partnership, made from the definition, and still to be settled."""


class Part(NamedTuple):
    """A part of a tier that a partnership has: what it is, how it stands, and the protocol whose documents hold it.

    ``words`` are the same for the same thing of several protocols, such as “Matrix”. ``itself`` says that it is the
    protocol itself.
    """

    words: str
    stands: str
    state: str
    protocol: str = ""
    itself: bool = False


class ToDo(NamedTuple):
    """What is left to do, and for which protocols; nothing is where there is none."""

    words: str
    protocols: tuple[str, ...]


class Tier(NamedTuple):
    """A tier of the toolkit, with the parts of it that there are. ``to_do`` says what is left to do."""

    number: str
    title: str
    what: str
    readers: str
    parts: tuple[Part, ...]
    how: str
    to_do: tuple[ToDo, ...]

    @property
    def missing(self) -> bool:
        """Whether the partnership has nothing of it."""
        return not self.parts


def tiers_of(register: Register) -> tuple[Tier, ...]:
    """Return the tiers of the toolkit of a register, in their order."""
    records = sorted(guidance_of(register).each("tiers"), key=lambda each: int(str(each["number"])))
    return tuple(
        Tier(
            str(each["number"]),
            str(each["title"]),
            str(each["what"]),
            str(each["readers"]),
            tuple(part for name in many(each.get("holds")) if name in PARTS for part in PARTS[name](register)),
            str(each.get("how", "")),
            tuple(
                found
                for name in many(each.get("holds"))
                if name in TO_DO and (found := TO_DO[name](register)).protocols
            ),
        )
        for each in records
    )


def sharing(register: Register) -> list[Protocol]:
    """Return the protocols under which information passes."""
    return [each for each in register.checked() if picture(register, each).flows]


def _of_tier(tier: str) -> Callable[[Register], Iterator[Part]]:
    def found(register: Register) -> Iterator[Part]:
        for each in register.checked():
            if each.text("tier") == tier:
                stamp = status_of(register, each).stamp
                version = f"version {told(each.text('version'))}" if each.text("version") else "no version"
                yield Part(title_of(each), f"{version}: {stamp.words}", READY if stamp.agreed else OPEN, each.id, True)

    return found


def _made(words: str) -> Callable[[Register], Iterator[Part]]:
    def found(register: Register) -> Iterator[Part]:
        for each in sharing(register):
            yield Part(words, "made from the protocol", MADE, each.id)

    return found


def _policy(register: Register) -> Iterator[Part]:
    yield Part("Golden rules and the decision whether to share", "come with the toolkit", MADE)
    if isinstance(register.guidance_file.value, dict):
        yield Part("The partnership's own guidance", f"in {GUIDANCE}", READY)
    for each in register.checked():
        if each.data.get("principles"):
            yield Part("Principles", "in the protocol", READY, each.id)
    for each in register.checked():
        if any(basis.says("policy_document") for basis in picture(register, each).bases):
            yield Part("Appropriate policy documents", "named in the protocol", READY, each.id)


def _guides(register: Register) -> Iterator[Part]:
    for each in sharing(register):
        yield Part("Guides for staff", "made from the protocol, one for each party", MADE, each.id)
    for each in sharing(register):
        yield Part("Guides for families and young people", *_words(register, each), each.id)


def _words(register: Register, protocol: Protocol) -> tuple[str, str]:
    """Return how the guides for families stand: in the partnership's own words, or made from the protocol."""
    here = picture(register, protocol)
    readers = {"families": "families", "young_people": "young people"}
    own = [words for name, words in readers.items() if here.says("guides", name)]
    if len(own) == len(readers):
        return "in the partnership's own words", READY
    if own:
        return f"in the partnership's own words for {own[0]}, else made from the protocol", MADE
    return "made from the protocol", MADE


def _training(register: Register) -> Iterator[Part]:
    yield Part("Workshop on a family, quiz and log", "come with the toolkit", MADE)
    yield from _made("Plan by audience")(register)


def _appendices(register: Register) -> Iterator[Part]:
    for each in register.checked():
        found = assessed(register, each)
        if found.written:
            yield Part("Impact assessment", "beside the protocol", READY, each.id)
    for name, words in (("definitions", "Glossary"), ("annexes", "Further annexes")):
        for each in register.checked():
            if each.data.get(name):
                yield Part(words, "in the protocol", READY, each.id)


PARTS: dict[str, Callable[[Register], Iterator[Part]]] = {
    "framework": _of_tier("framework"),
    "community": _of_tier("community"),
    "operational": _of_tier("operational"),
    "matrix": _made("Matrix"),
    "policy": _policy,
    "confidentiality": _made("Confidentiality agreement"),
    "guides": _guides,
    "training": _training,
    "appendices": _appendices,
}
"""What a register has of a tier, by the word that ``holds`` uses for it."""


def _unassessed(register: Register) -> ToDo:
    names = [each.id for each in sharing(register) if _needs_assessment(register, each)]
    return ToDo("Begin the impact assessment (istoolkit new assessment)", tuple(names))


def _needs_assessment(register: Register, protocol: Protocol) -> bool:
    found = assessed(register, protocol)
    required = found.screening.result == "required" and not found.screening.decided_otherwise
    return required and not found.written


def _unsaid(register: Register) -> ToDo:
    names = [each.id for each in sharing(register) if _words(register, each)[1] != READY]
    return ToDo("Write the words for families and young people (guides in protocol.yaml)", tuple(names))


TO_DO: dict[str, Callable[[Register], ToDo]] = {"appendices": _unassessed, "guides": _unsaid}
"""What is left to do for a tier, by the word that ``holds`` uses for it."""
