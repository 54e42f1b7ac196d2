"""The section "Views by question": for each option who supported and who opposed it, and in whose words.

Options come in descending support. Every count and its counter-count stand in one paragraph; quotations follow in
the next. Wording is the language pack's.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from app.summaries.engine.claims import (
    Case,
    Desk,
    Sentence,
    count_claim,
    joined,
    mark,
    paired,
    position_evidence,
    spoken,
    word_claim,
)
from app.summaries.engine.document import Block, Claim, Heading, Paragraph, Run, Subject
from app.summaries.engine.ledger import OptionFact, PositionFact, QuestionFact, Side, Stance
from app.summaries.engine.quantifiers import Choice, Form, Noun, Rule
from app.summaries.engine.quotations import Quotable, Quotation, choose_quotations, quotables
from app.summaries.engine.standpoints import standpoints

Made = tuple[list[Block], list[Claim]]
MIN_GROUP = 3
"""A group is compared with the others only from this many positions."""


def views(desk: Desk, points: Callable[[Desk, QuestionFact], Made]) -> Made:
    """`points`: what writes the points of a question, which follow its options."""
    note = desk.ledger.note
    blocks: list[Block] = [paragraph(desk, [Sentence(desk.language.say("views.order"))])]
    claims: list[Claim] = []
    for question in note.questions if note else ():
        blocks.append(_question_heading(desk, question))
        for option in by_support(desk, question.options):
            sentences = paired(_counted(desk, question, option))
            lead = _option_lead(desk, option)
            blocks.append(paragraph(desk, sentences, lead))
            claims.extend(claim for sentence in sentences for claim in sentence.claims)
            if quoted := _quoted(desk, option):
                blocks.append(paragraph(desk, quoted))
        more, made = points(desk, question)
        blocks.extend(more)
        claims.extend(made)
        if not more and (written := _written(desk, question)):
            blocks.append(paragraph(desk, [written]))
        if prepared := _prepared(desk, question):
            blocks.append(paragraph(desk, [prepared]))
    return blocks, claims


def paragraph(desk: Desk, sentences: Sequence[Sentence], lead: Iterable[Run] = ()) -> Paragraph:
    """Unnumbered still: drafting.py numbers the paragraphs of the whole document."""
    return Paragraph(number=0, lead=list(lead), runs=list(joined(desk, sentences)))


def by_support(desk: Desk, options: Iterable[OptionFact]) -> list[OptionFact]:
    """Most supporters first; then the larger share, then the note's own order."""

    def rank(option: OptionFact) -> tuple[int, Fraction, int]:
        counts = desk.ledger.counts(option, Side.SUPPORT).values()
        v, t = sum(count.v for count in counts), sum(count.t for count in counts)
        return (-v, -Fraction(v, t) if t else Fraction(0), option.number)

    return sorted(options, key=rank)


def _question_heading(desk: Desk, question: QuestionFact) -> Heading:
    title = Run(kind="given", text=question.title, language=desk.ledger.consultation.language)
    runs = desk.language.say("question", number=str(question.number), title=title)
    return Heading(id=f"question-{question.number}", runs=list(runs))


def _option_lead(desk: Desk, option: OptionFact) -> tuple[Run, ...]:
    label = Run(kind="given", text=option.label, ref=option.id, language=desk.ledger.consultation.language)
    return desk.language.say("option", number=str(option.number), label=label)


def _counted(desk: Desk, question: QuestionFact, option: OptionFact) -> list[Sentence]:
    """Every count on one option, both sides and those outside T."""
    stated = desk.ledger.positions_on(option)
    neutral = [each for each in stated if each.stance is Stance.NEUTRAL]
    maker = _Cases(desk, question, option, len(neutral))
    took_side = [each for each in stated if each.stance is not Stance.NEUTRAL]
    sentences = _sides(desk, maker, took_side) if took_side else [Sentence(desk.language.say("no_side"))]
    sentences.extend(_groups_apart(desk, maker, took_side, _narrowed_to(sentences)))
    sentences.extend(standpoints(desk, maker.other("neutral", Side.SUPPORT, neutral), option))
    if neutral:
        sentences.append(_neutral(desk, maker, neutral, len(stated)))
    if unconfirmed := desk.ledger.unconfirmed_on(option):
        sentences.append(_unconfirmed(desk, maker, unconfirmed))
    return sentences


class _Cases:
    """Makes the cases of one option, so that ids, subject and base are the same in all of them."""

    def __init__(self, desk: Desk, question: QuestionFact, option: OptionFact, neutral: int) -> None:
        label = desk.language.say_plain(
            "option.id", question=str(question.number), number=str(option.number), label=option.label
        )
        self.desk, self.option, self.neutral = desk, option, neutral
        self.prefix = f"q{question.number}-o{option.number}"
        self.subject = Subject(kind="option", id=option.id, number=option.number, label=label, version=option.version)

    def side(self, side: Side, positions: Iterable[PositionFact]) -> Case:
        held = [each for each in positions if side.holds(each.stance)]
        return self.other(side.value, side, held)

    def other(self, name: str, counted_as: Side, positions: Sequence[PositionFact]) -> Case:
        ledger = self.desk.ledger
        return Case(
            id=f"{self.prefix}-{name}",
            side=name,
            act="addressed",
            subject=self.subject,
            counts=ledger.counts(self.option, counted_as),
            base=ledger.base,
            neutral=self.neutral,
            evidence=position_evidence(positions),
        )


def _sides(desk: Desk, maker: _Cases, positions: Sequence[PositionFact]) -> list[Sentence]:
    """Support, its reservations, and the other side; nothing is said of an opposition nobody stated."""
    support, choice = word_claim(desk, maker.side(Side.SUPPORT, positions))
    reserved = [each for each in positions if each.stance is Stance.RESERVATIONS]
    every_one = len(reserved) == choice.v
    sentences: list[Sentence] = []
    if not (choice.v == 0 and choice.t == 1):  # "none of the one participant" is no sentence: the other side says it
        key = _support_key(choice) + (".reserved" if reserved and every_one else "")
        sentences.append(spoken(desk, key, support))
    if reserved and not every_one:
        claim, how = word_claim(desk, maker.side(Side.RESERVATIONS, positions), said_before=choice)
        sentences.append(spoken(desk, "reservations" + _numbers(how), claim))
    return sentences + _opposition(desk, maker, positions, choice, spoken_before=bool(sentences))


def _support_key(choice: Choice) -> str:
    if choice.form is Form.NOBODY and choice.fired(Rule.SMALL_BASE):
        return "support.nobody_small"
    return "support" + _numbers(choice)


def _numbers(choice: Choice) -> str:
    return ".numbers" if choice.form is Form.NUMBERS else ""


def _opposition(
    desk: Desk, maker: _Cases, positions: Sequence[PositionFact], support: Choice, *, spoken_before: bool
) -> list[Sentence]:
    case = maker.side(Side.OPPOSE, positions)
    if not case.evidence:
        return []
    claim, choice = word_claim(desk, case, said_before=support if spoken_before else None)
    if not spoken_before:
        return [spoken(desk, "oppose.alone", claim)]
    plain = "oppose" if support.v == 0 else "oppose.however"
    return [spoken(desk, "oppose.numbers" if choice.form is Form.NUMBERS else plain, claim)]


def _narrowed_to(sentences: Iterable[Sentence]) -> set[str | None]:
    """Groups of which a whole sentence already speaks."""
    nouns = [claim.narrowed_to for sentence in sentences for claim in sentence.claims]
    return {noun[0] for noun in nouns if noun and len(noun) == 1}


def _groups_apart(
    desk: Desk, maker: _Cases, positions: Sequence[PositionFact], said: set[str | None]
) -> list[Sentence]:
    """Stakeholder groups whose majority is on the other side than the overall one, unless said already."""
    counts = desk.ledger.counts(maker.option, Side.SUPPORT)
    balance = 2 * sum(count.v for count in counts.values()) - sum(count.t for count in counts.values())
    sentences = []
    for group, count in counts.items():
        lead = 2 * count.v - count.t
        if group is None or group in said or count.t < MIN_GROUP or lead * balance >= 0:
            continue
        side = Side.SUPPORT if lead > 0 else Side.OPPOSE
        held = [each for each in positions if each.group == group and side.holds(each.stance)]
        words = desk.language.say_plain("phrase.against", n=str(len(held)), others=str(count.t - len(held)))
        case = maker.other(f"against-{group}", side, held)
        claim = count_claim(desk, case, n=len(held), among=count.t, words=words, kind="group")
        noun = desk.language.noun(Noun(desk.ledger.noun.kind, narrowed_to=(group,)))
        sentences.append(spoken(desk, f"against.{side.value}", claim, nouns=noun["nouns"]))
    return sentences


def _neutral(desk: Desk, maker: _Cases, neutral: Sequence[PositionFact], stated: int) -> Sentence:
    forms = desk.language.noun(desk.ledger.noun)
    key = desk.language.key_for("phrase.counted", len(neutral))
    words = desk.language.say_plain(key, n=desk.language.spelled(len(neutral)), **forms)
    case = maker.other("neutral", Side.SUPPORT, neutral)
    return spoken(desk, "neutral", count_claim(desk, case, n=len(neutral), among=stated, words=words))


def _unconfirmed(desk: Desk, maker: _Cases, positions: Sequence[PositionFact]) -> Sentence:
    n = len(positions)
    words = desk.language.numbered("unconfirmed.count", n)
    case = maker.other("unconfirmed", Side.SUPPORT, positions)
    claim = count_claim(desk, case, n=n, among=n, words=words)
    return spoken(desk, desk.language.key_for("unconfirmed", n), claim)


def _quoted(desk: Desk, option: OptionFact) -> list[Sentence]:
    """Reasons of either side, of those who object, conditions, remarks from the floor, and what was said afterwards."""
    ledger, stated = desk.ledger, desk.ledger.positions_on(option)
    against = [each for each in stated if not each.blocking]
    blocking = [each for each in stated if each.blocking]
    raised = [(o.id, o.seq, o.group, o.reason, o.language) for o in ledger.objections_on(option)]
    explained = [(e.id, e.seq, e.group, e.text, e.language) for e in ledger.explanations if e.option_id == option.id]
    views = [(v.id, v.seq, v.caucus, v.text, v.language) for v in ledger.caucus_views if v.option_id == option.id]
    found = {
        "reasons.support": _words(stated, Side.SUPPORT, "reason"),
        "conditions": _words(stated, Side.RESERVATIONS, "condition"),
        "reasons.oppose": _words(against, Side.OPPOSE, "reason"),
        "sentence.objection.reasons": [*_words(blocking, Side.OPPOSE, "reason"), *quotables(raised)],
        "floor": quotables(
            [(c.id, c.seq, c.group, c.text, c.language) for c in ledger.comments if c.option_id == option.id]
        ),
        "sentence.explanation": quotables(explained),
        "sentence.caucus": quotables(views),
    }
    chosen = {key: choose_quotations(candidates) for key, candidates in found.items()}
    return [_quoting(desk, key, quotations) for key, quotations in chosen.items() if quotations]


def _written(desk: Desk, question: QuestionFact) -> Sentence | None:
    """From the written contributions that say they are about this question; a campaign's copies are one text."""
    texts = [
        (each.id, each.seq, each.group, each.opening, each.language)
        for each in desk.ledger.contributions
        if question.id in each.question_ids
    ]
    quotations = choose_quotations(quotables(texts))
    return _quoting(desk, "sentence.written", quotations) if quotations else None


def _prepared(desk: Desk, question: QuestionFact) -> Sentence | None:
    """From statements on the agenda item of this question, as they were prepared."""
    texts = [
        (each.id, each.seq, each.group, each.text, each.language)
        for each in desk.ledger.prepared
        if each.question_id == question.id
    ]
    quotations = choose_quotations(quotables(texts))
    return _quoting(desk, "sentence.prepared", quotations) if quotations else None


def _words(positions: Iterable[PositionFact], side: Side, field: str) -> list[Quotable]:
    return quotables(
        [
            (each.id, each.seq, each.group, getattr(each, field), each.language)
            for each in positions
            if side.holds(each.stance) and not each.withheld
        ]
    )


def _quoting(desk: Desk, key: str, quotations: Sequence[Quotation]) -> Sentence:
    language = desk.language
    runs: list[Run] = []
    for place, quotation in enumerate(quotations):
        if place:
            runs.append(Run(kind="text", text=language.text["quotes.and"]))
        runs.extend(quote_runs(desk, quotation))
    said = language.say(language.key_for(key, len(quotations)), quotes=runs)
    return Sentence((*said, mark("uncounted")))


def quote_runs(desk: Desk, quotation: Quotation) -> list[Run]:
    """A quotation in the language's marks, with what was cut, its language if foreign, and its place in the record."""
    language, source = desk.language, quotation.source
    opening, closing = language.quote_marks
    runs = [
        Run(kind="text", text=opening),
        Run(kind="quote", text=quotation.text, ref=source.source_id, language=source.language),
        Run(kind="text", text=(language.text["quotes.cut"] if quotation.cut else "") + closing),
    ]
    if not source.language.startswith(language.code):
        name = language.named("language", source.language)
        runs.extend(language.say("quotes.in_language", language=name))
    return [*runs, Run(kind="source", text=str(source.seq), ref=source.source_id)]
