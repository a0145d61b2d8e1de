"""The names that the templates of signing may use, and samples to try the templates on."""

from collections.abc import Mapping
from typing import Any

from istoolkit.documents.signing.boxes import Box

_BOXES = {
    "box_name": "The box for the name of the person.",
    "box_post": "The box for the post, with the post that signs in it.",
    "box_signature": "The box for the signature.",
    "box_date": "The box for the date.",
    "box_conditions": "The box for conditions.",
}

_OF_SHEET = {
    "signatory": "Whose sheet it is.",
    "banner": "That it is a draft or has ended, and may not be signed; nothing where it may.",
    "protocol": "The title of the protocol, its version and reference.",
    "particulars": "Who signs and when, each with `label` and `value`.",
    "digest": "The digest of what is signed, its first twelve letters and figures; nothing where it may not be signed.",
    "digest_first": "What follows these in the first half of the digest.",
    "digest_rest": "The second half of the digest.",
    "gives": "The flows, each with `flow`, `way` (what this party does in it, and what it is for), `what` and `whom`.",
    "more": "The titles of the flows for which there is no room, and where they are told.",
    "sensitive": "What of all these flows is special category or criminal offence data, where not every flow names it.",
    "none": "That there are no flows, where that is so.",
    "duties": "What the party must do, each with `label` and `value`.",
    "fine": "That the whole protocol is signed, and what is told in brief.",
    "signed": "What the record says where it is signed, each with `label` and `value`.",
    "statement": "The words that are signed; nothing where it is signed already or may not be.",
    "boxes": "Whether there are boxes to fill in: not where the party accepts on screen or with a key alone.",
    "send": "The ways of accepting, and where to send the sheet.",
    **_BOXES,
}

SHEET: Mapping[str, str] = {
    "partnership": "What the partnership calls itself.",
    "marking": "The protective marking, such as OFFICIAL; nothing where there is none.",
    "draft": "Whether the sheets may not be signed.",
    "sheets": "The sheets, a page each.",
    **{f"sheets[].{name}": words for name, words in _OF_SHEET.items()},
}

CERTIFICATE: Mapping[str, str] = {
    "partnership": "What the partnership calls itself.",
    "marking": "The protective marking, such as OFFICIAL; nothing where there is none.",
    "protocol": "The title of the protocol.",
    "version": "Its version.",
    "agreed": "That everyone who must sign has signed, and when the last did.",
    "digest": "The digest of what was signed, its first twelve letters and figures.",
    "digest_first": "The first half of the digest.",
    "digest_rest": "The second half of the digest.",
    "particulars": "The days and the like, each with `label` and `value`.",
    "signatures": "The signatures that count, each with `organisation`, `person`, `way` and `day`.",
    "conditions": "The conditions of signatures, each with `label`, who made it, and `value`.",
    "others": "Sentences about open classes and about those that do not sign.",
    "rests_on": "The impact assessment and the advice, each with `label` and `value`.",
    "verify": "Sentences that say how to make sure of it.",
}

PARTS = frozenset({*_OF_SHEET, "label", "value", "flow", "way", "what", "whom", "organisation", "person", "day"})
"""The names inside these."""

_ROWS = [{"label": "Date", "value": "1 December 2026"}]


def sample_sheet() -> Mapping[str, Any]:
    """Return a sheet on which everything stands."""
    words = {name: f"Words for {name}" for name in _OF_SHEET}
    boxes = {name: Box(name.removeprefix("box_"), name.removeprefix("box_").capitalize()) for name in _BOXES}
    lists = {"particulars": _ROWS, "duties": _ROWS, "signed": _ROWS}
    flow = {"flow": "Referral.", "way": "You give.", "what": "Name", "whom": "Council"}
    sheet = {**words, **boxes, **lists, "gives": [flow]}
    return {"partnership": "Partnership", "marking": "OFFICIAL", "draft": False, "sheets": [sheet]}


def sample_certificate() -> Mapping[str, Any]:
    """Return a certificate on which everything stands."""
    words = {name: f"Words for {name}" for name in CERTIFICATE}
    signature = {"organisation": "Council", "person": "Chief officer", "way": "Letter", "day": "1 December 2026"}
    lists = {"particulars": _ROWS, "conditions": _ROWS, "rests_on": _ROWS, "signatures": [signature]}
    return {**words, **lists, "others": ["A sentence."], "verify": ["A sentence."]}
