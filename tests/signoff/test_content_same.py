"""What does not change what is signed: how a file is laid out, and two ways to write the same thing."""

import json
import random
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import Protocol
from istoolkit.definitions.schema import Field, load
from istoolkit.documents.values import Text
from istoolkit.documents.word.markup import Marks, blocks
from istoolkit.signoff.content import digest_of, normal
from tests.signoff.contents import GOLDEN, Case, at, cases, register_at

pytestmark = pytest.mark.again

SMALL = [case for case in cases(GOLDEN) if case.protocol == "small"]
FILES = [
    *SMALL,
    *(case for case in cases(GOLDEN.parents[2] / "cases" / "every-field") if case.protocol == "every-field"),
]


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        chance.shuffle(names)
        return {name: _shuffled(value[name], chance) for name in names}
    return [_shuffled(each, chance) for each in value] if isinstance(value, list) else value


def _written(value: Any, chance: random.Random) -> bytes:
    """Write a definition as another program or person might: layout, quotation marks, comments, line ends."""
    flow, style = chance.choice([True, False, None]), chance.choice([None, None, "'", '"', "|", ">"])
    text = yaml.dump(
        value,
        Dumper=yaml.CSafeDumper,
        default_flow_style=flow,
        default_style=style,
        width=chance.choice([20, 80, 10_000]),
        indent=chance.choice([2, 4]),
        allow_unicode=chance.choice([True, False]),
        sort_keys=False,
    )
    if not flow:
        text = re.sub(r"(?m)^(?=[a-z_]+:)", "# said by: the county\n\n", text)
    ends = chance.choice(["\n", "\r\n"])
    return chance.choice([b"", b"\xef\xbb\xbf"]) + ends.join(f"# A comment\n{text}# end".split("\n")).encode()


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.protocol}-{case.document}")
@pytest.mark.again
@given(seed=st.integers(0, 2**40))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_laid_out_anew_it_is_the_same(case: Case, seed: int) -> None:
    chance = random.Random(seed)
    written = _written(_shuffled(case.source.value, chance), chance)
    source = read(case.source.file, written)
    assert not source.faults, written.decode()
    assert case.digest(source.value) == case.digest(), written.decode()


def _rewritten(fields: Mapping[str, Field], value: Any, chance: random.Random) -> Any:
    known = {name: fields[name] for name in value if name in fields}
    return {
        name: _said_otherwise(known[name], inner, chance) if name in known else inner for name, inner in value.items()
    }


def _said_otherwise(each: Field, value: Any, chance: random.Random) -> Any:
    """Write the same thing in another way, wherever there is one."""
    if isinstance(value, dict):
        return _rewritten(each.fields, value, chance)
    if isinstance(value, list) and each.item is not None:
        inner = [_said_otherwise(each.item, entry, chance) for entry in value]
        return inner[0] if len(inner) == 1 and "string" in each.types and chance.random() < 0.7 else inner
    if not isinstance(value, str):
        return value
    if each.format == "yes-no":
        return {"yes": "true", "true": "yes", "no": "false", "false": "no"}.get(value, value)
    is_name = each.refers or each.allowed or each.format or each.defines or value.startswith("TBC")
    text = value if is_name else _wrapped(value, chance)
    return [text] if {"string", "list"} <= set(each.types) and chance.random() < 0.7 else text


def _wrapped(text: str, chance: random.Random) -> str:
    breaks = [" ", "  ", "\n", "\n   ", "\u00a0"]
    text = re.sub(r"(?<=\S) (?=[^\s*•-])", lambda _: chance.choice(breaks), text)
    text = re.sub(r"(?m)^(\s*)[*•](?=\s)", r"\1-", text)
    return chance.choice(["", " ", "\n"]) + unicodedata.normalize("NFD", text) + chance.choice(["", "\n", "  \n\n"])


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.protocol}-{case.document}")
@pytest.mark.again
@given(seed=st.integers(0, 2**40))
@settings(max_examples=12, deadline=None, derandomize=True)
def test_written_in_another_way_it_is_the_same(case: Case, seed: int) -> None:
    value = _rewritten(load(case.document).fields, case.source.value, random.Random(seed))
    assert value != case.source.value
    assert case.digest(value) == case.digest(), json.dumps(value, ensure_ascii=False)


TEXTS = st.text(st.sampled_from(["a", "b", " ", "\n", "-", "*", "•", "é", "\t", "."]), max_size=24)


@pytest.mark.again
@given(one=TEXTS)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_a_text_is_normalised_as_it_is_printed(one: str) -> None:
    """What Word shows as paragraphs and entries of a list is what the normal form has, no less and no more."""
    text = Text(f"x\n{one}", "", (), "", "")
    shown = [f"{'- ' * each.bullet}{_words(each.markup)}" for each in blocks(Marks("x"), text, "")]
    assert normal(text.words).split("\n\n") == shown


def _words(markup: str) -> str:
    """Return the words of a paragraph of Word, a space for each tab."""
    return " ".join(re.sub(r"<[^>]+>", "", markup.replace("<w:tab/>", " ")).split())


@pytest.mark.again
@given(one=TEXTS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_text_in_normal_form_stays_as_it_is(one: str) -> None:
    assert normal(normal(one)) == normal(one)


def test_words_that_differ_for_their_reader_differ() -> None:
    assert normal("one two") != normal("onetwo")
    assert normal("a\nb") == normal("a b") != normal("a\n\nb")
    assert normal("a\n- b") == normal("a\n • b") == normal("a\n\n* b") != normal("a b")
    assert normal("Children") != normal("children")
    assert normal("caf\u00e9") == normal("cafe\u0301") != normal("cafe")
    assert normal("5") != normal("\u2075")
    assert normal(" \n ") == ""


def _moved(*paths: tuple[str | int, ...]) -> str:
    """Return the digest of the small protocol once something is said there and no longer in the one above it."""
    register = register_at(GOLDEN)
    above, small = (json.loads(json.dumps(register.protocols[name].data)) for name in ("above", "small"))
    for path in paths:
        place = at(above, path[:-1])
        into = small.setdefault(path[0], type(place)()) if len(path) == 2 else at(small, path[:-1])
        value = place.pop(path[-1])
        into.append(value) if isinstance(into, list) else into.update({path[-1]: value})
    files = {
        name: Protocol(name, Source(f"{name}/protocol.yaml", "", each))
        for name, each in (("above", above), ("small", small))
    }
    register = replace(register, protocols=files)
    return digest_of(register, register.protocols["small"])


def test_it_does_not_matter_which_tier_says_it_where_that_reads_the_same() -> None:
    before = Case(GOLDEN, "small", "protocol").digest()
    assert _moved(("principles", 0)) == before
    assert _moved(("definitions", 0)) == before
    assert _moved(("security", "access_control")) == before
    assert _moved(("security", "incidents", "within")) == before
    assert _moved(("storage", 0)) != before  # “all the information” is another's, and the charities come in


def test_where_the_partnership_is_named_does_not_matter() -> None:
    case = Case(GOLDEN, "small", "protocol")
    assert case.changed(lambda value: value.update(partnership="Kirkmoor Partnership")) == case.digest()
    assert case.changed(lambda value: value.update(partnership="Fellside Partnership")) != case.digest()


def test_the_scale_counts_as_it_is_used(tmp_path: Path) -> None:
    register = register_at(GOLDEN)

    def with_settings(**more: Any) -> str:
        settings = Source("register.yaml", "", {**register.settings.value, **more})
        other = replace(register, settings=settings)
        return digest_of(other, other.protocols["small"])

    assert with_settings(risk_scale="ico") == with_settings()
    assert with_settings(risk_scale="nhs") != with_settings()
    assert with_settings(contact="x@kirkmoor.example", website="kirkmoor.example") == with_settings()
