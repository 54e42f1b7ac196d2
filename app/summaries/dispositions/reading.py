"""What became of contributions as one reader may know it: from the text this reader has, and from what persons decided.

Nobody knows it before the summary was circulated but those who prepare it. What the text of a summary shows is found
once and kept: a page must not read a long document again for every author who looks.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import ActedAs, Actor
from app.contributions.models import Contribution
from app.core.errors import NotFound
from app.summaries import queries as summary_queries
from app.summaries.dispositions import queries
from app.summaries.dispositions.models import Disposition
from app.summaries.dispositions.queries import Found
from app.summaries.dispositions.schemas import DispositionKind, DispositionOut, MergedOut
from app.summaries.engine.dispositions import Became, of_document
from app.summaries.engine.document import Document
from app.summaries.schemas import FINAL

_READ: OrderedDict[str, Mapping[str, Became]] = OrderedDict()
MOST_READ = 8  # texts; of each only what became of its contributions


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader may know. `text` null: nothing yet. `final`: what persons decide no longer goes before it."""

    text: Mapping[str, Became] | None
    final: bool


async def known(session: AsyncSession, actor: Actor, consultation_id: UUID) -> Known:
    summary = await summary_queries.of_consultation(session, consultation_id)
    try:
        text = await summary_queries.text_for(session, actor, summary)
    except NotFound:
        return Known(None, final=False)
    return Known(await _of_text(text.digest, text.content), final=text.state in FINAL)


async def _of_text(digest: str, content: str) -> Mapping[str, Became]:
    if digest not in _READ:
        _READ[digest] = await to_thread.run_sync(_parsed, content)
        while len(_READ) > MOST_READ:
            _READ.popitem(last=False)
    _READ.move_to_end(digest)
    return _READ[digest]


def _parsed(content: str) -> Mapping[str, Became]:
    return of_document(Document.model_validate_json(content))


async def shown(session: AsyncSession, actor: Actor, found: Sequence[Found], what: Known) -> list[DispositionOut]:
    """With one query more for the places of those they were merged with."""
    results = [_result(contribution, decision, what) for contribution, decision in found]
    targets = {UUID(each.merged_into) for each in results if each and each.merged_into}
    places = await queries.places(session, targets)
    mine = {
        held.acted_as.entity_id
        for contribution, _ in found
        for held in actor.in_consultation(contribution.consultation_id)
    }
    return [
        _out(contribution, decision, result, places, mine)
        for (contribution, decision), result in zip(found, results, strict=True)
    ]


def _result(contribution: Contribution, decision: Disposition | None, what: Known) -> Became | None:
    """A person's decision goes before the text, until the text is final and holds what was decided."""
    if what.text is None:
        return None
    of_text = what.text.get(str(contribution.id))
    if decision is None or what.final:
        return of_text
    paragraphs = of_text.paragraphs if of_text else ()
    merged_into = str(decision.merged_into) if decision.merged_into else None
    return Became(DispositionKind(decision.kind).value, paragraphs, merged_into, decision.reason, decided=True)


def _out(
    contribution: Contribution,
    decision: Disposition | None,
    result: Became | None,
    places: Mapping[UUID, int],
    mine: Collection[UUID],
) -> DispositionOut:
    target = UUID(result.merged_into) if result and result.merged_into else None
    decided = decision if decision and result and result.decided else None
    return DispositionOut(
        contribution_id=contribution.id,
        seq=contribution.seq,
        title=None if contribution.hidden else contribution.title,
        language=contribution.language,
        author=ActedAs.model_validate(contribution.acted_as),
        mine=contribution.entity_id in mine,
        kind=DispositionKind(result.kind) if result else None,
        paragraphs=list(result.paragraphs) if result else [],
        merged_into=MergedOut(id=target, seq=places[target]) if target and target in places else None,
        reason=result.reason if result else None,
        decided_by=ActedAs.model_validate(decided.acted_as) if decided else None,
        decided_at=decided.decided_at if decided else None,
    )


async def page(
    session: AsyncSession,
    actor: Actor,
    consultation_id: UUID,
    *,
    mine: bool,
    before: int | None,
    limit: int,
) -> list[DispositionOut]:
    entities = {held.acted_as.entity_id for held in actor.in_consultation(consultation_id)}
    found = await queries.page(session, consultation_id, before, limit, entities if mine else None)
    return await shown(session, actor, found, await known(session, actor, consultation_id))


async def of_contribution(session: AsyncSession, actor: Actor, contribution: Contribution) -> DispositionOut:
    row = await queries.one(session, contribution.id)
    if row is None or contribution.withdrawn:
        raise NotFound("Nothing became of this contribution: it was withdrawn.", code="withdrawn")
    (out,) = await shown(session, actor, [row], await known(session, actor, contribution.consultation_id))
    return out
