"""Getting in: passwords, one-time links, and what the answers give away (nothing)."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts import queries, service
from app.accounts.models import SignInLink
from app.core import clock, security
from app.core.mail import ConsoleMailer
from app.core.rates import Rate
from tests.problems import assert_problem
from tests.world import World

GOOD = {"email": "delegate@example.org", "password": "correct horse battery"}


@pytest.fixture
async def password(world: World) -> None:
    async with world.db.write() as session:
        account = await queries.by_email(session, GOOD["email"])
        assert account
        await service.set_password(session, account, GOOD["password"])


async def issue(world: World, hours: float = 1, uses: int = 1) -> str:
    assert world.delegate.account_id
    async with world.db.write() as session:
        return await service.issue_link(session, world.delegate.account_id, timedelta(hours=hours), uses)


@pytest.mark.usefixtures("password")
async def test_a_password_opens_the_door(world: World) -> None:
    signed_in = await world.reader.post("/auth/password", GOOD | {"email": "Delegate@Example.ORG"})
    assert signed_in.status_code == 200
    body = signed_in.json()
    assert set(body) == {"token", "expires_at", "account"}
    assert body["account"]["email"] == GOOD["email"]
    me = await world.reader.get("/me", headers={"Authorization": f"Bearer {body['token']}"})
    assert me.json()["account"] == body["account"]
    assert [c["kind"] for c in me.json()["capacities"]] == ["delegate"]
    assert "hash" not in signed_in.text


@pytest.mark.usefixtures("password")
async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(world: World) -> None:
    answers = [
        await world.reader.post("/auth/password", {"email": email, "password": "wrong"})
        for email in (GOOD["email"], "nobody@example.org", "colleague@example.org")  # the last has no password at all
    ]
    for answer in answers:
        assert_problem(answer, 401, "wrong_password", "address or the password")
        assert "set-cookie" not in answer.headers
    assert len({answer.text for answer in answers}) == 1


async def test_a_link_works_once(world: World) -> None:
    token = await issue(world)
    first = await world.reader.post("/auth/link", {"token": token})
    assert first.status_code == 200
    assert first.json()["account"]["email"] == GOOD["email"]
    assert_problem(await world.reader.post("/auth/link", {"token": token}), 401, "link_expired", "ask for a new one")


async def test_of_simultaneous_uses_exactly_one_succeeds(world: World) -> None:
    """A mail program that opens links to look at them, at the same moment as the person."""
    for _ in range(3):
        token = await issue(world)
        answers = await asyncio.gather(*(world.reader.post("/auth/link", {"token": token}) for _ in range(8)))
        assert sorted(answer.status_code for answer in answers) == [200] + [401] * 7
        for answer in answers:
            if answer.status_code == 401:
                assert_problem(answer, 401, "link_expired")
                assert "set-cookie" not in answer.headers


async def test_a_link_for_several_uses_is_used_up(world: World) -> None:
    token = await issue(world, uses=3)
    answers = await asyncio.gather(*(world.reader.post("/auth/link", {"token": token}) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 401, 401]


async def test_a_link_expires(world: World) -> None:
    token = await issue(world, hours=24)
    with clock.frozen(clock.now() + timedelta(hours=24, seconds=1)):
        assert_problem(await world.reader.post("/auth/link", {"token": token}), 401, "link_expired")
    assert (await world.reader.post("/auth/link", {"token": token})).status_code == 200  # the refusal used nothing up


async def test_a_link_that_never_was(world: World) -> None:
    assert_problem(await world.reader.post("/auth/link", {"token": "x" * 43}), 401, "link_expired")


async def test_only_digests_of_links_are_kept_and_expired_ones_are_forgotten(world: World) -> None:
    token = await issue(world, hours=1)
    await issue(world, hours=3)
    async with world.db.read() as session:
        assert token not in (await session.scalars(select(SignInLink.digest))).all()
    with clock.frozen(clock.now() + timedelta(hours=2)):
        async with world.db.write() as session:
            await service.forget_expired_links(session)
    async with world.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(SignInLink)) == 1


async def test_asking_for_a_link_says_the_same_for_known_and_unknown(world: World) -> None:
    mailer = world.app.state.mailer
    assert isinstance(mailer, ConsoleMailer)
    known = await world.reader.post("/auth/link-requests", {"email": "DELEGATE@example.org"})
    assert [to for to, _, _ in mailer.sent] == [GOOD["email"]]
    unknown = await world.reader.post("/auth/link-requests", {"email": "nobody@example.org"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, known.content)
    assert len(mailer.sent) == 1


async def test_the_link_in_the_mail_signs_in_once(world: World) -> None:
    await world.reader.post("/auth/link-requests", {"email": GOOD["email"]})
    _, subject, text = world.app.state.mailer.sent[-1]
    assert subject
    (token,) = re.findall(r"/sign-in\?token=(\S+)", text)
    assert text.splitlines()[0].startswith("Delegate")
    assert (await world.reader.post("/auth/link", {"token": token})).status_code == 200
    assert_problem(await world.reader.post("/auth/link", {"token": token}), 401, "link_expired")


async def test_two_invitations_of_one_address_give_one_account(world: World) -> None:
    async def ensure(email: str) -> Any:
        async with world.db.write() as session:
            return (await service.ensure_account(session, email, "New")).id

    ids = await asyncio.gather(*(ensure(email) for email in ("new@example.org", "NEW@example.org") * 10))
    assert len(set(ids)) == 1


async def test_signing_out_everywhere_ends_every_token(world: World) -> None:
    assert world.delegate.account_id
    other = await world.reader.post("/auth/link", {"token": await issue(world)})
    async with world.db.write() as session:
        await service.sign_out_everywhere(session, world.delegate.account_id)
    assert_problem(await world.delegate.get("/me"), 401, "token_expired", "sign in again")
    headers = {"Authorization": f"Bearer {other.json()['token']}"}
    assert_problem(await world.reader.get("/me", headers=headers), 401, "token_expired")
    assert (await world.colleague.get("/me")).status_code == 200
    fresh = await world.reader.post("/auth/link", {"token": await issue(world)})
    headers = {"Authorization": f"Bearer {fresh.json()['token']}"}
    assert (await world.reader.get("/me", headers=headers)).status_code == 200


async def test_guessing_is_slowed_down_per_address_and_per_account(world: World) -> None:
    world.app.state.sign_in_rate = Rate("3/minute")
    bad = {"email": "someone@example.org", "password": "wrong"}
    for _ in range(3):
        assert_problem(await world.reader.post("/auth/password", bad), 401)
    refused = await world.reader.post("/auth/password", bad)
    assert_problem(refused, 429, "too_many_requests", "wait")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    # the address is what is slowed down, so another account and the other doors are shut for it, too
    for path, body in (
        ("/auth/password", bad | {"email": "other@example.org"}),
        ("/auth/link", {"token": "x" * 43}),
        ("/auth/link-requests", {"email": GOOD["email"]}),
    ):
        assert_problem(await world.reader.post(path, body), 429)
    assert world.app.state.mailer.sent == []
    # acts of those who are in are not affected
    assert (await world.delegate.get("/me")).status_code == 200


@pytest.mark.usefixtures("password")
async def test_an_account_is_slowed_down_wherever_the_guesses_come_from(world: World) -> None:
    rate = world.app.state.sign_in_rate = Rate("2/minute")
    for n in range(2):
        await rate.hit(f"address 192.0.2.{n}", f"account {GOOD['email']}")
    assert_problem(await world.reader.post("/auth/password", GOOD), 429)
    assert_problem(await world.reader.post("/auth/password", GOOD | {"email": "Delegate@EXAMPLE.org"}), 429)


async def test_a_deleted_account_is_nobody(world: World) -> None:
    claims = security.Claims(world.meeting_id, 1)  # an id that no account has
    secret = world.app.state.settings.secret.get_secret_value()
    token = security.issue_token(secret, claims, security.expiry(1))
    headers = {"Authorization": f"Bearer {token}"}
    assert_problem(await world.reader.get("/me", headers=headers), 401, "token_expired")


@pytest.mark.usefixtures("password")
async def test_many_sign_ins_at_once_do_not_stop_the_others(world: World) -> None:
    """Hashing runs beside the event loop: reading goes on while sixteen people come through the door."""
    doors = [asyncio.create_task(world.reader.post("/auth/password", GOOD)) for _ in range(16)]
    reads = 0
    while not all(door.done() for door in doors):
        assert (await world.reader.get("/consultations")).status_code == 200
        reads += 1
    assert {(await door).status_code for door in doors} == {200}
    assert reads > 4
