"""Finding groups, and counting who sits in them: a fixed number of queries however many members there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory.composition import gender_balance, rows
from app.advisory.groups.schemas import (
    AdvisoryTerm,
    CompositionOut,
    CompositionRow,
    ExOfficioOut,
    GenderOut,
    Refused,
    RenewalOut,
)
from app.advisory.models import AdvisoryGroup, AdvisorySeat, Nomination
from app.advisory.rotation import Calendar
from app.advisory.terms import Served, TermRules, renewal, require_seat
from app.core import clock
from app.core.errors import NotNow


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[AdvisoryGroup]:
    query = select(AdvisoryGroup).where(AdvisoryGroup.consultation_id == consultation_id)
    if before is not None:
        query = query.where(AdvisoryGroup.seq < before)
    return (await session.scalars(query.order_by(AdvisoryGroup.seq.desc()).limit(limit))).all()


def calendar(group: AdvisoryGroup) -> Calendar:
    return Calendar(group.first_term_on, group.term_months)


def term_at(group: AdvisoryGroup, instant: datetime) -> AdvisoryTerm:
    """The term of this instant; before the first one begins, the first. Terms change at midnight UTC."""
    found = calendar(group)
    return term(group, max(0, found.number(instant.astimezone(UTC).date())))


def term(group: AdvisoryGroup, number: int) -> AdvisoryTerm:
    found = calendar(group)
    starts, ends = (datetime.combine(found.begins(each), time(), UTC) for each in (number, number + 1))
    return AdvisoryTerm(number=number, starts_at=starts, ends_at=ends)


def rules(group: AdvisoryGroup) -> TermRules:
    return TermRules(group.size, group.max_terms, group.renewed_one_in)


def served(seats: Collection[AdvisorySeat]) -> list[Served]:
    """What the rules of renewal are about: ex-officio seats come and go with the office they are held for."""
    return [Served(seat.account_id, seat.term, bool(seat.ended)) for seat in seats if seat.ex_officio is None]


async def seats(session: AsyncSession, group_id: UUID) -> Sequence[AdvisorySeat]:
    """All there ever were, in the order of appointment."""
    query = select(AdvisorySeat).where(AdvisorySeat.group_id == group_id).order_by(AdvisorySeat.seq)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


@dataclass
class Draft:
    """Who of the nominees could be appointed for a term, taken in their order, and who could not."""

    accepted: list[Nomination] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def draft(
    group: AdvisoryGroup, all_seats: Collection[AdvisorySeat], term: int, nominees: Sequence[Nomination]
) -> Draft:
    found, so_far = Draft(), served(all_seats)
    for nominee in nominees:
        try:
            require_seat(rules(group), so_far, nominee.account_id, nominee.name, term)
        except NotNow as refusal:
            found.refused.append(Refused(nomination_id=nominee.id, detail=refusal.detail))
            continue
        found.accepted.append(nominee)
        so_far.append(Served(nominee.account_id, term, left=False))
    return found


def composition(
    group: AdvisoryGroup,
    all_seats: Sequence[AdvisorySeat],
    at: datetime | None,
    nominees: Sequence[Nomination] | None,
    record_seq: int,
) -> CompositionOut:
    """Of the term at `at` (now). With `nominees`, what it would be if they were appointed."""
    found = term_at(group, at or clock.now())
    ever = [seat for seat in all_seats if seat.term == found.number and seat.ex_officio is None]
    sitting = [seat for seat in ever if not seat.ended]
    drafted = draft(group, all_seats, found.number, nominees or ())
    added = drafted.accepted
    balance = gender_balance([seat.gender for seat in ever])
    return CompositionOut(
        group_id=group.id,
        record_seq=record_seq,
        term=found,
        size=group.size,
        persons=len(sitting),
        drafted=len(added),
        vacant=group.size - len(sitting) - len(added),
        entities=len({seat.nominated_by["id"] for seat in sitting if seat.nominated_by}),
        by_group=CompositionRow.all(rows(group.plan, [s.group for s in sitting], [n.group for n in added])),
        by_region=CompositionRow.all(rows(group.regions, [s.region for s in sitting], [n.region for n in added])),
        gender=GenderOut.of(balance, group.gender_minimum) if nominees is None else None,
        ex_officio=_ex_officio(group, all_seats, found),
        renewal=RenewalOut.of(renewal(rules(group), served(all_seats), found.number)),
        refused=drafted.refused,
    )


def _ex_officio(group: AdvisoryGroup, all_seats: Sequence[AdvisorySeat], found: AdvisoryTerm) -> list[ExOfficioOut]:
    holders = {
        seat.ex_officio: seat.name
        for seat in all_seats
        if seat.ex_officio and seat.term == found.number and not seat.ended
    }
    return [ExOfficioOut(title=title, holder=holders.get(title)) for title in group.ex_officio]
