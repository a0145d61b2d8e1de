"""A guide for the people whose information is shared, in parts: what the partnership wrote, or what the definition says.

A part comes from ``guides`` in the definition, here or in a protocol above, where the partnership wrote it. Otherwise it is
made of the rest of the definition. What is not known reads as “ask us”: a guide promises nothing that is not defined, and
always says that information may be shared without asking.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from istoolkit.definitions.ages import are_children
from istoolkit.definitions.guidance import guidance_of, worries
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register

PARTS = ("what", "why", "information", "who", "choice", "without_asking", "kept", "questions")
"""The parts that a partnership can write itself, in the order in which they are read."""

_MARK = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences, and the points listed after them."""

    words: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a guide under its heading. ``changed`` are sentences on law behind it that has changed."""

    id: str
    heading: str
    passages: tuple[Passage, ...]
    changed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it as one text, each point on a line of its own."""
        return "\n\n".join("\n".join([each.words, *(f"- {one}" for one in each.points)]) for each in self.passages)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a guide speaks to its readers. ``words`` are the sentences that differ; ``key`` is its section of ``guides``."""

    reader: str
    key: str
    title: str
    audience: str
    headings: Mapping[str, str]
    words: Mapping[str, str]


def written(here: Picture, voice: Voice, part: str) -> tuple[Passage, ...]:
    """Return what the partnership wrote for a part, here or above; () where it wrote nothing or has yet to confirm it."""
    return passages(here.text("guides", voice.key, part))


def passages(text: str) -> tuple[Passage, ...]:
    """Return a text as an officer types it, with points that begin with “- ”, in passages."""
    found: list[Passage] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*[-•*]\s)", text.strip()):
        said = " ".join(block.split())
        if _MARK.match(said) and found:
            last = found[-1]
            found[-1] = Passage(last.words, (*last.points, _MARK.sub("", said)))
        elif said:
            found.append(Passage(points=(_MARK.sub("", said),)) if _MARK.match(said) else Passage(said))
    return tuple(found)


def statements(here: Picture, subject: str, voice: Voice) -> list[Record]:
    """Return what guidance says about a subject to the readers of a guide, in the nations of the protocol."""
    return guidance_of(here.register).about(subject, here.nations, voice.reader)


def said(found: list[Record]) -> tuple[Passage, ...]:
    """Return statements of guidance as passages."""
    return tuple(Passage(str(each["text"]), tuple(map(str, each.get("points", ())))) for each in found)


def changes(here: Picture, found: list[Record]) -> tuple[str, ...]:
    """Return what of the law behind some statements has changed, each once."""
    return tuple(dict.fromkeys(sentence for each in found for sentence in worries(here.register, each)))


def is_for_people(register: Register, protocol: Protocol) -> bool:
    """Whether a protocol shares anything about people who can be identified, so that they are told of it."""
    return bool(picture(register, protocol).personal_flows)


def has_children(here: Picture) -> bool:
    """Whether children are among the people whose information it is."""
    return any(map(are_children, here.people.values()))


def concerned(here: Picture) -> frozenset[str]:
    """Return whom a protocol is about, as ``concerns`` of guidance has it: ``children``, ``adults`` or both.

    Where children come first, the adults are their parents and carers: what is for adults at risk is not for them.
    """
    found = {"children": has_children(here), "adults": not is_about_children(here)}
    return frozenset(name for name, is_so in found.items() if is_so)


def is_about_children(here: Picture) -> bool:
    """Whether it is children above all whose information it is: the first group of people, and not people of all ages."""
    first = next(iter(here.people.values()), None)
    return (
        first is not None and are_children(first) and not first.text("ages").lower().startswith(("all", "any", "every"))
    )
