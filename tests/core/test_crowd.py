"""Group commit: acts share a transaction and nothing else; each is answered after its own commit, for itself."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.core import crowd
from app.core.crowd import Crowds
from app.core.db import Database, WriteSession
from app.core.errors import ConvenorError, NotNow
from tests.problems import assert_problem
from tests.world import World

HELLO = {"text": "We support the enlargement.", "language": "en"}


class Handler:
    """Keeps each act as an account. `refuse`: refused in words; `poison`: breaks the whole transaction."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    async def __call__(self, session: WriteSession, shared: str, acts: Sequence[str]) -> list[str | ConvenorError]:
        self.batches.append(list(acts))
        answers: list[str | ConvenorError] = []
        for act in acts:
            if act.startswith("refuse"):
                answers.append(NotNow(f"Not {act}."))
                continue
            answers.append(f"{shared} did {act}")
            session.add(_account(act))
        await session.flush()
        if any(act.startswith("poison") for act in acts):
            raise LookupError("poisoned")
        return answers


def _account(name: str) -> Account:
    return Account(id=uuid4(), email=f"{name}@example.org", name=name, created_at=datetime.now(UTC))


@pytest.fixture
def crowds(db: Database) -> Crowds:
    return Crowds(db)


async def kept(db: Database) -> set[str]:
    async with db.read() as session:
        return set((await session.scalars(select(Account.name))).all())


async def test_what_arrives_during_a_commit_is_the_next_batch(crowds: Crowds, db: Database) -> None:
    handler = Handler()
    answers = await asyncio.gather(*(crowds.join(handler, "A", f"act{n}") for n in range(50)))
    assert answers == [f"A did act{n}" for n in range(50)]
    assert await kept(db) == {f"act{n}" for n in range(50)}
    assert 1 <= len(handler.batches) <= 2
    assert [act for batch in handler.batches for act in batch] == [f"act{n}" for n in range(50)]
    await crowds.close()
    assert (crowds._waiting, crowds._tasks) == ({}, set())


async def test_a_batch_has_a_largest_size(crowds: Crowds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "LARGEST", 7)
    handler = Handler()
    await asyncio.gather(*(crowds.join(handler, "A", f"act{n}") for n in range(30)))
    assert max(map(len, handler.batches)) == 7
    assert [act for batch in handler.batches for act in batch] == [f"act{n}" for n in range(30)]


async def test_crowds_of_different_places_do_not_mix(crowds: Crowds) -> None:
    handler = Handler()
    await asyncio.gather(*(crowds.join(handler, place, f"{place}{n}") for n in range(10) for place in "AB"))
    assert all(len({act[0] for act in batch}) == 1 for batch in handler.batches)


async def test_a_refusal_is_for_its_own_act(crowds: Crowds, db: Database) -> None:
    acts = ["one", "refuse", "two", "refuse again", "three"]
    answers = await asyncio.gather(*(crowds.join(Handler(), "A", act) for act in acts), return_exceptions=True)
    assert [type(answer) for answer in answers] == [str, NotNow, str, NotNow, str]
    handler = Handler()
    answers = await asyncio.gather(*(crowds.join(handler, "A", f"{act}2") for act in acts), return_exceptions=True)
    assert [type(answer) for answer in answers] == [str, NotNow, str, NotNow, str]
    assert len(handler.batches) == 1
    assert await kept(db) == {"one", "two", "three", "one2", "two2", "three2"}


async def test_one_that_breaks_the_transaction_does_not_spoil_the_others(crowds: Crowds, db: Database) -> None:
    handler = Handler()
    acts = ["one", "poison", "two", "refuse", "three"]
    answers = await asyncio.gather(*(crowds.join(handler, "A", act) for act in acts), return_exceptions=True)
    assert [type(answer) for answer in answers] == [str, LookupError, str, NotNow, str]
    assert await kept(db) == {"one", "two", "three"}
    assert await crowds.join(handler, "A", "four") == "A did four"


async def test_when_the_commit_fails_everybody_is_told_and_nothing_is_kept(crowds: Crowds, db: Database) -> None:
    def full(_: Session) -> None:
        raise OSError("the disk is full")

    event.listen(Session, "before_commit", full)
    try:
        joining = (crowds.join(Handler(), "A", f"act{n}") for n in range(5))
        answers = await asyncio.gather(*joining, return_exceptions=True)
    finally:
        event.remove(Session, "before_commit", full)
    assert {type(answer) for answer in answers} == {OSError}
    assert await kept(db) == set()
    assert await crowds.join(Handler(), "A", "again") == "A did again"


async def test_nobody_is_answered_before_the_commit(crowds: Crowds) -> None:
    happened: list[str] = []

    def committed(session: Session) -> None:
        happened.append("commit")

    async def act(number: int) -> None:
        await crowds.join(Handler(), "A", f"act{number}")
        happened.append("answer")

    event.listen(Session, "after_commit", committed)
    try:
        await act(0)
    finally:
        event.remove(Session, "after_commit", committed)
    assert happened[-1] == "answer"
    assert "commit" in happened


async def test_a_caller_that_leaves_takes_nobody_along(crowds: Crowds, db: Database) -> None:
    handler = Handler()
    tasks = [asyncio.create_task(crowds.join(handler, "A", f"act{n}")) for n in range(6)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[3].cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(answer) for answer in answers].count(str) == 4
    await crowds.close()
    assert {f"act{n}" for n in (1, 2, 4, 5)} <= await kept(db)


async def test_over_http_each_gets_its_own_answer(world: World) -> None:
    """At one moment, in one batch: good ones, wrong options, somebody without the right, a token that has expired."""
    path = f"/meetings/{world.meeting_id}/comments"

    async def post(by: str, **more: Any) -> Any:
        return await world.people[by].post(path, HELLO | more)

    commits: list[Session] = []

    def count(session: Session) -> None:
        if session.info.get("pokes"):
            commits.append(session)

    world.people["forged"] = world.delegate.__class__(world.client, "not.a.token")
    event.listen(Session, "after_commit", count)
    try:
        answers = await asyncio.gather(
            *(post("delegate", text=f"Words {n}") for n in range(10)),
            post("delegate", option_id=str(uuid4())),
            post("chair"),
            post("reader"),
            post("stranger"),
            post("forged"),
            *(post("person", text=f"More words {n}") for n in range(10)),
        )
    finally:
        event.remove(Session, "after_commit", count)
    statuses = [answer.status_code for answer in answers]
    assert statuses == [201] * 10 + [422, 403, 401, 403, 401] + [201] * 10
    for answer, code in zip(
        answers[10:15],
        ("unknown_option", "not_permitted", "not_signed_in", "not_permitted", "token_expired"),
        strict=True,
    ):
        assert_problem(answer, answer.status_code, code)
    texts = [answer.json()["text"] for answer in answers if answer.status_code == 201]
    assert texts == [f"Words {n}" for n in range(10)] + [f"More words {n}" for n in range(10)]
    assert len(commits) < 10, "they were not done together"
    seqs = [answer.json()["seq"] for answer in answers if answer.status_code == 201]
    assert sorted(seqs) == list(range(min(seqs), min(seqs) + 20))
