"""What the tests of assessments share: a register with a fragment laid over it, and what is made of its hub."""

import tempfile
from pathlib import Path

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Register, open_register
from tests.conftest import TODAY
from tests.rules.pages import laid_over

HEAD = 'version: "1.0"\nof_version: "1.0"\n'
"""What an assessment must say."""


def register(fragment: str = "", assessment: str = "", head: str = HEAD) -> Register:
    """The register of the rules' examples with a fragment laid over its hub, and an assessment beside it."""
    with tempfile.TemporaryDirectory() as folder:
        beside = f"# hub/assessment.yaml\n{head}{assessment}" if assessment else ""
        return open_register(laid_over(f"{fragment}{beside}", Path(folder) / "r"), on=TODAY)


def hub(made: Register) -> Picture:
    """Its hub as a reviewer sees it."""
    return picture(made, made.protocols["hub"])
