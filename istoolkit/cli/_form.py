"""Stopping where the definition has errors of form: what was made from it would not say what is meant."""

import sys
from dataclasses import replace

import click

from istoolkit.definitions.register import Register


def stop_at_errors_of_form(register: Register, then: str, code: int) -> int:
    """Print the errors of form in the protocols read, and stop with an exit code. ``then`` says what to do.

    Those above count too: what they say applies below. Return how many other errors there are: those of law.
    """
    from istoolkit.cli._report import report_of
    from istoolkit.reports import render
    from istoolkit.rules import FORM, examine

    found = examine(replace(register, asked=frozenset(register.protocols)))
    form = [each for each in (*found.live, *found.waived) if each.severity == "error" and each.code.startswith(FORM)]
    if form:
        click.echo(render("text", report_of([(register, [replace(each, waiver=None) for each in form])])))
        click.echo(then, err=True)
        sys.exit(code)
    return sum(1 for each in found.live if each.severity == "error")
