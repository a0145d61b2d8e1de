"""An officer waits for signatures: looks at the register, writes reminders with sheets, and puts dates into the calendar."""

import csv
import email
import email.policy
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from tests.conftest import EPOCH, Run

ASKED = str(int(EPOCH) - 19 * 86400)
"""12 November 2026."""

REMINDED = str(int(EPOCH) - 8 * 86400)
"""23 November 2026."""

AGAIN = str(int(EPOCH) - 3 * 86400)
"""28 November 2026."""


def ask(istoolkit: Run, protocols: Path) -> None:
    for name in ("early-help", "early-help-hub"):
        whom = ("--to", "northvale-council", "--to", "northvale-police", "--to", "schools/northvale-high")
        asked = ("sign-off", "request", name, *whom, "--reply-by", "2026-11-20", "--yes")
        done = istoolkit(*asked, cwd=protocols, SOURCE_DATE_EPOCH=ASKED)
        assert done.returncode == 0, done.stdout + done.stderr


def test_signatures_are_chased_until_they_are_there(istoolkit: Run, protocols: Path) -> None:
    ask(istoolkit, protocols)
    waiting = istoolkit("status", cwd=protocols, SOURCE_DATE_EPOCH=ASKED)
    assert waiting.returncode == 0, "waiting in time is no failure"
    assert "    Asked on 12 November 2026, with an answer by 20 November 2026.\n" in waiting.stdout

    signed = ("--for", "northvale-council", "--name", "Amira Patel", "--post", "Director of children's services")
    paper = ("--method", "signature", "--kept-at", "Contracts register", "--date", "2026-11-16", "--yes")
    done = istoolkit("sign-off", "record", "early-help-hub", *signed, *paper, cwd=protocols, SOURCE_DATE_EPOCH=REMINDED)
    assert done.returncode == 0, done.stdout + done.stderr

    late = istoolkit("status", cwd=protocols, SOURCE_DATE_EPOCH=REMINDED)
    assert late.returncode == 1
    assert "! early-help-hub 1.0          Awaiting signatures       1 of 4    9 May 2027\n" in late.stdout
    assert "    ! No answer by 20 November 2026 from Northvale Police.\n" in late.stdout

    first = istoolkit("chase", "--out", "first", cwd=protocols, SOURCE_DATE_EPOCH=ASKED)
    assert "  Northvale Police: early-help, early-help-hub (asks for the signature)\n" in first.stdout
    asks = (protocols / "first" / "northvale-police.txt").read_text(encoding="utf-8-sig")
    assert " asks Northvale Police to sign the documents below. " in asks and "eminder" not in asks

    done = istoolkit("chase", "--out", "letters", "--record", "--yes", cwd=protocols, SOURCE_DATE_EPOCH=REMINDED)
    assert done.returncode == 0, done.stderr
    assert "Nothing was sent. Open each .eml, look it over and send it.\n" in done.stdout
    assert "  Northvale Council: early-help (reminder 1)\n" in done.stdout, "it has signed the other"
    assert "  Northvale Police: early-help, early-help-hub (reminder 1)\n" in done.stdout
    letters = protocols / "letters"
    message = email.message_from_bytes((letters / "northvale-police.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage) and message["X-Unsent"] == "1"
    assert str(message["To"]) == "Northvale Police <publicprotection@police.northvale.example>"
    sheets = {str(each.get_filename()): each.get_content() for each in message.iter_attachments()}
    assert sorted(sheets) == [
        "early-help-1.0-protocol.docx",
        "early-help-1.0-sign-off-northvale-police.docx",
        "early-help-hub-1.0-protocol.docx",
        "early-help-hub-1.0-sign-off-northvale-police.docx",
    ]
    for name, content in sheets.items():
        assert (letters / ("sheets" if "sign-off" in name else "documents") / name).read_bytes() == content
        words = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        assert "Northvale Police" in words
    rows = list(csv.DictReader(io.StringIO((letters / "mail-merge.csv").read_bytes().decode("utf-8-sig"))))
    assert len(rows) == sum(line.count(",") + 1 for line in done.stdout.splitlines() if line.startswith("  "))
    assert rows[0]["Document"] == "early-help-1.0-protocol.docx" and rows[0]["Reminder"] == "1"

    again = istoolkit("chase", "early-help-hub", "--out", "second", cwd=protocols, SOURCE_DATE_EPOCH=AGAIN)
    assert "  Northvale Police: early-help-hub (reminder 2)\n" in again.stdout
    words = (protocols / "second" / "northvale-police.txt").read_text(encoding="utf-8-sig")
    assert "Subject: Second reminder: Early help hub operational arrangement to be signed by Northvale Police" in words
    one = istoolkit("status", "early-help-hub", cwd=protocols, SOURCE_DATE_EPOCH=AGAIN)
    assert (
        "  Northvale Police                            asked               12 Nov 2026\n      Reminded once\n"
        in one.stdout
    )

    dates = istoolkit("due", "--ics", "due.ics", cwd=protocols, SOURCE_DATE_EPOCH=AGAIN)
    assert dates.returncode == 0 and dates.stdout.endswith("Open it in Outlook, or import it into a calendar.\n")
    assert (
        b"SUMMARY:Early help hub operational arrangement: The review is due\r\n" in (protocols / "due.ics").read_bytes()
    )
