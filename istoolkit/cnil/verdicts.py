"""What a file decides as a whole, and what in it does not agree."""

from collections.abc import Iterator

from istoolkit.cnil.fields import REFUSED, STATUSES
from istoolkit.cnil.labelled import taken_out
from istoolkit.cnil.opinions import ADVICE
from istoolkit.cnil.read import Pia

_CONTRADICTIONS = ((0, "accepted"), (1, "overruled"))
"""Whether the officer is in favour, and what became of the advice, where one does not go with the other."""


def verdicts(pia: Pia) -> Iterator[str]:
    """Yield in sentences what a file decides, and what in it does not agree: a refusal comes before all else."""
    status = pia.number("status") or 0
    if status == REFUSED:
        why = pia.words("rejection_reason")
        yield f"The file says that the assessment was refused{f': {_sentence(why)}' if why else '.'} Nobody has approved it."
    else:
        yield f"The file says of the assessment as a whole: {STATUSES[status] if 0 <= status < len(STATUSES) else status}."
    answer = taken_out(pia.words("dpo_opinion"), ADVICE.fields, ("answer",), {})[1].get("answer")
    verdict = pia.number("dpo_status")
    if (verdict, answer) in _CONTRADICTIONS:
        yield (
            f"It says that the data protection officer is {'in favour' if verdict else 'not in favour'}, and that their "
            f"advice was {answer}. Ask which of them holds."
        )


def _sentence(words: str) -> str:
    line = " ".join(words.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."
