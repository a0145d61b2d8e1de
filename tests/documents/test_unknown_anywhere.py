"""“TBC” may stand anywhere while a protocol is a draft: it is listed, shown in yellow, and never breaks anything."""

import copy
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.documents import isp, raster
from istoolkit.documents.view import Library
from istoolkit.finding import Finding
from istoolkit.rules import check
from tests.conftest import HERE
from tests.documents.conftest import template
from tests.documents.reading import W, body, words

NEEDED = {"format", "protocol", "tier"}


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a definition that holds a section, a list or a text."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    return [path, *(place for key, inner in inside for place in places(inner, (*path, key)))]


REGISTER = open_register(HERE / "cases" / "every-field")
DATA = REGISTER.protocols["every-field"].data
ALL = [path for path in places(DATA) if path and path[0] not in NEEDED]
NAMES = sorted({".".join("[]" if isinstance(step, int) else step for step in path) for path in ALL})


def _mended(findings: list[Finding]) -> Counter[str]:
    """How many errors and warnings there are of each rule; names that nothing declares or uses any more are left out."""
    return Counter(f.code for f in findings if f.severity != "note" and not f.code.startswith("NAME"))


@pytest.fixture(autouse=True)
def drawn_as_svg_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of documents, each with other pictures: the PNG beside the SVG is left to other tests."""
    monkeypatch.setattr(raster, "_png", lambda svg, _: svg.encode())


MENDED = _mended(check(REGISTER))


def with_unknown(name: str) -> Register:
    """The register with TBC in the first place of that name."""
    path = next(p for p in ALL if ".".join("[]" if isinstance(s, int) else s for s in p) == name)
    data = copy.deepcopy(dict(DATA))
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = "TBC: Ask Morwenna"
    protocol = Protocol("every-field", replace(REGISTER.protocols["every-field"].source, value=data))
    return replace(REGISTER, protocols={**REGISTER.protocols, "every-field": protocol})


@pytest.mark.parametrize("name", NAMES)
def test_a_value_not_known_is_listed_and_shown(name: str) -> None:
    register = with_unknown(name)
    findings = check(register)
    assert _mended(findings) - MENDED == Counter(), "what is not known yet is not a fault"
    assert any(f.code == "TODO001" and "Ask Morwenna" in f.message for f in findings)
    content = isp.build(Library(register), register.protocols["every-field"], template())
    shown = [run for run in body(content).iter(f"{W}r") if "To be confirmed: Ask Morwenna" in words(run)]
    if not _is_not_printed(name):
        assert shown and any(run.find(f"{W}rPr/{W}highlight") is not None for run in shown)


def _is_not_printed(name: str) -> bool:
    """Whether the Word protocol leaves it out: names for machines, and words for the guides, which nobody signs."""
    return name.startswith("guides") or name.endswith((".id", ".class", ".local", ".members", ".correction"))


def _is_in_other_papers(name: str) -> bool:
    """The words of guides are not part of what partners sign."""
    return name.partition(".")[0] == "guides"


def test_a_whole_file_of_unknowns_does_no_harm() -> None:
    data = {name: "TBC" for name in DATA if name not in NEEDED} | {name: DATA[name] for name in NEEDED}
    protocol = Protocol("alone", Source("alone/protocol.yaml", "x", data))
    register = Register(
        Path(), Source("register.yaml"), Source("organisations.yaml"), {"alone": protocol}, asked=frozenset({"alone"})
    )
    assert check(register)
    assert isp.build(Library(register), protocol, template())[:2] == b"PK"
