"""What can be done with points: look for them, say who makes them, say which are the same in two languages.

Looking for them reads one snapshot, thinks in the worker process, and only then holds the record to write; what
persons say meanwhile is kept.
"""

from uuid import UUID

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.contributions import queries as contribution_queries
from app.contributions.joint.service import own_capacity
from app.contributions.models import Contribution
from app.core import clock
from app.core.db import Database, WriteSession
from app.core.errors import Invalid, NotFound, NotNow
from app.core.jobs import Jobs, Told
from app.points.register import gathering, keeping, queries
from app.points.register.events import PointDecided, PointDeclared, PointsFound, PointsPaired
from app.points.register.models import Point, PointLink, PointPair, PointSurvey
from app.points.register.reading import survey_out
from app.points.register.schemas import (
    BY_PERSONS,
    Decision,
    LinkDecision,
    LinkDecisions,
    LinkState,
    PairState,
    Standing,
)
from app.points.survey import survey
from app.record.service import Record


async def find(database: Database, jobs: Jobs, actor: Actor, ref: str, told: Told | None = None) -> UUID:
    """Look for points in all that is public now. When no text has changed, or there is none, nothing happens. Gives the
    consultation's id.
    """
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        known = await queries.survey(session, consultation.id)
        given = await gathering.gather(session, consultation.id)
    if known.digest == given.digest if known else not given.contributions:
        return consultation.id
    found = await jobs.run(survey, given.pieces, given.kept, given.topics, told=told)
    async with database.write() as session:
        record = await Record.hold(session, consultation.id)
        row = await keeping.keep(session, consultation.id, given, found)
        row.acted_as, row.found_at = acted_as.model_dump(mode="json"), clock.now()
        listed = await queries.listed(session, consultation.id)
        record.append(acted_as.by, PointsFound(acted_as=acted_as, survey=survey_out(row, listed)))
    return consultation.id


async def decide(
    session: WriteSession, actor: Actor, point_id: UUID, contribution_id: UUID, body: LinkDecision
) -> None:
    """A person who prepares the summary says whether a contribution makes a point, or takes that back."""
    point, contribution, record = await _held(session, actor, point_id, contribution_id)
    acted_as = policy.require(actor, Action.PREPARE_SUMMARY, point.consultation_id)
    changes = [(point, body.decision)]
    if body.instead_of is not None:
        if body.decision is not Decision.CONFIRM or body.instead_of == point.id:
            raise Invalid("Another point is confirmed instead of one, and nothing else.", code="not_another_point")
        other = await queries.visible(session, actor, body.instead_of)
        changes.insert(0, (other, Decision.REJECT))
    for each, decision in changes:
        link = await _link(session, each, contribution)
        if link.standing == Standing.DECLARED:
            raise NotNow("Its author declared this; only she can take it back.", code="declared")
        await _set(session, link, contribution, _STANDINGS[decision])
        if decision is not Decision.UNDO:
            link.seq, link.acted_as = record.next_seq, acted_as.model_dump(mode="json")
        state = LinkState(id=each.id, contribution_id=contribution.id, standing=_STANDINGS[decision])
        record.append(acted_as.by, PointDecided(acted_as=acted_as, link=state))


_STANDINGS = {Decision.CONFIRM: Standing.CONFIRMED, Decision.REJECT: Standing.REJECTED, Decision.UNDO: None}


async def decide_several(
    session: WriteSession, actor: Actor, ref: str, body: LinkDecisions
) -> tuple[UUID, int, list[LinkState]]:
    """The same said of several links, an entry each; of those that stand so already none. Gives the consultation's id,
    how many changed, and the links that nobody here can decide.
    """
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    record = await Record.hold(session, consultation.id)
    wanted = list(dict.fromkeys((each.point_id, each.contribution_id) for each in body.links))
    found = await queries.decidable(session, consultation.id, wanted)
    standing, changed = _STANDINGS[body.decision], 0
    left: list[LinkState] = []
    for point_id, contribution_id in wanted:
        link, contribution = found.get((point_id, contribution_id), (None, None))
        if link is None or contribution is None or link.standing == Standing.DECLARED:
            said = Standing(link.standing) if link else None
            left.append(LinkState(id=point_id, contribution_id=contribution_id, standing=said))
        elif not _stands(link, contribution, standing):
            await _set(session, link, contribution, standing)
            if standing is not None:
                link.seq, link.acted_as = record.next_seq, acted_as.model_dump(mode="json")
            state = LinkState(id=point_id, contribution_id=contribution_id, standing=standing)
            record.append(acted_as.by, PointDecided(acted_as=acted_as, link=state))
            changed += 1
    return consultation.id, changed, left


def _stands(link: PointLink, contribution: Contribution, standing: Standing | None) -> bool:
    """Whether this has been said already, of the text as it is; null: nothing has been said."""
    if standing is None:
        return link.standing not in BY_PERSONS
    return link.standing == standing and link.version == contribution.version


async def declare(session: WriteSession, actor: Actor, contribution_id: UUID, point_id: UUID, *, makes: bool) -> None:
    """The author says that her contribution makes a point, or takes it back. Saying it twice leaves no trace."""
    point, contribution, record = await _held(session, actor, point_id, contribution_id)
    acted_as = own_capacity(actor, contribution)
    link = await _link(session, point, contribution)
    if (link.standing == Standing.DECLARED) is makes:
        return
    await _set(session, link, contribution, Standing.DECLARED if makes else None)
    if makes:
        link.seq, link.acted_as = record.next_seq, acted_as.model_dump(mode="json")
    state = LinkState(id=point.id, contribution_id=contribution.id, standing=Standing.DECLARED if makes else None)
    record.append(acted_as.by, PointDeclared(acted_as=acted_as, link=state))


async def pair(session: WriteSession, actor: Actor, point_id: UUID, other_id: UUID, decision: Decision) -> None:
    """Whether two points in different languages are the same, or take back what was said of it."""
    one, two = await queries.visible(session, actor, point_id), await queries.visible(session, actor, other_id)
    acted_as = policy.require(actor, Action.PREPARE_SUMMARY, one.consultation_id)
    record = await Record.hold(session, one.consultation_id)
    _refuse_unlike(one, two)
    first, second = sorted((one, two), key=lambda point: point.number)
    row = await session.get(PointPair, (first.id, second.id), populate_existing=True)
    same = None if decision is Decision.UNDO else decision is Decision.CONFIRM
    if (row.same if row else None) is same:
        return
    if same is None:
        await session.delete(row)
    else:
        row = row or PointPair(first_id=first.id, second_id=second.id, consultation_id=first.consultation_id)
        row.same, row.seq, row.decided_at = same, record.next_seq, clock.now()
        row.acted_as = acted_as.model_dump(mode="json")
        session.add(row)
    state = PairState(id=first.id, other_id=second.id, same=same)
    record.append(acted_as.by, PointsPaired(acted_as=acted_as, pair=state))


def _refuse_unlike(one: Point, two: Point) -> None:
    if one.consultation_id != two.consultation_id:
        raise NotFound("There is no such point.")
    if one.id == two.id or one.language == two.language:
        raise Invalid("Only points in different languages can be said to be the same.", code="one_language")
    if (one.question_id, one.stance, one.option_id) != (two.question_id, two.stance, two.option_id):
        raise Invalid("The points belong to different questions or sides.", code="another_question")


async def _held(
    session: WriteSession, actor: Actor, point_id: UUID, contribution_id: UUID
) -> tuple[Point, Contribution, Record]:
    point = await queries.visible(session, actor, point_id)
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    if contribution.consultation_id != point.consultation_id:
        raise NotFound("There is no such contribution.")
    record = await Record.hold(session, point.consultation_id)
    await session.refresh(contribution)
    if contribution.withdrawn or contribution.hidden:
        raise NotNow("The text of this contribution is not public, so it makes no point.", code="not_public")
    return point, contribution, record


async def _link(session: WriteSession, point: Point, contribution: Contribution) -> PointLink:
    """The link there is, or one that nobody has spoken of."""
    key = (point.id, contribution.id)
    return await session.get(PointLink, key, populate_existing=True) or PointLink(
        point_id=point.id,
        contribution_id=contribution.id,
        consultation_id=point.consultation_id,
        standing=Standing.POSSIBLE,
        score=None,
        passage=None,
        place=None,
        version=None,
        seq=None,
        decided_at=None,
        acted_as=None,
    )


async def _set(session: WriteSession, link: PointLink, contribution: Contribution, standing: Standing | None) -> None:
    """What a person says of a link. Without that the text speaks again, and where it says nothing the link goes."""
    if standing is not None:
        link.standing, link.place = standing, None
        link.version, link.decided_at = contribution.version, clock.now()
        session.add(link)
        return
    link.version = link.seq = link.decided_at = link.acted_as = None
    if link.score is None:
        if link in session:
            await session.delete(link)
        return
    survey_row = await session.get_one(PointSurvey, link.consultation_id)
    link.standing = Standing.MATCHED if link.score >= survey_row.threshold else Standing.POSSIBLE
    link.place = await keeping.place_again(session, link, survey_row.threshold)
