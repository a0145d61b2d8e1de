"""PURP: what sharing is for, whom it is about, and the uses it shuts out.

This part: whom the information is about.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.ages import NUMBER, are_children
from istoolkit.definitions.formats import NO
from istoolkit.definitions.picture import pictures
from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_item


@rule("PURP006", "Personal information about no one", severity="warning", source="UK GDPR Article 30(1)(c)")
def about_no_one(register: Register) -> Iterable[Problem]:
    """An item of personal information says whom it is about.

    Why: what people are told, whether children are among them, and who is protected all follow from it.

    Wrong:

        information:
        - {id: identity, title: Name and address, kind: personal, needed_because: All must speak of the same child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All must speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Number of offences in each ward, kind: aggregate, needed_because: Visits must be safe}
    """
    for _, item in every_item(register):
        if item.is_personal and not item.says("of"):
            message = f"Nothing says whom “{item.title}” is about."
            mend = "Name the people under “of”, or call it figures (“aggregate”) or anonymous if it is about no one."
            yield Problem(item.at("title"), message, mend)


OLDEST = 120

_RANGE = re.compile(r"\b(\d{1,3})\s*(?:to|-|–|and)\s*(\d{1,3})\b")


@rule("PURP007", "Ages that make no sense")
def ages(register: Register) -> Iterable[Problem]:
    """The ages of a group of people run from the lower to the higher, and no one is over 120.

    Why: checks on children go by the ages, and so does the reader.

    Wrong:

        people:
        - {id: children, title: Children, ages: 18 to 0, vulnerable: yes}

    Right:

        people:
        - {id: children, title: Children, ages: "0 to 18, born from 2008 to 2026", vulnerable: yes}
    """
    for picture in pictures(register):
        for people in picture.people.values():
            said = people.text("ages")
            backwards = any(int(low) > int(high) for low, high in _RANGE.findall(said))
            if backwards or any(int(each) > OLDEST for each in NUMBER.findall(said)):
                mend = "Write the lower age first, such as “0 to 18”, or “18 and over”."
                yield Problem(people.at("ages"), f"“{said}” are not ages that people can have.", mend)


@rule("PURP008", "Children who are called not vulnerable", severity="warning", source="UK GDPR recitals 38 and 75")
def not_vulnerable(register: Register) -> Iterable[Problem]:
    """A group that has children in it is marked as vulnerable.

    Why: the law counts children among vulnerable people, since they are less aware of what sharing may lead to.

    Wrong:

        people:
        - {id: children, title: Children, ages: 0 to 18, vulnerable: yes}
        - {id: others, title: Pupils who know the child, vulnerable: no}
        information:
        - {id: identity, title: Name, of: [children, others], kind: personal, needed_because: All must speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}

    Right:

        people:
        - {id: children, title: Children, ages: 0 to 18, vulnerable: yes}
        - {id: others, title: Parents of pupils, vulnerable: no}
        information:
        - {id: identity, title: Name, of: [children, others], kind: personal, needed_because: All must speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}
    """
    for picture in pictures(register):
        for people in picture.people.values():
            if people.text("vulnerable") in NO and are_children(people):
                message = f"Children are among “{people.title}”, who are said not to be vulnerable."
                yield Problem(people.at("vulnerable"), message, "Write “vulnerable: yes”.")
