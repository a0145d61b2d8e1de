"""The agreement that one person signs before they see or hear what is shared: staff, volunteers, students."""

from collections.abc import Iterator

from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form, texts
from istoolkit.documents.forms.parts import Asking, Row, after, pairs, part
from istoolkit.documents.matrix.said import heading, joined, names, words
from istoolkit.documents.paper import Block, Bullets, Heading, Paragraph
from istoolkit.documents.wording import told

WHO = "Filled in by the person who signs"
_ROLES = (
    "Member of staff",
    "Volunteer",
    "Student or trainee",
    "Agency worker",
    "Contractor",
    "Elected member or governor",
)


def blocks(form: Form) -> Iterator[Block]:
    """Yield the parts of the form."""
    yield from part("About me", WHO, _me(form, Asking(form.name, "me")))
    yield Heading("What I agree")
    if promised := texts(form, "declaration"):
        yield Bullets(promised)
    yield from _protocol_says(form)
    for name in ("safety", "offence"):
        title, text = form.passage(name)
        if text:
            yield Heading(title, 2)
            yield Paragraph(text)
    yield from part(
        "Signed", "Filled in by the person and by the manager", _signed(Asking(form.name, "signed")), keep=True
    )
    yield from after(form)


def _me(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.words("name", "Name")
    yield ask.choice("role", "I am", _ROLES, free=True)
    yield ask.words("post", "Post, or what I do here")
    yield ask.choice("for", "Organisation", choices.parties(form))
    if choices.has_classes(form):
        yield ask.words("for-which", "Which one, where the list names many, such as the school")
    yield ask.words("manager", "My manager")
    yield ask.several(
        "I work here", ask.blank("from", "From", "date"), ask.blank("until", "Until, where it is known", "date")
    )
    yield ask.several("Training", ask.blank("training", "What I was trained in"), ask.blank("trained", "Date", "date"))


def _protocol_says(form: Form) -> Iterator[Block]:
    """Yield what the protocol lays down for everyone who handles information."""
    for title, said in (
        ("How I keep it safe", _security(form)),
        ("How I send it", tuple(choices.channel_rules(form))),
        ("What I do not use it for", tuple(_not_for(form))),
        ("What I do not share", tuple(choices.notes_not_shared(form))),
        ("How I keep it right", _quality(form)),
        ("If something goes wrong", _incidents(form)),
    ):
        if said:
            yield Heading(title, 2)
            yield Bullets(said)


_SECURITY = {
    "access_control": "Access",
    "devices": "Devices",
    "people": "Vetting and training",
    "paper": "Paper",
    "copies": "Copies",
    "audit": "My use is checked",
}


def _security(form: Form) -> tuple[str, ...]:
    return tuple(map(str, pairs((label, form.said("security", name)) for name, label in _SECURITY.items())))


def _not_for(form: Form) -> Iterator[str]:
    """Yield what each purpose excludes, and on what terms information may be used again."""
    for each in form.here.purposes.values():
        parts = [
            joined(["Not for", joined(map(told, names(each, "not_for")))], ": ") if names(each, "not_for") else "",
            joined(["Onward use", words(each, "onward_use")], ": ") if words(each, "onward_use") else "",
        ]
        if any(parts):
            yield f"{heading(each)}. {joined(parts, '. ')}."


def _quality(form: Form) -> tuple[str, ...]:
    labels = {"fact_and_opinion": "Fact and opinion", "corrections": "Mistakes", "currency": "Up to date"}
    return tuple(map(str, pairs((label, form.said("quality", name)) for name, label in labels.items())))


def _incidents(form: Form) -> tuple[str, ...]:
    labels = {"report_to": "Who is told", "within": "How soon"}
    return tuple(map(str, pairs((label, form.said("security", "incidents", name)) for name, label in labels.items())))


def _signed(ask: Asking) -> Iterator[Row]:
    yield ask.several(
        "I agree", ask.blank("name", "Name"), ask.blank("signature", "Signature"), ask.blank("date", "Date", "date")
    )
    yield ask.several(
        "I explained it",
        ask.blank("manager", "Name of the manager"),
        ask.blank("manager-signature", "Signature"),
        ask.blank("manager-date", "Date", "date"),
    )
    yield ask.several(
        "When the work ends",
        ask.blank("returned", "What was given back, and to whom"),
        ask.blank("returned-on", "Date", "date"),
    )
