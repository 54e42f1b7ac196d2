"""`convenor verify` for a ballot's bundle: all that verify.py checks, and, where the single ballots are at hand, a
recount by the code that counted them.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.definition import RULE_VERSION
from app.ballots.rules import BallotMode
from app.ballots.sealing.counting import counted


def is_bundle(file: Path) -> bool:
    try:
        with ZipFile(file) as archive:
            return verify.SEAL in archive.namelist()
    except (BadZipFile, OSError):
        return False


def described(file: Path, receipts: Sequence[Path], openings: Path | None) -> Iterator[tuple[bool, str]]:
    """(whether it holds, a line) for everything checked."""
    bundle = file.read_bytes()
    verdict = verify.verify(bundle)
    if verdict.fault:
        yield False, f"NOT VALID: {verdict.fault}"
        return
    yield True, f"valid: {verdict.ballots} ballots"
    yield True, f"winners {verdict.winners}"
    yield True, f"seal {verdict.seal}"
    yield True, f"key {verdict.key}"
    fault, recounted = recount_fault(bundle, openings.read_bytes() if openings else None)
    if recounted:
        yield not fault, f"NOT THE RESULTS: {fault}" if fault else "recounted: the published results, byte for byte"
    for receipt in receipts:
        missing = verify.receipt_fault(bundle, json.loads(receipt.read_bytes()))
        yield not missing, f"{receipt}: {f'NOT COUNTED: {missing}' if missing else 'counted'}"


def recount_fault(bundle: bytes, openings: bytes | None) -> tuple[str | None, bool]:
    """(why the published results are not those of the ballots, whether there was anything to recount with)."""
    parts = verify.unpack(bundle)
    definition, seal = (json.loads(parts[name]) for name in (verify.DEFINITION, verify.SEAL))
    if openings is not None:
        casts = [_opened(json.loads(line)) for line in openings.splitlines()]
    elif definition["mode"] == BallotMode.OPEN:
        casts = _named(definition, [json.loads(line) for line in parts[verify.BALLOTS].splitlines()])
    else:
        return None, False
    committed = sorted(verify.commitment_to(definition["id"], cast.said, cast.nonce) for cast in casts)
    if committed != parts[verify.COMMITMENTS].decode().split():
        return "these are not the ballots that were committed to", True
    if definition["rule_version"] != RULE_VERSION:
        return f"they were counted by version {definition['rule_version']} of the rules, this is {RULE_VERSION}", True
    results, _ = counted(definition, seal["definition_hash"], casts, seal["tie_seed"])
    if verify.canonical(results) != parts[verify.RESULTS]:
        return "counting the ballots gives other results", True
    return None, True


def _opened(line: dict[str, Any]) -> Cast:
    return Cast(verify.canonical(line["choice"]), line["nonce"], line["group"], tuple(line["recused"]), None)


def _named(definition: dict[str, Any], lines: Sequence[dict[str, Any]]) -> list[Cast]:
    roll = {member["member"]: member for member in definition["roll"]}
    return [
        Cast(
            verify.canonical(line["choice"]),
            line["nonce"],
            roll[line["member"]]["group"],
            tuple(roll[line["member"]]["recused"]),
            line["member"],
        )
        for line in lines
    ]
