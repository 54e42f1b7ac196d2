"""The synthesis paper: written inputs by question and stakeholder group, counted and quoted. Pure.

It counts contributions and contributors apart (79 from 45) and says nothing in between: its sentences are plain
numbers, and everything else is verbatim with its source. A contribution on two questions stands under both.
"""

from collections.abc import Iterable, Iterator, Sequence

from app.summaries.engine.annexes import contribution_rows, participation_rows, scale_annex
from app.summaries.engine.claims import Desk, Sentence
from app.summaries.engine.document import About, Block, CutoffPoint, Document, Heading, Paragraph, Run, Section
from app.summaries.engine.drafting import roman
from app.summaries.engine.framing import documentation
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import ContributionFact, Ledger
from app.summaries.engine.quantifiers import Group
from app.summaries.engine.quotations import Quotation, choose_quotations, quotables
from app.summaries.engine.templates import capitalised
from app.summaries.engine.views import paragraph, quote_runs
from app.summaries.synthesis.words import words_for

PER_GROUP = 12
"""Texts of one group quoted under one question, the earliest on record; the others are listed in the annex."""

Titled = tuple[str, str, list[Block]]


def synthesis(ledger: Ledger, *, language: str = "en") -> Document:
    """The same ledger gives the same bytes."""
    desk = Desk(ledger, language_for(language))
    said = words_for(desk.language.code)
    sections = _numbered(_sections(desk, said["no_question"], said["more"]))
    facts, cutoff = ledger.consultation, ledger.cutoff
    return Document(
        engine=ledger.engine,
        language=desk.language.code,
        direction=desk.language.direction,
        title=said["title"],
        notice=said["notice"],
        consultation=About.model_validate(facts),
        cutoff=CutoffPoint(seq=cutoff.seq, at=cutoff.at),
        cutoff_text=desk.language.say_plain("cutoff", seq=str(cutoff.seq), at=desk.language.moment(cutoff.at)),
        ledger_digest=ledger.digest,
        sections=sections,
        claims=[],
        remarks=None,
        participation=participation_rows(desk),
        options=[],
        positions=[],
        # What became of a contribution is the summary's to say.
        contributions=[
            row.model_copy(update={"disposition": None, "disposition_label": "", "disposition_reason": None})
            for row in contribution_rows(desk, sections, [])
        ],
        comments=[],
        statements=[],
        scale=scale_annex(desk),
    )


def _sections(desk: Desk, no_question: str, more: str) -> Iterator[Titled]:
    yield "documentation", desk.language.text["section.documentation"], documentation(desk)
    filed = desk.ledger.contributions
    known: set[str] = set()
    for question in desk.ledger.note.questions if desk.ledger.note else ():
        known.add(question.id)
        on_it = [each for each in filed if question.id in each.question_ids]
        name = f"question-{question.number}"
        yield name, question.title, list(_by_group(desk, name, on_it, more))
    if others := [each for each in filed if not known & set(each.question_ids)]:
        yield "no-question", no_question, list(_by_group(desk, "no-question", others, more))


def _by_group(desk: Desk, section: str, filed: Sequence[ContributionFact], more: str) -> Iterator[Block]:
    if not filed:
        yield paragraph(desk, [Sentence(desk.language.say("documentation.no_contributions"))])
        return
    yield paragraph(desk, [_counted(desk, filed)])
    groups = sorted({each.group for each in filed}, key=lambda group: (group is None, group or ""))
    for group in groups:
        own = [each for each in filed if each.group == group]
        label = Run(kind="text", text=desk.language.named("group", group))
        yield Heading(id=f"{section}-{group or 'none'}", runs=[label])
        yield paragraph(desk, [_counted(desk, own)])
        chosen = _quotations(group, own)
        names = {each.id: each.contributor for each in own}
        yield from (_quoted(desk, names[each.source.source_id], each) for each in chosen)
        if len(chosen) < len({each.campaign or each.text_digest for each in own}):
            yield paragraph(desk, [Sentence((Run(kind="text", text=more),))])


def _counted(desk: Desk, filed: Sequence[ContributionFact]) -> Sentence:
    """How many texts, and from how many: "79 written contributions · 45 contributors"."""
    language = desk.language
    contributions = language.numbered("contributions", len(filed))
    contributors = language.numbered("contributors", len({each.contributor_id for each in filed}))
    return Sentence(capitalised((Run(kind="text", text=f"{contributions} · {contributors}"),)))


def _quotations(group: Group, filed: Iterable[ContributionFact]) -> list[Quotation]:
    candidates = quotables([(each.id, each.seq, group, each.opening, each.language) for each in filed])
    return choose_quotations(candidates, PER_GROUP)


def _quoted(desk: Desk, contributor: str, quotation: Quotation) -> Paragraph:
    who = (Run(kind="given", text=contributor), Run(kind="text", text=": "))
    return Paragraph(number=0, lead=[], runs=[*who, *quote_runs(desk, quotation)])


def _numbered(sections: Iterable[Titled]) -> list[Section]:
    """Sections get their numerals, paragraphs one row of numbers through the whole paper."""
    number, made = 0, []
    for place, (name, title, blocks) in enumerate(sections, start=1):
        printed: list[Block] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                number += 1
                printed.append(block.model_copy(update={"number": number}))
            else:
                printed.append(block)
        made.append(Section(id=name, numeral=roman(place), title=title, blocks=printed))
    return made
