"""Nobody, on no channel, sees how a ballot goes before it is sealed; afterwards nothing joins a voter to a choice.

What must not show is compared, not searched for: everything anybody can fetch is fetched twice, and in between every
member votes otherwise. Whatever differed would be a leak.
"""

import hashlib
import json
import re
from typing import Any
from uuid import UUID, uuid4

from httpx import Response
from sqlalchemy import text

from app.ballots import verify
from app.core import clock
from app.models import Base
from tests.ballots.halls import bundle, nonce, opened, receipt, results, sealed, seat
from tests.live.following import follow, head
from tests.world import Person, World

FIRST, OTHERWISE = [0, 1], [2, 3]


def readable(world: World, ballots: list[str]) -> list[str]:
    """Every address that can be read, with the ids of this world where it needs one."""
    known: dict[str, Any] = {
        "ref": world.slug,
        "meeting_id": world.meeting_id,
        "option_id": world.option_ids[0],
        "round_id": world.round_ids[0],
    }
    paths = [path for path, methods in world.app.openapi()["paths"].items() if "get" in methods]
    filled = {_filled(path, known | {"ballot_id": ballot}) for path in paths for ballot in ballots}
    return sorted(path.removeprefix("/api/v1") for path in filled)


def pages(world: World, ballots: list[str]) -> list[str]:
    """What is served besides the interface: the pages a reader of a link or of a screen gets first, and the checks."""
    own = ["", "/ballots", "/record", "/summary", "/summary.html", "/programme"]
    own += [f"/ballots/{ballot}" for ballot in ballots]
    return ["/healthz", "/readyz", *(f"/c/{world.slug}{page}" for page in own)]


def _filled(path: str, known: dict[str, Any]) -> str:
    return re.sub(r"{(\w+)}", lambda match: str(known.get(match[1], UUID(int=7))), path)


async def everything(world: World, server: str, ballots: list[str], members: list[Person]) -> dict[str, str]:
    """What every role can fetch by every route, hears on the socket, and was sent by mail."""
    found: dict[str, str] = {}
    for role, person in (world.people | {"member": members[0], "another member": members[1]}).items():
        for path in readable(world, ballots):
            answer = await person.get(path)
            assert answer.status_code < 500, f"{path}: {answer.text}"
            found[f"{role} {path}"] = said(answer)
        for page in pages(world, ballots):
            signed_in = {"Authorization": f"Bearer {person.token}"} if person.token else {}
            found[f"{role} page {page}"] = said(await world.client.get(page, headers=signed_in))
    for role in world.people:
        async with follow(server, world, 0, by=role) as follower:
            await follower.until(await head(world))
            found[f"{role} socket"] = json.dumps(follower.entries)
    found["mail"] = json.dumps(world.app.state.mailer.sent)
    return found


def said(answer: Response) -> str:
    """With what a cache would go by."""
    plain = "json" in answer.headers.get("content-type", "")
    content = answer.text if plain else hashlib.sha256(answer.content).hexdigest()
    return f"{answer.status_code} {answer.headers.get('etag')} {answer.headers.get('content-length')} {content}"


async def test_before_the_seal_nothing_depends_on_how_anybody_voted(server: str, world: World) -> None:
    members = await seat(world)
    with clock.frozen(clock.now()):
        ballots = [await opened(world, mode=mode) for mode in ("open", "group_visible", "secret")]
        for number, member in enumerate(members):
            for ballot in ballots:
                await receipt(member, ballot, FIRST, number)
        before = await everything(world, server, ballots, members)
        for number, member in enumerate(members):
            for ballot in ballots:
                await receipt(member, ballot, OTHERWISE, 100 + number)
        after = await everything(world, server, ballots, members)
    assert len(before) > 500
    assert {name for name in before if before[name] != after[name]} == set()
    hidden = [name for name, said in before.items() if "results_hidden" in said]
    assert len(hidden) == 2 * len(ballots) * (len(world.people) + 2), "results and bundle, of each, for everybody"
    for ballot in ballots:
        await sealed(world, ballot)
        assert (await results(world, ballot))["figures"]["approvals"] == [0, 0, 12, 12]


async def rows(world: World) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    async with world.db.read() as session:
        return {
            table: [
                repr([value.hex() if isinstance(value, bytes | memoryview) else value for value in row])
                for row in await session.execute(text(f'SELECT * FROM "{table}"'))
            ]
            for table in Base.metadata.tables
        }


async def test_after_the_seal_no_row_joins_a_voter_to_a_choice(world: World) -> None:
    members = await seat(world)
    ballot = await opened(world)
    keys = world.app.state.settings.ballot_keys
    receipts = [await receipt(member, ballot, [number % 4], number) for number, member in enumerate(members)]
    assert [path.name for path in keys.iterdir()] == [f"{ballot}.key"]
    nonces = [nonce(number) for number in range(len(members))]
    commitments = [each["commitment"] for each in receipts]
    open_rows = await rows(world)
    assert len(open_rows["ballot_boxes"]) == 12
    assert len({len(row) for row in open_rows["ballot_boxes"]}) == 1, "a box's length says nothing"
    everywhere = "\n".join(row for found in open_rows.values() for row in found)
    assert not any(secret in everywhere for secret in (*nonces, *commitments))

    await sealed(world, ballot)
    assert list(keys.iterdir()) == []
    content = await bundle(world, ballot)
    closed_rows = await rows(world)
    assert closed_rows["ballot_boxes"] == []
    assert len(closed_rows.pop("ballot_bundles")) == 1
    everywhere = "\n".join(row for found in closed_rows.values() for row in found)
    assert not any(secret in everywhere for secret in (*nonces, *commitments))
    parts = verify.unpack(content)
    published = b"".join(part for name, part in parts.items() if name != verify.DEFINITION).decode()
    assert not any(secret in published for secret in nonces)
    assert not any(str(member.account_id) in published for member in members)
    listed = parts[verify.BALLOTS].decode().splitlines()
    assert listed == sorted(listed), "in the order of what they say, not of how they came"
    assert parts[verify.COMMITMENTS].decode().split() == sorted(commitments)


async def test_of_casting_the_record_says_how_many_and_nothing_else(world: World) -> None:
    members = await seat(world)
    ballot = await opened(world)
    key = {"Idempotency-Key": str(uuid4())}
    body = {"choice": {"approve": [3]}, "nonce": nonce(3)}
    for _ in range(2):
        assert (await members[0].put(f"/ballots/{ballot}/ballot", body, headers=key)).status_code == 200
    entries = [entry for entry in await world.record("chair") if entry["type"] == "ballot.turnout"]
    assert [entry["payload"] for entry in entries] == [
        {"type": "ballot.turnout", "turnout": {"id": ballot, "turnout": 1, "roll": 13}}
    ]
    assert entries[0]["actor"] == {"account_id": None, "capacity": "system", "delegation_id": None}
    assert (await rows(world))["kept_answers"] == [], "no answer is kept that holds a commitment beside an account"
