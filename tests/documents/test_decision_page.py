"""The page that walks the decision, in a real browser: every way through it ends as the tree says, for everyone."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from istoolkit.decision.tree import Tree, tree_of
from istoolkit.decision.walk import law_of_route, reasons, to_record, worries_of
from istoolkit.definitions.picture import picture
from istoolkit.definitions.register import Register, find, open_register
from istoolkit.documents.decision.chart import chart_of
from istoolkit.documents.decision.sayings import nations_of, result_of
from istoolkit.documents.decision.walk_page import PRIVATE, walk_page
from istoolkit.documents.kinds import kinds
from istoolkit.documents.status import stamp_of
from istoolkit.documents.workshop import Workshop
from tests.conftest import ROOT, TODAY
from tests.documents.browser import Opened

WALK = """(ways) => ways.map((answers) => {
  const shown = () => document.querySelectorAll(".now");
  const again = document.querySelector(".again");
  if (!again.hidden) again.click();
  for (const word of answers) {
    if (shown().length !== 1) throw new Error(`${shown().length} sections are shown`);
    const found = [...document.querySelectorAll(".now .answer")].find((each) => each.dataset.answer === word);
    if (!found) throw new Error(`no answer ${word} in ${shown()[0].id}`);
    found.click();
  }
  const now = shown()[0];
  const of = (which) => [...now.querySelectorAll(which)].map((each) => each.textContent);
  return {
    id: now.id, head: now.querySelector("h2").lastChild.textContent.trim(), focus: document.activeElement.id,
    why: of(".reasons li"), record: of(".record li"), route: of(".route strong"),
    law: of(".behind li strong:first-child"), worries: of(".changed-law p"),
    heard: document.querySelector("#walk [role=status]").textContent,
    seen: [...document.querySelectorAll(".question, .outcome")].filter((each) => each.offsetParent).length,
  };
})"""

AXE = """async () => (await axe.run(".now, .steer, .so-far, .danger", {resultTypes: ["violations"]})).violations
  .flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target} ${node.failureSummary}`))"""


@cache
def worked() -> Register:
    return open_register(find(ROOT / "protocols"), on=TODAY)


@cache
def whole() -> tuple[Tree, bytes]:
    nations = nations_of(worked(), None)
    return tree_of(worked(), nations), walk_page(worked(), nations, None)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decision") / "decision.html"
    path.write_bytes(whole()[1])
    return path


@pytest.fixture(scope="module")
def window(browser: Browser, file: Path) -> Iterator[Opened]:
    opened = Opened(browser, file, 320)
    yield opened
    assert (opened.asked, opened.complaints) == ([], [])
    opened.close()


@pytest.mark.browser
def test_every_way_ends_as_the_tree_says(window: Opened) -> None:
    tree, _ = whole()
    routes = list(tree.paths())
    address = window.page.url
    walked: list[dict[str, Any]] = window.page.evaluate(
        WALK, [[step.answer.word for step in each.steps] for each in routes]
    )
    assert len(walked) == len(routes) > 50
    for route, each in zip(routes, walked, strict=True):
        assert each["id"] == f"outcome-{route.outcome.id}"
        assert each["head"] == result_of(route.outcome)
        assert each["why"] == list(dict.fromkeys(reasons(route)))
        assert each["record"] == to_record(route)
        assert each["route"] == [step.answer.words for step in route.steps]
        assert each["law"] and sorted(each["law"]) == sorted(one.marked for one in law_of_route(worked(), route))
        assert sorted(each["worries"]) == sorted(worries_of(worked(), route))
        assert each["focus"] == f"{each['id']}-title"
        assert each["heard"] == f"Outcome: {result_of(route.outcome)}"
        assert each["seen"] == 1
    assert window.page.url == address  # a browser's history does not say what was answered
    assert window.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.browser
def test_nobody_is_shut_out_at_any_outcome(window: Opened) -> None:
    tree, _ = whole()
    shortest = {}
    for route in tree.paths():
        if route.outcome.id not in shortest or len(route.steps) < len(shortest[route.outcome.id]):
            shortest[route.outcome.id] = [step.answer.word for step in route.steps]
    assert len(shortest) == len(tree.outcomes)
    window.page.evaluate(WALK, [["no", "yes", "yes"]])
    assert window.faults() == []
    for answers in [[], *shortest.values()]:
        window.page.evaluate(WALK, [answers])
        assert window.page.evaluate(AXE) == [], answers
        assert window.page.evaluate("document.documentElement.scrollWidth") == 320
        assert window.page.locator(".danger a[href='tel:999']").is_visible()


@pytest.mark.browser
def test_keys_alone_go_forth_and_back(window: Opened) -> None:
    page = window.page
    page.evaluate(WALK, [[]])
    page.locator(".now .answer[data-answer=no]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "question-purpose-title"
    assert page.inner_text(".now .number") == "Question 2"
    assert page.locator(".so-far li").all_inner_texts() == ["Danger now? No"]
    page.locator("button.back").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "question-danger-title"
    assert not page.locator("button.back").is_visible() and not page.locator(".so-far").is_visible()
    page.locator(".now .answer[data-answer=yes]").focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.locator(".now h2").inner_text().endswith("Act now and tell afterwards")
    page.locator("button.again").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "question-danger-title"


@pytest.mark.browser
def test_the_record_is_printed_with_room_to_write(window: Opened) -> None:
    page = window.page
    page.evaluate(WALK, [["yes"]])
    page.emulate_media(media="print")
    shown = page.inner_text("body")
    for words in ("Act now and tell afterwards", "Call 999", "What the danger was and how you knew", "Signature:"):
        assert words in shown
    for words in ("Good reason?", PRIVATE, "Back", "The whole decision as a picture"):
        assert words not in shown
    page.emulate_media(media="screen")
    assert not page.locator(".now .by-hand").is_visible()


def test_without_a_script_it_is_the_whole_tree_with_links() -> None:
    tree, page = whole()
    found = html.fromstring(page)
    sections = {each.get("id"): each for each in found.iter("section")}
    assert list(sections) == [
        *(f"question-{row.question.id}" for row in chart_of(tree).rows),
        *(f"outcome-{each}" for each in tree.outcomes),
    ]
    for question in tree.questions.values():
        section = sections[f"question-{question.id}"]
        links = {each.text_content(): each.get("href") for each in section.iter("a")}
        assert links == {each.words: f"#{_place(tree, each.then)}" for each in question.answers}
        told = " ".join(section.text_content().split())
        for words in (question.ask, question.help, *question.consider, *(each.text for each in question.grounds)):
            assert " ".join(words.split()) in told
    for outcome in tree.outcomes.values():
        told = " ".join(sections[f"outcome-{outcome.id}"].text_content().split())
        assert all(each in told for each in (result_of(outcome), outcome.text, *outcome.do, *outcome.to_record))
    assert not found.xpath("//section[@hidden]")


def _place(tree: Tree, name: str) -> str:
    return f"question-{name}" if name in tree.questions else f"outcome-{name}"


def test_nothing_comes_in_or_goes_out() -> None:
    tree = html.fromstring(whole()[1])
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'") and "connect-src" not in policy and "form-action 'none'" in policy
    assert not tree.xpath("//form | //input | //textarea | //iframe | //link | //img | //script[@src]")
    addresses = [each for each in tree.xpath("//@href") if not each.startswith("#")]
    assert set(addresses) == {"tel:999"}
    assert PRIVATE in tree.text_content()


def test_the_page_of_a_protocol_says_whom_to_ask_and_where_it_stands() -> None:
    register = worked()
    protocol = register.protocols["early-help-hub"]
    page = html.fromstring(walk_page(register, nations_of(register, protocol), protocol))
    told = " ".join(page.text_content().split())
    assert "Whom to ask under this protocol: The safeguarding lead, the Caldicott Guardian or the hub manager." in told
    assert page.find(".//h1").text == "Should I share this information?"
    assert page.xpath("//p[@class='subtitle']")[0].text == protocol.text("title")
    assert stamp_of(register, protocol).name in page.find(".//header").text_content()
    assert "Who asked and when; what was shared, with whom and by which way" in told
    danger = page.xpath("//main/*")[0]
    assert "danger" in danger.get("class") and "999" in danger.text_content()


def test_there_is_a_page_for_each_protocol_that_shares_and_one_poster() -> None:
    workshop, kind = Workshop(worked()), kinds()["decision"]
    assert kind.of_protocol and kind.of_register
    for protocol in worked().checked():
        made = [each.name for each in kind.of_protocol(workshop, protocol)]
        shares = bool(picture(worked(), protocol).flows)
        assert [each.endswith("-decision.html") for each in made] == ([True] if shares else []), protocol.id
    assert [each.name for each in kind.of_register(workshop)] == [
        "decision.html",
        "decision-poster.docx",
        "decision-poster.svg",
    ]


def test_same_bytes_each_time() -> None:
    again = open_register(find(ROOT / "protocols"), on=TODAY)
    assert walk_page(again, nations_of(again, None), None) == whole()[1]


def test_law_that_was_replaced_is_marked_on_the_page(tmp_path: Path) -> None:
    for each in ("register.yaml", "organisations.yaml"):
        (tmp_path / each).write_bytes((ROOT / "protocols" / each).read_bytes())
    own = "format: '1'\nquestions:\n- id: purpose\n  law: [dcsf-information-sharing-2008]\n"
    (tmp_path / "guidance.yaml").write_text(own, encoding="utf-8")
    register = open_register(find(tmp_path), on=TODAY)
    page = html.fromstring(walk_page(register, frozenset(), None))
    marked = page.xpath("//section[@id='question-purpose']//strong[@class='worry']/text()")
    assert len(marked) == 1 and marked[0].startswith("The law behind this has changed")
