"""Votes as a sparse matrix, people by statements, and what it takes to centre it without filling it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse as scipy_sparse  # type: ignore[import-untyped]

sparse: Any = scipy_sparse  # it comes without types
Csr: TypeAlias = Any
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Votes:
    """`cells`: csr of float32, -1, 0 or 1. A pass is a stored 0, which is not the same as no vote.

    `taken_out`: how many further statements people were asked about that are shown to nobody any more. Their votes
    are not here; their number damps how far out somebody with few votes can lie (see `axes.project`).
    """

    cells: Csr
    taken_out: int = 0

    @classmethod
    def of(
        cls, people: Ints, statements: Ints, values: NDArray[Any], shape: tuple[int, int], taken_out: int = 0
    ) -> "Votes":
        """From one entry for each vote, one vote at most of each person on each statement, in any order."""
        cells = sparse.coo_matrix((np.asarray(values, np.float32), (people, statements)), shape=shape).tocsr()
        cells.sort_indices()
        return cls(cells, taken_out)

    @property
    def people(self) -> int:
        return int(self.cells.shape[0])

    @property
    def statements(self) -> int:
        return int(self.cells.shape[1])

    @cached_property
    def by_person(self) -> Ints:
        """How many statements each person voted on."""
        return np.asarray(np.diff(self.cells.indptr), np.int64)

    def only(self, rows: Ints) -> "Votes":
        """These people alone, in this order."""
        return Votes(self.cells[rows], self.taken_out)

    def centred(self) -> Csr:
        """Votes less the mean vote on their statement. Nobody's missing vote is filled with that mean, which after
        centring is 0: so the whole imputed matrix has values only where there are votes.
        """
        cells = self.cells
        counts = np.bincount(cells.indices, minlength=self.statements)
        sums = np.bincount(cells.indices, weights=cells.data, minlength=self.statements)
        means = (sums / np.maximum(counts, 1)).astype(np.float32)
        parts = (cells.data - means[cells.indices], cells.indices, cells.indptr)
        return sparse.csr_matrix(parts, shape=cells.shape)

    def counts(self, members: Sequence[Ints]) -> NDArray[np.int64]:
        """[set of people, statement, (agree, disagree, pass)]."""
        found = np.zeros((len(members), self.statements, 3), np.int64)
        for place, rows in enumerate(members):
            part = self.cells[rows]
            for column, value in enumerate((1, -1, 0)):
                chosen = part.indices[part.data == value]
                found[place, :, column] = np.bincount(chosen, minlength=self.statements)
        return found
