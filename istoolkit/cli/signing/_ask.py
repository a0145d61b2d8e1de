"""Asking for what is missing: at a terminal by questions, in a script by an error that names the options."""

import sys
from collections.abc import Mapping, Sequence

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.definitions.formats import date
from istoolkit.signoff.signatories import Signatory
from istoolkit.words import did_you_mean, listed


def at_terminal() -> bool:
    """Whether a person sits there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Asker:
    """Asks for what a command was not given. ``asks`` is false in scripts: then what is missing is gathered.

    What may be left out is asked for only where something else had to be asked: whoever gives every option is not held up.
    """

    def __init__(self, no_input: bool) -> None:
        self.asks = not no_input and at_terminal()
        self.asks_to_confirm = self.asks
        self.has_asked = False
        self._missing: list[str] = []

    def text(self, option: str, given: str, words: str, usual: str = "") -> str:
        """Return what was given, or the answer."""
        if given or not self._may_ask(option):
            return given
        return _prompt(words, default=usual or None)

    def also(self, given: str, words: str) -> str:
        """Return what was given, or the answer, which may be nothing."""
        if given or not self.has_asked:
            return given
        return _prompt(f"{words} (or Enter)", default="", show_default=False)

    def day(self, option: str, given: str, words: str, usual: str, last: str = "") -> str:
        """Return the day that was given or answered. An answer after ``last`` is asked for again."""
        if given or not self._may_ask(option):
            return given
        while True:
            answer = _prompt(f"{words}, year-month-day", default=usual)
            if date(answer) and not (last and answer > last):
                return answer
            wrong = "has not come yet" if date(answer) else "is not a day"
            click.echo(f"“{answer}” {wrong}. Write it such as {last or '2026-12-01'}.")

    def also_day(self, words: str, first: str) -> str:
        """Return a day that was answered, which may be none, and is asked for again where it is before ``first``."""
        while answer := self.also("", f"{words}, year-month-day"):
            if date(answer) and answer >= first:
                return answer
            wrong = f"is before {first}" if date(answer) else "is not a day"
            click.echo(f"“{answer}” {wrong}. Write it such as {first}.")
        return ""

    def choice(self, option: str, given: str, words: str, choices: Mapping[str, str], usual: str = "") -> str:
        """Return the word that was given or chosen. ``words`` is a question, ``choices`` has the words with what they mean."""
        if given or not self._may_ask(option):
            return given
        lines = [f"  {number}  {name} ({meaning})" for number, (name, meaning) in enumerate(choices.items(), 1)]
        click.echo("\n".join([words, *lines]))
        return self._one_of(list(choices), usual)

    def signatory(self, given: str, words: str, those: Sequence[Signatory]) -> str:
        """Return the name that was given, or that of the one chosen. Any other name may be written too."""
        if given or not self._may_ask("--for"):
            return given
        width = max((len(each.id) for each in those), default=0)
        for number, each in enumerate(those, 1):
            click.echo(f"  {number:>2}  {each.id:{width}}  {each.title}")
        answer = _prompt(f"{words} Number or name")
        return those[int(answer) - 1].id if answer.isdigit() and 0 < int(answer) <= len(those) else answer

    def reason(self, words: str) -> str:
        """Return the answer to a question that is asked of a person who is there; "" where there is none."""
        return _prompt(words, default="", show_default=False)

    def needs(self, option: str, given: str) -> str:
        """Return what was given. In a script it is noted as missing where it is not; nothing is asked yet."""
        if not given and not self.asks:
            self._missing.append(option)
        return given

    def make_sure(self) -> None:
        """Stop where something that is needed was not given and could not be asked."""
        if self._missing:
            words = listed(dict.fromkeys(self._missing), "and")
            self._missing.clear()
            raise CouldNotRun(f"Nothing was recorded. Say also {words}. (At a terminal it is asked for.)")

    def confirm(self, question: str, yes: bool) -> None:
        """Stop where the person does not want it; in a script where it is not said with --yes."""
        if yes:
            return
        if not self.asks_to_confirm:
            raise CouldNotRun("Nothing was recorded. Where it is right, give the same command with --yes.")
        if _prompt(f"{question} (yes or no)", default="no").casefold() not in ("y", "yes"):
            raise CouldNotRun("Nothing was recorded.")

    def _may_ask(self, option: str) -> bool:
        if not self.asks:
            self._missing.append(option)
        self.has_asked = self.has_asked or self.asks
        return self.asks

    @staticmethod
    def _one_of(names: Sequence[str], usual: str) -> str:
        while True:
            answer = _prompt("Number or word", default=usual or None).lower()
            if answer.isdigit() and 0 < int(answer) <= len(names):
                return names[int(answer) - 1]
            if answer in names:
                return answer
            click.echo(f"“{answer}” is none of these. {did_you_mean(answer, names)}".rstrip())


def chosen_from(option: str, given: str, known: Mapping[str, str]) -> str:
    """Return the word that was given, or stop where it is none of those known.

    It may be written with capitals, without hyphens, or as what it means: “Email” is e-mail, “letter of acceptance” letter.
    """
    names = list(known)
    meant = [name for name, meaning in known.items() if _plain(given) in (_plain(name), _plain(meaning))]
    if given and len(meant) == 1:
        return meant[0]
    if given and given not in names:
        raise CouldNotRun(
            f"“{given}” cannot be {option}. {did_you_mean(given, names) or f'There are: {listed(names)}.'}"
        )
    return given


def _plain(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum())


def _prompt(words: str, default: str | None = None, show_default: bool = True) -> str:
    """Ask a question. Stop where the person breaks off: with Ctrl and C, or where there is no more input."""
    try:
        return str(click.prompt(words, default=default, show_default=show_default)).strip()
    except click.Abort as error:
        click.echo()
        raise CouldNotRun("Nothing was recorded.") from error
