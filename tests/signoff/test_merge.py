"""Signatures that are recorded on two branches: git keeps both, and where it cannot, nothing is lost by putting it right."""

import subprocess
from pathlib import Path

import pytest

from istoolkit.cli.init import _ATTRIBUTES
from istoolkit.signoff.mending import CannotMend, mended
from istoolkit.signoff.store import add, mend
from tests.conftest import ROOT, Run
from tests.signoff.test_store import APPROVED, NOW, begun, in_file


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    name = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *name, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


def recorded_on_branches(root: Path, attributes: str, *parties: str, begin: bool = True) -> Path:
    """Make a repository in which each party signs on a branch of its own, named after it. Stand on the first one's branch."""
    path = begun(root)
    git(root, "init", "-q", "-b", "main")
    (root / ".gitattributes").write_text(attributes, "utf-8")
    if begin:
        add(root, "hub", {**APPROVED, "party": "council"}, NOW)
    for each in ("add .", "commit -q -m begun"):
        git(root, *each.split())
    for party in parties:
        git(root, "checkout", "-q", "-b", party, "main")
        begun(root)
        add(root, "hub", {**APPROVED, "party": party}, NOW)
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", party)
    git(root, "checkout", "-q", parties[0])
    return path


def parties_in(path: Path) -> list[str]:
    return sorted(each.text("party") for each in in_file(path))


def test_three_branches_merge_and_the_next_entry_follows_them_all(tmp_path: Path) -> None:
    path = recorded_on_branches(tmp_path, _ATTRIBUTES, "trust", "police", "fire")
    git(tmp_path, "merge", "-q", "--no-edit", "police")
    git(tmp_path, "merge", "-q", "--no-edit", "fire")
    assert parties_in(path) == ["council", "fire", "police", "trust"]
    last = add(tmp_path, "hub", {**APPROVED, "party": "charity"}, NOW)
    assert sorted(last.after) == sorted(
        each.id for each in in_file(path) if each.text("party") in ("trust", "police", "fire")
    )
    assert parties_in(path) == ["charity", "council", "fire", "police", "trust"]


def test_two_branches_that_each_begin_the_record_merge(tmp_path: Path) -> None:
    path = recorded_on_branches(tmp_path, _ATTRIBUTES, "trust", "police", begin=False)
    git(tmp_path, "merge", "-q", "--no-edit", "police")
    assert parties_in(path) == ["police", "trust"]


def test_a_checkout_with_windows_line_ends_breaks_no_digest(tmp_path: Path) -> None:
    path = recorded_on_branches(tmp_path, _ATTRIBUTES, "trust", "police")
    git(tmp_path, "config", "core.autocrlf", "true")
    path.unlink()
    git(tmp_path, "checkout", "--", ".")
    assert b"\r\n" in path.read_bytes()
    add(tmp_path, "hub", {**APPROVED, "party": "fire"}, NOW)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    git(tmp_path, "commit", "-q", "-a", "-m", "fire")
    git(tmp_path, "merge", "-q", "--no-edit", "police")
    assert parties_in(path) == ["council", "fire", "police", "trust"]


def test_the_attributes_of_this_repository_are_those_that_init_writes() -> None:
    assert (ROOT / ".gitattributes").read_text("utf-8") == _ATTRIBUTES


def conflicted(root: Path, style: str = "merge") -> Path:
    """Return a record in which git, told nothing, left both sides of a merge."""
    path = recorded_on_branches(root, "", "trust", "police")
    git(root, "-c", f"merge.conflictStyle={style}", "merge", "-q", "--no-edit", "police", fails=True)
    assert "<<<<<<<" in path.read_text("utf-8")
    return path


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_mending_keeps_the_entries_of_both_sides(style: str, tmp_path: Path) -> None:
    path = conflicted(tmp_path, style)
    found = mend(tmp_path, "hub")
    assert (len(found.entries), found.marks, found.twice) == (3, 3 if style == "merge" else 4, 0)
    assert parties_in(path) == ["council", "police", "trust"]
    again = path.read_bytes()
    assert (mend(tmp_path, "hub").marks, path.read_bytes()) == (0, again)


def test_the_command_says_what_it_kept_and_check_says_to_give_it(
    istoolkit: Run, tmp_path: Path, protocols: Path
) -> None:
    path = conflicted(tmp_path / "git") if (tmp_path / "git").mkdir() is None else Path()
    (protocols / "early-help" / "sign-off.yaml").write_text(
        path.read_text("utf-8").replace("protocol: hub", "protocol: early-help"), "utf-8"
    )
    checked = istoolkit("check", protocols / "early-help")
    assert checked.returncode == 1
    assert "READ013  git could not merge two versions of this file, and left both sides in it." in checked.stdout
    assert "Keep the entries of both sides with: istoolkit sign-off mend early-help" in checked.stdout
    done = istoolkit("sign-off", "mend", "early-help", "--register", protocols)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Mended protocols/early-help/sign-off.yaml: kept 3 entries, and took out 3 marks of the merge.\n"
    )
    again = istoolkit("sign-off", "mend", protocols / "early-help")
    assert again.stdout.startswith("protocols/early-help/sign-off.yaml has nothing to mend. It holds 3 entries.\n")


def test_the_same_line_on_both_sides_stays_once_and_line_ends_stay(tmp_path: Path) -> None:
    path = conflicted(tmp_path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    trust = next(line for line in lines if "trust" in line)
    doubled = "".join(lines).replace(">>>>>>>", f"{trust}>>>>>>>")
    path.write_bytes(b"\xef\xbb\xbf" + doubled.replace("\n", "\r\n").encode())
    found = mend(tmp_path, "hub")
    assert (len(found.entries), found.marks, found.twice) == (3, 3, 1)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# Who asked")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == 8


def test_an_entry_that_was_changed_is_kept_for_the_check_to_find(tmp_path: Path) -> None:
    path = conflicted(tmp_path)
    path.write_text(path.read_text("utf-8").replace('"party": "trust"', '"party": "fire"'), "utf-8")
    assert [each.fits() for each in mend(tmp_path, "hub").entries].count(False) == 1


NOT_ENTRIES = {
    "- {id: a, what: approved}": "is no entry that can be read",
    '- {"what": "approved"}': "is an entry without its digest",
    '- {"id": "a", "id": "b"}': "is no entry that can be read",
    "  note: typed in by hand": "is no entry",
    "protocol: portal": "names another protocol, “portal”",
}


@pytest.mark.parametrize("line", NOT_ENTRIES)
def test_where_a_line_is_no_entry_nothing_is_changed(line: str, tmp_path: Path) -> None:
    path = conflicted(tmp_path)
    path.write_text(path.read_text("utf-8").replace("=======\n", f"=======\n{line}\n"), "utf-8")
    before = path.read_bytes()
    number = before.decode().splitlines().index(line) + 1
    with pytest.raises(CannotMend) as error:
        mend(tmp_path, "hub")
    assert str(error.value).startswith(
        f"sign-off.yaml, line {number}: the line {NOT_ENTRIES[line]}. Nothing was changed, "
    )
    assert path.read_bytes() == before


def test_bytes_that_are_no_text_and_no_file_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(CannotMend, match=r"is not UTF-8 text\. Take it from git as it was\."):
        mended(b"\xff\xfe", "hub")
    begun(tmp_path)
    with pytest.raises(CannotMend, match=r"sign-off\.yaml is not there\. There is nothing to mend\."):
        mend(tmp_path, "hub")


def test_a_second_record_from_a_shared_folder_is_joined_to_the_first(istoolkit: Run, protocols: Path) -> None:
    folder = protocols / "early-help"
    first, second = folder / "sign-off.yaml", folder / "sign-off (1).yaml"
    add(protocols, "early-help", {**APPROVED, "party": "council"}, NOW)
    begun_with = first.read_bytes()
    add(protocols, "early-help", {**APPROVED, "party": "trust"}, NOW)
    first.rename(second)
    first.write_bytes(begun_with)
    add(protocols, "early-help", {**APPROVED, "party": "police"}, NOW)
    told = istoolkit("check", protocols).stdout
    mend_it = "Copy all its lines to the end of early-help/sign-off.yaml, then give: istoolkit sign-off mend early-help. Then delete it."
    assert "early-help/sign-off (1).yaml:1:1" in told
    assert f"Mend: It may hold signatures that the record does not. {mend_it}" in told
    first.write_bytes(first.read_bytes() + second.read_bytes())
    found = mend(protocols, "early-help")
    assert [each.text("party") for each in found.entries] == ["council", "police", "trust"]
    assert (found.marks, found.twice) == (0, 6)
    assert all(each.fits() for each in found.entries)
