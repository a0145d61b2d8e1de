"""The facts about a document that an answer rests on, each in a sentence or more."""

from collections.abc import Iterator

from istoolkit.definitions.formats import long_date, same_version
from istoolkit.definitions.register import MANIFEST, SIGNED, Register
from istoolkit.signoff.released.kept import DOCUMENTS
from istoolkit.verifying.differing import Difference
from istoolkit.verifying.given import Given
from istoolkit.verifying.held import ENDED, Held, moved_on
from istoolkit.verifying.signers import told_approval, told_taken_back
from istoolkit.verifying.signing import Fact


def said(found: Given, has: Held | None) -> Iterator[Fact]:
    """Yield what the file says it is."""
    seal = found.seal
    if has is not None and has.kept_as:
        yield Fact("What it is", f"{_title(has)} ({has.protocol.id}), version {has.version}.")
        return
    if seal is None:
        return
    title = f"{_title(has)} ({seal.protocol})" if has else seal.protocol
    kind = f" Kind: {seal.title}." if seal.title else ""
    yield Fact("It says it is", f"{title}, version {seal.version or 'not stated'}.{kind}")
    if found.says_draft and has is not None and has.then:
        yield Fact("Draft", "It says that it awaits signatures.")
    elif found.says_draft:
        yield Fact("When made", "It says that not everyone who must sign had signed when it was made.")
    elif found.only_named:
        yield Fact("Draft", "It does not say whether it is a draft. Look at the head of its pages.")


def _title(has: Held) -> str:
    return has.title


def words(found: Given, has: Held | None, changed: list[Difference], proof: str) -> Iterator[Fact]:
    """Yield what is known of its words, and what proves it."""
    if has is not None and has.kept_as:
        if not found.is_as_made and found.seal is not None and not found.only_named:
            yield Fact("Words", "They are not those that its seal has: it was changed since it was made.")
        label = "File" if has.damage else "Proof"
        yield Fact(label, f"It is, byte for byte, the file that the register keeps: {has.kept_as}.")
    elif has is not None and has.original is not None:
        yield Fact("Words", _against_kept(found, has, changed, proof))
    elif proof == "put-out":
        told = "They are those of the document that the register made while it was out for signature."
        yield Fact("Words", f"{told} {_NOT_COMPARED}")
    elif found.format == "pdf" or found.only_named:
        yield Fact("Words", "Nothing in the file tells whether its words were changed.")
    elif found.is_as_made:
        yield Fact(
            "Words",
            "The seal in the file says that they are as they were made. Whoever can change a file can make a new seal, so only the register proves it.",
        )
    else:
        yield Fact("Words", "They are not those that its seal has: it was changed since it was made.")


def _against_kept(found: Given, has: Held, changed: list[Difference], proof: str) -> str:
    if has.made_again:
        return _against_made_again(found, has, changed)
    name = has.original_name
    if proof:
        return f"They are those of the document that the register keeps: {name}. {_NOT_COMPARED}"
    if changed:
        unit = "line" if has.original and has.original.format == "pdf" else "paragraph"
        number = f"1 {unit} differs" if len(changed) == 1 else f"{len(changed)} {unit}s differ"
        stands = f" {_MOVED_ON}" if moved_on(has, found, changed) else ""
        return f"{number} from the document that the register keeps: {name}.{stands}"
    if has.original and has.original.format == "pdf":
        return f"They are those of {name}. Pictures and notes were not compared: open the one that was kept."
    return (
        f"It has a paragraph like each one of {name}. A PDF cannot be compared with a Word file more closely: open the one"
        " that was kept."
    )


_MOVED_ON = (
    "They say where the protocol stands, and that has changed since. Use the copy that was kept, or build it again."
)
_NOT_COMPARED = "Its look was not compared, nor its numbering."


def _against_made_again(found: Given, has: Held, changed: list[Difference]) -> str:
    if not changed and has.later:
        told = f"They are those of the document as the register made it after version {has.version} was released."
        return f"{told} It says in other words than the one that was kept where the protocol stands. {_NOT_COMPARED}"
    if not changed:
        return f"They are those of the document that the register makes today. {_NOT_COMPARED}"
    if found.is_as_made:
        return "The register makes other words today: where the protocol stands may have changed since. The seal in the file says that its words are as they were made. Only the register proves it: build the document again."
    return "They are not those that its seal has, nor those that the register makes today: it was changed since it was made."


def damage(has: Held | None) -> Iterator[Fact]:
    """Yield why the register proves nothing of it, with what to do."""
    if has is None or not has.damage:
        return
    name, folder = has.protocol.id, f"{has.protocol.id}/{SIGNED}/{has.version}"
    again = "" if same_version(has.protocol.text("version"), has.version) else f" --rebuild {has.version}"
    back = f"Take {folder} back as it was from where it is kept safe, such as git."
    yield Fact(
        "Not recorded" if has.damage == "unrecorded" else "Damage",
        {
            "record": f"The record of sign-off is damaged: an entry of it was changed or taken out. See: istoolkit check {name}",
            "list": f"{folder}/{MANIFEST} is not the list of files with which the version was released. {back}",
            "unrecorded": f"The record of sign-off does not say that the version was released, nor with which list of files. Once you have made sure of {folder}: istoolkit release {name}{again}",
        }[has.damage],
    )


def register(found: Given, register: Register | None, has: Held | None) -> Iterator[Fact]:
    """Yield what the register has of it, and who signed."""
    if register is None:
        yield Fact(
            "Register", "There was none to compare with. Name it with --register, or ask the owner of the protocol."
        )
        return
    if has is None:
        yield Fact("Register", f"The register {register.root.name} has no protocol of that name.")
        return
    yield Fact("Register", _content(has))
    signed = [told_approval(register, has.protocol, has.digest, each) for each in has.approvals]
    if signed:
        yield Fact("Signed by", "\n".join(signed))
    if gone := [told_taken_back(register, has.protocol, has.digest, each) for each in has.taken_back]:
        yield Fact("Since then", "\n".join(gone))
    missing_now = [each.signatory.title for each in has.standing.missing()] if has.about and not has.agreed else []
    if has.put_out and missing_now:
        yield Fact("Not signed by", "\n".join(missing_now))
    if has.released and not has.kept_as:
        folder = f"{has.protocol.id}/{SIGNED}/{has.version}/{DOCUMENTS}"
        yield Fact("Signed copy", f"The one that was kept is in {folder}.")
    elif found.says_draft and has.agreed:
        yield Fact("Signed copy", "Its content was signed since. Ask for the document as it is now.")


def _content(has: Held) -> str:
    if has.released:
        return f"Its content is what was signed as version {has.put_out}."
    if has.agreed:
        return f"Its content was put out as version {has.put_out or has.version}, and all who must have signed."
    if has.put_out:
        return f"Its content was put out for signature as version {has.put_out}."
    if has.today:
        return "Its content is what the definition says today. It was not put out for signature."
    return "The register has no such content: neither now, nor as a version that was put out for signature."


def since(has: Held | None) -> Iterator[Fact]:
    """Yield what became of the protocol since."""
    if has is None:
        return
    now = has.standing
    if now.state in ENDED:
        yield Fact("Now", ENDED[now.state].format(long_date(has.protocol.text("expires"))))
    elif now.in_force and not same_version(now.in_force, has.version):
        yield Fact("Now", f"Version {now.in_force} is in force. Use that one.")
    elif has.given_up:
        yield Fact("Now", "It is not agreed by all any more. Ask the owner of the protocol before you share under it.")
    elif has.agreed and not same_version(now.version, has.version):
        stays = " This one stays in force until it is signed." if now.in_force else ""
        yield Fact("Now", f"Version {now.version} is being prepared.{stays}")
    elif has.agreed and not now.in_force:
        yield Fact("Now", f"It applies from {long_date(has.protocol.text('in_force')) or 'a day that is not stated'}.")
    if has.put_out and not has.today and same_version(has.protocol.text("version"), has.version):
        yield Fact(
            "Definition",
            f"It says something else today, under the same version. See: istoolkit impact {has.protocol.id}",
        )
