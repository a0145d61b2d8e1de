"""What every training paper has: whose it is, which version, where its protocol stands."""

from collections.abc import Iterable

from istoolkit.definitions.overlay import Record
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.facts import date_of, language_of, marking_of, partnership_of
from istoolkit.documents.matrix.said import title_of
from istoolkit.documents.paper import Block, Paper
from istoolkit.documents.status import keywords_of, stamp_of
from istoolkit.documents.word.properties import EARLIEST
from istoolkit.documents.wording import told

READERS = "those who train and are trained"


def of_protocol(register: Register, protocol: Protocol, title: str, blocks: Iterable[Block]) -> Paper:
    """Return a training paper about one protocol."""
    version, stamp = told(protocol.text("version")), stamp_of(register, protocol)
    facts = (("Protocol", title_of(protocol)), ("Version", version), ("Status", stamp.words))
    owner = register.organisations.get(protocol.text("owner"), {})
    return Paper(
        title=title,
        subtitle=title_of(protocol),
        blocks=tuple(blocks),
        partnership=partnership_of(register, protocol),
        facts=tuple(each for each in facts if each[1]),
        status=stamp,
        language=language_of(register, protocol),
        creator=str(owner.get("title") or register.setting("partnership") or ""),
        date=date_of(protocol),
        version=protocol.text("version"),
        marking=marking_of([protocol]),
        keywords=keywords_of(register, protocol),
        audience=READERS,
    )


def of_register(register: Register, title: str, subtitle: str, blocks: Iterable[Block]) -> Paper:
    """Return a training paper that belongs to no one protocol."""
    partnership = partnership_of(register, None)
    return Paper(
        title=title,
        subtitle=subtitle,
        blocks=tuple(blocks),
        partnership=partnership,
        facts=(("Partnership", partnership),) if partnership else (),
        language=language_of(register, None),
        creator=partnership,
        date=EARLIEST,
        audience=READERS,
    )


def nations_of(register: Register) -> frozenset[str]:
    """Return the nations in which the protocols of a register apply; nothing where none of them says."""
    return frozenset(nation for each in register.checked() for nation in picture(register, each).nations)


def minutes_of(record: Record) -> int:
    """Return how many minutes a topic or part takes; 0 where it does not say."""
    said = str(record.get("minutes", ""))
    return int(said) if said.isdecimal() else 0
