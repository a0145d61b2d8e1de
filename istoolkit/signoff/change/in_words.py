"""A difference between two contents as a sentence that an officer reads."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from istoolkit.definitions.names import party_name
from istoolkit.definitions.schema import Field
from istoolkit.signoff.change.differences import Difference, root
from istoolkit.signoff.change.titles import Titles
from istoolkit.words import small

_SHORT = 60
"""How many characters a text may have to be told within a sentence."""

_AROUND = 4
"""How many words that stay the same are shown beside those that do not."""

_MORE: Mapping[str, tuple[str, str]] = {
    "flows[].to": ("now also goes to", "no longer goes to"),
    "flows[].from": ("now also comes from", "no longer comes from"),
    "flows[].among": ("is now also shared with", "is no longer shared with"),
    "flows[].information": ("now also carries", "no longer carries"),
    "flows[].purpose": ("now also serves", "no longer serves"),
    "flows[].except": ("now leaves out", "no longer leaves out"),
    "lawfulness[].parties": ("now also covers", "no longer covers"),
    "lawfulness[].purposes": ("now also covers", "no longer covers"),
}
"""How a name that comes to a list, or is gone from it, is told."""


class Told(NamedTuple):
    """A difference in words. ``group`` is the part of the protocol. ``was`` and ``now`` are long texts; "" where there are none.

    In them the words that differ stand in square brackets.
    """

    group: str
    sentence: str
    was: str = ""
    now: str = ""


class Teller:
    """Puts differences into words, with what things are called after the change, or else before it."""

    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.was = Titles(before)
        self.now = Titles(after, self.was)

    def tell(self, difference: Difference) -> Told:
        """Return a difference in words."""
        group, subject, label = self._place(difference)
        sentence = self._sentence(difference, subject, label)
        if _is_long(difference):
            was, now = marked(difference.before, difference.after)
            return Told(group, sentence, was, now)
        return Told(group, sentence)

    def _place(self, difference: Difference) -> tuple[str, str, str]:
        """Return the part of the protocol, the entry that the difference is in, and the field."""
        each: Field | None = root()
        titles: list[str] = []
        subject = ""
        for step in difference.path:
            inner = each.item if each and each.item else (each.fields.get(str(step)) if each else None)
            if each and each.item and not subject:
                subject, titles = self._subject(difference, each), titles[:1]
            elif inner is not None and not (each and each.item) and inner.name != "protocol":
                titles.append(inner.title)
            each = inner
        group = titles[0] if titles else "What is given to whom" if difference.where == "given" else "Other"
        rest = ", ".join(titles[1:])
        return group, subject or (group if rest else ""), rest or group

    def _subject(self, difference: Difference, each: Field) -> str:
        old, new = difference.entries
        entry = new if isinstance(new, Mapping) else old
        titles = self.now if isinstance(new, Mapping) else self.was
        if not isinstance(entry, Mapping) or each.item is None:
            return ""
        return self._special(each, entry, titles) or f"{small(each.item.title)} “{_title(entry)}”"

    def _special(self, each: Field, entry: Mapping[str, Any], titles: Titles) -> str:
        """Return what an entry is called that has no title of its own, or is called by it alone."""
        fields = each.item.fields if each.item else {}
        if each.name == "parties":
            return titles.of("party", party_name(entry))
        if each.name == "organisations":
            return str(entry.get("title", ""))
        if each.name == "storage":
            items = titles.value(fields["information"], entry.get("information", []), 1)
            parties = titles.value(fields["held_by"], entry.get("held_by", []), 2)
            return f"storage by {parties} of {items}"
        if each.name == "duties":
            return (
                f"duty of {titles.value(fields['who'], entry.get('who', []), 2)} (“{_cut(str(entry.get('must', '')))}”)"
            )
        return ""

    def _sentence(self, difference: Difference, subject: str, label: str) -> str:
        change, where = difference.change, difference.where
        if where == "given":
            return self._given(difference.after)
        if change == "renamed":
            return f"The identifier “{difference.before}” is now “{difference.after}”. Nothing else follows from that."
        if change == "moved":
            return f"{_of(subject, label)} only the order changed."
        whole = difference.before if change == "removed" else difference.after
        if change in ("added", "removed") and isinstance(whole, Mapping) and where.endswith("[]"):
            return self._entry(difference, subject)
        return self._value(difference, subject, label)

    def _given(self, value: Mapping[str, Any]) -> str:
        giver, receiver = (self.now.of("party", value[key]) for key in ("from", "to"))
        items = self.now.value(Field("information", ("list",), "", refers="information"), value["information"])
        return f"{giver} gives {receiver} for the first time: {items}."

    def _entry(self, difference: Difference, subject: str) -> str:
        """Tell of a whole entry that is new or gone."""
        new = difference.change == "added"
        if difference.where == "parties[]":
            return f"New party: {subject}." if new else f"{subject} no longer takes part."
        if difference.where in ("organisations[]", "law[]"):
            return f"{_begin(subject)} is {'now' if new else 'no longer'} named."
        more = self._route(difference.after) if new and difference.where == "flows[]" else ""
        return f"New {subject}{more}." if new else f"{_begin(subject)} is taken out."

    def _route(self, flow: Mapping[str, Any]) -> str:
        fields = root().fields["protocol"].fields["flows"].item
        said = {
            name: self.now.value(fields.fields[name], flow[name])
            for name in ("from", "to", "among", "information")
            if fields and name in flow
        }
        ends = f"among {said['among']}" if "among" in said else f"from {said.get('from', '?')} to {said.get('to', '?')}"
        return f", {ends}: {said.get('information', '')}"

    def _value(self, difference: Difference, subject: str, label: str) -> str:
        each, change = difference.field, difference.change
        old, new = self.was.value(each, difference.before), self.now.value(each, difference.after)
        if difference.where in ("organisations[].title", "law[].title"):
            return f"{old} is now called {new}."
        if difference.where == "storage[].retention.keep" and change == "changed":
            return f"{_begin(subject)}: kept for {new} instead of {old}."
        if isinstance(difference.after if change == "added" else difference.before, list):
            return self._list(difference, subject, label, new if change == "added" else old)
        if change == "added":
            return f"{_about(subject, label)} is said for the first time: {_ended(new)}"
        if change == "removed":
            return f"{_about(subject, label)} is no longer said. It was: {_ended(old)}"
        if _is_long(difference):
            return f"{_about(subject, label)} reads differently."
        return f"{_about(subject, label)} is now “{new}” instead of “{old}”."

    def _list(self, difference: Difference, subject: str, label: str, names: str) -> str:
        added = difference.change == "added"
        if difference.where in _MORE:
            return f"{_begin(subject)} {_MORE[difference.where][0 if added else 1]} {names}."
        return f"{_about(subject, label)} {'now also has' if added else 'no longer has'}: {_ended(names)}"


def _title(entry: Mapping[str, Any]) -> str:
    for key in ("title", "term", "post", "role", "suggestion", "factor", "version", "when"):
        if isinstance(entry.get(key), str):
            return str(entry[key])
    return str(entry.get("id", "")).replace("-", " ").capitalize()


def _begin(subject: str) -> str:
    """Return a subject as a sentence begins with it."""
    return f"The {subject}" if subject[:1].islower() else subject


def _about(subject: str, label: str) -> str:
    return f"{_begin(subject)}: “{label}”" if subject else f"“{label}”"


def _of(subject: str, label: str) -> str:
    return f"{_begin(subject)}, “{label}”:" if subject else f"{label}:"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _is_long(difference: Difference) -> bool:
    both = (difference.before, difference.after)
    return (
        difference.change == "changed" and all(isinstance(each, str) for each in both) and max(map(len, both)) > _SHORT
    )


def marked(before: str, after: str) -> tuple[str, str]:
    """Return two texts with the words that differ in square brackets, and long stretches that stay left out."""
    import difflib

    old, new = before.split(), after.split()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    was = _joined((old[a:b], kind == "equal") for kind, a, b, _, _ in steps)
    now = _joined((new[c:d], kind == "equal") for kind, _, _, c, d in steps)
    return was, now


def _joined(parts: Iterator[tuple[list[str], bool]]) -> str:
    found = [(words, same) for words, same in parts if words]
    last = len(found) - 1
    return " ".join(
        _kept(words, i == 0, i == last) if same else f"[{' '.join(words)}]" for i, (words, same) in enumerate(found)
    )


def _kept(words: list[str], first: bool, last: bool) -> str:
    """Return words that stay, without the middle of a long stretch."""
    begin = [] if first else words[:_AROUND]
    end = [] if last else words[-_AROUND:]
    if len(words) <= len(begin) + len(end) + 1 or (first and last):
        return " ".join(words)
    return " ".join([*begin, "…", *end])
