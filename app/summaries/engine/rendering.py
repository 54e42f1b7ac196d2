"""A finished document as HTML, Markdown or JSON. Nothing is decided or counted here; the words are all there already.

The HTML is one plain file without script: it prints, archives and opens from a disk. Each counted phrase links to its
evidence on the same page. Text of participants keeps its own language and direction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from app.record.chain import canonical
from app.summaries.engine.document import Claim, Document, OptionRow, Paragraph, PositionRow, Run
from app.summaries.engine.languages import language_for
from app.summaries.engine.templates import Language

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the document itself does not know: whether, when and as which version it was published."""

    state: str = "draft"
    version: int | None = None
    published_at: str | None = None
    digest: str | None = None


def to_json(document: Document) -> str:
    """Byte for byte what the digest of a published text is taken from."""
    return canonical(document.model_dump(mode="json")).decode()


def to_html(document: Document, standing: Standing | None = None) -> str:
    return _template("summary.html.j2").render(view=View(document, standing or Standing()))


def to_markdown(document: Document, standing: Standing | None = None) -> str:
    return _template("summary.md.j2").render(view=View(document, standing or Standing()))


@cache
def stylesheet() -> str:
    """The page's style sheet, exactly as it stands in it: whoever serves the page allows it by its hash."""
    return (PAGES / "summary.css").read_text("utf-8")


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escape_markdown
    environment.globals["stylesheet"] = Markup(stylesheet())  # noqa: S704 - our own file, not anybody's input
    return environment.get_template(name)


_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~&"})


def escape_markdown(text: object) -> str:
    """Text of participants as plain words on one line: no markup, no HTML, no table cell of theirs."""
    line = " ".join(str(text).split()).translate(_MARKDOWN_SIGNS)
    return f"\\{line}" if line[:1] in {"-", "+", "="} else line


class View:
    """A document arranged for the templates: claims by subject, positions by option, numbers in the language."""

    def __init__(self, document: Document, standing: Standing) -> None:
        self.document, self.standing = document, standing
        self.language: Language = language_for(document.language)

    def t(self, key: str, **slots: object) -> str:
        return self.language.say_plain(f"page.{key}", **{name: str(value) for name, value in slots.items()})

    def number(self, n: int) -> str:
        return self.language.number(n)

    def day(self, instant: str) -> str:
        return self.language.date(instant)

    def percent(self, text: str) -> str:
        return text.replace(".", self.language.text["decimal"])

    def language_name(self, tag: str) -> str:
        return self.language.named("language", tag)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.document.claims}

    def claims_about(self, kind: str, subject_id: str | None = None) -> list[Claim]:
        about = [claim for claim in self.document.claims if claim.subject.kind == kind]
        return [claim for claim in about if subject_id in {None, claim.subject.id}]

    @cached_property
    def paragraph_of(self) -> Mapping[str, int]:
        """The paragraph in which each claim stands."""
        paragraphs = [b for s in self.document.sections for b in s.blocks if isinstance(b, Paragraph)]
        return {run.ref or "": p.number for p in paragraphs for run in p.runs if run.kind == "claim"}

    @cached_property
    def _positions(self) -> Mapping[str, list[PositionRow]]:
        found: dict[str, list[PositionRow]] = {}
        for row in self.document.positions:
            found.setdefault(row.option_id, []).append(row)
        return found

    def positions_on(self, option: OptionRow) -> list[PositionRow]:
        """In the scale's order of stances, then as they came onto the record."""
        order = ("support", "support_with_reservations", "oppose", "neutral")
        return sorted(self._positions.get(option.id, []), key=lambda row: (order.index(row.stance), row.seq))

    @cached_property
    def annexes(self) -> list[tuple[str, str]]:
        """Letter and name of each annex; the letters are fixed because the text refers to them."""
        names = {"A": "scale", "B": "evidence", "C": "contributions", "D": "statements"}
        present = {"B": bool(self.document.options), "D": bool(self.document.statements)}
        return [(letter, name) for letter, name in names.items() if present.get(letter, True)]

    @cached_property
    def seq_of(self) -> Mapping[str, int]:
        return {row.id: row.seq for row in self.document.contributions}

    def runs(self, runs: list[Run]) -> list[dict[str, Any]]:
        """Runs for printing. A paragraph's reference becomes a link only where the page has its target."""
        return [{"kind": r.kind, "text": r.text, "ref": r.ref, "lang": _tag(r.language)} for r in runs]


def _tag(language: str | None) -> str | None:
    """`und` says nothing to a browser; no attribute lets it use the page's own fonts."""
    return None if language in {None, "und"} else language
