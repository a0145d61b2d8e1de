"""Which protocols a change in git touches: those whose files differ, and whatever depends on them. Only here is git run."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from istoolkit.cli._common import CouldNotRun, opened, shown
from istoolkit.definitions.assessment_file import assessment_leaves
from istoolkit.definitions.leaves import Leaf, leaves, records
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import GUIDANCE, LAW, MARK, SIGN_OFF, Protocol, Register
from istoolkit.definitions.schema import load

_ORGANISATIONS = "organisations.yaml"
_ORGANISATION_SORTS = ("organisation", "party", "end")
"""What a field refers to that can name an organisation: a party goes by the name of its organisation."""

_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_FROM_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
"""What git sets for the programs it calls. It would have git look elsewhere than where the register is."""

_WHOLE = "In continuous integration, fetch the whole history (fetch-depth: 0, or GIT_DEPTH: 0)."


def touched(root: Path, revision: str) -> set[str] | None:
    """Return the protocols of a register that a change since ``revision`` touches; None where no file of it changed.

    Compares the files as they are now with those of the commit at which the work left ``revision``. Raises CouldNotRun
    where git is missing, the register lies in no repository or the revision is not known.
    """
    base = _base(root, revision)
    changed = set(_changed_files(root, base))
    register = opened(root)
    if changed & {MARK, LAW, GUIDANCE, *register.strays}:
        return set(register.all_ids)
    found = _direct(register, changed)
    if _ORGANISATIONS in changed:
        differing = _differing(register, _git(root, "cat-file", "blob", f"{base}:./{_ORGANISATIONS}"))
        found = set(register.all_ids) if differing is None else found | _naming(register, differing)
    found = _with_lower(register, found)
    return found if found or _ORGANISATIONS in changed else None


def records_before(root: Path, revision: str) -> dict[str, Source]:
    """Return the records of sign-off as the commit has them at which the work left ``revision``, by protocol.

    Only of those whose file differs now, or is gone. Raises CouldNotRun as ``touched`` does.
    """
    base = _base(root, revision)
    files = (each for each in _changed_files(root, base) if each.count("/") == 1 and each.endswith(f"/{SIGN_OFF}"))
    found = ((each, _git(root, "cat-file", "blob", f"{base}:./{each}")) for each in sorted(set(files)))
    return {file.split("/")[0]: read(file, before) for file, before in found if before is not None}


def _direct(register: Register, changed: set[str]) -> set[str]:
    """Return the folders in which something changed, and the protocols whose lists of members changed."""
    folders = {file.split("/")[0] for file in changed if "/" in file}
    return folders | {each.id for each in register.protocols.values() if _members(each) & changed}


def _members(protocol: Protocol) -> set[str]:
    return {str(party.get("members")) for _, party in protocol.entries("parties")}


def _with_lower(register: Register, names: set[str]) -> set[str]:
    """Return the protocols of those names and all that sit under them, also under one that is gone."""
    return {each.id for each in register.protocols.values() if names & _chain(register, each)}


def _chain(register: Register, protocol: Protocol) -> set[str]:
    line = [protocol, *register.above(protocol)]
    return {name for each in line for name in (each.id, each.text("under"))}


def _naming(register: Register, organisations: set[str]) -> set[str]:
    """Return the protocols that name one of the organisations, or one that names it as its successor, part or whole."""
    spreading = organisations
    while spreading:
        spreading = {name for name, used in _links(register).items() if used & spreading} - organisations
        organisations = organisations | spreading
    return {each.id for each in register.protocols.values() if organisations & _all_named(register, each)}


def _all_named(register: Register, protocol: Protocol) -> set[str]:
    """Return the organisations that a protocol and its assessment name."""
    return _named([*protocol.leaves, *assessment_leaves(register, protocol)])


def _links(register: Register) -> dict[str, set[str]]:
    """Return by organisation the other organisations that its entry names."""
    file = load("organisations").fields
    return {name: _named(leaves(file, {"organisations": [entry]})) for name, entry in register.organisations.items()}


def _named(texts: Iterable[Leaf]) -> set[str]:
    return {leaf.text for leaf in texts if leaf.field.refers in _ORGANISATION_SORTS}


def _differing(register: Register, before: bytes | None) -> set[str] | None:
    """Return the organisations that were added, changed or removed; None where that cannot be told."""
    old = None if before is None else _by_id(read(_ORGANISATIONS, before))
    new = _by_id(register.organisation_file)
    if old is None or new is None:
        return None
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _by_id(source: Source) -> dict[str, Any] | None:
    """Return the organisations of a file by identifier, the first where two have the same; None where it cannot be read."""
    listed = source.value.get("organisations") if isinstance(source.value, dict) else None
    if source.faults or not isinstance(listed, list):
        return None
    return {str(each.get("id")): each for _, each in reversed(records(listed))}


def _base(root: Path, revision: str) -> str:
    """Return the commit at which the work left ``revision``."""
    if revision.startswith("-") or not revision:
        raise CouldNotRun(f"“{revision}” is not a revision of git. Give a branch, tag or commit, such as origin/main.")
    _make_sure_of_repository(root, revision)
    commit = _commit(_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
    if not commit:
        raise CouldNotRun(f"git knows no revision “{revision}” here. Fetch it, or look for a slip. {_WHOLE}")
    base = _commit(_git(root, "merge-base", commit, "HEAD"))
    if not base:
        raise CouldNotRun(f"git finds no commit that “{revision}” and the work here have in common. {_WHOLE}")
    return base


def _commit(answer: bytes | None) -> str:
    text = (answer or b"").decode("ascii", "replace").strip()
    return text if _COMMIT.fullmatch(text) else ""


def _make_sure_of_repository(root: Path, revision: str) -> None:
    done = _run(root, "rev-parse", "--show-toplevel")
    if done.returncode != 0:
        why = _why(done.stderr.decode("utf-8", "replace").strip().split("\n"))
        raise CouldNotRun(f"{shown(root)} cannot be compared with “{revision}”: {why}")


def _why(told: list[str]) -> str:
    """Return why git refuses a folder, from what it told, with the command that it gives to mend it."""
    if "not a git repository" in told[0]:
        return "it is not in a git repository."
    mends = [f" Run: {line.strip()}" for line in told[1:] if line.strip().startswith("git config")]
    return f"{told[0].removeprefix('fatal: ')}.{''.join(mends)}"


def _changed_files(root: Path, base: str) -> Iterable[str]:
    """Yield the files under ``root`` that differ from a commit, by both names where one was renamed, or are new."""
    for command in (
        ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", base, "--"),
        ("ls-files", "--others", "--exclude-standard", "-z"),
    ):
        answer = _git(root, *command)
        if answer is None:
            raise CouldNotRun(f"git cannot list what changed in {shown(root)}. Try: git {' '.join(command)}")
        yield from (os.fsdecode(name) for name in answer.split(b"\0") if name)


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git answers; None where it cannot."""
    done = _run(root, *arguments)
    return done.stdout if done.returncode == 0 else None


def _run(root: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    command = ["git", "--no-optional-locks", "-c", "core.quotepath=off", *arguments]
    env = {name: value for name, value in os.environ.items() if name not in _FROM_HOOKS}
    try:
        return subprocess.run(command, cwd=root, env={**env, "LC_ALL": "C"}, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise CouldNotRun("--changed-since needs git, and it cannot be run. Install it from git-scm.com.") from error
