"""Finding summaries and their frozen texts, with the check of sight.

A text in the making exists only for those who prepare it, in internal review for the officers too; what was circulated
or made final is for whoever may see the consultation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.contributions.caucuses.models import Caucus
from app.contributions.missing.models import MissingProposal
from app.contributions.models import Contribution
from app.core.errors import NotFound
from app.decisions.models import Objection
from app.meetings.comments.models import Comment
from app.meetings.interventions.models import PreparedStatement
from app.opinions.models import Statement
from app.opinions.votes import StatementState
from app.positions.models import Explanation, Position
from app.record.events import Audience
from app.record.models import RecordEntry
from app.summaries.engine.languages import language_for
from app.summaries.models import Summary, SummaryFacts, SummaryVersion
from app.summaries.schemas import FINAL, SummaryStanding

NONE_YET = "No summary has been published yet."
OTHER = and_(RecordEntry.type.not_like("summary.%"), RecordEntry.type.not_like("document.%"))


@dataclass(frozen=True, slots=True)
class Text:
    """A summary as one reader has it: the working text, or the latest one that was frozen. Has all that
    `SummaryState` asks for.
    """

    id: UUID
    consultation_id: UUID
    state: str
    version: int
    content: str
    digest: str
    ledger_digest: str
    cutoff_seq: int
    changed_at: datetime
    published_at: datetime | None
    versions: int
    window: dict[str, Any] | None
    transmitted: dict[str, Any] | None
    acted_as: dict[str, Any]
    working: bool
    symbol: str | None
    paragraphs: list[Any] | None
    moves: list[Any]
    arranged: dict[str, Any] | None


async def of_consultation(session: AsyncSession, consultation_id: UUID) -> Summary | None:
    query = select(Summary).where(Summary.consultation_id == consultation_id)
    return await session.scalar(query.execution_options(populate_existing=True))


async def visible(session: AsyncSession, actor: Actor, summary_id: UUID) -> tuple[Summary, Consultation]:
    """By id, for whoever may see its consultation; which text may be read is `text_for`'s question."""
    query = (
        select(Summary, Consultation)
        .join(Consultation, Consultation.id == Summary.consultation_id)
        .where(Summary.id == summary_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such summary.")
    return row.Summary, row.Consultation


def sees_working_text(actor: Actor, summary: Summary) -> bool:
    if policy.may(actor, Action.PREPARE_SUMMARY, summary.consultation_id):
        return True
    officer = Audience.OFFICERS in policy.audiences(actor, summary.consultation_id)
    return summary.state == SummaryStanding.REVIEW and officer


async def text_for(session: AsyncSession, actor: Actor, summary: Summary | None) -> Text:
    """The text this reader has: the working one for those who work on it, else the latest that was frozen."""
    if summary is None:
        raise NotFound(NONE_YET, code="no_summary")
    if summary.state not in FINAL and sees_working_text(actor, summary):
        return working_text(summary)
    frozen = await version(session, summary.id, summary.versions) if summary.versions else None
    if frozen is None and summary.state not in FINAL:
        raise NotFound(NONE_YET, code="no_summary")
    return frozen_text(summary, frozen) if frozen else working_text(summary)


def working_text(summary: Summary) -> Text:
    kept = {name: getattr(summary, name) for name in Text.__slots__ if hasattr(Summary, name)}
    working = summary.state not in FINAL
    return Text(**kept, working=working, symbol=None, paragraphs=None)


def frozen_text(summary: Summary, frozen: SummaryVersion) -> Text:
    of_version = ("version", "content", "digest", "ledger_digest", "cutoff_seq", "symbol", "paragraphs", "moves",
                  "arranged")  # fmt: skip
    kept = {name: getattr(summary, name) for name in Text.__slots__ if hasattr(Summary, name)}
    kept |= {name: getattr(frozen, name) for name in of_version}
    if summary.state not in FINAL:
        kept |= {"changed_at": frozen.frozen_at, "acted_as": frozen.acted_as}
    return Text(**kept | {"working": False, "version": summary.version if summary.state in FINAL else frozen.version})


async def version(session: AsyncSession, summary_id: UUID, number: int) -> SummaryVersion | None:
    query = select(SummaryVersion).where(SummaryVersion.summary_id == summary_id, SummaryVersion.number == number)
    return await session.scalar(query)


async def facts(session: AsyncSession, text: Text) -> bytes | None:
    """What the text was drawn from, packed; of texts older than this nothing was kept."""
    key = (text.consultation_id, text.ledger_digest)
    found = await session.get(SummaryFacts, key)
    return found.content if found else None


async def stands_in(session: AsyncSession, text: Text) -> str:
    """The language the text was drafted in, which is the first of its consultation where the engine has that one."""
    tags = await session.scalar(select(Consultation.languages).where(Consultation.id == text.consultation_id))
    return language_for(str(tags[0]) if tags else "und").code


async def has_facts(session: AsyncSession, text: Text) -> bool:
    query = select(SummaryFacts.ledger_digest).where(
        SummaryFacts.consultation_id == text.consultation_id, SummaryFacts.ledger_digest == text.ledger_digest
    )
    return await session.scalar(query) is not None


async def versions(session: AsyncSession, summary_id: UUID) -> Sequence[Any]:
    """All frozen texts without the texts themselves, the first first."""
    columns = (
        *(SummaryVersion.number, SummaryVersion.kind, SummaryVersion.version, SummaryVersion.digest),
        *(SummaryVersion.ledger_digest, SummaryVersion.cutoff_seq, SummaryVersion.symbol),
        *(SummaryVersion.acted_as, SummaryVersion.frozen_at),
    )
    query = select(*columns).where(SummaryVersion.summary_id == summary_id).order_by(SummaryVersion.number)
    return (await session.execute(query)).all()


async def cutoff(session: AsyncSession, consultation_id: UUID) -> tuple[int, datetime]:
    """The last entry that is not about the summary itself, nor its symbol: circulating it must not make it stale."""
    query = (
        select(RecordEntry.seq, RecordEntry.at)
        .where(RecordEntry.consultation_id == consultation_id, OTHER)
        .order_by(RecordEntry.seq.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one()
    return row.seq, row.at


async def no_longer_public(session: AsyncSession, consultation_id: UUID) -> frozenset[str]:
    """Ids of everything in the consultation whose words are not, or no longer, for the public."""
    gone: tuple[tuple[Any, Any], ...] = (
        (Position, Position.hidden.is_not(None)),
        (Comment, Comment.hidden.is_not(None)),
        (Contribution, Contribution.hidden.is_not(None) | Contribution.withdrawn.is_not(None)),
        (Explanation, Explanation.hidden.is_not(None)),
        (MissingProposal, MissingProposal.hidden.is_not(None) | MissingProposal.withdrawn.is_not(None)),
        (Caucus, Caucus.hidden.is_not(None)),
        (Objection, Objection.hidden.is_not(None)),
        (PreparedStatement, PreparedStatement.hidden.is_not(None)),
        (Statement, Statement.hidden.is_not(None) | (Statement.state != StatementState.ACCEPTED)),
    )
    found: set[str] = set()
    for model, condition in gone:
        ids = await session.scalars(select(model.id).where(model.consultation_id == consultation_id, condition))
        found.update(str(identity) for identity in ids)
    return frozenset(found)
