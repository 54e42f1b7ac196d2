"""The browser's way in: the cookie's properties, requests from other sites, and cookies that have gone stale."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from app.accounts import service
from app.core import clock, security
from tests.problems import assert_problem
from tests.world import World

HELLO = {"text": "We support the enlargement.", "language": "en"}


async def sign_in(world: World, client: AsyncClient, role: str = "delegate") -> Response:
    account_id = world.people[role].account_id
    assert account_id
    async with world.db.write() as session:
        token = await service.issue_link(session, account_id, timedelta(hours=1))
    return await client.post("/api/v1/auth/link", json={"token": token})


@pytest.fixture
async def browser(app: FastAPI, world: World) -> AsyncIterator[AsyncClient]:
    """Keeps its cookie and has no token of its own."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await sign_in(world, client)).status_code == 200
        yield client


async def comment(world: World, client: AsyncClient, **headers: str) -> Response:
    return await client.post(f"/api/v1/meetings/{world.meeting_id}/comments", json=HELLO, headers=headers)


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    cookie = (await sign_in(world, world.client)).headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith(f"{security.COOKIE}=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=86400"} <= parts
    assert "secure" not in parts
    assert not any(part.startswith("domain") for part in parts)


async def test_over_https_the_cookie_stays_there(world: World) -> None:
    settings = world.app.state.settings.model_copy(update={"public_url": "https://convenor.example.org"})
    world.app.state.settings = settings
    assert "; secure" in (await sign_in(world, world.client)).headers["set-cookie"].lower()


async def test_a_browser_acts_with_its_cookie(world: World, browser: AsyncClient) -> None:
    posted = await comment(world, browser, Origin="http://test")
    assert posted.status_code == 201
    assert posted.json()["acted_as"]["name"] == "Delegate, simulated"


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://test.evil.example", "http://evil.example/test", "null", "", "http://test:81"],
)
async def test_acts_from_other_sites_are_refused(origin: str, world: World, browser: AsyncClient) -> None:
    assert_problem(await comment(world, browser, Origin=origin), 403, "cross_site", "another site")
    page = await browser.get(f"/api/v1/meetings/{world.meeting_id}/comments")
    assert page.json()["items"] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_every_method_that_acts_is_guarded(method: str, world: World, browser: AsyncClient) -> None:
    path = {
        "POST": f"/meetings/{world.meeting_id}/comments",
        "PUT": f"/options/{world.option_ids[0]}/position",
    }.get(method, "/me")
    headers = {"Origin": "https://evil.example"}
    response = await browser.request(method, f"/api/v1{path}", json={}, headers=headers)
    assert response.status_code in {403, 405}


async def test_a_bearer_token_needs_no_origin(world: World) -> None:
    """Another site cannot know it; scripts and the command line use it."""
    headers = {"Origin": "https://somewhere.example"}
    posted = await world.delegate.post(f"/meetings/{world.meeting_id}/comments", HELLO, headers=headers)
    assert posted.status_code == 201


async def test_a_bearer_token_goes_before_the_cookie(world: World, browser: AsyncClient) -> None:
    headers = {"Authorization": f"Bearer {world.neighbour.token}"}
    me = (await browser.get("/api/v1/me", headers=headers)).json()
    assert me["account"]["name"] == "Neighbour, simulated"


async def test_with_a_stale_cookie_one_still_reads_and_is_told_when_acting(world: World, browser: AsyncClient) -> None:
    with clock.frozen(clock.now() + timedelta(hours=25)):
        me = await browser.get("/api/v1/me")
        assert (me.status_code, me.json()) == (200, {"account": None, "capacities": []})
        assert (await browser.get(f"/api/v1/consultations/{world.slug}")).status_code == 200
        assert_problem(await comment(world, browser, Origin="http://test"), 401, "token_expired", "sign in again")
    browser.cookies.set(security.COOKIE, "rubbish", domain="test.local", path="/")
    browser.cookies.clear()
    browser.cookies.set(security.COOKIE, "rubbish")
    assert (await browser.get("/api/v1/consultations")).status_code == 200
    assert_problem(await comment(world, browser), 401, "token_expired")


async def test_an_expired_bearer_token_is_always_told(world: World) -> None:
    with clock.frozen(clock.now() + timedelta(days=1000)):
        assert_problem(await world.delegate.get("/me"), 401, "token_expired")


async def test_signing_out_takes_the_cookie_away(world: World, browser: AsyncClient) -> None:
    out = await browser.post("/api/v1/auth/sign-out", headers={"Origin": "http://test"})
    assert out.status_code == 204
    assert security.COOKIE not in browser.cookies
    assert (await browser.get("/api/v1/me")).json()["account"] is None
    assert_problem(await comment(world, browser), 401, "not_signed_in", "sign in first")


async def test_each_act_says_in_which_capacity(world: World) -> None:
    """Somebody who chairs and also speaks for a delegation chooses; what is not held is refused."""
    body = {
        "email": "chair@example.org",
        "name": "Chair, simulated",
        "capacity": "delegate",
        "organization": {"name": "Delegation 9, simulated", "group": "government", "region": "grulac"},
    }
    await world.secretariat.post(f"/consultations/{world.slug}/accreditations", body)
    held = {c["kind"]: c for c in (await world.chair.get("/me")).json()["capacities"]}
    assert set(held) == {"chair", "delegate"}
    path = f"/meetings/{world.meeting_id}/comments"
    as_delegate = await world.chair.post(path, HELLO, headers={"Convenor-Capacity": held["delegate"]["id"]})
    assert as_delegate.json()["acted_as"]["entity"] == "Delegation 9, simulated"
    as_chair = await world.chair.post(path, HELLO, headers={"Convenor-Capacity": held["chair"]["id"]})
    assert_problem(as_chair, 403, "not_permitted", "As chair you may not comment")
    without = await world.chair.post(path, HELLO)
    assert without.json()["acted_as"]["capacity"] == "delegate"
    theirs = (await world.delegate.get("/me")).json()["capacities"][0]["id"]
    not_held = await world.chair.post(path, HELLO, headers={"Convenor-Capacity": theirs})
    assert_problem(not_held, 422, "unknown_capacity", "do not hold")
