"""The formats a document leaves in: what each is called and how its bytes are made. Pure, and safe in another process.

The same document with the same standing gives the same bytes in every format.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from markupsafe import escape

from app.core.errors import ConvenorError
from app.record.chain import canonical
from app.summaries.engine.document import Document
from app.summaries.engine.rendering import Standing, View, to_html, to_json, to_markdown
from app.summaries.export.akoma import to_akoma_ntoso
from app.summaries.export.outline import status
from app.summaries.export.word import to_docx

RENDERING = "2"  # part of the digest: a new way of writing a format is a new file
PRINT_STYLE = Path(__file__).parent / "print.css"


class ExportFormat(StrEnum):
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"
    JSON = "json"
    AKOMA_NTOSO = "akn"


CONTENT_TYPES = {
    ExportFormat.HTML: "text/html; charset=utf-8",
    ExportFormat.PDF: "application/pdf",
    ExportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportFormat.MARKDOWN: "text/markdown; charset=utf-8",
    ExportFormat.JSON: "application/json",
    ExportFormat.AKOMA_NTOSO: "application/akn+xml",
}
# What takes more than a moment, and so a process of its own.
SLOW = frozenset({ExportFormat.PDF, ExportFormat.DOCX, ExportFormat.AKOMA_NTOSO})


class PdfUnavailable(ConvenorError):
    status: ClassVar[int] = 503
    code = "pdf_unavailable"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is exported. `content`: the document's JSON, as it may be shown. `name`: what files are called by."""

    content: str
    standing: Standing
    symbol: str | None
    name: str

    def digest(self, form: ExportFormat) -> str:
        parts = {"content": self.content, "standing": asdict(self.standing), "symbol": self.symbol}
        return hashlib.sha256(canonical({**parts, "format": form.value, "rendering": RENDERING})).hexdigest()


def render(sheet: Sheet, form: ExportFormat) -> bytes:
    """The file. Raises PdfUnavailable where the system lacks what PDF needs."""
    document = Document.model_validate_json(sheet.content)
    return _WRITE[form](document, sheet.standing, sheet.symbol)


def _pdf(document: Document, standing: Standing, symbol: str | None) -> bytes:
    """Tagged (PDF/UA-1), with bookmarks and language. It fetches nothing: the page is one file."""
    try:
        from weasyprint import HTML  # type: ignore[import-untyped]
        from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]
    except (ImportError, OSError) as missing:
        raise PdfUnavailable(
            "This server cannot make PDF files: the library Pango is not installed. The other formats work."
        ) from missing
    page = _for_print(document, standing, symbol)
    nothing = URLFetcher(allowed_protocols=())
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    made = HTML(string=page, url_fetcher=nothing).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    assert isinstance(made, bytes)
    return made


def _for_print(document: Document, standing: Standing, symbol: str | None) -> str:
    """The plain page with a style sheet of its own after its own, colours its pictures keep, and dates of the text."""
    page = _html(document, standing, symbol)
    page = page.replace('<rect class="of"', '<rect fill="#ddd"').replace('<rect class="n"', '<rect fill="#333"')
    said = _css(status(View(document, standing)))
    running = f"@page {{ @top-left {{ content: {said} }} @bottom-left {{ content: {_css(symbol or '')} }} }}"
    date = standing.published_at or document.cutoff.at
    known = {"dcterms.created": date, "dcterms.modified": date, "description": document.notice}
    known |= {"keywords": symbol} if symbol else {}
    meta = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in known.items())
    style = f"<style>{running}\n{PRINT_STYLE.read_text('utf-8')}</style>"
    return page.replace("</head>", f"{meta}{style}</head>", 1)


def _html(document: Document, standing: Standing, symbol: str | None) -> str:
    """The plain page, with the document's symbol above its title."""
    said = f"<span>{symbol}</span>" if symbol else ""
    return to_html(document, standing).replace('<p class="symbol"><span>', f'<p class="symbol">{said}<span>', 1)


def _css(text: str) -> str:
    """A string of a style sheet."""
    return '"' + re.sub(r'[\\"\n<]', lambda sign: f"\\{ord(sign.group()):x} ", text) + '"'


def _markdown(document: Document, standing: Standing, symbol: str | None) -> str:
    title, _, rest = to_markdown(document, standing).partition("\n")
    return f"{title}\n\n{symbol}\n{rest}" if symbol else f"{title}\n{rest}"


_WRITE: dict[ExportFormat, Callable[[Document, Standing, str | None], bytes]] = {
    ExportFormat.HTML: lambda *what: _html(*what).encode(),
    ExportFormat.MARKDOWN: lambda *what: _markdown(*what).encode(),
    ExportFormat.JSON: lambda document, *_: to_json(document).encode(),
    ExportFormat.PDF: _pdf,
    ExportFormat.DOCX: to_docx,
    ExportFormat.AKOMA_NTOSO: to_akoma_ntoso,
}


def disposition(name: str, form: ExportFormat) -> str:
    """Content-Disposition: a name in ASCII for all, and as it is for who reads RFC 5987."""
    whole = f"{name}.{form.value if form is not ExportFormat.AKOMA_NTOSO else 'akn.xml'}"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", whole).strip("-")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(whole, safe='')}"
