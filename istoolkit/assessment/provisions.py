"""What the law on impact assessments is called for the parties of a protocol: Part 3 has its own provisions."""

from typing import NamedTuple

from istoolkit.definitions.picture import Picture
from istoolkit.words import listed


class Law(NamedTuple):
    """The provisions on an assessment, on consulting the Commissioner and on looking again, as they apply to the parties."""

    assessing: str
    consulting: str
    reviewing: str


def law(here: Picture) -> Law:
    """Return which law asks for the assessment and for prior consultation: Part 3 has its own (Data Protection Act 2018)."""
    police, others = _under_part_3(here), _under_uk_gdpr(here)
    return Law(
        _named("Article 35", "64", police, others),
        _named("Article 36", "65", police, others),
        "UK GDPR Article 35(11)" if others else "",
    )


def part_3(here: Picture) -> str:
    """Return in a sentence what asks for an assessment of parties that act under Part 3; "" where none does."""
    police = _under_part_3(here)
    if not police:
        return ""
    place = "beside" if _under_uk_gdpr(here) else "in the place of"
    return (
        f"{_acting(police)} under Part 3. There, section 64 of the Data Protection Act 2018 asks for an assessment where a "
        f"high risk is likely, and section 65 for prior consultation, {place} UK GDPR Articles 35 and 36."
    )


def _under_part_3(here: Picture) -> list[str]:
    return list(dict.fromkeys(each.title for basis in here.bases if basis.is_law_enforcement for each in basis.parties))


def _under_uk_gdpr(here: Picture) -> bool:
    return not here.bases or any(not basis.is_law_enforcement for basis in here.bases)


def _acting(police: list[str]) -> str:
    return f"{listed(police, 'and')} {'acts' if len(police) == 1 else 'act'}"


def _named(article: str, section: str, police: list[str], others: bool) -> str:
    general = f"UK GDPR {article}" if others else ""
    if not police:
        return general
    special = f"Data Protection Act 2018 section {section}, where {_acting(police)} under Part 3"
    return f"{general}; {special}" if general else special
