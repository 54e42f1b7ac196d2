"""A finished document as Akoma Ntoso 3.0 (OASIS LegalDocML): a `statement` with its metadata, sections and annexes.

The work is the document of the consultation, the expression its text in one language and version, the manifestation
this file. Each paragraph has its eId; each source in the text points to its row in the annex, and that row to its entry
in the record.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.summaries.engine.document import Document
from app.summaries.engine.rendering import Standing
from app.summaries.export.outline import Grid, Item, Line, Outline, Part, Piece, Row, Text, Title, lines, outline

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# ISO 639-2/T, which FRBRlanguage asks for.
_THREE_LETTERS = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def to_akoma_ntoso(document: Document, standing: Standing, symbol: str | None) -> bytes:
    from lxml import etree  # type: ignore[import-untyped]

    root = _Writer(document, standing, outline(document, standing, symbol)).root()
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return text + b"\n"


def eid(anchor: str) -> str:
    """The eId of a place in the text: "para_12", "claim_q1_o1_support"."""
    if paragraph := re.fullmatch(r"p(\d+)", anchor):
        return f"para_{paragraph.group(1)}"
    return re.sub(r"[^A-Za-z0-9]+", "_", anchor)


class _Writer:
    def __init__(self, document: Document, standing: Standing, text: Outline) -> None:
        from lxml.builder import ElementMaker  # type: ignore[import-untyped]

        self.document, self.standing, self.text = document, standing, text
        self.make: Any = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
        self.unnamed = 0
        self.record = f"/akn/un/doc/{document.consultation.slug}/record"

    def root(self) -> Any:
        m, text = self.make, self.text
        cover = [
            m.p(m.docNumber(text.symbol)) if text.symbol else None,
            m.p(self.inline(text.of)),
            m.p(m.docTitle(text.title)),
            m.p(m.docStatus(text.status)),
            m.p(text.notice),
            m.p(text.cutoff),
        ]
        statement = m.statement(
            self.meta(),
            m.preface(*[each for each in cover if each is not None]),
            m.mainBody(*(self.part(part) for part in text.parts)),
            m.conclusions(*(m.p(line) for line in (*text.closing, text.notice))),
            name="summary",
            contains="singleVersion",
        )
        return m.akomaNtoso(statement)

    # What it is: work, expression, manifestation, and who and what the text points to.

    def meta(self) -> Any:
        m = self.make
        return m.meta(
            m.identification(self.work(), self.expression(), self.manifestation(), source="#convenor"),
            m.references(*self.references(), source="#convenor"),
        )

    @property
    def uri(self) -> str:
        """The document of one consultation; the cut-off's day tells it from another of the same kind."""
        about = self.document.consultation
        return f"/akn/un/statement/{self.document.cutoff.at[:10]}/{about.slug}-summary"

    @property
    def expression_uri(self) -> str:
        language = self.text.language
        version = self.standing.version or 0
        return f"{self.uri}/{_THREE_LETTERS.get(language, language)}@{self.text.date[:10]};v{version}"

    def level(self, name: str, uri: str, this: str, *more: Any, date: str, date_name: str) -> Any:
        m = self.make
        return m(
            name,
            m.FRBRthis(value=this),
            m.FRBRuri(value=uri),
            m.FRBRdate(date=date[:10], name=date_name),
            m.FRBRauthor(href="#chair", **{"as": "#author"}),
            *more,
        )

    def work(self) -> Any:
        m = self.make
        more = [m.FRBRcountry(value="un")]
        more += [m.FRBRnumber(value=self.text.symbol)] if self.text.symbol else []
        return self.level(
            "FRBRWork", self.uri, f"{self.uri}/!main", *more, date=self.document.cutoff.at, date_name="cutoff"
        )

    def expression(self) -> Any:
        m, uri = self.make, self.expression_uri
        more = [m.FRBRversionNumber(value=str(self.standing.version))] if self.standing.version else []
        more.append(m.FRBRlanguage(language=_THREE_LETTERS.get(self.text.language, self.text.language)))
        stated = "publication" if self.standing.published_at else "draft"
        return self.level("FRBRExpression", uri, f"{uri}/!main", *more, date=self.text.date, date_name=stated)

    def manifestation(self) -> Any:
        uri = f"{self.expression_uri}.akn"
        more = [self.make.FRBRformat(value="application/akn+xml")]
        this = f"{self.expression_uri}/!main.akn"
        return self.level("FRBRManifestation", uri, this, *more, date=self.text.date, date_name="export")

    def references(self) -> Iterator[Any]:
        m = self.make
        yield m.TLCOrganization(eId="convenor", href="/akn/ontology/organization/convenor", showAs="Convenor")
        yield m.TLCRole(eId="author", href="/akn/ontology/role/author", showAs="Author")
        yield m.TLCRole(eId="chair", href="/akn/ontology/role/chair", showAs="Chair")
        named = {each.entry for part in self.text.parts for item in part.items for each in _pieces(item)}
        for entry in sorted(number for number in named if number is not None):
            yield m.TLCReference(
                eId=f"entry_{entry}", name="record", href=f"{self.record}#{entry}", showAs=f"Entry {entry}"
            )

    # What it says.

    def part(self, part: Part) -> Any:
        m = self.make
        body = list(self.items(part.items)) or [self.hold(m.p())]
        own: dict[str, str] = {"eId": eid(f"{part.kind}-{part.id}" if part.kind == "section" else part.id)}
        if part.kind == "annex":
            number = [m.num(part.numeral)] if part.numeral else []
            return m.hcontainer(*number, m.heading(part.title), *body, name="annex", **own)
        return m.section(m.num(f"{part.numeral}."), m.heading(part.title), *body, **own)

    def items(self, items: Iterable[Item]) -> Iterator[Any]:
        """Headings hold what follows them up to the next; everything else is a paragraph of its own."""
        m, heading = self.make, None
        lead: Text | None = None
        for item in items:
            if isinstance(item, Title):
                if heading is not None:
                    yield self.filled(heading)
                heading = m.subsection(m.heading(*self.inlines(item.line)), **self.named(item.id))
                continue
            if isinstance(item, Text) and item.style == "lead" and item.id is None:
                lead = item
                continue
            made, lead = self.item(item, lead), None
            if heading is None:
                yield made
            else:
                heading.append(made)
        if heading is not None:
            yield self.filled(heading)

    def filled(self, heading: Any) -> Any:
        """A division with nothing in it is not one."""
        if len(heading) == 1:
            heading.append(self.hold(self.make.p()))
        return heading

    def item(self, item: Item, lead: Text | None) -> Any:
        m = self.make
        match item:
            case Grid():
                return self.hold(self.table(item))
            case Text(style="remarks"):
                said = [line for line in "".join(p.text for p in item.line).splitlines() if line.strip()]
                language = item.line[0].language
                return self.hold(*(m.p(line, **_language(language)) for line in said))
            case _:
                num = [m.num(f"{item.number}.")] if isinstance(item, Text) and item.number else []
                head = [m.heading(*self.inlines(lead.line))] if lead else []
                return m.paragraph(*num, *head, m.content(m.p(*self.inlines(item.line))), **self.named(item.id))

    def hold(self, *blocks: Any) -> Any:
        return self.make.paragraph(self.make.content(*blocks), **self.named(None))

    def named(self, anchor: str | None) -> dict[str, str]:
        if anchor:
            return {"eId": eid(anchor)}
        self.unnamed += 1
        return {"eId": f"block_{self.unnamed}"}

    def table(self, grid: Grid) -> Any:
        m = self.make
        rows = [m.tr(*(m.th(m.p(*self.inlines(line))) for line in grid.header))] if grid.header else []
        caption = [m.caption(grid.caption)] if grid.caption else []
        return m.table(*caption, *rows, *(self.row(row) for row in grid.rows), **self.named(None))

    def row(self, row: Row) -> Any:
        m = self.make
        own = {"eId": eid(row.id)} if row.id else {}
        return m.tr(*(m.td(m.p(*self.inlines(cell))) for cell in row.cells), **own)

    def inlines(self, line: Line) -> list[Any]:
        return [self.inline(each) for each in line if each.text]

    def inline(self, each: Piece) -> Any:
        m = self.make
        own = {"eId": eid(each.id)} if each.id else {}
        if each.entry is not None and each.to is None:
            return m.ref(each.text, href=f"#entry_{each.entry}", **own)
        if each.to:
            refers = {"refersTo": f"#entry_{each.entry}"} if each.entry is not None else {}
            return m.ref(each.text, href=f"#{eid(each.to)}", **refers, **own)
        if each.kind in {"ins", "del"}:
            return m(each.kind, each.text, **own)
        if each.kind in {"quote", "given"}:
            return m.inline(each.text, name=each.kind, **_language(each.language), **own)
        return m.span(each.text, **own) if own else each.text


def _language(language: str | None) -> dict[str, str]:
    return {_XML_LANG: language} if language and language != "und" else {}


def _pieces(item: Item) -> Iterator[Piece]:
    for line in lines(item):
        yield from line
