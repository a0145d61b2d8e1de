"""The file allowed_signers: whose key may sign, in the form of OpenSSH (ssh-keygen(1), “ALLOWED SIGNERS”).

ssh-keygen alone decides whether a signature counts. What is read here serves to say whose keys there are, and why one does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_WORD = re.compile(r'(?:[^\s"]|"(?:\\.|[^"\\])*")+')
_OPTION = re.compile(r'([a-z-]+)(?:="((?:\\.|[^"\\])*)")?', re.IGNORECASE)
_KEY = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-")
_MOMENT = re.compile(r"\d{8}(?:\d{4}(?:\d{2})?)?")


@dataclass(frozen=True)
class Allowed:
    """One line: the names of the key's holder, which may have * and ? in them, its key in base 64, and its options."""

    names: tuple[str, ...]
    key: str
    options: dict[str, str] = field(default_factory=dict)

    def is_for(self, signer: str) -> bool:
        """Whether the line speaks of a signer. One of its names must fit, and none that begins with “!”."""
        if any(_fits(each[1:], signer) for each in self.names if each.startswith("!")):
            return False
        return any(_fits(each, signer) for each in self.names)

    def begins_after(self, moment: str) -> bool:
        """Whether the key may be used only later than a moment such as 20261201093000."""
        return _moment(self.options.get("valid-after", "")) > moment

    def ends_before(self, moment: str) -> bool:
        """Whether the key could be used only earlier than a moment."""
        return "" < _moment(self.options.get("valid-before", "")) < moment

    def allows(self, namespace: str) -> bool:
        """Whether the key may be used for signatures of a namespace."""
        names = [each.strip() for each in self.options.get("namespaces", "*").split(",")]
        return any(_fits(each, namespace) for each in names)


def allowed_in(content: bytes) -> list[Allowed]:
    """Return the lines of a file that name a key, in order. What cannot be read is passed over, as ssh-keygen does."""
    lines = content.decode("utf-8-sig", "replace").splitlines()
    return list(_lines(line.strip() for line in lines))


def principals(content: bytes) -> tuple[str, ...]:
    """Return whose keys a file allowed_signers has: each name once, in the order of the file."""
    names = (name for each in allowed_in(content) for name in each.names if not name.startswith("!"))
    return tuple(dict.fromkeys(names))


def _lines(lines: Iterator[str]) -> Iterator[Allowed]:
    for line in lines:
        words = _WORD.findall(line) if line and not line.startswith("#") else []
        at = next((i for i, word in enumerate(words) if i and _KEY.match(word)), None)
        if at is not None and at + 1 < len(words):
            options = {name.lower(): value for word in words[1:at] for name, value in _OPTION.findall(word)}
            yield Allowed(tuple(filter(None, words[0].strip('"').split(","))), words[at + 1], options)


def _moment(text: str) -> str:
    found = _MOMENT.match(text)
    return found[0].ljust(14, "0") if found else ""


def _fits(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern in which * stands for any letters and ? for one."""
    parts = (".*" if each == "*" else "." if each == "?" else re.escape(each) for each in pattern)
    return re.fullmatch("".join(parts), text) is not None
