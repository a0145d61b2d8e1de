"""What falls due of the organisations that take part: registrations, assurance, contact details, and those that end."""

from collections.abc import Iterator, Mapping

from istoolkit.definitions.formats import date, later
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import pictures
from istoolkit.definitions.register import Register
from istoolkit.rules.support.bodies import bodies, period, posts, registrations
from istoolkit.signoff.attention.falling_due import Due
from istoolkit.words import listed


def of_organisations(register: Register) -> Iterator[Due]:
    """Yield what falls due of the organisations under the protocols asked for."""
    yield from _registrations(register)
    yield from _assurance(register)
    yield from _contacts(register)
    yield from _dissolved(register)


def _due(day: str, kind: str, about: str, what: str, do: str, subject: str) -> Iterator[Due]:
    found = date(day)
    if found:
        yield Due(found, kind, "", about, what, do, subject)


def _registrations(register: Register) -> Iterator[Due]:
    for title, expires, _ in registrations(register):
        what = "The registration with the Information Commissioner ends after this day."
        do = "Ask it to renew, and write the new day in organisations.yaml once it has."
        yield from _due(expires, "registration", title, what, do, title)


def _assurance(register: Register) -> Iterator[Due]:
    for _, party in bodies(register):
        for _, each in records(party.organisation.get("assurance")):
            framework, title = str(each.get("framework", "")), str(party.organisation.get("title", ""))
            do = "Ask it for the new result, and write it in organisations.yaml."
            what = f"The result under “{framework}” ends after this day."
            yield from _due(str(each.get("expires", "")), "assurance", title, what, do, f"{title} {framework}")


def _contacts(register: Register) -> Iterator[Due]:
    """Yield one for each organisation and day, with the posts whose details are to be confirmed by then."""
    every = period(register, "contacts_confirmed_every", "12 months")
    found: dict[tuple[str, str], list[str]] = {}
    for each in posts(register):
        day = later(str(each.said.get("confirmed", "")), every)
        if day:
            name = each.called.removesuffix(f" at {each.body}").strip("“”")
            found.setdefault((each.body, day), []).append(name)
    for (body, day), names in found.items():
        listing = listed(list(dict.fromkeys(names)), "and")
        do = (
            "Ask whether post, mailbox, telephone and deputy are still right, and write today's date under “confirmed”."
        )
        yield from _due(
            day, "contacts", body, f"Contact details are to be confirmed: {listing}.", do, f"{body} {listing}"
        )


def _dissolved(register: Register) -> Iterator[Due]:
    for here in pictures(register):
        for party in here.parties.values():
            if party.organisation.get("dissolved") and "withdrew" not in party.value:
                title, ended = str(party.organisation.get("title", "")), str(party.organisation["dissolved"])
                do = f"Name in its protocols the body that takes its place{_successors(register, party.organisation)}."
                yield from _due(ended, "dissolution", title, "The organisation ceases to exist on this day.", do, title)


def _successors(register: Register, organisation: Mapping[str, object]) -> str:
    names = many(organisation.get("succeeded_by"))
    titles = [str(register.organisations.get(each, {}).get("title", each)) for each in names]
    return f": {listed(titles, 'and')}" if titles else ""
