"""ROLE: controllers, processors and law enforcement.

This part: joint controllers and the arrangement between them.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Party
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.hats import Hat, hats
from istoolkit.words import listed


@rule("ROLE011", "Joint controllers without an arrangement", "warning", "UK GDPR Article 26")
def arrangement(register: Register) -> Iterable[Problem]:
    """Where parties are joint controllers, the protocol says which arrangement settles who does what.

    Why: joint controllers must settle between them who answers people and who tells them, and must make the essence of
    it known.

    Wrong:

        parties:
        - organisation: council
          role: joint-controller
          note: The two run the hub together
        - organisation: trust
          role: joint-controller
          note: The two run the hub together
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - organisation: council
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - organisation: trust
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        joint = _joint(picture)
        if joint and not _is_alone(joint) and not _says_arrangement(picture, [hat.party for hat in joint]):
            names = listed([f"“{each}”" for each in dict.fromkeys(hat.party.title for hat in joint)], "and")
            message = f"{names} are joint controllers, and no arrangement between them is named."
            mend = "Say under “contract” or “note” which document settles who does what, or write it into an annex."
            yield Problem(joint[0].at("role"), message, mend)


def _undecided(picture: Picture) -> bool:
    return picture.undecided("parties") or any(party.unknown("roles") for party in picture.parties.values())


def _is_alone(joint: list[Hat]) -> bool:
    return len({hat.party.name for hat in joint}) == 1 and "class" not in joint[0].party.value


def _joint(picture: Picture) -> list[Hat]:
    return [hat for party in picture.parties.values() for hat in hats(party) if hat.role == "joint-controller"]


_ARRANGEMENT = re.compile(r"joint(?:ly)?[ -](?:data[ -])?control|\barticle 26\b", re.IGNORECASE)


def _says_arrangement(picture: Picture, parties: list[Party]) -> bool:
    if any(party.says("contract") or "arrange" in party.text("note").lower() for party in parties):
        return True
    leaves = (leaf for protocol in picture.chain for leaf in protocol.leaves)
    return any(leaf.path[-1] != "role" and _ARRANGEMENT.search(leaf.text) for leaf in leaves)


@rule("ROLE017", "Joint controller with no other", "warning", "UK GDPR Article 26")
def joint_with_whom(register: Register) -> Iterable[Problem]:
    """Where one party is a joint controller, another one is too.

    Why: joint controllers decide together. One alone is a controller, or the other has been forgotten.

    Wrong:

        parties:
        - {organisation: council}
        - organisation: trust
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}

    Right:

        parties:
        - {organisation: council, role: joint-controller, note: See the trust}
        - organisation: trust
          role: joint-controller
          note: The hub arrangement of 1 May 2026 settles who answers people
        - {organisation: police}
        - {class: schools}
        - {organisation: supplier, role: processor, for: council, contract: Contract C-1, signed_by: Managing director}
    """
    for picture in pictures(register):
        joint = _joint(picture)
        if joint and _is_alone(joint) and not _undecided(picture):
            message = f"“{joint[0].party.title}” is a joint controller, and no other party is."
            mend = "Say which party it decides together with, or write “role: controller”."
            yield Problem(joint[0].at("role"), message, mend)
