"""What can be done with a joint statement: invite co-sponsors, associate, dissociate.

Nobody stands behind a statement without an act of their own, and only behind the version they have seen.
"""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import delete

from app.capacities.actor import ActedAs, Actor
from app.capacities.models import Delegation
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.contributions import queries as contribution_queries
from app.contributions.joint import queries
from app.contributions.joint.events import (
    SignatoryAssociated,
    SignatoryDeclined,
    SignatoryDissociated,
    SignatoryInvited,
)
from app.contributions.joint.models import JointStance, Signatory
from app.contributions.joint.schemas import (
    AssociationIn,
    InvitationsIn,
    JointStanceIn,
    SignatoryOut,
    SignatoryRole,
    SignatoryState,
)
from app.contributions.models import Contribution
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.record.service import Record

NOT_JOINT = "This contribution was not filed on behalf of several, so nobody can stand behind it but its author."


async def worded(session: WriteSession, record: Record, stances: Sequence[JointStanceIn]) -> list[dict[str, object]]:
    """The stances of a statement with the wording of each option they were said on, as they are kept."""
    options = (await consultation_queries.standing(session, record)).options
    if unknown := {each.option_id for each in stances} - options.keys():
        raise Invalid(f"The background note has no option {min(map(str, unknown))}.", code="unknown_option")
    return [
        {
            "option_id": str(each.option_id),
            "option_version": options[each.option_id].version,
            "stance": each.stance.value,
        }
        for each in stances
    ]


async def set_out(session: WriteSession, contribution: Contribution, acted_as: ActedAs, seq: int) -> None:
    """Keep, for counting, what the current version of a joint statement says and that its author stands behind it."""
    if contribution.on_behalf_of is None:
        return
    await session.execute(delete(JointStance).where(JointStance.contribution_id == contribution.id))
    for each in contribution.stances:
        session.add(
            JointStance(
                contribution_id=contribution.id,
                option_id=UUID(each["option_id"]),
                option_version=each["option_version"],
                stance=each["stance"],
            )
        )
    known = await queries.of_entities(session, contribution.id, {contribution.entity_id})
    author = known.get(contribution.entity_id) or _new(contribution, acted_as.entity_id, SignatoryRole.AUTHOR)
    _join(author, contribution, acted_as, seq)
    session.add(author)
    await session.flush()


async def invite(session: WriteSession, actor: Actor, contribution_id: UUID, body: InvitationsIn) -> list[SignatoryOut]:
    """Ask delegations to co-sponsor. Those that were asked or joined already are left as they are."""
    record, contribution = await _held(session, actor, contribution_id)
    acted_as = own_capacity(actor, contribution)
    _require_joint(contribution)
    return await invite_all(session, record, contribution, acted_as, body.delegation_ids)


async def invite_all(
    session: WriteSession,
    record: Record,
    contribution: Contribution,
    acted_as: ActedAs,
    delegation_ids: Sequence[UUID],
) -> list[SignatoryOut]:
    asked = set(delegation_ids) - {contribution.entity_id}
    delegations = await queries.delegations(session, contribution.consultation_id, asked)
    if unknown := asked - {delegation.id for delegation in delegations}:
        raise Invalid(f"There is no delegation {min(map(str, unknown))} here.", code="unknown_delegation")
    known = await queries.of_entities(session, contribution.id, asked)
    invited = []
    for delegation in delegations:
        signatory = known.get(delegation.id) or _new(contribution, delegation.id, SignatoryRole.CO_SPONSOR)
        if signatory.state in {SignatoryState.INVITED, SignatoryState.JOINED}:
            continue
        _invite(signatory, delegation, record.next_seq)
        session.add(signatory)
        invited.append(out := SignatoryOut.model_validate(signatory))
        record.append(acted_as.by, SignatoryInvited(acted_as=acted_as, signatory=out))
    return invited


async def associate(session: WriteSession, actor: Actor, contribution_id: UUID, body: AssociationIn) -> SignatoryOut:
    """Stand behind the statement as it is now: confirm an invitation, join it, or confirm its new version."""
    record, contribution = await _held(session, actor, contribution_id)
    round_ = await consultation_queries.round_for(session, contribution.consultation_id, Right.TAKE_POSITION)
    acted_as = policy.require_right(actor, Action.TAKE_POSITION, round_)
    _require_joint(contribution)
    if contribution.hidden:
        raise NotNow("This statement is hidden; nobody can join it until it is restored.", code="hidden")
    if body.version != contribution.version:
        raise NotNow("There is a newer version of this statement. Please read it first.", code="version_changed")
    known = await queries.of_entities(session, contribution.id, {acted_as.entity_id})
    signatory = known.get(acted_as.entity_id) or _new(contribution, acted_as.entity_id, SignatoryRole.ASSOCIATED)
    if signatory.state == SignatoryState.JOINED and signatory.version == contribution.version:
        raise NotNow(f"{acted_as.entity} stands behind this statement already.", code="already_associated")
    _join(signatory, contribution, acted_as, record.next_seq)
    session.add(signatory)
    out = SignatoryOut.model_validate(signatory)
    record.append(acted_as.by, SignatoryAssociated(acted_as=acted_as, signatory=out))
    return out


async def dissociate(session: WriteSession, actor: Actor, contribution_id: UUID, reason: str | None) -> SignatoryOut:
    """Decline an invitation, or stand behind the statement no longer: at any time, and the date is kept."""
    record, contribution = await _held(session, actor, contribution_id)
    held = {each.acted_as.entity_id: each.acted_as for each in reversed(actor.in_consultation(record.consultation_id))}
    known = await queries.of_entities(session, contribution.id, held.keys())
    if not known:
        raise NotPermitted("Only who was invited or stands behind this statement may dissociate from it.")
    _require_joint(contribution)
    signatory = min(known.values(), key=lambda each: each.state not in {SignatoryState.JOINED, SignatoryState.INVITED})
    if signatory.role == SignatoryRole.AUTHOR:
        raise NotNow("The author of a statement withdraws it instead of dissociating from it.", code="author")
    if signatory.state not in {SignatoryState.JOINED, SignatoryState.INVITED}:
        raise NotNow(f"{signatory.entity} does not stand behind this statement.", code="not_associated")
    event = SignatoryDissociated if signatory.state == SignatoryState.JOINED else SignatoryDeclined
    acted_as = held[signatory.entity_id]
    signatory.state = SignatoryState.LEFT if event is SignatoryDissociated else SignatoryState.DECLINED
    signatory.left_at, signatory.reason, signatory.seq = clock.now(), reason, record.next_seq
    signatory.acted_as = acted_as.model_dump(mode="json")
    out = SignatoryOut.model_validate(signatory)
    record.append(acted_as.by, event(acted_as=acted_as, signatory=out))
    return out


def own_capacity(actor: Actor, contribution: Contribution) -> ActedAs:
    """A contribution belongs to its entity: any member of the delegation may look after it."""
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    for held in actor.in_consultation(contribution.consultation_id):
        if held.acted_as.entity_id == contribution.entity_id:
            return held.acted_as
    raise NotPermitted("Only the delegation or person that filed a contribution may change it.")


async def _held(session: WriteSession, actor: Actor, contribution_id: UUID) -> tuple[Record, Contribution]:
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    record = await Record.hold(session, contribution.consultation_id)
    await session.refresh(contribution)
    return record, contribution


def _require_joint(contribution: Contribution) -> None:
    if contribution.on_behalf_of is None:
        raise NotNow(NOT_JOINT, code="not_joint")
    if contribution.withdrawn:
        raise NotNow("This contribution was withdrawn.", code="withdrawn")


def _new(contribution: Contribution, entity_id: UUID, role: SignatoryRole) -> Signatory:
    return Signatory(
        id=uuid4(),
        consultation_id=contribution.consultation_id,
        contribution_id=contribution.id,
        entity_id=entity_id,
        role=role,
        state=SignatoryState.LEFT,
        version=0,
        invited_at=None,
        joined_at=None,
        left_at=None,
        reason=None,
        acted_as=None,
    )


def _invite(signatory: Signatory, delegation: Delegation, seq: int) -> None:
    signatory.entity, signatory.group, signatory.region = delegation.name, delegation.group, delegation.region
    signatory.role, signatory.state, signatory.seq = SignatoryRole.CO_SPONSOR, SignatoryState.INVITED, seq
    signatory.version, signatory.invited_at, signatory.reason = 0, clock.now(), None


def _join(signatory: Signatory, contribution: Contribution, acted_as: ActedAs, seq: int) -> None:
    signatory.entity, signatory.group, signatory.region = acted_as.entity, acted_as.group, acted_as.region
    signatory.state, signatory.version, signatory.seq = SignatoryState.JOINED, contribution.version, seq
    signatory.joined_at, signatory.left_at, signatory.reason = clock.now(), None, None
    signatory.acted_as = acted_as.model_dump(mode="json")
