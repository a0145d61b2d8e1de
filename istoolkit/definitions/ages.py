"""The ages of people, as a text says them."""

import re

from istoolkit.definitions.things import Thing

NUMBER = re.compile(r"\b\d{1,3}\b")
_CHILD = re.compile(
    r"(?<!\bof )(?<!\bfor )(?<!\bwith )\b(?:children|child|babies|infants|toddlers|pupils|teenagers|adolescents|minors"
    r"|boys|girls|schoolchildren|young (?:people|persons?))\b(?!['’]s)",
    re.IGNORECASE,
)
_EVERY_AGE = re.compile(r"\b(?:all|any|every) ages?\b", re.IGNORECASE)
_BELOW = re.compile(r"\b(?:under|below|up to|younger than|to age)\b", re.IGNORECASE)


def are_children(people: Thing) -> bool:
    """Whether children are in a group of people, by their ages or, where those are not said, by what they are called."""
    ages = people.text("ages")
    if _EVERY_AGE.search(ages):
        return True
    numbers = [int(each) for each in NUMBER.findall(ages)]
    if numbers:
        return min(numbers) < 18 or bool(_BELOW.search(ages))
    return bool(_CHILD.search(people.title))
