"""Guides for families and young people: they say what the protocol says, promise nothing else, and can be read."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as parsed

from istoolkit.definitions.picture import Picture, picture
from istoolkit.definitions.register import Register, open_register
from istoolkit.definitions.schema import load, vocabularies
from istoolkit.documents.guides import made
from istoolkit.documents.guides.easy_read import easy_read
from istoolkit.documents.guides.easy_words import easy_parts
from istoolkit.documents.guides.everyday import EASY_GROUNDS, GROUNDS, PRIVATE, SERVICES
from istoolkit.documents.guides.families import FAMILIES
from istoolkit.documents.guides.for_readers import LARGE_PRINT, guide, voices
from istoolkit.documents.guides.plain import Part, Voice, is_for_people, passages
from istoolkit.documents.guides.symbols import symbol
from istoolkit.documents.guides.telling import contacts
from istoolkit.documents.guides.young_people import YOUNG_PEOPLE
from istoolkit.documents.kinds import families
from istoolkit.documents.matrix.exchanges import exchanges
from istoolkit.documents.paper import Grid, texts
from istoolkit.documents.paper import Picture as Shown
from istoolkit.documents.workshop import Workshop
from istoolkit.reading_age import reading_of
from istoolkit.reading_age.sentences import sentences, words
from istoolkit.resources import folder
from istoolkit.rules.reading_age import EASY, LIMITS
from tests.conftest import HERE, REGISTERS, ROOT, TODAY
from tests.documents.reading import W, parts, text
from tests.rules.pages import laid_over

VOICES = (FAMILIES, YOUNG_PEOPLE)


@cache
def register_at(root: Path) -> Register:
    return open_register(root, on=TODAY)


def pictures_with_people() -> list[Picture]:
    """Every protocol of every register that shares something about people."""
    registers = [register_at(each) for each in REGISTERS]
    return [picture(r, each) for r in registers for each in r.understood() if is_for_people(r, each)]


@cache
def made_parts(here: Picture, key: str) -> dict[str, Part]:
    """The parts of a guide as they are made where nobody wrote words for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "written", lambda *_: ())
        voice = next(each for each in VOICES if each.key == key)
        return {each.id: each for each in made.parts(here, voice)}


def changed(fragment: str, root: Path, voice: Voice = FAMILIES) -> dict[str, Part]:
    """The parts of the guide of the register of the examples, with a block laid over it."""
    register = open_register(laid_over(fragment, root / "r"), on=TODAY)
    return {each.id: each for each in made.parts(picture(register, register.protocols["hub"]), voice)}


@pytest.mark.parametrize("voice", VOICES, ids=lambda each: each.key)
def test_everyone_who_gets_something_is_named_and_no_one_else(voice: Voice) -> None:
    for here in pictures_with_people():
        who = made_parts(here, voice.key)["who"].passages[0].points
        found = exchanges(here.register, here.protocol)
        getting = {
            each.recipient.whole
            for each in found
            if each.recipient.party and each.piece.item and each.piece.item.is_personal
        }
        passing = {end.whole for each in found for end in each.flow.through}
        assert [name for name in getting if not any(name in point for point in who)] == []
        others = {each.called for each in here.parties.values()} - getting - passing
        assert [point for point in who if point in others or any(_names(name, point) for name in others)] == []


def _names(name: str, point: str) -> bool:
    return bool(re.search(rf"(\(|, | and ){re.escape(name)}(\)|, | and )", point))


@pytest.mark.parametrize("voice", VOICES, ids=lambda each: each.key)
def test_every_item_that_is_shared_is_named_and_what_is_not_shared_is_apart(voice: Voice) -> None:
    for here in pictures_with_people():
        said = made_parts(here, voice.key)["information"].passages
        shared = {item.title for flow in here.personal_flows for item in flow.items if item.is_personal}
        assert {*said[0].points} == shared or voice.words["ask"] == said[0].words
        never = {each.title for each in here.things("not_shared")}
        if never:
            assert {*said[-1].points} == never and said[-1].words == voice.words["never"]


@pytest.mark.parametrize("voice", VOICES, ids=lambda each: each.key)
def test_it_always_says_that_information_may_be_shared_without_asking(voice: Voice) -> None:
    for here in pictures_with_people():
        part = made_parts(here, voice.key)["without_asking"]
        assert "The law sometimes says that something must be shared." in part.text
        for each in (one for flow in here.personal_flows for one in flow.circumstances):
            if each.text("consent") == "sought":
                for ground in each.many("without_consent"):
                    assert GROUNDS[ground].lower() in part.text.lower()
            elif each.text("consent"):
                assert each.text("when") in part.text


def test_all_that_the_law_names_has_everyday_words() -> None:
    item = load("protocol").fields["circumstances"].item
    assert item is not None and item.fields["without_consent"].item is not None
    assert GROUNDS.keys() == item.fields["without_consent"].item.allowed.keys()
    assert PRIVATE.keys() == vocabularies()["special_categories"].keys()
    assert SERVICES.keys() == vocabularies()["organisation_kinds"].keys() - {"other"}


@pytest.mark.parametrize("voice", VOICES, ids=lambda each: each.key)
def test_what_is_made_of_the_worked_protocols_can_be_read(voice: Voice) -> None:
    for here in pictures_with_people():
        if here.register is register_at(ROOT / "protocols"):
            reading = reading_of("\n\n".join(each.text for each in made_parts(here, voice.key).values()))
            assert reading is not None
            assert reading.age <= LIMITS[voice.key], (here.protocol.id, reading)


NOBODY_SAYS = [
    ("storage: 'TBC: the archivist decides'\n", "kept", "Ask us how long it is kept."),
    (
        "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: 'TBC: the board decides'}\n",
        "choice",
        "Ask us when you will be asked, and when you will not.",
    ),
    (
        "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: 'TBC: the board decides'}\n",
        "without_asking",
        "Ask us when this may happen.",
    ),
    (
        "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: not-sought}\n",
        "choice",
        "You are not asked before this sharing. You can still tell us what you think of it.",
    ),
]


@pytest.mark.parametrize(("fragment", "part", "told"), NOBODY_SAYS)
def test_what_nobody_knows_yet_is_to_be_asked(fragment: str, part: str, told: str, tmp_path: Path) -> None:
    assert told in changed(fragment, tmp_path)[part].text


def test_not_asked_is_never_told_as_asked(tmp_path: Path) -> None:
    fragment = "circumstances:\n- {id: concern, title: A concern, when: A need is seen, consent: not-sought}\n"
    found = changed(fragment, tmp_path)
    assert "We ask you first" not in found["choice"].text
    assert "A need is seen" in found["without_asking"].text


def test_own_words_take_the_place_of_a_part_here_and_from_above(tmp_path: Path) -> None:
    above = "guides:\n  families: {why: Because we care, choice: We ask.}\n"
    own = "guides:\n  families: {choice: We ask you first.}\n"
    found = changed(f"{own}# framework/protocol.yaml\n{above}", tmp_path)
    assert found["why"].text.strip() == "Because we care"
    assert found["choice"].text.startswith("We ask you first.\n")
    assert "Children" not in found["why"].text and found["information"].passages[0].points


def test_own_words_do_not_take_away_that_the_law_may_ask_for_sharing(tmp_path: Path) -> None:
    found = changed("guides:\n  families: {without_asking: Hardly ever}\n", tmp_path)
    assert found["without_asking"].text.startswith("Hardly ever\n")
    assert "The law sometimes says that something must be shared." in found["without_asking"].text


def test_points_that_an_officer_types_are_points() -> None:
    first, second = passages("We share:\n\n- your name,\n  and your age\n- your road\n\nNo\nmore.")
    assert (first.words, first.points) == ("We share:", ("your name, and your age", "your road"))
    assert (second.words, second.points) == ("No more.", ())


def test_changed_law_is_said_where_it_matters(tmp_path: Path) -> None:
    own = "# guidance.yaml\nstatements:\n- {id: families-safe, law: [data-protection-act-1998]}\n"
    (told,) = changed(f"reference: '1'\n{own}", tmp_path)["who"].changed
    assert "Data Protection Act 1998 was replaced by " in told


def test_there_is_a_guide_only_for_those_whom_it_concerns(tmp_path: Path) -> None:
    worked = register_at(ROOT / "protocols")
    assert voices(worked, worked.protocols["partnership-framework"]) == []
    adults = open_register(laid_over("people:\n- {id: children, title: Older men, ages: 65 to 99}\n", tmp_path / "r"))
    assert voices(adults, adults.protocols["hub"]) == [FAMILIES]


@cache
def made_files(root: Path) -> dict[str, bytes]:
    workshop = Workshop(register_at(root))
    return {f.name: f.content for each in workshop.register.understood() for f in families.of_protocol(workshop, each)}


def test_word_page_large_print_and_easy_read_say_the_same() -> None:
    register = register_at(HERE / "cases" / "every-field")
    files = made_files(register.root)
    for voice in VOICES:
        protocol = register.protocols["every-field"]
        begin = f"every-field-{protocol.text('version')}-{voice.reader}"
        said = [_folded(each) for each in texts(guide(register, protocol, voice).blocks)]
        assert _folded(text(files[f"{begin}.docx"])) == _folded(text(files[f"{begin}-large-print.docx"]))
        page = _folded("".join(parsed.fromstring(files[f"{begin}.html"]).itertext()))
        word, easy = _folded(text(files[f"{begin}.docx"])), _folded(text(files[f"{begin}-easy-read.docx"]))
        assert [each for each in said if each not in word or each not in page] == []
        for part in easy_parts(picture(register, protocol), voice):
            assert [each for one in part.passages for each in one.points if _folded(each) not in easy] == []


def _folded(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


@pytest.mark.parametrize(
    ("template", "smallest"), [("plain-paper.docx", 24), ("plain-paper-large-print.docx", 36), ("easy-read.docx", 28)]
)
def test_type_is_as_large_as_the_layout_promises(template: str, smallest: int) -> None:
    """In half points. At 12 points only particulars are smaller; in large print nothing is under 18 points."""
    styles = etree.fromstring(parts((folder("templates") / template).read_bytes())["word/styles.xml"])
    small = {
        "AfterTable",
        "Source",
        *(("Fine", "Header", "Footer", "Partnership", "Draft", "Caption", "Heading3") if smallest == 24 else ()),
    }
    sizes = dict(_sizes(styles))
    assert sizes["default"] >= smallest
    assert {name: size for name, size in sizes.items() if size < smallest and name not in small} == {}


def _sizes(styles: etree._Element) -> Iterator[tuple[str, int]]:
    yield "default", int(str(styles.find(f"{W}docDefaults//{W}sz").get(f"{W}val")))
    for each in styles.iter(f"{W}style"):
        size = each.find(f"{W}rPr/{W}sz")
        if size is not None:
            yield str(each.get(f"{W}styleId")), int(str(size.get(f"{W}val")))


def test_each_idea_in_easy_read_has_its_drawing_with_words_for_it() -> None:
    register = register_at(ROOT / "protocols")
    protocol = register.protocols["early-help"]
    drawn = set(
        re.findall(
            r'descr="([^"]+)"',
            parts(made_files(register.root)["early-help-1.0-families-easy-read.docx"])["word/document.xml"].decode(),
        )
    )
    assert drawn == {
        symbol(name).described for name in (*made_parts(picture(register, protocol), "families"), "contacts")
    }
    grid = easy_read(register, protocol, FAMILIES).blocks[0]
    assert isinstance(grid, Grid)
    for drawing, lines in grid.rows:
        assert len(drawing) == 1 and isinstance(drawing[0], Shown) and 2 <= len(lines) <= 7


def easy_texts() -> Iterator[tuple[str, str, dict[str, Part]]]:
    """The easy-read guides of every register: the protocol, for whom, and the parts."""
    for here in pictures_with_people():
        for voice in voices(here.register, here.protocol):
            yield here.protocol.id, voice.key, {each.id: each for each in easy_parts(here, voice)}


def test_easy_read_has_short_sentences_and_easy_words_everywhere() -> None:
    for name, key, found in easy_texts():
        told = "\n\n".join(each.text for part, each in found.items() if part != "questions")
        reading = reading_of(told)
        assert reading is not None and reading.age <= EASY, (name, key, reading)
        assert [each for each in sentences(told) if len(words(each)) > 15] == [], (name, key)


def test_easy_read_says_what_the_partnership_wrote_for_it_and_names_no_firm_otherwise() -> None:
    register = register_at(ROOT / "protocols")
    for voice in VOICES:
        for name in ("early-help", "early-help-hub"):
            own = register.protocols[name].data["guides"][voice.key]["easy_read"]
            told = [*texts(easy_read(register, register.protocols[name], voice).blocks)]
            assert [
                each for lines in own.values() for one in lines for each in sentences(one) if each not in told
            ] == []
    meeting = "\n".join(texts(easy_read(register, register.protocols["case-meeting"], FAMILIES).blocks))
    assert "The police" in meeting and "A landlord" in meeting and "Tannerbrook" not in meeting


def test_easy_read_always_says_rights_and_that_the_law_may_ask_for_sharing() -> None:
    for name, key, found in easy_texts():
        assert "You can ask what is known about you." in found["rights"].text, (name, key)
        assert re.search(r"\blaw\b.*\bmust\b", found["without_asking"].text), (name, key)


def test_easy_read_has_words_for_every_ground() -> None:
    assert EASY_GROUNDS.keys() == GROUNDS.keys()


def test_easy_read_too_shows_that_law_has_changed(tmp_path: Path) -> None:
    own = "reference: '1'\n# guidance.yaml\nstatements:\n- {id: easy-said-rights, law: [data-protection-act-1998]}\n"
    register = open_register(laid_over(own, tmp_path / "r"), on=TODAY)
    told = "\n".join(texts(easy_read(register, register.protocols["hub"], FAMILIES).blocks))
    assert "Data Protection Act 1998 was replaced by " in told


def test_everyone_can_call_for_help_in_their_nation() -> None:
    scottish = text(made_files(ROOT / "protocols")["concern-sharing-1.0-young-people.docx"])
    assert "Police, ambulance or fire service, 999." in scottish
    assert "childrens.front.door@northvale.example" in text(
        made_files(ROOT / "protocols")["early-help-1.0-families.docx"]
    )
    assert "Childline, 0800 1111" in scottish and "nhs24.scot" in scottish and "111.nhs.uk" not in scottish


def test_the_same_bytes_each_time() -> None:
    register = open_register(ROOT / "protocols", on=TODAY)
    for voice in voices(register, register.protocols["early-help"]):
        again = guide(register, register.protocols["early-help"], voice, LARGE_PRINT)
        workshop = Workshop(register)
        name = f"early-help-1.0-{voice.reader}-large-print.docx"
        from istoolkit.documents.word.papers import document

        assert document(again, workshop.template(LARGE_PRINT)) == made_files(ROOT / "protocols")[name]


def test_how_long_and_from_when_each_takes_part() -> None:
    register = register_at(HERE / "cases" / "drug-resistant-tb-registry")
    (here,) = (picture(register, each) for each in register.understood())
    found = made_parts(here, "families")
    assert "Kingsmarsh School of Tropical Health: 10 years (starting point: the study closes)" in found["kept"].text
    assert "Scottish health boards, from 1 February 2027" in found["who"].passages[0].points


def test_those_of_a_kind_stand_together() -> None:
    register = register_at(HERE / "cases" / "safeguarding-hub")
    (here,) = (picture(register, each) for each in register.understood())
    points = made_parts(here, "families")["who"].passages[0].points
    assert (
        "NHS health workers (Royal Brentmere Hospitals, Three Rivers Mental Health Trust and Capital Community Healthcare)"
        in points
    )
    assert [each for each in points if each.startswith("Charities (")] and "Capital North Police" in points


def test_stock_sentences_give_way_to_own_words_that_say_the_same(tmp_path: Path) -> None:
    own = "guides:\n  families: {choice: We ask you. You can say no., without_asking: We may when the law says that we must.}\n"
    found = changed(own, tmp_path)
    assert found["choice"].text.strip() == (
        "We ask you. You can say no.\n\nYou can change your mind later, but we cannot always take back what was shared before."
    )
    assert found["without_asking"].text.strip() == "We may when the law says that we must."
    said = changed("guides:\n  families: {choice: You can change your mind at any time.}\n", tmp_path / "2")["choice"]
    assert said.text.strip() == "You can change your mind at any time."


def test_young_people_are_not_told_that_only_adults_are_concerned() -> None:
    register = register_at(ROOT / "protocols")
    here = picture(register, register.protocols["case-meeting"])
    found = {each.id: each for each in made.parts(here, YOUNG_PEOPLE)}
    for said in ("your health", "your home", "what was reported", "crimes"):
        assert any(point.startswith(said) for each in found["information"].passages for point in each.points)
    assert "If your behaviour hurts someone, we do not ask you first." in found["without_asking"].text
    assert "grown-ups it can be more" not in found["information"].text


def called(protocol: str, voice: Voice) -> list[str]:
    register = register_at(ROOT / "protocols")
    return [str(each["title"]) for each in contacts(picture(register, register.protocols[protocol]), voice)]


def test_social_care_can_be_called_by_everyone_and_comes_before_childline_for_parents() -> None:
    local = "Northvale early help hub and children's social care"
    parents, young = called("early-help", FAMILIES), called("early-help", YOUNG_PEOPLE)
    assert parents[0] == young[0] == "Police, ambulance or fire service"
    assert parents.index(local) < parents.index("Childline")
    assert local in young and young[1] == "Childline"
    assert "Strathcairn social work" in called("concern-sharing", YOUNG_PEOPLE)


def test_whom_nobody_can_reach_is_left_out_and_adults_have_their_own(tmp_path: Path) -> None:
    own = (
        "people:\n- {id: children, title: Older people, ages: 65 to 99}\n# guidance.yaml\ncontacts:\n"
        "- {id: nobody, title: Nobody, when: You wait, readers: [families], source: Us, to_confirm: All}\n"
        "- {id: grown, title: Adult line, when: You are hurt, phone: '1', concerns: [adults], readers: [families], source: Us, to_confirm: All}\n"
        "- {id: small, title: Child line, when: You are hurt, phone: '2', concerns: [children], readers: [families], source: Us, to_confirm: All}\n"
    )
    register = open_register(laid_over(own, tmp_path / "r"), on=TODAY)
    told = {each["title"] for each in contacts(picture(register, register.protocols["hub"]), FAMILIES)}
    assert "Adult line" in told and not told & {"Nobody", "Child line"}


def test_the_numbers_of_the_worked_guidance_are_nobody_elses() -> None:
    numbers = re.findall(r"phone: (\S.*)", (ROOT / "protocols" / "guidance.yaml").read_text("utf-8"))
    others = (ROOT / "protocols" / "organisations.yaml").read_text("utf-8")
    assert numbers and [each for each in numbers if each in others] == []


def test_readers_who_sign_nothing_are_told_of_a_draft_in_their_words() -> None:
    register = register_at(ROOT / "protocols")
    status = guide(register, register.protocols["early-help"], FAMILIES).status
    assert status is not None and status.banner == "This is a draft. The services have not agreed it yet."
    assert "sign" not in f"{status.head} {status.advice}".lower()
