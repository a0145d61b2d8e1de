"""The key below a drawing: what its boxes and lines mean, in words, and only those that it uses."""

from collections.abc import Iterable

from istoolkit.documents.drawings.measure import width
from istoolkit.documents.drawings.shapes import DASHES, GREY, LEADING, NOTE, WIDTH, Box, Line, Piece, Shape, Words

_BOXES = {
    "organisation": "organisation, class or department",
    "post": "post",
    "people": "people who are not partners",
    "public": "people who are not partners",
    "unknown": "to be confirmed",
    "table": "all share with each other",
    "frame": "stays inside one organisation",
}
_LINES = {
    "direct-access": "looked up by direct access",
    "spoken": "spoken",
    "deposited": "deposited",
    "published": "published",
}
_SAMPLE, _SPACE, _ROW = 26.0, 18.0, 20.0


def key(shapes: Iterable[Shape]) -> Piece:
    """Return the key for shapes."""
    entries = _entries(list(shapes))
    placed: list[Shape] = []
    x, y = 2.0, 0.0
    for sample, words in entries:
        wide = _SAMPLE + 6 + width(words, NOTE) + _SPACE
        if x + wide - _SPACE > WIDTH and x > 2:
            x, y = 2.0, y + _ROW
        placed.extend((_sample(sample, x, y), Words((words,), x + _SAMPLE + 6, y, NOTE, colour=GREY)))
        x += wide
    return Piece(tuple(placed), y + LEADING if entries else 0)


def _entries(shapes: list[Shape]) -> list[tuple[str, str]]:
    looks = {each.look for each in shapes if isinstance(each, Box)}
    dashes = {each.dashes for each in shapes if isinstance(each, Line)}
    found: dict[str, str] = {}
    for look, words in _BOXES.items():
        if look in looks:
            found.setdefault(words, look)
    entries = [(look, words) for words, look in found.items()]
    if dashes & set(DASHES.values()) and "" in dashes:
        entries.append(("", "sent, or not stated"))
    return entries + [(name, words) for name, words in _LINES.items() if DASHES[name] in dashes]


def _sample(name: str, x: float, y: float) -> Shape:
    if name in _BOXES:
        return Box(x, y + 1, _SAMPLE, LEADING - 2, name)
    return Line(((x, y + LEADING / 2), (x + _SAMPLE, y + LEADING / 2)), end=True, dashes=DASHES.get(name, ""))
