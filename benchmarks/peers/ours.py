"""The same loop as the peers', with istoolkit: view, document and file of each protocol, in one process.

Unlike the peers it makes the views inside the clock. Prints the seconds of each document as JSON.
"""

import json
import sys
import time
from pathlib import Path

from istoolkit.definitions.register import open_register
from istoolkit.documents import isp
from istoolkit.documents.word.template import prepare
from istoolkit.documents.workshop import Workshop
from istoolkit.files import write_whole


def main() -> None:
    """Make the documents of a register: REGISTER TEMPLATE OUT [HOW-MANY]."""
    template = prepare(Path(sys.argv[2]).read_bytes())
    shop, out = Workshop(open_register(Path(sys.argv[1]))), Path(sys.argv[3])
    _ = template.compiled
    names = list(shop.register.protocols)[: int(sys.argv[4]) if len(sys.argv) > 4 else None]
    seconds = []
    for name in names:
        start = time.perf_counter()
        protocol = shop.register.protocols[name]
        write_whole(out / f"{name}.docx", isp.fill(shop.register, protocol, shop.view(protocol), template))
        seconds.append(time.perf_counter() - start)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
