"""Measures istoolkit against its peers and prints what was wanted, what was measured and whether it was met.

Everything is a ratio of two things measured in turn in the same run, because times differ between machines and hours.
It measures and does not judge: the exit code is 0 whatever comes out.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generate import generate
from measure import Command, Run, in_turn, run
from peers.templates import plain_template, write

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
TEMPLATE = HERE.parent / "templates" / "isp.docx"
BIN = Path(sys.executable).parent
OURS = BIN / "istoolkit"
BUILD = (OURS, "build", "--only")
SIZES = (250, 500, 1000, 2000)


class Claim(NamedTuple):
    """A row of the table."""

    words: str
    wanted: str
    measured: str
    met: bool | None


@dataclass(frozen=True)
class Bench:
    """The folder that a run works in, and how often each measure is repeated."""

    folder: Path
    repeats: int

    def register(self, number: int) -> Path:
        """Return a register of so many protocols, made when first asked for."""
        path = self.folder / f"register-{number}"
        if not path.exists():
            generate(path, number)
        return path

    @property
    def out(self) -> Path:
        """Where documents are written."""
        return self.folder / "out"

    @cached_property
    def hundred(self) -> list[Path]:
        """The documents of a hundred protocols, as istoolkit makes them."""
        folder = self.folder / "hundred"
        run([OURS, "build", "--only", "isp", "--register", self.register(100), "--out", folder])
        return sorted(folder.glob("*/*.docx"))

    def compare(self, ours: Callable[[], float], theirs: Callable[[], float], repeats: int = 0) -> tuple[float, float]:
        """Return the middle of our measures and of theirs."""
        found = in_turn({"ours": ours, "theirs": theirs}, repeats or self.repeats)
        return found["ours"], found["theirs"]


def _timed(command: Command, one_core: bool = False) -> Callable[[], float]:
    return lambda: run(command, one_core).seconds


def _afresh(bench: Bench, command: Command, one_core: bool = False) -> Callable[[], float]:
    """Return a task that times a build with nothing built before."""

    def build() -> float:
        shutil.rmtree(bench.out, ignore_errors=True)
        return run(command, one_core).seconds

    return build


def _each(command: Command) -> Callable[[], float]:
    """Return a task that gives the seconds a document of a script that prints the seconds of each."""
    return lambda: statistics.median(json.loads(run(command, one_core=True).output))


def _at_most(words: str, limit: float, ours: float, theirs: float) -> Claim:
    return Claim(
        words, f"≤ {limit:g} ×", f"{ours / theirs:.2f} × ({_time(ours)} to {_time(theirs)})", ours <= limit * theirs
    )


def _at_least(words: str, limit: float, ours: float, theirs: float) -> Claim:
    return Claim(
        words, f"≥ {limit:g} ×", f"{theirs / ours:.2f} × ({_time(ours)} to {_time(theirs)})", theirs >= limit * ours
    )


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def checks(bench: Bench) -> Iterator[Claim]:
    """Claim 1: checking, against check-jsonschema with the same schema."""
    schema = bench.folder / "schema.json"
    schema.write_text(run([OURS, "schema", "protocol", "--json"]).output, encoding="utf-8")
    for number, limit in ((1, 0.5), (100, 0.25)):
        register = bench.register(number)
        files = sorted(register.glob("*/protocol.yaml"))
        theirs: Command = [BIN / "check-jsonschema", "--schemafile", schema, *files]
        words = f"istoolkit check, {number} of 300 lines, to check-jsonschema"
        yield _at_most(words, limit, *bench.compare(_timed([OURS, "check", register]), _timed(theirs)))


def rules(bench: Bench) -> Iterator[Claim]:
    """All rules on 500 protocols, against reading them and checking them against the schema alone."""
    register = bench.register(500)
    alone: Command = [sys.executable, PEERS / "read_and_validate.py", register]
    ours: Command = [OURS, "check", "--on", "2026-12-01", register]
    pair = bench.compare(_timed(ours), _timed(alone))
    yield _at_most("istoolkit check of 500, all rules, to reading and validating alone", 1.6, *pair)
    held = bench.compare(_timed(ours, one_core=True), _timed(alone, one_core=True))
    yield _without_limit("the same, both held to one processor", *held)


def _without_limit(words: str, ours: float, theirs: float) -> Claim:
    return _at_most(words, 1, ours, theirs)._replace(wanted="", met=None)


def start(bench: Bench) -> Iterator[Claim]:
    """Claim 2: start-up, against importing the library that reads the command line."""
    theirs = [sys.executable, "-c", "import click"]
    pair = bench.compare(_timed([OURS, "--version"]), _timed(theirs), 3 * bench.repeats)
    yield _at_most("istoolkit --version to python -c 'import click'", 1.5, *pair)


def plain_docxtpl(bench: Bench) -> Iterator[Claim]:
    """Claim 3: a hundred documents, against a plain docxtpl script."""
    template = bench.folder / "plain.docx"
    template.write_bytes(plain_template(TEMPLATE.read_bytes()))
    register = bench.register(100)
    ours: Command = [*BUILD, "isp", "--register", register, "--out", bench.out]
    script: Command = [sys.executable, PEERS / "docxtpl_plain.py", register, template, bench.out]
    yield _at_least(
        "istoolkit build of 100, to a docxtpl script", 6, *bench.compare(_afresh(bench, ours), _timed(script))
    )
    alone: Command = [sys.executable, PEERS / "ours.py", register, TEMPLATE, bench.out, "40"]
    pair = bench.compare(_each(alone), _each([*script, "40"]))
    yield _without_wish("one document on one core, to docxtpl in a loop", *pair)


def _without_wish(words: str, ours: float, theirs: float) -> Claim:
    return _at_least(words, 0, ours, theirs)._replace(wanted="", met=None)


def docxtemplater(bench: Bench) -> Iterator[Claim]:
    """Claim 4: one core, against docxtemplater."""
    if not (PEERS / "node_modules").exists() or shutil.which("node") is None:
        yield Claim("documents a second on one core, to docxtemplater", "> 1 ×", "needs node and npm install", None)
        return
    template, data, register = bench.folder / "loops.docx", bench.folder / "data", bench.register(100)
    write(bench.hundred, template, data)
    script: Command = ["node", PEERS / "docxtemplater.mjs", template, data, bench.out / "theirs"]
    build: Command = [*BUILD, "isp", "--jobs", "1", "--register", register, "--out", bench.out]
    whole = bench.compare(_afresh(bench, build, one_core=True), _timed([*script, "fresh"], one_core=True))
    yield _at_least("istoolkit build --jobs 1 of 100, to docxtemplater", 1, *whole)
    alone: Command = [sys.executable, PEERS / "ours.py", register, TEMPLATE, bench.out]
    for mode, words in (("fresh", "template read anew"), ("kept", "template kept")):
        pair = bench.compare(_each(alone), _each([*script, mode]))
        yield _at_least(f"one document on one core, to docxtemplater, {words}", 1, *pair)
    yield from _pages(bench)


def _pages(bench: Bench) -> Iterator[Claim]:
    if shutil.which("soffice") is None or shutil.which("pdfinfo") is None:
        return
    ours = bench.hundred[0]
    first, second = _number_of_pages(bench, ours), _number_of_pages(bench, bench.out / "theirs" / ours.name)
    yield Claim(
        "pages of a document: ours, docxtemplater's", "about as many", f"{first}, {second}", abs(first - second) <= 2
    )


def _number_of_pages(bench: Bench, document: Path) -> int:
    profile = f"-env:UserInstallation={(bench.folder / 'office').as_uri()}"
    run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", bench.folder, document])
    words = run(["pdfinfo", bench.folder / f"{document.stem}.pdf"]).output.split()
    return int(words[words.index("Pages:") + 1])


def whole_set(bench: Bench) -> Iterator[Claim]:
    """Two hundred protocols with all their documents, against a docxtpl script that makes the protocol alone.

    Both are held to one core. Only Word files are counted, though we make pages, Excel, CSV and pictures in the same time.
    """
    template = bench.folder / "plain.docx"
    template.write_bytes(plain_template(TEMPLATE.read_bytes()))
    register = bench.register(200)
    _assess(register)
    ours: Command = [OURS, "build", "--register", register, "--out", bench.out]
    script: Command = [sys.executable, PEERS / "docxtpl_plain.py", register, template, bench.folder / "plain"]
    one_core = _afresh(bench, [*ours, "--jobs", "1"], one_core=True)
    built, written = bench.compare(one_core, _timed(script, one_core=True), max(1, bench.repeats // 3))
    there = [each for each in bench.out.rglob("*.*") if each.is_file() and not each.name.startswith(".")]
    number = sum(1 for each in there if each.suffix == ".docx")
    words = f"all {len(there)} documents of 200 protocols: time for each of {number} Word files, to a docxtpl script"
    yield _at_least(words, 1, built / number, written / 200)
    built = _afresh(bench, ours)()
    yield Claim("the same on all cores", "", f"{len(there) / built:.0f} documents a second ({_time(built)})", None)
    again, _ = bench.compare(_timed(ours), _timed(["true"]))
    words = "the same build again, nothing changed, to the first"
    yield Claim(words, "< 1 s", f"{again / built:.3f} × ({_time(again)} to {_time(built)})", again < 1)
    changed = register / "family-help-0100" / "protocol.yaml"
    changed.write_text(changed.read_text("utf-8").replace("\ntitle: ", "\ntitle: The ", 1), "utf-8")
    words = "the same after one protocol changed, to the first"
    yield _at_most(words, 0.25, run(ours).seconds, built)


def _assess(register: Path) -> None:
    """Give each protocol an impact assessment, begun from what its definition suggests."""
    protocols = sorted(each.parent for each in register.glob("*/protocol.yaml"))
    run([OURS, "new", "assessment", protocols[0].name, "--register", register])
    for each in protocols[1:]:
        shutil.copy(protocols[0] / "assessment.yaml", each)


def growth(bench: Bench) -> Iterator[Claim]:
    """Claim 5: time and memory, up to two thousand protocols."""
    commands: dict[str, Command] = {
        "check": [OURS, "check"],
        "build": [*BUILD, "isp", "--out", bench.out, "--register"],
    }
    for name, command in commands.items():
        shutil.rmtree(bench.out, ignore_errors=True)
        runs = {number: _middle([*command, bench.register(number)], max(1, bench.repeats // 3)) for number in SIZES}
        yield from _grown(name, runs)


def _middle(command: Command, repeats: int) -> Run:
    return sorted((run(command, memory=True) for _ in range(repeats)), key=lambda each: each.seconds)[repeats // 2]


def _grown(name: str, runs: dict[int, Run]) -> Iterator[Claim]:
    first, last = min(runs), max(runs)
    each = ", ".join(f"{1000 * found.seconds / number:.1f}" for number, found in runs.items())
    times = (runs[last].seconds / last) / (runs[first].seconds / first)
    sizes = ", ".join(f"{found.memory / 1e6:.0f}" for found in runs.values())
    memory = runs[last].memory / runs[first].memory
    of = f"{name} of {', '.join(map(str, runs))}"
    yield Claim(f"{of}: time for each, last to first", "≤ 1.25 ×", f"{times:.2f} × ({each} ms)", times <= 1.25)
    yield Claim(
        f"{of}: memory, last to first", f"≤ {last // first} ×", f"{memory:.2f} × ({sizes} MB)", memory <= last / first
    )


PARTS = {
    "check": checks,
    "rules": rules,
    "start": start,
    "docxtpl": plain_docxtpl,
    "docxtemplater": docxtemplater,
    "set": whole_set,
    "growth": growth,
}


def _row(claim: Claim) -> str:
    met = {True: "yes", False: "NO", None: ""}[claim.met]
    return f"| {claim.words} | {claim.wanted} | {claim.measured} | {met} |"


def main() -> None:
    """Measure, and print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="repeat less often")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part only")
    options = parser.parse_args()
    print("| what | wanted | measured | met |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="istoolkit-bench-") as folder:
        bench = Bench(Path(folder), 3 if options.quick else 9)
        for name in options.only or PARTS:
            try:
                for claim in PARTS[name](bench):
                    print(_row(claim), flush=True)
            except (subprocess.CalledProcessError, OSError) as error:
                said = getattr(error, "output", "") or ""
                print(_row(Claim(name, "", f"could not be measured: {error} {said[-300:]}", None)), flush=True)


if __name__ == "__main__":
    main()
