"""What the certificate says: what was agreed, by whom, on what it rests, and how anyone can make sure of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from istoolkit.assessment.assessed import assessed
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.leaves import records
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import CONTENT, SIGNED, Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.documents.assessment_standing import status
from istoolkit.documents.facts import partnership_of
from istoolkit.documents.matrix.said import called
from istoolkit.documents.signing import told
from istoolkit.documents.signing.digests import halves, short
from istoolkit.documents.wording import told as plain
from istoolkit.signoff.content import digest as digest_of_bytes
from istoolkit.signoff.entries import ADVISED, Entry
from istoolkit.signoff.record import record_of
from istoolkit.signoff.signatories import OpenClass
from istoolkit.signoff.standing import Signature, Standing, standing_of
from istoolkit.words import capital, have, listed, sentence

_ARTICLE_28 = "UK GDPR Article\u00a028"


@dataclass(frozen=True)
class Certificate:
    """The certificate of a protocol that is agreed."""

    register: Register
    protocol: Protocol

    @property
    def standing(self) -> Standing:
        """Where the protocol stands."""
        return standing_of(self.register, self.protocol)

    @property
    def here(self) -> Picture:
        """The protocol as a reviewer sees it."""
        return picture(self.register, self.protocol)

    def view(self) -> dict[str, Any]:
        """Return every name that the template can use, with its value."""
        first, rest = halves(self.standing.digest)
        counted = [each for each in self.standing.signatures if each.counts]
        return {
            "partnership": partnership_of(self.register, self.protocol),
            "protocol": plain(self.protocol.text("title")) or self.protocol.id,
            "version": self.standing.version,
            "agreed": self._agreed(),
            "particulars": _labelled(self._particulars()),
            "digest": short(self.standing.digest),
            "digest_first": first,
            "digest_rest": rest,
            "signatures": [_signature(each, self.standing.version) for each in counted],
            "conditions": _labelled((each.signatory.title, _conditions(each)) for each in counted),
            "others": list(self._others()),
            "rests_on": _labelled((*self._assessments(), *self._advice())),
            "verify": list(self._verify()),
        }

    def _agreed(self) -> str:
        counted = [each for each in self.standing.signatures if each.counts]
        number, some = len(counted), sum(bool(_conditions(each)) for each in counted)
        signed = "1 organisation has signed" if number == 1 else f"{number} organisations have signed"
        under = f", {some} of them with conditions, which stand below" if some else ""
        last = long_date(self.standing.signed_on).replace(" ", "\u00a0")
        return f"Everyone who must sign has signed. {signed}{under}. The last signature that was needed was given on {last}."

    def _particulars(self) -> Iterator[tuple[str, str]]:
        fields = load("protocol").fields
        yield fields["reference"].title, plain(self.protocol.text("reference"))
        yield fields["in_force"].title, long_date(plain(self.protocol.text("in_force")))
        yield fields["expires"].title, long_date(plain(self.protocol.text("expires")))
        yield "Review due by", long_date(self.standing.review_due)
        yield fields["signed_copies"].title, self._kept()

    def _kept(self) -> str:
        """Return where signed copies are kept: as the definition says, or else as the record does."""
        said = plain(self.here.text("signed_copies"))
        places = [each.entry.text("evidence", "kept_at") for each in self.standing.signatures if each.entry]
        return said or "; ".join(dict.fromkeys(each for each in places if each))

    def _others(self) -> Iterator[str]:
        """Yield what is to be said of those that have not signed: open classes, and those that do not sign."""
        yield from (self._class(each) for each in self.standing.classes)
        ours = {each.signatory.party for each in self.standing.signatures} | {
            each.party for each in self.standing.classes
        }
        bound = [each for each in self.here.parties.values() if each.is_processor and each.name not in ours]
        if bound:
            names = listed(map(called, bound), "and")
            if len(bound) == 1:
                yield f"{names} works on the instructions of others and does not sign. Its contract binds it ({_ARTICLE_28})."
            else:
                yield f"{names} work on the instructions of others and do not sign. Their contracts bind them ({_ARTICLE_28})."

    def _class(self, each: OpenClass) -> str:
        own = [one for one in self.standing.signatures if one.signatory.party == each.party]
        open_ones = [one.signatory for one in own if not one.counts]
        begun = max(self.protocol.text("in_force"), str(self.register.on or ""))
        later = [one for one in open_ones if one.joined > begun]
        waiting = [one.title for one in open_ones if one not in later]
        needed = f" {each.needed} had to sign before it begins." if each.needed else ""
        signed = len(own) - len(open_ones)
        start = f"{each.title}: {signed} of {len(own)} members {have(signed)} signed, each for itself.{needed}"
        not_yet = [f"{one.title} ({long_date(one.joined)})" for one in later]
        return sentence(
            start,
            f"Not signed: {', '.join(waiting)}." if waiting else "",
            f"Still to join: {', '.join(not_yet)}." if not_yet else "",
        )

    def _assessments(self) -> Iterator[tuple[str, str]]:
        for _, each in records(self.protocol.data.get("impact_assessments")):
            version = plain(each.get("version"))
            parts = [plain(each.get("state")), long_date(plain(each.get("date"))), plain(each.get("where"))]
            named = plain(each.get("title")) + (f", version {version}" if version else "")
            yield "Impact assessment", ". ".join(part.rstrip(".") for part in (named, *parts) if part)
        found = assessed(self.register, self.protocol)
        if found.written:
            level = found.text("approvals", "residual_level")
            by, on = plain(found.text("approvals", "residual_by")), long_date(found.text("approvals", "residual_on"))
            who = (
                f"Remaining risk{f' ({level})' if level else ''} accepted by: {by}{f', {on}' if on else ''}"
                if by
                else ""
            )
            yield "Assessment in the register", ". ".join(filter(None, (status(found), who)))

    def _advice(self) -> Iterator[tuple[str, str]]:
        found = assessed(self.register, self.protocol)
        text = plain(found.text("advice", "text"))
        if text:
            on, by = long_date(found.text("advice", "date")), plain(found.text("advice", "by"))
            yield "Advice", f"{text.rstrip('.')}. ({', '.join(filter(None, (by, on)))})"
            yield "Answer to the advice", self._answer()
        for each in record_of(self.register, self.protocol).of(ADVISED):
            if each.digest == self.standing.digest:
                yield "Advice before signing", _advised(each)

    def _answer(self) -> str:
        """Return how the advice in the assessment was answered, and by whom."""
        found = assessed(self.register, self.protocol)
        answers = load("assessment").fields["advice"].fields["answer"].allowed
        answer = answers.get(found.text("advice", "answer"), plain(found.text("advice", "answer")))
        by, because = plain(found.text("advice", "answered_by")), plain(found.text("advice", "because"))
        parts = (capital(answer), f"By: {by}" if by else "", f"Reason: {because}" if because else "")
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _verify(self) -> Iterator[str]:
        yield self._where()
        yield from self._earlier()
        yield f"“sha256sum {CONTENT}” shows the digest (SHA-256) of such a file on any computer that has this command."
        yield (
            "“istoolkit verify FILE” says of a Word or PDF copy of the protocol whether it is what was signed. "
            f"“istoolkit check {self.protocol.id}” checks the record of sign-off."
        )
        yield "This certificate is drawn from the record of sign-off. Where the two differ, the record counts."

    def _where(self) -> str:
        """Return where what this certificate is about is kept; that it was not put out by itself, where it was not."""
        version = self._kept_as(self.standing.digest)
        if version:
            return f"What was signed is kept word for word in the file {self._file(version)} of the register. Its digest is the one above."
        return f"Version {self.standing.version} was not put out for signature by itself: what it changes needs no new signature."

    def _earlier(self) -> Iterator[str]:
        """Yield which earlier contents were signed where a signature of one of them still stands."""
        standing = [each.entry for each in self.standing.signatures if each.answer == "stands" and each.entry]
        for digest, version in dict.fromkeys((each.digest, each.version) for each in standing):
            number = sum(each.digest == digest for each in standing)
            signatures = "1 signature was" if number == 1 else f"{number} signatures were"
            kept = self._kept_as(digest)
            where = f", kept in the file {self._file(kept)}" if kept else ""
            yield (
                f"{signatures} given to version {version}, which has the digest {short(digest)} …{where}. "
                "What has changed since needs no new signature."
            )

    def _kept_as(self, wanted: str) -> str:
        """Return the version under which a content is kept; "" where it is not."""
        kept = self.register.frozen.get(self.protocol.id, {})
        return next((version for version, content in kept.items() if digest_of_bytes(content) == wanted), "")

    def _file(self, version: str) -> str:
        return f"{self.protocol.id}/{SIGNED}/{version}/{CONTENT}"


def _labelled(pairs: Any) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs if value]


def _signature(each: Signature, version: str) -> dict[str, str]:
    entry = each.entry
    if entry is None:  # a signature that counts has its entry
        return {"organisation": each.signatory.title, "person": "", "way": "", "day": ""}
    stands = (
        f" (for version {entry.version}; it stands)" if each.answer == "stands" and entry.version != version else ""
    )
    return {
        "organisation": plain(each.signatory.title),
        "person": told.person(entry),
        "way": f"{capital(told.way(entry.text('method')))}{stands}",
        "day": long_date(entry.date),
    }


def _conditions(each: Signature) -> str:
    return each.entry.text("conditions") if each.entry else ""


def _advised(each: Entry) -> str:
    item = load("sign-off").fields["entries"].item
    opinion = (item.fields["opinion"].allowed if item else {}).get(each.text("opinion"), "")
    roles = item.fields["role"].allowed if item else {}
    who = ", ".join(filter(None, (each.text("name"), each.text("post") or capital(roles.get(each.text("role"), "")))))
    parts = (capital(opinion), each.text("advice").rstrip("."), f"{who}, {long_date(each.date)}" if who else "")
    return ". ".join(filter(None, parts))
