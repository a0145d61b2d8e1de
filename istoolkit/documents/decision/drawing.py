"""The marks of a poster as SVG 1.1: plain elements and attributes, nothing from outside, so that Word and browsers read it alike."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from istoolkit.documents.decision.marks import LEADING, LOOKS, NAVY, WHITE, Arrow, Figure, Look, Mark, Point, Words

_FAMILY = "Liberation Sans, Arial, sans-serif"
_HEAD, _HALF = 9.0, 5.0
"""How long an arrow head is, and half of how wide."""

_INSIDE = 4.0
"""How far inside the edge of a figure its second line is."""

_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def svg(marks: Iterable[Mark], size: tuple[int, int], name: str, title: str, described: str) -> str:
    """Return marks as SVG, ``size`` wide and high. Lines are drawn over figures and under words."""
    found = sorted(marks, key=_depth)
    dots = (_dot(each.points[-1]) for each in found if isinstance(each, Arrow) and each.dot)
    body = "".join([*(piece for each in found for piece in _mark(each)), *dots])
    wide, high = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{_text(title)}</title><desc id="{name}-desc">{_text(described)}</desc>'
        f'<rect width="{wide}" height="{high}" fill="{WHITE}"/><g font-family="{_FAMILY}">{body}</g></svg>'
    )


def _depth(mark: Mark) -> int:
    """Return how near a mark is: figures lie under lines, these under lines that cross them, words over all."""
    return 3 if isinstance(mark, Words) else 0 if isinstance(mark, Figure) else 2 if mark.over else 1


def _dot(at: Point) -> str:
    return f'<circle cx="{_number(at[0])}" cy="{_number(at[1])}" r="4" fill="{NAVY}"/>'


def _text(words: str) -> str:
    return escape(words.translate(_ILLEGAL))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _mark(mark: Mark) -> Iterator[str]:
    if isinstance(mark, Figure):
        yield from _figure(mark)
    elif isinstance(mark, Arrow):
        yield from _arrow(mark)
    else:
        yield from _words(mark)


def _figure(figure: Figure) -> Iterator[str]:
    look = LOOKS[figure.look]
    yield _outline(figure, look, 0, look.fill)
    if look.double:
        yield _outline(figure, look._replace(thick=1.2), _INSIDE + look.thick / 2, "none")


def _outline(figure: Figure, look: Look, inside: float, fill: str) -> str:
    left, top, right, bottom = figure.edges
    left, top, right, bottom = left + inside, top + inside, right - inside, bottom - inside
    drawn = f'fill="{fill}" stroke="{look.edge}" stroke-width="{_number(look.thick)}"'
    drawn += f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
    if look.cut:
        cut = min(look.cut, (bottom - top) / 3)
        corners = [(left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut)]
        corners += [(right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut)]
        return f'<polygon points="{_points(corners)}" {drawn}/>'
    radius = min(look.round, (bottom - top) / 2)
    rounded = f' rx="{_number(radius)}"' if radius else ""
    place = f'x="{_number(left)}" y="{_number(top)}" width="{_number(right - left)}" height="{_number(bottom - top)}"'
    return f"<rect {place}{rounded} {drawn}/>"


def _words(words: Words) -> Iterator[str]:
    anchor = ' text-anchor="middle"' if words.centred else ""
    weight = ' font-weight="bold"' if words.bold else ""
    for index, line in enumerate(words.lines):
        base = words.y + (index + 0.5) * words.size * LEADING + words.size * 0.35
        yield (
            f'<text x="{_number(words.x)}" y="{_number(base)}" font-size="{_number(words.size)}"'
            f'{anchor}{weight} fill="{words.colour}">{_text(line)}</text>'
        )


def _arrow(arrow: Arrow) -> Iterator[str]:
    points = list(arrow.points)
    tip = points[-1]
    if arrow.head:
        points[-1] = _back(points[-2], tip, _HEAD - 1)
    path = f'<polyline points="{_points(points)}" fill="none"'
    if arrow.over:
        yield f'{path} stroke="{WHITE}" stroke-width="8"/>'
    yield f'{path} stroke="{NAVY}" stroke-width="2"/>'
    if arrow.head:
        yield _head(points[-2], tip)


def _head(before: Point, tip: Point) -> str:
    x, y = _back(before, tip, _HEAD)
    sideways = (0.0, _HALF) if before[1] == tip[1] else (_HALF, 0.0)
    corners = [tip, (x - sideways[0], y - sideways[1]), (x + sideways[0], y + sideways[1])]
    return f'<polygon points="{_points(corners)}" fill="{NAVY}"/>'


def _back(before: Point, tip: Point, far: float) -> Point:
    """Return the point that is so far back from the tip of a line, which goes across or down."""
    if before[1] == tip[1]:
        return tip[0] - far * (1 if tip[0] > before[0] else -1), tip[1]
    return tip[0], tip[1] - far * (1 if tip[1] > before[1] else -1)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
