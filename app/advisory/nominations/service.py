"""What can be done with calls and nominations: call, nominate, consent, decline, withdraw, decide against."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.accounts import service as accounts
from app.accounts.models import Account
from app.advisory import queries as advisory
from app.advisory.models import AdvisoryGroup, Nomination, NominationCall
from app.advisory.nominations import queries
from app.advisory.nominations.events import (
    NominationConsented,
    NominationDecided,
    NominationDeclined,
    NominationEvent,
    NominationMade,
    NominationsCalled,
    NominationsConcluded,
    NominationWithdrawn,
)
from app.advisory.nominations.schemas import (
    CallState,
    ConsentIn,
    MyNominationOut,
    NominationCallIn,
    NominationCallOut,
    NominationIn,
    NominationOut,
    NominationState,
    Outcome,
    call_state,
    decided,
    require_pending,
    state_of,
)
from app.capacities.actor import ActedAs, Actor, CapacityKind
from app.capacities.models import Capacity
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.consultations.rules import Visibility
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.record.service import Record


async def call(session: WriteSession, actor: Actor, group_id: UUID, body: NominationCallIn) -> NominationCallOut:
    group = await advisory.visible_group(session, actor, group_id)
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, group.consultation_id)
    record = await Record.hold(session, group.consultation_id)
    made = NominationCall(
        id=uuid4(),
        consultation_id=group.consultation_id,
        group_id=group.id,
        seq=record.next_seq,
        acted_as=acted_as.model_dump(mode="json"),
        concluded=None,
        **body.model_dump(),
    )
    session.add(made)
    out = NominationCallOut.of(made)
    record.append(acted_as.by, NominationsCalled(acted_as=acted_as, nomination_call=out))
    return out


async def conclude(session: WriteSession, actor: Actor, call_id: UUID, reason: str) -> NominationCallOut:
    """From now on nobody can be nominated any more, late or not."""
    found = await advisory.visible(session, actor, NominationCall, call_id, "call for nominations")
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, found.consultation_id)
    record = await Record.hold(session, found.consultation_id)
    await session.refresh(found)
    if found.concluded:
        raise NotNow("This call is concluded already.", code="call_concluded")
    found.concluded = _because(reason)
    out = NominationCallOut.of(found)
    record.append(acted_as.by, NominationsConcluded(acted_as=acted_as, nomination_call=out))
    return out


async def nominate(session: WriteSession, actor: Actor, call_id: UUID, body: NominationIn) -> MyNominationOut:
    found = await advisory.visible(session, actor, NominationCall, call_id, "call for nominations")
    acted_as = policy.require(actor, Action.NOMINATE, found.consultation_id)
    record = await Record.hold(session, found.consultation_id)
    await session.refresh(found)
    late = _in_time(found, body)
    account_id, name = await _nominee(session, found, acted_as, body)
    nomination = Nomination(
        id=uuid4(),
        consultation_id=found.consultation_id,
        group_id=found.group_id,
        call_id=found.id,
        seq=record.next_seq,
        account_id=account_id,
        entity_id=acted_as.entity_id,
        name=name,
        self_nominated=body.nominee is None,
        late_reason=late,
        acted_as=acted_as.model_dump(mode="json"),
        nominated_at=clock.now(),
        consented_at=clock.now() if body.nominee is None else None,
        **body.model_dump(exclude={"nominee", "late_reason"}),
    )
    session.add(nomination)
    return _appended(record, actor, acted_as, nomination, NominationMade)


def _in_time(found: NominationCall, body: NominationIn) -> str | None:
    """Why it comes late, if it does."""
    state = call_state(found, clock.now())
    if state is CallState.ANNOUNCED:
        raise NotNow("This call for nominations has not opened yet.", code="call_not_open")
    if state is CallState.CONCLUDED:
        raise NotNow("This call is concluded; nobody can be nominated any more.", code="call_concluded")
    if state is CallState.CLOSED and body.late_reason is None:
        raise Invalid("The call has closed; say why the nomination comes late.", code="late_reason_needed")
    return body.late_reason if state is CallState.CLOSED else None


async def _nominee(
    session: WriteSession, found: NominationCall, acted_as: ActedAs, body: NominationIn
) -> tuple[UUID, str]:
    """Account and name. Two standing nominations of one person in one call would be counted twice."""
    if body.nominee is None:
        assert acted_as.account_id is not None  # the system nominates nobody
        account_id, name = acted_as.account_id, acted_as.name
    else:
        account = await accounts.ensure_account(session, body.nominee.email, body.nominee.name)
        account_id, name = account.id, account.name
        if account_id == acted_as.account_id:
            raise Invalid("That is you: leave the nominee out to nominate yourself.", code="nominee_is_you")
        await _may_look(session, found.consultation_id, account)
    twice = select(Nomination.id).where(
        Nomination.call_id == found.id,
        Nomination.account_id == account_id,
        Nomination.withdrawn.is_(None),
        Nomination.declined_at.is_(None),
    )
    if await session.scalar(twice.limit(1)):
        raise NotNow("This person is nominated in this call already.", code="already_nominated")
    return account_id, name


async def _may_look(session: WriteSession, consultation_id: UUID, account: Account) -> None:
    """Who cannot see the consultation could never consent."""
    consultation = await session.get_one(Consultation, consultation_id)
    takes_part = select(Capacity.id).where(
        Capacity.consultation_id == consultation_id, Capacity.account_id == account.id
    )
    if consultation.visibility != Visibility.PUBLIC and not await session.scalar(takes_part.limit(1)):
        raise NotNow(
            "This consultation is open to its participants only; accredit the nominee first.", code="not_accredited"
        )


async def consent(session: WriteSession, actor: Actor, nomination_id: UUID, body: ConsentIn) -> MyNominationOut:
    """From here on it is public, and takes its place in the list now."""
    record, nomination = await _asked(session, actor, nomination_id)
    nomination.consented_at, nomination.gender = clock.now(), body.gender
    nomination.seq = record.next_seq
    return _appended(record, actor, _as_nominee(nomination), nomination, NominationConsented)


async def decline(session: WriteSession, actor: Actor, nomination_id: UUID) -> MyNominationOut:
    record, nomination = await _asked(session, actor, nomination_id)
    nomination.declined_at = clock.now()
    return _appended(record, actor, _as_nominee(nomination), nomination, NominationDeclined)


async def _asked(session: WriteSession, actor: Actor, nomination_id: UUID) -> tuple[Record, Nomination]:
    """A nomination whose nominee is the caller, and who has not answered yet."""
    nomination = await queries.visible(session, actor, nomination_id)
    if actor.account_id != nomination.account_id:
        raise NotPermitted("Only the nominee can answer this.")
    record = await Record.hold(session, nomination.consultation_id)
    await session.refresh(nomination)
    if state_of(nomination) is not NominationState.AWAITING_CONSENT:
        raise NotNow("This nomination has been answered or withdrawn.", code="nomination_answered")
    return record, nomination


async def withdraw(session: WriteSession, actor: Actor, nomination_id: UUID, reason: str) -> MyNominationOut:
    """By who nominated, or by the nominee. What was said of the person is withheld from the record too."""
    nomination = await queries.visible(session, actor, nomination_id)
    acted_as = _withdrawing(actor, nomination)
    record = await Record.hold(session, nomination.consultation_id)
    await session.refresh(nomination)
    if state_of(nomination) not in {NominationState.STANDING, NominationState.AWAITING_CONSENT}:
        raise NotNow("This nomination has been answered, decided or withdrawn.", code="nomination_answered")
    nomination.withdrawn = _because(reason)
    await record.withhold(nomination.id, withheld=True)
    return _appended(record, actor, acted_as, nomination, NominationWithdrawn)


def _withdrawing(actor: Actor, nomination: Nomination) -> ActedAs | None:
    """In which capacity; None for a nominee, who is not to be named any more."""
    if actor.account_id == nomination.account_id:
        return None
    for held in actor.in_consultation(nomination.consultation_id):
        if held.acted_as.entity_id == nomination.entity_id:
            return held.acted_as
    raise NotPermitted("Only who nominated, or the nominee, can withdraw this.")


async def do_not_appoint(session: WriteSession, actor: Actor, nomination_id: UUID, reason: str) -> MyNominationOut:
    nomination = await queries.visible(session, actor, nomination_id)
    group = await session.get_one(AdvisoryGroup, nomination.group_id)
    record = await Record.hold(session, group.consultation_id)
    await session.refresh(group)
    await session.refresh(nomination)
    kind = CapacityKind(group.appointing_capacity)
    acted_as = policy.require_kind(actor, group.consultation_id, kind, Action.APPOINT)
    require_pending(nomination)
    nomination.decision = decided(Outcome.NOT_APPOINTED, reason, acted_as)
    return _appended(record, actor, acted_as, nomination, NominationDecided)


def _appended(
    record: Record,
    actor: Actor,
    acted_as: ActedAs | None,
    nomination: Nomination,
    event: Callable[..., NominationEvent],
) -> MyNominationOut:
    by = acted_as or _as_nominee(nomination)
    out = NominationOut.of(nomination)
    record.append(by.by, event(acted_as=acted_as, nomination=out), nomination.audience)
    return MyNominationOut.seen(nomination, actor)


def _as_nominee(nomination: Nomination) -> ActedAs:
    """Consenting needs no capacity: a nominee may be new here."""
    return ActedAs(
        account_id=nomination.account_id,
        name=nomination.name,
        capacity="nominee",
        delegation_id=None,
        entity=nomination.name,
        group=nomination.group,
        region=nomination.region,
    )


def _because(reason: str) -> dict[str, Any]:
    return {"reason": reason, "at": clock.iso(clock.now())}
