"""Asking the questions of the decision at a terminal: one at a time, with help, and a way back."""

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import click

from istoolkit.cli._common import CouldNotRun
from istoolkit.decision.conditions import with_protocols
from istoolkit.decision.facts import Facts
from istoolkit.decision.given import ground_meant, meant, missing, several
from istoolkit.decision.told import DANGER, OTHER, ground_lines, more_lines, outcome_lines, question_lines
from istoolkit.decision.tree import Answer, Question, Route, Tree
from istoolkit.decision.walk import ground_of, walk
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
    try:
        click.echo("\n".join(folded(lines, width)))
    except BrokenPipeError:  # whoever reads wanted no more of it: the exit code still tells the outcome
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass(frozen=True)
class Asked:
    """The decision as it is asked: its register and tree, and what protocols say beside the questions."""

    register: Register
    tree: Tree
    facts: Facts

    def route(self, given: Mapping[str, str], led_by_words: bool) -> Route:
        """Tell the outcome and return the whole way: from the answers given, and at a terminal from those a person gives.

        ``led_by_words`` is so where something was said before. Whoever was asked may go back from the outcome.

        Raises CouldNotRun where an answer is missing and nobody can be asked, or the person stops.
        """
        answers, told = dict(given), False
        while True:
            here = walk(self.tree, answers)
            if here.route:
                route = with_protocols(here.route, self.facts)
                say([*([""] if led_by_words or at_terminal() else []), *outcome_lines(self.register, route)])
                if not told or not _wants_back():
                    return route
                _taken_back(answers, (here.steps[-1].question.id,))
                continue
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
                _taken_back(answers, (question.id, *list(before)[-1:]))
                return
            if chosen := meant(question, typed):
                answers[question.id] = chosen.word
                self._ask_ground(question, chosen, answers)
                return
            if typed in ("?", "help"):
                say([*more_lines(self.register, question), ""])
            elif places := several(question, typed):
                click.echo(f"Which {'no' if typed.startswith('n') else 'yes'}: {listed(map(str, places))}?")
            else:
                click.echo(f"“{typed}” is none of these. Write a number from 1 to {len(question.answers)}.")

    def _ask_ground(self, question: Question, answer: Answer, answers: dict[str, str]) -> None:
        """Ask which ground counts, where there are several; take the answer out where the person goes back."""
        name, numbers = ground_of(question.id), len(answer.grounds) + 1
        answers.pop(name, None)
        if len(answer.grounds) < 2 or name in self.tree.questions:
            return
        say(["", *ground_lines(answer), ""])
        while True:
            typed = _prompted("Your answer")
            if typed == "back":
                _taken_back(answers, (question.id,))
                return
            if chosen := ground_meant(answer, typed):
                answers[name] = chosen.id
                return
            if typed in (str(numbers), OTHER.casefold()):
                return
            if typed in ("?", "help"):
                say([*more_lines(self.register, question), "", *ground_lines(answer), ""])
            else:
                click.echo(f"“{typed}” is none of these. Write a number from 1 to {numbers}.")

    def _typed(self, question: Question) -> str:
        offered = question.answer(self.facts.answer(question.id))
        after = f" (Enter for: {offered.words})" if offered else ""
        return _prompted(f"Your answer{after}", offered.word if offered else None)


def _taken_back(answers: dict[str, str], questions: Iterable[str]) -> None:
    for name in questions:
        answers.pop(name, None)
        answers.pop(ground_of(name), None)


def _prompted(ask: str, offered: str | None = None) -> str:
    """Return what a person types, in small letters. Raises CouldNotRun where they stop."""
    try:
        typed = str(click.prompt(ask, default=offered, show_default=False)).strip().casefold()
    except click.Abort as error:
        click.echo()
        raise CouldNotRun(_STOPPED) from error
    if typed in ("stop", "quit", "exit"):
        raise CouldNotRun(_STOPPED)
    return typed


def _wants_back() -> bool:
    """Whether a person who has read the outcome goes back to the last question."""
    click.echo()
    while True:
        try:
            typed = str(click.prompt(_AT_THE_END, default="", show_default=False)).strip().casefold()
        except click.Abort:
            click.echo()
            return False
        if typed in ("", "stop", "quit", "exit", "back"):
            return typed == "back"


_AT_THE_END = "Press Enter to end, or type back to answer the last question again"
_STOPPED = f"You stopped before there was an outcome. Nothing was written. {DANGER}"


def at_least(options: Mapping[str, str]) -> None:
    """Stop where some of the options that belong together are given and others are not. Raises CouldNotRun."""
    wanting = [name for name, value in options.items() if not value]
    if wanting and len(wanting) < len(options):
        raise CouldNotRun(f"Give {listed(wanting, 'and')} too, so that it is known who gives to whom.")
