"""What a change means for one that signed and took that back: it signs anew, whatever changed."""

from pathlib import Path

from istoolkit.signoff.change.after_change import Row, after_change, last_signed
from istoolkit.signoff.change.impact_told import as_data, as_text
from tests.signoff.partnership import Partnership


def rows(here: Partnership, on: str = "") -> dict[str, Row]:
    register = here.register(on)
    found = after_change(register, here.protocol(register), "1.0")
    return {each.signatory.id: each for each in found.rows}


def signed(root: Path) -> Partnership:
    here = Partnership(root)
    here.ask()
    here.approve("council", "police", "trust")
    return here


def test_one_that_withdrew_signs_anew_though_nothing_changed(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    here.record("withdrawn", "police", date="2026-11-20", because="Another policy")
    found = rows(here)
    assert {name: each.need for name, each in found.items() if not each.first} == {
        "council": "none",
        "police": "sign",
        "trust": "none",
    }
    register = here.register()
    protocol = here.protocol(register)
    after = after_change(register, protocol, last_signed(register, protocol))
    lines = [" ".join(each.split()) for each in as_text(protocol, after)]
    assert "Larkmoor Police 1.0 signs again It withdrew on 20 November 2026" in lines
    assert "- Ask those that sign: istoolkit sign-off request hub" in lines and "Nothing." not in lines
    assert not [each for each in lines if each.startswith("- Raise the version")]
    data = {each["party"]: each["ended"] for each in as_data(protocol, after)["organisations"]}
    assert (data["police"], data["council"]) == ("withdrawn", "")


def test_one_that_withdrew_and_signed_again_has_signed(tmp_path: Path) -> None:
    here = signed(tmp_path / "register")
    here.record("withdrawn", "police", date="2026-11-20", because="Another policy")
    here.ask("2026-11-21", party="police")
    here.approve("police", date="2026-11-22")
    assert rows(here)["police"].need == "none"


def test_a_signature_with_a_key_that_is_not_good_is_no_signature(tmp_path: Path) -> None:
    here = Partnership(tmp_path / "register")
    here.ask()
    here.approve("council")
    here.record("approved", "police", date="2026-11-10", name="Ada Lark", method="key")
    assert (rows(here)["council"].first, rows(here)["police"].first) == (False, True)
