"""Reading the further facts of the ledger: joint statements, explanations, decisions, findings, what was missing.

One query for each kind, whatever the size of the consultation. Only what the public may see becomes a fact.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.consultations.models import Question
from app.contributions.caucuses.models import Caucus
from app.contributions.joint.models import JointStance, Signatory
from app.contributions.joint.schemas import SignatoryState
from app.contributions.missing.models import MissingEndorsement, MissingProposal
from app.contributions.models import Contribution
from app.core import clock
from app.decisions import rules
from app.decisions.models import ConsensusCall, Finding, Objection, SilenceProcedure, StrawAnswer, StrawPoll
from app.documents.models import Outcome
from app.documents.schemas import OutcomeOut
from app.positions import queries as position_queries
from app.positions.models import Explanation
from app.summaries.dispositions.models import Disposition
from app.summaries.engine import proceedings as facts
from app.summaries.engine.ledger import PositionFact, Stance


async def joint_statements(session: AsyncSession, consultation_id: UUID) -> tuple[facts.JointFact, ...]:
    """With all who stand behind them, also those who have not agreed to the present text yet."""
    stances: dict[UUID, list[facts.JointStance]] = defaultdict(list)
    said = (
        select(JointStance.contribution_id, JointStance.option_id, JointStance.option_version, JointStance.stance)
        .join(Contribution, Contribution.id == JointStance.contribution_id)
        .where(Contribution.consultation_id == consultation_id)
    )
    for row in await session.execute(said):
        stances[row.contribution_id].append(facts.JointStance(str(row.option_id), row.option_version, row.stance))
    columns = (
        *(Signatory.contribution_id, Signatory.entity_id, Signatory.entity, Signatory.region, Signatory.seq),
        *(Signatory.group.label("group"), (Signatory.version == Contribution.version).label("agreed")),
        Contribution.seq.label("filed_seq"),
    )
    behind = (
        select(*columns)
        .join(Contribution, Contribution.id == Signatory.contribution_id)
        .where(
            Signatory.consultation_id == consultation_id,
            Signatory.state == SignatoryState.JOINED,
            Contribution.withdrawn.is_(None),
        )
    )
    signatories: dict[tuple[UUID, int], list[facts.Signatory]] = defaultdict(list)
    for each in await session.execute(behind):
        who = (str(each.entity_id), each.entity, each.group, each.region)
        one = facts.Signatory(*who, each.seq, agreed=bool(each.agreed))
        signatories[each.contribution_id, each.filed_seq].append(one)
    return tuple(
        facts.JointFact(str(contribution_id), seq, tuple(stances[contribution_id]), tuple(found))
        for (contribution_id, seq), found in signatories.items()
    )


async def joint_positions(session: AsyncSession, consultation_id: UUID) -> Sequence[Any]:
    """What joint statements say for entities that state no position of their own: by the rules of positions."""
    found = position_queries.effective(consultation_id).subquery()
    return (await session.execute(select(found).where(found.c.position_id.is_(None)))).all()


def joint_position(row: Any) -> PositionFact:
    return PositionFact(
        id=f"{row.entity_id}-{row.option_id}",
        option_id=str(row.option_id),
        option_version=row.option_version if row.confirmed else 0,
        entity_id=str(row.entity_id),
        entity=row.entity,
        group=row.group,
        region=row.region,
        stance=Stance(row.stance),
        reason=None,
        condition=None,
        language="und",
        seq=row.seq,
        joint_id=str(row.contribution_id),
    )


async def explanations(session: AsyncSession, consultation_id: UUID) -> tuple[facts.ExplanationFact, ...]:
    rows = await session.scalars(select(Explanation).where(Explanation.consultation_id == consultation_id))
    return tuple(
        facts.ExplanationFact(
            id=str(row.id),
            option_id=str(row.option_id),
            entity_id=str(row.entity_id),
            entity=row.acted_as["entity"],
            group=row.acted_as["group"],
            text=None if row.hidden else row.text,
            language=row.language,
            seq=row.seq,
            given_at=clock.iso(row.given_at),
        )
        for row in rows
    )


async def caucus_views(session: AsyncSession, consultation_id: UUID) -> tuple[facts.CaucusViewFact, ...]:
    query = select(Caucus).where(Caucus.consultation_id == consultation_id, Caucus.hidden.is_(None))
    return tuple(
        facts.CaucusViewFact(
            id=f"{row.id}-{place}",
            caucus_id=str(row.id),
            caucus=row.name,
            option_id=str(view["option_id"]) if view["option_id"] else None,
            text=view["text"],
            language=view["language"],
            seq=row.seq,
        )
        for row in await session.scalars(query)
        for place, view in enumerate(row.views)
    )


async def decisions(session: AsyncSession, consultation_id: UUID, now: datetime) -> tuple[facts.DecisionFact, ...]:
    """`now` decides whether an unbroken silence has run out, also where no entry says so yet."""
    calls = await session.scalars(select(ConsensusCall).where(ConsensusCall.consultation_id == consultation_id))
    silences = await session.scalars(
        select(SilenceProcedure).where(SilenceProcedure.consultation_id == consultation_id)
    )
    found = [_decision("consensus_call", row, row.state, row.ended_at) for row in calls]
    for row in silences:
        state = rules.silence_state(rules.SilenceState(row.state), row.deadline, now)
        ended = row.ended_at or (row.deadline if state is rules.SilenceState.ADOPTED else None)
        found.append(_decision("silence", row, state.value, ended))
    return (*found, *await _straw_polls(session, consultation_id))


def _decision(
    kind: str, row: ConsensusCall | SilenceProcedure, state: str, ended: datetime | None
) -> facts.DecisionFact:
    return facts.DecisionFact(
        id=str(row.id),
        kind=kind,
        option_id=str(row.option_id) if row.option_id else None,
        option_version=row.option_version,
        matter=row.matter,
        language=row.language,
        state=str(state),
        opened_at=clock.iso(row.opened_at),
        ended_at=clock.iso(ended) if ended else None,
        seq=row.seq,
    )


async def _straw_polls(session: AsyncSession, consultation_id: UUID) -> list[facts.DecisionFact]:
    """The answers of those that are closed; a running one may keep its tally hidden."""
    closed = (StrawPoll.consultation_id == consultation_id, StrawPoll.state == rules.PollState.CLOSED)
    given = (
        select(StrawAnswer.poll_id, StrawAnswer.answer, func.count())
        .join(StrawPoll, StrawPoll.id == StrawAnswer.poll_id)
        .where(*closed)
        .group_by(StrawAnswer.poll_id, StrawAnswer.answer)
    )
    counts = {(poll_id, answer): entities for poll_id, answer, entities in await session.execute(given)}
    polls = await session.scalars(select(StrawPoll).where(StrawPoll.consultation_id == consultation_id))
    return [_straw_poll(row, counts) for row in polls]


def _straw_poll(row: StrawPoll, counts: Mapping[tuple[UUID, int], int]) -> facts.DecisionFact:
    over = row.state == rules.PollState.CLOSED
    answers = tuple((str(text), counts.get((row.id, place), 0)) for place, text in enumerate(row.answers))
    return facts.DecisionFact(
        id=str(row.id),
        kind="straw_poll",
        option_id=None,
        option_version=None,
        matter=row.question,
        language=row.language,
        state=str(row.state),
        opened_at=clock.iso(row.opened_at),
        ended_at=clock.iso(row.closed_at) if row.closed_at else None,
        seq=row.seq,
        answers=answers if over else (),
    )


async def objections(session: AsyncSession, consultation_id: UUID) -> tuple[facts.ObjectionFact, ...]:
    rows = await session.scalars(select(Objection).where(Objection.consultation_id == consultation_id))
    return tuple(
        facts.ObjectionFact(
            id=str(row.id),
            decision_id=str(row.call_id or row.silence_id),
            entity_id=str(row.entity_id),
            entity=row.acted_as["entity"],
            group=row.group,
            reason=None if row.hidden else row.reason,
            language=row.language,
            seq=row.seq,
            withdrawn_at=clock.iso(row.withdrawn_at) if row.withdrawn_at else None,
            disposition=row.disposition,
            disposition_reason=row.disposition_reason,
        )
        for row in rows
    )


async def findings(session: AsyncSession, consultation_id: UUID) -> tuple[facts.FindingFact, ...]:
    """The latest one signed on each option."""
    query = (
        select(Finding).where(Finding.consultation_id == consultation_id).order_by(Finding.option_id, Finding.version)
    )
    latest = {row.option_id: row for row in await session.scalars(query)}
    return tuple(
        facts.FindingFact(
            id=str(row.id),
            option_id=str(row.option_id),
            option_version=row.option_version,
            kind=row.kind,
            reason=row.reason,
            language=row.language,
            seq=row.seq,
            signed_at=clock.iso(row.signed_at),
        )
        for row in latest.values()
    )


async def proposals(session: AsyncSession, consultation_id: UUID) -> tuple[Sequence[Any], Sequence[Any]]:
    """What the note left out, with the number of its question, and who seconds it; neither hidden nor withdrawn."""
    shown = (
        MissingProposal.consultation_id == consultation_id,
        MissingProposal.hidden.is_(None),
        MissingProposal.withdrawn.is_(None),
    )
    columns = (
        *(MissingProposal.id, MissingProposal.entity_id, MissingProposal.text, MissingProposal.language),
        *(MissingProposal.seq, MissingProposal.acted_as, Question.number),
    )
    proposed = select(*columns).outerjoin(Question, Question.id == MissingProposal.question_id).where(*shown)
    seconded = (
        select(
            *(MissingEndorsement.proposal_id, MissingEndorsement.entity_id, MissingEndorsement.seq),
            MissingEndorsement.acted_as,
        )
        .join(MissingProposal, MissingProposal.id == MissingEndorsement.proposal_id)
        .where(*shown)
    )
    return (await session.execute(proposed)).all(), (await session.execute(seconded)).all()


def proposal_facts(proposed: Iterable[Any], seconded: Iterable[Any]) -> tuple[facts.ProposalFact, ...]:
    behind: dict[UUID, list[facts.SecondedFact]] = defaultdict(list)
    for row in seconded:
        entity = facts.SecondedFact(str(row.entity_id), row.acted_as["entity"], row.acted_as["group"], row.seq)
        behind[row.proposal_id].append(entity)
    return tuple(
        facts.ProposalFact(
            id=str(row.id),
            question=row.number,
            entity_id=str(row.entity_id),
            entity=row.acted_as["entity"],
            group=row.acted_as["group"],
            text=row.text,
            language=row.language,
            seq=row.seq,
            seconded=tuple(behind[row.id]),
        )
        for row in proposed
    )


async def dispositions(session: AsyncSession, consultation_id: UUID) -> tuple[facts.DispositionFact, ...]:
    """What persons decided, of contributions that are facts themselves."""
    query = (
        select(Disposition.contribution_id, Disposition.kind, Disposition.reason, Disposition.merged_into)
        .join(Contribution, Contribution.id == Disposition.contribution_id)
        .where(
            Disposition.consultation_id == consultation_id,
            Contribution.withdrawn.is_(None),
            Contribution.hidden.is_(None),
        )
    )
    return tuple(
        facts.DispositionFact(
            str(row.contribution_id), row.kind, row.reason, str(row.merged_into) if row.merged_into else None
        )
        for row in await session.execute(query)
    )


class OutcomeFacts(TypedDict):
    recommendations: tuple[facts.RecommendationFact, ...]
    issues: tuple[facts.IssueFact, ...]


async def outcome(session: AsyncSession, consultation_id: UUID) -> OutcomeFacts:
    """What the chair hands on: it reaches the public with the summary, so a draft may print it."""
    row = await session.get(Outcome, consultation_id)
    found = OutcomeOut.of(row)
    return {
        "recommendations": tuple(
            facts.RecommendationFact(
                f"recommendation-{place}", each.operative, each.text, each.addressee, each.language
            )
            for place, each in enumerate(found.recommendations, start=1)
        ),
        "issues": tuple(
            facts.IssueFact(
                id=f"issue-{place}",
                text=each.text,
                language=each.language,
                referred_to=each.referred_to,
                lead=each.lead,
                partners=tuple(each.partners),
                due=each.due.isoformat() if each.due else None,
            )
            for place, each in enumerate(found.issues, start=1)
        ),
    }
