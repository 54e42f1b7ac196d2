"""The well-formed requests of `general.py` for the advisory group: its seats, nominations, offices and interests."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.core import clock
from tests.samples.general import Request, sample, simple
from tests.world import World

WHY = {"reason": "As the mandate says."}
INTEREST = {
    "subject_type": "theme",
    "subject_id": str(uuid4()),
    "subject": "Access",
    "text": "My employer builds networks.",
    "language": "en",
}


def group_body(**changes: Any) -> dict[str, Any]:
    """46 seats as in 2006; the chair appoints, because only who conducts may be asked in every sample."""
    return {
        "title": "Advisory group (simulated)",
        "mandate": "To help convene the first meeting.",
        "language": "en",
        "size": 46,
        "ex_officio": ["Host country"],
        "appointing_capacity": "chair",
        "appointing_authority": "The chair",
        "first_term_on": clock.now().date().isoformat(),
        **changes,
    }


def call_body(opens_in: float = -1, closes_in: float = 20) -> dict[str, Any]:
    start = clock.now()
    return {
        "text": "Candidates of proven expertise are sought.",
        "language": "en",
        "opens_at": clock.iso(start + timedelta(days=opens_in)),
        "closes_at": clock.iso(start + timedelta(days=closes_in)),
    }


def nomination_body(**changes: Any) -> dict[str, Any]:
    return {
        "group": "civil_society",
        "region": "african",
        "statement": "I have run networks for ten years.",
        "language": "en",
        **changes,
    }


def office_body(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Chair",
        "language": "en",
        "pool": ["Organization 1, simulated", "Organization 2, simulated", "Organization 3, simulated"],
        "first_on": "2006-07-01",
        "period_months": 12,
        **changes,
    }


async def made(world: World, by: str, path: str, body: Any) -> dict[str, Any]:
    answer = await world.people[by].post(path, body)
    assert answer.status_code in {200, 201}, answer.text
    return dict(answer.json())


async def new_group(world: World, **changes: Any) -> str:
    path = f"/consultations/{world.slug}/advisory-groups"
    return str((await made(world, "secretariat", path, group_body(**changes)))["id"])


async def new_call(world: World, group: str, **days: float) -> str:
    path = f"/advisory-groups/{group}/nomination-calls"
    return str((await made(world, "secretariat", path, call_body(**days)))["id"])


async def nominated(world: World, call: str, by: str = "delegate", **changes: Any) -> dict[str, Any]:
    return await made(world, by, f"/nomination-calls/{call}/nominations", nomination_body(**changes))


async def asked(world: World, call: str, nominee: str = "delegate", by: str = "neighbour") -> dict[str, Any]:
    """Somebody is nominated by somebody else, and has not answered yet."""
    who = {"email": f"{nominee}@example.org", "name": f"{nominee.title()}, simulated"}
    return await nominated(world, call, by, nominee=who)


async def seated(world: World, group: str, who: str = "advisory", **changes: Any) -> dict[str, Any]:
    body = {
        "email": f"{who}@example.org",
        "name": f"{who.title()}, simulated",
        "group": "civil_society",
        "region": "grulac",
        **WHY,
        **changes,
    }
    return await made(world, "chair", f"/advisory-groups/{group}/seats", body)


simple("list_advisory_groups", "GET", "/consultations/{ref}/advisory-groups")
simple("list_interests", "GET", "/consultations/{ref}/interests")
simple("declare_interest", "POST", "/consultations/{ref}/interests", INTEREST)


@sample("establish_advisory_group")
async def _establish(world: World) -> Request:
    return Request("POST", f"/consultations/{world.slug}/advisory-groups", group_body())


def on_group(operation_id: str, method: str, path: str, json: Any = None) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        return Request(method, f"/advisory-groups/{await new_group(world)}{path}", json)


PERSON = {"email": "new@example.org", "name": "New, simulated", "group": "civil_society", **WHY}
on_group("get_advisory_group", "GET", "")
on_group("get_composition", "GET", "/composition")
on_group("list_seats", "GET", "/seats")
on_group("appoint_directly", "POST", "/seats", PERSON)
on_group("list_nomination_calls", "GET", "/nomination-calls")
on_group("list_nominations", "GET", "/nominations")
on_group("list_offices", "GET", "/offices")
on_group("establish_office", "POST", "/offices", office_body())


@sample("revise_advisory_group")
async def _revise_group(world: World) -> Request:
    group = await new_group(world)
    return Request("PUT", f"/advisory-groups/{group}", group_body(size=40) | {"version": 1, **WHY})


@sample("call_for_nominations")
async def _call(world: World) -> Request:
    return Request("POST", f"/advisory-groups/{await new_group(world)}/nomination-calls", call_body())


@sample("conclude_nomination_call")
async def _conclude(world: World) -> Request:
    call = await new_call(world, await new_group(world))
    return Request("POST", f"/nomination-calls/{call}/conclude", WHY)


@sample("nominate")
async def _nominate(world: World) -> Request:
    call = await new_call(world, await new_group(world))
    return Request("POST", f"/nomination-calls/{call}/nominations", nomination_body())


def on_asked(operation_id: str, act: str, json: Any = None) -> None:
    """The delegate has nominated himself, so everybody may know of it; who is not asked gets 403 and not 404."""

    @sample(operation_id)
    async def _build(world: World) -> Request:
        nomination = await consented(world)
        return Request("POST", f"/nominations/{nomination}/{act}", json)


async def consented(world: World, by: str = "delegate") -> str:
    call = await new_call(world, await new_group(world))
    return str((await nominated(world, call, by))["id"])


on_asked("consent_to_nomination", "consent", {})
on_asked("decline_nomination", "decline")
on_asked("withdraw_nomination", "withdraw", WHY)
on_asked("do_not_appoint_nominee", "do-not-appoint", WHY)


@sample("draft_composition")
async def _draft(world: World) -> Request:
    group = await new_group(world)
    nomination = await nominated(world, await new_call(world, group))
    return Request("GET", f"/advisory-groups/{group}/draft-composition?nomination={nomination['id']}")


@sample("appoint_nominees")
async def _appoint(world: World) -> Request:
    group = await new_group(world)
    nomination = await nominated(world, await new_call(world, group))
    return Request("POST", f"/advisory-groups/{group}/appointments", {"nomination_ids": [nomination["id"]], **WHY})


def on_seat(operation_id: str, act: str) -> None:
    @sample(operation_id)
    async def _build(world: World) -> Request:
        seat = await seated(world, await new_group(world))
        return Request("POST", f"/advisory-seats/{seat['id']}/{act}", WHY)


on_seat("renew_seat", "renew")
on_seat("end_seat", "end")
on_seat("resign_seat", "resign")


async def new_office(world: World, group: str | None = None, **changes: Any) -> str:
    path = f"/advisory-groups/{group or await new_group(world)}/offices"
    return str((await made(world, "secretariat", path, office_body(**changes)))["id"])


@sample("revise_office")
async def _revise_office(world: World) -> Request:
    return Request("PUT", f"/advisory-offices/{await new_office(world)}", office_body() | {"version": 1, **WHY})


@sample("deviate_from_rotation")
async def _deviate(world: World) -> Request:
    body = {"turn": 1, "holder": "Organization 9, simulated", **WHY}
    return Request("POST", f"/advisory-offices/{await new_office(world)}/deviations", body)


@sample("withdraw_interest")
async def _withdraw_interest(world: World) -> Request:
    interest = await made(world, "advisory", f"/consultations/{world.slug}/interests", INTEREST)
    return Request("POST", f"/interests/{interest['id']}/withdraw", WHY)
