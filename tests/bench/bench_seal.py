"""How long a ballot of many takes to seal (boxes opened, counted, committed, signed, packed) and to verify.

    make bench-seal ARGS="--ballots 100000"

Without a database: what a seal does between reading the boxes and writing the bundle. Medians of the runs, in
seconds of the processor: everything runs in one thread, and waits for nothing.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from app.ballots import verify
from app.ballots.boxes import Cast, handle, packed, unpacked
from app.ballots.sealing.seal import Sealed
from app.core.security import Box
from tests.ballots import books

T = TypeVar("T")


def timed(runs: int, work: Callable[[], T]) -> tuple[float, T]:
    taken, given = [], None
    for _ in range(runs):
        start = time.process_time()
        given = work()
        taken.append(time.process_time() - start)
    assert given is not None
    return statistics.median(taken), given


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    definition = books.definition(asked.ballots)
    casts = books.casts(definition, random.Random(1))
    box, ballot_id = Box(b"k" * 32), UUID(int=0)
    names = [handle(box, member.member) for member in definition.roll]
    boxes = [(name, packed(box, ballot_id, name, cast)) for name, cast in zip(names, casts, strict=True)]

    stored = definition.plain

    def opened() -> list[Cast]:
        return [unpacked(box, ballot_id, name, content) for name, content in boxes]

    def sealed() -> Sealed:
        return books.closed(stored, opened())

    opening, _ = timed(asked.runs, opened)
    sealing, closed = timed(asked.runs, sealed)
    verifying, verdict = timed(asked.runs, partial(verify.verify, closed.bundle))
    receipt = books.receipt(definition, casts[0])
    finding, fault = timed(asked.runs, lambda: (verify.receipt_fault(closed.bundle, receipt),))
    assert verdict.fault is None
    assert fault == (None,)
    print(f"{asked.ballots:,} ballots, median of {asked.runs} runs; a bundle of {len(closed.bundle) / 1e6:.1f} MB")
    print(f"  opening the boxes      {opening:6.2f} s")
    print(f"  sealing (with opening) {sealing:6.2f} s  target 2 s")
    print(f"  verifying              {verifying:6.2f} s  target 4 s")
    print(f"  checking one receipt   {finding:6.2f} s")


if __name__ == "__main__":
    main()
