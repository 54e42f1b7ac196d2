"""Whose words a line is, and what lines belong together. Pure: knows times and texts, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

LONGEST_PART = 20  # lines: about a minute of captions, so that moderation withholds little else with what it means


@dataclass(frozen=True, slots=True)
class Line:
    """`started_at` is None for texts that were handed in without times."""

    text: str
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody had the floor from `started_at` until `stopped_at` (None: still has it)."""

    speaker_id: UUID
    started_at: datetime
    stopped_at: datetime | None


def speaker_at(turns: Iterable[Turn], instant: datetime | None) -> UUID | None:
    """Who had the floor. Exactly one person speaks at a time; of two turns that meet, the later one has the instant."""
    if instant is None:
        return None
    heard = [t for t in turns if t.started_at <= instant and (t.stopped_at is None or instant <= t.stopped_at)]
    return max(heard, key=lambda turn: turn.started_at).speaker_id if heard else None


def parted(lines: Sequence[Line], turns: Sequence[Turn]) -> list[tuple[UUID | None, list[Line]]]:
    """Consecutive lines of the same speaker, at most `LONGEST_PART` of them; the order stays."""
    parts: list[tuple[UUID | None, list[Line]]] = []
    for line in lines:
        speaker_id = speaker_at(turns, line.started_at)
        if not parts or parts[-1][0] != speaker_id or len(parts[-1][1]) == LONGEST_PART:
            parts.append((speaker_id, []))
        parts[-1][1].append(line)
    return parts
