"""MEMB: the members of open classes."""

from collections.abc import Iterable

from istoolkit.definitions.register import Register
from istoolkit.finding import Problem, Spot
from istoolkit.rules import faults, rule
from istoolkit.words import did_you_mean


@rule("MEMB001", "Columns of a members file")
def columns(register: Register) -> Iterable[Problem]:
    """The first line of a members file names its columns. `id`, `name` and `joined` must be there.

    Why: without them no one can tell who the members are and since when.

    Wrong:

        school,since
        Oak Primary School,2026-12-01

    Right:

        id,name,joined
        oak-primary,Oak Primary School,2026-12-01
    """
    return faults(register, "MEMB001")


@rule("MEMB002", "Line of a members file")
def lines(register: Register) -> Iterable[Problem]:
    """A line of a members file has no more cells than there are columns, and every quotation mark is closed.

    Why: a comma inside a name moves everything after it into the wrong column.

    Wrong:

        oak-primary,Oak, Ash and Elm School,2026-12-01

    Right:

        oak-primary,"Oak, Ash and Elm School",2026-12-01
    """
    return faults(register, "MEMB002")


@rule("MEMB003", "Members file that is not there")
def missing(register: Register) -> Iterable[Problem]:
    """A class of parties names the file that lists its members, and the file is in the register.

    Why: each member signs for itself. Without the list no one knows who they are.

    Wrong: `members: members/scools.csv` where the file is called schools.csv.

    Right: `members: members/schools.csv`.
    """
    for protocol in register.checked():
        for index, party in protocol.entries("parties"):
            file = party.get("members")
            if isinstance(file, str) and file and file not in register.members and not file.startswith("TBC"):
                there = [each.relative_to(register.root).as_posix() for each in register.root.glob("members/*.csv")]
                mend = (
                    did_you_mean(file, there)
                    or "Make the file. Its first line is: id,name,joined,left,signed_by,mailbox"
                )
                yield Problem(
                    protocol.at("parties", index, "members"),
                    f"There is no file “{file}” in the register.",
                    mend,
                )


@rule("MEMB004", "Successor that is not a member")
def successor(register: Register) -> Iterable[Problem]:
    """The member that took another's place is in the same file.

    Why: whoever looks for the one that left must find the one that answers now.

    Wrong: `succeeded_by` names ash-primary, and no line has that identifier.

    Right: add the line for ash-primary.
    """
    for source in register.members.values():
        rows = [] if source.faults else source.value
        ids = {row.get("id", "") for row in rows}
        for index, row in enumerate(rows):
            name = row.get("succeeded_by", "")
            if name and name not in ids:
                yield Problem(
                    Spot(source.file, (index, "succeeded_by")),
                    f"“{name}” is not a member in this file.",
                    did_you_mean(name, ids),
                )
