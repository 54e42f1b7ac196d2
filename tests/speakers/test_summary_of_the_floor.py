"""What was said on the floor, in the chair's summary: how often, by how many, and in the words prepared for it."""

from tests.speakers.floors import FloorClient
from tests.speakers.test_interventions import TEXT, filed, spoken
from tests.world import World


async def test_the_summary_counts_who_took_the_floor_and_quotes_prepared_statements(
    floor: FloorClient, world: World
) -> None:
    body = {"title": "Membership", "question_id": str(world.question_ids[0])}
    agenda_item = (await world.chair.post(f"/meetings/{world.meeting_id}/agenda-items", body)).json()["id"]
    await world.chair.post(f"/agenda-items/{agenda_item}/take-up")
    intervention = await spoken(floor)
    await spoken(floor)
    mine = await filed(world, intervention_id=intervention["id"], agenda_item_id=agenda_item)
    early = await filed(world, by="neighbour", text="Not for anybody yet.", agenda_item_id=agenda_item)
    draft = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    page = (await world.chair.get(f"/summaries/{draft['id']}/export?format=md")).text
    assert ", [one participant](#evidence-floor-1) took the floor." in page
    assert "In a prepared statement it was said: “Thank you, Chair. We support it”" in page
    assert "Not for anybody yet" not in page
    assert [row["id"] for row in draft["content"]["prepared"]] == [mine["id"]] != [early["id"]]
    await world.chair.post(f"/summaries/{draft['id']}/publish")
    await world.moderate("hide", "prepared_statement", mine["id"])
    for form in ("md", "json", "html"):
        assert TEXT["text"] not in (await world.reader.get(f"/summaries/{draft['id']}/export?format={form}")).text
