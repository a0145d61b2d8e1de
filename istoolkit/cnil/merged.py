"""What somebody changed in the CNIL's PIA software, laid into the assessment as it was written.

``before`` is the file as the assessment gives it. Only what differs from it is taken from the file that came back. What
cannot be laid in, because several risks share a page of the software, is named and kept beside.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from istoolkit.cnil.fields import BY_ID, FEARED, REFUSED, Feared
from istoolkit.cnil.labelled import unworded
from istoolkit.cnil.read import Measure, Pia
from istoolkit.cnil.rest import Kept
from istoolkit.cnil.split import told_on
from istoolkit.cnil.taken import RATINGS, TBC, Work, day, free, step_words
from istoolkit.definitions.register import Protocol, Register

_LINES = {"title": "name", "author": "author_name"}
_SECTIONS = {
    ("advice",): ("dpos_names", "dpo_opinion", "dpo_status"),
    ("consultation", "people"): (
        *("people_names", "concerned_people_opinion", "concerned_people_status"),
        "concerned_people_searched_content",
    ),
}
_APPROVALS = {"measures": "evaluator_name", "residual": "validator_name"}
_LISTS = ("impacts", "threats", "sources")

Entry = dict[str, Any]


class Merged(NamedTuple):
    """The assessment, what an officer must know in sentences, and what is kept beside."""

    value: Entry
    told: tuple[str, ...]
    beside: tuple[Kept, ...]


def merged(register: Register, protocol: Protocol, pia: Pia, before: Pia, written: Entry) -> Merged:
    """Return an assessment with what was changed in a file laid into it."""
    work = _Merging(Work(register, protocol, pia), before, copy.deepcopy(written))
    work.lay_in()
    sure = f"Changed there and taken over: {'; '.join(work.done)}." if work.done else ""
    last = "Check the approvals and their days: what was approved may be what was changed."
    return Merged(work.value, tuple(each for each in (sure, *work.open, last) if each), tuple(work.beside))


@dataclass
class _Merging:
    """The laying in of what was changed in one file."""

    work: Work
    before: Pia
    value: Entry
    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    beside: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pia, self.fresh = self.work.pia, self.work.value()
        self.ids: dict[str, str] = {}

    def lay_in(self) -> None:
        """Lay all that was changed into the assessment."""
        self._names()
        self._approvals()
        self._measures()
        for each in FEARED:
            self._page(each)

    def _names(self) -> None:
        for name, there in _LINES.items():
            if self.pia.line(there) != self.before.line(there) and name in self.fresh:
                self.value[name] = self.fresh[name]
                self.done.append(f"the {name}")
        for path, names in _SECTIONS.items():
            if any(self._said(self.pia, each) != self._said(self.before, each) for each in names):
                into, fresh = self.value, self.fresh
                for step in path[:-1]:
                    into, fresh = _section(into, step), fresh.get(step, {})
                into[path[-1]] = {**_section(into, path[-1]), **fresh.get(path[-1], {})}
                self.done.append(
                    f"the {'advice of the data protection officer' if path == ('advice',) else 'views of people'}"
                )

    def _said(self, pia: Pia, name: str) -> object:
        return pia.number(name) if name.endswith("_status") else pia.words(name)

    def _approvals(self) -> None:
        for name, there in _APPROVALS.items():
            if self.pia.line(there) != self.before.line(there):
                fresh = {each: self.fresh["approvals"][each] for each in (f"{name}_by", f"{name}_on")}
                _section(self.value, "approvals").update(fresh)
                self.done.append(f"the {there.removesuffix('_name')}")
        if self.pia.number("status") == REFUSED != self.before.number("status"):
            refused = {
                f"{name}_{end}": "TBC: the CNIL file says refused" for name in _APPROVALS for end in ("by", "on")
            }
            _section(self.value, "approvals").update(refused)
            self.done.append("the refusal, in place of the approvals")

    def _measures(self) -> None:
        written = _entries(self.value, "measures")
        old = {there.title: (there, each) for there, each in zip(self.before.measures, written, strict=False)}
        used = [str(each.get("id")) for each in (*written, *_entries(self.value, "risks"))]
        result: list[Any] = []
        for each, fresh in zip(self.work.measures, self.fresh.get("measures", ()), strict=False):
            there, mine = old.pop(self._title_before(each, old), (None, {}))
            if there and there.title != each.title:
                mine["title"] = fresh["title"]
                self.done.append(f"the measure “{there.title}” is called “{each.title}”")
            if there is None:
                mine = {**fresh, "id": free(str(fresh["id"]), used)}
                self.done.append(f"the new measure “{each.title}”")
            elif self._change(mine, fresh, each, there):
                self.done.append(f"the measure “{each.title}”")
            self.ids[each.title] = str(mine.get("id"))
            result.append(mine)
        self._leave_out(old)
        if result or written:
            self.value["measures"] = result or TBC

    def _title_before(self, each: Measure, old: Mapping[str, object]) -> str:
        """Return what a measure was called before: one of the same words may have another title now."""
        titles = [] if each.title in old else [one.title for one in self.before.measures if one.content == each.content]
        now = {one.title for one in self.pia.measures}
        return next((one for one in titles if one not in now and each.content), each.title)

    def _change(self, mine: Entry, fresh: Entry, each: Measure, there: Measure) -> bool:
        """Lay what was changed of a measure into it. Return whether anything was."""
        now, then = self.pia.evaluation(f"3.1.{each.id}"), self.before.evaluation(f"3.1.{there.id}")
        said: Entry = {}
        if each.content != there.content:
            said = {name: one for name, one in fresh.items() if name not in ("id", "title") and one != TBC}
        if now and then and now.person != then.person:
            said["owner"] = unworded(now.person) or TBC
        if now and then and now.date != then.date and day(now.date):
            said["by"] = day(now.date)
        mine.update(said)
        return bool(said) or each.content != there.content

    def _leave_out(self, gone: dict[str, tuple[Measure, Entry]]) -> None:
        names = {str(each.get("id")) for _, each in gone.values()}
        for risk in _entries(self.value, "risks"):
            if isinstance(risk.get("measures"), list):
                risk["measures"] = [each for each in risk["measures"] if each not in names] or [TBC]
        self.done.extend(f"the measure “{title}” is left out" for title in gone)

    def _page(self, feared: Feared) -> None:
        mine = [each for each in _entries(self.value, "risks") if each.get("event") == feared.event]
        fresh = next((each for each in self.fresh.get("risks", ()) if each.get("event") == feared.event), None)
        if mine:
            for part in (*_LISTS, "measures"):
                self._list(feared, part, mine)
            for part in RATINGS:
                self._rating(feared, part, mine)
            self._words(feared, mine, fresh or {})
        elif fresh:
            used = [str(each.get("id")) for name in ("risks", "measures") for each in _entries(self.value, name)]
            named = [self.ids.get(each, each) for each in self._titles(feared)] or [TBC]
            risk = {**fresh, "id": free(str(fresh["id"]), used), "measures": named}
            self.value["risks"] = [*_entries(self.value, "risks"), risk]
            self.done.append(f"the new risk “{feared.words}”")

    def _titles(self, feared: Feared) -> tuple[str, ...]:
        return self.pia.answer(feared.question("measures")).list

    def _list(self, feared: Feared, part: str, mine: list[Entry]) -> None:
        now, then = (pia.answer(feared.question(part)).list for pia in (self.pia, self.before))
        there = {each["id"]: each.get("title") for each in _entries(self.value, "measures") if "id" in each}
        gone = {unworded(each) for each in then if each not in now}
        known = {name for risk in mine for name in _many(risk, part)}
        new = [each for each in now if each not in then and self.ids.get(each) not in known]
        for risk in mine if gone else ():
            kept = [each for each in _many(risk, part) if " ".join(str(there.get(each, each)).split()) not in gone]
            risk[part] = kept or [TBC]
        if new and len(mine) == 1:
            entries = [self.ids.get(each, each) if part == "measures" else unworded(each) for each in new]
            risk = mine[0]
            risk[part] = [each for each in _many(risk, part) if each not in (TBC, *entries)] + entries
        elif new:
            self.open.append(f"{feared.words}, {part}: new there: {'; '.join(new)}. {self._whose(mine)}")
        if gone or (new and len(mine) == 1):
            self.done.append(f"{part} of {feared.words.lower()}")

    def _whose(self, mine: list[Entry]) -> str:
        return f"The assessment has {len(mine)} risks on that page: say which it is of."

    def _rating(self, feared: Feared, part: str, mine: list[Entry]) -> None:
        now, then = (pia.answer(feared.question(part)).gauge for pia in (self.pia, self.before))
        self._rate(feared, part, (now, then), mine, ())
        found, was = self.pia.evaluation(feared.item), self.before.evaluation(feared.item)
        if found and was:
            self._rate(feared, part, (getattr(found, part), getattr(was, part)), mine, ("residual",))

    def _rate(
        self, feared: Feared, part: str, both: tuple[int, int], mine: list[Entry], inside: tuple[str, ...]
    ) -> None:
        now, then = both
        if now == then:
            return
        what = f"{part} with the measures" if inside else part
        if len(mine) > 1:
            was = f"it is {step_words(now)} there, and was {step_words(then)}"
            self.open.append(f"{feared.words}, {what}: {was}. {self._whose(mine)}")
            return
        into = mine[0]
        for each in inside:
            into = _section(into, each)
        into[part] = self.work.step_of(now, part)
        self.done.append(f"{what} of {feared.words.lower()}")

    def _words(self, feared: Feared, mine: list[Entry], fresh: Entry) -> None:
        """Lay reasons in where the page has one risk in the software's own way; name and keep any other new words."""
        pairs = {
            BY_ID[feared.question(part)].words: [
                pia.answer(feared.question(part)).text for pia in (self.pia, self.before)
            ]
            for part in RATINGS
        }
        if any(now != then for now, then in pairs.values()) and not any(
            then.startswith("- ") for _, then in pairs.values()
        ):
            mine[0]["because"] = fresh.get("because", TBC)
            self.done.append(f"the reason of {feared.words.lower()}")
            pairs = {}
        found, was = self.pia.evaluation(feared.item), self.before.evaluation(feared.item)
        pairs[f"Evaluation of {feared.words.lower()}"] = [each.comment if each else "" for each in (found, was)]
        for heading, (now, then) in pairs.items():
            if now != then:
                self.open.append(f"{heading}: its words were changed there and are not carried.")
                if now and not told_on(self.pia, feared):
                    self.beside.append(Kept(f"{heading}, as changed there", now))


def _section(value: Entry, name: str) -> Entry:
    """Return a section of an entry, made where there is none."""
    if not isinstance(value.get(name), dict):
        value[name] = {}
    inner: Entry = value[name]
    return inner


def _entries(value: Entry, name: str) -> list[Entry]:
    found = value.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _many(risk: Entry, part: str) -> list[str]:
    found = risk.get(part)
    return found if isinstance(found, list) else [found] if found else []
