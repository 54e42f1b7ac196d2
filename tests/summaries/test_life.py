"""The life of a summary: drafting, internal review, circulation, final, transmitted; each move an entry."""

from datetime import datetime, timedelta

import pytest

from app.core import clock
from tests.samples.summaries import circulated, drafted, window
from tests.world import World

REASON = {"reason": "A correction is due."}


async def state(world: World, by: str = "reader"):
    return await world.people[by].get(f"/consultations/{world.slug}/summary")


async def move(world: World, summary, what: str, body=None, *, by: str = "chair"):
    return await world.people[by].post(f"/summaries/{summary['id']}/{what}", body)


def after_the_window():
    return clock.frozen(clock.now() + timedelta(hours=73))


async def test_the_whole_life_is_in_the_record(world: World) -> None:
    summary = await drafted(world)
    assert (await move(world, summary, "review", by="rapporteur")).json()["state"] == "internal_review"
    shown = (await move(world, summary, "circulate", window())).json()
    assert (shown["state"], shown["versions"], shown["window"]["zone"]) == ("circulated", 1, "Europe/Zurich")
    with after_the_window():
        final = (await move(world, summary, "publish")).json()
        assert (final["state"], final["versions"], final["window"]) == ("published", 2, None)
        sent = (await move(world, summary, "transmit", {"body": "The simulated council"})).json()
    assert (sent["state"], sent["transmitted"]["body"]) == ("transmitted", "The simulated council")
    assert sent["content"] == final["content"]
    types = [entry["type"] for entry in await world.record() if entry["type"].startswith("summary.")]
    assert types == [
        *("summary.drafted", "summary.put_to_review", "summary.circulated", "summary.published"),
        "summary.transmitted",
    ]


async def test_internal_review_is_for_officers_and_the_rapporteur(world: World) -> None:
    summary = await drafted(world)
    assert (await state(world, "convener")).status_code == 404
    await move(world, summary, "review")
    for role, status in {
        "convener": 200,
        "rapporteur": 200,
        "secretariat": 200,
        "delegate": 404,
        "reader": 404,
    }.items():
        assert (await state(world, role)).status_code == status
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]) == ("summary.put_to_review", None)


async def test_a_circulated_text_is_everybodys_and_keeps_its_number(world: World) -> None:
    summary = await circulated(world)
    seen = (await state(world)).json()
    assert (seen["content"], seen["digest"], seen["working"]) == (summary["content"], summary["digest"], False)
    rows = (await world.reader.get(f"/summaries/{summary['id']}/versions")).json()
    assert [(row["number"], row["kind"], row["digest"]) for row in rows] == [(1, "circulated", summary["digest"])]
    entry = (await world.record())[-1]
    assert entry["payload"]["summary"]["digest"] == summary["digest"]
    assert (await world.reader.get(f"/summaries/{summary['id']}/versions/2")).status_code == 404


async def test_what_is_worked_on_after_circulation_is_not_shown(world: World) -> None:
    summary = await circulated(world)
    headers = {"If-Match": str(summary["version"])}
    changed = await world.rapporteur.patch(f"/summaries/{summary['id']}", {"remarks": "Still secret."}, headers=headers)
    assert changed.status_code == 200
    assert (changed.json()["working"], changed.json()["content"]["remarks"]["text"]) == (True, "Still secret.")
    for path in (f"/consultations/{world.slug}/summary", f"/summaries/{summary['id']}/changes"):
        shown = (await world.delegate.get(path)).text
        assert "Still secret" not in shown
    page = await world.client.get(f"/c/{world.slug}/summary.html")
    assert "Still secret" not in page.text
    assert "Text 1" in page.text
    assert (await state(world)).json()["digest"] == summary["digest"]


async def test_going_back_needs_a_reason_and_keeps_what_was_circulated(world: World) -> None:
    summary = await circulated(world)
    assert (await move(world, summary, "reopen", {"reason": " "})).status_code == 422
    assert (await world.chair.post(f"/consultations/{world.slug}/summary")).json()["code"] == "circulated"
    back = (await move(world, summary, "reopen", REASON)).json()
    assert back["state"] == "draft"
    seen = (await state(world)).json()
    assert (seen["state"], seen["digest"], seen["versions"]) == ("draft", summary["digest"], 1)
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["reason"]) == ("summary.reopened", REASON["reason"])
    await world.state("neutral", option=1)
    again = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    assert again["digest"] != summary["digest"]
    assert (await move(world, again, "circulate", window())).json()["versions"] == 2
    assert (await world.reader.get(f"/summaries/{summary['id']}/versions/1")).json()["digest"] == summary["digest"]


async def test_the_window_is_extended_with_a_reason_and_never_shortened(world: World) -> None:
    summary = await circulated(world)
    later = clock.iso(clock.now() + timedelta(hours=96))
    longer = (await move(world, summary, "extend", {**REASON, "closes_at": later})).json()
    assert longer["window"] == {"closes_at": later, "zone": "Europe/Zurich"}
    sooner = clock.iso(clock.now() + timedelta(hours=1))
    refused = await move(world, summary, "extend", {**REASON, "closes_at": sooner})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_later")
    assert (await move(world, summary, "extend", {"closes_at": later})).status_code == 422
    with after_the_window():
        assert (await move(world, summary, "publish")).json()["code"] == "window_open"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"closes_at": "2006-05-01T00:00:00Z"}, "in_the_past"),
        ({"closes_at": "2106-05-01T00:00:00Z", "zone": "Europe/Nowhere"}, "invalid"),
        ({"closes_at": "2106-05-01T00:00:00"}, "invalid"),
    ],
)
async def test_a_window_closes_ahead_in_a_zone_there_is(world: World, body, code: str) -> None:
    refused = await move(world, await drafted(world), "circulate", body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_moves_out_of_turn_are_refused(world: World) -> None:
    summary = await drafted(world)
    assert (await move(world, summary, "reopen", REASON)).json()["code"] == "already_drafting"
    assert (await move(world, summary, "extend", {**REASON, **_far()})).json()["code"] == "not_circulated"
    assert (await move(world, summary, "transmit", {"body": "Council"})).json()["code"] == "not_final"
    await move(world, summary, "circulate", window())
    assert (await move(world, summary, "review")).json()["code"] == "not_a_draft"
    assert (await move(world, summary, "circulate", window())).json()["code"] == "circulated"
    assert (await move(world, summary, "publish")).json()["code"] == "window_open"
    with after_the_window():
        await move(world, summary, "publish")
    for what, body in (("circulate", window()), ("reopen", REASON), ("review", None)):
        assert (await move(world, summary, what, body)).json()["code"] == "already_published"
    await move(world, summary, "transmit", {"body": "Council"})
    assert (await move(world, summary, "transmit", {"body": "Council"})).json()["code"] == "already_transmitted"


def _far() -> dict[str, str]:
    return {"closes_at": "2106-05-01T00:00:00Z"}


async def test_a_text_that_shows_hidden_words_is_not_circulated(world: World) -> None:
    summary = await drafted(world)
    position = summary["content"]["positions"][0]
    await world.moderate("hide", "position", position["id"])
    refused = await move(world, summary, "circulate", window())
    assert (refused.status_code, refused.json()["code"]) == (409, "source_hidden")


@pytest.mark.parametrize("how", ["restated", "moderated", "other"])
async def test_a_circulated_text_goes_stale_and_names_the_paragraphs(world: World, how: str) -> None:
    remark = await world.post_comment("Size is not everything.", option_id=str(world.option_ids[0]))
    summary = await circulated(world)
    if how == "restated":
        await world.state("oppose")
    elif how == "moderated":
        await world.moderate("hide", "comment", remark["id"])
    else:
        await world.post_comment("Thank you.")
    seen = (await state(world)).json()
    assert seen["stale"]
    assert seen["digest"] == summary["digest"]
    touched = {row["id"]: {source["how"] for source in row["sources"]} for row in seen["touched"]}
    option = world.option_ids[0]
    if how == "restated":
        assert touched == {
            f"views.{option}.counts": {"position.stated"},
            f"views.{option}.quotes": {"position.stated"},
        }
        numbers = {row["id"]: row["number"] for row in seen["touched"]}
        counted = next(c for c in seen["content"]["claims"] if c["id"] == "q1-o1-support")
        place = next(
            b["number"] for s in seen["content"]["sections"] for b in s["blocks"]
            if b["type"] == "paragraph" and any(r["ref"] == counted["id"] for r in b["runs"])
        )  # fmt: skip
        assert numbers[f"views.{option}.counts"] == place
    elif how == "moderated":
        assert touched == {f"views.{option}.quotes": {"comment.hidden"}}
    else:
        assert touched == {}


async def test_the_plain_page_says_where_the_text_stands(world: World) -> None:
    summary = await circulated(world)
    page = (await world.client.get(f"/c/{world.slug}/summary.html")).text
    closes = datetime.fromisoformat(summary["window"]["closes_at"])
    assert "Circulated for comments" in page
    assert "(Europe/Zurich)" in page
    assert closes.strftime("%Y-%m") in page
    with after_the_window():
        await move(world, summary, "publish")
        await move(world, summary, "transmit", {"body": "The simulated council", "on": "2006-06-09T12:00:00Z"})
    assert "Transmitted to The simulated council on 9 June 2006" in (
        await world.client.get(f"/c/{world.slug}/summary.html")
    ).text.replace("\u00a0", " ")
