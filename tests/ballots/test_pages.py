"""What the pages compute themselves is what the service computes: commitments, roots, figures, the check of a bundle.

`python -m tests.ballots.test_pages` writes the file that the tests of the pages read.
"""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

from app.ballots import limits, verify
from app.ballots.boxes import Cast
from app.ballots.choices import ChoiceIn, canonical_choice
from app.ballots.definition import CountingRules
from app.ballots.sealing.seal import Circumstances, close_books, seal_books
from app.ballots.tally.telling import WORDS
from app.core import security
from tests.ballots.halls import nonce
from tests.conftest import SECRET

FEATURE = Path(__file__).parents[2] / "frontend/src/features/ballots"
VECTORS = FEATURE / "vectors.json"
BALLOT = "0198c0de-0000-7000-8000-000000000001"
GIVEN: list[tuple[str, dict[str, Any]]] = [
    ("approval", {"approve": [3, 0, 2]}),
    ("approval", {"approve": []}),
    ("schulze", {"ranking": [[2], [3, 0], [1]]}),
    ("score", {"scores": [5, None, 0, 3]}),
    ("dots", {"dots": [0, 7, 3, 0]}),
    ("straw", {"answers": ["support", None, "object", "can_live_with"]}),
]


def commitments() -> list[dict[str, Any]]:
    made = []
    for number, (method, given) in enumerate(GIVEN):
        rules = CountingRules.model_validate({"method": method})
        choice = canonical_choice(rules, 4, (), ChoiceIn.model_validate(given))
        made.append({
            "ballot_id": BALLOT,
            "given": given,
            "choice": verify.canonical(choice).decode(),
            "nonce": nonce(number),
            "commitment": verify.commitment(BALLOT, choice, nonce(number)),
        })  # fmt: skip
    return made


def roots() -> list[dict[str, Any]]:
    leaves = [verify.digest(str(number).encode()) for number in range(7)]
    return [{"leaves": leaves[:n], "root": verify.merkle_root(leaves[:n])} for n in (0, 1, 2, 3, 7)]


def figures() -> list[dict[str, Any]]:
    """Of two ballots each, the second one turned round."""
    made = []
    for _, given in GIVEN[:1] + GIVEN[2:]:
        (kind, value) = next(iter(given.items()))
        choices = [given, {kind: [0] if kind == "approve" else value[::-1]}]
        made.append(
            {"options": 4, "choices": choices, "figures": verify.figures(4, [(choice, 1) for choice in choices])}
        )
    return made


def bundle() -> dict[str, Any]:
    """Of an open ballot of three, with a receipt that is counted and one that is not."""
    key = security.public_key(SECRET)
    roll = [{"member": f"m{n}", "name": f"Member {n}, simulated", "group": "media", "region": None, "recused": []}
            for n in range(4)]  # fmt: skip
    rules = CountingRules.model_validate({"method": "approval"})
    definition: dict[str, Any] = {
        "format": verify.FORMAT, "id": BALLOT, "question": "Which, “exactly”? 哪个", "language": "en", "mode": "open",
        "options": [{"label": label} for label in "ABCD"], "method": "approval", "rules": rules.model_dump(mode="json"),
        "unanimity": "publish", "tie_commitment": verify.digest(bytes.fromhex("ab" * 32)), "roll": roll,
        "tellers": [],
    }  # fmt: skip
    casts = [Cast(verify.canonical({"approve": [n, 3]}), nonce(n), "media", (), f"m{n}") for n in range(3)]
    about = Circumstances(verify.NO_SEAL, "convenor test", "2026-01-01T00:00:00Z", key)
    books = close_books(definition, casts, "ab" * 32)
    sealed = seal_books(books, about, lambda message: security.sign(SECRET, message))

    def receipt(number: int) -> dict[str, Any]:
        committed = verify.commitment(BALLOT, {"approve": [number, 3]}, nonce(number))
        signature = security.sign(SECRET, verify.receipt_message(BALLOT, committed))
        return {"format": verify.RECEIPT_FORMAT, "ballot_id": BALLOT, "commitment": committed,
                "signature": signature, "key": key}  # fmt: skip

    packed = base64.b64encode(zlib.compress(sealed.bundle, 9)).decode()
    summary = {"seal": sealed.summary["digest"], "key": sealed.summary["key"]}
    return {"deflated": packed, "counted": receipt(1), "replaced": receipt(2 + 5)} | summary


def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(VECTORS.read_bytes())
    return found


def test_the_vectors_of_the_pages_are_what_the_service_computes() -> None:
    assert kept()["commitments"] == commitments()
    assert kept()["roots"] == roots()
    assert kept()["figures"] == figures()
    assert kept()["steps"] == sorted(WORDS)


def test_the_bundle_of_the_pages_is_valid_and_holds_one_of_the_receipts() -> None:
    found = kept()["bundle"]
    content = zlib.decompress(base64.b64decode(found["deflated"]))
    verdict = verify.verify(content)
    assert (verdict.fault, verdict.ballots, verdict.seal, verdict.key) == (None, 3, found["seal"], found["key"])
    assert verify.receipt_fault(content, found["counted"]) is None
    assert "replaced" in str(verify.receipt_fault(content, found["replaced"]))


def test_the_pages_say_the_same_limits() -> None:
    words = (FEATURE / "words.ts").read_text()
    assert [limit for limit in limits.LIMITS if limit not in words] == []


if __name__ == "__main__":
    made = {
        "commitments": commitments(),
        "roots": roots(),
        "figures": figures(),
        "steps": sorted(WORDS),
        "bundle": bundle(),
    }
    VECTORS.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
