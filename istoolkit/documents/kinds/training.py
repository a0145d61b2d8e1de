"""Training: the plan of each protocol; the case-study workshop, the quiz and the log of who was trained."""

from collections.abc import Iterator

from istoolkit.definitions.guidance import guidance_of
from istoolkit.definitions.register import Protocol
from istoolkit.documents.keys import GUIDANCE, MEMBERS, WEBSITE
from istoolkit.documents.training.case_study import handout
from istoolkit.documents.training.facilitator import notes
from istoolkit.documents.training.frame import nations_of
from istoolkit.documents.training.log import log
from istoolkit.documents.training.plan import plan
from istoolkit.documents.training.quiz import answers, quiz
from istoolkit.documents.word.papers import TEMPLATE, document
from istoolkit.documents.wording import told
from istoolkit.documents.workshop import File, Workshop, stem

TITLE = "Training"
ORDER = 10
GROUP = "Training"
TEMPLATES = (TEMPLATE,)
PARTS = (GUIDANCE, MEMBERS, WEBSITE)


def of_protocol(workshop: Workshop, protocol: Protocol) -> Iterator[File]:
    """Yield the training plan of a protocol."""
    paper = plan(workshop.register, protocol, workshop.view(protocol))
    content = document(paper, workshop.template(TEMPLATE))
    yield File(f"{stem(protocol)}-training-plan.docx", content, "Training plan", "Word")


def of_register(workshop: Workshop) -> Iterator[File]:
    """Yield the two papers of each case study, the quiz, its answers and the log, which has nobody in it yet."""
    register, template = workshop.register, workshop.template(TEMPLATE)
    for case in guidance_of(register).each("scenarios", nations_of(register)):
        name, title = f"case-study-{case['id']}", told(case["title"])
        yield File(f"{name}-handout.docx", document(handout(register, case), template), f"Handout: {title}", "Word")
        yield File(
            f"{name}-facilitator.docx",
            document(notes(register, case), template),
            f"Facilitator's notes: {title}",
            "Word",
        )
    yield File("training-quiz.docx", document(quiz(register), template), "Quiz", "Word")
    yield File("training-quiz-answers.docx", document(answers(register), template), "Answers to the quiz", "Word")
    yield File("training-log.xlsx", log(register), "Training log, to fill in", "Excel")
