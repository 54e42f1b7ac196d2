"""What can be done with an office: establish it, change its rule, and depart from the rule for one turn."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from app.advisory import queries as advisory
from app.advisory.models import AdvisoryOffice
from app.advisory.offices import queries
from app.advisory.offices.events import OfficeDeviated, OfficeEstablished, OfficeRevised
from app.advisory.offices.schemas import Deviation, DeviationIn, OfficeIn, OfficeOut, OfficeRevision
from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.record.service import Record


async def establish(session: WriteSession, actor: Actor, group_id: UUID, body: OfficeIn) -> OfficeOut:
    group = await advisory.visible_group(session, actor, group_id)
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, group.consultation_id)
    record = await Record.hold(session, group.consultation_id)
    others = await queries.offices(session, group.id)
    if len(others) >= queries.MOST:
        raise NotNow(f"A group has at most {queries.MOST} offices.", code="too_many_offices")
    office = AdvisoryOffice(
        id=uuid4(),
        consultation_id=group.consultation_id,
        group_id=group.id,
        seq=record.next_seq,
        deviations={},
        acted_as=acted_as.model_dump(mode="json"),
        reason=None,
        version=1,
    )
    _rule(office, body, others)
    session.add(office)
    out = OfficeOut.of(office)
    record.append(acted_as.by, OfficeEstablished(acted_as=acted_as, office=out))
    return out


async def revise(session: WriteSession, actor: Actor, office_id: UUID, body: OfficeRevision) -> OfficeOut:
    """A new rule is a new count of turns, so deviations from the old one go with it; the record keeps them."""
    office = await advisory.visible(session, actor, AdvisoryOffice, office_id, "office")
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, office.consultation_id)
    record = await Record.hold(session, office.consultation_id)
    others = [each for each in await queries.offices(session, office.group_id) if each.id != office.id]
    if body.version != office.version:
        raise NotNow("The office has been changed meanwhile; please look at it again.", code="version_conflict")
    if body.follows_id is not None and any(each.follows_id == office.id for each in others):
        raise NotNow("Another office follows this one, so it needs a rule of its own.", code="is_followed")
    before = (office.first_on, office.period_months, office.follows_id)
    _rule(office, body, others)
    if before != (office.first_on, office.period_months, office.follows_id):
        office.deviations = {}
    office.reason, office.version = body.reason, office.version + 1
    out = OfficeOut.of(office)
    record.append(acted_as.by, OfficeRevised(acted_as=acted_as, office=out))
    return out


async def deviate(session: WriteSession, actor: Actor, office_id: UUID, body: DeviationIn) -> OfficeOut:
    office = await advisory.visible(session, actor, AdvisoryOffice, office_id, "office")
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, office.consultation_id)
    record = await Record.hold(session, office.consultation_id)
    await session.refresh(office)
    if office.follows_id is not None:
        raise NotNow("This office follows another; decide on that one.", code="follows_another")
    deviation = Deviation(holder=body.holder, reason=body.reason, acted_as=acted_as, at=clock.now())
    office.deviations = office.deviations | {str(body.turn): deviation.model_dump(mode="json")}
    office.version += 1
    out = OfficeOut.of(office)
    record.append(acted_as.by, OfficeDeviated(acted_as=acted_as, office=out))
    return out


def _rule(office: AdvisoryOffice, body: OfficeIn, others: Sequence[AdvisoryOffice]) -> None:
    """An office follows one that goes round itself: chains would hide who decides."""
    office.title, office.language, office.follows_id = body.title, body.language, body.follows_id
    leading = next((each for each in others if each.id == body.follows_id), None)
    if body.follows_id is not None and (leading is None or leading.follows_id is not None):
        raise Invalid("The group has no such office that goes round by a rule of its own.", code="unknown_office")
    if leading is not None:
        office.pool, office.starts_with = [], 0
        office.first_on, office.period_months = leading.first_on, leading.period_months
        return
    assert body.first_on is not None  # the schema wants these with a pool
    assert body.period_months is not None
    office.pool, office.starts_with = list(body.pool), body.starts_with
    office.first_on, office.period_months = body.first_on, body.period_months
