"""The well-formed requests of `general.py` for the programme."""

from tests.samples.general import Request, sample, simple
from tests.world import World

DRAFT = {
    "overall_theme": {"title": "Internet governance for development"},
    "main_themes": [{"title": "Openness"}, {"title": "Security"}],
    "cross_cutting": [{"title": "Capacity-building"}],
    "slots": [{"kind": "session", "title": "Openness", "main_theme": 1}],
    "language": "en",
    "version": 0,
}
CALL = {"version": 1, "text": "The programme, version 1", "language": "en"}

simple("get_programme", "GET", "/consultations/{ref}/programme")
simple("save_programme", "POST", "/consultations/{ref}/programme", DRAFT)
simple("list_programme_versions", "GET", "/consultations/{ref}/programme/versions")


async def saved(world: World) -> str:
    answer = await world.secretariat.post(f"/consultations/{world.slug}/programme", DRAFT)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@sample("get_programme_version")
async def _get_programme_version(world: World) -> Request:
    return Request("GET", f"/programmes/{await saved(world)}")


@sample("put_programme")
async def _put_programme(world: World) -> Request:
    await saved(world)
    return Request("POST", f"/consultations/{world.slug}/programme/consensus-call", CALL)


@sample("adopt_programme")
async def _adopt_programme(world: World) -> Request:
    await saved(world)
    put = await world.chair.post(f"/consultations/{world.slug}/programme/consensus-call", CALL)
    [call] = put.json()["call_ids"]
    for number in range(1, 7):
        await world.chair.post(f"/consensus-calls/{call}/count", {"count": number})
    await world.chair.post(f"/consensus-calls/{call}/close", {})
    return Request("POST", f"/consultations/{world.slug}/programme/adopt", {"version": 1, "call_id": call})
