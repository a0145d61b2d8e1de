"""Asking the questions of the decision at a terminal: one at a time, with help, and a way back."""

import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.decision.facts import Facts
from istoolkit.decision.given import meant, missing
from istoolkit.decision.told import DANGER, more_lines, question_lines
from istoolkit.decision.tree import Question, Route, Tree
from istoolkit.decision.walk import walk
from istoolkit.definitions.register import Register
from istoolkit.words import listed

_HOW = (
    "Answer with a number or a word. ? tells more, back returns to the question before, stop ends without an outcome."
)


def at_terminal() -> bool:
    """Whether a person sits there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def say(lines: Iterable[str]) -> None:
    """Print lines, folded to the width of the terminal where there is one."""
    from istoolkit.documents.text_table import folded

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo("\n".join(folded(lines, width)))


@dataclass(frozen=True)
class Asked:
    """The decision as it is asked: its register and tree, and what protocols say beside the questions."""

    register: Register
    tree: Tree
    facts: Facts

    def route(self, given: Mapping[str, str]) -> Route:
        """Return the whole way: from the answers given, and at a terminal from those a person gives to what is open.

        Raises CouldNotRun where an answer is missing and nobody can be asked, or the person stops.
        """
        answers, told = dict(given), False
        while True:
            here = walk(self.tree, answers)
            if here.route:
                return here.route
            if not isinstance(here.at, Question) or not at_terminal():
                raise CouldNotRun(missing(self.tree, answers, self.tree.questions[here.at.id]))
            if not told:
                say(["", DANGER, _HOW])
            told = True
            self._ask(here.at, here.answers, answers)

    def _ask(self, question: Question, before: Mapping[str, str], answers: dict[str, str]) -> None:
        """Ask one question, and keep the answer; take the one before out where the person goes back."""
        say(["", *question_lines(question, len(before) + 1, self.facts), ""])
        while True:
            typed = self._typed(question)
            if typed == "back":
                for name in (question.id, *list(before)[-1:]):
                    answers.pop(name, None)
                return
            if chosen := meant(question, typed):
                answers[question.id] = chosen.word
                return
            if typed in ("?", "help"):
                say([*more_lines(self.register, question), ""])
            else:
                click.echo(f"“{typed}” is none of these. Write a number from 1 to {len(question.answers)}.")

    def _typed(self, question: Question) -> str:
        offered = question.answer(self.facts.answer(question.id))
        after = f" (Enter for: {offered.words})" if offered else ""
        try:
            typed = str(
                click.prompt(f"Your answer{after}", default=offered.word if offered else None, show_default=False)
            )
        except click.Abort as error:
            click.echo()
            raise CouldNotRun(_STOPPED) from error
        if typed.strip().casefold() in ("stop", "quit", "exit"):
            raise CouldNotRun(_STOPPED)
        return typed.strip().casefold()


_STOPPED = f"You stopped before there was an outcome. Nothing was written. {DANGER}"


def at_least(options: Mapping[str, str]) -> None:
    """Stop where some of the options that belong together are given and others are not. Raises CouldNotRun."""
    wanting = [name for name, value in options.items() if not value]
    if wanting and len(wanting) < len(options):
        raise CouldNotRun(f"Give {listed(wanting, 'and')} too, so that it is known who gives to whom.")
