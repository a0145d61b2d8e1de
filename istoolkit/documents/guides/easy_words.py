"""What an easy-read guide says, a part at a time: the partnership's own short sentences, or some of a small set.

The set says only what the definition says, and otherwise that the longer guide says it or that people can ask. What it says
of the law comes from guidance, so that a change of law marks it.
"""

from collections.abc import Iterator

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.documents.guides.asking import asked_in
from istoolkit.documents.guides.everyday import CRIME, EASY_GROUNDS, PRIVATE
from istoolkit.documents.guides.plain import Part, Passage, Voice, changes, said
from istoolkit.documents.guides.seeing import kinds
from istoolkit.documents.guides.telling import ask
from istoolkit.words import capital

_LAW = {"who": "easy-said-safe", "without_asking": "easy-said-law-first", "kept": "easy-said-no-longer"}
"""The statement on the law that follows a part, whoever wrote it."""

_RIGHTS = ("easy-said-rights", "easy-said-complain")


def easy_parts(here: Picture, voice: Voice) -> tuple[Part, ...]:
    """Return the parts of an easy-read guide in the order in which they are read."""
    makers = {
        "what": _what,
        "why": _why,
        "information": _information,
        "who": _who,
        "choice": _choice,
        "without_asking": _without_asking,
        "kept": _kept,
        "questions": _questions,
    }
    found = {name: own(here, voice, name) or tuple(make(here)) for name, make in makers.items()}
    parts = [_part(here, voice, name, each, (_LAW[name],) if name in _LAW else ()) for name, each in found.items()]
    return (*parts[:-1], _part(here, voice, "rights", (), _RIGHTS), parts[-1])


def own(here: Picture, voice: Voice, part: str) -> tuple[Passage, ...]:
    """Return the short sentences that the partnership wrote for a part, here or above; () where it wrote none."""
    term = here.term("guides", voice.key)
    content = term.full.get("easy_read") if term is not None and isinstance(term.value, dict) else None
    lines = many(content.get(part)) if isinstance(content, dict) else []
    return tuple(Passage(each) for each in lines if not to_be_confirmed(each))


def _part(here: Picture, voice: Voice, name: str, found: tuple[Passage, ...], law: tuple[str, ...]) -> Part:
    statements = guidance_of(here.register).lists["statements"]
    more = [statements[each] for each in law if not _is_said(found, statements[each])]
    return Part(name, voice.headings[name], (*found, *said(more)), changes(here, more))


def _is_said(found: tuple[Passage, ...], statement: Record) -> bool:
    """Whether the sentences of a part say already that the law may ask for it to be shared."""
    every = " ".join(one for each in found for one in (each.words, *each.points)).lower()
    return statement["id"] == _LAW["without_asking"] and "law" in every and "must" in every


def _what(_: Picture) -> Iterator[Passage]:
    yield Passage("Some services share information about you. They have made rules for it.")
    yield Passage("In this guide “we” are these services.")
    yield Passage("There is a longer guide. It says more. Ask us for it.")


def _why(_: Picture) -> Iterator[Passage]:
    yield Passage("There must be a good reason to share. The longer guide says what it is.")


def _information(here: Picture) -> Iterator[Passage]:
    items = {item: None for flow in here.personal_flows for item in flow.items if item.is_personal}
    special = dict.fromkeys(PRIVATE.get(name, "") for item in items for name in item.many("special"))
    private = [*filter(None, special), *([CRIME] if any(item.is_criminal for item in items) else [])]
    yield Passage("We share only what is needed. The longer guide says what.")
    if private:
        yield Passage("Some of it may be private. It may be about:", tuple(map(capital, private)))


def _who(here: Picture) -> Iterator[Passage]:
    found, whole = kinds(here)
    if found:
        yield Passage("These may get it:", found)
    if not whole:
        yield Passage("Others may get it too. Ask us who they are.")


def _choice(here: Picture) -> Iterator[Passage]:
    every, asked, unasked = asked_in(here)
    if every and asked == every:
        yield Passage("We ask you first. You can say yes or no.")
    elif asked:
        yield Passage("Sometimes we ask you first. Then you can say yes or no.")
    elif every and unasked == every:
        yield Passage("We do not ask you first. You can still tell us what you think.")
    if not every or asked + unasked < every:
        yield Passage("Ask us if you have a choice.")


def _without_asking(here: Picture) -> Iterator[Passage]:
    _, asked, unasked = asked_in(here)
    grounds = dict.fromkeys(
        name for each in here.circumstances.values() if each.text("consent") for name in each.many("without_consent")
    )
    if unasked:
        yield Passage("Sometimes we share and do not ask you first. The longer guide says when.")
    if grounds:
        first = "We may also share if you said no. This is when:" if asked else "We may also share when:"
        yield Passage(first, tuple(EASY_GROUNDS[each] for each in grounds if each in EASY_GROUNDS))
    if not unasked and not grounds:
        yield Passage("Ask us when we share and do not ask you first.")
    if here.text("openness", "not_told_when"):
        yield Passage("If telling you could hurt someone, we may not tell you.")


def _kept(_: Picture) -> Iterator[Passage]:
    yield Passage("We keep it for some time. The longer guide says how long.")


def _questions(here: Picture) -> Iterator[Passage]:
    asked = ask(here)
    yield Passage("You can ask us about all of this.")
    if asked:
        yield Passage("You can also ask:", (asked,))
