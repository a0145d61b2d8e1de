"""What is wrong with a template: names it uses that do not exist, and parts of a definition that it never shows."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jinja2 import ChainableUndefined, TemplateSyntaxError, meta, nodes

from istoolkit.definitions.schema import load
from istoolkit.documents.subjects import PROTOCOL, Subject
from istoolkit.documents.values import Entry, Text, Texts, texts_in
from istoolkit.documents.word.markup import Marks
from istoolkit.documents.word.render import Rendering, check_sound, fill
from istoolkit.documents.word.template import BadTemplate, Prepared, environment, paragraph_text
from istoolkit.words import did_you_mean

_CALLS = {"rest", "unshown", "contents", "contents_in_line"}
_LOOP = {
    "first",
    "last",
    "index",
    "index0",
    "revindex",
    "revindex0",
    "length",
    "previtem",
    "nextitem",
    "depth",
    "cycle",
    "changed",
}


class Unknown(NamedTuple):
    """A name that does not exist: the words of its paragraph, the name and a guess at what was meant."""

    paragraph: str
    name: str
    guess: str


def syntax_fault(template: Prepared) -> Unknown | None:
    """Return the first tag that cannot be understood."""
    for source in template.sources.values():
        try:
            environment().compile(source)
        except TemplateSyntaxError as error:
            return Unknown(paragraph_text(source, error.lineno), str(error.message), "")
    return None


def unknown_names(template: Prepared, subject: Subject = PROTOCOL) -> list[Unknown]:
    """Return the names that the tags of a template use and that no view has."""
    found: list[Unknown] = []
    tops, inside = _tops(subject), _all_names(subject)
    for source in template.sources.values():
        tree = environment().parse(source)
        undeclared = meta.find_undeclared_variables(tree)
        for name, line in _names(tree):
            if name in undeclared and name not in tops:
                found.append(Unknown(paragraph_text(source, line), name, did_you_mean(name, tops)))
        for name, line in _attributes(tree):
            if name not in inside:
                found.append(Unknown(paragraph_text(source, line), name, did_you_mean(name, inside)))
    return list(dict.fromkeys(found))


def _names(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load":
            yield name.name, name.lineno


def _attributes(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for getter in tree.find_all(nodes.Getattr):
        yield getter.attr, getter.lineno
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and isinstance(item.arg.value, str):
            yield item.arg.value, item.lineno


def _tops(subject: Subject) -> set[str]:
    fields = set(load("protocol").fields) if subject.documents else set[str]()
    return fields | {name for name in subject.extras if "[" not in name} | _CALLS


def _all_names(subject: Subject) -> set[str]:
    fields = {path[-1] for document in subject.documents for path, _ in load(document).walk()}
    return fields | subject.parts | _LOOP


def fault_when_filled(template: Prepared, subject: Subject = PROTOCOL) -> str:
    """Return what goes wrong when the template is filled with a sample that says everything; empty where nothing does."""
    rendering = _on_the_sample(template, subject)
    try:
        for name in sorted(template.sources, key=lambda each: each != "word/document.xml"):
            text = fill(template, name, rendering)
            check_sound(text)
    except BadTemplate as error:
        return str(error)
    return ""


def _on_the_sample(template: Prepared, subject: Subject) -> Rendering:
    return Rendering(Marks(subject.file), template.places, subject.sample())


def never_shown(template: Prepared, subject: Subject = PROTOCOL) -> list[str]:
    """Return the fields that a template never shows by itself, as ``flows[].limit: Limit``.

    The calls ``rest(…)`` count as showing; the closing ``unshown()`` does not, for it is a safety net. A template that is
    not meant to show everything leaves nothing out.
    """
    if not subject.main:
        return []
    rendering = _on_the_sample(template, subject)
    environment(ChainableUndefined).from_string(template.sources["word/document.xml"]).render(
        {**rendering.names(), "unshown": lambda *_: []}
    )
    marks, titles = rendering.marks, _titles(subject.main)
    missing = {
        _schema_path(text): titles.get(_schema_path(text), text.label)
        for value in rendering.view.values()
        for text in _said(value)
        if (text.file, text.path) not in marks.shown and text.file == subject.file
    }
    return [f"{path}: {title}" for path, title in missing.items() if path]


def uses_safety_net(template: Prepared) -> bool:
    """Whether a template prints at its end what it has not shown before."""
    return "unshown(" in template.sources["word/document.xml"]


def _said(value: object) -> Iterable[Text]:
    return texts_in(value) if isinstance(value, Text | Texts | Entry) else ()


def _schema_path(text: Text) -> str:
    return re.sub(r"\[\d+\]", "[]", text.where).removesuffix("[]")


def _titles(document: str) -> dict[str, str]:
    return {".".join(path).replace(".[]", "[]"): each.title for path, each in load(document).walk()}
