"""The well-formed requests of `general.py` for points and who makes them."""

from typing import Any
from uuid import UUID, uuid4

from app.capacities.actor import SYSTEM
from app.core import clock
from app.points.register.gathering import Given
from app.points.register.keeping import keep
from app.points.register.models import Point
from app.points.survey import Found, Link, Survey, packed
from app.record.service import Record
from app.summaries.wordings.models import Wording
from app.summaries.wordings.queries import digest
from tests.samples.general import Request, sample, simple
from tests.world import World

OURS = "Remote participation counts as participation. We thank the chair."
THEIRS = "La participation à distance compte comme participation."

simple("list_points", "GET", "/consultations/{ref}/points")
simple("find_points", "POST", "/consultations/{ref}/points/survey")
simple("list_point_queue", "GET", "/consultations/{ref}/points/queue")
simple("list_point_suggestions", "GET", "/consultations/{ref}/points/suggestions")


async def surveyed(world: World, *found: Found, campaigns: list[list[str]] | None = None) -> list[dict[str, Any]]:
    """As if the worker had found these points."""
    given = Given(cutoff_seq=1, digest="", pieces=[], contributions=2, kept=[], topics={})
    async with world.db.write() as session:
        await Record.hold(session, world.consultation_id)
        row = await keep(session, world.consultation_id, given, Survey(0.52, packed(found), campaigns or []))
        row.acted_as = {"account_id": None, "name": "Test", "capacity": "system", "delegation_id": None,
                        "entity": "Test", "group": None, "region": None}  # fmt: skip
    items: list[dict[str, Any]] = (await world.chair.get(f"/consultations/{world.slug}/points")).json()["items"]
    return items


def point(source: Any, label: str, *links: tuple[Any, float, str], language: str = "en") -> Found:
    said = [Link(str(contribution), score, passage) for contribution, score, passage in links]
    return Found(None, "", "", language, label, label.casefold(), str(source), by_floor=False, links=said)


async def two_points(world: World) -> tuple[str, str, str]:
    """A point of the delegate's contribution and one in French; the ids of both and of the contribution."""
    ours = (await world.file(OURS))["id"]
    theirs = (await world.file(THEIRS, by="neighbour", language="fr"))["id"]
    label = OURS.partition(" We")[0]
    first, second = await surveyed(
        world,
        point(ours, label, (ours, 1.0, label)),
        point(theirs, THEIRS, (theirs, 1.0, THEIRS), (ours, 0.6, label), language="fr"),
    )
    return first["id"], second["id"], str(UUID(ours))


@sample("decide_point_links")
async def _decide_several(world: World) -> Request:
    _, second, ours = await two_points(world)
    body = {"decision": "confirm", "links": [{"point_id": second, "contribution_id": ours}]}
    return Request("POST", f"/consultations/{world.slug}/points/decisions", body)


@sample("get_point")
async def _get_point(world: World) -> Request:
    return Request("GET", f"/points/{(await two_points(world))[0]}")


@sample("list_point_links")
async def _links(world: World) -> Request:
    return Request("GET", f"/points/{(await two_points(world))[0]}/links")


@sample("decide_point_link")
async def _decide(world: World) -> Request:
    point_id, _, contribution_id = await two_points(world)
    return Request("PUT", f"/points/{point_id}/links/{contribution_id}", {"decision": "confirm"})


@sample("pair_points")
async def _pair(world: World) -> Request:
    first, second, _ = await two_points(world)
    return Request("PUT", f"/points/{first}/same/{second}", {"decision": "confirm"})


@sample("list_made_points")
async def _made(world: World) -> Request:
    return Request("GET", f"/contributions/{(await two_points(world))[2]}/points")


@sample("declare_point")
async def _declare(world: World) -> Request:
    point_id, _, contribution_id = await two_points(world)
    return Request("PUT", f"/contributions/{contribution_id}/points/{point_id}")


@sample("withdraw_point")
async def _withdraw(world: World) -> Request:
    point_id, _, contribution_id = await two_points(world)
    await world.delegate.put(f"/contributions/{contribution_id}/points/{point_id}")
    return Request("POST", f"/contributions/{contribution_id}/points/{point_id}/withdraw")


simple("list_wordings", "GET", "/consultations/{ref}/wordings")


async def worded(world: World) -> str:
    """As if a language model had proposed it."""
    point_id, _, _ = await two_points(world)
    async with world.db.write() as session:
        await Record.hold(session, world.consultation_id)
        row = await session.get_one(Point, UUID(point_id))
        wording = Wording(
            id=uuid4(), consultation_id=world.consultation_id, point_id=row.id, quote_digest=digest(row.label),
            kind="translation", language="fr", text=THEIRS, model="a model", standing="proposed",
            edited=False, reason=None, asked_by=SYSTEM.model_dump(mode="json"), asked_at=clock.now(), decided_by=None,
            decided_at=None, seq=1,
        )  # fmt: skip
        session.add(wording)
    return str(wording.id)


@sample("ask_for_wording")
async def _ask(world: World) -> Request:
    """No model is configured, which is 409 to whoever may ask."""
    point_id, _, _ = await two_points(world)
    body = {"point_id": point_id, "kind": "translation", "language": "fr"}
    return Request("POST", f"/consultations/{world.slug}/wordings", body)


@sample("decide_wording")
async def _decide_wording(world: World) -> Request:
    return Request("POST", f"/wordings/{await worded(world)}/decision", {"decision": "approve"})
