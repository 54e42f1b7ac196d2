"""Finding positions and counting them. The unit is the entity; the latest round's position of each counts.

What an entity's position on an option is, all acts considered, is said in one place: `effective`.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Select,
    Subquery,
    Uuid,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation, Option, Round
from app.contributions.joint.models import JointStance, Signatory
from app.contributions.joint.schemas import SignatoryState
from app.contributions.models import Contribution
from app.core.errors import NotFound
from app.positions.models import Explanation, ExplanationVersion, Position


class Count(NamedTuple):
    """`stance` None: the entities whose position is to be confirmed, whatever it was."""

    option_id: UUID
    group: str | None
    stance: str | None
    entities: int
    objections: int
    joint: int


class Effective(NamedTuple):
    """The position of one entity on one option, and where it comes from: exactly one of the last two ids is there.

    `confirmed` is false when the option, or the joint statement, has changed since: then it counts in no stance.
    """

    option_id: UUID
    entity_id: UUID
    entity: str
    group: str | None
    region: str | None
    stance: str
    blocking: bool
    option_version: int
    confirmed: bool
    seq: int
    on_behalf_of: str | None
    position_id: UUID | None
    contribution_id: UUID | None


def latest(consultation_id: UUID) -> Select[Position]:
    """One row per (option, entity): the own position of the highest round; earlier rounds' are history.

    Own acts only: to count, take `effective`.
    """
    place = func.row_number().over(
        partition_by=(Position.option_id, Position.entity_id), order_by=(Round.number.desc(), Position.seq.desc())
    )
    ranked = (
        select(Position.id, place.label("place"))
        .join(Round, Round.id == Position.round_id)
        .where(Position.consultation_id == consultation_id)
        .subquery()
    )
    return select(Position).join(ranked, ranked.c.id == Position.id).where(ranked.c.place == 1)


def effective(consultation_id: UUID) -> Select[Any]:
    """The effective position of each entity on each option, as rows with the fields of `Effective`.

    An entity's own position wins, also one that is to be confirmed. Who has stated none has that of the joint
    statement they stand behind: as author, as confirmed co-sponsor, or associated; of several, the one joined last.
    """
    both = union_all(_own(consultation_id), _through_statements(consultation_id)).subquery()
    columns = [both.c[name] for name in Effective._fields if name != "confirmed"]
    confirmed = and_(both.c.agreed, both.c.option_version == Option.version).label("confirmed")
    columns.insert(Effective._fields.index("confirmed"), confirmed)
    return select(*columns).join(Option, Option.id == both.c.option_id)


def _own(consultation_id: UUID) -> Select[Any]:
    return latest(consultation_id).with_only_columns(
        Position.option_id,
        Position.entity_id,
        Position.acted_as["entity"].as_string().label("entity"),
        Position.group.label("group"),
        Position.region.label("region"),
        Position.stance,
        Position.blocking,
        Position.option_version,
        true().label("agreed"),
        Position.seq,
        cast(null(), Contribution.on_behalf_of.type).label("on_behalf_of"),
        Position.id.label("position_id"),
        cast(null(), Uuid).label("contribution_id"),
    )


def _through_statements(consultation_id: UUID) -> Select[Any]:
    ranked = _joined(consultation_id)
    return select(*(each for each in ranked.c if each.name != "place")).where(ranked.c.place == 1)


def _joined(consultation_id: UUID) -> Subquery:
    """Of who has no own position on the option: what each statement they stand behind says, the last joined first."""
    place = func.row_number().over(
        partition_by=(JointStance.option_id, Signatory.entity_id), order_by=(Signatory.seq.desc(), Signatory.id)
    )
    said_themselves = exists().where(
        Position.option_id == JointStance.option_id, Position.entity_id == Signatory.entity_id
    )
    return (
        select(
            JointStance.option_id,
            Signatory.entity_id,
            Signatory.entity,
            Signatory.group.label("group"),
            Signatory.region.label("region"),
            JointStance.stance,
            false().label("blocking"),
            JointStance.option_version,
            (Signatory.version == Contribution.version).label("agreed"),
            Signatory.seq,
            Contribution.on_behalf_of,
            cast(null(), Uuid).label("position_id"),
            Contribution.id.label("contribution_id"),
            place.label("place"),
        )
        .join(Contribution, Contribution.id == Signatory.contribution_id)
        .join(JointStance, JointStance.contribution_id == Contribution.id)
        .where(
            Signatory.consultation_id == consultation_id,
            Signatory.state == SignatoryState.JOINED,
            Contribution.withdrawn.is_(None),
            ~said_themselves,
        )
        .subquery()
    )


async def effective_positions(session: AsyncSession, consultation_id: UUID) -> list[Effective]:
    """All of them, in the order of the acts they come from."""
    found = effective(consultation_id).subquery()
    return [Effective(*row) for row in await session.execute(select(found).order_by(found.c.seq, found.c.option_id))]


async def effective_of(
    session: AsyncSession, consultation_id: UUID, entity_ids: Collection[UUID], option_id: UUID | None = None
) -> list[Effective]:
    """Those of these entities, in the order of the acts they come from."""
    if not entity_ids:
        return []
    found = effective(consultation_id).subquery()
    query = select(found).where(found.c.entity_id.in_(entity_ids)).order_by(found.c.seq)
    if option_id is not None:
        query = query.where(found.c.option_id == option_id)
    return [Effective(*row) for row in await session.execute(query)]


async def effective_page(
    session: AsyncSession,
    consultation_id: UUID,
    option_id: UUID,
    *,
    joint: bool | None,
    before: int | None,
    limit: int,
) -> list[Effective]:
    """Newest act first; `joint` true or false: only those through joint statements, or only own ones."""
    found = effective(consultation_id).subquery()
    query = select(found).where(found.c.option_id == option_id)
    if joint is not None:
        query = query.where(found.c.position_id.is_(None) if joint else found.c.position_id.is_not(None))
    if before is not None:
        query = query.where(found.c.seq < before)
    return [Effective(*row) for row in await session.execute(query.order_by(found.c.seq.desc()).limit(limit))]


async def counts(session: AsyncSession, consultation_id: UUID) -> list[Count]:
    """Entities by option, group and stance, by their effective positions."""
    found = effective(consultation_id).subquery()
    stance = case((found.c.confirmed, found.c.stance)).label("stance")
    objecting = case((and_(found.c.confirmed, found.c.blocking), 1), else_=0)
    query = select(
        found.c.option_id,
        found.c.group,
        stance,
        func.count(),
        func.sum(objecting),
        func.sum(case((found.c.position_id.is_(None), 1), else_=0)),
    ).group_by(found.c.option_id, found.c.group, stance)
    return [Count(*row) for row in await session.execute(query)]


async def of_entities(
    session: AsyncSession, consultation_id: UUID, entity_ids: Collection[UUID]
) -> dict[UUID, Position]:
    """The current own position on each option of the first of these entities that has one."""
    if not entity_ids:
        return {}
    query = latest(consultation_id).where(Position.entity_id.in_(entity_ids)).order_by(Position.seq)
    return {position.option_id: position for position in await session.scalars(query)}


async def held(
    session: AsyncSession, round_id: UUID, option_ids: Collection[UUID], entity_ids: Collection[UUID]
) -> list[dict[str, Any]]:
    """What these entities have said on these options in this round, as rows."""
    query = select(Position.__table__).where(
        Position.option_id.in_(option_ids), Position.round_id == round_id, Position.entity_id.in_(entity_ids)
    )
    return [dict(row) for row in (await session.execute(query)).mappings()]


async def page(session: AsyncSession, option_id: UUID, before: int | None, limit: int) -> Sequence[Position]:
    """Newest first. A restated position moves to the front: its seq is that of its latest statement."""
    query = select(Position).where(Position.option_id == option_id)
    if before is not None:
        query = query.where(Position.seq < before)
    return (await session.scalars(query.order_by(Position.seq.desc()).limit(limit))).all()


async def explanations_page(
    session: AsyncSession, option_id: UUID, before: int | None, limit: int
) -> Sequence[Explanation]:
    """Newest first. A revised explanation moves to the front, as a restated position does."""
    query = select(Explanation).where(Explanation.option_id == option_id)
    if before is not None:
        query = query.where(Explanation.seq < before)
    return (await session.scalars(query.order_by(Explanation.seq.desc()).limit(limit))).all()


async def explanations_of(
    session: AsyncSession, consultation_id: UUID, entity_ids: Collection[UUID]
) -> dict[UUID, Explanation]:
    """By option, of the first of these entities that has one."""
    if not entity_ids:
        return {}
    query = (
        select(Explanation)
        .where(Explanation.consultation_id == consultation_id, Explanation.entity_id.in_(entity_ids))
        .order_by(Explanation.seq.desc())
    )
    return {each.option_id: each for each in await session.scalars(query.execution_options(populate_existing=True))}


async def visible_explanation(session: AsyncSession, actor: Actor, explanation_id: UUID) -> Explanation:
    query = (
        select(Explanation, Consultation)
        .join(Consultation, Consultation.id == Explanation.consultation_id)
        .where(Explanation.id == explanation_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such explanation.")
    explanation: Explanation = row.Explanation
    return explanation


async def explanation_versions(session: AsyncSession, explanation_id: UUID) -> Sequence[ExplanationVersion]:
    query = select(ExplanationVersion).where(ExplanationVersion.explanation_id == explanation_id)
    return (await session.scalars(query.order_by(ExplanationVersion.version.desc()))).all()
