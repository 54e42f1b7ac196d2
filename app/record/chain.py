"""The hash chain and its verification, pure and in one file: this very file travels in every export as `verify.py`.

    python verify.py RECORD.zip

Each entry carries the SHA-256 of its header; the header holds the previous entry's hash and a salted digest of the
content. So content can be withheld (moderation, erasure) and the chain still verifies, and nobody can guess withheld
content by hashing candidates. It needs Python's standard library and nothing else.

A chain proves that nothing was changed, taken out or put in *before its head*. Compare the head with one you noted
earlier, or found in the published summary, to know that the whole was not written anew.
"""

import hashlib
import io
import json
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

FORMAT = "convenor-record/1"
DESCRIPTION, SCRIPT, ENTRIES = "record.json", "verify.py", "entries.jsonl"
GENESIS = "0" * 64
HEADER = ("consultation_id", "seq", "type", "at", "actor", "audience", "subject_id", "payload_digest", "prev_hash")
ENTRY = frozenset((*HEADER, "hash", "withheld", "salt", "payload"))


# --- digests


def canonical(value: Any) -> bytes:
    """One byte string for one value: JSON, keys sorted, no spaces, UTF-8. Floats are refused: they have no one form."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _refuse_floats(value: Any) -> None:
    waiting = [value]
    for item in waiting:  # grows while it is walked
        if isinstance(item, float):
            raise TypeError("a float has no canonical form; use an integer or text")
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list | tuple):
            waiting.extend(item)


def payload_digest(salt: str, payload: Any) -> str:
    return hashlib.sha256(salt.encode() + canonical(payload)).hexdigest()


def entry_hash(entry: dict[str, Any]) -> str:
    """Hash of an entry's header; `entry` may hold more than the header, the rest is ignored."""
    return hashlib.sha256(canonical({key: entry[key] for key in HEADER})).hexdigest()


# --- checking entries


@dataclass(frozen=True)
class Fault:
    """The first thing wrong with a record: the entry's seq (0 when it is not about one entry) and why."""

    seq: int
    reason: str

    def __str__(self) -> str:
        return f"entry {self.seq}: {self.reason}" if self.seq else self.reason


@dataclass(frozen=True)
class Verdict:
    """What verifying found: `fault` is None when everything holds; `head` is the last good hash."""

    entries: int
    head: str
    withheld: int
    fault: Fault | None


def check(lines: Iterable[bytes]) -> Verdict:
    """Walk the chain, one canonical JSON object a line, up to its end or the first fault."""
    seq, head, withheld = 0, GENESIS, 0
    for seq, line in enumerate(lines, start=1):
        entry, fault = _parse(line, seq)
        fault = fault or _fault(entry, head, seq)
        if fault:
            return Verdict(seq - 1, head, withheld, fault)
        head, withheld = entry["hash"], withheld + bool(entry["withheld"])
    return Verdict(seq, head, withheld, None)


def _parse(line: bytes, seq: int) -> tuple[dict[str, Any], Fault | None]:
    try:
        entry = json.loads(line)
        if isinstance(entry, dict) and canonical(entry) == line:
            return entry, None
    except (ValueError, TypeError, RecursionError):
        return {}, Fault(seq, "is not readable")
    return {}, Fault(seq, "is not written in canonical form")


def _fault(entry: dict[str, Any], previous: str, expected: int) -> Fault | None:
    try:
        reason = _header_fault(entry, previous, expected) or _content_fault(entry)
    except (KeyError, TypeError, AttributeError) as error:
        reason = f"is not a complete entry ({type(error).__name__}: {error})"
    return Fault(expected, reason) if reason else None


def _header_fault(entry: dict[str, Any], previous: str, expected: int) -> str | None:
    if entry["seq"] != expected:
        return f"is missing or out of order (found seq {entry['seq']})"
    if entry["prev_hash"] != previous:
        return "does not follow from the entry before it"
    if entry_hash(entry) != entry["hash"]:
        return "has a changed header: the hash does not match"
    return None


def _content_fault(entry: dict[str, Any]) -> str | None:
    """What nothing vouches for (another field, a text beside `withheld`) is a fault too: a reader might believe it."""
    if entry.keys() != ENTRY or not isinstance(entry["withheld"], bool):
        return "has more or other fields than an entry"
    if entry["withheld"]:
        shown = entry["salt"] is not None or entry["payload"] is not None
        return "shows content although it is withheld" if shown else None
    if payload_digest(entry["salt"], entry["payload"]) != entry["payload_digest"]:
        return "has changed content: the digest does not match"
    return None


# --- the exported file


def write_zip(file: IO[bytes], description: bytes, script: bytes, lines: IO[bytes]) -> None:
    """A zip whose bytes follow from its content: stored, fixed order, fixed times, nothing of the machine."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in ((DESCRIPTION, description), (SCRIPT, script)):
            archive.writestr(_member(name), content)
        with archive.open(_member(ENTRIES), "w", force_zip64=True) as member:
            while block := lines.read(1 << 20):
                member.write(block)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.create_system = 3
    member.external_attr = 0o644 << 16
    return member


def verify(path: Path) -> Verdict:
    """Check an exported record: every entry, then the description, then that the file is byte for byte what they make.

    Entries come first, so that a change in one is reported by its number. A broken file is a fault, not an exception.
    """
    try:
        whole = path.read_bytes()
        description, script, lines = (_raw(whole, name) for name in (DESCRIPTION, SCRIPT, ENTRIES))
    except (zipfile.BadZipFile, struct.error, KeyError, OSError, ValueError, RuntimeError) as error:
        return Verdict(0, GENESIS, 0, Fault(0, f"this is not an exported record ({type(error).__name__}: {error})"))
    verdict = check(lines.splitlines())
    if verdict.fault:
        return verdict
    fault = _description_fault(description, lines, verdict) or _container_fault(whole, description, script, lines)
    return Verdict(verdict.entries, verdict.head, verdict.withheld, fault)


def _raw(whole: bytes, name: str) -> bytes:
    """A stored member's bytes as they stand, without the container's checksum: we want to say *which* entry is bad."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        member = archive.getinfo(name)
    name_length, extra_length = struct.unpack_from("<HH", whole, member.header_offset + 26)
    start = member.header_offset + 30 + name_length + extra_length
    return whole[start : start + member.file_size]


def _description_fault(description: bytes, lines: bytes, verdict: Verdict) -> Fault | None:
    try:
        said = json.loads(description)
        if said["format"] != FORMAT:
            return Fault(0, f"the format is {said['format']}, not {FORMAT}")
        if (said["entries"], said["head"]) != (verdict.entries, verdict.head):
            return Fault(verdict.entries + 1, f"is missing: {said['entries']} entries were exported")
        if verdict.entries and json.loads(lines.splitlines()[0])["consultation_id"] != said["consultation_id"]:
            return Fault(0, "the description names another consultation")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return Fault(0, f"the description is not readable ({type(error).__name__})")
    return None


def _container_fault(whole: bytes, description: bytes, script: bytes, lines: bytes) -> Fault | None:
    rebuilt = io.BytesIO()
    write_zip(rebuilt, description, script, io.BytesIO(lines))
    if rebuilt.getvalue() != whole:
        return Fault(0, "the file was changed outside its entries")
    return None


def described(verdict: Verdict) -> Iterator[str]:
    """The verdict in words, one line at a time."""
    if verdict.fault:
        yield f"NOT VALID: {verdict.fault}"
        yield f"valid up to entry {verdict.entries}, head {verdict.head}"
        return
    yield f"valid: {verdict.entries} entries, {verdict.withheld} of them with withheld content"
    yield f"head {verdict.head}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python verify.py RECORD.zip\n")
        return 2
    verdict = verify(Path(arguments[0]))
    sys.stdout.write("".join(f"{line}\n" for line in described(verdict)))
    return 1 if verdict.fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
