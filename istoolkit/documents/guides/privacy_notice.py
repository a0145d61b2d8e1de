"""Text for the privacy notices of those who share: what UK GDPR Articles 13 and 14 say that people are told.

Each controller answers for its own notice, and what it must say differs: from whom it gets information, to whom it gives it,
on what basis. So one file has what is the same for all, and then a section for each controller with what is its own. What
the definition does not say is left to be filled in, in square brackets. The partnership's own words, where it wrote some,
take the place of the sentences on what is done and why; what the articles ask for besides is always there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import CONTROLLERS, Party, Thing
from istoolkit.documents.guides.families import FAMILIES
from istoolkit.documents.guides.for_readers import paper
from istoolkit.documents.guides.keeping import period_of
from istoolkit.documents.guides.lawful import bases, record_of
from istoolkit.documents.guides.plain import changes, passages
from istoolkit.documents.guides.rights import records_of, rights
from istoolkit.documents.guides.telling import officers
from istoolkit.documents.matrix.ends import named, pairs
from istoolkit.documents.matrix.said import called, heading, title_of, words
from istoolkit.documents.paper import Block, Bullets, Callout, Heading, Paper, Paragraph
from istoolkit.words import listed, small

TEMPLATE = "plain-paper.docx"

_TITLE = "Text for privacy notices"
_HOW = (
    "Copy what is the same for all, and then your own section, into your privacy notice. Fill in what stands in square "
    "brackets. Ask your data protection officer before you publish it."
)
_SOURCE = "UK GDPR Articles 13 and 14. This is not legal advice."
_RIGHTS = "You have rights over what we hold about you. Which they are follows from the law on which we share."
_HERE = ("united kingdom", "uk", "england", "scotland", "wales", "northern ireland", "britain")


def privacy_notice(register: Register, protocol: Protocol) -> Paper:
    """Return the text for privacy notices of a protocol: the part for all, then a section for each controller."""
    here = picture(register, protocol)
    made = paper(here, FAMILIES, tuple(_blocks(here)), TEMPLATE)
    return replace(made, title=_TITLE, subtitle=title_of(protocol), audience="data protection officers")


def _blocks(here: Picture) -> Iterator[Block]:
    yield Callout("How to use this", (Paragraph(_HOW), Paragraph(_SOURCE, look="fine")))
    yield Heading("The same for all")
    yield from _common(here)
    for party in controllers(here):
        yield Heading(called(party), id=f"for-{party.name}")
        yield from _own(here, party)


def controllers(here: Picture) -> list[Party]:
    """Return the controllers that give or receive anything about people: each needs a notice."""
    active = {party for flow in here.personal_flows for party in flow.parties}
    return [
        each for each in here.parties.values() if each in active and (each.role in CONTROLLERS or not each.is_processor)
    ]


def _common(here: Picture) -> Iterator[Block]:
    own = here.text("guides", "privacy_notice")
    if own:
        for each in passages(own):
            yield from _said(each.words, each.points)
    else:
        yield from _what_and_why(here)
    yield from _said("The information is:", _items(here))
    yield Heading("Your rights", level=2)
    yield Paragraph(_rights(here))
    yield Heading("Complaints", level=2)
    yield Paragraph(" ".join(_complaints(here)))


def _said(sentence: str, points: Iterable[str]) -> Iterator[Block]:
    """Yield a sentence and its points. What only introduces points stands where there are some."""
    listed_points = tuple(points)
    if sentence and (listed_points or not sentence.endswith(":")):
        yield Paragraph(sentence, look="keep" if listed_points else "body")
    if listed_points:
        yield Bullets(listed_points)


def _what_and_why(here: Picture) -> Iterator[Block]:
    people = listed([small(heading(each)) for each in here.people.values()], "and") or "[whose information it is]"
    yield Paragraph(f"We share information about {people} with other services, under “{title_of(here.protocol)}”.")
    used = dict.fromkeys(name for flow in here.personal_flows for name in flow.purposes if name in here.purposes)
    points = [_purpose(here, name) for name in used]
    yield from _said("We share it to:", points) if points else _said("[What it is shared for.]", ())


def _purpose(here: Picture, name: str) -> str:
    purpose = here.purposes[name]
    benefit = words(purpose, "benefit")
    return f"{small(heading(purpose))}{f'. {benefit}' if benefit else ''}"


def _items(here: Picture) -> list[str]:
    items = dict.fromkeys(item for flow in here.personal_flows for item in flow.items if item.is_personal)
    return [heading(each) for each in items] or ["[what information it is]"]


def _rights(here: Picture) -> str:
    automated = here.text("rights", "automated")
    machine = (
        automated
        if automated.lower().startswith("no ")
        else "[Whether a decision about people is made by a machine alone.]"
    )
    return " ".join(each for each in (_RIGHTS, machine) if each)


def _complaints(here: Picture) -> Iterator[str]:
    to = here.text("rights", "complaints", "to")
    within = here.text("rights", "complaints", "acknowledged_within") or "30 days"
    yield f"You can complain to us: {to.rstrip('.')}." if to else "You can complain to us [how]."
    yield f"We confirm within {within} that we have received your complaint."
    answered = here.text("rights", "complaints", "answered")
    if answered:
        yield (
            f"{answered.rstrip('.')}."
            if answered.startswith("The ")
            else f"The answer comes {small(answered).rstrip('.')}."
        )
    yield commissioner(here)


def commissioner(here: Picture) -> str:
    """Return how to complain to the regulator, with its telephone number where guidance has it."""
    record = guidance_of(here.register).lists["contacts"].get("information-commissioner", {})
    phone = record.get("phone")
    said = str(record_of(here, "notice-commissioner").get("text", ""))
    return said.replace("ico.org.uk", f"ico.org.uk, {phone}") if phone else said


def _own(here: Picture, party: Party) -> Iterator[Block]:
    yield Paragraph(_who(here, party))
    given, got = list(_with(here, party, gives=True)), list(_with(here, party, gives=False))
    yield from _said("We give information to:", given)
    yield from _said("We get information from:", got)
    yield from _said("These work for us, and may see it only for that:", _working(here, party))
    yield from _said("The law lets us do this:", bases(here, party) or ["[your lawful basis under UK GDPR Article 6]"])
    yield from _said("Your rights are these:", rights(here, party))
    if told := changes(here, records_of(here, party)):
        yield Callout("Changed", tuple(map(Paragraph, told)), tone="changed")
    yield from _said("We keep it:", dict.fromkeys(_periods(here, party)) or ["[how long, or how you decide how long]"])
    yield Paragraph(_abroad(here, party))


def _who(here: Picture, party: Party) -> str:
    name = "[Name of your organisation]" if party.says("class") else called(party)
    legal = str(party.organisation.get("legal_name") or "")
    officer = officers(here, party.organisation) or "[post and how to reach it]"
    return f"{name}{f' ({legal})' if legal else ''} is responsible for the information it holds. Its data protection officer: {officer}."


_Passed = dict[tuple[Party, bool], dict[str, set[str]]]
"""What each party gives (True) and gets (False): the identifiers of items, by what those at the other end are called."""


@kept
def _passed(register: Register, protocol: Protocol) -> _Passed:
    here = picture(register, protocol)
    found: _Passed = {}
    for flow in here.personal_flows:
        items, hubs = {each.id for each in flow.items if each.is_personal}, named(here, flow, "through")
        both = pairs(here, flow)
        ends = [(one, other, True) for one, other in both] + [(other, one, False) for one, other in both]
        ends += [(one, hub, True) for one in dict.fromkeys(one for one, _ in both) for hub in hubs]
        for mine, other, gives in ends:
            if mine.party is not None and (other.party is not mine.party or mine.party.says("class")):
                found.setdefault((mine.party, gives), {}).setdefault(other.whole, set()).update(items)
    return found


def _with(here: Picture, party: Party, *, gives: bool) -> Iterator[str]:
    """Yield to whom a party gives, or from whom it gets, with what passes; those of whom that is the same together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, items in _passed(here.register, here.protocol).get((party, gives), {}).items():
        alike.setdefault(tuple(each for each in here.items if each in items), []).append(name)
    for ids, names in alike.items():
        what = "; ".join(small(heading(here.items[each])) for each in ids)
        yield f"{listed(names, 'and')}: {what or '[what]'}"


def _working(here: Picture, party: Party) -> list[str]:
    """Return the processors that work for a party: they are recipients too (UK GDPR Article 4(9))."""
    every = [each for each in here.parties.values() if each.is_processor]
    return [called(each) for each in every if not each.many("for") or party in here.named(each.many("for"))]


def _periods(here: Picture, party: Party) -> list[str]:
    found = []
    for store in here.stores:
        period = period_of(store)
        if party in here.named(store.many("held_by")) and period:
            items = [small(heading(here.items[name])) for name in store.many("information") if name in here.items]
            found.append(f"{'; '.join(items)}: {period}" if items else period)
    return found


def _is_abroad(store: Thing) -> bool:
    """Whether a store is known to be kept elsewhere than in the United Kingdom."""
    country = store.text("in").lower()
    return bool(country) and not any(each in country for each in _HERE)


def _abroad(here: Picture, party: Party) -> str:
    sent = [flow for flow in here.personal_flows if flow.says("transfer") and party in flow.parties]
    kept = [words(each, "in") for each in here.stores if party in here.named(each.many("held_by")) and _is_abroad(each)]
    if not sent and not kept:
        return "Nothing in our agreement sends it out of the United Kingdom. [Say so, unless your own systems do.]"
    where = [
        f"{words(flow, 'transfer', 'country') or '[country]'} ({words(flow, 'transfer', 'safeguard') or '[what protects it]'})"
        for flow in sent
    ]
    where += [f"{country} ([what protects it])" for country in kept]
    return f"Some of it goes out of the United Kingdom, to {listed(dict.fromkeys(where), 'and')}."
