"""What an assessment still lacks before anyone may rely on it, in words, with the field and the mend."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from istoolkit.assessment.provisions import law
from istoolkit.definitions.formats import long_date
from istoolkit.finding import Path, written
from istoolkit.words import listed, small

if TYPE_CHECKING:
    from istoolkit.assessment.assessed import Assessed


class Missing(NamedTuple):
    """Something missing: a sentence that says what, the path of the field in the file, and how to mend it."""

    words: str
    path: Path
    mend: str

    @property
    def field(self) -> str:
        """The field as people write it, such as “approvals.residual_on”."""
        return written(self.path)


def missing_in(now: "Assessed") -> Iterator[Missing]:
    """Yield what is missing. One that says why no assessment is carried out needs only to say who decided that."""
    if now.is_refused:
        yield from _decided(now)
        return
    yield from _risks(now)
    yield from _suggested(now)
    yield from _screened(now)
    yield from _commissioner(now)
    yield from _advice(now)
    yield from unapproved(now)
    yield from _accepted(now)


def _decided(now: "Assessed") -> Iterator[Missing]:
    if not now.post("screening", "decided_by"):
        words = "No assessment is carried out, and nobody is said to have decided that."
        yield Missing(words, ("screening", "decided_by"), "Write the post that decided it, or carry one out.")


def _risks(now: "Assessed") -> Iterator[Missing]:
    if now.entry.unknown("risks"):
        yield Missing("A risk is to be confirmed.", ("risks",), "Write the risk and rate it, or delete the entry.")
    elif not now.risks and now.screening.result != "not-required":
        yield Missing(
            "It names no risk to people.", ("risks",), f"Begin with: istoolkit assess {now.protocol.id} --add"
        )
    for each in now.risks:
        at, name = each.entry.at().path, f"{each.number} “{each.title}”"
        if each.inherent is None:
            yield Missing(f"{name} is not rated before measures.", at, "Write its likelihood and severity.")
        if each.remains is None:
            mend = "Write its likelihood and severity as they are with the measures in place."
            yield Missing(f"{name} is not rated with its measures.", (*at, "residual"), mend)


def _suggested(now: "Assessed") -> Iterator[Missing]:
    titles = [f"“{each.title}”" for each in now.decisions if each.state == "open"]
    if titles and now.risks:
        mend = f"Take it up with: istoolkit assess {now.protocol.id} --add. Or say under “dismissed” why it is no risk."
        yield Missing(f"Nobody has decided on what the protocol suggests: {listed(titles, 'and')}.", ("risks",), mend)
    for each in now.decisions:
        if each.state == "stale":
            path = each.entries[0].at("grounds").path
            yield Missing(
                f"Look at “{each.title}” again. {each.changes}", path, "Decide again, and write its grounds anew."
            )


def _screened(now: "Assessed") -> Iterator[Missing]:
    titles = [small(each.title) for each in now.screening.open]
    if now.screening.may_change:
        words = f"The screening leaves open what may decide whether one is required: {listed(titles, 'and')}."
        yield Missing(words, ("screening", "answers"), "Answer yes or no, with the reason.")


def _commissioner(now: "Assessed") -> Iterator[Missing]:
    if not now.is_barred:
        return
    names = listed([each.number for each in now.to_consult_on], "and")
    if now.text("ico_consultation", "outcome") == "may-not-proceed":
        words = "The Information Commissioner answered that the sharing may not proceed."
        mend = "Change what is shared, assess it again and consult again."
    elif now.text("ico_consultation", "sent"):
        words = f"A high risk remains ({names}), and no answer of the Information Commissioner is recorded."
        mend = "Wait for the answer, and write “answered” and “outcome”."
    else:
        words = (
            f"A high risk remains ({names}), and the Information Commissioner was not consulted"
            f" ({law(now.picture).consulting})."
        )
        mend = "Bring the risk down, or consult first and write “sent”, “answered” and “outcome”."
    yield Missing(words, ("ico_consultation",), mend)


def _advice(now: "Assessed") -> Iterator[Missing]:
    if not now.risks:
        return
    answer = now.text("advice", "answer")
    if not now.text("advice", "text") and not now.text("advice", "date"):
        words = "The advice of the data protection officer is not there (UK GDPR Article 35(2))."
        yield Missing(words, ("advice", "text"), "Ask for it, and write what was advised and when.")
    elif not answer:
        words = "Nobody says whether the advice of the data protection officer was taken."
        yield Missing(words, ("advice", "answer"), "Write accepted or overruled.")
    elif answer == "overruled" and not now.text("advice", "because"):
        words = "The advice of the data protection officer was overruled, and nobody says why."
        yield Missing(words, ("advice", "because"), "Write the reason.")


_APPROVALS = {
    "measures_by": ("It is not said who approved the measures.", "Write the post that approved them."),
    "measures_on": ("It is not said when the measures were approved.", "Write the day."),
    "residual_by": ("It is not said who accepts the risk that remains.", "Write the post that accepts it."),
    "residual_on": ("It is not said when the risk that remains was accepted.", "Write the day."),
}


def unapproved(now: "Assessed") -> Iterator[Missing]:
    """Yield which of the approvals are missing: each is given by a post on a day that has come."""
    today = now.picture.register.on
    for name, (words, mend) in _APPROVALS.items():
        day = now.entry.day("approvals", name)
        if not (now.post if name.endswith("_by") else now.text)("approvals", name):
            yield Missing(words, ("approvals", name), mend)
        elif today and day and day > today:
            what = (
                "The measures are said to be approved"
                if name == "measures_on"
                else "The risk that remains is said to be accepted"
            )
            words = f"{what} on {long_date(day)}, and that day has not come."
            yield Missing(words, ("approvals", name), "Mend the day, or take it out until it is so.")


def _accepted(now: "Assessed") -> Iterator[Missing]:
    path = ("approvals", "residual_level")
    accepted, highest = now.scale.level_called(now.text(*path)), now.highest()
    if now.entry.unknown(*path):
        yield Missing("It is to be confirmed which level of risk was accepted.", path, "Write the level.")
    elif accepted and highest and accepted.rank < highest.rank:
        words = f"The risk was accepted as {accepted.title.lower()}, and the highest that remains is {highest.title.lower()}."
        yield Missing(words, path, "Have what remains accepted as it is.")
