"""The certificate that a protocol is agreed, and the register of signatures: what the record says, and nothing else."""

import datetime
import hashlib
import io
import json
import shutil
from pathlib import Path

import openpyxl

from istoolkit.definitions.formats import long_date
from istoolkit.documents.kinds import kinds
from istoolkit.documents.signing.book import book_to_filter, book_to_read
from istoolkit.documents.signing.certificate import certificate
from istoolkit.documents.tables import Table
from istoolkit.documents.word.package import unpack
from istoolkit.documents.workshop import File, Workshop
from istoolkit.signoff.content import digest_of
from tests.conftest import ROOT, Run
from tests.documents.reading import W, body, folded, text, words
from tests.documents.signing import agreed, copy, of, opened, out, put_out, record, shop, sign


def made() -> bytes:
    found = certificate(shop(agreed()), of(shop(agreed())))
    assert found is not None and found.name == "early-help-1.0-certificate.docx"
    return found.content


def rows(content: bytes, caption: str) -> list[list[str]]:
    found = next(
        each
        for each in body(content).iter(f"{W}tbl")
        if each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == caption  # type: ignore[union-attr]
    )
    return [[folded(words(cell)) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]


def test_there_is_no_certificate_until_everyone_who_must_has_signed() -> None:
    assert certificate(shop(ROOT / "protocols"), of(shop(ROOT / "protocols"))) is None
    assert certificate(shop(out()), of(shop(out()))) is None
    root = copy()
    put_out(root, "early-help")
    sign(root, "early-help", but=["northvale-police"])
    assert certificate(shop(root), of(shop(root))) is None
    police = {"party": "northvale-police", "name": "Al Roe", "post": "Superintendent", "method": "letter"}
    record(root, "early-help", what="approved", **police, date="2026-11-30")
    assert certificate(shop(root), of(shop(root))) is not None
    record(root, "early-help", what="withdrawn", **police, date="2026-11-30")
    assert certificate(shop(root), of(shop(root))) is None


def test_the_certificate_says_who_signed_when_and_how() -> None:
    found = rows(made(), "Signatures that count")
    assert found[0] == ["Organisation", "Person and post", "Way of signing", "Date"]
    assert len(found) == 1 + 18
    assert found[1] == [
        "Northvale Council",
        "Amira Patel, Director of children's services",
        "Signature on paper",
        "21 November 2026",
    ]
    assert found[-1] == [
        "Lanternway Family Support",
        "Jo Ng, Chief officer",
        "Letter of acceptance",
        "30 November 2026",
    ]
    assert "Alderbank Primary School" not in [row[0] for row in found]


def test_the_certificate_says_what_was_signed_and_how_to_make_sure() -> None:
    shown, register = text(made()), opened(agreed())
    whole = digest_of(register, register.protocols["early-help"]).removeprefix("sha256:")
    assert whole in shown.replace("\n", "").replace(" ", "")
    kept = agreed() / "early-help" / "signed" / "1.0" / "content.json"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == whole
    assert "early-help/signed/1.0/content.json" in shown and "“sha256sum content.json”" in shown
    assert "“istoolkit verify FILE”" in shown and "“istoolkit check early-help”" in shown
    first = "Everyone who must sign has signed. 18 organisations have signed, 1 of them with conditions"
    assert first in shown and "The last signature that was needed was given on 30 November 2026." in shown.replace(
        "\xa0", " "
    )


def test_the_certificate_says_conditions_who_has_not_signed_and_who_need_not() -> None:
    shown = text(made()).replace("\xa0", " ")
    assert "Condition of Lanternway Family Support: Only until the new system is in place" in shown
    schools = "Schools and academies: 7 of 9 members have signed, each for itself."
    assert f"{schools} Not signed: Alderbank Primary School, Northvale High School." in shown
    assert "GP practices: 5 of 5 members have signed, each for itself." in shown
    works = "Quillhaven Software works on the instructions of others and does not sign."
    assert f"{works} Its contract binds it (UK GDPR Article 28)." in shown


def test_the_certificate_says_what_gave_the_authority_to_sign_and_who_has_not_begun() -> None:
    root = copy()
    put_out(root, "early-help")
    sign(root, "early-help", but=["northvale-police", "schools/brindlefen-primary", "schools/northvale-high"])
    police = {"party": "northvale-police", "name": "Priya Raman", "post": "Inspector", "method": "letter"}
    given = {"authority": "Given by Head of public protection on 22 November 2026", "date": "2026-11-25"}
    record(root, "early-help", what="delegated", party="northvale-police", to_post="Inspector", date="2026-11-22")
    record(root, "early-help", what="approved", **police, **given)
    found = certificate(shop(root), of(shop(root)))
    assert found is not None
    people = {row[0]: row[1] for row in rows(found.content, "Signatures that count")}
    assert people["Northvale Police"] == (
        "Priya Raman, Inspector (authority given by Head of public protection on 22 November 2026)"
    )
    schools = "Schools and academies: 7 of 9 members have signed, each for itself. Not signed: Northvale High School."
    assert f"{schools} Still to join: Brindlefen Primary School (1 September 2027)." in text(found.content)
    posts = {row[1].words: row[5].words for row in tables(root)["signatures"].rows if row[0].words == EARLY}
    assert posts["Northvale Police"] == "Inspector (authority given by Head of public protection on 22 November 2026)"


def test_the_certificate_says_what_it_rests_on_and_the_days() -> None:
    assert rows(made(), "Assessment and advice")[1:] == [
        [
            "Impact assessment",
            "Early help impact assessment, version 1.0. Approved by the senior information risk owner. 2 November 2026. On request from the owner",
        ],
        ["Advice before signing", "In favour. May be signed. Ivy Clough, Data protection officer, 21 November 2026"],
    ]
    told = dict(rows(made(), "Particulars")[1:])
    assert told["In force from"] == "1 December 2026" and told["Review due by"] == "2 November 2027"
    assert told["Where signed copies are kept"].startswith("Northvale Council keeps every signed copy")


def test_advice_in_the_assessment_comes_with_its_answer() -> None:
    root = copy()
    put_out(root, "early-help-hub")
    sign(root, "early-help-hub")
    found = certificate(shop(root), of(shop(root), "early-help-hub"))
    assert found is not None
    told = dict(rows(found.content, "Assessment and advice")[1:])
    assert told["Advice"].startswith("The hub may begin.") and "6 November 2026" in told["Advice"]
    assert told["Answer to the advice"] == "Accepted. By: Director of children's services"
    assert told["Assessment in the register"].startswith(
        "Approved. Remaining risk (medium) accepted by: Senior information"
    )


def test_a_signature_of_an_earlier_version_that_stands_says_so() -> None:
    """A change that nobody needs to sign again for: the certificate names the version that was signed."""
    root = copy()
    put_out(root, "early-help")
    sign(root, "early-help")
    file = root / "early-help" / "protocol.yaml"
    said = file.read_text().replace('version: "1.0"\njurisdictions', 'version: "1.1"\njurisdictions')
    file.write_text(said)
    put_out(root, "early-help")
    found = certificate(shop(root), of(shop(root)))
    assert found is not None
    assert rows(found.content, "Signatures that count")[1][2] == "Signature on paper (for version 1.0; it stands)"
    shown = text(found.content)
    assert "kept word for word in the file early-help/signed/1.1/content.json of the register." in shown
    assert "20 signatures were given to version 1.0, which has the digest " in shown
    assert "kept in the file early-help/signed/1.0/content.json" in shown


EARLY = "Early help and safeguarding information community agreement"


def tables(root: Path) -> dict[str, Table]:
    register = opened(root)
    return {each.id: each for each in book_to_filter(register, list(register.checked())).tables}


def test_the_register_of_signatures_says_where_each_protocol_stands() -> None:
    found = {row[0].words: [cell.words for cell in row[1:]] for row in tables(agreed())["protocols"].rows}
    assert len(found) == 6
    early = found[EARLY]
    assert early[:2] == ["1.0", "In force"]
    assert early[2].split("\n") == ["6 of 6", "Schools and academies: 7 of 9", "GP practices: 5 of 5"]
    assert early[4:7] == ["2026-11-30", "2026-12-01", "2027-11-02"] and len(early[7]) == 14
    hub = found["Early help hub operational arrangement"]
    assert hub[1] == "Draft" and hub[2].startswith("0 of 5\n") and hub[3] == ""
    waiting = {row[0].words: row[4].words.split("\n") for row in tables(out())["protocols"].rows}
    missing = waiting[EARLY]
    assert missing[:2] == ["Northvale Council", "Northvale Youth Justice Service"]
    assert "Alderbank Primary School" not in missing  # a class may begin without all its members


def test_the_register_of_signatures_has_a_row_for_each_who_signs() -> None:
    table = tables(agreed())["signatures"]
    heads = [each.heading for each in table.columns]
    found = {(row[0].words, row[1].words): dict(zip(heads, (c.words for c in row), strict=True)) for row in table.rows}
    charity = found[EARLY, "Lanternway Family Support"]
    assert charity["Answer"] == "Signed with conditions" and charity["Must sign"] == "Yes"
    assert charity["Conditions or reason"] == "Only until the new system is in place"
    assert (charity["Date"], charity["Asked since"], charity["Reply by"]) == ("2026-11-30", "2026-11-20", "2026-12-20")
    council = found[EARLY, "Northvale Council"]
    assert council["Evidence"] == "File signed.pdf; Kept at: Contracts register; Digest 8c1d 8c1d 8c1d …"
    school = found[EARLY, "Alderbank Primary School"]
    assert school["Answer"] == "Asked" and school["Must sign"] == "No" and school["Post"] == "Head teacher (to sign)"


def test_the_register_of_signatures_has_every_entry_of_the_record() -> None:
    rows = [row for row in tables(agreed())["record"].rows if row[0].words == EARLY]
    assert len(rows) == 20
    assert [cell.words for cell in rows[0][1:4]] == [
        "2026-12-01 09:30:00",
        "Was asked for",
        "The protocol as a whole",
    ]
    assert {row[2].words for row in rows} == {"Was asked for", "Gave advice", "Approved"}
    assert any("Reply by: 20 December 2026" in row[9].words for row in rows)
    days = [row[6].words for row in rows]
    assert days[0] == "2026-11-20" and sorted(days, key=datetime.date.fromisoformat) == sorted(days), "text that sorts"


def test_an_entry_that_was_tampered_with_shows() -> None:
    root = Path(shutil.copytree(agreed(), copy() / "again"))
    file = root / "early-help" / "sign-off.yaml"
    file.write_text(file.read_text().replace("Jo Ng", "Jo Ng-Smith"))
    bad = [row for row in tables(root)["record"].rows if row[-1].tone == "extreme"]
    assert len(bad) == 1 and bad[0][-1].words.endswith("does not fit the entry") and bad[0][4].words == "Jo Ng-Smith"


def files(workshop: Workshop) -> dict[str, File]:
    kind = kinds()["sign-off"]
    assert kind.of_register is not None
    return {each.name: each for each in kind.of_register(workshop)}


def test_it_is_made_for_word_and_for_excel() -> None:
    found = files(shop(agreed()))
    assert list(found) == ["signatures.docx", "signatures.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(found["signatures.xlsx"].content))
    assert book.sheetnames[1:] == ["Protocols", "Signatures", "Record"]
    names = [str(row[1].value) for row in book["Signatures"].iter_rows(min_row=2)]
    assert "Lanternway Family Support" in names
    shown = text(found["signatures.docx"].content)
    assert "Early help and safeguarding information community agreement: who has signed" in shown
    assert "Early help hub operational arrangement: who has signed" not in shown  # nothing is recorded of it
    assert "The Excel file lists who is to sign them." in shown
    assert "DRAFT" not in unpack(found["signatures.docx"].content)["word/header1.xml"].decode()


def test_the_book_to_read_has_all_that_the_one_to_filter_has() -> None:
    register = opened(agreed())
    read = book_to_read(register, list(register.checked()))
    shown = json.dumps([[cell.words for cell in row] for each in read.tables for row in each.rows])
    for table in book_to_filter(register, [register.protocols["early-help"]]).tables[1:]:
        for row in table.rows:
            for cell in row[1:]:
                lines = [json.dumps(long_date(line))[1:-1] for line in cell.words.split("\n")]
                assert all(line in shown for line in lines), cell.words


def test_build_makes_the_papers_and_makes_them_again_when_someone_signs_or_leaves(istoolkit: Run) -> None:
    root = copy()
    put_out(root, "early-help")
    build = ("build", "early-help", "--only", "sign-off", "--register", root, "--out", root.parent / "made")
    done = istoolkit(*build)
    folder = root.parent / "made" / "early-help"
    assert done.returncode == 0, done.stderr
    assert [each.name for each in folder.iterdir()] == ["early-help-1.0-sign-off-sheets.docx"]
    before = (folder / "early-help-1.0-sign-off-sheets.docx").read_bytes()
    sign(root, "early-help")
    assert istoolkit(*build).returncode == 0
    assert (folder / "early-help-1.0-certificate.docx").is_file()
    signed = (folder / "early-help-1.0-sign-off-sheets.docx").read_bytes()
    assert signed != before
    later = int(datetime.datetime(2027, 9, 10, tzinfo=datetime.UTC).timestamp())
    assert istoolkit(*build, SOURCE_DATE_EPOCH=str(later)).returncode == 0
    assert "Brindlefen Infant School" not in text((folder / "early-help-1.0-sign-off-sheets.docx").read_bytes())
    assert "Brindlefen Infant School" in text(signed)
