"""RETN: how long information is kept, by whom, who can see it there and how it is destroyed."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from istoolkit.definitions.formats import duration
from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Flow, Item, Party, Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.stores import (
    FORMS,
    all_stores,
    covered,
    differ,
    forms,
    forms_kept,
    is_made_good,
    leaves_no_copy,
    methods_in,
    not_stored,
    period,
    personal,
    some,
    told_apart,
)
from istoolkit.rules.words import listed


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
        if picture.stores or (picture.tier != "operational" and not picture.says("storage")):
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
    what = some([f"“{each.title}”" for each in items])
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
    for _, store in all_stores(register):
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
    for _, store in all_stores(register):
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
    for _, store in all_stores(register):
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
    for picture, store in all_stores(register):
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
            what, whom = some([f"“{each.title}”" for each in both]), some(sorted(each.title for each in parties))
        message = f"Here the period for {what} at {whom} is {period(one)}, and elsewhere it is {period(other)}."
        mend = "Keep one of the two, or say under “when” in which case each holds."
        yield Problem(one.at("retention"), message, mend, ((other.at("retention"), "the other period"),))


@rule("RETN007", "Nothing on how it is destroyed", severity="warning", source="UK GDPR Articles 5(1)(e) and 5(1)(f)")
def no_disposal(register: Register) -> Iterable[Problem]:
    """A store of personal information says how it is destroyed when its time is over: in words (“disposal”) or by the
    methods (“methods”).

    Why: a period that ends with nothing being done is no period.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, methods: [secure-deletion],
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
    """
    for picture, store in all_stores(register):
        if not store.says("disposal") and not store.says("methods") and personal(picture, store):
            message = "Nothing says how it is destroyed when its time is over."
            mend = "Say under “disposal” how it is destroyed, such as “Deleted from the system and its backups”."
            yield Problem(_at_period(store), message, mend)


def _at_period(store: Thing) -> Spot:
    return store.at("retention") if store.says("retention") else store.at("held_by")


@rule("RETN008", "Method of disposal that is not sound", source="UK GDPR Articles 5(1)(f) and 32")
def unsound_method(register: Register) -> Iterable[Problem]:
    """Personal information is destroyed by a method that is good enough for it, and not put out with the waste or moved to
    a recycle bin on a screen. `istoolkit schema protocol` lists the methods.

    Why: what can be picked out of a bin, or brought back on a screen, has not been destroyed.

    Wrong:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Torn up and put out for recycling,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, access: Hub staff, disposal: Shredded and then put out for recycling,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
    """
    for picture, store in all_stores(register):
        for method, spot in _unsound(picture, store):
            message = f"Disposal by {method.get('title')} is not good enough for personal information."
            yield Problem(spot, message, f"Use a sound method, such as {_sound_titles(picture, method)}.")


def _unsound(picture: Picture, store: Thing) -> Iterator[tuple[Record, Spot]]:
    for index, name in enumerate(many(store.value.get("methods"))):
        method = picture.law.disposal.get(name, {})
        if method.get("sound") == "no" and personal(picture, store):
            yield method, store.at("methods", index)
    for method, match in methods_in(picture.register, store.text("disposal")):
        if method.get("sound") == "no" and not is_made_good(picture, method, match) and personal(picture, store):
            yield method, store.at("disposal")


def _sound_titles(picture: Picture, method: Record) -> str:
    sound = [each for each in picture.law.disposal.values() if each.get("sound") == "yes"]
    return listed([str(each["title"]) for each in sound if forms(each) & forms(method)][:3])


@rule("RETN009", "Method of disposal that is for another form", severity="warning", source="UK GDPR Article 5(1)(f)")
def wrong_form(register: Register) -> Iterable[Problem]:
    """The method of disposal suits the form in which information is kept (“form”): paper is not deleted, and a record in a
    system is not shredded. Where it is kept in both forms, each has a method.

    Why: the copy in the other form is still there.

    Wrong:

        storage:
        - {held_by: council, information: all, form: Electronic and a paper file, access: Hub staff, disposal: Deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, form: Electronic and a paper file, access: Hub staff, disposal: Deleted. Paper is shredded.,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
    """
    for picture, store in all_stores(register):
        shown = [method for method, _ in methods_in(register, store.text("disposal"))]
        chosen = [picture.law.disposal[each] for each in store.many("methods") if each in picture.law.disposal]
        able = set[str]().union(*map(forms, (*shown, *chosen)))
        left = [each for each in forms_kept(store) if able and each not in able]
        if left and not store.unknown("methods") and personal(picture, store):
            how = listed([FORMS[each] for each in left], "and")
            message = f"It is kept {how}, and the disposal named here is for another form."
            mend = f"Say how what is kept {how} is destroyed, or mend “form”."
            yield Problem(_at_disposal(store), message, mend, ((store.at("form"), "the form"),))


def _at_disposal(store: Thing) -> Spot:
    return store.at("disposal") if store.says("disposal") else store.at("methods")


@rule("RETN010", "Nothing on who has access", severity="warning", source="UK GDPR Articles 5(1)(f) and 32")
def no_access(register: Register) -> Iterable[Problem]:
    """A store of special category or criminal offence data says who has access to it, or its system does.

    Why: such information does most harm in the wrong hands, and only those with a task for it may see it.

    Wrong:

        storage:
        - {held_by: council, information: all, where: In the case files, disposal: Shredded,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}

    Right:

        storage:
        - {held_by: council, information: all, asset: case-system, disposal: Securely deleted,
           retention: {keep: 6 years, from: The case is closed, authority: The council's retention schedule}}
    """
    for picture, store in all_stores(register):
        systems = [picture.assets[name] for name in store.many("asset") if name in picture.assets]
        by_system = bool(systems) and all(each.says("access") for each in systems)
        items = [each for each in personal(picture, store) if each.is_special or each.is_criminal]
        if items and not store.says("access") and not by_system:
            sort = "Special category" if items[0].is_special else "Criminal offence"
            message = f"Nothing says who has access to what is kept here. {sort} data is among it."
            mend = "Say under “access” which staff can see it and why they need to, such as “Named hub staff”."
            yield Problem(store.at("where") if store.says("where") else store.at("held_by"), message, mend)


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
    for _, store in all_stores(register):
        until = store.text("retention", "until")
        vague = bool(_NO_END.match(until)) and not store.says("retention", "keep")
        if vague and not store.says("retention", "review"):
            mend = "Give a period or the event that ends it, or say under “review” when someone asks."
            yield Problem(store.at("retention", "until"), f"“{until}” does not say when that is.", mend)
