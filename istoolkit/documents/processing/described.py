"""A protocol in the words of a reader, found from the things of its picture."""

from typing import Any

from istoolkit.definitions.formats import NOT_STATED as NOT_STATED
from istoolkit.definitions.inherit import said_in
from istoolkit.definitions.picture import Picture
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.things import Party, Thing
from istoolkit.documents.values import NOTHING, Entry, Text, Texts, Value, fields_of
from istoolkit.documents.view import Library
from istoolkit.words import capital

NONE_NAMED = "None named in the protocol"
DOES_NOT_APPLY = "Does not apply"
NO_FLOW = "No flow of the protocol serves this purpose for this controller on this basis"


class Described:
    """The words of one protocol: of the entries of its lists, of its terms and of its organisations."""

    def __init__(self, library: Library, protocol: Protocol, picture: Picture) -> None:
        self.protocol, self.picture = protocol, picture
        self.view = library.view(protocol)
        self._entries = dict(self._pairs())
        self._organisations = {_name(each.id): each for each in self.view["organisations"] if isinstance(each, Entry)}

    @property
    def register(self) -> Register:
        """The register that the protocol belongs to."""
        return self.picture.register

    def _pairs(self) -> Any:
        for name, content in self.picture.full.items():
            shown = self.view.get(name)
            if isinstance(content, list) and isinstance(shown, Texts):
                yield from zip(map(id, said_in(content)), shown, strict=True)

    def of(self, thing: Thing) -> Any:
        """Return the entry of a thing: its fields as attributes, in words."""
        return self._entries.get(id(thing.said), NOTHING)

    def organisation(self, party: Party) -> Any:
        """Return what organisations.yaml says of a party in words; nothing for a class."""
        return self._organisations.get(party.text("organisation"), NOTHING)


def _name(value: Value) -> str:
    return value.original if isinstance(value, Text) else str(value)


def either(*lines: str) -> str:
    """Return the lines that say something, one under the other and each once; “Not stated” where none does."""
    return "\n".join(dict.fromkeys(line for line in lines if line)) or NOT_STATED


def labelled(entry: Value, leave_out: tuple[str, ...] = ()) -> list[str]:
    """Return the fields of a section as lines, each with its label. A section to be confirmed is one line."""
    if isinstance(entry, Entry):
        return [f"{label}: {value}" for name, label, value in fields_of(entry) if name not in leave_out]
    return [str(entry)] if entry else []


def after(label: str, value: object) -> str:
    """Return a value with its label; "" where there is no value."""
    return f"{label}: {value}" if value else ""


def with_details(title: object, *details: object) -> str:
    """Return a title with details in brackets."""
    said = [str(each) for each in details if each]
    return f"{title} ({'; '.join(said)})" if said else str(title)


def names(values: Value) -> list[str]:
    """Return one or several names in words."""
    return [str(each) for each in values] if isinstance(values, Texts) else [str(values)] if values else []


def quoted(values: Value) -> str:
    """Return titles so that one sees where each begins and ends: they may have commas. Words for all have no quotes."""
    inside = (values,) if isinstance(values, Text) else tuple(values) if isinstance(values, Texts) else ()
    texts = [each for each in inside if isinstance(each, Text)]
    return ", ".join(capital(each) if each.original == "all" or each.pending else f"“{each}”" for each in texts)
