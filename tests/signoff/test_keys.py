"""Signing with SSH keys: what is signed, whose key it was, and each way in which a signature does not count."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from istoolkit.signoff.allowed import allowed_in
from istoolkit.signoff.keys import NAMESPACE, CannotSign, Checked, principals, sign, statement_of, verified
from istoolkit.signoff.store import add
from tests.conftest import ROOT, Run

HEAD, CLERK = "head@alderbank.example", "clerk@alderbank.example"
SAID = {
    "protocol": "early-help",
    "what": "approved",
    "version": "1.2",
    "digest": "sha256:9a1e",
    "party": "schools",
    "member": "alderbank-primary",
    "name": "Amira Patel",
    "post": "Head teacher",
    "date": "2026-12-01",
    "conditions": "Only until “the new system” is in place",
}
WHEN = "2026-12-01T09:30:00Z"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of a head teacher and of a clerk."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("head", "clerk"):
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name)
    return folder


def _run(*command: object, said: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*map(str, command)], input=said, capture_output=True, check=False)


def _public(keys: Path, name: str) -> str:
    return " ".join((keys / f"{name}.pub").read_text().split()[:2])


def _allowed(keys: Path, options: str = f'namespaces="{NAMESPACE}"', clerk: str = "") -> bytes:
    lines = f"# Who may sign\n{HEAD} {options} {_public(keys, 'head')} Amira\n\n"
    return (lines + (f"{clerk} {_public(keys, 'clerk')}\n" if clerk else "")).encode()


@cache
def _signature(keys: Path, name: str = "head") -> str:
    return sign(statement_of(SAID), keys / name)


def _checked(keys: Path, allowed: bytes, signer: str = HEAD, on: str = WHEN) -> Checked:
    return verified(statement_of(SAID), _signature(keys), signer, allowed, on)


def test_a_statement_is_what_the_signer_says_on_one_line() -> None:
    values = {
        **SAID,
        "id": "3f0c",
        "after": ["aa"],
        "recorded": WHEN,
        "method": "key",
        "note": "At the board",
        "because": "",
    }
    written = statement_of(values)
    assert json.loads(written) == SAID
    assert written == json.dumps(SAID, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_statement_that_does_not_say_of_what_is_refused() -> None:
    with pytest.raises(ValueError, match="name its protocol"):
        statement_of({"what": "approved"})


def test_a_signature_of_a_key_that_may_sign_counts(keys: Path) -> None:
    shown = _run("ssh-keygen", "-l", "-f", keys / "head.pub").stdout.decode().split()[1]
    found = _checked(keys, _allowed(keys))
    assert found == Checked("good", f"Signed with the key {shown} of {HEAD}.", shown)
    assert found.good


def test_it_counts_from_a_checkout_of_windows_and_a_file_of_notepad(keys: Path) -> None:
    line = f"{HEAD} {_public(keys, 'head')}"
    assert _checked(keys, f"\ufeff{line}\r\n# end\r\n".encode()).good


@pytest.mark.parametrize("field", [name for name in SAID if name != "protocol"])
def test_whatever_was_changed_afterwards_shows(keys: Path, field: str) -> None:
    changed = statement_of({**SAID, field: SAID[field] + "."})
    found = verified(changed, _signature(keys), HEAD, _allowed(keys), WHEN)
    assert found.sort == "changed"
    assert found.words == "It is not a signature of this statement: what was signed was changed afterwards."


def test_a_condition_left_out_afterwards_shows(keys: Path) -> None:
    without = {name: text for name, text in SAID.items() if name != "conditions"}
    assert verified(statement_of(without), _signature(keys), HEAD, _allowed(keys), WHEN).sort == "changed"


def test_an_unknown_signer(keys: Path) -> None:
    found = _checked(keys, _allowed(keys), CLERK)
    assert (found.sort, found.words) == ("unknown", f"allowed_signers has no key of “{CLERK}”.")
    assert _checked(keys, b"").sort == "unknown"
    assert _checked(keys, _allowed(keys), "").sort == "unknown"
    assert _checked(keys, f"* {_public(keys, 'head')}\n".encode(), "").sort == "unknown"


def test_the_key_of_somebody_else(keys: Path) -> None:
    found = _checked(keys, f"{HEAD} {_public(keys, 'clerk')}\n{CLERK} {_public(keys, 'head')}\n".encode())
    assert found.sort == "other-key"
    assert found.words == f"It was made with another key than those of {HEAD}: with that of {CLERK}."
    found = _checked(keys, f"{HEAD} {_public(keys, 'clerk')}\n".encode())
    assert found.words == f"It was made with another key than those of {HEAD}."


def test_a_key_counts_that_was_valid_when_it_was_signed(keys: Path) -> None:
    allowed = _allowed(keys, 'valid-after="20261101",valid-before="20261215"')
    assert _checked(keys, allowed).good
    assert _checked(keys, allowed, on="2026-12-14").good
    early, late = _checked(keys, allowed, on="2026-10-31"), _checked(keys, allowed, on="2026-12-15T00:00:01Z")
    assert (early.sort, early.words) == ("not-yet", f"The key of {HEAD} was not valid yet when it was signed.")
    assert (late.sort, late.words) == ("expired", f"The key of {HEAD} had expired when it was signed.")


def test_days_are_those_of_world_time_on_every_machine(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for zone, end in (("Pacific/Auckland", "20261201093000Z"), ("America/Los_Angeles", "202612010930")):
        monkeypatch.setenv("TZ", zone)
        allowed = _allowed(keys, f'valid-before="{end}"')
        assert _checked(keys, allowed).good
        assert _checked(keys, allowed, on="2026-12-01T09:30:01Z").sort == "expired"


def test_a_key_for_something_else(keys: Path) -> None:
    found = _checked(keys, _allowed(keys, 'namespaces="git,file"'))
    assert found.sort == "not-allowed"
    assert found.words == f"allowed_signers lets this key of {HEAD} sign other things, and not “{NAMESPACE}”."


def test_a_signature_for_something_else(keys: Path) -> None:
    made = _run("ssh-keygen", "-Y", "sign", "-n", "git", "-f", keys / "head", said=statement_of(SAID)).stdout.decode()
    found = verified(statement_of(SAID), made, HEAD, _allowed(keys), WHEN)
    assert (found.sort, found.words) == ("other-use", "It was made for another use, “git”, and not for signing off.")


@pytest.mark.parametrize(
    "cut", ["", "Signed, A. Patel", "-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----"]
)
def test_a_damaged_signature(keys: Path, cut: str) -> None:
    assert (
        verified(statement_of(SAID), cut, HEAD, _allowed(keys), WHEN).words
        == "The signature is damaged: it cannot be read."
    )


def test_a_signature_with_a_letter_changed_never_counts(keys: Path) -> None:
    lines = _signature(keys).split("\n")
    for at in range(1, len(lines) - 2):
        letter = "A" if lines[at][5] != "A" else "B"
        changed = "\n".join([*lines[:at], lines[at][:5] + letter + lines[at][6:], *lines[at + 1 :]])
        assert not verified(statement_of(SAID), changed, HEAD, _allowed(keys), WHEN).good


@pytest.mark.parametrize("on", ["", "yesterday", "2026-13-01T09:30:00Z"])
def test_when_nobody_knows_when_it_was_signed_it_does_not_count(keys: Path, on: str) -> None:
    found = _checked(keys, _allowed(keys), on=on)
    assert (found.sort, found.words) == ("undated", "It is not known when it was signed: the entry has no such day.")


def test_a_name_that_no_program_can_be_given_is_unknown(keys: Path) -> None:
    assert _checked(keys, b"* " + _public(keys, "head").encode(), "head\0").sort == "unknown"
    assert _checked(keys, b"* " + _public(keys, "head").encode(), "head\ud800").sort == "unknown"


def test_a_key_whose_lines_hold_at_other_times(keys: Path) -> None:
    key = _public(keys, "head")
    found = _checked(keys, f'{HEAD} valid-before="20260601" {key}\n{HEAD} valid-after="20270101" {key}\n'.encode())
    assert (found.sort, found.words) == ("not-allowed", f"ssh-keygen does not accept it as a signature of {HEAD}.")


def test_where_ssh_keygen_does_not_answer_it_says_so(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = _signature(keys)
    (tmp_path / "ssh-keygen").write_text("no program")
    (tmp_path / "ssh-keygen").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = verified(statement_of(SAID), signature, HEAD, _allowed(keys), WHEN)
    assert (found.sort, found.words) == ("unchecked", "The signature could not be checked: ssh-keygen did not answer.")


def test_without_openssh_it_says_so(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signature = _signature(keys)
    monkeypatch.setenv("PATH", "")
    found = verified(statement_of(SAID), signature, HEAD, _allowed(keys), WHEN)
    assert found.sort == "unchecked"
    assert "OpenSSH is not installed here" in found.words
    with pytest.raises(CannotSign, match="OpenSSH is not installed here"):
        sign(statement_of(SAID), keys / "head")


def test_a_key_that_is_not_there_or_cannot_be_used_is_told(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotSign, match=r"There is no key .*nobody\. Make one with: ssh-keygen -t ed25519"):
        sign(statement_of(SAID), keys / "nobody")
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(CannotSign, match=r"ssh-keygen did not sign with .*letter\.txt"):
        sign(statement_of(SAID), tmp_path / "letter.txt")


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An agent of our own, which holds keys as a hardware key does."""
    socket = tmp_path / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        yield
        process.terminate()


@pytest.mark.usefixtures("agent")
def test_an_agent_signs_where_only_the_public_key_is_here(keys: Path, tmp_path: Path) -> None:
    shutil.copy(keys / "head.pub", tmp_path / "head.pub")
    with pytest.raises(CannotSign):
        sign(statement_of(SAID), tmp_path / "head.pub")
    assert _run("ssh-add", "-q", keys / "head").returncode == 0
    signature = sign(statement_of(SAID), tmp_path / "head.pub")
    assert verified(statement_of(SAID), signature, HEAD, _allowed(keys), WHEN).good


def test_the_names_in_allowed_signers(keys: Path) -> None:
    content = f'# none\n{HEAD},*@council.example namespaces="a b",valid-after="20260101" {_public(keys, "head")} c\nhalf a line\n'
    allowed = (content + f"{HEAD} cert-authority {_public(keys, 'clerk')}\n").encode()
    assert principals(allowed) == (HEAD, "*@council.example")
    assert allowed_in(allowed)[0].options == {"namespaces": "a b", "valid-after": "20260101"}
    assert principals(b"\xff\xfe") == ()


def test_a_pattern_lets_everyone_of_a_body_sign_but_whom_it_leaves_out(keys: Path) -> None:
    line = f"*@alderbank.example,!{CLERK} {_public(keys, 'head')}\n".encode()
    assert _checked(keys, line).good
    assert _checked(keys, line, CLERK).sort == "unknown"
    assert _checked(keys, line, "head@beechbank.example").sort == "unknown"


def test_the_command_prints_what_openssh_alone_can_check(
    istoolkit: Run, protocols: Path, keys: Path, tmp_path: Path
) -> None:
    values = {name: text for name, text in SAID.items() if name != "protocol"}
    key = {"signer": HEAD, "signature": _signature(keys)}
    entry = add(protocols, "early-help", {**values, "method": "key", "key": key}, WHEN)
    other = add(protocols, "early-help", {**values, "method": "e-mail"}, WHEN)
    asked = ("sign-off", "statement", "early-help", "--register", protocols, "--entry")
    statement = istoolkit(*asked, entry.id[:12])
    assert (statement.returncode, statement.stderr) == (0, "")
    assert statement.stdout.encode() == statement_of(SAID)
    (tmp_path / "signature").write_text(istoolkit(*asked, entry.id, "--signature").stdout)
    (tmp_path / "allowed_signers").write_bytes(_allowed(keys))
    check = ("ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed_signers", "-I", HEAD, "-n", NAMESPACE)
    done = _run(*check, "-s", tmp_path / "signature", said=statement.stdout.encode())
    assert done.returncode == 0, done.stderr
    none = istoolkit(*asked, other.id, "--signature")
    assert none.returncode == 2
    assert none.stderr == "istoolkit: This entry was not signed with a key. It has no signature to print.\n"


def test_the_command_says_which_entries_there_are(istoolkit: Run, protocols: Path) -> None:
    asked = ("sign-off", "statement", "early-help", "--register", protocols, "--entry")
    empty = istoolkit(*asked, "3f0c3f0c")
    assert empty.returncode == 2
    assert (
        "early-help has no record of sign-off yet. Begin it with: istoolkit sign-off request early-help" in empty.stderr
    )
    entry = add(protocols, "early-help", {"what": "requested", "version": "1.2", "digest": "sha256:9a1e"}, WHEN)
    none = istoolkit(*asked[:-1])
    told = "Name the entry: --entry DIGEST. The digests are in: istoolkit sign-off show early-help"
    assert (none.returncode, none.stderr) == (2, f"istoolkit: {told}\n")
    for begins in ("zzzzzzzz", entry.id[:5]):
        wrong = istoolkit(*asked, begins)
        assert wrong.returncode == 2
        assert f"The record of early-help has no entry “{begins}”." in wrong.stderr


def test_the_command_asks_for_more_where_two_entries_begin_alike(istoolkit: Run, protocols: Path) -> None:
    lines = "format: 1\nprotocol: early-help\nentries:\n- {id: abcdef11}\n- {id: abcdef22}\n"
    (protocols / "early-help" / "sign-off.yaml").write_text(lines)
    done = istoolkit("sign-off", "statement", "early-help", "--register", protocols, "--entry", "abcdef")
    told = "istoolkit: “abcdef” begins more than one entry: abcdef11 or abcdef22. Give more of it.\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_the_manual_says_what_is_signed_and_for_what() -> None:
    manual = (ROOT / "docs" / "sign-off" / "keys.md").read_text("utf-8")
    assert f"-n {NAMESPACE}" in manual
    assert f'namespaces="{NAMESPACE}"' in manual
