"""The opinions that the software asks for: of the data protection officer, and of the people concerned."""

from collections.abc import Mapping
from typing import Any

from istoolkit.cnil.html import bullets, paragraph
from istoolkit.cnil.told import FIELDS, Teller

ADVICE = FIELDS["advice"]
PEOPLE = FIELDS["consultation"].fields["people"]


def opinions(teller: Teller) -> dict[str, Any]:
    """Return the fields on opinions. Whether an opinion is in favour is never said in a definition, so that stays open."""
    data = teller.assessed.data
    consultation = _section(data.get("consultation"))
    return {**_officer(teller, _section(data.get("advice"))), **_people(teller, _section(consultation.get("people")))}


def _officer(teller: Teller, said: Mapping[str, Any]) -> dict[str, Any]:
    by = teller.all(ADVICE.fields["by"], said.get("by"))
    text = teller.all(ADVICE.fields["text"], said.get("text"))
    rest = bullets(teller.lines(ADVICE.fields, said, ("by", "text")))
    return {"dpo_status": None, "dpo_opinion": "".join(map(paragraph, text)) + rest, "dpos_names": "".join(by)}


def _people(teller: Teller, said: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: teller.all(PEOPLE.fields[name], said.get(name)) for name in ("asked", "said", "not_asked_because")}
    asked = True if words["asked"] or words["said"] else False if words["not_asked_because"] else None
    rest = bullets(teller.lines(PEOPLE.fields, said, tuple(words)))
    return {
        "people_names": "".join(words["asked"]),
        "concerned_people_opinion": "".join(map(paragraph, words["said"])) + rest,
        "concerned_people_status": None,
        "concerned_people_searched_opinion": asked,
        "concerned_people_searched_content": "".join(map(paragraph, words["not_asked_because"])),
    }


def _section(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
