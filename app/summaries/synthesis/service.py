"""Writing a synthesis paper from the record as it stands, and publishing it: kept in all languages, under a symbol.

It is made in the worker process; a draft of it reads only. Publishing holds the record for the moment of keeping.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from anyio import to_thread

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database, one_snapshot
from app.core.errors import NotFound
from app.core.jobs import Jobs
from app.documents import service as documents
from app.documents.symbols import DocumentKind
from app.record.service import Record
from app.summaries import queries as summary_queries
from app.summaries.engine.document import Document
from app.summaries.engine.redaction import redact
from app.summaries.engine.rendering import Standing, to_json
from app.summaries.export.formats import Sheet
from app.summaries.gathering import gather
from app.summaries.synthesis import queries
from app.summaries.synthesis.models import SynthesisPaper
from app.summaries.synthesis.paper import synthesis
from app.summaries.synthesis.schemas import SynthesisVersion
from app.summaries.synthesis.words import WORDS


@dataclass(frozen=True, slots=True)
class Papers:
    """What the worker gives back. `texts`: canonical JSON by language. `first`: the consultation's own language."""

    texts: dict[str, str]
    first: str
    title: str
    ledger_digest: str
    cutoff_seq: int
    slug: str


def write(database_url: str, consultation_id: UUID, at: datetime, languages: tuple[str, ...]) -> Papers:
    """A job: from the rows to the texts. No language asked for is the consultation's own."""
    with clock.frozen(at):
        return asyncio.run(_write(database_url, consultation_id, languages))


async def _write(database_url: str, consultation_id: UUID, languages: tuple[str, ...]) -> Papers:
    database = Database(database_url)
    try:
        async with database.read() as session:
            await one_snapshot(session)
            consultation = await session.get(Consultation, consultation_id)
            if consultation is None:
                raise NotFound("There is no such consultation.")
            ledger = await gather(session, consultation)
    finally:
        await database.close()
    own = synthesis(ledger, language=ledger.consultation.language)
    texts = {tag: to_json(synthesis(ledger, language=tag)) for tag in languages if tag != own.language}
    if own.language in languages or not languages:
        texts[own.language] = to_json(own)
    title = f"{own.title}: {own.consultation.title}"
    return Papers(texts, own.language, title, ledger.digest, ledger.cutoff.seq, own.consultation.slug)


async def sheet(database: Database, jobs: Jobs, actor: Actor, ref: str, language: str | None) -> Sheet:
    """The paper of this moment in one of the six languages; without a choice in the consultation's own."""
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
    made = await jobs.run(write, database.address, consultation.id, clock.now(), (language,) if language else ())
    tag, content = next(iter(made.texts.items()))
    return Sheet(content=content, standing=Standing(), symbol=None, name=f"{made.slug}-synthesis-{tag}")


async def publish(database: Database, jobs: Jobs, actor: Actor, ref: str) -> SynthesisVersion:
    """The next version, in six languages, under a symbol that is the same in all. The same facts give the same version,
    so a resend does no harm.
    """
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
    made = await jobs.run(write, database.address, consultation.id, clock.now(), tuple(WORDS))
    digests = {tag: hashlib.sha256(content.encode()).hexdigest() for tag, content in made.texts.items()}
    issued = digests[made.first]
    async with database.write() as session:
        acted_as = policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
        record = await Record.hold(session, consultation.id)
        last = await queries.last_number(session, consultation.id)
        before = await queries.version(session, consultation.id, last)
        if before and before.digest == issued:
            return before
        document = await documents.allocate(
            session,
            record,
            acted_as,
            consultation.id,
            DocumentKind.SYNTHESIS,
            made.title,
            source_type="synthesis",
            source_id=consultation.id,
            digest=issued,
            languages=list(WORDS),
        )
        for tag, content in made.texts.items():
            paper = SynthesisPaper(
                id=uuid4(),
                consultation_id=consultation.id,
                number=last + 1,
                language=tag,
                content=content,
                digest=digests[tag],
                issued=issued,
                ledger_digest=made.ledger_digest,
                cutoff_seq=made.cutoff_seq,
                symbol=document.symbol,
                acted_as=acted_as.model_dump(mode="json"),
                published_at=document.issued_at,
            )
            session.add(paper)
        await session.flush()
        version = await queries.version(session, consultation.id, last + 1)
        assert version is not None  # it was added above
        return version


async def published(database: Database, actor: Actor, ref: str, issued: str | None, language: str | None) -> Sheet:
    """A published paper without words hidden or withdrawn since."""
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        row = await queries.text(session, consultation.id, issued, language)
        gone = await summary_queries.no_longer_public(session, consultation.id)
    standing = Standing("published", row.number, clock.iso(row.published_at), row.digest)
    name = f"{row.symbol}-{row.language}".replace("/", "-")
    return Sheet(await to_thread.run_sync(_shown, row.content, gone), standing, row.symbol, name)


def _shown(content: str, gone: frozenset[str]) -> str:
    return to_json(redact(Document.model_validate_json(content), gone))
