"""An assessment.yaml as it was written, as a file whose entries know where they stand."""

from istoolkit.definitions.inherit import Said
from istoolkit.definitions.leaves import records
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import ASSESSMENT, Protocol, Register, kept
from istoolkit.definitions.things import Thing
from istoolkit.finding import Spot


class AssessmentFile:
    """The file of a protocol's assessment; without anything in it where there is none."""

    def __init__(self, protocol: Protocol, source: Source) -> None:
        self.source = source
        self._holder = Protocol(protocol.id, source)
        self.data = self._holder.data

    @property
    def all(self) -> Thing:
        """The whole file as a thing."""
        return Thing(Said(dict(self.data), self._holder, ()))

    def entries(self, name: str) -> list[Thing]:
        """Return the entries of a list at the top of the file."""
        return [self._thing(name, index) for index, _ in records(self.data.get(name))]

    def section(self, *path: str) -> list[Thing]:
        """Return the entries of a list in a section, such as the answers of the screening."""
        value = self.data
        for step in path[:-1]:
            value = value.get(step, {}) if isinstance(value.get(step), dict) else {}
        return [Thing(Said(each, self._holder, (*path, index))) for index, each in records(value.get(path[-1]))]

    def _thing(self, name: str, index: int) -> Thing:
        return Thing(Said(self.data[name][index], self._holder, (name, index)))

    def at(self, *path: str | int) -> Spot:
        """Return the spot of a path in the file."""
        return self._holder.at(*path)


@kept
def assessment_file(register: Register, protocol: Protocol) -> AssessmentFile:
    """Return the file of a protocol's assessment; an empty one where there is none or it cannot be read."""
    source = register.assessments.get(protocol.id, Source(f"{protocol.id}/{ASSESSMENT}"))
    return AssessmentFile(protocol, source)
