"""The guides for families and for young people as papers."""

import re
from collections.abc import Iterator
from functools import partial

from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import date_of, language_of, partnership_of
from istoolkit.documents.guides.families import FAMILIES
from istoolkit.documents.guides.made import parts
from istoolkit.documents.guides.plain import Part, Passage, Voice, has_children, is_about_children, is_for_people
from istoolkit.documents.guides.telling import URGENT, contacts, ways
from istoolkit.documents.guides.young_people import YOUNG_PEOPLE
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.paper import Block, Bullets, Callout, Heading, Paper, Paragraph, Span, Words
from istoolkit.documents.stamp import Stamp
from istoolkit.documents.status import keywords_of, stamp_of
from istoolkit.documents.wording import told

STANDARD, LARGE_PRINT = "plain-paper.docx", "plain-paper-large-print.docx"

_CHANGED = "Changed"
_MAY_CHANGE = "This guide may still change. Ask before you rely on it."
_DRAFT, _OVER = "This is a draft. The services have not agreed it yet.", "This is out of date. Ask what holds now."
_BANNERS = {
    "Changed since it was signed": "This was changed. The services have not agreed the change yet.",
    "Record damaged": "We cannot tell whether the services have agreed this. Ask before you rely on it.",
}
_IN_FORCE = re.compile(r"Version (\S+) is in force")
_LINKS = {"phone": "tel:{}", "email": "mailto:{}", "link": "https://{}"}
_EVERYONE = "the people it is about"


def voices(register: Register, protocol: Protocol) -> list[Voice]:
    """Return for whom there are guides of a protocol.

    There are none where nothing is shared about people and nobody wrote words for a guide. Young people have one where
    children are among the people concerned, or where someone wrote words for it.
    """
    here = picture(register, protocol)
    shares = is_for_people(register, protocol)
    wanted = {FAMILIES.key: shares, YOUNG_PEOPLE.key: shares and has_children(here)}
    return [each for each in (FAMILIES, YOUNG_PEOPLE) if wanted[each.key] or (shares and here.term("guides", each.key))]


def guide(register: Register, protocol: Protocol, voice: Voice, template: str = STANDARD) -> Paper:
    """Return the guide of a protocol for its readers. ``template`` is the layout: standard or large print."""
    here = picture(register, protocol)
    return paper(here, voice, tuple(_blocks(here, voice)), template)


def paper(here: Picture, voice: Voice, blocks: tuple[Block, ...], template: str) -> Paper:
    """Return blocks as a paper for the readers of a guide, with the particulars of its protocol."""
    register, protocol = here.register, here.protocol
    audience = voice.audience if voice is YOUNG_PEOPLE or is_about_children(here) else _EVERYONE
    return Paper(
        title=voice.title,
        subtitle=f"For {audience}",
        blocks=blocks,
        template=template,
        partnership=partnership_of(register, protocol),
        facts=(("Made from", _made_from(protocol)),),
        status=_stamp(register, protocol),
        language=language_of(register, protocol),
        creator=partnership_of(register, protocol),
        date=date_of(protocol),
        version=told(protocol.text("version")),
        keywords=keywords_of(register, protocol),
        audience=audience,
    )


def _stamp(register: Register, protocol: Protocol) -> Stamp:
    """Return where a protocol stands, in words for those who sign nothing and do not share themselves."""
    stamp = stamp_of(register, protocol)
    if stamp.agreed:
        return stamp
    if stamp.tone == "ended":
        return stamp._replace(banner=_OVER, head="Out of date", advice=_OVER)
    still = _IN_FORCE.search(stamp.banner)
    older = f" Until then they keep to version {still[1]}." if still else ""
    banner = f"{_BANNERS.get(stamp.name, _DRAFT)}{older}"
    return stamp._replace(banner=banner, head="Draft: not agreed yet", advice=f"{banner} {_MAY_CHANGE}")


def _made_from(protocol: Protocol) -> str:
    version = told(protocol.text("version"))
    return f"{title_of(protocol)}, version {version}" if version else title_of(protocol)


def _blocks(here: Picture, voice: Voice) -> Iterator[Block]:
    for index, each in enumerate(parts(here, voice)):
        yield from _part(each, "lead" if index == 0 else "body")
    yield from _contacts(contacts(here, voice), voice)


def _part(part: Part, look: str) -> Iterator[Block]:
    if look == "body":
        yield Heading(part.heading, id=part.id)
    for each in part.passages:
        yield from _passage(each, look)
    if part.changed:
        yield Callout(_CHANGED, tuple(map(Paragraph, part.changed)), tone="changed")


def _passage(passage: Passage, look: str) -> Iterator[Block]:
    make = (
        partial(Paragraph, look="keep")
        if passage.points
        else partial(Paragraph, look="lead")
        if look == "lead"
        else Paragraph
    )
    if passage.words:
        yield make(passage.words)
    if passage.points:
        yield Bullets(passage.points)


def _contacts(found: list[Record], voice: Voice) -> Iterator[Block]:
    urgent = [each for each in found if each.get("phone") == URGENT]
    if found:
        yield Heading(voice.headings["contacts"], id="contacts")
    if urgent:
        yield Callout(voice.words["danger"], tuple(Paragraph(_contact(each)) for each in urgent), tone="urgent")
    others = tuple(_contact(each) for each in found if each not in urgent)
    if others:
        yield Bullets(others)


def _contact(each: Record) -> Words:
    """Return whom to call, how, and when."""
    spans: list[Span | str] = [Span(str(each["title"]), bold=True)]
    for name in ways(each):
        value = str(each[name])
        spans += [", ", Span(value, link=_LINKS[name].format(value.replace(" ", "") if name == "phone" else value))]
    return (*spans, f". {each['when']}.")
