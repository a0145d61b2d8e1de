"""What the papers of signing say of a signature: who gave it, how, when, and what else the record has of it."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.schema import vocabularies
from istoolkit.documents.signing.digests import short
from istoolkit.documents.wording import told as plain
from istoolkit.signoff.bars.answers import NAMED
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.standing import Answer, Signature
from istoolkit.words import capital, small

ANSWERS: dict[Answer, str] = {
    "signed": "Signed",
    "conditions": "Signed with conditions",
    "stands": "Signature stands",
    "again": "Must sign again",
    "refused": "Refused",
    "withdrawn": "Withdrew",
    "asked": "Asked",
    "not-asked": "Not asked",
}
"""What readers call the answers."""


def way(method: str) -> str:
    """Return a way of signing in words, such as “signature on paper”."""
    return vocabularies()["acceptance"].get(method, plain(method))


def ways(methods: Iterable[str]) -> list[str]:
    """Return ways of signing in words."""
    return [way(each) for each in methods]


def person(entry: Entry) -> str:
    """Return who signed or answered: the name and the post, and what gave the post the authority to sign."""
    who = ", ".join(filter(None, (entry.text("name"), entry.text("post"))))
    given = authority(entry)
    return f"{who} ({small(given)})" if who and given else who or given


def authority(entry: Entry) -> str:
    """Return what gave the authority to sign where the protocol does not name the post: “Authority given by …”."""
    said = plain(entry.text("authority")).rstrip(".")
    if not said or said == NAMED:
        return ""
    return f"Authority {small(said)}" if said.startswith("Given by ") else f"Authority: {said}"


def evidence(entry: Entry) -> str:
    """Return what shows that it was signed: the file, where it is kept, the key."""
    file, kept, digest = (entry.text("evidence", name) for name in ("file", "kept_at", "sha256"))
    signer = entry.text("key", "signer")
    parts = [
        f"File {file}" if file else "",
        f"Kept at: {kept}" if kept else "",
        f"Digest {short(digest)} …" if digest else "",
        f"Key of {signer}" if signer else "",
    ]
    return "; ".join(each for each in parts if each)


def particulars(signature: Signature) -> Iterator[tuple[str, str]]:
    """Yield what the record has of a signature, each a label with a value."""
    entry = signature.entry
    if entry is None:
        return
    said = [
        ("Answer", ANSWERS[signature.answer]),
        ("Name", entry.text("name")),
        ("Post", entry.text("post")),
        ("Date", long_date(entry.date)),
        ("Way of signing", capital(way(entry.text("method")))),
        ("Version", entry.version),
        ("Authority", "" if entry.text("authority") == NAMED else plain(entry.text("authority"))),
        ("Conditions", entry.text("conditions")),
        ("Evidence", evidence(entry)),
    ]
    yield from ((label, value) for label, value in said if value)
