"""`convenor tally`: from a file of ballots to what the terminal prints."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.ballots.tally import telling
from app.ballots.tally.counting import TAKES, count
from app.ballots.tally.outcome import Method, Number, Outcome
from app.ballots.tally.profile import Kind, Profile
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
    if seats is None and profile.budget is None:
        seats = 1
    outcome = count(profile, method, seats=seats, seed=seed)
    balanced = None
    if profile.grouped and method is not Method.STV:
        balanced = count(profile, method, seats=seats, seed=seed, equal_weight=True)
    if as_json:
        return json.dumps(_as_json(file, profile, outcome, balanced), ensure_ascii=False, indent=1), file.notes
    return _in_words(profile, outcome, balanced), file.notes


def _readable(path: Path, file: BallotFile, method: Method) -> tuple[Method, Kind]:
    if method is Method.SCORE and Kind.DOTS in file.marks:
        method = Method.DOTS
    for kind in file.marks:
        if kind in TAKES[method]:
            return method, kind
    has, needs = (" or ".join(sorted(kinds)) for kinds in (file.marks, TAKES[method]))
    raise UnreadableBallotsError(f"{path.name} holds {has} ballots; {method} counts {needs} ballots.")


def _as_json(file: BallotFile, profile: Profile, outcome: Outcome, balanced: Outcome | None) -> dict[str, Any]:
    number_of = dict(zip(file.candidates, file.numbers, strict=True))
    found = {
        "method": outcome.method,
        "seats": outcome.seats,
        "ballots": profile.voters,
        "candidates": len(profile.candidates),
        **_result(outcome),
        "winner_numbers": [number_of[name] for name in outcome.winners],
    }
    if balanced:
        found["equal_weight"] = _result(balanced)
    return found


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        "winners": list(outcome.winners),
        "scores": _numbers(outcome.scores),
        "ties": [
            {
                "between": list(tie.between),
                "chosen": list(tie.chosen),
                "by": tie.by,
                "figures": _numbers(tie.figures),
                "step": tie.step,
                "text": telling.tie_told(tie),
            }
            for tie in outcome.ties
        ],
        "steps": [
            {
                "what": step.what,
                "names": list(step.names),
                "figures": _numbers(step.figures),
                "facts": _numbers(step.facts),
                "table": {name: _numbers(values) for name, values in step.table.items()},
                "text": telling.step_told(step),
            }
            for step in outcome.steps
        ],
    }


def _numbers(values: Mapping[str, Number]) -> dict[str, int | float]:
    return {name: _number(value) for name, value in values.items()}


def _number(value: Number) -> int | float:
    return int(value) if isinstance(value, int) or value.denominator == 1 else float(Fraction(value))


def _in_words(profile: Profile, outcome: Outcome, balanced: Outcome | None) -> str:
    lines = [
        f"{outcome.method}: {profile.voters:,} ballots, {len(profile.candidates)} candidates",
        *(f"  {line}" for line in telling.told(outcome)),
        f"Winners: {', '.join(outcome.winners) or 'none'}",
    ]
    if balanced:
        lines.append(f"With equal weight for each of {len(profile.groups)} groups: {', '.join(balanced.winners)}")
    return "\n".join(lines)
