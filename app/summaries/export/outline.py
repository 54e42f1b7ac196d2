"""A finished document as one flat order of headings, paragraphs and tables, for every format that is not HTML.

The words are all there already; here it is only said what follows what, what can be pointed at and what points where.
A pointer whose target the document does not have is dropped, so no format can write a dead link.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.summaries.engine.document import (
    Block,
    Claim,
    ContributionRow,
    Document,
    Heading,
    Paragraph,
    PositionRow,
    Run,
    Section,
    Table,
)
from app.summaries.engine.rendering import Beside, Standing, View

# What XML 1.0 cannot hold; imported texts may have it.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one kind. `id`: others may point here. `to`: where it points. `entry`: its record entry."""

    text: str
    kind: str = "text"
    language: str | None = None
    id: str | None = None
    to: str | None = None
    entry: int | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Title:
    level: int
    id: str | None
    line: Line


@dataclass(frozen=True, slots=True)
class Text:
    """`numbered` paragraphs have their number, `lead` is a caption before one, `remarks` keep their lines."""

    style: Literal["numbered", "lead", "plain", "soft", "remarks"]
    line: Line
    id: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Line, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """`header` may be empty. Columns whose number is in `figures` hold figures."""

    caption: str
    header: tuple[Line, ...]
    rows: tuple[Row, ...]
    figures: frozenset[int] = frozenset()


Item = Title | Text | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the text or an annex."""

    kind: Literal["section", "annex"]
    id: str
    numeral: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    language: str
    direction: Literal["ltr", "rtl"]
    title: str
    of: Piece
    notice: str
    status: str
    symbol: str | None
    cutoff: str
    date: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...]


def piece(text: object, kind: str = "text", **more: str | int | None) -> Piece:
    return Piece(_UNWRITABLE.sub("\ufffd", str(text)), kind, **more)  # type: ignore[arg-type]


def one(text: object, kind: str = "text", language: str | None = None) -> Line:
    return (piece(text, kind, language=language),)


def outline(document: Document, standing: Standing, symbol: str | None = None) -> Outline:
    view = View(document, standing)
    parts = [_section(view, section) for section in document.sections]
    parts += [
        Part("annex", f"annex-{letter}", view.t("annex", letter=letter), view.t(f"annex.{name}"), tuple(items))
        for letter, name in view.page_annexes
        for items in [_ANNEXES[name](view)]
    ]
    parts += [
        Part("annex", f"annex-{name}", "", view.s(name), tuple(_REVIEW[name](view))) for name in view.review_annexes
    ]
    closing = [view.t("verify", digest=document.ledger_digest, seq=document.cutoff.seq)]
    closing += [view.t("digest", digest=standing.digest)] if standing.digest else []
    return Outline(
        language=document.language,
        direction=document.direction,
        title=_UNWRITABLE.sub("\ufffd", document.title),
        of=piece(document.consultation.title, "given", language=document.consultation.language),
        notice=_UNWRITABLE.sub("\ufffd", " ".join(view.notices)),
        status=status(view),
        symbol=symbol,
        cutoff=document.cutoff_text,
        date=standing.published_at or document.cutoff.at,
        parts=tuple(_without_dead_ends(parts)),
        closing=tuple(closing),
    )


def status(view: View) -> str:
    """The same as on the page: how far the text is, as which version, until when it takes comments."""
    standing = view.standing
    if standing.published_at:
        said = [view.t("published", at=view.day(standing.published_at))]
    else:
        said = [view.t("draft") if standing.state == "draft" else view.s(f"state.{standing.state}")]
    if standing.text_number:
        said.append(view.s("text", number=standing.text_number))
    if standing.version:
        said.append(view.t("version", version=standing.version))
    if standing.window:
        said.append(view.s("window", at=view.in_zone(*standing.window)))
    if standing.transmitted:
        body, day = standing.transmitted
        said.append(view.s("transmitted", body=body, on=view.day(day)))
    return " · ".join(said)


def _section(view: View, section: Section) -> Part:
    document = view.document
    items = [item for block in section.blocks for item in _block(view, block)]
    if section.id == "remarks" and document.remarks:
        items.append(Text("remarks", one(document.remarks.text, "given", document.remarks.language)))
    return Part("section", section.id, section.numeral, section.title, tuple(items))


def _block(view: View, block: Block) -> Iterator[Item]:
    match block:
        case Heading():
            yield Title(3, block.id, _runs(block.runs))
        case Paragraph():
            if block.lead:
                yield Text("lead", _runs(block.lead))
            yield Text("numbered", _runs(block.runs), f"p{block.number}", block.number)
            for row in view.wordings(block.runs):
                said = piece(row.text, "given", language=row.language)
                yield Text("soft", (piece(f"{view.wording_mark(row)} "), said, piece(f" [{row.seq}]")))
        case Table():
            rows = [*block.rows, *([block.total] if block.total else [])]
            yield Grid(
                block.caption,
                tuple(one(name) for name in block.columns),
                tuple(Row(tuple(one(cell) for cell in row)) for row in rows),
                frozenset(range(1, len(block.columns))),
            )


def _runs(runs: Iterable[Run]) -> Line:
    return tuple(_run(run) for run in runs)


def _run(run: Run) -> Piece:
    match run.kind:
        case "claim":
            return piece(run.text, "claim", id=f"claim-{run.ref}", to=f"evidence-{run.ref}")
        case "source":
            entry = int(run.text) if run.text.isdecimal() else None
            return piece(f"\u202f[{run.text}]", "source", to=f"source-{run.ref}", entry=entry)
        case "mark":
            return piece(run.text, "mark", to="marks")
        case _:
            return piece(run.text, run.kind, language=run.language)


def _scale(view: View) -> Iterator[Item]:
    scale = view.document.scale
    yield Text("plain", one(view.t("scale.intro", version=scale.version)))
    header = tuple(one(view.t(f"scale.{name}")) for name in ("word", "share", "entities", "groups"))
    rows = tuple(
        Row((one(row.label), one(row.share), one(row.min_entities), one(row.min_groups))) for row in scale.rows
    )
    yield Grid("", header, rows, frozenset({2, 3}))
    for number, rule in enumerate(scale.rules, 1):
        yield Text("plain", one(f"({number}) {rule}"))
    yield Title(3, "marks", one(view.t("marks")))
    for sign, meaning in scale.marks.items():
        yield Text("plain", one(f"{sign} {meaning}"))
    yield Text("soft", one(scale.caveat))


def _evidence(view: View) -> Iterator[Item]:
    document = view.document
    yield Text("plain", one(view.t("evidence.intro")))
    for option in document.options:
        yield Title(3, None, (piece(f"{option.question}.{option.number} "), piece(option.label, "given")))
        for claim in view.claims_about("option", option.id):
            yield from _claim(view, claim)
        rows = [_position(view, row) for row in view.positions_on(option)]
        rows += [_beside(view, row) for row in view.beside_option(option)]
        if not rows:
            yield Text("plain", one(view.t("positions.none")))
            continue
        header = tuple(one(view.t(f"positions.{name}")) for name in ("entity", "stance", "words", "entry"))
        yield Grid(view.t("positions"), header, tuple(rows), frozenset({3}))
    if others := tuple(_beside(view, row) for row in view.beside_option(None)):
        yield Grid("", (), others, frozenset({3}))
    if document.comments:
        yield Title(3, None, one(view.t("floor")))
        said = [
            Row((one(row.group_label), one(row.text, "quote", row.language), one(row.seq)), f"source-{row.id}")
            for row in document.comments
        ]
        yield Grid("", (), tuple(said), frozenset({2}))


def _beside(view: View, row: Beside) -> Row:
    """An objection, an explanation of position or a view of a caucus, with what it is and what came of it."""
    said = piece(row.text, "quote", language=row.language) if row.text else piece(view.t("positions.withheld"))
    cells = (_who(row.who, row.group_label, None, ""), one(row.state), (piece(row.label), said), one(row.seq))
    return Row(cells, f"source-{row.id}")


def _claim(view: View, claim: Claim) -> Iterator[Item]:
    paragraph = view.paragraph_of.get(claim.id)
    back = (piece(f"§ {paragraph}", "source", to=f"p{paragraph}"), piece("  ")) if paragraph else ()
    yield Text("lead", (*back, piece(claim.text)), f"evidence-{claim.id}")
    figures = [
        view.t(
            "evidence.of",
            n=view.number(claim.n),
            N=view.number(claim.N),
            nouns=claim.noun,
            share=view.percent(claim.share_percent),
        )
    ]
    votes = claim.subject.kind == "statement"
    if claim.kind == "word":
        if claim.balanced_percent:
            figures.append(view.t("evidence.balanced", share=view.percent(claim.balanced_percent)))
        figures.append(view.t("evidence.base.votes" if votes else "evidence.base", base=view.number(claim.base)))
        if claim.neutral:
            key = "evidence.passed" if votes else "evidence.neutral"
            figures.append(view.t(key, neutral=view.number(claim.neutral)))
    yield Text("soft", one(" · ".join(figures)))
    if groups := view.groups_of(claim):
        counted = "; ".join(f"{g.label} {view.number(g.n)}/{view.number(g.N)}" for g in groups)
        yield Text("soft", one(f"{view.t('evidence.groups')}: {counted}"))
    if claim.rules:
        yield Text("soft", one(" ".join(rule.text for rule in claim.rules)))
    yield Text("soft", tuple(_sources(view, claim)))
    yield from (Text("soft", one(said)) for said in view.campaigns_in(claim))
    if claim.paired_with:
        yield Text("soft", tuple(_other_side(view, claim)))


def _sources(view: View, claim: Claim) -> Iterator[Piece]:
    yield piece(f"{view.t('evidence.sources')}: ")
    for place, each in enumerate(claim.evidence):
        yield piece("; " if place else "")
        entry = f" [{each.seq}]" if each.seq else ""
        yield piece(f"{each.label}{entry}", "source", to=f"source-{each.id}", entry=each.seq)
        if said := view.standing_of(each):
            yield piece(f" ({said})")


def _other_side(view: View, claim: Claim) -> Iterator[Piece]:
    yield piece(f"{view.t('evidence.other_side')}: ")
    for place, other in enumerate(claim.paired_with):
        yield piece("; " if place else "")
        yield piece(view.claims[other].phrase, "source", to=f"evidence-{other}")


def _who(name: str, group: str, region: str | None, region_label: str) -> Line:
    about = f"{group} · {region_label}" if region else group
    return (piece(name, "given"), piece(f" ({about})" if about else ""))


def _position(view: View, row: PositionRow) -> Row:
    stance = row.stance_label if row.confirmed else f"{row.stance_label} ({view.t('positions.unconfirmed')})"
    words: list[Piece] = [piece(view.t("positions.withheld"))] if row.withheld else []
    if row.reason:
        words.append(piece(row.reason, "quote", language=row.language))
    if row.condition:
        words += [
            piece((" " if words else "") + view.t("condition")),
            piece(row.condition, "quote", language=row.language),
        ]
    who = _who(row.entity, row.group_label, row.region, row.region_label)
    said: Line = one(stance)
    if row.joint_id:
        said += (piece(" · "), piece(view.t("positions.joint"), "source", to=f"source-{row.joint_id}"))
    return Row((who, said, tuple(words), one(row.seq)), f"source-{row.id}")


def _contributions(view: View) -> Iterator[Item]:
    if spoke := view.claims_about("meeting"):
        yield Title(3, None, one(view.t("annex.spoke")))
        for claim in spoke:
            yield from _claim(view, claim)
    if made := view.claims_about("point"):
        yield Title(3, None, one(view.t("annex.points")))
        for claim in made:
            yield from _claim(view, claim)
    rows = view.document.contributions
    if not rows:
        yield Text("plain", one(view.t("contributions.none")))
        return
    names = ["contributor", "title", "filed", *(["became"] if view.disposed else [])]
    header = (*(one(view.t(f"contributions.{name}")) for name in names), one(view.t("positions.entry")))
    found = []
    for row in rows:
        about = [view.language_name(row.language)]
        about += [view.t("contributions.version", version=row.version)] if row.version > 1 else []
        title = [piece(row.title, "quote", language=row.language), piece(f" ({' · '.join(about)})")]
        if row.same_text_as:
            said = view.t("contributions.same", seq=view.seq_of[row.same_text_as])
            title += [piece(" "), piece(said, "source", to=f"source-{row.same_text_as}")]
        filed = view.day(row.filed_at) + (f" ({view.t('contributions.late')})" if row.late else "")
        who = _who(row.contributor, row.group_label, row.region, row.region_label)
        became = [tuple(_became(view, row))] if view.disposed else []
        found.append(Row((who, tuple(title), one(filed), *became, one(row.seq)), f"source-{row.id}"))
    yield Grid("", header, tuple(found), frozenset({len(header) - 1}))


def _became(view: View, row: ContributionRow) -> Iterator[Piece]:
    for text, target in view.became(row):
        yield piece(text, "given") if target == "given" else piece(text, to=target or None)


def _missing(view: View) -> Iterator[Item]:
    """What the note left out, with everybody behind each proposal."""
    for claim in view.claims_about("proposal"):
        yield from _claim(view, claim)
    rows = []
    for row in view.document.missing:
        behind = [*_who(row.entity, row.group_label, None, "")]
        for each in row.seconded:
            place = view.endorsement(row, each)
            behind += [piece("; "), piece(each.entity, "given", id=f"source-{place}" if place else None)]
            behind.append(piece(f" [{each.seq}] ({each.group_label})"))
        rows.append(Row((one(row.text, "quote", row.language), tuple(behind), one(row.seq)), f"source-{row.id}"))
    header = (one(view.t("missing.text")), one(view.t("missing.behind")), one(view.t("positions.entry")))
    yield Grid("", header, tuple(rows), frozenset({2}))


def _statements(view: View) -> Iterator[Item]:
    for claim in view.claims_about("statement"):
        yield from _claim(view, claim)
    names = ("number", "text", "agree", "disagree", "passed")
    rows = [
        Row(
            (
                one(row.number),
                one(row.text, "quote", row.language),
                *(one(view.number(n)) for n in (row.agree, row.disagree, row.passed)),
            ),
            f"source-{row.id}",
        )
        for row in view.document.statements
    ]
    header = tuple(one(view.t(f"statements.{name}")) for name in names)
    yield Grid("", header, tuple(rows), frozenset({0, 2, 3, 4}))


def _comments(view: View) -> Iterator[Item]:
    """What was said on the circulated text, and what became of it."""
    yield Text("plain", one(view.s("comments.intro")))
    header = tuple(one(view.s(f"col.{name}")) for name in ("paragraph", "comment", "disposition"))
    rows = []
    for each in view.standing.comments:
        where = (piece(each.paragraph, to=f"p{each.paragraph}"), piece(f" ({view.s('text', number=each.text_number)})"))
        said = piece(view.s("hidden")) if each.text is None else piece(each.text, "quote", language=each.language)
        by = (piece(" ("), piece(each.entity, "given"), piece(f" · {view.s(f'kind.{each.kind}')})"))
        done = view.s(f"outcome.{each.outcome}") if each.outcome else view.s("pending")
        became = (piece(done), piece(f" {each.reason}", "given")) if each.reason else one(done)
        rows.append(Row((where, (said, *by), became)))
    yield Grid("", header, tuple(rows))


def _changes(view: View) -> Iterator[Item]:
    yield Text("plain", one(view.s("changes.intro")))
    for change in view.standing.changes:
        kind = change.kind if change.before or change.after else "remarks"
        yield Title(3, None, one(view.s(f"change.{kind}", before=change.before, after=change.after)))
        marks = {"ins": "[+{}+]", "del": "[−{}−]"}
        yield Text("plain", tuple(piece(marks.get(op, "{}").format(words), op) for op, words in change.pieces))


_REVIEW = {"comments": _comments, "changes": _changes}
_ANNEXES = {
    "scale": _scale,
    "evidence": _evidence,
    "contributions": _contributions,
    "statements": _statements,
    "missing": _missing,
}


def _without_dead_ends(parts: list[Part]) -> Iterator[Part]:
    """Each id once (a claim may be said twice; the first is its place), and no pointer without its target."""
    there = {each for part in parts for each in (part.id, *_ids(part.items))}
    taken = {part.id for part in parts}
    for part in parts:
        yield replace(part, items=tuple(_mended(item, there, taken) for item in part.items))


def _ids(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        own = [row.id for row in item.rows] if isinstance(item, Grid) else [item.id]
        yield from (each for each in own if each)
        yield from (each.id for line in lines(item) for each in line if each.id)


def lines(item: Item) -> Iterator[Line]:
    if isinstance(item, Grid):
        yield from item.header
        for row in item.rows:
            yield from row.cells
    else:
        yield item.line


def _mended(item: Item, there: set[str], taken: set[str]) -> Item:
    def once(each: str | None) -> str | None:
        if each is None or each in taken:
            return None
        taken.add(each)
        return each

    def line(found: Line) -> Line:
        return tuple(replace(p, id=once(p.id), to=p.to if p.to in there else None) for p in found)

    match item:
        case Grid():
            rows = tuple(Row(tuple(line(cell) for cell in row.cells), once(row.id)) for row in item.rows)
            return replace(item, rows=rows)
        case Title() | Text():
            return replace(item, id=once(item.id), line=line(item.line))
