"""A meeting's floor in the hands of a test, and what a page makes of it that follows the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from httpx import Response

from app.meetings.agenda import events as agenda
from app.meetings.interventions import events as interventions
from app.record.events import Event
from app.speakers import events as speakers
from tests.world import World

At = Callable[[float], datetime]


@dataclass
class FloorClient:
    """The usual acts, which insist that they succeed; tests of refusals use `attempt` and `on_list`."""

    world: World

    async def state(self, by: str = "reader") -> dict[str, Any]:
        found = await self.world.people[by].get(f"/meetings/{self.world.meeting_id}/speakers")
        assert found.status_code == 200, found.text
        state: dict[str, Any] = found.json()
        return state

    async def ask(self, by: str = "delegate", **body: Any) -> Response:
        return await self.world.people[by].post(f"/meetings/{self.world.meeting_id}/speakers", body)

    async def asks(self, by: str = "delegate", **body: Any) -> str:
        asked = await self.ask(by, **body)
        assert asked.status_code == 201, asked.text
        return str(asked.json()["id"])

    async def attempt(self, act: str, speaker_id: str, by: str = "chair", body: Any = None) -> Response:
        return await self.world.people[by].post(f"/speakers/{speaker_id}/{act}", body)

    async def on_list(self, act: str, by: str = "chair", body: Any = None) -> Response:
        return await self.world.people[by].post(f"/meetings/{self.world.meeting_id}/speakers/{act}", body)

    async def does(self, act: str, speaker_id: str = "", body: Any = None) -> dict[str, Any]:
        """An act of the chair, on somebody or on the list."""
        done = await (self.attempt(act, speaker_id, body=body) if speaker_id else self.on_list(act, body=body))
        assert done.status_code == 200, done.text
        result: dict[str, Any] = done.json()
        return result

    async def configure(self, **changes: Any) -> dict[str, Any]:
        path = f"/meetings/{self.world.meeting_id}/speakers/settings"
        done = await self.world.chair.patch(path, changes)
        assert done.status_code == 200, done.text
        result: dict[str, Any] = done.json()
        return result

    async def speaks(self, speaker_id: str) -> None:
        await self.does("call", speaker_id)
        await self.does("start", speaker_id)

    async def waiting(self) -> list[str]:
        """Ids of those who wait, in the order a page shows them."""
        sections = ["point_of_order", "question", "statement", "right_of_reply"]
        found = [s for s in (await self.state())["speakers"] if s["state"] == "waiting"]
        return [s["id"] for s in sorted(found, key=lambda s: (sections.index(s["kind"]), s["place"], s["number"]))]

    async def speaker(self, speaker_id: str) -> dict[str, Any]:
        return next(s for s in (await self.state())["speakers"] if s["id"] == speaker_id)

    async def last_entry(self) -> dict[str, Any]:
        return (await self.world.record())[-1]


def follow(state: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    """What a page makes of a state and the entries after it."""
    speakers = {speaker["id"]: speaker for speaker in state["speakers"]}
    state = dict(state)
    for entry in entries:
        payload = entry["payload"] or {}
        if entry["seq"] <= state["record_seq"] or "speakers_list" not in payload:
            continue
        state["speakers_list"] = payload["speakers_list"]
        state["statistics"] = payload["statistics"] or state["statistics"]
        speakers |= {speaker["id"]: speaker for speaker in payload["speakers"]}
    state["speakers"] = sorted(speakers.values(), key=lambda speaker: speaker["number"])
    return state


def without_clock(state: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name not in {"record_seq", "server_time"}}


def said(entries: list[dict[str, Any]], field: str) -> list[dict[str, Any]]:
    """The interventions or texts as a page knows them that has only ever followed the record; newest first."""
    payloads = [entry["payload"] for entry in entries if entry["payload"]]
    found = {payload[field]["id"]: payload[field] for payload in payloads if payload.get(field)}
    return sorted(found.values(), key=lambda each: -int(each["seq"]))


def floor_types() -> set[str]:
    """Every type of entry that the floor of a meeting can leave."""
    found = [each for module in (agenda, interventions, speakers) for each in vars(module).values()]
    events = [each for each in found if isinstance(each, type) and issubclass(each, Event)]
    types = {each.model_fields["type"].default for each in events}
    return {each for each in types if isinstance(each, str)}
