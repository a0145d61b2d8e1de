"""The guide for the staff of a party, on two pages: what a protocol means for them, with what must be acted on first."""

from dataclasses import replace

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Party
from istoolkit.documents.facts import date_of, facts_of, language_of, marking_of, partnership_of
from istoolkit.documents.guides.staff_detail import FULL, MORE, Detail
from istoolkit.documents.guides.staff_room import fits
from istoolkit.documents.guides.staff_told import Guide
from istoolkit.documents.matrix.said import called, title_of
from istoolkit.documents.paper import Paper
from istoolkit.documents.signing.passing import passings
from istoolkit.documents.status import keywords_of, stamp_of

TEMPLATE = "staff-guide.docx"
TITLE = "Guides for staff"
_FACTS = ("Reference", "Version", "In force from", "Next review due", "Version in force")


@kept
def readers(register: Register, protocol: Protocol) -> tuple[Party, ...]:
    """Return the parties whose staff have a guide: those with a part in a flow; processors only where they give or receive."""
    every = picture(register, protocol).parties.values()
    return tuple(each for each in every if _has_part(register, protocol, each))


def _has_part(register: Register, protocol: Protocol, party: Party) -> bool:
    found = passings(register, protocol, party.name)
    return any(each.way.startswith(("You give", "You receive")) for each in found) or bool(
        found and not party.is_processor
    )


def staff_guide(register: Register, protocol: Protocol, name: str, whole: bool = False) -> Paper:
    """Return the guide for the staff of a party, which ``name`` is: as much as fits on two pages, or all of it (``whole``).

    Every flow of the party is in it at least by its title, and each duty of its own. Raises KeyError where there is no such
    party.
    """
    guide, frame = Guide(register, protocol, name), _frame(register, protocol, name)
    if whole:
        return replace(frame, blocks=guide.blocks(FULL))
    detail = Detail()
    paper = replace(frame, blocks=guide.blocks(detail))
    for each in MORE:
        more = detail._replace(**each)
        fuller = replace(frame, blocks=guide.blocks(more))
        if fits(fuller):
            detail, paper = more, fuller
    return paper


def _frame(register: Register, protocol: Protocol, name: str) -> Paper:
    """Return the paper without its blocks."""
    party = picture(register, protocol).parties[name]
    facts = {label: value for label, value in facts_of(register, protocol) if label in _FACTS}
    return Paper(
        title=f"Staff guide: {title_of(protocol)}",
        blocks=(),
        subtitle=f"For staff of {called(party)}",
        template=TEMPLATE,
        facts=(*facts.items(), ("Partnership", partnership_of(register, protocol))),
        status=stamp_of(register, protocol),
        language=language_of(register, protocol),
        creator=str(register.organisations.get(protocol.text("owner"), {}).get("title") or ""),
        date=date_of(protocol),
        version=protocol.text("version"),
        marking=marking_of([protocol]),
        keywords=keywords_of(register, protocol),
        audience=f"staff of {called(party)}",
    )
