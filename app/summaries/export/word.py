"""A finished document as DOCX. The package, its styles and parts are python-docx's; the body is written element by
element, because a table of thousands of rows takes it minutes otherwise.

Paragraph numbers are text, not automatic: they are what others refer to. Each numbered paragraph, claim and source is a
bookmark, and what points to it is a link inside the file.
"""

import hashlib
import io
import re
import zipfile
from datetime import datetime
from typing import Any

from app.summaries.engine.document import Document
from app.summaries.engine.rendering import Standing
from app.summaries.export.outline import Grid, Item, Line, Outline, Piece, Text, Title, outline
from app.summaries.export.scripts import has_east_asian, runs_right_to_left

LATIN, ARABIC, CHINESE = "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC"
TABLE_TWIPS = 9_600  # the width between the margins, in twentieths of a point
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the zip format's own; a file's time must not depend on when it was asked for
_UNDERLINED = {"claim": "dotted", "ins": "single"}
_FULL_TAGS = {"ar": "ar-SA", "zh": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}


def to_docx(document: Document, standing: Standing, symbol: str | None) -> bytes:
    return _Writer(outline(document, standing, symbol)).file()


def bookmark(anchor: str) -> str:
    """At most 40 letters, digits and underscores, as Word wants it."""
    name = re.sub(r"\W", "_", anchor)
    return name if len(name) <= 40 else f"{name[:23]}_{hashlib.sha256(anchor.encode()).hexdigest()[:16]}"


class _Writer:
    def __init__(self, text: Outline) -> None:
        import docx
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        self.text, self._qn, self._element = text, qn, OxmlElement
        self.rtl = text.direction == "rtl"
        self.package: Any = docx.Document()
        self.marks = 0

    def file(self) -> bytes:
        self.properties()
        self.styles()
        self.page()
        body = self.package.element.body
        last = body[-1]  # the section's properties close the body
        for element in self.elements():
            last.addprevious(element)
        found = io.BytesIO()
        self.package.save(found)
        return _with_fixed_times(found.getvalue())

    def element(self, name: str, /, *children: Any, **attributes: str | int) -> Any:
        made = self._element(f"w:{name}")
        for key, value in attributes.items():
            made.set(self._qn(f"w:{key}"), str(value))
        made.extend(child for child in children if child is not None)
        return made

    # The file: what it says of itself, its styles, its page.

    def properties(self) -> None:
        core, text = self.package.core_properties, self.text
        core.title, core.subject = f"{text.title} · {text.of.text}"[:255], text.of.text[:255]
        core.author = core.last_modified_by = "Convenor"
        core.comments, core.language, core.revision = text.notice[:255], text.language, 1
        core.created = core.modified = datetime.fromisoformat(text.date).replace(tzinfo=None)
        core.identifier = (text.symbol or "")[:255]

    def styles(self) -> None:
        styles = self.package.styles
        for name in (
            "Normal",
            "Title",
            "Subtitle",
            "Heading 1",
            "Heading 2",
            "Heading 3",
            "Caption",
            "Header",
            "Footer",
        ):
            style = styles[name]
            properties = style.element.get_or_add_rPr()
            for old in properties.findall(self._qn("w:rFonts")):
                properties.remove(old)
            properties.insert(0, self.fonts())
            for colour in properties.findall(self._qn("w:color")):
                properties.remove(colour)
        styles["Normal"].font.size = self.points(11)
        defaults = styles.element.find(self._qn("w:docDefaults")).find(self._qn("w:rPrDefault")).find(self._qn("w:rPr"))
        for old in defaults.findall(self._qn("w:lang")):
            defaults.remove(old)
        tag = _FULL_TAGS.get(self.text.language, self.text.language)
        latin = tag if self.text.language not in {"ar", "zh"} else "en-GB"
        defaults.append(self.element("lang", val=latin, eastAsia="zh-CN", bidi="ar-SA"))

    @staticmethod
    def points(size: float) -> Any:
        from docx.shared import Pt

        return Pt(size)

    def fonts(self, *, hint: str | None = None) -> Any:
        more = {"hint": hint} if hint else {}
        return self.element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=CHINESE, cs=ARABIC, **more)

    def page(self) -> None:
        from docx.shared import Mm

        section, text = self.package.sections[0], self.text
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        if self.rtl:
            section._sectPr.append(self.element("bidi"))  # noqa: SLF001 - the library has no word for it
        header, footer = section.header, section.footer
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        said = (("Header", header, (text.status, text.notice)), ("Footer", footer, (text.symbol or text.title,)))
        for style, holder, lines in said:
            holder._element.remove(holder.paragraphs[0]._element)  # noqa: SLF001 - replaced by our own
            for line in lines:
                holder._element.append(self.paragraph((Piece(line),), style=style))  # noqa: SLF001
        footer._element.append(self.page_number())  # noqa: SLF001

    def page_number(self) -> Any:
        runs = []
        for field in ("PAGE", None, "NUMPAGES"):
            if field is None:
                runs.append(self.run(Piece("\u202f/\u202f")))
                continue
            runs.append(self.element("fldSimple", self.run(Piece("1")), instr=f" {field} "))
        return self.element(
            "p", self.element("pPr", self.element("pStyle", val="Footer"), self.aligned("center")), *runs
        )

    # The text.

    def elements(self) -> list[Any]:
        text = self.text
        made = [self.paragraph((text.of,), style="Subtitle"), self.paragraph((Piece(text.title),), style="Title")]
        if text.symbol:
            made.insert(0, self.paragraph((Piece(text.symbol),)))
        made += [self.paragraph((Piece(line),), italic=True) for line in (text.status, text.notice, text.cutoff)]
        for part in text.parts:
            name = f"{part.numeral}. {part.title}" if part.numeral else part.title
            made.append(self.paragraph((Piece(name),), style="Heading1", anchor=part.id, new_page=part.kind == "annex"))
            for item in part.items:
                made += self.item(item)
        made += [self.paragraph((Piece(line),), small=True) for line in text.closing]
        return made

    def item(self, item: Item) -> list[Any]:
        match item:
            case Title():
                return [self.paragraph(item.line, style="Heading2", anchor=item.id)]
            case Grid():
                caption = [self.paragraph((Piece(item.caption),), style="Caption")] if item.caption else []
                return [*caption, self.table(item), self.paragraph(())]
            case Text(style="lead"):
                return [self.paragraph(item.line, style="Heading3", anchor=item.id)]
            case Text(style="remarks"):
                piece = item.line[0]
                return [self.paragraph((Piece(line, language=piece.language),)) for line in piece.text.splitlines()]
            case Text(number=None):
                return [self.paragraph(item.line, anchor=item.id, small=item.style == "soft")]
            case _:
                return [self.paragraph(item.line, anchor=item.id, number=item.number)]

    def aligned(self, where: str) -> Any:
        return self.element("jc", val=where)

    def paragraph(
        self,
        line: Line,
        *,
        style: str | None = None,
        anchor: str | None = None,
        number: int | None = None,
        small: bool = False,
        italic: bool = False,
        new_page: bool = False,
        figures: bool = False,
    ) -> Any:
        """One paragraph, in the direction of the document; text of others keeps its own within it."""
        properties = self.element("pPr")
        children = [
            self.element("pStyle", val=style) if style else None,
            self.element("pageBreakBefore") if new_page else None,
            self.element("tabs", self.element("tab", val="left", pos=567)) if number else None,
            self.element("bidi") if self.rtl else None,
            self.aligned("right" if not self.rtl else "left") if figures else None,
        ]
        properties.extend(child for child in children if child is not None)
        made = self.element("p", properties)
        pieces = (Piece(f"{number}.\t"), *line) if number else line
        runs = [run for piece in pieces for run in self.pieces(piece, small=small, italic=italic)]
        made.extend(self.marked(anchor, runs))
        return made

    def pieces(self, piece: Piece, *, small: bool, italic: bool) -> list[Any]:
        if not piece.text:
            return []
        run = self.run(piece, small=small, italic=italic)
        if piece.to:
            run = self.element("hyperlink", run, anchor=bookmark(piece.to), history=1)
        return self.marked(piece.id, [run])

    def marked(self, anchor: str | None, runs: list[Any]) -> list[Any]:
        if anchor is None:
            return runs
        self.marks += 1
        start = self.element("bookmarkStart", id=self.marks, name=bookmark(anchor))
        return [start, *runs, self.element("bookmarkEnd", id=self.marks)]

    def run(self, piece: Piece, *, small: bool = False, italic: bool = False) -> Any:
        rtl = runs_right_to_left(piece.text, self.text.direction)
        chinese = has_east_asian(piece.text)
        raised = piece.kind == "mark"
        size = 17 if small else None  # half points
        properties = self.element("rPr")
        children = [
            self.fonts(hint="eastAsia") if chinese else None,
            self.element("i") if italic else None,
            self.element("iCs") if italic else None,
            self.element("strike") if piece.kind == "del" else None,
            self.element("sz", val=size) if size else None,
            self.element("szCs", val=size) if size else None,
            self.element("u", val=_UNDERLINED[piece.kind]) if piece.kind in _UNDERLINED else None,
            self.element("vertAlign", val="superscript") if raised else None,
            self.element("rtl") if rtl else None,
            self.language(piece, chinese=chinese, rtl=rtl),
        ]
        properties.extend(child for child in children if child is not None)
        return self.element("r", properties, *self.words(piece.text))

    def language(self, piece: Piece, *, chinese: bool, rtl: bool) -> Any:
        """Which of the three it is, is decided by the script of the run: Word keeps one language for each."""
        if piece.language in {None, "und"}:
            return None
        tag = _FULL_TAGS.get(piece.language or "", piece.language or "")
        return self.element("lang", **{"eastAsia" if chinese else "bidi" if rtl else "val": tag})

    def words(self, text: str) -> list[Any]:
        """Tabs and line ends are elements of their own."""
        made = []
        for part in re.split(r"([\t\n])", text):
            if part == "\t":
                made.append(self.element("tab"))
            elif part == "\n":
                made.append(self.element("br"))
            elif part:
                word = self.element("t")
                word.text = part
                word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made.append(word)
        return made

    def table(self, grid: Grid) -> Any:
        columns = max((len(row.cells) for row in grid.rows), default=len(grid.header)) or 1
        weights = [1 if n in grid.figures else 3 for n in range(columns)]
        widths = [TABLE_TWIPS * weight // sum(weights) for weight in weights]
        edge: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "BBBBBB"}
        properties = self.element(
            "tblPr",
            self.element("bidiVisual") if self.rtl else None,
            self.element("tblW", w=TABLE_TWIPS, type="dxa"),
            self.element("tblBorders", *(self.element(side, **edge) for side in ("top", "bottom", "insideH"))),
            self.element("tblLayout", type="fixed"),
        )
        frame = self.element("tblGrid", *(self.element("gridCol", w=width) for width in widths))
        head = [self.row(grid.header, widths, grid.figures, None, header=True)] if grid.header else []
        rows = [self.row(row.cells, widths, grid.figures, row.id) for row in grid.rows]
        return self.element("tbl", properties, frame, *head, *rows)

    def row(
        self,
        cells: tuple[Line, ...],
        widths: list[int],
        figures: frozenset[int],
        anchor: str | None,
        *,
        header: bool = False,
    ) -> Any:
        properties = self.element("trPr", self.element("cantSplit"), self.element("tblHeader") if header else None)
        made = self.element("tr", properties)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=False)):
            box = self.element("tcPr", self.element("tcW", w=width, type="dxa"))
            place = None if number else anchor
            words = self.paragraph(cell, anchor=place, small=True, italic=header, figures=number in figures)
            made.append(self.element("tc", box, words))
        return made


def _with_fixed_times(content: bytes) -> bytes:
    """The same package with no clock in it, so that the same text is the same bytes."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _FIRST_DAY)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(part, old.read(name))
    return found.getvalue()
