"""The schemas themselves: complete, sound, and the same as what is made from them."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from istoolkit.definitions import refresh, schema, validate
from istoolkit.definitions.formats import FORMATS
from istoolkit.definitions.json_schema import json_schema
from istoolkit.definitions.overlay import missing_of
from istoolkit.definitions.register import open_register
from istoolkit.resources import folder
from istoolkit.rules import check
from tests.conftest import REGISTERS, ROOT

DOCUMENTS = schema.documents()
PROTOCOLS = sorted(path for register in REGISTERS for path in register.glob("*/protocol.yaml"))
INHERIT = {"own", "whole", "terms", "added", "drawn", ""}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_cerberus_finds_nothing_wrong_with_the_schema(document: str) -> None:
    validate.check_in_full(document)


def _lacks(path: tuple[str, ...], field: schema.Field) -> Iterator[str]:
    if not field.title:
        yield "a title"
    if path[-1] != "[]" and not field.help.endswith((".", "?")):
        yield "a sentence of help"
    if path[-1] != "[]" and "string" in field.types and field.example is None:
        yield "an example"
    if not field.types or not set(field.types) <= {"string", "list", "dict"}:
        yield "a type"
    if ("list" in field.types) != (field.item is not None) or field.is_section != bool(field.fields):
        yield "a schema that goes with its type"
    if field.format not in {"", *FORMATS} or field.below not in {"", "shorter"} or field.inherit not in INHERIT:
        yield "keys with values that are known"
    if not set(field.needed) <= {"framework", "community", "operational", "new"}:
        yield "tiers that are known"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_field_has_its_words(document: str) -> None:
    assert [(path, each) for path, field in schema.load(document).walk() for each in _lacks(path, field)] == []


def _unfit(field: schema.Field) -> list[str]:
    """Return the examples of a field that it would itself refuse."""
    of_list = isinstance(field.example, list)
    examples = field.example if of_list else [field.example]
    wanted = field.item if of_list and field.item else field
    fits = FORMATS[wanted.format].fits if wanted.format else bool
    return [each for each in examples if not fits(each) or (wanted.allowed and each not in wanted.allowed)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_example_fits_its_field(document: str) -> None:
    fields = [(path, each) for path, each in schema.load(document).walk() if each.example is not None]
    assert [(path, _unfit(each)) for path, each in fields if _unfit(each)] == []


def test_every_field_at_the_top_of_a_protocol_says_how_it_is_taken_over() -> None:
    assert [name for name, each in schema.load("protocol").fields.items() if not each.inherit] == []


def test_what_is_referred_to_is_defined_somewhere() -> None:
    fields = [each for document in DOCUMENTS for _, each in schema.load(document).walk()]
    defined = {each.defines for each in fields} | {"party", "end", "protocol"}
    assert {each.refers for each in fields if each.refers} <= defined


def test_only_shorter_where_it_is_a_duration() -> None:
    guarded = [each for _, each in schema.load("protocol").walk() if each.below]
    assert guarded
    assert {each.format for each in guarded} == {"duration"}


def test_law_fits_its_schema_and_each_record_is_there_once() -> None:
    found: dict[str, list[str]] = {}
    for name, content in schema.raw().items():
        if name.startswith("law/"):
            assert validate.mismatches("law", content) == [], name
            for kind in content.keys() - {"format"}:
                found.setdefault(kind, []).extend(each["id"] for each in content[kind])
    assert set(found) == set(schema.LAW_LISTS)
    for kind, ids in found.items():
        assert len(ids) == len(set(ids)) == len(schema.law_records()[kind]), kind
    assert len(found["provisions"]) > 150


def test_every_record_of_law_says_what_a_record_must() -> None:
    records = schema.law_records()
    assert [
        (k, name) for k in schema.LAW_LISTS for name, each in records[k].items() if missing_of("law", k, each)
    ] == []


def test_what_a_record_of_law_names_is_there() -> None:
    provisions = schema.law_records()["provisions"]
    named = {other for each in provisions.values() for other in each.get("replaced_by", [])}
    assert named - provisions.keys() == set()
    pairs = [(each["chosen_in"], each["chosen_as"]) for each in provisions.values() if "chosen_in" in each]
    assert len(pairs) == len(set(pairs))
    fields = dict(schema.load("protocol").walk())
    for words, value in pairs:
        each = fields["lawfulness", "[]", words]
        assert value in (each.item.allowed if each.item else each.allowed)


def test_what_is_made_from_the_schemas_is_up_to_date(tmp_path: Path) -> None:
    refresh.refresh(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.json")}
    kept = {path.relative_to(folder("schemas")): path.read_bytes() for path in folder("schemas").rglob("*.json")}
    assert made.keys() == kept.keys()
    assert [str(name) for name in made if made[name] != kept[name]] == []


def test_compiled_schemas_are_used_only_while_they_are_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(shutil.copytree(folder("schemas"), tmp_path / "schemas"))
    monkeypatch.setattr(schema, "folder", lambda _: place)
    assert schema.raw.__wrapped__() == schema.raw()
    changed = (place / "register.yaml").read_text("utf-8").replace("title: Partnership,", "title: Club,")
    (place / "register.yaml").write_text(changed, "utf-8", newline="\r\n")
    assert schema.raw.__wrapped__()["register.yaml"]["schema"]["partnership"]["title"] == "Club"
    (place / schema.COMPILED).write_bytes(b"{")
    assert schema.raw.__wrapped__()["register.yaml"]["schema"]["partnership"]["title"] == "Club"


def test_line_ends_do_not_matter_to_the_digest() -> None:
    assert schema.digest({"a.yaml": b"a: 1\r\n"}) == schema.digest({"a.yaml": b"a: 1\n"})
    assert schema.digest({"a.yaml": b"a: 1\n"}) != schema.digest({"a.yaml": b"a: 2\n"})


def test_a_schema_that_cannot_be_read_says_where() -> None:
    with pytest.raises(ValueError, match=r"bad\.yaml.*line=2.*mark"):
        schema.parse({"bad.yaml": b"a: 1\nb: &x 2\n"})


@pytest.mark.parametrize("document", DOCUMENTS)
def test_json_schema_is_valid(document: str) -> None:
    Draft202012Validator.check_schema(json.loads(json_schema(document)))


def _editor(document: str = "protocol") -> Draft202012Validator:
    return Draft202012Validator(json.loads(json_schema(document)))


@pytest.mark.parametrize("path", PROTOCOLS, ids=lambda path: path.parent.name)
def test_json_schema_takes_what_the_toolkit_takes(path: Path) -> None:
    data = yaml.load(path.read_bytes(), yaml.BaseLoader)
    assert [each.message for each in _editor().iter_errors(data)] == []
    assert validate.mismatches("protocol", data) == []


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.name)
@pytest.mark.parametrize("document", ["register", "organisations"])
def test_json_schema_takes_the_other_files(path: Path, document: str) -> None:
    data = yaml.load((path / f"{document}.yaml").read_bytes(), yaml.BaseLoader)
    assert [each.message for each in _editor(document).iter_errors(data)] == []


BASE = yaml.load((ROOT / "tests/examples/base/hub/protocol.yaml").read_bytes(), yaml.BaseLoader)
BROKEN: list[tuple[str, tuple[str | int, ...], Any, str]] = [
    ("unknown field", ("sumary",), "x", "unknown"),
    ("unknown field in an entry", ("flows", 0, "because"), "x", "unknown"),
    ("no such tier", ("tier",), "middle", "allowed"),
    ("date in words", ("in_force",), "1 December 2026", "format"),
    ("duration in words", ("review", "every"), "yearly", "format"),
    ("text for a section", ("review",), "12 months", "type"),
    ("section for a list", ("people",), {"id": "children"}, "type"),
    ("list for a text", ("title",), ["Hub"], "type"),
    ("nothing in a text", ("title",), "", "empty"),
    ("nothing in a list", ("jurisdictions",), [], "empty"),
    ("nothing in a choice", ("tier",), "", "empty"),
    ("nothing in an entry of a list", ("flows", 0, "to"), [""], "empty"),
    ("no such nation", ("jurisdictions",), ["france"], "allowed"),
    ("number that is not a version", ("version",), "v1", "format"),
]


@pytest.mark.parametrize(("path", "value", "kind"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_both_schemas_refuse_what_is_broken(path: tuple[str | int, ...], value: Any, kind: str) -> None:
    data = json.loads(json.dumps(BASE))
    holder: Any = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    assert [each.kind for each in validate.mismatches("protocol", data)] == [kind]
    assert not _editor().is_valid(data)


@pytest.mark.parametrize("field", ["format", "title", "owner", "jurisdictions"])
def test_both_schemas_refuse_what_is_missing(field: str) -> None:
    data = {name: value for name, value in BASE.items() if name != field}
    assert [(each.path, each.kind) for each in validate.mismatches("protocol", data)] == [((field,), "missing")]
    assert not _editor().is_valid(data)


@pytest.mark.parametrize("value", ["TBC", "TBC: who decides"])
@pytest.mark.parametrize("path", [("tier",), ("in_force",), ("review",), ("people",), ("flows", 0, "to")])
def test_anything_may_be_to_be_confirmed(path: tuple[str | int, ...], value: str) -> None:
    data = json.loads(json.dumps(BASE))
    holder: Any = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    assert validate.mismatches("protocol", data) == []
    assert _editor().is_valid(data)


def _shapes() -> Iterator[Any]:
    yield from ("", [], {}, ["a"], {"a": "b"}, ["", {"id": ["a"]}])


@pytest.mark.parametrize("value", list(_shapes()), ids=str)
def test_no_shape_of_a_value_makes_a_check_fail(value: Any, tmp_path: Path) -> None:
    """Put each shape in the place of each top-level field, of an entry and of a field in an entry, and check."""
    root = Path(shutil.copytree(ROOT / "tests/examples/base", tmp_path / "register"))
    for file in ("hub/protocol.yaml", "organisations.yaml", "register.yaml"):
        before = (root / file).read_bytes()
        for data in _with(yaml.load(before, yaml.BaseLoader), value):
            (root / file).write_text(yaml.safe_dump(data), "utf-8")
            assert isinstance(check(open_register(root)), list)
        (root / file).write_bytes(before)


def _with(data: dict[str, Any], value: Any) -> Iterator[Any]:
    for name, inner in data.items():
        yield {**data, name: value}
        if isinstance(inner, list) and isinstance(inner[0], dict):
            yield {**data, name: [value, *inner[1:]]}
            yield {**data, name: [dict.fromkeys(inner[0], value), *inner[1:]]}
        elif isinstance(inner, dict):
            yield {**data, name: dict.fromkeys(inner, value)}
    yield value


def test_a_file_of_nothing_but_misfits_is_checked_fast_and_told_in_part(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "tests/examples/base", tmp_path / "register"))
    with (root / "hub/protocol.yaml").open("a") as file:
        file.writelines(f"x{number}: y\n" for number in range(3000))
    begun = time.process_time()
    found = [each for each in check(open_register(root)) if each.code == "FORM001"]
    assert len(found) == 200
    assert time.process_time() - begun < 8, "each misfit takes longer than the one before"
