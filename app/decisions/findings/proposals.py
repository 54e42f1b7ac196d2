"""From what a finding rests on to the proposal, and whether a signed finding still rests on it; pure."""

from uuid import UUID

from app.consultations.schemas import OptionOut
from app.decisions.findings.queries import Ground
from app.decisions.findings.schemas import FindingChange, FindingOut, OptionFindings, ProposedFinding, tallies
from app.decisions.models import Finding
from app.decisions.rules import Decided, Sides, propose


def decided(ground: Ground, option_id: UUID) -> Decided | None:
    procedure = ground.procedures.get(option_id)
    return procedure.decided if procedure else None


def proposal(ground: Ground, option: OptionOut) -> ProposedFinding:
    counted = tallies(ground.counts.get(option.id, {}))
    sides = {
        group or None: Sides(tally.support + tally.support_with_reservations, tally.oppose)
        for group, tally in counted.by_group.items()
    }
    procedure, found = ground.procedures.get(option.id), decided(ground, option.id)
    return ProposedFinding(
        kind=propose(sides, ground.participants, found),
        option_version=option.version,
        tally=counted.tally,
        by_group=counted.by_group,
        total=counted.total,
        participants=ground.participants,
        call_id=procedure.call_id if procedure else None,
        silence_id=procedure.silence_id if procedure else None,
        undisposed=found.undisposed if found else 0,
        sustained=found.sustained if found else 0,
    )


def of_option(ground: Ground, option: OptionOut, signed: Finding | None) -> OptionFindings:
    now, out = proposal(ground, option), FindingOut.of(signed) if signed else None
    return OptionFindings(option_id=option.id, proposal=now, signed=out, stale=_changes(out, now) if out else [])


def _changes(signed: FindingOut, now: ProposedFinding) -> list[FindingChange]:
    changed = {
        FindingChange.COUNTS: signed.by_group != now.by_group,
        FindingChange.OPTION: signed.option_version != now.option_version,
        FindingChange.PROCEDURE: (signed.call_id, signed.silence_id) != (now.call_id, now.silence_id),
        FindingChange.PROPOSAL: signed.proposed is not now.kind,
    }
    return [change for change, holds in changed.items() if holds]
