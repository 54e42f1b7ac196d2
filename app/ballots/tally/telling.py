"""How a result came about, in plain English, step by step. The structured steps are the source; pages may tell it
their own way in other languages.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from app.ballots.tally.balance import Balance
from app.ballots.tally.outcome import Bound, By, Closeness, Number, Outcome, Step, Tie

SHOWN = 12  # figures in one sentence


def told(outcome: Outcome) -> list[str]:
    """A sentence for each step, followed by the ties met in it."""
    lines = []
    for at, step in enumerate(outcome.steps):
        lines += [tie_told(tie) for tie in outcome.ties if tie.step == at]
        lines.append(step_told(step))
    return lines + [tie_told(tie) for tie in outcome.ties if not 0 <= tie.step < len(outcome.steps)]


def step_told(step: Step) -> str:
    return WORDS[step.what](step)


def tie_told(tie: Tie) -> str:
    reason = {
        By.EARLIER_STAGE: "the votes at the latest earlier stage at which they differed decided",
        By.WEAKEST_GROUP: "support in the weakest group decided",
        By.BRIDGING: "support across all groups decided",
        By.LOT: "the lot decided",
    }[tie.by]
    return f"Tie between {listed(tie.between)}: {reason} for {listed(tie.chosen)} ({figures(tie.figures)})."


def closeness_told(near: Closeness) -> str:
    if near.ballots is None:
        return "How many ballots would change this is not known."
    if not near.ballots and near.bound is not Bound.AT_LEAST:
        return f"{near.rival} is level with {near.winner}: a tie-break decided."
    how = {Bound.EXACT: "", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most "}[near.bound]
    ballots = f"{near.ballots:,} ballot{'s' if near.ballots != 1 else ''}"
    if near.bound is Bound.AT_MOST:
        return f"It takes {how}{ballots} marked otherwise, between {near.winner} and {near.rival}, to change this."
    return f"It takes {how}{ballots} marked otherwise for {near.rival} to draw level with {near.winner}."


def balance_told(balance: Balance, winners: tuple[str, ...]) -> list[str]:
    lines = []
    for name in winners:
        standing = balance.standings[name]
        shares = {group: share for group, share in standing.shares.items() if share is not None}
        lines.append(
            f"{name}: {number(standing.overall)} overall, {number(standing.equal_weight)} by group ({figures(shares)})"
        )
    if balance.coverage is not None:
        lines.append(f"Of each group so many approve one of the chosen: {figures(balance.coverage)}.")
    if balance.unheard is not None:
        lines.append(
            "No large enough group with a common wish was passed over (EJR+)."
            if not balance.unheard
            else f"A large enough group with a common wish was passed over: those for {balance.unheard[0].candidate}."
        )
    return lines


def number(value: Number) -> str:
    """Exact where it is short, else to six places."""
    if isinstance(value, int):
        return f"{value:,}"
    if value.denominator == 1:
        return f"{int(value):,}"
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{decimal.quantize(Decimal('0.000001'), ROUND_HALF_EVEN).normalize():,f}"


def listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def figures(values: Mapping[str, Number]) -> str:
    """Highest first."""
    placed = sorted(values.items(), key=lambda item: -Fraction(item[1]))
    more = f" and {len(placed) - SHOWN} more" if len(placed) > SHOWN else ""
    return ", ".join(f"{name} {number(value)}" for name, value in placed[:SHOWN]) + more


def _fact(step: Step, name: str) -> str:
    return number(step.facts[name])


def _quota(step: Step) -> str:
    invalid = f" ({_fact(step, 'invalid')} papers without a first preference left out)" if step.facts["invalid"] else ""
    seats = "1 seat" if step.facts["seats"] == 1 else f"{_fact(step, 'seats')} seats"
    return f"{_fact(step, 'valid')} valid papers{invalid}, {seats}: the quota is {_fact(step, 'quota')}."


def _moved(step: Step) -> str:
    gained = figures(step.table["gained"]) or "nobody"
    lost = f"; {_fact(step, 'not_transferable')} not transferable so far" if step.facts["not_transferable"] else ""
    if step.what == "surplus":
        return f"The surplus of {listed(step.names)}, {_fact(step, 'surplus')}, goes to {gained}{lost}."
    return f"{listed(step.names)} is excluded with {_fact(step, 'votes')}; the papers go to {gained}{lost}."


def _paths(step: Step) -> str:
    there, back = step.table["to"], step.table["from"]
    pairs = [f"{name} {number(there[name])} against {number(back[name])}" for name in there]
    return f"The strongest chains from {listed(step.names)} to the others and back: {'; '.join(pairs[:SHOWN])}."


def _bought(step: Step) -> str:
    if "pays" in step.facts:
        return f"{listed(step.names)} costs {_fact(step, 'cost')}; its supporters pay up to {_fact(step, 'pays')} each."
    return f"{listed(step.names)} costs {_fact(step, 'cost')}: {_fact(step, 'price')} for each point."


WORDS: dict[str, Callable[[Step], str]] = {
    "answers": lambda step: f"{listed(step.names)}: {figures(step.facts)}.",
    "approvals": lambda step: f"Approvals on {_fact(step, 'ballots')} ballots: {figures(step.figures)}.",
    "dots": lambda step: f"Dots: {figures(step.figures)}.",
    "evaluations": lambda step: f"Evaluations: {figures(step.figures)}.",
    "too_few": lambda step: f"Fewer than {_fact(step, 'least')} evaluations: {listed(step.names)}; not to be chosen.",
    "points": lambda step: f"Points: {figures(step.figures)}.",
    "pairwise": lambda step: f"Every two of {len(step.table)} candidates are compared on all ballots.",
    "beats_all": lambda step: f"{listed(step.names)} beats every other candidate one to one.",
    "paths": _paths,
    "quota": _quota,
    "first_preferences": lambda step: f"First preferences: {figures(step.figures)}.",
    "elected": lambda step: f"{listed(step.names)} reaches the quota with {_fact(step, 'votes')} and is elected.",
    "elected_unopposed": lambda step: (
        f"As many are left as there are seats: {listed(step.names)} is elected with {_fact(step, 'votes')}."
    ),
    "surplus": _moved,
    "excluded": _moved,
    "load": lambda step: f"{listed(step.names)} is chosen: its supporters bear the lowest load, {_fact(step, 'load')}.",
    "no_more_approvals": lambda _: "Nobody approves any of the rest: no more are chosen.",
    "does_not_fit": lambda step: (
        f"{listed(step.names)} is next and costs {_fact(step, 'cost')}, but {_fact(step, 'left')} is left: the end."
    ),
    "committees_level": lambda step: f"{_fact(step, 'committees')} committees have the highest score.",
    "adds": lambda step: f"{listed(step.names)} adds {_fact(step, 'gain')} to the score.",
    "purses": lambda step: f"Budget {_fact(step, 'budget')}: {_fact(step, 'each')} in every purse.",
    "bought": _bought,
    "completed_by_phragmen": lambda step: (
        f"Nothing more can be bought. Phragmén's rule fills the rest ({_fact(step, 'seats')}) with what is left."
    ),
    "add1": lambda step: (
        f"Purses are raised, one unit each time, from a budget of {_fact(step, 'budget')} to "
        f"{_fact(step, 'raised_to')}; the next would overspend, or nothing more fits."
    ),
    "chosen": lambda step: f"Chosen: {listed(step.names) or 'nobody'}.",
}
