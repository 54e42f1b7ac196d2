"""The annexes on joint statements, objections, decisions, findings and what was missing: every fact as a row."""

from collections.abc import Container, Iterable
from typing import Any

from app.summaries.engine.claims import Desk
from app.summaries.engine.document import (
    Block,
    CaucusRow,
    DecisionRow,
    ExplanationRow,
    FindingRow,
    JointRow,
    ObjectionRow,
    Paragraph,
    PreparedRow,
    ProposalRow,
    SecondedRow,
)


def proceedings(desk: Desk, blocks: Iterable[Block]) -> dict[str, list[Any]]:
    """By field of the document."""
    return {
        "joint": _joint(desk),
        "explanations": _explanations(desk),
        "objections": _objections(desk),
        "decisions": [DecisionRow.model_validate(each) for each in desk.ledger.decisions],
        "findings": [FindingRow.model_validate(each) for each in desk.ledger.findings_in_force.values()],
        "missing": _missing(desk),
        **_quoted(desk, {run.ref for b in blocks if isinstance(b, Paragraph) for run in b.runs if run.kind == "quote"}),
    }


def _joint(desk: Desk) -> list[JointRow]:
    return [JointRow(id=each.id, seq=each.seq, entities=len(each.signatories)) for each in desk.ledger.joint]


def _explanations(desk: Desk) -> list[ExplanationRow]:
    return [
        ExplanationRow(
            id=each.id,
            option_id=each.option_id,
            entity=each.entity,
            group_label=desk.language.named("group", each.group),
            text=each.text,
            language=each.language,
            seq=each.seq,
            given_at=each.given_at,
        )
        for each in desk.ledger.explanations
    ]


def _objections(desk: Desk) -> list[ObjectionRow]:
    option_of = {each.id: each.option_id for each in desk.ledger.decisions}
    return [
        ObjectionRow(
            id=each.id,
            decision_id=each.decision_id,
            option_id=option_of.get(each.decision_id),
            entity=each.entity,
            group_label=desk.language.named("group", each.group),
            reason=each.reason,
            language=each.language,
            seq=each.seq,
            withdrawn_at=each.withdrawn_at,
            disposition=each.disposition,
            disposition_reason=each.disposition_reason,
        )
        for each in desk.ledger.objections
    ]


def _missing(desk: Desk) -> list[ProposalRow]:
    named = desk.language.named
    return [
        ProposalRow(
            id=each.id,
            question=each.question,
            entity=each.entity,
            group_label=named("group", each.group),
            text=each.text,
            language=each.language,
            seq=each.seq,
            seconded=[
                SecondedRow(entity=one.entity, group_label=named("group", one.group), seq=one.seq)
                for one in each.seconded
            ],
        )
        for each in desk.ledger.proposals
    ]


def _quoted(desk: Desk, quoted: Container[str | None]) -> dict[str, list[Any]]:
    """Views of caucuses and texts of statements: only those that the text quotes."""
    return {
        "caucuses": [
            CaucusRow(
                id=each.id,
                caucus_id=each.caucus_id,
                caucus=each.caucus,
                text=each.text,
                language=each.language,
                seq=each.seq,
            )
            for each in desk.ledger.caucus_views
            if each.id in quoted
        ],
        "prepared": [
            PreparedRow(
                id=each.id,
                entity=each.entity,
                group_label=desk.language.named("group", each.group),
                text=each.text,
                language=each.language,
                seq=each.seq,
            )
            for each in desk.ledger.prepared
            if each.id in quoted
        ],
    }
