"""SPEC: special category and criminal offence data have the conditions they need.

This part: items filed as what their titles do not show.
"""

import re
from collections.abc import Iterable

from istoolkit.definitions.register import Register
from istoolkit.finding import Problem
from istoolkit.rules import rule
from istoolkit.rules.support.every import every_item
from istoolkit.rules.support.items import CRIMINAL, SPECIAL, ordinary, shown
from istoolkit.words import listed

_FILED_AS = {
    "personal": "ordinary personal data",
    "special-category": "special category data",
    "criminal-offence": "criminal offence data",
    "pseudonymised": "pseudonymised data",
}
_CODED = re.compile(r"\b(?:coded|key-coded|pseudonym\w*|tokenised|hashed)\b", re.IGNORECASE)


@rule("SPEC010", "Special category not named", severity="warning", source="UK GDPR Article 9(1)")
def which(register: Register) -> Iterable[Problem]:
    """An item that is special category data says which category.

    Why: some paragraphs of Schedule 1 reach only some categories, and people are told which are used. Ordinary
    information that is taken for special shows itself here: no category fits it.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: What the family believes, of: children, kind: special-category,
           needed_because: Visits must respect it}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: What the family believes, of: children, kind: special-category,
           special: [religious-or-philosophical-beliefs], needed_because: Visits must respect it}
    """
    for _, item in every_item(register):
        if item.kind == SPECIAL and not item.says("special"):
            yield Problem(
                item.at("kind"),
                f"“{item.title}” is filed as special category data and does not say which.",
                "Write “special”, such as [health]. Where no category fits, the kind is personal.",
            )


@rule("SPEC011", "Ordinary information filed as special", severity="warning", source="UK GDPR Articles 4(1) and 9(1)")
def filed_as_special(register: Register) -> Iterable[Problem]:
    """Information that is private but in no special category, such as nationality, sex or age, is not filed as one.

    Why: a needless condition in Article 9 hides what does need one, and may stop sharing that is lawful.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Nationality and age, of: children, kind: special-category,
           special: [racial-or-ethnic-origin], needed_because: The right service must be found}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Nationality and ethnic group, of: children, kind: special-category,
           special: [racial-or-ethnic-origin], needed_because: The right service must be found}
    """
    for _, item in every_item(register):
        speaks_of = ordinary(register, item.title) if item.is_special else []
        if speaks_of:
            yield Problem(
                item.at("kind"),
                f"“{item.title}” is filed as special category data. It shows no more than {listed(speaks_of, 'and')}.",
                "Write “kind: personal” and take “special” out: no special category covers it. If the "
                "item holds more, say so in its title.",
            )


@rule("SPEC012", "Special category filed as ordinary", severity="warning", source="UK GDPR Article 9(1)")
def special_filed_otherwise(register: Register) -> Iterable[Problem]:
    """An item whose title speaks of health, ethnic origin, religion or another special category is filed as such.

    Why: what is filed as ordinary gets no condition in Article 9 and weaker protection.

    Wrong:

        information:
        - {id: identity, title: "Name, address and disability", of: children, kind: personal,
           needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: "Name, address and health visitor", of: children, kind: personal,
           needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}
    """
    for _, item in every_item(register):
        named = item.is_special or item.says("special") or item.kind not in _FILED_AS
        found = {} if named else shown(register, item.title, SPECIAL)
        if found:
            kind = f"“kind: {SPECIAL}” and “special: [{', '.join(found)}]”"
            write = kind if item.kind == "personal" else f"“special: [{', '.join(found)}]” beside its kind"
            yield Problem(
                item.at("kind"),
                f"“{item.title}” shows {listed(found.values(), 'and')} and is filed as {_FILED_AS[item.kind]}.",
                f"Write {write}. If it is about something else, say so in the title.",
            )


@rule("SPEC013", "Criminal history filed as something else", severity="warning", source="UK GDPR Article 10")
def criminal_filed_otherwise(register: Register) -> Iterable[Problem]:
    """An item whose title speaks of offences, allegations or sentences is filed as criminal offence data.

    Why: criminal history is no special category. It has a rule of its own in Article 10, which reaches suspicions
    too.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Criminal history and licence conditions, of: children, kind: personal,
           needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Name of the offender manager, of: children, kind: personal,
           needed_because: Visits must be safe}
    """
    for _, item in every_item(register):
        found = shown(register, item.title, CRIMINAL) if item.kind in ("personal", SPECIAL, "pseudonymised") else {}
        if found:
            keeps = " Keep “special” only for what else it shows." if item.says("special") else ""
            yield Problem(
                item.at("kind"),
                f"“{item.title}” shows criminal offence data and is filed as {_FILED_AS[item.kind]}.",
                f"Write “kind: {CRIMINAL}”.{keeps} If it is about something else, say so in the title.",
            )


@rule("SPEC015", "Another special category than the one named", severity="note", source="UK GDPR Article 9(1)")
def other_category(register: Register) -> Iterable[Problem]:
    """The special categories that an item names are those that its title shows.

    Why: what is named tells partners which condition is needed and how careful to be.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Religion and health, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Religion and what bears on support, of: children, kind: special-category,
           special: [health, religious-or-philosophical-beliefs], confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}
    """
    for _, item in every_item(register):
        named = item.many("special")
        found = shown(register, item.title, SPECIAL) if named and not item.unknown("special") else {}
        missing = {key: title for key, title in found.items() if key not in named}
        if missing:
            yield Problem(
                item.at("special"),
                f"“{item.title}” shows {listed(missing.values(), 'and')}, which “special” does not name.",
                f"Add {listed(missing, 'and')}. If it is about something else, say so in the title.",
            )


@rule("SPEC016", "Anonymous only in name", severity="warning", source="UK GDPR Article 4(1) and (5); recital 26")
def not_anonymous(register: Register) -> Iterable[Problem]:
    """Information that is filed as anonymous carries nothing that singles people out: no number and no code.

    Why: a coded record is still about a person for whoever can look the code up. Data protection law applies to it.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Incidents by street, of: children, kind: anonymised, identifier: Unique pupil number,
           needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Health needs, of: children, kind: special-category, special: [health],
           confidential: yes, needed_because: Support must fit}
        - {id: offending, title: Incidents by street, of: children, kind: anonymised,
           needed_because: Visits must be safe}
    """
    for _, item in every_item(register):
        if item.is_personal or not item.kind:
            continue
        coded = _CODED.search(item.title)
        if coded or item.text("identifier"):
            what = f"its title says “{coded[0].lower()}”" if coded else f"it carries “{item.text('identifier')}”"
            yield Problem(
                item.at("kind" if coded else "identifier"),
                f"“{item.title}” is filed as anonymous, and {what}.",
                "Write “kind: pseudonymised” and give it a lawful basis. Or leave the number or code out.",
                () if coded else ((item.at("kind"), "filed as anonymous"),),
            )


@rule("SPEC020", "Special category of ordinary information", severity="warning", source="UK GDPR Article 9(1)")
def ordinary_with_category(register: Register) -> Iterable[Problem]:
    """An item that names a special category is not filed as ordinary personal data or as figures.

    Why: the two contradict each other, and partners cannot tell which rule to follow.

    Wrong:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Needs, of: children, kind: personal, special: [health], confidential: yes,
           needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, needed_because: Visits must be safe}

    Right:

        information:
        - {id: identity, title: Name and address, of: children, kind: personal, needed_because: All speak of one child}
        - {id: health-needs, title: Needs, of: children, kind: special-category, special: [health], confidential: yes,
           needed_because: Support must fit}
        - {id: offending, title: Offences, of: children, kind: criminal-offence, special: [health],
           needed_because: Visits must be safe}
    """
    for _, item in every_item(register):
        if item.many("special") and item.kind in ("personal", "aggregate", "anonymised"):
            yield Problem(
                item.at("kind"),
                f"“{item.title}” names a special category and is not filed as special category data.",
                f"Write “kind: {SPECIAL}”, or take “special” out.",
                ((item.at("special"), "the category it names"),),
            )
