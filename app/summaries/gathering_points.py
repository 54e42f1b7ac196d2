"""Reading the points of written contributions for the ledger: only what is public, and as sure as persons said.

A link that a person confirmed on an earlier version of the text is worth no more than the likeness of the texts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.points.register import queries as register
from app.points.register.models import CampaignMember, Point, PointLink
from app.points.register.reading import Same
from app.points.register.schemas import Standing
from app.summaries.engine.ledger import NoteFact
from app.summaries.engine.proceedings import LabelFact, MakerFact, PointFact

_SUREST: Final = (Standing.DECLARED, Standing.CONFIRMED, Standing.MATCHED)


async def points(
    session: AsyncSession, consultation_id: UUID, written: Sequence[Any], note: NoteFact | None
) -> tuple[PointFact, ...]:
    """`written`: the contributions as rows; hidden ones among them make no point. Points that persons said to be the
    same are one, with a label in each language. A point whose label is no longer public is left out.
    """
    public = {row.id: row for row in written if not row.hidden}
    found = await register.points(session, consultation_id)
    makers = await _makers(session, consultation_id, public)
    texts = await register.sources(session, {point.source_id for point in found})
    groups = Same.of(found, await register.pairs(session, consultation_id)).groups
    by_id = {point.id: point for point in found}
    facts = []
    for group in dict.fromkeys(groups.values()):
        together = [by_id[each] for each in group]
        shown = [point for point in together if register.shown_label(point, texts) is not None]
        standings = _surest(makers.get(point.id, {}) for point in together)
        if shown and standings:
            labels = tuple(_label(point, public[point.source_id].seq) for point in shown)
            facts.append(_fact(together[0], note, labels, standings))
    return tuple(facts)


async def campaigns(session: AsyncSession, consultation_id: UUID, written: Sequence[Any]) -> dict[UUID, UUID]:
    """By contribution, the first public one with nearly the same text, where there are several; the same to the letter
    is found without this. What was filed after the last survey is taken for a copy only if its text is the same.
    """
    query = select(CampaignMember.contribution_id, CampaignMember.campaign_id).where(
        CampaignMember.consultation_id == consultation_id
    )
    named = {row.contribution_id: row.campaign_id for row in await session.execute(query)}
    by_text = {row.fingerprint: named[row.id] for row in written if row.id in named}
    members: dict[Any, list[Any]] = defaultdict(list)
    for row in written:
        if not row.hidden:
            members[named.get(row.id) or by_text.get(row.fingerprint) or row.fingerprint].append(row)
    several = {key: rows for key, rows in members.items() if len(rows) > 1 and isinstance(key, UUID)}
    first = {key: min(rows, key=lambda row: row.seq).id for key, rows in several.items()}
    return {row.id: first[key] for key, rows in several.items() for row in rows}


async def _makers(
    session: AsyncSession, consultation_id: UUID, public: Mapping[UUID, Any]
) -> dict[UUID, dict[UUID, Standing]]:
    """By point: public contributions with how sure it is that they make it."""
    query = select(
        PointLink.point_id, PointLink.contribution_id, PointLink.standing, PointLink.version, PointLink.score
    ).where(PointLink.consultation_id == consultation_id, PointLink.standing.in_([each.value for each in _SUREST]))
    row = await register.survey(session, consultation_id)
    threshold = row.threshold if row else 1.0
    found: dict[UUID, dict[UUID, Standing]] = defaultdict(dict)
    for link in await session.execute(query):
        contribution = public.get(link.contribution_id)
        if contribution is None:
            continue
        standing = Standing(link.standing)
        if standing is Standing.CONFIRMED and link.version != contribution.version:
            if link.score is None or link.score < threshold:
                continue
            standing = Standing.MATCHED
        found[link.point_id][link.contribution_id] = standing
    return found


def _surest(standings: Any) -> dict[UUID, Standing]:
    found: dict[UUID, Standing] = {}
    for each in standings:
        for contribution_id, standing in each.items():
            known = found.get(contribution_id, standing)
            found[contribution_id] = min(known, standing, key=_SUREST.index)
    return found


def _label(point: Point, seq: int) -> LabelFact:
    return LabelFact(str(point.source_id), seq, point.label, point.language)


def _fact(
    point: Point, note: NoteFact | None, labels: tuple[LabelFact, ...], standings: Mapping[UUID, Standing]
) -> PointFact:
    questions = {question.id: question for question in (note.questions if note else ())}
    question = questions.get(str(point.question_id))
    option = next((o.number for o in question.options if o.id == str(point.option_id)), None) if question else None
    return PointFact(
        id=str(point.id),
        number=point.number,
        question=question.number if question else None,
        option=option,
        stance=point.stance if option is not None else None,
        labels=labels,
        makers=tuple(MakerFact(str(each), standing.value) for each, standing in standings.items()),
    )
