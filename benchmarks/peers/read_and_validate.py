"""Reads a register and checks every file against its schema, and does nothing more: what all rules together are compared with."""

import gc
import sys
from pathlib import Path

from istoolkit.definitions.register import open_register
from istoolkit.rules.structure import _all_misfits

gc.set_threshold(50_000, 50, 50)
register = open_register(Path(sys.argv[1]).resolve())
gc.freeze()
print(len(register.protocols), "read,", len(_all_misfits(register)), "do not fit")
