"""What protocols add to an outcome: that they do not speak of it, or that they ask for agreement first."""

from dataclasses import replace

from istoolkit.decision.facts import Facts
from istoolkit.decision.tree import NO, Route

_SHARED = ("share", "share-with-consent")
_ASK = "Ask for agreement before you share, unless asking would put someone at risk"
_BY_WHAT = "No protocol looked at covers this: ask your data protection officer before you share"


def with_protocols(route: Route, facts: Facts) -> Route:
    """Return a way whose outcome says what the protocols looked at add to it. Only where it is to share.

    Agreement is their condition only where the person concerned was not asked about on this way and neither a duty nor
    serious harm or crime was found: where one was, nobody waits for agreement.
    """
    if route.outcome.result not in _SHARED:
        return route
    plain = _is_plain(route)
    asked = facts.asks_first if plain else ""
    steps = [_ASK] if asked else []
    if facts.gap and plain:
        steps.append(_BY_WHAT)
    if not asked and not facts.gap:
        return route
    title = f"{route.outcome.title}, with the agreement that the protocol asks for" if asked else route.outcome.title
    text = " ".join(filter(None, (asked, facts.gap, route.outcome.text)))
    return replace(route, outcome=replace(route.outcome, title=title, text=text, do=(*steps, *route.outcome.do)))


def _is_plain(route: Route) -> bool:
    words = {each.question.id: each.answer.word for each in route.steps}
    binds = any(words.get(name, NO) != NO for name in ("duty", "ground"))
    return not binds and "consent" not in words and words.get("person") != NO
