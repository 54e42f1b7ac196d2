"""A group of members on a roll, and the usual acts of a ballot, for the tests of ballots."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from httpx import Response

from app.accreditation import service as accreditation
from app.accreditation.schemas import AccreditationIn
from app.ballots import verify
from app.ballots.definition import NEED_BALLOTS
from app.capacities.actor import SYSTEM
from app.core import clock, security
from app.record.service import Record
from tests.conftest import SECRET
from tests.world import Person, World

# Twelve members in three groups: one of six, one of five and one so small that it is counted with another.
GROUPS = ("government",) * 6 + ("civil_society",) * 5 + ("media",)


def spec(**changes: Any) -> dict[str, Any]:
    """A secret approval ballot over four options, open now and for an hour."""
    rules = {"method": "approval", **changes.pop("rules", {})}
    return {
        "question": "Which themes should the first meeting take up?",
        "language": "en",
        "options": [{"label": label} for label in ("Openness", "Security", "Diversity", "Access")],
        "rules": rules,
        "mode": "secret",
        "closes_at": clock.iso(clock.now() + timedelta(hours=1)),
        **changes,
    }


async def seat(world: World, groups: tuple[str, ...] = GROUPS, first: int = 0) -> list[Person]:
    """Accredit members of the advisory group; the one of tests/world.py is a thirteenth, without a group."""
    members = []
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        for number, group in enumerate(groups, start=first):
            body = AccreditationIn.model_validate(
                {
                    "email": f"member{number}@example.org",
                    "name": f"Member {number}, simulated",
                    "capacity": "advisory_group_member",
                    "group": group,
                }
            )
            admitted = await accreditation.admit(session, record, SYSTEM, world.consultation_id, body)
            claims = security.Claims(admitted.account_id, 1)
            token = security.issue_token(SECRET, claims, security.expiry(24))
            members.append(Person(world.client, token, admitted.account_id))
    return members


async def drafted(world: World, **changes: Any) -> str:
    answer = await world.chair.post(f"/consultations/{world.slug}/ballots", spec(**changes))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def opened(world: World, **changes: Any) -> str:
    """The id of a ballot that is open for an hour; with tellers, where nobody else could count it again."""
    given = spec(**changes)
    if given["mode"] == "secret" and given["rules"]["method"] in NEED_BALLOTS and "tellers" not in changes:
        changes["tellers"] = await tellers(world)
    ballot = await drafted(world, **changes)
    answer = await world.chair.post(f"/ballots/{ballot}/freeze")
    assert answer.status_code == 200, answer.text
    return ballot


async def tellers(world: World) -> list[str]:
    """The capacities of two officers."""
    people = [(await person.get("/me")).json() for person in (world.secretariat, world.rapporteur)]
    return [person["capacities"][0]["id"] for person in people]


def nonce(number: int = 0) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


async def cast(person: Person, ballot: str, choice: Any, number: int = 0) -> Response:
    """`choice`: a list is of approved options."""
    choice = {"approve": choice} if isinstance(choice, list) else choice
    return await person.put(f"/ballots/{ballot}/ballot", {"choice": choice, "nonce": nonce(number)})


async def receipt(person: Person, ballot: str, choice: Any, number: int = 0) -> dict[str, Any]:
    answer = await cast(person, ballot, choice, number)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@contextmanager
def after_closing() -> Iterator[None]:
    with clock.frozen(clock.now() + timedelta(hours=2)):
        yield


async def sealed(world: World, ballot: str) -> dict[str, Any]:
    """Closed and sealed, two hours later; the process may have done it by itself meanwhile."""
    with after_closing():
        answer = await world.chair.post(f"/ballots/{ballot}/seal")
        assert answer.status_code == 200 or answer.json()["code"] == "ballot_sealed", answer.text
    shown = await world.chair.get(f"/ballots/{ballot}")
    found: dict[str, Any] = shown.json()
    assert found["state"] == "sealed"
    return found


async def results(world: World, ballot: str) -> dict[str, Any]:
    answer = await world.reader.get(f"/ballots/{ballot}/results")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["results"]
    return found


async def bundle(world: World, ballot: str) -> bytes:
    answer = await world.reader.get(f"/ballots/{ballot}/bundle")
    assert answer.status_code == 200, answer.text
    return answer.content


def parts(content: bytes) -> dict[str, Any]:
    """The readable parts of a bundle."""
    found = verify.unpack(content)
    return {name: json.loads(found[name]) for name in (verify.DEFINITION, verify.RESULTS, verify.SEAL)}
