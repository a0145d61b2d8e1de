"""What people can decide, and when nobody asks them: the circumstances of a protocol in everyday words."""

from collections.abc import Iterator

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Thing
from istoolkit.documents.guides.everyday import GROUNDS
from istoolkit.documents.guides.plain import Passage, Voice
from istoolkit.documents.matrix.said import heading, words
from istoolkit.documents.wording import told
from istoolkit.words import capital

_ASKED, _NOT_ASKED = ("sought",), ("not-sought", "not-appropriate", "not-needed")


def choice(here: Picture, voice: Voice) -> Iterator[Passage]:
    """Yield in which circumstances people are asked. Where nothing is said of it, they are told to ask."""
    every, asked, unasked = asked_in(here)
    if asked and asked == every:
        yield Passage(voice.words["asked_always"])
    elif asked:
        yield Passage(voice.words["asked"], tuple(map(_named, _circumstances(here, _ASKED))))
    elif every and unasked == every:
        yield Passage(voice.words["asked_never"])
    if not every or asked + unasked < every:
        yield Passage(voice.words["ask_choice"])


def without_asking(here: Picture, voice: Voice) -> Iterator[Passage]:
    """Yield when information is shared and nobody is asked, or in spite of a refusal."""
    asked, unasked = _circumstances(here, _ASKED), _circumstances(here, _NOT_ASKED)
    grounds = dict.fromkeys(name for each in asked or _used(here) for name in each.many("without_consent"))
    if unasked:
        yield Passage(voice.words["not_asked" if asked else "without"], tuple(map(_named, unasked)))
    if grounds:
        points = tuple(capital(GROUNDS.get(each, told(each))) for each in grounds)
        yield Passage(voice.words["grounds" if asked else "grounds_only"], points)
    if not unasked and not grounds:
        yield Passage(voice.words["ask_without"])
    if here.text("openness", "not_told_when"):
        yield Passage(voice.words["not_told"])


def asked_in(here: Picture) -> tuple[int, int, int]:
    """Return in how many circumstances something is shared, in how many of them people are asked, and in how many they are not."""
    return len(_used(here)), len(_circumstances(here, _ASKED)), len(_circumstances(here, _NOT_ASKED))


def _used(here: Picture) -> list[Thing]:
    """Return the circumstances of the flows about people; all of them where the flows name none."""
    named = dict.fromkeys(each.id for flow in here.personal_flows for each in flow.circumstances)
    return [here.circumstances[name] for name in named] or list(here.circumstances.values())


def _circumstances(here: Picture, answers: tuple[str, ...]) -> list[Thing]:
    return [each for each in _used(here) if each.text("consent") in answers]


def _named(each: Thing) -> str:
    """Return a circumstance as people know it: when it is; its name besides where that says more."""
    return words(each, "when") or heading(each)
