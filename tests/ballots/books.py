"""Ballots whose books are closed without a database: definitions, casts, and the file that comes of them."""

import hashlib
import random
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.definition import BallotDefinition
from app.ballots.sealing.seal import Circumstances, Sealed, close_books
from app.core import security

SECRET = "a secret for tests only, long enough"
SEED = "5" * 64
GROUPS = ("government", "civil_society", "private_sector", "technical_community")


def member(number: int) -> UUID:
    return UUID(int=number + 1)


def definition(voters: int = 12, **changes: Any) -> BallotDefinition:
    rules = {"method": "approval", **changes.pop("rules", {})}
    values = {
        "format": verify.FORMAT,
        "id": UUID(int=0),
        "consultation_id": UUID(int=0),
        "question": "Which themes?",
        "language": "en",
        "detail": None,
        "options": [{"label": label} for label in ("Openness", "Security", "Diversity", "Access")],
        "method": rules["method"],
        "rule_version": 1,
        "rules": rules,
        "mode": "secret",
        "unanimity": "publish",
        "opens_at": datetime(2006, 5, 22, 9, tzinfo=UTC),
        "closes_at": datetime(2006, 5, 22, 18, tzinfo=UTC),
        "capacities": ["advisory_group_member"],
        "tie_commitment": verify.digest(bytes.fromhex(SEED)),
        "roll": [
            {
                "member": member(number),
                "name": f"Member {number}",
                "group": GROUPS[number % len(GROUPS)],
                "region": None,
                "recused": [],
            }
            for number in range(voters)
        ],
        "tellers": [],
    }
    return BallotDefinition.model_validate(values | changes)


def casts(of: BallotDefinition, chance: random.Random) -> list[Cast]:
    """Everybody approves some; of an open ballot with names."""
    options = range(len(of.options))
    return [
        Cast(
            choice={"approve": sorted(chance.sample(options, chance.randint(0, len(options))))},
            nonce=hashlib.sha256(str(number).encode()).hexdigest(),
            group=each.group,
            recused=(),
            member=str(each.member) if of.mode == "open" else None,
        )
        for number, each in enumerate(of.roll)
    ]


def closed(of: BallotDefinition | dict[str, Any], given: list[Cast]) -> Sealed:
    """`of` may be the definition as it is stored."""
    about = Circumstances(
        tie_seed=SEED,
        previous=verify.NO_SEAL,
        software="convenor 0",
        sealed_at="2006-05-22T18:00:01.000000Z",
        key=security.public_key(SECRET),
    )
    return close_books(of if isinstance(of, dict) else of.plain, given, about, partial(security.sign, SECRET))


def receipt(of: BallotDefinition, cast: Cast, *, opened: bool = True) -> dict[str, Any]:
    committed = verify.commitment(str(of.id), cast.choice, cast.nonce)
    signature = security.sign(SECRET, verify.receipt_message(str(of.id), committed))
    plain = {
        "format": verify.RECEIPT_FORMAT,
        "ballot_id": str(of.id),
        "commitment": committed,
        "signature": signature,
        "key": security.public_key(SECRET),
    }
    return plain | ({"choice": cast.choice, "nonce": cast.nonce} if opened else {})
