"""Reading the ledger from the database: a fixed number of queries, whatever the size of the consultation.

Only what the public may see is read into a fact. Counting is left to SQL where there are many rows (votes, comments);
everything else is read as plain rows, not as objects.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import CONDUCTING
from app.capacities.models import Capacity, Delegation
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Round
from app.consultations.rules import Right
from app.consultations.scale import Scale
from app.contributions.models import Contribution
from app.core import clock
from app.meetings import queries as meeting_queries
from app.meetings.comments.models import Comment
from app.meetings.comments.queries import IS_PUBLIC
from app.meetings.models import Meeting
from app.positions import queries as position_queries
from app.positions.models import Position
from app.summaries import gathering_floor, gathering_points, queries
from app.summaries import gathering_proceedings as proceedings
from app.summaries import gathering_programme as programme
from app.summaries.engine.ledger import (
    CommentFact,
    ConsultationFact,
    ContributionFact,
    Cutoff,
    Ledger,
    MeetingFact,
    NoteFact,
    OptionFact,
    ParticipationFact,
    PositionFact,
    QuestionFact,
    RoundFact,
    Stance,
)
from app.summaries.engine.proceedings import SpokeFact
from app.summaries.engine.quotations import LONGEST
from app.summaries.gathering_opinions import with_found_groups
from app.summaries.tallying import opinions

QUOTABLE_COMMENTS = 20
"""Remarks per option read as candidates for quotation, the earliest first."""
QUOTABLE_CHARACTERS = LONGEST + 20
"""Of a contribution's text: what can be quoted, and enough after it to see that it goes on."""


async def gather(session: AsyncSession, consultation: Consultation) -> Ledger:
    """All facts at one moment. The session must see one snapshot (see `one_snapshot`)."""
    seq, at = await queries.cutoff(session, consultation.id)
    rounds = await consultation_queries.rounds(session, consultation.id)
    positions = await _positions(session, consultation.id)
    through = await proceedings.joint_positions(session, consultation.id)
    written = await _contributions(session, consultation.id)
    proposed, seconded = await proceedings.proposals(session, consultation.id)
    remarks = await _remarks(session, consultation.id)
    entities = await _entities(session, consultation.id)
    speakers = {entity for found in remarks.values() for entity in found}
    entities.mark_active([*positions, *written, *proposed, *seconded], speakers | {row.entity_id for row in through})
    spoke = await gathering_floor.spoke(session, consultation.id, entities.places.keys())
    entities.mark_active([], {UUID(each.entity_id) for each in spoke})
    counted = await opinions(session, consultation.id)
    statements, voters, found = await with_found_groups(session, consultation.id, *counted)
    note = await _note(session, consultation.id)
    campaigns = await gathering_points.campaigns(session, consultation.id, written)
    return Ledger(
        consultation=_consultation(consultation),
        scale=_scale(consultation, rounds),
        cutoff=Cutoff(seq, clock.iso(at)),
        rounds=tuple(_round(each) for each in rounds),
        meetings=await _meetings(session, consultation.id, remarks, spoke),
        participation=entities.facts(),
        note=note,
        positions=(*map(_position, positions), *map(proceedings.joint_position, through)),
        contributions=tuple(_contribution(row, campaigns.get(row.id)) for row in written if not row.hidden),
        comments=await _comments(session, consultation.id),
        statements=statements,
        voters=voters,
        joint=await proceedings.joint_statements(session, consultation.id),
        explanations=await proceedings.explanations(session, consultation.id),
        caucus_views=await proceedings.caucus_views(session, consultation.id),
        decisions=(
            *await proceedings.decisions(session, consultation.id, clock.now()),
            *await programme.adopted(session, consultation.id),
        ),
        objections=await proceedings.objections(session, consultation.id),
        findings=await proceedings.findings(session, consultation.id),
        proposals=proceedings.proposal_facts(proposed, seconded),
        dispositions=await proceedings.dispositions(session, consultation.id),
        points=await gathering_points.points(session, consultation.id, written, note),
        found=found,
        **await proceedings.outcome(session, consultation.id),
        prepared=await gathering_floor.prepared(session, consultation.id),
        spoke=spoke,
    )


def _iso(value: datetime | None) -> str | None:
    return clock.iso(value) if value else None


def _consultation(row: Consultation) -> ConsultationFact:
    return ConsultationFact(
        id=str(row.id),
        slug=row.slug,
        title=row.title,
        summary_line=row.summary_line,
        language=str(row.languages[0]) if row.languages else "und",
        mandate=row.mandate.get("text") or "",
        reports_through=row.mandate.get("reports_through"),
        reports_to=row.mandate.get("reports_to"),
        convener=row.convener,
        origin=row.origin,
        open_ended=row.open_ended,
        simulated=row.simulated,
    )


def _scale(consultation: Consultation, rounds: Iterable[Round]) -> Scale:
    """As frozen when the latest round that takes positions or votes was opened."""
    counting = [r for r in rounds if r.opens.get(Right.TAKE_POSITION) or r.opens.get(Right.VOTE)]
    frozen = [r.scale for r in counting if r.opened_at is not None and r.scale is not None]
    return Scale.from_json(frozen[-1] if frozen else consultation.scale)


def _round(row: Round) -> RoundFact:
    return RoundFact(
        id=str(row.id),
        number=row.number,
        kind=row.kind,
        title=row.title,
        state=row.state,
        scheduled_opens_at=_iso(row.scheduled_opens_at),
        scheduled_closes_at=_iso(row.scheduled_closes_at),
        opened_at=_iso(row.opened_at),
        closed_at=_iso(row.closed_at),
    )


async def _note(session: AsyncSession, consultation_id: UUID) -> NoteFact | None:
    note = await consultation_queries.note(session, consultation_id)
    if note is None:
        return None
    questions = tuple(
        QuestionFact(
            id=str(question.id),
            number=question.number,
            title=question.title,
            text=question.text or "",
            options=tuple(
                OptionFact(str(each.id), each.number, each.label, each.text or "", each.version)
                for each in question.options
            ),
        )
        for question in note.questions
    )
    return NoteFact(str(note.id), note.title, note.version, clock.iso(note.published_at), questions)


async def _positions(session: AsyncSession, consultation_id: UUID) -> Sequence[Any]:
    columns = (
        *(Position.id, Position.option_id, Position.option_version, Position.entity_id, Position.stance),
        *(Position.reason, Position.condition, Position.language, Position.seq, Position.acted_as, Position.hidden),
        *(Position.group.label("group"), Position.region.label("region"), Position.blocking),
    )
    query = position_queries.latest(consultation_id).with_only_columns(*columns)
    return (await session.execute(query)).all()


def _position(row: Any) -> PositionFact:
    return PositionFact(
        id=str(row.id),
        option_id=str(row.option_id),
        option_version=row.option_version,
        entity_id=str(row.entity_id),
        entity=row.acted_as["entity"],
        group=row.group,
        region=row.region,
        stance=Stance(row.stance),
        reason=None if row.hidden else row.reason,
        condition=None if row.hidden else row.condition,
        language=row.language,
        seq=row.seq,
        withheld=bool(row.hidden),
        blocking=row.blocking,
    )


async def _contributions(session: AsyncSession, consultation_id: UUID) -> Sequence[Any]:
    """Those not withdrawn. Hidden ones show that somebody took part; they become no fact of their own."""
    query = select(
        *(Contribution.id, Contribution.entity_id, Contribution.title, Contribution.language, Contribution.fingerprint),
        *(Contribution.version, Contribution.filed_at, Contribution.late, Contribution.seq),
        *(Contribution.acted_as, Contribution.hidden, Contribution.question_ids),
        func.substr(Contribution.text, 1, QUOTABLE_CHARACTERS).label("opening"),
    ).where(Contribution.consultation_id == consultation_id, Contribution.withdrawn.is_(None))
    return (await session.execute(query)).all()


def _contribution(row: Any, campaign: UUID | None) -> ContributionFact:
    return ContributionFact(
        id=str(row.id),
        contributor_id=str(row.entity_id),
        contributor=row.acted_as["entity"],
        group=row.acted_as["group"],
        region=row.acted_as["region"],
        title=row.title,
        language=row.language,
        text_digest=row.fingerprint,
        version=row.version,
        filed_at=clock.iso(row.filed_at),
        late=row.late,
        seq=row.seq,
        question_ids=tuple(row.question_ids),
        opening=row.opening,
        campaign=str(campaign) if campaign else None,
    )


async def _remarks(session: AsyncSession, consultation_id: UUID) -> dict[UUID, dict[UUID, int]]:
    """Public comments by meeting and entity."""
    delegation, account = (Comment.acted_as[key].as_string() for key in ("delegation_id", "account_id"))
    entity = func.coalesce(delegation, account)
    query = (
        select(Comment.meeting_id, entity, func.count())
        .where(Comment.consultation_id == consultation_id, IS_PUBLIC)
        .group_by(Comment.meeting_id, entity)
    )
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for meeting_id, entity_id, comments in await session.execute(query):
        found[meeting_id][UUID(entity_id)] = comments
    return found


async def _meetings(
    session: AsyncSession,
    consultation_id: UUID,
    remarks: Mapping[UUID, Mapping[UUID, int]],
    spoke: Sequence[SpokeFact],
) -> tuple[MeetingFact, ...]:
    rows: Sequence[Meeting] = await meeting_queries.of_consultation(session, consultation_id)
    taken: dict[str, list[str]] = defaultdict(list)
    for each in spoke:
        taken[each.meeting_id].append(each.entity_id)
    return tuple(
        MeetingFact(
            id=str(row.id),
            title=row.title,
            venue=row.venue,
            started_at=_iso(row.started_at),
            ended_at=_iso(row.ended_at),
            comments=sum(remarks.get(row.id, {}).values()),
            speakers=len(remarks.get(row.id, {})),
            turns=len(taken[str(row.id)]),
            took_floor=len(set(taken[str(row.id)])),
        )
        for row in rows
    )


async def _comments(session: AsyncSession, consultation_id: UUID) -> tuple[CommentFact, ...]:
    """The earliest public remarks on each option."""
    place = func.row_number().over(partition_by=Comment.option_id, order_by=Comment.seq)
    ranked = (
        select(Comment.id, place.label("place"))
        .where(Comment.consultation_id == consultation_id, Comment.option_id.is_not(None), IS_PUBLIC)
        .subquery()
    )
    query = (
        select(Comment.id, Comment.option_id, Comment.text, Comment.language, Comment.seq, Comment.acted_as)
        .join(ranked, ranked.c.id == Comment.id)
        .where(ranked.c.place <= QUOTABLE_COMMENTS)
    )
    return tuple(
        CommentFact(str(row.id), str(row.option_id), row.acted_as["group"], row.text, row.language, row.seq)
        for row in await session.execute(query)
    )


@dataclass
class _Entities:
    """Everybody accredited: delegations and individuals, with their group and region and the persons behind them."""

    places: dict[UUID, tuple[str | None, str | None]] = field(default_factory=dict)
    persons: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    active: set[UUID] = field(default_factory=set)

    def mark_active(self, rows: Iterable[Any], speakers: Iterable[UUID]) -> None:
        """Who stated, contributed or spoke; also those whose accreditation is not on file (an import's)."""
        for row in rows:
            if row.entity_id not in self.places:
                self.places[row.entity_id] = (row.acted_as["group"], row.acted_as["region"])
                self.persons[row.entity_id] = 1
            self.active.add(row.entity_id)
        self.active.update(set(speakers) & self.places.keys())

    def facts(self) -> tuple[ParticipationFact, ...]:
        sums: dict[tuple[str | None, str | None], list[int]] = defaultdict(lambda: [0, 0, 0])
        for entity, place in self.places.items():
            found = sums[place]
            found[0] += 1
            found[1] += entity in self.active
            found[2] += self.persons[entity]
        return tuple(ParticipationFact(group, region, *counts) for (group, region), counts in sums.items())


async def _entities(session: AsyncSession, consultation_id: UUID) -> _Entities:
    """From the capacities of those who take part. A person who holds several counts where they sat down first."""
    query = (
        select(Capacity.account_id, Capacity.delegation_id, Capacity.group, Capacity.region, Delegation)
        .outerjoin(Delegation, Delegation.id == Capacity.delegation_id)
        .where(Capacity.consultation_id == consultation_id, Capacity.kind.not_in(CONDUCTING))
        .order_by(Capacity.delegation_id.is_(None), Capacity.valid_from, Capacity.id)
    )
    entities, counted = _Entities(), set()
    for account_id, delegation_id, group, region, delegation in await session.execute(query):
        place = (delegation.group, delegation.region) if delegation else (group, region)
        if delegation is None and account_id in counted:
            continue  # the same person also sits in a delegation, or has two individual capacities
        entity_id = delegation_id or account_id
        entities.places.setdefault(entity_id, place)
        entities.persons[entity_id] += account_id not in counted
        counted.add(account_id)
    return entities
