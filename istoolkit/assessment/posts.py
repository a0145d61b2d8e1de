"""The posts that an assessment names: what names nobody is no post."""

import re

_NOBODY = re.compile(r"\s*(?:not[\s-]applicable|n/?a|none|nobody|no[\s-]one)(?:\s+yet)?[\s.]*\Z", re.IGNORECASE)


def named_post(said: str) -> str:
    """Return a post as it is written; "" where the text names nobody, such as “Not applicable” or “-”."""
    return said if any(map(str.isalpha, said)) and not _NOBODY.match(said) else ""
