"""A template made ready once for the same bytes: to make one ready takes longer than to fill it."""

from functools import cache

from istoolkit.documents import workshop
from istoolkit.resources import folder


def once() -> None:
    """Have workshops share what they make ready. What comes out is the same: it rests on the bytes of the template alone."""
    if not hasattr(workshop.prepare, "cache_info"):
        workshop.prepare = cache(workshop.prepare)


def all_of_ours() -> None:
    """Make ready the templates that come with the toolkit."""
    for path in sorted(folder("templates").glob("*.docx")):
        workshop.read_template(path)
