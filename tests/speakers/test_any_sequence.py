"""Any sequence of acts by any mix of people and chairs, some at the same moment, some on pages that were away: every
page that follows the record shows what a fresh load shows, and no request ever ends in anything but an answer.
"""

import asyncio
import random
from typing import Any

import pytest
from httpx import Response

from tests.speakers.floors import FloorClient, follow, without_clock
from tests.world import World

PEOPLE = ("delegate", "colleague", "neighbour", "person", "advisory", "observer")
KINDS = ("statement", "statement", "statement", "point_of_order", "right_of_reply", "question")
ON_SOMEBODY = ("call", "start", "start", "pause", "resume", "finish", "finish", "miss", "withdraw", "decide", "decide")
ON_THE_LIST = ("open", "close", "reopen", "reorder", "undo", "undo", "call-next", "call-next", "call-next", "conclude")
LIKELY = {"waiting": ("call",), "called": ("start",), "speaking": ("pause", "finish"), "paused": ("resume", "finish")}


class Crowd:
    """Random, but the same again for the same seed (apart from who comes first of those who act at once)."""

    def __init__(self, floor: FloorClient, seed: int) -> None:
        self.floor, self.random = floor, random.Random(seed)
        self.known: list[dict[str, Any]] = []

    async def act(self) -> Response:
        choose = self.random.choice
        officer = choose(("chair", "secretariat"))
        act = self.random.random()
        if act < 0.3 or not self.known:
            return await self.floor.ask(choose(PEOPLE), kind=choose(KINDS), remote=choose((True, False)))
        if act < 0.35:
            return await self.floor.ask(officer, guest={"name": f"Guest {self.random.randint(1, 5)}, simulated"})
        speaker = choose(self.known)
        if act < 0.75:
            likely = [(s["id"], verb) for s in self.known for verb in LIKELY.get(s["state"], ())]
            chosen, verb = choose(likely) if likely else (speaker["id"], "call")
            return await self._on(chosen, verb, officer)
        if act < 0.85:
            return await self._on(speaker["id"], choose(ON_SOMEBODY), choose((*PEOPLE, "chair")))
        if act < 0.9:
            body = {"limit_seconds": self.random.randint(10, 600), "protocol_rank": self.random.randint(1, 9)}
            return await self.floor.world.people[officer].patch(f"/speakers/{speaker['id']}", body)
        if act < 0.93:
            path = f"/meetings/{self.floor.world.meeting_id}/speakers/settings"
            body = {"precedence": choose(("balanced", "rank", "members_first", "order_of_inscription"))}
            return await self.floor.world.people[officer].patch(path, body | {"delegation_budget_seconds": 10})
        other = choose([*self.known, None])
        moved = {"speaker_id": speaker["id"], "before_id": other and other["id"]}
        verb = choose(ON_THE_LIST)
        return await self.floor.on_list(verb, officer, moved if verb == "reorder" else None)

    async def _on(self, speaker_id: str, verb: str, by: str) -> Response:
        return await self.floor.attempt(verb, speaker_id, by, {"decision": "answered"} if verb == "decide" else None)


@pytest.mark.parametrize("seed", range(4))
async def test_every_page_shows_what_a_fresh_load_shows(floor: FloorClient, world: World, seed: int) -> None:
    crowd = Crowd(floor, seed)
    pages = [await floor.state()]
    answers: list[Response] = []
    for _ in range(25):
        answers += await asyncio.gather(*(crowd.act() for _ in range(crowd.random.randint(1, 4))))
        fresh, entries = await floor.state(), await world.record()
        crowd.known = fresh["speakers"]
        for page in pages:
            assert without_clock(follow(page, entries)) == without_clock(fresh)
        pages = [*pages[-3:], fresh]
        assert sum(speaker["state"] == "speaking" for speaker in fresh["speakers"]) <= 1
        assert [speaker["number"] for speaker in fresh["speakers"]] == list(range(1, len(fresh["speakers"]) + 1))
    assert {answer.status_code for answer in answers} <= {200, 201, 403, 409}
    done = [answer for answer in answers if answer.status_code < 300]
    assert len(done) > len(answers) / 4, "most of a story is made of things that happen"
    acts = [entry for entry in await world.record() if entry["payload"] and "speakers_list" in entry["payload"]]
    assert len(acts) == len(done) + 1, "every act one entry, and no refusal any"
