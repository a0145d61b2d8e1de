"""The request for information, and the answer to it. UK GDPR Annex 1 paragraph 1 asks that a request names the task."""

from collections.abc import Iterator, Sequence

from istoolkit.definitions.formats import YES
from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form, texts
from istoolkit.documents.forms.parts import Asking, Row, after, pairs, part
from istoolkit.documents.paper import Block, Bullets, Callout, Grid, Heading, Paragraph
from istoolkit.words import capital, listed, small

AGREEMENT = (
    "The person was asked and agreed",
    "The person was asked and refused",
    "The person was asked and has not answered yet",
    "The person was not asked",
)
"""What may be so of the person's agreement."""

TOLD = ("The person knows", "The person does not know")
"""Whether the person knows of it."""

SHARED = ("Shared", "Shared in part", "Not shared")
"""What may be decided. A decision not to share is recorded like any other (ICO data sharing code)."""

WHO_ASKS = "Filled in by whoever asks"
WHO_ANSWERS = "Filled in by the organisation that is asked"


def blocks(form: Form) -> Iterator[Block]:
    """Yield the parts of the form."""
    yield from _urgent(form)
    yield from part("Who asks whom", WHO_ASKS, _who(form, Asking(form.name, "who")))
    yield from part("Whose information", WHO_ASKS, whose(form, Asking(form.name, "whose")))
    yield from _what(form, Asking(form.name, "what"))
    yield from _why(form, Asking(form.name, "why"))
    yield from part("What the person knows", WHO_ASKS, _knows(form, Asking(form.name, "person")))
    yield from part("When and how to answer", WHO_ASKS, _when(form, Asking(form.name, "when")))
    signature = "Signature, or “sent from my own mailbox”"
    rows = declared(form, Asking(form.name, "declaration"), signature)
    yield from part("Declaration", WHO_ASKS, rows, keep=True)
    yield from part("The answer", WHO_ANSWERS, _answer(form, Asking(form.name, "answer")))
    yield from _answering(form)
    yield from after(form)


def _urgent(form: Form) -> Iterator[Block]:
    """Yield what differs when it cannot wait, as the protocol has it."""
    said = pairs(
        (
            ("When", form.said("requests", "urgent", "when")),
            ("How", form.said("requests", "urgent", "how")),
            ("Answered within", form.said("requests", "urgent", "answer_within")),
            ("Written up within", form.said("requests", "urgent", "record_within")),
        )
    )
    danger = (Paragraph("If someone is in danger now, ring 999. Do not wait for this form."),) if protects(form) else ()
    if danger or said:
        yield Callout("If it cannot wait", (*danger, *((Bullets(said),) if said else ())), "urgent")


def protects(form: Form) -> bool:
    """Whether it is about people whose safety is at stake: children and others who find it hard to look after themselves."""
    return any(each.text("vulnerable") in YES for each in form.here.people.values())


def _who(form: Form, ask: Asking) -> Iterator[Row]:
    found = choices.parties(form)
    yield ask.several("Who asks", ask.blank("name", "Name"), ask.blank("post", "Post"))
    yield ask.choice("for", "Organisation that asks", found)
    if choices.has_classes(form):
        yield ask.words("for-which", "Which one, where the list names many, such as the school")
    yield ask.several(
        "How to reach you", ask.blank("telephone", "Telephone"), ask.blank("mailbox", "Secure e-mail or mailbox")
    )
    yield ask.date("date", "Date of the request")
    yield ask.choice("asked", "Organisation that is asked", found, *_sent_to(form))
    if choices.has_classes(form):
        yield ask.words("asked-which", "Which one of them is asked, where the list names many")
    yield ask.words("asked-post", "Post or person that is asked")


def _sent_to(form: Form) -> Iterator[Block]:
    if said := form.said("requests", "to"):
        yield Paragraph(f"Send it to: {said}", "fine")


def whose(form: Form, ask: Asking, people: Sequence[tuple[str, str]] | None = None) -> Iterator[Row]:
    """Yield who the person is. ``people`` are the groups to tick where not all of the protocol may be."""
    yield ask.several(
        "The person",
        ask.blank("name", "Full name"),
        ask.blank("other-names", "Other names used"),
        ask.blank("born", "Date of birth", "date"),
        ask.blank("address", "Address"),
    )
    if found := choices.groups(form) if people is None else people:
        yield ask.ticks("group", "The person is one of", found)
    yield ask.text("others", "Others whose information is concerned, and how they are related to the person")


def _what(form: Form, ask: Asking) -> Iterator[Block]:
    """Yield the items that may be asked for, with who may receive each."""
    rows = [
        (ask.boxes("item", [(each.id, capital(each.whole)) for each in pieces], first), listed(receivers, "and"))
        for first, receivers, pieces in choices.asked_together(form)
    ]
    yield Heading("What is asked for")
    headings = ("Tick what you need", "Who may receive it from a partner")
    yield Grid("Information that passes between partners under this protocol", headings, tuple(rows), (50, 50))
    yield Paragraph("The protocol and its matrix say who may give each item to whom, and when.")
    if withheld := tuple(choices.notes_not_shared(form)):
        yield Paragraph("This protocol does not let anyone share:", "keep")
        yield Bullets(withheld)
    more = [ask.text("details", "Exactly what you need, and from when to when")]
    yield Grid(WHO_ASKS, ("Question", "Answer"), tuple(more), (34, 66))


def _why(form: Form, ask: Asking) -> Iterator[Block]:
    yield from part("Why it is needed", WHO_ASKS, _reasons(form, ask))
    title, text = form.passage("task")
    if text:
        yield Callout(title, (Paragraph(text),))


def _reasons(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.choice("purpose", "Purpose", choices.purposes(form))
    yield ask.choice("circumstance", "What makes you ask now", choices.circumstances(form))
    yield ask.text("needed", "Why you need it, and why less would not do")
    yield ask.text("task", "The task of your organisation that you need it for")
    yield ask.choice("power", "The duty or power that the request rests on", choices.powers(form), free=True)
    if states := form.options("states"):
        yield ask.ticks("states", "Where it is so, tick", states)


def _knows(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.one("agreement", "Agreement", AGREEMENT, *agreement_said(form))
    yield ask.text("why-not", "If the person was not asked or refused: why you ask all the same")
    if found := choices.grounds(choices.occasions(form)):
        yield ask.ticks("ground", "Grounds in this protocol for sharing without agreement", found, *where(found))
    yield ask.one("told", "Does the person know of this request?", TOLD)
    yield ask.text("not-told", "If not: why, and when the person will be told")


def agreement_said(form: Form) -> Iterator[Block]:
    """Yield what the protocol says of asking people in each circumstance."""
    if found := choices.occasions(form):
        yield Paragraph("What the protocol says:", "fine")
        yield Bullets(tuple(f"{each.title}: {small(each.agreement)}" for each in found))


def where(grounds: list[tuple[str, str]]) -> Iterator[Block]:
    """Yield what it means that a ground names no circumstance, where others do."""
    named = ["(only in: " in words for _, words in grounds]
    if any(named) and not all(named):
        yield Paragraph("The others hold in every circumstance of this protocol.", "fine")


def _when(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.one("urgency", "How soon", _speeds(form))
    yield ask.date("by", "Needed by")
    yield ask.text("urgent-why", "If it is urgent or the time is shorter: why")
    rules = tuple(choices.channel_rules(form))
    yield ask.choice("channel", "Answer in this way", choices.channels(form), *((Bullets(rules),) if rules else ()))


def _speeds(form: Form) -> tuple[str, str]:
    usual, soon = form.said("requests", "answer_within"), form.said("requests", "urgent", "answer_within")
    return (
        f"Not urgent: answered within {usual}" if usual else "Not urgent",
        f"Urgent: answered within {soon}" if soon else "Urgent",
    )


def declared(form: Form, ask: Asking, signature: str = "Signature") -> Iterator[Row]:
    """Yield what whoever signs says, and where they sign."""
    if said := texts(form, "declaration"):
        yield ("I say that", (Bullets(said),))
    yield ask.several(
        "Signed",
        ask.blank("name", "Name"),
        ask.blank("signature", signature),
        ask.blank("date", "Date", "date"),
    )


def _answer(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.date("received", "Received on")
    yield ask.words("checked", "How it was checked who asks, and by whom")
    yield ask.one("decision", "Decision", SHARED)
    yield ask.text("shared", "What is shared")
    yield ask.text("withheld", "What is not shared, and the reasons")
    yield ask.choice("basis", "Lawful basis relied on", choices.bases(form), free=True)
    yield ask.text("necessary", "Why it is necessary and proportionate to share it")
    yield ask.text("quality", "What is fact and what is opinion, and how old it is")
    yield ask.choice("channel", "Way of sending", choices.channels(form))
    yield ask.several(
        "Decided by",
        ask.blank("by", "Name"),
        ask.blank("post", "Post"),
        ask.blank("on", "Date and time"),
    )
    yield ask.text("conditions", "Conditions on its use")


def _answering(form: Form) -> Iterator[Block]:
    """Yield what the protocol says of answering."""
    said = pairs(
        (
            ("A request must say", "; ".join(form.listed("requests", "must_say"))),
            ("Who asks is checked", form.said("requests", "identity_check")),
            ("Who decides", form.said("requests", "decided_by") or form.said("decisions", "made_by")),
            ("A refusal", form.said("requests", "refusal")),
            ("Information from someone else", form.said("requests", "third_party")),
            ("Recorded in", form.said("requests", "record_in")),
        )
    )
    if said:
        yield Callout("What the protocol says of answering", (Bullets(said),))
