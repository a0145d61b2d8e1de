"""What a person is told before agreeing, in the plain words of the families' guide: why, what becomes of it, the limits, their rights.

UK GDPR Articles 4(11), 7 and 13 to 14: agreement is informed, and says whom those who receive it tell in turn.
"""

from collections.abc import Iterable, Iterator

from istoolkit.documents.forms.asked import Asked
from istoolkit.documents.forms.choices import occasions
from istoolkit.documents.forms.form import Form
from istoolkit.documents.guides.everyday import GROUNDS
from istoolkit.documents.guides.families import FAMILIES
from istoolkit.documents.guides.made import parts
from istoolkit.documents.guides.plain import Part, Passage, said, statements, written
from istoolkit.documents.matrix.said import heading, joined, names, words
from istoolkit.documents.paper import Block, Bullets, Callout, Heading, Paragraph
from istoolkit.documents.wording import told
from istoolkit.words import capital

_NOT_ASKED = ("not-sought", "not-appropriate", "not-needed")


def why(form: Form, asked: Asked) -> Iterator[Block]:
    """Yield what it is shared for, what good that does, what it is not used for, and whom those who get it tell in turn."""
    ids = dict.fromkeys(name for each in asked.flows for name, _ in each.flow.purposes)
    known = [form.here.purposes[name] for name in ids if name in form.here.purposes]
    goods = tuple(joined([heading(each), words(each, "benefit")], ". ") + "." for each in known)
    own = written(form.here, FAMILIES, "why")
    if own or goods:
        yield Heading(FAMILIES.headings["why"])
        yield from _passages(own or [Passage(points=goods)])
    barred = dict.fromkeys(told(one) for each in known for one in names(each, "not_for"))
    if barred:
        yield Paragraph(f"It is not used for: {joined(barred)}.")
    if onward := dict.fromkeys(each.flow.onward for each in asked.flows if each.flow.onward):
        yield Paragraph("Those who get it may pass it on only as this says:", "keep")
        yield Bullets(tuple(onward))


def kept(form: Form) -> Iterator[Block]:
    """Yield how long it is kept."""
    yield from _part(_guide(form)["kept"])


def passage(form: Form, name: str) -> Iterator[Block]:
    """Yield a passage of the fixed words under its heading."""
    title, text = form.passage(name)
    if text:
        yield Heading(title)
        yield Paragraph(text)


def limits(form: Form, asked: Asked) -> Iterator[Block]:
    """Yield when it is shared without agreement.

    These are the partnership's own words, but where they speak also to people who are not asked: then it is said of the
    circumstances, and of the grounds in those in which agreement is sought.
    """
    title, text = form.passage("limits")
    part = _guide(form)["without_asking"]
    always = said(statements(form.here, "without-consent", FAMILIES))
    own = part.passages if written(form.here, FAMILIES, "without_asking") and not asked.left_out else ()
    yield Heading(title or part.heading)
    yield from _passages([Passage(text), *(own or (*_cases(form), *always))])
    yield from _changed(part)


def _cases(form: Form) -> Iterator[Passage]:
    """Yield in which circumstances nobody is asked, and when a refusal does not count in the others."""
    known = [(each, form.here.circumstances[each.id]) for each in occasions(form)]
    unasked = [each for each, thing in known if thing.text("consent") in _NOT_ASKED]
    asked = [thing for _, thing in known if thing.text("consent") == "sought"]
    if unasked:
        cases = tuple(joined(dict.fromkeys([each.title, each.when]), ". ") + "." for each in unasked)
        yield Passage(FAMILIES.words["not_asked"], cases)
    if len(unasked) + len(asked) < len(known) or not known:
        yield Passage(FAMILIES.words["ask_without"])
    grounds = dict.fromkeys(name for each in asked for name in each.many("without_consent"))
    if grounds:
        yield Passage(FAMILIES.words["grounds"], tuple(capital(GROUNDS.get(each, told(each))) for each in grounds))
    if form.here.text("openness", "not_told_when"):
        yield Passage(FAMILIES.words["not_told"])


def rights(form: Form) -> Iterator[Block]:
    """Yield what people can do about their information, whom to ask and where to complain (UK GDPR Articles 15 to 22)."""
    found = _guide(form)
    for name in ("rights", "questions"):
        if name in found:
            yield from _part(found[name])


def _guide(form: Form) -> dict[str, Part]:
    """Return the parts of the families' guide by name."""
    return {each.id: each for each in parts(form.here, FAMILIES)}


def _part(part: Part) -> Iterator[Block]:
    yield Heading(part.heading)
    yield from _passages(part.passages)
    yield from _changed(part)


def _passages(found: Iterable[Passage]) -> Iterator[Block]:
    for each in found:
        if each.words:
            yield Paragraph(each.words, "keep" if each.points else "body")
        if each.points:
            yield Bullets(each.points)


def _changed(part: Part) -> Iterator[Block]:
    if part.changed:
        yield Callout("The law has changed", tuple(map(Paragraph, part.changed)), "changed")
