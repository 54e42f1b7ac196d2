"""How many gold key points the chosen points find, and what finding points costs.

    make bench-points     or: python -m tests.bench.bench_points [--texts 1000 10000 50000]

Recall: for each topic and stance of ArgKP with K gold key points (those that at least one argument is labelled to
match), K arguments (and 2 K) are taken as points. A gold key point is found when one of them is labelled to match it.
Mean over topics and stances. Random is the mean of 20 draws; LexRank takes the K highest of its ranking (threshold
0.1, damping 0.85) over TF-IDF of words. Ours is the order of `app.points.finding.find` with nothing but the texts.

Cost: contributions of two to five real sentences, half of them put together so that they differ (real_texts.py). Each
size runs in a process of its own: processor seconds, seconds by the clock and peak memory, with the libraries.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from app.points.finding import Contribution, find
from app.points.matching import Item
from scripts.train_matcher import Part, load
from tests.bench.bench_writes import BUILD
from tests.bench.real_texts import texts
from tests.points.argkp import argkp_data

GROUPS = ("government", "civil society", "private sector", "technical", "academic", "international organization")
DRAWS = 20
Chooser = Callable[[list[Item], int], list[int]]


def at_random(items: list[Item], number: int, seed: int) -> list[int]:
    return random.Random(seed).sample(range(len(items)), number)


def lexrank(items: list[Item], number: int) -> list[int]:
    vectors = TfidfVectorizer(stop_words="english").fit_transform([item.text for item in items])
    links = (np.asarray((vectors @ vectors.T).todense()) > 0.1).astype(float)
    links += np.eye(len(items)) * (links.sum(axis=1) == 0)
    links /= links.sum(axis=1, keepdims=True)
    rank = np.full(len(items), 1 / len(items))
    for _ in range(100):
        rank = 0.15 / len(items) + 0.85 * rank @ links
    return np.argsort(-rank, kind="stable")[:number].tolist()


def ours(items: list[Item], number: int) -> list[int]:
    given = [Contribution(item.id, "", "", "en", "", item.text) for item in items]
    place = {item.id: at for at, item in enumerate(items)}
    return [place[point.label.source] for point in find(given, limit=number).points[:number]]


def recall(parts: list[Part], choose: Chooser, times: int) -> float:
    found = []
    for part in parts:
        label = part.label.reshape(len(part.arguments), len(part.key_points)) == 1
        label = label[:, label.any(axis=0)]
        number = min(len(part.arguments), label.shape[1] * times)
        found.append(label[choose(part.arguments, number)].any(axis=0).mean())
    return float(np.mean(found))


def recalls(split: str) -> dict[str, list[float]]:
    parts = load(argkp_data(), split)
    rows: dict[str, list[float]] = {}
    for times in (1, 2):
        draws = [recall(parts, lambda items, number, s=s: at_random(items, number, s), times) for s in range(DRAWS)]
        rows.setdefault("random", []).append(float(np.mean(draws)))
        rows.setdefault("LexRank", []).append(recall(parts, lexrank, times))
        rows.setdefault("Convenor's points", []).append(recall(parts, ours, times))
    return rows


def drawn(number: int) -> list[Contribution]:
    chance = random.Random(number)
    return [
        Contribution(
            f"c{place}",
            f"author {chance.randrange(number)}",
            chance.choice(GROUPS),
            "",
            chance.choice(("for", "against", "")),
            text,
        )
        for place, text in enumerate(islice(texts(chance), number))
    ]


def one_size(number: int) -> None:
    """In a process of its own: print what finding the points of so many texts took."""
    given = drawn(number)
    clock, processor = time.perf_counter(), time.process_time()
    found = find(given)
    took = {
        "texts": number,
        "points": len(found.points),
        "clock_s": round(time.perf_counter() - clock, 1),
        "cpu_s": round(time.process_time() - processor, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(took))


def costs(sizes: list[int]) -> list[dict]:
    command = [sys.executable, "-m", "tests.bench.bench_points", "--one"]
    return [json.loads(subprocess.run([*command, str(n)], check=True, capture_output=True).stdout) for n in sizes]


def report(found: dict[str, dict[str, list[float]]], sizes: list[dict]) -> None:
    table = Table(title="Recall of gold key points by K / 2 K points")
    for column in ("", *found):
        table.add_column(column, justify="left" if not column else "right")
    for name in next(iter(found.values()), {}):
        table.add_row(name, *(" / ".join(f"{value:.3f}" for value in rows[name]) for rows in found.values()))
    console = Console(width=100)
    console.print(table)
    table = Table(title="Finding points")
    for column in ("texts", "points", "clock_s", "cpu_s", "peak_mb"):
        table.add_column(column, justify="right")
    for row in sizes:
        table.add_row(*(f"{value:,}" for value in row.values()))
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, nargs="*", default=[1_000, 10_000, 50_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not argkp_data().is_dir():
        print(f"There is no ArgKP data at {argkp_data()}; CONVENOR_DATA says where it is.")
    elif arguments.one:
        one_size(arguments.one)
    else:
        found = {split: recalls(split) for split in ("dev", "train")}
        sizes = costs(arguments.texts)
        report(found, sizes)
        BUILD.mkdir(parents=True, exist_ok=True)
        (BUILD / "points.json").write_text(json.dumps({"recall": found, "cost": sizes}, indent=1))


if __name__ == "__main__":
    main()
