"""What was put out is kept, also where another content was put out in its place."""

import json
from pathlib import Path

import pytest

from istoolkit.definitions.register import open_register
from istoolkit.signoff.content import digest
from istoolkit.signoff.contents import all_contents, contents_of
from istoolkit.signoff.released.kept import Manifest, differences, evidence_of, sum_of
from istoolkit.signoff.store import CannotRecord, add, freeze
from tests.conftest import TODAY
from tests.signoff.partnership import Partnership

NOW = "2026-12-01T09:30:00Z"


def of_version(number: str, word: str) -> bytes:
    """Return a small content that says that it is a version."""
    return json.dumps({"protocol": {"version": number, "title": word}}).encode()


def spoken_of(root: Path, content: bytes, what: str, version: str = "1.0") -> None:
    add(root, "hub", {"what": what, "version": version, "digest": digest(content), "date": "2026-11-20"}, NOW)


def test_what_the_record_speaks_of_is_never_lost(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "r")
    first, second, third = (of_version("1.0", each) for each in ("one", "two", "three"))
    freeze(hub.root, "hub", "1.0", first)
    freeze(hub.root, "hub", "1.0", second)  # nobody was asked for the first
    for what, content in (("advised", second), ("refused", third)):
        freeze(hub.root, "hub", "1.0", content)
        spoken_of(hub.root, content, what)
    freeze(hub.root, "hub", "1.0", first)
    register = hub.register()
    there = contents_of(register, hub.protocol(register))
    assert {each.content: each.replaced for each in there.values()} == {first: False, second: True, third: True}
    assert all((hub.root / each.file).read_bytes() == each.content for each in there.values())
    assert register.frozen == {"hub": {"1.0": first}}


def test_a_content_that_comes_back_is_the_one_that_is_out(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "r")
    first, second = (of_version("1.0", each) for each in ("one", "two"))
    for content in (first, second, first):
        freeze(hub.root, "hub", "1.0", content)
        spoken_of(hub.root, content, "requested")
    register = hub.register()
    there = contents_of(register, hub.protocol(register))
    assert (there[digest(first)].replaced, there[digest(second)].replaced) == (False, True)


def test_the_folder_of_its_own_version_is_where_a_content_lies(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "r")
    content = of_version("1.1", "one")
    freeze(hub.root, "hub", "1.0", content)
    freeze(hub.root, "hub", "1.1", content)
    register = hub.register()
    protocol = hub.protocol(register)
    assert contents_of(register, protocol)[digest(content)].file == "hub/signed/1.1/content.json"
    assert [(each.version, each.is_own) for each in all_contents(register, protocol)] == [
        ("1.0", False),
        ("1.1", True),
    ]


def test_what_was_released_is_never_replaced_though_nobody_signed_it_itself(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "r")
    path = freeze(hub.root, "hub", "1.0", of_version("1.0", "one"))
    path.with_name("manifest.json").write_bytes(b"{}")
    with pytest.raises(CannotRecord, match="Raise the version"):
        freeze(hub.root, "hub", "1.0", of_version("1.0", "two"))
    assert path.read_bytes() == of_version("1.0", "one")


def test_a_release_keeps_what_was_put_out_before_and_sees_it_change(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "r")
    freeze(hub.root, "hub", "1.0", of_version("1.0", "one"))
    spoken_of(hub.root, of_version("1.0", "one"), "refused")
    folder = freeze(hub.root, "hub", "1.0", of_version("1.0", "two")).parent
    (name,) = evidence_of(folder)
    files = {each: sum_of(folder / each) for each in (name, "content.json")}
    manifest = Manifest("hub", "1.0", "", "", "", "", "", "", files)
    assert differences(folder, manifest) == []
    (folder / name).write_bytes(b"{}")
    assert differences(folder, manifest) == [(name, "changed")]
    assert open_register(hub.root, on=TODAY).frozen_before["hub"]["1.0"] == (b"{}",)
