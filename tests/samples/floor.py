"""The well-formed requests of `general.py` for everything on the floor of a meeting."""

from typing import Any

from tests.samples.general import Request, Sample, sample, simple
from tests.world import World

TEXT = {"title": "Statement", "text": "Thank you, Chair.", "language": "en"}
NOTICE = {"text": "Coffee is served.", "language": "en"}

simple("get_agenda", "GET", "/meetings/{meeting}/agenda")
simple("add_agenda_item", "POST", "/meetings/{meeting}/agenda-items", {"title": "Other matters"})
simple("list_notices", "GET", "/meetings/{meeting}/notices")
simple("post_notice", "POST", "/meetings/{meeting}/notices", NOTICE)
simple("list_slow_counts", "GET", "/meetings/{meeting}/slow-counts")
simple("start_slow_count", "POST", "/meetings/{meeting}/slow-counts", {"matter": "The report"})
simple("list_interventions", "GET", "/meetings/{meeting}/interventions")
simple("list_prepared_statements", "GET", "/meetings/{meeting}/prepared-statements")
simple("file_prepared_statement", "POST", "/meetings/{meeting}/prepared-statements", TEXT)
simple("get_floor", "GET", "/meetings/{meeting}/speakers")
simple("open_speakers_list", "POST", "/meetings/{meeting}/speakers/open")
simple("configure_speakers_list", "PATCH", "/meetings/{meeting}/speakers/settings", {"warning_seconds": 20})


async def made(world: World, by: str, path: str, body: Any = None) -> str:
    """The id of what was made."""
    answer = await world.people[by].post(path, body)
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json().get("id"))


def on_agenda_item(operation_id: str, method: str, path: str, body: Any = None) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        item = await made(world, "chair", f"/meetings/{world.meeting_id}/agenda-items", {"title": "Membership"})
        return Request(method, path.format(item), body)


on_agenda_item("revise_agenda_item", "PATCH", "/agenda-items/{}", {"title": "Members"})
on_agenda_item("take_up_agenda_item", "POST", "/agenda-items/{}/take-up")
on_agenda_item("conclude_agenda_item", "POST", "/agenda-items/{}/conclude")


@sample("withdraw_notice")
async def _withdraw_notice(world: World) -> Request:
    notice = await made(world, "chair", f"/meetings/{world.meeting_id}/notices", NOTICE)
    return Request("POST", f"/notices/{notice}/withdraw")


def on_slow_count(operation_id: str, path: str, body: Any) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        count = await made(world, "chair", f"/meetings/{world.meeting_id}/slow-counts", {"matter": "The report"})
        return Request("POST", path.format(count), body)


on_slow_count("advance_slow_count", "/slow-counts/{}/next", {"count": 2})
on_slow_count("stop_slow_count", "/slow-counts/{}/stop", {"reason": "We have a reservation."})


def on_text(operation_id: str, method: str, path: str, body: Any = None) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        text = await made(world, "delegate", f"/meetings/{world.meeting_id}/prepared-statements", TEXT)
        return Request(method, path.format(text), body)


on_text("revise_prepared_statement", "PUT", "/prepared-statements/{}", TEXT)
on_text("give_up_prepared_statement", "POST", "/prepared-statements/{}/not-delivered")


async def opened(world: World) -> str:
    """The path of an open list."""
    path = f"/meetings/{world.meeting_id}/speakers"
    await made(world, "chair", f"{path}/open")
    return path


def on_list(operation_id: str, path: str, *before: str) -> None:
    """An act on a list on which one delegate waits, after other acts on it."""

    async def build(world: World) -> Request:
        list_path = await opened(world)
        await made(world, "delegate", list_path, {})
        for act in before:
            await made(world, "chair", f"{list_path}/{act}")
        return Request("POST", list_path + path)

    sample(operation_id)(build)


on_list("close_speakers_list", "/close")
on_list("reopen_speakers_list", "/reopen", "close")
on_list("conclude_speakers_list", "/conclude")
on_list("call_next_speaker", "/call-next")
on_list("undo_on_the_floor", "/undo", "call-next")


@sample("ask_for_the_floor")
async def _ask_for_the_floor(world: World) -> Request:
    return Request("POST", await opened(world), {})


@sample("reorder_speakers")
async def _reorder_speakers(world: World) -> Request:
    path = await opened(world)
    first, second = await made(world, "neighbour", path, {}), await made(world, "person", path, {})
    return Request("POST", f"{path}/reorder", {"speaker_id": second, "before_id": first})


def on_speaker(act: str, *before: str, body: Any = None, kind: str = "statement") -> Sample:
    async def build(world: World) -> Request:
        speaker = await made(world, "delegate", await opened(world), {"kind": kind})
        for each in before:
            await made(world, "chair", f"/speakers/{speaker}/{each}")
        return Request(
            "PATCH" if act == "amend" else "POST", f"/speakers/{speaker}" + f"/{act}" * (act != "amend"), body
        )

    return build


sample("amend_speaker")(on_speaker("amend", body={"limit_seconds": 240}))
sample("call_speaker")(on_speaker("call"))
sample("start_speaker")(on_speaker("start", "call"))
sample("pause_speaker")(on_speaker("pause", "call", "start"))
sample("resume_speaker")(on_speaker("resume", "call", "start", "pause"))
sample("finish_speaker")(on_speaker("finish", "call", "start"))
sample("miss_speaker")(on_speaker("miss", "call"))
sample("withdraw_speaker")(on_speaker("withdraw"))
sample("decide_point_of_order")(on_speaker("decide", body={"decision": "upheld"}, kind="point_of_order"))
