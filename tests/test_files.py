"""Files are written whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from istoolkit import files


def test_the_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    files.write_whole(path, b"words")
    assert path.read_bytes() == b"words"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(files.CouldNotWrite, match=r"a\.txt cannot be written: No space left on device\."):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_open_in_word_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(files.CouldNotWrite, match="Close it in other programs"):
        files.write_whole(tmp_path / "a.txt", b"new")


def test_killed_at_any_moment_the_file_is_old_or_new(tmp_path: Path) -> None:
    """Killed at each system call that writes: the file is never half."""
    path = tmp_path / "a.txt"
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "left = int(sys.argv[1])\n"
        "def count(event, arguments):\n"
        "    global left\n"
        "    if event in ('open', 'os.rename', 'os.chmod', 'tempfile.mkstemp', 'os.mkdir'):\n"
        "        left -= 1\n"
        "        if left == 0: os._exit(9)\n"
        "from istoolkit.files import write_whole\n"
        "sys.addaudithook(count)\n"
        "write_whole(Path(sys.argv[2]), b'new' * 100000)\n"
    )
    for moment in range(1, 100):
        path.write_bytes(b"old")
        done = subprocess.run([sys.executable, "-c", script, str(moment), str(path)], check=False)
        assert path.read_bytes() in (b"old", b"new" * 100000)
        if done.returncode == 0:
            break
    assert done.returncode == 0 and moment > 3


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_others_may_read_what_the_user_lets_them(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        files.write_whole(tmp_path / "a.txt", b"words")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~mask


def test_what_must_last_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def held(handle: int) -> None:
        done.append("held")
        fsync(handle)

    def replaced(self: Path, target: Path) -> Path:
        done.append("replaced")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", held)
    monkeypatch.setattr(Path, "replace", replaced)
    files.write_whole(tmp_path / "a.txt", b"words", lasting=True)
    assert done == ["held", "replaced", "held"]
    files.write_whole(tmp_path / "b.txt", b"words")
    assert done[3:] == ["replaced"]
