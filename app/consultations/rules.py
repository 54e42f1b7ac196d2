"""The words of a consultation (kinds, states, rights) and the pure rules of a round's life."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from app.capacities.actor import CapacityKind
from app.core.errors import NotNow


class Visibility(StrEnum):
    """`public`: anyone may read. `participants`: only people with a capacity; to everyone else it does not exist."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"


class RoundKind(StrEnum):
    CALL_FOR_INPUTS = "call_for_inputs"
    INFORMAL_SOUNDINGS = "informal_soundings"
    REGIONAL_PREPARATORY = "regional_preparatory"
    MEETING_ROUND = "meeting_round"
    ADVISORY = "advisory"
    DRAFT_REVIEW = "draft_review"
    SILENCE = "silence"


class RoundState(StrEnum):
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class OptionKind(StrEnum):
    """A change of a number (33 to 53 members), a change of structure, or an open proposal."""

    NUMERIC = "numeric"
    STRUCTURAL = "structural"
    OPEN = "open"


class Stance(StrEnum):
    """A stance is a position, never a vote. Neutral is shown but is not on either side."""

    SUPPORT = "support"
    SUPPORT_WITH_RESERVATIONS = "support_with_reservations"
    NEUTRAL = "neutral"
    OPPOSE = "oppose"


class Right(StrEnum):
    """What a round may open, each to its own capacities."""

    CONTRIBUTE = "contribute"
    COMMENT = "comment"
    TAKE_POSITION = "take_position"
    VOTE = "vote"
    SPEAK = "speak"
    OBJECT = "object"


PARTICIPANTS = (
    CapacityKind.DELEGATE,
    CapacityKind.PERSONAL_CAPACITY,
    CapacityKind.ADVISORY_GROUP_MEMBER,
)
EVERYONE_ACCREDITED = (*PARTICIPANTS, CapacityKind.OBSERVER)


def usual_rights(kind: RoundKind) -> dict[Right, tuple[CapacityKind, ...]]:
    """What a round of this kind opens unless its convener says otherwise."""
    writing = {Right.CONTRIBUTE: EVERYONE_ACCREDITED}
    objecting: dict[Right, tuple[CapacityKind, ...]] = {
        Right.OBJECT: (CapacityKind.DELEGATE, CapacityKind.PERSONAL_CAPACITY)
    }
    deciding = objecting | {
        Right.TAKE_POSITION: (CapacityKind.DELEGATE, CapacityKind.PERSONAL_CAPACITY),
        Right.VOTE: PARTICIPANTS,
    }
    by_kind: dict[RoundKind, dict[Right, tuple[CapacityKind, ...]]] = {
        RoundKind.CALL_FOR_INPUTS: writing | deciding,
        RoundKind.INFORMAL_SOUNDINGS: writing | deciding,
        RoundKind.REGIONAL_PREPARATORY: writing | deciding,
        RoundKind.MEETING_ROUND: writing | deciding | {Right.COMMENT: EVERYONE_ACCREDITED, Right.SPEAK: PARTICIPANTS},
        RoundKind.ADVISORY: {Right.CONTRIBUTE: (CapacityKind.ADVISORY_GROUP_MEMBER,)},
        RoundKind.DRAFT_REVIEW: {Right.CONTRIBUTE: EVERYONE_ACCREDITED},
        RoundKind.SILENCE: objecting,
    }
    return by_kind[kind]


def may_open(state: RoundState, number: int) -> None:
    if state is RoundState.OPEN:
        raise NotNow(f"Round {number} is already open.", code="round_open")


def may_close(state: RoundState, number: int) -> None:
    if state is not RoundState.OPEN:
        raise NotNow(f"Round {number} is not open, so it cannot be closed.", code="round_not_open")


def may_extend(state: RoundState, number: int, present_end: datetime, new_end: datetime) -> None:
    """A round that has closed is reopened, not extended; and an extension never takes time away."""
    if state is RoundState.CLOSED:
        raise NotNow(f"Round {number} is closed; open it again to extend it.", code="round_closed")
    if new_end <= present_end:
        raise NotNow("The new closing time must be later than the present one.", code="not_an_extension")


def may_amend_options(deciding: Iterable[RoundState]) -> None:
    """`deciding`: the states of the rounds in which positions are taken. Positions on an amended option have to be
    confirmed, so there must be a round in which they still can be.
    """
    if not {RoundState.OPEN, RoundState.SCHEDULED} & set(deciding):
        raise NotNow(
            "No round is open or still to come in which positions on a new wording could be confirmed. "
            "Open one again first.",
            code="round_closed",
        )
