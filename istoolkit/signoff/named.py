"""Finding who is meant by a name: a party, a member of an open class, or what either is called."""

from dataclasses import replace

from istoolkit.definitions.formats import date, long_date
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Party
from istoolkit.signoff.signatories import Signatory, signatories
from istoolkit.words import did_you_mean, listed

_MANY = 8
"""How many names a message lists."""


class NotNamed(Exception):
    """A name does not stand for one that signs. The text says why and what to do."""


def signatory_named(register: Register, protocol: Protocol, name: str) -> Signatory:
    """Return the one that signs and is meant by a name: ``schools/alderbank-primary``, ``alderbank-primary``, its title.

    Raises NotNamed where there is none, or more than one.
    """
    everyone = signatories(register, protocol)
    parties = picture(register, protocol).parties
    found = [each for each in everyone if each.id == name] or [
        each for each in everyone if _is_called(each, name, parties.get(each.party))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotNamed(f"“{name}” may be {listed(each.id for each in found)}. Write which one.")
    raise NotNamed(_unknown(register, protocol, name))


def party_or_signatory(register: Register, protocol: Protocol, name: str) -> tuple[str, str]:
    """Return the party and member that a name stands for; the member is "" where a whole class is meant. Raises NotNamed."""
    party = _party(register, protocol, name)
    whole = party is not None and any(
        each.member for each in signatories(register, protocol) if each.party == party.name
    )
    return (party.name, "") if party and whole else signatory_named(register, protocol, name).key


def title_of(register: Register, protocol: Protocol, party: str, member: str = "") -> str:
    """Return what a party or member is called, also where it has left; its name where it is not known any more."""
    known = picture(register, protocol).parties.get(party)
    if not member:
        return known.title if known else party
    row = next((each for each in _rows(register, known) if each.get("id") == member), {})
    return row.get("name", member)


def on_day(register: Register, day: str) -> Register:
    """Return the register as it is looked at on an ISO day, so that who takes part on that day is found."""
    when = date(day)
    return replace(register, on=when) if when else register


def _is_called(signatory: Signatory, name: str, party: Party | None) -> bool:
    """Whether a name may stand for one that signs; capitals make no difference, and a class may go before a member."""
    names = {signatory.id, signatory.member, signatory.title, f"{signatory.party}/{signatory.title}"}
    if signatory.member and party is not None:
        names |= {f"{party.title}/{signatory.member}", f"{party.title}/{signatory.title}"}
    return name.casefold() in {each.casefold() for each in names if each}


def _party(register: Register, protocol: Protocol, name: str) -> Party | None:
    """Return the party of a name or title; capitals make no difference."""
    parties = picture(register, protocol).parties
    called = (each for each in parties.values() if name.casefold() in (each.name.casefold(), each.title.casefold()))
    return parties.get(name) or next(called, None)


def _rows(register: Register, party: Party | None) -> list[dict[str, str]]:
    return register.members_in(party.text("members")) if party else []


def _unknown(register: Register, protocol: Protocol, name: str) -> str:
    """Say why a name is not that of one that signs."""
    first, _, member = name.partition("/")
    party = _party(register, protocol, first)
    if party is not None and party.says("class"):
        return _of_class(register, protocol, party, member)
    if party is not None and not member:
        return _of_party(party)
    known = [name for each in signatories(register, protocol) for name in (each.id, each.member) if name]
    guess = did_you_mean(name, [*known, *(each.title for each in signatories(register, protocol))])
    return f"“{name}” does not sign {protocol.id}. {guess or _there_are(register, protocol)}"


def _of_party(party: Party) -> str:
    if party.day("withdrew"):
        return f"{party.title} left on {long_date(party.text('withdrew'))}. It does not sign any more."
    law = "Its contract binds it (UK GDPR Article 28)."
    return f"{party.title} is a processor and does not sign. {law} Where it should, write “signed_by” at the party."


def _of_class(register: Register, protocol: Protocol, party: Party, member: str) -> str:
    rows = _rows(register, party)
    row = next((each for each in rows if each.get("id") == member), None)
    if row is not None:
        return f"{row.get('name', member)} left on {long_date(row.get('left', ''))}. It does not sign any more."
    file = party.text("members")
    if not rows:
        mend = f"Write one in {file}" if file else "Write one, and name it under “members” at the party"
        return f"{party.title} is an open class, and no list of its members is kept. {mend}. Then each member can sign."
    ids = [each["id"] for each in rows if "id" in each]
    if not member:
        return f"{party.title} is an open class: each member signs for itself. Name one, such as {party.name}/{ids[0]}."
    guess = did_you_mean(member, ids)
    return f"“{member}” is not in {file}. {guess or 'Add it there first, with the day on which it joins.'}"


def _there_are(register: Register, protocol: Protocol) -> str:
    names = list(dict.fromkeys(each.party if each.member else each.id for each in signatories(register, protocol)))
    more = [f"{len(names) - _MANY} more"] if len(names) > _MANY + 1 else []
    return f"There are {listed([*(names[:_MANY] if more else names), *more], 'and')}."
