"""The small print of a staff guide: the law that the flows of a party rest on, and what of it nobody has confirmed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from istoolkit.definitions.guidance import caution
from istoolkit.definitions.law import is_confirmed
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Protocol
from istoolkit.definitions.things import Basis, Party
from istoolkit.documents.guides.staff_material import Material
from istoolkit.documents.guides.staff_parts import lines, run_on
from istoolkit.documents.matrix.said import choices, joined
from istoolkit.documents.paper import Block, Paragraph, Span
from istoolkit.documents.signing.passing import answering, passings
from istoolkit.documents.wording import told
from istoolkit.words import sentence

NOT_ADVICE = (
    "This is not legal advice. The protocol and the law go before this guide. Each time, whether to share is for you to decide "
    "with those you ask, and to write down."
)
_BRIEF = "This guide is in brief, to fit on two pages: its web page has the rest"


def bases_of(here: Picture, party: Party) -> list[Basis]:
    """Return the lawful bases on which a party takes part in its flows, each once."""
    ours = {each.id for each in passings(here.register, here.protocol, party.name)}
    bound = answering(here, party)
    found = (basis for flow in here.flows if flow.id in ours for each in bound for basis in here.bases_for(flow, each))
    return list(dict.fromkeys(found))


def provisions_of(here: Picture, party: Party) -> tuple[str, ...]:
    """Return the identifiers of the provisions that the flows of a party rest on, each once."""
    return tuple(dict.fromkeys(str(law["id"]) for basis in bases_of(here, party) for _, law in basis.gateways))


def law_told(here: Picture, party: Party, said: Material, brief: bool) -> Iterator[Block]:
    """Yield the law, what is not confirmed, where the protocol is, and that none of it is legal advice.

    ``brief`` says that the guide leaves out some of what it could say.
    """
    bases, law = bases_of(here, party), [here.law.provisions[name] for name in provisions_of(here, party)]
    lawful = dict.fromkeys(
        words for each in bases for words in (*choices("lawfulness", each, "article_6"), *_part_3(each))
    )
    register = here.register
    where = joined([*_where(here.protocol), told(register.setting("website")), told(register.setting("contact"))])
    found = lines(
        [
            ("Lawful basis", joined(lawful) or "not stated in the protocol"),
            ("Powers, duties and guidance", "" if brief else joined(str(each["title"]) for each in law)),
            ("Not yet confirmed at its source", _open_law(law, brief)),
            ("Guidance", caution(register, said.all, said.nations)),
            ("The protocol and its matrix", sentence(f"{where}." if where else "", _BRIEF if brief else "")),
        ]
    )
    yield replace(run_on(found), look="fine")
    yield Paragraph((Span(NOT_ADVICE, bold=True),), "fine")


def _open_law(law: Iterable[Record], brief: bool) -> str:
    """Return the law that nobody has compared with its source; how much of it where there is little room."""
    titles = [str(each["title"]) for each in law if not is_confirmed(each)]
    return f"{len(titles)} of the laws it rests on" if brief and len(titles) > 1 else joined(titles)


def _part_3(basis: Basis) -> tuple[str, ...]:
    return ("law enforcement (Part 3 of the Data Protection Act 2018)",) if basis.is_law_enforcement else ()


def _where(protocol: Protocol) -> Iterator[str]:
    said = protocol.data.get("publication")
    yield told(said.get("where")) if isinstance(said, dict) else ""
