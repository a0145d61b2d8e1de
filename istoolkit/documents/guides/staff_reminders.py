"""The parts of a staff guide that come from guidance: steps, what to ask oneself, rules, myths, national contacts."""

from collections.abc import Iterator, Sequence

from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.documents.guides import staff_parts as parts
from istoolkit.documents.guides.staff_contacts import between, mail, telephone
from istoolkit.documents.guides.staff_material import Material, social_care
from istoolkit.documents.paper import Block, Bullets, Span, Words
from istoolkit.documents.wording import told
from istoolkit.words import sentence

_EMERGENCY = "999"
"""The number that a guide begins with: it is not told again among the others."""


def steps(said: Material, level: int) -> Iterator[Block]:
    """Yield what to do when worried about a child: titles in a paragraph, from ``level`` 2 a list, at 3 in full.

    At 0 there is none: what is most pressing stands first in the guide, and the page has the others.
    """
    found = [_step(said, each, level > 2) for each in said.steps if level]
    if found:
        yield _numbered(found, level > 1)


def _step(said: Material, each: Record, full: bool) -> Words:
    title = _closed(said.titled(each, str(each["title"])))
    return (Span(f"{title} ", bold=True), str(each["text"])) if full else title


def before(here: Picture, said: Material, level: int) -> Iterator[Block]:
    """Yield what to ask oneself before sharing: from ``level`` 1 with the questions, at 2 in full."""
    found = [each for each in said.before if level or "points" not in each]
    if found:
        items = tuple(_reminder(here, each, level) for each in found)
        yield Bullets(items) if level else parts.run_on(items)


def _reminder(here: Picture, each: Record, level: int) -> Words:
    own = parts.said(here, "quality", "fact_and_opinion") if each["about"] == "fact-and-opinion" else ""
    words = sentence(str(each["text"]) if level > 1 else "", *many(each.get("points")), _closed(own) if own else "")
    return (Span(_closed(str(each.get("title", ""))), bold=True), f" {words}" if words else "")


def rules(said: Material, level: int) -> Iterator[Block]:
    """Yield the golden rules by their titles: from ``level`` 1 in a paragraph, from 2 as a list with what each means."""
    if found := [_rule(said, each, level > 1) for each in said.rules if level]:
        yield _numbered(found, level > 1)


def _rule(said: Material, each: Record, full: bool) -> Words:
    title = _closed(said.titled(each, str(each["title"])))
    return (Span(f"{title} ", bold=True), _closed(str(each.get("text", "")))) if full else title


def myths(said: Material, number: int) -> Iterator[Block]:
    """Yield the first so many myths, each with what is true."""
    found = [(Span(f"“{_closed(str(each['myth']))}” ", bold=True), str(each["fact"])) for each in said.myths[:number]]
    if found:
        yield Bullets(tuple(found))


def contacts(said: Material, level: int) -> list[Words]:
    """Return whom to call everywhere in a nation; from ``level`` 1 with when to do so.

    At 0 those are left out whom the frame for danger names, and those for adults where steps are about children.
    """
    known = [each for each in said.contacts if each.get("phone") != _EMERGENCY]
    named_above = social_care(said)
    few = [each for each in known if each not in named_above and many(each.get("concerns")) != ["adults"]]
    return [_contact(said, each, level) for each in (known if level or not named_above else few)]


def _contact(said: Material, each: Record, level: int) -> Words:
    phone, link, address = (told(each.get(name)) for name in ("phone", "link", "email"))
    reach: list[Span | str] = [telephone(phone)] if phone else []
    if link and (level or not phone):
        reach.append(Span(link, link=f"https://{link}"))
    if address and level:
        reach.append(mail(address))
    when = f" ({str(each['when']).rstrip('.')})" if level else ""
    return (
        Span(said.titled(each, str(each["title"])), bold=True),
        f"{when}: " if reach else when,
        *between(reach),
    )


def _numbered(entries: Sequence[Words], apart: bool) -> Block:
    """Return a numbered list; in one paragraph where there is little room."""
    if apart:
        return Bullets(tuple(entries), numbered=True)
    return parts.run_on([(f"{place}. ", *_spans(each)) for place, each in enumerate(entries, 1)])


def _spans(words: Words) -> tuple[Span | str, ...]:
    return (words,) if isinstance(words, str) else words


def _closed(words: str) -> str:
    """Return words that end as a sentence does."""
    return words if words.endswith((".", "?", "!")) else f"{words}."
