"""A register at a glance for other programs. The form is written down in ``docs/sign-off/status.md``."""

from collections.abc import Mapping
from typing import Any

from istoolkit.definitions.register import Register
from istoolkit.signoff.attention.falling_due import Due, title_of
from istoolkit.signoff.attention.overview import Concern, Glance, Overview
from istoolkit.signoff.standing import Signature, Standing

FORMAT = "1"
"""The version of the form. It changes when a field goes or means something else, not when one is added."""


def glance_values(register: Register, found: Glance) -> Mapping[str, Any]:
    """Return a register at a glance as values for JSON."""
    return {
        "format": FORMAT,
        "partnership": str(register.setting("partnership") or ""),
        "on": str(register.on or ""),
        "needs_action": found.needs_action,
        "protocols": [_protocol(each) for each in found.protocols],
        "organisations": [_concern(each) for each in found.organisations],
    }


def due_values(register: Register, found: tuple[Due, ...]) -> Mapping[str, Any]:
    """Return what falls due as values for JSON."""
    return {
        "format": FORMAT,
        "partnership": str(register.setting("partnership") or ""),
        "on": str(register.on or ""),
        "due": [
            {
                "day": each.day.isoformat(),
                "overdue": register.on is not None and each.day < register.on,
                "kind": each.kind,
                "protocol": each.protocol,
                "about": each.about,
                "what": each.what,
                "do": each.do,
            }
            for each in found
        ],
    }


def _protocol(each: Overview) -> Mapping[str, Any]:
    now = each.standing
    return {
        "protocol": each.protocol.id,
        "title": title_of(each.protocol),
        "version": now.version,
        "digest": now.digest,
        "state": now.state,
        "agreed": now.agreed,
        "changed": now.changed,
        "damaged": now.damaged,
        "in_force": now.in_force,
        "awaiting_since": now.awaiting_since,
        "signed_on": now.signed_on,
        "review_due": now.review_due,
        "assessment": each.assessment,
        "concerns": [_concern(one) for one in each.concerns],
        "signatories": [_signatory(one) for one in now.signatures],
        "classes": _classes(now),
    }


def _concern(each: Concern) -> Mapping[str, str]:
    return {"kind": each.kind, "when": each.rank, "words": each.words}


def _classes(now: Standing) -> list[Mapping[str, Any]]:
    return [
        {
            "party": each.party,
            "title": each.title,
            "members": each.members,
            "signed": sum(one.counts for one in now.signatures if one.signatory.party == each.party),
            "needed": each.needed,
            "listed": each.listed,
        }
        for each in now.classes
    ]


def _signatory(each: Signature) -> Mapping[str, Any]:
    entry = each.entry
    return {
        "party": each.signatory.party,
        "member": each.signatory.member,
        "title": each.signatory.title,
        "organisation": each.signatory.organisation,
        "required": each.signatory.required,
        "answer": each.answer,
        "counts": each.counts,
        "version": entry.version if entry else "",
        "date": entry.date if entry else "",
        "name": entry.text("name") if entry else "",
        "post": entry.text("post") if entry else "",
        "method": entry.text("method") if entry else "",
        "conditions": entry.text("conditions") if entry else "",
        "because": entry.text("because") if entry else "",
        "asked_on": each.first_asked.date if each.first_asked else "",
        "reply_by": each.asked.text("reply_by") if each.asked else "",
        "reminders": len(each.reminders),
    }
