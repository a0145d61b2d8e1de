"""What a view is made of: texts that know where they come from, lists of them, and entries with fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.finding import Path, written


class Nothing:
    """A field that may be said and is not, or anything inside it. It is false, empty, and shows nothing."""

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, name: object) -> "Nothing":
        return self

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __str__(self) -> str:
        return ""

    def __len__(self) -> int:
        return 0


NOTHING = Nothing()


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a definition in the words of a reader, with the file and path it comes from."""

    words: str
    file: str
    path: Path
    label: str
    original: str
    choice: bool = False

    def __str__(self) -> str:
        return self.words

    def __getattr__(self, name: str) -> Nothing:
        """A section that is still to be confirmed has fields, all of them not said."""
        if name.startswith("_") or not self.pending:
            raise AttributeError(name)
        return NOTHING

    @property
    def where(self) -> str:
        """The path as officers write it."""
        return written(self.path)

    @property
    def pending(self) -> bool:
        """Whether the value is still to be confirmed."""
        return to_be_confirmed(self.original)


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of values. ``prose`` tells whether they are sentences, for bullets, or names, for a line."""

    items: tuple["Value", ...]
    prose: bool = False
    _keys: list[frozenset["Key"]] = field(default_factory=list, compare=False)

    def __bool__(self) -> bool:
        return bool(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator["Value"]:
        return iter(self.items)

    def __getitem__(self, index: int) -> "Value":
        return self.items[index]

    def __str__(self) -> str:
        return ("; " if self.prose else ", ").join(str(each) for each in self.items)


class Entry:
    """An entry of a definition: its fields as attributes. A field that is not said is `NOTHING`.

    ``origin`` is the title of the protocol it is taken over from, or empty. A field with an empty label is for
    machines: documents do not print it.
    """

    __slots__ = ("_fields", "_keys", "_labels", "origin")

    def __init__(self, fields: Mapping[str, "Value"], labels: Mapping[str, str], origin: str = "") -> None:
        self._fields = fields
        self._labels = labels
        self._keys: list[frozenset[Key]] = []
        self.origin = origin

    def __getattr__(self, name: str) -> "Value":
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._fields:
            return self._fields[name]
        if name in self._labels:
            return NOTHING
        raise AttributeError(name)

    def __str__(self) -> str:
        return "; ".join(f"{label}: {value}" for _, label, value in fields_of(self))


Value = Text | Texts | Entry | Nothing
Key = tuple[str, Path]
"""What tells one text of a register from all others: its file and path."""


class Detail(NamedTuple):
    """A field for printing: its label, its value and the title of the protocol it is taken over from."""

    label: str
    value: Value
    origin: str


class Shade(str):
    """The ground of the cell of a table in which it stands: the name of a tone, or "" for none. It shows no words."""

    __slots__ = ()


def fields_of(entry: Entry) -> Iterator[tuple[str, str, Value]]:
    """Yield the fields of an entry that are said and meant for readers: name, label and value."""
    for name, value in entry._fields.items():
        if value and entry._labels.get(name):
            yield name, entry._labels[name], value


def keys(value: Value) -> frozenset[Key]:
    """Return the keys of the texts in a value, worked out once."""
    if isinstance(value, Text):
        return frozenset(((value.file, value.path),))
    if isinstance(value, Nothing):
        return frozenset()
    if not value._keys:
        value._keys.append(frozenset((text.file, text.path) for text in texts_in(value)))
    return value._keys[0]


def texts_in(value: Value) -> Iterator[Text]:
    """Yield every text in a value that is meant for readers."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Texts):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, Entry):
        for _, _, inner in fields_of(value):
            yield from texts_in(inner)
