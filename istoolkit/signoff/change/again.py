"""The rules that say who signs again after a change (``schemas/signing-again.yaml``), and those of a register that are stricter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from istoolkit.definitions.leaves import many, records
from istoolkit.definitions.register import Register, kept
from istoolkit.definitions.schema import raw
from istoolkit.signoff.change.differences import Difference

FILE = "signing-again.yaml"
SETTING = "signing_again"
"""The setting of register.yaml under which a partnership is stricter."""

ALL, NOBODY = "all", "nobody"


@dataclass(frozen=True)
class Rule:
    """A rule: which differences it is about, who signs again, who is told, and why. ``source`` is where it comes from.

    ``sign`` and ``tell`` are words of the file: ``all``, ``suppliers``, ``recipients``, ``concerned``, ``the-party``; none
    for nobody. ``stricter_because`` is why the register made it stricter, "" where it did not.
    """

    id: str
    title: str
    about: tuple[str, ...]
    change: tuple[str, ...]
    when: str
    sign: frozenset[str]
    tell: frozenset[str]
    because: str
    source: str
    stricter_because: str = ""

    def is_about(self, difference: Difference) -> bool:
        """Whether it names the place and the sort of a difference. Its test is another matter."""
        here = any(_names(pattern, difference.where) for pattern in self.about)
        return here and (not self.change or difference.change in self.change)


@dataclass(frozen=True)
class Stricter:
    """What a register says of a rule. ``index`` is its position in the setting, ``fault`` why it does not count."""

    index: int
    rule: str
    sign: frozenset[str]
    because: str
    fault: str = ""


def _names(pattern: str, where: str) -> bool:
    return where.startswith(pattern[:-1]) if pattern.endswith("*") else where == pattern


@cache
def shipped() -> tuple[Rule, ...]:
    """Return the rules that come with the toolkit, in the order in which they are looked up."""
    return tuple(_rule(each) for each in raw()[FILE]["rules"])


def _rule(values: Mapping[str, Any]) -> Rule:
    return Rule(
        id=values["id"],
        title=values["title"],
        about=tuple(values["about"]),
        change=tuple(values.get("change", ())),
        when=values.get("when", ""),
        sign=_who(values["sign"]),
        tell=_who(values["tell"]),
        because=values["because"],
        source=values["source"],
    )


def _who(value: Any) -> frozenset[str]:
    return frozenset(many(value)) - {NOBODY}


def who_in_words() -> Mapping[str, str]:
    """Return what each word for those who sign or are told means."""
    words: Mapping[str, str] = raw()[FILE]["who"]
    return words


@kept
def rules_of(register: Register) -> tuple[Rule, ...]:
    """Return the rules that hold in a register: those of the toolkit, made stricter where its settings say so."""
    rules = {each.id: each for each in shipped()}
    for each in stricter(register):
        if not each.fault:
            known = rules[each.rule]
            rules[each.rule] = replace(known, sign=known.sign | each.sign, stricter_because=each.because)
    return tuple(rules.values())


@kept
def stricter(register: Register) -> tuple[Stricter, ...]:
    """Return what the settings of a register say of the rules, right or wrong."""
    return tuple(_read(register))


def _read(register: Register) -> Iterator[Stricter]:
    rules = {each.id: each for each in shipped()}
    for index, each in records(register.setting(SETTING)):
        name, sign = str(each.get("rule", "")), _who(each.get("sign"))
        fault = _fault(rules.get(name), sign)
        yield Stricter(index, name, sign, str(each.get("because", "")), fault)


def _fault(rule: Rule | None, sign: frozenset[str]) -> str:
    """Say why a setting does not count; "" where it does."""
    if rule is None:
        return "unknown"
    return "" if ALL in sign or (rule.sign <= sign and ALL not in rule.sign) else "laxer"
