"""The scale on which risks are rated: the steps of likelihood and severity, and the level that each pair of them gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from istoolkit.definitions.formats import YES, to_be_confirmed
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import raw
from istoolkit.definitions.validate import mismatches
from istoolkit.finding import Path

USUAL = "ico"
"""The scale of a register that chooses none."""

OWN = "own"


@dataclass(frozen=True)
class Step:
    """A step of likelihood or severity. ``rank`` counts from 1, the least."""

    id: str
    title: str
    meaning: str
    rank: int


@dataclass(frozen=True)
class Level:
    """An overall level of risk. ``consult``: where it remains, the Information Commissioner comes first. ``rank`` from 1."""

    id: str
    title: str
    shade: str
    consult: bool
    rank: int


@dataclass(frozen=True, eq=False)
class Scale:
    """A scale: its steps and levels from the least to the greatest, and the level of each likelihood and severity."""

    id: str
    title: str
    source: str
    likelihood: tuple[Step, ...]
    severity: tuple[Step, ...]
    levels: tuple[Level, ...]
    cells: Mapping[tuple[str, str], Level]
    """By the identifiers of likelihood and severity."""
    scored: bool = False
    """Whether its score is likelihood times severity, each counted from 1."""

    def level(self, likelihood: str, severity: str) -> Level | None:
        """Return the level that a likelihood and a severity give, by their identifiers; None where one is not known."""
        return self.cells.get((likelihood, severity))

    def worked(self, likelihood: Step, severity: Step) -> str:
        """Return the overall level of a pair in words, with its score where the scale has scores: “3 × 5 = 15 Extreme”."""
        level = self.cells[likelihood.id, severity.id].title
        product = likelihood.rank * severity.rank
        return f"{likelihood.rank} × {severity.rank} = {product} {level}" if self.scored else level

    def level_called(self, name: str) -> Level | None:
        """Return the level of an identifier; None where the scale has none."""
        return next((each for each in self.levels if each.id == name), None)

    def likelihood_called(self, name: str) -> Step | None:
        """Return the likelihood of an identifier; None where the scale has none."""
        return next((each for each in self.likelihood if each.id == name), None)

    def severity_called(self, name: str) -> Step | None:
        """Return the severity of an identifier; None where the scale has none."""
        return next((each for each in self.severity if each.id == name), None)


class Fault(NamedTuple):
    """What is wrong with a partnership's own scale: where in register.yaml, in words, and how to mend it."""

    path: Path
    message: str
    help: str


@kept
def scale_of(register: Register) -> Scale:
    """Return the scale of a register: the one it chooses, or that of the ICO.

    Its own scale counts only where it is whole: it fits the schema, nothing in it is to be confirmed, and ``faults_of`` finds
    nothing. Until then it is that of the ICO.
    """
    chosen = register.setting("risk_scale")
    own = register.setting("own_scale")
    if chosen == OWN and _fits(own) and not faults_of(register):
        return _scale({"id": OWN, **own})
    return shipped().get(chosen if isinstance(chosen, str) else USUAL, shipped()[USUAL])


def shipped() -> Mapping[str, Scale]:
    """Return the scales that come with the toolkit by identifier (``schemas/scales.yaml``)."""
    return {each["id"]: _scale(each) for each in raw()["scales.yaml"]["scales"]}


def _scale(record: Mapping[str, Any]) -> Scale:
    likelihood, severity = _steps(record["likelihood"]), _steps(record["severity"])
    levels = _levels(record)
    named = {each.id: each for each in levels}
    cells = {
        (step.id, row["severity"]): named[name]
        for row in record["grid"]
        for step, name in zip(likelihood, row["levels"], strict=True)
    }
    source = str(record.get("source", ""))
    scored = record.get("score") == "product"
    return Scale(record["id"], record["title"], source, likelihood, severity, levels, cells, scored)


def _steps(entries: list[Mapping[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(each["id"], each["title"], each.get("meaning", ""), rank) for rank, each in enumerate(entries, 1))


def _level(record: Mapping[str, str], rank: int) -> Level:
    return Level(record["id"], record["title"], record.get("shade", ""), record.get("consult") in YES, rank)


@kept
def faults_of(register: Register) -> tuple[Fault, ...]:
    """Return what is wrong with the register's own scale, where it chooses it, though it fits the schema.

    What does not fit the schema, or is to be confirmed, is told by other rules and is not told again here.
    """
    if register.setting("risk_scale") != OWN:
        return ()
    own = register.setting("own_scale")
    if own is None:
        message = "The risk scale is “own”, and there is no “own_scale”."
        return (Fault(("risk_scale",), message, "Write the scale under “own_scale”, or choose ico, cnil or nhs."),)
    return tuple(_unsound(own)) if _fits(own) else ()


def unasked(register: Register) -> tuple[Fault, ...]:
    """Return that no level of the register's own scale means consulting the Information Commissioner, where that is so and nothing else is wrong.

    UK GDPR Article 36(1): the Commissioner is consulted first where a high risk remains. The scale can be used all the same.
    """
    own = register.setting("own_scale")
    if register.setting("risk_scale") != OWN or not _fits(own) or faults_of(register):
        return ()
    if any(each.consult for each in _levels(own)):
        return ()
    message = "No level of this scale means that the Information Commissioner is consulted first (UK GDPR Article 36)."
    return (
        Fault(("own_scale", "levels"), message, "Which does? Write “consult: yes” in it, at least in the highest."),
    )


def _levels(own: Mapping[str, Any]) -> tuple[Level, ...]:
    return tuple(_level(each, rank) for rank, each in enumerate(own["levels"], 1))


def _fits(own: Any) -> bool:
    """Whether all that a scale needs is there and known."""
    whole = {"format": "1", "partnership": "-", "jurisdictions": ["england"], "own_scale": own}
    return isinstance(own, dict) and not mismatches("register", whole) and not _is_open(own)


def _is_open(value: Any) -> bool:
    if isinstance(value, str):
        return to_be_confirmed(value)
    return any(map(_is_open, value.values() if isinstance(value, dict) else value))


def _unsound(own: Mapping[str, Any]) -> Iterator[Fault]:
    for name in ("likelihood", "severity", "levels"):
        yield from _twice(own, name)
    yield from _grid(own)


def _twice(own: Mapping[str, Any], name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, each in records(own[name]):
        if each["id"] in seen:
            yield Fault(
                ("own_scale", name, index, "id"), f"“{each['id']}” is there twice.", "Give each a name of its own."
            )
        seen.add(each["id"])


def _grid(own: Mapping[str, Any]) -> Iterator[Fault]:
    wanted = [each["id"] for each in own["severity"]]
    levels = {each["id"] for each in own["levels"]}
    for index, row in records(own["grid"]):
        yield from _row(row, ("own_scale", "grid", index), wanted, levels, len(own["likelihood"]))
    rows = [row["severity"] for _, row in records(own["grid"])]
    for name in wanted:
        if rows.count(name) != 1:
            message = f"The grid has {'no row' if name not in rows else 'more than one row'} for the severity “{name}”."
            yield Fault(("own_scale", "grid"), message, "Give each severity one row.")


def _row(row: Mapping[str, Any], path: Path, severities: list[str], levels: set[str], columns: int) -> Iterator[Fault]:
    if row["severity"] not in severities:
        message = f"“{row['severity']}” is not a severity of this scale."
        yield Fault((*path, "severity"), message, f"There are: {', '.join(severities)}.")
    found = many(row["levels"])
    if len(found) != columns:
        message = (
            f"This row has {len(found)} level{'s' * (len(found) != 1)}, and there are {columns} steps of likelihood."
        )
        yield Fault((*path, "levels"), message, "Give one level for each likelihood, from the least to the greatest.")
    for name in found:
        if name not in levels:
            message = f"“{name}” is not a level of this scale."
            yield Fault((*path, "levels"), message, f"There are: {', '.join(sorted(levels))}.")
