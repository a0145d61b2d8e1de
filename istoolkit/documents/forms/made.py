"""Which forms a protocol has.

A protocol that shares nothing about people has none, but the confidentiality agreement of a framework: whoever signs it is
bound under every protocol beneath. A form that would invite what the protocol does not allow is not made: no request where
nothing passes from one partner to another, no form for agreement where nobody is asked, no preparation for a meeting where
nothing may be shared at one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.forms import choices, confidentiality, consent, disclosure, meeting, request
from istoolkit.documents.forms.asked import sought
from istoolkit.documents.forms.form import Form, form_of, paper
from istoolkit.documents.paper import Block, Paper


class _Sort(NamedTuple):
    """A form: what makes its parts, when it is made, and for whom it is."""

    blocks: Callable[[Form], Iterator[Block]]
    wanted: Callable[[Form], bool]
    audience: str


_STAFF, _EVERYONE, _PEOPLE = "practitioners", "everyone who handles information", "people whose information it is"

SORTS: Mapping[str, _Sort] = {
    "request": _Sort(request.blocks, lambda form: bool(choices.asked_for(form)), _STAFF),
    "disclosure": _Sort(disclosure.blocks, lambda form: bool(form.flows), _STAFF),
    "consent": _Sort(consent.blocks, lambda form: bool(sought(form)), _PEOPLE),
    "meeting": _Sort(meeting.blocks, lambda form: bool(meeting.meetings(form)), _STAFF),
    "confidentiality": _Sort(confidentiality.blocks, lambda form: _binds(form), _EVERYONE),
}
"""The forms by name."""


def _binds(form: Form) -> bool:
    return bool(form.flows) or form.here.tier == "framework"


def forms(register: Register, protocol: Protocol) -> Iterator[tuple[str, Paper]]:
    """Yield the forms that a protocol has, each with its name."""
    for name, sort in SORTS.items():
        form = form_of(register, protocol, name)
        if sort.wanted(form):
            yield name, paper(form, sort.blocks(form), sort.audience)
