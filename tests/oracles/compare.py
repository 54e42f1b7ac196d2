"""Our counts beside those of pref_voting, abcvoting and pabutools on random electorates: `make test-oracles`.

Runs in an environment of its own (tests/oracles/requirements.lock), because the oracles are large, partly GPL, and
nothing of them belongs in the service. Where a rule leaves a tie, the whole set of tied results is compared, or, where
an oracle gives only all results that some way of breaking ties leads to, ours must be among them.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable

from abcvoting import abcrules
from abcvoting.preferences import Profile as AbcProfile
from abcvoting.preferences import Voter
from pabutools import election as pb
from pabutools.rules.mes import method_of_equal_shares
from pabutools.tiebreaking import app_score_tie_breaking
from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish
from pref_voting.scoring_methods import borda_for_profile_with_ties

from app.ballots.tally.bits import approvals
from app.ballots.tally.counting import count, weighing
from app.ballots.tally.outcome import By, Method
from app.ballots.tally.pairwise import pairwise
from app.ballots.tally.pav import Search, score_of
from app.ballots.tally.profile import Ballot, Kind, Profile, profile
from app.ballots.tally.schulze import margins, strongest_paths
from app.ballots.tally.shares import first_phase
from app.ballots.tally.shop import Crowd, Shop
from app.ballots.tally.ties import TieBreak

ELECTORATES = 250
LOTS = 100  # drawn by the oracle where we draw one, since its lot is not ours
GROUPS = ("a", "b", "c")
Verdict = tuple[str, bool]


def rankings(rng: random.Random, *, ties: bool) -> tuple[Profile, list[dict[int, int]], list[int]]:
    """Ours, and the same as rank by candidate with how many."""
    size, ballots, maps, counts = rng.randint(3, 8), [], [], []
    for _ in range(rng.randint(5, 40)):
        order = rng.sample(range(size), rng.randint(1, size))
        ranks: list[list[int]] = []
        for candidate in order:
            if ties and ranks and rng.random() < 0.3:
                ranks[-1].append(candidate)
            else:
                ranks.append([candidate])
        number = rng.randint(1, 5)
        ballots.append(Ballot([[str(c) for c in rank] for rank in ranks], count=number))
        maps.append({c: place for place, rank in enumerate(ranks, start=1) for c in rank})
        counts.append(number)
    return profile(Kind.RANKING, [str(c) for c in range(size)], ballots), maps, counts


def approving(rng: random.Random) -> tuple[Profile, list[tuple[set[int], int, str]]]:
    size, chance = rng.randint(4, 9), rng.uniform(0.15, 0.6)
    rows = []
    for _ in range(rng.randint(5, 30)):
        approved = {c for c in range(size) if rng.random() < chance} or {rng.randrange(size)}
        rows.append((approved, 1, rng.choice(GROUPS)))
    ballots = [Ballot({str(c) for c in approved}, group, number) for approved, number, group in rows]
    return profile(Kind.APPROVAL, [str(c) for c in range(size)], ballots), rows


def by_pairs(seed: int) -> list[Verdict]:
    given, maps, counts = rankings(random.Random(seed), ties=True)
    theirs = ProfileWithTies(maps, counts, candidates=list(range(len(given.candidates))))
    theirs.use_extended_strict_preference()
    above = pairwise(given)
    paths = strongest_paths(margins(above, weighing(given, equal=False)))
    ours = [at for at in range(len(paths)) if not (paths[:, at] > paths[at]).any()]
    scores = count(given, Method.BORDA).scores
    best = [int(name) for name, score in scores.items() if score == max(scores.values())]
    table = all(
        int(above.sum(axis=0)[a, b]) == theirs.support(a, b)
        for a in range(len(paths))
        for b in range(len(paths))
        if a != b
    )
    return [
        ("pairwise counts, pref_voting", table),
        ("Schulze, pref_voting", ours == sorted(beat_path(theirs))),
        ("Borda with ties, pref_voting", best == sorted(borda_for_profile_with_ties(theirs))),
    ]


def by_transfer(seed: int) -> list[Verdict]:
    rng = random.Random(seed)
    given, maps, counts = rankings(rng, ties=False)
    seats = rng.randint(1, len(given.candidates) - 1)
    ours = count(given, Method.STV, seats=seats)
    chosen = sorted(map(int, ours.winners))
    theirs = ProfileWithTies(maps, counts, candidates=list(range(len(given.candidates))))
    drawn = any(tie.by is By.LOT for tie in ours.ties)
    found = [
        sorted(stv_scottish(theirs, num_seats=seats, rng=random.Random(lot))) for lot in range(LOTS if drawn else 1)
    ]
    return [("STV (Scottish), pref_voting", chosen in found if drawn else [chosen] == found)]


def by_approval(seed: int, *, equal: bool) -> list[Verdict]:
    rng = random.Random(seed)
    given, rows = approving(rng)
    seats = rng.randint(1, min(5, len(given.candidates) - 1))
    weights = weighing(given, equal=equal)
    theirs = AbcProfile(len(given.candidates))
    for approved, _, group in rows:
        unit = weights.units[given.groups.index(group)]
        theirs.add_voter(Voter(approved, weight=unit))
    near = Search(approvals(given, weights), seats).run()
    scored = {committee: score_of(approvals(given, weights), committee) for committee in near}
    best = {committee for committee, score in scored.items() if score == max(scored.values())}
    pav = {tuple(sorted(c)) for c in abcrules.compute_pav(theirs, seats, algorithm="branch-and-bound", resolute=False)}
    name = ", equal weight per group" if equal else ""
    found = [
        (f"PAV{name}, abcvoting", best == pav),
        _member("Phragmén" + name, given, theirs, seats, Method.PHRAGMEN, equal=equal),
    ]
    if not equal:
        found.append(_member("equal shares, completed", given, theirs, seats, Method.MES, equal=equal))
        plain = abcrules.compute_equal_shares(
            theirs, seats, algorithm="standard-fractions", resolute=False, completion=None
        )
        chosen, _ = first_phase(given, seats, weights, TieBreak(given.candidates, ""), [])
        found.append(("equal shares, bought only, abcvoting", set(chosen) in [set(c) for c in plain]))
    return found


def _member(name: str, given: Profile, theirs: AbcProfile, seats: int, method: Method, *, equal: bool) -> Verdict:
    rule: Callable = abcrules.compute_seqphragmen if method is Method.PHRAGMEN else abcrules.compute_equal_shares
    committees = [set(c) for c in rule(theirs, seats, algorithm="standard-fractions", resolute=False)]
    ours = count(given, method, seats=seats, equal_weight=equal)
    chosen = {int(name) for name in ours.winners}
    if len(chosen) < seats:  # we leave seats empty where nobody approves anyone; the oracle fills them at will
        return f"{name}, abcvoting", any(chosen < committee for committee in committees)
    return f"{name}, abcvoting", chosen in committees and (len(committees) == 1 or bool(ours.ties))


def by_budget(seed: int) -> list[Verdict]:
    """What the true budget buys, by cost; without completion, in which tools differ."""
    rng = random.Random(seed)
    given, rows = approving(rng)
    costs = [rng.randint(1, 50) for _ in given.candidates]
    budget = rng.randint(20, 120)
    instance = pb.Instance([pb.Project(str(at), cost) for at, cost in enumerate(costs)], budget_limit=budget)
    named = {project.name: project for project in instance}
    ballots = pb.ApprovalProfile([pb.ApprovalBallot(named[str(c)] for c in approved) for approved, _, _ in rows])
    theirs = method_of_equal_shares(
        instance, ballots, sat_class=pb.Cost_Sat, tie_breaking=app_score_tie_breaking, resoluteness=False
    )
    chosen: set[str] = set()
    Shop(Crowd(given, weighing(given, equal=False), costs), budget).run(
        lambda level: level[0], lambda at, _: chosen.add(str(at))
    )
    return [("equal shares by cost, pabutools", chosen in [{p.name for p in allocation} for allocation in theirs])]


def main() -> int:
    agreed: Counter[str] = Counter()
    differing: dict[str, list[int]] = {}
    for seed in range(ELECTORATES):
        verdicts = [
            *by_pairs(seed),
            *by_transfer(seed),
            *by_approval(seed, equal=False),
            *by_approval(seed, equal=True),
            *by_budget(seed),
        ]
        for name, same in verdicts:
            agreed[name] += same
            if not same:
                differing.setdefault(name, []).append(seed)
    for name in agreed | dict.fromkeys(differing, 0):
        print(f"{agreed[name]:>4} of {ELECTORATES} electorates agree: {name}")
    for name, seeds in differing.items():
        print(f"DIFFERENT: {name}: electorates {seeds}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
