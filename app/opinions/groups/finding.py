"""Opinion groups from votes, whole: who is counted, where they lie, which groups, and whether these may be claimed.

Everything runs on one thread of the linear algebra library, so that its number of threads cannot change a bit.
"""

from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from app.opinions.groups import axes, clusters, stability
from app.opinions.groups.clusters import Cells, Grouping
from app.opinions.groups.matrix import Floats, Ints, Votes
from app.opinions.groups.stability import Stability

ENGINE = 1
LEAST_VOTES = 7
LEAST_PEOPLE = 20
ACROSS, ALONE = 48, 2_000
ACROSS_AGAIN, ALONE_AGAIN = 24, 600


@dataclass(frozen=True)
class Found:
    """`counted`: rows of the people with votes enough; `labels` and `points` are theirs. Without enough people there
    is no grouping. Groups may be claimed only where `stability` gives no reason against it.
    """

    counted: Ints
    points: Floats
    explained: tuple[float, ...]
    k: int
    labels: Ints
    silhouettes: dict[int, float]
    stability: Stability

    @property
    def stable(self) -> bool:
        return not self.stability.reasons

    def members(self, group: int) -> Ints:
        return np.asarray(self.counted[self.labels == group], np.int64)


def find(votes: Votes) -> Found:
    with threadpool_limits(limits=1):
        return _find(votes)


def _find(votes: Votes) -> Found:
    counted = np.flatnonzero(votes.by_person >= max(1, min(LEAST_VOTES, votes.statements)))
    if len(counted) < LEAST_PEOPLE or votes.statements < 2:
        return _nothing(counted, "too_few_people" if votes.statements >= 2 else "too_few_statements")
    centred = votes.centred()
    directions, explained = axes.axes(centred)
    points = axes.project(votes, centred, directions)[counted]
    cells = Cells.of_points(points, ACROSS, ALONE)
    found = clusters.groupings(cells, clusters.possible(cells))
    chosen = clusters.best(found)
    labels = _by_size(clusters.nearest(points, chosen.centres), chosen.k)
    voters = votes.only(counted)
    return Found(
        counted=counted,
        points=points,
        explained=tuple(float(share) for share in explained),
        k=chosen.k,
        labels=labels,
        silhouettes={grouping.k: grouping.silhouette for grouping in found},
        stability=stability.assess(labels, chosen.k, lambda rows: _again(voters.only(rows), chosen.k)),
    )


def _again(votes: Votes, k: int) -> tuple[int, Ints]:
    """The same from some of the people, on a coarser grid."""
    centred = votes.centred()
    directions, _ = axes.axes(centred)
    points = axes.project(votes, centred, directions)
    cells = Cells.of_points(points, ACROSS_AGAIN, ALONE_AGAIN)
    found = clusters.groupings(cells, range(2, max(k, clusters.possible(cells)[-1]) + 1))
    same: Grouping = next(grouping for grouping in found if grouping.k == k)
    return clusters.best(found).k, clusters.nearest(points, same.centres)


def _by_size(labels: Ints, k: int) -> Ints:
    """Numbered from the largest; of equally large ones, first who has the first person."""
    sizes = np.bincount(labels, minlength=k)
    first = np.array([np.flatnonzero(labels == group)[:1].sum() for group in range(k)])
    return np.asarray(np.argsort(np.lexsort((first, -sizes)))[labels], np.int64)


def _nothing(counted: Ints, reason: str) -> Found:
    return Found(
        counted=counted,
        points=np.zeros((len(counted), axes.AXES)),
        explained=(0.0,) * axes.AXES,
        k=0,
        labels=np.zeros(len(counted), np.int64),
        silhouettes={},
        stability=Stability(0, 0.0, {}, (reason,)),
    )
