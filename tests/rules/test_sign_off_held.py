"""Near misses of the rules that find what was recorded late, swapped, deleted or said otherwise elsewhere."""

import hashlib
import shutil
from pathlib import Path

from istoolkit.definitions.register import open_register
from istoolkit.rules import check
from istoolkit.signoff.content import canonical, content_of, digest
from istoolkit.signoff.contents import contents_of
from istoolkit.signoff.store import add, freeze
from tests.conftest import TODAY
from tests.rules.pages import laid_over
from tests.rules.test_sign_off import ASKED, SIGNED, found, messages, record

WITHDRAWN = "{what: withdrawn, party: trust, because: The board, date: 2026-11-20}"
BY_KEY = SIGNED.replace("click", "key")


def again(root: Path) -> list[str]:
    """Return the codes on signing that a register gives now."""
    return sorted({each.code for each in check(open_register(root, on=TODAY)) if each.code.startswith("SIGN")})


def values(root: Path, **said: str) -> dict[str, str]:
    """Return what an entry about today's content says."""
    register = open_register(root, on=TODAY)
    hub = register.protocols["hub"]
    return {"version": hub.text("version"), "digest": digest(canonical(content_of(register, hub))), **said}


def older(root: Path) -> str:
    """Keep a version 0.9 of the hub with another summary, and return its digest."""
    path = root / "hub" / "protocol.yaml"
    now = path.read_text("utf-8")
    path.write_text(now.replace('"1.0"', '"0.9"').replace("Schools, health", "Schools, hospitals"), "utf-8")
    register = open_register(root, on=TODAY)
    content = canonical(content_of(register, register.protocols["hub"]))
    freeze(root, "hub", "0.9", content)
    path.write_text(now, "utf-8")
    return digest(content)


def test_a_late_paper_of_an_earlier_version_does_not_hide_what_is_wrong_with_the_newer(tmp_path: Path) -> None:
    late = {"what": "approved", "party": "trust", "post": "Medical director", "method": "click", "date": "2026-11-12"}
    for wrong, code in ((BY_KEY, "SIGN016"), (SIGNED.replace("Medical director", "Clerk"), "SIGN009")):
        root = laid_over(record(ASKED, wrong), tmp_path / code)
        add(root, "hub", {**late, "version": "0.9", "digest": older(root)}, "2026-11-30T09:00:00Z")
        assert code in again(root)


def test_a_signature_by_key_that_was_given_anew_is_past(tmp_path: Path) -> None:
    assert found(record(ASKED, BY_KEY), tmp_path / "1") == ["SIGN016:7"]
    assert found(record(ASKED, BY_KEY, SIGNED.replace("2026-11-17", "2026-11-18")), tmp_path / "2") == []
    assert found(record(ASKED, BY_KEY, BY_KEY), tmp_path / "3") == ["SIGN016:7", "SIGN016:8"]
    assert found(record(ASKED, BY_KEY, WITHDRAWN), tmp_path / "4") == []
    other = SIGNED.replace("party: trust, post: Medical director", "party: police")
    assert found(record(ASKED, BY_KEY, other), tmp_path / "5") == ["SIGN016:7"]


def test_an_approval_from_before_a_withdrawal_is_found_until_a_later_answer(tmp_path: Path) -> None:
    later = SIGNED.replace("2026-11-17", "2026-11-24")
    assert found(record(ASKED, WITHDRAWN, SIGNED), tmp_path / "1") == ["SIGN031:8"]
    assert found(record(ASKED, SIGNED, WITHDRAWN), tmp_path / "2") == []
    assert found(record(ASKED, WITHDRAWN, SIGNED, later), tmp_path / "3") == []
    anew = WITHDRAWN.replace("2026-11-20", "2026-11-25")
    assert found(record(ASKED, WITHDRAWN, SIGNED, anew), tmp_path / "3b") == []
    same_day = SIGNED.replace("2026-11-17", "2026-11-20")
    assert found(record(ASKED, WITHDRAWN, same_day), tmp_path / "4") == ["SIGN031:8"]
    told = same_day.replace("}", ", note: 'Withdrawn that day. Recorded all the same: They signed at noon'}")
    assert found(record(ASKED, WITHDRAWN, told), tmp_path / "5") == []
    others = WITHDRAWN.replace("trust", "police")
    assert found(record(ASKED, others, SIGNED), tmp_path / "6") == []
    whole = WITHDRAWN.replace("party: trust, ", "")
    assert found(record(ASKED, whole, SIGNED), tmp_path / "7") == ["SIGN031:8"]
    refused = WITHDRAWN.replace("withdrawn", "refused")
    assert found(record(ASKED, refused, SIGNED), tmp_path / "8") == ["SIGN031:8"]
    assert found(record(ASKED, refused, same_day), tmp_path / "9") == []


def test_two_answers_at_once_are_told_until_one_is_recorded_after_both(tmp_path: Path) -> None:
    no = "{what: refused, party: trust, because: Too long, date: 2026-11-17, branch: yes}"
    assert found(record(ASKED, no, SIGNED), tmp_path / "1") == ["SIGN032:8"]
    assert found(record(ASKED, no.replace("trust", "police"), SIGNED), tmp_path / "2") == []
    earlier = SIGNED.replace("2026-11-17}", "2026-11-16, branch: yes}")
    assert found(record(ASKED, earlier, SIGNED), tmp_path / "3") == []
    root = laid_over(record(ASKED, no, SIGNED), tmp_path / "r")
    settled = values(root, what="refused", party="trust", because="Too long", date="2026-11-19")
    add(root, "hub", settled, "2026-11-19T09:00:00Z")
    assert again(root) == []


def test_the_clock_of_another_place_may_be_a_day_ahead(tmp_path: Path) -> None:
    entry = "{what: requested, for: signature, date: 2026-12-01, recorded: '%s'}"
    assert found(record(entry % "2026-12-02T09:00:00Z"), tmp_path / "1") == []
    assert messages(record(entry % "2027-06-01T09:00:00Z"), tmp_path / "2") == [
        "SIGN033 Entry 1 (signature was asked for on 1 December 2026) carries the time of 1 June 2027, and today is 1 December 2026."
    ]
    reminded = "{what: reminded, party: trust, date: 2026-12-01, recorded: '%s'%s}"
    ahead = (entry % "2027-06-01T09:00:00Z", reminded % ("2027-06-01T09:05:00Z", ""))
    assert [each.endswith(" So do 1 more.") for each in messages(record(*ahead), tmp_path / "3")] == [True]
    note = ", note: The clock was half a year ahead"
    right = reminded % ("2026-12-01T09:00:00Z", note)
    assert found(record(*ahead, right), tmp_path / "4") == ["SIGN019:8"]
    assert found(record(*ahead, right.replace(note, "")), tmp_path / "5") == ["SIGN019:8", "SIGN033:6"]


def test_authority_is_that_of_the_person_to_whom_it_was_given(tmp_path: Path) -> None:
    given = "{what: delegated, party: trust, to_name: Bo Ek, to_post: Deputy, date: 2026-11-16}"
    signed = SIGNED.replace("post: Medical director", "name: %s, post: Deputy")
    assert messages(record(ASKED, given, signed % "Zed Orr"), tmp_path / "1") == [
        "SIGN009 Entry 3 (Zed Orr approved for trust on 17 November 2026) was given by the post “Deputy”. "
        "“Medical director” signs for “trust”. The authority was given to Bo Ek, and not to Zed Orr."
    ]
    assert found(record(ASKED, given, signed % "bo  ek"), tmp_path / "2") == []
    assert found(record(ASKED, given, SIGNED.replace("Medical director", "Deputy")), tmp_path / "3") == []
    to_post = given.replace("to_name: Bo Ek, ", "")
    assert found(record(ASKED, to_post, signed % "Zed Orr"), tmp_path / "4") == []


def test_a_paper_is_looked_at_where_the_register_keeps_it(tmp_path: Path) -> None:
    sum_ = hashlib.sha256(b"the signed one").hexdigest()
    said = "# hub/signed/content.yaml\npaper: %s\n"
    paper = SIGNED.replace("click", "signature").replace("}", f", evidence: {{file: %s, sha256: {sum_}%s}}}}")
    assert found(said % "the signed one" + record(ASKED, paper % ("trust.pdf", "")), tmp_path / "1") == []
    assert found(said % "a forged one" + record(ASKED, paper % ("trust.pdf", "")), tmp_path / "2") == ["SIGN034:1"]
    elsewhere = ", kept_at: Contracts register"
    assert found(record(ASKED, paper % ("trust.pdf", elsewhere)), tmp_path / "3") == []
    here = ", kept_at: hub/signed/1.0/evidence/trust.pdf"
    assert found(record(ASKED, paper % ("trust.pdf", here)), tmp_path / "4") == ["SIGN035:7"]
    outside = ", kept_at: hub/signed/1.0/evidence/../x.pdf"
    assert found(record(ASKED, paper % ("../x.pdf", outside)), tmp_path / "5") == []


def test_what_was_refused_stays_though_another_content_is_put_out(tmp_path: Path) -> None:
    root = laid_over(
        record(ASKED, "{what: refused, party: trust, because: Too long, date: 2026-11-17}"), tmp_path / "r"
    )
    path = root / "hub" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace("Schools, health", "Schools, hospitals"), "utf-8")
    register = open_register(root, on=TODAY)
    hub = register.protocols["hub"]
    refused = digest((root / "hub/signed/1.0/content.json").read_bytes())
    freeze(root, "hub", "1.0", canonical(content_of(register, hub)))
    add(root, "hub", values(root, what="requested", **{"for": "signature"}, date="2026-11-20"), "2026-11-20T09:00:00Z")
    assert again(root) == []
    register = open_register(root, on=TODAY)
    kept = contents_of(register, register.protocols["hub"])[refused]
    assert (kept.version, kept.replaced, digest((root / kept.file).read_bytes())) == ("1.0", True, refused)
    shutil.rmtree((root / kept.file).parent)
    assert again(root) == ["SIGN007"]


def test_a_content_under_another_number_is_not_the_one_that_was_signed(tmp_path: Path) -> None:
    root = laid_over(record(ASKED, SIGNED), tmp_path / "r")
    signed = root / "hub" / "signed"
    older(root)
    shutil.copytree(signed / "1.0", signed / "1.1")
    shutil.copy(signed / "0.9" / "content.json", signed / "1.0" / "content.json")
    assert {"SIGN007", "SIGN029"} <= set(again(root))
    shutil.rmtree(signed / "1.0")
    told = [each.help for each in check(open_register(root, on=TODAY)) if each.code == "SIGN006"]
    assert told == ["Take the folder from git as it was. That content lies in hub/signed/1.1/content.json."]


def test_a_record_that_was_deleted_leaves_its_content_behind(tmp_path: Path) -> None:
    root = laid_over(record(ASKED, SIGNED), tmp_path / "r")
    (root / "hub" / "sign-off.yaml").unlink()
    assert [(each.code, each.message) for each in check(open_register(root, on=TODAY))] == [
        ("SIGN030", "This was put out for signature as version 1.0, and there is no sign-off.yaml.")
    ]


def test_one_that_left_must_have_left_in_the_definition_too(tmp_path: Path) -> None:
    left = "{what: left, party: schools, member: oak-primary, date: %s}"
    rows = "# members/schools.csv\nid,name,joined,left\noak-primary,Oak,2026-10-01,%s\nbirch-high,Birch,2026-10-01,\n"
    day = "2026-11-20"
    assert found(rows % day + record(ASKED, left % day), tmp_path / "1") == []
    assert found(rows % "2026-11-21" + record(ASKED, left % day), tmp_path / "2") == ["SIGN037:7"]
    assert found(rows % "" + record(ASKED, left % day), tmp_path / "3") == ["SIGN037:7"]
    joined = "{what: joined, party: schools, member: oak-primary, date: 2026-10-01}"
    assert found(rows % "" + record(ASKED, left % "2026-09-20", joined), tmp_path / "4") == []
    asked = "{what: requested, for: signature, party: schools, member: oak-primary, date: 2026-11-25}"
    assert found(rows % "" + record(ASKED, left % day, asked), tmp_path / "5") == []


def test_one_that_answered_does_not_leave_in_the_definition_alone(tmp_path: Path) -> None:
    no = "{what: refused, party: trust, because: Too long, date: 2026-11-17}"
    root = laid_over(record(ASKED, no), tmp_path / "r")
    path = root / "hub" / "protocol.yaml"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("{organisation: trust}", "{organisation: trust, withdrew: 2026-11-20}"), "utf-8")
    told = [each for each in check(open_register(root, on=TODAY)) if each.code == "SIGN037"]
    assert [(each.place.file, each.help) for each in told] == [
        ("hub/protocol.yaml", "Record it: istoolkit sign-off leave hub --for trust --date 2026-11-20")
    ]
    add(root, "hub", values(root, what="left", party="trust", date="2026-11-20"), "2026-11-20T09:00:00Z")
    assert "SIGN037" not in again(root)


def test_another_spelling_of_a_signed_version_is_found(tmp_path: Path) -> None:
    root = laid_over(record(ASKED, SIGNED), tmp_path / "r")
    path = root / "hub" / "protocol.yaml"
    path.write_text(path.read_text("utf-8").replace('version: "1.0"', 'version: "1.0.0"'), "utf-8")
    assert "SIGN036" in again(root)
    path.write_text(path.read_text("utf-8").replace('version: "1.0.0"', 'version: "1.1"'), "utf-8")
    assert "SIGN036" not in again(root)


def test_a_folder_with_signatures_keeps_its_name(tmp_path: Path) -> None:
    root = laid_over(record(ASKED, SIGNED), tmp_path / "r")
    (root / "hub").rename(root / "early-hub")
    told = {each.code: each.help for each in check(open_register(root, on=TODAY))}
    keeps = "protocol with signatures keeps its folder's name."
    assert told["NAME004"] == f"Name the folder hub again. A {keeps}"
    assert told["SIGN005"] == f"Move it back. Where the protocol's folder was renamed, name it hub again: a {keeps}"
