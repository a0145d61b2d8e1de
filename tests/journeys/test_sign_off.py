"""An officer puts a protocol out for signature and records what comes back, until everyone has signed."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.journeys.test_first_protocol import answer

LATER = {"SOURCE_DATE_EPOCH": "1797422400"}
"""16 December 2026: the answers have come in."""

SHEETS = """\
for,name,post,date,method,evidence,kept-at,conditions
Northvale Youth Justice Service,Ola Brandt,Youth justice service manager,14/12/2026,signature,sheet.pdf,Contracts register,
northvale-nhs-trust,Mel Okafor,Director of nursing,2026-12-15,e-mail,,Mailbox of the team,Only until the new record system
tannerbrook-homes,Kit Shah,Director of housing,2026-12-15,letter,,Contracts register,
"""


def entries(root: Path) -> list[dict[str, Any]]:
    text = (root / "early-help" / "sign-off.yaml").read_text("utf-8")
    return [json.loads(line[2:]) for line in text.splitlines() if line.startswith("- ")]


def test_a_protocol_is_put_out_signed_refused_delegated_and_agreed(istoolkit: Run, protocols: Path) -> None:
    def do(*words: str, **environment: str) -> tuple[int, str]:
        done = istoolkit("sign-off", *words, cwd=protocols, **environment)
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    definition = protocols / "early-help" / "protocol.yaml"
    answer(definition, ("  keep: 6 years\n", '  keep: "TBC: the board decides in November"\n'))
    code, told = do("request", "early-help", "--reply-by", "2026-12-20")
    assert code == 1 and not (protocols / "early-help" / "sign-off.yaml").exists()
    assert "1 thing is still to be confirmed: early-help/protocol.yaml:" in told
    assert "The protocol begins on 1 December 2026, and answers are due on 20 December 2026." in told

    answer(
        definition,
        ('"TBC: the board decides in November"', "6 years"),
        ("in_force: 2026-12-01", "in_force: 2027-01-04"),
    )
    code, told = do("request", "early-help", "--reply-by", "2026-12-20", "--yes")
    assert code == 0 and "0 of 6 that must sign have signed. Missing: Northvale Council," in told
    content = protocols / "early-help" / "signed" / "1.0" / "content.json"
    digest = f"sha256:{hashlib.sha256(content.read_bytes()).hexdigest()}"
    assert entries(protocols)[0]["digest"] == digest and entries(protocols)[0]["reply_by"] == "2026-12-20"

    inspector = ("--for", "northvale-police", "--name", "Priya Raman", "--post", "Inspector", "--date", "2026-12-14")
    code, told = do("record", "early-help", *inspector, "--method", "signature", "--yes", **LATER)
    assert code == 1 and "Head of public protection signs for Northvale Police, and Inspector signed." in told
    gave = ("--name", "Al Ray", "--post", "Head of public protection", "--date", "2026-12-10", "--until", "2026-12-31")
    code, _ = do(
        "delegate", "early-help", "--for", "northvale-police", "--to-post", "Inspector", *gave, "--yes", **LATER
    )
    assert code == 0
    code, told = do("record", "early-help", *inspector, "--method", "signature", "--yes", **LATER)
    assert code == 0 and "Authority Given by Head of public protection on 10 December 2026" in told

    lantern = ("--for", "lanternway", "--name", "Jo Bell", "--post", "Chief officer", "--yes")
    code, told = do(
        "refuse", "early-help", *lantern, "--date", "2026-12-14", "--because", "Who answers for losses?", **LATER
    )
    assert code == 0 and "Refused: Lanternway Family Support." in told

    (protocols / "sheets.csv").write_text(SHEETS, "utf-8")
    (protocols / "sheet.pdf").write_bytes(b"a scanned sheet")
    code, told = do("record", "early-help", "--file", "sheets.csv", "--keep", "--yes", **LATER)
    assert code == 0, told
    assert "4 of 6 that must sign have signed. Missing: Northvale Council and Lanternway Family Support." in told
    assert (content.parent / "evidence" / "sheet.pdf").read_bytes() == b"a scanned sheet"

    answer(definition, ("before a crisis", "before any crisis"))
    code, told = do("request", "early-help", "--yes", **LATER)
    assert code == 1 and "was changed after it was put out as version 1.0, and 4 have signed it." in told
    assert "Raise the version in protocol.yaml. Who must sign again: istoolkit impact early-help" in told
    answer(definition, ("before any crisis", "before a crisis"))

    do("record", "early-help", *lantern, "--date", "2026-12-16", "--method", "e-mail", "--kept-at", "Mailbox", **LATER)
    chief = (
        "--name",
        "Sam Osei",
        "--post",
        "Director of children's services",
        "--date",
        "2026-12-16",
        "--method",
        "letter",
    )
    code, told = do("record", "early-help", "--for", "northvale-council", *chief, "--kept-at", "Safe", "--yes", **LATER)
    assert code == 0 and "6 of 6 that must sign have signed." in told
    assert told.endswith("Everyone who must sign has signed. Next: istoolkit release early-help")

    school = ("--for", "saint-orrin-high", "--name", "Amira Patel", "--post", "Head teacher", "--date", "2027-01-12")
    january = {"SOURCE_DATE_EPOCH": "1799841600"}
    code, told = do("join", "early-help", "--for", "saint-orrin-high", "--date", "2027-01-11", "--yes", **january)
    assert code == 0 and "Recorded: Saint Orrin's High School joined." in told
    code, told = do("record", "early-help", *school, "--method", "click", "--yes", **january)
    assert code == 0 and "Schools and academies: 1 of 9 has signed." in told

    happened = [(each["what"], each.get("party", "")) for each in entries(protocols)]
    assert happened == [
        ("requested", ""),
        ("delegated", "northvale-police"),
        ("approved", "northvale-police"),
        ("refused", "lanternway"),
        ("approved", "northvale-youth-justice"),
        ("approved", "northvale-nhs-trust"),
        ("approved", "tannerbrook-homes"),
        ("approved", "lanternway"),
        ("approved", "northvale-council"),
        ("joined", "schools"),
        ("approved", "schools"),
    ]
    assert {each["digest"] for each in entries(protocols)} == {digest}
    person = ("--name", "Sam Osei", "--post", "Director of children's services", "--date", "2027-01-12", "--yes")
    code, told = do("reconfirm", "early-help", *person, **january)
    assert code == 0 and "Version 1.0 was reviewed and confirmed without change." in told
    checked = istoolkit("check", "early-help", "--on", "2027-01-14", cwd=protocols)
    assert checked.returncode == 0, checked.stdout
