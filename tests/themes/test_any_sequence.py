"""Any sequence of proposing, tagging, merging, splitting, withdrawing and hiding, some of it at the same moment, leaves
the counts that a recount from the public record gives.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asgi_lifespan import LifespanManager
from httpx import ASGITransport, AsyncClient, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.main import create_app
from tests import databases
from tests.conftest import _settings
from tests.themes.acts import WHY, Recount, listed, source
from tests.world import World

ACTS = ("propose", "file", "comment", "tag", "tag", "tag", "tag", "untag", "merge", "split", "withdraw", "hide",
        "restore", "join", "join", "leave", "revise")  # fmt: skip
PEOPLE = ("delegate", "colleague", "neighbour", "person")
acts = st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.integers(0, 40), st.integers(0, 40))
stories = st.lists(st.lists(acts, min_size=1, max_size=3), min_size=5, max_size=16)


class Story:
    """One world that goes on through all examples; what a number stands for is looked up in what there is by now."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.themes: list[str] = []
        self.messages: list[dict[str, Any]] = []
        self.tagged: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[tuple[str, Response]] = []

    async def act(self, what: str, by: str, one: int, other: int) -> None:
        world, person = self.world, self.world.people[by]
        if what == "propose" or not self.themes:
            title = f"Theme {len(self.themes)} {one} {other}"
            answer = await person.post(f"/consultations/{world.slug}/themes", {"title": title, "language": "en"})
            if answer.status_code == 201:
                self.themes.append(answer.json()["id"])
        elif what in {"file", "comment"} or not self.messages:
            await self._say(what, by, one)
            return
        else:
            answer = await self._on(what, by, self.themes[-1 - one % len(self.themes)], one, other)
        self.answers.append((what, answer))

    async def _say(self, what: str, by: str, one: int) -> None:
        if what == "comment":
            self.messages.append(await self.world.post_comment(by=by))
        else:
            joint = {"on_behalf_of": "Several, simulated"} if one % 2 else {}
            self.messages.append(await self.world.file(f"Text {one % 3}", by=by, **joint))

    async def _on(self, what: str, by: str, theme: str, one: int, other: int) -> Response:
        world, person = self.world, self.world.people[by]
        message = self.messages[-1 - other % len(self.messages)]
        if what == "tag":
            self.tagged.append((theme, message))
            return await world.rapporteur.put(f"/themes/{theme}/tags", source(message))
        if what == "untag":
            there = self.tagged or [(theme, message)]
            theme, message = there[-1 - other % len(there)]
            return await world.secretariat.post(f"/themes/{theme}/tags/remove", source(message))
        if what == "merge":
            into = self.themes[-1 - other % len(self.themes)]
            return await world.chair.post(f"/themes/{theme}/merge", {"into": into, **WHY})
        if what == "split":
            return await self._split(theme, one, other)
        kind = source(message)["source_type"]
        if what in {"hide", "restore"}:
            body = {"subject_type": kind, "subject_id": message["id"], "action": what, **WHY}
            return await world.secretariat.post("/moderation/decisions", body)
        joint = [each for each in self.messages if each.get("on_behalf_of")]
        message = joint[-1 - other % len(joint)] if joint and what in {"join", "leave"} else message
        path = f"/contributions/{message['id']}"
        if what == "withdraw":
            return await person.post(f"{path}/withdraw", WHY)
        if what == "revise":
            return await person.post(f"{path}/versions", {"title": "T", "text": f"Text {one % 3}", "language": "en"})
        if what == "join":
            return await person.post(f"{path}/associate", {"version": 1})
        return await person.post(f"{path}/dissociate", {})

    async def _split(self, theme: str, one: int, other: int) -> Response:
        found = (await self.world.reader.get(f"/themes/{theme}/sources")).json()["items"]
        given = [{"source_type": each["source_type"], "source_id": each["source_id"]} for each in found]
        parts = [
            {
                "title": f"Part {number} {len(self.themes)} {other}",
                "language": "en",
                "sources": given[first :: 1 + one % 3],
            }
            for number, first in enumerate((0, other % 2))
        ]
        answer = await self.world.chair.post(f"/themes/{theme}/split", {"parts": parts, **WHY})
        if answer.status_code == 201:
            self.themes += [each["id"] for each in answer.json()["items"]]
        return answer

    async def go(self, steps: list[list[tuple[str, str, int, int]]]) -> None:
        for step in steps:
            await asyncio.gather(*(self.act(*each) for each in step))
        recount = Recount(await self.world.record())
        shown = [
            each
            for state in ("candidate", "merged", "split")
            for each in await listed(self.world, state=state, limit=200)
        ]
        assert {each["id"] for each in shown} == set(self.themes)
        for each in shown:
            assert each["mentions"] == recount.of(each["id"]), each["title"]
        order = [(-each["mentions"]["contributors"], each["seq"]) for each in await listed(self.world, limit=7)]
        assert order == sorted(order)
        assert {answer.status_code for _, answer in self.answers} <= {200, 201, 403, 404, 409, 422}


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
def test_counts_are_what_a_recount_gives(story: tuple[asyncio.Runner, Story]) -> None:
    runner, told = story

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(stories)
    def tell(steps: list[list[tuple[str, str, int, int]]]) -> None:
        runner.run(told.go(steps))

    tell()
    done = [what for what, answer in told.answers if answer.status_code < 300]
    assert set(done) >= {"propose", "tag", "untag", "merge", "split", "withdraw", "hide", "restore", "join", "leave"}
