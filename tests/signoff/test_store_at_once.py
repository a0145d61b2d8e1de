"""Many at once, and killed at any moment: no entry is lost, and the record is the old one or the new one."""

import os
import sys
from pathlib import Path

import pytest

from istoolkit.signoff.store import add
from tests.signoff.test_store import APPROVED, NOW, begun, in_file

pytestmark = pytest.mark.again


def _adding(root: Path, name: int) -> int:
    """Add four entries in a process of its own, and return its number."""
    child = os.fork()
    if not child:
        try:
            for number in range(4):
                add(root, "hub", {**APPROVED, "note": f"{name}-{number}"}, NOW)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def test_twelve_at_once_lose_nothing(tmp_path: Path) -> None:
    path = begun(tmp_path)
    for child in [_adding(tmp_path, each) for each in range(12)]:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    found = in_file(path)
    assert sorted(each.text("note") for each in found) == sorted(
        f"{one}-{two}" for one in range(12) for two in range(4)
    )
    assert [each.after for each in found[1:]] == [(each.id,) for each in found[:-1]]
    assert [each.name for each in path.parent.iterdir()] == ["sign-off.yaml"]


def _killed_at(moment: int, root: Path) -> bool:
    """Add an entry in a process of its own that dies at its nth call that could change anything. Return whether it died."""
    child = os.fork()
    if not child:
        left = moment

        def count(event: str, _: object) -> None:
            nonlocal left
            if event in ("open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "fcntl.flock", "tempfile.mkstemp"):
                left -= 1
                if not left:
                    os._exit(9)

        def watched(name: str) -> None:
            was = getattr(os, name)

            def call(*arguments: object, **named: object) -> object:
                count("open", ())
                return was(*arguments, **named)

            setattr(os, name, call)

        for name in ("write", "fsync", "close", "replace", "unlink"):
            watched(name)
        sys.addaudithook(count)
        try:
            add(root, "hub", {**APPROVED, "party": "police"}, NOW)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("before", [(), ("trust",)], ids=["the first entry", "another entry"])
def test_killed_at_any_moment_the_record_is_the_old_one_or_the_new_one(before: tuple[str, ...], tmp_path: Path) -> None:
    seen = set()
    died, moment = True, 0
    while died and moment < 200:
        moment += 1
        root = tmp_path / str(moment)
        root.mkdir()
        path = begun(root)
        for party in before:
            add(root, "hub", {**APPROVED, "party": party}, NOW)
        old = path.read_bytes() if before else b""
        died = _killed_at(moment, root)
        parties = tuple(each.text("party") for each in in_file(path)) if path.exists() else ()
        assert parties in (before, (*before, "police"))
        assert not path.exists() or path.read_bytes().startswith(old)
        add(root, "hub", {**APPROVED, "party": "council"}, NOW)
        assert [each.text("party") for each in in_file(path)] == [*parties, "council"]
        assert [each.name for each in path.parent.iterdir()] == ["sign-off.yaml"]
        seen.add(parties)
    assert moment > 8 and not died
    assert len(seen) == 2
