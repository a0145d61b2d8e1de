"""RETN: how long information is kept, by whom, who can see it there and how it is destroyed.

This part: who can see what is kept, and how it is destroyed.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.stored import personal
from istoolkit.definitions.things import Thing
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_store
from istoolkit.rules.support.stores import FORMS, forms, forms_kept, is_made_good, methods_in
from istoolkit.words import listed


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
    for picture, store in every_store(register):
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
    for picture, store in every_store(register):
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
    for picture, store in every_store(register):
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
    for picture, store in every_store(register):
        systems = [picture.assets[name] for name in store.many("asset") if name in picture.assets]
        by_system = bool(systems) and all(each.says("access") for each in systems)
        items = [each for each in personal(picture, store) if each.is_special or each.is_criminal]
        if items and not store.says("access") and not by_system and not picture.undecided("assets"):
            sort = "Special category" if items[0].is_special else "Criminal offence"
            message = f"Nothing says who has access to what is kept here. {sort} data is among it."
            mend = "Say under “access” which staff can see it and why they need to, such as “Named hub staff”."
            yield Problem(store.at("where") if store.says("where") else store.at("held_by"), message, mend)
