"""The index of what was built: a page that leads from each protocol to the documents made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from istoolkit.documents.page_frame import framed
from istoolkit.documents.page_style import paper_style
from istoolkit.documents.stamp import DRAFTS, Stamp


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made.

    ``words`` say what it is, such as “Matrix”: documents with the same words, one after the other, stand on one line.
    ``path`` is where it is, from the folder of the index; ``format`` is its kind of file in words, such as “Word”.
    ``group`` says for what it is, such as “To agree and sign”. ``older`` says that the register has changed since it was
    made, ``note`` what it leaves out. Without a ``path`` there is none yet, and ``format`` says so.
    """

    words: str
    path: str
    format: str
    group: str = ""
    older: bool = False
    note: str = ""


MANY = 20
"""From how many protocols on each is folded up, so that their titles can be seen together."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A protocol, or the register as a whole, with what was made of it.

    ``facts`` are labels with values, such as its identifier, version, tier, status and when its review is due. ``id`` is
    what links to its place on the page end with.
    """

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    documents: tuple[Made, ...]
    id: str = ""

    def groups(self) -> Iterator[tuple[str, tuple[tuple[str, tuple[Made, ...]], ...]]]:
        """Yield what the documents are for, each with its documents: those that are the same but for their format together."""
        found: dict[str, list[Made]] = {}
        for each in self.documents:
            found.setdefault(each.group, []).append(each)
        return ((group, tuple(_lines(made))) for group, made in found.items())


def _lines(documents: Sequence[Made]) -> Iterator[tuple[str, tuple[Made, ...]]]:
    return ((words, tuple(made)) for words, made in groupby(documents, key=lambda each: each.words))


def index(
    title: str,
    whole: Shelf,
    shelves: Sequence[Shelf],
    *,
    language: str = "en-GB",
    stamp: Stamp | None = DRAFTS,
    marking: str = "",
    own: Path | None = None,
    on: str = "",
) -> bytes:
    """Return the index as an HTML page: the same bytes each time.

    ``title`` names the partnership or register. ``whole`` is the register as a whole, ``shelves`` its protocols in the
    order in which they are shown. ``stamp`` says where it stands; ``marking`` is the protective marking.
    ``own`` is as for `page.page`; ``on`` is the day looked at, in words. Raises page_frame.BadPage where templates cannot be used, ValueError for a path that leads out of the folder.
    """
    return framed(
        "index.html.j2",
        own,
        f"\n{paper_style(title, stamp, marking)}\n",
        (),
        title=title,
        subtitle=f"Documents of the register on {on}" if on else "Documents of the register",
        language=language,
        creator="",
        stamp=stamp,
        marking=marking,
        whole=whole,
        shelves=shelves,
        heading="Protocols",
        one="protocol",
        many="protocols",
        no_shelf="There is no protocol yet.",
        address=address,
        many_shelves=MANY,
    )


def address(path: str) -> str:
    """Return the path of a file as a relative link. Raises ValueError where it leads out of the folder."""
    steps = PurePosixPath(path.replace("\\", "/"))
    if steps.is_absolute() or ".." in steps.parts or not steps.parts:
        raise ValueError(f"{path!r} is not a file under the folder of the index")
    return quote(str(steps), safe="/")
