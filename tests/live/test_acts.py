"""Votes over the open socket: answered as over HTTP, after the commit, once however often they are sent."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from starlette.websockets import WebSocket

from app.accounts.models import Account
from app.capacities.actor import SYSTEM
from app.live.acts import Acts
from app.live.channel import FULL_BYTES
from app.opinions import service
from app.opinions.models import Statement
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.live.following import Follower, follow, head
from tests.world import World


@pytest.fixture
async def statements(world: World) -> list[str]:
    """The second is hidden."""
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        bodies = [StatementIn(text=f"Statement {number}.", language="en") for number in range(2)]
        added = [await service.add_statement(session, record, SYSTEM, world.consultation_id, body) for body in bodies]
        hidden = {"reason": "Off topic", "at": "2026-01-01T00:00:00.000000Z"}
        await session.execute(update(Statement).where(Statement.number == 2).values(hidden=hidden))
    return [str(statement.id) for statement in added]


def act(item: str, body: Any, act_id: str = "1", **more: Any) -> str:
    return json.dumps({"type": "act", "id": act_id, "operation": "vote", "item": item, "body": body, **more})


async def answer(follower: Follower, text: str) -> dict[str, Any]:
    await follower.socket.send(text)
    while (message := await follower.message())["type"] != "answer":
        pass
    return message


async def test_a_vote_is_answered_and_in_the_record_once(server: str, world: World, statements: list[str]) -> None:
    seq = await head(world)
    async with follow(server, world, seq, by="delegate") as follower, follow(server, world, seq) as reader:
        first = await answer(follower, act(statements[0], {"value": "agree"}, "a"))
        again = await answer(follower, act(statements[0], {"value": "agree"}, "a"))
        assert (first["id"], first["status"], first) == ("a", 200, again)
        assert (first["body"]["my_vote"], first["body"]["agree"]) == ("agree", 1)
        listed = (await world.delegate.get(f"/consultations/{world.slug}/statements")).json()["items"]
        assert listed[0] == first["body"]
        changed = await answer(follower, act(statements[0], {"value": "pass"}, "b"))
        assert (changed["body"]["agree"], changed["body"]["pass_"]) == (0, 1)
        await reader.until(seq + 2)
    entries = [entry["payload"] for entry in reader.entries]
    assert [(entry["type"], entry["tallies"][0]["agree"]) for entry in entries] == [
        ("votes.recorded", 1), ("votes.recorded", 0),
    ]  # fmt: skip
    assert await head(world) == seq + 2, "the resend has left an entry"


CASES: dict[str, dict[str, Any]] = {
    "a good vote": {},
    "by nobody": {"by": "reader"},
    "by somebody without a capacity": {"by": "stranger"},
    "by an observer": {"by": "observer"},
    "by an officer": {"by": "chair"},
    "on a hidden statement": {"number": 1},
    "on no statement": {"item": str(uuid4())},
    "in a capacity that is not theirs": {"capacity": str(uuid4())},
    "no such answer": {"body": {"value": "perhaps"}},
    "an unknown field": {"body": {"value": "agree", "weight": 2}},
    "nothing at all": {"body": {}},
}


async def test_both_ways_answer_the_same(shared_server: str, world: World, statements: list[str]) -> None:
    for name, case in CASES.items():
        by, body = case.get("by", "delegate"), case.get("body", {"value": "agree"})
        item = case.get("item", statements[case.get("number", 0)])
        headers = {"Convenor-Capacity": case["capacity"]} if "capacity" in case else {}
        over_http = await world.people[by].put(f"/statements/{item}/vote", body, headers=headers)
        chosen = {"capacity": case["capacity"]} if "capacity" in case else {}
        async with follow(shared_server, world, await head(world), by=by) as follower:
            answered = await answer(follower, act(item, body, **chosen))
        assert (answered["status"], answered["body"]) == (over_http.status_code, over_http.json()), name
        assert (answered["status"] == 200) is (name == "a good vote"), name


async def test_whoever_may_no_longer_is_refused_on_the_socket_they_have(
    shared_server: str, world: World, statements: list[str]
) -> None:
    async with follow(shared_server, world, await head(world), by="delegate") as follower:
        assert (await answer(follower, act(statements[0], {"value": "agree"})))["status"] == 200
        reason = {"reason": "The time is over"}
        for round_id in world.round_ids[:2]:
            assert (await world.chair.post(f"/rounds/{round_id}/close", reason)).status_code == 200
        closed = await answer(follower, act(statements[0], {"value": "pass"}))
        over_http = await world.delegate.put(f"/statements/{statements[0]}/vote", {"value": "pass"})
        assert (closed["status"], closed["body"]) == (over_http.status_code, over_http.json())
        async with world.db.write() as session:
            everywhere = {"token_generation": Account.token_generation + 1}
            await session.execute(update(Account).where(Account.id == world.delegate.account_id).values(everywhere))
        signed_out = await answer(follower, act(statements[0], {"value": "pass"}))
        assert (signed_out["status"], signed_out["body"]["code"]) == (401, "token_expired")


async def test_what_is_no_good_act_is_answered_if_it_can_be(
    shared_server: str, world: World, statements: list[str]
) -> None:
    good = act(statements[0], {"value": "agree"}, "good")
    nameless = ["{}", "[1]", '"act"', '{"type":"act"}', act(statements[0], {}, ""), act(statements[0], {}, "x" * 201)]
    wrong = [act("no id", {"value": "agree"}), act(statements[0], {"value": "agree"}, operation="delete_everything")]
    async with follow(shared_server, world, await head(world), by="delegate") as follower:
        for text in nameless:
            await follower.socket.send(text)
        for text in wrong:
            refused = await answer(follower, text)
            assert (refused["id"], refused["status"], refused["body"]["code"]) == ("1", 422, "invalid")
        assert (await answer(follower, good))["id"] == "good"


async def test_many_at_once_are_each_answered(shared_server: str, world: World, statements: list[str]) -> None:
    """Sent without waiting for the answers: they come in order, and the last one counts."""
    values = ("agree", "disagree", "pass")
    voters = ("delegate", "colleague", "neighbour", "person", "advisory")

    async def vote(by: str) -> list[dict[str, Any]]:
        async with follow(shared_server, world, await head(world), by=by) as follower:
            for number in range(30):
                await follower.socket.send(act(statements[0], {"value": values[number % 3]}, str(number)))
            answers: list[dict[str, Any]] = []
            while len(answers) < 30:
                message = await follower.message()
                answers += [message] if message["type"] == "answer" else []
        return answers

    for answers in await asyncio.gather(*(vote(by) for by in voters)):
        assert [(each["id"], each["status"], each["body"]["my_vote"]) for each in answers] == [
            (str(number), 200, values[number % 3]) for number in range(30)
        ]
    shown = (await world.reader.get(f"/consultations/{world.slug}/statements")).json()["items"][0]
    assert (shown["agree"], shown["disagree"], shown["pass_"]) == (0, 0, len(voters))


async def test_a_vote_is_taken_where_it_comes_in(
    shared_server: str, world: World, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the first on a statement, whose consultation must be looked up; what the service did not expect as well."""
    async with follow(shared_server, world, await head(world), by="delegate") as follower:
        assert (await answer(follower, act(statements[0], {"value": "agree"})))["status"] == 200
        monkeypatch.setattr(Acts, "take", None)
        assert (await answer(follower, act(statements[0], {"value": "pass"})))["body"]["my_vote"] == "pass"

        async def broken(*_: Any) -> None:
            raise RuntimeError("the service is broken")

        monkeypatch.setattr(service, "vote_all", broken)
        failed = await answer(follower, act(statements[0], {"value": "agree"}))
        assert (failed["status"], failed["body"]["code"]) == (500, "internal_error")


class Full:
    """The sink of somebody who takes nothing."""

    form = "plain"

    def __init__(self) -> None:
        self.sent_back = 0

    def waiting(self) -> int:
        return FULL_BYTES + 1

    def send(self, wire: bytes) -> None:
        raise AssertionError("more was written to who does not read")

    def send_back(self) -> None:
        self.sent_back += 1


async def test_who_asks_and_does_not_listen_is_sent_away(world: World, statements: list[str]) -> None:
    token = f"Bearer {world.delegate.token}".encode()
    scope = {"type": "websocket", "app": world.app, "headers": [(b"authorization", token)], "query_string": b""}
    sink, before = Full(), await head(world)
    acts = Acts(WebSocket(scope, None, None), sink)  # type: ignore[arg-type]
    assert not acts.take_at_once(act(statements[0], {"value": "agree"}).encode())
    await acts.take(act(statements[0], {"value": "agree"}))
    assert (sink.sent_back, await head(world)) == (1, before)
