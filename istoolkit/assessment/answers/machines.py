"""Answers to the questions about machines: automated decisions, profiling, tracking, monitoring and new technology."""

import re

from istoolkit.assessment import unsaid
from istoolkit.assessment.answers import Reply, answers, no, not_yet, quoted, unclear, yes
from istoolkit.assessment.signs import NONE, sensitive
from istoolkit.assessment.texts import first, first_that_says
from istoolkit.definitions.picture import Picture

_PROFILES = re.compile(
    r"\b(?<!DNA )(?:profil|scor(?:e|es|ing)|predict|stratif|risk rating|ranking|rank(?:s|ed)\b)\w*", re.IGNORECASE
)
_EVALUATES = re.compile(
    r"\b(?:assess|evaluat|screen|triag|identify|find needs|see whether|judge|decide which)\w*", re.IGNORECASE
)
_TRACKS = re.compile(
    r"\b(?:gps|geoloc|location|whereabouts|track(?:s|ed|ing)?\b|tagg?(?:s|ed|ing)?\b)\w*", re.IGNORECASE
)
_WATCHES = re.compile(r"\b(?:cctv|camera|surveil|number plate|anpr|body[- ]worn|facial|drone)\w*", re.IGNORECASE)
_MONITORS = re.compile(r"\b(?:monitor|surveil|observ|supervis|cctv|watch)\w*", re.IGNORECASE)
_NEW = re.compile(
    r"\b(?:(?i:artificial intelligence|machine learning|algorithm|language model|chatbot|facial|biometric|wearable|sensor"
    r"|internet of things|smart (?:device|meter|home|speaker)|blockchain)\w*|AI\b)"
)
_CHOOSES = r"(?:decid|refus|reject|select|choos|rank|scor|grant|approv|allocat|priorit|exclud|admit|match|flag|sort)(?:e|es|s|ed|ing|is\w+)?"
_BY_MACHINE = re.compile(
    rf"\b(?:(?i:algorithm\w*|automated (?:decision|scor|profil|select)\w*|automatically (?:\w+ ){{0,2}}{_CHOOSES}\b"
    rf"|{_CHOOSES}\b (?:[\w']+ ){{0,3}}automatically|machine learning|(?:machine|computer|software|system|program|model) {_CHOOSES}\b)"
    r"|AI\b)"
)
_DECIDES = re.compile(
    r"\b(?:eligib|entitle|allocat|allocation|tenanc|benefit|admission|exclu|refus|access to|licen|employ|recruit)\w*",
    re.IGNORECASE,
)


def _of_words(here: Picture, pattern: re.Pattern[str], what: str) -> Reply:
    text = first(here, pattern)
    if text:
        return unclear(f"The protocol says {quoted(text)} Judge whether that is {what}.")
    return not_yet(unsaid.names(here)) or no(f"Nothing in the protocol speaks of {what}.")


@answers("automated-decisions", "systematic-evaluation")
def automated(here: Picture) -> Reply:
    """UK GDPR Article 35(3)(a) and WP 248 criterion 2, from what is said of automated decisions."""
    said, words = here.text("rights", "automated"), first_that_says(here, _BY_MACHINE)
    told = f"The protocol says of automated decisions: {quoted(said)}"
    if words and words != said:
        before = f"{told} It also says" if said else "The protocol says"
        return unclear(f"{before} {quoted(words)} Judge whether a machine decides.")
    if not said:
        return unclear("The protocol does not say whether machines decide.")
    return no(told) if NONE.match(said) else unclear(told)


@answers("large-scale-profiling")
def profiling(here: Picture) -> Reply:
    """The list of the ICO: profiling on a large scale."""
    return _of_words(here, _PROFILES, "profiling of many people")


@answers("evaluation-or-scoring")
def evaluation(here: Picture) -> Reply:
    """WP 248 criterion 1: a purpose that finds, assesses or scores something of people."""
    for each in here.purposes.values():
        text = next((text for text in (each.title, each.text("description")) if _is_evaluation(text)), "")
        if text:
            return yes(f"The purpose “{each.title}” evaluates people.")
    return _of_words(here, _PROFILES, "evaluating, scoring or predicting")


def _is_evaluation(text: str) -> bool:
    return bool(_EVALUATES.search(text) or _PROFILES.search(text))


@answers("tracking")
def tracking(here: Picture) -> Reply:
    """The list of the ICO: tracking where people are or what they do, in combination with a European criterion."""
    return _of_words(here, _TRACKS, "tracking where people are or what they do")


@answers("public-monitoring")
def public_monitoring(here: Picture) -> Reply:
    """UK GDPR Article 35(3)(c)."""
    return _of_words(here, _WATCHES, "watching a public place on a large scale")


@answers("systematic-monitoring")
def systematic_monitoring(here: Picture) -> Reply:
    """WP 248 criterion 3."""
    return _of_words(here, _MONITORS, "observing or monitoring people systematically")


@answers("innovative-technology", "innovative-use")
def new_technology(here: Picture) -> Reply:
    """The list of the ICO, and WP 248 criterion 8."""
    return _of_words(here, _NEW, "new technology or a new use of it")


@answers("denial-of-service", "prevents-right")
def deciding_on_services(here: Picture) -> Reply:
    """The list of the ICO, and WP 248 criterion 9: what decides who gets a service."""
    said = (each.text(name) for each in here.purposes.values() for name in ("title", "description"))
    text = next((each for each in said if _DECIDES.search(each)), "")
    if text:
        return unclear(f"The protocol says {quoted(text)} Judge whether it keeps people from a service or right.")
    if sensitive(here):
        return unclear(
            "Special category or criminal offence data is shared. Judge whether it decides who gets a service."
        )
    return not_yet(unsaid.contents(here), unsaid.purposes(here), unsaid.kinds(here)) or no(
        "Nothing in the protocol decides who gets a service or may use a right."
    )
