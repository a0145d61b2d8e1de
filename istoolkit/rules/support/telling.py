"""What the rules on openness ask of a protocol: what it shares about people, and what it says to them."""

from collections.abc import Iterator

from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import Picture
from istoolkit.finding import Spot


def is_asked(picture: Picture, section: str) -> bool:
    """Whether a section must say its parts: personal information is shared, and it is not missing as a whole (TIER006)."""
    if not picture.personal_flows:
        return False
    said = isinstance(picture.full.get(section), dict)
    return said or (picture.tier != "operational" and not picture.says(section))


def place(picture: Picture, section: str) -> Spot:
    """Return the nearest section, here or above, to which something is to be added."""
    found = (each.at(section) for each in picture.chain if isinstance(each.data.get(section), dict))
    return next(found, picture.at("tier"))


def texts_of(picture: Picture, *sections: str) -> Iterator[str]:
    """Yield the texts of sections, from here and above."""
    for section in sections:
        content = picture.full.get(section)
        for term in content.values() if isinstance(content, dict) else ():
            values = term.full.values() if isinstance(term.value, dict) else [term.value]
            yield from (text for value in values for text in many(value))
