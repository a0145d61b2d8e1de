"""REVW: a protocol is reviewed in time, in force when it may be, and no draft.

This part: parties that are no more.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from istoolkit.definitions.formats import date
from istoolkit.definitions.leaves import many
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.words import listed


@rule("REVW009", "Party that has been dissolved", severity="warning", of_today=True)
def dissolved(register: Register) -> Iterable[Problem]:
    """A party to a protocol exists on the day. One that is dissolved while a protocol is in force withdraws from it, and the
    body that takes its place is named.

    Why: an organisation that is no more can neither give, nor receive, nor answer for what it received.

    Wrong:

        in_force: 2026-11-02
        # organisations.yaml
        organisations:
        - {id: police, title: Northvale Police, kind: police, nations: [england], dissolved: 2026-11-30, succeeded_by: council,
           ico: {number: Z0000003, expires: 2027-08-31}, posts: [
             {role: data-protection-officer, post: Data protection officer, mailbox: dpo@police.example,
               deputy: Deputy data protection officer, confirmed: 2026-10-01},
             {role: senior-information-risk-owner, post: Deputy chief constable, mailbox: siro@police.example,
               deputy: Assistant chief constable, confirmed: 2026-10-01}]}
        # framework/protocol.yaml
        in_force: 2026-11-02

    Right:

        in_force: 2026-11-02
        # organisations.yaml
        organisations:
        - {id: police, title: Northvale Police, kind: police, nations: [england], dissolved: 2026-12-01, succeeded_by: council,
           ico: {number: Z0000003, expires: 2027-08-31}, posts: [
             {role: data-protection-officer, post: Data protection officer, mailbox: dpo@police.example,
               deputy: Deputy data protection officer, confirmed: 2026-10-01},
             {role: senior-information-risk-owner, post: Deputy chief constable, mailbox: siro@police.example,
               deputy: Assistant chief constable, confirmed: 2026-10-01}]}
        # framework/protocol.yaml
        in_force: 2026-11-02
    """
    for protocol in register.checked() if register.on else ():
        begins = date(protocol.text("in_force"))
        for index, party in protocol.entries("parties"):
            organisation = register.organisations.get(str(party.get("organisation")), {})
            ended = date(str(organisation.get("dissolved")))
            if ended and register.on and begins and begins <= ended < register.on and not _has_left(party, register.on):
                called = organisation.get("title") or party.get("organisation")
                titles = [
                    register.organisations.get(each, {}).get("title", each)
                    for each in many(organisation.get("succeeded_by"))
                ]
                body = (
                    f"Name {listed(titles, 'and')}, which took its place"
                    if titles
                    else "Name the body that took its place"
                )
                yield Problem(
                    protocol.at("parties", index, "organisation"),
                    f"{called} was dissolved on {ended}. Nothing may be shared with it.",
                    f"{body}, and write under “withdrew” the day on which it ended.",
                )


def _has_left(party: Mapping[str, Any], on: datetime.date) -> bool:
    left = date(str(party.get("withdrew")))
    return left is not None and left <= on
