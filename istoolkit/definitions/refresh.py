"""Bring what is made from the schemas up to date: ``python -m istoolkit.definitions.refresh``."""

from pathlib import Path

from istoolkit.definitions import schema
from istoolkit.definitions.json_schema import json_schema
from istoolkit.files import write_whole
from istoolkit.resources import folder

FOR_EDITORS = ("protocol", "assessment", "organisations", "register", "law", "guidance")
"""The types of file that people write in an editor."""


def refresh(place: Path) -> None:
    """Write ``compiled.json`` and its like and the JSON Schemas under ``place``, from the schemas that the toolkit uses now."""
    ours = folder("schemas")
    write_whole(place / schema.COMPILED, schema.compiled(schema.contents(ours)))
    write_whole(place / schema.COMPILED_GUIDANCE, schema.compiled(schema.guidance_contents(ours)))
    for document in FOR_EDITORS:
        write_whole(place / "json" / f"{document}.json", json_schema(document))


if __name__ == "__main__":
    refresh(folder("schemas"))
