"""Learn the weights of `app/points/matcher.json` from the training part of ArgKP.

    python scripts/train_matcher.py [--data ../shared/data/argkp] [--check]

Only the training topics are used. The threshold comes from cross-validation over topics: the lowest score from which
three of four matches are right on topics that the weights were not learned from. `--check` writes nothing and says
whether the stored weights are those that come out.
"""

import argparse
import csv
import json
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.points.features import NAMES, every_pair, features
from app.points.matching import WEIGHTS, Item, Matcher, groups
from app.points.reading import read_table

ROOT = Path(__file__).parents[1]
STRENGTH = 0.05  # of the regression (the inverse of its penalty), found by cross-validation
FOLDS = 6
PRECISION = 0.75
# Statistics of ten texts are not those of a hundred, so the weights are learned from smaller handfuls of arguments
# too: without them half of all matches among ten texts were wrong (docs/points.md).
HANDFULS = (40, 20, 20, 10, 10)
Labels = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Part:
    """One topic and stance: `seen` has a row for each pair; `label` is 1, 0, or -1 where people were undecided."""

    topic: str
    arguments: list[Item]
    key_points: list[Item]
    seen: NDArray[np.float32]
    label: NDArray[np.int64]


def load(folder: Path, split: str, handful: int = 0, seed: int = 0) -> list[Part]:
    """All arguments, or so many of each topic and stance, drawn by the seed."""
    arguments = _items(folder / f"arguments_{split}.csv", "arg_id", "argument")
    arguments = _drawn(arguments, handful, seed) if handful else arguments
    key_points = _items(folder / f"key_points_{split}.csv", "key_point_id", "key_point")
    with (folder / f"labels_{split}.csv").open(encoding="utf-8", newline="") as handle:
        labels = {(row["arg_id"], row["key_point_id"]): int(row["label"]) for row in csv.DictReader(handle)}
    return [
        Part(
            these[0].topic,
            these,
            those,
            features(texts, every_pair(left, right)),
            np.array([labels.get((one.id, other.id), -1) for one in these for other in those]),
        )
        for texts, left, right, these, those in groups(arguments, key_points)
    ]


def _items(path: Path, key: str, text: str) -> list[Item]:
    rows = read_table(path, (key, text, "topic", "stance"), key)
    return [Item(row[key], row[text], row["topic"], row["stance"]) for row in rows]


def _drawn(items: list[Item], handful: int, seed: int) -> list[Item]:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    sides: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        sides.setdefault((item.topic, item.stance), []).append(item)
    return [item for _, side in sorted(sides.items()) for item in chance.sample(side, min(handful, len(side)))]


def training_parts(folder: Path) -> list[Part]:
    """The training topics whole, and in handfuls."""
    drawn = [load(folder, "train", handful, seed) for seed, handful in enumerate(HANDFULS, 1)]
    return load(folder, "train") + [part for parts in drawn for part in parts]


def fit(parts: Collection[Part]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights for features as they are; they are standardised for the fit only."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    seen = np.concatenate([part.seen for part in parts]).astype(np.float64)
    label = np.concatenate([part.label for part in parts])
    seen, label = seen[label >= 0], label[label >= 0]
    mean, spread = seen.mean(axis=0), seen.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-8).fit((seen - mean) / spread, label)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - weights @ mean), weights


def probabilities(part: Part, fitted: tuple[float, NDArray[np.float64]]) -> NDArray[np.float64]:
    intercept, weights = fitted
    return np.asarray(1 / (1 + np.exp(-(part.seen.astype(np.float64) @ weights + intercept))))


def unseen(parts: Collection[Part], of: Collection[Part] | None = None) -> list[NDArray[np.float64]]:
    """The probabilities of each part's pairs (of all, or of some), from weights learned without its topic."""
    topics = sorted({part.topic for part in parts})
    fold = {topic: number % FOLDS for number, topic in enumerate(topics)}
    fitted = [fit([part for part in parts if fold[part.topic] != number]) for number in range(FOLDS)]
    return [probabilities(part, fitted[fold[part.topic]]) for part in (parts if of is None else of)]


def threshold(parts: Collection[Part]) -> tuple[float, float, float]:
    """The threshold, and the precision and recall there, on pairs of topics that were left out."""
    score = np.concatenate(unseen(parts))
    label = np.concatenate([part.label for part in parts])
    score, label = score[label >= 0], label[label >= 0]
    order = np.argsort(-score, kind="stable")
    right = np.cumsum(label[order])
    precision = right / np.arange(1, len(right) + 1)
    last = int(np.flatnonzero(precision >= PRECISION)[-1])
    return float(score[order][last]), float(precision[last]), float(right[last] / right[-1])


def train(parts: Collection[Part]) -> dict[str, Any]:
    intercept, weights = fit(parts)
    limit, precision, recall = threshold(parts)
    return {
        "about": "Weights of the matcher, learned by scripts/train_matcher.py from the train part of ArgKP.",
        "unseen_topics": {"precision": round(precision, 3), "recall": round(recall, 3)},
        "threshold": round(limit, 3),
        "intercept": round(intercept, 5),
        "weights": {name: round(float(weight), 5) for name, weight in zip(NAMES, weights, strict=True)},
    }


def as_matcher(stored: Mapping[str, Any]) -> Matcher:
    return Matcher(stored["intercept"], np.array([stored["weights"][name] for name in NAMES]), stored["threshold"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/argkp")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = json.dumps(train(training_parts(arguments.data)), indent=1) + "\n"
    if arguments.check:
        print("the same" if WEIGHTS.read_text("utf-8") == text else "different")
    else:
        WEIGHTS.write_text(text, "utf-8")
        print(f"{WEIGHTS}\n{text}")


if __name__ == "__main__":
    main()
