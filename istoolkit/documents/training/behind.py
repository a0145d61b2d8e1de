"""The law behind what training papers say, as far as it holds in the nations they are for."""

from collections.abc import Iterable, Iterator

from istoolkit.definitions.formats import long_date
from istoolkit.definitions.guidance import alone, holds_in, law_behind, whole, worries
from istoolkit.definitions.law import is_confirmed
from istoolkit.definitions.leaves import records
from istoolkit.definitions.overlay import Record
from istoolkit.definitions.register import Register
from istoolkit.documents.paper import Block, Callout, Grid, Heading, Paragraph
from istoolkit.documents.wording import told

CHANGED = "The law has changed"
_DISCLAIMER = (
    "Laws and guidance that this paper names, in the order in which they first come up. Nothing here is legal advice."
)


class Behind:
    """Looks up the law behind records for some nations, and keeps what was named, for the list at the end.

    Without nations all law counts.
    """

    def __init__(self, register: Register, nations: frozenset[str]) -> None:
        self.register, self.nations = register, nations
        self.named: dict[str, Record] = {}
        self.open: dict[str, None] = {}

    def inner(self, record: Record, name: str) -> list[Record]:
        """Return the records in a list of a record, such as the topics of an audience, that hold in the nations."""
        return [each for _, each in records(record.get(name)) if self.holds(each)]

    def holds(self, record: Record) -> bool:
        """Whether a record holds in one of the nations."""
        return holds_in(record, self.nations)

    def titles(self, record: Record) -> list[str]:
        """Return what the law and guidance behind a record itself is called."""
        found = list(law_behind(self.register, alone(record), self.nations))
        self.named.update((str(each["id"]), each) for each in found)
        if "to_confirm" in record:
            self.open[told(record["to_confirm"])] = None
        return [str(each["title"]) for each in found]

    def line(self, record: Record) -> Iterator[Paragraph]:
        """Yield the law behind a record in small print, where there is any."""
        if titles := self.titles(record):
            yield Paragraph(f"Law and guidance: {'; '.join(titles)}.", "fine")

    def changes(self, record: Record, about: str = "") -> list[str]:
        """Return what of the law behind a record itself has changed, with what the record is about before it."""
        return [f"{about}: {each}" if about else each for each in worries(self.register, alone(record), self.nations)]

    def changes_within(self, record: Record) -> list[str]:
        """Return the changes of a record and of each that stands in it, with what it is about before each."""
        found = whole(record, self.nations)
        return [change for each in found for change in self.changes(each, told(each.get("title")))]

    def changed(self, record: Record) -> Iterator[Callout]:
        """Yield a frame with what of the law behind a record, and behind what stands in it, has changed."""
        yield from framed(worries(self.register, record, self.nations))

    def listed(self) -> Iterator[Block]:
        """Yield the list of all that was named, each with its meaning and whether somebody read it at its source."""
        if not self.named:
            return
        yield Heading("The law behind it", id="law", new_page=True)
        yield Paragraph(_DISCLAIMER, "keep")
        rows = tuple((str(each["title"]), told(each.get("meaning")), _standing(each)) for each in self.named.values())
        yield Grid("Law and guidance", ("Law or guidance", "What it means", "Confirmed"), rows, (32, 44, 24))
        if self.open:
            yield Paragraph(f"Still to be confirmed in this paper itself: {'; '.join(self.open)}.", "fine")


def framed(sentences: Iterable[str]) -> Iterator[Callout]:
    """Yield a frame that says what law has changed; nothing where none has."""
    if found := tuple(map(Paragraph, sentences)):
        yield Callout(CHANGED, found, "changed")


def _standing(law: Record) -> str:
    question = told(law.get("to_confirm"))
    if not is_confirmed(law):
        return f"To be confirmed: {question}" if question else "To be confirmed"
    read = f"Read at its source on {long_date(str(law.get('checked_on', '')))}"
    return f"{read}. Still open: {question}" if question else read
