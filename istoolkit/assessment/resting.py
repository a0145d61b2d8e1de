"""What is said of risks whose rating rests on measures that are still to come, in the terminal as in documents."""

from istoolkit.assessment.assessed import Assessed, Risk
from istoolkit.definitions.formats import long_date
from istoolkit.words import listed, small


def rests(risk: Risk) -> str:
    """Return on which measures to come a risk rests, such as “Rests on M8 (31 March 2027)”; "" where on none."""
    found = [f"{each.number} ({_due(each.by)})" for each in risk.rests_on]
    return f"Rests on measures to come: {listed(found, 'and')}." if found else ""


def _due(day: object) -> str:
    return long_date(str(day)) if day else "no day is given"


def stands_until_then(risk: Risk) -> str:
    """Return the level that stands while measures are to come; "" where that is what remains."""
    if not risk.rests_on or risk.until_then or not risk.today:
        return ""
    return f"Until then the level before the measures stands: {small(risk.today.holds.title)}."


def stands_today(now: Assessed) -> str:
    """Return for which risks the level before the measures stands, and the highest level today; "" where for none."""
    resting, today = now.rest_on_measures_to_come, now.highest_today()
    if not resting:
        return ""
    names = listed([each.number for each in resting], "and")
    level = f" The highest level today is {today.title.lower()}." if today else ""
    return f"Until all measures are in place, the level before the measures stands for {names}.{level}"
