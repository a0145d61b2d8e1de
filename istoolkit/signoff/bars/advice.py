"""Advice against a protocol that nobody has answered yet."""

from collections.abc import Iterator

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff import entries as happened
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.entries import ALL_THE_SAME, Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.told import words_of


def unanswered_advice(register: Register, protocol: Protocol) -> list[Entry]:
    """Return the last view of each adviser where it is against, and no later request gives a reason for going on."""
    last: dict[tuple[str, ...], Entry] = {}
    for each in record_of(register, protocol).of(happened.ADVISED, happened.REQUESTED):
        if each.what == happened.ADVISED:
            last[(each.text("role"), *each.signer)] = each
        elif ALL_THE_SAME in each.text("note"):
            last.clear()
    return [each for each in last.values() if each.text("opinion") == "against"]


def of_advice(register: Register, protocol: Protocol, key: tuple[str, str] | None = None) -> Iterator[Bar]:
    """Yield a bar for each view against it that is not answered; only what bears on one that signs where ``key`` is given."""
    for each in unanswered_advice(register, protocol):
        if key is None or each.signer in (key, (key[0], ""), ("", "")):
            role, when = words_of("post_roles", each.text("role")), long_date(each.date)
            words = f"The {role} advised against version {each.version} on {when}: “{each.text('advice').rstrip('.')}”."
            yield Bar(words, "Follow the advice and ask again, or say why it is not followed.", "reason")
