"""A digest as people compare it: in groups of four letters and numbers."""

_GROUP, _SHORT = 4, 12


def grouped(digest: str) -> str:
    """Return a digest such as ``sha256:9a1e…`` in groups: “9a1e 77bc …”."""
    bare = digest.rpartition(":")[2]
    return " ".join(bare[at : at + _GROUP] for at in range(0, len(bare), _GROUP))


def short(digest: str) -> str:
    """Return the first letters and numbers of a digest, which tell it from any other that is met in practice."""
    return grouped(digest.rpartition(":")[2][:_SHORT])


def halves(digest: str) -> tuple[str, str]:
    """Return a digest in groups, in two lines of the same length."""
    groups = grouped(digest).split(" ")
    middle = len(groups) // 2
    return " ".join(groups[:middle]), " ".join(groups[middle:])
