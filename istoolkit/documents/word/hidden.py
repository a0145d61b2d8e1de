"""Text of a Word file that is there but not shown (ISO/IEC 29500-1, 17.3.2.41, vanish), by itself or by its style."""

import re
from functools import lru_cache

from lxml import etree

from istoolkit.documents.word.safe_xml import parsed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


@lru_cache(maxsize=8)
def hiding_styles(styles: bytes) -> frozenset[str]:
    """Return the styles whose text is hidden. A damaged part hides nothing: Word would not open it."""
    if b"vanish" not in styles:
        return frozenset()
    try:
        root = parsed(styles)
    except ValueError:
        return frozenset()
    based = {each.get(f"{_W}styleId", ""): each for each in root.iter(f"{_W}style")}
    return frozenset(name for name in based if _hides(based, name))


def _hides(styles: dict[str, etree._Element], name: str) -> bool:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        said = styles[name].find(f"{_W}rPr/{_W}vanish")
        if said is not None:
            return said.get(f"{_W}val", "1") not in _OFF
        upper = styles[name].find(f"{_W}basedOn")
        name = upper.get(f"{_W}val", "") if upper is not None else ""
    return False


def hidden_in(root: etree._Element, hiding: frozenset[str]) -> None:
    """Mark the hidden texts of a part in their words: “[hidden: …]”."""
    runs = [each.getparent() for each in root.iter(f"{_W}vanish") if each.get(f"{_W}val", "1") not in _OFF]
    found = [run.getparent() for run in runs if run is not None]
    if hiding:
        found += [each for each in root.iter(f"{_W}r") if _style(each) in hiding]
    for run in dict.fromkeys(each for each in found if each is not None and each.tag == f"{_W}r"):
        for text in run.iter(f"{_W}t"):
            text.text = re.sub(r"\A(?!\[hidden: )(.*)\Z", r"[hidden: \1]", text.text or "", flags=re.DOTALL)


def struck_in(root: etree._Element) -> None:
    """Mark the texts of a part that are struck through in their words: “[struck through: …]”."""
    for mark in root.iter(f"{_W}strike", f"{_W}dstrike"):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None else None
        if run is not None and run.tag == f"{_W}r" and mark.get(f"{_W}val", "1") not in _OFF:
            for text in run.iter(f"{_W}t"):
                text.text = f"[struck through: {text.text or ''}]"


def _style(run: etree._Element) -> str:
    """Return the style of a run, or of its paragraph where that hides: a run's own style comes first."""
    own = run.find(f"{_W}rPr/{_W}rStyle")
    if own is not None:
        return own.get(f"{_W}val", "")
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
    return style.get(f"{_W}val", "") if style is not None else ""
