"""The posts that an assessment names: what names nobody is no post."""

import re

_NOBODY = re.compile(r"\s*(?:not applicable|n/?a|none|nobody|no one|-+)\b[\s.]*\Z", re.IGNORECASE)


def named_post(said: str) -> str:
    """Return a post as it is written; "" where the text names nobody, such as “Not applicable”."""
    return "" if _NOBODY.match(said) else said
