"""The same loop as the peers', with istoolkit: view, document and file of each protocol, in one process.

Unlike the peers it makes the views inside the clock. Prints the seconds of each document as JSON.
"""

import json
import sys
import time
from pathlib import Path

from istoolkit.definitions.register import open_register
from istoolkit.documents.word.template import prepare
from istoolkit.documents.works import Works


def main() -> None:
    """Make the documents of a register: REGISTER TEMPLATE OUT [HOW-MANY]."""
    template = prepare(Path(sys.argv[2]).read_bytes())
    works = Works(open_register(Path(sys.argv[1])), template, Path(sys.argv[3]))
    _ = template.compiled
    names = list(works.library.register.protocols)[: int(sys.argv[4]) if len(sys.argv) > 4 else None]
    seconds = []
    for name in names:
        start = time.perf_counter()
        works.make(name)
        seconds.append(time.perf_counter() - start)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
