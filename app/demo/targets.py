"""Where the simulated participants stand on each option: how many of each group, and what that is meant to show.

Support, support with reservations, neutral, opposition, by stakeholder group. Which members they are follows from a
fixed order (plan.py), so the demo is the same everywhere. `word` is what the scale says of the support, "numbers"
where the base is too small for a word; tests/demo recounts it from the database.
"""

from dataclasses import dataclass
from typing import NamedTuple

from app.consultations.rules import Stance
from app.stakeholders.groups import StakeholderGroup


class Split(NamedTuple):
    support: int
    reservations: int
    neutral: int
    oppose: int


@dataclass(frozen=True, slots=True)
class Target:
    """`mirrors`: counter-option to the one before it, so those who oppose the one come first in supporting this."""

    option: str
    word: str
    shows: str
    groups: dict[StakeholderGroup, Split]
    mirrors: bool = False

    @property
    def question(self) -> str:
        return self.option.partition(".")[0]


def target(option: str, table: str, word: str = "", shows: str = "", *, mirrors: bool = False) -> Target:
    """`table`: one split per group, government first; "-" where a group is silent."""
    cells = zip(StakeholderGroup, table.split(), strict=False)
    groups = {group: Split(*map(int, cell.split("/"))) for group, cell in cells if cell != "-"}
    return Target(option, word, shows, groups, mirrors)


TARGETS = (
    # government, international organizations, private sector, civil society, technical community, academic community
    target(
        "1.1",
        "6/1/0/2     2/0/0/0     2/1/0/1     4/1/0/1     1/0/1/0     2/0/0/0",
        word="most",
        shows="broad support; some opposed",
    ),
    target(
        "1.2",
        "4/1/0/3     2/0/0/1     1/1/0/2     3/1/0/1     -           2/0/0/1",
        word="many",
        shows="support with several opposed: the counter-sentence is due",
    ),
    target(
        "1.3",
        "4/1/1/2     2/0/0/0     3/0/0/1     4/1/0/1     2/0/0/1     2/0/0/0",
        word="most",
        shows="two with reservations",
    ),
    target(
        "2.1",
        "9/3/2/8     2/1/1/1     1/1/1/3     6/2/1/2     1/1/0/2     2/1/0/1",
        word="many",
        shows="the main question; the private sector leans the other way",
    ),
    target(
        "2.2",
        "1/1/1/11    0/0/0/3     1/0/1/2     0/0/0/6     0/0/0/3     0/0/1/3",
        word="a few",
        shows="below a tenth; the word would change with one more",
        mirrors=True,
    ),
    target(
        "3.1",
        "5/3/1/2     2/0/0/0     3/0/0/1     5/2/0/1     2/0/0/1     2/1/0/0",
        word="most",
        shows="support with reservations from several groups",
    ),
    target(
        "3.2",
        "2/2/1/6     2/0/0/1     3/0/0/0     8/1/0/0     2/0/1/1     2/1/0/0",
        word="most",
        shows="one group, the governments, is against by more than half",
    ),
    target(
        "3.3",
        "3/1/0/4     -           1/0/0/2     12/1/0/0    1/0/0/2     -",
        word="many",
        shows="flooding: one group makes it 'most', the share balanced by group does not",
    ),
    target(
        "3.4",
        "0/0/1/5     -           0/0/1/3     9/1/1/2     -           -",
        word="most",
        shows="support from one group only: the noun is narrowed to it",
    ),
    target(
        "4.1",
        "3/1/1/6     1/0/0/2     1/1/1/3     3/2/0/2     -           1/1/0/2",
        word="many",
        shows="below one half: 'many' needs its counter-sentence; civil society leans the other way",
    ),
    target(
        "4.2",
        "3/1/2/5     0/0/1/2     2/0/0/1     0/0/1/5     -           1/0/0/2",
        word="several",
        shows="between a quarter and two fifths",
        mirrors=True,
    ),
    target(
        "5.1",
        "5/1/1/2     2/0/0/0     2/0/0/1     4/1/1/1     -           2/0/0/0",
        word="most",
        shows="fewer than forty took a side: the number stands beside the word",
    ),
    target(
        "6.1",
        "12/1/0/2    2/0/0/0     4/1/0/0     4/1/1/1     2/0/0/0     3/0/0/0",
        word="almost all",
        shows="a few opposed, enough for a counter-sentence",
    ),
    target(
        "6.2",
        "8/0/0/0     2/0/0/0     2/0/0/0     4/0/0/0     2/0/0/0     2/0/0/0",
        word="all",
        shows="nobody neutral, nobody opposed",
    ),
    target(
        "6.3",
        "4/1/1/1     1/0/0/0     2/0/0/0     4/0/0/0     2/0/0/0     2/0/0/0",
        word="almost all",
        shows="one opposed",
    ),
    target(
        "6.4",
        "8/2/0/2     2/0/1/1     4/0/0/1     3/0/1/4     2/0/0/0     2/0/0/1",
        word="most",
        shows="civil society is against by more than half",
    ),
    target(
        "6.5",
        "2/1/3/1     1/0/0/0     1/0/0/0     0/0/1/1     -           -",
        word="numbers",
        shows="fewer than ten took a side: no word",
    ),
)


class Change(NamedTuple):
    """So many of those who end with one stance had stated another before: in the call for inputs, or just before."""

    option: str
    earlier: Stance
    final: Stance
    entities: int
    same_round: bool = False


CHANGES = (
    Change("2.1", Stance.OPPOSE, Stance.SUPPORT_WITH_RESERVATIONS, 3),
    Change("3.2", Stance.NEUTRAL, Stance.SUPPORT, 2),
    Change("4.1", Stance.SUPPORT, Stance.OPPOSE, 2),
    Change("6.1", Stance.SUPPORT_WITH_RESERVATIONS, Stance.SUPPORT, 1),
    Change("5.1", Stance.NEUTRAL, Stance.SUPPORT, 1, same_round=True),
)
