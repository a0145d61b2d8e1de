"""A small partnership whose protocols are asked for, signed and changed, as tests of sign-off need it."""

import datetime
from pathlib import Path
from typing import Any

from istoolkit.definitions.register import Protocol, Register, open_register
from istoolkit.signoff.answers import Signature
from istoolkit.signoff.content import canonical, content_of, digest_of
from istoolkit.signoff.standing import Standing, standing_of
from istoolkit.signoff.store import add, freeze
from tests.conftest import TODAY

REGISTER = """\
format: 1
partnership: Larkmoor Safeguarding Partnership
jurisdictions: [england]
contact: sharing@larkmoor.example
"""

ORGANISATIONS = """\
format: 1
organisations:
- id: council
  title: Larkmoor Council
  kind: council
  ico: {number: Z0000001, expires: 2027-08-31}
  posts:
  - {role: data-protection-officer, post: Data protection officer, mailbox: dpo@larkmoor.example, confirmed: 2026-10-01}
- id: police
  title: Larkmoor Police
  kind: police
  ico: {number: Z0000002, expires: 2026-12-20}
  posts:
  - {role: data-protection-officer, post: Data protection officer, mailbox: dpo@police.example, confirmed: 2025-11-01}
- id: trust
  title: Larkmoor NHS Trust
  kind: nhs-trust
- id: fire
  title: Larkmoor Fire and Rescue Service
  kind: fire-and-rescue
  dissolved: 2027-03-31
  succeeded_by: council
"""

HUB = """\
format: 1
protocol: hub
title: Larkmoor hub
tier: operational
version: "1.0"
jurisdictions: [england]
owner: council
in_force: 2026-12-01
review: {every: 12 months}
changes:
- {version: "1.0", date: 2026-11-02, summary: First version}
parties:
- {organisation: council, role: controller, signed_by: Director of children's services}
- {organisation: police, role: controller, signed_by: Chief superintendent}
- {organisation: trust, role: controller, accepts: e-mail}
- {class: schools, title: Schools, role: controller, members: schools.csv}
purposes:
- {id: help, title: Help families early}
"""

SCHOOLS = """\
id,name,joined,left,signed_by,mailbox
ash,Ash Primary School,2026-12-01,,Head teacher,office@ash.example
birch,Birch High School,2026-12-01,,Principal,office@birch.example
cedar,Cedar School,2027-02-01,,Head teacher,
"""

FLOW = """\
information:
- {id: worry, title: A worry about a family, kind: personal}
flows:
- {id: ask, title: A partner asks for help, from: police, to: council, information: worry, purpose: help}
"""
"""Something that passes, so that there is a matrix."""

FIRE = "- {organisation: fire, role: controller, joined: 2027-02-01}\n"


_KNOWN: dict[str, tuple[str, str, bytes]] = {}


class Partnership:
    """A register on the disk, and what happens in it."""

    def __init__(self, root: Path, name: str = "hub") -> None:
        self.root, self.name = root, name
        root.mkdir(exist_ok=True)
        for file, text in {
            "register.yaml": REGISTER,
            "organisations.yaml": ORGANISATIONS,
            "schools.csv": SCHOOLS,
        }.items():
            if not (root / file).exists():
                (root / file).write_text(text, encoding="utf-8")
        (root / name).mkdir()
        self.path.write_text(HUB.replace("protocol: hub", f"protocol: {name}"), encoding="utf-8")

    def share(self) -> None:
        """Have something pass under the protocol."""
        self.path.write_text(self.path.read_text(encoding="utf-8") + FLOW, encoding="utf-8")

    @property
    def path(self) -> Path:
        return self.root / self.name / "protocol.yaml"

    def change(self, *pairs: tuple[str, str], file: str = "") -> None:
        path = self.root / file if file else self.path
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def register(self, on: str = "") -> Register:
        return open_register(self.root, on=datetime.date.fromisoformat(on) if on else TODAY)

    def protocol(self, register: Register) -> Protocol:
        return register.protocols[self.name]

    def _now(self) -> tuple[str, str, bytes]:
        """Version, digest and content as they are now: reckoned once for the same files."""
        files = "".join(path.read_text(encoding="utf-8") for path in (self.path, self.root / "organisations.yaml"))
        if files not in _KNOWN:
            register = self.register()
            protocol = self.protocol(register)
            content = canonical(content_of(register, protocol))
            _KNOWN[files] = (protocol.text("version"), digest_of(register, protocol), content)
        return _KNOWN[files]

    def record(self, what: str, party: str = "", member: str = "", date: str = "2026-11-10", **more: Any) -> None:
        version, digest, _ = self._now()
        values = {
            "what": what,
            "version": version,
            "digest": digest,
            "party": party,
            "member": member,
            "date": date,
            **more,
        }
        add(self.root, self.name, values, f"{date}T09:00:00Z")

    def ask(self, date: str = "2026-11-03", wanted: str = "signature", party: str = "", **more: Any) -> None:
        version, _, content = self._now()
        freeze(self.root, self.name, version, content)
        self.record("requested", party, date=date, **{"for": wanted, **more})

    def approve(self, *parties: str, date: str = "2026-11-10", **more: Any) -> None:
        for each in parties:
            party, _, member = each.partition("/")
            self.record("approved", party, member, date, name="Ada Lark", method="signature", **more)

    def standing(self, on: str = "") -> Standing:
        register = self.register(on)
        return standing_of(register, self.protocol(register))

    def signature(self, of: str, on: str = "") -> Signature:
        return next(each for each in self.standing(on).signatures if each.signatory.id == of)

    def answers(self, on: str = "") -> dict[str, str]:
        return {each.signatory.id: each.answer for each in self.standing(on).signatures}

    def new_version(self, number: str = "1.1") -> None:
        """Raise the version with a change that touches everyone."""
        self.change(
            ('version: "1.0"\njuris', f'version: "{number}"\njuris'), ("Help families early", "Help all families")
        )
