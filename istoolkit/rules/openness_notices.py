"""OPEN: what people are told, how they use their rights and how they complain.

This part: privacy notices.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from istoolkit.definitions.inherit import Said
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.picture import Picture, pictures
from istoolkit.definitions.register import Register
from istoolkit.definitions.things import Party, Thing
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.naming import some
from istoolkit.rules.support.telling import is_asked, place, texts_of
from istoolkit.words import listed


def _notices(picture: Picture) -> Iterator[Thing]:
    """Yield the privacy notices that a protocol itself names."""
    term = picture.term("openness", "notices")
    if term and term.protocol is picture.protocol:
        yield from (Thing(Said(value, term.protocol, (*term.path, index))) for index, value in records(term.value))


@rule(
    "OPEN001",
    "Notice names a body that takes no part",
    severity="warning",
    source="UK GDPR Articles 13(1)(e) and 14(1)(e)",
)
def recipient_in_notice_only(register: Register) -> Iterable[Problem]:
    """The recipients that a privacy notice names are parties to the protocol.

    Why: people are told that a body gets their information, and nothing here says on what law, how safely or for how long.

    Wrong:

        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01,
             recipients: [trust, charity]}

    Right:

        openness:
          notices:
          - {owner: Northvale Council, title: Early help notice, link: northvale.example/privacy, date: 2026-10-01,
             recipients: [trust, supplier]}
    """
    for picture in pictures(register):
        for notice in _notices(picture):
            parties = [each.organisation for each in picture.parties.values()]
            kinds = {each.kind for each in picture.parties.values() if not each.organisation}
            for index, name in enumerate(many(notice.value.get("recipients"))):
                body = register.organisations.get(name)
                if body and body.get("kind") not in kinds and not any(_are_one(body, each) for each in parties):
                    message = f"“{notice.title}” names {body.get('title', name)} as a recipient. It takes no part here."
                    mend = "Make it a party and say what it receives, or have the notice put right."
                    yield Problem(notice.at("recipients", index), message, mend)


def _are_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two bodies are the same, or one is a part or the successor of the other."""
    return any(
        first.get("id")
        in (
            second.get("id"),
            *many(second.get("part_of")),
            *many(second.get("made_up_of")),
            *many(second.get("succeeded_by")),
        )
        for first, second in ((one, other), (other, one))
        if first.get("id")
    )


@rule("OPEN002", "Notice leaves out a recipient", severity="note", source="UK GDPR Articles 13(1)(e) and 14(1)(e)")
def recipient_not_in_notice(register: Register) -> Iterable[Problem]:
    """A privacy notice for which the protocol lists recipients lists every body that gets personal information from the
    party whose notice it is.

    Why: people are told who receives their information, or what sorts of bodies do.

    Wrong:

        openness:
          notices:
          - {owner: Northvale NHS Trust, title: Patient notice, link: trust.example/privacy, date: 2026-10-01,
             recipients: [police]}

    Right:

        openness:
          notices:
          - {owner: Northvale NHS Trust, title: Patient notice, link: trust.example/privacy, date: 2026-10-01,
             recipients: [council]}
    """
    for picture in pictures(register):
        for notice in _notices(picture):
            named = [register.organisations.get(each, {}) for each in notice.many("recipients")]
            left = [each for each in _receive_from(picture, notice.text("owner")) if _is_left_out(each, named)]
            if named and left and not notice.unknown("recipients"):
                message = f"“{notice.title}” does not name {some([each.title for each in left])} among its recipients."
                mend = (
                    "Confirm that the notice tells people, by name or by the sort of body, and add what it names here."
                )
                yield Problem(notice.at("recipients"), message, mend)


def _is_left_out(party: Party, named: Sequence[Mapping[str, Any]]) -> bool:
    return bool(party.organisation) and not any(_are_one(party.organisation, each) for each in named)


def _receive_from(picture: Picture, owner: str) -> list[Party]:
    """Return the controllers that get personal information from the party whose name or organisation's name is given."""
    owners = {
        each for each in picture.parties.values() if owner and owner in (each.title, each.organisation.get("title"))
    }
    own = [each.organisation for each in owners]
    flows = [each for each in picture.personal_flows if owners & set(each.senders)]
    found = dict.fromkeys(party for flow in flows for party in flow.recipients if not party.is_processor)
    return [each for each in found if each not in owners and not any(_are_one(each.organisation, one) for one in own)]


@rule("OPEN009", "Privacy notice that is hard to find", severity="note", source="UK GDPR Article 12(1)")
def vague_notice(register: Register) -> Iterable[Problem]:
    """A privacy notice is named with whose it is, where it is and when it was last changed.

    Why: partners check that the notice tells people of this sharing, and they must know which text they checked.

    Wrong:

        openness:
          notices:
          - {title: Early help privacy notice, link: northvale.example/privacy}

    Right:

        openness:
          notices:
          - {title: Early help privacy notice, owner: Northvale Council, link: northvale.example/privacy, date: 2026-10-01}
    """
    parts = {"owner": "whose it is", "link": "where it is", "date": "when it was last changed"}
    for picture in pictures(register):
        for notice in _notices(picture):
            if left := [name for name in parts if not notice.says(name)]:
                message = f"Nothing says of “{notice.title}” {listed([parts[name] for name in left], 'or')}."
                mend = f"Add {listed([f'“{name}”' for name in left], 'and')}."
                yield Problem(notice.at("title"), message, mend)


_NOTICE = re.compile(r"\b(?:notices?|website|leaflets?|hysbysiad)\b", re.IGNORECASE)


@rule("OPEN010", "No privacy notice", severity="warning", source="UK GDPR Articles 13 and 14")
def no_notice(register: Register) -> Iterable[Problem]:
    """The protocol or one above names the privacy notices that tell people of the sharing, or says in words that there is
    one.

    Why: each controller that shares tells people so in its notice. Partners check that every notice does.

    Wrong:

        # framework/protocol.yaml
        openness:
          told_when: At the first meeting
          not_told_when: Where it would put someone at risk
          children: Their worker explains it

    Right:

        # framework/protocol.yaml
        openness:
          told_when: At the first meeting, with the notice of the partner that meets them
          not_told_when: Where it would put someone at risk
          children: Their worker explains it
    """
    for picture in pictures(register):
        if is_asked(picture, "openness") and not picture.says("openness", "notices"):
            told = [each.text("told") for flow in picture.flows for each in flow.circumstances]
            if not any(map(_NOTICE.search, [*texts_of(picture, "openness"), *told])):
                message = "No privacy notice is named that tells people of this sharing."
                mend = "Name under “notices” each party's notice: whose it is, its title, where it is and its date."
                yield Problem(place(picture, "openness"), message, mend)
