"""A signed protocol is changed: what it means, who must sign again and who need only be told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from istoolkit.cli.impact import command
from istoolkit.definitions.register import open_register
from istoolkit.signoff.content import canonical, content_of, digest
from istoolkit.signoff.signatories import signatories
from istoolkit.signoff.store import add, freeze
from tests.conftest import EPOCH, ROOT, TODAY, Run

HUB = "early-help-hub"
PROTOCOL = f"{HUB}/protocol.yaml"
VERSION = ('version: "1.0"\njur', 'version: "1.1"\njur')
LOG = "changes:\n"


def signed_as(root: Path, change: Callable[[Any], object] = lambda content: None) -> None:
    """Have everyone sign the hub's protocol as it is, or as it was before a change that undoes ``change``."""
    register = open_register(root, on=TODAY)
    here = register.protocols[HUB]
    content = json.loads(canonical(content_of(register, here)))
    change(content)
    what = {"version": "1.0", "digest": digest(canonical(content))}
    freeze(root, HUB, "1.0", canonical(content))
    for number, each in enumerate(signatories(register, here)):
        said = {"what": "approved", "party": each.party, "member": each.member, "post": each.post, "date": "2026-11-25"}
        add(root, HUB, {**what, **said}, f"2026-11-25T09:{number:02}:00Z")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked register as far as the hub needs it."""
    others = shutil.ignore_patterns("case-meeting", "concern-sharing", "lettings-collection")
    return Path(shutil.copytree(ROOT / "protocols", tmp_path_factory.mktemp("worked") / "protocols", ignore=others))


@pytest.fixture(scope="module")
def signed_by_all(worked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the hub's protocol signed by everyone."""
    root = Path(shutil.copytree(worked, tmp_path_factory.mktemp("signed") / "protocols"))
    signed_as(root)
    return root


@pytest.fixture
def signed(signed_by_all: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed_by_all, tmp_path / "protocols"))


def edit(root: Path, *pairs: tuple[str, str], file: str = PROTOCOL) -> None:
    """Change words in a file of the register, everywhere; each must be there."""
    path = root / file
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def logged(said: str) -> tuple[str, str]:
    return LOG, f'{LOG}- {{version: "1.1", date: 2026-11-30, {said}}}\n'


def misspelt(text: str) -> str:
    assert "together" in text
    return text.replace("together", "togehter", 1)


def those(found: str, need: str) -> set[str]:
    return {each["party"] for each in json.loads(found)["organisations"] if each["need"] == need}


def impact(root: Path, *arguments: str) -> Result:
    """Run the command in this process, which is quicker."""
    return CliRunner().invoke(command, [*arguments, "--register", str(root)], env={"SOURCE_DATE_EPOCH": EPOCH})


def test_a_new_recipient_of_health_data(istoolkit: Run, signed: Path) -> None:
    """The housing association is to get the health services' answer. The check stops it, and impact says who signs again."""
    answer = "  title: Health services answer\n  from: [northvale-nhs-trust, gp-practices]\n  to: "
    edit(signed, (f"{answer}northvale-council", f"{answer}[northvale-council, tannerbrook-homes]"))

    done = istoolkit("check", HUB, cwd=signed)
    assert done.returncode == 1
    assert (
        "error SIGN020  Version 1.0 has 19 signatures and says something else now. The flow “Health services answer” now also "
        "goes to Tannerbrook Homes."
    ) in done.stdout
    assert "Northvale Community NHS Trust, GP practices and Tannerbrook Homes sign again." in done.stdout

    done = istoolkit("impact", HUB, cwd=signed)
    assert done.returncode == 1
    assert done.stdout == (
        "Early help hub operational arrangement: what changed since version 1.0, and what follows\n"
        "\n"
        "Flows\n"
        "- The flow “Health services answer” now also goes to Tannerbrook Homes.\n"
        "    A new recipient of sensitive information: Northvale Community NHS Trust, GP practices and Tannerbrook Homes sign "
        "again.\n"
        "\n"
        "Who signs again\n"
        "Organisation                       Signed  What it does  Why\n"
        "Northvale Council                  1.0     is told       A new recipient of sensitive information\n"
        "Northvale Community NHS Trust      1.0     signs again   A new recipient of sensitive information\n"
        "Northvale Police                   1.0     is told       A new recipient of sensitive information\n"
        "Schools and academies (9 members)  1.0     is told       A new recipient of sensitive information\n"
        "GP practices (5 members)           1.0     signs again   A new recipient of sensitive information\n"
        "Tannerbrook Homes                  1.0     signs again   A new recipient of sensitive information\n"
        "Lanternway Family Support          1.0     is told       A new recipient of sensitive information\n"
        "\n"
        "What to do next\n"
        "- Raise the version: it is still 1.0, which is signed. Say in the change log what changed.\n"
        "- Ask those that sign: istoolkit sign-off request early-help-hub\n"
        "- Tell Northvale Council, Northvale Police, Schools and academies (9 members) and Lanternway Family Support what "
        "changed. Their signatures stand.\n"
        "\n"
        "Why\n"
        "- A new recipient of sensitive information. Those that give special category or criminal offence data must agree to "
        "each recipient of it. (ICO data sharing code, “What should we include in a data sharing agreement?”)\n"
    )

    edit(signed, VERSION, logged("summary: The housing association gets the health answer"))
    done = istoolkit("check", HUB, cwd=signed)
    assert "SIGN020" not in done.stdout
    message = "warning SIGN022  Version 1.1 changes what was signed as 1.0, and nobody was asked to sign it."
    assert message in done.stdout


def test_a_slip_of_the_pen_is_mended_and_nobody_signs_again(istoolkit: Run, worked: Path, tmp_path: Path) -> None:
    """The mistake was in what was signed. Mending it is a new version that nobody signs, if the change log says what it is."""
    root = Path(shutil.copytree(worked, tmp_path / "protocols"))
    signed_as(root, lambda content: content["protocol"].update(background=misspelt(content["protocol"]["background"])))
    edit(root, VERSION, logged("summary: A slip of the pen"))

    done = impact(root, HUB)
    assert done.exit_code == 0
    hint = "If this is a slip of the pen, write “correction: yes” in the change log entry of the new version."
    assert hint in done.stdout

    edit(root, ("summary: A slip of the pen", "summary: A slip of the pen, correction: yes"))
    done = impact(root, HUB)
    assert done.exit_code == 0
    assert "A mend of spelling: nobody signs again." in done.stdout
    assert "Nobody signs again, and nobody need be told. The signatures stand." in done.stdout

    edit(root, ("in one room.", "in two rooms."))
    done = istoolkit("check", HUB, cwd=root)
    assert done.returncode == 1
    assert (
        "error SIGN025  Version 1.1 changes more than the spelling of 1.0. “Background” reads differently."
        in done.stdout
    )


def test_retention_and_a_party_that_leaves(signed: Path) -> None:
    """Requests are to be kept longer, so all that gave and keep them sign again. Then that is dropped, and a charity leaves."""
    edit(signed, ("keep: 2 years", "keep: 10 years"))
    done = impact(signed, HUB)
    assert done.exit_code == 1
    assert "kept for 10 years instead of 2 years." in done.stdout
    assert "Information is kept longer: everyone signs again." in done.stdout

    charity = "- organisation: lanternway\n  role: controller\n  joined: 2027-02-01\n"
    note = "  note: It joins once its family workers have accounts in the case system.\n"
    edit(signed, ("keep: 10 years", "keep: 2 years"), (charity + note, ""), (", lanternway", ""))
    done = impact(signed, HUB, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["left"] == ["Lanternway Family Support"]
    assert those(done.stdout, "sign") == set()
    assert those(done.stdout, "told") >= {"northvale-council", "schools", "tannerbrook-homes"}


def test_an_organisation_and_a_law_are_called_something_else(istoolkit: Run, worked: Path, tmp_path: Path) -> None:
    """Nobody signs again because of a name. The check warns until someone has looked whether what was signed still holds."""
    root = Path(shutil.copytree(worked, tmp_path / "protocols"))
    signed_as(root, lambda content: content["law"]["children-act-2004-s10"].update(title="Children Bill, clause 10"))
    edit(root, ("title: Northvale Police", "title: Northvale Constabulary"), file="organisations.yaml")
    done = impact(root, HUB)
    assert done.exit_code == 0
    assert "Northvale Police is now called Northvale Constabulary." in done.stdout
    assert "Children Bill, clause 10 is now called Children Act 2004, section 10." in done.stdout
    done = istoolkit("check", HUB, cwd=root)
    assert done.returncode == 0
    assert "warning SIGN024  What was signed as version 1.0 reads differently now." in done.stdout


def test_what_cannot_be_compared_is_said(signed: Path) -> None:
    done = impact(signed, HUB, "--since", "0.7")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"istoolkit: Version 0.7 of {HUB} was not put out for signature. There are: 1.0.\n"
    done = impact(signed, "early-help")
    assert done.exit_code == 0
    assert done.stdout == (
        "Nobody has signed early-help yet, so nobody signs again.\n"
        "Ask for signatures with: istoolkit sign-off request early-help\n"
    )
