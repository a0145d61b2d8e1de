"""The forms: what may be chosen is what the protocol says, and every blank can be filled in, read and told apart."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from istoolkit.definitions.guidance import guidance_of, is_dated
from istoolkit.definitions.law import law_of
from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Protocol, Register, find, open_register
from istoolkit.definitions.schema import guidance_records, load, vocabularies
from istoolkit.definitions.things import Flow
from istoolkit.documents.forms.made import SORTS, forms
from istoolkit.documents.paper import Blank, texts
from istoolkit.documents.word.blanks import blank_xml
from istoolkit.documents.word.papers import document
from istoolkit.reading_age import reading_of
from tests.conftest import REGISTERS, ROOT, TODAY
from tests.documents.reading import W, body, parts, text, words
from tests.documents.test_unknown_anywhere import with_unknown

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WORKED = ROOT / "protocols"
EVERY_FIELD = ROOT / "tests" / "cases" / "every-field"


class Control(NamedTuple):
    """A content control as it stands in the file."""

    tag: str
    alias: str
    id: str
    options: tuple[str, ...]
    label: str
    element: etree._Element


@cache
def register(folder: Path) -> Register:
    return open_register(find(folder), on=TODAY)


@cache
def made(folder: Path, name: str) -> dict[str, bytes]:
    """The forms of a protocol by name, as Word files."""
    here = register(folder)
    return {form: document(paper) for form, paper in forms(here, here.protocols[name])}


@cache
def controls(content: bytes) -> tuple[Control, ...]:
    return tuple(_controls(content))


def _controls(content: bytes) -> Iterator[Control]:
    for each in body(content).iter(f"{W}sdt"):
        said = each.find(f"{W}sdtPr")
        tag, alias, number = (said.find(f"{W}{name}").get(f"{W}val") for name in ("tag", "alias", "id"))
        options = tuple(one.get(f"{W}displayText") for one in said.iter(f"{W}listItem"))
        yield Control(tag, alias, number, options, words(each.getparent()).removeprefix("☐ "), each)


def options(content: bytes, tag: str) -> tuple[str, ...]:
    return next(each.options for each in controls(content) if each.tag == tag)


def ticks(content: bytes, tag: str) -> dict[str, str]:
    """The boxes to tick of a question: identifiers with words."""
    found = [each for each in controls(content) if each.tag.startswith(f"{tag}.")]
    return {each.tag.removeprefix(f"{tag}."): each.label for each in found}


ALL = [(folder, each.parent.name) for folder in REGISTERS for each in sorted(folder.glob("*/protocol.yaml"))]


class Case(NamedTuple):
    register: Register
    protocol: Protocol
    here: Picture
    forms: dict[str, bytes]

    @property
    def flows(self) -> list[Flow]:
        return self.here.personal_flows


@pytest.fixture(params=ALL, ids=[f"{folder.name}-{name}" for folder, name in ALL])
def case(request: pytest.FixtureRequest) -> Case:
    folder, name = request.param
    own = register(folder)
    return Case(own, own.protocols[name], picture(own, own.protocols[name]), made(folder, name))


def passing(flow: Flow) -> bool:
    """Whether a flow passes from one organisation to another, or among the members of a class."""
    return any(
        one.text("organisation") != other.text("organisation") or one.says("class") or one.says("local")
        for one in flow.senders
        for other in flow.recipients
    )


def personal(flows: list[Flow]) -> set[str]:
    return {item.id for flow in flows for item in flow.items if item.is_personal}


def test_what_may_be_asked_for_is_what_passes_between_partners(case: Case) -> None:
    wanted = personal([flow for flow in case.flows if passing(flow)])
    assert ("request" in case.forms) == bool(wanted)
    if wanted:
        found = ticks(case.forms["request"], "request.what.item")
        assert set(found) == wanted
        assert all(case.here.items[name].title.casefold() in label.casefold() for name, label in found.items())


def test_the_record_of_a_decision_has_every_item_and_no_other(case: Case) -> None:
    assert ("disclosure" in case.forms) == bool(case.flows)
    if case.flows:
        assert set(ticks(case.forms["disclosure"], "disclosure.shared.item")) == personal(case.flows)


def test_lists_to_choose_from_are_those_of_the_protocol(case: Case) -> None:
    if "disclosure" not in case.forms:
        return
    content, here = case.forms["disclosure"], case.here
    parties = options(content, "disclosure.who.for")
    assert len(parties) == len(here.sharers)
    assert all(one.startswith(each.called) for one, each in zip(parties, here.sharers, strict=True))
    served = {name for flow in case.flows for name in flow.purposes}
    assert set(options(content, "disclosure.why.purpose")) == {here.purposes[name].title for name in served}
    met = {each.id for flow in case.flows for each in flow.circumstances}
    found = next(each for each in controls(content) if each.tag == "disclosure.why.circumstance")
    assert set(found.options) == {
        here.circumstances[name].title for name in met if here.circumstances[name].says("title")
    } | {here.circumstances[name].text("when") for name in met if not here.circumstances[name].says("title")}
    used = {name for flow in case.flows for name in (*flow.many("channel"), *flow.many("urgent", "channel"))}
    ways = next(each for each in controls(content) if each.tag == "disclosure.shared.channel")
    assert set(ways.options) == {here.channels[name].title for name in used}
    titles = next(each for each in controls(content) if each.tag == "disclosure.decision.flow")
    assert set(titles.options) >= {flow.title for flow in case.flows}


def test_each_ground_is_there_with_the_circumstances_in_which_it_holds(case: Case) -> None:
    if "disclosure" not in case.forms:
        return
    item = load("protocol").fields["circumstances"].item
    assert item is not None
    known = item.fields["without_consent"].item.allowed  # type: ignore[union-attr]
    met = list({each.id: each for flow in case.flows for each in flow.circumstances}.values())
    wanted = {}
    for ground in {name for each in met for name in each.many("without_consent")}:
        where = {each.text("title") or each.text("when") for each in met if ground in each.many("without_consent")}
        wanted[known[ground].casefold()] = where if len(where) < len(met) else set()
    found = {}
    for label in ticks(case.forms["disclosure"], "disclosure.person.ground").values():
        words, _, only = label.removesuffix(")").partition(" (only in: ")
        found[words.casefold()] = set(only.split("; ")) - {""}
    assert found == wanted


def test_a_ground_of_one_circumstance_does_not_read_as_if_it_held_in_the_others() -> None:
    for form, tag in (("request", "request.person.ground"), ("disclosure", "disclosure.person.ground")):
        found = ticks(made(WORKED, "early-help")[form], tag)
        assert found["vital-interests"] == "A life is at risk (only in: A risk of significant harm)"
        assert found["serious-crime"] == "It helps to prevent or detect a serious crime"
        assert "The others hold in every circumstance of this protocol." in text(made(WORKED, "early-help")[form])
        assert "(only in" not in "".join(ticks(made(WORKED, "lettings-collection")[form], tag).values())


def test_agreement_is_asked_for_only_where_the_protocol_asks_for_it(case: Case) -> None:
    asked = [flow for flow in case.flows if any(each.text("consent") == "sought" for each in flow.circumstances)]
    resting = [
        flow
        for basis in case.here.bases
        for flow in basis.flows
        if flow.is_personal and {basis.text("article_6"), basis.text("article_9")} & {"consent", "explicit-consent"}
    ]
    assert ("consent" in case.forms) == bool(asked or resting)
    if asked or resting:
        content = case.forms["consent"]
        left_out = {"crime-record"} if case.protocol.id == "case-meeting" else set()
        assert set(ticks(content, "consent.agree.item")) == personal([*asked, *resting]) - left_out
        assert all(each.title in text(content) for each in (*asked, *resting))


def test_every_blank_can_be_told_apart_and_has_a_label(case: Case) -> None:
    for content in case.forms.values():
        found = controls(content)
        assert len({each.id for each in found}) == len({each.tag for each in found}) == len(found) > 5
        assert all(each.alias and len(each.alias) <= 64 and len(each.tag) <= 60 for each in found)
        assert all(each.element.getparent().tag == f"{W}p" for each in found)
        root = body(content)
        assert not root.findall(f".//{W}sdtPr/{W}text") and not root.findall(f".//{W}txbxContent")
        assert all(len(one) == len(set(one)) and max(map(len, one), default=0) <= 255 for _, _, _, one, _, _ in found)


def test_every_form_says_where_its_protocol_stands(case: Case) -> None:
    for content in case.forms.values():
        shown = text(content)
        assert f"Version: {case.protocol.text('version')}" in shown
        assert "Status: " in shown
        assert "@" not in "".join(each.tag for each in controls(content))


def test_a_table_has_a_heading_row_and_no_empty_cell(case: Case) -> None:
    for content in case.forms.values():
        for table in body(content).iter(f"{W}tbl"):
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
            assert [cell for cell in table.iter(f"{W}tc") if not words(cell).strip()] == []


VALID = [*((EVERY_FIELD, "every-field", form) for form in SORTS), (WORKED, "early-help-hub", "consent")]


@pytest.mark.parametrize(("folder", "name", "form"), VALID, ids=[f"{name}-{form}" for _, name, form in VALID])
def test_valid_by_two_checkers(folder: Path, name: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(made(folder, name)[form])
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert [str(issue) for issue in check(str(path))] == []


def test_boxes_are_told_to_programs_before_word_2010() -> None:
    xml = parts(made(WORKED, "early-help-hub")["request"])["word/document.xml"].decode()
    assert 'xmlns:w14="' in xml and "w14" in xml.split('mc:Ignorable="', 1)[1].split('"', 1)[0].split()


def test_a_framework_has_the_confidentiality_agreement_alone() -> None:
    assert list(made(WORKED, "partnership-framework")) == ["confidentiality"]


def test_a_collection_that_asks_nobody_and_meets_nowhere_has_no_such_forms() -> None:
    assert list(made(WORKED, "lettings-collection")) == ["request", "disclosure", "confidentiality"]


CONFIDENCE = "For what you told a service in confidence, as you may tell a doctor or a nurse, we need your agreement, unless one of the cases below holds."


@pytest.mark.parametrize("name", ["early-help-hub", "early-help", "concern-sharing", "case-meeting"])
def test_agreement_is_not_the_basis_in_data_protection_law_but_lifts_a_confidence(name: str) -> None:
    shown = text(made(WORKED, name)["consent"])
    assert (
        f"Your agreement is not our basis in data protection law. That basis is named at the end of this form.\n{CONFIDENCE}"
        in shown
    )
    assert shown.index(CONFIDENCE) < shown.index("When we may share without your agreement")
    assert "your consent is what lets us share" not in shown and "what makes the sharing lawful" not in shown


def consent_of(protocols: Path, name: str) -> str:
    own = open_register(find(protocols), on=TODAY)
    return "\n".join(texts(dict(forms(own, own.protocols[name]))["consent"].blocks))


def test_no_agreement_is_needed_for_a_confidence_that_the_law_sets_aside_or_that_nobody_is_owed(
    protocols: Path,
) -> None:
    path = protocols / "case-meeting" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("confidence: public-interest", "confidence: law"), "utf-8")
    assert CONFIDENCE not in consent_of(protocols, "case-meeting")
    path.write_text(re.sub("confidence: law", "confidence: public-interest", path.read_text("utf-8"), count=1), "utf-8")
    assert CONFIDENCE in consent_of(protocols, "case-meeting")
    path.write_text(path.read_text("utf-8").replace("confidential: yes", "confidential: no"), "utf-8")
    assert CONFIDENCE not in consent_of(protocols, "case-meeting")


def test_the_practitioner_reads_the_basis_in_law_and_the_way_to_respect_confidence() -> None:
    shown = text(made(WORKED, "early-help-hub")["consent"])
    told, _, ours = shown.partition("\nFor the practitioner\n")
    assert "Northvale Police: public task (Article 6(1)(e)); duty of confidence: the person agrees" in ours
    assert "Article" not in told and "legitimate interest" not in told


def test_a_form_for_those_who_are_harmed_does_not_speak_of_what_is_about_others_alone() -> None:
    content = made(WORKED, "case-meeting")["consent"]
    assert ticks(content, "consent.whose.group") == {
        "victims": "People who are harmed",
        "families": "Children and others in either household",
    }
    assert ticks(content, "consent.agree.item")["incidents"] == (
        "Reports of harm, with dates and places (about: People who are harmed)"
    )
    shown = text(content)
    assert "Convictions" not in shown and "About you it can be" not in shown
    told, _, ours = shown.partition("\nFor the practitioner\n")
    assert "People whose behaviour causes the harm" not in told
    assert (
        "This form does not ask people whose behaviour causes the harm, and leaves out what is only about them." in ours
    )


def test_families_are_asked_though_the_same_flow_happens_without_asking() -> None:
    content = made(ROOT / "tests" / "cases" / "fife-concerns", "child-concerns")["consent"]
    assert set(ticks(content, "consent.whose.group")) == {"children", "family"}
    assert "This form does not ask" not in text(content)


def test_what_the_person_reads_is_in_plain_words(case: Case) -> None:
    if "consent" not in case.forms:
        return
    blocks = dict(forms(case.register, case.protocol))["consent"].blocks
    end = next(place for place, each in enumerate(blocks) if getattr(each, "words", "") == "For the practitioner")
    reading = reading_of("\n".join(f"- {each}" for each in texts(blocks[:end])))
    assert reading is not None and reading.age <= 11, reading


def test_the_form_for_agreement_has_the_words_of_the_guide_for_families() -> None:
    shown = text(made(WORKED, "early-help")["consent"])
    assert "a “no” would leave a child in danger of being badly hurt" in shown
    assert "Schools, doctors and the NHS trust keep it until your child is 25." in shown
    assert "A statute requires it" not in shown and "prejudice enquiries" not in shown


def test_consent_that_is_a_basis_in_law_is_said_to_be() -> None:
    shown = text(made(ROOT / "tests" / "cases" / "gateway-flows", "discharge-flows")["consent"])
    assert "For some of what is described here, your consent is what lets us share in law." in shown
    assert (
        "Ambleby Leisure Trust and Sunny Bank Carers: legitimate interests (Article 6(1)(f)), and explicit consent (Article 9(2)(a))"
        in shown
    )


def test_consent_that_is_all_of_the_basis_is_asked_for_though_no_circumstance_says_so(protocols: Path) -> None:
    path = protocols / "lettings-collection" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("article_6: public-task", "article_6: consent"), "utf-8")
    own = open_register(find(protocols), on=TODAY)
    shown = "\n".join(texts(dict(forms(own, own.protocols["lettings-collection"]))["consent"].blocks))
    assert "Your consent is what lets us share in law." in shown
    assert "Your agreement is not our basis" not in shown and CONFIDENCE not in shown


@pytest.mark.parametrize("name", ["lawfulness", "lawfulness.[].article_6"])
def test_agreement_is_not_explained_while_the_basis_in_law_is_open(name: str) -> None:
    own = with_unknown(name)
    shown = "\n".join(texts(dict(forms(own, own.protocols["every-field"]))["consent"].blocks))
    assert "The protocol does not say yet for all of this what lets us share it in law." in shown
    assert "our agreement is not our basis" not in shown


def test_agreement_is_told_its_limits() -> None:
    shown = text(made(WORKED, "case-meeting")["consent"])
    start = shown.index("When we may share without your agreement")
    limits = shown[start : shown.index("Your rights", start)]
    assert "A child or an adult may be badly hurt" in limits
    assert "A person whose behaviour causes serious harm. A partner shows that usual measures have failed" in limits
    assert "A victim at high risk" not in limits


def test_whose_information_each_item_is_stands_beside_it() -> None:
    found = ticks(made(WORKED, "case-meeting")["consent"], "consent.agree.item")
    assert found["safe-contact"] == "How to reach the victim safely (about: People who are harmed)"


def test_what_is_never_shared_cannot_be_asked_for_or_brought() -> None:
    for form in ("request", "meeting", "confidentiality"):
        assert "Notes of counselling sessions. They are not needed to plan support." in text(
            made(WORKED, "early-help")[form]
        )


def test_the_request_names_its_task_and_the_times_of_the_protocol() -> None:
    shown = text(made(WORKED, "early-help-hub")["request"])
    assert "The task of your organisation that you need it for" in shown
    assert "(UK GDPR, Annex 1 paragraph 1 and Article 6(1)(e))" in shown
    assert "☐ Not urgent: answered within 5 working days" in shown and "☐ Urgent: answered within 1 hour" in shown


def test_a_duty_is_told_from_a_power() -> None:
    for form in ("request", "disclosure"):
        powers = options(made(WORKED, "early-help-hub")[form], f"{form}.why.power")
        assert "Children Act 2004, section 10 (duty to work together)" in powers
        assert "Common law policing powers (implied power to share)" in powers
        assert not [each for each in powers if "Working Together" in each]  # guidance gives no power
    known = law_of(register(WORKED)).provisions
    kinds = {f"{each['title']}": vocabularies()["law_kinds"][str(each["kind"])] for each in known.values()}
    said = {
        each for name in register(WORKED).protocols for form in made(WORKED, name).values() for each in _powers(form)
    }
    assert said and all(
        kinds[title] == kind and kind not in ("guidance", "restriction", "condition") for title, kind in said
    )


def _powers(content: bytes) -> set[tuple[str, str]]:
    found = [each.options for each in controls(content) if each.tag.endswith(".why.power")]
    return {(one.rpartition(" (")[0], one.rpartition(" (")[2].removesuffix(")")) for each in found for one in each}


def test_those_who_receive_the_same_are_named_once() -> None:
    shown = text(made(WORKED, "early-help")["request"])
    asked = shown[shown.index("Tick what you need") : shown.index("The protocol and its matrix")]
    assert asked.count("Lanternway Family Support") <= 3 < asked.count("☐")


def test_what_is_agreed_to_begins_a_page_and_few_items_stand_in_a_row_of_a_request() -> None:
    """LibreOffice 7.4 drops a tall row that begins at the foot of a page, and all that follows in its table."""
    root = body(made(WORKED, "early-help")["consent"])
    begun = next(each for each in root.iter(f"{W}p") if words(each) == "What I agree to")
    assert begun.find(f"{W}pPr/{W}pageBreakBefore") is not None
    rows = body(made(WORKED, "early-help-hub")["request"]).iter(f"{W}tr")
    items = [[one for one in each.iter(f"{W}tag") if ".item." in one.get(f"{W}val")] for each in rows]
    assert max(map(len, items)) == 5


def test_words_of_law_are_data_that_a_change_of_law_marks(protocols: Path) -> None:
    said = guidance_of(register(WORKED)).lists["forms"]
    for form, name, tag in (
        ("request", "states", "request.why.states"),
        ("disclosure", "checked", "disclosure.checked.done"),
        ("consent", "decides", "consent.signed.who"),
        ("consent", "outcome", "consent.competence.found"),
        ("consent", "confirmed", "consent.practitioner.parental"),
    ):
        options = next(each["options"] for each in said[form]["choices"] if each["id"] == name)
        assert ticks(made(WORKED, "early-help-hub")[form], tag) == {each["id"]: each["text"] for each in options}
    (protocols / "law.yaml").write_text(
        "format: 1\nprovisions:\n- {id: gillick-competence, in_force_to: 2026-06-30}\n", "utf-8"
    )
    assert "The law behind this has changed. Gillick competence was law until 30 June 2026." in consent_of(
        protocols, "early-help-hub"
    )


def test_a_form_is_whole_though_a_partnership_leaves_its_choices_out(protocols: Path) -> None:
    own = (
        (protocols / "guidance.yaml").read_text("utf-8") if (protocols / "guidance.yaml").exists() else 'format: "1"\n'
    )
    (protocols / "guidance.yaml").write_text(
        f"{own}\nforms:\n- {{id: consent, choices: [{{id: decides, options: [{{id: me, text: Me}}]}}]}}\n", "utf-8"
    )
    register = open_register(find(protocols), on=TODAY)
    content = document(dict(forms(register, register.protocols["early-help-hub"]))["consent"])
    assert ticks(content, "consent.signed.who") == {"me": "Me"}
    assert "consent.competence.found" in {each.tag for each in controls(content)}


def test_every_form_is_dated_or_says_what_is_to_be_confirmed() -> None:
    assert [
        each["id"] for each in guidance_records()["forms"].values() if not is_dated(each) and "to_confirm" not in each
    ] == []


def test_whether_people_are_asked_is_said_for_each_circumstance() -> None:
    for form in ("request", "disclosure"):
        shown = text(made(WORKED, "early-help")[form])
        assert "A need below significant harm: agreement sought" in shown
        assert "A risk of significant harm: agreement not sought" in shown


def test_a_decision_records_what_the_protocol_asks_each_time() -> None:
    content = made(WORKED, "early-help-hub")["disclosure"]
    said = register(WORKED).protocols["early-help-hub"].data["decisions"]["record"]
    assert list(ticks(content, "disclosure.protocol.record").values()) == said


def test_the_meeting_is_prepared_for_what_may_be_shared_at_one() -> None:
    content = made(WORKED, "early-help")["meeting"]
    shown = text(content)
    assert "Meeting around the family" in shown and "Strategy discussion" in shown
    assert "A concern about harm goes to children's social care" not in shown
    assert "Limit: Only the school that the child attends takes part." in shown
    assert "Tenancy, repairs, overcrowding and risk of losing the home" in options(content, "meeting.point-4.item")


def test_confidentiality_is_what_the_protocol_and_those_above_lay_down() -> None:
    shown = text(made(WORKED, "early-help-hub")["confidentiality"])
    assert "Devices: Information is opened only on encrypted devices that the partner manages." in shown
    assert "Find needs early. Not for: Immigration enforcement; General intelligence about families or areas" in shown
    assert "How soon: 24 hours" in shown
    assert "Nothing here stops me from telling those who must know that someone is at risk of harm" in shown


def test_the_partnership_says_it_in_its_own_words_and_is_told_of_changed_law(protocols: Path) -> None:
    (protocols / "guidance.yaml").write_text(
        'format: "1"\nforms:\n- id: disclosure\n  about: Write it in the log.\n  law: [working-together-2023]\n',
        "utf-8",
    )
    own = open_register(find(protocols), on=TODAY)
    shown = text(document(dict(forms(own, own.protocols["early-help-hub"]))["disclosure"]))
    assert "Write it in the log." in shown and "Fill this in each time" not in shown
    assert "The law has changed\n" in shown
    assert (
        "Working Together to Safeguard Children 2023 was replaced by Working Together to Safeguard Children 2026."
        in shown
    )


def test_a_party_that_comes_later_or_leaves_is_listed_with_the_day() -> None:
    assert "Lanternway Family Support (from 1 February 2027)" in options(
        made(WORKED, "early-help-hub")["request"], "request.who.for"
    )
    assert "Stonepool Housing Trust (until 31 March 2027)" in options(
        made(WORKED, "case-meeting")["request"], "request.who.for"
    )


def test_the_same_definition_gives_the_same_bytes() -> None:
    again = open_register(find(WORKED), on=TODAY)
    found = {form: document(paper) for form, paper in forms(again, again.protocols["early-help-hub"])}
    assert found == made(WORKED, "early-help-hub")


@pytest.mark.parametrize(
    "name", ["channels.[].controls.[]", "circumstances.[].consent", "requests.answer_within", "flows.[].to"]
)
def test_what_is_not_known_yet_reads_as_such(name: str) -> None:
    own = with_unknown(name)
    found = [line for _, paper in forms(own, own.protocols["every-field"]) for line in texts(paper.blocks)]
    assert [line for line in found if "o be confirmed: Ask Morwenna" in line]
    assert not [line for line in found if "TBC" in line]


def control(blank: Blank) -> etree._Element:
    space = f'xmlns:w="{W[1:-1]}" xmlns:w14="{W14[1:-1]}"'
    return etree.fromstring(f"<p {space}>{blank_xml(blank, 1)}</p>")


def test_a_blank_that_is_filled_in_already_says_so_and_asks_no_more() -> None:
    found = control(Blank("a.post", "Post", filled="Head & teacher"))
    assert words(found) == "Head & teacher" and found.find(f".//{W}showingPlcHdr") is None
    assert control(Blank("a.post", "Post")).find(f".//{W}showingPlcHdr") is not None


def test_a_list_has_no_entry_twice_and_none_that_word_would_not_take() -> None:
    found = control(Blank("a.b", "Which", "choice", ("One", "One", "Two " * 100)))
    entries = [each.get(f"{W}displayText") for each in found.iter(f"{W}listItem")]
    assert entries[0] == "One" and len(entries) == 2 and len(entries[1]) <= 255 and entries[1].endswith("…")


def test_a_box_is_ticked_or_not() -> None:
    for filled, sign, value in (("", "☐", "0"), ("yes", "☒", "1")):
        found = control(Blank("a.b", "So", "tick", filled=filled))
        assert words(found) == sign and found.find(f".//{W14}checked").get(f"{W14}val") == value
