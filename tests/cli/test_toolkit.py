"""``istoolkit toolkit``: the nine tiers at a glance."""

import json
from pathlib import Path

from tests.conftest import Run


def test_the_nine_tiers_are_shown_and_nothing_is_missing(protocols: Path, istoolkit: Run) -> None:
    done = istoolkit("toolkit", cwd=protocols)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "The information sharing toolkit: Northvale Children and Communities Partnership"
    assert [line for line in lines if line[:1].isdigit()][3] == "4 Matrix"
    whole = " ".join(done.stdout.split())
    title = "Early help and safeguarding information community agreement"
    assert f"{title} (version 1.0: Draft, not signed): early-help 3 Operational arrangement" in whole
    assert lines[-1] == "The partnership has a part of each tier."


def test_a_new_register_is_told_what_is_missing(tmp_path: Path, istoolkit: Run) -> None:
    istoolkit("init", "ours", "--partnership", "Vale Partnership", "--organisation", "vale-council")
    done = istoolkit("toolkit", "--json", cwd=tmp_path / "ours")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [each["number"] for each in told["tiers"] if each["missing"]] == [1, 2, 3, 4, 6, 7, 9]
    assert told["format"] == 1 and told["partnership"] == "Vale Partnership"
    plain = istoolkit("toolkit", cwd=tmp_path / "ours")
    assert plain.stdout.splitlines()[-1].startswith("Missing: 1 framework document, 2 information community agreement,")
