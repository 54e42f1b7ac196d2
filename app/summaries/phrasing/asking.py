"""Between a draft and its keeping: the endpoint is asked, with no transaction open and the worker free for others.

Nothing here can make a draft fail: without an endpoint, an answer or a worker the templates' text is what is kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from app.capacities.actor import ActedAs
from app.core import clock
from app.core.jobs import JobLost, Jobs, JobsFull, Told
from app.summaries.editing.texts import Sealed
from app.summaries.making import Drawn
from app.summaries.phrasing import making
from app.summaries.phrasing.arranging import Slots
from app.summaries.phrasing.endpoint import Asked, Endpoint, audit_json
from app.summaries.phrasing.model import Answers, arranged_by
from app.summaries.phrasing.models import ModelAudit
from app.summaries.phrasing.schemas import Arranged, ArrangedParagraph


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored of a draft. `arranged` null: the templates' text throughout. `audit`: of what was asked for it."""

    sealed: Sealed
    arranged: Arranged | None = None
    audit: list[Asked] = field(default_factory=list)


async def arrange(jobs: Jobs, endpoint: Endpoint | None, drawn: Drawn, template: Sealed, told: Told) -> Kept:
    """`template`: the draft as the templates wrote it."""
    if endpoint is None or not drawn.slots:
        return Kept(template)
    told("arranging", 1, 1)
    before = Arranged.model_validate(drawn.arranged) if drawn.arranged else None
    known = before.known() if before and before.model == endpoint.model else {}
    declined = before.declined() & known.keys() if before else frozenset()
    task = making.Task(
        facts=drawn.facts,
        language=drawn.language,
        remarks=None,  # they are in the template
        moves=drawn.moves,
        edits=drawn.edits,
        model=endpoint.model,
        answers={},
        declined=declined,
        template=template.drafted,
    )
    outcome: making.Outcome | None = None

    async def refusals(answers: Answers) -> Mapping[Slots, str]:
        nonlocal outcome
        outcome = await jobs.run(making.arrange, replace(task, answers=answers))
        return outcome.refused

    known = {slots: each for slots, each in known.items() if slots in drawn.slots}
    audit: list[Asked] = []
    try:
        answers = await arranged_by(endpoint, drawn.slots, known, drawn.language, refusals, audit)
        if outcome is None:  # nothing was open
            await refusals(answers)
    except (JobLost, JobsFull):
        return Kept(template, None, audit)
    assert outcome is not None
    return Kept(outcome.sealed, _stored(endpoint.model, answers, declined, outcome), audit)


def _stored(model: str, answers: Answers, declined: frozenset[Slots], outcome: making.Outcome) -> Arranged:
    return Arranged(
        model=model,
        paragraphs=[
            ArrangedParagraph(
                slots=list(slots), order=list(answers[slots]), template=texts[0], text=texts[1],
                declined=slots in declined,
            )
            for slots, texts in outcome.texts.items()
        ],
    )  # fmt: skip


def audit_row(consultation_id: UUID, acted_as: ActedAs, kind: str, audit: list[Asked]) -> ModelAudit:
    return ModelAudit(
        consultation_id=consultation_id,
        kind=kind,
        model=audit[0].model,
        acted_as=acted_as.model_dump(mode="json"),
        at=clock.now(),
        requests=len(audit),
        taken=sum(1 for each in audit if each.outcome in {"arranged", "proposed"}),
        content=json.dumps(audit_json(audit)),
    )
