"""Stopping where the definition has errors of form: what was made from it would not say what is meant."""

import sys
from dataclasses import replace

import click

from istoolkit.definitions.register import Register
from istoolkit.finding import Finding


def stop_at_errors_of_form(register: Register, then: str, code: int) -> int:
    """Stop as `errors_of_law` does. Return how many other errors there are: those of law."""
    return len(errors_of_law(register, then, code))


def errors_of_law(register: Register, then: str, code: int) -> tuple[Finding, ...]:
    """Print the errors of form in the protocols read, and stop with an exit code. ``then`` says what to do.

    Those above count too: what they say applies below. Return the other errors, those of law.
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
    return tuple(each for each in found.live if each.severity == "error")
