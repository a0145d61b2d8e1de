"""The law on which a party gives or receives, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from istoolkit.definitions.formats import NOT_STATED, YES, long_date, to_be_confirmed
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.schema import vocabularies
from istoolkit.definitions.things import Basis, Flow, Item
from istoolkit.documents.matrix.ends import End
from istoolkit.documents.matrix.said import called, choices, joined, labelled, names, raw, words
from istoolkit.documents.wording import told
from istoolkit.words import capital, listed

NOT_NEEDED = "Not needed: it is not about people who can be identified"
NOT_APPLICABLE = "Not applicable"
_LABELS = {
    **dict.fromkeys(("duty", "duty-on-request", "power", "implied-power", "framework-duty"), "Powers and duties"),
    "guidance": "Guidance",
}


@dataclass(frozen=True, slots=True)
class Sort:
    """What in the items decides which conditions are needed: UK GDPR Articles 9 and 10, and the duty of confidence."""

    special: bool
    criminal: bool
    confidential: bool
    personal: bool = True


def sort_of(items: Iterable[Item]) -> Sort:
    """Return the sort of some items together. Of one whose kind is not known yet, everything may be needed."""
    found = list(items)
    unknown = any(not each.kind for each in found) or not found
    return Sort(
        unknown or any(each.is_special for each in found),
        unknown or any(each.is_criminal for each in found),
        unknown or any(words(each, "confidential") not in ("", "no", "false") for each in found),
        unknown or any(each.is_personal for each in found),
    )


def law(picture: Picture, flow: Flow, end: End, sort: Sort) -> tuple[str, ...]:
    """Return the law on which an end takes part in a flow, a line for each lawful basis."""
    if end.party is None:
        return (NOT_APPLICABLE if end.body in ("people", "public") else NOT_STATED,)
    bases = picture.bases_for(flow, end.party)
    lines = tuple(dict.fromkeys(ground(picture, basis, sort) for basis in bases))
    return lines or (_without(picture, end, sort),)


def _without(picture: Picture, end: End, sort: Sort) -> str:
    """Say why there is no lawful basis, or that none is stated."""
    if not sort.personal:
        return NOT_NEEDED
    if end.party is not None and end.party.is_processor:
        principals = [called(each) for each in picture.named(names(end.party, "for"))]
        return f"On the instructions of {listed(principals or ['those it works for'], 'and')}"
    return NOT_STATED


def ground(picture: Picture, basis: Basis, sort: Sort) -> str:
    """Return a lawful basis in a line: conditions, powers and duties, confidence, and where and when it holds."""
    parts = [
        capital(joined(_conditions(basis))) or "No condition stated",
        *_more_conditions(basis, sort),
        *_laws(picture, basis),
        labelled("Duty of confidence", joined(choices("lawfulness", basis, "confidence")) if sort.confidential else ""),
        labelled("Request it answers", joined([words(basis, "request")])),
        labelled("Entry in the public register", joined([words(basis, "register_entry")])),
        labelled("Opt-outs and objections", joined([words(basis, "opt_out")])),
        labelled("Holds", _holds(basis)),
    ]
    return ". ".join(part for part in parts if part)


def _conditions(basis: Basis) -> Iterator[str]:
    """Yield the conditions for any personal data."""
    regime = choices("lawfulness", basis, "regime")
    yield from regime if raw(basis, "regime") != "uk-gdpr" and not basis.says("part_3") else ()
    yield from (f"Part 3: {each}" for each in choices("lawfulness", basis, "part_3"))
    yield from choices("lawfulness", basis, "article_6")
    yield from choices("lawfulness", basis, "annex_1")


def _more_conditions(basis: Basis, sort: Sort) -> Iterator[str]:
    """Yield what special category and criminal offence data need besides; all of it where their sort is not known."""
    for wanted, label, field in (
        (sort.special, "Special category data", "article_9"),
        (sort.criminal, "Criminal offence data (Article 10)", "article_10"),
        (sort.special or sort.criminal, "Schedule 1", "schedule_1"),
        (sort.special or sort.criminal, "Schedule 8", "schedule_8"),
    ):
        yield labelled(label, joined(choices("lawfulness", basis, field)) if wanted else "")


def _laws(picture: Picture, basis: Basis) -> Iterator[str]:
    """Yield the laws it names: the powers and duties to share, the guidance, and the rest under what each is."""
    known = picture.law.provisions
    found: dict[str, list[str]] = {}
    for name in names(basis, "gateways"):
        kind = str(known[name].get("kind", "")) if name in known else ""
        label = _LABELS.get(kind) or capital(vocabularies()["law_kinds"].get(kind, "Powers and duties"))
        found.setdefault(label, []).append(str(known[name]["title"]) if name in known else told(name))
    yield from (labelled(label, joined(titles)) for label, titles in found.items())


def _holds(basis: Basis) -> str:
    nations = listed(choices("lawfulness", basis, "nations"), "and")
    days = [(label, long_date(words(basis, name))) for label, name in (("from", "from"), ("until", "until"))]
    return ", ".join(part for part in [f"in {nations}" if nations else "", *(f"{a} {b}" for a, b in days if b)] if part)


def is_confidential(item: Item) -> str:
    """Return whether an item is given in confidence, as a reader sees it."""
    said = raw(item, "confidential")
    return told(said) if to_be_confirmed(said) else "Yes" if said in YES else "No" if said else NOT_STATED
