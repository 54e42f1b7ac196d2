"""How long a ballot of many takes to seal (boxes opened, counted, committed, signed, packed) and to verify.

    make bench-seal ARGS="--ballots 100000"

Without a database: what the worker does between reading the boxes and handing back the parts, what the service does to
sign and pack them, and verify.py as it runs from the command line. Medians of the runs, in seconds of the processor:
everything runs in one thread, and waits for nothing. Hardly two ballots over 30 options are alike.
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
from app.ballots.sealing.work import uncollected
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


def measured(ballots: int, runs: int, method: str, options: int) -> None:
    themes = [{"label": f"Theme {number}"} for number in range(options)]
    definition = books.definition(ballots, rules={"method": method}, options=themes)
    casts = books.casts(definition, random.Random(1))
    box, ballot_id = Box(b"k" * 32), UUID(int=0)
    names = [handle(box, member.member) for member in definition.roll]
    boxes = [(name, packed(box, ballot_id, name, cast)) for name, cast in zip(names, casts, strict=True)]
    receipt, stored = books.receipt(definition, casts[0]), definition.plain
    del definition, casts

    def opened() -> list[Cast]:
        return [unpacked(box, ballot_id, name, content) for name, content in boxes]

    with uncollected():
        opening, _ = timed(runs, opened)
        counting, closed = timed(runs, lambda: books.books(stored, opened()))
        signing, sealed = timed(runs, lambda: books.sealed(closed))
        verifying, verdict = timed(runs, partial(verify.verify, sealed.bundle))
        finding, fault = timed(runs, lambda: (verify.receipt_fault(sealed.bundle, receipt),))
    assert verdict.fault is None
    assert fault == (None,)
    print(f"{ballots:,} ballots, {method}, {options} options; a bundle of {len(sealed.bundle) / 1e6:.1f} MB")
    print(f"  opening the boxes       {opening:6.2f} s")
    print(f"  sealing (with opening)  {counting + signing:6.2f} s  target 2 s, of which in the service {signing:.2f} s")
    print(f"  verifying               {verifying:6.2f} s  target 4 s")
    print(f"  checking one receipt    {finding:6.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    for method, options in (("approval", 4), ("approval", 30), ("schulze", 30)):
        measured(asked.ballots, asked.runs, method, options)


if __name__ == "__main__":
    main()
