"""What one party must do under a protocol: its role, its own duties, how long it keeps what it holds, how it sends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.definitions.things import Flow, Party, Thing
from istoolkit.documents.matrix.ends import pairs
from istoolkit.documents.matrix.keeping import stores_of
from istoolkit.documents.matrix.said import called, choice, choices, heading, joined, labelled, names, raw, words
from istoolkit.documents.signing.passing import answering
from istoolkit.documents.wording import told
from istoolkit.words import capital, small, within

ROLE, DUTY, KEEP, SEND = "Role", "Duty", "Keep", "Send"


@dataclass(frozen=True, slots=True)
class Duty:
    """A thing that a party must do. ``full`` says all of it; ``brief`` the gist, for a page that has little room."""

    label: str
    full: str
    brief: str


@kept
def duties(register: Register, protocol: Protocol, name: str) -> tuple[Duty, ...]:
    """Return what a party must do: nothing of it is the duty of another party alone."""
    here = picture(register, protocol)
    party = here.parties[name]
    bound = answering(here, party)
    found = (*_role(here, party), *_own(here, bound), *_keeping(here, bound), *_sending(here, bound))
    return tuple(dict.fromkeys(found))


def _role(here: Picture, party: Party) -> Iterator[Duty]:
    role = words(party, "role") and choice("parties", "role", str(raw(party, "role")))
    acting = labelled("for", _parties(here, names(party, "for")))
    law = choice("parties", "regime", str(raw(party, "regime"))) if party.says("regime") else ""
    note = words(party, "note")
    brief = joined([capital(joined([role, acting], " ")), capital(law)], ". ")
    contract = labelled("Contract", words(party, "contract"))
    if brief or note:
        yield Duty(ROLE, _sentence(joined([brief, contract, note], ". ")), _sentence(brief or note))
    others = raw(party, "roles")
    for each in others if isinstance(others, list) else ():
        if isinstance(each, dict):
            yield _other_role(here, each)


def _other_role(here: Picture, said: dict[str, object]) -> Duty:
    """Return a role that holds only in part."""
    role = choice("parties", "role", str(said.get("role", "")))
    parts = [
        labelled("for", _parties(here, _many(said.get("for")))),
        labelled("in the copy in", _titles(here.assets, _many(said.get("copy")))),
        labelled("for the purposes", _titles(here.purposes, _many(said.get("purposes")))),
        labelled("in the flows", _titles({each.id: each for each in here.flows}, _many(said.get("flows")))),
        labelled("in", ", ".join(map(capital, _many(said.get("nations"))))),
        labelled("when", told(said.get("when"))),
        labelled("from", long_date(told(said.get("from")))),
        labelled("until", long_date(told(said.get("until")))),
    ]
    brief = _sentence(f"Also {small(role)}, {joined(parts)}" if any(parts) else f"Also {small(role)}")
    return Duty(ROLE, brief, brief)


def _own(here: Picture, bound: list[Party]) -> Iterator[Duty]:
    """Yield the duties that the protocol gives to the party by name, through a post held there, or to all."""
    for each in here.things("duties"):
        if set(bound) & set(here.named(names(each, "who"))):
            gist = [
                labelled("When", words(each, "when")),
                labelled("You must", words(each, "must")),
                labelled("Tell", _parties(here, names(each, "tell"))),
                labelled("Within", words(each, "within")),
            ]
            later = [labelled("Until", words(each, "until")), labelled("Otherwise", words(each, "otherwise"))]
            yield Duty(DUTY, _sentence(joined([*gist, *later], ". ")), _sentence(joined(gist, ". ")))


def _keeping(here: Picture, bound: list[Party]) -> Iterator[Duty]:
    for party in bound:
        for store in stores_of(here, party):
            what, period = _items(here, store), _period(store)
            disposal = words(store, "disposal") or joined(choices("storage", store, "methods"), ", ")
            where = words(store, "where")
            full = [
                labelled(what, period),
                where,
                labelled("Access", words(store, "access")),
                labelled("Then", disposal),
                labelled("But", words(store, "holds")),
            ]
            brief = [labelled(what, period), labelled("Then", disposal)]
            yield Duty(KEEP, _sentence(joined(full, ". ")), _sentence(joined(brief, ". ")))


def _items(here: Picture, store: Thing) -> str:
    said = names(store, "information")
    if "all" in said or not said:
        return "All you hold"
    return _titles(here.items, said)


def _period(store: Thing) -> str:
    said = raw(store, "retention")
    if not isinstance(said, dict):
        return told(said) or "how long is not stated"
    parts = [
        _run_on("where", words(store, "retention", "when")),
        words(store, "retention", "keep"),
        _run_on("counted from", words(store, "retention", "from")),
        _run_on("until", words(store, "retention", "until")),
    ]
    return joined(parts, ", ") or "how long is not stated"


def _run_on(label: str, said: str) -> str:
    """Return “counted from the day …”; with a colon where the words may begin with a name."""
    return f"{label} {within(said)}" if said.startswith("The ") else labelled(label, said)


def _sending(here: Picture, bound: list[Party]) -> Iterator[Duty]:
    """Yield the ways in which the party may send, each with what makes it safe."""
    ours = {each.name for each in bound}
    giving = [flow for flow in here.flows if any(one.name in ours for one, _ in pairs(here, flow))]
    used = dict.fromkeys(name for flow in giving for name in _channels(flow))
    for name in used:
        way = here.channels.get(name)
        title = heading(way) if way else told(name)
        controls = joined(map(told, names(way, "controls"))) if way else ""
        barred = labelled("Not for", joined(map(told, names(way, "not_for")))) if way else ""
        gist = joined([title, barred], ". ")
        yield Duty(SEND, _sentence(joined([labelled(title, controls) or title, barred], ". ")), _sentence(gist))


def _channels(flow: Flow) -> list[str]:
    return [*names(flow, "channel"), *names(flow, "urgent", "channel")]


def _parties(here: Picture, said: list[str]) -> str:
    known = {"all": "all parties", **{name: called(each) for name, each in here.parties.items()}}
    posts = {name: heading(each) for name, each in here.by_id("posts").items()}
    return ", ".join(known.get(each) or posts.get(each) or told(each) for each in said)


def _titles(known: Mapping[str, Thing], said: list[str]) -> str:
    return "; ".join(heading(known[each]) if each in known else told(each) for each in said)


def _many(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [str(each) for each in said] if isinstance(said, list) else []


def _sentence(said: str) -> str:
    text = capital(said.strip())
    return text if text.endswith((".", "?", "!")) or not text else f"{text}."
