"""What a member can do: declare a conflict of interest in one thing, and withdraw that when it is over."""

from uuid import UUID, uuid4

from app.advisory import queries as advisory
from app.advisory.interests import queries
from app.advisory.interests.events import InterestDeclared, InterestWithdrawn
from app.advisory.interests.schemas import InterestIn, InterestOut
from app.advisory.models import Interest
from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotNow, NotPermitted
from app.record.service import Record


async def declare(session: WriteSession, actor: Actor, ref: str, body: InterestIn) -> InterestOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECLARE_INTEREST, consultation.id)
    record = await Record.hold(session, consultation.id)
    account_id = actor.account_id
    for each in await queries.standing(session, consultation.id, account_id):
        if (each.subject_type, each.subject_id) == (body.subject_type, body.subject_id):
            raise NotNow("You have declared an interest in this already.", code="already_declared")
    interest = Interest(
        id=uuid4(),
        consultation_id=consultation.id,
        seq=record.next_seq,
        account_id=account_id,
        acted_as=acted_as.model_dump(mode="json"),
        declared_at=clock.now(),
        withdrawn=None,
        hidden=None,
        **body.model_dump(),
    )
    session.add(interest)
    out = InterestOut.of(interest)
    record.append(acted_as.by, InterestDeclared(acted_as=acted_as, interest=out))
    return out


async def withdraw(session: WriteSession, actor: Actor, interest_id: UUID, reason: str) -> InterestOut:
    interest = await advisory.visible(session, actor, Interest, interest_id, "declaration")
    acted_as = policy.require(actor, Action.DECLARE_INTEREST, interest.consultation_id)
    if actor.account_id != interest.account_id:
        raise NotPermitted("Only who declared it can withdraw it.")
    record = await Record.hold(session, interest.consultation_id)
    await session.refresh(interest)
    if interest.withdrawn:
        raise NotNow("This declaration is withdrawn already.", code="already_withdrawn")
    interest.withdrawn = {"reason": reason, "at": clock.iso(clock.now())}
    await record.withhold(interest.id, withheld=True)
    out = InterestOut.of(interest)
    record.append(acted_as.by, InterestWithdrawn(acted_as=acted_as, interest=out))
    return out
