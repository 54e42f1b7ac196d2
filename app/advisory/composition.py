"""How the seats of a group are divided, how many are filled, and what of it may be shown. Pure.

Persons are counted, each seat one; the organizations that put them forward are another figure and never added.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.stakeholders.groups import RegionalGroup, StakeholderGroup

CAPPED, CAP_PERCENT = StakeholderGroup.GOVERNMENT, 40
DIVIDED = (
    CAPPED,
    StakeholderGroup.PRIVATE_SECTOR,
    StakeholderGroup.CIVIL_SOCIETY,
    StakeholderGroup.TECHNICAL_COMMUNITY,
    StakeholderGroup.ACADEMIC_COMMUNITY,
)
# A figure on gender stands for at least so many persons, and changes only when so many more have been appointed: else
# the difference between two days would tell that of one person.
FEWEST = 5


class DeclaredGender(StrEnum):
    """As a person says it of themselves; none is an answer too."""

    WOMAN = "woman"
    MAN = "man"
    ANOTHER = "another"


def spread(seats: int, places: Sequence[str]) -> dict[str, int]:
    """Evenly; what is left over goes to the first."""
    each, over = divmod(seats, len(places))
    return {str(place): each + (number < over) for number, place in enumerate(places)}


def split(size: int, groups: Sequence[StakeholderGroup] = DIVIDED, cap: int = CAP_PERCENT) -> dict[str, int]:
    """Governments at most `cap` percent, the rest evenly."""
    others = [group for group in groups if group != CAPPED]
    if not others:
        raise ValueError("the seats that are left need a group to go to")
    capped = size * cap // 100 if CAPPED in groups else 0
    plan = spread(size - capped, others)
    return ({str(CAPPED): capped} if CAPPED in groups else {}) | plan


def split_regions(size: int) -> dict[str, int]:
    return spread(size, list(RegionalGroup))


@dataclass(frozen=True)
class Row:
    """`code` None: who belongs to none. `gap` below zero: more than planned. `drafted`: of who may be appointed."""

    code: str | None
    target: int
    filled: int
    drafted: int

    @property
    def gap(self) -> int:
        return self.target - self.filled - self.drafted


def rows(plan: Mapping[str, int], filled: Iterable[str | None], drafted: Iterable[str | None] = ()) -> list[Row]:
    """One for each that has seats planned, filled or drafted, in the order of the plan."""
    seated, added = Counter(filled), Counter(drafted)
    unplanned = sorted({code for code in (*seated, *added) if code and code not in plan})
    codes: list[str | None] = [*plan, *unplanned]
    if seated[None] or added[None]:
        codes.append(None)
    return [Row(code, plan.get(code or "", 0), seated[code], added[code]) for code in codes]


@dataclass(frozen=True)
class GenderBalance:
    """`counted`: the persons these figures are about. None: too few to be shown; then neither is the other figure,
    because it could be worked out.
    """

    counted: int
    women: int | None
    men: int | None
    another_or_none: int | None

    def meets(self, minimum: int) -> bool | None:
        """Whether both are at least `minimum` percent; None where it cannot be said."""
        if self.women is None or self.men is None:
            return None
        return min(self.women, self.men) * 100 >= minimum * self.counted


def gender_balance(declared: Sequence[str | None]) -> GenderBalance:
    """Of the members of a term in the order of their appointment, those who have left it too: only whole fives."""
    counted = len(declared) // FEWEST * FEWEST
    found = Counter(declared[:counted])
    women, men = found[DeclaredGender.WOMAN], found[DeclaredGender.MAN]
    if min(women, men) < FEWEST:
        return GenderBalance(counted, None, None, None)
    return GenderBalance(counted, women, men, counted - women - men)
