"""LREG: the partnership's own records of law, in law.yaml."""

from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.overlay import missing_of, own_records
from istoolkit.definitions.register import LAW, Register
from istoolkit.definitions.schema import LAW_LISTS, law_records
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.words import did_you_mean, listed


def _own(register: Register) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the partnership's own records: the list, the position in it and the record."""
    return own_records(LAW_LISTS, register.law_file.value)


@rule("LREG001", "Record of law that says too little")
def incomplete(register: Register) -> Iterable[Problem]:
    """A record in law.yaml either changes one that comes with the toolkit, or says all that a new one must.

    Why: documents print its title and meaning, and checks go by its nations and kind.

    Wrong:

        # law.yaml
        provisions:
        - id: northvale-council-act-1987-s5
          title: Northvale Council Act 1987, section 5

    Right:

        # law.yaml
        provisions:
        - id: northvale-council-act-1987-s5
          title: Northvale Council Act 1987, section 5
          jurisdictions: [england]
          kind: power
          meaning: The council may share housing records with the harbour board.

    To change one of ours, write its identifier and only what differs, such as the day on which you confirmed it. `istoolkit
    law` shows the identifiers.
    """
    for name, index, each in _own(register):
        ours = law_records()[name]
        key = str(each.get("id", ""))
        missing = missing_of("law", name, {**ours.get(key, {}), **each})
        if key and missing:
            fields = listed([f"“{field}”" for field in missing], "and")
            guess = did_you_mean(key, ours)
            yield Problem(Spot(LAW, (name, index)), f"The record “{key}” does not say {fields}.", guess or "Add it.")


@rule("LREG004", "Record of law that nothing can use")
def unusable(register: Register) -> Iterable[Problem]:
    """A new record in law.yaml is a provision, or words that are out of date. Of the other lists, and of the conditions that
    protocols choose from, those that come with the toolkit can be changed and none can be added.

    Why: no protocol could name it, and it would seem to be in use.

    Wrong:

        # law.yaml
        organisation_kinds:
        - {id: combined-authority, title: combined authority}

    Right:

        # law.yaml
        organisation_kinds:
        - {id: council, posts: [data-protection-officer]}
    """
    for name, index, each in _own(register):
        is_new = str(each.get("id", "")) not in law_records()[name]
        if is_new and (name not in _OPEN or "chosen_in" in each):
            mend = "Take it out. What is in the toolkit already can be changed here."
            yield Problem(Spot(LAW, (name, index)), f"“{each.get('id')}” is new, and no protocol can use it.", mend)


_OPEN = ("provisions", "superseded", "considerations")
"""The lists to which a partnership may add."""


@rule("LREG002", "Record of law that is there twice")
def twice(register: Register) -> Iterable[Problem]:
    """Each record of law.yaml stands there once.

    Why: of two with the same identifier no one could tell which counts.

    Wrong:

        # law.yaml
        provisions:
        - {id: children-act-2004-s10, checked_on: 2026-11-01}
        - {id: children-act-2004-s10, checked_on: 2026-11-20}

    Right:

        # law.yaml
        provisions:
        - {id: children-act-2004-s10, checked_on: 2026-11-20}
    """
    seen: dict[tuple[str, str], Spot] = {}
    for name, index, each in _own(register):
        at = Spot(LAW, (name, index, "id"))
        first = seen.setdefault((name, str(each.get("id", ""))), at)
        if first is not at and not to_be_confirmed(each.get("id")):
            mend = "Make one record of the two."
            yield Problem(at, f"“{each['id']}” is there twice.", mend, ((first, "it is there first"),))


_ADD = "Name one that istoolkit law lists, or add a record for it here."


@rule("LREG003", "Successor that is not in the legal register")
def successor(register: Register) -> Iterable[Problem]:
    """The provision that took another's place is in the legal register too.

    Why: a finding that a law was replaced says by what.

    Wrong:

        # law.yaml
        provisions:
        - {id: care-act-2014-s6, in_force_to: 2026-03-31, replaced_by: [care-act-2026]}

    Right:

        # law.yaml
        provisions:
        - {id: care-act-2014-s6, in_force_to: 2026-03-31, replaced_by: [care-act-2026-s6]}
        - id: care-act-2026-s6
          title: Care Act 2026, section 6
          jurisdictions: [england]
          kind: framework-duty
          meaning: Partners co-operate in the care of adults.
    """
    known = law_of(register).provisions
    for name, index, each in _own(register):
        for place, other in enumerate(many(each.get("replaced_by"))):
            if other not in known and not to_be_confirmed(other):
                at = Spot(LAW, (name, index, "replaced_by", place))
                yield Problem(at, f"“{other}” is not in the legal register.", did_you_mean(other, known) or _ADD)
