"""What can be done with a straw poll."""

from uuid import UUID, uuid4

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Round
from app.consultations.policy import Action
from app.consultations.rules import Right, RoundState
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.decisions.models import StrawAnswer, StrawPoll
from app.decisions.polls import queries
from app.decisions.polls.events import PollAnswered, PollClosed, PollOpened
from app.decisions.polls.schemas import MyPollOut, PollIn, PollOut, shows_tally
from app.decisions.rules import PollState
from app.record.events import By
from app.record.service import Record


async def open_poll(session: WriteSession, actor: Actor, ref: str, body: PollIn) -> PollOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    round_ = await consultation_queries.round_for(session, consultation.id, Right.TAKE_POSITION)
    if round_.state != RoundState.OPEN:
        raise NotNow(f"Round {round_.number} is not open, so nobody could answer.", code="round_closed")
    poll = StrawPoll(
        id=uuid4(),
        consultation_id=consultation.id,
        round_id=round_.id,
        seq=record.next_seq,
        state=PollState.RUNNING,
        opened_by=acted_as.model_dump(mode="json"),
        opened_at=clock.now(),
        closed_at=None,
        version=1,
        **body.model_dump(),
    )
    session.add(poll)
    out = PollOut.of(poll, None)
    record.append(acted_as.by, PollOpened(acted_as=acted_as, poll=out))
    return out


async def answer(session: WriteSession, actor: Actor, poll_id: UUID, number: int) -> MyPollOut:
    """Answer, or answer again: the latest of each entity counts. The same answer again leaves no trace."""
    poll = await queries.visible(session, actor, poll_id)
    record = await Record.hold(session, poll.consultation_id)
    await session.refresh(poll)
    round_ = await session.get_one(Round, poll.round_id, populate_existing=True)
    acted_as = policy.require_right(actor, Action.TAKE_POSITION, round_)
    if poll.state != PollState.RUNNING:
        raise NotNow("This straw poll is closed.", code="poll_closed")
    if number >= len(poll.answers):
        raise Invalid("The straw poll has no such answer.", code="unknown_answer")
    key = (poll.id, acted_as.entity_id)
    given = await session.get(StrawAnswer, key, populate_existing=True)
    changed = given is None or given.answer != number
    if given is None:
        session.add(StrawAnswer(poll_id=key[0], entity_id=key[1], group=acted_as.group, answer=number))
    else:
        given.answer, given.group = number, acted_as.group
    await session.flush()
    counts = (await queries.counts(session, [poll])).get(poll.id)
    if changed and shows_tally(poll):
        by = By(account_id=None, capacity=acted_as.capacity, delegation_id=None)
        record.append(by, PollAnswered(poll=PollOut.of(poll, counts)))
    return MyPollOut.seen(poll, counts, number)


async def close(session: WriteSession, actor: Actor, poll_id: UUID) -> PollOut:
    poll = await queries.visible(session, actor, poll_id)
    acted_as = policy.require(actor, Action.DECIDE, poll.consultation_id)
    record = await Record.hold(session, poll.consultation_id)
    await session.refresh(poll)
    if poll.state != PollState.RUNNING:
        raise NotNow("This straw poll is closed.", code="poll_closed")
    poll.state, poll.closed_at = PollState.CLOSED, clock.now()
    poll.version += 1
    out = PollOut.of(poll, (await queries.counts(session, [poll])).get(poll.id))
    record.append(acted_as.by, PollClosed(acted_as=acted_as, poll=out))
    return out
