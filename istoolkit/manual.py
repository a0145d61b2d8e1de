"""The manual of the rules, made from their docstrings: ``python -m istoolkit.manual`` writes ``docs/rules``."""

import re
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from istoolkit.files import write_whole
from istoolkit.resources import folder
from istoolkit.rules import Rule, catalogue
from istoolkit.words import capital

_HEADING = re.compile(r"(Why|Wrong|Right):\s*(.*)", re.DOTALL)
_INDENT = "    "


_OF_TODAY = "It depends on the day: today, or the day given with --on."


def page(rule: Rule) -> str:
    """Return the page of a rule as plain text."""
    more = f"\n\n{_OF_TODAY}" if rule.of_today else ""
    source = f"\n\nSource: {rule.source}" if rule.source else ""
    return f"{rule.code}: {rule.title} ({rule.severity})\n\n{rule.page}{more}{source}"


def opening(rule: Rule) -> str:
    """Return the first paragraph of a rule's page as one line: what it checks."""
    return " ".join(rule.page.split("\n\n")[0].split())


def markdown(rule: Rule) -> str:
    """Return the page of a rule as Markdown."""
    parts = [f"# {rule.code}: {rule.title}", f"Severity: {rule.severity}", *_parts(rule.page)]
    if rule.of_today:
        parts.append(_OF_TODAY)
    if rule.source:
        parts += ["## Source", rule.source]
    return "\n\n".join(parts) + "\n"


def _parts(text: str) -> Iterable[str]:
    """Yield headings, paragraphs and examples. Indented paragraphs that follow each other are one example."""
    for is_example, paragraphs in groupby(text.split("\n\n"), lambda each: each.startswith(_INDENT)):
        if is_example:
            yield _example("\n\n".join(paragraphs))
        else:
            for each in paragraphs:
                yield from _paragraph(each)


def _paragraph(text: str) -> Iterable[str]:
    match = _HEADING.match(text)
    if match is None:
        yield text
        return
    yield f"## {match[1]}"
    if match[2]:
        yield capital(match[2])


def _example(text: str) -> str:
    """Return an example in a fence: YAML, or lines of a members file."""
    lines = [line.removeprefix(_INDENT) for line in text.split("\n")]
    language = "csv" if "," in text and ":" not in text else "yaml"
    return "\n".join([f"```{language}", *lines, "```"])


def theme(rule: Rule) -> str:
    """Return the line that says what a rule's theme is about: ``DATE: versions and dates make sense.``"""
    return (sys.modules[rule.check.__module__].__doc__ or "").strip().split("\n")[0]


def contents(rules: Iterable[Rule]) -> str:
    """Return the list of rules by theme, each with a link to its page, as Markdown."""
    parts = ["# The rules", "Made from the rules by `make manual`. To change a page, change the docstring of its rule."]
    for _, group in groupby(rules, lambda each: each.group):
        parts += _themed(list(group))
    return "\n\n".join(parts) + "\n"


def _themed(group: list[Rule]) -> list[str]:
    rows = [f"| [{each.code}]({each.code}.md) | {each.severity} | {_cell(each.title)} |" for each in group]
    return [f"## {theme(group[0]).rstrip('.')}", "\n".join(["| rule | severity | title |", "|---|---|---|", *rows])]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def pages() -> dict[str, bytes]:
    """Return every file of the manual by its name."""
    written = {f"{each.code}.md": markdown(each) for each in catalogue()}
    return {name: text.encode() for name, text in {"README.md": contents(catalogue()), **written}.items()}


def write(place: Path) -> None:
    """Write the manual into a folder, and take out the pages of rules that are gone."""
    files = pages()
    for name, content in files.items():
        write_whole(place / name, content)
    for path in place.glob("*.md"):
        if path.name not in files:
            path.unlink()


if __name__ == "__main__":
    write(folder("docs") / "rules")
