"""Everything a definition says stands in its document, word for word, and says where it comes from."""

import calendar
import datetime
import re

from lxml import etree

from istoolkit.definitions.inherit import resolve
from istoolkit.definitions.leaves import Leaf, leaves
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import law_records, load
from istoolkit.finding import written
from tests.documents.conftest import Made
from tests.documents.reading import W, body, folded, parts, text, words

MAP = "{urn:istoolkit:map:1}"


def expected(register: Register, leaf: Leaf) -> list[str]:
    """What a reader must find of a text: each of its paragraphs, a date written out, the name of what it refers to."""
    value = leaf.text
    if value.startswith("TBC"):
        return [f"To be confirmed: {value[3:].lstrip(' :-')}" if len(value) > 3 else "To be confirmed"]
    if leaf.field.format == "date":
        day = datetime.date.fromisoformat(value)
        return [f"{day.day} {calendar.month_name[day.month]} {day.year}"]
    if leaf.field.format == "yes-no":
        return [{"yes": "Yes", "no": "No", "true": "Yes", "false": "No"}[value]]
    if leaf.field.allowed:
        return [leaf.field.allowed[value]]
    if leaf.field.refers:
        return title_of(register, leaf)
    pieces = re.split(r"\n\s*\n|\n(?=\s*[-*•]\s)", value)
    return [folded(re.sub(r"^\s*[-*•]\s+", "", piece)) for piece in pieces]


def title_of(register: Register, leaf: Leaf) -> list[str]:
    if leaf.field.refers == "organisation" and leaf.text in register.organisations:
        return [register.organisations[leaf.text]["title"]]
    if leaf.field.refers == "law":
        return [law_records()["provisions"][leaf.text]["title"]]
    if leaf.field.refers == "protocol":
        return [register.protocols[leaf.text].text("title")]
    return []


def missing(register: Register, said: list[Leaf], content: bytes) -> list[tuple[object, str]]:
    shown = text(content).casefold()
    return [
        (leaf.path, piece)
        for leaf in said
        if leaf.field.shown
        for piece in expected(register, leaf)
        if piece.casefold() not in shown
    ]


def of_what_is_signed(protocol: Protocol) -> list[Leaf]:
    """All that a definition says but the words of its guides, which are on other papers."""
    return [leaf for leaf in protocol.leaves if leaf.path[0] != "guides"]


def test_every_text_of_the_definition_is_in_the_document(each_document: Made) -> None:
    register, protocol, content = each_document
    assert len(protocol.leaves) > 10
    assert missing(register, of_what_is_signed(protocol), content) == []


def test_every_text_taken_over_from_above_is_in_the_document(each_document: Made) -> None:
    register, protocol, content = each_document
    fields = load("protocol").fields
    for name, taken in resolve(register, protocol).items():
        each = fields[name]
        inner = each.item.fields if each.item and each.item.is_section else each.fields
        entries = taken if isinstance(taken, list) else list(taken.values()) if isinstance(taken, dict) else []
        for said in entries:
            if said.protocol is not protocol and isinstance(said.value, dict):
                inside = inner if isinstance(taken, list) else fields[name].fields[said.path[1]].fields
                assert missing(register, list(leaves(inside, said.value)), content) == []


def test_what_is_taken_over_names_the_protocol_it_comes_from(hub: Made) -> None:
    shown = text(hub.content)
    assert "From the community agreement" in shown
    assert "Only what is needed. We share the least that serves the purpose" in shown
    assert re.search(r"Only what is needed\..*\(framework\)", shown)


def test_what_the_organisations_file_says_is_in_the_document(every_field: Made) -> None:
    register, _, content = every_field
    item = load("organisations").fields["organisations"].item
    assert item is not None
    named = {
        str(party["organisation"]) for _, party in every_field.protocol.entries("parties") if "organisation" in party
    }
    said = [leaf for name in named for leaf in leaves(item.fields, register.organisations[name])]
    assert len(said) > 30
    assert missing(register, said, content) == []


def test_members_of_classes_are_listed(hub: Made) -> None:
    shown = text(hub.content)
    for source in hub.register.members.values():
        if source.file in ("members/schools.csv", "members/gp-practices.csv"):
            assert [row["name"] for row in source.value if row["name"] not in shown] == []


def test_each_value_carries_its_path(each_document: Made) -> None:
    """By the control's tag, by the bookmark around it, and in the map: all three lead to the same words."""
    _register, protocol, content = each_document
    root = body(content)
    mapped = {v.get("b"): v for v in etree.fromstring(parts(content)["customXml/istoolkit.xml"])}
    controls = list(root.iter(f"{W}sdt"))
    assert len(controls) == len(mapped) > 0
    for control in controls:
        mark = control.getprevious()
        assert mark is not None and mark.tag == f"{W}bookmarkStart"
        entry = mapped[mark.get(f"{W}name")]
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        where = entry.get("p") if entry.get("f") == protocol.source.file else f"{entry.get('f')}:{entry.get('p')}"
        assert tag == (where if len(where) <= 64 else mark.get(f"{W}name"))
        assert folded(words(control)) == folded(entry.text or "")
    shown = {(v.get("f"), v.get("p")) for v in mapped.values()}
    for leaf in of_what_is_signed(protocol):
        if leaf.field.shown:
            assert (protocol.source.file, written(leaf.path)) in shown


def test_the_marks_are_within_what_word_allows(each_document: Made) -> None:
    root = body(each_document.content)
    tags = [each.get(f"{W}val") for each in root.iter(f"{W}tag")]
    names = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    ids = [each.find(f"{W}id").get(f"{W}val") for each in root.iter(f"{W}sdtPr")]
    marks = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
    assert max(map(len, tags)) <= 64 and max(map(len, names)) <= 40
    assert len(set(names)) == len(names) and len(set(ids)) == len(ids) and len(set(marks)) == len(marks)
    aliases = [each.get(f"{W}val") for each in root.iter(f"{W}alias")]
    assert max(map(len, aliases)) <= 64


def test_the_frames_of_controls_are_hidden(every_field: Made) -> None:
    w15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
    for properties in body(every_field.content).iter(f"{W}sdtPr"):
        assert properties.find(f"{w15}appearance").get(f"{w15}val") == "hidden"


def test_one_control_holds_one_paragraph(each_document: Made) -> None:
    for control in body(each_document.content).iter(f"{W}sdtContent"):
        assert control.findall(f".//{W}p") == []


def test_nothing_is_said_twice_under_further_particulars(each_document: Made) -> None:
    """The committed template places everything; the safety net at its end stays empty."""
    assert "Further particulars" not in text(each_document.content)


def test_a_class_is_called_the_same_in_every_tier(hub: Made) -> None:
    """The framework gives the class its title; the arrangement names the class only."""
    named = [folded(words(control)) for control in body(hub.content).iter(f"{W}sdt")]
    assert "Schools and academies" in named
    assert "Schools" not in named


def test_what_the_settings_say_is_in_the_document(every_field: Made) -> None:
    settings = every_field.register.settings.value
    shown = text(every_field.content)
    assert settings["contact"] in shown and settings["website"] in shown


def test_each_name_is_the_name_of_what_is_meant(each_document: Made) -> None:
    """The control at the path of a reference holds the title of what it refers to."""
    register, protocol, content = each_document
    titles = {
        (leaf.field.defines, leaf.text): parent.get("title")
        for each in [protocol, *register.above(protocol)]
        for leaf in each.leaves
        if leaf.field.defines and (parent := _parent(each.data, leaf.path))
    }
    found = {
        v.get("p"): v.text
        for v in etree.fromstring(parts(content)["customXml/istoolkit.xml"])
        if v.get("f") == protocol.source.file
    }
    for leaf in protocol.leaves:
        title = titles.get((leaf.field.refers, leaf.text))
        if title and not title.startswith("TBC"):
            assert folded(found[written(leaf.path)] or "").casefold() == folded(title).casefold()


def _parent(data: object, path: tuple[str | int, ...]) -> dict[str, str]:
    for step in path[:-1]:
        data = data[step]  # type: ignore[index]
    return data  # type: ignore[return-value]
