"""Finding documents, by sight: a document is there for whom it was issued."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.documents.models import DocumentScheme, IssuedDocument, Outcome
from app.documents.schemas import OutcomeOut, SchemeOut, scheme_out
from app.documents.symbols import LONGEST_PREFIX, prefix_of, slug_of


async def page(
    session: AsyncSession, actor: Actor, consultation_id: UUID, before: int | None, limit: int
) -> Sequence[IssuedDocument]:
    """Newest first, on the (consultation, seq) index."""
    query = select(IssuedDocument).where(
        IssuedDocument.consultation_id == consultation_id,
        IssuedDocument.audience.in_(policy.audiences(actor, consultation_id)),
    )
    if before is not None:
        query = query.where(IssuedDocument.seq < before)
    return (await session.scalars(query.order_by(IssuedDocument.seq.desc()).limit(limit))).all()


async def symbol_of(
    session: AsyncSession, actor: Actor, consultation_id: UUID, source_id: UUID, digest: str
) -> str | None:
    """The latest symbol under which exactly this text was issued, if this reader may know of it."""
    query = select(IssuedDocument.symbol).where(
        IssuedDocument.source_id == source_id,
        IssuedDocument.digest == digest,
        IssuedDocument.audience.in_(policy.audiences(actor, consultation_id)),
    )
    symbol: str | None = await session.scalar(query.order_by(IssuedDocument.seq.desc()).limit(1))
    return symbol


async def of_source(session: AsyncSession, source_id: UUID, kind: str) -> IssuedDocument | None:
    """What was last issued of this source as this kind."""
    query = select(IssuedDocument).where(IssuedDocument.source_id == source_id, IssuedDocument.kind == kind)
    document: IssuedDocument | None = await session.scalar(query.order_by(IssuedDocument.seq.desc()).limit(1))
    return document


async def last_number(session: AsyncSession, consultation_id: UUID, code: str) -> int:
    query = select(func.max(IssuedDocument.number)).where(
        IssuedDocument.consultation_id == consultation_id, IssuedDocument.code == code
    )
    return await session.scalar(query) or 0


async def scheme(session: AsyncSession, consultation: Consultation) -> SchemeOut:
    """As it is set, else as it would be: from the slug, or the number where another series has that name already."""
    row = await session.get(DocumentScheme, consultation.id, populate_existing=True)
    if row:
        return scheme_out(row.prefix, row.codes)
    own = prefix_of(consultation.slug)
    taken = await session.scalar(select(DocumentScheme.consultation_id).where(DocumentScheme.prefix == own))
    if taken or len(own) > LONGEST_PREFIX:
        own = f"{own[:40].rstrip('/')}/{consultation.number}"
    return scheme_out(own, {})


async def prefix_taken(session: AsyncSession, consultation_id: UUID, prefix: str) -> bool:
    """Whether another consultation's symbols begin so, or would by themselves, or once did."""
    scheme_of = select(DocumentScheme.consultation_id).where(
        DocumentScheme.prefix == prefix, DocumentScheme.consultation_id != consultation_id
    )
    by_itself = select(Consultation.id).where(Consultation.slug == slug_of(prefix), Consultation.id != consultation_id)
    once = select(IssuedDocument.id).where(
        IssuedDocument.symbol.startswith(f"{prefix}/", autoescape=True),
        IssuedDocument.consultation_id != consultation_id,
    )
    return bool(await session.scalar(select(scheme_of.exists() | by_itself.exists() | once.exists())))


async def outcome(session: AsyncSession, consultation_id: UUID) -> OutcomeOut:
    """What the chair has typed so far; for the engine, which prints it in section VII, and for those who write it."""
    return OutcomeOut.of(await session.get(Outcome, consultation_id, populate_existing=True))
