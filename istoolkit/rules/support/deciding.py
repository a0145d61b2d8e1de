"""What is wrong with the decision of a partnership, and where in its guidance.yaml it stands."""

from collections.abc import Iterator, Mapping

from istoolkit.decision.faults import Fault, Kind, faults_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.overlay import own_records
from istoolkit.definitions.register import GUIDANCE, Register
from istoolkit.definitions.schema import vocabularies
from istoolkit.finding import Spot

LISTS = ("questions", "outcomes", "grounds")


def of_kind(register: Register, kind: Kind) -> Iterator[Fault]:
    """Yield what is wrong with the decision of a register, of one kind."""
    return (each for each in faults_of(register) if each.kind == kind)


def spot(register: Register, fault: Fault, *within: str) -> Spot:
    """Return the place of what is wrong in guidance.yaml; of the list where a record of ours came to be wrong by another."""
    for index, each in records(register.guidance_file.value.get(fault.list)):
        if each.get("id") == fault.id:
            return Spot(GUIDANCE, (fault.list, index, *_inside(each, fault, within)))
    lists = [name for name in LISTS if name in register.guidance_file.value]
    return Spot(GUIDANCE, (fault.list if fault.list in lists else lists[0],))


def _inside(record: dict[str, object], fault: Fault, within: tuple[str, ...]) -> tuple[str | int, ...]:
    if within == ("grounds",):
        return _ground(record, fault)
    if fault.answer:
        found = [index for index, _ in _answer(record, fault)]
        return ("answers", found[0], "then") if found else ("id",)
    return within if within and within[0] in record else ("id",)


def _ground(record: dict[str, object], fault: Fault) -> tuple[str | int, ...]:
    """Return the place of a ground in a question, or in the answer that the fault names."""
    places: list[tuple[tuple[str | int, ...], Mapping[str, object]]] = [((), record)]
    if fault.answer:
        places = [(("answers", index), each) for index, each in _answer(record, fault)]
    for above, each in places:
        if fault.name in (texts := [*many(each.get("grounds"))]):
            return (*above, "grounds", texts.index(fault.name))
    return ("id",)


def _answer(record: Mapping[str, object], fault: Fault) -> Iterator[tuple[int, Mapping[str, object]]]:
    yield from ((index, each) for index, each in records(record.get("answers")) if each.get("answer") == fault.answer)


def where(fault: Fault) -> str:
    """Return where it is wrong, “ in Wales”; "" where it is so everywhere."""
    return f" in {vocabularies()['nations'][fault.nation]}" if fault.nation else ""


def own(register: Register, kind: Kind) -> Iterator[Fault]:
    """Yield the faults of a kind in what guidance.yaml itself has."""
    value = register.guidance_file.value
    ours = {(name, each.get("id")) for name, _, each in own_records(LISTS, value)}
    yield from (each for each in of_kind(register, kind) if (each.list, each.id) in ours)
