"""How proposed and signed findings look from outside."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.consultations.rules import Stance
from app.core.schemas import In, Instant, LanguageTag, OptionalReason, Out
from app.decisions.models import Finding
from app.decisions.rules import FindingKind

GroupCounts = Mapping[str, Mapping[str, int]]
"""Group ("" for none) -> stance -> entities."""


class FindingIn(In):
    """`proposed`: the finding you were shown; 409 if it has changed since. `reason` is published, and is needed for any
    other finding than that, for rough consensus, and for signing again.
    """

    kind: FindingKind
    proposed: FindingKind
    version: Annotated[int, Field(ge=0, description="The version you are replacing; 0 for a first finding.")]
    reason: OptionalReason = None
    language: LanguageTag


class StanceCounts(Out):
    """Entities by stance."""

    support: int
    support_with_reservations: int
    neutral: int
    oppose: int


class Basis(Out):
    """What a finding rests on. T is support, with reservations too, and opposition; neutral is printed and not in T.

    `participants`: entities that a round lets take positions. `call_id` or `silence_id`: what was closed on the option.
    """

    option_version: int
    tally: StanceCounts
    by_group: dict[str, StanceCounts]
    total: int
    participants: int
    call_id: UUID | None
    silence_id: UUID | None


class ProposedFinding(Basis):
    """`undisposed`, `sustained`: standing objections in the way of rough consensus."""

    kind: FindingKind
    undisposed: int
    sustained: int


class FindingOut(Basis):
    """A finding as a chair signed it. `cut_off`: the seq of the record up to which everything was counted."""

    id: UUID
    seq: int
    version: int
    option_id: UUID
    kind: FindingKind
    proposed: FindingKind
    reason: str | None
    language: str
    cut_off: int
    acted_as: ActedAs
    signed_at: Instant

    @classmethod
    def of(cls, finding: Finding) -> Self:
        shown = tallies(finding.counts)
        kept = {name: getattr(finding, name) for name in cls.model_fields if hasattr(finding, name)}
        return cls.model_validate(kept | {name: getattr(shown, name) for name in ("tally", "by_group", "total")})


class FindingChange(StrEnum):
    """What has changed since a finding was signed."""

    COUNTS = "counts"
    OPTION = "option"
    PROCEDURE = "procedure"
    PROPOSAL = "proposal"


class OptionFindings(Out):
    """`stale`: why the signed finding no longer rests on what is there now; empty if it does."""

    option_id: UUID
    proposal: ProposedFinding
    signed: FindingOut | None
    stale: list[FindingChange]


class FindingsOut(Out):
    """All options of the current background note, in its order."""

    options: list[OptionFindings]
    record_seq: int


class Tallies(Out):
    """The counts of one option, added up."""

    tally: StanceCounts
    by_group: dict[str, StanceCounts]
    total: int


def tallies(counts: GroupCounts) -> Tallies:
    by_group = {
        group: StanceCounts(**{stance.value: found.get(stance, 0) for stance in Stance})
        for group, found in sorted(counts.items())
    }
    sums = {stance.value: sum(getattr(each, stance) for each in by_group.values()) for stance in Stance}
    return Tallies(tally=StanceCounts(**sums), by_group=by_group, total=sum(sums.values()) - sums[Stance.NEUTRAL])
