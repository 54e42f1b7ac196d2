"""What sets each opinion group apart: statements with which it agrees more than all others do, in their own words.

Only of groups found here and proved stable; the shares are compared exactly.
"""

from fractions import Fraction
from typing import Final

from app.summaries.engine.claims import Case, Desk, Sentence, count_claim, spoken, statement_evidence
from app.summaries.engine.document import Block, Claim, Heading, Run, Subject
from app.summaries.engine.ledger import Ledger, StatementFact, vote_counts
from app.summaries.engine.opinion_groups import OPINION
from app.summaries.engine.quantifiers import Count, Noun
from app.summaries.engine.quotations import Quotable, Quotation, excerpt
from app.summaries.engine.ranking import MIN_VOTERS
from app.summaries.engine.views import Made, paragraph, quote_runs

REPORTED: Final = 3  # statements for each group, at most
LEAST_DIFFERENCE: Final = Fraction(1, 5)  # between the shares that agree


def distinct(desk: Desk) -> Made:
    """A paragraph for each group that some statement sets apart; nothing where there is none."""
    blocks: list[Block] = []
    claims: list[Claim] = []
    for name, _ in desk.ledger.found.groups if desk.ledger.found else ():
        said = [_said(desk, statement, name) for statement in setting_apart(desk.ledger, name)]
        if said:
            lead = desk.language.say("opinion_group.named", name=Run(kind="given", text=name))
            blocks.append(paragraph(desk, said, lead))
            claims += [claim for sentence in said for claim in sentence.claims]
    if not blocks:
        return [], []
    heading = Heading(id="statements-groups", runs=list(desk.language.say("statements.groups_apart")))
    return [heading, paragraph(desk, [Sentence(desk.language.say("statements.apart_intro"))]), *blocks], claims


def setting_apart(ledger: Ledger, name: str) -> list[StatementFact]:
    """Those with the largest difference between the share that agrees in the group and among all others."""
    found = []
    for statement in ledger.statements:
        counts = vote_counts(statement, OPINION, agree=True)
        inside = counts.get(name, Count(0, 0))
        others = [count for group, count in counts.items() if group != name]
        outside = Count(sum(each.v for each in others), sum(each.t for each in others))
        if min(inside.t, outside.t) >= MIN_VOTERS:
            difference = Fraction(inside.v, inside.t) - Fraction(outside.v, outside.t)
            if difference >= LEAST_DIFFERENCE:
                found.append((-difference, statement.number, statement))
    return [statement for *_, statement in sorted(found, key=lambda each: each[:2])[:REPORTED]]


def _said(desk: Desk, statement: StatementFact, name: str) -> Sentence:
    language, inside = desk.language, vote_counts(statement, OPINION, agree=True)[name]
    declared = vote_counts(statement, "declared", agree=True)
    case = Case(
        id=f"s{statement.number}-found-{name}",
        side=f"found-{name}",
        act="sided",
        subject=Subject(
            kind="statement",
            id=statement.id,
            number=statement.number,
            label=language.say_plain("statement.id", number=str(statement.number)),
            version=None,
        ),
        counts=declared or {None: Count(statement.agree, statement.agree + statement.disagree)},
        base=desk.ledger.voter_base,
        neutral=statement.passed,
        evidence=statement_evidence(language, statement),
        opinion_counts=vote_counts(statement, OPINION, agree=True),
    )
    forms = language.noun(Noun("participants"))
    words = language.say_plain(language.key_for("phrase.counted", inside.v), n=language.spelled(inside.v), **forms)
    claim = count_claim(desk, case, n=inside.v, among=inside.t, words=words)
    source = Quotable(statement.id, statement.number, None, statement.text, statement.language)
    quote = [run for run in quote_runs(desk, Quotation(source, *excerpt(statement.text))) if run.kind != "source"]
    number = Run(kind="given", text=str(statement.number), ref=statement.id)
    return spoken(desk, language.key_for("sentence.found", inside.v), claim, number=number, quote=quote)
