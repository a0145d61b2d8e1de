"""``istoolkit new``: begin a protocol or an impact assessment, or add an organisation."""

from pathlib import Path
from typing import Any

import click

from istoolkit.cli._added import added_to, as_it_was_kept
from istoolkit.cli._common import (
    CouldNotRun,
    known_protocols,
    opened,
    register_option,
    root_for,
    root_of,
    save,
    schemas_from,
    shown,
)
from istoolkit.definitions.formats import FORMATS
from istoolkit.definitions.register import ASSESSMENT, Register

_HEAD = """# yaml-language-server: $schema={schemas}/protocol.json
# {title}
# Lines that start with # are notes for you. Delete them when you like.
# Any text may be "TBC: who decides" while it is not known. istoolkit check lists what is left.

"""
_ASSESSMENT = """# yaml-language-server: $schema={schemas}/assessment.json
# The privacy impact assessment of: {title}
# It says only what protocol.yaml beside it does not say. Lines that start with # are notes for you.
# {risks}

"""
_RISKS = 'The risks below are suggested by the definition. Keep, change or delete them. What is none goes under "dismissed", with a reason.'
_TIERS = click.Choice(["framework", "community", "operational"])


@click.group("new")
def command() -> None:
    """Begin a protocol or an impact assessment, or add an organisation."""


@command.command()
@click.argument("id")
@click.option("--tier", type=_TIERS, default="operational", show_default=True, help="Where it stands.")
@click.option("--under", help="The protocol above it.")
@click.option("--owner", help="The organisation that keeps it up to date.")
@click.option("--title", help="Its full name.")
@register_option
def protocol(id: str, tier: str, under: str | None, owner: str | None, title: str | None, where: Path) -> None:
    """Begin a protocol: every section, each field explained, TBC where you must decide."""
    from istoolkit.definitions.skeleton import skeleton

    root = root_of(where)
    register = opened(root)
    path = root / checked_id(id) / "protocol.yaml"
    if path.exists():
        raise CouldNotRun(f"{shown(path)} is there already. Nothing was changed.")
    upper = known_protocols(root, [under])[0] if under else None
    holder = _owner(register, owner, upper)
    name = title or id.replace("-", " ").capitalize()
    given: dict[str, Any] = {"protocol": id, "title": name, "tier": tier, **_owned_by(holder)}
    above = {} if upper is None else _above(register, upper)
    if upper:
        given["under"] = upper
    text = _HEAD.format(schemas=schemas_from(root), title=name) + skeleton(
        "protocol", given, {**_no_under(upper), **above}
    )
    save(path, text.encode())
    click.echo(f"Wrote {shown(path)}. Fill it in, then: istoolkit check {shown(path)}")


def _owned_by(holder: str) -> dict[str, Any]:
    return {
        "owner": holder,
        "parties.organisation": holder,
        "flows.from": holder,
        "flows.to": "TBC: who receives it",
        "key_post_holders.organisation": holder,
    }


def _no_under(upper: str | None) -> dict[str, str]:
    return {} if upper else {"under": "nowhere yet"}


def _above(register: Register, upper: str) -> dict[str, str]:
    """Return the sections that a protocol under ``upper`` takes over, each with where from."""
    from istoolkit.definitions.inherit import resolve
    from istoolkit.definitions.schema import load

    full = resolve(register, register.protocols[upper])
    fields = load("protocol").fields
    return {name: upper for name in full if fields[name].inherit in ("whole", "terms", "added", "drawn")}


def _owner(register: Register, owner: str | None, upper: str | None) -> str:
    from istoolkit.words import did_you_mean

    known = register.organisations
    if owner and owner not in known:
        mend = did_you_mean(owner, known) or f"There are: {', '.join(known)}."
        raise CouldNotRun(f"“{owner}” is not in organisations.yaml. {mend}")
    above = register.protocols[upper].text("owner") if upper else ""
    return owner or above or next(iter(known), "TBC: the organisation that keeps it up to date")


@command.command()
@click.argument("id")
@click.option("--title", help="Its name in everyday use.")
@click.option("--kind", help="The kind of organisation.")
@register_option
def organisation(id: str, title: str | None, kind: str | None, where: Path) -> None:
    """Add an organisation to organisations.yaml. What is there stays as it is."""
    from istoolkit.definitions.skeleton import entry, skeleton

    root = root_of(where)
    register = opened(root)
    path = root / "organisations.yaml"
    given = {"organisations.id": checked_id(id)}
    _check_kind(kind)
    given.update({f"organisations.{name}": value for name, value in (("title", title), ("kind", kind)) if value})
    if id in register.organisations:
        raise CouldNotRun(f"“{id}” is in {shown(path)} already. Nothing was changed.")
    if not path.exists():
        save(path, skeleton("organisations", given).encode())
    else:
        source = register.organisation_file
        text = added_to(
            path, source, "organisations", lambda indent: entry("organisations", "organisations", given, indent)
        )
        save(path, as_it_was_kept(path, text))
    click.echo(f"Added {id} to {shown(path)}. Fill in what says TBC.")


def _check_kind(kind: str | None) -> None:
    """Stop where a kind of organisation is not one that the legal register knows."""
    from istoolkit.definitions.schema import vocabularies
    from istoolkit.words import did_you_mean

    known = vocabularies()["organisation_kinds"]
    if kind is not None and kind not in known:
        mend = did_you_mean(kind, known) or f"There are: {', '.join(known)}."
        raise CouldNotRun(f"“{kind}” is not a kind of organisation. {mend} Nothing was changed.")


@command.command()
@click.argument("protocol")
@register_option
def assessment(protocol: str, where: Path) -> None:
    """Begin the impact assessment of a protocol, with the risks that its definition suggests."""
    from istoolkit.assessment.beginning import beginning, suggests_nothing

    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    path = root / name / ASSESSMENT
    if path.exists():
        raise CouldNotRun(f"{shown(path)} is there already. Nothing was changed. See: istoolkit assess {name}")
    register = opened(root, [name])
    definition = register.protocols[name]
    if not definition.data:
        file = shown(root / definition.source.file)
        raise CouldNotRun(f"{file} cannot be assessed before it is mended: istoolkit check {file}")
    none = suggests_nothing(register, definition)
    title = definition.text("title") or name
    text = _ASSESSMENT.format(schemas=schemas_from(root), title=title, risks=none or _RISKS)
    save(path, (text + beginning(register, definition)).encode())
    click.echo(f"Wrote {shown(path)}. {none or f'Rate its risks, then: istoolkit assess {name}'}")


def checked_id(name: str) -> str:
    """Return an identifier, or stop with a sentence that says what one looks like."""
    if not FORMATS["id"].fits(name):
        raise CouldNotRun(f"“{name}” cannot be an identifier. Write {FORMATS['id'].wanted}.")
    return name
