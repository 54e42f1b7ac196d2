"""What can be done with a written contribution: file, revise, withdraw."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Round
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.contributions import queries
from app.contributions.events import ContributionFiled, ContributionRevised, ContributionWithdrawn
from app.contributions.fingerprint import fingerprint
from app.contributions.joint import service as joint
from app.contributions.joint.service import own_capacity
from app.contributions.models import Contribution, ContributionVersion
from app.contributions.schemas import ContributionIn, ContributionOut, ContributionVersionIn
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.record.service import Record


async def file(
    session: WriteSession, actor: Actor, consultation: Consultation, body: ContributionIn
) -> ContributionOut:
    """File a contribution in the round that is open for contributions."""
    record = await Record.hold(session, consultation.id)
    round_ = await consultation_queries.round_for(session, consultation.id, Right.CONTRIBUTE)
    acted_as = policy.require_right(actor, Action.CONTRIBUTE, round_)
    if unknown := set(body.question_ids) - await consultation_queries.question_ids(session, consultation.id):
        raise Invalid(f"The background note has no question {min(map(str, unknown))}.", code="unknown_question")
    stances = body.stances or []
    if stances:
        policy.require_right(actor, Action.TAKE_POSITION, await _taking_positions(session, consultation.id))
    contribution = Contribution(
        id=uuid4(),
        consultation_id=consultation.id,
        round_id=round_.id,
        seq=record.next_seq,
        entity_id=acted_as.entity_id,
        version=1,
        title=body.title,
        text=body.text,
        language=body.language,
        fingerprint=fingerprint(body.text),
        question_ids=[str(q) for q in body.question_ids],
        on_behalf_of=body.on_behalf_of,
        stances=await joint.worded(session, record, stances),
        acted_as=acted_as.model_dump(mode="json"),
        filed_at=clock.now(),
        late=clock.now() > round_.scheduled_closes_at,
        withdrawn=None,
        hidden=None,
    )
    session.add(contribution)
    await session.flush()
    _keep_version(session, contribution, acted_as)
    await joint.set_out(session, contribution, acted_as, record.next_seq)
    out = ContributionOut.of(contribution)
    record.append(acted_as.by, ContributionFiled(acted_as=acted_as, contribution=out))
    await joint.invite_all(session, record, contribution, acted_as, body.co_sponsors)
    return out


async def revise(
    session: WriteSession, actor: Actor, contribution_id: UUID, body: ContributionVersionIn
) -> ContributionOut:
    """File a new version; the earlier ones stay readable."""
    record, contribution = await _own(session, actor, contribution_id)
    round_ = await session.get_one(Round, contribution.round_id, populate_existing=True)
    acted_as = policy.require_right(actor, Action.CONTRIBUTE, round_)
    if contribution.hidden:
        raise NotNow("This contribution is hidden; it cannot be revised until it is restored.", code="hidden")
    if body.stances is not None:
        if contribution.on_behalf_of is None and body.stances:
            raise NotNow(joint.NOT_JOINT, code="not_joint")
        policy.require_right(actor, Action.TAKE_POSITION, await _taking_positions(session, round_.consultation_id))
        contribution.stances = await joint.worded(session, record, body.stances)
    contribution.title, contribution.text, contribution.language = body.title, body.text, body.language
    contribution.fingerprint = fingerprint(body.text)
    contribution.version += 1
    _keep_version(session, contribution, acted_as)
    await joint.set_out(session, contribution, acted_as, record.next_seq)
    out = ContributionOut.of(contribution)
    record.append(acted_as.by, ContributionRevised(acted_as=acted_as, contribution=out))
    return out


async def withdraw(session: WriteSession, actor: Actor, contribution_id: UUID, reason: str) -> ContributionOut:
    """Withdraw, at any time, with a reason. The text leaves every page and the record's content; the entry stays."""
    record, contribution = await _own(session, actor, contribution_id)
    acted_as = own_capacity(actor, contribution)
    contribution.withdrawn = {"reason": reason, "at": clock.iso(clock.now())}
    await record.withhold(contribution.id, withheld=True)
    out = ContributionOut.of(contribution)
    record.append(acted_as.by, ContributionWithdrawn(acted_as=acted_as, contribution=out))
    return out


def _keep_version(session: WriteSession, contribution: Contribution, acted_as: ActedAs) -> None:
    session.add(
        ContributionVersion(
            contribution_id=contribution.id,
            number=contribution.version,
            title=contribution.title,
            text=contribution.text,
            language=contribution.language,
            acted_as=acted_as.model_dump(mode="json"),
            filed_at=clock.now(),
        )
    )


async def _own(session: WriteSession, actor: Actor, contribution_id: UUID) -> tuple[Record, Contribution]:
    contribution = await queries.visible(session, actor, contribution_id)
    own_capacity(actor, contribution)
    record = await Record.hold(session, contribution.consultation_id)
    await session.refresh(contribution)
    if contribution.withdrawn:
        raise NotNow("This contribution was withdrawn.", code="withdrawn")
    return record, contribution


async def _taking_positions(session: WriteSession, consultation_id: UUID) -> Round:
    return await consultation_queries.round_for(session, consultation_id, Right.TAKE_POSITION)
