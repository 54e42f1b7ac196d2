"""The sections before the views: mandate and convening, organization of work with participation, documentation.

Plain facts in plain numbers; no word of the scale occurs here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from app.summaries.engine.claims import Desk, Sentence
from app.summaries.engine.document import Block, Run, Table
from app.summaries.engine.floor import floor
from app.summaries.engine.ledger import ContributionFact, MeetingFact, ParticipationFact, RoundFact
from app.summaries.engine.quotations import without_stop
from app.summaries.engine.templates import Language, Slot, capitalised
from app.summaries.engine.views import Made, paragraph
from app.summaries.engine.voices import originals


def mandate(desk: Desk) -> list[Block]:
    facts, language = desk.ledger.consultation, desk.language
    convened = [Sentence(language.say("mandate.convened", convener=_given(desk, facts.convener)))]
    if facts.origin:
        origin = _quoted(desk, facts.origin)
        convened.append(Sentence(language.say("mandate.origin", origin=origin)))
    if facts.open_ended:
        convened.append(Sentence(language.say("mandate.open_ended")))
    authority = []
    if facts.mandate:
        authority.append(Sentence(language.say("mandate.text", mandate=_quoted(desk, facts.mandate))))
    authority.extend(_reporting(desk))
    basis = language.say("mandate.basis", seq=str(desk.ledger.cutoff.seq), at=language.moment(desk.ledger.cutoff.at))
    simulated = [Sentence(language.say("mandate.simulated"))] if facts.simulated else []
    paragraphs = [simulated, convened, authority, [Sentence(basis)]]
    return [paragraph(desk, sentences) for sentences in paragraphs if sentences]


def _reporting(desk: Desk) -> list[Sentence]:
    facts = desk.ledger.consultation
    given = {
        "through": _given(desk, facts.reports_through) if facts.reports_through else None,
        "to": _given(desk, facts.reports_to) if facts.reports_to else None,
    }
    slots = {name: run for name, run in given.items() if run}
    if not slots:
        return []
    manner = "both" if len(slots) == len(given) else next(iter(slots))
    return [Sentence(desk.language.say(f"mandate.reporting.{manner}", **slots))]


def organization(desk: Desk) -> Made:
    ledger, language = desk.ledger, desk.language
    blocks: list[Block] = []
    if ledger.rounds:
        counted = Sentence((Run(kind="text", text=language.numbered("rounds", len(ledger.rounds))),))
        blocks.append(paragraph(desk, [counted, *(_round(desk, each) for each in ledger.rounds)]))
    if ledger.meetings:
        blocks.append(paragraph(desk, [_meeting(desk, each) for each in ledger.meetings]))
    spoke = floor(desk)
    if spoke:
        blocks.append(paragraph(desk, spoke))
    blocks.extend(_participation(desk))
    if ledger.voters:
        blocks.extend(_voters(desk))
    if not ledger.groups_declared and not ledger.voter_base.groups_declared and (ledger.base.size or ledger.voters):
        blocks.append(paragraph(desk, [Sentence(language.say("participation.no_groups"))]))
    return blocks, [claim for sentence in spoke for claim in sentence.claims]


def _round(desk: Desk, fact: RoundFact) -> Sentence:
    language = desk.language
    slots: dict[str, Slot] = {"number": str(fact.number), "title": _round_title(desk, fact)}
    if fact.opened_at is None:
        return Sentence(language.say("round.scheduled", **slots) + _scheduled(desk, fact))
    opened = language.date(fact.opened_at)
    if fact.closed_at is None:
        return Sentence(language.say("round.open", opened=opened, **slots))
    closed = language.date(fact.closed_at)
    key = "round.closed.same_day" if opened == closed else "round.closed"
    said = language.say(key, opened=opened, closed=closed, **slots)
    return Sentence(said + _shifted(desk, fact, closed))


def _round_title(desk: Desk, fact: RoundFact) -> tuple[Run, ...]:
    """The title, and what kind of round it was where the title does not already say so."""
    kind = desk.language.named("round", fact.kind)
    title = _quoted(desk, fact.title)
    same = fact.title.casefold() == kind.casefold()
    return title if same else desk.language.say("round.title.kind", title=title, kind=kind)


def _scheduled(desk: Desk, fact: RoundFact) -> tuple[Run, ...]:
    if fact.scheduled_opens_at is None:
        return ()
    on = desk.language.date(fact.scheduled_opens_at)
    return _after_space(desk, desk.language.say("round.scheduled.dates", scheduled=on))


def _shifted(desk: Desk, fact: RoundFact, closed: str) -> tuple[Run, ...]:
    """Scheduled and actual dates are different facts; the scheduled one is named where it differs."""
    if fact.scheduled_closes_at is None or desk.language.date(fact.scheduled_closes_at) == closed:
        return ()
    on = desk.language.date(fact.scheduled_closes_at)
    return _after_space(desk, desk.language.say("round.closed.shifted", scheduled=on))


def _meeting(desk: Desk, fact: MeetingFact) -> Sentence:
    language = desk.language
    title = _quoted(desk, fact.title)
    if fact.started_at is None:
        return Sentence(language.say("meeting.planned", title=title))
    on = language.date(fact.started_at)
    said = language.say("meeting.held" if fact.ended_at else "meeting.running", title=title, on=on)
    if fact.turns:
        times = language.numbered("floor_times", fact.turns)
        speakers = language.numbered("floor_speakers", fact.took_floor)
        said_of = any(each.meeting_id == fact.id for each in desk.ledger.spoke)  # a sentence of its own says by whom
        taken = language.say("meeting.turns" if said_of else "meeting.floor", times=times, speakers=speakers)
        said += _after_space(desk, capitalised(taken))
    if not fact.comments:
        return Sentence(said)
    comments = language.numbered("comments", fact.comments)
    speakers = language.numbered("speakers", fact.speakers)
    heard = language.say("meeting.comments", comments=comments, speakers=speakers)
    return Sentence(said + _after_space(desk, heard))


def _participation(desk: Desk) -> list[Block]:
    ledger, language = desk.ledger, desk.language
    rows = ledger.participation
    if not any(row.entities for row in rows):
        return [] if ledger.voters else [paragraph(desk, [Sentence(language.say("participation.nobody"))])]
    entities, active, persons = (sum(getattr(row, name) for row in rows) for name in _COUNTED)
    said = language.say(
        "participation.entities",
        entities=language.numbered("entities", entities),
        persons=language.numbered("persons", persons),
        active=language.numbered("active", active),
    )
    tables = [_table(language, rows, "group")]
    if any(row.region for row in rows):
        tables.append(_table(language, rows, "region"))
    return [paragraph(desk, [Sentence(said)]), *tables]


_COUNTED = ("entities", "active", "persons")


def _table(language: Language, rows: Iterable[ParticipationFact], by: str) -> Table:
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0] * len(_COUNTED))
    for row in rows:
        for place, name in enumerate(_COUNTED):
            sums[getattr(row, by)][place] += getattr(row, name)
    codes = sorted(sums, key=lambda code: (code is None, code or ""))
    return Table(
        caption=language.text[f"table.by_{by}"],
        columns=[language.text[f"table.{name}"] for name in (by, *_COUNTED)],
        rows=[[language.named(by, code), *(language.number(n) for n in sums[code])] for code in codes],
        total=[
            language.text["table.total"],
            *(language.number(sum(each[i] for each in sums.values())) for i in range(len(_COUNTED))),
        ],
    )


def _voters(desk: Desk) -> list[Block]:
    ledger, language = desk.ledger, desk.language
    cast = sum(each.agree + each.disagree + each.passed for each in ledger.statements)
    said = language.say(
        "participation.voters",
        voters=language.numbered("persons", ledger.voter_base.size),
        statements=language.numbered("statements", len(ledger.statements)),
        votes=language.numbered("votes", cast),
    )
    blocks: list[Block] = [paragraph(desk, [Sentence(capitalised(said))])]
    if ledger.voter_base.groups_declared:
        sizes = ledger.voter_base.sizes
        blocks.append(
            Table(
                caption=language.text["table.voters"],
                columns=[language.text["table.group"], language.text["table.voters.count"]],
                rows=[[language.named("group", group), language.number(n)] for group, n in sizes.items()],
                total=[language.text["table.total"], language.number(ledger.voter_base.size)],
            )
        )
    return blocks


def documentation(desk: Desk) -> list[Block]:
    blocks: list[Block] = [paragraph(desk, [_note(desk)])]
    filed = desk.ledger.contributions
    if not filed:
        return [*blocks, paragraph(desk, [Sentence(desk.language.say("documentation.no_contributions"))])]
    language = desk.language
    contributors = len({each.contributor_id for each in filed})
    counted = language.say(
        "documentation.contributions",
        contributions=language.numbered("contributions", len(filed)),
        contributors=language.numbered("contributors", contributors),
    )
    sentences = [Sentence(capitalised(counted)), *_copies(desk, filed), *_joint(desk), _languages(desk, filed)]
    return [*blocks, paragraph(desk, sentences)]


def _note(desk: Desk) -> Sentence:
    note, language = desk.ledger.note, desk.language
    if note is None:
        return Sentence(language.say("documentation.no_note"))
    title, on = _quoted(desk, note.title), language.date(note.published_at)
    if not note.questions:
        return Sentence(language.say("documentation.note.plain", title=title, on=on))
    questions = language.numbered("questions", len(note.questions))
    options = language.numbered("options", len(desk.ledger.options))
    return Sentence(language.say("documentation.note", title=title, on=on, questions=questions, options=options))


def _copies(desk: Desk, filed: Collection[ContributionFact]) -> list[Sentence]:
    """Texts that are the same, or nearly, count as one contribution, and the summary says so, and of how many."""
    language, firsts = desk.language, originals(filed)
    per_text = Counter(first.id for first in firsts.values())
    copies = per_text.total() - len(per_text)
    if not copies:
        return []
    distinct = language.numbered("distinct", len(per_text))
    key = language.key_for("documentation.copies", copies)
    said = [Sentence(capitalised(language.say(key, n=language.spelled(copies), distinct=distinct)))]
    first_id, size = max(per_text.items(), key=lambda item: (item[1], -firsts[item[0]].seq))
    senders = len({each.contributor_id for each in filed if firsts[each.id].id == first_id})
    if senders > 2:
        contributions = language.numbered("contributions.of", size)
        contributors = language.numbered("contributors", senders)
        slots = {"contributions": contributions, "contributors": contributors, "seq": str(firsts[first_id].seq)}
        said.append(Sentence(capitalised(language.say("documentation.campaign", **slots))))
    return said


def _joint(desk: Desk) -> list[Sentence]:
    """Joint statements among them, with everybody behind at least one counted once."""
    language, joint = desk.language, desk.ledger.joint
    if not joint:
        return []
    behind = len({each.entity_id for statement in joint for each in statement.signatories})
    key = language.key_for("documentation.joint", len(joint))
    entities = language.numbered("active", behind)
    return [Sentence(capitalised(language.say(key, n=language.spelled(len(joint)), entities=entities)))]


def _languages(desk: Desk, filed: Iterable[ContributionFact]) -> Sentence:
    language, by_language = desk.language, Counter(each.language for each in filed)
    most_first = sorted(by_language.items(), key=lambda item: (-item[1], item[0]))
    listed = [
        language.say_plain("language.count", n=language.spelled(n), language=language.named("language", code))
        for code, n in most_first
    ]
    return Sentence(language.say("documentation.languages", list=language.join(listed)))


def _given(desk: Desk, text: str) -> Run:
    """Words of the conveners, in the language they wrote them in."""
    return Run(kind="given", text=text.strip(), language=desk.ledger.consultation.language)


def _quoted(desk: Desk, text: str) -> tuple[Run, ...]:
    opening, closing = desk.language.quote_marks
    given = _given(desk, without_stop(text.strip()))
    return (Run(kind="text", text=opening), given, Run(kind="text", text=closing))


def _after_space(desk: Desk, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return (Run(kind="text", text=desk.language.text["sentence.space"]), *runs)
