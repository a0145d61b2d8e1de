"""The law that an activity rests on: the further columns of the Information Commissioner's template for controllers."""

from typing import Any

from istoolkit.definitions.formats import NOT_STATED, TO_BE_CONFIRMED
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import DOES_NOT_APPLY, Described, after, either
from istoolkit.documents.values import NOTHING
from istoolkit.words import capital

PART_3 = "Data Protection Act 2018 section 61 (law enforcement processing, Part 3)"
ARTICLE_30 = "UK GDPR Article 30(1)"
PART_4 = "Data Protection Act 2018 Part 4 (intelligence services)"


def record(each: Activity, words: Described) -> str:
    """Return the law that asks for this line of the record."""
    of = each.basis or each.party
    if of.unknown("regime"):
        return str(words.of(of).regime)
    if each.is_law_enforcement:
        return PART_3
    if of.text("regime") == "intelligence-services":
        return PART_4
    return NOT_STATED if each.basis is None and each.party.role == "competent-authority" else ARTICLE_30


def article_6(each: Activity, words: Described) -> str:
    """Return the lawful basis under Article 6."""
    said = _basis(each, words)
    told = (capital(said.article_6), str(said.annex_1), str(said.article_6_because), after("Why", said.why))
    return _or_not_here(each, any((said.article_6, said.annex_1)), told)


def article_9(each: Activity, words: Described) -> str:
    """Return the condition for special category data."""
    said = _basis(each, words)
    wanted = any(item.is_special for item in each.items)
    return _or_not_wanted(each, wanted, (capital(said.article_9),), "kind", "special")


def article_10(each: Activity, words: Described) -> str:
    """Return the authority for criminal offence data."""
    said = _basis(each, words)
    wanted = any(item.is_criminal for item in each.items)
    return _or_not_wanted(each, wanted, (capital(said.article_10),), "kind")


def schedule_1(each: Activity, words: Described) -> str:
    """Return the condition in Schedule 1 to the Data Protection Act 2018."""
    said = _basis(each, words)
    told = (
        *(capital(one) for one in said.schedule_1 or ()),
        str(said.schedule_1_because),
        after("Why consent is not sought", said.consent_not_sought_because),
        after("Who is protected", said.protects),
    )
    return _or_not_wanted(each, _is_sensitive(each), told, "kind", "special")


def policy(each: Activity, words: Described) -> str:
    """Return the appropriate policy document."""
    said = _basis(each, words)
    paragraphs = each.basis.many("schedule_1") if each.basis else []
    known = [each.picture.law.chosen("schedule_1", name) for name in paragraphs]
    wanted = _is_sensitive(each) if not paragraphs else any("policy-document" in one.get("needs", ()) for one in known)
    if each.is_law_enforcement:
        return either(str(said.policy_document)) if said.policy_document or _is_sensitive(each) else DOES_NOT_APPLY
    if not said.policy_document and not wanted and each.basis and each.basis.unknown("schedule_1"):
        return TO_BE_CONFIRMED
    kinds = () if paragraphs else ("kind", "special")
    return _or_not_wanted(each, wanted, (str(said.policy_document),), *kinds)


def policy_followed(each: Activity, words: Described) -> str:
    """Return whether data is kept and erased as the policy document says. A definition has no place for it."""
    return DOES_NOT_APPLY if policy(each, words) == DOES_NOT_APPLY else NOT_STATED


def part_3(each: Activity, words: Described) -> str:
    """Return the basis for law enforcement processing, with the condition for sensitive processing."""
    said = _basis(each, words)
    if not each.is_law_enforcement and not (said.part_3 or said.schedule_8):
        return _other_basis(each) if each.basis else NOT_STATED
    return either(capital(said.part_3), after("Schedule 8", said.schedule_8), after("Why", said.why))


def powers(each: Activity, words: Described) -> str:
    """Return the powers and duties to share: the legal basis that section 61(2) asks for."""
    said = _basis(each, words)
    return either(
        *map(str, said.gateways or ()), after("Request", said.request), after("Register", said.register_entry)
    )


def interests(each: Activity, words: Described) -> str:
    """Return the legitimate interests that are pursued."""
    if not _rests_on(each, "legitimate-interests", "recognised-legitimate-interest"):
        return _other_basis(each)
    said = _basis(each, words)
    return either(capital(said.annex_1), str(said.article_6_because))


def interests_assessment(each: Activity, words: Described) -> str:
    """Return where the assessment of legitimate interests is. A definition has no place for it."""
    return NOT_STATED if _rests_on(each, "legitimate-interests") else _other_basis(each)


def consent_record(each: Activity, words: Described) -> str:
    """Return where the record of consent is. A definition has no place for it."""
    return NOT_STATED if _rests_on(each, "consent") else _other_basis(each)


def exemptions(each: Activity, words: Described) -> str:
    """Return the exemptions from people's rights that are relied on."""
    said = _basis(each, words)
    return either(str(said.exemptions), after("Opt-outs and objections", said.opt_out))


def _basis(each: Activity, words: Described) -> Any:
    return words.of(each.basis) if each.basis else NOTHING


def _is_sensitive(each: Activity) -> bool:
    return any(item.is_special or item.is_criminal for item in each.items)


def _rests_on(each: Activity, *names: str) -> bool:
    return each.basis is not None and each.basis.text("article_6") in names


def _other_basis(each: Activity) -> str:
    """Return that something does not apply; where the basis is not known, that it is to be confirmed or not stated."""
    if each.basis is None:
        return NOT_STATED
    if each.basis.text("article_6") or each.is_law_enforcement:
        return DOES_NOT_APPLY
    is_open = each.basis.unknown("article_6") or each.basis.unknown("regime")
    return TO_BE_CONFIRMED if is_open else NOT_STATED


def _or_not_here(each: Activity, is_said: bool, told: tuple[str, ...]) -> str:
    return DOES_NOT_APPLY if each.is_law_enforcement and not is_said else either(*told)


def _or_not_wanted(each: Activity, wanted: bool, told: tuple[str, ...], *kinds: str) -> str:
    """Return what is said; where nothing is, whether the kind of data would want it.

    ``kinds`` are the fields of an item that tell its kind. While they are not known, nobody can say that it does not apply.
    """
    if any(told):
        return either(*told)
    if each.is_law_enforcement:
        return DOES_NOT_APPLY
    return NOT_STATED if wanted else _unless_unknown(each, kinds)


def _unless_unknown(each: Activity, kinds: tuple[str, ...]) -> str:
    """Return that something does not apply, unless what would tell is still to be confirmed or left out."""
    if not kinds:
        return DOES_NOT_APPLY
    is_open = any(flow.unknown("information") for flow in each.flows)
    if is_open or any(item.unknown(name) for item in each.items for name in kinds):
        return TO_BE_CONFIRMED
    return DOES_NOT_APPLY if all(item.kind for item in each.items) else NOT_STATED
