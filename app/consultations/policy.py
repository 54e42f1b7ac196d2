"""Who may do what: `capacity AND round`. The one place; every route names its action and the contract test compares.

Hidden is 404, decided by `may_see` before anything else; a reader who may see but not act gets 403; a closed round
answers 409 in words.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.capacities.actor import CONDUCTING, ActedAs, Actor, CapacityKind, HeldCapacity
from app.consultations.models import Consultation, Round
from app.consultations.rules import Right, RoundState, Visibility
from app.core.errors import NotFound, NotNow, NotPermitted
from app.record.events import Audience
from app.stakeholders.groups import StakeholderGroup

K = CapacityKind


class Action(StrEnum):
    """Everything that can be asked of the service. `anyone` needs no account, `see` needs to see the consultation."""

    ANYONE = "anyone"
    SEE = "see"
    SIGNED_IN = "signed_in"
    CONVENE = "convene"
    ACCREDIT = "accredit"
    MANAGE_ROUNDS = "manage_rounds"
    MANAGE_MEETINGS = "manage_meetings"
    MANAGE_SPEAKERS = "manage_speakers"
    TRANSCRIBE = "transcribe"
    MODERATE = "moderate"
    REVIEW_MODERATION = "review_moderation"
    PREPARE_SUMMARY = "prepare_summary"
    PUBLISH_SUMMARY = "publish_summary"
    COMMENT_ON_SUMMARY = "comment_on_summary"
    MANAGE_DOCUMENTS = "manage_documents"
    MANAGE_ADVISORY = "manage_advisory"
    NOMINATE = "nominate"
    DECLARE_INTEREST = "declare_interest"
    DECIDE = "decide"
    MANAGE_THEMES = "manage_themes"
    # Or in a round that lets them contribute.
    PROPOSE_THEME = "propose_theme"
    # Or as who the message is from.
    TAG = "tag"
    PREPARE_PROGRAMME = "prepare_programme"
    MANAGE_BALLOTS = "manage_ballots"
    CONTRIBUTE = "contribute"
    COMMENT = "comment"
    TAKE_POSITION = "take_position"
    VOTE = "vote"
    SPEAK = "speak"
    OBJECT = "object"
    # In the capacity of those it is about, or as those who conduct the meeting.
    LEAVE_LIST = "leave_list"
    STOP_COUNT = "stop_count"
    # By the roll, and by the tellers, that were frozen with a ballot: no capacity and no round gives or takes it.
    CAST_BALLOT = "cast_ballot"
    RECOUNT_BALLOT = "recount_ballot"
    OWN = "own"
    # In the capacity the advisory group names as its appointing authority; as the nominee; as the member.
    APPOINT = "appoint"
    CONSENT = "consent"
    RESIGN = "resign"


OFFICERS = frozenset({K.CHAIR, K.CONVENER, K.SECRETARIAT})

# Acts that depend on the capacity alone.
BY_CAPACITY: dict[Action, frozenset[CapacityKind]] = {
    Action.ACCREDIT: frozenset({K.SECRETARIAT, K.CONVENER}),
    Action.MANAGE_ROUNDS: frozenset({K.CHAIR, K.CONVENER}),
    Action.MANAGE_MEETINGS: frozenset({K.CHAIR, K.SECRETARIAT}),
    Action.MANAGE_SPEAKERS: frozenset({K.CHAIR, K.SECRETARIAT}),
    Action.TRANSCRIBE: frozenset({K.CHAIR, K.SECRETARIAT, K.RAPPORTEUR}),
    Action.MODERATE: frozenset({K.CHAIR, K.SECRETARIAT}),
    Action.REVIEW_MODERATION: OFFICERS,
    Action.PREPARE_SUMMARY: frozenset({K.CHAIR, K.SECRETARIAT, K.RAPPORTEUR}),
    Action.PUBLISH_SUMMARY: frozenset({K.CHAIR}),
    Action.COMMENT_ON_SUMMARY: frozenset(K) - CONDUCTING,
    Action.DECIDE: frozenset({K.CHAIR}),
    Action.MANAGE_BALLOTS: frozenset({K.CHAIR, K.SECRETARIAT}),
    Action.MANAGE_DOCUMENTS: frozenset({K.CHAIR, K.SECRETARIAT}),
    Action.MANAGE_THEMES: frozenset({K.CHAIR, K.SECRETARIAT, K.RAPPORTEUR}),
    Action.PROPOSE_THEME: OFFICERS | {K.RAPPORTEUR},
    Action.TAG: frozenset({K.SECRETARIAT, K.RAPPORTEUR}),
    Action.MANAGE_ADVISORY: frozenset({K.CONVENER, K.SECRETARIAT}),
    Action.NOMINATE: frozenset(K) - CONDUCTING,
    Action.DECLARE_INTEREST: frozenset({K.ADVISORY_GROUP_MEMBER}),
    Action.PREPARE_PROGRAMME: frozenset({K.CHAIR, K.SECRETARIAT}),
}
# Acts that a round must also have open.
BY_ROUND: dict[Action, Right] = {
    Action.CONTRIBUTE: Right.CONTRIBUTE,
    Action.COMMENT: Right.COMMENT,
    Action.TAKE_POSITION: Right.TAKE_POSITION,
    Action.VOTE: Right.VOTE,
    Action.SPEAK: Right.SPEAK,
    Action.OBJECT: Right.OBJECT,
}
WORDS = {
    Right.CONTRIBUTE: "file contributions",
    Right.COMMENT: "comment",
    Right.TAKE_POSITION: "state positions",
    Right.VOTE: "vote on statements",
    Right.SPEAK: "ask for the floor",
    Right.OBJECT: "object",
}


def access(action: Action) -> dict[str, Any]:
    """`openapi_extra=` of a route: names the rule it is under."""
    return {"x-action": action.value}


def may_see(actor: Actor, consultation: Consultation) -> bool:
    return consultation.visibility == Visibility.PUBLIC or bool(actor.kinds(consultation.id))


def require_sight(actor: Actor, consultation: Consultation | None) -> Consultation:
    if consultation is None or not may_see(actor, consultation):
        raise NotFound("There is no such consultation.")
    return consultation


def audiences(actor: Actor, consultation_id: UUID) -> frozenset[Audience]:
    """Which entries' contents this actor may read; used by page, API, socket and export alike."""
    held = actor.in_consultation(consultation_id)
    if any(capacity.kind in OFFICERS for capacity in held):
        return frozenset(Audience)
    seen = {Audience.PUBLIC}
    if held:
        seen.add(Audience.PARTICIPANTS)
    if any(capacity.acted_as.group == StakeholderGroup.GOVERNMENT for capacity in held):
        seen.add(Audience.GOVERNMENTS)
    return frozenset(seen)


def may(actor: Actor, action: Action, consultation_id: UUID) -> bool:
    """Acts that depend on the capacity alone."""
    return bool(actor.kinds(consultation_id) & BY_CAPACITY[action])


def require(actor: Actor, action: Action, consultation_id: UUID) -> ActedAs:
    """The capacity in which the act is done, or a refusal."""
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    return _choose(actor, consultation_id, BY_CAPACITY[action], f"{action.value.replace('_', ' ')}").acted_as


def require_kind(actor: Actor, consultation_id: UUID, kind: CapacityKind, action: Action) -> ActedAs:
    """For what is open to one capacity that somebody has named for it."""
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    return _choose(actor, consultation_id, frozenset({kind}), action.value.replace("_", " ")).acted_as


def require_right(actor: Actor, action: Action, round_: Round) -> ActedAs:
    """Capacity AND round: the capacity in which the act is done, or a refusal in words."""
    held = require_standing(actor, action, round_)
    if round_.state != RoundState.OPEN:
        when = "has closed" if round_.state == RoundState.CLOSED else "has not opened yet"
        raise NotNow(f"Round {round_.number} {when}, so you cannot {WORDS[BY_ROUND[action]]} now.", code="round_closed")
    return held


def require_standing(actor: Actor, action: Action, round_: Round) -> ActedAs:
    """The capacity that has this right in the round, whether the round is open or not; or a refusal in words."""
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    right = BY_ROUND[action]
    kinds = frozenset(CapacityKind(kind) for kind in round_.opens.get(right, ()))
    if not kinds:
        raise NotNow(f"Round {round_.number} is not a round in which to {WORDS[right]}.", code="not_in_this_round")
    return _choose(actor, round_.consultation_id, kinds, WORDS[right]).acted_as


def require_entitled(actor: Actor, action: Action, consultation_id: UUID, kinds: Iterable[str]) -> ActedAs:
    """For what a round opened and does not end: `kinds` are the capacities it had open when the thing began."""
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    entitled = frozenset(CapacityKind(kind) for kind in kinds)
    return _choose(actor, consultation_id, entitled, WORDS[BY_ROUND[action]]).acted_as


def _choose(actor: Actor, consultation_id: UUID, kinds: frozenset[CapacityKind], words: str) -> HeldCapacity:
    """The chosen capacity if it permits the act; without a choice, the first that does."""
    held = actor.in_consultation(consultation_id)
    permitting = [c for c in held if c.kind in kinds and actor.chosen in {None, c.id}]
    if permitting:
        return permitting[0]
    names = ", ".join(sorted({c.kind.replace("_", " ") for c in held if actor.chosen in {None, c.id}}))
    capacity = f"As {names} you" if names else "You have no capacity in this consultation and"
    raise NotPermitted(f"{capacity} may not {words} here.")
