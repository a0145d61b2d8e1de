"""A drawing with its words: what a document shows as a picture, and says to those who do not see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG. ``width`` and ``height`` are in pixels of 1/96 inch.

    ``described`` is a sentence for a reader of the screen; ``lines`` say in words all that the drawing shows, each a text
    that may have several short lines. ``flows`` are the numbers of the flows it shows.
    """

    title: str
    described: str
    lines: tuple[str, ...]
    svg: str
    width: int
    height: int
    flows: tuple[int, ...] = ()
