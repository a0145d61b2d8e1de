"""People whom a text names or whose health service number it gives."""

import re
from collections.abc import Iterator

from istoolkit.definitions.register import Register
from istoolkit.finding import Spot
from istoolkit.rules.support import particulars
from istoolkit.rules.support.own_words import knows
from istoolkit.rules.support.phrases import Hit, Prose

_POST_FIELDS = """
    post contact signed_by author by deputy who made_by decided_by advice_from report_to regulator to
    answered_by measures_by residual_by views_by review_by
"""
_POSTS = frozenset(_POST_FIELDS.split())
"""Fields that want a post and hold nothing else."""

_NOT_PEOPLE = re.compile(
    r"[^\w\0]*(?:s )?(?:\w+ )?"
    r"(?:school|surgery|practice|academy|hospital|house|trust|centre|partners|review|report|inquiry)",
    re.IGNORECASE,
)
"""What follows the name of a place or book that is called after a person."""

_HEALTH = re.compile(r"\b(?:NHS|CHI|patient|hospital|health)\b", re.IGNORECASE)
_OTHER_NUMBER = re.compile(r"\b(?:ISBN|tel(?:ephone)?|phone|fax|mobile|charity|company)\b[^.]{0,20}\Z", re.IGNORECASE)


def named_people(register: Register, prose: Prose) -> Iterator[tuple[Spot, str]]:
    """Yield the names of people: those with a title anywhere, and others in fields that want a post."""
    known = knows(register, prose)
    for match in particulars.TITLED.finditer(prose.text) if prose.words & particulars.TITLES else ():
        if not known(match["name"]) and not _NOT_PEOPLE.match(prose.text, match.end()):
            hit = prose.hit(*match.span())
            yield hit.at, hit.words
    for leaf in prose.leaves if prose.is_english else ():
        if leaf.field.name in _POSTS and (name := particulars.person(leaf.text, known)):
            yield Spot(prose.file, leaf.path), name


def health_numbers(prose: Prose) -> Iterator[Hit]:
    """Yield the NHS numbers, and in Scotland the CHI numbers. Ten digits without spaces count where health is spoken of."""
    in_scotland = "scotland" in prose.nations
    for leaf in prose.numbered:
        for hit in prose.found_in(leaf, particulars.NHS):
            is_meant = not hit.words.isdigit() or bool(_HEALTH.search(leaf.text))
            if is_meant and particulars.is_nhs_range(hit.words) and _is_real(hit):
                yield hit
        for hit in prose.found_in(leaf, particulars.CHI) if in_scotland or "CHI" in leaf.text else ():
            if particulars.begins_with_date(hit.words.replace(" ", "")) and _is_real(hit):
                yield hit


def _is_real(hit: Hit) -> bool:
    return particulars.has_check_digit(hit.words) and not _OTHER_NUMBER.search(hit.before)
