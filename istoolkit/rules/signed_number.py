"""SIGN: who agreed to exactly what.

This part: the number under which it was signed.
"""

from collections.abc import Iterable

from istoolkit.definitions.formats import same_version
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.signed import approvals


@rule("SIGN036", "Signed version under another spelling")
def other_spelling(register: Register) -> Iterable[Problem]:
    """The number of a version that was signed stays written as it was: 1.0 does not become 1.0.0.

    Why: it is the same version, and two texts that are both called 1.0 are not told apart on paper.

    Wrong: it was signed as 1.0.

        version: "1.0.0"
        changes:
        - {version: "1.0.0", date: 2026-11-02, summary: First version}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        version: "1.0"

    Right: a change has a version of its own.

        version: "1.0"
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for protocol in register.checked():
        now = protocol.text("version")
        signed = {each.version for each in approvals(register, protocol)} | {*register.released.get(protocol.id, ())}
        other = next((each for each in sorted(signed) if each != now and same_version(each, now)), "")
        if other and now not in signed:
            message = f"The version is {now}. That is the same as {other}, which was signed."
            yield Problem(protocol.at("version"), message, f"Write {other} again. For a change, raise the version.")
