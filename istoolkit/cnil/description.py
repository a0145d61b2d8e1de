"""What a protocol's definition says, as the answers to the questions on the context and the principles (111 to 227)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from istoolkit.cnil.html import bullets, escaped, headed, paragraph
from istoolkit.definitions.formats import NOT_STATED
from istoolkit.definitions.schema import load
from istoolkit.definitions.things import PROCESSORS
from istoolkit.documents.values import Entry, Text, Texts, Value, fields_of
from istoolkit.documents.view import Terms

View = Mapping[str, Any]


class Part(NamedTuple):
    """A section of a protocol that goes into an answer, or only some fields of it."""

    section: str
    fields: tuple[str, ...] = ()


PARTS: Mapping[int, tuple[Part, ...]] = {
    111: (Part("summary"), Part("background"), Part("control")),
    112: (
        *(Part("parties"), Part("posts"), Part("key_post_holders"), Part("duties")),
        *(Part("governance"), Part("joining_and_leaving")),
    ),
    113: (Part("principles"), Part("impact_assessments"), Part("security", ("standards",))),
    121: (Part("people"), Part("information"), Part("not_shared")),
    122: (Part("flows"), Part("requests"), Part("decisions")),
    123: (Part("assets"), Part("channels"), Part("security")),
    211: (Part("purposes"),),
    212: (Part("lawfulness"), Part("laws"), Part("human_rights")),
    213: (Part("purposes", ("necessity",)), Part("information", ("needed_because", "excludes")), Part("not_shared")),
    214: (Part("quality"),),
    215: (Part("storage"),),
    221: (Part("openness"),),
    222: (Part("circumstances"),),
    223: (Part("rights", ("access", "complaints", "freedom_of_information")),),
    224: (Part("rights", ("correction", "erasure")), Part("quality", ("corrections",))),
    225: (Part("rights", ("restriction", "objection", "automated")),),
    226: (Part("parties", ("role", "for", "contract")),),
    227: (Part("flows", ("transfer",)), Part("assets", ("in",)), Part("storage", ("in",))),
}
"""Where each section of a protocol goes. A section with fields named is told in full elsewhere or under several questions."""


_TITLES = {"control": "Particulars", "laws": "Powers and duties"}
_NAMES = ("name", "title", "post", "term", "when", "who", "held_by", "version")


def answer(number: int, view: View) -> str:
    """Return what the definition answers to a question, as HTML; "" where it says nothing of it."""
    return "".join(_part(number, part, view) for part in PARTS[number])


def left_out(view: View) -> list[str]:
    """Return the titles of the sections that the protocol says and the file has no place for."""
    placed = {part.section for parts in PARTS.values() for part in parts}
    fields = load("protocol").fields
    told = {name for name, each in fields.items() if each.shown and view.get(name) and _is_list_or_section(view[name])}
    lists = ["Members of classes of parties"] if view["classes"] else []
    return [fields[name].title for name in fields if name in told - placed and name not in _IN_CONTROL] + lists


_IN_CONTROL = ("review", "publication", "jurisdictions", "supersedes")
"""Sections that the particulars of the document have in them."""


def _is_list_or_section(value: Any) -> bool:
    return isinstance(value, Texts | Entry)


def _part(number: int, part: Part, view: View) -> str:
    value = view.get(part.section)
    title = _TITLES.get(part.section) or load("protocol").fields[part.section].title
    content = _pending(part.section, view) + (
        _control(value) if part.section == "control" else _html(value, part, number)
    )
    return headed(title, content) if content else ""


def _pending(section: str, view: View) -> str:
    """Return what stands where the whole section or an entry should be, which is to be confirmed."""
    texts = [each for each in view["unknown"] if isinstance(each, Text) and each.path[0] == section]
    return "".join(paragraph(str(each)) for each in texts)


def _control(details: Any) -> str:
    return bullets(_labelled(label, value) for label, value, _ in details)


def _html(value: Any, part: Part, number: int) -> str:
    if isinstance(value, Text):
        return paragraph(str(value))
    if isinstance(value, Texts):
        return bullets(line for each in value if (line := _line(each, part, number)))
    return bullets(_fields(value, part.fields)) if isinstance(value, Entry) else ""


def _line(each: Value, part: Part, number: int) -> str:
    if not isinstance(each, Entry):
        return escaped(str(each))
    if number == 226 and not (isinstance(each.role, Text) and each.role.original in PROCESSORS):
        return ""
    named = _name(each)
    lines = list(_fields(each, part.fields, but=named[0]))
    if part.fields and not lines:
        return ""
    origin = f" ({escaped(each.origin)})" if each.origin else ""
    return f"<strong>{escaped(named[1])}</strong>{origin}{bullets(lines)}"


def _name(entry: Entry) -> tuple[str, str]:
    """Return the field that an entry is known by, and its words."""
    fields = {name: value for name, _, value in fields_of(entry)}
    name = next((each for each in _NAMES if each in fields), next(iter(fields), ""))
    return name, str(fields.get(name, NOT_STATED))


def _fields(entry: Entry, only: tuple[str, ...] = (), but: str = "") -> Iterator[str]:
    """Yield the fields of an entry, each once: what it is called by is not told again, nor is anything told twice."""
    origins = entry.origins if isinstance(entry, Terms) else {}
    told = {str(entry.name)} if but == "name" else set()
    for name, label, value in fields_of(entry):
        line = _labelled(label, value, origins.get(name, ""))
        if name != but and (not only or name in only) and not {line, str(value)} & told:
            told.add(line)
            yield line


def _labelled(label: str, value: Value, origin: str = "") -> str:
    start = f"{escaped(label)}{f' ({escaped(origin)})' if origin else ''}"
    if isinstance(value, Entry):
        return f"{start}{bullets(_fields(value))}"
    if isinstance(value, Texts) and any(isinstance(each, Entry) for each in value):
        return f"{start}{bullets(_inside(each) for each in value)}"
    if isinstance(value, Texts) and value.prose and len(value) > 1:
        return f"{start}{bullets(escaped(str(each)) for each in value)}"
    return f"{start}: {escaped(joined([str(each) for each in value]) if isinstance(value, Texts) else str(value))}"


def _inside(each: Value) -> str:
    return "; ".join(_fields(each)) if isinstance(each, Entry) else escaped(str(each))


def joined(words: Sequence[str]) -> str:
    """Join words as a list on one line, with semicolons where there are commas in them."""
    return ("; " if any(", " in each for each in words) else ", ").join(words)
