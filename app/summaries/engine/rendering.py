"""A finished document as HTML, Markdown or JSON. Nothing is decided or counted here; the words are all there already.

The HTML is one plain file without script: it prints, archives and opens from a disk. Each counted phrase links to its
evidence on the same page. Text of participants keeps its own language and direction.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from pydantic import BaseModel

from app.summaries.engine.document import (
    Claim,
    ContributionRow,
    Document,
    Evidence,
    GroupCount,
    OptionRow,
    Paragraph,
    PositionRow,
    ProposalRow,
    Run,
    SecondedRow,
    WordingRow,
)
from app.summaries.engine.languages import language_for
from app.summaries.engine.pieces import pieces
from app.summaries.engine.templates import Language

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Remarked:
    """A comment on a circulated text with what became of it. `text` is None where it is hidden."""

    text_number: int
    paragraph: int
    kind: str
    entity: str
    text: str | None
    language: str
    outcome: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph that differs from the first circulated text. `pieces`: (same, ins or del; words)."""

    kind: str
    before: int | None
    after: int | None
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the document itself does not know: whether, when and as which version it was published.

    `text_number`: of the latest text that was circulated or made final. `window`: closing time and zone of its
    comments. `transmitted`: the body and the day.
    """

    state: str = "draft"
    version: int | None = None
    published_at: str | None = None
    digest: str | None = None
    text_number: int | None = None
    window: tuple[str, str] | None = None
    transmitted: tuple[str, str] | None = None
    comments: tuple[Remarked, ...] = ()
    changes: tuple[Changed, ...] = ()


def to_json(document: Document) -> str:
    """Byte for byte what the digest of a published text is taken from."""
    fields = {name: getattr(document, name) for name in Document.model_fields}
    return b"".join(pieces(fields, _plain)).decode()


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


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


@cache
def _standing_words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads((PAGES / "standing.json").read_text("utf-8"))
    return words


_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~&"})


def escape_markdown(text: object) -> str:
    """Text of participants as plain words on one line: no markup, no HTML, no table cell of theirs."""
    line = " ".join(str(text).split()).translate(_MARKDOWN_SIGNS)
    return f"\\{line}" if line[:1] in {"-", "+", "="} else line


@dataclass(frozen=True, slots=True)
class Beside:
    """Words beside the positions that the text may point to. `label` says what they are, `state` what came of them."""

    id: str
    option_id: str | None
    who: str
    group_label: str
    label: str
    text: str | None
    language: str
    seq: int
    state: str = ""


class View:
    """A document arranged for the templates: claims by subject, positions by option, numbers in the language."""

    def __init__(self, document: Document, standing: Standing) -> None:
        self.document, self.standing = document, standing
        self.language: Language = language_for(document.language)
        self._given: set[str] = set()

    def t(self, key: str, **slots: object) -> str:
        return self.language.say_plain(f"page.{key}", **{name: str(value) for name, value in slots.items()})

    def s(self, key: str, **slots: object) -> str:
        """Words about the standing of the text, its comments and its changes."""
        said = _standing_words()
        words = said.get(self.document.language, said["en"])
        return words.get(key, said["en"][key]).format(**slots)

    @cached_property
    def notices(self) -> list[str]:
        """What the text is, and what a language model had to do with it."""
        model = self.document.arranged_by
        return [self.document.notice, *([self.s("arranged", model=model)] if model else [])]

    def wordings(self, runs: list[Run]) -> list[WordingRow]:
        """What stands beside the quotations of a paragraph, in the language of the document."""
        quoted = {(run.ref, run.text) for run in runs if run.kind == "quote"}
        rows = [row for row in self.document.wordings if row.language == self.document.language]
        return [row for row in rows if (row.source_id, row.quote) in quoted]

    def wording_mark(self, row: WordingRow) -> str:
        """That a language model proposed it, and who answers for it."""
        key = "edited" if row.edited else row.kind
        return self.s(
            f"wording.{key}", language=self.language_name(row.language), model=row.model, name=row.approved_by
        )

    def moment(self, instant: str) -> str:
        return self.language.moment(instant)

    def in_zone(self, instant: str, zone: str) -> str:
        """A closing time as it was announced."""
        return f"{datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"

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

    def groups_of(self, claim: Claim) -> list[GroupCount]:
        """Where the parts say something beside the whole: of words of the scale, and of who took the floor."""
        named = len(claim.groups) > 1 or any(each.group for each in claim.groups)
        return claim.groups if named and (claim.kind == "word" or claim.side == "floor") else []

    def campaigns_in(self, claim: Claim) -> list[str]:
        """Of the texts behind a point those that several contributors sent, in the order of the record."""
        rows = {row.id: row for row in self.document.contributions} if claim.subject.kind == "point" else {}
        sent: dict[str, list[ContributionRow]] = {}
        for row in (rows[each.id] for each in claim.evidence if each.id in rows):
            sent.setdefault(row.same_text_as or row.id, []).append(row)
        by = {first: {(row.contributor, row.group_label) for row in copies} for first, copies in sent.items()}
        return [
            self.t(
                "campaign",
                contributions=self.language.numbered("contributions.of", len(copies)),
                contributors=self.language.numbered("contributors", len(by[first])),
                seq=self.seq_of[first],
            )
            for first, copies in sent.items()
            if len(by[first]) > 1 and first in self.seq_of
        ]

    def standing_of(self, source: Evidence) -> str:
        """Who says that a contribution makes the point; of other sources nothing has to be said."""
        return self.t(f"standing.{source.kind}") if source.kind in {"declared", "confirmed", "matched"} else ""

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
    def page_annexes(self) -> list[tuple[str, str]]:
        """With the annex of what the note left out, where there is any."""
        return self.annexes + ([("E", "missing")] if self.document.missing else [])

    @cached_property
    def review_annexes(self) -> list[str]:
        return [name for name in ("comments", "changes") if getattr(self.standing, name)]

    @cached_property
    def seq_of(self) -> Mapping[str, int]:
        return {row.id: row.seq for row in self.document.contributions}

    @cached_property
    def disposed(self) -> bool:
        """Documents of before say of no contribution what became of it."""
        return any(row.disposition for row in self.document.contributions)

    def once(self, each: str) -> bool:
        """Whether this id was not given yet: a claim that is said twice has its place where it is said first."""
        new = each not in self._given
        self._given.add(each)
        return new

    @cached_property
    def _endorsements(self) -> Mapping[tuple[str, int | None, str], str]:
        """Source ids of endorsements: by proposal, entry and name, because the rows have no ids of their own."""
        return {
            (claim.subject.id, each.seq, each.label): each.id
            for claim in self.claims_about("proposal")
            for each in claim.evidence
            if each.kind == "endorsement"
        }

    def endorsement(self, row: ProposalRow, one: SecondedRow) -> str | None:
        return self._endorsements.get((row.id, one.seq, one.entity))

    @cached_property
    def targets(self) -> frozenset[str]:
        """All that a link on the page may point to, beside sections, annexes and marks."""
        document = self.document
        rows = (
            *(document.positions if document.options else ()),
            *(document.contributions),
            *(document.comments if document.options else ()),
            *(document.statements),
            *(self.beside if document.options else ()),
            *(document.missing),
        )
        behind = {
            found
            for row in document.missing
            for one in row.seconded
            if (found := self.endorsement(row, one)) is not None
        }
        paragraphs = (b for s in document.sections for b in s.blocks if isinstance(b, Paragraph))
        return frozenset(
            {f"source-{each}" for each in behind | {row.id for row in rows}}
            | {f"evidence-{claim.id}" for claim in document.claims if self._printed(claim)}
            | {f"claim-{ref}" for ref in self.paragraph_of}
            | {f"p{paragraph.number}" for paragraph in paragraphs}
        )

    def _printed(self, claim: Claim) -> bool:
        match claim.subject.kind:
            case "option":
                return claim.subject.id in self._options
            case "statement":
                return bool(self.document.statements)
            case "proposal":
                return bool(self.document.missing)
            case "point" | "meeting":
                return True

    @cached_property
    def _options(self) -> frozenset[str]:
        return frozenset(option.id for option in self.document.options)

    @cached_property
    def beside(self) -> list[Beside]:
        """Objections, explanations of position, views of caucuses, texts of statements, in the order of the record."""
        said = self.t("positions.withdrawn")
        found = [
            Beside(each.id, each.option_id, each.entity, each.group_label, self.t("positions.objection"), each.reason,
                   each.language, each.seq, said if each.withdrawn_at else "")
            for each in self.document.objections
        ]  # fmt: skip
        found += [
            Beside(each.id, each.option_id, each.entity, each.group_label, self.t("positions.explanation"), each.text,
                   each.language, each.seq)
            for each in self.document.explanations
        ]  # fmt: skip
        found += [
            Beside(each.id, None, each.caucus, "", "", each.text, each.language, each.seq)
            for each in self.document.caucuses
        ]
        found += [
            Beside(each.id, None, each.entity, each.group_label, "", each.text, each.language, each.seq)
            for each in self.document.prepared
        ]
        return sorted(found, key=lambda each: each.seq)

    def beside_option(self, option: OptionRow | None) -> list[Beside]:
        """Those on one option, or those on none that is listed."""
        if option is None:
            return [each for each in self.beside if each.option_id not in self._options]
        return [each for each in self.beside if each.option_id == option.id]

    def became(self, row: ContributionRow) -> list[tuple[str, str]]:
        """What became of a contribution, in pieces: words, and what they point to ("given": somebody's own words)."""
        reason = row.disposition_reason
        match row.disposition:
            case "taken_up" if row.paragraphs:
                key = self.language.key_for("page.contributions.taken_up", len(row.paragraphs)).removeprefix("page.")
                said = self.t(key, list=self.language.join([str(number) for number in row.paragraphs]))
                pieces = [(each, f"p{each}" if each.isdigit() else "") for each in re.split(r"(\d+)", said)]
            case "merged" if row.merged_into in self.seq_of:
                said = self.t("contributions.merged", seq=self.seq_of[row.merged_into or ""])
                target = f"source-{row.merged_into}"
                pieces = [(each, target if each.isdigit() else "") for each in re.split(r"(\d+)", said)]
            case "out_of_scope" if reason:
                before, after = self.t("contributions.out_of_scope", reason="\0").split("\0")
                return [each for each in ((before, ""), (reason, "given"), (after, "")) if each[0]]
            case _:
                pieces = [(row.disposition_label, "")]
        pieces += [(" (", ""), (reason, "given"), (")", "")] if reason else []
        return [each for each in pieces if each[0]]

    def runs(self, runs: list[Run]) -> list[dict[str, Any]]:
        """Runs for printing. A paragraph's reference becomes a link only where the page has its target."""
        return [{"kind": r.kind, "text": r.text, "ref": r.ref, "lang": _tag(r.language)} for r in runs]


def _tag(language: str | None) -> str | None:
    """`und` says nothing to a browser; no attribute lets it use the page's own fonts."""
    return None if language in {None, "und"} else language
