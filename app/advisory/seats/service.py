"""Who is given a seat for which term, and who leaves it. With the seat comes the capacity to act, for the same time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.accounts import service as accounts
from app.advisory import queries as advisory
from app.advisory.groups import queries as groups
from app.advisory.groups.schemas import AdvisoryTerm
from app.advisory.models import AdvisoryGroup, AdvisorySeat, Nomination
from app.advisory.nominations import queries as nominations
from app.advisory.nominations.events import NominationDecided
from app.advisory.nominations.schemas import NominationOut, Outcome, decided, require_pending
from app.advisory.seats.events import SeatEnded, SeatTaken
from app.advisory.seats.schemas import AppointmentsIn, SeatIn, SeatOut, SeatsOut
from app.advisory.terms import require_seat
from app.capacities.actor import ActedAs, Actor, CapacityKind
from app.capacities.models import Capacity
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.record.service import Record


@dataclass(frozen=True)
class Seated:
    """Who takes a seat, and on which grounds."""

    account_id: UUID
    name: str
    group: str
    region: str | None
    gender: str | None
    reason: str
    ex_officio: str | None = None
    nomination_id: UUID | None = None
    nominated_by: dict[str, Any] | None = None

    @classmethod
    def nominee(cls, nomination: Nomination, reason: str) -> "Seated":
        acted_as = ActedAs.model_validate(nomination.acted_as)
        by = None
        if not nomination.self_nominated and acted_as.delegation_id:
            by = {"id": str(acted_as.delegation_id), "name": acted_as.entity}
        return cls(
            account_id=nomination.account_id,
            name=nomination.name,
            group=nomination.group,
            region=nomination.region,
            gender=nomination.gender,
            reason=reason,
            nomination_id=nomination.id,
            nominated_by=by,
        )


class Appointing:
    """The appointing authority at work in one unit of work: the record is held, the seats are as they stand."""

    def __init__(self, session: WriteSession, record: Record, group: AdvisoryGroup, acted_as: ActedAs) -> None:
        self.session, self.record, self.group, self.acted_as = session, record, group, acted_as
        self.seats: list[AdvisorySeat] = []

    @classmethod
    async def begin(cls, session: WriteSession, actor: Actor, group: AdvisoryGroup) -> "Appointing":
        kind = CapacityKind(group.appointing_capacity)
        acted_as = policy.require_kind(actor, group.consultation_id, kind, Action.APPOINT)
        record = await Record.hold(session, group.consultation_id)
        await session.refresh(group)
        acted_as = policy.require_kind(
            actor, group.consultation_id, CapacityKind(group.appointing_capacity), Action.APPOINT
        )
        self = cls(session, record, group, acted_as)
        self.seats = list(await groups.seats(session, group.id))
        return self

    async def seat(self, who: Seated, term: AdvisoryTerm) -> SeatOut:
        """Checked against everybody seated before, in this act too."""
        served = self._served(who, term)
        starts = max(term.starts_at, clock.now())
        capacity = Capacity(
            id=uuid4(),
            consultation_id=self.group.consultation_id,
            account_id=who.account_id,
            kind=CapacityKind.ADVISORY_GROUP_MEMBER,
            delegation_id=None,
            group=who.group,
            region=who.region,
            valid_from=starts,
            valid_until=term.ends_at,
        )
        seat = AdvisorySeat(
            id=uuid4(),
            consultation_id=self.group.consultation_id,
            group_id=self.group.id,
            seq=self.record.next_seq,
            capacity_id=capacity.id,
            term=term.number,
            served=served,
            starts_at=starts,
            ends_at=term.ends_at,
            appointed_by=self.acted_as.model_dump(mode="json"),
            appointed_at=clock.now(),
            ended=None,
            **vars(who),
        )
        self.session.add(capacity)
        await self.session.flush()  # the seat points to it
        self.session.add(seat)
        self.seats.append(seat)
        out = SeatOut.of(seat)
        self.record.append(self.acted_as.by, SeatTaken(acted_as=self.acted_as, seat=out))
        return out

    def _served(self, who: Seated, term: AdvisoryTerm) -> int:
        if term.ends_at <= clock.now():
            raise NotNow("That term is over.", code="term_over")
        if who.ex_officio is None:
            rules = groups.rules(self.group)
            return require_seat(rules, groups.served(self.seats), who.account_id, who.name, term.number)
        if who.ex_officio not in self.group.ex_officio:
            raise Invalid(f"The group has no seat “{who.ex_officio}”.", code="unknown_seat")
        held = [seat for seat in self.seats if seat.ex_officio == who.ex_officio and not seat.ended]
        if any(seat.term == term.number for seat in held):
            raise NotNow(f"The seat “{who.ex_officio}” is taken in this term.", code="no_seat_free")
        return len([seat for seat in held if seat.account_id == who.account_id]) + 1

    def term(self, at: datetime | None) -> AdvisoryTerm:
        return groups.term_at(self.group, at or clock.now())


async def appoint_nominees(session: WriteSession, actor: Actor, group_id: UUID, body: AppointmentsIn) -> SeatsOut:
    """All of them or none; each nomination is decided with the same reason."""
    group = await advisory.visible_group(session, actor, group_id)
    act = await Appointing.begin(session, actor, group)
    term = act.term(body.at)
    items = []
    for nomination in await nominations.chosen(session, actor, group, body.nomination_ids):
        require_pending(nomination)
        items.append(await act.seat(Seated.nominee(nomination, body.reason), term))
        nomination.decision = decided(Outcome.APPOINTED, body.reason, act.acted_as)
        out = NominationOut.of(nomination)
        act.record.append(act.acted_as.by, NominationDecided(acted_as=act.acted_as, nomination=out))
    return SeatsOut(items=items)


async def appoint_directly(session: WriteSession, actor: Actor, group_id: UUID, body: SeatIn) -> SeatOut:
    group = await advisory.visible_group(session, actor, group_id)
    act = await Appointing.begin(session, actor, group)
    account = await accounts.ensure_account(session, body.email, body.name)
    who = Seated(
        account_id=account.id,
        name=account.name,
        group=str(body.group),
        region=str(body.region) if body.region else None,
        gender=None,
        reason=body.reason,
        ex_officio=body.ex_officio,
    )
    return await act.seat(who, act.term(body.at))


async def renew(session: WriteSession, actor: Actor, seat_id: UUID, reason: str) -> SeatOut:
    """The same person, for the term that follows."""
    seat = await _visible(session, actor, seat_id)
    group = await advisory.visible_group(session, actor, seat.group_id)
    act = await Appointing.begin(session, actor, group)
    await session.refresh(seat)
    if seat.ended:
        raise NotNow(f"{seat.name} has left the group; appoint them again instead.", code="seat_ended")
    who = Seated(
        account_id=seat.account_id,
        name=seat.name,
        group=seat.group,
        region=seat.region,
        gender=seat.gender,
        reason=reason,
        ex_officio=seat.ex_officio,
        nomination_id=seat.nomination_id,
        nominated_by=seat.nominated_by,
    )
    return await act.seat(who, groups.term(group, seat.term + 1))


async def end(session: WriteSession, actor: Actor, seat_id: UUID, reason: str) -> SeatOut:
    """By the appointing authority, before the term ends."""
    seat = await _visible(session, actor, seat_id)
    group = await advisory.visible_group(session, actor, seat.group_id)
    act = await Appointing.begin(session, actor, group)
    return await _leave(session, act.record, act.acted_as, seat, reason, resigned=False)


async def resign(session: WriteSession, actor: Actor, seat_id: UUID, reason: str) -> SeatOut:
    seat = await _visible(session, actor, seat_id)
    if actor.account_id != seat.account_id:
        raise NotPermitted("Only the member can resign from this seat.")
    record = await Record.hold(session, seat.consultation_id)
    acted_as = ActedAs(
        account_id=seat.account_id,
        name=seat.name,
        capacity=CapacityKind.ADVISORY_GROUP_MEMBER,
        delegation_id=None,
        entity=seat.name,
        group=seat.group,
        region=seat.region,
    )
    return await _leave(session, record, acted_as, seat, reason, resigned=True)


async def _leave(
    session: WriteSession, record: Record, acted_as: ActedAs, seat: AdvisorySeat, reason: str, *, resigned: bool
) -> SeatOut:
    """The capacity ends with the seat; both stay in the database."""
    await session.refresh(seat)
    if seat.ended or seat.ends_at <= clock.now():
        raise NotNow("This seat has ended already.", code="seat_ended")
    now = clock.now()
    seat.ended = {"resigned": resigned, "reason": reason, "at": clock.iso(now)}
    capacity = await session.get_one(Capacity, seat.capacity_id, populate_existing=True)
    capacity.valid_until = max(now, capacity.valid_from)
    out = SeatOut.of(seat)
    record.append(acted_as.by, SeatEnded(acted_as=acted_as, seat=out))
    return out


async def _visible(session: WriteSession, actor: Actor, seat_id: UUID) -> AdvisorySeat:
    return await advisory.visible(session, actor, AdvisorySeat, seat_id, "seat")
