"""Two ballots of the advisory group of the second consultation: one closed and sealed, one that is open.

The themes are those of E/2006/85, paragraph 48. Who sits in the group and how anybody votes is made up.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from app.accounts.models import Account
from app.ballots import service
from app.ballots.casting import service as casting
from app.ballots.casting.schemas import CastIn
from app.ballots.models import Ballot
from app.ballots.office import Office
from app.ballots.schemas import BallotIn
from app.ballots.sealing import service as sealing
from app.ballots.sealing.work import closed_books
from app.capacities.actor import SYSTEM, Caller
from app.core import clock, security
from app.demo.acts import CHAIR, SECRETARIAT, Act, Stage
from app.themes import queries as theme_queries

# Days from now.
FROZEN, CLOSED, OPENED, CLOSES = -6.0, -5.0, -1.0, 5.0
VOTED, VOTED_SO_FAR = 41, 17
TELLERS = (SECRETARIAT, "rapporteur")
A_VOTE = timedelta(minutes=11)
THEMES = ("Openness", "Security", "Diversity", "Access", "Spam", "Multilingualism", "Capacity-building", "Human rights")
# By turns; which theme finds how much support is made up.
APPROVALS = ([0, 1, 3], [0, 3, 6], [1, 2, 3], [0, 2, 5], [1, 3, 4], [0, 1, 2, 3], [3, 6], [0, 2, 7], [1, 2])
RANKINGS = ([[0], [1, 2]], [[2], [0]], [[1], [0], [2]])
MAIN = {
    "question": "Which four themes should the first meeting take up?",
    "detail": "Approve at least two. Every stakeholder group has the same total weight.",
    "options": [{"label": theme} for theme in THEMES],
    "rules": {"method": "pav", "seats": 4, "min_choices": 2, "weighting": "equal_groups", "quorum_percent": 50},
    "mode": "secret",
}
OVERALL = {
    "question": "Which overall theme should the first meeting have?",
    "detail": "Rank as many as you like; ties are allowed.",
    "options": [
        {"label": "Internet governance for development"},
        {"label": "An Internet for all"},
        {"label": "Building bridges"},
    ],
    "rules": {"method": "schulze", "weighting": "equal_groups"},
    "mode": "secret",
}


def course(stage: Stage, office: Office) -> Iterator[Act]:
    ids: dict[str, UUID] = {}
    yield Act(stage.days(FROZEN), lambda: _frozen(stage, office, ids, "main", MAIN, stage.days(CLOSED)))
    yield Act(stage.days(CLOSED) + timedelta(seconds=4), lambda: _seal(stage, office, ids["main"]))
    yield Act(stage.days(OPENED), lambda: _frozen(stage, office, ids, "overall", OVERALL, stage.days(CLOSES)))
    for number in range(VOTED):
        approved = {"approve": APPROVALS[number % len(APPROVALS)]}
        at = stage.days(FROZEN) + (number + 1) * A_VOTE
        yield Act(at, partial(_vote, stage, office, ids, "main", number, approved))
    for number in range(VOTED_SO_FAR):
        ranked = {"ranking": RANKINGS[number % len(RANKINGS)]}
        at = stage.days(OPENED) + (number + 1) * A_VOTE
        yield Act(at, partial(_vote, stage, office, ids, "overall", number, ranked))


async def _frozen(
    stage: Stage, office: Office, ids: dict[str, UUID], key: str, spec: dict[str, Any], closes_at: datetime
) -> None:
    titles = await theme_queries.titles(stage.session, stage.consultation.id)
    subjects = {title: {"type": "theme", "id": theme_id} for theme_id, title in titles.items()}
    options = [option | {"subject": subjects.get(option["label"])} for option in spec["options"]]
    tellers = [stage.actors[who].held[0].id for who in TELLERS]
    changes = {"language": "en", "closes_at": clock.iso(closes_at), "options": options, "tellers": tellers}
    body = BallotIn.model_validate(spec | changes)
    chair = stage.actors[CHAIR]
    ids[key] = (await service.draft(stage.session, chair, stage.consultation.slug, body)).id
    await service.freeze(stage.session, office.vault, chair, ids[key])


async def _vote(
    stage: Stage, office: Office, ids: dict[str, UUID], key: str, number: int, choice: dict[str, Any]
) -> None:
    """By whoever stands at this place of the roll."""
    ballot = await stage.session.get_one(Ballot, ids[key])
    assert ballot.definition is not None  # it is frozen
    member = ballot.definition["roll"][number]
    account = await stage.session.get_one(Account, UUID(member["member"]))
    if "approve" in choice:
        choice = {"approve": [option for option in choice["approve"] if option not in member["recused"]]}
    caller = Caller(security.Claims(account.id, account.token_generation), None)
    code = hashlib.sha256(f"{key} {account.id}".encode()).hexdigest()
    body = CastIn.model_validate({"choice": choice, "nonce": code})
    shared = (stage.consultation.id, ids[key], office)
    answers = await casting.cast_all(stage.session, shared, [casting.Casting(caller, body)])
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer


async def _seal(stage: Stage, office: Office, ballot_id: UUID) -> None:
    """The key is destroyed when the service starts: only then is this certainly committed."""
    books = await closed_books(stage.session, office.vault, ballot_id)
    await sealing.seal_within(stage.session, office, SYSTEM, stage.consultation.id, ballot_id, books)
