"""The check of points: who makes each is found again from the links and contributions of the ledger, by plain loops."""

from collections.abc import Iterator
from typing import Any

from app.summaries.engine.document import Claim, Document, Paragraph, Run, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import ContributionFact, Ledger
from app.summaries.engine.openings import Counted
from app.summaries.engine.points import MINORITY, REPORTED
from app.summaries.engine.proceedings import PointFact
from app.summaries.engine.proofreading import Source
from app.summaries.engine.quantifiers import Move
from app.summaries.engine.quotations import excerpt
from app.summaries.engine.recount import Tally, share_percent
from app.summaries.engine.templates import Language, Slot, capitalised, fill

BY_PERSONS = ("declared", "confirmed")


def point_of(ledger: Ledger, claim: Claim) -> PointFact | None:
    return next((each for each in ledger.points if claim.id == f"point-{each.number}"), None)


def label_sources(ledger: Ledger, sources: dict[str, Source]) -> dict[str, Source]:
    """The sources with the sentences that name points among what may be quoted of them."""
    found = dict(sources)
    for point in ledger.points:
        for label in point.labels:
            known = found.get(label.source_id)
            texts = (*(known.texts if known else ()), label.text)
            found[label.source_id] = Source(str(label.seq), label.language, texts)
    return found


def counted(ledger: Ledger, point: PointFact, moved: Move | None) -> Counted:
    grouped = any(row.group is not None and row.entities for row in ledger.participation)
    return Counted(ledger, None, _seen(ledger).tally(point), grouped, None, moved)


class _Seen:
    """One ledger's contributions: by text the first on record, and who was heard on each question. Every point asks."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.firsts: dict[str, ContributionFact] = {}
        self.texts: dict[str, str] = {}
        for each in sorted(ledger.contributions, key=lambda each: (each.seq, each.id)):
            self.texts[each.id] = each.campaign or each.text_digest
            if self.texts[each.id] not in self.firsts:
                self.firsts[self.texts[each.id]] = each
        self.everybody = self.entities(set(self.texts))
        self._heard: dict[int | None, dict[str, str | None]] = {}

    def entities(self, ids: set[str]) -> dict[str, str | None]:
        """Behind these contributions: whoever filed the same text first, and who agreed to a joint statement."""
        found: dict[str, str | None] = {}
        for contribution_id in sorted(ids):
            first = self.firsts[self.texts[contribution_id]]
            if first.contributor_id not in found:
                found[first.contributor_id] = first.group
            for statement in self.ledger.joint:
                if statement.id == contribution_id:
                    for one in statement.signatories:
                        if one.agreed and one.entity_id not in found:
                            found[one.entity_id] = one.group
        return found

    def heard(self, number: int | None) -> dict[str, str | None]:
        if number not in self._heard:
            questions = {q.number: q.id for q in (self.ledger.note.questions if self.ledger.note else ())}
            asked = set()
            for each in self.ledger.contributions:
                about = each.question_ids
                if (number is None and not about) or (number is not None and questions.get(number) in about):
                    asked.add(each.id)
            self._heard[number] = self.entities(asked)
        return self._heard[number]

    def tally(self, point: PointFact) -> Tally:
        making = self.entities({each.contribution_id for each in point.makers})
        tally: Tally = {}
        for entity, group in {**self.heard(point.question), **making}.items():
            v, t = tally.get(group, (0, 0))
            tally[group] = (v + (entity in making), t + 1)
        return tally


_LAST: list[_Seen] = []


def _seen(ledger: Ledger) -> _Seen:
    if not _LAST or _LAST[0].ledger is not ledger:
        _LAST[:] = [_Seen(ledger)]
    return _LAST[0]


def point_faults(document: Document, claim: Claim, point: PointFact, made: Counted) -> Iterator[str]:
    """All of the claim but its word, which is checked like the others'."""
    ledger, language, tally = made.ledger, language_for(document.language), made.tally
    exact = all(maker.standing in BY_PERSONS for maker in point.makers)
    n, among = sum(v for v, _ in tally.values()), sum(t for _, t in tally.values())
    if (claim.kind, claim.form == "at_least") != (("word", False) if exact else ("count", True)):
        yield "it says more surely than persons did who makes the point"
    if not exact and (claim.n, claim.N, claim.narrowed_to) != (n, among, None):
        yield "its numbers are not the ledger's"
    expected: dict[str, Any] = {
        "subject": ("point", point.id, point.number, language.text["point.id"].format(number=point.number), None),
        "sources": _sources(ledger, point),
        "groups": sorted((("declared", g, language.named("group", g), v, t) for g, (v, t) in tally.items()), key=str),
        "base": ("contributors", _base(ledger, claim), 0, f"{claim.n}/{claim.N}", share_percent(claim.n, claim.N)),
        "sentence": _sentence(language, claim, point, n),
    }
    for name, value in expected.items():
        if _facts(claim)[name] != value:
            yield f"its {name} is not the ledger's"
    if not exact and (_beyond(claim), [(r.rule, r.facts, r.text) for r in claim.rules]) != (
        (None, None, False, None, None, [], [], [], []),
        [("at_least", {}, language.text["rule.at_least"])],
    ):
        yield "it says more of the scale than the likeness of texts can"


def _facts(claim: Claim) -> dict[str, Any]:
    subject = claim.subject
    return {
        "subject": (subject.kind, subject.id, subject.number, subject.label, subject.version),
        "sources": [(e.kind, e.id, e.label, e.number, e.group, e.seq) for e in claim.evidence],
        "groups": sorted(((r.partition, r.group, r.label, r.n, r.N) for r in claim.groups), key=str),
        "base": (claim.noun_kind, claim.base, claim.neutral, claim.share, claim.share_percent),
        "sentence": claim.text,
    }


def _beyond(claim: Claim) -> tuple[Any, ...]:
    scale = (claim.word, claim.computed_word, claim.borderline, claim.balanced_share, claim.balanced_percent)
    return (*scale, claim.marks, claim.neighbours, claim.pairing, claim.paired_with)


def _sources(ledger: Ledger, point: PointFact) -> list[tuple[Any, ...]]:
    standing = {maker.contribution_id: maker.standing for maker in point.makers}
    made = [each for each in ledger.contributions if each.id in standing]
    return [(standing[each.id], each.id, each.contributor, None, each.group, each.seq) for each in made]


def _base(ledger: Ledger, claim: Claim) -> int:
    groups = _seen(ledger).everybody.values()
    return sum(1 for group in groups if claim.narrowed_to is None or group in claim.narrowed_to)


def _sentence(language: Language, claim: Claim, point: PointFact, n: int) -> str:
    key = {"at_least": language.key_for("sentence.point.at_least", n), "numbers": "sentence.point.numbers"}
    quotes = language.text["quotes.and"].join(_quoted(language, each.text, each.language) for each in point.labels)
    phrase = Run(kind="claim", text=claim.phrase, ref=claim.id)
    slots: dict[str, Slot] = {"claim": phrase, "quotes": quotes}
    return plain(capitalised(fill(language.text[key.get(claim.form, "sentence.point")], slots)))


def _quoted(language: Language, text: str, tag: str) -> str:
    words, cut = excerpt(text)
    said = language.quote_marks[0] + words + (language.text["quotes.cut"] if cut else "") + language.quote_marks[1]
    if not tag.startswith(language.code):
        said += language.text["quotes.in_language"].format(language=language.named("language", tag))
    return said


def section_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    """The points printed are those the ledger asks for, in their order, each quoted in its paragraph."""
    made = [claim.id for claim in document.claims if claim.side == "point"]
    wanted = [f"point-{point.number}" for point in _printed(ledger)]
    if made != wanted:
        yield "points: those printed are not those that the ledger asks for"
    quoted = {
        f"point-{p.number}": [(each.source_id, excerpt(each.text)[0]) for each in p.labels] for p in ledger.points
    }
    for paragraph in (b for section in document.sections for b in section.blocks if isinstance(b, Paragraph)):
        claims = [run.ref for run in paragraph.runs if run.kind == "claim" and run.ref in quoted]
        if claims and [(r.ref, r.text) for r in paragraph.runs if r.kind == "quote"] != quoted[claims[0] or ""]:
            yield f"paragraph {paragraph.number}: does not quote the point it counts"


def _printed(ledger: Ledger) -> list[PointFact]:
    """In the order of the document: by question, those without one last; by option and stance; most contributors."""
    scopes: dict[tuple[int, int, str], list[tuple[PointFact, int, float]]] = {}
    numbers = [question.number for question in (ledger.note.questions if ledger.note else ())]
    for point in ledger.points:
        if point.makers and (point.question is None or point.question in numbers):
            tally = _seen(ledger).tally(point)
            largest = max(v * 10**6 // t for v, t in tally.values())
            scope = (numbers.index(point.question) if point.question in numbers else len(numbers),
                     point.option or 0, point.stance or "")  # fmt: skip
            scopes.setdefault(scope, []).append((point, sum(v for v, _ in tally.values()), largest))
    found: list[PointFact] = []
    for scope in sorted(scopes):
        ranked = sorted(scopes[scope], key=lambda each: (-each[1], each[0].number))
        minority = [each for each in ranked[REPORTED:] if each[2] * 5 >= 10**6]
        minority = sorted(minority, key=lambda each: (-each[2], each[0].number))[:MINORITY]
        shown = sorted([*ranked[:REPORTED], *minority], key=lambda each: (-each[1], each[0].number))
        found.extend(point for point, _, _ in shown)
    return found
