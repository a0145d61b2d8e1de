"""What to say of a word that stands for nothing in the protocols looked at."""

from istoolkit.words import did_you_mean


def unknown_name(word: str, known: list[str], is_item: bool) -> str:
    """Return what to say of a word that stands for nobody, or for no information, in the protocols looked at."""
    what = "information" if is_item else "organisation, class, kind or post"
    guess = did_you_mean(word, known) or did_you_mean(word.casefold(), [each.casefold() for each in known])
    part = next((each for each in known if word.casefold() in each.casefold().replace("-", " ").split()), "")
    guess = guess or (f"Did you mean “{part}”?" if part else "")
    return f"No {what} in these protocols is called “{word}”. {guess or 'To see what there is: istoolkit matrix --by items'}"
