"""The impact assessment as a Word document: all that is said is in it, all it draws from the definition too."""

import copy
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from ooxml_integrity import check

from istoolkit.assessment.assessed import assessed
from istoolkit.assessment.scales import scale_of, shipped
from istoolkit.definitions.assessment_file import assessment_leaves
from istoolkit.definitions.picture import picture
from istoolkit.definitions.reader import Source
from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents import assessment
from istoolkit.documents.heat_map import NOT_RATED, STILL_TO_COME
from istoolkit.documents.pdf import convert
from istoolkit.documents.view import Library
from istoolkit.documents.word.render import label_within
from istoolkit.finding import written
from tests.conftest import ROOT
from tests.documents.assessments import ALL, FORMS, WRITTEN, Assessment, build, library, made, of_hub
from tests.documents.audited import faults
from tests.documents.reading import W, body, folded, paragraphs, parts, style, text, words
from tests.documents.test_nothing_left_out import missing
from tests.documents.test_office import squeezed

EVERY = [(folder, name, form) for folder, name in WRITTEN for form in FORMS]
IDS = [f"{folder.name}-{name}-{form}" for folder, name, form in EVERY]


@pytest.fixture(params=EVERY, ids=IDS)
def each_form(request: pytest.FixtureRequest) -> Assessment:
    return made(*request.param)


@pytest.fixture(params=ALL, ids=[f"{folder.name}-{name}" for folder, name in ALL])
def each_protocol(request: pytest.FixtureRequest) -> Assessment:
    return made(*request.param, "ico")


def table(content: bytes, caption: str) -> list[list[str]]:
    """The words of a table by its caption, a row a list."""
    for each in body(content).iter(f"{W}tbl"):
        if each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == caption:
            return [[folded(words(cell)) for cell in row.iter(f"{W}tc")] for row in each.iter(f"{W}tr")]
    return []


def section(content: bytes, number: int) -> str:
    """The words between a numbered heading of the first level and the next."""
    found, count = [], 0
    for each in body(content).iter(f"{W}p"):
        count += style(each) in ("Heading1", "AnnexHeading")
        if count == number:
            found.append(folded(words(each)))
    return "\n".join(found)


def laid_over(changes: dict[str, Any], name: str = "early-help-hub") -> tuple[Library, Protocol]:
    """The worked register with other words in the assessment of a protocol; None takes words out."""
    register = library(ROOT / "protocols").register
    data = copy.deepcopy(dict(register.assessments[name].value))
    for path, value in changes.items():
        inner: Any = data
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            inner = inner.setdefault(step, {}) if isinstance(inner, dict) else inner[step]
        inner[last] = value
        if value is None:
            del inner[last]
    source = replace(register.assessments[name], value=data)
    other = replace(register, assessments={**register.assessments, name: source})
    return Library(other), other.protocols[name]


def remade(changes: dict[str, Any], form: str = "ico") -> bytes:
    return build(*laid_over(changes), form)


# --- what the file says


def test_every_text_of_the_assessment_is_in_every_form(each_form: Assessment) -> None:
    register, protocol, content = each_form
    found = [leaf for leaf in assessment_leaves(register, protocol) if not _for_machines(leaf.path)]
    said = [leaf for leaf in found if leaf.path[-1] not in ("likelihood", "severity", "level", "residual_level")]
    assert len(said) > 50
    assert missing(register, said, content) == []


def test_every_rating_is_in_every_form(each_form: Assessment) -> None:
    register, _, content = each_form
    scale = scale_of(register)
    words_of = {each.id: each.title for each in (*scale.likelihood, *scale.severity, *scale.levels)}
    said = [
        [words_of.get(risk.get(key), "Not rated") for key in ("likelihood", "severity")]
        for risk in each_form.data["risks"]
    ]
    assert [row[2:4] for row in table(content, "The risks before the measures")[1:]] == said
    treated = [risk for risk in each_form.data["risks"] if {"measures", "effect", "residual"} & set(risk)]
    left = [risk.get("residual", {}) for risk in treated]
    shown = [row[4] for row in table(content, "What the measures do, and what remains")[1:]]
    for residual, cell in zip(left, shown, strict=True):
        wanted = [f"{key}: {words_of[residual[key]]}" for key in ("likelihood", "severity") if key in residual]
        assert all(each in cell for each in wanted) and (wanted or cell.startswith("Not rated"))


def test_each_value_leads_to_its_place_in_the_file(each_form: Assessment) -> None:
    register, protocol, content = each_form
    mapped = etree.fromstring(parts(content)["customXml/istoolkit.xml"])
    shown = {(v.get("f"), v.get("p")) for v in mapped}
    file = f"{protocol.id}/assessment.yaml"
    lost = [
        leaf.path
        for leaf in assessment_leaves(register, protocol)
        if leaf.field.shown and not _for_machines(leaf.path) and (file, written(leaf.path)) not in shown
    ]
    assert lost == []


def _for_machines(path: tuple[str | int, ...]) -> bool:
    return path[-1] in ("id", "format", "suggested_by") or "grounds" in path


def test_names_are_put_into_words() -> None:
    """What a risk names by identifier stands as the title of the flow, group, item and measure."""
    shown = text(of_hub().content)
    assert "The hub asks partners what they know, Health services answer" in shown
    assert "To: Children and young people, Parents and carers" in shown
    rows = table(of_hub().content, "What the measures do, and what remains")
    assert rows[1] == [
        "R1",
        "A family's information goes to the wrong school or surgery",
        "M1 The portal is used wherever a partner has it "
        "M2 Addresses for secure e-mail come from one address book that is checked each month",
        "Reduced",
        "Low (likelihood: Remote; severity: Significant).",
    ] or rows[1][2].startswith("M1 The portal is used wherever a partner has it")


def test_ratings_are_in_the_words_of_the_scale() -> None:
    rows = table(of_hub().content, "The risks before the measures")
    assert rows[0] == ["No.", "Risk", "Likelihood", "Severity", "Overall"]
    assert rows[1][2:] == ["Possible", "Significant", "Medium"]
    supplier = next(row for row in rows if row[1].startswith("The supplier of the case system"))
    assert supplier[2:] == ["Possible", "Severe", "High"]
    assert len(rows) == 1 + len(of_hub().data["risks"])


def test_a_level_that_was_judged_says_what_the_scale_has() -> None:
    content = remade({"risks.0.level": "high"})
    assert table(content, "The risks before the measures")[1][4] == "High"
    assert "By the scale it would be medium." in text(content)


def test_a_word_that_the_scale_does_not_have_is_shown_as_such() -> None:
    rows = table(remade({"risks.0.likelihood": "sometimes"}), "The risks before the measures")
    assert rows[1][2:] == ["sometimes (not a word of the scale)", "Significant", "Not rated"]


def test_the_scale_is_named_and_its_key_printed(each_form: Assessment) -> None:
    shown = text(each_form.content)
    scale = library(each_form.register.root).register.setting("risk_scale")
    if scale in shipped():
        found = shipped()[scale]
        assert f"The risks are rated on this scale: {found.title}." in shown
        steps = [[each.title, each.meaning] for each in found.likelihood]
        assert table(each_form.content, "Likelihood")[1:] == steps
        assert ".." not in next(line for line in shown.split("\n") if line.startswith("The risks are rated"))


def test_the_key_of_the_scale_gives_every_cell_of_the_grid() -> None:
    rows = table(of_hub().content, "Overall risk")
    assert [row[:2] for row in rows[1:]] == [
        ["High", "Severe if possible or probable; Significant if probable"],
        ["Medium", "Significant if possible"],
        ["Low", "Severe if remote; Significant if remote; Minimal if remote, possible or probable"],
    ]


MAPS = "Risks before and with the measures. Severity goes down, likelihood across."


def test_the_heat_maps_have_each_risk_in_its_cell_and_in_words() -> None:
    """A risk that rests on measures to come is marked on the second map."""
    resting = {each.number for each in assessed(of_hub().register, of_hub().protocol).risks if each.rests_on}
    assert resting

    def after(*numbers: str) -> str:
        return ", ".join(f"{each}*" if each in resting else each for each in numbers)

    rows = table(of_hub().content, MAPS)
    assert [row[0] for row in rows[2:]] == ["Severe", "Significant", "Minimal"]
    assert rows[2][1:] == ["Low", "High: R5, R8", "High", f"Low: {after('R5', 'R8')}", "High", "High"]
    assert rows[3][1:] == [
        "Low",
        "Medium: R1, R2, R3, R7, R9",
        "High: R4, R6",
        f"Low: {after('R1', 'R2', 'R3', 'R9')}",
        f"Medium: {after('R4', 'R6')}",
        "High",
    ]
    said = {row[0]: row[1:] for row in table(of_hub().content, "The same in words")}
    assert said["R7"] == [
        "A child is treated by a label from the past",
        "Medium (likelihood possible, severity significant)",
        "Low (likelihood possible, severity minimal)",
    ]
    assert STILL_TO_COME in text(of_hub().content)


def test_a_risk_that_is_not_rated_is_told_beside_the_heat_maps() -> None:
    shown = remade({"risks.0.likelihood": "TBC: ask"})
    assert table(shown, "The same in words")[1][2] == NOT_RATED


# --- what follows from the definition


def test_the_description_has_all_of_the_definition(each_protocol: Assessment) -> None:
    """Step 2 has every flow, item, party and purpose; step 4 every purpose and lawful basis."""
    register, protocol, content = each_protocol
    here = picture(register, protocol)
    description, necessity = section(content, 2).casefold(), section(content, 4).casefold()
    things = [*here.flows, *here.items.values(), *here.parties.values(), *here.purposes.values(), *here.people.values()]
    assert [each.title for each in things if folded(each.title).casefold() not in description] == []
    assert [each.title for each in here.purposes.values() if folded(each.title).casefold() not in necessity] == []
    reasons = [each.text("why") for each in here.bases] + [each.text("article_6_because") for each in here.bases]
    assert [each for each in reasons if folded(each).casefold() not in folded(necessity)] == []


def test_no_flow_item_or_party_is_invented(each_protocol: Assessment) -> None:
    register, protocol, content = each_protocol
    here = picture(register, protocol)
    wanted = {
        "Who gives what to whom": len(here.flows),
        "What each flow carries, who sees it and what narrows it": len(here.flows),
        "What is shared": len(here.items),
        "Who takes part": len(here.parties),
        "Ways of sending": len(here.channels),
        "Where information is kept and for how long": len(here.stores),
    }
    assert {name: max(len(table(content, name)) - 1, 0) for name in wanted} == wanted


def test_each_flow_says_who_gives_what_to_whom() -> None:
    row = next(row for row in table(of_hub().content, "Who gives what to whom") if row[1] == "Health services answer")
    assert row == [
        "5",
        "Health services answer",
        "Northvale Community NHS Trust, GP practices",
        "Northvale Council",
        "Secure e-mail",
    ]
    carried = table(of_hub().content, "What each flow carries, who sees it and what narrows it")
    health = next(row for row in carried if row[0] == "5")
    assert "Health and disability, as far as they bear on the support needed" in health[2]
    assert health[4].startswith("The clinician is asked before")


def test_a_list_of_all_the_other_parties_is_said_in_short() -> None:
    rows = {row[1]: row[2:4] for row in table(of_hub().content, "Who gives what to whom")}
    assert rows["The hub asks partners what they know"] == ["Northvale Council", "All the other parties"]
    assert rows["The hub tells the family and whoever asked"][1] == "All the other parties, the people themselves"
    assert rows["Weekly discussion in the hub"][0].count(",") == 4  # GPs and the landlord take no part


def test_the_screening_gives_each_question_its_answer_and_who_overrode_it() -> None:
    rows = table(of_hub().content, "Always needs an assessment: UK GDPR Article 35(3)")
    assert [row[1] for row in rows] == ["Answer", "No", "No", "No"]
    assert rows[2][2] == (
        "The hub works in one borough, for about 1,400 families a year. "
        "(decided by the senior information risk owner; from the protocol it is unclear)"
    )
    assert "Is an assessment needed? Required." in text(of_hub().content)


# --- without an assessment, and with open points


def test_without_an_assessment_it_says_so_at_the_top_and_lists_what_is_suggested() -> None:
    content = made(ROOT / "tests" / "cases" / "fife-concerns", "child-concerns", "ico").content
    shown = text(content)
    assert shown.startswith("No one has written this assessment yet.")
    assert words(etree.fromstring(parts(content)["word/header1.xml"])).endswith("NOT WRITTEN YET")
    assert "No risk has been assessed yet." in shown and "Sign-off" not in shown
    rows = table(content, "Risks that the protocol suggests and no one has decided on")
    assert "Children are harmed by what is shared about them" in [row[0] for row in rows]


def test_an_approved_assessment_is_no_draft_and_one_without_approval_is() -> None:
    assert "DRAFT" not in text(of_hub().content)
    content = remade({"approvals.residual_by": None})
    assert text(content).startswith("DRAFT. Not approved.")
    assert ["Status", "Draft, not approved"] in table(content, "At a glance")


def test_an_assessment_that_was_approved_for_another_version_says_for_which() -> None:
    content = remade({"of_version": "0.9"})
    status = "Approved for version 0.9; the protocol is at version 1.0"
    assert text(content).startswith(f"{status}. The assessment must be looked at again.")
    assert ["Status", status] in table(content, "At a glance")


HIGH = {"risks.0.residual.likelihood": "probable", "risks.0.residual.severity": "severe"}
AT_HIGH = {"approvals.residual_level": "high"}
CONSULTED = {**HIGH, "ico_consultation": {"sent": "2026-11-10", "reference": "PC-0214"}}


@pytest.mark.parametrize("form", FORMS)
def test_a_high_risk_that_remains_bars_the_sign_off(form: str) -> None:
    shown = text(remade(HIGH, form))
    sentence = (
        "The Information Commissioner must be consulted before the sharing begins (UK GDPR Article 36). "
        "Sign-off is barred until the consultation is recorded."
    )
    assert shown.count(sentence) == 2  # on the cover and at the sign-off
    assert "Draft, not approved" in shown


def test_a_consultation_that_is_not_answered_bars_it_still() -> None:
    shown = text(remade(CONSULTED))
    assert "The Information Commissioner was consulted on 10 November 2026" in shown
    assert "No answer is recorded yet." in shown and "Reference: PC-0214" in shown


def test_a_risk_that_is_not_rated_leaves_open_whether_the_commissioner_is_asked() -> None:
    content = remade({"risks.0.residual": None})
    assert "Whether the Information Commissioner must be consulted is not known until every risk is rated." in text(
        content
    )
    assert ["Highest risk that remains", "Medium; 1 not rated"] in table(content, "At a glance")
    asks = "No risk remains for which the Information Commissioner must be consulted."
    assert asks in text(of_hub().content) and asks not in text(content)


def test_the_answer_of_the_commissioner_decides() -> None:
    answered = {"sent": "2026-11-10", "answered": "2026-11-30", "outcome": "may-proceed"}
    assert "must be consulted" not in (shown := text(remade({**HIGH, **AT_HIGH, "ico_consultation": answered})))
    assert "Outcome: May proceed" in shown and "DRAFT" not in shown
    refused = {**answered, "outcome": "may-not-proceed"}
    assert "the sharing may not proceed. Sign-off is barred." in text(remade({**HIGH, "ico_consultation": refused}))


def test_a_label_does_not_say_again_what_its_section_is_called() -> None:
    assert label_within("When it is urgent", "When") == "When it is urgent"
    assert label_within("Appropriate policy document", "Document") == "Appropriate policy document"
    assert label_within("When it is urgent", "How") == "When it is urgent: how"
    assert label_within("", "When") == label_within("When", "When") == "When"


def test_advice_that_is_to_be_confirmed_is_not_said_to_be_given() -> None:
    open_ = {f"advice.{name}": "TBC" for name in ("by", "date", "text", "answer", "answered_by")}
    assert ["Data protection officer’s advice", "To be confirmed"] in table(remade(open_), "At a glance")
    waiting = remade({"advice.answer": "TBC"})
    assert ["Data protection officer’s advice", "Given, not answered"] in table(waiting, "At a glance")


def test_a_suggestion_taken_up_and_dismissed_is_listed_once() -> None:
    taken = next(each["suggested_by"] for each in of_hub().data["risks"] if each.get("suggested_by"))
    both = {"suggestion": taken, "because": "It is none after all"}
    content = remade({"dismissed": [*of_hub().data["dismissed"], both]})
    row = next(row for row in table(content, "Suggestions not taken up") if "It is none after all" in row)
    assert row[0] not in [row[0] for row in table(content, "Suggestions taken up")]
    assert row[0] in [row[0] for row in table(of_hub().content, "Suggestions taken up")]


def test_an_overruled_advice_gives_its_reason() -> None:
    rows = table(remade({"advice.answer": "overruled", "advice.because": "March is too late"}), "Who decided what")
    assert [
        "Advice accepted or overruled by",
        "Director of children's services",
        "Overruled. Reason: March is too late",
    ] in rows


def test_a_suggestion_is_open_until_it_is_decided() -> None:
    caption = "Risks that the protocol suggests and no one has decided on"
    assert table(of_hub().content, caption) == []
    dismissed = of_hub().data["dismissed"]
    content = remade({"dismissed": [each for each in dismissed if each["suggestion"] != "offences"]})
    assert [row[0] for row in table(content, caption)[1:]] == ["A person is treated as guilty"]


def test_a_decision_whose_grounds_have_changed_is_listed_with_what_changed() -> None:
    content = remade({"risks.0.grounds": ["family-request"]})
    rows = table(content, "Suggestions to look at again")
    assert len(rows) == 2 and "“Health services answer”" in rows[1][2]


def test_the_protocol_that_has_moved_on_is_told_at_the_top() -> None:
    rows = table(remade({"of_version": "0.9"}), "At a glance")
    assert ["Version", "It assesses version 0.9. The protocol is at version 1.0 today."] in rows


def test_the_same_version_written_shorter_has_not_moved_on() -> None:
    assert "Version" not in [row[0] for row in table(remade({"of_version": "1"}), "At a glance")]


# --- not known yet


def _places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    return [path, *(place for key, inner in inside for place in _places(inner, (*path, key)))]


def _alone(data: dict[str, Any]) -> tuple[Library, Protocol]:
    """A protocol that says next to nothing, with an assessment: what is tried is the assessment."""
    said = {"format": "1", "protocol": "alone", "title": "Alone", "tier": "operational", "version": "1.0", "owner": "a"}
    protocol = Protocol("alone", Source("alone/protocol.yaml", "x", said))
    files = {"alone": Source("alone/assessment.yaml", "x", data)}
    none = Source("organisations.yaml", "", {"organisations": []})
    register = Register(
        ROOT, Source("register.yaml", "", {}), none, {"alone": protocol}, assessments=files, asked=frozenset({"alone"})
    )
    return Library(register), protocol


EVERY_FIELD = (ROOT / "tests" / "cases" / "every-field", "every-field")


def _every_field() -> dict[str, Any]:
    return copy.deepcopy(made(*EVERY_FIELD, "ico").data)


def _put(data: dict[str, Any], path: tuple[str | int, ...], value: str) -> None:
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value


def _in_yellow(content: bytes) -> str:
    runs = body(content).iter(f"{W}r")
    return "\n".join(words(run) for run in runs if run.find(f"{W}rPr/{W}highlight") is not None)


def _once(places: list[tuple[str | int, ...]]) -> list[tuple[str | int, ...]]:
    """One place of each name: the first entry stands for all of a list."""
    found: dict[str, tuple[str | int, ...]] = {}
    for each in places:
        found.setdefault(".".join("[]" if isinstance(step, int) else step for step in each), each)
    return list(found.values())


def _tried() -> list[tuple[str | int, ...]]:
    every = made(*EVERY_FIELD, "ico")
    hidden = {leaf.path for leaf in assessment_leaves(every.register, every.protocol) if not leaf.field.shown}
    places = [path for path in _places(_every_field()) if path and not _for_machines(path)]
    return [path for path in places if "waivers" not in path and path not in hidden]


def test_every_text_may_be_not_known_yet_and_is_shown_in_yellow() -> None:
    data = _every_field()
    texts = [path for path in _tried() if isinstance(_at(data, path), str)]
    assert len(texts) > 100
    for number, path in enumerate(texts):
        _put(data, path, f"TBC: Ask Morwenna ({number})")
    for form in FORMS:
        shown = _in_yellow(build(*_alone(data), form))
        lost = [path for number, path in enumerate(texts) if f"To be confirmed: Ask Morwenna ({number})" not in shown]
        assert lost == []


def test_every_section_and_list_may_be_not_known_yet_and_is_shown_in_yellow() -> None:
    places = [path for path in _once(_tried()) if not isinstance(_at(_every_field(), path), str)]
    assert len(places) > 20
    lost = []
    for path in places:
        data = _every_field()
        _put(data, path, "TBC: Ask Morwenna")
        if "To be confirmed: Ask Morwenna" not in _in_yellow(build(*_alone(data), "ico")):
            lost.append(path)
    assert lost == []


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("form", [*FORMS, "public"])
def test_a_whole_file_of_unknowns_does_no_harm(form: str) -> None:
    data = made(*EVERY_FIELD, "ico").data
    assert build(*_alone(dict.fromkeys(data, "TBC")), form)[:2] == b"PK"


# --- the file is sound


def _ids(found: list[tuple[Path, str, str]]) -> list[str]:
    return [f"{folder.name}-{name}-{form}" for folder, name, form in found]


SEVERAL = [*((folder, name, form) for folder, name in ALL for form in ("ico", "public")), *EVERY]
SEVERAL = list(dict.fromkeys(SEVERAL))


@pytest.mark.parametrize(("folder", "name", "form"), SEVERAL, ids=_ids(SEVERAL))
def test_it_can_be_read_aloud_and_its_parts_fit_together(folder: Path, name: str, form: str, tmp_path: Path) -> None:
    content = made(folder, name, form).content
    path = tmp_path / "made.docx"
    path.write_bytes(content)
    assert [str(issue) for issue in check(str(path))] == []
    _readable_aloud(body(content))


FULL = [
    *((ROOT / "tests" / "cases" / "every-field", "every-field", form) for form in (*FORMS, "public")),
    (ROOT / "protocols", "partnership-framework", "ico"),
    (ROOT / "protocols", "concern-sharing", "public"),
]


@pytest.mark.parametrize(("folder", "name", "form"), FULL, ids=_ids(FULL))
def test_it_is_a_sound_word_file(folder: Path, name: str, form: str) -> None:
    """The validator takes seconds for each: these have every field, or next to nothing."""
    assert faults(made(folder, name, form).content) == []


LEVELS = {"Heading1": 1, "AnnexHeading": 1, "PlainHeading": 1, "Heading2": 2, "Subheading": 2, "Heading3": 3}


def _readable_aloud(root: Any) -> None:
    """Headings go down one level at a time, tables have heading rows and captions, nothing is empty."""
    last = 0
    for each in root.iter(f"{W}p"):
        if (level := LEVELS.get(style(each))) is not None:
            assert level <= last + 1, words(each)
            last = level
        assert words(each).strip() or style(each) == "AfterTable" or list(each.iter(f"{W}drawing")), etree.tostring(
            each
        )
    for each in root.iter(f"{W}tbl"):
        assert each.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert [cell for cell in each.iter(f"{W}tc") if not words(cell).strip()] == []


def test_the_committed_templates_place_everything(each_form: Assessment) -> None:
    assert "Further particulars" not in text(each_form.content)


def test_what_a_template_leaves_out_of_the_assessment_is_printed_at_its_end() -> None:
    from istoolkit.documents.word.package import pack, unpack
    from istoolkit.documents.word.template import prepare

    whole = unpack((ROOT / "templates" / "assessment.docx").read_bytes())
    xml = whole["word/document.xml"].decode()
    cut = xml.replace("rest(assessment.context)", "[]")
    assert cut != xml
    shelf = library(ROOT / "protocols")
    restyled = prepare(pack({**whole, "word/document.xml": cut.encode()}))
    shown = text(assessment.build(shelf, shelf.register.protocols["early-help-hub"], restyled))
    annex = shown[shown.rindex("Further particulars of the assessment") :]
    assert "Technology: The case system has run since 2019." in annex
    assert "Named posts" not in annex and "The protocol’s own words are not printed again" not in annex


@pytest.mark.parametrize("form", FORMS)
def test_the_same_definition_gives_the_same_bytes(form: str) -> None:
    assert of_hub(form).content == remade({}, form)


def test_properties_say_what_the_document_is() -> None:
    core = parts(of_hub().content)["docProps/core.xml"].decode()
    assert "<dc:title>Early help hub impact assessment</dc:title>" in core
    assert "2026-11-09T00:00:00Z" in core and "<cp:version>1.0</cp:version>" in core


def test_the_register_chooses_the_form() -> None:
    register = library(ROOT / "protocols").register
    assert assessment.form_of(register) == "ico"
    other = replace(register, settings=Source("register.yaml", "", {"assessment_form": "iso-29134"}))
    assert assessment.form_of(other) == "iso-29134"
    headings = [words(p) for p in body(of_hub("iso-29134").content).iter(f"{W}p") if style(p) == "Heading1"]
    assert headings == [
        "Scope of the assessment",
        "Privacy requirements",
        "Risk assessment",
        "Risk treatment plan",
        "Conclusion and decisions",
    ]
    cnil = [words(p) for p in body(of_hub("cnil").content).iter(f"{W}p") if style(p) == "Heading1"]
    assert cnil == ["Context", "Fundamental principles", "Risks", "Validation"]


def test_the_form_of_the_cnil_has_each_risk_under_what_is_feared() -> None:
    shown = paragraphs(body(of_hub("cnil").content))
    access = shown.index("Illegitimate access", shown.index("Planned or existing measures"))
    unfair = shown.index("Unfair use", access)
    assert access < shown.index("R2 A family's case is overheard in the weekly discussion") < unfair
    assert unfair < shown.index("R6 Families stop confiding in schools and doctors")
    assert "Unwanted modification. It is changed or wrong: no risk of this kind is assessed." in shown


@pytest.mark.office
def test_every_paragraph_is_on_the_pages_that_libreoffice_prints(tmp_path: Path) -> None:
    files = {tmp_path / "hub.docx": of_hub().content, tmp_path / "every.docx": made(*EVERY_FIELD, "cnil").content}
    for path, content in files.items():
        path.write_bytes(content)
    for path, printed in convert(list(files)).items():
        path.with_suffix(".pdf").write_bytes(printed)
        command = ["pdftotext", "-raw", str(path.with_suffix(".pdf")), "-"]
        shown = squeezed(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        lines = [line for line in map(folded, paragraphs(body(files[path]))) if not re.search("[\u0600-\u06ff]", line)]
        lost = [line for line in lines if squeezed(line) not in shown]
        # a paragraph that runs over a page has the foot and head of the page between its halves
        assert [line for line in lost if not all(squeezed(word) in shown for word in line.split())] == []
