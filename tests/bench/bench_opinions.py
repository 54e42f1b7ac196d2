"""Opinion groups: time and memory, agreement with the groups Polis exported, and bridging on the unseen half.

    python -m tests.bench.bench_opinions [--sizes 10000x500 100000x500]

Sizes: a conversation drawn from three groups, 40 votes a person on average. `groups` is the time from the sparse matrix
to groups with their stability, `results` from there to everything the page shows. Polis' own k-means depends on its
history, so exact labels are not the aim. Bridging: of each conversation's people half are drawn (20 times, fixed seed);
the five best statements by each rule on that half are looked up in the other half: which share of them does every group
support, that is, do more than half of those who answered agree?
"""

import argparse
import json
import multiprocessing
import resource
import time
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from app.interchange.conversation import read_conversation
from app.opinions import bridging
from app.opinions.groups import finding
from app.opinions.groups.finding import Found
from app.opinions.groups.matrix import Votes
from app.opinions.groups.stability import rand_index
from app.opinions.results.analysis import Conversation, analyse
from tests.bench.bench_writes import BUILD
from tests.interchange.exports import polis_data

SPLITS, TOP = 20, 5


def drawn(people: int, statements: int) -> tuple[Votes, np.ndarray]:
    draw = np.random.default_rng(1)
    labels = draw.integers(0, 3, people)
    agree = draw.beta(0.8, 0.8, (3, statements))
    each = np.minimum(statements, draw.geometric(1 / 40, people) + 6)
    row = np.repeat(np.arange(people), each)
    pairs = np.unique(row * statements + draw.integers(0, statements, len(row)))
    row, column = pairs // statements, pairs % statements
    value = np.where(draw.random(len(row)) < agree[labels[row], column], 1, -1)
    value[draw.random(len(row)) < 0.15] = 0
    return Votes.of(row, column, value, (people, statements)), labels


def measured(people: int, statements: int) -> dict:
    votes, labels = drawn(people, statements)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, processor = time.perf_counter(), time.process_time()
    found = finding.find(votes)
    middle, used = time.perf_counter(), time.process_time() - processor
    nobody = [None] * people
    analyse(Conversation(votes, [(str(n), n) for n in range(statements)], nobody, nobody), found)
    return {
        "people": people,
        "statements": statements,
        "votes": int(votes.by_person.sum()),
        "groups_seconds": round(middle - start, 3),
        "groups_processor_seconds": round(used, 3),
        "results_seconds": round(time.perf_counter() - middle, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "before_mb": before // 1024,
        "stable": found.stable,
        "rand_index_with_planted": round(rand_index(labels[found.counted], found.labels), 3),
    }


def in_a_process_of_its_own(people: int, statements: int) -> dict:
    """So that the peak of memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measured, (people, statements))


def agreement(name: str) -> tuple[dict, Votes, Found]:
    exported = read_conversation(polis_data() / name)
    votes = exported.conversation.votes
    found = finding.find(votes)
    theirs = np.array([-1 if group is None else group for group in exported.found_there])[found.counted]
    both = theirs >= 0
    row = {
        "conversation": name,
        "people": votes.people,
        "statements": votes.statements,
        "groups_there": len(set(theirs[both].tolist())),
        "groups": found.k,
        "rand_index": round(rand_index(theirs[both], found.labels[both]), 3) if both.any() else None,
        "stable": found.stable,
        "median_subsample_rand_index": round(found.stability.agreement, 2),
        "wins": round(found.stability.wins.get(found.k, 0) / max(1, found.stability.subsamples), 2),
        "explained": [round(share, 3) for share in found.explained],
    }
    return row, votes, found


def unseen_half(votes: Votes, found: Found) -> dict[str, float]:
    """Groups as found among everybody; only the counts are of one half."""
    draw, shares = np.random.default_rng(7), []
    for _ in range(SPLITS):
        chosen = np.zeros(votes.people, bool)
        chosen[draw.choice(found.counted, len(found.counted) // 2, replace=False)] = True
        members = [found.members(group) for group in range(found.k)]
        seen = votes.counts([rows[chosen[rows]] for rows in members])
        unseen = votes.counts([rows[~chosen[rows]] for rows in members])
        supported = (unseen[..., 0] * 2 > unseen.sum(-1)).all(0)
        total = seen.sum(0)
        rules = {
            "bridging (lowest Wilson bound)": bridging.bridging(seen),
            "Polis' product": bridging.consensus(seen),
            "raw agree share": total[:, 0] / np.maximum(1, total.sum(-1)),
            "agree count": total[:, 0].astype(float),
        }
        shares.append({rule: supported[np.argsort(-by, kind="stable")[:TOP]].mean() for rule, by in rules.items()})
    return {rule: float(np.mean([share[rule] for share in shares])) for rule in shares[0]}


def printed(console: Console, title: str, rows: list[dict]) -> None:
    table = Table(*rows[0], title=title)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", nargs="*", default=["10000x500", "100000x500"])
    sizes = [tuple(int(part) for part in size.split("x")) for size in parser.parse_args().sizes]
    console = Console(width=200)
    timed = [in_a_process_of_its_own(*size) for size in sizes]
    if timed:
        printed(console, "Time and memory (one thread; target 100,000 x 500: 1.5 s)", timed)
    compared, halves = [], []
    for folder in sorted(polis_data().glob("*/")) if polis_data().is_dir() else []:
        row, votes, found = agreement(folder.name)
        compared.append(row)
        halves.append({"conversation": folder.name} | unseen_half(votes, found))
    if compared:
        printed(console, "Beside the groups that Polis exported", compared)
        rules = [name for name in halves[0] if name != "conversation"]
        mean = {"conversation": "mean"} | {rule: float(np.mean([half[rule] for half in halves])) for rule in rules}
        shown = [{k: v if isinstance(v, str) else f"{v:.0%}" for k, v in half.items()} for half in (*halves, mean)]
        printed(console, "Top five on half of the people, supported by every group of the other half", shown)
    BUILD.mkdir(parents=True, exist_ok=True)
    results = {"sizes": timed, "conversations": compared, "unseen_half": halves}
    Path(BUILD / "opinions.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
