"""The parts of a staff guide in order, with what must be acted on first, each in as much detail as asked for."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Party
from istoolkit.documents.guides import staff_contacts as contacts
from istoolkit.documents.guides import staff_danger as danger
from istoolkit.documents.guides import staff_duties
from istoolkit.documents.guides import staff_parts as parts
from istoolkit.documents.guides import staff_reminders as reminders
from istoolkit.documents.guides.staff_detail import FULL, Detail
from istoolkit.documents.guides.staff_law import law_told, provisions_of
from istoolkit.documents.guides.staff_material import about_children, changed, material
from istoolkit.documents.guides.staff_rows import Level, shares_told
from istoolkit.documents.guides.staff_shares import Share, shares
from istoolkit.documents.matrix.in_time import ended
from istoolkit.documents.matrix.said import called, title_of
from istoolkit.documents.paper import Block, Bullets, Callout, Heading, Paragraph, Span
from istoolkit.documents.signing.passing import answering, open_flows, passings
from istoolkit.documents.wording import told
from istoolkit.words import sentence, small

_FEW_POSTS = 3
"""How many posts to ask a guide names where there is little room."""

NOBODY = "your manager or data protection officer"
"""Whom staff ask first where neither the protocol nor guidance names a post."""


class Guide:
    """Puts the parts of one guide together, in as much detail as asked for."""

    def __init__(self, register: Register, protocol: Protocol, name: str) -> None:
        self.register, self.protocol = register, protocol
        self.here: Picture = picture(register, protocol)
        self.party = self.here.parties[name]
        self.shares: tuple[Share, ...] = shares(register, protocol, name)
        self.law = provisions_of(self.here, self.party)
        self.own = _own_words(self.here, self.party)
        self.most = material(self.here, self.party, [each.passing for each in self.shares], self.law)
        self.lead = next((_whom(told(each["ask"])) for each in self.own if each.get("ask")), self.most.lead) or NOBODY
        self._made: dict[tuple[str, int | str], tuple[Block, ...]] = {}

    def blocks(self, detail: Detail) -> tuple[Block, ...]:
        """Return the guide from the most pressing to the least. Each part is made once for each level of detail."""
        order: tuple[tuple[Callable[[Any], Iterator[Block]], int | str], ...] = (
            (self._danger, 0),
            (self._changed, detail.myths),
            (self._opening, detail.notes),
            (self._flows, detail.flows),
            (self._duties, detail.duties),
            (self._agreement, detail.agreement),
            (self._kept_back, detail.kept_back),
            (self._worried, detail.steps),
            (self._requests, detail.requests),
            (self._before, detail.before),
            (self._writing, f"{detail.before}{detail.recording}{detail.keeping}"),
            (self._ask, detail.contacts),
            (self._rules, detail.rules),
            (self._myths, detail.myths),
            (self._law, detail.myths if detail != FULL else -1),
        )
        return tuple(block for make, level in order for block in self._part(make, level))

    def _part(self, make: Callable[[Any], Iterator[Block]], level: int | str) -> tuple[Block, ...]:
        key = (make.__name__, level)
        if key not in self._made:
            self._made[key] = tuple(make(level))
        return self._made[key]

    def _danger(self, _: int) -> Iterator[Block]:
        told_of = danger.told(self.register, self.protocol, self.party.name, self.most)
        for each in self.most.danger:
            yield Callout(str(each["title"]), (Paragraph(str(each["text"])), *map(Paragraph, told_of)), "urgent")

    def _opening(self, level: int) -> Iterator[Block]:
        for_you = f"are {self.most.who}" if self.most.who else f"work for {called(self.party)}"
        ends = ended(self.register, self.protocol)
        about = told(self.protocol.text("summary")) or self._purposes()
        yield Paragraph(
            (Span(sentence(f"This guide is for you if you {for_you}.", ends), bold=True), f" {about}"), "lead"
        )
        notes = [*self._own_notes(), *(note for each in self.most.roles if level for note in many(each.get("notes")))]
        if notes:
            yield Bullets(tuple(dict.fromkeys(notes)))

    def _own_notes(self) -> list[str]:
        return [told(note) for each in self.own for note in many(each.get("notes"))]

    def _purposes(self) -> str:
        titles = dict.fromkeys(each for one in self.shares for each in one.passing.purposes)
        return f"It is for: {'; '.join(titles)}."

    def _changed(self, myths: int) -> Iterator[Block]:
        callout = changed(self.here, self.most.with_myths(myths), self.law)
        yield from (callout,) if callout else ()

    def _flows(self, level: Level) -> Iterator[Block]:
        yield Heading("What you share and receive", id="flows")
        yield from shares_told(self.register, self.protocol, self.party.name, level)
        yield from self._beside_the_flows()

    def _kept_back(self, level: int) -> Iterator[Block]:
        yield from _part("What you do not share", parts.not_shared(self.here, self.shares, self.lead, level > 0))

    def _agreement(self, level: int) -> Iterator[Block]:
        yield from _part("Agreement", parts.agreements(self.here, self.shares, self.lead, level))

    def _requests(self, level: int) -> Iterator[Block]:
        yield from _part("When someone asks you for information", parts.requests(self.here, level))

    def _writing(self, levels: str) -> Iterator[Block]:
        """Yield what to write down, how long to keep it and what if it is lost: ``levels`` are those of the three parts."""
        before, written, kept = map(int, levels)
        found = (
            *(() if before else reminders.before(self.here, self.most, 0)),
            *parts.recording(self.here, written),
            *staff_duties.keeping(self.here, self.party, kept),
        )
        yield from _part("Writing it down, keeping it, losing it", found)

    def _duties(self, level: int) -> Iterator[Block]:
        yield from _part("What else you must do", staff_duties.to_do(self.here, self.party, level))

    def _myths(self, number: int) -> Iterator[Block]:
        yield from _part("What people say, and what is true", reminders.myths(self.most, number))

    def _law(self, myths: int) -> Iterator[Block]:
        """Yield the small print of a guide with so many myths; with all of them and nothing left out where it is below 0."""
        said = self.most.with_myths(myths if myths >= 0 else FULL.myths)
        yield Heading("The law")
        yield from law_told(self.here, self.party, said, myths >= 0)

    def _beside_the_flows(self) -> Iterator[Block]:
        number = open_flows(self.register, self.protocol, {each.passing.id for each in self.shares})
        if number:
            which = "One flow has" if number == 1 else f"{number} flows have"
            yield Paragraph(f"{which} an end that is still to be confirmed, and may come to concern you.", "fine")
        for above in self.register.above(self.protocol):
            if more := _above(self.register, above, self.party.name):
                yield Paragraph(
                    (
                        Span(
                            f"{title_of(above)}, which stands above this protocol, has more flows for you: ", bold=True
                        ),
                        more,
                    )
                )

    def _worried(self, level: int) -> Iterator[Block]:
        yield from _part(self._worry(), reminders.steps(self.most, level))

    def _worry(self) -> str:
        children = about_children(self.here)
        return f"When you are worried about {'a child' if children else 'someone'}"

    def _before(self, level: int) -> Iterator[Block]:
        yield from _part("Before you share", reminders.before(self.here, self.most, level) if level else ())

    def _rules(self, level: int) -> Iterator[Block]:
        yield from _part("Golden rules", reminders.rules(self.most, level))

    def _ask(self, level: int) -> Iterator[Block]:
        yield from _part("Whom to ask and call", [self._whom(level)])

    def _whom(self, level: int) -> Bullets:
        advice = parts.said(self.here, "decisions", "advice_from")
        first = parts.lines([("First", self.lead), ("Advice on a decision", advice)])
        posts = contacts.advisers(self.here, self.party)[: 100 if level else _FEW_POSTS]
        partners = [*contacts.departments(self.here, self.shares)]
        national = reminders.contacts(self.most, level - 1 if level else 0)
        if level > 1:
            return Bullets((*first, *posts, *partners, *national))
        rows = [parts.in_a_row(each) for each in (posts, national) if each]
        return Bullets((parts.run_on(first).words, *rows[:1], *(partners if level else ()), *rows[1:]))


def _whom(said: str) -> str:
    """Return whom to ask as it stands within a sentence: “your early help co-ordinator”."""
    return small(said) if said.startswith("Your ") else said.rstrip(".")


def _part(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield a part with its heading; nothing where there is nothing to say."""
    found = list(blocks)
    if found:
        yield Heading(title)
        yield from found


def _above(register: Register, above: Protocol, name: str) -> str:
    """Return the flows of a protocol above in which a party of the same name has a part, and where to read of them."""
    if name not in picture(register, above).parties:
        return ""
    titles = [each.title.rstrip(".") for each in passings(register, above, name)]
    return f"{'; '.join(titles)}. See its own staff guide." if titles else ""


def _own_words(here: Picture, party: Party) -> list[Record]:
    """Return what the partnership says to the staff of a party besides, in ``guides.staff`` of the protocol or above."""
    term = here.term("guides", "staff")
    entries = [each for _, each in records(term.value)] if term is not None else []
    ours = set(answering(here, party))
    return [each for each in entries if ours & set(here.named(many(each.get("for"))))]
