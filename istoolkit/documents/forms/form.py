"""A form: what it is made from, and the paper it becomes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from istoolkit.definitions.guidance import guidance_of, open_points, worries
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import date_of, language_of, marking_of, partnership_of
from istoolkit.documents.matrix.exchanges import Carried, Piece, carried
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.paper import Block, Bullets, Callout, Paper, Paragraph
from istoolkit.documents.status import keywords_of, stamp_of
from istoolkit.documents.wording import told

TEMPLATE = "paper.docx"

SAID_INSIDE = ("consent",)
"""The forms that say in their part for practitioners, and not to everyone, what nobody has confirmed yet."""


@dataclass(frozen=True)
class Form:
    """A form of a protocol. ``record`` has its fixed words, from the list ``forms`` of the guidance."""

    register: Register
    protocol: Protocol
    record: Record

    @property
    def name(self) -> str:
        """What it is called in file names and in the tags of its blanks, such as ``request``."""
        return str(self.record["id"])

    @cached_property
    def here(self) -> Picture:
        """The protocol as a reviewer sees it."""
        return picture(self.register, self.protocol)

    @cached_property
    def flows(self) -> tuple[Carried, ...]:
        """The flows of what is about people who can be identified, and those of which nobody knows yet what they carry."""
        return tuple(each for each in carried(self.register, self.protocol) if any(map(is_personal, each.pieces)))

    def passage(self, name: str) -> tuple[str, str]:
        """Return the heading and the text of a passage of its fixed words; "" for both where a partnership has none."""
        found = (each for _, each in records(self.record.get("passages")) if each.get("id") == name)
        said: Record = next(found, {})
        return told(said.get("title")), told(said.get("text"))

    def options(self, name: str) -> list[tuple[str, str]]:
        """Return what may be ticked under a choice of its fixed words: identifiers with words."""
        found = (each for _, each in records(self.record.get("choices")) if each.get("id") == name)
        said: Record = next(found, {})
        return [(str(each["id"]), told(each["text"])) for _, each in records(said.get("options"))]

    def said(self, *path: str) -> str:
        """Return a text of a section of the protocol, here or above, as a reader sees it; "" where it is not said."""
        term = self.here.term(path[0], path[1])
        value = term.full if term and isinstance(term.value, dict) else term.value if term else None
        for step in path[2:]:
            value = value.get(step) if isinstance(value, dict) else value
        return told(value)

    def listed(self, section: str, name: str) -> tuple[str, ...]:
        """Return the texts of a list in a section of the protocol, here or above."""
        term = self.here.term(section, name)
        return tuple(told(each) for each in many(term.value)) if term else ()


def is_personal(piece: Piece) -> bool:
    """Whether an item is about people who can be identified, or may be: nobody knows yet of one that is to be confirmed."""
    return piece.item is None or piece.item.is_personal


def form_of(register: Register, protocol: Protocol, name: str) -> Form:
    """Return a form of a protocol with its fixed words. Raises KeyError where there is no such form."""
    return Form(register, protocol, guidance_of(register).lists["forms"][name])


def paper(form: Form, blocks: Iterable[Block], audience: str) -> Paper:
    """Return a form as a paper, with what it is for before its parts and what to do with it after them."""
    register, protocol = form.register, form.protocol
    owner = register.organisations.get(protocol.text("owner"), {})
    return Paper(
        title=told(form.record["title"]),
        subtitle=title_of(protocol),
        blocks=(*_begins(form), *blocks),
        template=TEMPLATE,
        partnership=partnership_of(register, protocol),
        facts=tuple(_foot(form)),
        status=stamp_of(register, protocol),
        language=language_of(register, protocol),
        creator=str(owner.get("title") or register.setting("partnership") or ""),
        date=date_of(protocol),
        version=protocol.text("version"),
        marking=marking_of([protocol]),
        keywords=keywords_of(register, protocol),
        audience=audience,
    )


def _begins(form: Form) -> Iterator[Block]:
    yield Paragraph(told(form.record["about"]), "lead")
    if changed := worries(form.register, form.record, form.here.nations):
        yield Callout("The law has changed", tuple(Paragraph(each) for each in changed), "changed")
    if before := texts(form, "before"):
        yield Callout("Before you begin", (Bullets(before),))


def texts(form: Form, name: str) -> tuple[str, ...]:
    """Return a list of the form's fixed words, such as ``declaration``."""
    return tuple(told(each) for each in many(form.record.get(name)))


def _foot(form: Form) -> Iterator[tuple[str, str]]:
    """Yield of which version of which protocol it is, and what of its fixed words nobody has confirmed yet."""
    stamp = stamp_of(form.register, form.protocol)
    version, reference = (told(form.protocol.text(name)) for name in ("version", "reference"))
    yield "Protocol", ", ".join(filter(None, (title_of(form.protocol), reference)))
    if version:
        yield "Version", version
    yield "Status", stamp.words
    points = open_points(form.register, form.record, form.here.nations)
    if points and form.name not in SAID_INSIDE:
        yield "Not yet compared with its source", "; ".join(points)
