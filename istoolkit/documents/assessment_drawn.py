"""What the templates of assessments draw from the protocol's own view, picked out of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from istoolkit.definitions.formats import to_be_confirmed
from istoolkit.definitions.register import Register
from istoolkit.definitions.schema import load
from istoolkit.definitions.things import PROCESSORS
from istoolkit.documents.values import NOTHING, Entry, Text, Texts, Value
from istoolkit.documents.wording import spelled


def of_definition(register: Register, view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is picked out of the view of a protocol, by name."""
    parties, flows = list(_entries(view["parties"])), list(_entries(view["flows"]))
    openness, partners = view["openness"], [each for each in parties if not _is_processor(each)]
    return {
        "processors": [each for each in parties if _is_processor(each)],
        "transfers": [each for each in flows if each.transfer],
        "partners": partners,
        "party_names": Texts(tuple(each.name for each in partners)),
        "notices": list(_entries(openness.notices)) if isinstance(openness, Entry) else [],
        "contact": _setting(register, "contact"),
        "website": _setting(register, "website"),
    }


def _entries(value: Value) -> Iterator[Entry]:
    if isinstance(value, Texts):
        yield from (each for each in value if isinstance(each, Entry))


def _is_processor(party: Entry) -> bool:
    return isinstance(party.role, Text) and party.role.original in PROCESSORS


def _setting(register: Register, name: str) -> Value:
    value, field = register.setting(name), load("register").fields[name]
    if not isinstance(value, str) or to_be_confirmed(value):
        return NOTHING
    return Text(spelled(field, value), register.settings.file, (name,), field.title, value)
