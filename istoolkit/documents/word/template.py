"""A Word template made ready: read once, its tags compiled once, its fixed parts compressed once.

An officer writes ``{{ purpose.necessity }}`` in Word, in any style. docxtpl mends what Word does to tags and knows
``{%p %}`` and ``{%tr %}``; here each tag is then turned into a call that writes the value with the style of its run,
inside a content control, and in as many paragraphs as it has.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from istoolkit.documents.drawing import Drawing
from istoolkit.documents.heat_map import HeatMaps
from istoolkit.documents.values import Detail, Entry, Nothing, Text, Texts
from istoolkit.documents.word.markup import MAP, Place
from istoolkit.documents.word.package import NotWord, pack, unpack
from istoolkit.documents.word.pictures import RELATIONS, with_types
from istoolkit.resources import folder

MAP_PART = "customXml/istoolkit.xml"
_PROPS_PART = "customXml/itemPropsIstoolkit.xml"
_MAP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPS_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = "word/styles.xml"
_MADE_HERE = ("docProps/core.xml", "docProps/app.xml", MAP_PART, STYLES, RELATIONS)
_LEFT_OUT = re.compile(r"docProps/thumbnail\.\w+|docProps/custom\.xml|word/stylesWithEffects\.xml")
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_PPR = re.compile(r"<w:pPr>.*?</w:pPr>", re.DOTALL)
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>((?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|[^<])*)</w:t></w:r>",
    re.DOTALL,
)
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CHILD = re.compile(r"<w:(?:t|br|tab|cr|noBreakHyphen)(?: [^>]*)?(?:/>|>[^<]*</w:t>)")
_SPLIT_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?((?:<w:(?:t|br|tab|cr|noBreakHyphen)(?: [^>]*)?(?:/>|>[^<]*</w:t>)){2,})</w:r>",
    re.DOTALL,
)
_NOT_READ = re.compile(
    r'<w:del [^>]*>(?:(?!</w:del>).)*</w:del>|<w:bookmarkStart [^>]*w:name="_(?:GoBack|Toc)[^>]*/>'
    r'|(?<=<w:sdtPr>)<w:id [^>]*/>|(?:(?<=/>))<w:id w:val="-?\d+"/>(?=(?:(?!</w:sdtPr>).)*</w:sdtPr>)',
    re.DOTALL,
)
_TAG = re.compile(r"\{\{(?![-{])\s*((?:(?!\}\}).)+?)\s*\}\}", re.DOTALL)
_PART_OF_RUN = re.compile(r"(\{\{(?![-{]).+?\}\}|\{%.+?%\})", re.DOTALL)


_NEEDED = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}


class BadTemplate(Exception):
    """A template cannot be used. The text says where and why."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A template made ready: the texts with tags, the places that values stand in, and everything else packed."""

    sources: Mapping[str, str]
    places: tuple[Place, ...]
    base: bytes
    parts: Mapping[str, bytes]
    restyled: bool

    @cached_property
    def compiled(self) -> dict[str, Template]:
        """The texts compiled. Raises BadTemplate with the words around a tag that cannot be understood."""
        return {name: self._compile(source) for name, source in self.sources.items()}

    def _compile(self, source: str) -> Template:
        try:
            return environment().from_string(source)
        except TemplateSyntaxError as error:
            words = paragraph_text(source, error.lineno)
            raise BadTemplate(f"In the paragraph “{words}”: {error.message}") from error

    @cache  # noqa: B019 - a template is kept as long as the process
    def styles_in(self, language: str) -> bytes:
        """Return the styles with the language of the document, such as ``cy-GB``."""
        return re.sub(r'(<w:lang [^>]*?w:val=")[^"]*"', rf'\g<1>{language}"', _styles(self.parts)).encode()

    @cached_property
    def numbered(self) -> frozenset[str]:
        """The heading styles that number their paragraphs."""
        styles = _styles(self.parts)
        found = re.findall(
            r'<w:style [^>]*w:styleId="([^"]+)"[^>]*>((?:(?!</w:style>).)*)</w:style>', styles, re.DOTALL
        )
        return frozenset(name for name, body in found if "<w:numPr>" in body)


_OURS = (Entry, Text, Texts, Nothing, Detail)


class _Environment(SandboxedEnvironment):
    """A sandbox that knows that the values of a view have nothing to hide but what starts with an underscore."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, _OURS) and not attribute.startswith("_") and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def environment(undefined: type[Undefined] = StrictUndefined) -> SandboxedEnvironment:
    """Return the Jinja environment of templates: sandboxed, escaping, and strict about names that do not exist."""
    made = _Environment(autoescape=True, undefined=undefined)
    made.filters["run_"] = _run_filter
    made.filters["paragraph_"] = _paragraph_filter
    return made


@pass_context
def _run_filter(context: Context, value: Any, place: int) -> Markup:
    """Write a value where a run stands."""
    rendering = context["rendering_"]
    written: Markup = _drawn(rendering, value, place, False) or rendering.run(value, place)
    return written


@pass_context
def _paragraph_filter(context: Context, value: Any, place: int, cell: bool) -> Markup:
    """Write a value as paragraphs of its own."""
    rendering = context["rendering_"]
    written: Markup = _drawn(rendering, value, place, True) or rendering.paragraph(value, place, cell)
    return written


def _drawn(rendering: Any, value: Any, place: int, apart: bool) -> Markup | None:
    """Write what is drawn and not written: a drawing, or the maps of risks; nothing where it is neither."""
    if isinstance(value, Drawing):
        picture: Markup = rendering.picture(value, place, apart)
        return picture
    if isinstance(value, HeatMaps):
        maps: Markup = rendering.heat_maps(value, place, apart)
        return maps
    return None


def prepare(content: bytes) -> Prepared:
    """Make a template ready. Raises NotWord where the file is no Word document."""
    parts = {name: part for name, part in unpack(content).items() if not _LEFT_OUT.match(name)}
    _as_read(parts)
    _add_map(parts)
    _clean(parts)
    patcher = DocxTemplate(io.BytesIO(content))
    places: list[Place] = []
    sources = {}
    for name in sorted(parts):
        if _TEXT_PARTS.match(name) and (b"{{" in parts[name] or b"{%" in parts[name] or name == "word/document.xml"):
            sources[name] = _source(patcher.patch_xml(parts[name].decode()), places, _styles(parts))
    fixed = {name: part for name, part in parts.items() if name not in sources and name not in _MADE_HERE}
    return Prepared(sources, tuple(places), pack(fixed), parts, restyled=content not in _ours())


@cache
def _ours() -> frozenset[bytes]:
    """Return the templates that come with the toolkit."""
    return frozenset(path.read_bytes() for path in folder("templates").glob("*.docx"))


def _styles(parts: Mapping[str, bytes]) -> str:
    return parts.get(STYLES, b"").decode()


def _source(xml: str, places: list[Place], styles: str) -> str:
    """Turn the tags of a part into calls, with each paragraph on a line of its own so that errors can be placed."""
    xml = _SPLIT_RUN.sub(_split_run, _TAGS.sub(lambda tag: _code(tag.group()), xml.replace("\n", " ")))
    pieces: list[str] = []
    end = 0
    for match in _PARAGRAPH.finditer(xml):
        before = xml[end : match.start()]
        pieces.append(before)
        inside_cell = "".join(pieces[-40:]).rfind("<w:tc>") > "".join(pieces[-40:]).rfind("</w:tc>")
        pieces.append("\n" + _paragraph(match.group(), places, inside_cell, styles))
        end = match.end()
    pieces.append(xml[end:])
    source = "".join(pieces)
    head, _, body = source.partition("<w:body>")
    return _namespaces(head) + ("<w:body>" + body if body else "")


def _namespaces(head: str) -> str:
    """Declare the namespace that hides the frames of controls, where the template does not."""
    if "<w:document" not in head:
        return head
    for prefix, name in _NEEDED.items():
        if f"xmlns:{prefix}=" not in head:
            head = head.replace("<w:document", f'<w:document xmlns:{prefix}="{name}"', 1)
    if "mc:Ignorable=" not in head:
        return head.replace("<w:document", '<w:document mc:Ignorable="w15"', 1)
    return re.sub(r'mc:Ignorable="(?![^"]*w15)([^"]*)"', r'mc:Ignorable="\1 w15"', head)


def _paragraph(xml: str, places: list[Place], cell: bool, styles: str) -> str:
    if "{{" not in xml and "{%" not in xml:
        return xml
    properties = match.group() if (match := _PPR.search(xml)) else ""
    bullet = _bullet(properties, cell, styles)
    runs = list(_RUN.finditer(xml))
    if len(runs) == 1 and (tag := _TAG.fullmatch(runs[0][2].strip())) and xml.count("<w:r>") + xml.count("<w:r ") == 1:
        places.append(Place(runs[0][1] or "", properties, bullet))
        return f"{{{{ ({tag[1]})|paragraph_({len(places) - 1}, {cell}) }}}}"
    return _RUN.sub(lambda run: _run(run, places, properties, bullet), xml)


def _bullet(properties: str, cell: bool, styles: str) -> str:
    """Return the paragraph properties for the entries of a list at this place."""
    name = "TableBullet" if cell else "ListBullet"
    if f'w:styleId="{name}"' not in styles:
        return properties
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'


def _run(run: re.Match[str], places: list[Place], properties: str, bullet: str) -> str:
    text = run[2]
    if "{{" not in text and "{%" not in text:
        return run.group()
    places.append(Place(run[1] or "", properties, bullet))
    pieces = []
    for piece in _PART_OF_RUN.split(text):
        if tag := _TAG.fullmatch(piece):
            pieces.append(f"{{{{ ({tag[1]})|run_({len(places) - 1}) }}}}")
        elif piece.startswith("{%"):
            pieces.append(piece)
        elif piece:
            pieces.append(f'<w:r>{run[1] or ""}<w:t xml:space="preserve">{piece}</w:t></w:r>')
    return "".join(pieces)


def _code(expression: str) -> str:
    """Return a tag as it was typed: programs that save Word files write signs in it as entities."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        expression = expression.replace(entity, character)
    return expression


def _split_run(run: re.Match[str]) -> str:
    """Give each text, break and tab of a run a run of its own, so that a tag stands alone."""
    properties, children = run[1] or "", _CHILD.findall(run[2])
    return "".join(f"<w:r>{properties}{child}</w:r>" for child in children)


def _as_read(parts: dict[str, bytes]) -> None:
    """Take out of a template what must not come into documents: deleted text, hidden bookmarks, numbers of controls."""
    for name in [each for each in parts if _TEXT_PARTS.match(each)]:
        try:
            xml = parts[name].decode()
        except UnicodeDecodeError as error:
            raise NotWord("a part of it is not UTF-8; save it again in Word") from error
        parts[name] = _NOT_READ.sub("", xml).encode()


def paragraph_text(source: str, line: int) -> str:
    """Return the words of the paragraph on a line of a source, for a message."""
    lines = source.split("\n")
    xml = lines[line - 1] if 0 < line <= len(lines) else ""
    xml = xml.split("</w:p>")[0] if xml.startswith("<w:p") else xml.partition("}}")[0] + "}}"
    shown = re.sub(r"\((.+?)\)\|(?:run_|paragraph_)\([^)]*\)", r"\1", re.sub(r"<[^>]+>", "", xml))
    return shown.strip()[:120] or "(no text)"


def _add_map(parts: dict[str, bytes]) -> None:
    """Give the package a relationship to the part that keeps the map of values."""
    relations = parts.get(RELATIONS, b"").decode()
    if MAP_PART not in relations:
        new = f'<Relationship Id="rIdIstoolkit" Type="{_MAP_TYPE}" Target="../{MAP_PART}"/></Relationships>'
        parts[RELATIONS] = relations.replace("</Relationships>", new).encode()
    types = with_types(parts["[Content_Types].xml"].decode())
    new = "" if 'Extension="xml"' in types else '<Default Extension="xml" ContentType="application/xml"/>'
    if _PROPS_PART not in types:
        kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        new += f'<Override PartName="/{_PROPS_PART}" ContentType="{kind}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{new}</Types>").encode()
    relation = f'<Relationship Id="rId1" Type="{_PROPS_TYPE}" Target="itemPropsIstoolkit.xml"/>'
    parts["customXml/_rels/istoolkit.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'.encode()
    )
    parts[_PROPS_PART] = (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{{6F1B3D52-9C1E-4B7A-9E57-1C5A7B0D4E21}}"><ds:schemaRefs><ds:schemaRef ds:uri="{MAP}"/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    ).encode()


def _clean(parts: dict[str, bytes]) -> None:
    """Take out what points to parts that are left out."""
    for name in ("_rels/.rels", RELATIONS):
        text = parts.get(name, b"").decode()
        text = re.sub(
            r"<Relationship [^>]*(?:thumbnail|stylesWithEffects|custom-properties|docProps/custom)[^>]*/>", "", text
        )
        parts[name] = text.encode()
    types = parts["[Content_Types].xml"].decode()
    types = re.sub(r'<Override [^>]*PartName="/(?:docProps/custom\.xml|word/stylesWithEffects\.xml)"[^>]*/>', "", types)
    parts["[Content_Types].xml"] = types.encode()
