"""A campaign's copies are found by the fingerprint of their text: shown with their size, counted as one."""

from typing import Any

import pytest

from app.contributions.fingerprint import fingerprint
from tests.world import World

TEXT = "Please keep the internet open."


async def page(world: World) -> dict[str, Any]:
    found: dict[str, Any] = (await world.reader.get(f"/consultations/{world.slug}/contributions")).json()
    return found


async def counts(world: World) -> dict[str, Any]:
    found: dict[str, Any] = (await world.reader.get(f"/consultations/{world.slug}/contributions/counts")).json()
    return found


@pytest.mark.parametrize(
    "same",
    ["Please  keep\nthe internet open.", "PLEASE KEEP THE INTERNET OPEN.", " Please keep the ｉｎｔｅｒｎｅｔ open. "],
)
def test_texts_are_the_same_but_for_composition_case_and_space(same: str) -> None:
    assert fingerprint(same) == fingerprint(TEXT)
    assert fingerprint(f"{same}!") != fingerprint(TEXT)


async def test_a_campaign_counts_once_and_says_how_large_it_is(world: World) -> None:
    first = await world.file(TEXT, by="neighbour", title="Keep it open")
    copies = [await world.file(TEXT.upper(), by=by) for by in ("person", "observer")]
    own = await world.file("Our own words.")
    assert (await page(world))["campaigns"] == {each["id"]: 3 for each in (first, *copies)}
    assert await counts(world) == {
        "submissions": 4,
        "contributors": 4,
        "texts": 2,
        "campaigns": [{"first_id": first["id"], "title": "Keep it open", "contributors": 3, "submissions": 3}],
    }
    assert own["id"] not in (await page(world))["campaigns"]


async def test_one_contributor_who_sends_it_twice_is_no_campaign(world: World) -> None:
    for by in ("delegate", "colleague"):
        await world.file(TEXT, by=by)
    assert (await page(world))["campaigns"] == {}
    found = await counts(world)
    assert (found["submissions"], found["contributors"], found["texts"], found["campaigns"]) == (2, 1, 1, [])


async def test_revised_withdrawn_and_hidden_copies_leave_it(world: World) -> None:
    copies = [await world.file(TEXT, by=by) for by in ("delegate", "neighbour", "person", "observer", "advisory")]
    ids = [each["id"] for each in copies]
    assert set((await page(world))["campaigns"].values()) == {5}
    new = {"title": "Title", "text": "In our own words.", "language": "en"}
    assert (await world.delegate.post(f"/contributions/{ids[0]}/versions", new)).status_code == 201
    await world.neighbour.post(f"/contributions/{ids[1]}/withdraw", {"reason": "A mistake"})
    await world.moderate("hide", "contribution", ids[2])
    assert (await page(world))["campaigns"] == {ids[3]: 2, ids[4]: 2}
    assert (await counts(world))["texts"] == 2
