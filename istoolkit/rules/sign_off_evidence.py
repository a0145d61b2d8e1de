"""SIGN: who agreed to exactly what.

This part: what shows that they did.
"""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.register import Register, kept
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.recorded import Recorded, is_explained, mailboxes, recorded
from istoolkit.signoff import entries as happened
from istoolkit.signoff.chain import position
from istoolkit.signoff.entries import Entry

_ACCOUNTABLE = "UK GDPR Article 5(2) (accountability): whoever shares must be able to show what was agreed"
_ON_PAPER = ("signature", "e-mail", "letter")
_OFFICER = "data-protection-officer"


@rule("SIGN014", "Signature that nobody can find", severity="warning", source=_ACCOUNTABLE)
def no_evidence(register: Register) -> Iterable[Problem]:
    """Where a party approved on paper or by e-mail, the record holds the paper's digest or says where the paper is kept.

    Why: years later somebody asks for the signed page.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: signature, date: 2026-11-17,
           evidence: {kept_at: Contracts register of the council}}
    """
    for each in recorded(register):
        for entry in each.standing:
            found = entry.text("evidence", "file") or entry.text("evidence", "kept_at")
            if entry.text("method") in _ON_PAPER and not found:
                message = f"{position(entry)} does not say where the signed paper or e-mail is."
                mend = "Record the approval anew with the file, or with where it is kept. The day of signing stays as it was."
                yield Problem(each.at(entry), message, mend)


@rule("SIGN016", "Digital signature that is not right", source=_ACCOUNTABLE)
def wrong_key(register: Register) -> Iterable[Problem]:
    """Where an entry carries a signature made with a key, it is a signature of just this entry, with a key that its signer
    had on that day. An entry whose way is “key” carries one.

    It is checked with ssh-keygen, which comes with OpenSSH. Where that is not installed, it is not checked.

    Why: a signature that is not right shows that somebody else signed, or that the entry was made up.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: key, date: 2026-11-17}

    Right: the signature is there, and it is good.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: key, date: 2026-11-17,
           key: {signer: dpo@trust.example, signature: made with the key in allowed_signers}}
    """
    for each in recorded(register):
        for entry, sort, words in signatures(register, each):
            if sort not in (_GOOD, _UNCHECKED, _UNKNOWN):
                mend = "Ask the signer to sign again: istoolkit sign-off statement prints what is signed."
                yield Problem(
                    each.at(entry, "key"), f"{position(entry)}: the digital signature does not count. {words}", mend
                )


@rule("SIGN017", "Digital signature of somebody unknown", source=_ACCOUNTABLE)
def unknown_key(register: Register) -> Iterable[Problem]:
    """Whoever signs with a key is named in the file allowed_signers of the register, and stays there.

    A key that no longer counts is ended with `valid-before`. Its line is never deleted: what it signed before rests on it.

    Why: anybody can make a key. The file says whose it is.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: key, date: 2026-11-17,
           key: {signer: dpo@trust.example, signature: made with a key that nobody knows}}

    Right: a line in allowed_signers, in the form of OpenSSH, names the holder and the key.

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: key, date: 2026-11-17,
           key: {signer: dpo@trust.example, signature: made with the key in allowed_signers}}
    """
    for each in recorded(register):
        for entry, sort, words in signatures(register, each):
            if sort == _UNKNOWN:
                mend = (
                    "Make sure whose key it is, by telephone or in person, and add it to allowed_signers. Ask two people to look."
                    " If its line was taken out, put it back: end a key with valid-before, never delete its line."
                )
                yield Problem(each.at(entry, "key"), f"{position(entry)}: nobody vouches for the key. {words}", mend)


@rule("SIGN028", "Signed with the key of somebody else", severity="warning", source=_ACCOUNTABLE)
def key_of_another(register: Register) -> Iterable[Problem]:
    """Whoever signs with a key is named in allowed_signers by a role mailbox of the organisation that it signs for.

    Nothing is found where no mailbox of the organisation is known.

    Why: the file allowed_signers says whose a key is, not for whom it may sign. One school must not sign for another.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: key, date: 2026-11-17,
           key: {signer: dpo@police.example, signature: made with the key in allowed_signers}}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: approved, party: trust, post: Medical director, method: key, date: 2026-11-17,
           key: {signer: dpo@trust.example, signature: made with the key in allowed_signers}}
    """
    for each in recorded(register):
        for entry in each.standing:
            signer, known = entry.text("key", "signer"), mailboxes(register, each, entry)
            if signer and known and signer.casefold() not in known:
                message = (
                    f"{position(entry)} carries a signature of “{signer}”, which is no mailbox of the one it signs for."
                )
                mend = "Make sure that the holder of the key may sign for it. Then name the key by its role mailbox in allowed_signers, and add that mailbox to the organisation or the list of members."
                yield Problem(each.at(entry, "key"), message, mend)


_GOOD, _UNCHECKED, _UNKNOWN = "good", "unchecked", "unknown"
"""What became of checking a signature, as ``signoff.keys`` has it."""

_NO_KEY = "There is no signature in the entry."


@kept
def signatures(register: Register, each: Recorded) -> tuple[tuple[Entry, str, str], ...]:
    """Return the approvals given with a key, each with what became of checking it, and that in words.

    One that its signer has answered again about the same content is past, for nothing can be taken out of a record.
    """
    return tuple(_checked(register, each))


def _checked(register: Register, each: Recorded) -> Iterator[tuple[Entry, str, str]]:
    from istoolkit.signoff.keys import statement_of, verified

    for entry in each.approvals:
        if _is_past(each, entry):
            continue
        signature, signer = entry.text("key", "signature"), entry.text("key", "signer")
        if signature:
            statement = statement_of({**entry.values, "protocol": each.protocol.id})
            found = verified(statement, signature, signer, register.allowed_signers, entry.text("recorded"))
            yield entry, found.sort, found.words
        elif entry.text("method") == "key":
            yield entry, "missing", _NO_KEY


def _is_past(each: Recorded, entry: Entry) -> bool:
    """Whether its signer has answered again since: with an approval that counts, or with a no."""
    later = each.sound[each.sound.index(entry) + 1 :]
    own = (one for one in later if one.signer == entry.signer and one.digest == entry.digest)
    return any(one in each.standing or one.what in _NO for one in own)


_NO = (happened.REFUSED, happened.WITHDRAWN, happened.LEFT)


@rule(
    "SIGN018",
    "Signed against advice without a reason",
    severity="warning",
    source="UK GDPR Article 35(2); ICO data protection impact assessments, step 7",
)
def against_advice(register: Register) -> Iterable[Problem]:
    """Where the data protection officer of a party advised against it, whoever approves for the party writes the reason.

    Why: the officer may be overruled, but not in silence: the reason is asked for when something has gone wrong.

    Wrong:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: advised, party: trust, role: data-protection-officer, opinion: against, advice: The copy is not needed, date: 2026-11-17}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-18}

    Right:

        # hub/sign-off.yaml
        entries:
        - {what: requested, for: signature, date: 2026-11-16}
        - {what: advised, party: trust, role: data-protection-officer, opinion: against, advice: The copy is not needed, date: 2026-11-17}
        - {what: approved, party: trust, post: Medical director, method: click, date: 2026-11-18, because: Visits need the copy}
    """
    for each in recorded(register):
        for entry in each.standing:
            advice = _last_advice(each, entry)
            says_why = is_explained(entry) or entry.text("conditions") or entry.text("note")
            if advice and advice.text("opinion") == "against" and not says_why:
                message = (
                    f"{position(entry)} goes against the advice of the data protection officer, and does not say why."
                )
                mend = "Record the approval anew with the reason, or with the conditions under which it holds."
                yield Problem(each.at(entry), message, mend, ((each.at(advice, "opinion"), "the advice stands here"),))


def _last_advice(each: Recorded, entry: Entry) -> Entry | None:
    """Return the last advice of the data protection officer on this content before an approval; None where there is none."""
    officers = (one for one in each.of(happened.ADVISED) if one.text("role") == _OFFICER)
    own = (one for one in officers if one.signer in (entry.signer, (entry.signer[0], ""), ("", "")))
    before = sorted(
        (one for one in own if one.digest == entry.digest and one.date <= entry.date), key=lambda one: one.date
    )
    return before[-1] if before else None
