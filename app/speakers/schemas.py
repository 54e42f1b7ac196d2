"""How the list of speakers looks from outside. All of it is said in instants and in what is recorded."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, Line, OptionalLine, OptionalReason, Out
from app.meetings.interventions.schemas import IntervalOut
from app.speakers import times
from app.speakers.fairness import Reason, propose
from app.speakers.floor import (
    Decision,
    Entry,
    Floor,
    Kind,
    ListState,
    Members,
    Missed,
    Precedence,
    Seconds,
    Settings,
    State,
    Step,
    Undoable,
)
from app.speakers.models import Speaker, SpeakersList
from app.speakers.queue import undoable
from app.speakers.times import Allowance, Budget, Clock, Scope, Share
from app.stakeholders.groups import RegionalGroup, StakeholderGroup

Rank = Annotated[int, Field(ge=1, le=9, description="Protocol rank: 1 is the highest, 9 the usual one.")]


def whole_seconds(time: timedelta) -> int:
    return int(time.total_seconds())


class Gender(StrEnum):
    """If given, and for statistics only."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class GuestIn(In):
    """Somebody without an account, whom the secretariat puts on the list."""

    name: Line
    organization: OptionalLine = None
    group: StakeholderGroup | None = None
    region: RegionalGroup | None = None
    first_time: bool = False


class SpeakerIn(In):
    """Ask for the floor. Officers do it for others: for a `guest`, or for a participant by `capacity_id`."""

    kind: Kind = Kind.STATEMENT
    agenda_item_id: Annotated[UUID | None, Field(description="The current item unless given.")] = None
    on_behalf_of: Annotated[OptionalLine, Field(description="A group spoken for; it has the group's time limit.")] = (
        None
    )
    remote: bool = False
    gender: Gender | None = None
    refers_to: Annotated[UUID | None, Field(description="The inscription questioned or replied to.")] = None
    guest: GuestIn | None = None
    capacity_id: UUID | None = None
    protocol_rank: Annotated[Rank | None, Field(description="Officers only.")] = None

    @model_validator(mode="after")
    def is_for_one_person(self) -> Self:
        if self.guest and self.capacity_id:
            raise ValueError("name either a guest or a participant")
        if self.refers_to and self.kind not in {Kind.QUESTION, Kind.RIGHT_OF_REPLY}:
            raise ValueError("only a question or a right of reply refers to somebody")
        return self


class SpeakerChanges(In):
    """Corrections by officers; what is left out stays as it is. `limit_seconds`: more or less time for this one."""

    limit_seconds: Seconds | None = None
    protocol_rank: Rank = 9
    on_behalf_of: OptionalLine = None
    remote: bool = False
    first_time: bool = False

    @model_validator(mode="after")
    def changes_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("say what should change")
        return self


class LimitChanges(In):
    group: Seconds = 300
    individual: Seconds = 180
    point_of_order: Seconds = 120
    right_of_reply: Seconds = 180
    question: Seconds = 60


class SettingsChanges(In):
    """What is left out stays as it is. `group_budget_seconds` replaces all of the groups' budgets."""

    limits: LimitChanges | None = None
    warning_seconds: Annotated[int, Field(ge=0, le=3_600)] = 30
    delegation_budget_seconds: Seconds | None = None
    group_budget_seconds: dict[StakeholderGroup, Seconds] = Field(default_factory=dict)
    precedence: Precedence = Precedence.ORDER_OF_INSCRIPTION
    members: Members = Members.GOVERNMENTS

    def applied_to(self, settings: Settings) -> Settings:
        given = self.model_dump(exclude_unset=True)
        if "limits" in given:
            given["limits"] = settings.limits.model_dump() | (given["limits"] or {})
        return Settings.model_validate(settings.model_dump() | given)


class MoveIn(In):
    """Put `speaker_id` before `before_id`, or at the end of those of its kind."""

    speaker_id: UUID
    before_id: UUID | None = None


class DecisionIn(In):
    decision: Decision
    reason: OptionalReason = None


class Ruling(Out):
    """How the chair decided a point of order."""

    decision: Decision
    reason: str | None
    at: Instant


class SpeakerOut(Out):
    """One inscription as everybody sees it.

    Those who wait are called in the order of: points of order, questions, statements, rights of reply; within each
    by (`place`, `number`). `spoken_seconds` is the time between recorded starts and stops; while `running_since` is
    set, the time since then comes on top.
    """

    id: UUID
    meeting_id: UUID
    agenda_item_id: UUID | None
    number: int
    kind: Kind
    state: State
    place: int
    acted_as: ActedAs
    on_behalf_of: str | None
    protocol_rank: int
    first_time: bool
    remote: bool
    refers_to: UUID | None
    limit_seconds: Annotated[int | None, Field(description="Null: the list's limit for this kind.")]
    intervals: list[IntervalOut]
    spoken_seconds: int
    running_since: Instant | None
    interrupted: Annotated[bool, Field(description="Goes on by itself when the interruption ends.")]
    missed_because: Missed | None
    ruling: Ruling | None
    inscribed_at: Instant
    version: int

    @classmethod
    def of(cls, speaker: Speaker, entry: Entry) -> Self:
        derived = {"spoken_seconds": whole_seconds(entry.spoken), "running_since": entry.running_since}
        kept = {name: getattr(speaker, name) for name in cls.model_fields if name not in derived}
        return cls.model_validate(kept | derived)


class AllowanceOut(Out):
    """Time that is allowed. The instants are set only while somebody speaks on it; they may lie in the past."""

    seconds: int
    spoken_seconds: int
    warns_at: Instant | None
    ends_at: Instant | None

    @classmethod
    def of(cls, allowance: Allowance, **more: Any) -> Self:
        return cls(
            seconds=allowance.seconds,
            spoken_seconds=whole_seconds(allowance.spoken),
            warns_at=allowance.warns_at,
            ends_at=allowance.ends_at,
            **more,
        )


class BudgetOut(AllowanceOut):
    """`key`: the delegation's id or the group's code."""

    scope: Scope
    key: str
    name: str


class ClockOut(Out):
    """The time of whoever has the floor."""

    speaker_id: UUID
    limit: AllowanceOut
    budgets: list[BudgetOut]

    @classmethod
    def of(cls, clock: Clock) -> Self:
        budgets = [BudgetOut.of(b.allowance, scope=b.scope, key=b.key, name=b.name) for b in clock.budgets]
        return cls(speaker_id=clock.entry.id, limit=AllowanceOut.of(clock.limit), budgets=budgets)


class WarningOut(Out):
    """A budget of somebody on the list that is nearly (`near`) or wholly (`spent`) used; the chair decides."""

    scope: Scope
    key: str
    name: str
    spent: bool
    seconds: int
    spoken_seconds: int

    @classmethod
    def of(cls, budget: Budget) -> Self:
        spoken = whole_seconds(budget.allowance.spoken)
        seconds = budget.allowance.seconds
        return cls(
            scope=budget.scope, key=budget.key, name=budget.name,
            spent=spoken >= seconds, seconds=seconds, spoken_seconds=spoken,
        )  # fmt: skip


class ProposalOut(Out):
    """Who might speak next, and why. `facts` are for translations of the sentence: groups are codes, times seconds."""

    speaker_id: UUID
    reason: Reason
    facts: dict[str, str | int]
    sentence: str


class UndoOut(Out):
    """What `undo` would take back."""

    act: Undoable
    speaker_ids: list[UUID]

    @classmethod
    def of(cls, step: Step) -> Self:
        return cls(act=step.act, speaker_ids=[before.id for before in step.before])


class SpeakersListOut(Out):
    """The list itself; the people on it come beside it."""

    meeting_id: UUID
    state: ListState
    opened_at: Instant | None
    closed_at: Instant | None
    settings: Settings
    on_the_floor: Annotated[UUID | None, Field(description="Who speaks, or would go on after a pause.")]
    clock: ClockOut | None
    proposal: ProposalOut | None
    warnings: list[WarningOut]
    undo: UndoOut | None
    version: int

    @classmethod
    def of(cls, row: SpeakersList, floor: Floor) -> Self:
        top, clock, proposal, step = floor.on_the_floor, times.clock(floor), propose(floor), undoable(floor)
        return cls(
            meeting_id=row.meeting_id,
            state=floor.state,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            settings=floor.settings,
            on_the_floor=top.id if top else None,
            clock=ClockOut.of(clock) if clock else None,
            proposal=ProposalOut.model_validate(proposal) if proposal else None,
            warnings=[WarningOut.of(budget) for budget in times.warnings(floor)],
            undo=UndoOut.of(step) if step else None,
            version=row.version,
        )


class ShareOut(Out):
    """`key` null: no group, region or gender given. `waiting`: how many of them wait for the floor."""

    key: str | None
    turns: int
    persons: int
    seconds: int
    waiting: int

    @classmethod
    def of(cls, share: Share) -> Self:
        return cls(
            key=share.key, turns=share.turns, persons=share.persons,
            seconds=whole_seconds(share.spoken), waiting=share.waiting,
        )  # fmt: skip


class Statistics(Out):
    """Turns and time so far. `by_gender` is for officers and not in the record: null means "read again"."""

    by_group: list[ShareOut]
    by_region: list[ShareOut]
    by_first_time: Annotated[list[ShareOut], Field(description="Keys: first_time, spoken_before.")]
    by_gender: list[ShareOut] | None

    @classmethod
    def of(cls, floor: Floor, *, for_officers: bool = False) -> Self:
        first = times.first_timers(floor)
        return cls(
            by_group=_shares(floor, lambda entry: entry.group),
            by_region=_shares(floor, lambda entry: entry.region),
            by_first_time=_shares(floor, lambda e: "first_time" if e.id in first else "spoken_before"),
            by_gender=_shares(floor, lambda entry: entry.gender) if for_officers else None,
        )


def _shares(floor: Floor, by: Callable[[Entry], str | None]) -> list[ShareOut]:
    return [ShareOut.of(share) for share in times.shares(floor, by)]


class FloorOut(Out):
    """Everything about the floor of a meeting in one read; follow the record from `record_seq`."""

    speakers_list: SpeakersListOut
    speakers: list[SpeakerOut]
    statistics: Statistics
    record_seq: int
    server_time: Instant
