"""What of the ballots may be published, by mode: an unusual ballot among few is a signature. Pure.

Groups with fewer than five ballots are counted together, for every figure and for the balance too; otherwise the
balanced result minus the published groups would give the small one away. Where names are published, nothing is left to
protect and every group stands for itself.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from app.ballots import verify
from app.ballots.boxes import Cast
from app.ballots.choices import Choice
from app.ballots.rules import Asked, BallotMode, Unanimity

FEW_OPTIONS = 8  # up to which approval ballots without names say little about whose they are
NO_GROUP = "none"
JOIN = "+"


def classes(groups: Sequence[str | None], mode: BallotMode) -> dict[str | None, str]:
    """Group -> the class it is counted in, named after the groups in it: `academic_community+technical_community`.

    `groups`: of each ballot. The smallest are put together until five ballots are in the class.
    """
    ballots = Counter(group or NO_GROUP for group in groups)
    by_size = sorted(ballots, key=lambda group: (ballots[group], group))
    together: list[str] = []
    if mode is not BallotMode.OPEN:
        for group in by_size:
            small = ballots[group] < verify.FEWEST or (
                together and sum(ballots[each] for each in together) < verify.FEWEST
            )
            together += [group] if small else []
    joint = JOIN.join(sorted({part for group in together for part in group.split(JOIN)}))
    named = {group: joint if group in together else group for group in ballots}
    return {group: named[group or NO_GROUP] for group in set(groups)}


@dataclass(frozen=True)
class Alike:
    """Ballots of one class that say the same and are recused alike; counted together, so that many cost little."""

    choice: Choice
    name: str
    recused: tuple[int, ...]
    number: int


def alike(casts: Iterable[Cast], class_of: Mapping[str | None, str]) -> list[Alike]:
    kinds = Counter((cast.said, class_of[cast.group], cast.recused) for cast in casts)
    choices = json.loads(b"[%s]" % b",".join(said for said, _, _ in kinds))
    return [
        Alike(choice, name, recused, number)
        for choice, ((_, name, recused), number) in zip(choices, kinds.items(), strict=True)
    ]


def figures_by_class(options: int, kinds: Iterable[Alike]) -> dict[str, dict[str, Any]]:
    """Class -> its ballots, how many evaluated each option, and the figures of verify.py."""
    members: dict[str, list[Alike]] = defaultdict(list)
    for kind in kinds:
        members[kind.name].append(kind)
    return {name: _figures_of(options, own) for name, own in sorted(members.items())}


def figures_of_all(options: int, by_class: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return reduce(verify.added, by_class.values()) if by_class else _figures_of(options, [])


def _figures_of(options: int, kinds: Sequence[Alike]) -> dict[str, Any]:
    return {
        "ballots": sum(kind.number for kind in kinds),
        "evaluations": _evaluations(options, kinds),
        "figures": verify.figures(options, [(kind.choice, kind.number) for kind in kinds]),
    }


def _evaluations(options: int, kinds: Sequence[Alike]) -> list[int]:
    """By option, the ballots that say something of it: not those of recused members, nor "no view" in a score."""
    counted = [sum(kind.number for kind in kinds)] * options
    for kind in kinds:
        asked, value = next(iter(kind.choice.items()))
        silent = {at for at, given in enumerate(value) if given is None} if asked in _PER_OPTION else set()
        for at in silent.union(kind.recused) if silent or kind.recused else ():
            counted[at] -= kind.number
    return counted


_PER_OPTION = {Asked.SCORES, Asked.ANSWERS}


# --- what is left out


def blurred_options(cells: Sequence[Mapping[str, Any]], options: int) -> list[int]:
    """The options on which some class (or everybody) is of one mind. `cells`: as `figures_by_class` gives them."""
    return [option for option in range(options) if any(_of_one_mind(cell, option) for cell in cells)]


def _of_one_mind(cell: Mapping[str, Any], option: int) -> bool:
    counted, asked = cell["figures"], cell["evaluations"][option]
    if not counted or not asked:
        return False
    if "approvals" in counted:
        return int(counted["approvals"][option]) in {0, asked}
    if "dots" in counted:
        return not counted["dots"][option]
    if "pairwise" in counted:
        others = [other for other in range(len(counted["pairwise"])) if other != option]
        return any(counted["pairwise"][option][other] == cell["ballots"] for other in others)
    spread = counted.get("scores") or counted.get("answers")
    return len(spread[option]) == 1


def without(counted: Mapping[str, Any], left_out: Sequence[int]) -> dict[str, Any]:
    """The same figures with null for these options."""
    blank: dict[str, Any] = {}
    for name, values in counted.items():
        kept = [None if number in left_out else value for number, value in enumerate(values)]
        if name == "pairwise":
            kept = [
                row if row is None else [None if other in left_out else n for other, n in enumerate(row)]
                for row in kept
            ]
        blank[name] = kept
    return blank


def blurs(mode: BallotMode, unanimity: Unanimity) -> bool:
    return unanimity is Unanimity.BLUR and mode is not BallotMode.OPEN


def withheld(mode: BallotMode, ballots: int) -> bool:
    """Whether even the totals would say too much."""
    return mode is BallotMode.SECRET and 0 < ballots < verify.FEWEST


def published_ballots(
    definition: Mapping[str, Any], casts: Sequence[Cast], class_of: Mapping[str | None, str], *, anything: bool
) -> list[bytes]:
    """The lines of ballots.jsonl, sorted by what they say. `anything`: no figure had to be left out."""
    mode = BallotMode(definition["mode"])
    if mode is BallotMode.OPEN:
        named = ({"member": cast.member, "choice": cast.choice, "nonce": cast.nonce} for cast in casts)
        return sorted(map(verify.canonical, named))
    if not anything:
        return []
    if mode is BallotMode.GROUP_VISIBLE:
        return sorted(b'{"choice":%s,"group":"%s"}' % (cast.said, class_of[cast.group].encode()) for cast in casts)
    if definition["method"] == "approval" and len(definition["options"]) <= FEW_OPTIONS:
        return sorted(b'{"choice":%s}' % cast.said for cast in casts)
    return []
