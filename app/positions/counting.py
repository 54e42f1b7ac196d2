"""From counted rows to the tallies of the options, and what of them is the reader's own (pure)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.consultations.rules import Stance
from app.positions.models import Explanation, Position
from app.positions.queries import Count, Effective
from app.positions.schemas import EffectiveOut, ExplanationOut, PositionOut, Tally


@dataclass
class Counted:
    """One option. `groups`: stances by group, "" for who has none."""

    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    to_be_confirmed: int = 0
    objections: int = 0
    joint: int = 0

    def add(self, count: Count) -> None:
        self.objections += count.objections
        self.joint += count.joint
        if count.stance is None:
            self.to_be_confirmed += count.entities
        else:
            self.groups[count.group or ""][count.stance] += count.entities

    def shown(self) -> dict[str, Any]:
        return {
            "tally": tally(sum(self.groups.values(), Counter())),
            "by_group": {group: tally(stances) for group, stances in sorted(self.groups.items())},
            "to_be_confirmed": self.to_be_confirmed,
            "objections": self.objections,
            "joint": self.joint,
        }


def by_option(counts: Iterable[Count]) -> dict[UUID, Counted]:
    found: dict[UUID, Counted] = defaultdict(Counted)
    for count in counts:
        found[count.option_id].add(count)
    return found


def tally(stances: Mapping[str, int]) -> Tally:
    return Tally(**{stance.value: stances.get(stance, 0) for stance in Stance})


@dataclass(frozen=True)
class Mine:
    """What the reader's own entity has said, by option."""

    positions: Mapping[UUID, Position]
    effective: Mapping[UUID, Effective]
    explanations: Mapping[UUID, Explanation]

    def on(self, option_id: UUID) -> dict[str, Any]:
        stated, counted = self.positions.get(option_id), self.effective.get(option_id)
        explained = self.explanations.get(option_id)
        return {
            "mine": PositionOut.of(stated) if stated else None,
            "mine_effective": EffectiveOut.model_validate(counted) if counted else None,
            "my_explanation": ExplanationOut.of(explained) if explained else None,
        }
