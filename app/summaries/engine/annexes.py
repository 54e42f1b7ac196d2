"""The annexes: the scale in words, and every public source the text could refer to, as rows."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from app.consultations.scale import CARDINALS, Scale, Step
from app.summaries.engine.claims import MARKS, Desk
from app.summaries.engine.dispositions import Became, became
from app.summaries.engine.document import (
    Block,
    Claim,
    CommentRow,
    ContributionRow,
    OptionRow,
    Paragraph,
    ParticipationRow,
    PositionRow,
    ScaleAnnex,
    ScaleRow,
    Section,
    StatementRow,
)
from app.summaries.engine.ledger import ContributionFact, PositionFact
from app.summaries.engine.templates import Language
from app.summaries.engine.voices import originals


def scale_annex(desk: Desk) -> ScaleAnnex:
    scale, language = desk.ledger.scale, desk.language
    figures = {
        "min_base": str(scale.min_base),
        "balanced_from": str(scale.balanced_from),
        "pairing_share": _short(language, scale.pairing_share),
        "pairing_entities": str(scale.pairing_entities),
        "number_below": str(scale.number_below),
    }
    return ScaleAnnex(
        version=scale.version,
        rows=_scale_rows(scale, language),
        rules=[language.say_plain(f"scale.{number}", **figures) for number in range(1, 9)],
        marks={sign: language.text[f"mark.{code}"] for code, sign in MARKS.items()},
        caveat=language.text["scale.caveat"],
        config=scale.to_json(),
    )


def _scale_rows(scale: Scale, language: Language) -> list[ScaleRow]:
    rows = [
        ScaleRow(
            word=word.value,
            label=language.named("word", word.value),
            share=language.text["scale.share.none"],
            min_entities=number,
            min_groups="1",
        )
        for number, word in CARDINALS.items()
    ]
    ends = [after.at_least for _, after in pairwise(scale.steps)] + [None]
    for step, end in zip(scale.steps, ends, strict=True):
        rows.append(
            ScaleRow(
                word=step.word.value,
                label=language.named("word", step.word.value),
                share=_range(language, step.at_least, end),
                min_entities=step.min_entities,
                min_groups=_groups(language, step),
            )
        )
    return rows


def _range(language: Language, start: Fraction, end: Fraction | None) -> str:
    if end is None:
        return language.text["scale.share.whole"]
    if start == 0:
        return language.say_plain("scale.share.below", to=_short(language, end))
    return language.say_plain("scale.share.range", **{"from": _short(language, start), "to": _short(language, end)})


def _short(language: Language, share: Fraction) -> str:
    """A threshold in per cent, without a decimal that says nothing."""
    text = language.percent(share)
    return text.removesuffix(f"{language.text['decimal']}0")


def _groups(language: Language, step: Step) -> str:
    if step.all_but_groups is None:
        return language.say_plain("scale.groups", min=str(step.min_groups))
    return language.say_plain("scale.groups.all_but", min=str(step.min_groups), all_but=str(step.all_but_groups))


def participation_rows(desk: Desk) -> list[ParticipationRow]:
    return [
        ParticipationRow(
            group=row.group,
            group_label=desk.language.named("group", row.group),
            region=row.region,
            region_label=desk.language.named("region", row.region),
            entities=row.entities,
            active=row.active,
            persons=row.persons,
        )
        for row in desk.ledger.participation
    ]


def option_rows(desk: Desk) -> list[OptionRow]:
    questions = desk.ledger.note.questions if desk.ledger.note else ()
    return [
        OptionRow(id=each.id, question=question.number, number=each.number, label=each.label, version=each.version)
        for question in questions
        for each in question.options
    ]


def position_rows(desk: Desk) -> list[PositionRow]:
    versions = {option.id: option.version for option in desk.ledger.options.values()}
    return [_position_row(desk, each, versions.get(each.option_id)) for each in desk.ledger.positions]


def _position_row(desk: Desk, fact: PositionFact, current: int | None) -> PositionRow:
    return PositionRow(
        id=fact.id,
        option_id=fact.option_id,
        entity=fact.entity,
        group=fact.group,
        group_label=desk.language.named("group", fact.group),
        region=fact.region,
        region_label=desk.language.named("region", fact.region),
        stance=fact.stance.value,
        stance_label=desk.language.named("stance", fact.stance.value),
        reason=None if fact.withheld else fact.reason,
        condition=None if fact.withheld else fact.condition,
        language=fact.language,
        seq=fact.seq,
        confirmed=fact.option_version == current,
        withheld=fact.withheld,
        joint_id=fact.joint_id,
        blocking=fact.blocking,
    )


def contribution_rows(desk: Desk, sections: Iterable[Section], claims: Iterable[Claim]) -> list[ContributionRow]:
    """With what became of each in these sections."""
    firsts = originals(desk.ledger.contributions)
    results = became(desk.ledger, sections, claims)
    rows = []
    for fact in desk.ledger.contributions:
        same_as = firsts[fact.id].id
        rows.append(_contribution_row(desk, fact, None if same_as == fact.id else same_as, results[fact.id]))
    return rows


def _contribution_row(desk: Desk, fact: ContributionFact, same_as: str | None, result: Became) -> ContributionRow:
    return ContributionRow(
        id=fact.id,
        contributor=fact.contributor,
        group=fact.group,
        group_label=desk.language.named("group", fact.group),
        region=fact.region,
        region_label=desk.language.named("region", fact.region),
        title=fact.title,
        language=fact.language,
        version=fact.version,
        filed_at=fact.filed_at,
        late=fact.late,
        seq=fact.seq,
        same_text_as=same_as,
        disposition=result.kind,
        disposition_label=desk.language.named("disposition", result.kind),
        disposition_reason=result.reason,
        paragraphs=list(result.paragraphs),
        merged_into=result.merged_into,
        decided=result.decided,
    )


def comment_rows(desk: Desk, blocks: Iterable[Block]) -> list[CommentRow]:
    """Only the remarks that the text quotes: the others are in the record and nothing here refers to them."""
    quoted = {run.ref for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.kind == "quote"}
    return [
        CommentRow(
            id=each.id,
            text=each.text,
            language=each.language,
            group_label=desk.language.named("group", each.group),
            seq=each.seq,
        )
        for each in desk.ledger.comments
        if each.id in quoted
    ]


def statement_rows(desk: Desk) -> list[StatementRow]:
    return [
        StatementRow(
            id=each.id,
            number=each.number,
            text=each.text,
            language=each.language,
            agree=each.agree,
            disagree=each.disagree,
            passed=each.passed,
        )
        for each in desk.ledger.statements
    ]
