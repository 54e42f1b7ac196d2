"""Ballots whose books are closed without a database: definitions, casts, and the file that comes of them."""

import hashlib
import itertools
import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.definition import BallotDefinition, CountingRules
from app.ballots.rules import Asked, BallotAnswer
from app.ballots.sealing.seal import Books, Circumstances, Sealed, close_books, seal_books
from app.core import security

SECRET = "a secret for tests only, long enough"
SEED = "5" * 64
ANSWERS = [answer.value for answer in BallotAnswer]
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
    options = len(of.options)
    return [
        Cast(
            said=verify.canonical(chosen(of.rules, options, each.recused, chance)),
            nonce=hashlib.sha256(str(number).encode()).hexdigest(),
            group=each.group,
            recused=tuple(each.recused),
            member=str(each.member) if of.mode == "open" else None,
        )
        for number, each in enumerate(of.roll)
    ]


def chosen(rules: CountingRules, options: int, recused: Sequence[int], chance: random.Random) -> dict[str, Any]:
    """Some choice that the method takes."""
    free = [option for option in range(options) if option not in recused]
    some = chance.sample(free, chance.randint(0, len(free)))
    if rules.asked is Asked.RANKING:
        cuts = sorted({0, len(some), *chance.choices(range(len(some) + 1), k=len(some))})
        return {"ranking": [sorted(some[start:end]) for start, end in itertools.pairwise(cuts)]}
    if rules.asked is Asked.SCORES:
        return {"scores": [chance.randint(rules.score_min, 5) if option in some else None for option in range(options)]}
    if rules.asked is Asked.ANSWERS:
        return {"answers": [chance.choice(ANSWERS) if option in some else None for option in range(options)]}
    if rules.asked is Asked.DOTS:
        dots = Counter(chance.choices(free, k=chance.randint(0, rules.dots)))
        return {"dots": [dots[option] for option in range(options)]}
    return {"approve": sorted(some)}


def regrouped(of: BallotDefinition, chance: random.Random, *, recusing: float = 0) -> BallotDefinition:
    """The same with groups by chance, and of the members a part recused from an option each."""
    options = range(len(of.options))
    roll = [
        each.model_copy(update={
            "group": chance.choice([*GROUPS, None]),
            "recused": [chance.choice(options)] if chance.random() < recusing else [],
        })
        for each in of.roll
    ]  # fmt: skip
    return of.model_copy(update={"roll": roll})


def closed(of: BallotDefinition | dict[str, Any], given: list[Cast]) -> Sealed:
    """`of` may be the definition as it is stored."""
    return sealed(books(of, given))


def sealed(counted: Books) -> Sealed:
    about = Circumstances(
        previous=verify.NO_SEAL,
        software="convenor 0",
        sealed_at="2006-05-22T18:00:01.000000Z",
        key=security.public_key(SECRET),
    )
    return seal_books(counted, about, partial(security.sign, SECRET))


def books(of: BallotDefinition | dict[str, Any], given: list[Cast]) -> Books:
    return close_books(of if isinstance(of, dict) else of.plain, given, SEED)


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
