"""A small consultation that most tests start from, built through the services as the real ones are."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import AsyncClient, Response

from app.accounts import service as accounts
from app.accreditation import service as accreditation
from app.accreditation.schemas import AccreditationIn
from app.capacities.actor import SYSTEM, identify
from app.config import Settings
from app.consultations import queries, service
from app.consultations.schemas import ConsultationIn
from app.core import clock, security
from app.core.db import Database
from app.meetings import service as meetings
from app.meetings.schemas import MeetingIn
from app.record.service import Record

SLUG = "membership"
PEOPLE: dict[str, dict[str, Any]] = {
    "chair": {"capacity": "chair"},
    "secretariat": {"capacity": "secretariat"},
    "convener": {"capacity": "convener"},
    "observer": {"capacity": "observer"},
    "advisory": {"capacity": "advisory_group_member"},
    "delegate": {"capacity": "delegate", "organization": ("Delegation 1, simulated", "government", "african")},
    "colleague": {"capacity": "delegate", "organization": ("Delegation 1, simulated", "government", "african")},
    "neighbour": {"capacity": "delegate", "organization": ("Network 2, simulated", "civil_society", "weog")},
    "rapporteur": {"capacity": "rapporteur"},
    "person": {"capacity": "personal_capacity", "group": "academic_community", "region": "asia_pacific"},
}


@dataclass
class Person:
    """A client of one person: the same calls as httpx, with that person's token."""

    client: AsyncClient
    token: str | None
    account_id: UUID | None = None

    async def _call(self, method: str, path: str, **more: Any) -> Response:
        headers = {**(more.pop("headers", None) or {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return await self.client.request(method, f"/api/v1{path}", headers=headers, **more)

    async def get(self, path: str, **more: Any) -> Response:
        return await self._call("GET", path, **more)

    async def post(self, path: str, json: Any = None, **more: Any) -> Response:
        return await self._call("POST", path, json=json, **more)

    async def put(self, path: str, json: Any = None, **more: Any) -> Response:
        return await self._call("PUT", path, json=json, **more)

    async def patch(self, path: str, json: Any = None, **more: Any) -> Response:
        return await self._call("PATCH", path, json=json, **more)


@dataclass
class World:
    """`people` by role (a stranger has an account and no capacity; the reader is not signed in)."""

    app: FastAPI
    client: AsyncClient
    slug: str
    consultation_id: UUID
    round_ids: list[UUID]
    meeting_id: UUID
    question_ids: list[UUID]
    option_ids: list[UUID]
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def seen_through(self, app: FastAPI, client: AsyncClient) -> "World":
        """The same people and ids in another app on a copy of the same database."""
        people = {role: replace(person, client=client) for role, person in self.people.items()}
        return replace(self, app=app, client=client, people=people)

    @property
    def db(self) -> Database:
        database: Database = self.app.state.db
        return database

    async def post_comment(self, text: str = "We agree.", *, by: str = "delegate", **more: Any) -> dict[str, Any]:
        """These four do the usual act and insist that it succeeded; tests of refusals call the API themselves."""
        body = {"text": text, "language": "en", **more}
        return _made(await self.people[by].post(f"/meetings/{self.meeting_id}/comments", body))

    async def file(self, text: str = "Our view.", *, by: str = "delegate", **more: Any) -> dict[str, Any]:
        body = {"title": "Contribution", "text": text, "language": "en", **more}
        return _made(await self.people[by].post(f"/consultations/{self.slug}/contributions", body))

    async def state(self, stance: str, *, by: str = "delegate", option: int = 0, **more: Any) -> dict[str, Any]:
        body = {"stance": stance, "language": "en", **more}
        return _made(await self.people[by].put(f"/options/{self.option_ids[option]}/position", body))

    async def moderate(self, action: str, kind: str, subject_id: Any, *, by: str = "secretariat") -> dict[str, Any]:
        body = {"subject_type": kind, "subject_id": str(subject_id), "action": action, "reason": f"To {action} it"}
        return _made(await self.people[by].post("/moderation/decisions", body))

    async def record(self, person: str = "reader") -> list[dict[str, Any]]:
        """The whole record as this person sees it."""
        items: list[dict[str, Any]] = []
        after: int | None = 0
        while after is not None:
            page = (await self.people[person].get(f"/consultations/{self.slug}/record?after={after}")).json()
            items += page["items"]
            after = page["next"]
        return items


def _made(response: Response) -> dict[str, Any]:
    assert response.status_code in {200, 201}, response.text
    made: dict[str, Any] = response.json()
    return made


def definition(**changes: Any) -> dict[str, Any]:
    """A consultation as a client would post it: a call for inputs, a meeting round, a draft review."""
    start = clock.now() - timedelta(days=1)

    def period(first: int, last: int) -> dict[str, str]:
        opens, closes = start + timedelta(days=first), start + timedelta(days=last)
        return {"scheduled_opens_at": clock.iso(opens), "scheduled_closes_at": clock.iso(closes)}

    return {
        "slug": SLUG,
        "title": "Membership of the commission (simulated)",
        "summary_line": "Should the commission grow?",
        "languages": ["en", "ar"],
        "mandate": {"text": "Requested by a simulated resolution.", "reports_to": "The simulated council"},
        "convener": "The simulated council",
        "simulated": True,
        "rounds": [
            {"kind": "call_for_inputs", "title": "Call for inputs", **period(0, 5)},
            {"kind": "meeting_round", "title": "Meeting round", **period(0, 10)},
            {"kind": "draft_review", "title": "Review of the draft", **period(20, 30)},
        ],
        "note": {
            "title": "Informal background note",
            "text": "Two proposals are put forward.",
            "questions": [
                {
                    "title": "Membership",
                    "options": [
                        {"label": "Enlarge from 33 to 53 members", "kind": "numeric"},
                        {"label": "Keep 33 members", "kind": "structural"},
                    ],
                },
                {"title": "Length", "options": [{"label": "Extend the session from 5 to 8 days", "kind": "numeric"}]},
            ],
        },
        **changes,
    }


async def build_world(app: FastAPI, client: AsyncClient, **changes: Any) -> World:
    body = ConsultationIn.model_validate(definition(**changes))
    database: Database = app.state.db
    async with database.write() as session:
        consultation = await service.create(session, SYSTEM, body)
        record = await Record.hold(session, consultation.id)
        for role, how in PEOPLE.items():
            await accreditation.admit(session, record, SYSTEM, consultation.id, _accreditation(role, how))
        await accounts.ensure_account(session, "stranger@example.org", "Stranger, simulated")
        await accounts.ensure_account(session, "founder@example.org", "Founder, simulated", may_convene=True)
        rounds = await queries.rounds(session, consultation.id)
        start = clock.now()
        meeting = await meetings.add(
            session,
            record,
            SYSTEM,
            consultation.id,
            MeetingIn(
                round_id=rounds[1].id,
                title="Informal meeting",
                scheduled_starts_at=start,
                scheduled_ends_at=start + timedelta(hours=3),
            ),
        )
        note = await queries.note(session, consultation.id)
    assert note is not None
    world = World(
        app=app,
        client=client,
        slug=body.slug,
        consultation_id=consultation.id,
        round_ids=[r.id for r in rounds],
        meeting_id=meeting.id,
        question_ids=[q.id for q in note.questions],
        option_ids=[o.id for q in note.questions for o in q.options],
    )
    await _sign_everybody_in(world)
    for round_id in world.round_ids[:2]:
        assert (await world.chair.post(f"/rounds/{round_id}/open", {"reason": "As scheduled"})).status_code == 200
    assert (await world.chair.post(f"/meetings/{world.meeting_id}/start")).status_code == 200
    return world


def _accreditation(role: str, how: dict[str, Any]) -> AccreditationIn:
    values: dict[str, Any] = {"email": f"{role}@example.org", "name": f"{role.title()}, simulated", **how}
    if organization := values.pop("organization", None):
        values["organization"] = dict(zip(("name", "group", "region"), organization, strict=True))
    return AccreditationIn.model_validate(values)


async def _sign_everybody_in(world: World) -> None:
    settings: Settings = world.app.state.settings
    world.people["reader"] = Person(world.client, None)
    for role in (*PEOPLE, "stranger", "founder"):
        async with world.db.read() as session:
            from app.accounts import queries as account_queries

            account = await account_queries.by_email(session, f"{role}@example.org")
        assert account is not None
        claims = security.Claims(account.id, account.token_generation)
        token = security.issue_token(settings.secret.get_secret_value(), claims, security.expiry(24 * 60))
        assert (await identify(world.db, settings, token)).account is not None
        world.people[role] = Person(world.client, token, account.id)
