"""Reminders: one message for each organisation, of all that waits for it."""

import csv
import email
import email.policy
import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from istoolkit.documents.workshop import File
from istoolkit.signoff.attention.chasing import Message, contact_is_open, messages, not_chased, sheet_key
from istoolkit.signoff.attention.letters import BadTemplate, files, letter, words_of
from tests.signoff.partnership import FIRE, Partnership

ALL = ("council", "police", "trust")


@pytest.fixture
def hub(tmp_path: Path) -> Partnership:
    return Partnership(tmp_path / "register")


def chased(hub: Partnership, on: str = "2026-11-25") -> dict[str, Message]:
    register = hub.register(on)
    return {each.id: each for each in messages(register, register.protocols.values())}


def written(hub: Partnership, on: str = "2026-11-25", sheets: bool = True) -> dict[str, bytes]:
    """Every file by its name, with a sign-off sheet of a few bytes for each, and the protocols so too."""
    found = list(chased(hub, on).values())
    items = [each for message in found for each in message.items]
    made = {
        sheet_key(each): File("-".join(filter(None, sheet_key(each))) + ".docx", b"PK", "", "Word") for each in items
    }
    whole = {each.protocol.id: File(f"{each.protocol.id}-protocol.docx", b"PK2", "", "Word") for each in items}
    round_of = files(hub.register(on), found, made, whole) if sheets else files(hub.register(on), found, {}, {})
    return {path.as_posix(): content for path, content in round_of.items()}


def mail(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(content: bytes) -> str:
    part = mail(content).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_one_message_for_all_that_waits_for_an_organisation(hub: Partnership) -> None:
    family = Partnership(hub.root, "family")
    hub.ask(reply_by="2026-11-20")
    family.ask("2026-11-04")
    hub.approve("council")
    found = chased(hub)
    assert sorted(found) == ["ash", "birch", "council", "police", "trust"]
    assert [each.protocol.id for each in found["police"].items] == ["family", "hub"]
    assert [each.protocol.id for each in found["council"].items] == ["family"]
    assert [each.protocol.id for each in found["ash"].items] == ["family", "hub"], "a member of the class in both"
    assert (found["ash"].mailboxes, found["trust"].mailboxes) == (("office@ash.example",), ())


def test_nobody_is_chased_that_was_not_asked_or_has_answered(hub: Partnership) -> None:
    assert chased(hub) == {}
    hub.ask(party="police")
    assert list(chased(hub)) == ["police"]
    hub.record("refused", "police", because="No")
    assert chased(hub) == {}
    register = hub.register("2026-11-25")
    assert list(not_chased(register, register.protocols.values())) == [
        "Larkmoor Police refused hub. It gets no reminder: talk to it."
    ]


def test_one_that_was_changed_since_is_not_chased_and_it_is_said(hub: Partnership) -> None:
    hub.ask()
    hub.new_version()
    assert chased(hub) == {}
    register = hub.register("2026-11-25")
    assert list(not_chased(register, register.protocols.values())) == [
        "hub was changed after it was put out for signature on 3 November 2026. Nobody is reminded of it. Put it out again: "
        "istoolkit sign-off request hub"
    ]


@pytest.mark.parametrize("what", ["withdrawn", "superseded"])
def test_a_protocol_that_has_ended_chases_nobody(hub: Partnership, what: str) -> None:
    hub.ask()
    hub.record(what, because="It closes", successor="other")
    assert chased(hub) == {}


def test_one_that_joins_later_is_reminded_from_thirty_days_before(hub: Partnership) -> None:
    hub.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    hub.ask(joining_later=["fire"])
    hub.approve(*ALL)
    assert {"fire", "cedar"}.isdisjoint(chased(hub, "2027-01-01"))
    assert {"fire", "cedar"} <= chased(hub, "2027-01-02").keys()


def test_one_that_the_protocol_waits_for_is_asked_whenever_it_joins(hub: Partnership) -> None:
    hub.change(("- {class: schools", f"{FIRE}- {{class: schools"))
    hub.ask()
    assert hub.signature("fire").signatory.required, "it was asked with all the others"
    assert "fire" in chased(hub) and "cedar" not in chased(hub)


def test_who_must_sign_again_is_told_why(hub: Partnership) -> None:
    hub.ask()
    hub.approve(*ALL)
    hub.new_version()
    hub.ask("2026-11-12")
    words = body(written(hub, "2026-12-02")["police.eml"])
    assert "You signed an earlier version. What concerns you has changed, so we need your signature again." in words
    assert "Version 1.0 stays in force until this one is signed." in words


def test_the_words_of_a_first_reminder(hub: Partnership) -> None:
    hub.ask(reply_by="2026-11-20")
    content = written(hub)["police.eml"]
    assert mail(content)["Subject"] == "Reminder: Larkmoor hub to be signed by Larkmoor Police"
    assert body(content) == (
        "Dear colleague\n\n"
        "Larkmoor Safeguarding Partnership has asked Larkmoor Police to sign the document below. We have not had an answer "
        "yet, and this is a reminder in case our first message went astray.\n\n"
        "1. Larkmoor hub, version 1.0\n"
        "   Asked for on: 3 November 2026\n"
        "   Answer asked for by: 20 November 2026, which is past\n"
        "   Who signs: Chief superintendent\n"
        "   How: on paper, by e-mail, by letter\n"
        "   Sign-off sheet: hub-police.docx (attached)\n"
        "   Document: hub-protocol.docx (attached)\n"
        "   The other partners cannot begin before you have signed.\n\n"
        "How to sign\n\n"
        "- On paper: print the sign-off sheet, have it signed and dated, and send it back by post or as a scan.\n"
        "- By e-mail: the post that signs writes to us from its own mailbox: “We agree to”, then the title and the "
        "version.\n"
        "- By letter: on your organisation's paper, signed and dated, with the title and the version.\n\n"
        "If you do not agree, or cannot answer yet, tell us why. That is an answer too, and helps us to put it right.\n\n"
        "If you have a question, or need the document again, write to sharing@larkmoor.example.\n\n"
        "Thank you\n\n"
        "Larkmoor Safeguarding Partnership\n"
    )


def test_the_first_letter_asks_and_brings_the_document(hub: Partnership) -> None:
    hub.ask("2026-11-20", reply_by="2026-12-11")
    made = written(hub, "2026-11-20")
    content = made["police.eml"]
    assert mail(content)["Subject"] == "Larkmoor hub to be signed by Larkmoor Police"
    assert body(content) == (
        "Dear colleague\n\n"
        "Larkmoor Safeguarding Partnership asks Larkmoor Police to sign the document below. The sign-off sheet sums up your "
        "part on one page. What you sign is the whole document, which is attached.\n\n"
        "1. Larkmoor hub, version 1.0\n"
        "   Answer asked for by: 11 December 2026\n"
        "   Who signs: Chief superintendent\n"
        "   How: on paper, by e-mail, by letter\n"
        "   Sign-off sheet: hub-police.docx (attached)\n"
        "   Document: hub-protocol.docx (attached)\n"
        "   The other partners cannot begin before you have signed.\n\n"
        "How to sign\n\n"
        "- On paper: print the sign-off sheet, have it signed and dated, and send it back by post or as a scan.\n"
        "- By e-mail: the post that signs writes to us from its own mailbox: “We agree to”, then the title and the "
        "version.\n"
        "- By letter: on your organisation's paper, signed and dated, with the title and the version.\n\n"
        "If you do not agree, or cannot answer yet, tell us why. That is an answer too, and helps us to put it right.\n\n"
        "If you have a question, write to sharing@larkmoor.example.\n\n"
        "Thank you\n\n"
        "Larkmoor Safeguarding Partnership\n"
    )
    assert [each.get_filename() for each in mail(content).iter_attachments()] == [
        "hub-police.docx",
        "hub-protocol.docx",
    ]
    assert made["documents/hub-protocol.docx"] == b"PK2"
    alone = body(written(hub, "2026-11-20", sheets=False)["police.eml"])
    assert "to sign the document below.\n\n1. " in alone and "attached" not in alone


def test_after_a_week_past_the_day_or_a_reminder_it_is_a_reminder(hub: Partnership) -> None:
    hub.ask("2026-11-03", reply_by="2026-11-20")
    assert [chased(hub, each)["police"].reminder for each in ("2026-11-03", "2026-11-10", "2026-11-11")] == [0, 0, 1]
    hub.record("reminded", "police", date="2026-11-05")
    assert [chased(hub, "2026-11-06")[each].reminder for each in ("police", "trust")] == [2, 0]
    hub.ask("2026-11-16", reply_by="2026-11-17")
    assert [chased(hub, each)["trust"].reminder for each in ("2026-11-17", "2026-11-18")] == [0, 1]


def test_what_is_new_beside_a_reminder_says_so(hub: Partnership) -> None:
    hub.ask("2026-11-03")
    Partnership(hub.root, "family").ask("2026-11-20")
    message = chased(hub, "2026-11-20")["police"]
    assert message.reminder == 1 and [each.protocol.id for each in message.reminded] == ["hub"]
    words = body(written(hub, "2026-11-20")["police.eml"])
    assert "has asked Larkmoor Police to sign the documents below. We have not had an answer yet" in words
    assert words.count("   New: we ask for it for the first time.\n") == 1
    assert words.count("   Asked for on: 3 November 2026\n") == 1


def test_nobody_is_reminded_twice_on_a_day(hub: Partnership) -> None:
    hub.ask()
    hub.record("reminded", "police", date="2026-11-25")
    assert "police" not in chased(hub) and "trust" in chased(hub)
    register = hub.register("2026-11-25")
    assert list(not_chased(register, register.protocols.values())) == [
        "1 signatory was reminded of hub today. There is no second reminder on the same day."
    ]
    assert chased(hub, "2026-11-26")["police"].reminder == 2


def test_a_letter_does_not_name_what_is_to_be_confirmed(hub: Partnership) -> None:
    hub.change(("contact: sharing@larkmoor.example", 'contact: "TBC: who answers."'), file="register.yaml")
    hub.change(("Chief superintendent", '"TBC: the force names it"'))
    hub.ask()
    words = body(written(hub)["police.eml"])
    assert "TBC" not in words and "Who signs" not in words
    assert "If you have a question, or need the document again, reply to this message.\n" in words
    assert contact_is_open(hub.register())


def test_the_second_reminder_is_firmer_and_the_third_is_counted(hub: Partnership) -> None:
    hub.ask()
    hub.record("reminded", "police", date="2026-11-10")
    second = written(hub)
    assert mail(second["police.eml"])["Subject"].startswith("Second reminder: ")
    assert "This is our second reminder. Let us know by return who deals with it" in body(second["police.eml"])
    assert "in case our first message went astray" in body(second["trust.eml"])
    hub.record("reminded", "police", date="2026-11-15")
    assert mail(written(hub)["police.eml"])["Subject"].startswith("Reminder 3: ")


def test_only_the_ways_that_the_definition_allows(hub: Partnership) -> None:
    hub.ask()
    words = body(written(hub)["trust.eml"])
    assert "   How: by e-mail\n" in words and "- By e-mail: " in words and "On paper" not in words


def test_a_member_of_an_open_class_and_a_post_with_authority(hub: Partnership) -> None:
    hub.ask()
    hub.record("delegated", "police", to_post="Superintendent", until="2026-12-31")
    made = written(hub)
    assert "   You can take part once you have signed.\n" in body(made["ash.eml"])
    assert "   Who signs: Superintendent\n" in body(made["police.eml"])


def test_an_email_is_a_draft_with_the_sheets_attached(hub: Partnership) -> None:
    hub.ask()
    content = written(hub)["police.eml"]
    found = mail(content)
    assert (found["X-Unsent"], str(found["To"])) == ("1", "Larkmoor Police <dpo@police.example>")
    sheet, whole = found.iter_attachments()
    assert whole.get_content() == b"PK2"
    assert (sheet.get_filename(), sheet.get_content()) == ("hub-police.docx", b"PK")
    assert content.count(b"\n") == content.count(b"\r\n") and b"\r\n\r\nDear colleague\r\n" in content
    assert found["Message-ID"] is None and found["Date"] is None and found["From"] is None


def test_without_a_mailbox_the_officer_fills_in_the_address(hub: Partnership) -> None:
    hub.ask()
    made = written(hub)
    assert mail(made["trust.eml"])["To"] is None
    assert made["trust.txt"].decode("utf-8-sig").startswith("To: no mailbox is known\r\nSubject: Reminder: ")


def test_the_same_register_and_day_give_the_same_bytes(hub: Partnership) -> None:
    hub.ask()
    assert written(hub) == written(hub)


def test_the_table_for_mail_merge_has_a_row_for_each_and_no_formula(hub: Partnership) -> None:
    hub.change(("title: Larkmoor hub\n", "title: '=HYPERLINK(\"http://evil.example\")'\n"))
    Partnership(hub.root, "family").ask()
    hub.ask(reply_by="2026-11-20")
    rows = list(csv.DictReader(io.StringIO(written(hub)["mail-merge.csv"].decode("utf-8-sig"))))
    police = [each for each in rows if each["Organisation"] == "Larkmoor Police"]
    assert [each["Protocol"] for each in police] == ["family", "hub"]
    assert police[1]["Title"] == '\'=HYPERLINK("http://evil.example")'
    assert (police[1]["Answer by"], police[1]["Mailbox"], police[1]["Message"], police[1]["Sign-off sheet"]) == (
        "20 November 2026",
        "dpo@police.example",
        "police.eml",
        "hub-police.docx",
    )


def test_nothing_in_a_name_gets_into_the_head_of_an_email(hub: Partnership) -> None:
    hub.change(
        ("title: Larkmoor Police\n", 'title: "Larkmoor Police\\nBcc: all@evil.example"\n'), file="organisations.yaml"
    )
    hub.change(("title: Larkmoor hub\n", 'title: "Hub\\nBcc: all@evil.example – más"\n'))
    hub.ask()
    found = mail(written(hub)["police.eml"])
    assert found["Bcc"] is None and "Hub Bcc: all@evil.example – más" in found["Subject"]
    assert [each.addr_spec for each in found["To"].addresses] == ["dpo@police.example"]


def test_a_register_has_words_of_its_own(hub: Partnership) -> None:
    hub.ask()
    (hub.root / "templates").mkdir()
    own = hub.root / "templates" / "reminder.txt.j2"
    own.write_text(
        "Subject: {{ organisation }}\n\n{% for each in protocols %}{{ each.title }}{% endfor %}\n", encoding="utf-8"
    )
    assert body(written(hub)["police.eml"]) == "Larkmoor hub\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Subject: {{ organization }}\n", "'organization' is undefined"),
        ("Subject: {{ organisation }\n", "unexpected '}'"),
        ("Dear colleague\n", "its first line must be the subject"),
        ("Subject: {{ ''.__class__.__mro__ }}\n", "unsafe"),
    ],
)
def test_a_template_that_cannot_be_used(hub: Partnership, words: str, why: str) -> None:
    hub.ask()
    (hub.root / "templates").mkdir()
    (hub.root / "templates" / "reminder.txt.j2").write_text(words, encoding="utf-8")
    with pytest.raises(BadTemplate, match=why):
        letter(hub.register(), chased(hub)["police"], {}, {}, words_of(hub.register()))


def test_two_of_the_same_name_do_not_share_a_file(hub: Partnership) -> None:
    hub.change(("ash,Ash Primary", "police,Ash Primary"), file="schools.csv")
    hub.ask()
    assert {"police", "police-2"} <= chased(hub).keys()
    assert len({each.organisation for each in chased(hub).values()}) == len(chased(hub))
