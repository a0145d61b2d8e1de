"""Which entry of the record counts for each one that signs. This is the only place that decides it.

- Only sound entries count: none that was changed, and none of a day that has not come. In a record that is broken (an entry
  was changed or taken out) nothing counts, for nobody can say what is missing.
- An approval with a key counts only where its signature is good, and a signature that comes again counts once. Where OpenSSH
  is not installed it counts as one on paper does, `status` says so, and the version cannot be released.
- Entries count by their date, and those of one day in the order in which they were recorded.
- One about the content asked about counts before any about an earlier one, which paper may bring late. Among approvals of
  earlier contents one that still stands counts.
- A withdrawal ends what was said before it. So does leaving, until it joins or is asked again; it may then sign anew. A
  withdrawal of the whole protocol ends every answer once the protocol is asked for again.
- Where two answers of one signatory differ and neither was recorded after the other, as on two branches, the no counts until
  a later answer settles it.
"""

import datetime
from collections.abc import Mapping, Sequence

from istoolkit.definitions.formats import date, same_version, version
from istoolkit.definitions.register import Protocol, Register, kept
from istoolkit.signoff import entries as happened
from istoolkit.signoff.change.impact import Need, needs
from istoolkit.signoff.content import Content, content_of, digest, digest_of, read_content
from istoolkit.signoff.contents import contents_of
from istoolkit.signoff.entries import Entry
from istoolkit.signoff.record import Record, record_of
from istoolkit.signoff.signatories import signatories_of

Key = tuple[str, str]
"""A party and its member, "" where there is none."""

Needed = Mapping[str, Mapping[Key, Need]]
"""What follows for each signatory from having agreed to another content, by the digest of that content."""

_DECIDED = (happened.APPROVED, happened.REFUSED, happened.WITHDRAWN, happened.LEFT)
_ENDED = (happened.WITHDRAWN, happened.LEFT)


def deciding_entries(register: Register, protocol: Protocol, of: str = "") -> Mapping[Key, Entry]:
    """Return the approval, refusal, withdrawal or leaving that counts for each one that signs, by party and member.

    ``of`` is the digest of the content asked about: without it that of which the protocol stands (``subject``). One that has
    decided nothing, or nothing that counts, is not among them. In a record that is broken none is.
    """
    return {} if is_damaged(register, protocol) else last_said(register, protocol, of or subject(register, protocol))


@kept
def is_damaged(register: Register, protocol: Protocol) -> bool:
    """Whether the record of a protocol cannot be read, or an entry of it was changed or taken out."""
    from istoolkit.signoff.chain import is_whole

    source = register.sign_offs.get(protocol.id)
    return source is not None and bool(source.faults or not is_whole(source))


@kept
def subject(register: Register, protocol: Protocol) -> str:
    """Return the digest of the content whose standing is the protocol's.

    That is today's, unless the content kept under today's version is another and was signed: what was signed stays so.
    """
    now, before = digest_of(register, protocol), kept_now(register, protocol)
    if not before or before == now:
        return now
    return before if _was_signed(register, protocol, before) else now


def _was_signed(register: Register, protocol: Protocol, of: str) -> bool:
    """Whether someone has approved a content, or it was asked for and everyone's earlier approval still stands."""
    entries = counting(register, protocol)
    if any(each.is_approval and each.digest == of for each in entries):
        return True
    if not any(
        each.what == happened.REQUESTED and each.digest == of and each.text("for") != "advice" for each in entries
    ):
        return False
    said, needed = last_said(register, protocol, of), needed_for(register, protocol, of)
    signing = signatories_of(register, protocol, contents(register, protocol)[of])
    waited = [said.get(each.key) for each in signing if each.required]
    return bool(waited) and all(each and each.is_approval and stands(each, each.signer, needed) for each in waited)


@kept
def kept_now(register: Register, protocol: Protocol) -> str:
    """Return the digest of the content that is kept under today's version; "" where none is, or it is damaged."""
    found = register.frozen.get(protocol.id, {})
    name = next((each for each in found if same_version(each, protocol.text("version"))), "")
    return digest(found[name]) if name and read_content(found[name]) is not None else ""


@kept
def contents(register: Register, protocol: Protocol) -> Mapping[str, Content]:
    """Return the contents that were kept and today's, by digest; not those that are damaged."""
    read = {name: read_content(each.content) for name, each in contents_of(register, protocol).items()}
    whole = {name: each for name, each in read.items() if each is not None}
    return {**whole, digest_of(register, protocol): content_of(register, protocol)}


def sound(register: Register, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that nobody has changed and whose day has come, by date and then in the order given."""
    return tuple(
        sorted((each for each in entries if _has_begun(register.on, each) and each.fits()), key=lambda each: each.date)
    )


def _has_begun(on: datetime.date | None, entry: Entry) -> bool:
    """Whether the day of an entry has come. One that leaves still takes part on its last day."""
    day = date(entry.date)
    if on is None or day is None:
        return True
    return day < on if entry.what == happened.LEFT else day <= on


@kept
def counting(register: Register, protocol: Protocol) -> tuple[Entry, ...]:
    """Return the entries of a protocol's record that count: the sound ones, without approvals whose key is not good."""
    entries = sound(register, record_of(register, protocol).entries)
    rejected = {id(each) for each in rejected_keys(register, protocol)}
    found = {each.text("key", "signature") or each.id: each for each in reversed(entries) if id(each) not in rejected}
    first = {id(each) for each in found.values()}
    return tuple(each for each in entries if id(each) in first)


@kept
def rejected_keys(register: Register, protocol: Protocol) -> tuple[Entry, ...]:
    """Return the sound approvals that were given with a key and do not count: there is no good signature in them."""
    found = _checked_keys(register, protocol)
    return tuple(entry for entry, sort in found if sort not in ("good", "unchecked"))


def unchecked_keys(register: Register, protocol: Protocol) -> tuple[Entry, ...]:
    """Return the approvals with a key that could not be checked, since OpenSSH is not here. They count as those on paper do."""
    return tuple(entry for entry, sort in _checked_keys(register, protocol) if sort == "unchecked")


@kept
def _checked_keys(register: Register, protocol: Protocol) -> tuple[tuple[Entry, str], ...]:
    """Return the sound approvals that were given with a key, each with what became of checking its signature."""
    entries = sound(register, record_of(register, protocol).entries)
    with_key = (
        each for each in entries if each.is_approval and (each.text("method") == "key" or each.text("key", "signature"))
    )
    return tuple((each, _sort_of(register, protocol, each)) for each in with_key)


def _sort_of(register: Register, protocol: Protocol, entry: Entry) -> str:
    from istoolkit.signoff.keys import statement_of, verified

    signature, signer = entry.text("key", "signature"), entry.text("key", "signer")
    if not signature:
        return "missing"
    statement = statement_of({**entry.values, "protocol": protocol.id})
    return verified(statement, signature, signer, register.allowed_signers, entry.text("recorded")).sort


@kept
def last_said(register: Register, protocol: Protocol, of: str) -> Mapping[Key, Entry]:
    """Return what each signatory said last of a content, also in a record that is broken. For what counts, ask
    ``deciding_entries``."""
    needed = needed_for(register, protocol, of)
    record = record_of(register, protocol)
    own = contents(register, protocol).get(of, {}).get("protocol")
    until = _version(str(own.get("version", ""))) if isinstance(own, Mapping) else ()
    decided = {key: _up_to(until, said) for key, said in _decided(register, protocol).items()}
    found = {key: _deciding(record, said, of, key, needed) for key, said in decided.items()}
    return {key: each for key, each in found.items() if each is not None}


@kept
def _decided(register: Register, protocol: Protocol) -> Mapping[Key, list[Entry]]:
    """Return what each signatory has decided since the protocol as a whole was withdrawn, the oldest first.

    A leaving is among it only while it lasts, and what was said before it never.
    """
    found: dict[Key, list[Entry]] = {}
    for each in since_withdrawn(counting(register, protocol)):
        if each.what in _DECIDED and each.signer != ("", ""):
            own = found.setdefault(each.signer, [])
            found[each.signer] = [each] if each.what == happened.LEFT else [*own, each]
        elif each.what == happened.JOINED or (each.what == happened.REQUESTED and each.text("for") != "advice"):
            for key, own in found.items():
                if own and own[-1].what == happened.LEFT and is_to(each, key):
                    own.clear()
    return found


def since_withdrawn(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries since the protocol as a whole was withdrawn and asked for again; all where it was not."""
    whole = [each.what if each.signer == ("", "") else "" for each in entries]
    asked = max((place for place, what in enumerate(whole) if what == happened.REQUESTED), default=0)
    ended = max((place for place, what in enumerate(whole[:asked]) if what == happened.WITHDRAWN), default=-1)
    return entries[ended + 1 :]


def is_to(entry: Entry, key: Key) -> bool:
    """Whether an entry is for a signatory: for it by name, for its class, or for all."""
    return entry.signer in (("", ""), (key[0], ""), key)


@kept
def needed_for(register: Register, protocol: Protocol, of: str) -> Needed:
    """Return what a content needs of those that approved another one that was kept, by the digest of that one."""
    wanted = {each.digest for each in counting(register, protocol) if each.is_approval} - {of}
    known = contents(register, protocol)
    if of not in known:
        return {}
    return {name: needs(register, protocol, known[name], known[of]) for name in sorted(wanted & known.keys())}


def _up_to(until: tuple[int, ...], said: Sequence[Entry]) -> list[Entry]:
    """Leave out what was answered to a later version: it says nothing about this one."""
    return [each for each in said if each.what in _ENDED or not until or _version(each.version) <= until]


def stands(entry: Entry, key: Key, needed: Needed) -> bool:
    """Whether an approval of another content still stands: no change since has its signatory sign again."""
    return needed.get(entry.digest, {}).get(key, "sign") != "sign"


def _deciding(record: Record, decided: Sequence[Entry], of: str, key: Key, needed: Needed) -> Entry | None:
    """Return the entry that decides."""
    found = _by_date(decided, of, key, needed)
    if found is None or not found.is_approval:
        return found
    noes = [each for each in decided if each.what in _ENDED or (each.what == happened.REFUSED and each.digest == of)]
    return next((each for each in reversed(noes) if _is_open(record, each, found, decided)), found)


def _is_open(record: Record, no: Entry, approval: Entry, decided: Sequence[Entry]) -> bool:
    """Whether a no and an approval were recorded without knowing of each other, and no later approval settles it."""
    if follows(record, approval, no):
        return False
    return not any(each.is_approval and follows(record, each, no) for each in decided) and not follows(
        record, no, approval
    )


def follows(record: Record, later: Entry, earlier: Entry) -> bool:
    """Whether an entry was recorded after another, with that one or one that follows it before it."""
    seen, open_ = set[str](), list(later.after)
    while open_:
        name = open_.pop()
        if name == earlier.id:
            return True
        if name not in seen and name in record.by_id:
            seen.add(name)
            open_.extend(record.by_id[name].after)
    return False


def _by_date(decided: Sequence[Entry], of: str, key: Key, needed: Needed) -> Entry | None:
    ends = max((place for place, each in enumerate(decided) if each.what in _ENDED), default=-1)
    since = decided[ends + 1 :]
    about = [each for each in since if each.digest == of]
    if about:
        return about[-1]
    if since and since[-1].is_approval:
        given = [each for each in since if each.is_approval]
        standing = [each for each in given if stands(each, key, needed)]
        return (standing or sorted(given, key=lambda each: _version(each.version)))[-1]
    return since[-1] if since else decided[ends] if ends >= 0 else None


def _version(text: str) -> tuple[int, ...]:
    try:
        return version(text)
    except ValueError:
        return ()
