"""One meeting in which everything happens that can happen on a floor; the fixture compares the pages at its end."""

from typing import Any

from tests.speakers.floors import FloorClient, floor_types
from tests.world import World

TEXT: dict[str, Any] = {"title": "Statement", "text": "Thank you, Chair.", "language": "en"}


async def made(world: World, by: str, path: str, body: Any = None, method: str = "POST") -> dict[str, Any]:
    answer = await world.people[by]._call(method, path, json=body)
    assert answer.status_code in {200, 201}, answer.text
    result: dict[str, Any] = answer.json()
    return result


async def test_every_type_of_entry_has_been_followed(floor: FloorClient, world: World) -> None:
    meeting = f"/meetings/{world.meeting_id}"
    await conducting(world, meeting)
    text = await made(world, "delegate", f"{meeting}/prepared-statements", TEXT)
    await made(world, "delegate", f"/prepared-statements/{text['id']}", TEXT | {"title": "New"}, "PUT")
    for action in ("hide", "restore"):
        await world.moderate(action, "prepared_statement", text["id"])
    await made(world, "neighbour", f"{meeting}/prepared-statements", TEXT)
    first, second, third = await floor.asks(), await floor.asks("neighbour"), await floor.asks("person")
    await floor.configure(precedence="balanced", delegation_budget_seconds=60)
    await floor.does("reorder", body={"speaker_id": second, "before_id": first})
    await floor.does("undo")
    await made(world, "chair", f"/speakers/{first}", {"limit_seconds": 240}, "PATCH")
    await floor.does("call", third)
    await floor.does("miss", third)
    await floor.speaks(first)
    await floor.does("pause", first)
    await floor.does("resume", first)
    question = await floor.asks("person", kind="question")
    await floor.speaks(question)
    point = await floor.asks("advisory", kind="point_of_order")
    await floor.speaks(point)
    await floor.does("decide", point, {"decision": "upheld"})
    await floor.does("finish", question)
    await floor.does("finish", first)
    await floor.does("withdraw", await floor.asks("person"))
    await floor.does("close")
    await floor.does("reopen")
    await floor.does("conclude")
    reply = await floor.asks("neighbour", kind="right_of_reply", refers_to=first)
    await floor.speaks(reply)
    await floor.does("finish", reply)
    entries = await world.record()
    assert floor_types() <= {entry["type"] for entry in entries}
    assert len(floor_types()) == 33


async def conducting(world: World, meeting: str) -> None:
    """The agenda, a notice, and two counts."""
    item = (await made(world, "chair", f"{meeting}/agenda-items", {"title": "Membership"}))["id"]
    await made(world, "chair", f"/agenda-items/{item}", {"title": "Members"}, "PATCH")
    await made(world, "chair", f"/agenda-items/{item}/take-up")
    await made(world, "chair", f"/agenda-items/{item}/conclude")
    notice = await made(world, "chair", f"{meeting}/notices", {"text": "Coffee.", "language": "en"})
    await made(world, "chair", f"/notices/{notice['id']}/withdraw")
    stopped = await made(world, "chair", f"{meeting}/slow-counts", {"matter": "The report"})
    await made(world, "delegate", f"/slow-counts/{stopped['id']}/stop", {"reason": "Not yet."})
    count = await made(world, "chair", f"{meeting}/slow-counts", {"matter": "The report, amended"})
    for number in range(2, 7):
        await made(world, "chair", f"/slow-counts/{count['id']}/next", {"count": number})
