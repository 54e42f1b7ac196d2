"""The advisory group of 46 (E/2006/85, paragraph 47), with simulated members: called for, nominated, appointed.

Two seats are open and some nominees not decided on, so that one can try what appointing them would change. The offices
go round as paragraph 17 describes it for another body; the organizations that they go round among are simulated.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.advisory.composition import DeclaredGender
from app.advisory.groups import service as groups
from app.advisory.groups.schemas import AdvisoryGroupIn
from app.advisory.interests import service as interests
from app.advisory.interests.schemas import InterestIn
from app.advisory.nominations import service as nominations
from app.advisory.nominations.schemas import ConsentIn, NominationCallIn, NominationIn, NomineeIn
from app.advisory.offices import service as offices
from app.advisory.offices.schemas import DeviationIn, OfficeIn
from app.advisory.seats import service as seats
from app.advisory.seats.queries import page as seats_of
from app.advisory.seats.schemas import AppointmentsIn, SeatIn
from app.capacities import queries as capacity_queries
from app.capacities.actor import Actor, CapacityKind
from app.demo.acts import SECRETARIAT, Act, Stage
from app.demo.people import DOMAIN
from app.stakeholders.groups import RegionalGroup, StakeholderGroup
from app.themes.models import Theme

CONVENER, DELEGATE, ACCESS = "convener", "delegate14", "Access"
# Days from now.
ESTABLISHED, CALLED, CALL_CLOSED, LATE, FIRST_TERM, APPOINTED, RESIGNED = -41.0, -40.5, -16.0, -14.0, -12.0, -11.0, -4.0
SIZE, MINIMUM = 46, 40
TITLE = "Advisory group (re-enacted, all members simulated)"
MANDATE = """\
To assist in convening the first meeting of the Forum: to prepare its agenda and programme. Its 46 members come from \
governments, the private sector and civil society, including the academic and technical communities, from all regions, \
and serve in their personal capacity (E/2006/85, paragraph 47).

How the seats are divided, the terms and the renewal are elaborated for this simulation."""
AUTHORITY = "The Secretary-General (re-enacted), on the proposal of the Special Adviser"
CALL = """\
Persons of proven expertise and experience are sought, from all stakeholder groups and all regions. Nominate yourself, \
or somebody who agrees to it. Say in a few sentences what the person would bring to the group."""
HOSTS = ["Host country of the first meeting", "Host country of the next meeting"]
CHOSEN = "The composition keeps the balance between stakeholder groups and regions that the mandate asks for."
LEFT = "A new post leaves me no time for the group (simulated)."
LATE_BECAUSE = "The association's board met only after the closing date (simulated)."
POOL = [f"Agency {number}, simulated" for number in (1, 2, 3)]
PASSED_OVER = "Agency 3 asked to be passed over for one year; the rotation goes on unchanged (simulated)."
DAYS_OF_OFFICE = 500  # since the first turn began, so that one hand-over lies behind
BY = ("delegate5", "civil1", "company1", "technical1", "research1", "civil9", "business2", "technical4", "io1")

G, R = StakeholderGroup, RegionalGroup
REGIONS = tuple(R)


class Candidate(NamedTuple):
    """`number` is in the name and decides who nominates and what they say of themselves."""

    number: int
    group: StakeholderGroup
    region: RegionalGroup

    @property
    def key(self) -> str:
        """The first two have sign-ins of their own (people.py)."""
        return f"advisor{self.number}" if self.number < 3 else f"nominee{self.number}"

    @property
    def name(self) -> str:
        return f"{'Advisory group member' if self.number <= SIZE else 'Nominee'} {self.number}, simulated"

    @property
    def gender(self) -> DeclaredGender | None:
        if self.number % 15 == 7:
            return None
        return DeclaredGender.WOMAN if self.number % 9 in {1, 3, 5, 8} else DeclaredGender.MAN


def _members() -> Iterator[Candidate]:
    """45 of the 46: the numbers by group, with the regions in turn. One resigns later."""
    yield Candidate(1, G.ACADEMIC_COMMUNITY, R.GRULAC)
    yield Candidate(2, G.PRIVATE_SECTOR, R.AFRICAN)
    number = 3
    for group, seats_ in (
        (G.GOVERNMENT, 17),
        (G.PRIVATE_SECTOR, 6),
        (G.CIVIL_SOCIETY, 7),
        (G.TECHNICAL_COMMUNITY, 7),
        (G.ACADEMIC_COMMUNITY, 6),
    ):
        for _ in range(seats_):
            yield Candidate(number, group, REGIONS[number % 5])
            number += 1


MEMBERS = tuple(_members())
RESIGNS = next(each for each in MEMBERS if each.group is G.TECHNICAL_COMMUNITY)
UNDECIDED = (
    Candidate(61, G.GOVERNMENT, R.GRULAC),
    Candidate(62, G.GOVERNMENT, R.WEOG),
    Candidate(63, G.TECHNICAL_COMMUNITY, R.EASTERN_EUROPEAN),
    Candidate(64, G.TECHNICAL_COMMUNITY, R.AFRICAN),
    Candidate(65, G.CIVIL_SOCIETY, R.ASIA_PACIFIC),
)
LATE_ONE = Candidate(66, G.PRIVATE_SECTOR, R.AFRICAN)


class Told:
    """What came to be while the acts were played."""

    def __init__(self) -> None:
        self.group = self.call = self.chair = UUID(int=0)
        self.nominations: dict[str, UUID] = {}
        self.accounts: dict[str, UUID] = {}


def played(stage: Stage) -> Iterator[Act]:
    """`stage`: of the consultation on the Forum."""
    told = Told()
    yield Act(stage.days(ESTABLISHED), lambda: _establish(stage, told))
    yield Act(stage.days(CALLED), lambda: _call(stage, told))
    everybody = (*MEMBERS, *UNDECIDED)
    for place, candidate in enumerate(everybody):
        at = stage.days(CALLED) + (place + 1) * timedelta(days=CALL_CLOSED - CALLED) / (len(everybody) + 2)
        yield _nomination(stage, told, candidate, at)
        yield _consent(stage, told, candidate, at + timedelta(minutes=40))
    yield _nomination(stage, told, LATE_ONE, stage.days(LATE), LATE_BECAUSE)
    yield _consent(stage, told, LATE_ONE, stage.days(LATE) + timedelta(minutes=40))
    yield Act(stage.days(LATE) + timedelta(hours=2), lambda: _ask_delegate(stage, told))
    yield Act(stage.days(APPOINTED), lambda: _appoint(stage, told))
    yield Act(stage.days(APPOINTED) + timedelta(hours=1), lambda: _seat_host(stage, told))
    yield Act(stage.days(APPOINTED) + timedelta(hours=2), lambda: _offices(stage, told))
    yield Act(stage.days(RESIGNED), lambda: _resign(stage, told))
    yield Act(stage.days(RESIGNED) + timedelta(hours=3), lambda: _declare(stage))


async def _establish(stage: Stage, told: Told) -> None:
    body = AdvisoryGroupIn(
        title=TITLE,
        mandate=MANDATE,
        language="en",
        size=SIZE,
        gender_minimum=MINIMUM,
        ex_officio=HOSTS,
        appointing_capacity=CapacityKind.CONVENER,
        appointing_authority=AUTHORITY,
        first_term_on=_day(stage, FIRST_TERM),
    )
    told.group = (await groups.establish(stage.session, stage.actors[CONVENER], stage.consultation.slug, body)).id


async def _call(stage: Stage, told: Told) -> None:
    body = NominationCallIn(
        text=CALL, language="en", opens_at=stage.scheduled(CALLED), closes_at=stage.scheduled(CALL_CLOSED)
    )
    told.call = (await nominations.call(stage.session, stage.actors[SECRETARIAT], told.group, body)).id


def _nomination(stage: Stage, told: Told, candidate: Candidate, at: datetime, late: str | None = None) -> Act:
    by = stage.actors[BY[candidate.number % len(BY)]]
    body = NominationIn(
        nominee=NomineeIn(email=f"{candidate.key}@{DOMAIN}", name=candidate.name),
        group=candidate.group,
        region=candidate.region,
        statement=f"Has worked in this field for {5 + candidate.number % 17} years (simulated).",
        language="en",
        late_reason=late,
    )
    return Act(at, lambda: _remember(stage, told, candidate.key, by, body))


async def _remember(stage: Stage, told: Told, key: str, by: Actor, body: NominationIn) -> None:
    made = await nominations.nominate(stage.session, by, told.call, body)
    assert made.account_id is not None  # nobody has withdrawn yet
    told.nominations[key], told.accounts[key] = made.id, made.account_id


def _consent(stage: Stage, told: Told, candidate: Candidate, at: datetime) -> Act:
    async def consent() -> None:
        nominee = await _nominee(stage, told, candidate)
        body = ConsentIn(gender=candidate.gender)
        await nominations.consent(stage.session, nominee, told.nominations[candidate.key], body)

    return Act(at, consent)


async def _nominee(stage: Stage, told: Told, candidate: Candidate) -> Actor:
    """Most of them were not in the consultation before."""
    account_id = told.accounts[candidate.key]
    return Actor(*(await capacity_queries.held_now(stage.session, {account_id}))[account_id])


async def _ask_delegate(stage: Stage, told: Told) -> None:
    """A nomination for one who has a sign-in link of the demo, to be answered by whoever uses it."""
    delegate = stage.actors[DELEGATE].account
    assert delegate is not None  # everybody in the demo has one
    body = NominationIn(
        nominee=NomineeIn(email=delegate.email, name=delegate.name),
        group=G.GOVERNMENT,
        region=R.AFRICAN,
        statement="Knows the work of the regional preparatory meetings (simulated).",
        language="en",
        late_reason=LATE_BECAUSE,
    )
    await nominations.nominate(stage.session, stage.actors["technical1"], told.call, body)


async def _appoint(stage: Stage, told: Told) -> None:
    chosen = [told.nominations[member.key] for member in MEMBERS]
    body = AppointmentsIn(nomination_ids=chosen, reason=CHOSEN)
    await seats.appoint_nominees(stage.session, stage.actors[CONVENER], told.group, body)


async def _seat_host(stage: Stage, told: Told) -> None:
    body = SeatIn(
        email=f"host1@{DOMAIN}",
        name="Representative of the host country, simulated",
        group=G.GOVERNMENT,
        region=R.WEOG,
        ex_officio=HOSTS[0],
        reason="Named by the host country (simulated).",
    )
    await seats.appoint_directly(stage.session, stage.actors[CONVENER], told.group, body)


async def _offices(stage: Stage, told: Told) -> None:
    """The chair goes round among three, the co-chair one place ahead; the secretariat comes with the chair."""
    actor, first = stage.actors[SECRETARIAT], _day(stage, -DAYS_OF_OFFICE)
    for title, place in (("Chair", 0), ("Co-chair", 1)):
        body = OfficeIn(title=title, language="en", pool=POOL, starts_with=place, first_on=first, period_months=12)
        made = await offices.establish(stage.session, actor, told.group, body)
        if place == 0:
            told.chair = made.id
    follower = OfficeIn(title="Secretariat", language="en", follows_id=told.chair)
    await offices.establish(stage.session, actor, told.group, follower)
    deviation = DeviationIn(turn=2, holder=POOL[0], reason=PASSED_OVER)
    await offices.deviate(stage.session, actor, told.chair, deviation)


async def _resign(stage: Stage, told: Told) -> None:
    held = await seats_of(stage.session, told.group, None, None, 100)
    seat = next(each for each in held if each.account_id == told.accounts[RESIGNS.key])
    await seats.resign(stage.session, await _nominee(stage, told, RESIGNS), seat.id, LEFT)


async def _declare(stage: Stage) -> None:
    """On a candidate theme, so that a ballot on themes has somebody to recuse."""
    found = select(Theme).where(Theme.consultation_id == stage.consultation.id, Theme.title == ACCESS)
    theme = (await stage.session.scalars(found)).one()
    body = InterestIn(
        subject_type="theme",
        subject_id=theme.id,
        subject=theme.title,
        text="The company I work for builds connections in several countries (simulated).",
        language="en",
    )
    await interests.declare(stage.session, stage.actors["advisor2"], stage.consultation.slug, body)


def _day(stage: Stage, days: float) -> date:
    return stage.days(days).date()
