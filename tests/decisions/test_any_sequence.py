"""Any sequence of acts on calls, silence procedures and polls, some at the same moment, with time passing: a page that
follows the record from any point shows what a fresh load shows, and nothing ends against the rules.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asgi_lifespan import LifespanManager
from httpx import ASGITransport, AsyncClient, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import clock
from app.decisions.rules import SilenceState, silence_state
from app.decisions.silence.service import settle_overdue
from app.main import create_app
from tests import databases
from tests.conftest import _settings
from tests.decisions.acts import everything, follow, why
from tests.world import World

PEOPLE = ("delegate", "colleague", "neighbour", "person", "observer", "chair")
ON_CALL = ("count", "count", "count", "object", "object", "unobject", "dispose", "close", "withdraw_call")
ON_SILENCE = ("break", "extend", "withdraw_silence")
OTHER = ("call", "silence", "poll", "answer", "answer", "close_poll", "settle", "nothing")
MINUTES = st.integers(0, 50)
acts = st.tuples(st.sampled_from(OTHER + ON_CALL + ON_SILENCE), st.sampled_from(PEOPLE), st.integers(0, 5), MINUTES)
# Each step: acts that begin together, then time passes.
stories = st.lists(st.lists(acts, min_size=1, max_size=3), min_size=4, max_size=14)


class Story:
    """One world that goes on through all examples: the longer, the more there is to be wrong about."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.now = clock.now()
        self.answers: list[Response] = []

    async def act(self, act: str, by: str, number: int) -> None:
        if act == "settle":
            await settle_overdue(self.world.db)
        elif request := await self._request(act, number):
            method, path, body = request
            chairs = act in {"call", "silence", "poll", "count", "dispose", "close", "extend", "close_poll"}
            person = self.world.people["chair" if chairs or act.startswith("withdraw") else by]
            self.answers.append(await person._call(method, path, json=body))

    async def _request(self, act: str, number: int) -> tuple[str, str, Any] | None:
        start = f"/consultations/{self.world.slug}"
        text = {"text": f"Point {number}", "language": "en"}
        if act == "call":
            return "POST", f"{start}/consensus-calls", text
        if act == "silence":
            later = clock.iso(clock.now() + timedelta(minutes=60 + 10 * number))
            return "POST", f"{start}/silence-procedures", text | {"deadline": later}
        if act == "poll":
            poll = {"question": "Well?", "answers": ["Yes", "No", "Later"], "hidden": number % 2 == 0}
            return "POST", f"{start}/straw-polls", poll | {"language": "en"}
        return await self._on_something(act, number)

    async def _on_something(self, act: str, number: int) -> tuple[str, str, Any] | None:
        known = await everything(self.world)
        kind = {"unobject": "objection", "dispose": "objection", "answer": "poll", "close_poll": "poll"}.get(act)
        kind = kind or ("call" if act in ON_CALL else "silence")
        found = sorted(known[kind].values(), key=lambda each: -each["seq"])
        if act == "nothing" or not found:
            return None
        chosen = found[0 if number < 4 else number % len(found)]
        later = {"deadline": clock.iso(clock.now() + timedelta(hours=2)), "reason": "More time"}
        verbs: dict[str, tuple[str, str, Any]] = {
            "count": ("POST", "consensus-calls/{}/count", {"count": min(chosen.get("count", 0) + 1, 6)}),
            "object": ("POST", "consensus-calls/{}/objections", why()),
            "close": ("POST", "consensus-calls/{}/close", {}),
            "withdraw_call": ("POST", "consensus-calls/{}/withdraw", {"reason": "Later."}),
            "unobject": ("POST", "objections/{}/withdraw", None),
            "dispose": ("POST", "objections/{}/disposition", {"disposition": "noted", "reason": "Heard."}),
            "break": ("POST", "silence-procedures/{}/break", why()),
            "extend": ("POST", "silence-procedures/{}/extend", later),
            "withdraw_silence": ("POST", "silence-procedures/{}/withdraw", {"reason": "Later."}),
            "answer": ("PUT", "straw-polls/{}/answer", {"answer": number % 3}),
            "close_poll": ("POST", "straw-polls/{}/close", None),
        }
        method, path, body = verbs[act]
        return method, "/" + path.format(chosen["id"]), body

    async def go(self, steps: list[list[tuple[str, str, int, int]]]) -> None:
        pages: list[tuple[dict[str, Any], int]] = []
        for step in steps:
            with clock.frozen(self.now):
                await asyncio.gather(*(self.act(act, by, number) for act, by, number, _ in step))
            self.now += timedelta(minutes=sum(minutes for *_, minutes in step))
            with clock.frozen(self.now):
                fresh, entries = await everything(self.world), await self.world.record()
                for page, seq in pages:
                    assert with_time(follow(page, entries, seq), self.now) == with_time(fresh, self.now)
                check(fresh)
                pages = [*pages[-2:], (fresh, entries[-1]["seq"])]
        assert {answer.status_code for answer in self.answers} <= {200, 201, 403, 409}


def with_time(known: dict[str, dict[str, Any]], now: datetime) -> dict[str, dict[str, Any]]:
    """What a page shows: it knows the deadline, and what its passing means; which entry says so comes later."""
    silences = {}
    for each in known["silence"].values():
        deadline = datetime.fromisoformat(each["deadline"])
        if silence_state(SilenceState(each["state"]), deadline, now) != each["state"]:
            adopted = {"state": "adopted", "ended_at": each["deadline"], "version": each["version"] + 1}
            silences[each["id"]] = each | adopted | {"ended_seq": None}
            continue
        silences[each["id"]] = each | ({"ended_seq": None} if each["state"] == "adopted" else {})
    return known | {"silence": silences}


def check(known: dict[str, dict[str, Any]]) -> None:
    standing: dict[str, int] = {}
    for objection in known["objection"].values():
        of = objection["call_id"] or objection["silence_id"]
        standing[of] = standing.get(of, 0) + (objection["withdrawn_at"] is None)
    for call in known["call"].values():
        assert call["standing"] == standing.get(call["id"], 0)
        if call["state"] == "adopted":
            assert (call["count"], call["standing"]) == (6, 0)
    for silence in known["silence"].values():
        assert (silence["state"] == "broken") == (silence["id"] in standing)
    for poll in known["poll"].values():
        assert (poll["tally"] is None) == (poll["hidden"] and poll["state"] == "running")


@pytest.fixture
def story(inhabited: tuple[databases.Copies, World], tmp_path: Path) -> Iterator[tuple[asyncio.Runner, Story]]:
    """The app lives in one task of its own while examples come and go."""
    app = create_app(_settings(inhabited[0].copy(tmp_path), tmp_path))
    ready, stop = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with LifespanManager(app):
            ready.set()
            await stop.wait()

    async def begin() -> "asyncio.Task[None]":
        living = asyncio.create_task(live())
        await ready.wait()
        return living

    async def end(living: "asyncio.Task[None]") -> None:
        await client.aclose()
        stop.set()
        await living

    client = AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://test")
    with asyncio.Runner() as runner:
        living = runner.run(begin())
        yield runner, Story(inhabited[1].seen_through(app, client))
        runner.run(end(living))


@pytest.mark.usefixtures("backend")
def test_every_page_shows_what_a_fresh_load_shows(story: tuple[asyncio.Runner, Story]) -> None:
    runner, told = story

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(stories)
    def tell(steps: list[list[tuple[str, str, int, int]]]) -> None:
        runner.run(told.go(steps))

    tell()
    done = [answer for answer in told.answers if answer.status_code < 300]
    assert len(done) > 30, "most of a story is made of things that happen"
