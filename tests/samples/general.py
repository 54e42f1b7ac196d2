"""One well-formed request for every operation of the API, so that tests can call all of them as everyone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.capacities.actor import SYSTEM
from app.core import clock
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.world import World, definition


@dataclass(frozen=True)
class Request:
    """`ok`: the statuses that say "you may" (409 where the act may already have been done by somebody else)."""

    method: str
    path: str
    json: Any = None
    headers: dict[str, str] | None = None


Sample = Callable[[World], Awaitable[Request]]
SAMPLES: dict[str, Sample] = {}


def sample(operation_id: str) -> Callable[[Sample], Sample]:
    def register(function: Sample) -> Sample:
        SAMPLES[operation_id] = function
        return function

    return register


def simple(operation_id: str, method: str, path: str, json: Any = None) -> None:
    """A request whose path needs only what the world has."""

    async def build(world: World) -> Request:
        places = {
            "ref": world.slug,
            "round": world.round_ids[0],
            "later_round": world.round_ids[2],
            "meeting": world.meeting_id,
            "option": world.option_ids[0],
        }
        return Request(method, path.format(**places), json)

    SAMPLES[operation_id] = build


WHY = {"reason": "Because the test says so."}
TEXT = {"title": "Our view", "text": "We support the proposal.", "language": "en"}

simple("sign_in_with_password", "POST", "/auth/password", {"email": "nobody@example.org", "password": "wrong"})
simple("sign_in_with_link", "POST", "/auth/link", {"token": "no-such-token-at-all"})
simple("request_sign_in_link", "POST", "/auth/link-requests", {"email": "nobody@example.org"})
simple("sign_out", "POST", "/auth/sign-out")
simple("get_me", "GET", "/me")
simple("list_consultations", "GET", "/consultations")
simple("get_consultation", "GET", "/consultations/{ref}")
simple("open_round", "POST", "/rounds/{later_round}/open", WHY)
simple("close_round", "POST", "/rounds/{round}/close", WHY)
simple("find_accredited", "GET", "/consultations/{ref}/accredited?name=dele")
simple("list_participants", "GET", "/consultations/{ref}/participants")
simple("list_contributions", "GET", "/consultations/{ref}/contributions")
simple("file_contribution", "POST", "/consultations/{ref}/contributions", TEXT)
simple("get_positions", "GET", "/consultations/{ref}/positions")
simple("list_positions", "GET", "/options/{option}/positions")
simple("state_position", "PUT", "/options/{option}/position", {"stance": "support", "language": "en"})
simple("list_meetings", "GET", "/consultations/{ref}/meetings")
simple("get_meeting", "GET", "/meetings/{meeting}")
simple("start_meeting", "POST", "/meetings/{meeting}/start")
simple("end_meeting", "POST", "/meetings/{meeting}/end")
simple("get_meeting_qr", "GET", "/meetings/{meeting}/qr")
simple("configure_meeting", "PATCH", "/meetings/{meeting}", {"comment_moderation": "before"})
simple("list_comments", "GET", "/meetings/{meeting}/comments")
simple("post_comment", "POST", "/meetings/{meeting}/comments", {"text": "We agree.", "language": "en"})
simple("list_moderation_decisions", "GET", "/consultations/{ref}/moderation/decisions")
simple("get_record", "GET", "/consultations/{ref}/record")
simple("get_presence", "GET", "/consultations/{ref}/presence")
simple("export_record", "GET", "/consultations/{ref}/record/export")
simple("describe_socket_messages", "GET", "/socket-messages")
simple("describe_socket_acts", "GET", "/socket-acts")


@sample("create_consultation")
async def _create_consultation(_: World) -> Request:
    return Request("POST", "/consultations", definition(slug="another-one"))


@sample("extend_round")
async def _extend_round(world: World) -> Request:
    later = clock.iso(clock.now() + timedelta(days=90))
    return Request("POST", f"/rounds/{world.round_ids[0]}/extend", {**WHY, "scheduled_closes_at": later})


@sample("accredit")
async def _accredit(world: World) -> Request:
    body = {"email": "new@example.org", "name": "New, simulated", "capacity": "observer"}
    return Request("POST", f"/consultations/{world.slug}/accreditations", body)


@sample("schedule_meeting")
async def _schedule_meeting(world: World) -> Request:
    body = {
        "round_id": str(world.round_ids[1]),
        "title": "Second meeting",
        "scheduled_starts_at": clock.iso(clock.now()),
        "scheduled_ends_at": clock.iso(clock.now() + timedelta(hours=3)),
    }
    return Request("POST", f"/consultations/{world.slug}/meetings", body)


@sample("get_comment")
async def _get_comment(world: World) -> Request:
    return Request("GET", f"/comments/{(await world.post_comment())['id']}")


async def _contribution(world: World) -> str:
    filed = await world.delegate.post(f"/consultations/{world.slug}/contributions", TEXT)
    return str(filed.json()["id"])


@sample("get_contribution")
async def _get_contribution(world: World) -> Request:
    return Request("GET", f"/contributions/{await _contribution(world)}")


@sample("revise_contribution")
async def _revise_contribution(world: World) -> Request:
    return Request("POST", f"/contributions/{await _contribution(world)}/versions", TEXT)


@sample("withdraw_contribution")
async def _withdraw_contribution(world: World) -> Request:
    return Request("POST", f"/contributions/{await _contribution(world)}/withdraw", WHY)


@sample("moderate")
async def _moderate(world: World) -> Request:
    subject = {"subject_type": "contribution", "subject_id": await _contribution(world)}
    return Request("POST", "/moderation/decisions", {**subject, "action": "hide", **WHY})


simple("get_opinion_results", "GET", "/consultations/{ref}/opinion-results")
simple("list_opinion_statements", "GET", "/consultations/{ref}/opinion-results/statements")
simple("compute_opinion_results", "POST", "/consultations/{ref}/opinion-results")
simple("list_statements", "GET", "/consultations/{ref}/statements")
simple("publish_synthesis", "POST", "/consultations/{ref}/synthesis")
simple("list_syntheses", "GET", "/consultations/{ref}/synthesis/versions")
simple("get_summary_progress", "GET", "/consultations/{ref}/summary/progress")
simple("draft_summary", "POST", "/consultations/{ref}/summary")


@sample("vote")
async def _vote(world: World) -> Request:
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        body = StatementIn(text="The commission should meet for longer.", language="en")
        statement = await opinions.add_statement(session, record, SYSTEM, world.consultation_id, body)
    return Request("PUT", f"/statements/{statement.id}/vote", {"value": "agree"})


async def _summary(world: World, *, published: bool = False) -> dict[str, Any]:
    """A draft (or the published summary) with positions enough for claims."""
    for person in ("delegate", "neighbour"):
        await world.people[person].put(
            f"/options/{world.option_ids[0]}/position", {"stance": "support", "language": "en"}
        )
    summary: dict[str, Any] = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    if published:
        await world.chair.post(f"/summaries/{summary['id']}/publish")
    return summary


@sample("get_summary")
async def _get_summary(world: World) -> Request:
    await _summary(world, published=True)
    return Request("GET", f"/consultations/{world.slug}/summary")


@sample("revise_summary")
async def _revise_summary(world: World) -> Request:
    summary = await _summary(world)
    headers = {"If-Match": str(summary["version"])}
    return Request("PATCH", f"/summaries/{summary['id']}", {"remarks": "Thank you all."}, headers)


@sample("publish_summary")
async def _publish_summary(world: World) -> Request:
    return Request("POST", f"/summaries/{(await _summary(world))['id']}/publish")


@sample("get_claim")
async def _get_claim(world: World) -> Request:
    summary = await _summary(world, published=True)
    return Request("GET", f"/summaries/{summary['id']}/claims/{summary['content']['claims'][0]['id']}")
