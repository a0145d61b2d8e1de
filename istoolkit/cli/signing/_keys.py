"""Signing approvals with an SSH key as they are recorded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from istoolkit.cli._common import CouldNotRun
from istoolkit.cli.signing._here import Here
from istoolkit.signoff.entries import Entry


@dataclass(frozen=True)
class Signing:
    """Signs what each entry says, checks the signature as any reader will, and only then has it written."""

    here: Here
    key: Path
    then: Callable[[Sequence[Mapping[str, Any]], str], list[Entry]]

    def __call__(self, entries: Sequence[Mapping[str, Any]], recorded: str) -> list[Entry]:
        """Sign and record. Stops where the key cannot sign, or is not that of the holder in allowed_signers."""
        return self.then([self._signed(each, recorded) for each in entries], recorded)

    def _signed(self, values: Mapping[str, Any], recorded: str) -> dict[str, Any]:
        from istoolkit.signoff.keys import CannotSign, sign, statement_of, verified

        statement, signer = statement_of({**values, "protocol": self.here.id}), str(values["key"]["signer"])
        try:
            signature = sign(statement, self.key)
        except CannotSign as error:
            raise CouldNotRun(f"{error} Nothing was recorded.") from error
        checked = verified(statement, signature, signer, self.here.register.allowed_signers, recorded)
        if not checked.good:
            raise CouldNotRun(f"{checked.words} Nothing was recorded.")
        return {**values, "key": {"signer": signer, "signature": signature}}
