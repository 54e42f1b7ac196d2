"""Checks a ballot's published bundle and receipts, pure and in one file: this very file travels in every bundle.

    python verify.py BALLOT.zip [RECEIPT.json ...]

It needs Python's standard library and nothing else. It checks that the file is byte for byte what its parts make; that
the seal is signed, names these parts, this definition and the root of these commitments; that the lot was committed
to before; that the published ballots give the published figures, and these the published winners, ties included; and
that each receipt's ballot is among those counted.

It proves that nothing changed since the seal. Compare the printed fingerprint of the key, or the digest of the seal,
with the ballot's page or its entry in the record, to know that the seal is the one you mean.
"""

import base64
import gc
import hashlib
import io
import json
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations, product
from math import comb, lcm, prod
from pathlib import Path
from typing import Any

FORMAT, RECEIPT_FORMAT = "convenor-ballot/1", "convenor-receipt/1"
DEFINITION, RESULTS, COMMITMENTS, BALLOTS = "definition.json", "results.json", "commitments.txt", "ballots.jsonl"
SCRIPT, SEAL = "verify.py", "seal.json"
SEALED = (DEFINITION, RESULTS, COMMITMENTS, BALLOTS, SCRIPT)  # their digests stand in the seal
MEMBERS = (*SEALED, SEAL)
NO_SEAL = "0" * 64  # the digest before the first
FEWEST = 5  # ballots that figures are published of
Map = Mapping[str, Any]
Choices = Sequence[tuple[Any, int]]  # what was chosen, and on how many ballots
Kinds = Sequence[tuple[str, Any, int]]  # of published ballots: class, choice, how many


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


def figures(options: int, choices: Choices) -> dict[str, Any]:
    """How often each option was approved, given each score, given dots, answered, or placed before another.

    Of choices alone: from how many ballots an option was missing because of a recusal does not show in them.
    """
    kind = next(iter(choices[0][0])) if choices else ""
    if kind == "ranking":
        return {"pairwise": _pairwise(options, choices)}
    if kind in {"scores", "answers"}:
        said: list[Counter[str]] = [Counter() for _ in range(options)]
        for choice, ballots in choices:
            for option, value in enumerate(choice[kind]):
                if value is not None:
                    said[option][str(value)] += ballots
        return {kind: [dict(sorted(counted.items())) for counted in said]}
    given = [0] * options
    for choice, ballots in choices:
        for option, times in ((one, 1) for one in choice["approve"]) if kind == "approve" else enumerate(choice[kind]):
            given[option] += times * ballots
    return {"approvals" if kind == "approve" else kind: given} if kind else {}


def _pairwise(options: int, choices: Choices) -> list[list[int]]:
    """How many ballots place the first option before the second; ranked ones stand before those left out.

    A row of counts is one whole number with 64 bits for each option, so that a ballot is added to all of it at once.
    """
    one = [1 << 64 * option for option in range(options)]
    rows, everything = [0] * options, sum(one)
    for choice, ballots in choices:
        below = everything
        for tie in choice["ranking"]:
            for option in tie:
                below -= one[option]
            for first in tie:
                rows[first] += ballots * below
    return [[row >> 64 * option & (1 << 64) - 1 for option in range(options)] for row in rows]


def added(one: Any, other: Any) -> Any:
    """Figures of some ballots and of others, as those of all."""
    if isinstance(one, list):
        return [added(a, b) for a, b in zip(one, other, strict=True)]
    if isinstance(one, dict):
        return {name: added(one.get(name), other.get(name)) for name in one.keys() | other.keys()}
    return other if one is None else one if other is None else one + other


def in_favour(counted: Map, option: int, rules: Map) -> int:
    """Approvals, support, or scores in the upper half of the scale."""
    if "approvals" in counted:
        return int(counted["approvals"][option])
    if "answers" in counted:
        return int(counted["answers"][option].get("support", 0))
    middle = rules["score_min"] + rules["score_max"]
    return sum(n for score, n in counted.get("scores", {option: {}})[option].items() if 2 * int(score) > middle)


def judged(rules: Map, option: int, results: Map) -> dict[str, Any]:
    """Whether an option may be chosen at all, by each of the tests the definition sets; null for one it does not."""
    asked, favour = results["evaluations"][option], in_favour(results["figures"], option, rules)
    enough = asked >= rules["min_evaluations"] if rules["min_evaluations"] else None
    threshold, double = rules["threshold_percent"], None
    if rules["double_majority"]:
        classes = results["classes"]
        most = sum(2 * in_favour(own["figures"], option, rules) > own["evaluations"][option] for own in classes)
        double = 2 * favour > asked and most >= -(-2 * len(classes) // 3)
    above = (asked > 0 and 100 * favour >= threshold * asked) if threshold else None
    tests = {"enough_evaluations": enough, "threshold": above, "double_majority": double}
    return tests | {"option": option, "eligible": False not in tests.values()}


# --- winners: counted again from the published figures, with other code than that which counted them


class NotRecountable(Exception):
    """Why what is published does not suffice."""


Cell = tuple[int, int, int]  # what the method adds up, what speaks in favour, of how many ballots


@dataclass(frozen=True)
class Ground:
    """By class, the ballots and a cell for each option that may be chosen, what speaks for it in parts of `whole`.

    `parts`: whether ties are parted by the weakest class and then by bridging, before the lot.
    """

    voters: Sequence[int]
    cells: Sequence[Mapping[int, Cell]]
    whole: int
    seed: str
    parts: bool

    def heard(self, option: int) -> list[Cell]:
        return [own[option] for own in self.cells if own[option][2]]

    def value(self, option: int, *, equal: bool) -> Fraction:
        """What decides: over all ballots alike, or the mean over the classes."""
        cells = self.heard(option)
        if equal:
            return sum((Fraction(net, self.whole * of) for net, _, of in cells), Fraction(0)) / max(1, len(cells))
        return Fraction(sum(cell[0] for cell in cells), self.whole * max(1, sum(cell[2] for cell in cells)))

    def weakest(self, option: int) -> Fraction:
        return min((Fraction(favour, self.whole * of) for _, favour, of in self.heard(option)), default=Fraction(0))

    def bridging(self, option: int) -> Fraction:
        parts = ((Fraction(favour, self.whole) + 1) / (of + 2) for _, favour, of in self.heard(option))
        return prod(parts, start=Fraction(1))

    def lot(self, option: int) -> bytes:
        return hashlib.sha256(f"{self.seed}\n{option}".encode()).digest()

    def first(self, option: int) -> tuple[Any, ...]:
        """By this key level options are put in order."""
        return (-self.weakest(option), -self.bridging(option), self.lot(option)) if self.parts else (self.lot(option),)


def _ground(definition: Map, results: Map, standing: Sequence[int], seed: str) -> Ground:
    kind, rules = next(iter(results["figures"])), definition["rules"]
    if kind in {"answers", "pairwise"} and any(member["recused"] for member in definition["roll"]):
        raise NotRecountable("members were recused, and where they would have stood does not show in the figures")
    whole = {"scores": rules["score_max"] - rules["score_min"], "pairwise": 2}.get(kind, 1)
    cells = [{option: _cell(own, option, rules, standing) for option in standing} for own in results["classes"]]
    return Ground([own["ballots"] for own in results["classes"]], cells, whole, seed, len(cells) > 1)


def _cell(own: Map, option: int, rules: Map, standing: Sequence[int]) -> Cell:
    (kind, values), heard = next(iter(own["figures"].items())), own["evaluations"][option]
    if kind == "answers":
        support = values[option].get("support", 0)
        return support - values[option].get("object", 0), support, own["ballots"]
    if kind == "pairwise":  # a point for each ranked below, half a point for each tied with, times two
        others = [other for other in standing if other != option]
        points = sum(values[option][other] - values[other][option] + own["ballots"] for other in others)
        return points, points, own["ballots"] * len(others)
    if kind == "scores":
        points = sum((int(score) - rules["score_min"]) * n for score, n in values[option].items())
        return points, points, heard
    return values[option], values[option], heard


def _winners(definition: Map, results: Map, ground: Ground, kinds: Kinds, *, equal: bool) -> list[int]:
    method, seats = definition["method"], min(definition["rules"]["seats"], len(ground.cells[0]))
    if method == "pav":
        return _committee(ground, kinds, seats, equal=equal)
    if method == "schulze":
        layers = _schulze(ground, [own["figures"]["pairwise"] for own in results["classes"]], equal=equal)
    elif method in {"approval", "score", "dots", "straw", "borda"}:
        able = [one for one in ground.cells[0] if method != "score" or ground.heard(one)]
        levels = {one: ground.value(one, equal=equal) for one in able}
        layers = [[one for one in able if levels[one] == level] for level in sorted(set(levels.values()), reverse=True)]
    else:
        raise NotRecountable(f"{method} needs the single ballots and more than this file")
    chosen: list[int] = []
    for layer in layers:
        places = max(0, seats - len(chosen))
        if method == "dots" and ground.parts and 0 < places < len(layer):
            raise NotRecountable("a tie between dots is parted by how many ballots gave any")
        chosen += layer if len(layer) <= places else sorted(layer, key=ground.first)[:places]
    return chosen


def _schulze(ground: Ground, tables: Sequence[Any], *, equal: bool) -> list[list[int]]:
    """An option beats another if its strongest chain of victories over it is stronger than the strongest chain back."""
    weights = [Fraction(1, voters) if equal else Fraction(1) for voters in ground.voters]
    every, left, layers, path = list(ground.cells[0]), list(ground.cells[0]), [], {}
    for one, other in product(every, every):
        won = (w * (table[one][other] - table[other][one]) for w, table in zip(weights, tables, strict=True))
        path[one, other] = max(sum(won, Fraction(0)), Fraction(0))
    for via, one, other in product(every, every, every):
        path[one, other] = max(path[one, other], min(path[one, via], path[via, other]))
    while left:
        layers.append([one for one in left if not any(path[rival, one] > path[one, rival] for rival in left)])
        left = [one for one in left if one not in layers[-1]]
    return layers


MOST_WORK = 20_000_000  # committees times kinds of ballots: some seconds


def _committee(ground: Ground, kinds: Kinds, seats: int, *, equal: bool) -> list[int]:
    """PAV: of all committees the one that gives the ballots most, 1 + 1/2 + … for the members each approves."""
    if not kinds or comb(len(ground.cells[0]), seats) * len(kinds) > MOST_WORK:
        raise NotRecountable("pav needs the single ballots" if not kinds else "there are too many committees")
    size = {name: sum(n for own, _, n in kinds if own == name) for name in {own for own, _, _ in kinds}}
    unit, worth = lcm(*size.values()), lcm(*range(1, seats + 1))
    gives = [sum(worth // place for place in range(1, met + 1)) for met in range(seats + 1)]
    votes = [
        (sum(1 << option for option in choice["approve"]), n * (unit // size[own] if equal else 1))
        for own, choice, n in kinds
    ]
    best, level = -1, list[tuple[int, ...]]()
    for committee in combinations(ground.cells[0], seats):
        members = sum(1 << option for option in committee)
        value = sum(weight * gives[(vote & members).bit_count()] for vote, weight in votes)
        level = [committee] if value > best else [*level, committee] if value == best else level
        best = max(best, value)
    for test in (ground.weakest, ground.bridging) if ground.parts else ():
        keys = {committee: sorted(map(test, committee)) for committee in level}
        level = [committee for committee in level if keys[committee] == max(keys.values())]
    return list(min(level, key=lambda committee: sorted(map(ground.lot, committee))))


# --- the bundle


@dataclass(frozen=True)
class Verdict:
    """`fault` is None when everything holds. `not_recounted`: why the winners were not, if they were not."""

    ballots: int
    seal: str
    key: str
    fault: str | None
    not_recounted: str | None = None

    @property
    def winners(self) -> str:
        return f"not counted again: {self.not_recounted}" if self.not_recounted else "counted again"


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


def seal_message(seal: Map) -> bytes:
    """What is signed: the seal without its signature."""
    return canonical({name: value for name, value in seal.items() if name != "signature"})


def receipt_message(ballot_id: str, committed: str) -> bytes:
    return canonical({"format": RECEIPT_FORMAT, "ballot_id": ballot_id, "commitment": committed})


class Broken(ValueError):
    """What does not hold."""


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise Broken(otherwise)


def verify(bundle: bytes) -> Verdict:
    """Check everything in a published bundle. A broken one is a fault, not an exception."""
    try:
        parts = unpack(bundle)
        seal, definition, results = (_canonical_part(parts, name) for name in (SEAL, DEFINITION, RESULTS))
        commitments = parts[COMMITMENTS].decode("ascii").split("\n")[:-1]
        lines = Counter(parts[BALLOTS].splitlines())
        ballots = list(zip(json.loads(b"[%s]" % b",".join(lines)), lines.values(), strict=True))
        _check_seal(seal, parts)
        _check_commitments(seal, definition, commitments)
        kinds = _check_ballots(definition, results, commitments, ballots)
        why = _check_outcome(definition, results, kinds, seal)
        return Verdict(len(commitments), digest(parts[SEAL]), fingerprint(seal["key"]), None, why)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError) as error:
        plain = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
        return Verdict(0, "", "", plain if isinstance(error, Broken) else f"not readable: {plain}")


def _canonical_part(parts: Mapping[str, bytes], name: str) -> Any:
    value = json.loads(parts[name])
    if canonical(value) != parts[name]:
        raise ValueError(f"{name} is not written in canonical form")
    return value


def _check_seal(seal: Map, parts: Mapping[str, bytes]) -> None:
    _require(seal["format"] == FORMAT, f"the format is {seal['format']}, not {FORMAT}")
    changed = [name for name in SEALED if seal["files"].get(name) != digest(parts[name])]
    _require(not changed, f"not what was sealed: {', '.join(changed)}")
    _require(len(seal["files"]) == len(SEALED), "not what was sealed: the list of files")
    _require(signed(seal["key"], seal["signature"], seal_message(seal)), "the seal's signature does not hold")


def _check_commitments(seal: Map, definition: Map, commitments: list[str]) -> None:
    same = seal["definition_hash"] == digest(canonical(definition)) and seal["ballot_id"] == definition["id"]
    _require(same, "the seal is of another definition")
    committed = digest(bytes.fromhex(seal["tie_seed"])) == definition["tie_commitment"]
    _require(committed, "the seed of the lot is not the one committed to")
    _require(commitments == sorted(commitments), "the commitments are not in order")
    right = seal["ballots"] == len(commitments) <= seal["roll"] == len(definition["roll"])
    _require(right, "there are not as many ballots as the seal says")
    _require(seal["merkle_root"] == merkle_root(commitments), "the commitments are not those that were sealed")


def _check_ballots(definition: Map, results: Map, commitments: list[str], ballots: Choices) -> Kinds:
    """Where the ballots are published, the published figures are theirs; where nothing is secret, each opens its
    commitment.
    """
    same = results["definition_hash"] == digest(canonical(definition)) and results["ballots"] == len(commitments)
    _require(same, "the results are of another ballot")
    if not ballots:
        return []
    _require(sum(n for _, n in ballots) == len(commitments), "there are not as many published ballots as commitments")
    group = {member["member"]: member["group"] or "none" for member in definition["roll"]}
    if definition["mode"] == "open":
        opened = sorted(commitment(definition["id"], each["choice"], each["nonce"]) for each, _ in ballots)
        known = len({each["member"] for each, _ in ballots} & group.keys()) == len(ballots)
        _require(known and opened == commitments, "the published ballots are not those committed to")
    kinds = [(each.get("group") or group.get(each.get("member"), ""), each["choice"], n) for each, n in ballots]
    for name, figures_of in [
        (None, results["figures"]),
        *((own["name"], own["figures"]) for own in results["classes"]),
    ]:
        own = [(choice, n) for each, choice, n in kinds if name in {None, each}]
        if name is None or definition["mode"] != "secret":
            same = figures(len(definition["options"]), own) == figures_of
            _require(same, "the published figures are not those of the published ballots")
    return kinds


def _check_outcome(definition: Map, results: Map, kinds: Kinds, seal: Map) -> str | None:
    """Quorum, sums, tests and winners. Gives why the winners were not counted again, if they were not."""
    rules, roll, options = definition["rules"], len(definition["roll"]), range(len(definition["options"]))
    needed = -(-rules["quorum_percent"] * roll // 100)
    quorum = {"percent": rules["quorum_percent"], "needed": needed, "met": results["ballots"] >= needed}
    same = (results["quorum"], results["roll"], results["decides"]) == (quorum, roll, rules["weighting"])
    _require(same, "quorum, roll or weighting are not those of the definition")
    few = definition["mode"] == "secret" and 0 < results["ballots"] < FEWEST
    blurs = definition["mode"] != "open" and definition["unanimity"] == "blur"
    right = results["withheld"] == few and (blurs or not results["blurred"])
    _require(right, "more is left out than the definition says")
    if few or results["blurred"]:
        return "figures are left out, so that they tell nobody's vote"
    _check_sums(definition, results)
    same = results["options"] == [judged(rules, option, results) for option in options]
    _require(same, "the tests an option must pass do not follow from the figures")
    standing = [option for option in options if results["options"][option]["eligible"]]
    both = len(results["classes"]) > 1 and definition["method"] != "stv"
    there = {"one_each": True, "equal_groups": both} if results["ballots"] and standing else {}
    outcomes = results["outcomes"] or {}
    same = there == {name: outcome is not None for name, outcome in outcomes.items()}
    _require(same, "there are not as many outcomes as the definition says")
    order = sorted if definition["method"] == "pav" else list  # a committee is chosen as one
    try:
        for name in [name for name, outcome in outcomes.items() if outcome]:
            ground = _ground(definition, results, standing, seal["tie_seed"])
            found = _winners(definition, results, ground, kinds, equal=name == "equal_groups")
            same = order(found) == order(outcomes[name]["winners"])
            _require(same, "the published winners are not those of the published figures")
    except NotRecountable as why:
        return str(why)
    return None


def _check_sums(definition: Map, results: Map) -> None:
    """The classes make up the whole, and evaluations are as many as there are."""
    classes = results["classes"]
    for cell in (results, *classes):
        said = cell["figures"].get("scores") or cell["figures"].get("answers")
        asked = [sum(each.values()) for each in said] if said else [cell["ballots"]] * len(definition["options"])
        recused = not said and any(member["recused"] for member in definition["roll"])
        _require(recused or asked == cell["evaluations"], "the evaluations are not as many as the figures say")
    for name in ("ballots", "evaluations", "figures") if classes else ():
        same = reduce(added, (own[name] for own in classes)) == results[name]
        _require(same, f"the {name} of the groups are not those of all")


# --- receipts


def receipt_fault(bundle: bytes, receipt: Map) -> str | None:
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
    gc.disable()  # nothing here is a cycle, and looking for some takes a third of the time
    bundle, failed = Path(arguments[0]).read_bytes(), False
    verdict = verify(bundle)
    if verdict.fault:
        sys.stdout.write(f"NOT VALID: {verdict.fault}\n")
        return 1
    sys.stdout.write(f"valid: {verdict.ballots} ballots\nwinners {verdict.winners}\n")
    sys.stdout.write(f"seal {verdict.seal}\nkey {verdict.key}\n")
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
