"""Fragments of HTML to words and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from istoolkit.cnil.html import noted, one_line, paragraph, plain
from istoolkit.definitions.text import FORBIDDEN


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("<span style=\"font-family: 'Open Sans'\">One &amp; two.&nbsp;</span>", "One & two."),
        ("<p>One</p><p>Two<br />Three</p>", "One\nTwo\nThree"),
        ("<div>One</div>\n<div> </div>\n<div>Two</div>", "One\nTwo"),
        ("A<ul>\n<li><strong>B</strong>:\n<ul>\n<li>c</li>\n</ul>\n</li>\n<li>D</li>\n</ul>", "A\n- B:\n  - c\n- D"),
        ("<ol><li>One</li><li>Two</li></ol>", "- One\n- Two"),
        ("<p>a < b & c > d</p>", "a < b & c > d"),
        ("One<script>alert('x')</script> two<style>p {}</style>", "One two"),
        ('<img src="data:image/png;base64,AAAA" onerror="alert(1)">Seen', "Seen"),
        ("soft\u00adly \u202eback", "softly back"),
        ("<p>never closed <b>at all", "never closed at all"),
        ("", ""),
        ("</ul></ul></li>", ""),
    ],
)
def test_the_words_of_a_fragment(fragment: str, words: str) -> None:
    assert plain(fragment) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Help is refused <without reason>", "Help is refused <without reason>"),
        ("<span>Names &amp; dates</span>", "Names & dates"),
        ("a\n  b", "a b"),
    ],
)
def test_a_title_is_plain_text_unless_it_has_markup(text: str, words: str) -> None:
    assert one_line(text) == words


def test_a_comment_keeps_its_lines() -> None:
    assert noted("One:\n- two\n- three") == "One:\n- two\n- three"


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
LINES = st.lists(st.one_of(WORDS, WORDS.map("- {}".format)), min_size=1, max_size=6)


@given(LINES)
def test_words_come_back_from_what_is_made_of_them(lines: list[str]) -> None:
    text = "\n".join(line for line in lines if FORBIDDEN.search(line) is None and line.strip("- "))
    assert plain(paragraph(text)) == text


@given(st.text())
def test_any_text_is_read_and_has_nothing_unseen(text: str) -> None:
    words = plain(text)
    assert FORBIDDEN.search(words) is None and "\xa0" not in words
    assert plain(paragraph(words)).split() == words.split()


def test_cells_of_a_table_stay_apart() -> None:
    table = "<table><tr><th>Who</th><th>By</th></tr><tr><td>Manager</td><td>May</td></tr></table>"
    assert plain(table) == "Who | By\nManager | May"
