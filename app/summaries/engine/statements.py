"""The section on statements put to the vote: widest support, sharpest division, and what sets opinion groups apart.

Which statements is ranking.py's decision; here they are said.
"""

from collections.abc import Sequence

from app.summaries.engine.claims import (
    Case,
    Desk,
    Sentence,
    count_claim,
    paired,
    spoken,
    statement_evidence,
    word_claim,
)
from app.summaries.engine.distinct import distinct
from app.summaries.engine.document import Block, Claim, Heading, Run, Subject
from app.summaries.engine.ledger import StatementFact, vote_counts
from app.summaries.engine.opinion_groups import figures
from app.summaries.engine.quantifiers import Choice, Count, Counts, Form, Noun
from app.summaries.engine.quotations import Quotable, Quotation, excerpt
from app.summaries.engine.ranking import Ranked, qualifying_groups, sharpest_division, widest_support
from app.summaries.engine.views import paragraph, quote_runs


def statements(desk: Desk) -> tuple[list[Block], list[Claim]]:
    widest = widest_support(desk.ledger)
    division = sharpest_division(desk.ledger, leave_out=[each.statement for each in widest])
    blocks: list[Block] = [paragraph(desk, _intro(desk))]
    claims: list[Claim] = []
    for name, ranked in (("widest", widest), ("division", division)):
        blocks.append(Heading(id=f"statements-{name}", runs=list(desk.language.say(f"statements.{name}"))))
        if not ranked:
            blocks.append(paragraph(desk, [Sentence(desk.language.say(f"statements.no_{name}"))]))
        for each in ranked:
            sentences = paired(_said(desk, each))
            blocks.append(paragraph(desk, sentences))
            claims.extend(claim for sentence in sentences for claim in sentence.claims)
    apart, made = distinct(desk)
    return blocks + apart, claims + made


def _intro(desk: Desk) -> list[Sentence]:
    language = desk.language
    listed = language.numbered("statements", len(desk.ledger.statements))
    sentences = [Sentence(language.say("statements.intro", statements=listed))]
    groups = qualifying_groups(desk.ledger)
    if not groups:
        return [*sentences, Sentence(language.say("statements.by_all"))]
    by_kind = {kind: sum(1 for partition, _ in groups if partition == kind) for kind in ("declared", "opinion")}
    named = [language.say_plain(f"statements.groups.{kind}", n=language.spelled(n)) for kind, n in by_kind.items() if n]
    sentences.append(Sentence(language.say("statements.by_groups", groups=language.join(named))))
    if by_kind["opinion"]:
        sentences.append(Sentence(language.say("statements.by_opinion")))
    if desk.ledger.found:
        sentences.append(Sentence(language.say("statements.by_found", **figures(language, desk.ledger.found))))
    return sentences


def _said(desk: Desk, ranked: Ranked) -> list[Sentence]:
    statement = ranked.statement
    agree, choice = word_claim(desk, _case(desk, statement, agree=True))
    key = "agree.numbers" if choice.form is Form.NUMBERS else "agree"
    number = Run(kind="given", text=str(statement.number), ref=statement.id)
    sentences = [spoken(desk, key, agree, number=number, quote=_quoted(desk, statement))]
    if statement.disagree:
        sentences.append(_against(desk, statement, choice))
    if statement.passed:
        sentences.append(_passed(desk, statement))
    return sentences


def _against(desk: Desk, statement: StatementFact, agree: Choice) -> Sentence:
    claim, choice = word_claim(desk, _case(desk, statement, agree=False), said_before=agree)
    key = "disagree.numbers" if choice.form is Form.NUMBERS else "disagree.however"
    return spoken(desk, key, claim)


def _passed(desk: Desk, statement: StatementFact) -> Sentence:
    language, n = desk.language, statement.passed
    words = language.say_plain(language.key_for("phrase.counted", n), n=language.spelled(n), **language.noun(_PEOPLE))
    case = _case(desk, statement, agree=True, side="pass")
    among = statement.agree + statement.disagree + n
    return spoken(desk, "passed", count_claim(desk, case, n=n, among=among, words=words))


_PEOPLE = Noun("participants")


def _case(desk: Desk, statement: StatementFact, *, agree: bool, side: str | None = None) -> Case:
    side = side or ("agree" if agree else "disagree")
    label = desk.language.say_plain("statement.id", number=str(statement.number))
    return Case(
        id=f"s{statement.number}-{side}",
        side=side,
        act="sided",
        subject=Subject(kind="statement", id=statement.id, number=statement.number, label=label, version=None),
        counts=_declared_counts(statement, agree=agree),
        base=desk.ledger.voter_base,
        neutral=statement.passed,
        evidence=statement_evidence(desk.language, statement),
        opinion_counts=vote_counts(statement, "opinion", agree=agree),
    )


def _declared_counts(statement: StatementFact, *, agree: bool) -> Counts:
    """By stakeholder group; where the ledger has none for this statement, everyone together and ungrouped."""
    counts = vote_counts(statement, "declared", agree=agree)
    v = statement.agree if agree else statement.disagree
    return counts or {None: Count(v, statement.agree + statement.disagree)}


def _quoted(desk: Desk, statement: StatementFact) -> Sequence[Run]:
    source = Quotable(statement.id, statement.number, None, statement.text, statement.language)
    text, cut = excerpt(statement.text)
    return [run for run in quote_runs(desk, Quotation(source, text, cut)) if run.kind != "source"]
