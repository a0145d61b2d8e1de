"""What must not reach the public with the summary of an assessment: people, their numbers and addresses, and ways in."""

import re
from collections.abc import Callable, Iterator

from istoolkit.definitions.leaves import Leaf
from istoolkit.rules.support.particulars import GIVEN, ROLES

_NAME = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )\b(?P<first>(?!St\b|Saint\b)[A-Z][a-z]+) (?P<last>(?:[A-Z]['’]|Ma?c)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b"
)
_TELEPHONE = re.compile(r"(?<![\d,.])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)")
_MOBILE = re.compile(r"(?<![\d,.])(?:\+44[ -]?7|07)\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)")
_WAYS = frozenset(
    [
        "Street",
        "Road",
        "Avenue",
        "Lane",
        "Close",
        "Drive",
        "Crescent",
        "Terrace",
        "Gardens",
        "Court",
        "Way",
        "Place",
        "Square",
        "Row",
    ]
)
_STREET = re.compile(rf"\b\d{{1,4}}[a-zA-Z]?,? (?:[A-Z][a-z]+ ){{1,3}}(?:{'|'.join(sorted(_WAYS))})\b")
_WAY_IN = re.compile(
    r"\b(?i:pass ?word|pass ?code|PIN|(?:door|key|access|entry) code)(?: is|:| =)? ?(?:[“\"'‘]\S+|\S*\d\S*)"
)
_SUMMARY = "public_summary"
_PUBLIC = frozenset({"title", "public"})


def is_published(leaf: Leaf) -> bool:
    """Whether the public may read a text of an assessment: its summary, and what its risks and measures are called."""
    if leaf.path[0] == _SUMMARY:
        return leaf.path[-1] in ("text", "withheld")
    return leaf.path[0] in ("risks", "measures") and len(leaf.path) == 3 and leaf.path[-1] in _PUBLIC


def particulars_in(leaf: Leaf, known: Callable[[str], bool]) -> Iterator[tuple[str, str, str]]:
    """Yield what should not be read by the public: the words, what they are, and what to write instead. A summary may give a
    telephone number to ring, but not a mobile one."""
    for match in _NAME.finditer(leaf.text):
        if _is_person(match["first"], match["last"], known):
            yield match[0], "a person's name", "Leave it out, or write the title of the post."
    telephone = _MOBILE if leaf.path[0] == _SUMMARY else _TELEPHONE
    for pattern, what, mend in (
        (telephone, "a telephone number", "Leave it out."),
        (_STREET, "an address", "Leave it out, or name the place in general words."),
        (_WAY_IN, "a way in", "Leave it out, and change it: others have read it."),
    ):
        yield from ((match[0], what, mend) for match in pattern.finditer(leaf.text))


def _is_person(first: str, last: str, known: Callable[[str], bool]) -> bool:
    if last.lower() in ROLES or last in _WAYS:
        return False
    return first.lower() in GIVEN or not (known(first) or known(last))
