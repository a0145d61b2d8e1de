"""The manual of the rules: what a page looks like, and that ``docs/rules`` is what the rules say now."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from istoolkit import manual
from istoolkit.cli import cli
from istoolkit.rules import Rule, catalogue
from tests.conftest import ROOT

_PAGE = """What it checks,
in two lines.

More of it.

Why: because it
matters.

Wrong:

    one: a

    two:
      - b

Right: `a: b`, or

    id,name
    oak,"Oak, School"
"""
RULE = catalogue()[0]._replace(
    code="TEST001", title="A title", severity="warning", source="UK GDPR Article 26", page=_PAGE.strip()
)


def test_a_page_as_plain_text() -> None:
    assert manual.page(RULE) == f"TEST001: A title (warning)\n\n{_PAGE.strip()}\n\nSource: UK GDPR Article 26"
    assert manual.page(RULE._replace(source="")) == f"TEST001: A title (warning)\n\n{_PAGE.strip()}"


def test_a_page_in_markdown() -> None:
    assert manual.markdown(RULE) == (
        "# TEST001: A title\n"
        "\n"
        "Severity: warning\n"
        "\n"
        "What it checks,\nin two lines.\n"
        "\n"
        "More of it.\n"
        "\n"
        "## Why\n"
        "\n"
        "Because it\nmatters.\n"
        "\n"
        "## Wrong\n"
        "\n"
        "```yaml\none: a\n\ntwo:\n  - b\n```\n"
        "\n"
        "## Right\n"
        "\n"
        "`a: b`, or\n"
        "\n"
        '```csv\nid,name\noak,"Oak, School"\n```\n'
        "\n"
        "## Source\n"
        "\n"
        "UK GDPR Article 26\n"
    )
    assert manual.markdown(RULE._replace(source="")).endswith('School"\n```\n')


def test_what_a_rule_checks_in_one_line() -> None:
    assert manual.opening(RULE) == "What it checks, in two lines."


def test_the_list_of_rules() -> None:
    dates = next(each for each in catalogue() if each.code == "DATE001")
    rules = [dates._replace(title="One | two"), dates._replace(code="DATE002", severity="note")]
    theme = "DATE: versions and dates make sense"
    assert manual.theme(dates) == f"{theme}."
    assert manual.contents(rules) == (
        "# The rules\n"
        "\n"
        "Made from the rules by `make manual`. To change a page, change the docstring of its rule.\n"
        "\n"
        f"## {theme}\n"
        "\n"
        "| rule | severity | title |\n"
        "|---|---|---|\n"
        "| [DATE001](DATE001.md) | error | One \\| two |\n"
        f"| [DATE002](DATE002.md) | note | {dates.title} |\n"
    )


def test_each_theme_has_one_heading() -> None:
    listed = manual.contents(catalogue())
    assert listed.count("\n## ") == len({each.group for each in catalogue()})
    assert [line.split("[")[1].split("]")[0] for line in listed.splitlines() if line.startswith("| [")] == [
        each.code for each in catalogue()
    ]


def test_writing_takes_out_the_pages_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "GONE001.md").write_text("gone", "utf-8")
    (tmp_path / "DATE001.md").write_text("old", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"kept")
    manual.write(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {**manual.pages(), "picture.png": b"kept"}
    assert set(made) == {"README.md", "picture.png", *(f"{each.code}.md" for each in catalogue())}


def test_the_manual_is_up_to_date() -> None:
    """After a change of a rule's page: ``make manual``."""
    assert {path.name: path.read_bytes() for path in (ROOT / "docs" / "rules").iterdir()} == manual.pages()


@pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.code)
def test_the_command_prints_the_page(each: Rule) -> None:
    done = CliRunner().invoke(cli, ["rule", each.code.lower()])
    assert (done.exit_code, done.output) == (0, f"{manual.page(each)}\n")
