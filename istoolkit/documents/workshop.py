"""What making documents needs: the register, its templates made ready, and a protocol's view, each worked out once."""

from pathlib import Path
from typing import Any

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents.file import File
from istoolkit.documents.view import Library
from istoolkit.documents.word.template import Prepared, prepare
from istoolkit.resources import folder

__all__ = ["File", "UnusableTemplate", "Workshop", "read_template", "stem", "template_of"]


class UnusableTemplate(Exception):
    """A Word template cannot be read or filled. The text says which and why."""


def template_of(root: Path, name: str = "isp.docx") -> Path:
    """Return the template to use: the register's own where it has one, else the one that comes with the toolkit."""
    own = root / "templates" / name
    return own if own.is_file() else folder("templates") / name


class Workshop:
    """A register ready to make documents of."""

    def __init__(self, register: Register) -> None:
        self.register, self.library = register, Library(register)
        self._templates: dict[str, Prepared] = {}
        self._view: tuple[str, dict[str, Any]] = ("", {})

    def template(self, name: str) -> Prepared:
        """Return a template made ready, such as ``isp.docx``. Raises UnusableTemplate."""
        if name not in self._templates:
            self._templates[name] = read_template(template_of(self.register.root, name))
        return self._templates[name]

    def view(self, protocol: Protocol) -> dict[str, Any]:
        """Return the view of a protocol. That of the last one is kept: its documents are made one after the other."""
        if self._view[0] != protocol.id:
            self._view = (protocol.id, self.library.view(protocol))
        return self._view[1]


def read_template(path: Path) -> Prepared:
    """Return a Word template made ready. Raises UnusableTemplate."""
    from istoolkit.documents.word.package import NotWord
    from istoolkit.documents.word.template import BadTemplate

    try:
        template = prepare(path.read_bytes())
        _ = template.compiled
    except (NotWord, BadTemplate) as error:
        raise UnusableTemplate(f"The template {path} cannot be used: {error}") from error
    except OSError as error:
        raise UnusableTemplate(f"The template {path} cannot be read. Close it in Word and try again.") from error
    return template


def stem(protocol: Protocol) -> str:
    """Return how the names of a protocol's files begin: with its name and version, such as ``early-help-1.2``."""
    version = "".join(each for each in protocol.text("version") if each.isalnum() or each == ".").strip(".")
    return f"{protocol.id}-{version}" if version else protocol.id
