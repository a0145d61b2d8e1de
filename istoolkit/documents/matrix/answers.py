"""What may pass between two organisations, in sentences, and what comes nearest where nothing may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_
from types import MappingProxyType
from typing import Literal

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.agreed import is_bound
from istoolkit.documents.matrix.asked_items import AskedItem, held_back, is_of, items_called, taken_for
from istoolkit.documents.matrix.exchanges import Exchange, exchanges
from istoolkit.documents.matrix.in_time import members_of, taking_part, why_not, why_not_member
from istoolkit.documents.matrix.naming import Meant, NoSuchItem, meant
from istoolkit.documents.matrix.nearest import besides, between, nearest
from istoolkit.documents.matrix.said import joined
from istoolkit.documents.matrix.ways import Told, not_shared, ways
from istoolkit.words import listed, within

ALLOWED = (
    "This is what the protocols allow. The decision to share on each occasion stays with the practitioner, who records it "
    "with the reasons."
)
SILENT = (
    "This is what the protocols say, and not all of the law. Where a child or adult may come to harm, ask the safeguarding "
    "lead at once: the law may allow or require what no protocol here speaks of."
)
DRAFTS = "Not agreed yet. Do not share on the strength of what follows:"
MORE = "Limits, use afterwards, who sees it, how long it is kept, and the law in full: ask again with --full."


@dataclass(frozen=True)
class Allowed:
    """What may pass between two organisations on the day looked at, ``found``; ``gone`` says why what else was agreed may not.

    ``found`` is what may happen by what is ``agreed``, and what would once the ``drafts`` are signed. ``every`` are all
    exchanges of the protocols and ``asked`` those of the items asked for, which ``wanted`` names by protocol and identifier;
    None where no item was asked for.
    """

    giver: Meant
    receiver: Meant
    wanted: set[AskedItem] | None
    every: Sequence[Exchange]
    asked: Sequence[Exchange]
    found: Sequence[Exchange]
    agreed: Sequence[Exchange]
    drafts: Sequence[Exchange]
    gone: Sequence[str]


def allowed(
    register: Register, protocols: Sequence[Protocol], giver_word: str, receiver_word: str, item_word: str = ""
) -> Allowed:
    """Return what one may give another. Raises NoSuchName where a word stands for nothing."""
    giver, receiver = meant(register, protocols, giver_word), meant(register, protocols, receiver_word)
    every = [each for protocol in protocols for each in exchanges(register, protocol)]
    wanted = items_called(register, protocols, item_word) if item_word else None
    asked = [each for each in every if wanted is None or is_of(each, wanted)]
    found, gone = _still(register, between(asked, giver, receiver), giver, receiver)
    bound = [is_bound(register, each, giver, receiver) for each in found]
    agreed, drafts = ([*compress(found, those)] for those in (bound, map(not_, bound)))
    return Allowed(giver, receiver, wanted, every, asked, found, agreed, drafts, gone)


@dataclass(frozen=True)
class Answer:
    """An answer in lines. ``word`` is how it begins: “Not yet” where only protocols that are not agreed would let it pass."""

    word: Literal["Yes", "Not yet", "No"]
    lines: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether anything may pass."""
        return self.word == "Yes"


def answer(
    register: Register,
    protocols: Sequence[Protocol],
    giver_word: str,
    receiver_word: str,
    item_word: str = "",
    wrong: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    full: bool = False,
) -> Answer:
    """Return what one may give another, under which protocols: first yes or no, then all that goes with it.

    ``wrong`` are the errors that the check finds, in words, by the file they are in: what rests on them says so. ``full``
    has all that is said of each way of sharing; without, it is in short. Raises NoSuchName where a word stands for nothing.
    """
    try:
        both = allowed(register, protocols, giver_word, receiver_word, item_word)
    except NoSuchItem:
        if not (held := list(held_back(register, protocols, item_word))):
            raise
        return Answer("No", (f"No. {held[0]}", *held[1:], "", SILENT))
    whom = [*_whom(both), *_items(register, protocols, item_word, both)]
    if not both.found:
        return Answer("No", (*_no(register, protocols, item_word, both, whom), "", SILENT))
    agreed, drafts = both.agreed, both.drafts
    asked = Told(both.giver, both.receiver, wrong, full)
    more = [*both.gone, *besides(_in_time(register, both.asked), both.giver, both.receiver)]
    last = [*_apart(more), *(() if full else ("", MORE)), ""]
    if not agreed:
        lines = ways(register, drafts, asked)
        return Answer("Not yet", (_not_yet(both, item_word, drafts), *whom, *lines, *last, SILENT))
    waiting = ("", DRAFTS, *ways(register, drafts, asked)) if drafts else ()
    lines = ways(register, agreed, asked)
    return Answer("Yes", (_yes(both, item_word, agreed), *whom, *lines, *waiting, *last, ALLOWED))


def _in_time(register: Register, found: Sequence[Exchange]) -> list[Exchange]:
    return [each for each in found if not why_not(register, each)]


def _no(
    register: Register, protocols: Sequence[Protocol], item: str, both: Allowed, whom: Sequence[str]
) -> Iterator[str]:
    giver, receiver = both.giver, both.receiver
    every, asked = _in_time(register, both.every), _in_time(register, both.asked)
    nothing = _nothing(register, protocols, giver, receiver, item)
    if both.gone and register.on:
        nothing = f"{nothing.removesuffix('.')} on {long_date(register.on)}."
    yield f"No. {nothing}"
    yield from (*whom, *both.gone, *besides(asked, giver, receiver))
    yield from nearest(register, every, asked, taking_part(register, giver), taking_part(register, receiver))
    if both.wanted is not None:
        yield from (line.strip() for each in protocols for line in not_shared(register, each) if line)


def _yes(both: Allowed, item: str, found: Sequence[Exchange]) -> str:
    """Return the answer in one line: that something may pass, and under which protocols."""
    titles = _titles(found)
    under = f"{len(titles)} protocols: {joined(titles)}" if len(titles) > 1 else titles[0]
    return f"Yes. {both.giver.called} may give {within(both.receiver.called)} {_what(item)} under {under}."


def _not_yet(both: Allowed, item: str, found: Sequence[Exchange]) -> str:
    """Return the answer in one line where nothing is agreed: which protocols would let it pass."""
    titles = _titles(found)
    would = f"would let {within(both.giver.called)} give {within(both.receiver.called)} {_what(item)} once"
    if len(titles) == 1:
        return f"Not yet. {titles[0]} {would} it is signed."
    return f"Not yet. {len(titles)} protocols {would} they are signed: {joined(titles)}."


def _nothing(register: Register, protocols: Sequence[Protocol], giver: Meant, receiver: Meant, item: str) -> str:
    what = f"“{item}”" if item else "anything"
    some = "this protocol" if len(protocols) == 1 else "these protocols"
    place = "this register" if len(protocols) == len(register.all_ids) > 1 else some
    return f"Nothing in {place} lets {within(giver.called)} give {within(receiver.called)} {what}."


def _what(item: str) -> str:
    return f"“{item}”" if item else "information"


def _titles(found: Sequence[Exchange]) -> list[str]:
    return list(dict.fromkeys(each.protocol_title for each in found))


def _apart(lines: Sequence[str]) -> tuple[str, ...]:
    return ("", *lines) if lines else ()


def _still(
    register: Register, found: Sequence[Exchange], giver: Meant, receiver: Meant
) -> tuple[list[Exchange], list[str]]:
    """Return the exchanges that may happen on the day looked at, and the sentences that say why the others may not."""

    def gone(each: Exchange) -> list[str]:
        of_members = (
            why_not_member(register, giver, each.protocol, each.sender),
            why_not_member(register, receiver, each.protocol, each.recipient),
        )
        return [*why_not(register, each), *filter(None, of_members)]

    reasons = [gone(each) for each in found]
    said = dict.fromkeys(line for lines in reasons for line in lines)
    return [each for each, lines in zip(found, reasons, strict=True) if not lines], list(said)


def _whom(both: Allowed) -> list[str]:
    """Return whom the two words stand for, where that is not said by why they may not share."""
    giver, receiver = both.giver, both.receiver
    found = [*_stands_for(giver), *(_stands_for(receiver) if receiver.word != giver.word else [])]
    return [line for line in found if not any(reason.startswith(line) for reason in both.gone)]


def _stands_for(asked: Meant) -> list[str]:
    if asked.members.keys() == asked.ends:
        return list(members_of(asked))
    return [f"“{asked.word}” stands for {listed(asked.titles, 'and')}."] if len(asked.titles) > 1 else []


def _items(register: Register, protocols: Sequence[Protocol], words: str, both: Allowed) -> list[str]:
    told = taken_for(register, protocols, words, both.wanted) if both.wanted else ""
    return [told] if told else []
