"""`convenor serve --demo`: fills the database with two simulated consultations, once, and prints sign-in links.

Every act goes through the services, at the instant it is said to have happened. Each consultation is one unit of
work: it is there whole, or not at all.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from app.accounts import queries as account_queries
from app.accounts import service as accounts
from app.accreditation import service as accreditation
from app.ballots.office import Office
from app.capacities import queries as capacity_queries
from app.capacities.actor import SYSTEM, Actor
from app.config import Settings
from app.consultations import queries
from app.consultations import service as consultations
from app.consultations.schemas import ConsultationIn
from app.core import clock
from app.core.db import Database, WriteSession
from app.core.mail import ConsoleMailer
from app.demo import acts, advisory, ballots, content, floor, igf, texts, themes
from app.demo.acts import Act, Stage
from app.demo.people import EVERYBODY, VOTERS, Person
from app.demo.plan import plan
from app.demo.targets import CHANGES, TARGETS, target
from app.meetings.schemas import MeetingIn
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record

LINK_LIFETIME, LINK_USES = timedelta(days=30), 1000
PEOPLE = {person.key: person for person in EVERYBODY}
ROLES = {
    "Delegate of a government": "delegate14",
    "Delegate of a civil society network": "civil5",
    "Chair": "chair",
    "Advisory group member": "advisor1",
    "Secretariat": "secretariat",
    "Rapporteur (captions)": "rapporteur",
    "Convener": "convener",
    "Observer": "observer1",
}


async def run(database: Database, settings: Settings) -> str:
    """Seed what is not there yet, issue new links, and give the text to print."""
    async with database.write() as session:
        if await queries.by_ref(session, igf.SLUG) is None:
            await _seed_igf(session, Office.of(settings, ConsoleMailer()))
    async with database.write() as session:  # the main one second: lists show the newest first
        if await queries.by_ref(session, content.SLUG) is None:
            await _seed_cstd(session)
    async with database.write() as session:
        links = await _links(session, settings)
    return _printed(settings, links)


async def _seed_cstd(session: WriteSession) -> None:
    now = _this_second()
    days = (content.CREATED, content.ACCREDITED)
    stage = await _stage(session, now, content.consultation(acts.full_hour(now)), EVERYBODY, days)
    meeting_ids: list[UUID] = []
    written = (*_said(stage, meeting_ids), *_asked(stage))
    await acts.play([*_course(stage, meeting_ids), *floor.conducted(stage, meeting_ids), *written])


def _course(stage: Stage, meeting_ids: list[UUID]) -> Iterator[Act]:
    """Rounds and the meeting."""
    yield acts.opening(stage, 1, content.INPUTS_OPEN, content.OPENED)
    yield acts.extension(stage, 1, content.INPUTS_EXTENDED, content.INPUTS_CLOSE, content.EXTENDED)
    yield acts.closing(stage, 1, content.INPUTS_CLOSE, content.CLOSED)
    yield acts.opening(stage, 2, content.MEETING_ROUND_OPEN, content.MEETING_ROUND_OPENED)
    starts = acts.full_hour(stage.now) - timedelta(hours=content.MEETING_HOURS_AGO)
    body = MeetingIn(
        round_id=stage.rounds[1],
        title=content.MEETING,
        venue=content.VENUE,
        scheduled_starts_at=starts,
        scheduled_ends_at=starts + timedelta(hours=content.MEETING_HOURS),
    )
    yield acts.announcement(stage, meeting_ids, body, stage.days(content.MEETING_ANNOUNCED))
    yield acts.meeting_start(stage, meeting_ids, starts + content.MEETING_BEGAN_LATE)


def _said(stage: Stage, meeting_ids: Sequence[UUID]) -> Iterator[Act]:
    """What participants wrote, said and stated."""
    for text in texts.contributions(content.CONTRIBUTIONS):
        yield from acts.contribution(stage, text)
    for remark in texts.comments(content.COMMENTS):
        yield from acts.remark(stage, meeting_ids, remark)
    windows = (
        _window(stage, content.INPUTS_OPEN, content.INPUTS_CLOSE),
        _window(stage, content.MEETING_ROUND_OPEN, 0),
    )
    for planned in plan(TARGETS, CHANGES, EVERYBODY, texts.phrases(*content.REASONS)):
        yield acts.position(stage, planned, windows)


def _asked(stage: Stage) -> Iterator[Act]:
    """Statements to agree or disagree with, put by the system, and the votes on them."""
    statement_ids: list[UUID] = []
    asked = texts.propositions(content.STATEMENTS)

    async def put() -> None:
        record = await Record.hold(stage.session, stage.consultation.id)
        for item in asked:
            body = StatementIn(text=item.text, language=item.language)
            added = await opinions.add_statement(stage.session, record, SYSTEM, stage.consultation.id, body)
            statement_ids.append(added.id)

    yield Act(stage.days(content.STATEMENTS_ADDED), put)
    for voter in VOTERS:
        yield acts.votes(stage, voter, statement_ids, asked)


async def _seed_igf(session: WriteSession, office: Office) -> None:
    now = _this_second()
    people = [PEOPLE[key] for key in igf.PEOPLE]
    stage = await _stage(session, now, igf.consultation(acts.full_hour(now)), people, (igf.CREATED, igf.ACCREDITED))
    starts = (now + timedelta(days=igf.MEETING_IN_DAYS)).replace(hour=10, minute=0, second=0)
    meeting = MeetingIn(
        round_id=stage.rounds[1],
        title=igf.MEETING,
        venue=igf.VENUE,
        scheduled_starts_at=starts,
        scheduled_ends_at=starts + timedelta(hours=igf.MEETING_HOURS),
    )
    course = [
        acts.opening(stage, 1, igf.INPUTS_OPEN, igf.OPENED),
        acts.closing(stage, 1, igf.INPUTS_CLOSE, igf.CLOSED),
        acts.opening(stage, 2, igf.MEETING_ROUND_OPEN, igf.MEETING_ROUND_OPENED),
        acts.announcement(stage, [], meeting, stage.days(igf.MEETING_ROUND_OPEN) + timedelta(hours=1)),
    ]
    written = [act for text in texts.contributions(igf.CONTRIBUTIONS) for act in acts.contribution(stage, text)]
    windows = (_window(stage, igf.INPUTS_OPEN, igf.INPUTS_CLOSE), _window(stage, igf.MEETING_ROUND_OPEN, 0))
    targets = [target(option, table) for option, table in igf.TABLE.items()]
    stated = [acts.position(stage, each, windows) for each in plan(targets, (), people, texts.phrases(igf.REASONS))]
    written += [*themes.course(stage), *advisory.played(stage), *ballots.course(stage, office)]
    await acts.play([*course, *written, *stated])


async def _stage(
    session: WriteSession, now: datetime, body: ConsultationIn, people: Sequence[Person], days: tuple[float, float]
) -> Stage:
    """Convene and accredit, as the system, on these days from now; everybody acts for themselves afterwards."""
    created, accredited = (now + timedelta(days=day) for day in days)
    with clock.frozen(created):
        consultation = await consultations.create(session, SYSTEM, body)
    with clock.frozen(accredited):
        record = await Record.hold(session, consultation.id)
        account_ids = {}
        for person in people:
            admitted = await accreditation.admit(session, record, SYSTEM, consultation.id, person.accreditation())
            account_ids[person.key] = admitted.account_id
        held = await capacity_queries.held_now(session, account_ids.values())
    note = await queries.note(session, consultation.id)
    assert note is not None  # both consultations have one
    return Stage(
        session=session,
        now=now,
        consultation=consultation,
        rounds=[round_.id for round_ in await queries.rounds(session, consultation.id)],
        questions=[question.id for question in note.questions],
        options={f"{q.number}.{option.number}": option.id for q in note.questions for option in q.options},
        actors={key: Actor(*held[account_id]) for key, account_id in account_ids.items()},
    )


def _window(stage: Stage, first: float, last: float) -> tuple[datetime, datetime]:
    """When people sat down in a round: from a while after its opening until a while before its end (or now)."""
    return stage.days(first) + timedelta(minutes=30), stage.days(last) - timedelta(minutes=30)


def _this_second() -> datetime:
    return clock.now().replace(microsecond=0)


async def _links(session: WriteSession, settings: Settings) -> dict[str, str]:
    """New links at every start; they can be clicked again and again, because this is a demonstration."""
    await accounts.forget_expired_links(session)
    found = {}
    for role, key in ROLES.items():
        account = await account_queries.by_email(session, PEOPLE[key].email)
        assert account is not None  # seeded
        token = await accounts.issue_link(session, account.id, LINK_LIFETIME, LINK_USES)
        found[role] = f"{settings.base_url}/sign-in?token={token}"
    return found


def _printed(settings: Settings, links: dict[str, str]) -> str:
    width = max(map(len, links))
    return "\n".join(
        [
            "",
            f"Convenor demonstration, all participants simulated: {settings.base_url}",
            "",
            "One click signs you in as",
            *(f"  {role:<{width}}  {link}" for role, link in links.items()),
            "",
            "Check the record with",
            f"  convenor export record {content.SLUG} -o {content.SLUG}.zip && convenor verify {content.SLUG}.zip",
            "",
        ]
    )
