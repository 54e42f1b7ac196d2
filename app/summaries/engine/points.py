"""Points of the written contributions: one idea in a numbered paragraph, in their own words, and who makes it.

Where persons said of every contribution that it makes the point, contributors are counted and the scale has its word;
where the likeness of texts says so, they are "at least" so many and no word is said.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from app.summaries.engine.claims import Case, Desk, Sentence, count_claim, spoken, word_claim
from app.summaries.engine.document import Block, Claim, Evidence, FiredRule, Heading, Run, Subject
from app.summaries.engine.ledger import QuestionFact
from app.summaries.engine.proceedings import PointFact
from app.summaries.engine.quantifiers import Counts, Form
from app.summaries.engine.quotations import Quotable, Quotation, excerpt
from app.summaries.engine.views import Made, paragraph, quote_runs
from app.summaries.engine.voices import Voices, counts_of, together

REPORTED: Final = 12  # points of one question and stance, those of most contributors first
MINORITY: Final = 8  # more of those that a large part of one group makes
SHARE_OF_A_GROUP: Final = Fraction(1, 5)


def of_question(desk: Desk, question: QuestionFact | None) -> Made:
    """Points on one question, or on none; nothing where none were found."""
    number = question.number if question else None
    found = [point for point in desk.ledger.points if point.question == number and point.makers]
    if not found:
        return [], []
    heard = together(desk.ledger.voices, _asked(desk, question))
    name, key = (f"points-{number}", "points.heading") if question else ("points", "points.general")
    blocks: list[Block] = [Heading(id=name, runs=list(desk.language.say(key)))]
    if _comes_first(desk, number):
        blocks.append(paragraph(desk, [Sentence(desk.language.say("points.intro"))]))
    claims: list[Claim] = []
    for scope in sorted({_scope(point) for point in found}):
        said, made = _of_scope(desk, heard, [point for point in found if _scope(point) == scope])
        blocks += said
        claims += made
    return blocks, claims


def _comes_first(desk: Desk, number: int | None) -> bool:
    """Whether points are printed here for the first time: how they are counted is said once."""
    made = {point.question for point in desk.ledger.points if point.makers}
    asked = [question.number for question in (desk.ledger.note.questions if desk.ledger.note else ())]
    return number == next((each for each in asked if each in made), None)


def _asked(desk: Desk, question: QuestionFact | None) -> list[str]:
    return [
        each.id
        for each in desk.ledger.contributions
        if (question.id in each.question_ids if question else not each.question_ids)
    ]


def _scope(point: PointFact) -> tuple[int, str]:
    return point.option or 0, point.stance or ""


def _of_scope(desk: Desk, heard: Voices, found: Sequence[PointFact]) -> Made:
    counts = [_counts(desk, heard, point) for point in found]
    printed = reported(counts)
    language, first = desk.language, found[0]
    said = [_said(desk, found[place], _case(desk, found[place], counts[place])) for place in printed]
    claims = [claim for sentence in said for claim in sentence.claims]
    if len(printed) < len(found):
        points = language.numbered("points.count", len(found))
        said.insert(0, Sentence(language.say("points.reported", points=points)))
    lead = language.say(f"points.{first.stance}", number=str(first.option)) if first.stance else ()
    return [paragraph(desk, [each], () if place else lead) for place, each in enumerate(said)], claims


def _counts(desk: Desk, heard: Voices, point: PointFact) -> Counts:
    making = together(desk.ledger.voices, [maker.contribution_id for maker in point.makers])
    return counts_of(making, heard)


def reported(counts: Sequence[Counts]) -> list[int]:
    """Which points are printed, by place: those of most contributors, and those of the largest part of one group."""
    made = [sum(count.v for count in each.values()) for each in counts]
    share = [max(count.share for count in each.values()) for each in counts]
    places = sorted(range(len(counts)), key=lambda place: (-made[place], place))
    minority = [place for place in places[REPORTED:] if share[place] >= SHARE_OF_A_GROUP]
    minority.sort(key=lambda place: (-share[place], place))
    return sorted([*places[:REPORTED], *minority[:MINORITY]], key=lambda place: (-made[place], place))


def _case(desk: Desk, point: PointFact, counts: Counts) -> Case:
    label = desk.language.say_plain("point.id", number=str(point.number))
    return Case(
        id=f"point-{point.number}",
        side="point",
        act="wrote",
        subject=Subject(kind="point", id=point.id, number=point.number, label=label, version=None),
        counts=counts,
        base=desk.ledger.contributor_base,
        neutral=0,
        evidence=_evidence(desk, point),
    )


def _evidence(desk: Desk, point: PointFact) -> tuple[Evidence, ...]:
    """The contributions in the order of the record; the kind says who says that they make the point."""
    standing = {maker.contribution_id: maker.standing for maker in point.makers}
    return tuple(
        Evidence.model_validate(
            {
                "kind": standing[each.id],
                "id": each.id,
                "label": each.contributor,
                "number": None,
                "group": each.group,
                "seq": each.seq,
            }
        )
        for each in desk.ledger.contributions
        if each.id in standing
    )


def _said(desk: Desk, point: PointFact, case: Case) -> Sentence:
    language, quotes = desk.language, _quotes(desk, point)
    if all(maker.standing != "matched" for maker in point.makers):
        claim, choice = word_claim(desk, case)
        return spoken(
            desk, "sentence.point" + (".numbers" if choice.form is Form.NUMBERS else ""), claim, quotes=quotes
        )
    n, among = (sum(getattr(count, name) for count in case.counts.values()) for name in ("v", "t"))
    forms = language.noun(case.base.noun)
    words = language.say_plain(language.key_for("phrase.at_least", n), n=language.spelled(n), **forms)
    claim = count_claim(desk, case, n=n, among=among, words=words)
    rule = FiredRule(rule="at_least", facts={}, text=language.text["rule.at_least"])
    claim = claim.model_copy(update={"form": "at_least", "rules": [rule]})
    return spoken(desk, language.key_for("sentence.point.at_least", n), claim, quotes=quotes)


def _quotes(desk: Desk, point: PointFact) -> list[Run]:
    runs: list[Run] = []
    for place, label in enumerate(point.labels):
        if place:
            runs.append(Run(kind="text", text=desk.language.text["quotes.and"]))
        source = Quotable(label.source_id, label.seq, None, label.text, label.language)
        runs.extend(quote_runs(desk, Quotation(source, *excerpt(label.text))))
    return runs
