"""What an officer is told of what counts: when a text changed, a signature is not good or came again, or nobody signs again."""

from pathlib import Path
from typing import Any

import pytest

from istoolkit.signoff import recording
from istoolkit.signoff.attention.chasing import messages, not_chased
from istoolkit.signoff.attention.glance_text import protocol_lines
from istoolkit.signoff.attention.overview import Overview, glance
from istoolkit.signoff.bars.every import bars
from istoolkit.signoff.outstanding import out_of, told_of
from istoolkit.signoff.record import record_of
from istoolkit.signoff.released.kept import Manifest
from istoolkit.signoff.standing import standing_of
from tests.documents.signing import copy, opened, put_out, sign
from tests.signoff.partnership import FIRE, Partnership
from tests.signoff.test_deciding import made_key, with_key

ALL = ("council", "police", "trust")


@pytest.fixture
def signed(tmp_path: Path) -> Partnership:
    """One that all who must sign have signed on 10 November, to begin on 1 December 2026."""
    hub = Partnership(tmp_path / "register")
    hub.ask()
    hub.approve(*ALL)
    return hub


def overview(hub: Partnership, on: str = "") -> Overview:
    return next(each for each in glance(hub.register(on)).protocols if each.protocol.id == hub.name)


def told(hub: Partnership, kind: str, on: str = "") -> tuple[str, str]:
    return next((each.rank, each.words) for each in overview(hub, on).concerns if each.kind == kind)


def test_a_text_that_was_changed_under_a_signed_version_needs_action(signed: Partnership) -> None:
    signed.change(("Help families early", "Help all families"))
    assert told(signed, "changed") == (
        "now",
        "It is agreed as it was signed. The text here differs, and nobody has signed it. Raise the version, or put the text "
        "back. What differs: istoolkit impact hub",
    )
    assert "hub, version 1.0: in force, as it was signed" in list(protocol_lines(overview(signed)))
    signed.change(("Help all families", "Help families early"))
    assert "changed" not in [each.kind for each in overview(signed).concerns]


def test_nobody_is_reminded_of_a_text_that_changed_after_some_had_signed_it(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "register")
    hub.ask()
    hub.approve("council")
    assert [each.id for each in messages(hub.register(), [hub.protocol(hub.register())])][-2:] == ["police", "trust"]
    hub.change(("Help families early", "Help all families"))
    register = hub.register()
    assert not messages(register, [hub.protocol(register)])
    assert any(
        "hub was changed after some had signed it" in each for each in not_chased(register, [hub.protocol(register)])
    )
    assert told(hub, "changed")[1].startswith("Some have signed it as it was put out.")


def test_a_framework_that_is_drafted_anew_voids_no_signature_of_a_protocol_under_it() -> None:
    root = copy()
    put_out(root, "early-help")
    sign(root, "early-help")
    register = opened(root)
    before = standing_of(register, register.protocols["early-help"])
    path = root / "partnership-framework" / "protocol.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title: Northvale information", "title: New Northvale information", 1), encoding="utf-8"
    )
    register = opened(root)
    now = standing_of(register, register.protocols["early-help"])
    assert (before.state, before.changed) == ("in-force", False)
    assert (now.state, now.changed, now.in_force, now.signed_on) == ("in-force", True, "1.0", before.signed_on)
    assert all(each.counts for each in now.signatures if each.signatory.required)


def test_one_that_nobody_signs_again_is_to_be_put_out(signed: Partnership) -> None:
    signed.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'))
    assert told(signed, "unasked") == (
        "soon",
        "Nobody that must sign has to sign this again. It takes effect once it is put out: istoolkit sign-off request hub",
    )
    register = signed.register()
    protocol = signed.protocol(register)
    whom = told_of(register, protocol, signed.standing().digest)
    assert whom is not None
    signed.ask("2026-11-25")
    assert "unasked" not in [each.kind for each in overview(signed).concerns]


def test_where_someone_signs_again_nobody_is_told_that_nobody_does(signed: Partnership) -> None:
    signed.new_version()
    register = signed.register()
    assert told_of(register, signed.protocol(register), signed.standing().digest) is None


def test_a_key_without_a_good_signature_needs_action(tmp_path: Path) -> None:
    hub = Partnership(tmp_path / "register")
    hub.ask()
    hub.approve("council", "police")
    hub.record("approved", "trust", date="2026-11-12", name="Ada Lark", method="key")
    assert told(hub, "key") == (
        "now",
        "The approval of Larkmoor NHS Trust of 12 November 2026 has no good signature. It does not count. Why: "
        "istoolkit check hub",
    )
    hub.approve("trust", date="2026-11-13")
    assert "key" not in [each.kind for each in overview(hub).concerns]


def test_a_key_that_cannot_be_checked_here_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Partnership(tmp_path / "register")
    key = made_key(hub, tmp_path)
    hub.ask()
    hub.approve("council", "police")
    hub.record("approved", "trust", date="2026-11-09", **with_key(hub, key, "2026-11-09"))
    assert "unchecked" not in [each.kind for each in overview(hub).concerns]
    monkeypatch.setenv("PATH", "")
    assert told(hub, "unchecked") == (
        "soon",
        "The approval of Larkmoor NHS Trust was given with a key, and OpenSSH is not installed here to check it. "
        "Install it, or look on another computer.",
    )


def test_one_that_withdraws_from_a_protocol_in_force_is_told_otherwise_than_one_that_never_began(
    signed: Partnership,
) -> None:
    signed.record("withdrawn", "police", date="2026-11-24", because="The system changed")
    assert "not all who must sign agree to it any more. Settle how it goes on." in told(signed, "unsigned")[1]


def approval(hub: Partnership, day: str) -> dict[str, Any]:
    register = hub.register()
    out = out_of(register, hub.protocol(register))
    said = {"name": "Ada Lark", "method": "signature"}
    return recording.of(out, "approved", ("police", ""), day, **said)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            "2026-11-18",
            "withdrew its approval on 24 November 2026, and this approval is of 18 November 2026. It does not count.",
        ),
        ("2026-11-24", "It counts after that only where it was given later on that day."),
    ],
)
def test_an_approval_dated_before_its_withdrawal_needs_a_reason(signed: Partnership, day: str, words: str) -> None:
    signed.record("withdrawn", "police", date="2026-11-24", because="The system changed")
    register = signed.register()
    found = bars(register, signed.protocol(register), "approved", approval(signed, day))
    assert [each.weight for each in found if words in each.words] == ["reason"]
    after = bars(register, signed.protocol(register), "approved", approval(signed, "2026-11-25"))
    assert not [each for each in after if "withdrew" in each.words]


def test_the_same_sheet_read_in_again_after_a_withdrawal_is_passed_over(signed: Partnership) -> None:
    signed.record("withdrawn", "police", date="2026-11-24", because="The system changed")
    register = signed.register()
    entries = record_of(register, signed.protocol(register)).entries
    assert recording.is_recorded(entries, approval(signed, "2026-11-10"))
    assert not recording.is_recorded(entries, approval(signed, "2026-11-25"))


def test_of_a_released_version_the_day_of_signing_off_stays_when_a_party_leaves(signed: Partnership) -> None:
    signed.approve("trust", date="2026-11-20")
    digest = signed.standing().digest
    kept = Manifest(
        "hub",
        "1.0",
        digest,
        "2026-11-20",
        "2026-11-21",
        "2026-11-21",
        "0",
        "0",
        {"content.json": digest.removeprefix("sha256:")},
    )
    leave = (("accepts: e-mail", "accepts: e-mail, withdrew: 2026-11-30"),)
    signed.change(*leave)
    assert (signed.standing().agreed, signed.standing().signed_on) == (True, "2026-11-10")
    (signed.root / "hub" / "signed" / "1.0" / "manifest.json").write_bytes(kept.content())
    assert signed.standing().signed_on == "2026-11-20"


def test_a_request_names_those_that_join_later(signed: Partnership) -> None:
    signed.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    register = signed.register()
    assert recording.joining_later(register, signed.protocol(register), "2026-12-01") == ["fire"]
    assert recording.joining_later(register, signed.protocol(register), "2027-02-01") == []
