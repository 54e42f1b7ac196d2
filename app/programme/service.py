"""What can be done with the programme: draft it, put a version to a consensus call, adopt what was so decided."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from app.ballots import queries as ballot_queries
from app.ballots.definition import BallotSpec
from app.ballots.models import Ballot
from app.ballots.rules import Kept
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
from app.programme.rules import Named, Part, ProgrammeState
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
        decisions=[],
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
    """Only what was decided in favour: put as it stands and unchanged since, or chosen by ballots as it stands."""
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    programme = await _draft(session, consultation.id, body.version)
    made = await queries.calls(session, programme.id)
    if body.call_id:
        decisions = [_by_call(made, body.call_id)]
    else:
        decisions = [await _by_ballot(session, actor, programme, ballot_id) for ballot_id in body.ballot_ids]
        rules.require_main_themes([each.settles for each in decisions])
    programme.decisions = [each.model_dump(mode="json") for each in decisions]
    programme.state, programme.adopted_seq = ProgrammeState.ADOPTED, record.next_seq
    programme.adopted_as, programme.adopted_at = acted_as.model_dump(mode="json"), clock.now()
    out = ProgrammeOut.of(programme, [each.id for each in made])
    record.append(acted_as.by, ProgrammeAdopted(acted_as=acted_as, programme=out))
    return out


def _by_call(made: Sequence[ConsensusCall], call_id: UUID) -> ProgrammeDecision:
    call = next((each for each in made if each.id == call_id), None)
    if call is None:
        raise NotNow("This call was not on this version of the programme.", code="not_on_this_version")
    rules.require_in_favour(CallState(call.state))
    assert call.ended_seq is not None  # it closed
    assert call.ended_at is not None
    return ProgrammeDecision(
        kind="consensus_call",
        id=call.id,
        settles=Part.WHOLE,
        seq=call.ended_seq,
        matter=call.matter,
        language=call.language,
        closed_at=call.ended_at,
    )


async def _by_ballot(session: WriteSession, actor: Actor, programme: Programme, ballot_id: UUID) -> ProgrammeDecision:
    ballot = await ballot_queries.visible(session, actor, ballot_id)
    await session.refresh(ballot)
    if ballot.consultation_id != programme.consultation_id:
        raise NotFound("There is no such ballot in this consultation.")
    chosen = _chosen(ballot)
    rules.require_result(ballot_queries.state_of(ballot, clock.now()), stands=bool(chosen))
    content = ProgrammeContent.model_validate(programme.content)
    overall = [content.overall_theme] if content.overall_theme else []
    parts = {
        Part.MAIN_THEMES: content.main_themes,
        Part.OVERALL_THEME: overall,
        Part.CROSS_CUTTING: content.cross_cutting,
    }
    named = {part: [Named(theme.title, theme.theme_id) for theme in themes] for part, themes in parts.items()}
    spec = BallotSpec.model_validate(ballot.spec)
    assert ballot.sealed_at is not None  # it is sealed
    return ProgrammeDecision(
        kind="ballot",
        id=ballot.id,
        settles=rules.settled_by(chosen, named),
        seq=await queries.sealing(session, ballot),
        matter=spec.question,
        language=spec.language,
        closed_at=ballot.sealed_at,
    )


def _chosen(ballot: Ballot) -> list[Named]:
    """What the outcome that decides chose; nothing if the quorum was not met or there are no results."""
    results = ballot.results
    if ballot.state != Kept.SEALED or not results or not results["quorum"]["met"] or not results["outcomes"]:
        return []
    options = BallotSpec.model_validate(ballot.spec).options
    winners = [options[place] for place in results["outcomes"][results["decides"]]["winners"]]
    return [
        Named(option.label, option.subject.id if option.subject and option.subject.type == "theme" else None)
        for option in winners
    ]
