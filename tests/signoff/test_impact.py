"""Who signs again and who is told after a change, by the rules: each that the partnership would argue about, on the worked register."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from istoolkit.definitions.reader import read
from istoolkit.definitions.register import Protocol, Register
from istoolkit.signoff.change.again import NOBODY, shipped, stricter, who_in_words
from istoolkit.signoff.change.differences import root
from istoolkit.signoff.change.fits import TESTS
from istoolkit.signoff.change.impact import Impact, assessed_impact, needs
from istoolkit.signoff.content import Content, content_of
from istoolkit.signoff.signatories import signatories
from tests.conftest import ROOT
from tests.signoff.changing import copied, entry, protocol, register, today

COUNCIL, TRUST, POLICE = "northvale-council", "northvale-nhs-trust", "northvale-police"
SCHOOLS, SURGERIES, HOMES, LANTERNWAY = "schools", "gp-practices", "tannerbrook-homes", "lanternway"
EVERYONE = {COUNCIL, TRUST, POLICE, SCHOOLS, SURGERIES, HOMES, LANTERNWAY}

Change = Callable[[Any], object]


def impact(change: Change, name: str = "early-help-hub", **register_too: Any) -> Impact:
    """What follows for those who signed a content that ``change`` turns into today's."""
    before = copied(name)
    change(before)
    return assessed_impact(replace(register(), **register_too), protocol(name), before)


def who(found: Impact) -> tuple[set[str], set[str]]:
    parties = {each.party for each in signatories(register(), protocol())}
    needed = {party: found.need(party) for party in parties}
    return tuple({each for each in parties if needed[each] == need} for need in ("sign", "told"))  # type: ignore[return-value]


def was(list_name: str, identifier: str, **values: Any) -> Change:
    return lambda before: entry(before, list_name, identifier).update(values)


def store(number: int, **values: Any) -> Change:
    return lambda before: before["protocol"]["storage"][number]["retention"].update(values)


def set_in(section: str, **values: Any) -> Change:
    return lambda before: before["protocol"][section].update(values)


CASES: dict[str, tuple[Change, str, set[str], set[str]]] = {
    "nothing but the version and its date": (
        lambda c: c["protocol"].update(version="0.9"),
        "version",
        set(),
        set(),
    ),
    "only the order": (lambda c: c["protocol"]["flows"].reverse(), "order", set(), set()),
    "a new recipient of offences: those that give them and the recipient": (
        was("flows", "police-answer", to=["tannerbrook-homes"]),
        "recipient-sensitive",
        {COUNCIL, POLICE},
        EVERYONE - {COUNCIL, POLICE},
    ),
    "a new recipient of nothing sensitive: those that give it and the recipient. The rest need not know": (
        was("flows", "landlord-answer", to=["northvale-police"]),
        "recipient",
        {HOMES, COUNCIL},
        {POLICE},
    ),
    "one recipient fewer": (
        was("flows", "landlord-answer", to=["northvale-council", "northvale-police"]),
        "shared-less",
        set(),
        {HOMES, COUNCIL, POLICE},
    ),
    "one item fewer": (
        lambda c: entry(c, "flows", "police-answer")["information"].append("housing"),
        "shared-less",
        set(),
        {POLICE, COUNCIL},
    ),
    "one item more: those that give and receive it": (
        lambda c: entry(c, "flows", "police-answer")["information"].remove("offending"),
        "flow",
        {POLICE, COUNCIL},
        EVERYONE - {POLICE, COUNCIL},
    ),
    "kept longer: those that gave it and the one that keeps it": (
        store(6, keep="1 month"),
        "kept-longer",
        EVERYONE,
        set(),
    ),
    "kept for a shorter time: the one that keeps it": (
        store(0, keep="20 years"),
        "kept-shorter",
        {COUNCIL},
        EVERYONE - {COUNCIL},
    ),
    "a lawful basis: the parties it covers": (
        was("lawfulness", "police-help", article_6="legal-obligation"),
        "lawful-basis",
        {POLICE},
        EVERYONE - {POLICE},
    ),
    "a new purpose for items that are shared already": (
        lambda c: entry(c, "flows", "school-answer").update(purpose=["plan-support"]),
        "flow",
        {SCHOOLS, COUNCIL},
        EVERYONE - {SCHOOLS, COUNCIL},
    ),
    "a duty of one party: that party and whom it tells": (
        lambda c: next(d for d in c["protocol"]["duties"] if d["who"] == ["schools"]).update(until="Some day"),
        "duty",
        {SCHOOLS, COUNCIL},
        EVERYONE - {SCHOOLS, COUNCIL},
    ),
    "security: those whose information it protects": (
        set_in("security", paper="Paper is locked away"),
        "security",
        EVERYONE,
        set(),
    ),
    "the post that keeps it": (lambda c: c["protocol"].update(author="Clerk"), "about-the-document", set(), EVERYONE),
    "the marking": (
        lambda c: c["protocol"].update(marking="OFFICIAL-SENSITIVE"),
        "about-the-document",
        set(),
        EVERYONE,
    ),
    "a post that runs it": (
        lambda c: c["protocol"]["key_post_holders"][0].update(post="Clerk"),
        "posts",
        set(),
        EVERYONE,
    ),
    "words of the assessment": (
        lambda c: c["assessment"]["risks"][0].update(title="A risk"),
        "assessment",
        set(),
        EVERYONE,
    ),
    "a greater risk remains": (
        lambda c: c["assessment"]["risks"][0]["residual"].update(severity="minimal"),
        "risk-raised",
        EVERYONE,
        set(),
    ),
    "a smaller risk remains": (
        lambda c: c["assessment"]["risks"][0]["residual"].update(severity="severe"),
        "assessment",
        set(),
        EVERYONE,
    ),
    "a law is called something else": (
        lambda c: c["law"]["children-act-2004-s10"].update(title="The old Act"),
        "law-cited",
        set(),
        EVERYONE,
    ),
    "an organisation is called something else": (
        lambda c: c["organisations"]["northvale-police"].update(title="Northvale Constabulary"),
        "organisation-named",
        set(),
        EVERYONE,
    ),
    "what a party is in law": (
        was("parties", "northvale-police", role="processor"),
        "party-role",
        EVERYONE,
        set(),
    ),
    "the framework above is called something else": (
        lambda c: c.update(above=["Another framework"]),
        "about-the-document",
        set(),
        EVERYONE,
    ),
    "what no rule speaks of": (
        lambda c: c["protocol"]["governance"].update(disputes="By lot"),
        "anything-else",
        EVERYONE,
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_who_signs_again_and_who_is_told(name: str) -> None:
    change, rule, signing, told = CASES[name]
    found = impact(change)
    assert rule in {each.rule.id for each in found.consequences}
    assert who(found) == (signing, told)


def without(name: str, content: Content) -> None:
    """Take a party out of a content, wherever it is named."""
    section = content["protocol"]
    section["parties"] = [each for each in section["parties"] if name not in each.values()]
    for each in [one for entries in section.values() if isinstance(entries, list) for one in entries]:
        for value in each.values() if isinstance(each, dict) else ():
            if isinstance(value, list) and name in value:
                value.remove(name)


def test_a_new_party_signs_for_the_first_time_and_those_that_give_it_something_sensitive_sign_again() -> None:
    found = impact(lambda before: without(LANTERNWAY, before))
    assert found.joined == {LANTERNWAY}
    assert "party-joins-sensitive" in {each.rule.id for each in found.consequences}
    assert {party for party in EVERYONE if found.need(party) == "sign"} >= {LANTERNWAY, COUNCIL, TRUST, SCHOOLS}


def test_a_party_that_leaves_has_nobody_sign_though_it_is_taken_out_of_many_places() -> None:
    before = copied()
    before["protocol"]["parties"].append({"organisation": "northvale-fire", "role": "controller"})
    for name, key in (("check-with-partners", "to"), ("hub-discussion", "among")):
        entry(before, "flows", name)[key].append("northvale-fire")
    before["protocol"]["lawfulness"][0]["parties"].append("northvale-fire")
    before["protocol"]["storage"][1]["held_by"].append("northvale-fire")
    before["protocol"]["storage"].append({"held_by": ["northvale-fire"], "information": ["all"]})
    found = assessed_impact(register(), protocol(), before)
    assert who(found) == (set(), EVERYONE)
    assert found.left == {"northvale-fire"}


def test_a_framework_that_says_nothing_of_flows_has_everyone_sign_a_new_purpose() -> None:
    framework = protocol("partnership-framework")
    before = copied("partnership-framework")
    before["protocol"]["parties"] = before["protocol"]["parties"][:-1]
    found = assessed_impact(register(), framework, before)
    assert [each.rule.id for each in found.in_meaning] == ["party-joins"]
    before["protocol"]["purposes"] = [{"id": "gone", "title": "Another purpose"}]
    assert assessed_impact(register(), framework, before).in_meaning[-1].rule.id == "item-gone"


def test_where_nobody_can_tell_whose_information_it_is_everyone_signs() -> None:
    before = copied("partnership-framework")
    before["protocol"]["security"]["access_control"] = "Everyone may see it"
    found = assessed_impact(register(), protocol("partnership-framework"), before)
    assert [each.rule.id for each in found.consequences] == ["security"]
    assert {found.need(each.party) for each in signatories(register(), protocol("partnership-framework"))} == {"sign"}


def test_whoever_gives_something_to_someone_new_signs_even_where_the_rules_forget_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("istoolkit.signoff.change.impact.fitting", lambda *_: shipped()[0])
    found = impact(was("flows", "police-answer", to=["tannerbrook-homes"]))
    assert [each.rule.id for each in found.in_meaning] == ["given-to-more"]
    assert who(found) == ({POLICE, COUNCIL}, EVERYONE - {POLICE, COUNCIL})


def test_needs_speaks_of_each_member_of_a_class() -> None:
    before = copied()
    entry(before, "lawfulness", "schools-help")["article_6"] = "legal-obligation"
    found = needs(register(), protocol(), before)
    assert found["schools", "alderbank-primary"] == "sign"
    assert found["gp-practices", "millrace-surgery"] == "told"
    assert set(needs(register(), protocol(), today()).values()) == {"none"}


def corrected(**said: str) -> tuple[Register, Protocol]:
    """The hub with a version 1.1 in its change log."""
    here = protocol()
    log = {"version": "1.1", "date": "2026-11-30", "summary": "A slip of the pen", **said}
    data = {**here.data, "version": "1.1", "changes": [log, *here.data["changes"]]}
    now = replace(here, source=replace(here.source, value=data))
    return replace(register(), protocols={**register().protocols, here.id: now}), now


def test_a_slip_of_the_pen_has_nobody_sign_only_where_it_is_declared() -> None:
    before = copied()
    before["protocol"]["background"] = before["protocol"]["background"].replace("together", "togehter")
    for said, rule, need in (({"correction": "yes"}, "spelling", "none"), ({}, "about-the-document", "told")):
        changed, now = corrected(**said)
        found = assessed_impact(changed, now, before)
        assert [each.rule.id for each in found.consequences if each.difference.where == "background"] == [rule]
        assert found.need(COUNCIL) == need
        assert [each.may_be_mended for each in found.consequences if each.difference.where == "background"] == [True]


def test_a_correction_counts_only_where_every_version_since_is_one() -> None:
    changed, now = corrected(correction="yes")
    before = copied()
    before["protocol"]["version"] = "0.9"
    before["protocol"]["background"] = before["protocol"]["background"].replace("together", "togehter")
    assert assessed_impact(changed, now, before).need(COUNCIL) == "told"


def tightened(*entries: str) -> Register:
    text = register().settings.text + "signing_again:\n" + "".join(f"- {each}\n" for each in entries)
    return replace(register(), settings=read("register.yaml", text.encode()))


def test_a_register_makes_a_rule_stricter_and_never_laxer() -> None:
    strict = tightened(
        "{rule: shared-less, sign: all, because: The board wants it}", "{rule: security, sign: nobody, because: x}"
    )
    assert [each.fault for each in stricter(strict)] == ["", "laxer"]
    before = copied()
    entry(before, "flows", "landlord-answer")["to"].append("northvale-police")
    assert {assessed_impact(strict, protocol(), before).need(each) for each in EVERYONE} == {"sign"}
    before = copied()
    before["protocol"]["security"]["paper"] = "Locked away"
    assert assessed_impact(strict, protocol(), before).need(SCHOOLS) == "sign"


def test_every_word_of_the_rules_is_known() -> None:
    places = set(_places(root(), ""))
    for each in shipped():
        assert each.sign | each.tell <= set(who_in_words()) - {NOBODY}
        assert each.when in ("", *TESTS)
        assert each.because and each.title and each.source
        for pattern in each.about:
            fits = (place for place in places if place == pattern or place.startswith(pattern.removesuffix("*")))
            assert pattern in ("*", "given") or next(fits, None), (each.id, pattern)
    assert shipped()[-1].about == ("*",)
    assert shipped()[-1].sign == {"all"}
    assert len({each.id for each in shipped()}) == len(shipped())


def _places(each: Any, where: str) -> list[str]:
    found = [where]
    if each.item is not None:
        found += _places(each.item, f"{where}[]")
    for name, inner in each.fields.items():
        found += _places(inner, name if where in ("", "protocol") else f"{where}.{name}")
    return [*found, "names"] if not where else found


def test_it_is_quick() -> None:
    import time

    before = copied("case-meeting")
    for flow in before["protocol"]["flows"]:
        flow["note"] = "Another note"
    begun = time.process_time()
    needs(register(), protocol("case-meeting"), before)
    assert time.process_time() - begun < 0.5
    assert content_of(register(), protocol("case-meeting")) == today("case-meeting")


def test_the_page_on_signing_again_has_every_rule_as_it_is() -> None:
    page = (ROOT / "docs" / "sign-off" / "signing-again.md").read_text("utf-8")
    for each in shipped():
        sign, tell = _listed(each.sign), "–" if each.tell == each.sign else _listed(each.tell - each.sign)
        assert f"| {each.title} (`{each.id}`) | {sign} | {tell} | {each.because} {each.source}. |\n" in page
    assert page.count("(`") == len(shipped())


def _listed(words: frozenset[str]) -> str:
    return ", ".join(word for word in who_in_words() if word in words) or NOBODY
