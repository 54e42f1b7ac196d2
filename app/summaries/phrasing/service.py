"""What a person does with an arrangement: take the template's order instead, in one paragraph or all, or undo that."""

from uuid import UUID

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core.db import Database
from app.core.errors import Invalid, NotFound, NotNow
from app.core.jobs import Jobs
from app.summaries import queries
from app.summaries import service as summaries
from app.summaries.engine.document import Document
from app.summaries.models import Summary
from app.summaries.phrasing import making
from app.summaries.phrasing.schemas import Arranged, DeclineArrangementIn


async def decline(
    database: Database, jobs: Jobs, actor: Actor, summary_id: UUID, version: int, body: DeclineArrangementIn
) -> UUID:
    """The template's sentences stand again in their own order; edits of other paragraphs stay."""
    async with database.read() as session:
        summary, consultation = await queries.visible(session, actor, summary_id)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        if summary.version != version:
            raise NotNow("Somebody changed the summary meanwhile. Please look at it first.", code="version_changed")
        facts = await queries.facts(session, queries.working_text(summary))
    if summary.arranged is None or facts is None:
        raise NotFound("No language model arranged anything in this text.", code="not_arranged")
    arranged = _changed(Arranged.model_validate(summary.arranged), body)
    outcome = await jobs.run(making.arrange, _task(summary, arranged, facts))
    return await summaries.keep(database, acted_as, summary, outcome.sealed, arranged)


def _changed(arranged: Arranged, body: DeclineArrangementIn) -> Arranged:
    if body.id is not None and all(each.id != body.id for each in arranged.paragraphs):
        raise Invalid("There is no such paragraph.", code="unknown_paragraph")
    paragraphs = [
        each.model_copy(update={"declined": body.declined}) if body.id in {None, each.id} else each
        for each in arranged.paragraphs
    ]
    return arranged.model_copy(update={"paragraphs": paragraphs})


def _task(summary: Summary, arranged: Arranged, facts: bytes) -> making.Task:
    stands = Document.model_validate_json(summary.drafted)
    return making.Task(
        facts=facts,
        language=stands.language,
        remarks=stands.remarks,
        moves=summary.moves,
        edits=summary.edits,
        model=arranged.model,
        answers=arranged.known(),
        declined=arranged.declined(),
        wordings=tuple(stands.wordings),
    )
