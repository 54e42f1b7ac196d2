"""What can be done with documents: give one its symbol, set the scheme, write the outcome.

Everything happens with the record's head held, so numbers run without gaps however many ask at once: who comes second
waits, and a transaction that fails gives its number back.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession, take_turns
from app.core.errors import NotNow
from app.documents import queries
from app.documents.events import DocumentIssued, DocumentSchemeSet, OutcomeRevised
from app.documents.models import DocumentScheme, IssuedDocument, Outcome
from app.documents.schemas import DocumentOut, OutcomeIn, OutcomeOut, SchemeIn, SchemeOut, scheme_out
from app.documents.symbols import DocumentKind, symbol
from app.record.events import Audience
from app.record.service import Record

NAMING = "document series"  # whose names are given out one consultation at a time


async def allocate(
    session: WriteSession,
    record: Record,
    acted_as: ActedAs,
    consultation_id: UUID,
    kind: DocumentKind,
    title: str,
    *,
    source_type: str,
    source_id: UUID,
    digest: str,
    languages: Sequence[str],
    audience: Audience = Audience.PUBLIC,
) -> DocumentOut:
    """Give a text its symbol, within the caller's transaction and with its record held.

    Of a source issued before as this kind it is the next revision; the same text again for the same readers keeps the
    symbol it has. `digest`: SHA-256 of the text.
    """
    last = await queries.of_source(session, source_id, kind)
    if last and last.digest == digest and last.audience == audience and last.languages == list(languages):
        return DocumentOut.of(last)
    scheme = await _kept_scheme(session, consultation_id)
    code = last.code if last else scheme.codes[kind]
    number = last.number if last else await queries.last_number(session, consultation_id, code) + 1
    revision = last.revision + 1 if last else 0
    prefix = _series(last) if last else scheme.prefix
    document = IssuedDocument(
        id=uuid4(),
        consultation_id=consultation_id,
        seq=record.next_seq,
        symbol=symbol(prefix, code, number, revision),
        kind=kind,
        code=code,
        number=number,
        revision=revision,
        title=title[:300],
        languages=list(languages),
        source_type=source_type,
        source_id=source_id,
        digest=digest,
        audience=audience,
        acted_as=acted_as.model_dump(mode="json"),
        issued_at=clock.now(),
    )
    session.add(document)
    await session.flush()
    out = DocumentOut.of(document)
    record.append(acted_as.by, DocumentIssued(acted_as=acted_as, document=out), audience)
    return out


def _series(document: IssuedDocument) -> str:
    """A revision stays in the series of what it revises, whatever the scheme has become."""
    return document.symbol.rpartition(f"/{document.code}.{document.number}")[0]


async def _kept_scheme(session: WriteSession, consultation_id: UUID) -> SchemeOut:
    """The scheme, stored now if it was not yet: from its first symbol on a series keeps its name."""
    row = await session.get(DocumentScheme, consultation_id, populate_existing=True)
    if row:
        return scheme_out(row.prefix, row.codes)
    await take_turns(session, NAMING)
    consultation = await session.get_one(Consultation, consultation_id)
    scheme = await queries.scheme(session, consultation)
    session.add(DocumentScheme(consultation_id=consultation_id, prefix=scheme.prefix, codes=_plain(scheme)))
    await session.flush()
    return scheme


def _plain(scheme: SchemeOut) -> dict[str, str]:
    return {kind.value: code for kind, code in scheme.codes.items()}


async def set_scheme(session: WriteSession, actor: Actor, consultation: Consultation, body: SchemeIn) -> SchemeOut:
    acted_as = policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
    record = await Record.hold(session, consultation.id)
    await take_turns(session, NAMING)
    if await queries.prefix_taken(session, consultation.id, body.prefix):
        raise NotNow(f"The series {body.prefix} belongs to another consultation.", code="series_taken")
    before = await session.get(DocumentScheme, consultation.id, populate_existing=True)
    scheme = scheme_out(body.prefix, {kind.value: code for kind, code in body.codes.items()})
    if before and scheme_out(before.prefix, before.codes) == scheme:
        return scheme
    row = before or DocumentScheme(consultation_id=consultation.id)
    row.prefix, row.codes = scheme.prefix, _plain(scheme)
    session.add(row)
    await session.flush()
    record.append(acted_as.by, DocumentSchemeSet(acted_as=acted_as, scheme=scheme))
    return scheme


async def write_outcome(session: WriteSession, actor: Actor, consultation: Consultation, body: OutcomeIn) -> OutcomeOut:
    """Replace what was written. It reaches everybody with the summary; until then it is among those who prepare it."""
    acted_as = policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
    record = await Record.hold(session, consultation.id)
    row = await session.get(Outcome, consultation.id, populate_existing=True)
    if body.version != (row.version if row else 0):
        raise NotNow("Somebody changed this meanwhile. Please look at it first.", code="version_changed")
    row = row or Outcome(consultation_id=consultation.id)
    row.version = body.version + 1
    row.recommendations = [each.model_dump(mode="json") for each in body.recommendations]
    row.issues = [each.model_dump(mode="json") for each in body.issues]
    row.transmittal = body.transmittal.model_dump(mode="json") if body.transmittal else None
    row.acted_as, row.changed_at = acted_as.model_dump(mode="json"), clock.now()
    session.add(row)
    await session.flush()
    out = OutcomeOut.of(row)
    record.append(acted_as.by, OutcomeRevised(acted_as=acted_as, outcome=out), Audience.OFFICERS)
    return out
