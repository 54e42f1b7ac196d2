"""How well arguments are matched to key points (ArgKP), beside TF-IDF in the same run.

    python -m tests.bench.bench_matching

`dev` is scored once with the stored weights, which were learned from the training topics. `train, by topic` is
cross-validation: each topic is scored with weights learned from the others, so that a fit to one of the two would show
as a gap between them. The evaluation is that of the shared task (tests/points/argkp.py).
"""

import json

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from app.points.matching import matcher
from scripts.train_matcher import Part, load, probabilities, training_parts, unseen
from tests.bench.bench_writes import BUILD
from tests.points.argkp import GATE, argkp_data, mean_average_precision

BASELINES = {
    "TF-IDF, words": {"stop_words": "english"},
    "TF-IDF, words, sublinear": {"stop_words": "english", "sublinear_tf": True},
    "TF-IDF, words and pairs": {"stop_words": "english", "ngram_range": (1, 2), "sublinear_tf": True},
    "TF-IDF, characters 3–5": {"analyzer": "char_wb", "ngram_range": (3, 5), "sublinear_tf": True},
}


def baseline(parts: list[Part], settings: dict) -> list[np.ndarray]:
    """Cosine of TF-IDF vectors, each topic with its own statistics."""
    fitted = {}
    for topic in {part.topic for part in parts}:
        texts = [item.text for part in parts if part.topic == topic for item in (*part.arguments, *part.key_points)]
        fitted[topic] = TfidfVectorizer(**settings).fit(texts)
    found = []
    for part in parts:
        left = fitted[part.topic].transform([item.text for item in part.arguments])
        right = fitted[part.topic].transform([item.text for item in part.key_points])
        found.append(np.asarray((left @ right.T).todense()).ravel())
    return found


def measured(split: str) -> dict[str, tuple[float, float]]:
    parts = load(argkp_data(), split)
    rows = {name: mean_average_precision(parts, baseline(parts, settings)) for name, settings in BASELINES.items()}
    if split == "train":
        ours = unseen(training_parts(argkp_data()), parts)
    else:
        stored = (matcher().intercept, np.asarray(matcher().weights, np.float64))
        ours = [probabilities(part, stored) for part in parts]
    return rows | {"Convenor's matcher": mean_average_precision(parts, ours)}


def main() -> None:
    if not argkp_data().is_dir():
        print(f"There is no ArgKP data at {argkp_data()}; CONVENOR_DATA says where it is.")
        return
    results = {"dev": measured("dev"), "train, by topic": measured("train")}
    table = Table(title=f"ArgKP, mAP strict / relaxed; gate on dev {GATE[0]} / {GATE[1]}")
    for column in ("", *results):
        table.add_column(column, justify="left" if not column else "right")
    for name in results["dev"]:
        table.add_row(name, *(f"{rows[name][0]:.3f} / {rows[name][1]:.3f}" for rows in results.values()))
    Console(width=100).print(table)
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "matching.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
