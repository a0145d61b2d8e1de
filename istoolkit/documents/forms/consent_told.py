"""What a person is told before agreeing: who shares what with whom, why, what happens to it, the limits and their rights.

UK GDPR Articles 4(11), 7 and 13 to 14: agreement is informed, and says whom those who receive it tell in turn.
"""

from collections.abc import Iterator

from istoolkit.definitions.formats import NOT_STATED
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form, is_personal
from istoolkit.documents.forms.parts import pairs
from istoolkit.documents.matrix import keeping
from istoolkit.documents.matrix.exchanges import Carried
from istoolkit.documents.matrix.movement import Occasion
from istoolkit.documents.matrix.said import heading, joined, names, words
from istoolkit.documents.paper import Block, Bullets, Grid, Heading, Paragraph
from istoolkit.documents.wording import told
from istoolkit.words import listed, within


def shared(found: list[Carried]) -> Iterator[Block]:
    """Yield who shares what with whom, and whom those tell in turn."""
    rows = tuple(
        (each.flow.title, _ends(each), joined(one.title for one in each.pieces if is_personal(one))) for each in found
    )
    yield Heading("Who shares what with whom")
    headings = ("What happens", "Who gives it to whom", "Information")
    yield Grid("What this protocol lets pass where you are asked", headings, rows, (20, 38, 42))


def _ends(flow: Carried) -> tuple[Block, ...]:
    givers, receivers = (choices.ends_said(pair[side] for pair in flow.pairs) for side in (0, 1))
    among = set(flow.pairs) == {(other, one) for one, other in flow.pairs} and f"{givers}, to each other"
    said = pairs((("Seen by", flow.flow.seen_by), ("Passed on", flow.flow.onward)))
    return (Paragraph(among or f"{givers}, to {within(receivers)}"), *(Paragraph(each, "fine") for each in said))


def why(form: Form, found: list[Carried]) -> Iterator[Block]:
    """Yield what it is shared for, what good that does, and what it is not used for."""
    ids = dict.fromkeys(name for each in found for name, _ in each.flow.purposes)
    known = [form.here.purposes[name] for name in ids if name in form.here.purposes]
    if known:
        yield Heading("Why it is shared")
        yield Bullets(tuple(joined([heading(each), words(each, "benefit")], ". ") + "." for each in known))
        barred = tuple(dict.fromkeys(told(one) for each in known for one in names(each, "not_for")))
        if barred:
            yield Paragraph(f"It is not used for: {joined(barred)}.")


def kept(form: Form, found: list[Carried]) -> Iterator[Block]:
    """Yield who keeps it where and for how long; those who keep it alike stand together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for end, lines in _lines(form, found).items():
        said = tuple(each for each in lines if each != NOT_STATED) or (NOT_STATED,)
        alike.setdefault(said, []).append(end)
    if alike:
        yield Heading("What happens to it")
        rows = tuple((listed(who, "and"), (Bullets(lines),)) for lines, who in alike.items())
        yield Grid("Where it is kept, and for how long", ("Who keeps it", "Where and how long"), rows, (34, 66))


def _lines(form: Form, found: list[Carried]) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for flow in found:
        for end in dict.fromkeys(other for _, other in flow.pairs if other.party):
            for piece in flow.pieces:
                if piece.item is not None:
                    own = lines.setdefault(end.whole, [])
                    own.extend(each for each in keeping.kept(form.here, end, piece.item) if each not in own)
    return lines


def passage(form: Form, name: str) -> Iterator[Block]:
    """Yield a passage of the fixed words under its heading."""
    title, text = form.passage(name)
    if text:
        yield Heading(title)
        yield Paragraph(text)


def limits(form: Form) -> Iterator[Block]:
    """Yield when it is shared without agreement: the grounds of the circumstances in which it is asked for, and those in which it is not."""
    title, text = form.passage("limits")
    asked, unasked = _occasions(form)
    grounds = tuple(text for _, text in choices.grounds(asked))
    if grounds or unasked:
        yield Heading(title)
    if grounds:
        yield Paragraph(text, "keep")
        yield Bullets(grounds)
    if unasked:
        yield Paragraph("In these situations the protocol does not ask for agreement:", "keep")
        yield Bullets(
            tuple(joined(dict.fromkeys([each.title, each.when, each.reason]), ". ") + "." for each in unasked)
        )


def _occasions(form: Form) -> tuple[list[Occasion], list[Occasion]]:
    """Return the circumstances in which people are asked, and those in which they are not."""
    found = choices.occasions(form)
    asked = [each for each in found if form.here.circumstances[each.id].text("consent") == "sought"]
    return asked, [each for each in found if each not in asked]


def rights(form: Form) -> Iterator[Block]:
    """Yield what people can do about their information, and where to complain (UK GDPR Articles 15 to 22; 2018 Act section 164A)."""
    said = pairs(
        (
            ("To see it", form.said("rights", "access")),
            ("To put it right", form.said("rights", "correction")),
            ("To object", form.said("rights", "objection")),
            ("To complain", form.said("rights", "complaints", "to")),
            ("To read more", joined(_notices(form))),
        )
    )
    if said:
        yield Heading("Your rights")
        yield Bullets(said)
        yield Paragraph("You can also complain to the Information Commissioner.")


def _notices(form: Form) -> Iterator[str]:
    term = form.here.term("openness", "notices")
    for each in term.value if term and isinstance(term.value, list) else ():
        if isinstance(each, dict):
            link = told(each.get("link"))
            yield told(each.get("title")) + (f" ({link})" if link else "")
