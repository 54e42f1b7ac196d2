"""Where the key-point data is, and the evaluation of its shared task, written anew from its description.

Each argument gets its best-scored key point; per topic and stance the better half of the arguments is kept; average
precision over it, with pairs on which people were undecided counted as no match (strict) or as a match (relaxed);
the mean over all topics and stances.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from scripts.train_matcher import Part

ROOT = Path(__file__).parents[2]
GATE = (0.55, 0.75)


def argkp_data() -> Path:
    return Path(os.environ.get("CONVENOR_DATA", ROOT / "../shared/data")).resolve() / "argkp"


def mean_average_precision(parts: Sequence[Part], scores: Sequence[np.ndarray]) -> tuple[float, float]:
    found = [both(part, score) for part, score in zip(parts, scores, strict=True)]
    strict, relaxed = np.array(found).mean(axis=0)
    return float(strict), float(relaxed)


def both(part: Part, score: np.ndarray) -> tuple[float, float]:
    shape = (len(part.arguments), len(part.key_points))
    table, label = score.reshape(shape), part.label.reshape(shape)
    chosen = table.argmax(axis=1)
    every = np.arange(shape[0])
    score, label = table[every, chosen], label[every, chosen]
    kept = np.argsort(-score, kind="stable")[: int(shape[0] * 0.5)]
    score, label = score[kept], label[kept]
    return average_precision(label == 1, score), average_precision(label != 0, score)


def average_precision(right: np.ndarray, score: np.ndarray) -> float:
    """Sum over distinct scores of precision × what recall it adds; equal scores are taken together."""
    order = np.argsort(-score, kind="stable")
    right, score = right[order], score[order]
    if not right.any():
        return 0.0
    last = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)
    hits = np.cumsum(right)[last]
    recall = hits / right.sum()
    return float(np.sum(np.diff(recall, prepend=0) * hits / (last + 1)))
