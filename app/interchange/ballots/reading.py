"""What every file of ballots becomes before it is counted, and its opening: packed or not, in whatever encoding."""

import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.profile import BadBallots, Kind, Marks, Profile, assembled

LARGEST = 1_000_000_000  # bytes, unpacked


class UnreadableBallotsError(BadBallots):
    """This file cannot be used; the message is a sentence for the person who gave it."""


@dataclass(frozen=True)
class BallotFile:
    """`marks` for each kind of ballot that these can be read as, the best first. `ids` name rows for a file of groups.

    `counts` is how many ballots each row stands for. `numbers` are the candidates' ids in the file.
    """

    candidates: tuple[str, ...]
    numbers: tuple[str, ...]
    marks: Mapping[Kind, Marks]
    counts: NDArray[np.int64]
    ids: tuple[str, ...]
    scale: tuple[int, int] = (0, 5)
    costs: Sequence[int | Fraction] | None = None
    budget: int | Fraction | None = None
    notes: tuple[str, ...] = ()

    def profile(self, kind: Kind) -> Profile:
        return assembled(
            kind,
            self.candidates,
            self.marks[kind],
            self.counts,
            scale=self.scale,
            costs=self.costs,
            budget=self.budget,
        )


def text_of(path: Path) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else Latin-1; gzip by its first bytes, whatever the name."""
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(path) as packed:
                raw = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as problem:
        why = problem.strerror if isinstance(problem, OSError) and problem.strerror else "it is not a whole gzip file"
        raise UnreadableBallotsError(f"{path} cannot be read: {why}.") from problem
    if len(raw) > LARGEST:
        raise UnreadableBallotsError(f"{path} is larger than {LARGEST:,} bytes.")
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def told_apart(names: Sequence[str], numbers: Sequence[str]) -> tuple[str, ...]:
    """Names as they are; where several are alike, or there is none, the number says which is which."""
    plain = [name.strip() or f"Candidate {number}" for name, number in zip(names, numbers, strict=True)]
    return tuple(
        f"{name} ({number})" if plain.count(name) > 1 else name for name, number in zip(plain, numbers, strict=True)
    )


def whole(text: str, what: str, where: str) -> int:
    try:
        return int(text.strip().replace("_", "x"))
    except ValueError:
        raise UnreadableBallotsError(f"{where}: {what} “{text.strip()}” is not a whole number.") from None
