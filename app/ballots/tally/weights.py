"""What one ballot of each stakeholder group weighs: one each, or the same total for every group. Exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True)
class Weights:
    """A ballot of group g weighs `units[g] / per`. The units are whole, so that counting with them is exact."""

    units: tuple[int, ...]
    per: int = 1
    equal: bool = False

    def part(self, units: int) -> Fraction:
        return Fraction(units, self.per)


def one_each(voters: Sequence[int]) -> Weights:
    return Weights(tuple(1 for _ in voters))


def equal_by_group(voters: Sequence[int], *, least: int = 1) -> Weights:
    """w_g = 1 / (G · v_g) over the G groups that voted.

    The cap for tiny groups: one of fewer than `least` voters weighs as if the missing ones had not voted, so none of
    its ballots weighs more than one in a group of `least`.
    """
    voted = [max(number, least) for number in voters if number]
    common = lcm(*voted) if voted else 1
    units = tuple(common // max(number, least) if number else 0 for number in voters)
    return Weights(units, max(1, len(voted)) * common, equal=True)
