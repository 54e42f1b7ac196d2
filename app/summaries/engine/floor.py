"""Who took the floor of each meeting: entities counted once each, with their turns as the sources."""

from app.summaries.engine.claims import Case, Desk, Sentence, count_claim, spoken
from app.summaries.engine.document import Evidence, Run, Subject
from app.summaries.engine.ledger import MeetingFact
from app.summaries.engine.proceedings import SpokeFact
from app.summaries.engine.quantifiers import Base, Noun
from app.summaries.engine.quotations import without_stop
from app.summaries.engine.standpoints import by_group, counted


def floor(desk: Desk) -> list[Sentence]:
    """A sentence for each meeting whose turns are public, in the order of the meetings."""
    said = []
    for place, meeting in enumerate(desk.ledger.meetings, start=1):
        turns = [each for each in desk.ledger.spoke if each.meeting_id == meeting.id]
        if turns:
            said.append(_said(desk, place, meeting, turns))
    return said


def _said(desk: Desk, place: int, meeting: MeetingFact, turns: list[SpokeFact]) -> Sentence:
    entities = {each.entity_id: each.group for each in turns}
    guests = {each.entity_id for each in turns if each.guest}
    base, n = desk.ledger.base, len(entities)
    case = Case(
        id=f"floor-{place}",
        side="floor",
        act="addressed",
        subject=Subject(kind="meeting", id=meeting.id, number=place, label=meeting.title, version=None),
        counts=by_group(entities.items()),
        base=Base(Noun("participants"), base.sizes, base.groups_declared),
        neutral=0,
        evidence=tuple(
            Evidence(kind="intervention", id=each.id, label=each.entity, number=None, group=each.group, seq=each.seq)
            for each in turns
        ),
    )
    claim = count_claim(desk, case, n=n, among=base.size + len(guests), words=counted(desk, case, n))
    opening, closing = desk.language.quote_marks
    title = Run(kind="given", text=without_stop(meeting.title.strip()), language=desk.ledger.consultation.language)
    titled = (Run(kind="text", text=opening), title, Run(kind="text", text=closing))
    return spoken(desk, desk.language.key_for("sentence.floor", n), claim, title=titled)
