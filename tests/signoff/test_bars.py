"""What stands against recording something, on the worked register."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.signoff import recording, store
from istoolkit.signoff.bars.bar import Bar
from istoolkit.signoff.bars.every import bars
from istoolkit.signoff.entries import ADVISED, APPROVED, DELEGATED, REQUESTED
from istoolkit.signoff.outstanding import out_of
from tests.conftest import ROOT, TODAY
from tests.journeys.test_first_protocol import answer
from tests.rules.pages import laid_over

NOW = "2026-12-01T12:00:00Z"
POLICE = ("northvale-police", "")
SIGNED = {
    "name": "Priya Raman",
    "post": "Head of public protection",
    "method": "signature",
    "evidence": {"kept_at": "Safe"},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "protocols", tmp_path / "protocols"))


def opened(root: Path, name: str = "early-help", on: datetime.date = TODAY) -> tuple[Register, Protocol]:
    register = open_register(root, [name], on)
    return register, register.protocols[name]


def of_request(root: Path, name: str = "early-help", wanted: str = "signature", **said: Any) -> tuple[Bar, ...]:
    register, protocol = opened(root, name)
    out = recording.today(register, protocol, "2026-12-01")
    return bars(
        register, protocol, REQUESTED, recording.of(out, REQUESTED, ("", ""), out.date, **{"for": wanted}, **said)
    )


def ask(root: Path, name: str = "early-help", day: str = "2026-12-01", **said: Any) -> None:
    register, protocol = opened(root, name)
    out = recording.today(register, protocol, day)
    entry = recording.of(out, REQUESTED, ("", ""), day, **{"for": "signature", **said})
    recording.put_out(root, register, protocol, [entry], NOW)


def add(root: Path, what: str, key: tuple[str, str] = POLICE, day: str = "2026-12-01", **said: Any) -> None:
    register, protocol = opened(root)
    out = out_of(register, protocol, wanted=("signature", "advice"))
    store.add(root, "early-help", recording.of(out, what, key, day, **said), NOW)


def of_approval(
    root: Path, key: tuple[str, str] = POLICE, day: str = "2026-12-01", on: datetime.date = TODAY, **said: Any
) -> list[tuple[str, str]]:
    register, protocol = opened(root, on=on)
    values = recording.of(out_of(register, protocol), APPROVED, key, day, **{**SIGNED, **said})
    return [(each.weight, each.words) for each in bars(register, protocol, APPROVED, values)]


def test_nothing_stands_against_asking_for_signatures_of_a_protocol_that_is_ready(root: Path) -> None:
    assert of_request(root, reply_by="") == ()


def test_errors_of_the_check_bar_a_request_and_say_where(root: Path) -> None:
    answer(root / "early-help" / "protocol.yaml", ("role: processor", "role: procesor"))
    found = of_request(root)
    assert found[0].weight == "hard" and "The check finds 1 error:\n" in found[0].words
    assert "early-help/protocol.yaml:" in found[0].words and "cannot be “procesor”" in found[0].words
    assert found[0].mend == "Mend what it finds: istoolkit check early-help"
    assert "“procesor”" in of_request(root, wanted="advice")[0].words


def test_what_is_to_be_confirmed_bars_a_request_wherever_it_is_said(root: Path) -> None:
    answer(root / "early-help" / "protocol.yaml", ("  keep: 6 years\n", '  keep: "TBC: the board"\n'))
    answer(root / "partnership-framework" / "protocol.yaml", ("  authority: A chief", '  authority: "TBC" #'))
    answer(root / "organisations.yaml", ("title: Northvale Youth Justice Service", "title: TBC"))
    words = next(each.words for each in of_request(root) if "confirmed" in each.words)
    assert words.startswith("3 things are still to be confirmed:")
    assert "early-help/protocol.yaml:" in words and " Kept for." in words
    assert "partnership-framework/protocol.yaml:" in words and "organisations.yaml:" in words


def test_a_deputy_to_be_confirmed_is_no_part_of_what_is_signed(root: Path) -> None:
    answer(root / "early-help" / "protocol.yaml", ("deputy: Early help manager", 'deputy: "TBC: in January"'))
    assert of_request(root) == ()


def test_a_draft_may_go_out_for_advice(root: Path) -> None:
    answer(root / "early-help" / "protocol.yaml", ("  keep: 6 years\n", '  keep: "TBC: the board"\n'))
    assert of_request(root, wanted="advice") == ()


def test_an_assessment_that_is_required_must_be_there_and_approved(root: Path) -> None:
    assert of_request(root, "early-help-hub") == ()
    assessment = root / "early-help-hub" / "assessment.yaml"
    answer(assessment, ("  residual_by:", "  views_note_by:"))
    approved = [each.words for each in of_request(root, "early-help-hub")]
    assert (
        "The impact assessment is not approved:\n  early-help-hub/assessment.yaml (approvals.residual_by) It is not said who "
        "accepts the risk that remains. Write the post that accepts it."
    ) in approved
    assessment.unlink()
    assert of_request(root, "early-help-hub") == ()
    for name in ("early-help-hub", "early-help", "partnership-framework"):
        take_out_assessments(root / name / "protocol.yaml")
    found = [each for each in of_request(root, "early-help-hub") if "required" in each.words]
    assert found and found[0].weight == "hard" and found[0].mend.endswith("istoolkit new assessment early-help-hub")


def take_out_assessments(definition: Path) -> None:
    text = definition.read_text("utf-8")
    start = text.find("impact_assessments:")
    end = text.find("\n", text.find("where:", start)) + 1
    definition.write_text(text[:start] + text[end:] if start >= 0 else text, "utf-8")


def test_a_protocol_that_would_begin_before_it_is_agreed_needs_a_reason(root: Path) -> None:
    found = of_request(root, reply_by="2026-12-20")
    assert [each.weight for each in found] == ["reason"]
    assert found[0].words.startswith("The protocol begins on 1 December 2026, and answers are due on 20 December 2026.")
    answer(root / "early-help" / "protocol.yaml", ("in_force: 2026-12-01", "in_force: 2027-01-04"))
    assert of_request(root, reply_by="2026-12-20") == ()


def test_a_content_that_someone_signed_cannot_be_changed_under_its_version(root: Path) -> None:
    ask(root)
    definition = root / "early-help" / "protocol.yaml"
    answer(definition, ("before a crisis", "before any crisis"))
    assert of_request(root) == ()
    answer(definition, ("before any crisis", "before a crisis"))
    add(root, APPROVED, **SIGNED)
    answer(definition, ("before a crisis", "before any crisis"))
    found = of_request(root)
    assert [each.words for each in found] == [
        "The protocol was changed after it was put out as version 1.0, and 1 has signed it."
    ]
    assert found[0].weight == "hard" and "istoolkit impact early-help" in found[0].mend
    answer(definition, ('version: "1.0"', 'version: "1.1"'), ('- version: "1.0"', '- version: "1.1"'))
    assert of_request(root) == ()


def test_advice_against_it_stands_until_it_is_answered(root: Path) -> None:
    ask(root)
    adviser = {"role": "data-protection-officer", "name": "A B", "advice": "Wait for the audit"}
    add(root, ADVISED, ("", ""), opinion="against", **adviser)
    assert [each.words for each in of_request(root)] == [
        "The data protection officer advised against version 1.0 on 1 December 2026: “Wait for the audit”."
    ]
    assert of_request(root)[0].weight == "reason"
    add(root, ADVISED, ("", ""), opinion="for", **adviser)
    assert of_request(root) == ()
    add(root, ADVISED, ("", ""), opinion="against", **adviser)
    ask(root, note="Sent by post")
    assert [each for each, _ in of_approval(root)] == ["reason"]
    assert of_approval(root, conditions="Not before the audit") == []
    ask(root, note=recording.despite("", ["The officer advised against it."], "The audit was done"))
    assert of_request(root) == () and of_approval(root) == []


def test_the_post_that_the_protocol_names_has_the_authority(root: Path) -> None:
    ask(root)
    assert of_approval(root) == []
    assert of_approval(root, post="head of  Public protection") == []
    assert of_approval(root, post="Sergeant") == [
        ("reason", "Head of public protection signs for Northvale Police, and Sergeant signed.")
    ]
    assert of_approval(root, post="Sergeant", authority="Letter of the chief constable") == []
    assert of_approval(root, post="Sergeant", authority="Named in the protocol") != []


def test_a_delegation_gives_the_authority_to_that_person_in_its_time(root: Path) -> None:
    ask(root)
    given = {"to_post": "Superintendent", "to_name": "Bo Ek", "until": "2026-12-20", "post": SIGNED["post"]}
    add(root, DELEGATED, **given)
    late = datetime.date(2027, 1, 10)
    assert of_approval(root, post="Superintendent", name="Bo Ek") == []
    assert [each for each, _ in of_approval(root, post="Superintendent", name="Al Ray")] == ["reason"]
    after = of_approval(root, post="Superintendent", name="Bo Ek", day="2026-12-21", on=late)
    assert after[0][0] == "reason"
    assert after[0][1].endswith("The authority was given to Bo Ek, Superintendent until 20 December 2026.")
    assert all(
        "authority" not in words
        for _, words in of_approval(root, post="Superintendent", name="Bo Ek", day="2026-12-20", on=late)
    )


def test_a_signature_of_tomorrow_is_none_and_one_of_yesterday_needs_a_reason(root: Path) -> None:
    ask(root)
    assert of_approval(root, day="2026-12-02")[0] == (
        "hard",
        "2 December 2026 has not come yet. What has not happened cannot be recorded.",
    )
    weight, words = of_approval(root, day="2026-11-30")[0]
    assert weight == "reason" and words.startswith(
        "It is dated 30 November 2026, and version 1.0 was put out on 1 December"
    )


def test_a_way_of_signing_that_was_not_agreed_needs_a_reason(root: Path) -> None:
    answer(
        root / "early-help" / "protocol.yaml",
        ("  signed_by: Head of public", "  accepts: letter\n  signed_by: Head of public"),
    )
    ask(root)
    assert of_approval(root, method="letter") == []
    weight, words = of_approval(root, method="e-mail")[0]
    assert weight == "reason" and "accept by letter of acceptance, and this is by e-mail from" in words


def test_who_signed_already_is_not_recorded_again_without_a_reason(root: Path) -> None:
    ask(root)
    add(root, APPROVED, **SIGNED)
    words = "Northvale Police signed this already, on 1 December 2026 (Priya Raman, Head of public protection)."
    assert of_approval(root, name="Pria Raman") == [("reason", words)]


def test_where_the_signed_copy_is_may_be_added_without_a_reason(root: Path) -> None:
    ask(root)
    add(root, APPROVED, **{**SIGNED, "evidence": {}})
    assert of_approval(root) == []
    assert [each for each, _ in of_approval(root, name="Pria")] == ["reason"]


def test_one_that_does_not_sign_bars_and_one_that_has_left_since_does_not(root: Path) -> None:
    ask(root)
    assert of_approval(root, ("quillhaven-software", ""))[0] == (
        "hard",
        "Quillhaven Software does not sign early-help.",
    )
    answer(
        root / "members" / "schools.csv",
        (
            "alderbank-primary,Alderbank Primary School,2026-12-01,",
            "alderbank-primary,Alderbank Primary School,2026-12-01,2026-12-03",
        ),
    )
    found = of_approval(root, ("schools", "alderbank-primary"), post="Head teacher", on=datetime.date(2026, 12, 9))
    assert found == [("note", "Alderbank Primary School has left since.")]


def test_a_damaged_record_bars_everything(root: Path) -> None:
    ask(root)
    add(root, APPROVED, **SIGNED)
    answer(root / "early-help" / "sign-off.yaml", ("Priya", "Petra"))
    found = of_request(root)
    assert [each.weight for each in found] == ["hard"] and "early-help/sign-off.yaml is damaged" in found[0].words
    assert of_approval(root)[0][1] == found[0].words


def test_what_cannot_be_written_down_is_told_before_anything_is(root: Path) -> None:
    ask(root)
    assert of_approval(root, name="priya@police.example")[0][1].endswith("is an e-mail address and not a name.")
    weight, words = of_approval(root, name="Priya\x07Raman")[0]
    assert weight == "hard" and "name" in words


def test_a_crash_between_content_and_record_leaves_nothing_that_looks_signed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "add_all", breaks)
    with pytest.raises(KeyboardInterrupt):
        ask(root)
    assert (root / "early-help" / "signed" / "1.0" / "content.json").exists()
    assert not (root / "early-help" / "sign-off.yaml").exists()
    monkeypatch.undo()
    ask(root)
    register, protocol = opened(root)
    assert out_of(register, protocol).version == "1.0"


def of_assessment(root: Path, text: str) -> list[str]:
    """The bars on the assessment of the hub, with another text in its file."""
    (root / "early-help-hub" / "assessment.yaml").write_text(
        f"format: 1\nversion: '1.0'\nof_version: '1.0'\n{text}", "utf-8"
    )
    return [each.words for each in of_request(root, "early-help-hub") if "impact assessment" in each.words]


def test_whoever_decides_that_none_is_carried_out_must_be_named(root: Path) -> None:
    decided = "screening:\n  not_needed_because: That of early help covers it\n"
    [words] = of_assessment(root, decided)
    assert words.startswith("The impact assessment is not decided:") and "(screening.decided_by)" in words
    assert len(of_assessment(root, f"{decided}  decided_by: 'TBC: the board'\n")) == 1
    assert of_assessment(root, f"{decided}  decided_by: Senior information risk owner\n") == []


def test_a_written_assessment_is_signed_off_whatever_the_screening_says(root: Path) -> None:
    rated = "likelihood: remote, severity: minimal"
    draft = f"risks:\n- {{id: a, title: A, {rated}, residual: {{{rated}}}}}\n"
    decided = "screening: {not_needed_because: Others do it too, decided_by: Board}\n"
    [words] = of_assessment(root, draft + decided)
    assert words.startswith("The impact assessment is not approved:") and words.endswith("more")


def test_while_it_is_not_known_whether_an_assessment_is_needed_nothing_goes_out_for_signature(tmp_path: Path) -> None:
    fragment = "impact_assessments: TBC\nflows: TBC\npeople: TBC\n"
    register = open_register(laid_over(fragment, tmp_path / "r"), ["hub"], TODAY)
    found = bars(register, register.protocols["hub"], REQUESTED, {"for": "signature", "date": "2026-12-01"})
    assert any(each.words.startswith("Whether an impact assessment is required is not known yet.") for each in found)
