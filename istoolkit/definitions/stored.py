"""What a store of a protocol keeps."""

from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Item, Thing


def item_names(picture: Picture, store: Thing) -> list[str]:
    """Return the names of the items that a store keeps. One that is still to be confirmed may keep any."""
    names = store.many("information")
    return list(picture.items) if "all" in names or store.unknown("information") else names


def personal(picture: Picture, store: Thing) -> list[Item]:
    """Return the items about people that a store keeps."""
    found = (picture.items.get(name) for name in item_names(picture, store))
    return [each for each in found if each is not None and each.is_personal]
