"""The rules of decisions, pure: the lives of a consensus call and of a silence procedure, and which finding the system
proposes for an option.

Nothing here reads a clock: the moment is an argument. Consensus is never inferred from counts; it comes only from a
call or a silence procedure that closed with no standing objection. Shares are exact fractions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from app.core.errors import Invalid, NotNow

STEPS = 6
DEFAULT_SILENCE = timedelta(hours=72)
SHORTEST_SILENCE = timedelta(hours=1)
LONGEST_SILENCE = timedelta(days=366)


class CallState(StrEnum):
    RUNNING = "running"
    ADOPTED = "adopted"  # closed, no standing objection
    OBJECTED = "objected"  # closed, objections stand
    WITHDRAWN = "withdrawn"


class SilenceState(StrEnum):
    RUNNING = "running"
    ADOPTED = "adopted"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class PollState(StrEnum):
    RUNNING = "running"
    CLOSED = "closed"


class DispositionKind(StrEnum):
    """What became of an objection: upheld, met by changing the text, or heard and recorded."""

    SUSTAINED = "sustained"
    ADDRESSED = "addressed_by_amendment"
    NOTED = "noted"


# Consensus calls.

_CALL_ENDED = {
    CallState.ADOPTED: "The call was closed without objection.",
    CallState.OBJECTED: "The call was closed with objections standing.",
    CallState.WITHDRAWN: "The call was withdrawn by the chair.",
}


def require_running(state: CallState) -> None:
    if state is not CallState.RUNNING:
        raise NotNow(_CALL_ENDED[state], code=f"call_{state}")


def next_count(state: CallState, count: int, standing: int, wanted: int) -> int:
    """The count after one more step. `wanted` is the number about to be said: two clicks are one step."""
    require_running(state)
    if standing:
        raise NotNow("An objection stands, so the count does not go on.", code="objection_stands")
    if count >= STEPS:
        raise NotNow("The count is complete; close the call.", code="count_complete")
    if wanted != count + 1:
        raise NotNow(f"The count stands at {count}, so {count + 1} comes next.", code="count_moved_on")
    return wanted


def close_call(state: CallState, count: int, standing: int) -> CallState:
    """With an objection standing a call can be closed at any time; without, only after the slow count."""
    require_running(state)
    if standing:
        return CallState.OBJECTED
    if count < STEPS:
        raise NotNow(f"Count slowly to {STEPS} first, so that there is time to object.", code="count_incomplete")
    return CallState.ADOPTED


# Silence procedures.


def silence_state(stored: SilenceState, deadline: datetime, now: datetime) -> SilenceState:
    """The state that counts at this moment: from the deadline on, unbroken silence is adoption, whatever has run."""
    return SilenceState.ADOPTED if stored is SilenceState.RUNNING and now >= deadline else stored


def require_unbroken(stored: SilenceState, deadline: datetime, now: datetime) -> None:
    state = silence_state(stored, deadline, now)
    if state is SilenceState.ADOPTED:
        raise NotNow("The deadline has passed and the text is adopted.", code="silence_adopted")
    if state is not SilenceState.RUNNING:
        words = "has been broken" if state is SilenceState.BROKEN else "procedure was withdrawn by the chair"
        raise NotNow(f"The silence {words}.", code=f"silence_{state}")


def first_deadline(now: datetime, wanted: datetime | None, short_reason: str | None) -> datetime:
    deadline = wanted or now + DEFAULT_SILENCE
    if deadline <= now:
        raise Invalid("The deadline must lie in the future.", code="deadline_passed")
    if deadline - now < SHORTEST_SILENCE and not short_reason:
        raise Invalid("Less than one hour is too short for delegations, unless you say why.", code="deadline_short")
    _not_too_far(now, deadline)
    return deadline


def extended_deadline(stored: SilenceState, present: datetime, now: datetime, wanted: datetime) -> datetime:
    """An extension never takes time away."""
    require_unbroken(stored, present, now)
    if wanted <= present:
        raise Invalid("The new deadline must be later than the present one.", code="not_an_extension")
    _not_too_far(now, wanted)
    return wanted


def _not_too_far(now: datetime, deadline: datetime) -> None:
    if deadline - now > LONGEST_SILENCE:
        raise Invalid("The deadline may be at most a year away.", code="deadline_far")


# Findings.

MIN_POSITIONS = 10
MIN_PARTICIPATION = Fraction(1, 10)
GENERAL = Fraction(4, 5)
STRONG = Fraction(3, 5)
WEIGHTY_GROUP = 3


class FindingKind(StrEnum):
    CONSENSUS = "consensus"
    ROUGH_CONSENSUS = "rough_consensus"
    GENERAL_SUPPORT = "general_support"
    STRONG_SUPPORT = "strong_support_with_significant_opposition"
    DIVERGENCE = "divergence"
    STRONG_OPPOSITION = "strong_opposition_with_significant_support"
    GENERAL_OPPOSITION = "general_opposition"
    INSUFFICIENT_INPUT = "insufficient_input"


@dataclass(frozen=True, slots=True)
class Sides:
    """Entities of one group for and against; neutral is on neither side."""

    support: int
    oppose: int

    @property
    def total(self) -> int:
        return self.support + self.oppose


@dataclass(frozen=True, slots=True)
class Decided:
    """How the latest call or silence procedure on the option, as it now reads, ended.

    `adopted`: closed with no standing objection, and no blocking position was taken since it was opened. Of the
    objections that stand otherwise: how many have no disposition yet (a blocking position never has), and how many
    the chair sustained. `blocking`: the blocking positions among them.
    """

    adopted: bool
    standing: int = 0
    undisposed: int = 0
    sustained: int = 0
    blocking: int = 0

    @property
    def rough(self) -> bool:
        """An objection that the chair upholds is not overcome, so it stands in the way."""
        return not self.adopted and self.undisposed == 0 and self.sustained == 0


Groups = Mapping[str | None, Sides]
"""By stakeholder group; None: entities that declared none, which count but are no group."""


def propose(groups: Groups, participants: int, decided: Decided | None) -> FindingKind:
    """The finding the system proposes. `participants`: all entities that could have taken a position."""
    if decided and decided.adopted:
        return FindingKind.CONSENSUS
    if decided and decided.rough:
        return FindingKind.ROUGH_CONSENSUS
    return by_counts(groups, participants)


def by_counts(groups: Groups, participants: int) -> FindingKind:
    support = sum(sides.support for sides in groups.values())
    total = sum(sides.total for sides in groups.values())
    if total < MIN_POSITIONS or total < MIN_PARTICIPATION * participants:
        return FindingKind.INSUFFICIENT_INPUT
    share = Fraction(support, total)
    if share >= STRONG:
        general = share >= GENERAL and not majorities(groups, against=True)
        return FindingKind.GENERAL_SUPPORT if general else FindingKind.STRONG_SUPPORT
    if 1 - share >= STRONG:
        general = 1 - share >= GENERAL and not majorities(groups, against=False)
        return FindingKind.GENERAL_OPPOSITION if general else FindingKind.STRONG_OPPOSITION
    return FindingKind.DIVERGENCE


def majorities(groups: Groups, *, against: bool) -> list[str]:
    """The groups with enough positions to weigh, most of which are against (or for)."""
    return sorted(
        group
        for group, sides in groups.items()
        if group is not None
        and sides.total >= WEIGHTY_GROUP
        and 2 * (sides.oppose if against else sides.support) > sides.total
    )


def require_signable(kind: FindingKind, proposed: FindingKind, decided: Decided | None, reason: str | None) -> None:
    """What a chair may sign: another finding only with a public reason, consensus and rough consensus only with what
    they rest on.
    """
    if kind in {FindingKind.CONSENSUS, FindingKind.ROUGH_CONSENSUS} and decided and decided.blocking:
        raise NotNow(
            "A blocking position has been taken since. It needs another call or silence procedure, in which whoever "
            "took it maintains the objection or lets it go.",
            code="blocking_position",
        )
    if kind is FindingKind.CONSENSUS and not (decided and decided.adopted):
        raise NotNow(
            "Consensus can be signed only after a call or a silence procedure closed with no standing objection.",
            code="no_consensus_call",
        )
    if kind is FindingKind.ROUGH_CONSENSUS:
        _require_rough(decided)
    if not reason and (kind is not proposed or kind is FindingKind.ROUGH_CONSENSUS):
        why = "Rough consensus needs" if kind is proposed else "A finding other than the one proposed needs"
        raise Invalid(f"{why} your reasons, which are published.", code="reason_needed")


def _require_rough(decided: Decided | None) -> None:
    if decided is None:
        raise NotNow("Rough consensus needs a call or a silence procedure that has ended.", code="no_consensus_call")
    if decided.undisposed:
        raise NotNow(
            "Each standing objection needs its disposition before rough consensus can be signed.",
            code="objection_undisposed",
        )
    if decided.sustained:
        raise NotNow("An objection was sustained, so there is no rough consensus.", code="objection_sustained")
