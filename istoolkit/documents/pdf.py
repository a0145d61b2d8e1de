"""PDF from Word files, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_FILTER = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'

_BATCH = 50
"""How many files LibreOffice is given at a time: a command line is not endless."""


class NoOffice(Exception):
    """LibreOffice is not installed, or did not do its work. The text says what to do."""


def office() -> str:
    """Return the LibreOffice program. Raises NoOffice where there is none."""
    found = [path for name in _NAMES if (path := shutil.which(name))] + [
        place for place in _PLACES if Path(place).is_file()
    ]
    if not found:
        raise NoOffice(
            "PDF files need LibreOffice, and it is not installed. Install it from libreoffice.org, or leave out --pdf."
        )
    return found[0]


def convert(files: Sequence[Path]) -> dict[Path, bytes]:
    """Return the PDF of each Word file, all in one run of LibreOffice with a profile of its own.

    Raises NoOffice where LibreOffice is not there, takes too long or leaves a file out.
    """
    program = office()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", _FILTER, "--outdir", str(place / "out")]
        for start in range(0, len(files), _BATCH):
            batch = [str(file) for file in files[start : start + _BATCH]]
            _run([*command, *batch], 60 + 20 * len(batch))
        made = {file: place / "out" / f"{file.stem}.pdf" for file in files}
        missing = [file.name for file, pdf in made.items() if not pdf.is_file()]
        if missing:
            raise NoOffice(
                f"LibreOffice made no PDF of {', '.join(missing)}. Open the Word file to see whether it is whole."
            )
        return {file: pdf.read_bytes() for file, pdf in made.items()}


def _run(command: list[str], seconds: int) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise NoOffice(f"LibreOffice was not done after {seconds} seconds. Try fewer protocols at a time.") from error
    except OSError as error:
        raise NoOffice(f"LibreOffice could not be started: {error.strerror}.") from error
