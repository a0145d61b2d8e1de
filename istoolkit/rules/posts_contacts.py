"""POST: the posts that answer for information, and the standing of the bodies they serve.

This part: how posts are reached, and who stands in.
"""

from collections.abc import Iterable

from istoolkit.definitions.formats import later
from istoolkit.definitions.register import Register
from istoolkit.finding import Path, Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.bodies import Post, period, posts
from istoolkit.words import listed

_NOT_URGENT = ("senior-information-risk-owner", "information-asset-owner", "trainer")


@rule("POST004", "Post without a deputy", severity="warning")
def no_deputy(register: Register) -> Iterable[Problem]:
    """Each key post holder says who stands in for it, and so do the posts of each party to which partners turn. A signatory
    needs no deputy.

    Why: an urgent request or an incident does not wait until someone is back from leave.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          contact: hub@northvale.example
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2026-11-02
        - role: signatory
          organisation: council
          post: Director of children's services
          contact: director@northvale.example
          confirmed: 2026-11-02
    """
    alone: dict[Path, list[Post]] = {}
    for post in posts(register):
        is_of_body = post.at.file == register.organisation_file.file
        if "deputy" not in post.said and not (is_of_body and post.role in _NOT_URGENT):
            alone.setdefault(post.at.path[:2] if is_of_body else (post.at.file, *post.at.path), []).append(post)
    for several in alone.values():
        yield _without_deputies(several)


def _without_deputies(several: list[Post]) -> Problem:
    """Tell of an organisation once, however many of its posts have no deputy."""
    mend = "Write under “deputy” which post stands in."
    if len(several) == 1:
        return Problem(several[0].at, f"{several[0].called} has no deputy.", mend)
    at = Spot(several[0].at.file, several[0].at.path[:-1])
    return Problem(at, f"{listed([post.called for post in several], 'and')} have no deputies.", mend)


@rule("POST005", "Post that cannot be reached", severity="warning")
def no_mailbox(register: Register) -> Iterable[Problem]:
    """Each post that answers for information has a role mailbox, or at least a telephone number.

    Why: partners who do not know where to write write to the wrong person, or to no one.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          confirmed: 2026-11-02

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          phone: 01632 960 115
          confirmed: 2026-11-02
    """
    for post in posts(register):
        if not {"mailbox", "contact", "phone"} & post.said.keys():
            message = f"{post.called} has neither a mailbox nor a telephone number."
            yield Problem(post.at, message, "Add the mailbox of the post, not that of a person.")


@rule("POST006", "Contact details not confirmed for long", severity="warning", of_today=True)
def stale(register: Register) -> Iterable[Problem]:
    """Contact details are confirmed again after the time that register.yaml sets under `contacts_confirmed_every`, which is
    12 months where it says nothing.

    Why: posts move and mailboxes close. A report of harm that goes to a dead mailbox is not heard.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2025-11-30

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2025-12-01
    """
    every = period(register, "contacts_confirmed_every", "12 months")
    for post in posts(register) if register.on else ():
        last = str(post.said.get("confirmed", ""))
        until = later(last, every)
        if until and until < str(register.on):
            spot = Spot(post.at.file, (*post.at.path, "confirmed"))
            message = f"{post.called} was last confirmed on {last}, more than {every} ago."
            yield Problem(spot, message, "Ask whether post, mailbox and deputy are still right and write today's date.")


@rule("POST013", "Contact details never confirmed", severity="note")
def never_confirmed(register: Register) -> Iterable[Problem]:
    """Each post that answers for information says when its details were last confirmed.

    Why: details without a day never grow old in the register, however old they are.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Early help hub manager
          deputy: Senior hub practitioner
          contact: hub@northvale.example
          confirmed: 2026-11-02
    """
    for post in posts(register):
        if "confirmed" not in post.said:
            message = f"It is not said when {post.called} was last confirmed."
            yield Problem(post.at, message, "Ask whether the details are right and write the day under “confirmed”.")
