"""Every document says where its protocol stands: a draft, awaiting signatures, signed off, or over. Read back from the files."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from lxml import etree
from openpyxl import load_workbook

from istoolkit.definitions.register import Protocol, Register
from istoolkit.documents import index_page
from istoolkit.documents.contents_page import write_index
from istoolkit.documents.excel.workbook import workbook
from istoolkit.documents.isp import build
from istoolkit.documents.keys import key_of
from istoolkit.documents.matrix.book import matrix_book
from istoolkit.documents.page import page
from istoolkit.documents.record import Record
from istoolkit.documents.seal import seal_of
from istoolkit.documents.shelves import WHOLE
from istoolkit.documents.signing.statement import STATEMENT
from istoolkit.documents.stamp import DRAFT, DRAFTS, MIXED, SIGNED_OFF, of_several
from istoolkit.documents.status import status_of
from istoolkit.documents.sums import whole
from istoolkit.documents.view import Library
from istoolkit.documents.word import tables
from istoolkit.documents.word.outline import make_template
from istoolkit.documents.word.template import Prepared, prepare
from istoolkit.signoff.content import digest_of
from tests.conftest import ROOT
from tests.documents.reading import W, body, paragraphs, parts, text, words
from tests.signoff.partnership import Partnership

REQUIRED = ("council", "police", "trust")
BEFORE, DAY = "2026-11-25", "2026-12-01"


class At:
    """A register on a day, and the protocol in it."""

    def __init__(self, here: Partnership, on: str = DAY) -> None:
        self.register: Register = here.register(on)
        self.protocol: Protocol = here.protocol(self.register)
        self.view = Library(self.register).view(self.protocol)

    def word(self) -> bytes:
        return build(Library(self.register), self.protocol, template())

    def matrix(self) -> list[str]:
        """The words of the matrix in Word, in Excel and as a page."""
        book = matrix_book(self.register, [self.protocol])
        return [everything(tables.document(book)), cells(workbook(book)), page(book).decode()]

    @property
    def key(self) -> str:
        return key_of(self.register, self.protocol, "isp", frozenset(), ())


@cache
def template() -> Prepared:
    return prepare((ROOT / "templates" / "isp.docx").read_bytes())


def everything(word: bytes) -> str:
    """The words of the body, the header and the footer."""
    found = parts(word)
    edges = (words(etree.fromstring(found[f"word/{name}1.xml"])) for name in ("header", "footer"))
    return "\n".join([text(word), *edges])


def cells(excel: bytes) -> str:
    book = load_workbook(io.BytesIO(excel))
    found = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    return "\n".join([*found, *(str(sheet.oddHeader.right.text) for sheet in book)])


def new(change: tuple[tuple[str, str], ...] = ()) -> Partnership:
    here = Partnership(Path(mkdtemp()) / "register")
    here.change(*change)
    return here


def signed_by_all(here: Partnership) -> Partnership:
    here.ask()
    here.approve("council", post="Director of children's services", evidence={"kept_at": "Contracts register"})
    here.approve("police", post="Chief superintendent", conditions="Only until the new system is in place.")
    here.record("approved", "trust", date="2026-11-12", name="Bo Wren", post="Chief nurse", method="e-mail")
    return here


@cache
def states() -> dict[str, At]:
    reviewed, awaiting, done = new(), new(), signed_by_all(new())
    reviewed.ask(wanted="advice")
    awaiting.ask()
    awaiting.approve("council", "schools/ash")
    over = signed_by_all(new((("review:", "expires: 2026-12-20\nreview:"),)))
    withdrawn, replaced = signed_by_all(new()), signed_by_all(new())
    withdrawn.record("withdrawn", date="2026-11-20", because="The hub closed.")
    replaced.record("superseded", date="2026-11-20", successor="hub 2.0")
    changed, damaged = signed_by_all(new()), signed_by_all(new())
    changed.change(("Help families early", "Help all families"))
    record = damaged.root / "hub" / "sign-off.yaml"
    record.write_text(record.read_text("utf-8").replace("Bo Wren", "Eve Wren"), "utf-8")
    return {
        "Changed since it was signed": At(changed),
        "Record damaged": At(damaged),
        "Draft": At(new()),
        "In review": At(reviewed),
        "Awaiting signatures": At(awaiting),
        "Signed off": At(done, BEFORE),
        "In force": At(done),
        "Expired": At(over, "2026-12-21"),
        "Withdrawn": At(withdrawn),
        "Replaced": At(replaced),
    }


COVER = {
    "Changed since it was signed": (
        "CHANGED since it was signed. Not what was signed. Version 1.0 is in force as it was signed."
    ),
    "Record damaged": (
        "RECORD DAMAGED. Nobody can say who has signed. Do not share information on the strength of it."
    ),
    "Draft": "DRAFT. Not signed. It takes effect when it is signed.",
    "In review": "IN REVIEW. Not signed. It takes effect when it is signed.",
    "Awaiting signatures": "AWAITING SIGNATURES. 1 of 3 has signed. It does not apply yet.",
    "Signed off": "SIGNED OFF on 12 November 2026. It applies from 1 December 2026.",
    "In force": "SIGNED OFF on 12 November 2026. In force from 1 December 2026.",
    "Expired": "EXPIRED on 20 December 2026. Do not share information under it.",
    "Withdrawn": "WITHDRAWN on 20 November 2026. The hub closed. Do not share information under it.",
    "Replaced": "REPLACED on 20 November 2026 by hub 2.0. Do not share information under it.",
}
HEAD = {
    "Changed since it was signed": "CHANGED since it was signed",
    "Record damaged": "RECORD DAMAGED",
    "Draft": "DRAFT, not signed",
    "In review": "IN REVIEW, not signed",
    "Awaiting signatures": "AWAITING SIGNATURES (1 of 3)",
    "Signed off": "SIGNED OFF on 12 November 2026",
    "In force": "SIGNED OFF on 12 November 2026",
    "Expired": "EXPIRED on 20 December 2026",
    "Withdrawn": "WITHDRAWN on 20 November 2026",
    "Replaced": "REPLACED on 20 November 2026 by hub 2.0",
}
AGREED = ("Signed off", "In force")
LOUD = ("DRAFT", "SIGNED OFF", "WITHDRAWN", "EXPIRED", "REPLACED", "AWAITING", "IN REVIEW")


@pytest.mark.parametrize("state", COVER)
def test_the_word_protocol_says_where_it_stands_and_nothing_else(state: str) -> None:
    made = states()[state].word()
    assert paragraphs(body(made))[0] == COVER[state]
    header = words(etree.fromstring(parts(made)["word/header1.xml"]))
    assert header == f"Larkmoor hub, version 1.0 {HEAD[state]}"
    shown = everything(made)
    assert [each for each in LOUD if each in shown] == [each for each in LOUD if each in COVER[state]]
    assert ("draft" in shown.lower(), "not signed" in shown.lower()) == (
        state == "Draft",
        state in ("Draft", "In review"),
    )


@pytest.mark.parametrize("state", COVER)
def test_the_matrix_says_so_in_word_in_excel_and_on_a_page(state: str) -> None:
    for shown in states()[state].matrix():
        assert HEAD[state] in shown or f"<strong>{state}</strong>" in shown
        loud = [each for each in LOUD if each in shown or f"<strong>{each.capitalize()}</strong>" in shown]
        assert [each for each in loud if each not in COVER[state]] == []
        told = shown.partition("</style>")[2].replace('class="draft"', "")
        assert ("draft" in told.lower()) == (state == "Draft" and "</style>" in shown)
    assert states()[state].matrix()[2].count("<title>Draft: ") == (state == "Draft")


def test_who_has_signed_stands_in_the_place_of_empty_blocks() -> None:
    made = text(states()["In force"].word())
    start, end = made.index("Signatures of organisations"), made.index("Schools: members that have signed")
    assert made[start:end].splitlines() == [
        *("Signatures of organisations", "Party", "Signed by", "Date", "How"),
        *("Larkmoor Council", "Ada Lark, Director of children's services", "10 November 2026"),
        "Signature on paper. Signed copy kept: Contracts register.",
        *("Larkmoor Police", "Ada Lark, Chief superintendent", "10 November 2026"),
        "Signature on paper. Condition: Only until the new system is in place.",
        *("Larkmoor NHS Trust", "Bo Wren, Chief nurse", "12 November 2026"),
        *("E-mail from the signatory's own mailbox.", ""),
    ]
    assert "0 of 3 have signed. Each member signs for itself" in made
    assert "(signature)" not in made and "Signature for" not in made


def test_of_a_text_that_was_changed_nobody_is_said_to_have_signed_it() -> None:
    at = states()["Changed since it was signed"]
    made = text(at.word())
    assert "Ada Lark" not in made and "have signed" not in made and "SIGNED OFF" not in everything(at.word())
    assert "Changed since it was signed, not what was signed" in made
    assert made.count("Signature for ") == 4
    assert seal_of(at.register, at.protocol, "isp", "").state == "draft"


def test_where_nothing_else_is_said_the_words_to_sign_are_those_of_the_toolkit() -> None:
    here = new()
    assert STATEMENT in text(At(here).word()).splitlines()
    here.change(("purposes:", "sign_off: {statement: We agree to help.}\npurposes:"))
    lines = text(At(here).word()).splitlines()
    assert "We agree to help." in lines and STATEMENT not in lines
    assert not [line for line in lines if line.startswith("Statement")]


def test_those_that_are_missing_keep_their_block() -> None:
    made = text(states()["Awaiting signatures"].word())
    blocks = [line for line in made.splitlines() if line.startswith("Signature for ")]
    assert blocks == ["Signature for Larkmoor Police", "Signature for Larkmoor NHS Trust", "Signature for Schools"]
    assert "1 of 3 has signed. Each member" in made and "Ash Primary School" in made
    draft = text(states()["Draft"].word())
    assert draft.count("Signature for ") == 4 and "have signed" not in draft


def test_a_signature_of_an_earlier_version_that_still_holds_says_so() -> None:
    here = signed_by_all(new())
    here.change(('version: "1.0"\njuris', 'version: "1.1"\njuris'))
    here.ask("2026-11-20")
    here.approve("council", date="2026-11-21")
    made = text(At(here).word())
    assert made.count("Signed version 1.0, which still holds.") == 2
    assert made.splitlines()[0] == "SIGNED OFF on 21 November 2026. In force from 1 December 2026."


def test_a_draft_says_which_version_is_in_force_meanwhile() -> None:
    here = signed_by_all(new())
    (here.root / "hub" / "signed" / "1.0" / "manifest.json").write_text("{}")
    here.new_version()
    at = At(here)
    shown = text(at.word())
    assert shown.splitlines()[0] == (
        "DRAFT. Not signed. It takes effect when it is signed. Version 1.0 is in force until then."
    )
    assert "Version in force\n1.0\n" in shown
    assert "Version 1.0 is in force until then." in at.matrix()[2]


def test_the_digest_is_in_the_footer_and_in_the_properties() -> None:
    for state in ("Draft", "In force"):
        at = states()[state]
        whole_digest = digest_of(at.register, at.protocol)
        plain = whole_digest.removeprefix("sha256:")
        made = parts(at.word())
        footer = words(etree.fromstring(made["word/footer1.xml"]))
        assert f"Digest of what is signed: {plain[:4]} {plain[4:8]} {plain[8:12]}" in footer
        keywords = f"<cp:keywords>istoolkit protocol=hub version=1.0 digest={plain}</cp:keywords>"
        assert keywords in made["docProps/core.xml"].decode()
        assert f"Digest of what is signed: {whole_digest}" in text(at.word())
        excel = load_workbook(io.BytesIO(workbook(matrix_book(at.register, [at.protocol]))))
        assert excel.properties.keywords == f"istoolkit protocol=hub version=1.0 digest={plain}"


OLD = """\
% if draft
[Draft] DRAFT. Not signed. It takes effect when it is signed.
% endif
[Title] {{ title }}
table Document control : 32 68
! Item | Detail
% for each in control
| {{ each.label }} | {{ each.value }}
% endfor

% for party in signatories
## {{ party.name }}
% endfor
% for each in unshown()
[Detail] {{ each.label }}: {{ each.value }}
% endfor
"""


def test_a_template_of_before_goes_on_working(tmp_path: Path) -> None:
    from istoolkit.documents.word.audit import fault_when_filled, unknown_names

    source = tmp_path / "templates" / "isp"
    source.mkdir(parents=True)
    for path in (ROOT / "templates" / "source" / "isp").glob("*.xml"):
        (source / path.name).write_bytes(path.read_bytes())
    before = ROOT / "templates" / "source" / "common" / "footer1.xml"
    (source / "footer1.xml").write_bytes(before.read_bytes())
    header = (source / "header1.xml").read_text("utf-8").replace("{{ status.head }}", "DRAFT, not signed")
    (source / "header1.xml").write_text(header.replace("{% if not draft %}DRAFT, not signed{% endif %}", ""), "utf-8")
    (source / "outline.txt").write_text(OLD, "utf-8")
    own = prepare(make_template(source))
    assert unknown_names(own) == [] and fault_when_filled(own) == ""
    for state, at in states().items():
        made = everything(build(Library(at.register), at.protocol, own))
        assert ("DRAFT" in made) is (state not in AGREED), state
        assert "Larkmoor NHS Trust" in made


def test_a_page_template_of_before_goes_on_working(tmp_path: Path) -> None:
    frame = (ROOT / "templates" / "page" / "frame.html.j2").read_text("utf-8")
    start, end = frame.index("{% if stamp %}"), frame.index("<h1>")
    old = '{% if draft %}\n<p class="draft"><strong>Draft</strong> <span>{{ draft_words }}</span></p>\n{% endif %}\n'
    (tmp_path / "frame.html.j2").write_text(frame[:start] + old + frame[end:], "utf-8")
    for state, at in states().items():
        made = page(matrix_book(at.register, [at.protocol]), tmp_path).decode()
        assert ("<strong>Draft</strong>" in made) is (state not in AGREED), state


def test_documents_of_several_protocols_are_signed_off_only_where_all_are() -> None:
    agreed, draft = states()["In force"], states()["Draft"]
    ours, theirs = (status_of(each.register, each.protocol).stamp for each in (agreed, draft))
    assert theirs == DRAFT and of_several([theirs, theirs]) == DRAFTS
    assert of_several([ours, theirs]) == MIXED and of_several([ours, ours]) == SIGNED_OFF


def test_the_index_page_says_where_each_protocol_stands(tmp_path: Path) -> None:
    here = signed_by_all(new())
    Partnership(here.root, "other")
    both = here.register()

    def index(*names: str) -> str:
        record = Record(tmp_path / "-".join(names))
        for name in (WHOLE, *names):
            record.put(name, "isp", "key", ())
        write_index(both, record)
        record.save()
        assert Record(record.out).shelves[names[0]].stage == record.shelves[names[0]].stage
        return (record.out / "index.html").read_text("utf-8").partition("</style>")[2]

    assert "<strong>Signed off</strong>" in index("hub") and "raft" not in index("hub")
    assert "<strong>Draft</strong>" in index("other") and "igned off" not in index("other")
    shown = index("hub", "other")
    assert "<strong>Not all signed</strong>" in shown
    assert "In force, signed off on 12 November 2026" in shown and "Draft, not signed" in shown
    assert index_page.index("x", index_page.Shelf("", "", (), ()), []).count(b"<strong>Draft</strong>") == 1


def test_a_document_is_made_again_when_the_record_or_what_follows_from_the_day_changes() -> None:
    here = new()
    seen = [At(here).key]
    assert At(here, "2026-12-03").key == At(here, "2026-12-02").key, "a draft does not change from one day to the next"
    here.ask()
    seen.append(At(here).key)
    here.approve("council")
    seen.append(At(here).key)
    here.approve("police", "trust")
    seen.extend((At(here, BEFORE).key, At(here).key))
    assert At(here, "2026-12-03").key == At(here, "2026-12-02").key, "nothing changes from one day in force to the next"
    here.record("withdrawn", date="2026-11-30")
    seen.append(At(here).key)
    assert len(set(seen)) == len(seen) == 6


def test_a_build_rests_on_the_record_and_not_on_what_was_kept(tmp_path: Path) -> None:
    here = signed_by_all(new())
    kept = here.root / "hub" / "signed" / "1.0"

    def changes() -> Iterator[str]:
        yield whole(here.root, (), ())
        (kept / "documents").mkdir()
        (kept / "documents" / "hub.docx").write_bytes(b"kept")
        yield whole(here.root, (), ())
        (kept / "manifest.json").write_text("{}")
        yield whole(here.root, (), ())
        (kept / "content.json").write_text("{}")
        yield whole(here.root, (), ())
        here.record("withdrawn")
        yield whole(here.root, (), ())

    first, same, *others = changes()
    assert same == first and len({first, *others}) == 4


def test_old_view_names_are_there_still() -> None:
    view = states()["In force"].view
    assert (view["draft"], view["signed_on"], str(view["status"])) == (
        False,
        "12 November 2026",
        "In force, signed off on 12 November 2026",
    )
    assert [each.party for each in view["signatures"]] == ["Larkmoor Council", "Larkmoor Police", "Larkmoor NHS Trust"]
    assert view["to_sign"] == [] and len(view["signatories"]) == 4
    assert len(body(states()["In force"].word()).findall(f".//{W}tbl")) > 3
