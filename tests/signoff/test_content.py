"""What exactly is signed: every word that partners agree to, and nothing that is kept up to date without them."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from istoolkit.definitions.leaves import leaves
from istoolkit.definitions.schema import load
from istoolkit.signoff.content import Content, canonical, content_of, digest_of, read_content
from istoolkit.signoff.plain import said
from tests.conftest import ROOT
from tests.signoff.contents import (
    ALL,
    GOLDEN,
    Case,
    at,
    cases,
    is_signed,
    parts,
    put,
    register_at,
    says_something_signed,
)

KEPT = GOLDEN.parent / "content.json"
DIGEST = "sha256:96c68af8f777f3513cdcfcd6bdaad4ed6bba04827ad0afc27339fd216ac1d2bc"
"""The digest of the small register's protocol in form 1. It never changes: signatures rest on it."""

SMALL = [case for case in cases(GOLDEN) if case.protocol == "small"]
DOCUMENTS = ("protocol", "assessment", "organisations")
EVERY = list(cases(*ALL))
ALONE = [each for each in EVERY if not each.register.protocols[each.protocol].text("under")]
"""Those above which nothing stands that could say the same."""


def named(case: Case) -> str:
    return f"{case.root.name}/{case.protocol}/{case.document}"


def test_form_1_never_changes() -> None:
    register = register_at(GOLDEN)
    assert canonical(content_of(register, register.protocols["small"])).decode() == KEPT.read_text("utf-8")
    assert digest_of(register, register.protocols["small"]) == DIGEST
    assert f"sha256:{hashlib.sha256(KEPT.read_bytes()).hexdigest()}" == DIGEST


def test_the_manual_shows_how_a_digest_is_checked() -> None:
    manual = (ROOT / "docs" / "sign-off" / "content.md").read_text("utf-8")
    assert "sha256sum early-help/signed/1.2/content.json" in manual


@pytest.mark.parametrize("root", ALL, ids=lambda root: root.name)
def test_every_text_of_a_definition_is_in_what_is_signed_or_marked_as_kept_up_to_date(root: Path) -> None:
    for case in (each for each in cases(root) if each.document != "organisations"):
        content = content_of(case.register, case.register.protocols[case.protocol])
        for leaf in case.leaves():
            found = _taken(content, case, leaf.path)
            wanted = said(leaf.field, leaf.text) if is_signed(case.document, leaf.path) else None
            assert found == wanted, (named(case), leaf.path)


def _taken(content: Content, case: Case, path: tuple[str | int, ...]) -> object:
    """Return the text of a content that stands where a text of the definition does; None where there is none."""
    value = content if path == ("partnership",) else content.get(case.document)
    try:
        found = at(value, path)
    except (KeyError, IndexError, TypeError):
        return None
    return found[0] if isinstance(found, list) and found else found


@pytest.mark.parametrize("root", ALL, ids=lambda root: root.name)
def test_organisations_that_take_part_are_in_what_is_signed(root: Path) -> None:
    item = load("organisations").fields["organisations"].item
    assert item is not None
    for protocol in register_at(root).protocols.values():
        content = content_of(register_at(root), protocol)
        for party in content["protocol"]["parties"]:
            if name := party.get("organisation"):
                raw = register_at(root).organisations[name]
                signed = [leaf for leaf in leaves(item.fields, raw) if _is_signed_of_organisation(leaf.path)]
                assert [at(content, ("organisations", name, *leaf.path)) for leaf in signed] == [
                    said(leaf.field, leaf.text) for leaf in signed
                ]


def _is_signed_of_organisation(path: tuple[str | int, ...]) -> bool:
    return is_signed("organisations", ("organisations", 0, *path))


@pytest.mark.again
@pytest.mark.parametrize("case", SMALL, ids=named)
def test_a_changed_letter_changes_the_digest_unless_it_is_kept_up_to_date(case: Case) -> None:
    before = case.digest()
    for leaf in case.leaves():
        after = case.with_text(leaf.path, leaf.text + "x")
        assert (after != before) == _counts(case, leaf.path), leaf.path


@pytest.mark.again
@given(data=st.data())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_a_changed_letter_changes_the_digest_of_any_protocol(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from([each for each in EVERY if each.root != GOLDEN]))
    leaf = data.draw(st.sampled_from(case.leaves()))
    place = data.draw(st.integers(0, max(0, len(leaf.text) - 1)))
    text = leaf.text[:place] + ("8" if leaf.text[place : place + 1] != "8" else "9") + leaf.text[place + 1 :]
    after = case.with_text(leaf.path, text)
    assert (after != case.digest()) == is_signed(case.document, leaf.path), (named(case), leaf.path, text)


@pytest.mark.again
@pytest.mark.parametrize("case", SMALL, ids=named)
def test_an_entry_or_a_section_taken_out_changes_the_digest_unless_it_is_kept_up_to_date(case: Case) -> None:
    before = case.digest()
    for path in parts(case.source.value):
        after = case.without(path)
        assert (after != before) == _is_missed(case, path), path


@pytest.mark.again
@given(data=st.data())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_an_entry_or_a_section_taken_out_changes_the_digest_of_any_protocol(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(ALONE))
    path = data.draw(st.sampled_from(list(parts(case.source.value))))
    after = case.without(path)
    assert (after != case.digest()) == _is_missed(case, path), (named(case), path)


def _counts(case: Case, path: tuple[str | int, ...]) -> bool:
    """Whether a text counts: of organisations only that of those that take part, and what the others are called."""
    if case.document != "organisations" or not is_signed(case.document, path):
        return is_signed(case.document, path)
    name = at(case.source.value, path[:2])["id"]
    return name.startswith("kirkmoor") or (name == "fellside-health" and path[-1] in ("id", "title"))


def _is_missed(case: Case, path: tuple[str | int, ...]) -> bool:
    if case.document != "organisations":
        return says_something_signed(case.document, case.source.value, path)
    return any(leaf.path[: len(path)] == path and _counts(case, leaf.path) for leaf in case.leaves())


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("parties change places", lambda value: value["parties"].reverse()),
        ("a party twice", lambda value: value["parties"].append(value["parties"][0])),
        ("another law", lambda value: value["lawfulness"][0].update(gateways=["children-act-2004-s10"])),
        ("a recipient more", lambda value: value["flows"][0]["to"].append("kirkmoor-council")),
        ("a new section", lambda value: value.update(quality={"checks": "Names are checked"})),
        ("a day later", lambda value: value.update(in_force="2026-12-02")),
        ("under nothing", lambda value: value.pop("under")),
        ("a paragraph for a wrapped line", lambda value: value.update(summary=value["summary"].replace("concerns\n", "concerns\n\n"))),
        ("binding", lambda value: value.update(binding="yes")),
    ],
)  # fmt: skip
def test_a_change_of_meaning_changes_the_digest(what: str, change: object) -> None:
    case = Case(GOLDEN, "small", "protocol")
    assert case.changed(change) != case.digest(), what  # type: ignore[arg-type]


def test_what_is_said_above_counts_where_a_reader_sees_it() -> None:
    before = Case(GOLDEN, "small", "protocol").digest()

    def after(path: tuple[str | int, ...], text: str) -> str:
        case = Case(GOLDEN, "above", "protocol")
        value = json.loads(json.dumps(case.source.value))
        put(value, path, text)
        register = case.register_with(value)
        return digest_of(register, register.protocols["small"])

    assert after(("title",), "Framework") != before
    assert after(("principles", 0, "text"), "A child's safety comes second.") != before
    assert after(("security", "incidents", "within"), "48 hours") != before
    assert after(("parties", 0, "title"), "The borough") != before
    assert after(("version",), "3.2") == before
    assert after(("parties", 0, "signed_by"), "Mayor") == before  # it is said anew below
    assert after(("parties", 2, "title"), "Voluntary bodies") == before  # charities take no part below
    assert after(("storage", 0, "held_by"), "kirkmoor-health") != before


def test_a_name_that_comes_from_above_counts_in_the_words_of_its_reader() -> None:
    register = register_at(ROOT / "tests" / "cases" / "fife-concerns")
    other = register_at(ROOT / "protocols")
    assert "names" not in content_of(register, register.protocols["child-concerns"])
    named = content_of(other, other.protocols["case-meeting"])["names"]
    assert named == {"party": {"northvale-council": ["Northvale Council"]}}


@pytest.mark.parametrize("case", [each for each in EVERY if each.document == "protocol"], ids=named)
def test_a_content_can_be_kept_and_read_again(case: Case) -> None:
    content = content_of(case.register, case.register.protocols[case.protocol])
    written = canonical(content)
    assert read_content(written) == content
    assert written == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_damaged_content_is_no_content() -> None:
    assert read_content(b"") is None
    assert read_content(b"[1]") is None
    assert read_content(KEPT.read_bytes()[:-1]) is None
    assert read_content(b"\xff\xfe") is None
    assert read_content(b"[" * 100_000) is None


@pytest.mark.again
@given(data=st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_a_definition_of_the_wrong_form_has_a_content_too(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(SMALL))
    path = data.draw(st.sampled_from(list(parts(case.source.value))))
    junk = data.draw(
        st.sampled_from(["", "~", "TBC", "x\ny", [], {}, ["a", ["b"]], {"a": "b"}, [{"id": "x"}], {"id": ["x"]}])
    )
    assert re.fullmatch("sha256:[0-9a-f]{64}", case.with_text(path, junk))


def test_the_manual_lists_all_that_may_change_without_signing_again_and_nothing_else() -> None:
    manual = (ROOT / "docs" / "sign-off" / "content.md").read_text("utf-8")
    table = manual.partition("## What may change")[2].partition("These are outside as well")[0]
    listed = set(re.findall(r"`([a-z_0-9.]+)`", table)) - {f"{name}.yaml" for name in DOCUMENTS}
    walked = ((path, each) for document in DOCUMENTS for path, each in load(document).walk())
    assert listed == {".".join(step for step in path if step != "[]") for path, each in walked if not each.signed}
