"""Risks that a file of ours puts together on one page, or has in a comment, as the risks that they were.

Each is told under its number and title, such as “R1 A summary goes to the wrong school”, with a line for each field.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from istoolkit.assessment.scales import Scale
from istoolkit.cnil.fields import Feared
from istoolkit.cnil.labelled import unworded
from istoolkit.cnil.read import Pia
from istoolkit.cnil.told import FIELDS
from istoolkit.definitions.schema import Field

_RISK = FIELDS["risks"].item or Field("", (), "")
_HEAD = re.compile(r"(?:- )?(R(\d+)) (.+)")
_RATING = re.compile(r"(?:Severity|Likelihood) on the scale “(.+)”")
_LISTS = ("sources", "threats", "impacts")
_RATED = ("likelihood", "severity")
TBC = "TBC"


@dataclass
class Told:
    """What is told of one risk: its words by label, and those of what remains of it."""

    number: int
    title: str
    said: dict[str, str] = field(default_factory=dict)
    remains: dict[str, str] = field(default_factory=dict)


def told_on(pia: Pia, feared: Feared) -> list[Told]:
    """Return the risks that a page tells one by one; none where it is not of ours."""
    found: dict[str, Told] = {}
    evaluation = pia.evaluation(feared.item)
    for part in _RATED:
        _read(pia.answer(feared.question(part)).text, found)
    _read(evaluation.comment if evaluation else "", found, known=True)
    return list(found.values())


def told_in(words: str) -> Told | None:
    """Return the risk that a comment tells; None where it tells none."""
    found: dict[str, Told] = {}
    if _HEAD.match(words) and not words.startswith("- "):
        head, _, rest = words.partition("\n")
        _read("\n".join([f"- {head}", *(f"  {line}" for line in rest.split("\n"))]), found)
    return next(iter(found.values()), None)


def _read(text: str, found: dict[str, Told], known: bool = False) -> None:
    """Read the lines of a text into the risks found. Where only ``known`` ones count, others are passed over."""
    here: Told | None = None
    into: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        if line.startswith("- "):
            head = _HEAD.fullmatch(line)
            here = found.get(line) if known or not head else found.setdefault(line, Told(int(head[2]), head[3]))
            into, last = here.said if here else {}, ""
        elif here is not None and line.startswith("  - "):
            last, _, words = line.removeprefix("  - ").partition(": ")
            into = here.said
            into.setdefault(last, words)
        elif here is not None and line.startswith("    - ") and last == _RISK.fields["residual"].title:
            label, _, words = line.strip().removeprefix("- ").partition(": ")
            here.remains.setdefault(label, words)
        elif here is not None and last and line.strip():
            into[last] = f"{into[last]}\n{line.strip()}".strip("\n")


@dataclass(frozen=True)
class Splitting:
    """Makes entries of risks that are told. ``measures`` has the identifier of each measure by its title."""

    scale: Scale
    measures: Mapping[str, str]

    def risk(self, told: Told, name: str, lists: Mapping[str, tuple[str, ...]], event: str = "") -> dict[str, Any]:
        """Return the entry of a risk. ``lists`` has what stands in the lists of its page; none for a comment."""
        fields, residual = _RISK.fields, _RISK.fields["residual"].fields
        texts = dict(self._texts(told.said, fields))
        listed = {part: self._listed(told, part, lists) for part in (*_LISTS, "measures")}
        names = [self.measures[each] for each in listed.pop("measures") if each in self.measures]
        risk = {
            **{"id": name, "title": unworded(told.title)},
            **texts,
            **{part: [unworded(each) for each in said] for part, said in listed.items()},
            **dict(self._ratings(told.said, fields)),
            **({"event": event} if event else {}),
            "measures": names,
            "residual": {**dict(self._ratings(told.remains, residual)), **dict(self._texts(told.remains, residual))},
        }
        return {key: inner for key, inner in risk.items() if inner}

    def _texts(self, said: Mapping[str, str], fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
        for name, each in fields.items():
            words = unworded(said.get(each.title, ""))
            if not words or name in (*_RATED, "level", "id", "title") or not each.is_text or each.refers or each.format:
                continue
            known = next((key for key, title in each.allowed.items() if title == words), "")
            yield name, known or (words if not each.allowed or words.startswith(TBC) else f"{TBC}: {words}")

    def _listed(self, told: Told, part: str, lists: Mapping[str, tuple[str, ...]]) -> list[str]:
        label = _RISK.fields[part].title
        words = told.said.get(label, "")
        if lists:
            return [each for each in lists[part] if each in words] or list(lists[part])
        if part == "measures":
            return [each for each in self.measures if each in words]
        return words.split("; " if "; " in words else ", ") if words else []

    def _ratings(self, said: Mapping[str, str], fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
        for name in _RATED:
            title = fields[name].title
            labels = [
                each for each in said if each == title or (_RATING.fullmatch(each) and each.startswith(f"{title} "))
            ]
            for label in labels[:1]:
                yield name, self._step(name, unworded(said[label]), _RATING.fullmatch(label))

    def _step(self, name: str, words: str, rated: re.Match[str] | None) -> str:
        steps = self.scale.severity if name == "severity" else self.scale.likelihood
        known = next((each.id for each in steps if each.title == words), "")
        if known and (rated is None or rated[1] == self.scale.title):
            return known
        on = f" on the scale “{rated[1]}”" if rated else ""
        return words if words.startswith(TBC) else f"{TBC}: {words}{on}" if words else TBC
