"""The beginning of an assessment.yaml: the skeleton, with the risks that the definition suggests and their measures."""

from collections.abc import Iterable, Iterator, Mapping

from istoolkit.assessment.assessed import Assessed, assessed
from istoolkit.assessment.scales import Scale, scale_of
from istoolkit.assessment.screening import Answer
from istoolkit.assessment.suggestions import Suggestion
from istoolkit.definitions.register import Protocol, Register
from istoolkit.definitions.schema import load
from istoolkit.definitions.skeleton import comment, entry, inline, scalar, skeleton

_FIELDS = {"flow": "flows", "item": "information", "group": "people"}
"""The field of a risk in which grounds of a kind are named."""


def beginning(register: Register, protocol: Protocol) -> str:
    """Return the text of a new assessment of a protocol, without the comments at its head."""
    found = undecided(register, protocol)
    asked = questions(assessed(register, protocol))
    written = {"risks": risks(found, (), "  "), "measures": measures(found, (), "  ")} if found else {}
    if asked:
        written["screening"] = f"  answers:\n{answers(asked, '  ')}"
    text = skeleton("assessment", {"of_version": protocol.text("version") or "TBC"}, written=written)
    text = text.replace("\nrisks:\n", f"\n{_lines(_how_to_rate(scale_of(register)))}risks:\n", 1)
    after = f"{_lines(comment(load('assessment').fields['measures'].help, ''))}measures:\n"
    return text.replace(after, f"{_lines(_how_to_dismiss())}\n{after}", 1)


def _how_to_rate(scale: Scale) -> Iterator[str]:
    """Yield the words of the scale as comments."""
    yield from comment(f"Likelihood is one of: {', '.join(each.id for each in scale.likelihood)}.", "")
    yield from comment(f"Severity is one of: {', '.join(each.id for each in scale.severity)}.", "")


def _how_to_dismiss() -> Iterator[str]:
    """Yield an entry for a suggestion that is no risk as comments."""
    entries = load("assessment").fields["dismissed"].item
    fields = {name: each for name, each in entries.fields.items() if each.example} if entries else {}
    yield "# A suggestion that is no risk here goes into a list of its own, with the reason:"
    yield "# dismissed:"
    for number, (name, each) in enumerate(fields.items()):
        yield f"# {' ' if number else '-'} {name}: {inline(each.example)}"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def untouched(name: str) -> str:
    """Return the entry with which a list of a new assessment begins where nothing is suggested, as it was written."""
    return entry("assessment", name, {}, "  ")


def undecided(register: Register, protocol: Protocol) -> list[Suggestion]:
    """Return the suggestions of which nobody has decided."""
    return [
        each.suggestion for each in assessed(register, protocol).decisions if each.state == "open" and each.suggestion
    ]


def questions(now: Assessed) -> list[Answer]:
    """Return the questions of the screening for which an officer must write the answer and has begun none. Those that wait for
    the definition are left out, and so are all where it says too little to suggest a risk."""
    begun = {each.text("factor") for each in now.file.section("screening", "answers")}
    is_open = now.decisions and not now.screening.decided_otherwise and (begun or not now.says("screening"))
    return [each for each in now.screening.open if is_open and not each.waits and each.id not in begun]


def answers(found: Iterable[Answer], indent: str) -> str:
    """Return questions as entries under ``answers`` of the screening, each with the question and what is known as a comment."""
    return _lines(line for each in found for line in _answer(each, indent))


def _answer(question: Answer, indent: str) -> Iterator[str]:
    yield from comment(f"{question.question} {question.because}", indent)
    yield f"{indent}- factor: {question.id}"
    yield from (f"{indent}  {name}: TBC" for name in ("answer", "because", "by"))


def suggests_nothing(register: Register, protocol: Protocol) -> str:
    """Return in words what to do where the definition suggests no risk; "" where it suggests some."""
    if undecided(register, protocol):
        return ""
    if any(each.waits for each in assessed(register, protocol).screening.open):
        return f"Fill in protocol.yaml first, then add the risks that it suggests with: istoolkit assess {protocol.id} --add"
    return "The definition suggests no risk. Write those that you see."


def risks(found: Iterable[Suggestion], taken: Iterable[str], indent: str) -> str:
    """Return suggestions as entries under ``risks``, rated TBC. ``taken`` are the identifiers of the risks there already."""
    return "".join(f"{line}\n" for each in found for line in _risk(each, set(taken), indent))


def _risk(suggestion: Suggestion, taken: set[str], indent: str) -> Iterator[str]:
    record = suggestion.record
    yield from comment(f"Suggested: {suggestion.why}", indent)
    yield f"{indent}- id: {_free(suggestion.id, taken)}"
    lines = {
        "title": scalar(suggestion.title),
        "suggested_by": suggestion.id,
        "grounds": inline([each.written for each in suggestion.grounds]),
        "event": str(record["event"]),
        **_named(suggestion),
        **{name: inline(record[name]) for name in ("sources", "threats", "impacts")},
        "likelihood": "TBC",
        "severity": "TBC",
        "measures": inline([each["id"] for each in record["measures"]]),
        "effect": "TBC",
    }
    yield from (f"{indent}  {name}: {value}" for name, value in lines.items())
    yield from (f"{indent}  residual:", f"{indent}    likelihood: TBC", f"{indent}    severity: TBC")


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _named(suggestion: Suggestion) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for each in suggestion.grounds:
        if each.kind in _FIELDS:
            found.setdefault(_FIELDS[each.kind], []).append(each.id)
    return {field: inline(found[field]) for field in _FIELDS.values() if field in found}


def measures(found: Iterable[Suggestion], taken: Iterable[str], indent: str) -> str:
    """Return the measures of suggestions as entries under ``measures``, but for those that are there already."""
    there = set(taken)
    lines: list[str] = []
    for each in found:
        for measure in each.record["measures"]:
            if measure["id"] not in there:
                there.add(measure["id"])
                lines += [f"{indent}- id: {measure['id']}", f"{indent}  title: {scalar(measure['title'])}"]
                lines += [f"{indent}  owner: TBC", f"{indent}  by: TBC", f"{indent}  state: to-do"]
    return "".join(f"{line}\n" for line in lines)
