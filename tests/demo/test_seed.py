"""The demo is there whole, once, verifiable and plainly simulated; every printed link signs in."""

import itertools
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from asgi_lifespan import LifespanManager
from httpx import ASGITransport, AsyncClient
from sqlalchemy import select

from app.accounts.models import Account
from app.ballots.models import Ballot
from app.capacities.models import Delegation
from app.consultations import queries
from app.core import clock
from app.demo import acts, content, igf, seed
from app.main import create_app
from app.record import archive, chain
from app.record import queries as record_queries
from app.record.events import Audience
from app.record.models import RecordEntry
from app.stakeholders.models import Organization

SLUGS = (content.SLUG, igf.SLUG)


async def heads(database):
    async with database.read() as session:
        found = [await queries.by_ref(session, slug) for slug in SLUGS]
        return [await record_queries.head(session, consultation.id) for consultation in found]


async def test_seeding_again_changes_nothing_but_gives_new_links(seeded, demo):
    before = await heads(demo)
    assert all(seq > 90 for seq, _ in before)
    again = await seed.run(demo, seeded.settings)
    assert await heads(demo) == before
    tokens = re.findall(r"token=(\S+)", seeded.printed), re.findall(r"token=(\S+)", again)
    assert len(set(tokens[0] + tokens[1])) == 2 * len(seed.ROLES)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("audiences", [{Audience.PUBLIC}, set(Audience)], ids=["public", "everything"])
async def test_the_record_verifies(demo, tmp_path, slug, audiences):
    async with demo.read() as session:
        consultation = await queries.by_ref(session, slug)
        exported = await archive.export(session, consultation.id, slug, frozenset(audiences))
        head = await record_queries.head(session, consultation.id)
    path = tmp_path / "record.zip"
    with exported as file, path.open("wb") as target:
        shutil.copyfileobj(file, target)
    verdict = chain.verify(path)
    assert verdict.fault is None
    assert (verdict.entries, verdict.head) == head


@pytest.mark.parametrize("slug", SLUGS)
async def test_everything_happened_in_order_and_nothing_in_the_future(demo, slug):
    async with demo.read() as session:
        consultation = await queries.by_ref(session, slug)
        query = select(RecordEntry.at).where(RecordEntry.consultation_id == consultation.id).order_by(RecordEntry.seq)
        times = (await session.scalars(query)).all()
    assert all(earlier <= later for earlier, later in itertools.pairwise(times))
    assert times[-1] <= clock.now()
    assert times[-1] - times[0] > timedelta(days=20)


async def test_everybody_is_plainly_simulated(demo):
    async with demo.read() as session:
        organizations = (await session.scalars(select(Organization))).all()
        accounts = (await session.scalars(select(Account))).all()
        delegations = (await session.scalars(select(Delegation))).all()
        consultations = [await queries.by_ref(session, slug) for slug in SLUGS]
    assert 60 <= len(organizations) <= 80
    for named in (*organizations, *accounts, *delegations):
        assert named.name.endswith(", simulated")
    assert {account.email.partition("@")[2] for account in accounts} == {"demo.example"}
    for consultation in consultations:
        assert consultation.simulated
        assert "re-enactment" in consultation.title
        assert "simulated" in consultation.title
        assert "E/2006/85" in consultation.mandate["text"]
    names = {organization.name for organization in organizations}
    assert "Delegation 14, African States, simulated" in names
    regions = {organization.region for organization in organizations if organization.group == "government"}
    assert len(regions) == 5


@pytest.fixture
async def door(seeded) -> AsyncIterator[AsyncClient]:
    application = create_app(seeded.settings)
    async with (
        LifespanManager(application),
        AsyncClient(transport=ASGITransport(application), base_url="http://test") as client,
    ):
        yield client


async def test_every_printed_link_signs_in_again_and_again(seeded, door):
    lines = [line for line in seeded.printed.splitlines() if "token=" in line]
    assert len(lines) == len(seed.ROLES)
    assert len({line.index("http") for line in lines}) == 1, "the links stand under each other"
    kinds = set()
    for line in lines:
        assert f"{seeded.settings.base_url}/sign-in?token=" in line
        body = {"token": line.partition("token=")[2]}
        for _ in range(2):
            signed_in = await door.post("/api/v1/auth/link", json=body)
            assert signed_in.status_code == 200, signed_in.text
        bearer = {"Authorization": f"Bearer {signed_in.json()['token']}"}
        page = (await door.get(f"/api/v1/consultations/{content.SLUG}", headers=bearer)).json()
        kinds |= {held["kind"] for held in page["my_capacities"]}
    assert kinds == {"delegate", "chair", "advisory_group_member", "secretariat", "convener", "observer", "rapporteur"}


async def test_a_visitor_can_take_part_at_once(seeded, door):
    """The meeting is in progress and its round open: a delegate signs in, comments and states a position."""
    token = re.search(r"token=(\S+)", seeded.printed).group(1)
    await door.post("/api/v1/auth/link", json={"token": token})
    door.headers["Origin"] = "http://test"
    meeting = (await door.get(f"/api/v1/consultations/{igf.SLUG}/meetings")).json()["items"][0]
    assert meeting["state"] == "scheduled"
    meeting = (await door.get(f"/api/v1/consultations/{content.SLUG}/meetings")).json()["items"][0]
    assert (meeting["title"], meeting["state"]) == (content.MEETING, "in_progress")
    rounds = (await door.get(f"/api/v1/consultations/{content.SLUG}")).json()["rounds"]
    assert [found["state"] for found in rounds] == ["closed", "open", "scheduled"]
    assert rounds[0]["scheduled_closes_at"] < rounds[0]["closed_at"] < meeting["started_at"]
    note = (await door.get(f"/api/v1/consultations/{igf.SLUG}")).json()["note"]
    option = note["questions"][0]["options"][0]["id"]
    stated = await door.put(f"/api/v1/options/{option}/position", json={"stance": "neutral", "language": "en"})
    assert stated.status_code == 200, stated.text
    assert stated.json()["acted_as"]["entity"] == "Delegation 14, African States, simulated"


async def test_a_seeding_that_fails_leaves_nothing_half_done(app, db, settings, monkeypatch):
    async def fail(_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(acts, "play", fail)
    with pytest.raises(RuntimeError):
        await seed.run(db, settings)
    async with db.read() as session:
        assert [await queries.by_ref(session, slug) for slug in SLUGS] == [None, None]
        assert (await session.scalars(select(Account))).all() == []


async def test_the_advisory_group_has_a_sealed_ballot_and_an_open_one(demo):
    async with demo.read() as session:
        rows = (await session.scalars(select(Ballot).order_by(Ballot.seq))).all()
    sealed, running = rows
    assert (sealed.state, sealed.turnout) == ("sealed", 41)
    assert len(sealed.results["outcomes"]["equal_groups"]["winners"]) == 4
    assert sealed.roll_size > 41
    assert (running.state, running.turnout) == ("frozen", 17)
    assert running.opens_at < clock.now() < running.closes_at
