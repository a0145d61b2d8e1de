"""A partnership's own law.yaml: what is wrong in it is told of, and neither breaks anything nor changes what we know."""

from pathlib import Path

import pytest

from istoolkit.definitions.law import law_of
from istoolkit.definitions.law_page import line, matches, page
from istoolkit.definitions.register import open_register
from istoolkit.definitions.schema import law_records
from istoolkit.rules import check
from tests.conftest import TODAY
from tests.rules.pages import laid_over

WRONG = [
    "provisions:\n- {id: children-act-2004-s10, chosen_in: article_6}\n",
    "provisions:\n- {id: children-act-2004-s10, chosen_in: [article_9]}\n",
    "provisions:\n- {id: children-act-2004-s10, kind: [power]}\n",
    "provisions:\n- {id: children-act-2004-s10, jurisdictions: TBC}\n",
    'provisions:\n- {id: children-act-2004-s10, disclosers: ["TBC: who"]}\n',
    "provisions:\n- {id: [x], title: {a: b}}\n",
    "provisions: TBC\n",
    "channels:\n- {id: secure-email, controls: TBC}\n",
    "superseded:\n- {id: eu-gdpr, words: []}\n",
    'superseded:\n- {id: eu-gdpr, words: ["  "]}\n',
    'categories:\n- {id: health, words: "TBC: our guardian decides"}\n',
    'categories:\n- {id: health, words: [""]}\n',
    "- 1\n- 2\n",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_fit_or_is_not_known_changes_nothing(wrong: str, tmp_path: Path) -> None:
    root = laid_over("", tmp_path / "r")
    (root / "law.yaml").write_text(wrong if wrong.startswith("-") else f"format: 1\n{wrong}", "utf-8")
    register = open_register(root, on=TODAY)
    law = law_of(register)
    found = {each.code for each in check(register)}
    assert found <= {"FORM002", "FORM003", "FORM004", "FORM005", "FORM006", "LREG001", "LREG004", "TODO001"} and found
    for record in matches(law, ""):
        assert line(record) and page(law, record, TODAY)
    assert law.provisions["children-act-2004-s10"] == law_records()["provisions"]["children-act-2004-s10"]


def test_what_fits_is_laid_over_and_the_rest_of_the_record_stays(tmp_path: Path) -> None:
    fragment = "# law.yaml\nprovisions:\n- {id: children-act-2004-s10, checked_on: 2026-11-20, meaning: TBC}\n"
    record = law_of(open_register(laid_over(fragment, tmp_path / "r"))).provisions["children-act-2004-s10"]
    assert record == {**law_records()["provisions"]["children-act-2004-s10"], "checked_on": "2026-11-20"}
