"""Deciding what became of a contribution, and taking the decision back."""

from uuid import UUID

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.contributions import queries as contribution_queries
from app.contributions.models import Contribution
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.record.events import Audience, Event
from app.record.service import Record
from app.summaries import queries as summary_queries
from app.summaries.dispositions.events import DispositionDecided, DispositionReturned
from app.summaries.dispositions.models import Disposition
from app.summaries.dispositions.schemas import DispositionIn, DispositionState
from app.summaries.schemas import FINAL


async def decide(session: WriteSession, actor: Actor, contribution_id: UUID, body: DispositionIn) -> None:
    """Set it, or set it anew; until the summary is final."""
    record, contribution, acted_as = await _open(session, actor, contribution_id)
    if body.merged_into is not None:
        await _refuse_bad_target(session, contribution, body.merged_into)
    row = await session.get(Disposition, contribution.id) or Disposition(
        contribution_id=contribution.id, consultation_id=contribution.consultation_id
    )
    row.seq, row.decided_at, row.acted_as = record.next_seq, clock.now(), acted_as.model_dump(mode="json")
    row.kind, row.reason, row.merged_into = body.kind, body.reason, body.merged_into
    session.add(row)
    state = DispositionState(id=contribution.id, **body.model_dump())
    await _append(session, record, acted_as, DispositionDecided(acted_as=acted_as, disposition=state))


async def give_back(session: WriteSession, actor: Actor, contribution_id: UUID) -> None:
    """What the summary's text shows holds again. Without a decision nothing changes."""
    record, contribution, acted_as = await _open(session, actor, contribution_id)
    row = await session.get(Disposition, contribution.id)
    if row is None:
        return
    await session.delete(row)
    state = DispositionState(id=contribution.id, kind=None, reason=None, merged_into=None)
    await _append(session, record, acted_as, DispositionReturned(acted_as=acted_as, disposition=state))


async def _open(session: WriteSession, actor: Actor, contribution_id: UUID) -> tuple[Record, Contribution, ActedAs]:
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    acted_as = policy.require(actor, Action.PREPARE_SUMMARY, contribution.consultation_id)
    record = await Record.hold(session, contribution.consultation_id)
    await session.refresh(contribution)
    if contribution.withdrawn:
        raise NotNow("This contribution was withdrawn, so nothing becomes of it.", code="withdrawn")
    summary = await summary_queries.of_consultation(session, contribution.consultation_id)
    if summary and summary.state in FINAL:
        raise NotNow("The summary is final; what became of contributions no longer changes.", code="already_published")
    return record, contribution, acted_as


async def _refuse_bad_target(session: WriteSession, contribution: Contribution, target_id: UUID) -> None:
    target = await session.get(Contribution, target_id)
    if target is None or target.consultation_id != contribution.consultation_id or target.id == contribution.id:
        raise Invalid("It can only be merged with another contribution to this consultation.", code="unknown_target")
    if target.withdrawn:
        raise Invalid("The contribution to merge it with was withdrawn.", code="unknown_target")


async def _append(session: WriteSession, record: Record, acted_as: ActedAs, event: Event) -> None:
    """Before anything was circulated it is work among those who prepare the summary."""
    summary = await summary_queries.of_consultation(session, record.consultation_id)
    known = summary is not None and summary.versions > 0
    record.append(acted_as.by, event, Audience.PUBLIC if known else Audience.OFFICERS)
