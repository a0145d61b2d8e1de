"""Numbers of an assessment beside the words of its protocol."""

import pytest

from istoolkit.rules.assessments_in_step import miscounted
from istoolkit.rules.assessments_screening import denied
from tests.assessment.made import register

VOLUMES = "information:\n- {id: identity, title: Name, of: children, kind: personal, volume: 'About 1,400 a year'}\n"
SITES = "# framework/protocol.yaml\ndecisions: {not_sharing: The 12 school sites keep their own log}\n"


@pytest.mark.parametrize(
    ("fragment", "what", "number", "message"),
    [
        (VOLUMES, "people", "1400", ""),
        (VOLUMES, "people", "90", "The assessment relies on 90 people, and the protocol says “About 1,400 a year”."),
        ("", "people", "90", ""),
        (SITES, "sites", "12", ""),
        (SITES, "sites", "8", "The assessment relies on 8 sites, and the protocol says “12 school sites”."),
    ],
)
def test_people_and_sites_are_compared_with_what_the_protocol_says(
    fragment: str, what: str, number: str, message: str
) -> None:
    made = register(fragment, f"counts: [{{what: {what}, number: '{number}'}}]\n")
    assert [each.message for each in miscounted(made)] == ([message] if message else [])


@pytest.mark.parametrize(("people", "times"), [("About 12,000 people", 1), ("About 900 people", 0)])
def test_many_people_are_not_denied_to_be_many(people: str, times: int) -> None:
    said = "screening: {answers: [{factor: large-scale, answer: no, because: Few}]}\n"
    found = [each.message for each in denied(register(assessment=f"context: {{people_affected: '{people}'}}\n{said}"))]
    assert (
        found
        == [
            "“Large scale” is answered no, and what is written says otherwise. It concerns many: “About 12,000 people”."
        ]
        * times
    )
