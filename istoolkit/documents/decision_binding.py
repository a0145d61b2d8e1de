"""What binds in a decision: bodies on which a duty does not lie, and protocols that ask for agreement first."""

from collections.abc import Iterator, Sequence

from istoolkit.decision.tree import Tree
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import many
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.matrix.exchanges import Exchange
from istoolkit.documents.matrix.naming import Meant
from istoolkit.documents.matrix.said import joined


def bound_lines(register: Register, protocols: Sequence[Protocol], giver: Meant, tree: Tree) -> Iterator[str]:
    """Yield, of each law on which an answer about a duty rests, whom it binds, and that it does not bind a giver of this kind."""
    kinds = {
        party.kind
        for each in protocols
        for name, party in picture(register, each).parties.items()
        if (each.id, name) in giver.ends
    }
    question = tree.questions.get("duty")
    names = dict.fromkeys(law for each in question.answers for law in each.laws) if question else ()
    provisions = law_of(register).provisions
    for record in (provisions[name] for name in names if name in provisions):
        listed_kinds = {*many(record.get("disclosers"))}
        if not listed_kinds or not kinds - {""}:
            continue
        if not kinds & listed_kinds:
            yield f"{record['title']} does not bind {giver.called} as the kind of organisation that it is."
        if limits := joined(many(record.get("limits")), "; "):
            yield f"{record['title']} has these limits: {limits}."


def asks_first(register: Register, found: Sequence[Exchange]) -> str:
    """Return, as a sentence, where protocols have agreement sought in what may pass; "" where they do not."""
    asked: dict[str, dict[str, None]] = {}
    for each in found:
        circumstances = picture(register, register.protocols[each.protocol]).circumstances
        for one in each.flow.occasions:
            if one.id in circumstances and circumstances[one.id].text("consent") == "sought":
                asked.setdefault(each.protocol_title, {})[f"“{one.title}”"] = None
    if not asked:
        return ""
    alone = len({each.protocol for each in found}) == 1
    said = [
        f"{'This protocol' if alone else title} asks for agreement first in: {joined(where)}."
        for title, where in asked.items()
    ]
    return " ".join(said)
