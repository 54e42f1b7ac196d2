"""Counting 1,000 and 100,000 ballots over 30 options, and PAV at committee size, beside the oracles where they finish.

    make bench-ballots     or, in the environment of the oracles: python -m tests.oracles.bench_ballots

Rankings are tied and truncated, hardly two alike; approvals are 30 % at random, which is the hardest case for a search
that lives on bounds. Times are the best of five from a finished profile to the result (fractions, ties and steps
included), in seconds of the processor, so that other work on the machine counts little. "bought" is equal shares
without completion. Oracles get the same ballots and one run, in a process that is stopped after LIMIT seconds by the
clock; pref_voting's time includes its profile, because that is where it compares the pairs.
"""

import argparse
import json
import multiprocessing
import platform
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from app.ballots.tally.counting import count, weighing
from app.ballots.tally.outcome import Method
from app.ballots.tally.profile import Kind, Profile, assembled
from app.ballots.tally.shares import first_phase
from app.ballots.tally.ties import TieBreak

BUILD = Path(__file__).parents[2] / "build" / "bench"
LIMIT = 60
OPTIONS, SEATS = 30, 4
SOLVER = "pulp-highs"  # the fastest of abcvoting's that needs no licence
GROUPS = ("government", "civil society", "private sector", "technical", "academic", "organization")


def rankings(voters: int, options: int) -> Profile:
    """Each ranks some number of options; about a third of the ranks are shared."""
    rng = np.random.default_rng(1)
    order = rng.random((voters, options)).argsort(axis=1)
    upto = rng.integers(1, options + 1, voters)
    cuts = rng.random((voters, options)) > 0.3
    cuts[:, 0] = True
    rank = np.where(np.arange(options) < upto[:, None], cuts.cumsum(axis=1), 0)
    marks = np.zeros((voters, options), dtype=np.int32)
    np.put_along_axis(marks, order, rank.astype(np.int32), axis=1)
    return assembled(Kind.RANKING, names(options), marks, np.ones(voters, dtype=np.int64))


def strict(profile: Profile) -> Profile:
    """The same with each tie resolved, for STV, which reads no further than the first tie."""
    marks = profile.marks.astype(np.int64)
    key = np.where(marks == 0, 10_000, marks * 100) + np.arange(marks.shape[1])
    place = key.argsort(axis=1).argsort(axis=1) + 1
    return assembled(Kind.RANKING, profile.candidates, np.where(marks == 0, 0, place).astype(np.int32), profile.counts)


def approved(voters: int, options: int) -> Profile:
    rng = np.random.default_rng(2)
    marks = (rng.random((voters, options)) < 0.3).astype(np.int32)
    groups = [GROUPS[at] for at in rng.integers(0, len(GROUPS), voters)]
    plain = assembled(Kind.APPROVAL, names(options), marks, np.ones(voters, dtype=np.int64))
    return plain if voters > 100 else assembled(Kind.APPROVAL, names(options), marks, plain.counts, groups)


def names(options: int) -> list[str]:
    return [str(number) for number in range(options)]


def best(work: Callable[[], Any], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def ours(voters: int) -> dict[str, float]:
    ranked, ticked = rankings(voters, OPTIONS), approved(voters, OPTIONS)
    alone = strict(ranked)
    one = weighing(ticked, equal=False)
    return {
        "Schulze": best(lambda: count(fresh(ranked), Method.SCHULZE)),
        "Borda": best(lambda: count(fresh(ranked), Method.BORDA)),
        "STV": best(lambda: count(fresh(alone), Method.STV, seats=SEATS)),
        "PAV": best(lambda: count(fresh(ticked), Method.PAV, seats=SEATS)),
        "Phragmén": best(lambda: count(fresh(ticked), Method.PHRAGMEN, seats=SEATS)),
        "equal shares, bought": best(
            lambda: first_phase(fresh(ticked), SEATS, one, TieBreak(ticked.candidates, ""), [])
        ),
        "equal shares": best(lambda: count(fresh(ticked), Method.MES, seats=SEATS)),
    }


def fresh(profile: Profile) -> Profile:
    """Without what an earlier count may have kept."""
    return Profile(profile.kind, profile.candidates, profile.marks, profile.counts, profile.groups, profile.group_of)


def committee() -> dict[str, float]:
    """46 members, 60 themes, 4 chosen: PAV, each ballot one and each group the same."""
    given = approved(46, 60)
    return {
        "PAV 46 × 60": best(lambda: count(fresh(given), Method.PAV, seats=SEATS)),
        "PAV 46 × 60, equal weight": best(lambda: count(fresh(given), Method.PAV, seats=SEATS, equal_weight=True)),
    }


def their_rankings(rule: str, voters: int) -> float:
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish
    from pref_voting.scoring_methods import borda_for_profile_with_ties

    given = rankings(voters, OPTIONS)
    given = strict(given) if rule == "STV" else given
    maps = [{at: int(rank) for at, rank in enumerate(row) if rank} for row in given.marks]

    def theirs() -> ProfileWithTies:
        made = ProfileWithTies(maps, [1] * voters, candidates=list(range(OPTIONS)))
        made.use_extended_strict_preference()
        return made

    rules: dict[str, Callable[[], Any]] = {
        "Schulze": lambda: beat_path(theirs()),
        "Borda": lambda: borda_for_profile_with_ties(theirs()),
        "STV": lambda: stv_scottish(theirs(), num_seats=SEATS),
    }
    return best(rules[rule], runs=1)


def their_approvals(rule: str, voters: int, options: int = OPTIONS) -> float:
    from abcvoting import abcrules
    from abcvoting.preferences import Profile as AbcProfile

    theirs = AbcProfile(options)
    theirs.add_voters([np.flatnonzero(row).tolist() for row in approved(voters, options).marks])
    rules: dict[str, Callable[[], Any]] = {
        "PAV": lambda: abcrules.compute_pav(theirs, SEATS, algorithm=SOLVER, resolute=False),
        "Phragmén": lambda: abcrules.compute_seqphragmen(theirs, SEATS, algorithm="fastest"),
        "equal shares, bought": lambda: abcrules.compute_equal_shares(
            theirs, SEATS, algorithm="fastest", completion=None
        ),
        "equal shares": lambda: abcrules.compute_equal_shares(theirs, SEATS, algorithm="fastest"),
    }
    return best(rules[rule], runs=1)


def limited(work: Callable[..., float], *arguments: Any) -> float | None:
    """In a process of its own; None if it does not finish."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sending, work, arguments))
    process.start()
    sending.close()
    found = None
    try:
        if receiving.poll(LIMIT):
            found = receiving.recv()
    except EOFError:
        found = None
    process.kill()
    process.join()
    return found


def _answer(sending: Any, work: Callable[..., float], arguments: tuple[Any, ...]) -> None:
    sending.send(work(*arguments))


def shown(seconds: float | None) -> str:
    if seconds is None:
        return f"stopped at {LIMIT} s"
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--ours-only", action="store_true", help="leave the oracles out")
    arguments = parser.parse_args()
    figures: list[dict[str, Any]] = []

    def measured(
        name: str, voters: int, seconds: float, oracle: str, theirs: Callable[[], float | None] | None
    ) -> None:
        other = theirs() if theirs and not arguments.ours_only else None
        ratio = f"{other / seconds:,.0f} times as long" if other else ""
        row = f"{voters:>7,}  {name:<26} {shown(seconds):>12}"
        beside = "" if arguments.ours_only or not theirs else f"   {oracle:<11} {shown(other):>14}  {ratio}"
        print(row + beside, flush=True)
        figures.append({"ballots": voters, "what": name, "seconds": seconds, "oracle": oracle, "oracle_seconds": other})

    for name, seconds in committee().items():
        alike = "equal" not in name  # the oracle knows no groups
        measured(name, 46, seconds, "abcvoting", (lambda: limited(their_approvals, "PAV", 46, 60)) if alike else None)
    for voters in (1_000, 100_000):
        for name, seconds in ours(voters).items():
            pairs = name in {"Schulze", "Borda", "STV"}
            measured(
                name,
                voters,
                seconds,
                "pref_voting" if pairs else "abcvoting",
                lambda name=name, pairs=pairs, voters=voters: limited(
                    their_rankings if pairs else their_approvals, name, voters
                ),
            )
    BUILD.mkdir(parents=True, exist_ok=True)
    result = {"python": platform.python_version(), "numpy": np.__version__, "options": OPTIONS, "figures": figures}
    (BUILD / "ballots.json").write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
