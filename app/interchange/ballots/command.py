"""`convenor tally`: from a file of ballots to what the terminal prints."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.ballots.tally import telling
from app.ballots.tally.balance import Balance
from app.ballots.tally.counting import TAKES
from app.ballots.tally.outcome import Method, Number, Step, Tie
from app.ballots.tally.profile import Kind, Profile
from app.ballots.tally.results import Result, Results, results
from app.interchange.ballots import pabulib, preflib
from app.interchange.ballots.groups import grouped
from app.interchange.ballots.reading import BallotFile, UnreadableBallotsError, text_of


def read(path: Path) -> BallotFile:
    """By the name's ending, before `.gz`; else by what the file says of itself."""
    text = text_of(path)
    extension = Path(path.name.lower().removesuffix(".gz")).suffix.lstrip(".")
    if extension == "pb" or text[:200].lstrip().upper().startswith("META"):
        return pabulib.read(path, text)
    if extension in preflib.TYPES or text.lstrip().startswith("#"):
        return preflib.read(path, text, extension)
    raise UnreadableBallotsError(
        f"{path.name}: ballots are read from .soc .soi .toc .toi .cat and .pb files, or those .gz."
    )


def tally_text(
    path: Path, method: Method, *, seats: int | None, groups: Path | None, seed: str, as_json: bool
) -> tuple[str, tuple[str, ...]]:
    """What to print, and what the person should know of the file."""
    file = read(path)
    method, kind = _readable(path, file, method)
    profile = grouped(file, kind, groups) if groups else file.profile(kind)
    found = results(profile, method, seats=seats, seed=seed)
    if as_json:
        return json.dumps(_as_json(file, profile, found), ensure_ascii=False, indent=1), file.notes
    return _in_words(profile, found), file.notes


def _readable(path: Path, file: BallotFile, method: Method) -> tuple[Method, Kind]:
    if method is Method.SCORE and Kind.DOTS in file.marks:
        method = Method.DOTS
    for kind in file.marks:
        if kind in TAKES[method]:
            return method, kind
    has, needs = (" or ".join(sorted(kinds)) for kinds in (file.marks, TAKES[method]))
    raise UnreadableBallotsError(f"{path.name} holds {has} ballots; {method} counts {needs} ballots.")


def _as_json(file: BallotFile, profile: Profile, found: Results) -> dict[str, Any]:
    number_of = dict(zip(file.candidates, file.numbers, strict=True))
    outcome = found.raw.outcome
    shown = {
        "method": outcome.method,
        "seats": outcome.seats,
        "ballots": profile.voters,
        "candidates": len(profile.candidates),
        **_result(found.raw),
        "winner_numbers": [number_of[name] for name in outcome.winners],
    }
    if found.balanced:
        shown["equal_weight"] = _result(found.balanced)
    return shown


def _result(result: Result) -> dict[str, Any]:
    outcome, near = result.outcome, result.closeness
    shown = {
        "winners": list(outcome.winners),
        "scores": _numbers(outcome.scores),
        "ties": [_tie(tie) for tie in outcome.ties],
        "steps": [_step(step) for step in outcome.steps],
        "closeness": {
            "ballots": near.ballots,
            "bound": near.bound if near.ballots is not None else None,
            "winner": near.winner,
            "rival": near.rival,
            "text": telling.closeness_told(near),
        },
    }
    if result.balance:
        shown["balance"] = _balance(result.balance)
    return shown


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "between": list(tie.between),
        "chosen": list(tie.chosen),
        "by": tie.by,
        "figures": _numbers(tie.figures),
        "step": tie.step,
        "text": telling.tie_told(tie),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "what": step.what,
        "names": list(step.names),
        "figures": _numbers(step.figures),
        "facts": _numbers(step.facts),
        "table": {name: _numbers(values) for name, values in step.table.items()},
        "text": telling.step_told(step),
    }


def _balance(balance: Balance) -> dict[str, Any]:
    return {
        "candidates": {
            name: {
                "overall": _number(standing.overall),
                "equal_weight": _number(standing.equal_weight),
                "weakest_group": _number(standing.weakest),
                "spread": _number(standing.spread),
                "bridging": standing.bridging,
                "double_majority": standing.double_majority,
                "shares": {
                    group: None if share is None else _number(share) for group, share in standing.shares.items()
                },
            }
            for name, standing in balance.standings.items()
        },
        "coverage": _numbers(balance.coverage) if balance.coverage is not None else None,
        "ejr_plus": None if balance.unheard is None else not balance.unheard,
    }


def _numbers(values: Mapping[str, Number]) -> dict[str, int | float]:
    return {name: _number(value) for name, value in values.items()}


def _number(value: Number) -> int | float:
    return int(value) if isinstance(value, int) or value.denominator == 1 else float(Fraction(value))


def _in_words(profile: Profile, found: Results) -> str:
    outcome = found.raw.outcome
    lines = [
        f"{outcome.method}: {profile.voters:,} ballots, {len(profile.candidates)} candidates",
        *(f"  {line}" for line in telling.told(outcome)),
        f"Winners: {', '.join(outcome.winners) or 'none'}",
        telling.closeness_told(found.raw.closeness),
    ]
    if found.balanced:
        lines += [
            f"With equal weight for each group: {', '.join(found.balanced.outcome.winners) or 'none'}",
            telling.closeness_told(found.balanced.closeness),
        ]
    if found.raw.balance:
        lines += telling.balance_told(found.raw.balance, outcome.winners)
    return "\n".join(lines)
