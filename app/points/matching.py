"""How well a text matches a point: a logistic regression over lexical likeness, without any model to download.

The weights (`matcher.json`) are learned from English pairs by `scripts/train_matcher.py`; they weigh likeness, not
words, so they serve every language. A score is a probability between 0 and 1 for pairs like those of the training
data. It says which texts to look at first; it never makes a quantifier word.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points.features import NAMES, Described, Pairs, describe, every_pair, features
from app.points.texts import common_language
from app.points.vectors import Floats

WEIGHTS: Final = Path(__file__).with_name("matcher.json")
_PAIRS_AT_ONCE: Final = 400_000


@dataclass(frozen=True, slots=True)
class Matcher:
    """`threshold`: from where a match is right more often than not on texts of topics it was not trained on."""

    intercept: float
    weights: NDArray[np.float64]
    threshold: float

    def scores(self, texts: Described, pairs: Pairs) -> Floats:
        if not len(pairs.rows):
            return np.zeros(0, np.float32)
        seen = features(texts, pairs).astype(np.float64)
        logits = (seen * self.weights).sum(axis=1) + self.intercept  # no BLAS: its order of adding depends on threads
        found: Floats = (1 / (1 + np.exp(-logits.clip(-30, 30)))).astype(np.float32)
        return found


@cache
def matcher() -> Matcher:
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    weights = np.array([stored["weights"][name] for name in NAMES], np.float64)
    return Matcher(stored["intercept"], weights, stored["threshold"])


@dataclass(frozen=True, slots=True)
class Item:
    """An argument or a key point, as the columns of ArgKP have them."""

    id: str
    text: str
    topic: str
    stance: str


@dataclass(frozen=True, slots=True)
class Match:
    arg_id: str
    key_point_id: str
    score: float


def match(arguments: Sequence[Item], key_points: Sequence[Item], by: Matcher | None = None) -> list[Match]:
    """Every pair of one topic and stance, scored to six decimals, in the order of topic, stance, argument, point.

    How rare a word is, is counted over all texts of the topic, so a score depends on what is given together.
    """
    by = by or matcher()
    found: list[Match] = []
    for texts, left, right, these, those in groups(arguments, key_points):
        given = by.scores(texts, every_pair(left, right)).reshape(len(left), len(right))
        found.extend(
            Match(argument.id, point.id, round(float(given[i, j]), 6))
            for i, argument in enumerate(these)
            for j, point in enumerate(those)
        )
    return found


Group = tuple[Described, list[int], list[int], list[Item], list[Item]]


def groups(arguments: Sequence[Item], key_points: Sequence[Item]) -> list[Group]:
    """For each topic and stance with both: the texts described, and which rows are arguments and which points."""
    topics: dict[str, dict[str, tuple[list[Item], list[Item]]]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for item in sorted(arguments, key=lambda item: item.id):
        topics[item.topic][item.stance][0].append(item)
    for item in sorted(key_points, key=lambda item: item.id):
        topics[item.topic][item.stance][1].append(item)
    found: list[Group] = []
    for topic, stances in sorted(topics.items()):
        found.extend(_of_topic(topic, [sides for _, sides in sorted(stances.items())]))
    return found


def _of_topic(topic: str, stances: list[tuple[list[Item], list[Item]]]) -> list[Group]:
    items = [item for stance in stances for side in stance for item in side]
    languages = common_language([item.text for item in items])
    texts = describe([item.text for item in items], [languages[item.text] for item in items], topic)
    found: list[Group] = []
    start = 0
    for these, those in stances:
        middle, end = start + len(these), start + len(these) + len(those)
        if these and those:
            found.append((texts, list(range(start, middle)), list(range(middle, end)), these, those))
        start = end
    return found
