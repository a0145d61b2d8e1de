"""Answers to the questions about what sort of data it is, how much, and how it is put together."""

from istoolkit.assessment.answers import Reply, answers, no, unclear, yes
from istoolkit.assessment.signs import carried, named, sensitive
from istoolkit.definitions.formats import YES
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.things import Party


@answers("sensitive-data")
def sensitive_data(here: Picture) -> Reply:
    """WP 248 criterion 4: also data that is highly personal, as what was given in confidence is."""
    found = sensitive(here)
    if found:
        return yes(f"It has special category or criminal offence data: {named([each.title for each in found])}.")
    private = [each.title for each in carried(here) if each.text("confidential") in YES]
    if private:
        return yes(f"It has information given in confidence: {named(private)}.")
    return _nothing_shared(here) or no(
        "No item is special category or criminal offence data or was given in confidence."
    )


def _nothing_shared(here: Picture) -> Reply | None:
    return None if here.personal_flows else unclear("The definition names no flow of information about people.")


def _volumes(here: Picture) -> str:
    said = [each.text("volume") for each in (*carried(here), *here.personal_flows) if each.text("volume")]
    if not said:
        return "The definition does not say how many people it concerns."
    return f"Of how many, the definition says {named(list(dict.fromkeys(said)))}. Judge whether that is large."


@answers("large-scale")
def large_scale(here: Picture) -> Reply:
    """WP 248 criterion 5. No law gives a number, so no definition settles it."""
    return unclear(_volumes(here))


@answers("large-scale-sensitive")
def large_scale_sensitive(here: Picture) -> Reply:
    """UK GDPR Article 35(3)(b)."""
    found = sensitive(here)
    if not found:
        return _nothing_shared(here) or no("No flow carries special category or criminal offence data.")
    what = f"It has such data: {named([each.title for each in found])}."
    return unclear(f"{what} {_volumes(here)}")


@answers("biometric-data")
def biometric_data(here: Picture) -> Reply:
    """The list of the ICO: biometric data, in combination with a European criterion."""
    return _category(here, "biometric", "biometric")


@answers("genetic-data")
def genetic_data(here: Picture) -> Reply:
    """The list of the ICO: genetic data, in combination with a European criterion."""
    return _category(here, "genetic", "genetic")


def _category(here: Picture, name: str, called: str) -> Reply:
    found = [each.title for each in carried(here) if name in each.many("special")]
    if found:
        return yes(f"It has {called} data: {named(found)}.")
    return _nothing_shared(here) or no(f"No item is {called} data.")


@answers("data-matching", "matching-or-combining")
def combining(here: Picture) -> Reply:
    """The list of the ICO, and WP 248 criterion 6: data from several sources that is combined, compared or matched."""
    sources = _sources(here)
    if sources:
        most = max(sources, key=lambda party: len(sources[party]))
        return yes(
            f"{most.title} receives information about people from {len(sources[most])} others and can combine it."
        )
    matched = [each.title for each in carried(here) if each.says("identifier")]
    if matched:
        return unclear(f"Records can be matched by {named(matched)}. The definition does not say whether they are.")
    return _nothing_shared(here) or no("Nobody receives information about people from more than one other.")


def _sources(here: Picture) -> dict[Party, set[Party]]:
    """Return who receives information about people from two others or more, with those others."""
    found: dict[Party, set[Party]] = {}
    for flow in here.personal_flows:
        for each in flow.recipients:
            if not each.is_processor:
                found.setdefault(each, set()).update(set(flow.senders) - {each})
    return {party: givers for party, givers in found.items() if len(givers) > 1}
