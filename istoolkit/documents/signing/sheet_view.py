"""What a sheet says: everything of one signatory and nothing that concerns others alone, within one page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from istoolkit.documents.signing import room
from istoolkit.documents.signing.boxes import Box
from istoolkit.documents.signing.digests import halves, short
from istoolkit.documents.signing.duties import duties
from istoolkit.documents.signing.passing import Passing, open_flows, passings
from istoolkit.documents.signing.sheet_facts import Facts
from istoolkit.documents.wording import told as plain
from istoolkit.words import sentence

FLOWS = "Who shares what with whom"
"""What the protocol that partners sign calls the part on flows. The duties come after it."""

_WHOLE = "You sign the whole protocol. This sheet sums up your part in it."
_COMPARE = "The digest at the foot of each page of the protocol must begin the same."
_BRIEF = f"In brief, to fit on one page: see “{FLOWS}” and after."

_BANNER, _DIGEST, _BOXES = 34.0, 27.0, 145.0
"""The heights of the banner, of the row with the digest and of the boxes to fill in, in points."""

_BOLD = 0.93
"""How much of a line bold type has for itself, as against ordinary type."""


def sheet_view(facts: Facts) -> dict[str, Any]:
    """Return every name that the template can use of a sheet, with its value."""
    head = _head(facts)
    key = (facts.register, facts.protocol, facts.signatory.party)
    fits = room.fitted(passings(*key), duties(*key), room.PAGE - _height(head))
    return {
        **head,
        "gives": [each._asdict() for each in fits.rows],
        "more": _more_flows(fits.flows_left),
        "sensitive": fits.sensitive,
        "duties": _labelled([*fits.duties, *_more_duties(fits.duties_left)]),
        "fine": sentence(head["fine"], _BRIEF if fits.shortened else ""),
    }


def _head(facts: Facts) -> dict[str, Any]:
    """Return all but the flows and duties."""
    shows = facts.signable or facts.counts
    first, rest = halves(facts.standing.digest) if shows else ("", "")
    begins = short(facts.standing.digest) if shows else ""
    found = passings(facts.register, facts.protocol, facts.signatory.party)
    return {
        "signatory": plain(facts.signatory.title),
        "banner": facts.banner(),
        "protocol": facts.title(),
        "particulars": _labelled((label, value) for label, value in facts.particulars() if value),
        "digest": begins,
        "digest_first": first.removeprefix(begins),
        "digest_rest": rest,
        "none": "" if found else _no_flows(facts),
        "fine": sentence(_WHOLE, _COMPARE if facts.signable else "", _open(facts, found)),
        "signed": _labelled(facts.signed()),
        "statement": facts.statement(),
        "boxes": facts.fills_in,
        "send": facts.send(),
        "box_name": Box("name", "Name"),
        "box_post": Box("post", "Post", filled=facts.post()),
        "box_signature": Box("signature", "Signature", style="FillInHigh"),
        "box_date": Box("date", "Date", is_date=True),
        "box_conditions": Box("conditions", "Conditions"),
    }


def _labelled(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs]


def _no_flows(facts: Facts) -> str:
    if facts.here.flows:
        return f"No flow of information in this protocol names you. See “{FLOWS}” in the protocol."
    return "This protocol has no flows of information of its own. The protocols under it say what is shared."


def _open(facts: Facts, found: Sequence[Passing]) -> str:
    """Say that there are flows of which nobody knows yet whom they concern, beside those that are on the sheet."""
    known = {each.id for each in found if each.id}
    number = open_flows(facts.register, facts.protocol, known)
    which = "One flow has" if number == 1 else f"{number} flows have"
    return f"{which} an end that is still to be confirmed, and may come to concern you." if number else ""


def _height(head: Mapping[str, Any]) -> float:
    """Return how high everything but the flows and duties is, in points."""
    rows = [*head["particulars"], *head["signed"]]
    cells = [("Protocol", head["protocol"]), *((each["label"], each["value"]) for each in rows)]
    inside = room.ACROSS - 20
    heights = [
        room.height_of(f"Sign-off sheet: {head['signatory']}", room.ACROSS * _BOLD, room.LARGE) + 4,
        room.HEAD * (2 if head["signed"] else 1),
        *(room.row_height(each, room.FACT_COLUMNS) for each in cells),
        room.height_of(sentence(head["fine"], _BRIEF)) + 3,
        _BANNER if head["banner"] else 0,
        _DIGEST if head["digest"] else 0,
        room.height_of(head["none"], size=room.PLAIN) + 4 if head["none"] else 0,
        room.height_of(head["statement"], inside * _BOLD, room.PLAIN) + 10 if head["statement"] else 0,
        _BOXES if head["boxes"] else 0,
        room.height_of(head["send"]) + 4 if head["send"] else 0,
    ]
    return sum(heights)


def _more_flows(titles: Sequence[str]) -> str:
    """Return which flows there are besides, and where they are told."""
    if not titles:
        return ""
    number = "1 more flow" if len(titles) == 1 else f"{len(titles)} more flows"
    where = f"See “{FLOWS}” in the protocol."
    return room.cut(f"And {number}: {'; '.join(titles)}. {where}", room.ACROSS, room.MORE_LINES, where)


def _more_duties(number: int) -> list[tuple[str, str]]:
    what = "1 more duty" if number == 1 else f"{number} more duties"
    return [("More", f"And {what}: see the protocol.")] if number else []
