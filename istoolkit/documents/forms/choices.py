"""What may be chosen on a form: the protocol's own parties, items, purposes, circumstances, ways of sending and law."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.schema import load, vocabularies
from istoolkit.definitions.things import Party, Thing
from istoolkit.documents.forms.form import Form, is_personal
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.exchanges import Carried, Piece
from istoolkit.documents.matrix.movement import Occasion, occasion
from istoolkit.documents.matrix.said import called, choices, heading, joined, labelled, names, words
from istoolkit.documents.wording import told
from istoolkit.words import capital, listed


def parties(form: Form) -> list[str]:
    """Return the parties that share for themselves, with the days from when and until when they take part."""
    return [_party(each) for each in form.here.sharers]


def _party(party: Party) -> str:
    said = (("from", "joined"), ("until", "withdrew"))
    days = [f"{label} {day}" for label, name in said if (day := long_date(words(party, name)))]
    return f"{called(party)} ({' '.join(days)})" if days else called(party)


def has_classes(form: Form) -> bool:
    """Whether a party stands for many organisations, such as every school, so that one must be named."""
    return any(each.says("class") for each in form.here.sharers)


def items(flows: Iterable[Carried]) -> list[Piece]:
    """Return the items about people that flows carry, each once."""
    found = (each for flow in flows for each in flow.pieces if each.id and is_personal(each))
    return list({each.id: each for each in found}.values())


def asked_for(form: Form) -> dict[str, list[str]]:
    """Return who may receive each item that passes from one partner to another, by identifier of the item."""
    found: dict[str, dict[str, None]] = {}
    for flow in form.flows:
        receivers = dict.fromkeys(other.whole for one, other in flow.pairs if is_between(one, other))
        for piece in flow.pieces if receivers else ():
            if piece.id and is_personal(piece):
                found.setdefault(piece.id, {}).update(receivers)
    return {name: list(receivers) for name, receivers in found.items()}


def asked_together(form: Form) -> list[tuple[int, tuple[str, ...], list[Piece]]]:
    """Return the items that may be asked for by who may receive them: the number of the first item, the receivers, the items."""
    known = {each.id: each for each in items(form.flows)}
    alike: dict[tuple[str, ...], list[Piece]] = {}
    for name, receivers in asked_for(form).items():
        alike.setdefault(tuple(receivers), []).append(known[name])
    rows = [(receivers, each[at : at + _ROW]) for receivers, each in alike.items() for at in range(0, len(each), _ROW)]
    firsts = accumulate((len(found) for _, found in rows), initial=1)
    return [(first, receivers, found) for first, (receivers, found) in zip(firsts, rows, strict=False)]


_ROW = 5
"""How many items stand in a row at most: LibreOffice 7.4 may drop a tall row at the foot of a page."""


def is_between(one: End, other: End) -> bool:
    """Whether two ends are partners apart, and not the people, the public, or two departments of one organisation."""
    apart = one.body != other.body or (one.party is not None and one.party.says("class"))
    return one.party is not None and other.party is not None and apart


def ends_said(ends: Iterable[End]) -> str:
    """Return ends in a sentence, those who hold the same post together: “Lead professional (Schools, Northvale Council)”."""
    held: dict[str, list[str]] = {}
    for each in dict.fromkeys(ends):
        if each.within:
            held.setdefault(each.within, []).append(each.whole)
        else:
            held[each.title] = []
    return listed((f"{name} ({', '.join(at)})" if at else name for name, at in held.items()), "and")


def purposes(form: Form) -> list[str]:
    """Return the purposes that the flows serve."""
    said = dict.fromkeys(title for flow in form.flows for name, title in flow.flow.purposes if name)
    return list(said)


def occasions(form: Form) -> list[Occasion]:
    """Return the circumstances in which the flows happen."""
    named = {each.id for flow in form.flows for each in flow.flow.occasions}
    return [occasion(each) for name, each in form.here.circumstances.items() if name in named]


def circumstances(form: Form) -> list[str]:
    """Return what those circumstances are called."""
    return [each.title for each in occasions(form)]


def channels(form: Form) -> list[str]:
    """Return the ways of sending that the flows use, also those for when it is urgent."""
    ids = {each.flow.id for each in form.flows}
    flows = [each for each in form.here.flows if each.id in ids]
    used = {name for flow in flows for path in (("channel",), ("urgent", "channel")) for name in names(flow, *path)}
    return [heading(each) for name, each in form.here.channels.items() if name in used]


def channel_rules(form: Form) -> list[str]:
    """Return, for each way of sending, what makes it safe and what it is not for."""
    used = set(channels(form))
    return [
        joined(
            [labelled(heading(each), _several(each, "controls")), labelled("Not for", _several(each, "not_for"))], ". "
        )
        + "."
        for each in form.here.channels.values()
        if heading(each) in used and (names(each, "controls") or names(each, "not_for"))
    ]


def _several(channel: Thing, field: str) -> str:
    return joined(map(told, names(channel, field)))


_GIVING = ("duty", "duty-on-request", "power", "implied-power", "framework-duty")
"""The kinds of law that oblige or allow someone to share. Guidance, conditions and restrictions do neither."""


def powers(form: Form) -> list[str]:
    """Return the duties and powers to share that the protocol names, each with which of them it is."""
    found = (law for basis in form.here.bases for _, law in basis.gateways if law.get("kind") in _GIVING)
    kinds = vocabularies()["law_kinds"]
    return list(dict.fromkeys(f"{each['title']} ({kinds[str(each['kind'])]})" for each in found))


def bases(form: Form) -> list[str]:
    """Return the lawful bases, each with the condition it rests on."""
    found = []
    for each in form.here.bases:
        field = "part_3" if each.is_law_enforcement else "article_6"
        title = words(each, "title") or listed((called(party) for party in each.parties), "and")
        found.append(joined([title, capital(joined(choices("lawfulness", each, field)))], ": "))
    return [each for each in found if each]


def grounds(found: Sequence[Occasion]) -> list[tuple[str, str]]:
    """Return the grounds on which circumstances let information pass without agreement: identifiers with words.

    One that does not hold in all of them says in which it does: what allows it in one does not in another.
    """
    said: dict[str, list[str]] = {}
    for one in found:
        for each in one.without:
            said.setdefault(capital(each), []).append(one.title)
    known = [(name, capital(text)) for name, text in _grounds().items()]
    ours = [(name, text) for name, text in known if text in said]
    others = sorted(said.keys() - {text for _, text in ours})
    every = [*ours, *((f"other-{number}", text) for number, text in enumerate(others, 1))]
    return [(name, text + _where(said[text], len(found))) for name, text in every]


def _where(titles: list[str], circumstances: int) -> str:
    """Return in which of some circumstances a ground holds; "" where it holds in all of them."""
    return f" (only in: {'; '.join(titles)})" if len(titles) < circumstances else ""


@cache
def _grounds() -> dict[str, str]:
    item = load("protocol").fields["circumstances"].item
    field = item.fields["without_consent"].item if item else None
    return dict(field.allowed) if field and field.allowed else {}


def groups(form: Form) -> list[tuple[str, str]]:
    """Return the groups of people whose information it is: identifiers with words."""
    return [(name, heading(each)) for name, each in form.here.people.items()]


def notes_not_shared(form: Form) -> Iterator[str]:
    """Yield what the protocol lets nobody share, with the reason."""
    for each in form.here.things("not_shared"):
        yield joined([heading(each), words(each, "because")], ". ") + "."
