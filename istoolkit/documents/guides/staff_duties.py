"""What the staff of a party must do besides sharing: its own duties, how long it keeps what it holds, and what if it is lost."""

from collections.abc import Iterator

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Party, Thing
from istoolkit.documents.guides.keeping import period_of
from istoolkit.documents.guides.staff_parts import lines, run_on, said
from istoolkit.documents.matrix.keeping import stores_of
from istoolkit.documents.matrix.said import called, heading, joined, labelled, names, words
from istoolkit.documents.paper import Block, Bullets, Span, Words
from istoolkit.documents.signing.duties import KEEP, duties
from istoolkit.documents.signing.passing import answering
from istoolkit.words import capital, listed, sentence, small, within

_NO_NAMES = ("A ", "An ", "The ", "They ", "Someone ", "Anyone ", "It ", "You ")
"""How a text begins that does not begin with a name."""


def to_do(here: Picture, party: Party, level: int) -> Iterator[Block]:
    """Yield the duties of a party, here and above: those that name it or a post held there always.

    From ``level`` 1 also those of all parties, at 2 until when each holds and what is done otherwise.
    """
    bound = answering(here, party)
    every = [(each, names(each, "who")) for each in here.things("duties")]
    ours = [each for each, who in every if set(bound) & set(here.named([one for one in who if one != "all"]))]
    of_all = [each for each, who in every if "all" in who and each not in ours]
    shared = of_all if level and set(bound) & set(here.sharers) else []
    found = [_duty(here, party, each, level > 1) for each in (*ours, *shared)]
    if found:
        yield Bullets(tuple(found))


def _duty(here: Picture, party: Party, each: Thing, full: bool) -> Words:
    """Return a duty: when, whose it is where it is a post's, what, whom to tell and how soon."""
    posts = _posts(here, party, each)
    start = joined([f"Only if you are {listed(posts)}" if posts else "", _when(words(each, "when"))], ". ")
    gist = [
        words(each, "must"),
        labelled("Tell", _called(here, names(each, "tell"))),
        labelled("Within", words(each, "within")),
    ]
    later = [labelled("Until", words(each, "until")), labelled("Otherwise", words(each, "otherwise"))]
    rest = f"{joined([*gist, *(later if full else [])], '. ')}."
    return (Span(f"{start}: ", bold=True), capital(rest)) if start else capital(rest)


def _when(said: str) -> str:
    """Return when a duty holds: “When a partner …”. What may begin with a name stays as it is."""
    return f"When {small(said)}" if said.startswith(_NO_NAMES) else labelled("When", said)


def _posts(here: Picture, party: Party, each: Thing) -> list[str]:
    """Return the posts that a duty is for at a party, where it is not for the party as a whole."""
    known, whole = here.by_id("posts"), {one.name for one in answering(here, party)}
    who = names(each, "who")
    if whole & {*who} or "all" in who:
        return []
    return [f"the {small(heading(known[name]))}" for name in who if name in known and party in here.named([name])]


def _called(here: Picture, told_of: list[str]) -> str:
    posts = here.by_id("posts")
    titles = {
        "all": "all parties",
        **{name: f"the {small(heading(each))}" for name, each in posts.items()},
        **{name: called(each) for name, each in here.parties.items()},
    }
    return "; ".join(titles.get(each, each) for each in told_of)


def keeping(here: Picture, party: Party, level: int) -> Iterator[Block]:
    """Yield what to do where information is lost, from ``level`` 1 how long the party keeps it, at 2 all that is said of it."""
    whom, soon = (said(here, "security", "incidents", name) for name in ("report_to", "within"))
    lost = sentence(f"tell {within(whom)}" if whom else "", f"within {soon}" if whom and soon else "")
    every = duties(here.register, here.protocol, party.name) if level > 1 else ()
    full = [("Keep", each.full) for each in every if each.label == KEEP]
    kept = full or ([("Keep", joined(_periods(here, party)))] if level else [])
    more = [("Reporting it further", said(here, "security", "incidents", "regulator"))] if level > 1 else []
    found = lines([*kept, ("If it is lost or goes to the wrong place", lost), *more])
    if found:
        yield Bullets(found) if level > 1 else run_on(found)


def _periods(here: Picture, party: Party) -> Iterator[str]:
    for each in dict.fromkeys(store for one in answering(here, party) for store in stores_of(here, one)):
        kept = [name for name in each.many("information") if name != "all"]
        what = "; ".join(small(heading(here.items[name])) for name in kept if name in here.items)
        period = period_of(each) or "how long is not stated"
        yield (
            f"{what or 'what you hold'} for {period}"
            if period[:1].isdigit()
            else f"{what or 'what you hold'}: {period}"
        )
