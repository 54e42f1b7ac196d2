"""The well-formed requests of `general.py` for positions in full: joint statements, caucuses, amendments."""

from typing import Any

from tests.samples.general import Request, Sample, sample, simple
from tests.world import World

JOINT = {"on_behalf_of": "A group of delegations, simulated"}
VIEWS = {"name": "A caucus, simulated", "views": [{"text": "Some of us agree.", "language": "en", "holders": 3}]}
EXPLANATION = {"text": "We understand the option to leave the budget as it is.", "language": "en"}

simple("count_contributions", "GET", "/consultations/{ref}/contributions/counts")
simple("list_caucuses", "GET", "/consultations/{ref}/caucuses")
simple("record_caucus_views", "POST", "/consultations/{ref}/caucuses", VIEWS)
simple("list_effective_positions", "GET", "/options/{option}/effective-positions")
simple("list_explanations", "GET", "/options/{option}/explanations")
simple("explain_position", "PUT", "/options/{option}/explanation", EXPLANATION)
simple("get_option_wordings", "GET", "/options/{option}/wordings")
simple("confirm_position", "POST", "/options/{option}/position/confirm", {"option_version": 1})
simple(
    "amend_option",
    "POST",
    "/options/{option}/amend",
    {"label": "Enlarge from 33 to 43 members", "reason": "As many delegations asked.", "version": 1},
)


async def close_rounds(world: World) -> None:
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", {"reason": "Time is up"})


async def explained(world: World) -> dict[str, Any]:
    """The explanation of a delegation that supported, given after the rounds."""
    await world.state("support")
    await close_rounds(world)
    answer = await world.delegate.put(f"/options/{world.option_ids[0]}/explanation", EXPLANATION)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


@sample("get_explanation")
async def _get_explanation(world: World) -> Request:
    return Request("GET", f"/explanations/{(await explained(world))['id']}")


@sample("list_signatories")
async def _list_signatories(world: World) -> Request:
    return Request("GET", f"/contributions/{(await world.file(**JOINT))['id']}/signatories")


async def delegation_of(world: World, role: str) -> str:
    """The id of the delegation this person sits in."""
    held = (await world.people[role].get(f"/consultations/{world.slug}")).json()["my_capacities"]
    return str(held[0]["delegation_id"])


@sample("invite_co_sponsors")
async def _invite_co_sponsors(world: World) -> Request:
    invited = {"delegation_ids": [await delegation_of(world, "neighbour")]}
    return Request("POST", f"/contributions/{(await world.file(**JOINT))['id']}/co-sponsors", invited)


@sample("associate_with_statement")
async def _associate(world: World) -> Request:
    return Request("POST", f"/contributions/{(await world.file(**JOINT))['id']}/associate", {"version": 1})


@sample("dissociate_from_statement")
async def _dissociate(world: World) -> Request:
    filed = await world.file(by="person", **JOINT)
    await world.delegate.post(f"/contributions/{filed['id']}/associate", {"version": 1})
    return Request("POST", f"/contributions/{filed['id']}/dissociate", {"reason": "The text is no longer ours."})


def on_caucus(body: Any) -> Sample:
    async def build(world: World) -> Request:
        recorded = (await world.delegate.post(f"/consultations/{world.slug}/caucuses", VIEWS)).json()
        return Request("POST", f"/caucuses/{recorded['id']}/versions", body)

    return build


sample("revise_caucus_views")(on_caucus(VIEWS))
