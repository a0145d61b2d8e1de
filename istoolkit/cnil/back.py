"""An assessment from a file of the CNIL's PIA software, by the best way there is.

A file that we wrote carries the assessment as it was written. Where nobody worked on the file it comes back as it was, to
the letter. Where somebody did, what they changed is laid into it. Any other file is taken over from what it shows.
"""

from dataclasses import replace

from istoolkit.cnil.carried import Carried, carried, is_carrier
from istoolkit.cnil.merged import merged
from istoolkit.cnil.read import Pia, read
from istoolkit.cnil.rest import Kept, kept
from istoolkit.cnil.taken import Taken, taken
from istoolkit.cnil.verdicts import verdicts
from istoolkit.cnil.write import described, exported
from istoolkit.definitions.register import Protocol, Register

UNCHANGED = "Nobody changed it in the CNIL's PIA software, so the assessment is as it was written, with its notes."
_TOUCHED = (
    "The assessment as it was written is in a comment, but that comment was changed, so it is not used. It is taken over "
    "from what the file shows."
)
_WORKED_ON = (
    "It was worked on in the CNIL's PIA software. What was not changed there is as it was written, without the notes "
    "that begin with #."
)


def taken_back(register: Register, protocol: Protocol, pia: Pia) -> Taken:
    """Return the assessment that a file gives for a protocol, and what it has no place for."""
    found = carried(pia)
    shown = kept(pia, described(register, protocol))
    if found is None:
        return replace(taken(register, protocol, pia), beside=shown)
    if not found.is_whole:
        plain = taken(register, protocol, pia)
        return replace(plain, told=(*plain.told[:1], _TOUCHED, *plain.told[1:]), beside=shown)
    before = _as_written(register, protocol, found)
    rest = _new(shown, kept(before, described(register, protocol)))
    if found.is_of(pia):
        told = (*verdicts(pia), *pia.warnings, UNCHANGED, *_other(found, protocol))
        return Taken(found.source.value, told, rest, found.text)
    done = merged(register, protocol, pia, before, found.source.value)
    told = (*verdicts(pia), *pia.warnings, _WORKED_ON, *_other(found, protocol), *done.told)
    return Taken(done.value, told, (*rest, *done.beside))


def _as_written(register: Register, protocol: Protocol, found: Carried) -> Pia:
    """Return the file that the carried assessment gives today."""
    assessments = {**register.assessments, protocol.id: found.source}
    return read(exported(replace(register, assessments=assessments), protocol).content)


def _new(shown: tuple[Kept, ...], before: tuple[Kept, ...]) -> tuple[Kept, ...]:
    return tuple(each for each in shown if each not in before and not is_carrier(each.words))


def _other(found: Carried, protocol: Protocol) -> tuple[str, ...]:
    if found.protocol == protocol.id:
        return ()
    return (f"It was written for the protocol “{found.protocol}”. Check that it fits “{protocol.id}”.",)
