"""Who must sign again after a change, who need only be told, and why.

What is signed again follows from the rules of ``schemas/signing-again.yaml``, which a register can make stricter and never
laxer. What no rule speaks of, everyone signs again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from istoolkit.definitions.formats import YES, is_version, version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.change.again import ALL, Rule, rules_of
from istoolkit.signoff.change.differences import Difference, differences
from istoolkit.signoff.change.fits import Case, fitting, may_be_mended, steps_of
from istoolkit.signoff.change.reach import Parties, Sharing
from istoolkit.signoff.change.renames import renames, with_new_names
from istoolkit.signoff.change.slips import words_of
from istoolkit.signoff.content import Content, content_of
from istoolkit.signoff.signatories import signatories

Need = Literal["sign", "told", "none"]

GIVEN = "given"
"""The place of a difference that no line of the definition shows: what someone gives to someone new by all changes together."""


@dataclass(frozen=True)
class Consequence:
    """A difference, the rule that it falls under, and the parties that sign again or are told because of it."""

    difference: Difference
    rule: Rule
    sign: Parties
    tell: Parties
    may_be_mended: bool = False
    """Whether it would be a mend of spelling if the change log said so."""


@dataclass(frozen=True)
class Impact:
    """What a change means. ``joined`` and ``left`` are the parties that are new and those that are gone."""

    before: Content
    after: Content
    consequences: tuple[Consequence, ...]
    joined: Parties
    left: Parties

    def need(self, party: str) -> Need:
        """Return what a party must do. One that was not there before signs for the first time."""
        if party in self.joined or any(party in each.sign for each in self.consequences):
            return "sign"
        return "told" if any(party in each.tell for each in self.consequences) else "none"

    def because(self, party: str) -> tuple[Consequence, ...]:
        """Return why a party must do it: the consequences that have it sign, or else those of which it is told."""
        signs = tuple(each for each in self.consequences if party in each.sign)
        return signs or tuple(each for each in self.consequences if party in each.tell)

    @property
    def in_meaning(self) -> tuple[Consequence, ...]:
        """The consequences of which somebody hears."""
        return tuple(each for each in self.consequences if each.sign or each.tell)


def needs(
    register: Register, protocol: Protocol, before: Content, after: Content | None = None
) -> Mapping[tuple[str, str], Need]:
    """Return what each signatory must do that agreed to ``before``, by its party and member, for today's content.

    ``after`` is another content that was kept, where it is asked of that one.
    """
    found = assessed_impact(register, protocol, before, after)
    known = {party: found.need(party) for party in {each.party for each in signatories(register, protocol)}}
    return {each.key: known[each.party] for each in signatories(register, protocol)}


def assessed_impact(register: Register, protocol: Protocol, before: Content, after: Content | None = None) -> Impact:
    """Return what follows from the changes since ``before``, a content that was put out for signature, up to today's.

    ``after`` is another content that was kept, where it is asked of that one.
    """
    after = content_of(register, protocol) if after is None else after
    was, now = Sharing(with_new_names(before, renames(before, after))), Sharing(after)
    case = _case(register, protocol, before, after, was, now)
    signing = frozenset(each.party for each in signatories(register, protocol))
    found = tuple(_consequence(register, case, signing, each) for each in differences(before, after))
    hidden = tuple(_hidden(register, case, signing, found)) if found else ()
    return Impact(before, after, (*found, *hidden), signing - was.everyone, was.everyone - now.everyone)


def _case(register: Register, protocol: Protocol, before: Content, after: Content, was: Sharing, now: Sharing) -> Case:
    from istoolkit.assessment.scales import scale_of

    correction = declares_correction(protocol, version_of(before))
    in_use = frozenset(word.casefold() for word in words_of(" ".join(_texts(after))))
    return Case(was, now, correction, in_use, steps_of(scale_of(register)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def version_of(content: Content) -> str:
    """Return the version of the protocol that a content is; "" where it does not say."""
    protocol = content.get("protocol")
    return str(protocol.get("version", "")) if isinstance(protocol, Mapping) else ""


def declares_correction(protocol: Protocol, since: str) -> bool:
    """Whether the change log says of every version after another, up to that of today, that it only mends spelling."""
    now = protocol.text("version")
    said = {str(each.get("version")): each.get("correction") in YES for _, each in protocol.entries("changes")}
    if not is_version(now) or not is_version(since) or version(now) <= version(since) or now not in said:
        return False
    between = [each for each in said if is_version(each) and version(since) < version(each) <= version(now)]
    return all(said[each] for each in between)


def _consequence(register: Register, case: Case, signing: Parties, difference: Difference) -> Consequence:
    rule = fitting(rules_of(register), case, difference)
    sign = _who(rule.sign, case, signing, difference)
    tell = _who(rule.tell, case, signing, difference)
    return Consequence(difference, rule, sign, tell - sign, may_be_mended(difference, case.in_use))


def _who(words: frozenset[str], case: Case, signing: Parties, difference: Difference) -> Parties:
    """Return the parties that the words of a rule stand for; everyone that signs where that cannot be told."""
    if not words:
        return frozenset()
    if ALL in words:
        return signing
    found = _concerned(case, difference)
    meant = [found[word] for word in sorted(words)]
    if any(each is None for each in meant) or not any(meant):
        return signing
    return signing & frozenset[str]().union(*(each or () for each in meant))


def _concerned(case: Case, difference: Difference) -> Mapping[str, Parties | None]:
    """Return whom a difference concerns, by the words of the rules; None where that cannot be told."""
    section = difference.where.partition("[")[0].partition(".")[0]
    sides = (case.before, case.after)
    both = [(side, entry) for side, entry in zip(sides, difference.entries, strict=True) if entry]
    named = frozenset[str]().union(*(side.concerned(section, entry) for side, entry in both))
    where = both or [(side, {}) for side in sides if difference.entries == (None, None)]
    flows = [flow for side, entry in where for flow in side.touched(section, entry)]
    givers = frozenset[str]().union(*(flow.givers for flow in flows))
    receivers = frozenset[str]().union(*(flow.receivers for flow in flows))
    return {
        "suppliers": givers if flows else None,
        "recipients": receivers if flows else None,
        "concerned": named or givers | receivers or None,
        "the-party": _new_ones(case, difference) or named or None,
    }


def _new_ones(case: Case, difference: Difference) -> Parties:
    """Return the parties that a difference names for the first time in its place."""
    return case.after.named(difference.after) if isinstance(difference.after, list) else frozenset()


def _hidden(register: Register, case: Case, signing: Parties, found: tuple[Consequence, ...]) -> Iterator[Consequence]:
    """Yield what is given to someone new though no rule above has those that give it and receive it sign."""
    rule = next(each for each in rules_of(register) if GIVEN in each.about)
    already = frozenset[str]().union(*(each.sign for each in found)) | (case.after.everyone - case.before.everyone)
    new = sorted(case.after.given - case.before.given)
    for giver, receiver in sorted({(giver, receiver) for giver, _, receiver in new}):
        if giver in signing - already:
            items = [item for one, item, other in new if (one, other) == (giver, receiver)]
            value = {"from": giver, "to": receiver, "information": items}
            difference = Difference((GIVEN,), GIVEN, "added", None, value)
            sign = frozenset({giver, receiver}) & signing
            yield Consequence(difference, rule, sign, signing - sign if ALL in rule.tell else frozenset())
