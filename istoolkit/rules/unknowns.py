"""TODO: what is still to be confirmed."""

from collections.abc import Iterable

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.register import Register
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
    """
    for protocol in register.checked():
        for leaf in protocol.leaves:
            if to_be_confirmed(leaf.text):
                yield _note(protocol.at(*leaf.path), leaf.field.title, leaf.text)
    for document, source in (("register", register.settings), ("organisations", register.organisation_file)):
        for leaf in leaves(load(document).fields, source.value):
            if to_be_confirmed(leaf.text):
                yield _note(Spot(source.file, leaf.path), leaf.field.title, leaf.text)


def _note(at: Spot, title: str, text: str) -> Problem:
    what = text.removeprefix("TBC").lstrip(" :-–—").split("\n")[0]
    return Problem(
        at,
        f"{title} is to be confirmed{f': {what}' if what else ''}.",
        "It must be known before anyone signs.",
    )
