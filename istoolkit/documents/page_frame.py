"""What every page has: its templates, its style and script inside it, and a policy that lets nothing else in.

A page is one file that works from a disk, from an e-mail and without a network. Its policy
(Content Security Policy Level 3, W3C) allows exactly the style and script that it holds, known by their digests.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from istoolkit.documents.stamp import Stamp
from istoolkit.resources import folder

_COMPARE = "Compare it with the one that comes with istoolkit, or take it out of the register's templates folder."


class BadPage(Exception):
    """A page's template cannot be used. The text says which and why."""


def framed(
    template: str,
    own: Path | None,
    styles: str,
    others: Iterable[str],
    *,
    stamp: Stamp | None = None,
    sheets: Iterable[str] = (),
    scripts: Iterable[str] = (),
    images: bool = False,
    **context: object,
) -> bytes:
    """Return a page as UTF-8 bytes.

    ``stamp`` says where what it shows stands. A template may also ask whether it is a ``draft``.

    ``own`` is a folder whose templates go before those of the toolkit: page.html.j2, index.html.j2, paper.html.j2,
    decision.html.j2, frame.html.j2, style.css, decision.css, script.js and decision.js. ``sheets`` and ``scripts`` are
    files of these that one sort of page has besides; ``styles`` follow the stylesheets; ``others`` are texts of style
    elements in drawings. ``images`` says that there are images in dots within the page.
    Raises BadPage where a template cannot be read or filled.
    """
    environment = _environment(own)
    try:
        style = "".join(_source(environment, name) for name in ("style.css", *sheets)) + styles
        script = "".join(_source(environment, name) for name in ("script.js", *scripts))
        filled = environment.get_template(template).render(
            **context,
            stamp=stamp,
            draft=stamp is not None and not stamp.agreed,
            draft_words=stamp.advice if stamp else "",
            policy=policy([style, *others], [script], images),
            style=Markup(style),  # noqa: S704 - the stylesheet, and rules of numbers and escaped texts
            script=Markup(script),  # noqa: S704 - the script of the templates' folder
        )
    except TemplateSyntaxError as error:
        place = f"{error.filename or error.name}, line {error.lineno}"
        raise BadPage(f"The page template {place}, cannot be understood. {_COMPARE}") from error
    except TemplateError as error:
        names = re.findall(r"'(\w+)'", error.message or "")
        asked = f"“{names[-1]}”, which" if names else "something that"
        raise BadPage(f"The page template {template} asks for {asked} is not there. {_COMPARE}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadPage(f"The page template {template} or a file beside it cannot be read. {_COMPARE}") from error
    return filled.encode("utf-8", "replace")


def policy(styles: Iterable[str], scripts: Iterable[str], images: bool = False) -> str:
    """Return the content security policy of a page that has these styles and scripts and nothing from outside.

    ``images`` says that it has images, which lie within it.
    """
    allowed = [
        f"style-src {_digests(styles)}",
        f"script-src {_digests(scripts)}",
        *(["img-src data:"] if images else []),
    ]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digests(texts: Iterable[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in texts)
    return " ".join(f"'sha256-{each}'" for each in dict.fromkeys(digests))


def _source(environment: SandboxedEnvironment, name: str) -> str:
    assert environment.loader  # noqa: S101 - given in _environment
    return environment.loader.get_source(environment, name)[0]


@cache
def _environment(own: Path | None) -> SandboxedEnvironment:
    places = [*([own] if own else []), folder("templates") / "page"]
    return SandboxedEnvironment(
        loader=FileSystemLoader(places),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def css_text(text: str) -> str:
    """Return a text as a string of CSS, every character that could end it escaped."""
    escaped = (each if each.isalnum() and each.isascii() else f"\\{ord(each):x} " for each in text)
    return f'"{"".join(escaped)}"'
