"""Many different texts out of real sentences: arguments of ArgKP and comments of Polis; nothing is stored of them here.

There are some 7,500 sentences, which many thousand texts would soon repeat. So every other one has the beginning of
one and the end of another: real words, and hardly ever twice the same.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from tests.interchange.exports import polis_data
from tests.points.argkp import argkp_data

FEWEST, MOST = 2, 5
_STOPS = (".", "。", "!", "?", "！", "？")


def sentences() -> list[str]:
    if not argkp_data().is_dir():
        raise SystemExit(f"The ArgKP data are not here ({argkp_data()}); CONVENOR_DATA is the folder that holds them.")
    found = _column(argkp_data() / "arguments_train.csv", "argument")
    for file in sorted(polis_data().glob("*/comments.csv")):
        found += _column(file, "comment-body")
    return [text if text.rstrip().endswith(_STOPS) else f"{text}." for text in found]


def _column(file: Path, name: str) -> list[str]:
    with file.open(encoding="utf-8", newline="") as handle:
        return [row[name] for row in csv.DictReader(handle)]


def texts(chance: random.Random) -> Iterator[str]:
    """Of two to five sentences; without end."""
    pool = sentences()
    halves = [text.split(" ") for text in pool if text.count(" ") >= 5]
    while True:
        number = chance.randint(FEWEST, MOST)
        yield " ".join(
            _joined(*chance.sample(halves, 2)) if place % 2 else chance.choice(pool) for place in range(number)
        )


def _joined(one: list[str], other: list[str]) -> str:
    return " ".join([*one[: len(one) // 2], *other[len(other) // 2 :]])
