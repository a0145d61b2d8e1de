"""What is said of protocols under which nothing passes, in place of a matrix."""

from collections.abc import Sequence

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.exchanges import carried
from istoolkit.documents.matrix.said import title_of
from istoolkit.words import listed


def nothing_passes(register: Register, found: Sequence[Protocol]) -> str:
    """Return that some protocols state no flow, and which protocols under them do; "" where one of them states any."""
    if any(carried(register, each) for each in found):
        return ""
    titles = listed([title_of(each) for each in found], "and")
    asked = {each.id for each in found}
    below = [each for each in register.protocols.values() if any(one.id in asked for one in register.above(each))]
    names = sorted(each.id for each in below if carried(register, each))
    begin = f"{titles} {'states' if len(found) == 1 else 'state'} no flow of information"
    if not names:
        return f"{begin}, so there is no matrix. State what passes under “flows”."
    return f"{begin}. What passes is in the protocols below: istoolkit matrix {' '.join(names)}"
