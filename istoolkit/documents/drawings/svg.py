"""A laid-out drawing as SVG 1.1: plain elements and attributes, nothing from outside, so that Word and browsers read it alike."""

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape

from istoolkit.documents.drawings.shapes import LEADING, LOOKS, NAVY, WIDTH, Box, Line, Point, Sheet, Words

_FAMILY = "Liberation Sans, Arial, sans-serif"
_HEAD, _HALF = 8.0, 4.0
"""How long an arrow head is, and half of how wide."""

_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def svg(sheet: Sheet, name: str, title: str, described: str) -> str:
    """Return a sheet as SVG. ``name`` begins each identifier in it, so that drawings can share a page.

    ``described`` says in words all that it shows: programs that read aloud do not read what is drawn.
    """
    order = [each for each in sheet.shapes if _is_frame(each)]
    order += [each for each in sheet.shapes if isinstance(each, Line)]
    order += [each for each in sheet.shapes if not isinstance(each, Line) and not _is_frame(each)]
    body = "".join(piece for shape in order for piece in _shape(shape))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{sheet.height}" '
        f'viewBox="0 0 {WIDTH} {sheet.height}" role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{_text(title)}</title><desc id="{name}-desc">{_text(described)}</desc>'
        f'<rect width="{WIDTH}" height="{sheet.height}" fill="#FFFFFF"/>'
        f'<g font-family="{_FAMILY}">{body}</g></svg>'
    )


def _is_frame(shape: object) -> bool:
    return isinstance(shape, Box) and shape.look == "frame"


def _text(words: str) -> str:
    return escape(words.translate(_ILLEGAL))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _shape(shape: Box | Line | Words) -> Iterator[str]:
    if isinstance(shape, Line):
        yield from _line(shape)
    elif isinstance(shape, Box):
        yield _box(shape)
        for words in shape.words:
            yield from _words(words)
    else:
        yield from _words(shape)


def _box(box: Box) -> str:
    look = LOOKS[box.look]
    radius = min(look.round, box.height / 2, box.width / 2)
    rounded = f' rx="{_number(radius)}"' if radius else ""
    dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
    return (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
        f'{rounded} fill="{look.fill}" stroke="{look.edge}" stroke-width="{_number(look.thick)}"{dashes}/>'
    )


def _words(words: Words) -> Iterator[str]:
    anchor = ' text-anchor="middle"' if words.centred else ""
    weight = ' font-weight="bold"' if words.bold else ""
    for index, line in enumerate(words.lines):
        base = words.y + index * LEADING + LEADING / 2 + words.size * 0.35
        yield (
            f'<text x="{_number(words.x)}" y="{_number(base)}" font-size="{_number(words.size)}"'
            f'{anchor}{weight} fill="{words.colour}">{_text(line)}</text>'
        )


def _line(line: Line) -> Iterator[str]:
    points = list(line.points)
    heads = []
    if line.start:
        heads.append(_head(points[1], points[0]))
        points[0] = _short(points[1], points[0])
    if line.end:
        heads.append(_head(points[-2], points[-1]))
        points[-1] = _short(points[-2], points[-1])
    path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    dashes = f' stroke-dasharray="{line.dashes}"' if line.dashes else ""
    yield f'<polyline points="{path}" fill="none" stroke="{NAVY}" stroke-width="1.3"{dashes}/>'
    yield from heads


def _head(before: Point, tip: Point) -> str:
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    back = (tip[0] - _HEAD * math.cos(angle), tip[1] - _HEAD * math.sin(angle))
    side = (_HALF * math.sin(angle), -_HALF * math.cos(angle))
    corners = (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    path = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
    return f'<polygon points="{path}" fill="{NAVY}"/>'


def _short(before: Point, tip: Point) -> Point:
    """Return where a line ends so that it does not show through the tip of its head."""
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    return tip[0] - (_HEAD - 1) * math.cos(angle), tip[1] - (_HEAD - 1) * math.sin(angle)
