"""The kept results as everybody sees them: with the texts of statements that are shown now, and how old they are."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.core import clock
from app.core.schemas import Instant, Out
from app.opinions.models import Statement
from app.opinions.results import queries
from app.opinions.results.schemas import (
    AnswerCounts,
    FoundGroup,
    GroupAnswers,
    GroupSize,
    MapCell,
    OpinionSettings,
    Representative,
    Results,
    StabilityOut,
)


class StatementText(Out):
    id: UUID
    number: int
    text: str
    language: str


class ShownStatement(StatementText):
    """One statement with its counts as computed; see StatementResult for what may be null and why."""

    total: AnswerCounts
    bound: float | None
    consensus: float | None
    groups: list[GroupAnswers]


class ShownRepresentative(Representative):
    text: str
    language: str


class ShownGroup(Out):
    name: str
    people: int
    representative: list[ShownRepresentative]


class ShownResults(Out):
    """See Results. `statements` are a list of their own."""

    settings: OpinionSettings
    people: int
    counted: int
    votes: int
    k: int
    stable: bool
    stability: StabilityOut
    explained: list[float]
    sizes: list[GroupSize]
    groups: list[ShownGroup]
    map: list[MapCell]


class OpinionResultsOut(Out):
    """`computing`: they are being computed now. `outdated`: votes or statements have changed since `cutoff_seq`.
    `failed_at`: when the last attempt failed; votes are taken all the same. `results`: null before the first.
    """

    computing: bool
    failed_at: Instant | None
    outdated: bool
    cutoff_seq: int | None
    computed_at: Instant | None
    digest: str | None
    results: ShownResults | None
    record_seq: int


async def results(session: AsyncSession, consultation_id: UUID, record_seq: int) -> OpinionResultsOut:
    analysis = await queries.analysis(session, consultation_id)
    counts = (await queries.counts_digests(session, [consultation_id])).get(consultation_id)
    kept = Results.model_validate_json(analysis.content) if analysis and analysis.content else None
    shown = None
    if kept is not None:
        named = {each.id for group in kept.groups for each in group.representative}
        texts = await _texts(session, named)
        shown = ShownResults.model_validate(
            {name: getattr(kept, name) for name in ShownResults.model_fields if name != "groups"}
            | {"groups": [_group(group, texts) for group in kept.groups]}
        )
    return OpinionResultsOut(
        computing=analysis is not None and queries.is_claimed(analysis, clock.now()),
        failed_at=analysis.failed_at if analysis else None,
        outdated=kept is not None and analysis is not None and analysis.counts != counts,
        cutoff_seq=analysis.cutoff_seq if analysis else None,
        computed_at=analysis.computed_at if analysis else None,
        digest=analysis.digest if analysis else None,
        results=shown,
        record_seq=record_seq,
    )


async def page(
    session: AsyncSession, consultation_id: UUID, after: int, limit: int
) -> tuple[list[ShownStatement], int | None]:
    """By rank; a statement that is hidden meanwhile leaves its place empty."""
    analysis = await queries.analysis(session, consultation_id)
    if analysis is None or analysis.content is None:
        return [], None
    ranked = Results.model_validate_json(analysis.content).statements
    chosen = ranked[after : after + limit]
    texts = await _texts(session, {each.id for each in chosen})
    shown = [
        ShownStatement(
            **_text(texts[each.id]),
            total=each.total,
            bound=each.bound,
            consensus=each.consensus,
            groups=each.groups,
        )
        for each in chosen
        if each.id in texts
    ]
    return shown, after + limit if after + limit < len(ranked) else None


async def _texts(session: AsyncSession, ids: Collection[str]) -> dict[str, Statement]:
    found: Sequence[Statement] = await queries.shown_among(session, [UUID(each) for each in ids])
    return {str(statement.id): statement for statement in found}


def _text(statement: Statement) -> dict[str, object]:
    return {name: getattr(statement, name) for name in StatementText.model_fields}


def _group(group: FoundGroup, texts: dict[str, Statement]) -> ShownGroup:
    representative = [
        ShownRepresentative(**each.model_dump(), text=texts[each.id].text, language=texts[each.id].language)
        for each in group.representative
        if each.id in texts
    ]
    return ShownGroup(name=group.name, people=group.people, representative=representative)
