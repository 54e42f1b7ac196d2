"""What can be done with the programme: draft it, put a version to a consensus call, adopt what was so decided."""

from uuid import UUID, uuid4

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotFound, NotNow
from app.decisions.calls import service as calls
from app.decisions.calls.schemas import CallIn
from app.decisions.models import ConsensusCall
from app.decisions.rules import CallState
from app.programme import queries, rules
from app.programme.events import ProgrammeAdopted, ProgrammeDrafted, ProgrammePut
from app.programme.models import Programme, ProgrammeCall
from app.programme.rules import ProgrammeState
from app.programme.schemas import (
    ProgrammeAdoptionIn,
    ProgrammeCallIn,
    ProgrammeContent,
    ProgrammeDecision,
    ProgrammeIn,
    ProgrammeOut,
)
from app.record.service import Record
from app.themes import queries as theme_queries


async def save(session: WriteSession, actor: Actor, ref: str, body: ProgrammeIn) -> ProgrammeOut:
    """A new version, which is a draft; what was adopted stands until another version is."""
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.PREPARE_PROGRAMME, consultation.id)
    record = await Record.hold(session, consultation.id)
    latest = await queries.latest(session, consultation.id)
    version = latest.version if latest else 0
    if body.version != version:
        raise NotNow(f"The programme has changed; its latest version is {version}.", code="version_changed")
    themes = await theme_queries.by_ids(session, body.theme_ids)
    known = {theme.id for theme in themes if theme.consultation_id == consultation.id}
    if unknown := body.theme_ids - known:
        raise Invalid(f"There is no theme {min(map(str, unknown))}.", code="unknown_theme")
    programme = Programme(
        id=uuid4(),
        consultation_id=consultation.id,
        version=version + 1,
        seq=record.next_seq,
        state=ProgrammeState.DRAFT,
        language=body.language,
        content=ProgrammeContent.written(body).model_dump(mode="json"),
        acted_as=acted_as.model_dump(mode="json"),
        saved_at=clock.now(),
        decision=None,
        adopted_as=None,
        adopted_at=None,
        adopted_seq=None,
    )
    session.add(programme)
    out = ProgrammeOut.of(programme, [])
    record.append(acted_as.by, ProgrammeDrafted(acted_as=acted_as, programme=out))
    return out


async def _draft(session: WriteSession, consultation_id: UUID, version: int) -> Programme:
    programme = await queries.latest(session, consultation_id)
    if programme is None:
        raise NotFound("There is no programme yet.")
    rules.require_latest_draft(programme.state, programme.version, version)
    return programme


async def put(session: WriteSession, actor: Actor, ref: str, body: ProgrammeCallIn) -> ProgrammeOut:
    """Open a consensus call on the adoption of the latest version."""
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    programme = await _draft(session, consultation.id, body.version)
    earlier = await queries.calls(session, programme.id)
    if any(call.state == CallState.RUNNING for call in earlier):
        raise NotNow("A consensus call on this version is under way.", code="call_running")
    matter = CallIn(text=body.text, language=body.language, entitled=body.entitled)
    call = await calls.open_call(session, actor, ref, matter)
    await session.flush()
    session.add(ProgrammeCall(call_id=call.id, programme_id=programme.id))
    out = ProgrammeOut.of(programme, [call.id, *(each.id for each in earlier)])
    record.append(acted_as.by, ProgrammePut(acted_as=acted_as, programme=out, call_id=call.id))
    return out


async def adopt(session: WriteSession, actor: Actor, ref: str, body: ProgrammeAdoptionIn) -> ProgrammeOut:
    """Only what was put, unchanged since, and decided in favour."""
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    programme = await _draft(session, consultation.id, body.version)
    made = await queries.calls(session, programme.id)
    call = next((each for each in made if each.id == body.call_id), None)
    if call is None:
        raise NotNow("This call was not on this version of the programme.", code="not_on_this_version")
    rules.require_in_favour(CallState(call.state))
    programme.decision = _decision(call).model_dump(mode="json")
    programme.state, programme.adopted_seq = ProgrammeState.ADOPTED, record.next_seq
    programme.adopted_as, programme.adopted_at = acted_as.model_dump(mode="json"), clock.now()
    out = ProgrammeOut.of(programme, [each.id for each in made])
    record.append(acted_as.by, ProgrammeAdopted(acted_as=acted_as, programme=out))
    return out


def _decision(call: ConsensusCall) -> ProgrammeDecision:
    assert call.ended_seq is not None  # it closed
    assert call.ended_at is not None
    return ProgrammeDecision(
        kind="consensus_call",
        id=call.id,
        seq=call.ended_seq,
        matter=call.matter,
        language=call.language,
        closed_at=call.ended_at,
    )
