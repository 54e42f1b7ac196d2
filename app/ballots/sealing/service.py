"""Closing: one transaction in which the boxes are opened, counted, published and deleted; then the key is destroyed.

Nobody closes a ballot early, and nobody needs to close it at all: the process looks every few seconds for those whose
time has come. Two that seal at the same moment queue for the record, and the second finds it done.
"""

import asyncio
import contextlib
import logging
from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from anyio import to_thread
from sqlalchemy import delete, select

from app.accounts.models import Account
from app.ballots import queries, rules, verify
from app.ballots.boxes import Cast, unpacked
from app.ballots.events import BallotSealed
from app.ballots.models import Ballot, BallotBundle, ClosedBox, RollEntry
from app.ballots.office import Office
from app.ballots.rules import Kept
from app.ballots.schemas import BallotOut
from app.ballots.sealing.seal import Circumstances, Sealed, close_books
from app.capacities.actor import SYSTEM, ActedAs, Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database, WriteSession, instant, to_its_end
from app.core.errors import ConvenorError
from app.record.service import Record

log = logging.getLogger(__name__)
WATCH_SECONDS = 5.0


async def seal(database: Database, office: Office, actor: Actor, ballot_id: UUID) -> BallotOut:
    """For who does not want to wait for the process to look. In its own unit of work, because the key goes after it."""
    async with database.read() as session:
        ballot = await queries.visible(session, actor, ballot_id)
        acted_as = policy.require(actor, Action.MANAGE_BALLOTS, ballot.consultation_id)
    return await _seal(database, office, acted_as, ballot.consultation_id, ballot_id)


async def _seal(
    database: Database, office: Office, acted_as: ActedAs, consultation_id: UUID, ballot_id: UUID
) -> BallotOut:
    async with database.write() as session:
        ballot, out = await close_within(session, office, acted_as, consultation_id, ballot_id)
        letters = await _letters(session, office, ballot, out)
    office.vault.destroy_key(ballot_id)
    for address, subject, text in letters:
        await office.mailer.send(address, subject, text)
    return out


async def close_within(
    session: WriteSession, office: Office, acted_as: ActedAs, consultation_id: UUID, ballot_id: UUID
) -> tuple[Ballot, BallotOut]:
    """In somebody's unit of work, who destroys the key once that is committed."""
    record = await Record.hold(session, consultation_id)
    ballot = await session.get_one(Ballot, ballot_id, populate_existing=True)
    now = await instant(session)
    rules.require_sealable(queries.state_of(ballot, now))
    sealed = await _closed_books(session, office, ballot, now)
    session.add(BallotBundle(ballot_id=ballot.id, content=sealed.bundle))
    await session.execute(delete(ClosedBox).where(ClosedBox.ballot_id == ballot.id))
    ballot.state, ballot.sealed_at, ballot.version = Kept.SEALED, now, ballot.version + 1
    ballot.seal, ballot.results = sealed.seal | {"summary": sealed.summary}, sealed.results
    if ballot.definition and ballot.definition["tellers"]:
        office.vault.keep_openings(ballot.id, sealed.openings)
    out = BallotOut.of(ballot, now)
    record.append(acted_as.by, BallotSealed(acted_as=acted_as, ballot=out))
    return ballot, out


async def _closed_books(session: WriteSession, office: Office, ballot: Ballot, now: datetime) -> Sealed:
    """Off the event loop: decrypting and counting takes its time. The record is held meanwhile."""
    assert ballot.definition is not None and ballot.tie_seed is not None  # noqa: PT018 - it is frozen
    box, definition = office.vault.box(ballot.id), ballot.definition
    query = select(ClosedBox.handle, ClosedBox.content).where(ClosedBox.ballot_id == ballot.id)
    rows = [(row.handle, row.content) for row in await session.execute(query)]
    about = Circumstances(
        tie_seed=ballot.tie_seed,
        previous=await _previous(session, ballot.consultation_id),
        software=f"convenor {version('convenor')}",
        sealed_at=clock.iso(now),
        key=office.key.model_dump(),
    )

    def work() -> Sealed:
        casts: list[Cast] = [unpacked(box, ballot.id, handle, content) for handle, content in rows]
        return close_books(definition, casts, about, office.sign)

    return await to_thread.run_sync(work)


async def _previous(session: WriteSession, consultation_id: UUID) -> str:
    """The digest of the seal before this one, so that none can be taken out of the row."""
    query = select(Ballot.seal).where(Ballot.consultation_id == consultation_id, Ballot.state == Kept.SEALED)
    last = await session.scalar(query.order_by(Ballot.sealed_at.desc(), Ballot.seq.desc()).limit(1))
    return str(last["summary"]["digest"]) if last else verify.NO_SEAL


async def _letters(session: WriteSession, office: Office, ballot: Ballot, out: BallotOut) -> list[tuple[str, str, str]]:
    """To every member of the roll, voted or not: the digest of the seal, so that a later one would be noticed."""
    assert out.seal is not None  # just made
    slug = (await session.get_one(Consultation, ballot.consultation_id)).slug
    text = (
        f"The ballot “{out.question}” is closed and sealed: {out.seal.ballots} of {out.roll} have voted.\n\n"
        f"Seal: {out.seal.digest}\nSigned with the key: {out.seal.key}\n\n"
        "Keep this message: whoever checks the published file compares these two lines with what the check prints.\n"
        f"{office.settings.base_url}/c/{slug}/ballots/{ballot.id}\n"
    )
    query = select(Account.email).join(RollEntry, RollEntry.account_id == Account.id)
    emails = (await session.scalars(query.where(RollEntry.ballot_id == ballot.id).order_by(Account.email))).all()
    return [(email, "A ballot is closed and sealed", text) for email in emails]


async def seal_due(database: Database, office: Office) -> None:
    """Seal what has closed; destroy keys that a crash has left behind."""
    async with database.read() as session:
        due = await queries.due(session, await instant(session))
        kept = office.vault.kept_keys()
        over = await queries.over(session, kept) if kept else []
    for ballot_id in over:
        office.vault.destroy_key(ballot_id)
    for ballot_id, consultation_id in due:
        try:
            await _seal(database, office, SYSTEM, consultation_id, ballot_id)
        except ConvenorError as refusal:
            log.warning("ballot %s was not sealed: %s", ballot_id, refusal.code)


async def watch(database: Database, office: Office, stopping: asyncio.Event) -> None:
    """Seal as time goes by, until it is asked to stop."""
    while not stopping.is_set():
        try:
            await to_its_end(seal_due(database, office))
        except Exception:
            log.exception("sealing failed")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), WATCH_SECONDS)
