"""Signing with SSH keys, the ones that people have for git: OpenSSH makes and checks the signatures, and so can anyone else.

What is signed is a statement: what the signer says, as one line of JSON in the form of RFC 8785. `istoolkit sign-off
statement` prints it, so that a signature can be checked with nothing but ssh-keygen (``docs/sign-off/keys.md``).
"""

import base64
import binascii
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from istoolkit.definitions.formats import date
from istoolkit.signoff.allowed import Allowed, allowed_in, principals
from istoolkit.signoff.content import canonical

__all__ = ["NAMESPACE", "CannotSign", "Checked", "Sort", "principals", "sign", "statement_of", "verified"]

NAMESPACE = "istoolkit-sign-off"
"""What the signatures are for. One that was made for git or for a file does not count here, nor one of ours there."""

SAID = (
    *("protocol", "version", "digest", "party", "member", "what", "name", "post", "authority", "date", "conditions"),
    *("because", "to_name", "to_post", "until", "role", "opinion", "advice"),
)
"""The fields of an entry that its signer says. The others are the recorder's: when and how it came in, where it is kept."""

Sort = Literal[
    "good",
    "damaged",
    "other-use",
    "changed",
    "unknown",
    "other-key",
    "undated",
    "not-yet",
    "expired",
    "not-allowed",
    "unchecked",
]
"""What a check can find. Only “unchecked” is not about the signature: OpenSSH is not here, or did not answer."""

_TIMEOUT = 60
_NO_OPENSSH = "OpenSSH is not installed here: there is no ssh-keygen. Windows has it under “Optional features”."


class CannotSign(Exception):
    """No signature was made. The text says why and what to do."""


@dataclass(frozen=True)
class Checked:
    """What a check of a signature found: the sort of answer, the sentence for it, and the fingerprint of the key."""

    sort: Sort
    words: str
    fingerprint: str = ""

    @property
    def good(self) -> bool:
        """Whether the signature counts. Where it could not be checked, it does not."""
        return self.sort == "good"


def statement_of(values: Mapping[str, Any]) -> bytes:
    """Return what a signer says: the fields of an entry and the ``protocol`` they are about, in the form of RFC 8785.

    What is not said is left out. Raises ValueError where the protocol is not among the values: a statement that does not
    say what it is about must not be signed.
    """
    if not values.get("protocol"):
        raise ValueError("a statement must name its protocol")
    return canonical({name: str(values[name]) for name in SAID if values.get(name)})


def sign(statement: bytes, key: Path) -> str:
    """Sign a statement with a key, and return the signature as ssh-keygen writes it.

    ``key`` is the file of the private key, or of the public one where an agent or a hardware key holds the private one.
    ssh-keygen asks for a passphrase or a touch at the terminal itself. Raises CannotSign.
    """
    if not key.is_file():
        raise CannotSign(f"There is no key {key}. Make one with: ssh-keygen -t ed25519 -f {key}")
    command = [_ssh_keygen(), "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key)]
    done = subprocess.run(command, input=statement, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode or not done.stdout:
        mend = "A key with a passphrase needs a terminal or an agent (ssh-add)."
        raise CannotSign(f"ssh-keygen did not sign with {key}. What it says stands above. {mend}")
    return done.stdout.decode("ascii")


def verified(statement: bytes, signature: str, signer: str, allowed_signers: bytes, on: str) -> Checked:
    """Check a signature of a statement against the keys of the file allowed_signers. Never raises.

    ``on`` is when it was signed, such as 2026-12-01T09:30:00Z, or the day: a key counts that was valid then. Days and times
    in allowed_signers are read as world time, so that the answer is the same on every machine.
    """
    blob = _blob(signature)
    if blob is None:
        return Checked("damaged", "The signature is damaged: it cannot be read.")
    if date(on[:10]) is None:
        return Checked("undated", "It is not known when it was signed: the entry has no such day.", blob.fingerprint)
    try:
        return _verified(statement, signature, signer, allowed_signers, _moment(on), blob)
    except CannotSign as error:
        return Checked("unchecked", f"The signature could not be checked. {error}", blob.fingerprint)
    except ValueError:  # a name that no program can be given
        return Checked("unknown", f"allowed_signers has no key of “{signer}”.", blob.fingerprint)
    except (OSError, subprocess.SubprocessError):
        return Checked("unchecked", "The signature could not be checked: ssh-keygen did not answer.", blob.fingerprint)


@dataclass(frozen=True)
class _Blob:
    """What a signature carries: the key it was made with, in base 64 and as a fingerprint, and what it was made for."""

    key: str
    fingerprint: str
    namespace: str


def _verified(
    statement: bytes, signature: str, signer: str, allowed_signers: bytes, moment: str, blob: _Blob
) -> Checked:
    with tempfile.TemporaryDirectory(prefix="istoolkit-") as name:
        folder = Path(name)
        (folder / "signature").write_text(signature, "utf-8", newline="\n")
        (folder / "allowed").write_bytes(allowed_signers.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
        made = ["-n", NAMESPACE, "-s", str(folder / "signature")]
        known = ["-f", str(folder / "allowed"), "-I", signer, f"-Overify-time={moment}"]
        if signer and _succeeds(["verify", *made, *known], statement):
            return Checked("good", f"Signed with the key {blob.fingerprint} of {signer}.", blob.fingerprint)
        genuine = _succeeds(["check-novalidate", *made], statement)
    sort, words = _why(blob, signer, allowed_in(allowed_signers), moment, genuine)
    return Checked(sort, words, blob.fingerprint)


def _why(blob: _Blob, signer: str, allowed: Sequence[Allowed], moment: str, genuine: bool) -> tuple[Sort, str]:
    """Say why a signature does not count."""
    own = [each for each in allowed if signer and each.is_for(signer)]
    keys = [each for each in own if each.key == blob.key]
    if blob.namespace != NAMESPACE:
        return "other-use", f"It was made for another use, “{blob.namespace}”, and not for signing off."
    if not genuine:
        return "changed", "It is not a signature of this statement: what was signed was changed afterwards."
    if not own:
        return "unknown", f"allowed_signers has no key of “{signer}”."
    if not keys:
        return "other-key", f"It was made with another key than those of {signer}{_whose(blob, allowed)}."
    return _why_not_then(signer, keys, moment)


def _why_not_then(signer: str, keys: Sequence[Allowed], moment: str) -> tuple[Sort, str]:
    if not any(each.allows(NAMESPACE) for each in keys):
        return "not-allowed", f"allowed_signers lets this key of {signer} sign other things, and not “{NAMESPACE}”."
    if all(each.begins_after(moment) for each in keys):
        return "not-yet", f"The key of {signer} was not valid yet when it was signed."
    if all(each.ends_before(moment) for each in keys):
        return "expired", f"The key of {signer} had expired when it was signed."
    return "not-allowed", f"ssh-keygen does not accept it as a signature of {signer}."


def _whose(blob: _Blob, allowed: Sequence[Allowed]) -> str:
    others = dict.fromkeys(name for each in allowed if each.key == blob.key for name in each.names)
    return f": with that of {', '.join(others)}" if others else ""


def _blob(signature: str) -> _Blob | None:
    """Read what a signature carries (OpenSSH, PROTOCOL.sshsig); None where it is damaged."""
    lines = [line.strip() for line in signature.strip().splitlines()]
    if len(lines) < 3 or lines[0] != "-----BEGIN SSH SIGNATURE-----" or lines[-1] != "-----END SSH SIGNATURE-----":
        return None
    try:
        content = base64.b64decode("".join(lines[1:-1]), validate=True)
        key, rest = _first(content.removeprefix(b"SSHSIG")[4:])
        namespace = _first(rest)[0].decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    print_ = base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
    return _Blob(base64.b64encode(key).decode(), f"SHA256:{print_}", namespace)


def _first(content: bytes) -> tuple[bytes, bytes]:
    """Return the first text of a content in the form of SSH, and what follows it."""
    end = 4 + int.from_bytes(content[:4], "big")
    if len(content) < max(end, 5):
        raise ValueError("too short")
    return content[4:end], content[end:]


def _moment(on: str) -> str:
    """Return a time as ssh-keygen takes it; the middle of the day where only the day is known."""
    digits = "".join(each for each in on if each in "0123456789")[:14]
    return digits if len(digits) == 14 else f"{digits[:8]}120000"


def _succeeds(arguments: Sequence[str], statement: bytes) -> bool:
    command = [_ssh_keygen(), "-Y", *arguments]
    environment = {**os.environ, "TZ": "UTC0"}
    done = subprocess.run(command, input=statement, env=environment, capture_output=True, check=False, timeout=_TIMEOUT)  # noqa: S603
    return done.returncode == 0


def _ssh_keygen() -> str:
    found = shutil.which("ssh-keygen")
    if found is None:
        raise CannotSign(_NO_OPENSSH)
    return found
