"""The API's promises, asserted over every operation there is: who may call it, what a refusal looks like, and that
the committed snapshot and the pages' types say what the code does.

The table of rights is written out here a second time on purpose, by role instead of by capacity: a change of
`policy.py` has to be meant.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient, Response

from app.config import Settings
from app.core.errors import MEDIA_TYPE
from app.main import create_app
from tests.samples import SAMPLES
from tests.world import World

ROOT = Path(__file__).parent.parent
OFFICERS = {"chair", "secretariat", "convener"}
ACCREDITED = {"observer", "advisory", "delegate", "colleague", "neighbour", "person"}
SIGNED_IN = {"stranger", "founder", "rapporteur"} | OFFICERS | ACCREDITED
EVERYONE = {"reader"} | SIGNED_IN

MAY: dict[str, set[str]] = {
    "anyone": EVERYONE,
    "see": EVERYONE,
    "convene": {"founder"},
    "accredit": {"secretariat", "convener"},
    "manage_rounds": {"chair", "convener"},
    "manage_meetings": {"chair", "secretariat"},
    "manage_speakers": {"chair", "secretariat"},
    "transcribe": {"chair", "secretariat", "rapporteur"},
    "moderate": {"chair", "secretariat"},
    "review_moderation": OFFICERS,
    "prepare_summary": {"chair", "secretariat", "rapporteur"},
    "publish_summary": {"chair"},
    "comment_on_summary": ACCREDITED,
    "manage_documents": {"chair", "secretariat"},
    "contribute": ACCREDITED,
    "comment": ACCREDITED,
    "take_position": {"delegate", "colleague", "neighbour", "person"},
    "vote": {"delegate", "colleague", "neighbour", "person", "advisory"},
    "speak": {"delegate", "colleague", "neighbour", "person", "advisory"},
    "leave_list": {"delegate", "colleague", "chair", "secretariat"},
    "stop_count": {"delegate", "colleague", "neighbour", "person", "advisory", "chair", "secretariat"},
    "decide": {"chair"},
    "manage_themes": {"chair", "secretariat", "rapporteur"},
    "propose_theme": ACCREDITED | OFFICERS | {"rapporteur"},
    "prepare_programme": {"chair", "secretariat"},
    "tag": {"delegate", "colleague", "secretariat", "rapporteur"},
    "manage_ballots": {"chair", "secretariat"},
    "cast_ballot": {"advisory"},
    "recount_ballot": {"advisory"},
    "object": {"delegate", "colleague", "neighbour", "person"},
    "own": {"delegate", "colleague"},
    "manage_advisory": {"secretariat", "convener"},
    "nominate": ACCREDITED,
    "declare_interest": {"advisory"},
    "appoint": {"chair"},
    "consent": {"delegate"},
    "resign": {"advisory"},
}
# Who asks in which order: those who may not come first, so that nothing has changed when they ask.
ROLES = ("reader", "stranger", "rapporteur", "observer", "advisory", "neighbour", "secretariat", "convener", "founder",
         "chair", "delegate")  # fmt: skip

# Signing in stands below the policy: these are open to everyone.
AT_THE_DOOR = {"sign_in_with_password", "sign_in_with_link", "request_sign_in_link", "sign_out", "get_me"}

SETTINGS = Settings(database_url="sqlite:///build/contract.db", secret="only for describing the api")


def operations() -> dict[str, dict[str, Any]]:
    paths = create_app(SETTINGS).openapi()["paths"]
    return {operation["operationId"]: operation for methods in paths.values() for operation in methods.values()}


OPERATIONS = operations()


def action_of(operation_id: str) -> str:
    return "anyone" if operation_id in AT_THE_DOOR else str(OPERATIONS[operation_id]["x-action"])


def test_every_operation_names_its_rule_and_has_a_sample() -> None:
    assert {action_of(name) for name in OPERATIONS} <= set(MAY)
    assert set(OPERATIONS) == set(SAMPLES)


def assert_problem(response: Response, operation_id: str) -> None:
    assert response.headers["content-type"] == MEDIA_TYPE, response.text
    body = response.json()
    assert set(body) == {"type", "title", "status", "detail", "code", "errors"}
    assert body["status"] == response.status_code
    assert body["type"] == f"urn:convenor:problem:{body['code']}"
    assert body["detail"].endswith(".")
    assert str(response.status_code) in OPERATIONS[operation_id]["responses"], f"{response.status_code} undocumented"


@pytest.mark.parametrize("operation_id", sorted(SAMPLES))
async def test_each_operation_is_open_to_exactly_whom_the_table_says(operation_id: str, world: World) -> None:
    allowed = MAY[action_of(operation_id)]
    request = await SAMPLES[operation_id](world)
    for role in sorted(ROLES, key=lambda role: role in allowed):
        response = await world.people[role]._call(
            request.method, request.path, json=request.json, headers=request.headers
        )
        if operation_id in {"sign_in_with_password", "sign_in_with_link"}:
            assert response.status_code == 401
        elif role in allowed:
            assert response.status_code < 300 or response.status_code == 409, f"{role}: {response.text}"
        else:
            assert response.status_code == (401 if role == "reader" else 403), f"{role}: {response.text}"
        if response.status_code >= 400:
            assert_problem(response, operation_id)
        world.client.cookies.clear()


@pytest.mark.parametrize("operation_id", sorted(SAMPLES))
async def test_what_is_hidden_does_not_exist(operation_id: str, secluded_world: World) -> None:
    """In a consultation among participants, a stranger gets for everything what a wrong address gets: 404."""
    world = secluded_world
    action = action_of(operation_id)
    if action in {"anyone", "convene"}:
        shown = await world.stranger.get("/consultations")
        assert shown.json()["items"] == []
        return
    request = await SAMPLES[operation_id](world)
    for role in ("stranger", "reader"):
        response = await world.people[role]._call(
            request.method, request.path, json=request.json, headers=request.headers
        )
        assert response.status_code == 404 or (role == "reader" and response.status_code == 401), response.text
        assert_problem(response, operation_id)


def test_the_snapshot_of_the_api_is_current() -> None:
    """`make openapi` renews it, and with it the types of the pages."""
    snapshot = json.loads((ROOT / "frontend" / "openapi.json").read_text("utf-8"))
    assert snapshot == json.loads(json.dumps(create_app(SETTINGS).openapi()))


async def test_an_unknown_address_and_method_are_problems_too(client: AsyncClient) -> None:
    for method, path, status in (("GET", "/api/v1/nothing", 404), ("DELETE", "/api/v1/me", 405)):
        response = await client.request(method, path)
        assert (response.status_code, response.headers["content-type"]) == (status, MEDIA_TYPE)
