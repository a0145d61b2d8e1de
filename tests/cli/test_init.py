"""What ``istoolkit init`` leaves for git, so that no signature is lost in a merge."""

from pathlib import Path

from tests.conftest import Run

UNION = "sign-off.yaml merge=union"


def test_a_register_tells_git_how_to_merge_records_and_what_to_pass_over(istoolkit: Run, tmp_path: Path) -> None:
    assert istoolkit("init", "reg").returncode == 0
    assert (tmp_path / "reg" / ".gitattributes").read_text("utf-8").splitlines()[1::2] == [UNION, "**/signed/** -text"]
    assert (tmp_path / "reg" / ".gitignore").read_text("utf-8").splitlines()[1:] == [".sign-off.lock", ".*.part"]


def test_what_a_folder_says_to_git_already_stays(istoolkit: Run, tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_bytes(b"* text=auto\r\n**/signed/** -text")
    (tmp_path / ".gitignore").write_text(".sign-off.lock\n.*.part\n", "utf-8")
    assert istoolkit("init", ".").returncode == 0
    said = (tmp_path / ".gitattributes").read_bytes()
    assert said.startswith(b"* text=auto\r\n**/signed/** -text\n")
    assert said.decode().count("signed/**") == 1 and f"\n{UNION}\n" in said.decode()
    assert (tmp_path / ".gitignore").read_text("utf-8") == ".sign-off.lock\n.*.part\n"
