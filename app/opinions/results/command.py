"""`convenor opinions`: what came out of a conversation, printed for people or as one JSON object."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.consultations import queries as consultation_queries
from app.core.db import Database
from app.core.errors import NotFound
from app.opinions.groups import finding
from app.opinions.results import queries
from app.opinions.results.analysis import Conversation, analyse
from app.opinions.results.schemas import Results, StatementResult
from app.opinions.votes import Answer

LISTED = 5
REASONS = {
    "too_few_people": "too few people have voted on enough statements",
    "too_few_statements": "there are too few statements",
    "members_vary": "who belongs together changes when half of the people are left out",
    "number_varies": "the number of groups changes when half of the people are left out",
    "group_too_small": "one of the groups is too small",
}


async def of_consultation(database: Database, slug: str, *, as_json: bool) -> str:
    """From the votes as they are now, whatever was computed and kept. Nobody is listed."""
    async with database.read() as session:
        consultation = await consultation_queries.by_ref(session, slug)
        if consultation is None:
            raise NotFound(f"There is no consultation called {slug}.")
        conversation = await queries.conversation(session, consultation.id)
        texts = await queries.texts(session, consultation.id)
    return opinions_text(conversation, texts, None, as_json=as_json)


def opinions_text(
    conversation: Conversation, texts: Mapping[int, str], names: Sequence[str] | None, *, as_json: bool
) -> str:
    """`texts`: of statements by number. `names`: of the people by row, who are then listed with their group, also where
    the groups are not stable; None where they must not be.
    """
    found = finding.find(conversation.votes)
    results = analyse(conversation, found)
    if not as_json:
        return "\n".join(_in_words(results, texts))
    printed: dict[str, Any] = results.model_dump(mode="json")
    if names is not None:
        labels = zip(found.counted.tolist(), found.labels.tolist(), strict=True)
        printed["members"] = {names[row]: label for row, label in labels}
    for statement in printed["statements"]:
        statement["text"] = texts[statement["number"]]
    return json.dumps(printed, ensure_ascii=False, indent=1)


def _in_words(results: Results, texts: Mapping[int, str]) -> list[str]:
    lines = [f"{results.people:,} people, {len(results.statements):,} statements, {results.votes:,} votes"]
    if results.stable:
        stability = results.stability
        lines.append(
            f"{results.k} stable groups among {results.counted:,} people with votes enough "
            f"(agreement {stability.agreement:.2f} over {stability.subsamples} subsamples, "
            f"{stability.won:.0%} of them with {results.k} groups)"
        )
    else:
        lines.append(f"No stable groups were found: {'; '.join(REASONS[why] for why in results.stability.reasons)}.")
    for group in results.groups:
        lines.append(f"\nGroup {group.name}: {group.people:,} people")
        for each in group.representative:
            counts = each.counts
            share = counts.agree if each.answer is Answer.AGREE else counts.disagree
            among = f"  {share:>6,} of {counts.agree + counts.disagree + counts.pass_:<6,}"
            lines.append(f"{among} {each.answer:<8} {each.number:>4}  {_short(texts[each.number])}")
    lines.append("\nWhat people agree on, also in the group that agrees least")
    lines += [_bridge(each, texts) for each in results.statements[:LISTED] if each.bound is not None]
    return lines


def _bridge(each: StatementResult, texts: Mapping[int, str]) -> str:
    return f"  {each.bound:.2f}  {each.total.agree:>6,} agree {each.number:>4}  {_short(texts[each.number])}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"
