"""PLAIN: what guides tell families and young people in words that they can read and trust."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import load
from istoolkit.finding import Problem, Spot
from istoolkit.reading_age import reading_of
from istoolkit.reading_age.sentences import sentences, words
from istoolkit.rules import rule
from istoolkit.words import listed

LIMITS = {"families": 11, "young_people": 10}
"""The highest reading ages, by section of ``guides``, where register.yaml sets no other.

GOV.UK writes for a reading age of 9 (to be confirmed). A field is short, and names of services have long words: both push the
age up by a year or two.
"""

EASY = 9
"""The highest reading age of easy read."""

_EASY = "easy_read"
_READERS = {"families": "families", "young-people": "young_people"}
_SHOWN = 90
"""How many letters of a long sentence a message shows."""

_NOT_ASKED = ("not-sought", "not-appropriate", "not-needed")
_PROMISE = re.compile(
    r"\balways ask\b"
    r"|\bonly\b[^.;]*\b(?:if you (?:agree|say yes|let us|want)|when you (?:agree|say yes)|with your (?:consent|agreement|permission))"
    r"|\b(?:never|not|no one|nobody|nothing)\b[^.;]*\b(?:without (?:asking|your|you)\b|unless you\b)",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(r"\bunless(?! you)\b|\bexcept\b|\bbut\b|\balthough\b", re.IGNORECASE)


class _Text(NamedTuple):
    """Words that families or young people read: what they are called, whose limit counts, and where they stand."""

    title: str
    text: str
    reader: str
    at: Spot


@rule(
    "PLAIN001",
    "Words for families or young people that are hard to read",
    severity="warning",
    source="UK GDPR Article 12(1): concise, in clear and plain language, above all for a child",
)
def hard_to_read(register: Register) -> Iterable[Problem]:
    """What a partnership writes for families and young people is no harder to read than its limits allow. They are a reading
    age of 11 for families and 10 for young people, or those in `register.yaml` under `reading_age`; 9 for easy read.

    Why: a guide that people cannot read tells them nothing, and the law asks for clear and plain language.

    The age is what the Flesch–Kincaid formula makes of the length of sentences and words. It may be a year or two out. Texts of
    fewer than twelve words, and texts in other languages than English, are not measured.

    Wrong:

        guides:
          families:
            why: >-
              Multi-agency information sharing facilitates early identification of vulnerability and enables proportionate
              intervention.

    Right:

        guides:
          families:
            why: Each of us sees only a part of your child's life. Put together, it shows what would help. You get help sooner.
    """
    for each in _written(register):
        limit, found = _limit(register, each.reader), reading_of(each.text)
        if found is not None and found.age > limit:
            hard = listed([f"“{word}”" for word in found.hardest], "and")
            message = (
                f"{each.title} reads at age {found.age}. The limit is {limit}. Its longest sentence has "
                f"{len(words(found.longest))} words: “{_cut(found.longest)}”.{f' Its hardest words: {hard}.' if hard else ''}"
            )
            yield Problem(each.at, message, "Write shorter sentences and everyday words, or make a list of points.")


@rule("PLAIN002", "Guide promises that people are always asked", severity="warning", source="UK GDPR Article 5(1)(a)")
def promises_too_much(register: Register) -> Iterable[Problem]:
    """A guide does not promise that nothing is shared without asking where the protocol shares without asking.

    Why: families trust what they are told. Somebody who was promised to be asked, and was not, may never ask for help again.

    Wrong:

        guides:
          families:
            choice: We never share anything about you without asking.

    Right:

        guides:
          families:
            choice: We ask you first, unless a child may be badly hurt.
    """
    for here in pictures(register):
        if _shares_unasked(here):
            for each in _of_guides(here):
                for sentence in sentences(each.text):
                    if _PROMISE.search(sentence) and not _EXCEPTION.search(sentence):
                        message = f"{each.title} promises more than the protocol does: “{_cut(sentence)}”."
                        mend = "Say that information may be shared without asking, and when."
                        yield Problem(each.at, message, mend)


def _shares_unasked(here: Picture) -> bool:
    """Whether people are not asked in some circumstance, or it is shared in spite of a refusal on some ground."""
    circumstances = here.circumstances.values()
    return any(each.text("consent") in _NOT_ASKED or each.many("without_consent") for each in circumstances)


def _limit(register: Register, reader: str) -> int:
    """Return the highest reading age for a reader."""
    said = register.setting("reading_age")
    own = str(said.get(reader, "")) if isinstance(said, dict) else ""
    return int(own) if own.isdigit() else LIMITS.get(reader, EASY)


def _written(register: Register) -> Iterator[_Text]:
    """Yield what the partnership wrote itself in English: in its protocols, and in its own guidance."""
    for here in pictures(register):
        if _is_english(register, here.protocol.data.get("language")):
            yield from _of_guides(here)
    if _is_english(register):
        yield from _of_guidance(register)


def _is_english(register: Register, said: object = None) -> bool:
    return str(said or register.setting("language") or "en-GB").startswith("en")


def _of_guides(here: Picture) -> Iterator[_Text]:
    guides = load("protocol").fields["guides"].fields
    for reader in _READERS.values():
        for name, each in guides[reader].fields.items():
            text = _easy(here, reader) if name == _EASY else here.text("guides", reader, name)
            if text:
                title = f"“{each.title}” in the guide {guides[reader].title.lower()}"
                whose = _EASY if name == _EASY else reader
                yield _Text(title, text, whose, here.spot("guides", reader, name))


def _easy(here: Picture, reader: str) -> str:
    """Return the sentences of an easy-read guide, each on a line of its own."""
    term = here.term("guides", reader)
    parts = term.full.get(_EASY) if term is not None and isinstance(term.value, dict) else None
    lines = [one for each in parts.values() for one in many(each)] if isinstance(parts, dict) else []
    return "\n\n".join(each for each in lines if not to_be_confirmed(each))


def _of_guidance(register: Register) -> Iterator[_Text]:
    content = register.guidance_file.value
    statements = content.get("statements") if isinstance(content, dict) else None
    for index, each in records(statements):
        text = each.get("text")
        if isinstance(text, str) and not to_be_confirmed(text):
            at = Spot(register.guidance_file.file, ("statements", index, "text"))
            found = [_READERS[name] for name in many(each.get("readers")) if name in _READERS]
            yield from (_Text(f"“{each.get('id', '')}”", text, reader, at) for reader in found)


def _cut(sentence: str) -> str:
    """Return a sentence for a message: its beginning where it is long, without its full stop."""
    plain = " ".join(sentence.split()).rstrip(".")
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rsplit(' ', 1)[0]} …"
