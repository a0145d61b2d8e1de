"""The drawings of the flows: complete, legible on paper, nothing over anything else, and the same each time."""

import io
import re
import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageFont

from istoolkit.definitions.picture import picture
from istoolkit.definitions.reader import Source, read
from istoolkit.definitions.register import Protocol, Register, find, open_register
from istoolkit.documents.drawing import Drawing
from istoolkit.documents.drawings import measure
from istoolkit.documents.drawings.shapes import DASHES, GREY, LEADING, LOOKS, WHITE, Box, Line, Words
from istoolkit.documents.flow_drawing import Laid, flow_drawings, layouts
from istoolkit.documents.raster import png
from istoolkit.documents.word.pictures import A4
from tests.conftest import REGISTERS, ROOT
from tests.documents.test_word_file import contrast

SVG = "{http://www.w3.org/2000/svg}"
START = (
    "format: 1\nprotocol: alone\ntitle: Alone\ntier: operational\nversion: '1.0'\nowner: a\njurisdictions: [england]\n"
)
PAPER = 17 / 2.54 * 72
"""The width of a drawing on paper, in points."""


@cache
def register_at(folder: Path) -> Register:
    return open_register(find(folder))


def alone(definition: str) -> tuple[Register, Protocol]:
    source = read("alone/protocol.yaml", (START + definition).encode())
    assert not source.faults
    protocol = Protocol("alone", source)
    organisations = Source("organisations.yaml", "", {"organisations": [{"id": "a", "title": "A", "kind": "council"}]})
    settings = Source("register.yaml", "", {})
    return (
        Register(Path(), settings, organisations, {"alone": protocol}, asked=frozenset({"alone"})),
        protocol,
    )


def parties(number: int) -> str:
    names = (
        f"- {{id: p{i}, title: 'Partnership body {i} of the wider county area', role: controller}}\n"
        for i in range(number)
    )
    return f"parties:\n{''.join(names)}"


ITEMS = "information:\n" + "".join(
    f"- {{id: i{i}, title: Item number {i} of what is shared, of: g}}\n" for i in range(70)
)
HUB = (
    parties(25)
    + ITEMS
    + (
        "flows:\n- {id: in, title: Concern, from: all, to: p0, information: [i1, i2], purpose: p}\n"
        "- {id: out, title: Answer, from: p0, to: all, information: i3, purpose: p, how: direct-access}\n"
    )
)
MEETING = parties(25) + ITEMS + "flows:\n- {id: m, title: Meeting, among: all, information: [i1, i2], purpose: p}\n"
LONG = f"{'unbroken' * 30} " + "Gwasanaeth Gwybodaeth " * 9
HARD = (
    f"parties:\n- {{id: p0, title: '{LONG}', role: controller}}\n- {{id: p1, title: '<b>&\"', role: controller}}\n"
    + ITEMS
    + f"posts:\n- {{id: post, title: '{LONG}', held_at: [p0, 'TBC: another']}}\n"
    "flows:\n"
    f"- {{id: one, title: '{LONG}', from: [post, people, 'TBC: the new body'], to: [p0, public], information: all, purpose: p}}\n"
    "- {id: two, title: Two, information: 'TBC: to be agreed', purpose: p}\n"
    "- {id: three, title: Three, inside: p1, between: [Here, There, Elsewhere], information: i1, purpose: p}\n"
    f"- {{id: four, title: Four, from: p1, to: p0, through: p0, on_behalf_of: p1, information: [unheard-of], channel: 'TBC: {LONG}', purpose: p, how: spoken}}\n"
)
CROWD = (
    parties(140)
    + ITEMS
    + (
        "flows:\n- {id: in, title: Concern, from: all, to: p0, information: i1, purpose: p}\n"
        "- {id: m, title: Meeting, among: all, information: i1, purpose: p}\n"
        "- {id: s, title: Some, from: ["
        + ", ".join(f"p{i}" for i in range(60))
        + "], to: [p1, p2], information: i1, purpose: p}\n"
    )
)
WIDE = (
    parties(60)
    + ITEMS
    + "flows:\n"
    + "".join(
        f"- {{id: f{i}, title: Flow {i}, from: {'all' if i % 2 else 'p0'}, to: {'p0' if i % 2 else 'all'}, information: i1, purpose: p}}\n"
        for i in range(9, 40)
    )
)
MADE_UP = {"wide": WIDE, "hub": HUB, "meeting": MEETING, "hard": HARD, "crowd": CROWD}
REAL = [(folder, each.parent.name) for folder in REGISTERS for each in sorted(folder.glob("*/protocol.yaml"))]
CASES = [*REAL, *((None, name) for name in MADE_UP)]


@cache
def case(folder: Path | None, name: str) -> tuple[Register, Protocol]:
    if folder is None:
        return alone(MADE_UP[name])
    return register_at(folder), register_at(folder).protocols[name]


@pytest.fixture(params=CASES, ids=[f"{folder.name if folder else 'made-up'}-{name}" for folder, name in CASES])
def each_case(request: pytest.FixtureRequest) -> tuple[Register, Protocol]:
    return case(*request.param)


def shown(drawing: Drawing) -> str:
    """The words in a picture, each text of it on a line."""
    return "\n".join(each.text or "" for each in etree.fromstring(drawing.svg.encode()).iter(f"{SVG}text"))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def test_every_flow_party_and_item_is_in_the_words(each_case: tuple[Register, Protocol]) -> None:
    """Each flow once and no other: who screen readers and Braille displays serve misses nothing.

    Who is meant by “all other parties” is said in each drawing that says so.
    """
    lines = {line for drawing in flow_drawings(*each_case) for line in drawing.lines}
    flows = picture(*each_case).flows
    assert len([line for line in lines if line.startswith("Flow ")]) == len(flows)
    for number, flow in enumerate(flows, 1):
        line = next(line for line in lines if line.startswith(f"Flow {number}, {flow.title.rstrip('.')}.\n"))
        around = next((each for each in lines if each.startswith("The picture of the hub has ")), "")
        said = line + around if "in the picture of the hub" in line else line
        named = [*(each.called for each in flow.parties), *(item.title for item in flow.items)]
        assert [name for name in named if name not in said] == [], number


def test_every_flow_party_and_item_is_drawn(each_case: tuple[Register, Protocol]) -> None:
    drawings = flow_drawings(*each_case)
    drawn = squeezed("".join(map(shown, drawings)))
    flows = picture(*each_case).flows
    assert bool(drawings) == bool(flows)
    for number, flow in enumerate(flows, 1):
        named = [flow.title, *(each.called for each in flow.parties), *(item.title for item in flow.items)]
        assert [name for name in named if squeezed(name) not in drawn] == [], number
        assert any(f"\n{number}\n" in f"\n{shown(drawing)}\n" for drawing in drawings)


def test_what_is_not_known_yet_is_shown_as_such() -> None:
    drawings = flow_drawings(*alone(HARD))
    said = "\n".join(line for drawing in drawings for line in drawing.lines)
    drawn = squeezed("".join(map(shown, drawings)))
    for words in ("To be confirmed: the new body", "To be confirmed: to be agreed", "Not stated", "unheard-of"):
        assert words.lower() in said.lower()
        assert squeezed(words) in drawn
    assert "to be confirmed: another" in said


def test_flows_to_be_confirmed_are_shown_beside_those_that_are_known() -> None:
    known = "- {id: m, title: Meeting, among: all, information: i1, purpose: p}\n"
    (drawing,) = flow_drawings(*alone(parties(3) + ITEMS + f"flows:\n{known}- 'TBC: more to come'\n"))
    assert drawing.lines[0].startswith("Flow 1, Meeting.\n")
    assert drawing.lines[1:] == ("To be confirmed: more to come",)


def test_flows_that_are_wholly_to_be_confirmed_are_shown_as_such() -> None:
    (drawing,) = flow_drawings(*alone("flows: 'TBC: the hub is being set up'\n"))
    assert "To be confirmed: the hub is being set up" in drawing.lines
    assert squeezed("To be confirmed: the hub is being set up") in squeezed(shown(drawing))


def test_a_drawing_tells_which_flows_it_shows() -> None:
    """Documents that show the first drawing alone know from it whether others show more."""
    first, *others = flow_drawings(*case(ROOT / "protocols", "early-help"))
    assert first.title == "Flow 1: Meeting around the family"
    assert first.flows == (1,) and len(first.lines) == 2
    assert [number for each in others for number in each.flows] == [2, 3, 4]


def test_no_flows_give_no_drawing() -> None:
    assert flow_drawings(*alone(parties(3))) == ()


def rectangle(words: Words) -> tuple[float, float, float, float]:
    """The room that words take, measured with another reader of the font than the one that laid them out."""
    font = ImageFont.truetype(str(measure.BOLD if words.bold else measure.REGULAR), 1000)
    wide = max(font.getlength(line, features=["-kern"]) for line in words.lines) * words.size / 1000
    left = words.x - wide / 2 if words.centred else words.x
    return left, words.y, left + wide, words.y + len(words.lines) * LEADING


def around(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.x + box.width, box.y + box.height


def inside(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] >= other[0] - 0.01
        and one[1] >= other[1] - 0.01
        and one[2] <= other[2] + 0.01
        and one[3] <= other[3] + 0.01
    )


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01 or one[3] <= other[1] + 0.01 or other[3] <= one[1] + 0.01
    )


@cache
def laid(folder: Path | None, name: str) -> list[Laid]:
    return layouts(*case(folder, name))


@pytest.fixture(params=CASES, ids=[f"{folder.name if folder else 'made-up'}-{name}" for folder, name in CASES])
def each_layout(request: pytest.FixtureRequest) -> list[Laid]:
    return laid(*request.param)


def test_nothing_lies_over_anything_else(each_layout: list[Laid]) -> None:
    """Boxes are apart or one holds the other; words are inside one box or outside all, and never over each other."""
    for drawing in each_layout:
        boxes = [each for each in drawing.sheet.shapes if isinstance(each, Box)]
        loose = [each for each in drawing.sheet.shapes if isinstance(each, Words) and each.lines]
        for one, other in combinations(map(around, boxes), 2):
            assert apart(one, other) or inside(one, other) or inside(other, one), (one, other)
        for box in boxes:
            for words in box.words:
                assert not words.lines or inside(rectangle(words), around(box)), words
        texts = [rectangle(each) for each in (*loose, *(words for box in boxes for words in box.words)) if each.lines]
        for one, other in combinations(texts, 2):
            assert apart(one, other), (one, other)
        for words in loose:
            for box in boxes:
                assert apart(rectangle(words), around(box)) or inside(rectangle(words), around(box)), words


def test_nothing_is_cut_off_and_each_drawing_fits_a_page(each_layout: list[Laid]) -> None:
    for drawing in each_layout:
        sheet = (0.0, 0.0, 680.0, float(drawing.sheet.height))
        assert drawing.sheet.height / 680 <= (A4.height - 1400) / A4.width
        for each in drawing.sheet.shapes:
            if isinstance(each, Line):
                assert all(0 <= x <= 680 and 0 <= y <= sheet[3] for x, y in each.points)
            elif isinstance(each, Box) or each.lines:
                assert inside(around(each) if isinstance(each, Box) else rectangle(each), sheet)


def test_no_line_runs_through_words_or_boxes(each_layout: list[Laid]) -> None:
    """A line ends at a box. It may only go under the numbers on it, and out of nothing into a frame."""
    for drawing in each_layout:
        boxes = [
            each
            for each in drawing.sheet.shapes
            if isinstance(each, Box) and each.look not in ("bundle", "shared", "frame")
        ]
        loose = [each for each in drawing.sheet.shapes if isinstance(each, Words) and each.lines]
        frames = [
            each.words[0]
            for each in drawing.sheet.shapes
            if isinstance(each, Box) and each.look == "frame" and each.words
        ]
        barred = [*map(around, boxes), *map(rectangle, loose), *map(rectangle, frames)]
        lines = [each for each in drawing.sheet.shapes if isinstance(each, Line)]
        assert lines
        for line in lines:
            for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
                run = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                assert [each for each in barred if not apart(run, each)] == [], run


def test_arrows_have_room(each_layout: list[Laid]) -> None:
    """Each end with a head is on a line long enough to show it."""
    for drawing in each_layout:
        heads = [each for each in drawing.sheet.shapes if isinstance(each, Line) and (each.start or each.end)]
        assert heads
        for line in heads:
            (x1, y1), (x2, y2) = line.points[0], line.points[-1]
            assert abs(x2 - x1) + abs(y2 - y1) >= 10 * (line.start + line.end)


def test_letters_are_large_enough_on_paper(each_case: tuple[Register, Protocol]) -> None:
    """Nine points for names and eight and a half for notes, where the drawing is 17 cm wide, also for 25 parties."""
    for drawing in flow_drawings(*each_case):
        letters = re.findall(r'font-size="([\d.]+)"[^>]* fill="(#\w+)"', drawing.svg)
        assert letters
        for size, colour in letters:
            assert float(size) / drawing.width * PAPER >= (8.5 if colour in (GREY, WHITE) else 9)


def test_twenty_five_parties_stand_around_their_hub() -> None:
    hub = laid(None, "hub")[0]
    boxes = [each for each in hub.sheet.shapes if isinstance(each, Box)]
    (middle,) = [each for each in boxes if each.look == "hub"]
    spokes = [each for each in boxes if each.look == "organisation" and each.width > 100]
    lines = [each for each in hub.sheet.shapes if isinstance(each, Line)]
    assert len(spokes) == 24
    assert len(lines) == 48
    heads = [(each.points[0] if each.start else each.points[-1])[0] for each in lines]
    edges = (middle.x, middle.x + middle.width)
    assert len([x for x in heads if x in edges]) == 24  # flow 1 goes to the hub, flow 2 from it
    assert all(each.start != each.end for each in lines)


def test_those_around_a_hub_are_drawn_once_and_then_named_together() -> None:
    drawings = flow_drawings(*case(None, "hub"))
    assert [each.title for each in drawings] == [
        "Who shares with Partnership body 0 of the wider county area",
        "Flows 1 and 2: who gives what to whom",
    ]
    assert shown(drawings[1]).count("All 24 other parties\nin the picture of the hub") == 2
    around, one, two = drawings[1].lines
    assert around.startswith("The picture of the hub has ") and all(f"body {i} of" in around for i in range(25))
    assert "\nFrom: All 24 other parties in the picture of the hub.\nTo: Partnership body 0 " in one
    assert "\nTo: All 24 other parties in the picture of the hub.\n" in two


def test_all_but_one_are_named_so() -> None:
    names = ", ".join(f"p{i}" for i in range(1, 11))
    out = f"- {{id: out, title: Answer, from: p0, to: [{names}], information: i3, purpose: p}}\n"
    every = "- {id: in, title: Concern, from: all, to: p0, information: i1, purpose: p}\n"
    drawings = flow_drawings(*alone(parties(12) + ITEMS + "flows:\n" + every + out))
    assert "To: All but Partnership body 11 of the wider county area (10 of those in the " in drawings[0].lines[-1]


def test_many_parties_that_no_picture_shows_share_a_box_in_two_columns() -> None:
    several = alone(
        parties(12) + ITEMS + "flows:\n- {id: in, title: Concern, from: all, to: p0, information: i1, purpose: p}\n"
        "- {id: x, title: X, from: people, to: public, information: i1, purpose: p}\n"
        "- {id: y, title: Y, from: people, to: public, information: i1, purpose: p}\n"
    )
    drawing = layouts(*several)[0]
    assert drawing.title.startswith("Flow")
    (box,) = [each for each in drawing.sheet.shapes if isinstance(each, Box) and len(each.words) > 2]
    assert len(box.words) == 11 and len({each.x for each in box.words}) == 2


def test_a_flow_that_needs_several_pages_says_which_of_them_each_is() -> None:
    titles = [each.title for each in laid(None, "hard")]
    assert [each[:17] for each in titles[:2]] == ["Flow 1 (1 of 6): ", "Flow 1 (2 of 6): "]
    assert len(titles) == len(set(titles))


def test_a_meeting_through_a_hub_is_not_drawn_as_sharing_with_the_hub_alone() -> None:
    (first, *_), (hub, *_) = (each(*case(ROOT / "protocols", "early-help-hub")) for each in (layouts, flow_drawings))
    pills = [each for each in first.sheet.shapes if isinstance(each, Box) and each.look == "shared"]
    assert {line for each in pills for words in each.words for line in words.lines} == {"8"}
    assert len(pills) == 5  # four at their lines and one in the key
    assert "All that have this number share with each other, through Northvale Council" in shown(hub)
    assert hub.described.endswith("In flow 8 all share with each other through it.")
    assert any("\nAll share with each other, through Northvale Council: " in line for line in hub.lines)


def test_a_party_that_joins_later_or_leaves_has_its_days_beside_its_name() -> None:
    drawings = flow_drawings(*case(ROOT / "protocols", "case-meeting"))
    assert "Service\nfrom 1 February 2027" in shown(drawings[0])
    said = "\n".join(line for each in drawings for line in each.lines)
    assert "Northvale Fire and Rescue Service (from 1 February 2027)" in said
    assert "Stonepool Housing Trust (until 31 March 2027)" in said


def test_who_handles_the_information_for_others_is_said_once() -> None:
    drawings = flow_drawings(*case(ROOT / "protocols", "early-help-hub"))
    said = "Processor: Quillhaven Software handles information for Northvale Council."
    assert [said in shown(each) for each in drawings] == [True] + [False] * (len(drawings) - 1)
    assert [said in each.lines for each in drawings] == [True] + [False] * (len(drawings) - 1)


def test_words_say_why_when_and_with_whose_agreement() -> None:
    line = flow_drawings(*case(ROOT / "protocols", "early-help-hub"))[0].lines[0]
    assert "\nWhy: Find needs early.\nWhen: A need below significant harm (threshold: " in line
    assert line.endswith("\nAgreement: Agreement sought.")


def test_two_drawings_of_several_flows_share_a_page(each_layout: list[Laid]) -> None:
    assert all(each.sheet.height <= 500 for each in each_layout if len(each.steps) > 1 and "Flows" in each.title)


def test_twenty_five_parties_stand_around_one_table() -> None:
    (meeting,) = laid(None, "meeting")
    boxes = [each for each in meeting.sheet.shapes if isinstance(each, Box)]
    (table,) = [each for each in boxes if each.look == "table" and each.height > 100]
    seats = [each for each in boxes if each.look == "organisation" and each.width > 100]
    lines = [each for each in meeting.sheet.shapes if isinstance(each, Line)]
    assert len(seats) == len(lines) == 25
    assert all(each.start and each.end for each in lines)
    assert all(table.y <= each.y and each.y + each.height <= table.y + table.height for each in seats)


def test_direction_goes_from_who_gives_to_who_receives() -> None:
    hub = flow_drawings(*case(ROOT / "protocols", "early-help-hub"))
    asked = next(line for line in hub[0].lines if line.startswith("Flow 2, "))
    assert "\nFrom: The people themselves.\nTo: Northvale Council.\n" in asked
    drawings = laid(ROOT / "protocols", "early-help-hub")
    shapes = next(each.sheet.shapes for each in drawings[1:] if 2 in [step.number for step in each.steps])
    people = next(each for each in shapes if isinstance(each, Box) and each.look == "people" and each.words)
    (line,) = [
        each for each in shapes if isinstance(each, Line) and each.points[0] == (people.x + people.width, people.middle)
    ]
    assert line.end and not line.start


def test_looks_differ_without_colour() -> None:
    """WCAG 2.2, 1.4.1: shape, edge or dashes tell sorts apart, and the key says in words which is which."""
    kinds = ("organisation", "post", "people", "unknown", "table", "frame", "hub", "shared")
    shapes = {(LOOKS[kind].round, LOOKS[kind].dashes, LOOKS[kind].thick) for kind in kinds}
    assert len(shapes) == len(kinds)
    assert len(set(DASHES.values())) == len(DASHES)
    drawn = "\n".join(map(shown, flow_drawings(*case(ROOT / "tests" / "cases" / "every-field", "every-field"))))
    for words in ("post", "all share with each other", "looked up by direct access", "spoken", "deposited"):
        assert f"\n{words}\n" in f"{drawn}\n"


def test_colours_stand_out() -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11: 4.5 to 1 for words, 3 to 1 for edges."""
    for look in LOOKS.values():
        assert contrast(look.edge[1:], "FFFFFF") >= 3
    for drawing in laid(ROOT / "tests" / "cases" / "every-field", "every-field"):
        boxes = [each for each in drawing.sheet.shapes if isinstance(each, Box)]
        for box in boxes:
            for words in box.words:
                fill = LOOKS[box.look].fill
                assert contrast(words.colour[1:], "FFFFFF" if fill == "none" else fill[1:]) >= 4.5
        for words in (each for each in drawing.sheet.shapes if isinstance(each, Words)):
            assert contrast(words.colour[1:], LOOKS["table"].fill[1:]) >= 4.5


def test_svg_is_sound(each_case: tuple[Register, Protocol]) -> None:
    """Well formed, named and described, nothing from outside, and no identifier twice."""
    drawings = flow_drawings(*each_case)
    ids = [name for drawing in drawings for name in re.findall(r' id="([^"]+)"', drawing.svg)]
    assert len(ids) == len(set(ids)) == 2 * len(drawings)
    for drawing in drawings:
        root = etree.fromstring(drawing.svg.encode())
        assert (root.get("width"), root.get("height")) == (str(drawing.width), str(drawing.height))
        assert root.find(f"{SVG}title").text == drawing.title
        assert root.find(f"{SVG}desc").text == "\n".join((drawing.described, *drawing.lines))
        plain = {"svg", "title", "desc", "g", "rect", "polyline", "polygon", "text"}
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= plain
        assert "href" not in drawing.svg and "url(" not in drawing.svg


def test_the_same_definition_gives_the_same_drawings() -> None:
    """In processes with other seeds for hashing."""
    code = (
        "import hashlib; from pathlib import Path; from istoolkit.definitions.register import find, open_register; "
        "from istoolkit.documents.flow_drawing import flow_drawings; from istoolkit.documents.raster import png; "
        f"register = open_register(find(Path({str(ROOT / 'protocols')!r}))); "
        "found = flow_drawings(register, register.protocols['early-help']); "
        "print([hashlib.sha256(each.svg.encode()).hexdigest() for each in found], hashlib.sha256(png(found[-1])).hexdigest())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] != b""


def dark(drawing: Drawing) -> int:
    """How many dots of a picture are not white."""
    image = Image.open(io.BytesIO(png(drawing, 1))).convert("L")
    return sum(image.histogram()[:128])


def drawing_of(words: str) -> Drawing:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="4" y="20" font-size="11" '
        f'font-family="Liberation Sans, Arial, sans-serif">{words}</text></svg>'
    )
    return Drawing("", "", (), svg, 200, 40)


def test_letters_are_drawn_with_the_fonts_that_come_along() -> None:
    assert dark(drawing_of("")) == 0
    assert dark(drawing_of("lll")) < dark(drawing_of("Northvale Council")) < dark(drawing_of("Ŵyneg Northvale Council"))
    assert measure.drawable("Llŷn, Ŵyneg – “cyngor” ½ £ €") and not measure.drawable("مجلس")


def test_a_picture_is_as_large_as_it_was_asked_for() -> None:
    drawing = flow_drawings(*case(ROOT / "protocols", "early-help"))[-1]
    assert Image.open(io.BytesIO(png(drawing, 1.5))).size == (1020, round(drawing.height * 1.5))


@pytest.mark.parametrize("words", ["Northvale Council", "Ŵyneg “curly” — ½ £ €", "AV To", "GP & <b>"])
def test_words_are_as_wide_as_the_font_has_them(words: str) -> None:
    for path, bold in ((measure.REGULAR, False), (measure.BOLD, True)):
        font = ImageFont.truetype(str(path), 2048)
        assert measure.width(words, 2048, bold) == pytest.approx(font.getlength(words, features=["-kern"]), rel=0.001)
