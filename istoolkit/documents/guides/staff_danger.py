"""What stands first in a staff guide: how the party tells of danger or significant harm, and the number to ring."""

from collections.abc import Iterator

from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.guides.staff_contacts import telephone
from istoolkit.documents.guides.staff_material import Material, social_care
from istoolkit.documents.guides.staff_shares import Share, is_danger, shares
from istoolkit.documents.matrix.said import joined, title_of
from istoolkit.documents.paper import Span, Words
from istoolkit.documents.wording import told as in_words


def told(register: Register, protocol: Protocol, name: str, most: Material) -> Iterator[Words]:
    """Yield how staff of a party, which ``name`` is, tell of danger or harm: by the flows here or else above, and the number to ring."""
    for each in (protocol, *register.above(protocol)):
        if name not in picture(register, each).parties:
            continue
        found = [_flow(one) for one in shares(register, each, name) if is_danger(one)]
        if found:
            yield from (_under(each, one) if each is not protocol else one for one in found)
            break
    if numbers := [*_numbers(most)]:
        yield (Span("To tell of harm to a child: ", bold=True), *numbers)


def _flow(each: Share) -> tuple[Span | str, ...]:
    when, soon = each.flow.trigger or each.flow.often, each.passing.within
    by = f"By: {joined(each.ways, ', ')}" if each.ways else ""
    usual = joined([when, by, f"Within: {soon}" if soon else ""], ". ")
    label = "Urgent" if each.urgent else "Harm"
    return (Span(f"{label}: {each.passing.title.rstrip('.')}. ", bold=True), f"{(each.urgent or usual).rstrip('.')}.")


def _under(above: Protocol, words: tuple[Span | str, ...]) -> Words:
    return (*words, f" (From: {title_of(above)}.)")


def _numbers(most: Material) -> Iterator[Span | str]:
    """Yield whom to ring of social care, each with its number, or its page where it has none."""
    for each in social_care(most):
        phone, link = in_words(each.get("phone")), in_words(each.get("link"))
        reach = telephone(phone) if phone else Span(link, link=f"https://{link}")
        later = str(each.get("when", "")).partition(". ")[2].rstrip(".") if phone else ""
        yield f"{each['title']}, "
        yield reach
        yield f". {later}. " if later else ". "
