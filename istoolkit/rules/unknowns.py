"""TODO: what is still to be confirmed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from istoolkit.definitions.assessment_file import assessment_leaves
from istoolkit.definitions.formats import awaited, to_be_confirmed
from istoolkit.definitions.inherit import Said, resolve, said_in
from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule


@rule("TODO001", "To be confirmed", severity="note")
def unknown(register: Register) -> Iterable[Problem]:
    """A value that starts with TBC is not known yet. Say after it who decides or what is awaited.

    Why: a draft may have gaps that everyone can see. A protocol with gaps cannot be signed.

    Wrong: a blank, or a guess.

    Right:

        deputy: "TBC: the head of service decides in January"

    What is to be confirmed in a protocol above, in text that this one takes over, is counted in one note.
    """
    for protocol in register.checked():
        for leaf in protocol.leaves if "TBC" in protocol.source.text else ():
            if to_be_confirmed(leaf.text):
                yield _note(protocol.at(*leaf.path), leaf.field.title, leaf.text)
        yield from _in_assessment(register, protocol)
        yield from _from_above(register, protocol)
    for document, source in _shared(register):
        for leaf in leaves(load(document).fields, source.value):
            if to_be_confirmed(leaf.text):
                yield _note(Spot(source.file, leaf.path), leaf.field.title, leaf.text)


def _in_assessment(register: Register, protocol: Protocol) -> Iterator[Problem]:
    source = register.assessments.get(protocol.id)
    for leaf in assessment_leaves(register, protocol):
        if source and to_be_confirmed(leaf.text):
            mend = "It must be known before anyone approves the assessment."
            yield _note(Spot(source.file, leaf.path), leaf.field.title, leaf.text, mend)


def _shared(register: Register) -> Iterator[tuple[str, Source]]:
    yield "register", register.settings
    yield "organisations", register.organisation_file
    yield "law", register.law_file


def _from_above(register: Register, protocol: Protocol) -> Iterator[Problem]:
    if not any("TBC" in upper.source.text for upper in register.above(protocol)):
        return
    counts = Counter(
        said.id
        for content in resolve(register, protocol).values()
        for each in said_in(content)
        for said, value in _parts(each)
        for _ in range(_unknowns(value))
    )
    for upper in register.above(protocol):
        if number := counts[upper.id]:
            message = f"{number} more to be confirmed in {upper.id}, which this protocol takes over."
            yield Problem(protocol.at("under"), message, "It must be known before anyone signs.")


def _parts(said: Said, hidden: frozenset[str] = frozenset()) -> Iterator[tuple[Protocol, Any]]:
    """Yield what is said with the protocol that says it, and what fills in the fields it leaves unsaid."""
    if not isinstance(said.value, dict):
        yield said.protocol, said.value
        return
    yield from ((said.protocol, value) for name, value in said.value.items() if name not in hidden)
    if said.base:
        yield from _parts(said.base, hidden | said.value.keys())


def _unknowns(value: Any) -> int:
    if isinstance(value, str):
        return to_be_confirmed(value)
    return sum(map(_unknowns, value.values() if isinstance(value, dict) else value))


def _note(at: Spot, title: str, text: str, mend: str = "It must be known before anyone signs.") -> Problem:
    what = awaited(text).split("\n")[0]
    return Problem(at, f"{title} is to be confirmed{f': {what}' if what else ''}.", mend)
