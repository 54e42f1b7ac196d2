"""Closing: once nothing can be cast any more the boxes are opened and counted (`work`), without anybody waiting; in one
transaction they are then sealed, published and deleted; then the key is destroyed.

Nobody closes a ballot early, and nobody needs to close it at all: the process looks every few seconds for those whose
time has come. Two that seal at the same moment queue for the record, and the second finds it done.
"""

import asyncio
import contextlib
import logging
from importlib.metadata import version
from uuid import UUID

from sqlalchemy import delete, select

from app.accounts.models import Account
from app.ballots import queries, rules, verify
from app.ballots.events import BallotSealed
from app.ballots.models import Ballot, BallotBundle, ClosedBox, RollEntry
from app.ballots.office import Office
from app.ballots.rules import Kept
from app.ballots.schemas import BallotOut
from app.ballots.sealing.seal import Books, Circumstances, seal_books
from app.ballots.sealing.work import Order, close
from app.capacities.actor import SYSTEM, ActedAs, Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database, WriteSession, instant, to_its_end
from app.core.errors import ConvenorError, NotNow
from app.core.jobs import Jobs
from app.record.service import Record

log = logging.getLogger(__name__)
WATCH_SECONDS = 5.0


async def seal(database: Database, jobs: Jobs, office: Office, actor: Actor, ballot_id: UUID) -> BallotOut:
    """For who does not want to wait for the process to look. In units of work of its own: the key goes after them."""
    async with database.read() as session:
        ballot = await queries.visible(session, actor, ballot_id)
        acted_as = policy.require(actor, Action.MANAGE_BALLOTS, ballot.consultation_id)
    return await _seal(database, jobs, office, acted_as, ballot.consultation_id, ballot_id)


async def _seal(
    database: Database, jobs: Jobs, office: Office, acted_as: ActedAs, consultation_id: UUID, ballot_id: UUID
) -> BallotOut:
    async with database.write() as session:
        await _last_cast(session, consultation_id, ballot_id)
    try:
        books = await jobs.run(close, Order(database.address, office.vault.folder, ballot_id))
    except NotNow:
        async with database.write() as session:  # the key may be gone because somebody else has sealed it meanwhile
            await _last_cast(session, consultation_id, ballot_id)
        raise
    async with database.write() as session:
        ballot, out = await seal_within(session, office, acted_as, consultation_id, ballot_id, books)
        letters = await _letters(session, office, ballot, out)
    office.vault.destroy_key(ballot_id)
    for address, subject, text in letters:
        await office.mailer.send(address, subject, text)
    return out


async def _last_cast(session: WriteSession, consultation_id: UUID, ballot_id: UUID) -> None:
    """Whoever is casting at this moment holds the record. Once it is ours the closing instant has passed for everybody,
    and the boxes can be counted without holding anything.
    """
    await Record.hold(session, consultation_id)
    columns = select(Ballot.state, Ballot.opens_at, Ballot.closes_at).where(Ballot.id == ballot_id)
    ballot = (await session.execute(columns)).one()
    state = rules.state_at(Kept(ballot.state), ballot.opens_at, ballot.closes_at, await instant(session))
    rules.require_sealable(state)


async def seal_within(
    session: WriteSession, office: Office, acted_as: ActedAs, consultation_id: UUID, ballot_id: UUID, books: Books
) -> tuple[Ballot, BallotOut]:
    """In somebody's unit of work, who destroys the key once that is committed."""
    record = await Record.hold(session, consultation_id)
    ballot = await session.get_one(Ballot, ballot_id, populate_existing=True)
    now = await instant(session)
    rules.require_sealable(queries.state_of(ballot, now))
    about = Circumstances(
        previous=await _previous(session, consultation_id),
        software=f"convenor {version('convenor')}",
        sealed_at=clock.iso(now),
        key=office.key.model_dump(),
    )
    sealed = seal_books(books, about, office.sign)
    session.add(BallotBundle(ballot_id=ballot.id, content=sealed.bundle))
    await session.execute(delete(ClosedBox).where(ClosedBox.ballot_id == ballot.id))
    ballot.state, ballot.sealed_at, ballot.version = Kept.SEALED, now, ballot.version + 1
    ballot.seal, ballot.results = sealed.seal | {"summary": sealed.summary}, books.results
    if books.openings:
        office.vault.keep_openings(ballot.id, books.openings)
    out = BallotOut.of(ballot, now)
    record.append(acted_as.by, BallotSealed(acted_as=acted_as, ballot=out))
    return ballot, out


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


async def seal_due(database: Database, jobs: Jobs, office: Office) -> None:
    """Seal what has closed; destroy keys that a crash has left behind."""
    async with database.read() as session:
        due = await queries.due(session, await instant(session))
        kept = office.vault.kept_keys()
        over = await queries.over(session, kept) if kept else []
    for ballot_id in over:
        office.vault.destroy_key(ballot_id)
    for ballot_id, consultation_id in due:
        try:
            await _seal(database, jobs, office, SYSTEM, consultation_id, ballot_id)
        except ConvenorError as refusal:
            log.warning("ballot %s was not sealed: %s", ballot_id, refusal.code)
        except Exception:  # one that cannot be sealed must not keep others from it
            log.exception("ballot %s was not sealed", ballot_id)


async def watch(database: Database, jobs: Jobs, office: Office, stopping: asyncio.Event) -> None:
    """Seal as time goes by, until it is asked to stop."""
    while not stopping.is_set():
        try:
            await to_its_end(seal_due(database, jobs, office))
        except Exception:
            log.exception("sealing failed")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), WATCH_SECONDS)
