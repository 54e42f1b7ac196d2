"""The well-formed requests of `general.py` for what the note left out and what became of contributions."""

from tests.samples.general import WHY, Request, sample, simple
from tests.world import World

MISSING = {"text": "The note says nothing about interpretation.", "language": "en"}

simple("list_missing", "GET", "/consultations/{ref}/missing")
simple("propose_missing", "POST", "/consultations/{ref}/missing", MISSING)


async def proposal(world: World, *, by: str = "delegate") -> str:
    made = await world.people[by].post(f"/consultations/{world.slug}/missing", MISSING)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@sample("list_endorsements")
async def _list_endorsements(world: World) -> Request:
    return Request("GET", f"/missing/{await proposal(world)}/endorsements")


@sample("endorse_missing")
async def _endorse_missing(world: World) -> Request:
    return Request("PUT", f"/missing/{await proposal(world)}/endorsement")


@sample("withdraw_endorsement")
async def _withdraw_endorsement(world: World) -> Request:
    proposal_id = await proposal(world, by="person")
    assert (await world.delegate.put(f"/missing/{proposal_id}/endorsement")).status_code == 200
    return Request("POST", f"/missing/{proposal_id}/endorsement/withdraw")


@sample("withdraw_missing")
async def _withdraw_missing(world: World) -> Request:
    return Request("POST", f"/missing/{await proposal(world)}/withdraw", WHY)


simple("list_dispositions", "GET", "/consultations/{ref}/dispositions")
OUT_OF_SCOPE = {"kind": "out_of_scope", "reason": "It is about another body."}


@sample("get_disposition")
async def _get_disposition(world: World) -> Request:
    return Request("GET", f"/contributions/{(await world.file())['id']}/disposition")


@sample("decide_disposition")
async def _decide_disposition(world: World) -> Request:
    return Request("PUT", f"/contributions/{(await world.file())['id']}/disposition", OUT_OF_SCOPE)


@sample("return_disposition")
async def _return_disposition(world: World) -> Request:
    contribution_id = (await world.file())["id"]
    await world.chair.put(f"/contributions/{contribution_id}/disposition", OUT_OF_SCOPE)
    return Request("POST", f"/contributions/{contribution_id}/disposition/return")
