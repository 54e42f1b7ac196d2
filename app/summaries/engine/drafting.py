"""From the ledger to the finished draft: sections in order, paragraphs numbered, everything checked before it leaves.

Deterministic: the same ledger, moves and remarks give the same bytes. The chair's remarks are put in as typed;
nothing here writes or changes a word of them.
"""

from collections.abc import Callable, Mapping

from app.summaries.engine.annexes import (
    comment_rows,
    contribution_rows,
    option_rows,
    participation_rows,
    position_rows,
    scale_annex,
    statement_rows,
)
from app.summaries.engine.annexes_proceedings import proceedings
from app.summaries.engine.check import verify
from app.summaries.engine.claims import Desk, Sentence
from app.summaries.engine.document import About, Block, Claim, CutoffPoint, Document, Paragraph, Remarks, Section
from app.summaries.engine.findings import findings
from app.summaries.engine.framing import documentation, mandate, organization
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.missing import missing
from app.summaries.engine.next_steps import SECTION as NEXT_STEPS
from app.summaries.engine.next_steps import next_steps
from app.summaries.engine.points import of_question
from app.summaries.engine.quantifiers import Move
from app.summaries.engine.statements import statements
from app.summaries.engine.views import paragraph, views

Sections = list[tuple[str, list[Block]]]


def draft(
    ledger: Ledger,
    *,
    language: str = "en",
    moves: Mapping[str, Move] | None = None,
    remarks: Remarks | None = None,
    told: Callable[[str], None] = lambda _step: None,
) -> Document:
    """The whole document, checked claim by claim against the ledger. Raises CheckFailed rather than return a doubt.

    `told` hears what it is doing: "drafting", then "checking".
    """
    told("drafting")
    desk = Desk(ledger, language_for(language), moves or {})
    sections, claims = _sections(desk, remarks)
    document = _assemble(desk, sections, claims, remarks)
    told("checking")
    verify(ledger, document, desk.moves)
    return document


def _sections(desk: Desk, remarks: Remarks | None) -> tuple[Sections, list[Claim]]:
    organized, claims = organization(desk)
    sections: Sections = [
        ("mandate", mandate(desk)),
        ("organization", organized),
        ("documentation", documentation(desk)),
    ]
    for name, wanted, write in (
        ("views", bool(desk.ledger.options or desk.ledger.proposals or desk.ledger.points), _views),
        ("statements", bool(desk.ledger.statements), statements),
    ):
        if wanted:
            blocks, made = write(desk)
            sections.append((name, blocks))
            claims.extend(made)
    if found := findings(desk):
        sections.append(("findings", found))
    sections.append(("remarks", [] if remarks else [_no_remarks(desk)]))
    if handed_on := next_steps(desk):
        sections.append((NEXT_STEPS, handed_on))
    return sections, claims


def _views(desk: Desk) -> tuple[list[Block], list[Claim]]:
    """By question, then points that belong to none, and at the end what the note left out."""
    blocks, claims = views(desk, of_question) if desk.ledger.options else ([], [])
    for more, made in (of_question(desk, None), missing(desk)):
        blocks, claims = blocks + more, claims + made
    return blocks, claims


def _no_remarks(desk: Desk) -> Block:
    return paragraph(desk, [Sentence(desk.language.say("remarks.none"))])


def with_remarks(document: Document, remarks: Remarks | None) -> Document:
    """The same document with other remarks. Nothing that is referred to by its number stands behind them."""
    silent = Paragraph(number=0, lead=[], runs=list(language_for(document.language).say("remarks.none")))
    sections, number = [], 0
    for section in document.sections:
        blocks: list[Block] = []
        for block in [] if section.id == "remarks" else section.blocks:
            number += isinstance(block, Paragraph)
            blocks.append(block.model_copy(update={"number": number}) if isinstance(block, Paragraph) else block)
        if section.id == "remarks" and remarks is None:
            number += 1
            blocks = [silent.model_copy(update={"number": number})]
        sections.append(section.model_copy(update={"blocks": blocks}))
    return document.model_copy(update={"sections": sections, "remarks": remarks})


def _assemble(desk: Desk, sections: Sections, claims: list[Claim], remarks: Remarks | None) -> Document:
    ledger, language = desk.ledger, desk.language
    numbered = _numbered(desk, sections)
    facts, cutoff = ledger.consultation, ledger.cutoff
    return Document(
        engine=ledger.engine,
        language=language.code,
        direction=language.direction,
        title=language.text["title"],
        notice=language.text["notice"],
        consultation=About.model_validate(facts),
        cutoff=CutoffPoint(seq=cutoff.seq, at=cutoff.at),
        cutoff_text=language.say_plain("cutoff", seq=str(cutoff.seq), at=language.moment(cutoff.at)),
        ledger_digest=ledger.digest,
        sections=numbered,
        claims=claims,
        remarks=remarks,
        participation=participation_rows(desk),
        options=option_rows(desk),
        positions=position_rows(desk),
        contributions=contribution_rows(desk, numbered, claims),
        comments=comment_rows(desk, (block for section in numbered for block in section.blocks)),
        statements=statement_rows(desk),
        scale=scale_annex(desk),
        **proceedings(desk, [block for section in numbered for block in section.blocks]),
    )


def _numbered(desk: Desk, sections: Sections) -> list[Section]:
    """Sections get their numerals, paragraphs one row of numbers through the whole document."""
    number = 0
    result = []
    for place, (name, blocks) in enumerate(sections, start=1):
        printed: list[Block] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                number += 1
                printed.append(block.model_copy(update={"number": number}))
            else:
                printed.append(block)
        title = desk.language.text[f"section.{name}"]
        result.append(Section(id=name, numeral=roman(place), title=title, blocks=printed))
    return result


def roman(number: int) -> str:
    """Section numerals as United Nations documents have them; good up to 39."""
    tens, rest = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[rest]
