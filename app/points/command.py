"""`convenor match` and `convenor points`: the engine alone, from files to what the terminal prints."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from app.points.finding import LIMIT, Contribution, Findings, find
from app.points.matching import Item, Match, match, matcher
from app.points.reading import read_table


def match_text(arguments: Path, key_points: Path, *, as_json: bool) -> str:
    """As JSON all pairs; otherwise the best key point of each argument, where it is good enough."""
    found = match(
        _items(arguments, "arg_id", "argument"),
        _items(key_points, "key_point_id", "key_point"),
    )
    return _rows(found) if as_json else _best(found)


def _items(path: Path, key: str, text: str) -> list[Item]:
    rows = read_table(path, (key, text, "topic", "stance"), key)
    return [Item(row[key], row[text], row["topic"], row["stance"]) for row in rows]


def _rows(found: Sequence[Match]) -> str:
    """A list with one pair on each line, so that very many stay readable and comparable."""
    lines = (json.dumps(asdict(pair), ensure_ascii=False) for pair in found)
    return "[\n" + ",\n".join(lines) + "\n]" if found else "[]"


def _best(found: Sequence[Match]) -> str:
    best: dict[str, Match] = {}
    for pair in found:
        if pair.arg_id not in best or pair.score > best[pair.arg_id].score:
            best[pair.arg_id] = pair
    good = [pair for pair in best.values() if pair.score >= matcher().threshold]
    lines = [f"{pair.score:.2f}  {pair.arg_id}  {pair.key_point_id}" for pair in good]
    return "\n".join(
        [*lines, f"{len(good):,} of {len(best):,} arguments have a match of {matcher().threshold} or more"]
    )


def points_text(path: Path, *, as_json: bool, limit: int = LIMIT) -> str:
    columns = ("id", "author", "group", "language", "stance", "text")
    given = [Contribution(**row) for row in read_table(path, columns, "id")]
    found = find(given, limit=limit)
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) if as_json else _in_words(found)


def _in_words(found: Findings) -> str:
    lines = [f"{found.contributions:,} contributions of {found.authors:,} authors, {len(found.points):,} points"]
    before: tuple[str, str] | None = None
    for point in found.points:
        if before != (point.stance, point.language):
            before = (point.stance, point.language)
            lines.append(f"\n{point.stance or 'without stance'} ({point.language})")
        lines.append(f"  {point.id:>4}  {point.held_by:>5,} authors  “{point.label.text}” ({point.label.source})")
    for campaign in found.campaigns:
        lines.append(f"\ncampaign {campaign.id}: {campaign.size:,} texts of {campaign.authors:,} authors")
        lines.append(f"  “{campaign.text[:200]}”")
    return "\n".join(lines)
