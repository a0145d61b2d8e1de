"""SIGN: who agreed to exactly what.

This part: what was signed stays as it was signed, and a change has those whom it concerns sign again.
"""

from collections.abc import Iterable
from dataclasses import replace

from istoolkit.definitions.formats import YES, is_version, same_version, version
from istoolkit.definitions.register import Protocol, Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import rule
from istoolkit.rules.support.signed import (
    approvals,
    changed,
    first_changes,
    has_ended,
    is_only_outside,
    newest,
    who_signs,
)
from istoolkit.signoff.change.after_change import content_at, last_signed
from istoolkit.signoff.change.again import rules_of, stricter, who_in_words
from istoolkit.signoff.change.impact import Impact, assessed_impact
from istoolkit.words import did_you_mean, listed

_QUIET = ("spelling", "version", "order", "identifier")
"""Rules on changes that go with a mend of spelling."""


@rule("SIGN020", "Signed and then changed under the same version")
def changed_after_signing(register: Register) -> Iterable[Problem]:
    """What partners signed under a version is what the protocol says under that version.

    Why: two partners who hold version 1.0 must hold the same words. A change under the same number is one that nobody can see.

    Wrong: the summary was another one when it was signed.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        summary: Schools and the council share concerns about children.

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for each in changed(register):
        if each.approvals and not is_only_outside(each.impact):
            count = "signature" if each.approvals == 1 else "signatures"
            what = first_changes(each.impact) or "Nothing in its meaning changed."
            message = f"Version {each.version} has {each.approvals} {count} and says something else now. {what}"
            mend = f"Raise the version. {who_signs(each.impact)} See: istoolkit impact {each.protocol.id}"
            yield Problem(each.protocol.at("version"), message, mend)


@rule("SIGN021", "Changed after it was put out for signature", severity="note")
def changed_after_asking(register: Register) -> Iterable[Problem]:
    """What was put out for signature is what the protocol says, even while nobody has signed.

    Why: partners are reading a text that is no longer the one that counts.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        # hub/signed/before.yaml
        summary: Schools and the council share concerns about children.

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
    """
    for each in changed(register):
        if not each.approvals and not is_only_outside(each.impact):
            message = f"Version {each.version} was put out for signature and says something else now."
            told = first_changes(each.impact)
            mend = f"Nobody has signed it yet. Ask again with: istoolkit sign-off request {each.protocol.id}"
            yield Problem(each.protocol.at("version"), f"{message} {told}".rstrip(), mend)


@rule("SIGN022", "New version that nobody was asked to sign", severity="warning")
def not_asked(register: Register) -> Iterable[Problem]:
    """Where a new version changes what somebody signed, those whom it concerns are asked to sign it.

    Why: until they sign, the new version does not bind them, and nobody notices.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        version: "0.9"
        summary: Schools and the council share concerns about children.

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        version: "0.9"
    """
    for protocol in register.understood():
        now, signed = protocol.text("version"), last_signed(register, protocol)
        if not signed or now in register.frozen.get(protocol.id, {}) or not is_version(now):
            continue
        before = content_at(register, protocol, signed)
        if has_ended(register, protocol) or _beyond_spelling(register, protocol, _corrected(register, protocol)[0]):
            continue
        if before is not None and version(now) > version(signed):
            impact = assessed_impact(register, protocol, before)
            if any(each.sign for each in impact.consequences):
                message = f"Version {now} changes what was signed as {signed}, and nobody was asked to sign it."
                mend = f"{who_signs(impact)} Ask with: istoolkit sign-off request {protocol.id}"
                yield Problem(protocol.at("version"), message, mend)


@rule("SIGN023", "Version lower than one that was signed")
def lower(register: Register) -> Iterable[Problem]:
    """The version of a protocol is not lower than any that partners signed.

    Why: partners would take the older number for the older text, and hold to what is no longer agreed.

    Wrong:

        version: "0.9"
        changes:
        - {version: "0.9", date: 2026-11-02, summary: First version}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        version: "1.0"

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for protocol in register.checked():
        now, signed = protocol.text("version"), newest(each.version for each in approvals(register, protocol))
        if signed and is_version(now) and version(now) < version(signed) and not same_version(now, signed):
            message = f"The version is {now}, and {signed} was signed."
            yield Problem(protocol.at("version"), message, f"Give it a number higher than {signed}.")


@rule("SIGN024", "What a signed protocol rests on reads differently", severity="warning")
def reads_differently(register: Register) -> Iterable[Problem]:
    """The law that a signed protocol cites, and the organisations and frameworks that it names, are called what they were called
    when it was signed.

    Why: nobody signs again because a law was renamed. But someone must look whether what it said still holds.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/organisations.yaml
        organisations:
        - {id: council, title: Northvale Borough Council, kind: council, nations: [england]}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
    """
    for each in changed(register):
        if each.approvals and is_only_outside(each.impact):
            message = f"What was signed as version {each.version} reads differently now. {first_changes(each.impact)}"
            mend = "Look whether it still holds. Nobody signs again. Raise the version, and say in the change log what is new."
            yield Problem(each.protocol.at("version"), message.rstrip(), mend)


@rule("SIGN025", "Correction that changes more than spelling")
def more_than_spelling(register: Register) -> Iterable[Problem]:
    """A version that the change log calls a correction differs from the one before it in slips of the pen alone.

    Why: nobody signs a correction again. What changes the meaning of a single word must not pass as one.

    Wrong:

        changes:
        - {version: "1.0", date: 2026-11-02, summary: A slip of the pen, correction: yes}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        version: "0.9"
        summary: Schools and the council share concerns about children.

    Right:

        changes:
        - {version: "1.0", date: 2026-11-02, summary: A slip of the pen, correction: yes}
        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-17}
        # hub/signed/before.yaml
        version: "0.9"
    """
    for protocol in register.understood():
        before, index = _corrected(register, protocol)
        impact = _beyond_spelling(register, protocol, before)
        if impact is not None:
            now = protocol.text("version")
            message = f"Version {now} changes more than the spelling of {before}. {first_changes(impact)}"
            mend = "Take “correction” out. Those whom it concerns sign again."
            yield Problem(protocol.at("changes", index, "correction"), message.rstrip(), mend)


def _corrected(register: Register, protocol: Protocol) -> tuple[str, int]:
    """Return the version before today's where the change log calls today's a correction of it, "" where it does not.

    With it comes the position of the entry in the change log.
    """
    now = protocol.text("version")
    for index, each in protocol.entries("changes"):
        if each.get("version") == now and each.get("correction") in YES and is_version(now):
            return newest(register.frozen.get(protocol.id, {}), below=now), index
    return "", 0


def _beyond_spelling(register: Register, protocol: Protocol, before: str) -> Impact | None:
    """Return what changed since a version beyond spelling, with nothing else in it; None where nothing did."""
    content = content_at(register, protocol, before) if before else None
    if content is None:
        return None
    impact = assessed_impact(register, protocol, content)
    more = tuple(each for each in impact.consequences if each.rule.id not in _QUIET)
    return replace(impact, consequences=more) if more else None


@rule("SIGN026", "Rule on signing again made laxer")
def laxer(register: Register) -> Iterable[Problem]:
    """What register.yaml says under `signing_again` makes a rule stricter: it names all that the rule has sign, or everyone.

    Why: partners rely on being asked. One register must not decide for them that they need not be. What is laxer is ignored.

    Wrong:

        # register.yaml
        signing_again:
        - {rule: purpose, sign: recipients, because: Suppliers are many}

    Right:

        # register.yaml
        signing_again:
        - {rule: purpose, sign: all, because: The board wants every purpose signed}
    """
    rules = {each.id: each for each in rules_of(register)}
    for each in stricter(register):
        if each.fault == "laxer":
            now = listed((name for name in who_in_words() if name in rules[each.rule].sign), "and")
            at = Spot(register.settings.file, ("signing_again", each.index, "sign"))
            message = f"The rule “{each.rule}” has {now} sign again. This would be laxer, and does not count."
            yield Problem(at, message, "Name these too, or write “all”. Or take the entry out.")


@rule("SIGN027", "Stricter rule for a rule that is not there")
def no_such_rule(register: Register) -> Iterable[Problem]:
    """What register.yaml says under `signing_again` names one of the rules in schemas/signing-again.yaml.

    Why: it would make nothing stricter, and nobody would notice.

    Wrong:

        # register.yaml
        signing_again:
        - {rule: purposes, sign: all, because: The board wants every purpose signed}

    Right:

        # register.yaml
        signing_again:
        - {rule: purpose, sign: all, because: The board wants every purpose signed}
    """
    names = [each.id for each in rules_of(register)]
    for each in stricter(register):
        if each.fault == "unknown":
            at = Spot(register.settings.file, ("signing_again", each.index, "rule"))
            mend = did_you_mean(each.rule, names) or f"There are: {', '.join(names)}."
            yield Problem(at, f"There is no rule “{each.rule}” on signing again.", mend)
