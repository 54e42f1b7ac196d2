"""What was missing from the note: proposals of participants in their own words, with how many stand behind each.

Those with the most behind them are printed, the earlier one first where two have as many; the annex has them all.
"""

from app.summaries.engine.claims import Case, Desk, Sentence, count_claim, spoken
from app.summaries.engine.document import Block, Claim, Evidence, Heading, Run, Subject
from app.summaries.engine.proceedings import ProposalFact
from app.summaries.engine.quantifiers import Base, Noun
from app.summaries.engine.quotations import Quotable, Quotation, excerpt
from app.summaries.engine.standpoints import by_group, counted
from app.summaries.engine.views import paragraph, quote_runs

REPORTED = 20


def missing(desk: Desk) -> tuple[list[Block], list[Claim]]:
    found = sorted(desk.ledger.proposals, key=lambda each: (-len(each.seconded), each.seq, each.id))
    if not found:
        return [], []
    language, reported = desk.language, found[:REPORTED]
    intro = [Sentence(language.say("missing.intro"))]
    if len(reported) < len(found):
        proposals = language.numbered("proposals", len(found))
        key = language.key_for("missing.reported", len(reported))
        intro.append(Sentence(language.say(key, n=language.spelled(len(reported)), proposals=proposals)))
    blocks: list[Block] = [Heading(id="missing", runs=list(language.say("missing.heading"))), paragraph(desk, intro)]
    claims: list[Claim] = []
    for place, proposal in enumerate(reported, start=1):
        sentence = _said(desk, place, proposal)
        blocks.append(paragraph(desk, [sentence]))
        claims.extend(sentence.claims)
    return blocks, claims


def _said(desk: Desk, place: int, proposal: ProposalFact) -> Sentence:
    case, n = _case(desk, place, proposal), 1 + len(proposal.seconded)
    claim = count_claim(desk, case, n=n, among=case.base.size, words=counted(desk, case, n))
    source = Quotable(proposal.id, proposal.seq, proposal.group, proposal.text, proposal.language)
    quote = quote_runs(desk, Quotation(source, *excerpt(proposal.text)))
    key = "sentence.missing.seconded" if proposal.seconded else "sentence.missing.alone"
    if proposal.question is None:
        return spoken(desk, desk.language.key_for(key, n), claim, quote=quote)
    number = Run(kind="given", text=str(proposal.question), ref=proposal.id)
    return spoken(desk, desk.language.key_for(f"{key}.question", n), claim, quote=quote, number=number)


def _case(desk: Desk, place: int, proposal: ProposalFact) -> Case:
    base = desk.ledger.base
    behind = [(proposal.entity_id, proposal.group), *((each.entity_id, each.group) for each in proposal.seconded)]
    return Case(
        id=f"missing-{place}",
        side="missing",
        act="addressed",
        subject=Subject(
            kind="proposal",
            id=proposal.id,
            number=place,
            label=desk.language.text["missing.heading"],  # never its words: they may have to be hidden one day
            version=None,
        ),
        counts=by_group(behind),
        base=Base(Noun("participants"), base.sizes, base.groups_declared),
        neutral=0,
        evidence=_evidence(proposal),
    )


def _evidence(proposal: ProposalFact) -> tuple[Evidence, ...]:
    first = Evidence(
        kind="proposal",
        id=proposal.id,
        label=proposal.entity,
        number=None,
        group=proposal.group,
        seq=proposal.seq,
    )
    others = [
        Evidence(
            kind="endorsement",
            id=f"{proposal.id}-{each.entity_id}",
            label=each.entity,
            number=None,
            group=each.group,
            seq=each.seq,
        )
        for each in proposal.seconded
    ]
    return (first, *others)
