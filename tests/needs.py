"""Install the Debian packages that the tests need, where that is allowed, or say what is missing.

With CI=true a missing tool is a failure. Elsewhere the tests that need it are left out, and this says so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOOLS = ("soffice", "pdftotext", "pdfinfo", "pdfsig", "chromium", "git", "ssh-keygen")


def missing() -> list[str]:
    gone = [name for name in TOOLS if shutil.which(name) is None]
    if "soffice" in gone:
        return gone
    parts = {"LibreOffice Calc": has_calc(), "the Python part of LibreOffice": has_uno()}
    return [*gone, *(name for name, there in parts.items() if not there)]


def has_calc() -> bool:
    """Whether LibreOffice can open workbooks: Debian has that in a package of its own."""
    program = Path(shutil.which("soffice") or "").resolve().parent
    return any(program.glob("*sclo*"))


def has_uno() -> bool:
    """Whether Debian's own Python can talk to LibreOffice, as the tests of digital signatures do."""
    command = ["/usr/bin/python3", "-c", "import uno"]
    return Path(command[0]).exists() and subprocess.run(command, check=False, capture_output=True).returncode == 0


def may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/etc/debian_version").exists()


def install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def main(packages: list[str]) -> int:
    if missing() and may_install():
        print(f"Installing what the tests need: {', '.join(packages)}")
        install(packages)
    gone = missing()
    if not gone:
        return 0
    print(f"Not here: {', '.join(gone)}. On Debian or Ubuntu: apt-get install {' '.join(packages)}")
    if os.environ.get("CI") == "true":
        return 1
    print("The tests marked “office” or “browser” that need them are left out.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
