"""WAIV: findings that someone decided to live with."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import date
from istoolkit.definitions.register import Register
from istoolkit.definitions.waivers import NEVER, Written, has_expired, waivers_of
from istoolkit.finding import Problem, Spot
from istoolkit.rules import catalogue, rule, used_waivers
from istoolkit.words import did_you_mean


def _all(register: Register) -> Iterator[Written]:
    """Yield the waivers of the protocols that were asked for; those of the organisations too."""
    files = {each.source.file for each in register.checked()} | {register.organisation_file.file}
    files |= {each.file for name, each in register.assessments.items() if name in register.asked}
    for (file, _), found in waivers_of(register).items():
        if file in files:
            yield from found


@rule("WAIV001", "Waiver of a rule that cannot be waived")
def unknown(register: Register) -> Iterable[Problem]:
    """A waiver names a rule, and it is one whose findings may be waived. Those on how a file is written, on what is still to
    be confirmed and on waivers may not.

    Why: a waiver that names no rule waives nothing, and no one would notice.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Information governance manager
          deputy: Information governance officer
          contact: ig@northvale.example
          confirmed: 2026-11-02
          waivers:
          - {rule: POST4, because: The deputy starts in January, by: Data protection officer, until: 2027-01-31}

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Information governance manager
          contact: ig@northvale.example
          confirmed: 2026-11-02
          waivers:
          - {rule: POST004, because: The deputy starts in January, by: Data protection officer, until: 2027-01-31}
    """
    codes = [each.code for each in catalogue()]
    for each in _all(register):
        at = Spot(each.at.file, (*each.at.path, "rule"))
        if each.rule not in codes:
            mend = did_you_mean(each.rule.upper(), codes) or "istoolkit rules lists them."
            yield Problem(at, f"There is no rule “{each.rule}” to waive.", mend)
        elif each.rule.startswith(NEVER):
            yield Problem(at, f"What {each.rule} finds cannot be waived.", "Mend it, and take the waiver out.")


@rule("WAIV002", "Waiver that has run out", severity="warning", of_today=True)
def expired(register: Register) -> Iterable[Problem]:
    """A waiver holds until the day it names. After that its finding counts again.

    Why: a waiver is for a time. Someone must look again and decide anew.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Information governance manager
          deputy: Information governance officer
          contact: ig@northvale.example
          confirmed: 2026-11-02
          waivers:
          - {rule: POST004, because: The post was to be filled, by: Data protection officer, until: 2026-01-31}

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Information governance manager
          contact: ig@northvale.example
          confirmed: 2026-11-02
          waivers:
          - {rule: POST004, because: The deputy starts in January, by: Data protection officer, until: 2027-01-31}
    """
    for each in _all(register):
        if has_expired(register, each):
            message = f"The waiver of {each.rule} ran out on {date(each.waiver.until)}."
            yield Problem(each.at, message, "Mend what it waived, or decide anew and give a later day.")


@rule("WAIV003", "Waiver that waives nothing", severity="warning", last=True)
def unused(register: Register) -> Iterable[Problem]:
    """A waiver stands beside a finding that is there.

    Why: what it waived was mended, or it stands in the wrong place. Left there, it would hide the next finding of its kind.

    Wrong:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Information governance manager
          deputy: Information governance officer
          contact: ig@northvale.example
          confirmed: 2026-11-02
          waivers:
          - {rule: POST004, because: The deputy starts in January, by: Data protection officer, until: 2027-01-31}

    Right:

        key_post_holders:
        - role: protocol-manager
          organisation: council
          post: Information governance manager
          contact: ig@northvale.example
          confirmed: 2026-11-02
          waivers:
          - {rule: POST004, because: The deputy starts in January, by: Data protection officer, until: 2027-01-31}
    """
    if not register.whole:
        return
    codes = {each.code for each in catalogue()}
    for each in _all(register):
        known = each.rule in codes and not each.rule.startswith(NEVER)
        if known and each.at not in used_waivers(register) and not has_expired(register, each):
            message = f"There is no finding of {each.rule} here to waive, or another waiver waives it."
            yield Problem(each.at, message, "Take the waiver out.")
