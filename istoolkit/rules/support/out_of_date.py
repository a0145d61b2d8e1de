"""Words that are out of date, where a text names them as if they were not."""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import YES, date, long_date
from istoolkit.definitions.law import Record
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import vocabularies
from istoolkit.rules.support.phrases import Hit, Prose, out_of_date, prose_of, superseded

_HISTORY = frozenset({"supersedes", "changes", "not_shared", "previous_names", "waivers"})
_GONE = re.compile(
    r"\b(?:(?<!being )replac(?:e|es|ed|ing)|former(?:ly)?|previously|repeal\w*|supersed\w*|predecessors?|abolish\w*"
    r"|dissolv\w*|revoked|withdrawn|no longer|(?:took|takes?) (?:the|its|their|over from) |succeed\w*|instead of"
    r"|(?:was|were|then|now) (?:called|known as|named)|not (?:yet )?in force|until (?:\w+ )?(?:19|20)\d\d|ceased|renamed"
    r"|merged|legacy)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|did|used to|before|then|since|in (?:19|20)\d\d)\b", re.IGNORECASE)
_NATION_WORDS = {
    "wales": re.compile(r"\b(?:Wales|Welsh)\b"),
    "scotland": re.compile(r"\b(?:Scotland|Scottish)\b"),
    "northern-ireland": re.compile(r"\bNorthern Ireland\b"),
}


class Stale(NamedTuple):
    """Words out of date: where they stand, the record that says so, in which nations and since when, in words."""

    hit: Hit
    record: Record
    nations: str
    since: str


@kept
def stale(register: Register) -> tuple[Stale, ...]:
    """Return the words out of date in protocols, organisations, settings and guidance, each record once in a text."""
    shared = (register.organisation_file.file, register.settings.file, register.guidance_file.file)
    wanted = (prose for prose in prose_of(register) if prose.protocol or prose.file in shared)
    return tuple(each for prose in wanted for each in _in(register, prose))


def _in(register: Register, prose: Prose) -> Iterator[Stale]:
    seen = set()
    for hit, record in out_of_date(prose, superseded(register)):
        key = (hit.at, str(record.get("id")))
        applies = frozenset(many(record.get("nations")))
        if key in seen or not _counts(prose, record, applies) or _is_told_as_past(register, prose, hit, record):
            continue
        if _began(register, prose, record) and not _is_of_other_nation(hit, applies):
            seen.add(key)
            partly = f" in {_names(applies & prose.nations)}" if applies and not prose.nations <= applies else ""
            yield Stale(hit, record, partly, long_date(str(record.get("since", ""))))


def _names(nations: frozenset[str]) -> str:
    called = vocabularies()["nations"]
    return " and ".join(called[each] for each in called if each in nations)


def _counts(prose: Prose, record: Record, applies: frozenset[str]) -> bool:
    """Whether a record speaks of where the text holds. Law that is right in another of its nations may be meant for that."""
    if not applies or prose.nations <= applies:
        return True
    return bool(applies & prose.nations) and (record.get("sort") != "law" or record.get("serious") in YES)


def _began(register: Register, prose: Prose, record: Record) -> bool:
    since = date(str(record.get("since", "")))
    in_force = date(prose.protocol.text("in_force")) if prose.protocol else None
    days: list[datetime.date] = [day for day in (in_force, register.on) if day]
    return since is None or not days or since <= max(days)


def _is_of_other_nation(hit: Hit, applies: frozenset[str]) -> bool:
    others = (words for nation, words in _NATION_WORDS.items() if applies and nation not in applies)
    return any(words.search(hit.sentence) for words in others)


def _is_told_as_past(register: Register, prose: Prose, hit: Hit, record: Record) -> bool:
    """Whether the text itself says that it is no more, or stands where what was before is told."""
    path = hit.at.path
    if _HISTORY & {*path} or (path[0] == "impact_assessments" and path[-1] == "title") or _GONE.search(hit.sentence):
        return True
    if path[0] == "background":
        return record.get("serious") not in YES or bool(_PAST.search(hit.sentence))
    if path[0] == "definitions" and prose.protocol:
        entry = prose.protocol.data["definitions"][path[1]]
        return bool(_GONE.search(str(entry.get("meaning"))))
    if path[0] == "organisations" and prose.file == register.organisation_file.file:
        return "dissolved" in register.organisation_file.value["organisations"][path[1]]
    return False
