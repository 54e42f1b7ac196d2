"""Taking a Polis export over into a consultation: all of it or, of what is broken, nothing.

The whole export is checked before the first row is written. Then it is written in batches, each one transaction
with one entry in the record. Nothing remembers how far an import came: every batch writes only what is new or
later than what is there. So the same directory again changes nothing, an interrupted import continues, and a later
export of the same conversation adds what happened meanwhile.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from app.capacities.actor import SYSTEM
from app.consultations import queries as consultation_queries
from app.consultations import service as consultations
from app.consultations.events import RoundClosed
from app.consultations.models import Consultation
from app.consultations.rules import RoundKind, RoundState
from app.consultations.schemas import ConsultationIn, MandateIn, NoteIn, RoundIn, RoundOut
from app.core import clock
from app.core.db import Database, WriteSession
from app.core.errors import Invalid, NotNow
from app.core.schemas import Slug
from app.interchange import queries
from app.interchange.conversation import casts, states
from app.interchange.languages import script_language
from app.interchange.polis import Export, StatementRow, find_export, printable, read_statements
from app.interchange.polis_check import Survey, survey
from app.interchange.tables import Fault, Faults, Unreadable
from app.opinions import queries as opinion_queries
from app.opinions import service as opinions
from app.opinions.queries import Pair
from app.opinions.schemas import ImportedStatement
from app.opinions.votes import Cast, supersedes
from app.record.service import Record

BATCH = 5_000
Progress = Callable[[int, int], None]  # rows done, rows in all
Item = TypeVar("Item")


class BrokenExport(Invalid):
    """The export was refused; `faults` says where it is broken, as far as they were kept."""

    def __init__(self, faults: list[Fault], count: int) -> None:
        places = "one place" if count == 1 else f"{count:,} places"
        super().__init__(f"The export is broken in {places}; nothing was imported.", code="broken_export")
        self.faults, self.count = faults, count


@dataclass(frozen=True, slots=True)
class Imported:
    """What the consultation holds after the import, and what the import did."""

    consultation: str
    title: str
    participants: int
    statements: int
    statements_shown: int
    votes: int
    votes_cast: int
    agree_is: int
    agree_known_from: str
    created: bool
    changed: int
    skipped: int
    faults: list[Fault]


async def import_polis(
    database: Database,
    directory: Path,
    *,
    slug: str | None = None,
    skip_broken: bool = False,
    progress: Progress = lambda done, total: None,  # noqa: ARG005 - a twin that shows nothing
) -> Imported:
    """Import a directory. With `skip_broken`, broken rows are left out whole and reported; a file that cannot be
    read at all is refused all the same.
    """
    try:
        export = find_export(directory)
        found = survey(export)
    except Unreadable as unreadable:
        raise BrokenExport([unreadable.fault], 1) from unreadable
    if found.faults.count and not skip_broken:
        raise BrokenExport(found.faults.kept, found.faults.count)
    consultation, created = await _consultation(database, export, found, slug)
    writing = _Writing(database, consultation.id, export, found, progress)
    changed = await writing.statements() + await writing.participants() + await writing.votes()
    if writing.faults.count and not skip_broken:
        raise NotNow("The files changed while they were read. Please start the import again.", code="export_changed")
    async with database.read() as session:
        totals = await opinion_queries.totals(session, consultation.id)
    return Imported(
        consultation=consultation.slug,
        title=consultation.title,
        participants=totals.participants,
        statements=totals.statements,
        statements_shown=totals.accepted,
        votes=totals.votes,
        votes_cast=found.votes_cast,
        agree_is=found.convention.sign,
        agree_known_from=found.convention.because,
        created=created,
        changed=changed,
        skipped=found.faults.count,
        faults=found.faults.kept,
    )


class _Writing:
    """The second pass over the files, in batches."""

    def __init__(
        self, database: Database, consultation_id: UUID, export: Export, found: Survey, progress: Progress
    ) -> None:
        self.database, self.consultation_id = database, consultation_id
        self.export, self.found = export, found
        self.faults = Faults()
        self._progress, self._done = progress, 0
        self._total = len(found.statements) + len(found.groups) + found.votes_cast

    async def statements(self) -> int:
        changed = 0
        rows = read_statements(self.export.comments, self.faults)
        for batch in _batches((self._statement(row) for row in rows), BATCH):
            async with self.database.write() as session:
                record = await Record.hold(session, self.consultation_id)
                changed += await opinions.import_statements(session, record, self.consultation_id, batch)
            self._advance(len(batch))
        return changed

    async def participants(self) -> int:
        changed = 0
        for batch in _batches(self.found.groups.items(), BATCH):
            async with self.database.write() as session:
                record = await Record.hold(session, self.consultation_id)
                groups = {str(participant): group for participant, group in batch}
                changed += await opinions.import_participants(session, record, self.consultation_id, groups)
            self._advance(len(batch))
        return changed

    async def votes(self) -> int:
        changed = 0
        async with self.database.read() as session:
            statements = await opinion_queries.external_statements(session, self.consultation_id)
            participants = await opinion_queries.external_participants(session, self.consultation_id)
        statement_ids = {number: statements[str(number)] for number in self.found.statements}
        participant_ids = {number: participants[str(number)].id for number in self.found.groups}
        for batch in _batches(casts(self.export, self.found, self.faults), BATCH):
            latest: dict[Pair, Cast] = {}
            for statement, participant, cast in batch:
                pair = (statement_ids[statement], participant_ids[participant])
                if pair not in latest or supersedes(cast, latest[pair]):
                    latest[pair] = cast
            async with self.database.write() as session:
                record = await Record.hold(session, self.consultation_id)
                changed += await opinions.import_votes(session, record, latest)
            self._advance(len(batch))
        return changed

    def _statement(self, row: StatementRow) -> ImportedStatement:
        return ImportedStatement(
            number=row.number,
            author=None if row.author is None else str(row.author),
            text=printable(row.text),
            language=script_language(row.text) or self.found.language,
            state=states(self.found)[row.moderated],
            added_at=row.written_at,
        )

    def _advance(self, rows: int) -> None:
        self._done += rows
        self._progress(self._done, self._total)


async def _consultation(
    database: Database, export: Export, found: Survey, slug: str | None
) -> tuple[Consultation, bool]:
    """The consultation this export belongs to, and whether it is new.

    It is known by its origin: the address of the conversation, or the name of the directory. A slug that belongs to
    something else is refused rather than mixed with it.
    """
    name = _line(export.directory.resolve().name) or "without a name"
    origin = f"Polis conversation {found.url}" if found.url else f"Polis export {name}"
    async with database.write() as session:
        wanted = _valid(slug) if slug else _slug(name)
        by_slug = await consultation_queries.by_ref(session, wanted)
        existing = by_slug if slug else (await queries.by_origin(session, origin) or by_slug)
        if existing is None:
            return await _convene(session, found, wanted, _line(found.topic) or name, origin), True
        if existing.origin != origin:
            raise NotNow(
                f"There is already a consultation called “{wanted}”, and it comes from elsewhere; "
                "choose another slug with --slug.",
                code="slug_taken",
            )
        return existing, False


async def _convene(session: WriteSession, found: Survey, slug: str, title: str, origin: str) -> Consultation:
    """A consultation of one round, which is over: it lasted from the first statement or vote to the last."""
    opened = found.first or clock.now()
    closed = max(found.last or opened, opened + timedelta(seconds=1))
    description = printable(found.description).strip()[:60_000]
    body = ConsultationIn(
        slug=slug,
        title=title,
        summary_line="People agreed, disagreed or passed on each other's statements in a Polis conversation.",
        languages=[found.language],
        mandate=MandateIn(text="None is known: this conversation was held on Polis and imported from its export."),
        convener="The host of the Polis conversation",
        origin=origin,
        open_ended=False,
        rounds=[
            RoundIn(
                kind=RoundKind.INFORMAL_SOUNDINGS, title="Polis conversation",
                scheduled_opens_at=opened, scheduled_closes_at=closed,
            )
        ],
        note=NoteIn(title=title, text=description, language=found.language, questions=[]) if description else None,
    )  # fmt: skip
    consultation = await consultations.create(session, SYSTEM, body)
    (round_,) = await consultation_queries.rounds(session, consultation.id)
    round_.state, round_.opened_at, round_.closed_at = RoundState.CLOSED, opened, closed
    round_.state_reason, round_.scale = "Imported after it was over.", dict(consultation.scale)
    record = await Record.hold(session, consultation.id)
    record.append(SYSTEM.by, RoundClosed(acted_as=SYSTEM, round=RoundOut.model_validate(round_)))
    return consultation


def _valid(slug: str) -> str:
    try:
        return TypeAdapter(Slug).validate_python(slug)
    except ValidationError:
        raise Invalid("A slug is made of small letters, digits and single hyphens: my-slug-2.") from None


def _slug(name: str) -> str:
    """ASCII from the name of the directory: stable, whatever language the title is in."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name))[:80].strip("-") or "polis"


def _line(text: str) -> str:
    return " ".join(printable(text).split())[:300]


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
