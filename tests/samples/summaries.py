"""The well-formed requests of `general.py` for the life of a summary: its states, its comments and its editing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from app.capacities.actor import SYSTEM
from app.core import clock
from app.summaries.models import Summary
from app.summaries.phrasing.asking import audit_row
from app.summaries.phrasing.endpoint import Asked
from app.summaries.phrasing.schemas import Arranged
from tests.samples.general import WHY, Request, sample, simple
from tests.world import World


def window(hours: int = 72) -> dict[str, str]:
    return {"closes_at": clock.iso(clock.now() + timedelta(hours=hours)), "zone": "Europe/Zurich"}


async def drafted(world: World) -> dict[str, Any]:
    """A draft with positions enough for claims."""
    await world.state("support", reason="It reflects the weight of developing countries.")
    await world.state("oppose", by="neighbour", reason="It would cost more.")
    made = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert made.status_code == 200, made.text
    summary: dict[str, Any] = made.json()
    return summary


async def circulated(world: World) -> dict[str, Any]:
    summary = await drafted(world)
    made = await world.chair.post(f"/summaries/{summary['id']}/circulate", window())
    assert made.status_code == 200, made.text
    shown: dict[str, Any] = made.json()
    return shown


async def paragraph_ids(world: World, summary: dict[str, Any], by: str = "chair") -> list[str]:
    found = (await world.people[by].get(f"/summaries/{summary['id']}/paragraphs")).json()
    return [each["id"] for each in found["items"]]


async def comment_body(world: World, summary: dict[str, Any]) -> dict[str, Any]:
    counts = [each for each in await paragraph_ids(world, summary) if each.endswith(".counts")]
    return {"paragraph_id": counts[0], "kind": "wording", "text": "Please say “noted”.", "language": "en"}


async def commented(world: World) -> dict[str, Any]:
    summary = await circulated(world)
    body = await comment_body(world, summary)
    made = await world.delegate.post(f"/summaries/{summary['id']}/comments", body)
    assert made.status_code == 201, made.text
    comment: dict[str, Any] = made.json()
    return comment


@sample("review_summary")
async def _review(world: World) -> Request:
    return Request("POST", f"/summaries/{(await drafted(world))['id']}/review")


@sample("circulate_summary")
async def _circulate(world: World) -> Request:
    return Request("POST", f"/summaries/{(await drafted(world))['id']}/circulate", window())


@sample("extend_summary_window")
async def _extend(world: World) -> Request:
    return Request("POST", f"/summaries/{(await circulated(world))['id']}/extend", {**WHY, **later()})


def later() -> dict[str, str]:
    return {"closes_at": window(96)["closes_at"]}


@sample("reopen_summary")
async def _reopen(world: World) -> Request:
    return Request("POST", f"/summaries/{(await circulated(world))['id']}/reopen", WHY)


@sample("transmit_summary")
async def _transmit(world: World) -> Request:
    summary = await drafted(world)
    assert (await world.chair.post(f"/summaries/{summary['id']}/publish")).status_code == 200
    return Request("POST", f"/summaries/{summary['id']}/transmit", {"body": "The simulated council"})


@sample("list_summary_versions")
async def _versions(world: World) -> Request:
    return Request("GET", f"/summaries/{(await circulated(world))['id']}/versions")


@sample("get_summary_version")
async def _version(world: World) -> Request:
    return Request("GET", f"/summaries/{(await circulated(world))['id']}/versions/1")


@sample("list_summary_paragraphs")
async def _paragraphs(world: World) -> Request:
    return Request("GET", f"/summaries/{(await circulated(world))['id']}/paragraphs")


@sample("get_summary_changes")
async def _changes(world: World) -> Request:
    return Request("GET", f"/summaries/{(await circulated(world))['id']}/changes")


@sample("get_editing")
async def _editing(world: World) -> Request:
    return Request("GET", f"/summaries/{(await drafted(world))['id']}/editing")


@sample("edit_paragraph")
async def _edit(world: World) -> Request:
    summary = await drafted(world)
    first = (await paragraph_ids(world, summary))[0]
    headers = {"If-Match": str(summary["version"])}
    return Request("PUT", f"/summaries/{summary['id']}/paragraphs/{first}", {"action": "accept"}, headers)


@sample("add_paragraph")
async def _add(world: World) -> Request:
    summary = await drafted(world)
    body = {"after": (await paragraph_ids(world, summary))[0], "text": "I add this.", "language": "en"}
    return Request("POST", f"/summaries/{summary['id']}/paragraphs", body, {"If-Match": str(summary["version"])})


@sample("list_summary_comments")
async def _comments(world: World) -> Request:
    return Request("GET", f"/summaries/{(await commented(world))['summary_id']}/comments")


@sample("comment_on_summary")
async def _comment(world: World) -> Request:
    summary = await circulated(world)
    return Request("POST", f"/summaries/{summary['id']}/comments", await comment_body(world, summary))


@sample("get_summary_comment")
async def _get_comment(world: World) -> Request:
    return Request("GET", f"/summary-comments/{(await commented(world))['id']}")


@sample("dispose_of_summary_comment")
async def _dispose(world: World) -> Request:
    comment = await commented(world)
    body = {"outcome": "accepted", "reason": "It says it better."}
    return Request("POST", f"/summary-comments/{comment['id']}/disposition", body)


simple("get_arrangement", "GET", "/consultations/{ref}/arrangement")


async def arranged(world: World) -> dict[str, Any]:
    """A draft that a language model left as it was, and what it was asked."""
    shown = await drafted(world)
    async with world.db.write() as session:
        summary = await session.get_one(Summary, UUID(shown["id"]))
        summary.arranged = Arranged(model="a model", paragraphs=[]).model_dump(mode="json")
        asked = Asked("{q1-o1-support}", "a model", [{"role": "user", "content": "{q1-o1-support}"}], None, "no answer")
        session.add(audit_row(world.consultation_id, SYSTEM, "arrangement", [asked]))
    return shown


@sample("decline_arrangement")
async def _decline(world: World) -> Request:
    shown = await arranged(world)
    return Request(
        "POST", f"/summaries/{shown['id']}/arrangement", {"id": None}, headers={"if-match": str(shown["version"])}
    )


@sample("get_model_audit")
async def _audit(world: World) -> Request:
    await arranged(world)
    (row,) = (await world.chair.get(f"/consultations/{world.slug}/arrangement")).json()["audits"]
    return Request("GET", f"/model-audits/{row['id']}")
