"""The suggested risks: each is found where its grounds are, and not in a near miss."""

import pytest

from istoolkit.assessment.suggestions import looks, suggestion_records, suggestions
from istoolkit.definitions.schema import load
from tests.assessment.made import register

FLOW = "flows:\n- {{id: answer, title: The answer, from: trust, to: council, information: [{items}], purpose: find-need, circumstance: concern, channel: [{channel}]{more}}}\n"
CHANNELS = "channels:\n- {id: way, title: A way, kind: KIND, controls: [CONTROL]}\n"
MANY = "from: council, to: [trust, police, schools, charity, fire]"
PARTIES = """parties:
- {organisation: council}
- {organisation: trust}
- {organisation: police}
- {class: schools}
- {organisation: charity}
- {id: fire, class: fire, title: Fire, kind: fire-and-rescue, role: controller}
- {organisation: supplier, role: processor, for: council, contract: C-1, signed_by: Director}
"""


def flow(items: str = "identity", channel: str = "secure-email", more: str = ", seen_by: Hub staff") -> str:
    return FLOW.format(items=items, channel=channel, more=more)


def ends(said: str, items: str = "identity") -> str:
    return flow(items).replace("from: trust, to: council", said)


def way(kind: str, control: str = "It is encrypted") -> str:
    return CHANNELS.replace("KIND", kind).replace("CONTROL", control)


def called(title: str) -> str:
    """A way that says its kind only in its title."""
    return f"channels:\n- {{id: way, title: {title}}}\n"


def item(said: str) -> str:
    return f"information:\n- {{id: identity, title: Name, of: children, kind: personal, {said}}}\n" + flow()


def titled(title: str, more: str = "") -> str:
    return item("").replace("title: Name", f"title: {title}{more}")


def kept(said: str) -> str:
    return f"storage:\n- {{held_by: council, information: all{said}}}\n"


def people(said: str) -> str:
    return f"people:\n- {{id: children, {said}}}\n"


def about(consent: str) -> str:
    return f"circumstances:\n- {{id: concern, title: A concern, when: A need is seen, consent: {consent}, told: Before it is shared}}\n"


ACCESS = "security:\n  access_control: {}\n"
HARM = "circumstances:\n- {id: concern, title: A person fears violence, when: A need is seen, consent: sought}\n"
ORDINARY = "purposes:\n- {id: find-need, title: Find needs early"
CASES = [
    ("open-channel", flow("health-needs", "way") + way("telephone"), {"answer"}, flow("identity", "way") + way("telephone")),
    ("open-channel", flow("offending", "way") + way("secure-email", "The address is checked"), {"answer"}, flow("offending", "way") + way("secure-email")),
    ("open-channel", flow("health-needs", "way") + way("post", "It is sealed"), {"answer"}, flow("health-needs", "way") + way("portal", "Own login")),
    ("open-channel", flow("health-needs", "way") + way("secure-email", "It is not encrypted"), {"answer"}, flow("health-needs", "way") + way("secure-email", "Nobody else reads it. It is encrypted")),
    ("wrong-recipient", flow(), {"answer"}, flow(channel="way") + way("portal")),
    ("wrong-recipient", flow(channel="way") + called("Secure e-mail"), {"answer"}, flow(channel="way") + called("Web service with a login")),
    ("wrong-recipient", ends("from: council, to: people"), {"answer"}, ends("from: people, to: council")),
    ("open-class", ends("from: council, to: schools"), {"schools"}, ends("from: schools, to: council")),
    ("many-recipients", PARTIES + ends(MANY), {"answer"}, PARTIES + ends(MANY.replace(", fire", ""))),
    ("all-to-all", ends("among: [council, trust, police]"), {"answer"}, ends("among: [council, trust]")),
    ("children", people("title: Pupils, ages: 5 to 16"), {"children"}, people("title: Adults, ages: 18 and over")),
    ("vulnerable-people", people("title: Adults in care, ages: 65 and over, vulnerable: yes"), {"children"}, people("title: Pupils, ages: 5 to 16, vulnerable: yes")),
    ("no-retention", kept(", disposal: Shredded"), {"store-council-all"}, kept(", retention: {until: The case is closed}")),
    ("no-retention", kept("").replace("all", "offending") , {"store-council-offending", "identity", "health-needs"}, "storage: TBC\n"),
    ("long-retention", kept(", retention: {keep: 25 years}"), {"store-council-all"}, kept(", retention: {keep: 10 years}")),
    ("matching", item("identifier: NHS number"), {"identity"}, item("source: The NHS record")),
    ("many-sources", PARTIES + ends("from: [trust, police, schools, charity], to: council"), {"council"}, PARTIES + ends("from: [trust, police, schools], to: council")),
    ("direct-access", flow(more=", how: direct-access"), {"answer"}, flow(more=", how: sent")),
    ("processor", "", {"supplier"}, PARTIES.replace("role: processor", "role: controller")),
    ("abroad", flow(more=", transfer: {country: Norway}"), {"answer"}, flow()),
    ("abroad", flow().replace("The answer", "Sent overseas"), {"answer"}, flow().replace("The answer", "Sent over")),
    ("abroad", kept(", in: Ireland"), {"store-council-all"}, kept(", in: Northern Ireland")),
    ("onward-open", flow() + ORDINARY + "}\n", {"answer"}, flow(more=", onward: Not without the trust") + ORDINARY + "}\n"),
    ("onward-open", flow() + ORDINARY + "}\n", {"answer"}, flow() + ORDINARY + ", onward_use: Only if the trust agrees}\n"),
    ("opinion-as-fact", item("fact_or_opinion: Both"), {"identity"}, item("fact_or_opinion: Both and opinion is marked as such")),
    ("opinion-as-fact", item("fact_or_opinion: The view of a doctor"), {"identity"}, item("fact_or_opinion: Fact")),
    ("corrections-not-passed", "# framework/protocol.yaml\nquality: {checks: Names are checked}\nrights: {access: Asked}\n", {"corrections"}, "# framework/protocol.yaml\nquality: {checks: Names are checked}\n"),
    ("not-told", about("not-sought"), {"concern"}, about("sought")),
    ("not-told", about("sought").replace(", told: Before it is shared", "") + "# framework/protocol.yaml\nopenness: {children: A leaflet}\n", {"told-when"}, about("sought") + "# framework/protocol.yaml\nopenness: {children: A leaflet}\n"),
    ("too-much", titled("All relevant information"), {"identity"}, titled("All relevant information", ", excludes: [Full records]")),
    ("too-much", flow("all"), {"answer"}, flow("all", more=", except: identity")),
    ("small-numbers", ends("from: council, to: public"), {"answer"}, ends("from: council, to: people")),
    ("small-numbers", item("").replace("kind: personal", "kind: aggregate"), {"answer"}, item("")),
    ("system-down", "", {"case-system"}, "security:\n  continuity: Urgent concerns go by telephone\n"),
    ("leavers", flow(channel="way") + way("portal", "Own login"), {"way"}, flow(channel="way") + way("portal", "Own login") + ACCESS.format("It ends when a person leaves")),
    ("leavers", flow(channel="way") + way("direct-access", "Own login"), {"way"}, flow(channel="way") + way("direct-access", "Unused accounts are closed")),
    ("offences", flow("offending"), {"offending"}, flow("health-needs")),
    ("large-volume", item('volume: "About 1,400 children a year"'), {"identity"}, item("volume: About 999 children a year")),
    ("large-volume", item("volume: 2500 in 2024"), {"identity"}, item("volume: 25 in 2024")),
    ("large-volume", flow(more=", volume: 5000 rows a night"), {"answer"}, flow(more=", volume: About 40 a month")),
    ("seen-by-anyone", flow("health-needs", more=""), {"answer"}, flow("health-needs")),
    ("seen-by-anyone", flow("offending", more=""), {"answer"}, flow("identity", more="")),
    ("confidence", flow("health-needs"), {"health-needs"}, flow("offending")),
    ("address-revealed", flow() + HARM, {"identity"}, flow() + HARM.replace("fears violence", "needs help")),
]  # fmt: skip


def found(fragment: str) -> dict[str, set[str]]:
    made = register(fragment)
    return {each.id: {ground.id for ground in each.grounds} for each in suggestions(made, made.protocols["hub"])}


@pytest.mark.parametrize(("name", "there", "grounds", "near"), CASES, ids=[each[0] for each in CASES])
def test_a_risk_is_suggested_where_its_grounds_are(name: str, there: str, grounds: set[str], near: str) -> None:
    assert found(there).get(name) == grounds
    assert name not in found(near)


def test_each_record_has_a_rule_and_a_case() -> None:
    records = suggestion_records()
    assert set(looks()) == set(records) == {each[0] for each in CASES}
    assert len(records) >= 25


def test_records_say_all_that_a_risk_needs() -> None:
    risks = load("assessment").fields["risks"].item
    assert risks is not None
    measures: dict[str, str] = {}
    for each in suggestion_records().values():
        assert each["event"] in risks.fields["event"].allowed
        assert "{grounds}" in each["why"] and each["source"] and each["title"]
        assert each["sources"] and each["threats"] and each["impacts"] and each["measures"]
        for measure in each["measures"]:
            assert measures.setdefault(measure["id"], measure["title"]) == measure["title"]


def test_the_reason_names_the_grounds_and_counts_those_beyond_six() -> None:
    made = register(flow("health-needs", "way") + way("telephone"))
    why = next(each.why for each in suggestions(made, made.protocols["hub"]) if each.id == "open-channel")
    assert why == (
        "Special category or criminal offence information is spoken, or goes by a way that is not said to be encrypted: "
        "“The answer” (a way)."
    )
    many = "flows:\n" + "".join(
        f"- {{id: f{n}, title: Flow {n}, from: trust, to: council, information: identity, purpose: find-need, "
        "circumstance: concern, channel: secure-email}\n"
        for n in range(1, 9)
    )
    made = register(many)
    wrong = next(each for each in suggestions(made, made.protocols["hub"]) if each.id == "wrong-recipient")
    assert len(wrong.grounds) == 8
    assert wrong.why.endswith("“Flow 5” (secure e-mail) and 3 more.")
