"""Where a protocol says its procedures, and whether it knows them yet."""

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.picture import Picture
from istoolkit.finding import Spot


def is_unknown(here: Picture, section: str) -> bool:
    """Whether all of a section is to be confirmed, here or above."""
    return any(to_be_confirmed(one.data.get(section)) for one in here.chain)


def where(here: Picture, *sections: str) -> Spot:
    """Return the spot of the first section that is said, here or in the nearest protocol above; else the tier of the top."""
    for section in sections:
        for protocol in here.chain:
            if section in protocol.data:
                return protocol.at(section, key=True)
    return here.chain[-1].at("tier")
