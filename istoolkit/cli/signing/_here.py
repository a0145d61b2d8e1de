"""The protocol that a command of ``istoolkit sign-off`` is about, and stopping with a sentence where something is not so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from istoolkit.cli._common import CouldNotRun, day, known_protocols, opened, root_for, shown
from istoolkit.definitions.register import Protocol, Register


@dataclass(frozen=True)
class Here:
    """A protocol in its register. ``today`` is the day in the form 2026-12-01."""

    root: Path
    register: Register
    protocol: Protocol
    today: str

    @property
    def id(self) -> str:
        """The identifier of the protocol."""
        return self.protocol.id


def here_of(name: str, where: Path) -> Here:
    """Return the protocol of a name or path, or stop and say why not."""
    root = root_for([name], where)
    found = known_protocols(root, [name])[0]
    register = opened(root, [found])
    here = Here(root, register, register.protocols[found], day(None).isoformat())
    for each in (here.protocol, *register.above(here.protocol)):
        if not isinstance(each.source.value, dict):
            file = shown(root / each.source.file)
            raise CouldNotRun(f"{file} cannot be read. Mend it first: istoolkit check {file}")
    return here


def again(here: Here) -> Here:
    """Return the same after something was recorded."""
    register = opened(here.root, [here.id])
    return Here(here.root, register, register.protocols[here.id], here.today)


@contextmanager
def told_why() -> Iterator[None]:
    """Stop with the sentence of an error that says itself what is wrong and what to do."""
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.named import NotNamed
    from istoolkit.signoff.outstanding import NothingOut
    from istoolkit.signoff.recording import AnotherFile
    from istoolkit.signoff.store import CannotRecord

    try:
        yield
    except (CouldNotWrite, NotNamed, NothingOut, AnotherFile, CannotRecord) as error:
        raise CouldNotRun(str(error)) from error
