"""The entry for one approval, from what the options, a person at the terminal or a line of a file say."""

from dataclasses import dataclass, replace
from pathlib import Path

from istoolkit.cli._common import CouldNotRun
from istoolkit.cli.signing._ask import Asker, chosen_from
from istoolkit.cli.signing._evidence import NOTHING, Evidence, evidence_at
from istoolkit.cli.signing._here import Here
from istoolkit.cli.signing._options import Paper, Person
from istoolkit.cli.signing._person import missing_from, person_of, signatory_of
from istoolkit.cli.signing._write import Values
from istoolkit.definitions.schema import vocabularies
from istoolkit.signoff import recording
from istoolkit.signoff.bars.answers import authority_of
from istoolkit.signoff.entries import APPROVED
from istoolkit.signoff.outstanding import Out
from istoolkit.signoff.signatories import Signatory


@dataclass(frozen=True)
class Given:
    """What is said of one approval. "" for what is not said."""

    who: str
    person: Person
    authority: str
    method: str
    paper: Paper
    conditions: str
    until: str
    note: str


@dataclass(frozen=True)
class Usual:
    """What all approvals recorded by one command have in common. ``key`` is that of ``signer``, if one signs."""

    here: Here
    asker: Asker
    out: Out
    key: Path | None = None
    signer: str = ""


def approval_of(usual: Usual, given: Given) -> tuple[Values, Evidence]:
    """Return the fields of an approval with its evidence, or stop where something is missing or cannot be so."""
    here, asker = usual.here, usual.asker
    if bool(usual.key) != bool(usual.signer):
        raise CouldNotRun("--key and --signer go together: the key, and its holder in the file allowed_signers.")
    _note_missing(usual, given)
    signatory = signatory_of(here, asker, given.who, "Who signed?", missing_from(here, usual.out), given.person.date)
    person = person_of(asker, given.person, "signed", signatory.post, here.today)
    method = "key" if usual.key else _method(asker, given, signatory)
    paper = evidence_at(here, asker, usual.out, given.paper)
    conditions = asker.also(given.conditions, "Conditions")
    until = _until(asker, given, conditions, person.date)
    said = {**person.said, "method": method, **paper.said, "conditions": conditions, "until": until, "note": given.note}
    if usual.key:
        said["key"] = {"signer": usual.signer}
    values = recording.of(usual.out, APPROVED, signatory.key, person.date, **said)
    values["authority"] = given.authority or authority_of(here.register, here.protocol, signatory, values)
    if asker.has_asked and not values["authority"]:
        values["authority"] = asker.also("", f"{signatory.post} signs. What gives {person.post} the authority to sign?")
    return values, paper


def _note_missing(usual: Usual, given: Given) -> None:
    """In a script, name everything that is missing at once."""
    person = given.person
    needed = {"--for": given.who, "--name": person.name, "--post": person.post, "--date": person.date}
    for option, text in {**needed, "--method": "key" if usual.key else given.method}.items():
        usual.asker.needs(option, text)
    usual.asker.make_sure()


def _until(asker: Asker, given: Given, conditions: str, signed: str) -> str:
    """Return the last day on which the approval holds, "" where it does not end. It is asked for after conditions."""
    until = given.until or (asker.also_day("Last day on which it holds", signed) if conditions else "")
    if until and until < signed:
        raise CouldNotRun(
            f"The approval would end on {until}, before the day on which it was signed. {NOTHING.strip()}"
        )
    return until


def _method(asker: Asker, given: Given, signatory: Signatory) -> str:
    ways = vocabularies()["acceptance"]
    usual = signatory.methods[0] if signatory.methods else "signature"
    method = asker.choice("--method", given.method, "How was it signed?", ways, usual)
    return chosen_from("a way of signing", method, ways)


def beside(paper: Paper, folder: Path) -> Paper:
    """Return a paper whose file is looked for in a folder, where it is not named in full."""
    return replace(paper, file=str(folder / paper.file)) if paper.file else paper
