"""The parts of a staff guide that come from the protocol: what not to share, agreement, requests, records, whom to ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.documents.guides.staff_shares import ASK, Share, asked_in
from istoolkit.documents.matrix.movement import Occasion
from istoolkit.documents.matrix.said import heading, joined, names
from istoolkit.documents.paper import Block, Bullets, Paragraph, Span, Words
from istoolkit.documents.wording import told
from istoolkit.words import capital, listed

_NOT_ALL = (
    "A protocol is not all of the law. Where somebody may come to harm and no flow here fits, ask {lead} at once: the law may "
    "let you share, or make you."
)


def said(here: Picture, section: str, *path: str) -> str:
    """Return a text of a section, here or above, as a reader sees it; "" where it is not said."""
    term = here.term(section, path[0])
    value: object = None if term is None else term.full if isinstance(term.value, dict) else term.value
    for step in path[1:]:
        value = value.get(step) if isinstance(value, Mapping) else None
    return told(value)


def lines(pairs: Iterable[tuple[str, str]]) -> tuple[Words, ...]:
    """Return the texts that say something, each a sentence after its label in bold."""
    return tuple((Span(f"{label}: ", bold=True), _sentence(words)) for label, words in pairs if words)


def _sentence(words: str) -> str:
    text = capital(words.strip())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def not_shared(here: Picture, found: Sequence[Share], lead: str, full: bool) -> Iterator[Block]:
    """Yield what the staff of a party must not share, and that the protocol is not all of the law."""
    ids = {each.passing.id for each in found}
    flows = [each for each in here.flows if each.id in ids]
    items = dict.fromkeys(item for each in flows for item in each.items)
    barred = [(heading(each), joined(map(told, names(each, "excludes")))) for each in items]
    used = dict.fromkeys(name for each in flows for name in each.purposes)
    purposes = [here.purposes[name] for name in used if name in here.purposes]
    kept_back = [
        joined([heading(each), told(each.text("because")) if full else ""], ". ") for each in here.things("not_shared")
    ]
    sent = dict.fromkeys(channel for each in flows for channel in each.channels)
    about = lines(
        [
            ("Not shared under this protocol", joined(kept_back)),
            ("Not included", joined(f"in “{title}”: {words}" for title, words in barred if words)),
            *((f"Not by {heading(each)}", joined(map(told, names(each, "not_for")))) for each in sent),
            *((f"Not for (“{heading(each)}”)", joined(map(told, names(each, "not_for")))) for each in purposes),
            *((f"Using it again (“{heading(each)}”)", told(each.text("onward_use"))) for each in purposes if full),
        ]
    )
    if about:
        yield Bullets(about) if full else run_on(about)
    yield Paragraph(_NOT_ALL.format(lead=lead))


def agreements(here: Picture, found: Sequence[Share], lead: str, level: int) -> Iterator[Block]:
    """Yield what is asked of the people concerned in each circumstance in which the party shares: who can agree, what they
    are told, what if they refuse, and who decides.

    Grounds that hold in several circumstances are told once. ``level`` 1 says besides when each holds, 2 why.
    """
    known = list({each.id: each for one in found for each in one.flow.occasions}.values())
    alike = _alike(here, known) if len(known) > 1 else ()
    items: list[Words] = [tuple(_circumstance(here, each, alike, lead, level)) for each in known]
    if alike:
        items.append((Span("In each of these where nobody agreed: ", bold=True), f"share where {listed(alike)}."))
    items += lines([("Who decides", said(here, "decisions", "made_by"))])
    if items:
        yield Bullets(tuple(items))


def _alike(here: Picture, known: Sequence[Occasion]) -> tuple[str, ...]:
    """Return the grounds that hold in each of some circumstances; none where different things are asked in them."""
    if len({asked_in(here, each) for each in known}) > 1:
        return ()
    return tuple(each for each in known[0].without if all(each in other.without for other in known))


def _circumstance(here: Picture, one: Occasion, alike: Sequence[str], lead: str, level: int) -> Iterator[Span | str]:
    asks = asked_in(here, one)
    yield Span(f"{one.title.rstrip('.')}: {asks}.", bold=True)
    without = _without(one, alike, asks == ASK, lead) if asks == ASK or level > 0 else ""
    more = [
        ("", one.when if level > 0 and one.when != one.title else ""),
        ("Threshold", one.threshold),
        ("", one.reason if level > 1 else ""),
        ("Whom you ask" if asks == ASK else "What they can decide", _run(one.capacity)),
        ("What you tell them", _run(one.told)),
        ("", without),
    ]
    for label, words in more:
        if words:
            yield from (" ", Span(f"{label}: ", bold=True)) if label else (" ",)
            yield _sentence(words)


def _run(text: str) -> str:
    """Return a text whose list was put on one line as sentences."""
    return text.replace(". - ", ". ").replace(" - ", " ")


def _without(one: Occasion, alike: Sequence[str], asked: bool, lead: str) -> str:
    own = [each for each in one.without if each not in alike]
    if own:
        also = " also" if alike else " only" if asked else ""
        start = "If they refuse or cannot be asked, share" if asked else "You share without it"
        return f"{start}{also} where {listed(own)}"
    return f"If they refuse, ask {lead} before you share anything" if asked and not alike else ""


def requests(here: Picture, level: int) -> Iterator[Block]:
    """Yield what to do when another party asks. ``level`` 1 says besides how requests come and how to refuse, 2 the rest."""
    found = lines(
        [
            (
                "How it reaches you",
                joined([said(here, "requests", each) for each in ("to", "how")], ". ") if level else "",
            ),
            ("Make sure who asks", said(here, "requests", "identity_check")),
            (
                "Who decides",
                (said(here, "requests", "decided_by") or said(here, "decisions", "made_by")) if level else "",
            ),
            ("Answer within", said(here, "requests", "answer_within")),
            ("When it is urgent", _urgent(here)),
            ("If you refuse", said(here, "requests", "refusal") if level else ""),
            ("If part of it came from someone else", said(here, "requests", "third_party") if level > 1 else ""),
        ]
    )
    if not found:
        yield Paragraph("The protocol does not say how requests are answered. Ask for advice before you answer.")
    else:
        yield Bullets(found) if level else run_on(found)


def _urgent(here: Picture) -> str:
    parts = (
        said(here, "requests", "urgent", "when"),
        said(here, "requests", "urgent", "how"),
        _labelled("answered within", said(here, "requests", "urgent", "answer_within")),
        _labelled("written up within", said(here, "requests", "urgent", "record_within")),
    )
    return joined(parts, ". ")


def run_on(found: Sequence[Words]) -> Paragraph:
    """Return sentences as one paragraph, where there is little room."""
    return Paragraph(_joined(found, " "))


def _labelled(label: str, words: str) -> str:
    return capital(f"{label} {words}") if words else ""


def recording(here: Picture, level: int) -> Iterator[Block]:
    """Yield that staff write down each decision, also one not to share; from ``level`` 1 what and at 2 where."""
    term = here.term("decisions", "record")
    each_time = joined(map(told, many(term.value)) if term is not None else [])
    found = lines(
        [
            ("Each time", each_time if level else ""),
            ("When you do not share", said(here, "decisions", "not_sharing") if level > 1 else ""),
            ("Where", said(here, "requests", "record_in") if level > 1 else ""),
        ]
    )
    if level < 2 or not found:
        always = "Write down what you decided and why, whether you shared or not."
        yield run_on([always, *found])
    else:
        yield Bullets(found)


def in_a_row(found: Sequence[Words]) -> Words:
    """Return entries one after the other, where there is little room."""
    return (*_joined(found, "; "), ".")


def _joined(found: Sequence[Words], mark: str) -> tuple[Span | str, ...]:
    spans: list[Span | str] = []
    for place, each in enumerate(found):
        spans += [mark] if place else []
        spans += [each] if isinstance(each, str) else each
    return tuple(spans)
