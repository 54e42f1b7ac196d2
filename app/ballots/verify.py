"""Checks a ballot's published bundle and receipts, pure and in one file: this very file travels in every bundle.

    python verify.py BALLOT.zip [RECEIPT.json ...]

It needs Python's standard library and nothing else. It checks that the file is byte for byte what its parts make; that
the seal is signed, names these parts, this definition and the root of these commitments; that the lot was committed
to before; that the published ballots give the published figures; and that each receipt's ballot is among those counted.

It proves that nothing changed since the seal. Compare the printed fingerprint of the key, or the digest of the seal,
with the ballot's page or its entry in the record, to know that the seal is the one you mean.
"""

import base64
import hashlib
import io
import json
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT, RECEIPT_FORMAT = "convenor-ballot/1", "convenor-receipt/1"
DEFINITION, RESULTS, COMMITMENTS, BALLOTS = "definition.json", "results.json", "commitments.txt", "ballots.jsonl"
SCRIPT, SEAL = "verify.py", "seal.json"
SEALED = (DEFINITION, RESULTS, COMMITMENTS, BALLOTS, SCRIPT)  # their digests stand in the seal
MEMBERS = (*SEALED, SEAL)
NO_SEAL = "0" * 64  # the digest before the first


# --- digests


_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> bytes:
    """One byte string for one value: JSON, keys sorted, no spaces, UTF-8. Nothing here is a float."""
    return _JSON.encode(value).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def commitment(ballot_id: str, choice: Any, nonce: str) -> str:
    """What a receipt names: SHA-256(ballot id | canonical choice | nonce). The nonce is 64 hexadecimal digits."""
    return commitment_to(ballot_id, canonical(choice), nonce)


def commitment_to(ballot_id: str, choice: bytes, nonce: str) -> str:
    return digest(b"|".join((ballot_id.encode(), choice, nonce.encode())))


def merkle_root(commitments: Iterable[str]) -> str:
    """Over the sorted commitments. Leaves and nodes are told apart; an odd one at the end rises unchanged."""
    level = [hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in sorted(commitments)]
    if not level:
        return digest(b"")
    while len(level) > 1:
        paired = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2 :]
    return level[0].hex()


# --- the signature: ECDSA on the curve P-256 with SHA-256 ("ES256"), checked with plain integers

_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
Point = tuple[int, int] | None  # None is the point at infinity


def _add(a: Point, b: Point) -> Point:
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0] and (a[1] + b[1]) % _P == 0:
        return None
    rise, run = (3 * a[0] * a[0] - 3, 2 * a[1]) if a == b else (b[1] - a[1], b[0] - a[0])
    slope = rise * pow(run, -1, _P)
    x = (slope * slope - a[0] - b[0]) % _P
    return x, (slope * (a[0] - x) - a[1]) % _P


def _times(factor: int, point: Point) -> Point:
    found: Point = None
    while factor:
        if factor & 1:
            found = _add(found, point)
        point, factor = _add(point, point), factor >> 1
    return found


def _bytes(text: str) -> bytes:
    """Of base64url without padding, in its one canonical spelling."""
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(content).rstrip(b"=").decode() != text:
        raise ValueError("not in canonical base64url")
    return content


def signed(key: Mapping[str, str], signature: str, message: bytes) -> bool:
    """Whether `signature` (r and s, 64 bytes, base64url) is this key's (a JWK) over `message`."""
    x, y = (int.from_bytes(_bytes(key[name]), "big") for name in ("x", "y"))
    if (key["kty"], key["crv"]) != ("EC", "P-256") or (y * y - x * x * x + 3 * x - _B) % _P or max(x, y) >= _P:
        return False
    raw = _bytes(signature)
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    if len(raw) != 64 or not (0 < r < _N and 0 < s < _N):
        return False
    inverse, z = pow(s, -1, _N), int.from_bytes(hashlib.sha256(message).digest(), "big")
    point = _add(_times(z * inverse % _N, _G), _times(r * inverse % _N, (x, y)))
    return point is not None and point[0] % _N == r


def fingerprint(key: Mapping[str, str]) -> str:
    return digest(canonical(dict(key)))


# --- figures: what is counted of ballots before any rule is applied to them


def figures(options: int, choices: Sequence[Any]) -> dict[str, Any]:
    """How often each option was approved, given each score, given dots, answered, or placed before another.

    Of choices alone: from how many ballots an option was missing because of a recusal does not show in them.
    """
    kind = next(iter(choices[0])) if choices else ""
    if kind == "approve":
        return {"approvals": _per_option(options, (one for choice in choices for one in choice["approve"]))}
    if kind == "dots":
        return {"dots": [sum(choice["dots"][option] for choice in choices) for option in range(options)]}
    if kind in {"scores", "answers"}:
        columns = zip(*(choice[kind] for choice in choices), strict=True)
        return {kind: [{str(value): n for value, n in sorted(_said(column).items())} for column in columns]}
    if kind == "ranking":
        return {"pairwise": _pairwise(options, [choice["ranking"] for choice in choices])}
    return {}


def _per_option(options: int, chosen: Iterable[int]) -> list[int]:
    counted = Counter(chosen)
    return [counted[option] for option in range(options)]


def _said(column: Iterable[Any]) -> Counter[Any]:
    return Counter(value for value in column if value is not None)


def _pairwise(options: int, rankings: Iterable[Sequence[Sequence[int]]]) -> list[list[int]]:
    """How many ballots place the first option before the second; ranked ones stand before those left out."""
    before = [[0] * options for _ in range(options)]
    counted = Counter(tuple(tuple(tie) for tie in ranking) for ranking in rankings)
    for ranking, ballots in counted.items():
        below = set(range(options))
        for tie in ranking:
            below -= set(tie)
            for first in tie:
                for second in below:
                    before[first][second] += ballots
    return before


# --- the bundle


@dataclass(frozen=True)
class Verdict:
    """`fault` is None when everything holds."""

    ballots: int
    seal: str
    key: str
    fault: str | None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes follow from its content: stored, fixed order, fixed times, nothing of the machine."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in MEMBERS:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, parts[name])
    return file.getvalue()


def unpack(bundle: bytes) -> dict[str, bytes]:
    """The parts of a bundle; ValueError unless it is exactly what they make."""
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
                raise ValueError("a part is compressed, which no published part is")
            parts = {name: archive.read(name) for name in MEMBERS}
    except (zipfile.BadZipFile, struct.error, KeyError, OSError, RuntimeError, EOFError) as error:
        raise ValueError(f"this is not a ballot's bundle ({type(error).__name__}: {error})") from error
    if pack(parts) != bundle:
        raise ValueError("the file was changed outside its parts")
    return parts


def seal_message(seal: Mapping[str, Any]) -> bytes:
    """What is signed: the seal without its signature."""
    return canonical({name: value for name, value in seal.items() if name != "signature"})


def receipt_message(ballot_id: str, committed: str) -> bytes:
    return canonical({"format": RECEIPT_FORMAT, "ballot_id": ballot_id, "commitment": committed})


def verify(bundle: bytes) -> Verdict:
    """Check everything in a published bundle. A broken one is a fault, not an exception."""
    try:
        parts = unpack(bundle)
        seal, definition, results = (_canonical_part(parts, name) for name in (SEAL, DEFINITION, RESULTS))
        commitments = parts[COMMITMENTS].decode("ascii").split("\n")[:-1]
        ballots = json.loads(b"[%s]" % b",".join(parts[BALLOTS].splitlines()))
        fault = _seal_fault(seal, parts) or _counts_fault(seal, definition, commitments)
        fault = fault or _ballots_fault(seal, definition, results, commitments, ballots)
        return Verdict(len(commitments), digest(parts[SEAL]), fingerprint(seal["key"]), fault)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        plain = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
        return Verdict(0, "", "", f"not readable: {plain}")


def _canonical_part(parts: Mapping[str, bytes], name: str) -> Any:
    value = json.loads(parts[name])
    if canonical(value) != parts[name]:
        raise ValueError(f"{name} is not written in canonical form")
    return value


def _seal_fault(seal: Mapping[str, Any], parts: Mapping[str, bytes]) -> str | None:
    if seal["format"] != FORMAT:
        return f"the format is {seal['format']}, not {FORMAT}"
    if seal["files"] != {name: digest(parts[name]) for name in SEALED}:
        changed = [name for name in SEALED if seal["files"].get(name) != digest(parts[name])]
        return f"not what was sealed: {', '.join(changed) or 'the list of files'}"
    if not signed(seal["key"], seal["signature"], seal_message(seal)):
        return "the seal's signature does not hold"
    return None


def _counts_fault(seal: Mapping[str, Any], definition: Mapping[str, Any], commitments: list[str]) -> str | None:
    if seal["definition_hash"] != digest(canonical(definition)) or seal["ballot_id"] != definition["id"]:
        return "the seal is of another definition"
    if digest(bytes.fromhex(seal["tie_seed"])) != definition["tie_commitment"]:
        return "the seed of the lot is not the one committed to"
    if commitments != sorted(set(commitments)):
        return "the commitments are not in order, or one stands twice"
    if seal["ballots"] != len(commitments) or not len(commitments) <= seal["roll"] == len(definition["roll"]):
        return "there are not as many ballots as the seal says"
    if seal["merkle_root"] != merkle_root(commitments):
        return "the commitments are not those that were sealed"
    return None


def _ballots_fault(
    seal: Mapping[str, Any],
    definition: Mapping[str, Any],
    results: Mapping[str, Any],
    commitments: list[str],
    ballots: list[dict[str, Any]],
) -> str | None:
    """Where the ballots are published, the published figures are theirs; where nothing is secret, each opens its
    commitment.
    """
    if results["definition_hash"] != seal["definition_hash"] or results["ballots"] != len(commitments):
        return "the results are of another ballot"
    if not ballots:
        return None
    if len(ballots) != len(commitments):
        return "there are not as many published ballots as commitments"
    if definition["mode"] == "open":
        opened = sorted(commitment(definition["id"], each["choice"], each["nonce"]) for each in ballots)
        roll = {member["member"] for member in definition["roll"]}
        if opened != commitments or len({each["member"] for each in ballots} & roll) != len(ballots):
            return "the published ballots are not those committed to"
    counted = figures(len(definition["options"]), [each["choice"] for each in ballots])
    if not results["withheld"] and counted != results["figures"]:
        return "the published figures are not those of the published ballots"
    return None


# --- receipts


def receipt_fault(bundle: bytes, receipt: Mapping[str, Any]) -> str | None:
    """Why this receipt's ballot is not among those of a (valid) bundle; None when it is."""
    parts = unpack(bundle)
    seal, committed = json.loads(parts[SEAL]), str(receipt["commitment"])
    if receipt["format"] != RECEIPT_FORMAT or receipt["ballot_id"] != seal["ballot_id"]:
        return "it is a receipt for another ballot"
    if not signed(seal["key"], receipt["signature"], receipt_message(seal["ballot_id"], committed)):
        return "it was not signed by whoever sealed this ballot"
    if "choice" in receipt and commitment(seal["ballot_id"], receipt["choice"], receipt["nonce"]) != committed:
        return "its choice and code do not make its commitment"
    if committed not in parts[COMMITMENTS].decode("ascii").split("\n"):
        return "its ballot is not among those counted (was it replaced by a later one?)"
    return None


def main(arguments: list[str]) -> int:
    if not arguments:
        sys.stderr.write("usage: python verify.py BALLOT.zip [RECEIPT.json ...]\n")
        return 2
    bundle, failed = Path(arguments[0]).read_bytes(), False
    verdict = verify(bundle)
    if verdict.fault:
        sys.stdout.write(f"NOT VALID: {verdict.fault}\n")
        return 1
    sys.stdout.write(f"valid: {verdict.ballots} ballots\nseal {verdict.seal}\nkey {verdict.key}\n")
    for name in arguments[1:]:
        try:
            fault = receipt_fault(bundle, json.loads(Path(name).read_bytes()))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            fault = f"it is not readable ({type(error).__name__})"
        failed = failed or bool(fault)
        sys.stdout.write(f"{name}: {f'NOT COUNTED: {fault}' if fault else 'counted'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
