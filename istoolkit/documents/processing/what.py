"""What an activity is: its purpose, the people, the data and where it comes from (UK GDPR Article 30(1)(b) and (c))."""

from istoolkit.definitions.formats import NOT_STATED, TO_BE_CONFIRMED
from istoolkit.definitions.things import Flow, Item
from istoolkit.documents.matrix.said import called
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import NO_FLOW, Described, after, either, names, with_details
from istoolkit.documents.values import Text


def protocol(each: Activity, words: Described) -> str:
    """Return the protocol that the activity is done under: an officer's business function."""
    view = words.view
    return either(str(view["title"]), after("Reference", view["reference"]), after("Version", view["version"]))


def purpose(each: Activity, words: Described) -> str:
    """Return what the processing is for."""
    if each.purpose is None:
        return TO_BE_CONFIRMED if words.picture.undecided("purposes") else NOT_STATED
    said = words.of(each.purpose)
    return either(
        str(said.title),
        str(said.description),
        after("Not to be used for", said.not_for),
        after("Onward use", said.onward_use),
    )


def people(each: Activity, words: Described) -> str:
    """Return whose data it is."""
    return _or_no_flow(each, [line for item in each.items for line in _people(item, words)])


def _people(item: Item, words: Described) -> list[str]:
    known = words.picture.people
    found = []
    for name in _texts(words.of(item).of):
        group = known.get(name.original)
        said = words.of(group) if group else None
        found.append(with_details(said.title, after("ages", said.ages), said.note) if said else str(name))
    return found


def _texts(values: object) -> list[Text]:
    """Return one or several names as texts."""
    if isinstance(values, Text):
        return [values]
    return [each for each in values if isinstance(each, Text)] if hasattr(values, "__iter__") else []


def data(each: Activity, words: Described) -> str:
    """Return the categories of personal data, each with its kind in law and whose it is."""
    return _or_no_flow(each, [_item(item, words) for item in each.items])


def _item(item: Item, words: Described) -> str:
    said = words.of(item)
    return with_details(
        said.title, with_details(said.kind, said.special), after("about", said.of), after("left out", said.excludes)
    )


def sources(each: Activity, words: Described) -> str:
    """Return whom the data comes from, and from which records."""
    came = [name for flow in each.flows for name in _givers(each, words, flow)]
    kept = [f"{words.of(item).title}: {words.of(item).source}" for item in each.items if words.of(item).source]
    return either(*(f"From {name}" for name in came), *kept)


def _givers(each: Activity, words: Described, flow: Flow) -> list[str]:
    if flow.says("inside") or each.party not in flow.recipients:
        return []
    if flow.says("among") or "all" in flow.many("from"):
        return [called(party) for party in flow.senders if party is not each.party]
    return names(getattr(words.of(flow), "from"))


def _or_no_flow(each: Activity, lines: list[str]) -> str:
    if each.picture.flows and not each.flows:
        return NO_FLOW
    return either(*lines)
