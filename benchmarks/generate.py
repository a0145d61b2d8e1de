"""Makes a register of any number of protocols, each of about 300 lines, from the one in ``benchmarks/register``."""

import argparse
import shutil
from pathlib import Path

MODEL = Path(__file__).parent / "register"
PLACES = ("Northvale", "Alderbank", "Brindlefen", "Calderwick", "Dunmarsh", "Eastmere", "Fennimoor", "Glenharrick")


def generate(folder: Path, number: int) -> list[Path]:
    """Make a register in a folder, in place of what is there, and return its protocol files."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(MODEL / "members", folder / "members")
    for name in ("register.yaml", "organisations.yaml"):
        shutil.copy(MODEL / name, folder / name)
    model = (MODEL / "family-help" / "protocol.yaml").read_text(encoding="utf-8")
    return [_protocol(folder, model, each) for each in range(1, number + 1)]


def _protocol(folder: Path, model: str, number: int) -> Path:
    """Write one protocol. Its identifier, title, reference and place differ from those of the others."""
    path = folder / f"family-help-{number:04d}" / "protocol.yaml"
    text = model.replace("protocol: family-help\n", f"protocol: {path.parent.name}\n", 1)
    text = text.replace("family help arrangement\n", f"family help arrangement {number}\n", 1)
    text = text.replace("reference: NV-0001\n", f"reference: NV-{number:04d}\n", 1)
    path.parent.mkdir()
    path.write_text(text.replace("Northvale", PLACES[number % len(PLACES)]), encoding="utf-8")
    return path


def main() -> None:
    """Make a register from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    options = parser.parse_args()
    generate(options.folder, options.number)


if __name__ == "__main__":
    main()
