"""The peer: a plain docxtpl script. For each protocol it loads the template, fills it and saves the document.

It is spared what is not docxtpl's work: the protocols are read and put into words by istoolkit, before the clock starts.
Its ``rest`` and ``unshown`` tell what has been shown by noting each value as it is written.

Prints the seconds of each document as JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

from istoolkit.definitions.register import open_register
from istoolkit.documents.values import Detail, Entry, Text, Texts, fields_of, texts_in
from istoolkit.documents.view import Library


class Shown:
    """What a document has shown, for the two functions that ask for the rest."""

    def __init__(self, view: dict[str, Any]) -> None:
        self.view = view
        self.places: set[tuple[str, Any]] = set()

    def note(self, value: Any) -> Any:
        """Note a value that is being written."""
        if isinstance(value, Text | Texts | Entry):
            self.places.update((text.file, text.path) for text in texts_in(value))
        return value

    def rest(self, entry: Any, before: str = "") -> list[Detail]:
        """Return the fields of an entry that the document has not shown yet."""
        details: list[Detail] = []
        for _, label, value in fields_of(entry) if isinstance(entry, Entry) else ():
            if all((text.file, text.path) in self.places for text in texts_in(value)):
                continue
            words = f"{before}: {label[:1].lower()}{label[1:]}" if before else label
            details += self.rest(value, words) if isinstance(value, Entry) else [Detail(words, value, "")]
        return details

    def unshown(self) -> list[Detail]:
        """Return everything that the document has not shown anywhere."""
        values = [value for value in self.view.values() if isinstance(value, Text | Texts | Entry)]
        texts = [text for value in values for text in texts_in(value)]
        return [Detail(text.label, text, "") for text in texts if (text.file, text.path) not in self.places]


def make(template: Path, view: dict[str, Any], path: Path) -> None:
    """Make one document."""
    shown = Shown(view)
    document = DocxTemplate(template)
    context = {**view, "rest": shown.rest, "unshown": shown.unshown, "contents": ""}
    document.render(context, Environment(autoescape=True, finalize=shown.note), autoescape=True)
    document.save(path)


def main() -> None:
    """Make the documents of a register: REGISTER TEMPLATE OUT [HOW-MANY]."""
    register, template, out = open_register(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3])
    protocols = list(register.protocols.values())[: int(sys.argv[4]) if len(sys.argv) > 4 else None]
    library = Library(register)
    views = [library.view(each) for each in protocols]
    out.mkdir(parents=True, exist_ok=True)
    seconds = []
    for protocol, view in zip(protocols, views, strict=True):
        start = time.perf_counter()
        make(template, view, out / f"{protocol.id}.docx")
        seconds.append(time.perf_counter() - start)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
