"""RETN: how long information is kept, by whom, who can see it there and how it is destroyed.

This part: how long information is kept.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from istoolkit.definitions.formats import duration, to_be_confirmed
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.stored import personal
from istoolkit.definitions.things import Flow, Item, Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_store
from istoolkit.rules.support.naming import names, some
from istoolkit.rules.support.stores import covered, differ, leaves_no_copy, not_stored, period, told_apart


@rule("RETN001", "No one says how long a recipient keeps it", severity="warning", source="UK GDPR Article 5(1)(e)")
def recipient_without_store(register: Register) -> Iterable[Problem]:
    """Whoever receives personal information in a flow says, under `storage`, how long it is kept. Stores of the protocols
    above count. What is only looked up in another's system, or only spoken, is not kept and need not be there.

    Why: each controller answers for its own copy, and partners must know when every copy is gone.

    Wrong:

        storage:
        - {held_by: council, information: [identity, health-needs], access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: [identity, health-needs], access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
        - {held_by: council, information: offending, access: Hub staff, disposal: Securely deleted,
           retention: {until: The visit has been made, authority: This arrangement}}
    """
    for picture in pictures(register):
        if to_be_confirmed(picture.protocol.text("under")):
            continue
        said = picture.stores or (picture.tier != "operational" and not picture.says("storage"))
        if said and not any(party.unknown("for") for party in picture.parties.values()):
            yield from _not_kept(picture)


def _not_kept(picture: Picture) -> Iterator[Problem]:
    stored, told = covered(picture), set[tuple[str, str]]()
    for flow in picture.flows:
        if flow.said.protocol is picture.protocol and not leaves_no_copy(flow):
            missing: dict[tuple[Item, ...], list[Party]] = {}
            for party in flow.recipients:
                left = tuple(
                    each for each in not_stored(picture, stored, flow, party) if (party.name, each.id) not in told
                )
                told.update((party.name, each.id) for each in left)
                missing.setdefault(left, []).append(party)
            yield from (_no_period(flow, left, parties) for left, parties in missing.items() if left)


def _no_period(flow: Flow, items: tuple[Item, ...], parties: list[Party]) -> Problem:
    what = names(items)
    goes, they = ("goes", "it is") if len(items) == 1 else ("go", "they are")
    whom = some([each.title for each in parties])
    place = next((each for each in ("to", "among", "inside") if flow.says(each)), "to")
    return Problem(
        flow.at(place),
        f"{what} {goes} to {whom} in “{flow.title}”, and no store says how long {they} kept there.",
        "Add an entry under “storage”: who holds it, where, for how long, from what event and on whose authority.",
    )


@rule("RETN002", "Kept for longer than its authority allows", source="UK GDPR Article 5(1)(e)")
def too_long(register: Register) -> Iterable[Problem]:
    """A period is not longer than the longest that its authority allows (“at_most”).

    Why: personal data is kept no longer than its purpose needs, and the partner's own schedule says how long that is.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 7 years, from: The case is closed, authority: The council's schedule, at_most: 72 months}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's schedule, at_most: 72 months}}
    """
    for _, store in every_store(register):
        keep, most = store.text("retention", "keep"), store.text("retention", "at_most")
        if (duration(keep) or 0) > (duration(most) or 10**9):
            yield Problem(
                store.at("retention", "keep"),
                f"It is kept for {keep}, and its authority allows {most} at most.",
                f"Write {most} or less.",
                ((store.at("retention", "at_most"), "the longest period allowed"),),
            )


@rule("RETN003", "Period without an authority", severity="warning", source="UK GDPR Article 5(1)(e)")
def no_authority(register: Register) -> Iterable[Problem]:
    """A period comes from somewhere: a law, a code or the retention schedule of whoever keeps the information.

    Why: without it no one can tell whether the period is right, or who may change it.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
    """
    for _, store in every_store(register):
        keep = store.text("retention", "keep")
        if keep and not store.says("retention", "authority"):
            message = f"Nothing says on whose authority it is kept for {keep}."
            mend = "Name the law, code or retention schedule that sets the period, under “authority”."
            yield Problem(store.at("retention", "keep"), message, mend)


@rule("RETN004", "Period that begins nowhere", severity="warning", source="UK GDPR Article 5(1)(e)")
def no_beginning(register: Register) -> Iterable[Problem]:
    """A period is counted from an event that staff can find in the record.

    Why: six years from the day it was received and six years from the day the case was closed end years apart.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The day it was received, authority: The council's retention schedule}}
    """
    for _, store in every_store(register):
        keep = store.text("retention", "keep")
        if keep and not store.says("retention", "from") and not store.says("retention", "until"):
            message = f"It is kept for {keep}, and nothing says from when."
            mend = "Name the event under “from”, such as the day the case is closed or the child's date of birth."
            yield Problem(store.at("retention", "keep"), message, mend)


_VERB = r"(?:kept|keeps?|retained|retains?|held|holds?|stored|preserved|remains?|stays?)"

_EVER = r"(?:indefinitely|permanently|for ?ever|in perpetuity|for all time|without (?:any )?(?:time )?limit)"

_FOR_EVER = re.compile(
    rf"(?<!\bnot )(?<!\bnever )(?<!\bno longer )\b{_VERB}\s+(?:\w+\s+){{0,3}}?{_EVER}\b"
    r"|\b(?:is|are) never (?:be )?(?:deleted|destroyed|erased|disposed of)\b|\bno disposal\b|\bnever to be destroyed\b"
    rf"|^\s*(?:{_EVER}|indefinite|permanent|never|always|no (?:end|limit|time limit))\s*(?:$|[.,;:(])",
    re.IGNORECASE,
)

_ARCHIVE = re.compile(
    r"\b(?:archives|record(?:s)? office|archive service|public archive|public records)\b", re.IGNORECASE
)


@rule("RETN005", "Kept for ever", source="UK GDPR Article 5(1)(e)")
def for_ever(register: Register) -> Iterable[Problem]:
    """Personal information is not kept for ever. Records chosen for a public archive, and figures about nobody, may be.

    Why: the law allows personal data to be kept only as long as its purpose needs. “In case it is useful” is no purpose.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {until: "Indefinitely, as the case may be opened again", authority: The council's schedule}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Permanently deleted,
           retention: {until: The pupil leaves or is permanently excluded, authority: The council's schedule}}
    """
    for picture, store in every_store(register):
        for path in (("retention", "until"), ("retention", "review"), ("disposal",)):
            text = store.text(*path)
            if text and _FOR_EVER.search(text) and not _may_be_archived(picture, store):
                mend = (
                    "Give a period and the event it counts from. For records of lasting value name the public archive."
                )
                yield Problem(store.at(*path), f"“{text}” keeps personal information for ever.", mend)


def _may_be_archived(picture: Picture, store: Thing) -> bool:
    holders = picture.named(store.many("held_by"))
    if "transfer-to-archive" in store.many("methods") or (holders and all(each.kind == "archive" for each in holders)):
        return True
    texts = (store.text("retention", "until"), store.text("retention", "authority"), store.text("disposal"))
    return any(map(_ARCHIVE.search, texts)) or not personal(picture, store)


@rule("RETN006", "Two periods for the same information", severity="warning", source="UK GDPR Article 5(1)(e)")
def two_periods(register: Register) -> Iterable[Problem]:
    """A party keeps the same information for one period. Where there are two, something tells them apart: another place
    or system, another form, or the case in which each holds (“when”).

    Why: staff who find two periods keep it for the longer one, or destroy what should have been kept.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
        - {held_by: council, information: identity, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 25 years, from: The child's date of birth, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
        - held_by: council
          information: identity
          access: Hub staff
          retention:
            when: A child protection plan follows
            keep: 25 years
            from: The child's date of birth
            authority: The council's retention schedule
          disposal: Deleted from the system and its backups
    """
    for picture in pictures(register):
        stores = [(each, set(picture.named(each.many("held_by")))) for each in picture.stores if period(each)]
        for (one, holders), (other, others) in combinations(stores, 2):
            if holders & others and differ(one, other) and not told_apart(one, other):
                yield from _clash(picture, one, other, holders & others)


def _clash(picture: Picture, one: Thing, other: Thing, parties: set[Party]) -> Iterator[Problem]:
    there = set(personal(picture, other))
    if both := [each for each in personal(picture, one) if each in there]:
        what, whom = "the same information", "the same party"
        if one.said.protocol is picture.protocol:
            what, whom = names(both), some(sorted(each.title for each in parties))
        message = f"Here the period for {what} at {whom} is {period(one)}, and elsewhere it is {period(other)}."
        mend = "Keep one of the two, or say under “when” in which case each holds."
        yield Problem(one.at("retention"), message, mend, ((other.at("retention"), "the other period"),))


_NO_END = re.compile(
    r"^\W*(?:it|they|this|the information|information|records?)?\s*(?:is|are)?\s*(?:kept\s+)?(?:for\s+)?"
    r"(?:(?:only\s+)?as long as|until|while|when)?\s*(?:(?:it|they|this|the information)\s+)?(?:(?:is|are)\s+)?"
    r"(?:(?:reasonably\s+|strictly\s+)?(?:necessary|needed|required)|no longer\s+(?:necessary|needed|required|of use))"
    r"(?:\s+for\s+(?:the|its|this|that)\s+purposes?)?\W*$",
    re.IGNORECASE,
)


@rule("RETN011", "Period that says nothing", severity="warning", source="UK GDPR Article 5(1)(e)")
def as_long_as_necessary(register: Register) -> Iterable[Problem]:
    """“As long as necessary” is the question and not the answer. Where no period can be given, an event ends it, or
    someone asks on set days whether it is still needed (“review”).

    Why: no one can tell from it whether a record should still be there.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {until: It is no longer needed, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Securely deleted,
           retention: {until: It is no longer needed, review: Each January, authority: The council's retention schedule}}
    """
    for _, store in every_store(register):
        until = store.text("retention", "until")
        vague = bool(_NO_END.match(until)) and not store.says("retention", "keep")
        if vague and not store.says("retention", "review"):
            mend = "Give a period or the event that ends it, or say under “review” when someone asks."
            yield Problem(store.at("retention", "until"), f"“{until}” does not say when that is.", mend)
