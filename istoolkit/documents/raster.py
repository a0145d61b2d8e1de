"""A drawing as a PNG, the same on every machine: only the fonts that come with the toolkit are used."""

import re
from functools import lru_cache

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.drawings.measure import BOLD, REGULAR, drawable

SHARP = 1.5
"""How many dots of a PNG stand for a pixel of the drawing: 144 to the inch, which prints well and is made in time."""

_FAMILY = "Liberation Sans"
_TEXT = re.compile(r">([^<]+)<")


def png(drawing: Drawing, scale: float = SHARP) -> bytes:
    """Return a drawing as a PNG, ``scale`` times as large as the drawing says. Each is made once in a run.

    Characters that the fonts lack, such as Arabic ones, are drawn in the fonts of the machine where it has them.
    """
    return _png(drawing.svg, scale)


@lru_cache(maxsize=128)
def _png(svg: str, scale: float) -> bytes:
    import resvg_py

    ours = all(map(drawable, _TEXT.findall(svg)))
    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        background="#FFFFFF",
        skip_system_fonts=ours,
        font_files=[str(REGULAR), str(BOLD)],
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )
    return bytes(made)
