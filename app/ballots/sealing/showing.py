"""What `tally` found, as results.json says it: options by number, exact fractions as text. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.ballots.tally.balance import Balance
from app.ballots.tally.outcome import Closeness, Number, Outcome
from app.ballots.tally.results import Result

NOTHING_BUT_WINNERS: dict[str, Any] = {
    "winners": [],
    "scores": {},
    "ties": [],
    "steps": [],
    "closeness": None,
    "coverage": None,
    "unheard": None,
}


def shown_result(result: Result) -> dict[str, Any]:
    return _outcome(result.outcome) | {"closeness": _closeness(result.closeness)} | _certified(result.balance)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "winners": [int(name) for name in outcome.winners],
        "scores": _numbers(outcome.scores),
        "ties": [
            {
                "between": [int(name) for name in tie.between],
                "chosen": [int(name) for name in tie.chosen],
                "by": tie.by.value,
                "figures": _numbers(tie.figures),
                "step": tie.step,
            }
            for tie in outcome.ties
        ],
        "steps": [
            {
                "what": step.what,
                "names": list(step.names),
                "figures": _numbers(step.figures),
                "facts": _numbers(step.facts),
                "table": {row: _numbers(columns) for row, columns in step.table.items()},
            }
            for step in outcome.steps
        ],
    }


def _closeness(close: Closeness) -> dict[str, Any] | None:
    if close.ballots is None:
        return None
    winner, rival = (None if name is None else int(name) for name in (close.winner, close.rival))
    return {"ballots": close.ballots, "bound": close.bound.value, "winner": winner, "rival": rival}


def _certified(balance: Balance | None) -> dict[str, Any]:
    """What the chosen do for each class; of approvals only."""
    if balance is None or balance.coverage is None or balance.unheard is None:
        return {"coverage": None, "unheard": None}
    unheard = [
        {"option": int(each.candidate), "seats": each.seats, "voters": each.voters, "needed": _number(each.needed)}
        for each in balance.unheard
    ]
    return {"coverage": _numbers(balance.coverage), "unheard": unheard}


def shown_standings(balance: Balance | None) -> list[dict[str, Any]]:
    """Bridging is the one figure that is not exact: to six places, so that it is the same text everywhere."""
    return [
        {
            "option": int(name),
            "overall": _number(standing.overall),
            "equal_weight": _number(standing.equal_weight),
            "weakest": _number(standing.weakest),
            "spread": _number(standing.spread),
            "bridging": f"{standing.bridging:.6f}",
            "double_majority": standing.double_majority,
            "shares": {group: None if share is None else _number(share) for group, share in standing.shares.items()},
        }
        for name, standing in (balance.standings if balance else {}).items()
    ]


def _numbers(values: Mapping[str, Number]) -> dict[str, int | str]:
    return {name: _number(value) for name, value in values.items()}


def _number(value: Number) -> int | str:
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else f"{exact.numerator}/{exact.denominator}"
