"""Conversations made up for tests: people of known groups who vote as their group mostly does, or at random."""

import numpy as np

from app.opinions.groups.matrix import Votes
from app.opinions.results.analysis import Conversation

Cells = tuple[np.ndarray, np.ndarray, np.ndarray]  # people, statements, values


def planted(sizes: list[int], statements: int = 40, *, seed: int = 1, loyal: float = 0.85) -> tuple[Cells, np.ndarray]:
    """Each group has an opinion of its own on each statement; of everybody's votes some are missing."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    opinions = draw.choice([-1, 1], (len(sizes), statements))
    opinions[:, : statements // 5] = 1  # what all agree on
    follows = draw.random((len(labels), statements)) < loyal
    values = np.where(follows, opinions[labels], draw.choice([-1, 0, 1], (len(labels), statements)))
    return _asked(values, draw), labels


def at_random(people: int, statements: int = 40, *, seed: int = 1) -> Cells:
    """No groups: everybody answers everything by lot."""
    draw = np.random.default_rng(seed)
    return _asked(draw.choice([-1, 0, 1], (people, statements), p=[0.4, 0.2, 0.4]), draw)


def _asked(values: np.ndarray, draw: np.random.Generator) -> Cells:
    people, statements = np.nonzero(draw.random(values.shape) < 0.7)
    return people, statements, values[people, statements]


def votes(cells: Cells, taken_out: int = 0) -> Votes:
    people, statements, values = cells
    return Votes.of(people, statements, values, (int(people.max()) + 1, int(statements.max()) + 1), taken_out)


def conversation(cells: Cells, groups: list | None = None, regions: list | None = None) -> Conversation:
    made = votes(cells)
    nobody = [None] * made.people
    statements = [(f"s{number}", number) for number in range(made.statements)]
    return Conversation(made, statements, groups or nobody, regions or nobody)
