"""What the public summary of an assessment says beside the assessment itself, most of it in the words of the guides."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from istoolkit.assessment.assessed import Assessed, assessed
from istoolkit.assessment.publishing import clearing, is_cleared
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.guides.families import FAMILIES
from istoolkit.documents.guides.lawful import name_of, record_of
from istoolkit.documents.guides.made import parts
from istoolkit.documents.guides.plain import Part, Passage, has_children, is_about_children, is_for_people
from istoolkit.documents.guides.privacy_notice import commissioner
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.public_summary_risks import PublicRisk, found, named

EXTRAS = {
    "public": "What the public summary adds: `name`, `audience`, `cleared`, `law`, `who`, `found`, `risks` each with "
    "`title`, `done`, `before` and `after`, `decided`, `parts` each with `heading` and `passages` of `words` and `points`, "
    "`questions` and `commissioner`.",
}
"""What its view adds to that of the assessment, by name."""

_FAMILY = "parents, carers and young people"
_EVERYONE = "the people it is about"
_TOLD = ("choice", "without_asking", "kept")
"""The parts of the guide for families that tell how information is shared, in their order."""

_OFFICERS = re.compile(
    r"[\s,]+(?:operational arrangement|community agreement|(?:(?:information|data) )?sharing (?:protocol|agreement)"
    r"|information exchange protocol)\Z",
    re.IGNORECASE,
)


class Public(NamedTuple):
    """What a summary says beside the assessment. A text is "" and a tuple empty where there is nothing to say.

    ``name`` is the protocol without the words of officers for its kind. ``cleared`` says who cleared it and when.
    """

    name: str
    audience: str
    cleared: str
    law: tuple[str, ...]
    who: tuple[Passage, ...]
    found: str
    risks: tuple[PublicRisk, ...]
    decided: str
    parts: tuple[Part, ...]
    questions: tuple[Passage, ...]
    commissioner: str


PARTS = frozenset(name for row in (Public, PublicRisk) for name in row._fields) | {
    "heading",
    "passages",
    "words",
    "points",
}
"""The names inside, for checking templates."""


def public_view(register: Register, protocol: Protocol) -> Public:
    """Return what the summary of a protocol's assessment says beside the assessment."""
    each = assessed(register, protocol)
    guide = _guide(each.picture)
    return Public(
        name=name_for_people(title_of(protocol)),
        audience=_FAMILY if has_children(each.picture) and is_about_children(each.picture) else _EVERYONE,
        cleared=_cleared(each),
        law=_law(each.picture),
        who=guide["who"].passages if "who" in guide else (),
        found=found(each),
        risks=named(each),
        decided=_decided(each),
        parts=tuple(guide[name] for name in _TOLD if name in guide),
        questions=guide["questions"].passages if "questions" in guide else (),
        commissioner=commissioner(each.picture),
    )


def name_for_people(title: str) -> str:
    """Return the title of a protocol without the words of officers for its kind, where more than a word is left of it."""
    short = _OFFICERS.sub("", title)
    return short if " " in short else title


def _guide(here: Picture) -> Mapping[str, Part]:
    """Return the parts of the guide for families; none where nothing is shared about people."""
    return {each.id: each for each in parts(here, FAMILIES)} if is_for_people(here.register, here.protocol) else {}


def _cleared(each: Assessed) -> str:
    by, on = clearing(each)
    return f"Cleared for publication by {by}, {long_date(str(on))}" if is_cleared(each) else ""


def _law(here: Picture) -> tuple[str, ...]:
    """Return why the law lets the partners share, a sentence for each lawful basis that they use."""
    flows = here.personal_flows
    used = (basis for flow in flows for party in flow.parties for basis in here.bases_for(flow, party))
    names = dict.fromkeys(name for basis in used if (name := name_of(basis)))
    said = (str(record_of(here, f"notice-basis-{name}").get("text", "")).partition(". ")[0] for name in names)
    return tuple(f"{each.rstrip('.')}." for each in said if each)


def _decided(each: Assessed) -> str:
    """Return who accepted the risk that is left, and when; "" unless it is approved."""
    by, on = each.post("approvals", "residual_by"), long_date(each.text("approvals", "residual_on"))
    return f"{by}, on {on}" if each.is_approved and by and on else ""
