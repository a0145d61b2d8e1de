"""What each partner gives and receives under a protocol, with room for its own procedure."""

from collections.abc import Iterator

from istoolkit.definitions.picture import Picture
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.matrix.said import called
from istoolkit.documents.paper import Blank, Block, Grid, Heading, Paragraph
from istoolkit.documents.signing.passing import Passing, open_flows, passings
from istoolkit.documents.training.parts import counted

TITLE = "What each partner gives and receives"
_ABOUT = (
    "Find your own organisation. Write in where its own procedure is kept: which of you does what, and whom to ask first. "
    "A flow in which a partner both gives and receives counts in both columns."
)
_NO_FLOWS = "This protocol has no flows of its own."
_BELOW = "What a partner gives and receives stands in the protocols under it."
_WRITE_IN = "Write in where its own procedure is kept: which of you does what, and whom to ask first."
_PROCEDURE = "Its own procedure, and where it is kept"


def own_parts(here: Picture) -> Iterator[Block]:
    """Yield a table of the partners of a protocol; nothing where it names none."""
    if not here.parties:
        return
    known, unknown = bool(carried(here.register, here.protocol)), open_flows(here.register, here.protocol)
    yield Heading(TITLE, id="partners")
    yield Paragraph(_ABOUT if known else _without_flows(here), "keep")
    if unknown:
        yield Paragraph(f"{_unknown(unknown)} not known yet. Any partner may have a part in it.", "keep")
    if known:
        yield Grid(TITLE, ("Partner", "Gives in", "Receives in", _PROCEDURE), tuple(_rows(here)), (34, 13, 13, 40))
    else:
        yield Grid(TITLE, ("Partner", _PROCEDURE), tuple((row[0], row[-1]) for row in _rows(here)), (45, 55))


def _without_flows(here: Picture) -> str:
    below = any(each.text("under") == here.protocol.id for each in here.register.protocols.values())
    return " ".join((_NO_FLOWS, *([_BELOW] if below else []), _WRITE_IN))


def _unknown(number: int) -> str:
    return "Who takes part in one of the flows is" if number == 1 else f"Who takes part in {number} of the flows is"


def _rows(here: Picture) -> Iterator[tuple[str | tuple[Block, ...], ...]]:
    for number, (name, party) in enumerate(here.parties.items(), 1):
        found = passings(here.register, here.protocol, name)
        gives, receives = sum(map(_gives, found)), sum(map(_receives, found))
        blank = Blank(f"procedure-{number}", f"Procedure of {called(party)}", label_apart=True)
        yield called(party), _flows(gives), _flows(receives), (blank,)


def _gives(each: Passing) -> bool:
    return each.way.startswith("You give")


def _receives(each: Passing) -> bool:
    return each.way.startswith(("You receive", "You give and receive"))


def _flows(number: int) -> str:
    return counted(number, "flow", "flows") if number else "None"
