"""Small line drawings for easy-read guides, drawn by us. Each stands beside the words it goes with."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from istoolkit.documents.drawing import Drawing

SIZE = 110
"""The width and height of a drawing, in pixels of 1/96 inch."""

_PERSON = '<circle cx="{x}" cy="{y}" r="9"/><path d="M{a} {d} q0 -20 {w} -20 q{w} 0 {w} 20"/>'


def _person(x: int, y: int) -> str:
    return _PERSON.format(x=x, y=y, a=x - 15, d=y + 34, w=15)


_DRAWN: Mapping[str, tuple[str, str]] = {
    "what": (
        "Two people who talk",
        _person(24, 52)
        + _person(76, 52)
        + '<path d="M28 8 h44 v20 h-16 l-6 9 l-6 -9 h-16 z"/><path d="M36 15 h28 M36 22 h18"/>',
    ),
    "why": (
        "A heart held by a hand",
        '<path d="M50 54 C20 34 24 10 40 12 C47 13 50 20 50 23 C50 20 53 13 60 12 C76 10 80 34 50 54 z"/><path d="M10 74 h16 q8 -9 18 -5 l16 4 q6 4 -2 8 h-14 M58 80 l22 -9 q9 0 4 7 l-26 15 h-32 l-16 -2"/>',
    ),
    "information": (
        "A sheet of paper with writing",
        '<path d="M26 8 h34 l16 16 v68 h-50 z M60 8 v16 h16"/><path d="M35 38 h32 M35 50 h32 M35 62 h32 M35 74 h20"/>',
    ),
    "who": ("A group of people", _person(22, 36) + _person(78, 36) + _person(50, 48)),
    "choice": (
        "A tick and a cross",
        '<rect x="8" y="30" width="38" height="38" rx="4"/><path d="M16 49 l8 10 l14 -20"/><rect x="54" y="30" width="38" height="38" rx="4"/><path d="M63 39 l20 20 M83 39 l-20 20"/>',
    ),
    "without_asking": (
        "A warning sign",
        '<path d="M50 10 L92 84 H8 z"/><path d="M50 36 v24"/><circle cx="50" cy="71" r="2.5" fill="#1D3557"/>',
    ),
    "kept": (
        "A calendar and a clock",
        '<rect x="10" y="18" width="58" height="54" rx="4"/><path d="M10 34 h58 M24 10 v14 M54 10 v14"/><circle cx="68" cy="68" r="22" fill="#FFFFFF"/><path d="M68 55 v13 l9 7"/>',
    ),
    "rights": (
        "Scales that are level",
        '<path d="M50 10 v74 M30 88 h40 M16 26 h68"/><path d="M16 26 L4 56 H28 z M84 26 L72 56 H96 z"/><path d="M4 56 q12 14 24 0 M72 56 q12 14 24 0"/>',
    ),
    "questions": (
        "A question mark",
        '<circle cx="50" cy="50" r="40"/><path d="M37 40 q0 -14 13 -14 q14 0 14 13 q0 8 -8 12 q-6 4 -6 11"/><circle cx="50" cy="74" r="2.5" fill="#1D3557"/>',
    ),
    "contacts": (
        "A telephone",
        '<rect x="30" y="8" width="40" height="84" rx="7"/><path d="M30 22 h40 M30 76 h40"/><circle cx="50" cy="84" r="3"/>',
    ),
}
"""The drawings by part of a guide: what each shows, and its lines on a sheet of 100 by 100."""


def symbol(name: str) -> Drawing:
    """Return the drawing for a part of a guide, such as ``choice``."""
    shows, lines = _DRAWN[name]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" viewBox="0 0 100 100" role="img" '
        f'aria-labelledby="symbol-{name}-title"><title id="symbol-{name}-title">{escape(shows)}</title>'
        f'<rect width="100" height="100" fill="#FFFFFF"/><g fill="none" stroke="#1D3557" stroke-width="4" '
        f'stroke-linecap="round" stroke-linejoin="round">{lines}</g></svg>'
    )
    return Drawing(shows, shows, (f"{shows}.",), svg, SIZE, SIZE)
