"""The record of a decision to share or not to share, with the reasons (ICO data sharing code: keep a record of decisions)."""

from collections.abc import Iterator

from istoolkit.documents.forms import choices
from istoolkit.documents.forms.form import Form
from istoolkit.documents.forms.parts import Asking, Row, after, numbered, pairs, part
from istoolkit.documents.forms.request import AGREEMENT, SHARED, TOLD, agreement_said, where, whose
from istoolkit.documents.paper import Block, Bullets, Callout
from istoolkit.words import capital

WHO = "Filled in by whoever decides"
_BEGUN = ("Another organisation asked", "We chose to share", "A court or the law required it", "The person asked us to")


def blocks(form: Form) -> Iterator[Block]:
    """Yield the parts of the form."""
    yield from part("What was decided", WHO, _decided(form, Asking(form.name, "decision")))
    yield from part("Whose information", WHO, whose(form, Asking(form.name, "whose")))
    yield from part("What was shared, and with whom", WHO, _shared(form, Asking(form.name, "shared")))
    yield from part("What was not shared", WHO, _withheld(Asking(form.name, "withheld")))
    yield from part("Why", WHO, _why(form, Asking(form.name, "why")))
    yield from part("What the person knows", WHO, _person(form, Asking(form.name, "person")))
    yield from part("Checked before it was sent", WHO, _checked(form, Asking(form.name, "checked")))
    yield from part("Who decided", WHO, _who(form, Asking(form.name, "who")), keep=True)
    yield from _asked_each_time(form)
    yield from after(form)


def _decided(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.one("decision", "Decision", SHARED)
    yield ask.words("on", "Date and time")
    yield ask.one("begun", "What led to it", _BEGUN)
    yield ask.choice("asked-by", "Organisation that asked", choices.parties(form), free=True)
    yield ask.several(
        "Who asked",
        ask.blank("name", "Name"),
        ask.blank("post", "Post"),
        ask.blank("asked-on", "Date of the request", "date"),
    )
    yield ask.choice("flow", "Flow of the protocol that it belongs to", [each.flow.title for each in form.flows])


def _shared(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.ticks(
        "item", "Information shared", [(each.id, capital(each.whole)) for each in choices.items(form.flows)]
    )
    yield ask.text("details", "Exactly what was shared")
    yield ask.choice("with", "Organisation that received it", choices.parties(form), free=True)
    yield ask.several("Who received it", ask.blank("name", "Name"), ask.blank("post", "Post"))
    yield ask.choice("channel", "Way of sending", choices.channels(form))


def _withheld(ask: Asking) -> Iterator[Row]:
    yield ask.text("what", "What was not shared")
    yield ask.text("why", "The reasons")
    yield ask.text("risk", "What may happen because it is not shared, and what is done about it")
    yield ask.date("again", "Looked at again on")
    yield ask.several("Whoever asked was told", ask.blank("told-by", "By"), ask.blank("told-on", "Date", "date"))


def _why(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.choice("purpose", "Purpose", choices.purposes(form))
    yield ask.choice("circumstance", "Circumstance", choices.circumstances(form))
    yield ask.choice("basis", "Lawful basis", choices.bases(form), free=True)
    yield ask.choice("power", "Duty or power", choices.powers(form), free=True)
    yield ask.text("necessary", "Why it was necessary, and why less would not do")
    yield ask.text("weighed", "What could happen if it was shared, and if it was not")


def _person(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.one("agreement", "Agreement", AGREEMENT, *agreement_said(form))
    yield ask.several("Who was asked", ask.blank("who", "Name"), ask.blank("asked-on", "Date", "date"))
    if found := choices.grounds(choices.occasions(form)):
        yield ask.ticks("ground", "If shared without agreement: grounds in this protocol", found, *where(found))
    yield ask.text("why", "If shared without agreement: why, in this case")
    yield ask.one("told", "Does the person know?", TOLD)
    yield ask.text("told-what", "Who was told what, by whom and when; or why the person was not told")


def _checked(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.ticks("done", "Tick what you did", form.options("checked"))
    yield ask.text("more", "Anything else")


def _who(form: Form, ask: Asking) -> Iterator[Row]:
    yield ask.choice("for", "Organisation that decided", choices.parties(form))
    yield ask.several("Decided by", ask.blank("name", "Name"), ask.blank("post", "Post"))
    yield ask.several("Manager who agreed", ask.blank("manager", "Name"), ask.blank("manager-post", "Post"))
    yield ask.text("advice", "Advice: from whom, when, and what it was")
    yield ask.words("kept", "Where this record is kept")
    yield ask.several("Signed", ask.blank("signature", "Signature"), ask.blank("date", "Date", "date"))


def _asked_each_time(form: Form) -> Iterator[Block]:
    """Yield what the protocol asks to write down, each to be ticked off, and who decides."""
    if found := form.listed("decisions", "record"):
        ask = Asking(form.name, "protocol")
        row = ask.ticks("record", "Tick what this record says", numbered(found))
        yield from part("What the protocol asks to record each time", WHO, [row])
    said = pairs(
        (
            ("Who decides", form.said("decisions", "made_by")),
            ("Advice from", form.said("decisions", "advice_from")),
            ("A decision not to share", form.said("decisions", "not_sharing")),
            ("Recorded in", form.said("requests", "record_in")),
        )
    )
    if said:
        yield Callout("What the protocol says of deciding", (Bullets(said),))
