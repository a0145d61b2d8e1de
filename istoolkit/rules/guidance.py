"""GUID: the partnership's own guidance, in guidance.yaml.

This part: how records are written.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.guidance import fitting, guidance_of
from istoolkit.definitions.law import law_of
from istoolkit.definitions.overlay import missing_of, own_records
from istoolkit.definitions.register import GUIDANCE, Register
from istoolkit.definitions.schema import guidance_lists, guidance_records, vocabularies
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.laws_named import TRAINING, laws_at
from istoolkit.words import did_you_mean, listed


def _own(register: Register) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the partnership's own records: the list, the position in it and the record."""
    if register.guidance_file.value:
        yield from own_records(guidance_lists(), register.guidance_file.value)


@rule("GUID001", "Record of guidance that says too little")
def incomplete(register: Register) -> Iterable[Problem]:
    """A record in guidance.yaml either changes one that comes with the toolkit, or says all that a new one must.

    Why: a record that says too little is left out, and guides, forms and training papers go without it.

    Wrong:

        # guidance.yaml
        myths:
        - id: not-on-fridays
          myth: The hub takes no worries on Fridays

    Right:

        # guidance.yaml
        myths:
        - id: not-on-fridays
          myth: The hub takes no worries on Fridays
          fact: It answers every day. After 5 pm the out-of-hours team does.

    To change one of ours, write its identifier and only what differs. The files in schemas/guidance have the identifiers.
    """
    for name, index, each in _own(register):
        ours = guidance_records()[name]
        key = str(each.get("id", ""))
        missing = missing_of("guidance", name, {**ours.get(key, {}), **each})
        if key and missing:
            fields = listed([f"“{field}”" for field in missing], "and")
            guess = did_you_mean(key, ours)
            yield Problem(
                Spot(GUIDANCE, (name, index)), f"The record “{key}” does not say {fields}.", guess or "Add it."
            )


@rule("GUID002", "Record of guidance that is there twice")
def twice(register: Register) -> Iterable[Problem]:
    """Each record of a list in guidance.yaml stands there once.

    Why: of two with the same identifier no one could tell which the papers print.

    Wrong:

        # guidance.yaml
        contacts:
        - {id: hub, title: Children's hub, phone: 01632 960100, when: You are worried about a child}
        - {id: hub, title: Children's hub, phone: 01632 960199, when: You are worried about a child}

    Right:

        # guidance.yaml
        contacts:
        - {id: hub, title: Children's hub, phone: 01632 960199, when: You are worried about a child}
    """
    seen: dict[tuple[str, str], Spot] = {}
    for name, index, each in _own(register):
        at = Spot(GUIDANCE, (name, index, "id"))
        first = seen.setdefault((name, str(each.get("id", ""))), at)
        if first is not at and not to_be_confirmed(each.get("id")):
            mend = "Make one record of the two."
            yield Problem(at, f"“{each['id']}” is there twice.", mend, ((first, "it is there first"),))


_ADD = "Name one that istoolkit law lists, or add a record for it to law.yaml."


@rule("GUID003", "Guidance that rests on law nobody knows")
def unknown_law(register: Register) -> Iterable[Problem]:
    """The law and guidance that a record of guidance.yaml names are in the legal register.

    Why: papers name the law behind what they say, and are marked when it changes. Neither works for what is not known.

    Wrong:

        # guidance.yaml
        steps:
        - id: record
          law: [ico-data-sharing-codes]

    Right:

        # guidance.yaml
        steps:
        - id: record
          law: [ico-data-sharing-code]
    """
    known = law_of(register).provisions
    for name, index, each in _own(register):
        for path, law in laws_at(each):
            of_training = name in TRAINING and path[0] != "law"
            if law not in known and not to_be_confirmed(law) and not of_training:
                at = Spot(GUIDANCE, (name, index, *path))
                yield Problem(at, f"“{law}” is not in the legal register.", did_you_mean(law, known) or _ADD)


@rule("GUID004", "Place that is no number")
def order(register: Register) -> Iterable[Problem]:
    """The place of a record among others of its kind is a whole number.

    Why: what comes first is read first, such as what to do when a child is in danger. A record without a number comes last.

    Wrong:

        # guidance.yaml
        steps:
        - {id: tell-the-hub, order: first, title: Tell the hub, text: Ring the children's hub.}

    Right:

        # guidance.yaml
        steps:
        - {id: tell-the-hub, order: 15, title: Tell the hub, text: Ring the children's hub.}
    """
    for name, index, each in _own(register):
        place = each.get("order", "0")
        if isinstance(place, str) and not to_be_confirmed(place) and not (place.isascii() and place.isdecimal()):
            yield Problem(
                Spot(GUIDANCE, (name, index, "order")), f"“{place}” is not a whole number.", "Write one, such as 15."
            )


@rule("GUID005", "Danger that does not come first")
def danger(register: Register) -> Iterable[Problem]:
    """Of the steps for when someone is worried about a child, the one for danger now comes first in every nation.

    Why: whoever reads them while a child is in danger must not read anything else before it.

    Wrong:

        # guidance.yaml
        steps:
        - {id: tell-the-hub, order: 5, title: Tell the hub, text: Ring the children's hub.}

    Right:

        # guidance.yaml
        steps:
        - {id: tell-the-hub, order: 15, title: Tell the hub, text: Ring the children's hub.}
    """
    own = {str(each.get("id")): index for name, index, each in _own(register) if name == "steps"}
    for key in dict.fromkeys(_first_steps(register)) if own else ():
        if key != _DANGER:
            index = next((own[each] for each in (key, *_dangers(register)) if each in own), 0)
            message = f"“{key}” comes before “{_DANGER}”."
            yield Problem(Spot(GUIDANCE, ("steps", index)), message, "Give it a higher number under “order”.")


_DANGER = "danger-now"
"""The step for when someone is in danger now."""


def _dangers(register: Register) -> list[str]:
    """Return the steps for danger now: the one for everyone and those that are told instead of it."""
    found = guidance_of(register).lists["steps"].items()
    return [key for key, each in found if _DANGER in (key, each.get("instead_of"))]


def _first_steps(register: Register) -> Iterator[str]:
    """Yield the first step in each nation, for the staff of each kind of organisation; danger now by whatever words it is told."""
    steps = guidance_of(register)
    for nation in vocabularies()["nations"]:
        found = steps.each("steps", frozenset({nation}))
        for kind in ("", *vocabularies()["organisation_kinds"]):
            first = fitting(found, kind)[0]
            yield _DANGER if first.get("instead_of") == _DANGER else str(first["id"])


@rule("GUID006", "Record that stands instead of none")
def instead_of_none(register: Register) -> Iterable[Problem]:
    """A record that is told instead of another names one of the same list.

    Why: where it names none, staff are told both, and one of the two says what does not fit them.

    Wrong:

        # guidance.yaml
        steps:
        - {id: danger-on-site, kinds: [prison], instead_of: danger, order: 10, title: Ring the control room, text: Ring 3333.}

    Right:

        # guidance.yaml
        steps:
        - {id: danger-on-site, kinds: [prison], instead_of: danger-now, order: 10, title: Ring the control room, text: Ring 3333.}
    """
    for name, index, each in _own(register):
        known, other = guidance_of(register).lists[name], each.get("instead_of")
        if isinstance(other, str) and other not in known and not to_be_confirmed(other):
            at = Spot(GUIDANCE, (name, index, "instead_of"))
            mend = did_you_mean(other, known) or "Name the record that it takes the place of."
            yield Problem(at, f"There is no “{other}” among “{name}”.", mend)
