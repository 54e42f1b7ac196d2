"""The well-formed requests of `general.py` for calls, silence procedures, objections, straw polls and findings."""

from datetime import timedelta
from typing import Any

from app.core import clock
from tests.samples.general import Request, sample, simple
from tests.world import World

CALL = {"text": "The report as amended", "language": "en"}
OBJECTION = {"reason": "It goes beyond the mandate.", "language": "en"}
POLL = {"question": "When should it meet?", "answers": ["May", "July"], "hidden": True, "language": "en"}
FINDING = {
    "kind": "insufficient_input",
    "proposed": "insufficient_input",
    "version": 0,
    "language": "en",
}
WHY = {"reason": "The text is being changed."}

simple("list_consensus_calls", "GET", "/consultations/{ref}/consensus-calls")
simple("open_consensus_call", "POST", "/consultations/{ref}/consensus-calls", CALL)
simple("list_silence_procedures", "GET", "/consultations/{ref}/silence-procedures")
simple("open_silence_procedure", "POST", "/consultations/{ref}/silence-procedures", CALL)
simple("list_objections", "GET", "/consultations/{ref}/objections")
simple("list_straw_polls", "GET", "/consultations/{ref}/straw-polls")
simple("open_straw_poll", "POST", "/consultations/{ref}/straw-polls", POLL)
simple("get_findings", "GET", "/consultations/{ref}/findings")
simple("list_findings", "GET", "/options/{option}/findings")
simple("sign_finding", "POST", "/options/{option}/findings", FINDING)


async def opened(world: World, what: str, body: Any) -> str:
    """The id of what the chair opened."""
    answer = await world.chair.post(f"/consultations/{world.slug}/{what}", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def objected(world: World) -> str:
    call = await opened(world, "consensus-calls", CALL)
    answer = await world.delegate.post(f"/consensus-calls/{call}/objections", OBJECTION)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def on_opened(operation_id: str, what: str, body: Any, act: str, json: Any = None, method: str = "POST") -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        return Request(method, f"/{what}/{await opened(world, what, body)}/{act}", json)


on_opened("count_in_consensus_call", "consensus-calls", CALL, "count", {"count": 1})
on_opened("close_consensus_call", "consensus-calls", CALL, "close", {})
on_opened("withdraw_consensus_call", "consensus-calls", CALL, "withdraw", WHY)
on_opened("object_to_consensus_call", "consensus-calls", CALL, "objections", OBJECTION)
on_opened("break_silence", "silence-procedures", CALL, "break", OBJECTION)
on_opened("withdraw_silence_procedure", "silence-procedures", CALL, "withdraw", WHY)
on_opened("answer_straw_poll", "straw-polls", POLL, "answer", {"answer": 1}, "PUT")
on_opened("close_straw_poll", "straw-polls", POLL, "close")


@sample("extend_silence_procedure")
async def _extend_silence_procedure(world: World) -> Request:
    silence = await opened(world, "silence-procedures", CALL)
    later = clock.iso(clock.now() + timedelta(hours=96))
    return Request("POST", f"/silence-procedures/{silence}/extend", {"deadline": later, **WHY})


@sample("withdraw_objection")
async def _withdraw_objection(world: World) -> Request:
    return Request("POST", f"/objections/{await objected(world)}/withdraw")


@sample("dispose_of_objection")
async def _dispose_of_objection(world: World) -> Request:
    body = {"disposition": "noted", "reason": "It is in the record."}
    return Request("POST", f"/objections/{await objected(world)}/disposition", body)
