"""Recording the views of a caucus, and recording them anew."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Round
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.contributions.caucuses import queries
from app.contributions.caucuses.events import CaucusRecorded, CaucusRevised
from app.contributions.caucuses.models import Caucus, CaucusVersion
from app.contributions.caucuses.schemas import CaucusIn, CaucusOut
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.record.service import Record


async def record_views(session: WriteSession, actor: Actor, consultation: Consultation, body: CaucusIn) -> CaucusOut:
    record = await Record.hold(session, consultation.id)
    round_ = await consultation_queries.round_for(session, consultation.id, Right.CONTRIBUTE)
    acted_as = policy.require_right(actor, Action.CONTRIBUTE, round_)
    await _check(session, record, body)
    caucus = Caucus(
        id=uuid4(),
        consultation_id=consultation.id,
        round_id=round_.id,
        seq=record.next_seq,
        entity_id=acted_as.entity_id,
        version=0,
        hidden=None,
    )
    _say(caucus, acted_as, body)
    session.add(caucus)
    await session.flush()
    _keep_version(session, caucus)
    out = CaucusOut.of(caucus)
    record.append(acted_as.by, CaucusRecorded(acted_as=acted_as, caucus=out))
    return out


async def revise(session: WriteSession, actor: Actor, caucus_id: UUID, body: CaucusIn) -> CaucusOut:
    """What the caucus says now; what it said before is kept. Only the delegation or person that recorded it may."""
    caucus = await queries.visible(session, actor, caucus_id)
    _own(actor, caucus)
    record = await Record.hold(session, caucus.consultation_id)
    await session.refresh(caucus)
    round_ = await session.get_one(Round, caucus.round_id, populate_existing=True)
    acted_as = policy.require_right(actor, Action.CONTRIBUTE, round_)
    if caucus.hidden:
        raise NotNow("This is hidden; it cannot be revised until it is restored.", code="hidden")
    await _check(session, record, body)
    _say(caucus, acted_as, body)
    _keep_version(session, caucus)
    out = CaucusOut.of(caucus)
    record.append(acted_as.by, CaucusRevised(acted_as=acted_as, caucus=out))
    return out


async def _check(session: WriteSession, record: Record, body: CaucusIn) -> None:
    options = (await consultation_queries.standing(session, record)).options
    if unknown := {view.option_id for view in body.views if view.option_id} - options.keys():
        raise Invalid(f"The background note has no option {min(map(str, unknown))}.", code="unknown_option")


def _say(caucus: Caucus, acted_as: ActedAs, body: CaucusIn) -> None:
    caucus.name, caucus.views = body.name, [view.model_dump(mode="json") for view in body.views]
    caucus.version += 1
    caucus.acted_as, caucus.recorded_at = acted_as.model_dump(mode="json"), clock.now()


def _keep_version(session: WriteSession, caucus: Caucus) -> None:
    session.add(
        CaucusVersion(
            caucus_id=caucus.id,
            version=caucus.version,
            name=caucus.name,
            views=caucus.views,
            acted_as=caucus.acted_as,
            recorded_at=caucus.recorded_at,
        )
    )


def _own(actor: Actor, caucus: Caucus) -> None:
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    entities = {held.acted_as.entity_id for held in actor.in_consultation(caucus.consultation_id)}
    if caucus.entity_id not in entities:
        raise NotPermitted("Only the delegation or person that recorded these views may change them.")
