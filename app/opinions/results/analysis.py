"""From a conversation to its results: groups, what sets them apart, the map, and which statements bridge. Pure.

The same conversation gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from app.opinions import bridging
from app.opinions.groups import clusters, finding, stability
from app.opinions.groups.finding import Found
from app.opinions.groups.matrix import Floats, Ints, Votes
from app.opinions.results import partitions
from app.opinions.results.partitions import SHOWN_FROM, Part
from app.opinions.results.schemas import (
    AnswerCounts,
    FoundGroup,
    GroupAnswers,
    GroupSize,
    MapCell,
    OpinionSettings,
    Representative,
    Results,
    StabilityOut,
    StatementResult,
    WhyNot,
)
from app.opinions.votes import Answer

REPRESENTATIVE = 5
MAP_CELLS = 60
_PLACES = 6
ANSWERS = ((Answer.AGREE, bridging.AGREE), (Answer.DISAGREE, bridging.DISAGREE))


@dataclass(frozen=True)
class Conversation:
    """Votes on the statements that are shown, and who is who by row: `groups` and `regions` as declared, or None.

    `statements`: (id, number) by column.
    """

    votes: Votes
    statements: Sequence[tuple[str, int]]
    groups: Sequence[str | None]
    regions: Sequence[str | None]


def analyse(conversation: Conversation, found: Found | None = None) -> Results:
    """`found`: the groups, if they were looked for already."""
    votes = conversation.votes
    found = found or finding.find(votes)
    voters = votes.by_person > 0
    declared = [
        *partitions.parts("declared", conversation.groups, voters),
        *partitions.parts("region", conversation.regions, voters),
    ]
    of_found = [Part("found", _name(group), found.members(group)) for group in range(found.k)] if found.stable else []
    members = votes.counts([part.rows for part in of_found])
    return Results(
        settings=_settings(),
        people=int(voters.sum()),
        counted=len(found.counted),
        votes=int(votes.by_person.sum()),
        k=found.k,
        stable=found.stable,
        stability=_stability(found),
        silhouettes={str(k): _round(value) for k, value in sorted(found.silhouettes.items())},
        explained=[_round(share) for share in found.explained],
        sizes=[GroupSize(partition=part.partition, group=part.group, people=len(part.rows)) for part in declared],
        groups=[
            FoundGroup(name=part.group or "", people=len(part.rows), representative=chosen)
            for part, chosen in zip(of_found, _representative(conversation, members), strict=True)
        ],
        map=list(_map(found)) if found.stable else [],
        statements=_statements(conversation, [*declared, *of_found]),
    )


def _name(group: int) -> str:
    return ascii_uppercase[group]


def _settings() -> OpinionSettings:
    return OpinionSettings(
        engine=finding.ENGINE,
        least_votes=finding.LEAST_VOTES,
        least_people=finding.LEAST_PEOPLE,
        most_groups=clusters.MOST_GROUPS,
        subsamples=stability.SUBSAMPLES,
        enough_agreement=stability.ENOUGH_AGREEMENT,
        enough_wins=stability.ENOUGH_WINS,
        least_share=stability.LEAST_SHARE,
        shown_from=SHOWN_FROM,
    )


def _stability(found: Found) -> StabilityOut:
    measured = found.stability
    return StabilityOut(
        subsamples=measured.subsamples,
        agreement=_round(measured.agreement),
        won=_round(measured.wins.get(found.k, 0) / max(1, measured.subsamples)),
        wins={str(k): times for k, times in measured.wins.items()},
        reasons=[WhyNot(reason) for reason in measured.reasons],
    )


def _statements(conversation: Conversation, parts: Sequence[Part]) -> list[StatementResult]:
    """The most bridging first; those whose bound cannot be told come last, all by number among equals."""
    everybody = conversation.votes.counts([np.arange(conversation.votes.people)])
    counts = conversation.votes.counts([part.rows for part in parts])
    visible = _visible(counts, parts)
    bounds = bridging.agreement(counts if parts else everybody)
    told = np.atleast_1d(visible.all(0) if parts else everybody.sum(-1)[0] >= SHOWN_FROM)
    lowest = bounds.min(0)
    of_found = counts[[place for place, part in enumerate(parts) if part.partition == "found"]]
    consensus = bridging.consensus(of_found) if len(of_found) else None
    results = []
    for column, (identifier, number) in enumerate(conversation.statements):
        results.append(
            StatementResult(
                id=identifier,
                number=number,
                total=_counts(everybody[0, column]),
                bound=_round(lowest[column]) if told[column] else None,
                consensus=None if consensus is None else _round(consensus[column]),
                groups=[
                    GroupAnswers(
                        partition=part.partition,
                        group=part.group,
                        counts=_counts(counts[place, column]) if visible[place, column] else None,
                        bound=_round(bounds[place, column]) if visible[place, column] else None,
                    )
                    for place, part in enumerate(parts)
                ],
            )
        )
    return sorted(results, key=lambda each: (-1.0 if each.bound is None else each.bound, -each.number), reverse=True)


def _visible(counts: NDArray[np.int64], parts: Sequence[Part]) -> NDArray[np.bool_]:
    visible = np.ones(counts.shape[:2], bool)
    for partition in ("declared", "region", "found"):
        places = [place for place, part in enumerate(parts) if part.partition == partition]
        if places:
            visible[places] = partitions.shown(counts[places].sum(-1), partition)
    return visible


def _representative(conversation: Conversation, members: NDArray[np.int64]) -> list[list[Representative]]:
    """For each found group the statements on which it differs most surely from everybody else in a group."""
    ahead = {answer: bridging.distinctive(members, place) for answer, place in ANSWERS}
    total = members.sum(0)
    enough = (members.sum(-1) >= SHOWN_FROM) & ((total[None] - members).sum(-1) >= SHOWN_FROM)
    chosen: list[list[Representative]] = []
    for group in range(len(members)):
        found = [
            Representative(
                id=identifier,
                number=number,
                answer=answer,
                ahead=_round(by_answer[group, column]),
                counts=_counts(members[group, column]),
                others=_counts(total[column] - members[group, column]),
            )
            for answer, by_answer in ahead.items()
            for column, (identifier, number) in enumerate(conversation.statements)
            if enough[group, column] and by_answer[group, column] > 0
        ]
        chosen.append(sorted(found, key=lambda each: (-each.ahead, each.number))[:REPRESENTATIVE])
    return chosen


def _map(found: Found) -> Iterator[MapCell]:
    """Each group cut along its longer side, again and again, into cells of SHOWN_FROM people or more."""
    reach = np.maximum(np.quantile(np.abs(found.points), 0.99, axis=0), 1e-12)
    points = (found.points / reach).clip(-1, 1)
    largest = max(2 * SHOWN_FROM - 1, -(-len(points) // MAP_CELLS))
    for group in range(found.k):
        for cell in _cut(points[found.labels == group], largest):
            x, y = cell.mean(0)
            yield MapCell(group=_name(group), x=round(float(x), 3), y=round(float(y), 3), people=len(cell))


def _cut(points: Floats, largest: int) -> Iterator[Floats]:
    if len(points) <= largest:
        yield points
        return
    along = int(np.ptp(points, axis=0).argmax())
    order = np.argsort(points[:, along], kind="stable")
    half = len(points) // 2
    yield from _cut(points[order[:half]], largest)
    yield from _cut(points[order[half:]], largest)


def _counts(three: Ints) -> AnswerCounts:
    agree, disagree, passed = (int(number) for number in three)
    return AnswerCounts(agree=agree, disagree=disagree, pass_=passed)


def _round(value: float) -> float:
    return round(float(value), _PLACES) + 0.0
