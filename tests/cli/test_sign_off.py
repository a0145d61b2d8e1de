"""The commands that record, one at a time."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from istoolkit.cli import cli
from istoolkit.cli.signing import _ask
from istoolkit.signoff import store
from tests.conftest import EPOCH
from tests.journeys.test_first_protocol import answer

Do = Callable[..., Result]
PRIYA = ("--name", "Priya Raman", "--post", "Head of public protection", "--date", "2026-12-01", "--method", "e-mail")
POLICE = ("record", "early-help", "--for", "northvale-police", *PRIYA, "--kept-at", "Safe", "--yes")


@pytest.fixture
def do(protocols: Path, monkeypatch: pytest.MonkeyPatch) -> Do:
    """Run a command of the group in the worked register."""
    monkeypatch.chdir(protocols)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)

    def run(*arguments: object, typed: str | None = None) -> Result:
        done = CliRunner().invoke(cli, ["sign-off", *map(str, arguments)], input=typed, prog_name="istoolkit")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


@pytest.fixture
def asked(do: Do, protocols: Path) -> Do:
    """The same after early-help was put out for signature, quicker than by the command."""
    from istoolkit.cli.signing._here import here_of
    from istoolkit.signoff import recording
    from istoolkit.signoff.entries import REQUESTED

    here = here_of("early-help", protocols)
    out = recording.today(here.register, here.protocol, here.today)
    entry = recording.of(out, REQUESTED, ("", ""), here.today, **{"for": "signature"})
    recording.put_out(here.root, here.register, here.protocol, [entry], "2026-12-01T12:00:00Z")
    return do


def flat(done: Result) -> str:
    return " ".join(done.output.split())


def lines(protocols: Path) -> list[str]:
    path = protocols / "early-help" / "sign-off.yaml"
    return [each for each in path.read_text("utf-8").splitlines() if each.startswith("- ")] if path.exists() else []


def test_the_group_has_a_command_for_all_that_can_happen(do: Do) -> None:
    told = do("--help").output
    for name in [
        "request",
        "record",
        "refuse",
        "delegate",
        "withdraw",
        "advise",
        "join",
        "leave",
        "reconfirm",
        "supersede",
        "remind",
        "show",
    ]:
        assert f"\n  {name} " in told
        assert do(name, "--help").output.startswith(f"Usage: istoolkit sign-off {name} ")
    assert "Did you mean “refuse”?" in do("refuze").output


def test_nothing_is_signed_that_was_not_put_out(do: Do, protocols: Path) -> None:
    done = do(*POLICE)
    assert done.exit_code == 2 and lines(protocols) == []
    assert (
        "early-help is not out for signature. Put it out with: istoolkit sign-off request early-help\n" in done.output
    )


def test_a_script_is_told_every_option_that_it_lacks(asked: Do, protocols: Path) -> None:
    done = asked("record", "early-help", "--name", "Priya Raman")
    assert done.exit_code == 2
    assert "Nothing was recorded. Say also --for, --post, --date and --method." in done.output
    for name, missing in {
        "refuse": "--for, --because, --name and --date",
        "delegate": "--for, --to-post, --name, --post and --date",
        "withdraw": "--for or --whole, --because and --date",
        "advise": "--role, --opinion, --advice, --name, --post and --date",
        "join": "--for and --date",
        "leave": "--for and --date",
        "reconfirm": "--name, --post and --date",
        "supersede": "--by and --date",
    }.items():
        assert f"Say also {missing}." in asked(name, "early-help").output
    assert len(lines(protocols)) == 1


def test_a_script_says_yes_itself(asked: Do, protocols: Path) -> None:
    done = asked(*POLICE[:-1])
    assert done.exit_code == 2 and "give the same command with --yes." in done.output and len(lines(protocols)) == 1
    done = asked(*POLICE)
    assert (
        done.exit_code == 0
        and "Recorded: Northvale Police approved version 1.0.\n1 of 6 that must sign has" in done.output
    )
    again = asked(*POLICE)
    assert again.exit_code == 0 and again.output == "It is recorded already. Nothing was added.\n"
    assert len(lines(protocols)) == 2


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("northvale-polce", "“northvale-polce” does not sign early-help. Did you mean “northvale-police”?"),
        ("schools", "each member signs for itself. Name one, such as schools/alderbank-primary."),
        ("schools/alderbnk", "“alderbnk” is not in members/schools.csv. Did you mean “alderbank-primary”?"),
        ("quillhaven-software", "is a processor and does not sign. Its contract binds it (UK GDPR Article 28)."),
    ],
)
def test_who_does_not_sign_is_told_why(asked: Do, who: str, words: str) -> None:
    done = asked("record", "early-help", "--for", who, *PRIYA, "--yes")
    assert done.exit_code == 2 and words in done.output


def test_a_member_may_be_named_alone_or_as_it_is_called(asked: Do, protocols: Path) -> None:
    head = ("--name", "Amira Patel", "--post", "Head teacher", "--date", "2026-12-01", "--method", "letter", "--yes")
    assert asked("record", "early-help", "--for", "alderbank-primary", *head).exit_code == 0
    assert asked("record", "early-help", "--for", "Fernhollow School", *head).exit_code == 0
    assert '"party": "schools", "member": "alderbank-primary"' in lines(protocols)[1]
    assert '"party": "schools", "member": "fernhollow-special"' in lines(protocols)[2]


def test_what_stands_against_it_is_told_and_a_reason_is_kept(asked: Do, protocols: Path) -> None:
    sergeant = [each.replace("Head of public protection", "Sergeant") for each in POLICE]
    done = asked(*sergeant)
    assert done.exit_code == 1 and len(lines(protocols)) == 1
    assert "- Head of public protection signs for Northvale Police, and Sergeant signed." in done.output
    assert "\n  Say what gives the authority with --authority, or record it:\n" in done.output
    assert "istoolkit sign-off delegate early-help --for northvale-police\n" in done.output
    assert 'give the reason: --despite "WHY"' in done.output
    assert asked(*sergeant, "--despite", "Confirmed by telephone").exit_code == 0
    note = json.loads(lines(protocols)[1][2:])["note"]
    assert note.endswith("and Sergeant signed. Recorded all the same: Confirmed by telephone")
    future = [each.replace("2026-12-01", "2026-12-02") for each in POLICE]
    hard = asked(*future, "--despite", "I know")
    assert hard.exit_code == 1 and "has not come yet" in hard.output and "--despite" not in hard.output


def test_evidence_is_named_by_its_digest_and_never_overwritten(asked: Do, protocols: Path, tmp_path: Path) -> None:
    scan = tmp_path / "police.pdf"
    scan.write_bytes(b"scan")
    kept = protocols / "early-help" / "signed" / "1.0" / "evidence" / "police.pdf"
    paper = ("record", "early-help", "--for", "northvale-police", *PRIYA, "--evidence", scan, "--keep", "--yes")
    kept.parent.mkdir()
    kept.write_bytes(b"another")
    done = asked(*paper)
    assert done.exit_code == 2 and "is there already and is another file. Rename yours" in flat(done)
    assert kept.read_bytes() == b"another" and len(lines(protocols)) == 1
    kept.unlink()
    assert asked(*paper).exit_code == 0 and kept.read_bytes() == b"scan"
    evidence = json.loads(lines(protocols)[1][2:])["evidence"]
    digest = subprocess.run(["sha256sum", scan], capture_output=True, text=True, check=True).stdout[:64]
    assert evidence == {"file": "police.pdf", "sha256": digest, "kept_at": "early-help/signed/1.0/evidence/police.pdf"}
    gone = asked("record", "early-help", "--for", "lanternway", *PRIYA, "--evidence", "gone.pdf", "--yes")
    assert gone.exit_code == 2 and "There is no file gone.pdf." in gone.output


def test_a_file_of_several_is_recorded_in_full_or_not_at_all(asked: Do, protocols: Path) -> None:
    sheet = protocols / "signed.csv"
    (protocols / "one.pdf").write_bytes(b"1")
    head = "\ufeffFor;Name;Post;Date;Method;Evidence;Kept at\r\n"
    police = "northvale-police;Priya Raman;Head of public protection;01/12/2026;signature;one.pdf;Safe\r\n"
    sheet.write_text(
        head + police + "nowhere;A;B;2026-12-01;letter;;\r\nlanternway;A B;;2026-13-01;letter;;\r\n" + police, "utf-8"
    )
    done = asked("record", "early-help", "--file", "signed.csv", "--yes")
    assert done.exit_code == 2 and len(lines(protocols)) == 1
    assert "- Line 3: “nowhere” does not sign early-help." in done.output
    assert "- Line 4: “2026-13-01” is not a day." in done.output
    assert "- Line 5: northvale-police stands in a line above already." in done.output
    lantern = "Lanternway Family Support;A B;Chief officer;2026-12-01;letter;;Safe\r\n"
    sheet.write_text(head + police + lantern.replace("Chief", "Deputy"), "utf-8")
    barred = asked("record", "early-help", "--file", "signed.csv", "--yes")
    assert barred.exit_code == 1 and "- Lanternway Family Support: Chief officer signs for" in barred.output
    assert len(lines(protocols)) == 1
    sheet.write_text(head + police + lantern, "utf-8")
    done = asked("record", "early-help", "--file", "signed.csv", "--yes")
    assert done.exit_code == 0 and "2 of 6 that must sign have signed." in done.output
    assert json.loads(lines(protocols)[1][2:])["date"] == "2026-12-01" and '"one.pdf"' in lines(protocols)[1]
    assert asked("record", "early-help", "--file", "signed.csv", "--yes").output.startswith("It is recorded already.")
    sheet.write_text(head.replace("Method", "Methud") + police, "utf-8")
    assert (
        "has a column “methud”, which is not known. Did you mean “method”?"
        in asked("record", "early-help", "--file", "signed.csv").output
    )


def test_at_a_terminal_it_asks_for_what_is_missing(asked: Do, protocols: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ask, "at_terminal", lambda: True)
    typed = "4\nPriya Raman\n\n1 Dec\n2026-12-01\nmail\n2\n\nContracts register\n\n"
    no = asked("record", "early-help", typed=f"{typed}no\n")
    assert no.exit_code == 2 and no.output.endswith("Nothing was recorded.\n") and len(lines(protocols)) == 1
    broken_off = asked("record", "early-help", typed="4\nPriya")
    assert broken_off.exit_code == 2 and "Nothing was recorded." in broken_off.output
    done = asked("record", "early-help", typed=f"{typed}yes\n")
    assert done.exit_code == 0, done.output
    assert " 4  northvale-police " in done.output and "Post [Head of public protection]:" in done.output
    assert "“1 Dec” is not a day." in done.output and "“mail” is none of these. Did you mean “e-mail”?" in done.output
    entry = json.loads(lines(protocols)[1][2:])
    assert (entry["name"], entry["post"], entry["method"]) == ("Priya Raman", "Head of public protection", "e-mail")
    assert entry["evidence"] == {"kept_at": "Contracts register"} and entry["authority"] == "Named in the protocol"
    assert "northvale-police" not in asked("record", "early-help", typed="").output


def test_a_key_signs_what_is_recorded_and_any_other_key_does_not(asked: Do, protocols: Path, tmp_path: Path) -> None:
    for name in ("right", "wrong"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    public = " ".join((tmp_path / "right.pub").read_text("utf-8").split()[:2])
    (protocols / "allowed_signers").write_text(f"priya@police.example {public}\n", "utf-8")
    base = (*POLICE[:-4][:10], "--yes", "--signer", "priya@police.example")
    base = tuple(each for each in base if each not in ("--method", "e-mail"))
    wrong = asked(*base, "--key", tmp_path / "wrong")
    assert wrong.exit_code == 2 and "Nothing was recorded." in wrong.output and len(lines(protocols)) == 1
    done = asked(*base, "--key", tmp_path / "right")
    assert done.exit_code == 0, done.output
    shown = asked("show", "early-help")
    assert shown.exit_code == 0 and "Key          priya@police.example" in shown.output
    assert "  Check        " in shown.output
    (protocols / "allowed_signers").write_text("", "utf-8")
    assert asked("show", "early-help").exit_code == 1


def test_the_record_is_shown_in_words_and_for_programs(asked: Do, protocols: Path) -> None:
    asked(*POLICE, "--conditions", "Only for Northvale")
    shown = asked("show", "early-help").output
    assert shown.index("Version 1.0 was put out for signature.") < shown.index("approved version 1.0 with conditions.")
    assert "  Signed by    Priya Raman, Head of public protection\n  Authority    Named in the protocol\n" in shown
    assert "  Conditions   Only for Northvale\n" in shown and "Out for signature: version 1.0" in shown
    read = json.loads(asked("show", "early-help", "--json").output)
    assert (read["format"], read["state"]) == (1, "awaiting")
    assert read["entries"][1]["told"] == "Northvale Police approved version 1.0 with conditions."
    answer(protocols / "early-help" / "sign-off.yaml", ("Priya", "Petra"))
    damaged = asked("show", "early-help")
    assert (
        damaged.exit_code == 1 and "This entry was changed after it was written. It does not count." in damaged.output
    )
    assert asked(*POLICE).exit_code == 1
    assert "Nothing is recorded yet." in asked("show", "case-meeting").output


def test_a_refusal_has_its_reason_and_is_told_with_who_is_missing(asked: Do) -> None:
    person = ("--name", "A B", "--post", "Chief officer", "--date", "2026-12-01")
    done = asked("refuse", "early-help", "--for", "lanternway", "--because", "Kept too long", *person, "--yes")
    assert done.exit_code == 0 and "Reason       Kept too long\n" in done.output
    assert "\nRefused: Lanternway Family Support.\n" in done.output


def test_an_approval_is_taken_back_by_one_or_the_whole_is_withdrawn(asked: Do) -> None:
    why = ("--because", "No longer needed", "--date", "2026-12-01", "--yes")
    early = asked("withdraw", "early-help", "--for", "northvale-police", *why)
    assert early.exit_code == 1 and "Northvale Police has no approval that it could withdraw." in early.output
    asked(*POLICE)
    assert (
        "Northvale Police withdrew its approval."
        in asked("withdraw", "early-help", "--for", "northvale-police", *why).output
    )
    assert "The protocol was withdrawn." in asked("withdraw", "early-help", "--whole", *why).output
    assert "\nWithdrawn.\n" in asked("show", "early-help").output
    late = asked(*POLICE)
    assert late.exit_code == 1 and "- The protocol was withdrawn.\n  Nobody needs to sign it any more." in late.output


def test_joining_and_leaving_must_be_what_the_definition_says(asked: Do, protocols: Path) -> None:
    today = ("--date", "2026-12-01", "--yes")
    party = asked("leave", "early-help", "--for", "lanternway", *today)
    assert party.exit_code == 1
    assert "Write in early-help/protocol.yaml at the party lanternway: withdrew: 2026-12-01." in flat(party)
    member = asked("leave", "early-help", "--for", "schools/alderbank-primary", *today)
    assert "Write 2026-12-01 in the column “left” of alderbank-primary, in members/schools.csv." in flat(member)
    answer(
        protocols / "early-help" / "protocol.yaml",
        ("- organisation: lanternway\n", "- organisation: lanternway\n  withdrew: 2026-12-01\n"),
    )
    assert (
        "Recorded: Lanternway Family Support left.\n"
        in asked("leave", "early-help", "--for", "lanternway", *today).output
    )
    later = asked("join", "early-help", "--for", "saint-orrin-high", *today)
    assert later.exit_code == 1 and "says that Saint Orrin's High School joined on 11 January 2027" in flat(later)
    joined = asked("join", "early-help", "--for", "alderbank-primary", *today)
    assert (
        joined.exit_code == 0
        and "Next: istoolkit sign-off request early-help --to schools/alderbank-primary\n" in joined.output
    )


def test_another_protocol_takes_its_place_but_no_version_of_its_own(asked: Do) -> None:
    today = ("--date", "2026-12-01", "--yes")
    own = asked("supersede", "early-help", "--by", "2.0", *today)
    assert (
        own.exit_code == 1
        and "A new version of the same protocol takes the place of the one before by itself" in flat(own)
    )
    assert "Did you mean “case-meeting”?" in asked("supersede", "early-help", "--by", "case-meting 1.1", *today).output
    done = asked("supersede", "early-help", "--by", "case-meeting 1.1", *today)
    assert done.exit_code == 0 and "The protocol was replaced by: case-meeting 1.1." in done.output
    assert "\nReplaced.\n" in asked("show", "early-help").output


def test_only_an_agreed_protocol_is_confirmed_without_change(asked: Do) -> None:
    person = ("--name", "A B", "--post", "Strategic lead", "--date", "2026-12-01", "--yes")
    done = asked("reconfirm", "early-help", *person)
    assert done.exit_code == 1 and "The protocol is not agreed: awaiting signatures." in done.output


def test_those_who_were_asked_and_have_not_signed_are_reminded(asked: Do, protocols: Path) -> None:
    asked(*POLICE)
    done = asked("remind", "early-help", "--to", "lanternway", "--yes")
    assert "Recorded: Lanternway Family Support was reminded.\n" in done.output
    signed = asked("remind", "early-help", "--to", "northvale-police", "--yes")
    assert signed.exit_code == 2 and "Northvale Police has signed, or was not asked." in signed.output
    before = len(lines(protocols))
    assert asked("remind", "early-help", "--yes").exit_code == 0
    told = "".join(lines(protocols)[before:])
    assert '"northvale-council"' in told and '"northvale-police"' not in told


def test_a_late_paper_is_recorded_for_the_version_that_was_signed(asked: Do, protocols: Path) -> None:
    first = json.loads(lines(protocols)[0][2:])["digest"]
    answer(
        protocols / "early-help" / "protocol.yaml",
        ('version: "1.0"\njuris', 'version: "1.1"\njuris'),
        ("before a crisis", "before any crisis"),
    )
    changed = asked(*POLICE)
    assert "Note: The protocol has changed since. What was signed is version 1.0 as it was put out." in flat(changed)
    assert "The definition is at version 1.1 today. What was signed is version 1.0." in flat(changed)
    assert json.loads(lines(protocols)[1][2:])["digest"] == first
    assert "Version 1.0, not today's. Where today's stands: istoolkit status early-help 1 of 6" in flat(changed)
    unknown = asked(*POLICE, "--version", "1.1")
    assert unknown.exit_code == 2 and "Version 1.1 of early-help was never put out for signature." in unknown.output


def test_content_that_was_changed_after_it_was_put_out_is_signed_by_nobody(asked: Do, protocols: Path) -> None:
    content = protocols / "early-help" / "signed" / "1.0" / "content.json"
    content.write_bytes(content.read_bytes() + b" ")
    done = asked(*POLICE)
    assert (
        done.exit_code == 2
        and "is not what was put out on 1 December 2026. Nobody can say what would be signed." in flat(done)
    )


def test_a_record_that_cannot_be_written_is_told(asked: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise store.CannotRecord("Somebody else is writing it. Nothing was changed. Try again.")

    monkeypatch.setattr(store, "add_all", busy)
    done = asked(*POLICE)
    assert done.exit_code == 2 and "istoolkit: Somebody else is writing it." in done.output
