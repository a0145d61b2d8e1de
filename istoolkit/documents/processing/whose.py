"""Finding the rows of one organisation: by the names it has, or as a member of a class."""

from collections.abc import Iterator, Mapping

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Party
from istoolkit.documents.processing.activities import controllers


def goes_by(picture: Picture, party: Party, name: str) -> bool:
    """Whether a party goes by a name, in whatever capitals.

    Its own names count, those of the organisation it is part of and, for a class, those of its members.
    """
    return name.strip().casefold() in {each.casefold() for each in _names(picture, party)}


def controller_names(pictures: list[Picture]) -> tuple[str, ...]:
    """Return what the controllers of some protocols are called, each once."""
    return tuple(dict.fromkeys(party.called for picture in pictures for party in controllers(picture)))


def organisation_called(register: Register, name: str) -> str:
    """Return the title of the organisation that goes by a name; "" where there is none such."""
    wanted = name.strip().casefold()
    found = [
        str(each.get("title", each["id"]))
        for each in register.organisations.values()
        if wanted in {str(each[key]).casefold() for key in ("id", "title", "legal_name") if key in each}
    ]
    return found[0] if found else ""


def member_of(picture: Picture, party: Party, name: str) -> Mapping[str, str]:
    """Return the row of the member of a class that goes by a name; empty where the class has none such."""
    wanted = name.strip().casefold()
    rows = _members(picture, party)
    return next((row for row in rows if wanted in (row["id"].casefold(), row["name"].casefold())), {})


def _names(picture: Picture, party: Party) -> Iterator[str]:
    yield from (party.name, party.called)
    larger = picture.register.organisations.get(str(party.organisation.get("part_of")), {})
    for organisation in (party.organisation, larger):
        yield from (str(organisation[key]) for key in ("id", "title", "legal_name") if key in organisation)
    for row in _members(picture, party):
        yield from (row["id"], row["name"])


def _members(picture: Picture, party: Party) -> list[dict[str, str]]:
    rows = picture.register.members_in(party.text("members"))
    names = ("id", "name", "mailbox", "signed_by", "joined", "left")
    return [{each: str(row.get(each) or "") for each in names} for row in rows]
