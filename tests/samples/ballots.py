"""The well-formed requests of `general.py` for ballots. The advisory member is the roll, and the teller."""

from typing import Any

from tests.ballots import halls
from tests.samples.general import Request, sample, simple
from tests.world import World

CAST = {"choice": {"approve": [0, 2]}, "nonce": halls.nonce()}

simple("get_ballot_terms", "GET", "/ballot-terms")
simple("list_ballots", "GET", "/consultations/{ref}/ballots")


@sample("draft_ballot")
async def _draft_ballot(world: World) -> Request:
    return Request("POST", f"/consultations/{world.slug}/ballots", halls.spec())


def on_open(operation_id: str, method: str, act: str, json: Any = None) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        return Request(method, f"/ballots/{await halls.opened(world)}{act}", json)


def on_sealed(operation_id: str, act: str) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        me = (await world.advisory.get("/me")).json()
        ballot = await halls.opened(world, tellers=[me["capacities"][0]["id"]])
        await halls.receipt(world.advisory, ballot, [0, 2])
        await halls.sealed(world, ballot)
        return Request("GET", f"/ballots/{ballot}{act}")


on_open("get_ballot", "GET", "")
on_open("get_ballot_draft", "GET", "/draft")
on_open("get_ballot_definition", "GET", "/definition")
on_open("revise_ballot", "PUT", "", halls.spec() | {"version": 1})
on_open("freeze_ballot", "POST", "/freeze")
on_open("annul_ballot", "POST", "/annul", {"reason": "An option was missing."})
on_open("cast_ballot", "PUT", "/ballot", CAST)
on_open("seal_ballot", "POST", "/seal")
on_sealed("get_ballot_results", "/results")
on_sealed("get_ballot_bundle", "/bundle")
on_sealed("get_ballot_openings", "/openings")
