"""What the public would read of an assessment and should not: found where it is one, and nowhere else."""

import pytest

from istoolkit.rules.assessments_public import particulars
from tests.assessment.made import register

SUMMARY = "public_summary: {{text: '{}'}}\n"
RISK = "risks:\n- {{id: a, title: '{}'}}\n"
MEASURE = "measures:\n- {{id: a, title: A, public: '{}'}}\n"


def found(assessment: str) -> list[str]:
    return [each.message.partition("“")[2].partition("”")[0] for each in particulars(register(assessment=assessment))]


@pytest.mark.parametrize(
    ("shape", "text", "words"),
    [
        (SUMMARY, "We asked John Smith about it", ["John Smith"]),
        (RISK, "Tessa Quillfeather is found", ["Tessa Quillfeather"]),
        (MEASURE, "Ring 0161 496 0123 first", ["0161 496 0123"]),
        (SUMMARY, "Ring 07700 900123 first", ["07700 900123"]),
        (RISK, "Someone goes to 14 Orchard Lane", ["14 Orchard Lane"]),
        (MEASURE, "The password is Winter2026", ["password is Winter2026"]),
        (SUMMARY, "The PIN 4711 opens it", ["PIN 4711"]),
        (SUMMARY, "Ring the council on 0161 496 0123", []),
        (SUMMARY, "St John Ambulance and Northvale Council read it", []),
        (RISK, "A password is shared, or the PIN is guessed", []),
        (MEASURE, "Head Teacher and Data Protection Officer look at 14 cases each March", []),
        ("risks:\n- {{id: a, title: A, description: '{}'}}\n", "We asked John Smith", []),
    ],
)
def test_particulars_in_what_the_public_reads(shape: str, text: str, words: list[str]) -> None:
    assert found(shape.format(text)) == words
