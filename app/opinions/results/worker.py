"""The job of the worker process: from the votes in the database to the text that is kept. It only reads."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from app.accounts import models as accounts
from app.consultations import models as consultations
from app.core.db import Database, one_snapshot
from app.opinions.results import queries
from app.opinions.results.analysis import analyse
from app.record import queries as record_queries

# The tables that statements and votes refer to: without them the types of those columns are not known.
REFERRED_TO = (accounts.Account, consultations.Consultation)


@dataclass(frozen=True, slots=True)
class Computed:
    """`content`: the JSON of Results; `counts`: which counts it belongs to (see `queries.counts_digest`)."""

    content: str
    digest: str
    counts: str
    cutoff_seq: int
    people: int
    groups: int


def compute(database_url: str, consultation_id: UUID) -> Computed:
    return asyncio.run(_compute(database_url, consultation_id))


async def _compute(database_url: str, consultation_id: UUID) -> Computed:
    database = Database(database_url)
    try:
        async with database.read() as session:
            await one_snapshot(session)
            cutoff, _ = await record_queries.head(session, consultation_id)
            conversation = await queries.conversation(session, consultation_id)
            counts = (await queries.counts_digests(session, [consultation_id]))[consultation_id]
    finally:
        await database.close()
    results = analyse(conversation)
    content = results.model_dump_json()
    digest = sha256(content.encode()).hexdigest()
    return Computed(content, digest, counts, cutoff, results.people, len(results.groups))
