"""What was decided of each risk that the definition suggests, and whether the definition has changed since."""

from dataclasses import dataclass
from typing import Literal

from istoolkit.assessment.file import AssessmentFile
from istoolkit.assessment.grounds import spelled
from istoolkit.assessment.suggestions import Ground, Suggestion, suggestion_records
from istoolkit.definitions.law import Record
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Thing
from istoolkit.words import listed

State = Literal["open", "accepted", "dismissed", "stale", "gone"]


@dataclass(frozen=True, eq=False)
class Decision:
    """A suggestion and what became of it.

    ``open``: nobody has decided. ``accepted``: it is a risk of the assessment. ``dismissed``: it is said why it is none.
    ``stale``: one of these, and its grounds have changed since: ``changes`` says how. ``gone``: one of these, and the
    definition no longer suggests it; then ``suggestion`` is None.
    """

    record: Record
    state: State
    suggestion: Suggestion | None
    risks: tuple[Thing, ...]
    dismissed: tuple[Thing, ...]
    changes: str

    @property
    def id(self) -> str:
        """The identifier of the suggestion."""
        return str(self.record["id"])

    @property
    def title(self) -> str:
        """The suggested risk in a few words."""
        return str(self.record["title"])

    @property
    def entries(self) -> tuple[Thing, ...]:
        """What the file says of it: the risks that take it up, or else the entries that say why it is none."""
        return self.risks or self.dismissed


def decide(here: Picture, found: tuple[Suggestion, ...], file: AssessmentFile) -> tuple[Decision, ...]:
    """Return a decision for each suggestion of today, and for each that the file still answers, in the order of records."""
    today = {each.id: each for each in found}
    risks, dismissed = file.entries("risks"), file.entries("dismissed")
    decisions = []
    for name, record in suggestion_records().items():
        taken = tuple(each for each in risks if each.text("suggested_by") == name)
        refused = tuple(each for each in dismissed if each.text("suggestion") == name)
        if name in today or taken or refused:
            state, changes = _state(here, today.get(name), taken, refused)
            decisions.append(Decision(record, state, today.get(name), taken, refused, changes))
    return tuple(decisions)


def _state(
    here: Picture, today: Suggestion | None, taken: tuple[Thing, ...], refused: tuple[Thing, ...]
) -> tuple[State, str]:
    if today is None:
        return "gone", "The protocol no longer suggests it."
    if not taken and not refused:
        return "open", ""
    if changes := _changes(here, today, taken or refused):
        return "stale", changes
    return ("accepted" if taken else "dismissed"), ""


def _changes(here: Picture, today: Suggestion, entries: tuple[Thing, ...]) -> str:
    """Say which grounds came and which went since it was decided, and which are not what they were; "" where none did or the
    file does not name them."""
    if not all(each.says("grounds") and not each.unknown("grounds") for each in entries):
        return ""
    then = _recorded(entries)
    now = {each.id: each for each in today.grounds if each.id}
    unnamed = len(now) < len(today.grounds)  # what has no name yet may be what was meant then
    came = [f"the {each.kind} “{each.title}”" for name, each in now.items() if name not in then]
    went = [_called(here, name) for name in then if name not in now and not unnamed]
    parts = [
        f"{listed(came, 'and')} {'was' if len(came) == 1 else 'were'} added" if came else "",
        f"{listed(went, 'and')} {'is' if len(went) == 1 else 'are'} gone" if went else "",
        *(_altered(here, each, then.get(name)) for name, each in now.items()),
    ]
    told = "; ".join(each for each in parts if each)
    return f"Since it was decided, its grounds have changed: {told}." if told else ""


def _recorded(entries: tuple[Thing, ...]) -> dict[str, list[str] | None]:
    """Return the grounds that a file names, each with what made it one then; None where only the name is kept."""
    written = (name.partition("=") for each in entries for name in each.many("grounds"))
    return {
        name.strip(): [each.strip() for each in facts.split("+")] if sign else None for name, sign, facts in written
    }


def _altered(here: Picture, ground: Ground, then: list[str] | None) -> str:
    """Say how what makes something a ground differs from then; "" where it does not, or is not known."""
    if then is None:
        return ""
    came = [f"“{title}”" for name, title in ground.facts if name not in then]
    facts = [name for name, _ in ground.facts]
    went = [_fact_called(here, name) for name in then if name not in facts]
    has = f"has {listed(came, 'and')} now" if came else ""
    had = f"had {listed(went, 'and')} then" if went else ""
    return f"the {ground.kind} “{ground.title}” {' and '.join(filter(None, (has, had)))}" if has or had else ""


def _fact_called(here: Picture, name: str) -> str:
    thing = here.items.get(name) or here.channels.get(name)
    return f"“{thing.title if thing else spelled(name)}”"


def _called(here: Picture, name: str) -> str:
    """Return what a ground that is gone is called: by what the definition still has of that name, or its name alone."""
    flows = {each.id: each for each in here.flows}
    sorts: tuple[tuple[str, dict[str, Thing]], ...] = (
        ("flow", {**flows}),
        ("item", {**here.items}),
        ("party", {**here.parties}),
        ("group", {**here.people}),
        ("circumstance", {**here.circumstances}),
        ("system", {**here.assets}),
        ("purpose", {**here.purposes}),
    )
    found = (f"the {sort} “{things[name].title}”" for sort, things in sorts if name in things)
    return next(found, f"“{name}”")
