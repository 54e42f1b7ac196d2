"""Comments on a circulated text: attached to a paragraph, disposed of with a reason, moderated like other texts."""

from datetime import timedelta

import pytest

from app.core import clock
from tests.samples.summaries import circulated, comment_body, commented, drafted
from tests.world import World

ACCEPTED = {"outcome": "accepted", "reason": "It says it better."}


async def file(world: World, summary, body, *, by: str = "delegate"):
    return await world.people[by].post(f"/summaries/{summary['id']}/comments", body)


async def dispose(world: World, comment, body=None, *, by: str = "rapporteur"):
    return await world.people[by].post(f"/summary-comments/{comment['id']}/disposition", body or ACCEPTED)


def after_the_window():
    return clock.frozen(clock.now() + timedelta(hours=73))


async def test_a_comment_stands_on_its_paragraph_and_many_may_be_filed(world: World) -> None:
    summary = await circulated(world)
    body = await comment_body(world, summary)
    for kind in ("factual_correction", "omission", "wording", "attribution"):
        made = await file(world, summary, {**body, "kind": kind})
        assert made.status_code == 201, made.text
        assert (made.json()["kind"], made.json()["text_number"], made.json()["disposition"]) == (kind, 1, None)
    listed = (await world.reader.get(f"/summaries/{summary['id']}/comments")).json()["items"]
    assert len(listed) == 4
    assert {each["paragraph_id"] for each in listed} == {body["paragraph_id"]}
    rows = (await world.reader.get(f"/summaries/{summary['id']}/paragraphs")).json()["items"]
    row = next(each for each in rows if each["id"] == body["paragraph_id"])
    assert (row["number"], row["comments"], row["undisposed"]) == (listed[0]["paragraph_number"], 4, 4)
    assert (await world.record())[-1]["payload"]["comment"] == listed[-1]


async def test_comments_come_in_pages_and_by_paragraph(world: World) -> None:
    summary = await circulated(world)
    body = await comment_body(world, summary)
    for _ in range(3):
        await file(world, summary, body)
    path = f"/summaries/{summary['id']}/comments"
    first = (await world.reader.get(f"{path}?limit=2")).json()
    rest = (await world.reader.get(f"{path}?limit=2&after={first['next']}")).json()
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
    elsewhere = (await world.reader.get(path, params={"paragraph_id": "mandate.text"})).json()["items"]
    assert elsewhere == []


@pytest.mark.parametrize(("role", "status"), [("rapporteur", 403), ("chair", 403), ("convener", 403), ("stranger", 403),
                                              ("reader", 401), ("observer", 201), ("person", 201)])  # fmt: skip
async def test_who_takes_part_comments(world: World, role: str, status: int) -> None:
    summary = await circulated(world)
    assert (await file(world, summary, await comment_body(world, summary), by=role)).status_code == status


async def test_outside_the_window_there_are_no_comments(world: World) -> None:
    summary = await drafted(world)
    body = {"paragraph_id": "mandate.text", "kind": "wording", "text": "x", "language": "en"}
    assert (await file(world, summary, body)).json()["code"] == "not_circulated"
    summary = await circulated(world)
    with after_the_window():
        late = await file(world, summary, body)
    assert (late.status_code, late.json()["code"]) == (409, "window_closed")
    missing = await file(world, summary, {**body, "paragraph_id": "views.nowhere"})
    assert (missing.status_code, missing.json()["code"]) == (422, "unknown_paragraph")


async def test_a_text_is_final_only_when_every_comment_is_disposed_of(world: World) -> None:
    comment = await commented(world)
    path = f"/summaries/{comment['summary_id']}/publish"
    with after_the_window():
        refused = await world.chair.post(path)
        assert (refused.status_code, refused.json()["code"]) == (409, "comments_undisposed")
        assert (await dispose(world, comment, {"outcome": "partly", "reason": " "})).status_code == 422
        disposed = (await dispose(world, comment)).json()
        assert disposed["disposition"]["reason"] == ACCEPTED["reason"]
        assert disposed["disposition"]["acted_as"]["capacity"] == "rapporteur"
        assert (await world.chair.post(path)).status_code == 200
        late = await dispose(world, comment, {"outcome": "not_accepted", "reason": "On second thoughts."})
    assert (late.status_code, late.json()["code"]) == (409, "already_published")
    page = (await world.client.get(f"/c/{world.slug}/summary.html")).text
    assert "Comments on the circulated text and their disposition" in page
    assert "It says it better." in page
    assert "Please say “noted”." in page


async def test_reopening_does_not_do_away_with_comments(world: World) -> None:
    comment = await commented(world)
    await world.chair.post(f"/summaries/{comment['summary_id']}/reopen", {"reason": "To redraft."})
    refused = await world.chair.post(f"/summaries/{comment['summary_id']}/publish")
    assert refused.json()["code"] == "comments_undisposed"


async def test_a_delegation_corrects_the_account_of_its_own_position_only(world: World) -> None:
    summary = await circulated(world)
    body = await comment_body(world, summary) | {"kind": "factual_correction"}
    positions = {row["entity"]: row["id"] for row in summary["content"]["positions"]}
    own, other = positions["Delegation 1, simulated"], positions["Network 2, simulated"]
    assert (await file(world, summary, {**body, "position_id": own})).json()["position_id"] == own
    assert (await file(world, summary, {**body, "position_id": own}, by="colleague")).status_code == 201
    refused = await file(world, summary, {**body, "position_id": other})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_your_position")
    wrong_kind = await file(world, summary, {**body, "position_id": own, "kind": "wording"})
    assert wrong_kind.status_code == 422
    unknown = await file(world, summary, {**body, "position_id": str(world.consultation_id)})
    assert unknown.json()["code"] == "unknown_position"


async def test_a_comment_is_moderated_and_still_needs_its_disposition(world: World) -> None:
    comment = await commented(world)
    await world.moderate("hide", "summary_comment", comment["id"])
    for shown in (
        (await world.reader.get(f"/summary-comments/{comment['id']}")).text,
        (await world.reader.get(f"/summaries/{comment['summary_id']}/comments")).text,
        str(await world.record()),
        (await world.client.get(f"/c/{world.slug}/summary.html")).text,
    ):
        assert "Please say" not in shown
    assert (await world.reader.get(f"/summary-comments/{comment['id']}")).json()["hidden"]["reason"] == "To hide it"
    with after_the_window():
        refused = await world.chair.post(f"/summaries/{comment['summary_id']}/publish")
    assert refused.json()["code"] == "comments_undisposed"
    await world.moderate("restore", "summary_comment", comment["id"])
    assert "Please say" in (await world.reader.get(f"/summary-comments/{comment['id']}")).text


async def test_a_comment_sent_twice_is_filed_once(world: World) -> None:
    summary = await circulated(world)
    body, headers = await comment_body(world, summary), {"Idempotency-Key": "once"}
    path = f"/summaries/{summary['id']}/comments"
    first, again = [await world.delegate.post(path, body, headers=headers) for _ in range(2)]
    assert first.json() == again.json()
    assert len((await world.reader.get(path)).json()["items"]) == 1
