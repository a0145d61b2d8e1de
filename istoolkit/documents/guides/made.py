"""The parts of a guide that are made of the definition: why, what, who, how long, whom to ask."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import Picture
from istoolkit.documents.guides.asking import choice, without_asking
from istoolkit.documents.guides.everyday import CRIME, PRIVATE
from istoolkit.documents.guides.keeping import kept
from istoolkit.documents.guides.plain import Part, Passage, Voice, changes, said, statements, written
from istoolkit.documents.guides.seeing import who
from istoolkit.documents.guides.telling import questions
from istoolkit.documents.matrix.said import heading, title_of, words
from istoolkit.words import listed, small

_MORE = {"who": "security", "choice": "consent", "without_asking": "without-consent", "kept": "retention"}
"""The subject of guidance that follows a part."""

_COVERED: Mapping[str, re.Pattern[str]] = {
    "families-agreement": re.compile(""),
    "young-agreement": re.compile(""),
    "families-change-of-mind": re.compile(r"\bchange your mind\b", re.IGNORECASE),
    "young-change-of-mind": re.compile(r"\bchange your mind\b", re.IGNORECASE),
    "families-law-first": re.compile(r"\blaws?\b[^.;]*\bmust\b", re.IGNORECASE),
    "young-law-first": re.compile(r"\blaws?\b[^.;]*\bmust\b", re.IGNORECASE),
}
"""The statements that are left out where the partnership's own words on their part say the same: by these words, or any."""


def parts(here: Picture, voice: Voice) -> tuple[Part, ...]:
    """Return the parts of a guide in the order in which they are read."""
    makers = {
        "what": _what,
        "why": _why,
        "information": _information,
        "who": who,
        "choice": choice,
        "without_asking": without_asking,
        "kept": kept,
        "questions": questions,
    }
    own = {name: written(here, voice, name) for name in makers}
    found = {name: own[name] or tuple(make(here, voice)) for name, make in makers.items()}
    return (
        *(_part(here, voice, name, each, bool(own[name])) for name, each in found.items() if name != "questions"),
        *_last(here, voice, found["questions"]),
    )


def _part(here: Picture, voice: Voice, name: str, found: tuple[Passage, ...], is_own: bool) -> Part:
    """Return a part with what guidance adds to it, but for what the partnership's own words on it say already."""
    subject = _MORE.get(name, "")
    more = statements(here, subject, voice) if subject and (name != "choice" or _is_asked(here)) else []
    own = Part(name, voice.headings[name], found)
    added = [each for each in more if not (is_own and _covers(own.text, each))]
    return replace(own, passages=(*found, *said(added)), changed=changes(here, added))


def _covers(text: str, statement: Record) -> bool:
    covered = _COVERED.get(str(statement["id"]))
    return covered is not None and bool(covered.search(text))


def _is_asked(here: Picture) -> bool:
    return any(each.text("consent") == "sought" for each in here.circumstances.values())


def _last(here: Picture, voice: Voice, own: tuple[Passage, ...]) -> Iterator[Part]:
    rights = statements(here, "your-rights", voice)
    if rights:
        yield Part("rights", voice.headings["rights"], said(rights), changes(here, rights))
    yield Part("questions", voice.headings["questions"], own)


def _what(here: Picture, voice: Voice) -> Iterator[Passage]:
    people = listed([small(heading(each)) for each in here.people.values()], "and") or voice.words["people"]
    yield Passage(voice.words["what"].format(people=people, title=title_of(here.protocol)))


def _why(here: Picture, voice: Voice) -> Iterator[Passage]:
    """Yield what good it does, as the purposes of what is shared have it; their titles where they do not say it."""
    used = dict.fromkeys(name for flow in here.personal_flows for name in flow.purposes)
    purposes = [here.purposes[name] for name in used if name in here.purposes]
    points = tuple(words(each, "benefit") or heading(each) for each in purposes)
    yield Passage(voice.words["why"], points) if points else Passage(voice.words["ask"])


def _information(here: Picture, voice: Voice) -> Iterator[Passage]:
    items = list(dict.fromkeys(item for flow in here.personal_flows for item in flow.items if item.is_personal))
    yield Passage(voice.words["information"], tuple(map(heading, items))) if items else Passage(voice.words["ask"])
    special = [
        PRIVATE.get(name, name) for name in dict.fromkeys(each for item in items for each in item.many("special"))
    ]
    private = [*special, *([CRIME] if any(item.is_criminal for item in items) else [])]
    if private:
        yield Passage(voice.words["private"].format(what=listed(private, "and")))
    never = tuple(heading(each) for each in here.things("not_shared"))
    if never:
        yield Passage(voice.words["never"], never)
