"""What the tests of decisions do again and again: the usual acts, and a page that follows the record."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from httpx import Response

from app.accreditation import service as accreditation
from app.accreditation.schemas import AccreditationIn
from app.capacities import queries as capacity_queries
from app.capacities.actor import SYSTEM, Actor
from app.consultations.rules import Stance
from app.core import clock
from app.positions import service as positions
from app.positions.schemas import PositionIn
from app.record.service import Record
from tests.world import World

GROUPS = ("government", "civil_society", "private_sector")


def ok(response: Response) -> Any:
    assert response.status_code in {200, 201}, response.text
    return response.json()


def refused(response: Response, status: int, code: str | None = None) -> str:
    """The sentence of a refusal."""
    assert response.status_code == status, response.text
    assert code is None or response.json()["code"] == code, response.text
    return str(response.json()["detail"])


async def open_call(world: World, **more: Any) -> dict[str, Any]:
    body = {"option_id": str(world.option_ids[0]), "language": "en", **more}
    return dict(ok(await world.chair.post(f"/consultations/{world.slug}/consensus-calls", body)))


async def open_silence(world: World, **more: Any) -> dict[str, Any]:
    body = {"option_id": str(world.option_ids[0]), "language": "en", **more}
    return dict(ok(await world.chair.post(f"/consultations/{world.slug}/silence-procedures", body)))


async def open_poll(world: World, **more: Any) -> dict[str, Any]:
    body = {"question": "Where should it meet?", "answers": ["Here", "There", "Online"], "language": "en", **more}
    return dict(ok(await world.chair.post(f"/consultations/{world.slug}/straw-polls", {"hidden": True, **body})))


def why(reason: str = "It goes beyond the mandate.") -> dict[str, str]:
    return {"reason": reason, "language": "en"}


async def object_to(world: World, call: dict[str, Any], by: str = "delegate") -> Response:
    return await world.people[by].post(f"/consensus-calls/{call['id']}/objections", why())


async def break_silence(world: World, silence: dict[str, Any], by: str = "delegate") -> Response:
    return await world.people[by].post(f"/silence-procedures/{silence['id']}/break", why())


async def count_to(world: World, call: dict[str, Any], last: int = 6) -> None:
    for number in range(1, last + 1):
        ok(await world.chair.post(f"/consensus-calls/{call['id']}/count", {"count": number}))


async def close(world: World, call: dict[str, Any]) -> Response:
    return await world.chair.post(f"/consensus-calls/{call['id']}/close", {})


async def dispose(world: World, objection: dict[str, Any], disposition: str = "noted") -> Response:
    body = {"disposition": disposition, "reason": "It is in the record."}
    return await world.chair.post(f"/objections/{objection['id']}/disposition", body)


async def listed(world: World, what: str, by: str = "reader") -> list[dict[str, Any]]:
    return list(ok(await world.people[by].get(f"/consultations/{world.slug}/{what}"))["items"])


async def findings(world: World, option: int = 0) -> dict[str, Any]:
    found = ok(await world.reader.get(f"/consultations/{world.slug}/findings"))["options"]
    return dict(next(each for each in found if each["option_id"] == str(world.option_ids[option])))


async def sign(world: World, kind: str, *, option: int = 0, by: str = "chair", **more: Any) -> Response:
    shown = await findings(world, option)
    version = shown["signed"]["version"] if shown["signed"] else 0
    body = {"kind": kind, "proposed": shown["proposal"]["kind"], "version": version, "language": "en", **more}
    return await world.people[by].post(f"/options/{world.option_ids[option]}/findings", body)


async def delegations(world: World, stances: dict[str, list[Stance]], option: int = 0) -> None:
    """New delegations, by group, each with its position."""
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        for group, each in stances.items():
            for stance in each:
                key = uuid4().hex[:8]
                organization = {"name": f"Delegation {key}, simulated", "group": group}
                body = {"email": f"{key}@example.org", "name": f"{key}, simulated", "capacity": "delegate"}
                admission = AccreditationIn.model_validate(body | {"organization": organization})
                holder = await accreditation.admit(session, record, SYSTEM, world.consultation_id, admission)
                people = await capacity_queries.held_now(session, {holder.account_id})
                person, held = people[holder.account_id]
                stated = PositionIn(stance=stance, language="en")
                await positions.state(session, Actor(person, held), world.option_ids[option], stated)


async def everything(world: World, by: str = "reader") -> dict[str, dict[str, Any]]:
    """What a page that has just loaded knows, by kind and id."""
    kinds = {
        "call": "consensus-calls",
        "silence": "silence-procedures",
        "objection": "objections",
        "poll": "straw-polls",
    }
    found = {kind: {each["id"]: each for each in await listed(world, path, by)} for kind, path in kinds.items()}
    for poll in found["poll"].values():
        del poll["mine"]
    return found


def follow(page: dict[str, dict[str, Any]], entries: list[dict[str, Any]], after: int) -> dict[str, dict[str, Any]]:
    """What a page knows after these entries: each carries the whole new state of what changed."""
    known = {kind: dict(items) for kind, items in page.items()}
    for entry in entries:
        if entry["seq"] > after and entry["payload"]:
            for kind, items in known.items():
                if changed := entry["payload"].get(kind):
                    items[changed["id"]] = changed
    return known


def at(silence: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(silence["deadline"])


def now_and(later: Any) -> str:
    return clock.iso(clock.now() + later)
