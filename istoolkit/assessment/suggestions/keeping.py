"""Risks from how information is kept, and from systems that fail."""

from collections.abc import Iterator

from istoolkit.assessment.grounds import of_store, of_thing
from istoolkit.assessment.signs import carried
from istoolkit.assessment.suggestions import Ground, suggests
from istoolkit.definitions.channels import kind_name
from istoolkit.definitions.formats import UNITS, duration
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.stored import personal
from istoolkit.definitions.things import Thing

_LONG = 10 * UNITS["year"]
_BY_ACCOUNT = ("portal", "direct-access")
_BY_SYSTEM = (*_BY_ACCOUNT, "system-to-system")
_ENDS = ("leav", "end", "clos", "remov", "revok", "withdr", "taken away", "disabl")
"""How words begin that say that access stops."""


@suggests("no-retention")
def no_retention(here: Picture) -> Iterator[Ground]:
    """Stores of information about people that give no period or event, and items of flows that no store keeps."""
    if here.undecided("storage"):
        return
    for store in here.stores:
        ends = store.says("retention", "keep") or store.says("retention", "until")
        if not ends and personal(here, store):
            yield of_store(here, store, "no period given")
    kept = {item for store in here.stores for item in personal(here, store)}
    yield from (of_thing("item", each) for each in carried(here) if each not in kept)


@suggests("long-retention")
def long_retention(here: Picture) -> Iterator[Ground]:
    """Stores of information about people that keep it for more than ten years."""
    for store in here.stores:
        keep = store.text("retention", "keep")
        if personal(here, store) and (duration(keep) or 0) > _LONG:
            yield of_store(here, store, f"for {keep}")


@suggests("system-down")
def system_down(here: Picture) -> Iterator[Ground]:
    """Systems on which flows depend, where nothing is said of what happens when they fail."""
    if here.says("security", "continuity"):
        return
    yield from (of_thing("system", each) for each in here.assets.values())
    yield from (of_thing("way of sending", each) for each in _channels(here, _BY_SYSTEM))


def _channels(here: Picture, kinds: tuple[str, ...]) -> list[Thing]:
    used = dict.fromkeys(each for flow in here.personal_flows for each in flow.channels)
    return [each for each in used if kind_name(each, here.law) in kinds]


@suggests("leavers")
def leavers(here: Picture) -> Iterator[Ground]:
    """Ways by account, where nothing on access says that it ends."""
    security = here.text("security", "access_control").casefold()
    for each in _channels(here, _BY_ACCOUNT):
        said = f"{security} {' '.join(each.many('controls')).casefold()}"
        if not any(f" {word}" in f" {said}" for word in _ENDS):
            yield of_thing("way of sending", each)


@suggests("corrections-not-passed")
def corrections_not_passed(here: Picture) -> Iterator[Ground]:
    """Nothing on how a correction reaches those who received the mistake."""
    said = here.says("quality", "corrections") or here.says("rights", "correction")
    if here.personal_flows and not said:
        yield Ground("term", "corrections", "Corrections", "nothing is said of corrections")
