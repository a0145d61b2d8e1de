"""Registers in which protocols were put out for signature and signed, for the tests of the papers of signing."""

import datetime
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from istoolkit.definitions.register import Protocol, Register, find, open_register
from istoolkit.documents.workshop import Workshop
from istoolkit.signoff.content import canonical, content_of, digest_of
from istoolkit.signoff.signatories import Signatory, signatories
from istoolkit.signoff.store import add, freeze
from tests.conftest import ROOT, TODAY

PEOPLE = ("Amira Patel", "Sam Osei", "Jo Fairweather")
WAYS = ("signature", "e-mail", "letter")


def opened(root: Path, on: datetime.date = TODAY) -> Register:
    return open_register(find(root), on=on)


def copy(root: Path = ROOT / "protocols") -> Path:
    """A copy of a register of its own, to record in."""
    return Path(shutil.copytree(root, Path(mkdtemp()) / root.name))


def about(root: Path, name: str) -> dict[str, str]:
    """The version and digest of what a protocol says today, as entries have them."""
    register = opened(root)
    protocol = register.protocols[name]
    return {"version": protocol.text("version"), "digest": digest_of(register, protocol)}


def record(root: Path, protocol: str, /, **values: Any) -> None:
    """Add an entry about what a protocol says today."""
    said = values if "digest" in values else {**about(root, protocol), **values}
    add(root, protocol, said, "2026-12-01T09:30:00Z")


def put_out(root: Path, name: str) -> None:
    """Ask everyone to sign what a protocol says today."""
    register = opened(root)
    content = canonical(content_of(register, register.protocols[name]))
    said = about(root, name)
    freeze(root, name, said["version"], content)
    record(root, name, what="requested", **{"for": "signature"}, date="2026-11-20", reply_by="2026-12-20", **said)


def sign(root: Path, protocol: str, /, but: Sequence[str] = (), **more: Any) -> None:
    """Have all sign but some, who go by their identifiers: the people, ways and days in turn."""
    register, content = opened(root), about(root, protocol)
    for number, each in enumerate(signatories(register, register.protocols[protocol])):
        if each.id not in but:
            said = {"name": PEOPLE[number % 3], "post": each.post or "Chief officer", "method": WAYS[number % 3]}
            said |= {"party": each.party, "member": each.member, "date": f"2026-11-2{1 + number % 8}"}
            record(root, protocol, what="approved", **content, **said, **more)


@cache
def out() -> Path:
    """The worked register with a community agreement put out for signature, and nobody has answered."""
    root = copy()
    put_out(root, "early-help")
    return root


@cache
def agreed() -> Path:
    """The same, signed by all but two schools, one with a condition."""
    root = copy()
    put_out(root, "early-help")
    advice = {"what": "advised", "role": "data-protection-officer", "name": "Ivy Clough", "opinion": "for"}
    record(root, "early-help", **advice, advice="May be signed", date="2026-11-21")
    waiting = ("schools/alderbank-primary", "schools/northvale-high")
    kept = {"file": "signed.pdf", "sha256": "8c1d" * 16, "kept_at": "Contracts register"}
    sign(root, "early-help", but=(*waiting, "lanternway"), evidence=kept)
    last = {"party": "lanternway", "name": "Jo Ng", "post": "Chief officer", "method": "letter", "date": "2026-11-30"}
    record(root, "early-help", what="approved", **last, conditions="Only until the new system is in place")
    return root


def shop(root: Path, on: datetime.date = TODAY) -> Workshop:
    return Workshop(opened(root, on))


def of(workshop: Workshop, name: str = "early-help") -> Protocol:
    return workshop.register.protocols[name]


def who(workshop: Workshop, name: str, signs: str) -> Signatory:
    found = signatories(workshop.register, of(workshop, name))
    return next(each for each in found if each.id == signs)
