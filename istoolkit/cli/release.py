"""``istoolkit release``: keep what was signed, for good, and make its documents again from that alone."""

import datetime
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from istoolkit.cli._common import (
    CouldNotRun,
    day,
    known_protocols,
    on_option,
    opened,
    register_option,
    root_for,
    shown,
)
from istoolkit.cli._form import errors_of_law
from istoolkit.cli._released import LAST, called, folder_of, look_through, rebuild_version, record_release
from istoolkit.definitions.formats import long_date
from istoolkit.definitions.register import MANIFEST, Protocol, Register

if TYPE_CHECKING:
    from istoolkit.cli._certificates import Signer
    from istoolkit.signoff.released.release import More, Release

_PRINTED = ("-protocol.docx", "-certificate.docx")
"""What is printed as a PDF, and signed where there is a certificate."""


@click.command("release")
@click.argument("protocol")
@on_option("The day for which its documents say where it stands.  [default: today]")
@click.option("--pdf/--no-pdf", default=None, help="Keep a PDF too.  [default: where LibreOffice is installed]")
@click.option(
    "--certificate",
    "certificates",
    multiple=True,
    metavar="FILE.p12",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Sign the Word file and the PDF with it too. May be given several times.",
)
@click.option(
    "--rebuild",
    is_flag=False,
    flag_value=LAST,
    metavar="[VERSION]",
    help="Make the documents of a released version again from what was kept, and compare them.  [default: the last one]",
)
@register_option
def command(
    protocol: str,
    on: datetime.date | None,
    pdf: bool | None,
    certificates: tuple[Path, ...],
    rebuild: str | None,
    where: Path,
) -> None:
    """Keep a version of a protocol for good, once everyone who must has signed it.

    Into signed/VERSION beside the protocol go its documents, the definition they were made of, the record of who signed,
    and a list of all of it with digests. That folder never changes again: members that join later do not change it. The
    record of sign-off gets an entry with the digest of the list. Where someone has still to sign, it says who, and writes
    nothing. A version that is released already is looked through.

    Ends with 0, 1 where it cannot be released or is not as it was kept, or 2 when it could not run.
    """
    root = root_for([protocol], where)
    name = known_protocols(root, [protocol])[0]
    register = opened(root, [name], on)
    here = register.protocols[name]
    if rebuild is not None:
        rebuild_version(register, here, rebuild)
    elif here.text("version") in register.released.get(name, ()):
        _stop_at_additions(register, here, pdf, certificates)
        look_through(register, here, here.text("version"))
    else:
        _release(register, here, day(on), pdf, certificates)


def _stop_at_additions(register: Register, protocol: Protocol, pdf: bool | None, certificates: Sequence[Path]) -> None:
    """Stop where something should be added to a version that is released."""
    version = protocol.text("version")
    documents = folder_of(register, protocol, version) / "documents"
    what = "A certificate" if certificates else "A PDF" if pdf and not any(documents.glob("*.pdf")) else ""
    if what:
        told = f"{what} cannot be added to version {version} any more: it is released, and its files never change."
        raise CouldNotRun(f"{told} Nothing was changed.")


def _release(
    register: Register, protocol: Protocol, on: datetime.date, pdf: bool | None, certificates: Sequence[Path]
) -> None:
    from istoolkit.cli._certificates import signer_of
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.released.keeping import CannotKeep, keep

    _stop_at_bars(register, protocol)
    folder = folder_of(register, protocol, protocol.text("version"))
    release = _made(register, protocol, on, _more(_printer(pdf), signer_of(certificates)))
    try:
        keep(folder, release.files, release.manifest.content())
    except (CannotKeep, CouldNotWrite) as error:
        raise CouldNotRun(str(error)) from error
    record_release(register, protocol, release.manifest)
    _tell(register, protocol, folder, release)


def _stop_at_bars(register: Register, protocol: Protocol) -> None:
    """Print all that stands in the way, and stop with 1 where anything does."""
    from istoolkit.signoff.released.release import Bar, bars

    errors = errors_of_law(register, "Nothing was released. Mend the errors first.", 1)
    wrong = [each for each in errors if each.code.startswith("SIGN") and each.place.file.startswith(f"{protocol.id}/")]
    mend = f"More on each: istoolkit check {protocol.id}"
    found = [*bars(register, protocol), *(Bar(f"{each.code}: {each.message}", mend) for each in wrong)]
    if not found:
        return
    click.echo(f"{called(protocol)} cannot be released yet.")
    for each in found:
        click.echo(f"- {each.words}")
    for mend in dict.fromkeys(each.mend for each in found if each.mend):
        click.echo(mend)
    if any("signed" in each.words for each in found):
        click.echo(f"Who has signed and who has not: istoolkit status {protocol.id}")
    click.echo("Nothing was written.", err=True)
    sys.exit(1)


def _made(register: Register, protocol: Protocol, on: datetime.date, more: "More") -> "Release":
    from istoolkit.documents.page_frame import BadPage
    from istoolkit.documents.pdf import NoOffice
    from istoolkit.documents.word.template import BadTemplate
    from istoolkit.documents.workshop import UnusableTemplate
    from istoolkit.files import CouldNotWrite
    from istoolkit.signoff.released.rebuild import CannotRebuild
    from istoolkit.signoff.released.release import RecordedMeanwhile, release_of

    try:
        return release_of(register, protocol, on, day(None), more)
    except BadTemplate as error:
        raise CouldNotRun(f"The template cannot be filled. {error} Nothing was released.") from error
    except (BadPage, UnusableTemplate, NoOffice, CannotRebuild, RecordedMeanwhile) as error:
        raise CouldNotRun(f"{error} Nothing was released.") from error
    except CouldNotWrite as error:
        raise CouldNotRun(f"{error} Nothing was released.") from error
    except OSError as error:
        raise CouldNotRun(f"{error.filename} cannot be read: {error.strerror}. Nothing was released.") from error


def _printer(pdf: bool | None) -> bool:
    """Whether PDFs are kept too. Stops where they are asked for and LibreOffice is not there."""
    from istoolkit.documents.pdf import NoOffice, office

    if pdf is False:
        return False
    try:
        office()
    except NoOffice as error:
        if pdf:
            raise CouldNotRun(str(error)) from error
        return False
    return True


def _more(printed: bool, sign: "Signer | None") -> "More":
    """Return what adds PDFs and signed copies to the documents of a release."""
    from istoolkit.cli._certificates import signed_beside

    def more(documents: Mapping[str, bytes]) -> dict[str, bytes]:
        main = {name: content for name, content in documents.items() if name.endswith(_PRINTED)}
        pdfs = _pdfs(main) if printed else {}
        return {**pdfs, **(signed_beside({**main, **pdfs}, sign) if sign else {})}

    return more


def _pdfs(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    import tempfile

    from istoolkit.documents.pdf import convert
    from istoolkit.signoff.released.rests_on import laid_out

    with tempfile.TemporaryDirectory(prefix="istoolkit-") as folder:
        laid_out(documents, Path(folder))
        made = convert([Path(folder) / name for name in documents])
    return {f"{path.relative_to(folder).as_posix().removesuffix('.docx')}.pdf": made[path] for path in made}


def _tell(register: Register, protocol: Protocol, folder: Path, release: "Release") -> None:
    from istoolkit.documents.status import shown_digest
    from istoolkit.signoff.released.kept import DEFINITION, DOCUMENTS, STATEMENTS

    numbers = {part: sum(name.startswith(f"{part}/") for name in release.files) for part in (DOCUMENTS, DEFINITION)}
    signed_on = long_date(release.manifest.signed_on)
    click.echo(f"{called(protocol)} is released. The last signature that was needed was given on {signed_on}.")
    click.echo(
        f"Kept in {shown(folder)}: {numbers[DOCUMENTS]} documents, {numbers[DEFINITION]} files of the definition,"
    )
    click.echo(f"the record of who signed, the content that was signed, and {MANIFEST}, the list of all with digests.")
    if any(name.startswith(f"{STATEMENTS}/") for name in release.files):
        click.echo(f"{STATEMENTS} has what was signed with keys, for anyone to check with OpenSSH.")
    click.echo(f"The record of sign-off says so, with the digest of {MANIFEST}.")
    click.echo(f"Digest of what was signed: {shown_digest(register, protocol).short} ({release.manifest.digest})")
    click.echo(f"To make the documents again and compare them: istoolkit release {protocol.id} --rebuild")
