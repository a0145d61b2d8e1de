"""The columns of a register of processing activities, in the order of the Information Commissioner's template.

The template for controllers has the particulars of UK GDPR Article 30(1), then what helps with notices, consent, access,
impact assessments, breaches and Schedule 1 to the Data Protection Act 2018. The role of the controller, Part 3, powers to
share, ways of sending and a reference are added, because a register of shared information needs them.
"""

from collections.abc import Callable
from typing import NamedTuple

from istoolkit.documents.processing import care, law, rights, what, who
from istoolkit.documents.processing.activities import Activity
from istoolkit.documents.processing.described import Described


class Particular(NamedTuple):
    """A column: its heading, its width in characters and what gives its words."""

    heading: str
    width: int
    words: Callable[[Activity, Described], str]


def _reference(each: Activity, words: Described) -> str:
    return each.reference


PARTICULARS = (
    Particular("Controller", 22, who.controller),
    Particular("Business function (protocol)", 24, what.protocol),
    Particular("Purpose of processing", 30, what.purpose),
    Particular("Law that asks for this record", 24, law.record),
    Particular("Name and contact details of controller", 34, who.contacts),
    Particular("Role in data protection law", 22, who.role),
    Particular("Joint controllers", 22, who.joint),
    Particular("Data protection officer", 28, who.officer),
    Particular("Representative", 16, rights.unknown),
    Particular("Categories of individuals", 28, what.people),
    Particular("Categories of personal data", 60, what.data),
    Particular("Categories of recipients", 30, who.recipients),
    Particular("Link to contract with processor", 30, who.contracts),
    Particular("Countries or international organisations that data goes to", 26, care.countries),
    Particular("Safeguards for transfers", 26, care.safeguards),
    Particular("Retention schedule", 48, care.retention),
    Particular("Technical and organisational security measures", 60, care.security),
    Particular("Ways of sending and what makes them safe", 48, care.ways_of_sending),
    Particular("Article 6 lawful basis", 36, law.article_6),
    Particular("Article 9 condition for special category data", 28, law.article_9),
    Particular("Article 10 authority for criminal offence data", 26, law.article_10),
    Particular("Law enforcement basis (Part 3)", 28, law.part_3),
    Particular("Powers and duties to share", 36, law.powers),
    Particular("Legitimate interests", 28, law.interests),
    Particular("Link to legitimate interests assessment", 20, law.interests_assessment),
    Particular("Privacy notices", 34, rights.notices),
    Particular("Rights available to individuals", 40, rights.rights),
    Particular("Exemptions and opt-outs", 28, law.exemptions),
    Particular("Automated decision-making, including profiling", 24, rights.automated),
    Particular("Source of the personal data", 34, what.sources),
    Particular("Link to record of consent", 18, law.consent_record),
    Particular("Location of personal data", 40, care.places),
    Particular("Impact assessment required", 28, rights.assessment_needed),
    Particular("Impact assessment progress", 34, rights.assessment_progress),
    Particular("Link to impact assessment", 28, rights.assessment_place),
    Particular("Has a personal data breach occurred?", 18, rights.unknown),
    Particular("Link to record of personal data breach", 18, rights.unknown),
    Particular("Schedule 1 condition (Data Protection Act 2018)", 36, law.schedule_1),
    Particular("Appropriate policy document", 30, law.policy),
    Particular("Retained and erased as that document says?", 20, law.policy_followed),
    Particular("Reasons for not following that document", 20, law.policy_followed),
    Particular("Reference", 30, _reference),
)
"""Every column, in order."""

HEADS = 3
"""The first columns say what a row is about: the controller, the protocol, the purpose."""
