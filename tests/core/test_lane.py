"""The short way of mass acts answers as the ordinary way does, to good requests and to bad ones."""

import json
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from starlette.types import Receive, Scope, Send

from app.lane import Lane
from tests.world import World

HELLO = {"text": "We support the enlargement.", "language": "en"}
STANCE = {"stance": "support", "language": "en", "reason": "It is time."}
CHANGING = {"id", "seq", "version", "posted_at", "stated_at"}
SHORT, ORDINARY = "application/json", "application/json; charset=utf-8"

CASES: dict[str, dict[str, Any]] = {
    "a comment": {},
    "a position": {"method": "PUT", "path": "/options/{option}/position", "body": STANCE},
    "by nobody": {"by": "reader"},
    "by somebody without a capacity": {"by": "stranger"},
    "by an officer": {"by": "chair"},
    "with a forged token": {"headers": {"Authorization": "Bearer not.a.token"}},
    "with a scheme that is not ours": {"headers": {"Authorization": "Basic x"}},
    "with a capacity that is not theirs": {"headers": {"Convenor-Capacity": str(uuid4())}},
    "with a capacity that is no id": {"headers": {"Convenor-Capacity": "delegate"}},
    "with an empty capacity": {"headers": {"Convenor-Capacity": ""}},
    "with a key that is too long": {"headers": {"Idempotency-Key": "k" * 201}},
    "with an empty key": {"headers": {"Idempotency-Key": ""}},
    "an unknown meeting": {"path": f"/meetings/{uuid4()}/comments"},
    "an unknown option": {"method": "PUT", "path": f"/options/{uuid4()}/position", "body": STANCE},
    "an unknown statement": {"method": "PUT", "path": f"/statements/{uuid4()}/vote", "body": {"value": "agree"}},
    "an id that is none": {"path": "/meetings/meeting/comments"},
    "an id in capitals": {"path": "/meetings/{MEETING}/comments"},
    "an id in braces": {"path": "/meetings/{{{meeting}}}/comments"},
    "a slash too many": {"path": "/meetings/{meeting}/comments/"},
    "another method": {"method": "PATCH"},
    "a field too many": {"body": HELLO | {"colour": "red"}},
    "a field too few": {"body": {"language": "en"}},
    "a text of spaces": {"body": HELLO | {"text": "  "}},
    "a control character": {"body": HELLO | {"text": "a\0b"}},
    "half a character": {"content": b'{"text": "\\ud800", "language": "en"}'},
    "an option that is not there": {"body": HELLO | {"option_id": str(uuid4())}},
    "a stance that is none": {"method": "PUT", "path": "/options/{option}/position", "body": {"stance": "yes"}},
    "a condition without support": {
        "method": "PUT",
        "path": "/options/{option}/position",
        "body": STANCE | {"stance": "oppose", "condition": "Only if."},
    },
    "a version that is past": {"method": "PUT", "path": "/options/{option}/position", "body": STANCE | {"version": 99}},
    "a list": {"content": b"[]"},
    "no body": {"content": b""},
    "no JSON": {"content": b"{"},
    "not UTF-8": {"content": b'{"text": "\xff", "language": "en"}'},
    "UTF-16": {"content": json.dumps(HELLO).encode("utf-16")},
    "not a number": {"content": b'{"text": NaN, "language": "en"}'},
    "the same field twice": {"content": b'{"text": "a", "text": "We support.", "language": "en"}'},
    "too much": {"content": b'{"text": "' + b"x" * 3_000_000 + b'", "language": "en"}'},
}


class Counting:
    """Stands where the framework stands, and counts what comes to it."""

    def __init__(self, app: FastAPI) -> None:
        lane: Any = app.middleware_stack
        while not isinstance(lane, Lane):
            lane = lane.app
        self.behind, self.came = lane.app, 0
        lane.app = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.came += 1
        await self.behind(scope, receive, send)


async def ask(world: World, client: AsyncClient, case: dict[str, Any], kind: str) -> Response:
    names = {"meeting": world.meeting_id, "MEETING": str(world.meeting_id).upper(), "option": world.option_ids[0]}
    path = case.get("path", "/meetings/{meeting}/comments").format(**names)
    token = world.people[case.get("by", "delegate")].token
    headers = ({"Authorization": f"Bearer {token}"} if token else {}) | case.get("headers", {})
    content = case.get("content", json.dumps(case.get("body", HELLO)).encode())
    method = case.get("method", "POST")
    headers["Content-Type"] = kind
    return await client.request(method, f"/api/v1{path}", content=content, headers=headers)


def essence(response: Response) -> tuple[int, str, dict[str, Any]]:
    content = response.json()
    changing = CHANGING if response.is_success else set()
    return (
        response.status_code,
        response.headers["content-type"],
        {name: value for name, value in content.items() if name not in changing},
    )


@pytest.mark.parametrize("name", CASES)
async def test_both_ways_answer_the_same(world: World, client: AsyncClient, name: str) -> None:
    short = await ask(world, client, CASES[name], SHORT)
    ordinary = await ask(world, client, CASES[name], ORDINARY)
    assert essence(short) == essence(ordinary)
    assert short.headers.keys() == ordinary.headers.keys()


async def test_a_good_act_goes_the_short_way(world: World, client: AsyncClient) -> None:
    assert (await ask(world, client, {}, SHORT)).status_code == 201
    behind = Counting(world.app)
    for case in (CASES["a comment"], CASES["a position"], CASES["an unknown statement"]):
        await ask(world, client, case, SHORT)
    # Where a statement belongs is found out by the endpoint itself, so its refusal too comes the short way.
    assert behind.came == 0
    await ask(world, client, CASES["a comment"], ORDINARY)
    assert behind.came == 1


async def test_a_resend_is_one_act_whichever_way_it_takes(world: World, client: AsyncClient) -> None:
    keyed = {"headers": {"Idempotency-Key": "one"}}
    answers = [await ask(world, client, keyed, kind) for kind in (SHORT, ORDINARY, SHORT)]
    assert len({answer.text for answer in answers}) == 1
    other = await ask(world, client, keyed | {"body": HELLO | {"text": "Something else."}}, SHORT)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_cookie_counts_only_from_our_own_pages(world: World, client: AsyncClient) -> None:
    cookie = {"Cookie": f"convenor_session={world.delegate.token}"}
    own = {"by": "reader", "headers": cookie | {"Origin": "http://test"}}
    strange = {"by": "reader", "headers": cookie | {"Origin": "https://elsewhere.example"}}
    for kind in (SHORT, ORDINARY):
        assert (await ask(world, client, own, kind)).status_code == 201
        refused = await ask(world, client, strange, kind)
        assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")
