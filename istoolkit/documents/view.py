"""The view of a protocol: all that a template or a document sees, in the words of its readers.

The names are those of the definition (``schemas/protocol.yaml``): ``purposes``, ``flows``, ``security.incidents.within``.
Names of things are put into words, dates written out, choices spelled. What is taken over from above is there too, with
its ``origin``. `EXTRAS` lists what a view adds to the definition. `istoolkit templates fields` prints it all.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from istoolkit.definitions import formats
from istoolkit.definitions.inherit import Resolved, Said, resolve, taking_part
from istoolkit.definitions.law import law_of
from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.names import party_name, party_title
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.reviews import review_due
from istoolkit.definitions.schema import WAIVERS, Field, load
from istoolkit.documents.flow_drawing import flow_drawings
from istoolkit.documents.signing.statement import STATEMENT
from istoolkit.documents.status import has_record, shown_digest, status_of
from istoolkit.documents.values import NOTHING, Detail, Entry, Text, Texts, Value, fields_of
from istoolkit.documents.waived import waived
from istoolkit.documents.wording import Titles, is_prose, labels_of, spelled
from istoolkit.finding import Path

EXTRAS = {
    "draft": "Whether the protocol is not signed by all who must, or has ended.",
    "status": "Where the protocol stands: `name`, `words`, `head` for the head of a page, `banner` for the cover, `agreed`.",
    "signed_on": "The day on which the last signature that was needed was given; nothing before.",
    "earlier_in_force": "The version that is in force until this one is signed, where there is one.",
    "digest": "The digest of what is signed: `short` to compare by eye, `whole` for a program.",
    "signatures": "The signatures of organisations that count, each with `party`, `who`, `name`, `post`, `date`, `way`, `conditions`, `kept_at`, `version` and `how`, all of it in words.",
    "classes_signed": "The open classes of parties once signing has begun: `title`, `words`, such as “6 of 9 have signed.”, and `signatures`.",
    "statement": "The words that each party signs: those of the definition, or those that the toolkit has for it.",
    "to_sign": "Those of the signatories that have not signed yet.",
    "partnership": "What the partnership calls itself.",
    "control": "The particulars for the document control table, each with a label and a value.",
    "review_due": "The day by which the protocol is to be reviewed.",
    "organisations": "The organisations that take part, with all that organisations.yaml says of them.",
    "classes": "The classes of parties that have a list of members, each with `name` and `members`.",
    "flow_pictures": "The drawings of the flows, each with `title`, `described`, `lines`, what it shows in words, and `flows`, their numbers. `{{ picture }}` shows one.",
    "laws": "The laws named under the lawful bases: `title`, `kind`, `meaning`, `nations`, `confirmed`.",
    "signatories": "The parties that sign, each with `name` and `signed_by`.",
    "human_rights_origin": "The protocol that the words on human rights are taken over from, or nothing.",
    "above": "The protocols this one sits under: `title`, `version` and `short`, what it is called in notes on where words come from.",
    "waivers": "The findings of the check that were waived: `rule`, `title`, `where`, `because`, `by`, `until`.",
    "unknown": "Lists, entries and sections that are wholly to be confirmed.",
}
"""What the view adds to the definition, by name."""

PARTY_EXTRAS = {"name": "What the party is called here.", "kind_words": "The kind of organisation it is."}

_CONTROL = (
    *("reference", "called", "tier", "under", "version", "owner", "author", "jurisdictions", "language", "marking"),
    *("in_force", "expires", "term", "review", "binding", "publication", "signed_copies", "supersedes"),
)
_WORDS = {
    ("end", "all"): "all parties",
    ("party", "all"): "all parties",
    ("end", "public"): "the public",
    ("end", "people"): "the people themselves",
    ("information", "all"): "all the information listed here",
}


class Library:
    """Makes the views of a register's protocols, looking each name up once."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.titles = Titles(register)
        self.organisations: dict[str, Entry] = {}
        self.members: dict[str, Texts] = {}

    def view(self, protocol: Protocol) -> dict[str, Any]:
        """Return the view of a protocol: each name a template can use, with its value."""
        return _View(self, protocol, resolve(self.register, protocol)).content()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The position of each organisation in its file."""
        places: dict[str, int] = {}
        value = self.register.organisation_file.value
        for index, each in records(value.get("organisations") if isinstance(value, dict) else None):
            places.setdefault(str(each.get("id")), index)
        return places


class _View:
    """Makes one view."""

    def __init__(self, library: Library, protocol: Protocol, full: Resolved) -> None:
        self.library, self.protocol, self.full = library, protocol, full
        self.register = library.register
        self.fields = load("protocol").fields
        self.taking_part = taking_part(full)

    def content(self) -> dict[str, Any]:
        said = {
            name: self._section(each, self.full[name]) if name in self.full else NOTHING
            for name, each in self.fields.items()
            if name != WAIVERS
        }
        content: dict[str, Any] = {
            name: value if self.fields[name].shown else str(value) for name, value in said.items()
        }
        content.update(self._standing())
        content["partnership"] = said["partnership"] or self._setting("partnership")
        content["review_due"] = self._review_due()
        content["human_rights_origin"] = self._origin_of("human_rights")
        content["control"] = self._control(content)
        content["organisations"] = self._organisations()
        content["classes"] = self._classes(content["parties"])
        content["flow_pictures"] = flow_drawings(self.register, self.protocol)
        content["laws"] = self._laws()
        content["waivers"] = Texts(tuple(waived(self.register, self.protocol, self._origin)))
        content["signatories"] = [each for each in content["parties"] if _signs(each)]
        content["statement"] = content["sign_off"].statement or STATEMENT
        content["to_sign"] = self._to_sign(content["parties"])
        content["unknown"] = Texts(tuple(self._unknown()), prose=True)
        content["above"] = [_above(each, self._origin(each)) for each in self.register.above(self.protocol)]
        return content

    def _standing(self) -> Iterator[tuple[str, Any]]:
        """Yield what follows from the record of sign-off."""
        status = status_of(self.register, self.protocol)
        begun = has_record(self.register, self.protocol)
        yield "status", status.stamp
        yield "draft", not status.stamp.agreed
        yield "signed_on", status.signed_on
        yield "earlier_in_force", status.earlier
        yield "digest", shown_digest(self.register, self.protocol)
        yield "signatures", list(status.signatures)
        yield "classes_signed", list(status.classes) if begun else []

    def _to_sign(self, parties: Iterable[Entry]) -> list[Entry]:
        """Return the parties that sign and have not; of an open class, until each of its members has."""
        signed = status_of(self.register, self.protocol).signed
        names = [party_name(said.full) for said in _list(self.full.get("parties"))]
        return [each for name, each in zip(names, parties, strict=True) if _signs(each) and name not in signed]

    def _unknown(self) -> Iterator[Value]:
        """Yield the texts that stand where a whole list, an entry of one or a section should."""
        for leaf in self.protocol.leaves:
            top = len(leaf.path) == 1 or (len(leaf.path) == 2 and isinstance(leaf.path[1], int))
            if top and "string" not in leaf.field.types:
                yield self._text(leaf.field, leaf.text, self.protocol, leaf.path)

    def _section(self, each: Field, said: Said | list[Said] | dict[str, Said]) -> Value:
        if isinstance(said, list):
            return Texts(tuple(self._entry(each, entry) for entry in said))
        if isinstance(said, dict):
            return self._terms(each, said)
        return self._value(each, said.value, said.protocol, said.path)

    def _terms(self, each: Field, terms: Mapping[str, Said]) -> Entry:
        fields = {name: self._term(each.fields[name], said) for name, said in terms.items()}
        origins = {name: self._origin(said.protocol) for name, said in terms.items()}
        return Terms(fields, labels_of(each.fields), origins)

    def _term(self, each: Field, said: Said) -> Value:
        """Return a term. A section within it may have fields from several protocols, each with its origin."""
        if not (each.is_section and isinstance(said.value, dict)):
            return self._value(each, said.value, said.protocol, said.path)
        fields = dict(self._fields(each.fields, said))
        origins = {name: self._origin(_sayer(said, name)) for name in fields}
        return Terms(fields, labels_of(each.fields), origins)

    def _entry(self, each: Field, said: Said) -> Value:
        if each.item is None or not isinstance(said.value, dict):
            return self._text(each, str(said.value), said.protocol, said.path)
        inner = each.item.fields
        fields = dict(self._fields(inner, said))
        if each.name == "parties":
            fields.update(self._party(fields, said))
            return Entry(
                fields, {**labels_of(inner), "name": "Name", "kind_words": "Kind"}, self._origin(said.protocol)
            )
        return Entry(fields, labels_of(inner), self._origin(said.protocol))

    def _fields(self, inner: Mapping[str, Field], said: Said) -> Iterator[tuple[str, Value]]:
        filled = dict(self._fields(inner, said.base)) if said.base else {}
        for name, value in said.value.items():
            if name in inner and name != WAIVERS:
                filled[name] = self._value(inner[name], value, said.protocol, (*said.path, name))
        yield from ((name, filled[name]) for name in inner if name in filled)

    def _value(self, each: Field, value: Any, protocol: Protocol, path: Path) -> Value:
        if isinstance(value, str):
            return self._text(each, value, protocol, path)
        if isinstance(value, dict) and each.is_section:
            fields = {
                n: self._value(each.fields[n], v, protocol, (*path, n))
                for n, v in value.items()
                if n in each.fields and n != WAIVERS
            }
            return Entry({name: fields[name] for name in each.fields if name in fields}, labels_of(each.fields))
        if isinstance(value, list) and each.item is not None:
            here = [(i, inner) for i, inner in enumerate(value) if self._concerns(each.item, inner, protocol)]
            items = tuple(self._value(each.item, inner, protocol, (*path, i)) for i, inner in here)
            return Texts(items, prose=is_prose(each.item))
        return NOTHING

    def _concerns(self, each: Field, name: Any, protocol: Protocol) -> bool:
        """Whether a name in a list concerns this protocol: what is above may name parties that take no part here."""
        if protocol is self.protocol or each.refers not in ("party", "end") or not isinstance(name, str):
            return True
        return name in self.taking_part or name in each.words or formats.to_be_confirmed(name)

    def _text(self, each: Field, value: str, protocol: Protocol, path: Path) -> Text:
        words = self._words(each, value, protocol)
        choice = bool(each.allowed or each.refers) and not formats.to_be_confirmed(value)
        return Text(words, protocol.source.file, path, each.title, value, choice)

    def _words(self, each: Field, value: str, protocol: Protocol) -> str:
        if not each.refers or each.allowed or formats.to_be_confirmed(value):
            return spelled(each, value)
        if (each.refers, value) == ("information", "all") and protocol is not self.protocol:
            return f"all the information of the {self._origin(protocol)}"
        return _WORDS.get((each.refers, value)) or self.library.titles.of(protocol, each.refers, value)

    def _origin(self, protocol: Protocol) -> str:
        """Return what a protocol above is called here: by its tier, or by its title where two are of one tier."""
        if protocol is self.protocol:
            return ""
        tiers = [each.text("tier") for each in [self.protocol, *self.register.above(self.protocol)]]
        tier = protocol.text("tier")
        words = self.fields["tier"].allowed.get(tier, "").lower()
        return words if words and tiers.count(tier) == 1 else protocol.text("title") or protocol.id

    def _origin_of(self, name: str) -> str:
        said = self.full.get(name)
        return self._origin(said.protocol) if isinstance(said, Said) else ""

    def _party(self, fields: Mapping[str, Value], said: Said) -> Iterator[tuple[str, Value]]:
        """Yield a party's name and kind, which may come from its organisation or from the protocol above."""
        party = said.full
        title = party_title(self.register, party)
        texts = [fields[key] for key in ("title", "organisation", "class", "local") if key in fields]
        source = next((text for text in texts if isinstance(text, Text) and not text.pending), NOTHING)
        if isinstance(source, Text):
            yield "name", Text(title, source.file, source.path, "Party", source.original)
        organisation = self.register.organisations.get(str(party.get("organisation")), {})
        kind = str(party.get("kind") or organisation.get("kind") or "")
        words = load("organisations").fields["organisations"].item
        if kind and words is not None and not formats.to_be_confirmed(kind):
            at, path = self._kind_at(party, said)
            yield "kind_words", Text(words.fields["kind"].allowed.get(kind, kind), at, path, "Kind", kind, choice=True)

    def _kind_at(self, party: Mapping[str, Any], said: Said) -> tuple[str, Path]:
        if "kind" in party:
            owner = said
            while "kind" not in owner.value and owner.base is not None:
                owner = owner.base
            return owner.protocol.source.file, (*owner.path, "kind")
        place = self.library.places.get(str(party.get("organisation")), 0)
        return self.register.organisation_file.file, ("organisations", place, "kind")

    def _setting(self, name: str) -> Value:
        value = self.register.setting(name)
        each = load("register").fields[name]
        return (
            Text(value, self.register.settings.file, (name,), each.title, value) if isinstance(value, str) else NOTHING
        )

    def _review_due(self) -> Value:
        due, at = review_due(self.protocol), self.protocol.source.file
        return Text(formats.long_date(due), at, ("review", "every"), "Next review due", due) if due else NOTHING

    def _control(self, content: Mapping[str, Any]) -> list[Detail]:
        file = self.protocol.source.file
        details = [Detail("Status", Text(content["status"].words, file, (), "Status", ""), "")]
        if earlier := content["earlier_in_force"]:
            details.append(Detail("Version in force", Text(earlier, file, (), "Version in force", ""), ""))
        for name in _CONTROL:
            value = content[name]
            if isinstance(value, Entry):
                details.extend(Detail(label, inner, "") for _, label, inner in fields_of(value))
            elif value:
                details.append(Detail(self.fields[name].title, value, ""))
        for name in ("contact", "website"):
            if value := self._setting(name):
                details.append(Detail(f"Partnership: {load('register').fields[name].title.lower()}", value, ""))
        if content["review_due"]:
            details.append(Detail("Next review due", content["review_due"], ""))
        return details

    def _organisations(self) -> Texts:
        parties = [said.full for said in _list(self.full.get("parties"))]
        names = [str(party["organisation"]) for party in parties if "organisation" in party]
        others = [
            self.protocol.text("owner"),
            *(str(each.value.get("organisation")) for each in _list(self.full.get("key_post_holders"))),
        ]
        wanted = dict.fromkeys(name for name in [*names, *others] if name in self.register.organisations)
        kept = self.library.organisations
        for name in wanted.keys() - kept.keys():
            kept[name] = self._organisation(name)
        return Texts(tuple(kept[name] for name in wanted))

    def _organisation(self, name: str) -> Entry:
        item = load("organisations").fields["organisations"].item
        if item is None:
            raise AssertionError("organisations have no fields")
        holder = Protocol("", self.register.organisation_file)
        value = self._value(
            item, self.register.organisations[name], holder, ("organisations", self.library.places[name])
        )
        if not isinstance(value, Entry):
            raise AssertionError("an organisation is an entry")
        return value

    def _classes(self, parties: Iterable[Entry]) -> Texts:
        return Texts(tuple(each for party in parties if (each := self._class(party)) is not None))

    def _class(self, party: Entry) -> Entry | None:
        source = self.register.members.get(str(party.members))
        if source is None or not source.value:
            return None
        kept = self.library.members
        if source.file not in kept:
            kept[source.file] = self._members(source)
        return Entry({"name": party.name, "members": kept[source.file]}, {"name": "Class", "members": "Members"})

    def _members(self, source: Source) -> Texts:
        each = Field(name="member", types=("dict",), title="Member", fields=load("members").fields)
        names = {row.get("id"): row.get("name") for row in source.value}
        told = [
            {**row, "succeeded_by": names.get(row["succeeded_by"], "")} if "succeeded_by" in row else row
            for row in source.value
        ]
        rows = (self._value(each, row, Protocol("", source), (i,)) for i, row in enumerate(told))
        return Texts(tuple(rows))

    def _laws(self) -> Texts:
        named = dict.fromkeys(
            name for said in _list(self.full.get("lawfulness")) for name in many(said.value.get("gateways"))
        )
        known = law_of(self.register).provisions
        return Texts(tuple(_law(known[name]) for name in named if name in known))


def _law(record: Mapping[str, Any]) -> Entry:
    item = load("law").fields["provisions"].item
    kinds = item.fields["kind"].allowed if item else {}
    nations = load("protocol").fields["jurisdictions"].item
    names = nations.allowed if nations else {}
    words = {
        "title": record["title"],
        "kind": kinds[record["kind"]].capitalize(),
        "meaning": record["meaning"],
        "nations": ", ".join(names[nation] for nation in record["jurisdictions"]),
        "confirmed": formats.long_date(record["checked_on"]) if record.get("checked_on") else formats.TO_BE_CONFIRMED,
    }
    fields = {
        name: Text(text, "", ("law", record["id"], name), name.capitalize(), text) for name, text in words.items()
    }
    return Entry(fields, {name: name.capitalize() for name in words})


def _above(protocol: Protocol, short: str) -> Entry:
    words = {"title": protocol.text("title"), "version": protocol.text("version"), "short": short}
    fields = {name: Text(text, protocol.source.file, (name,), name.capitalize(), text) for name, text in words.items()}
    return Entry(fields, {name: name.capitalize() for name in words})


def _signs(party: Any) -> bool:
    """Whether a party signs: not once it has left, nor a processor, which is bound by its contract."""
    processor = str(party.role.original if isinstance(party.role, Text) else "") in ("processor", "sub-processor")
    return not party.withdrew and (bool(party.signed_by) or not processor)


class Terms(Entry):
    """A section whose fields may come from different protocols; ``origins`` has the title for each."""

    __slots__ = ("origins",)

    def __init__(self, fields: Mapping[str, Value], labels: Mapping[str, str], origins: Mapping[str, str]) -> None:
        super().__init__(fields, labels)
        self.origins = origins


def _sayer(said: Said, name: str) -> Protocol:
    """Return the protocol that says a field of an entry."""
    while name not in said.value and said.base is not None:
        said = said.base
    return said.protocol


def _list(content: Said | list[Said] | dict[str, Said] | None) -> list[Said]:
    return content if isinstance(content, list) else []
